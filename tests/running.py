"""Runs the program as its users do: as a process of its own, from the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parent.parent / "sample_cases"
COMMAND = Path(sys.executable).with_name("chronology")


def chronology(*arguments: object, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """One run of the installed command; its exit code, stdout and stderr."""
    return subprocess.run(
        [COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={
            **os.environ,
            "PYTHONIOENCODING": "utf-8",
            "PYTHONDONTWRITEBYTECODE": "",  # every run would compile the program anew
            **environment,
        },
        timeout=120,
        check=False,
    )


def build(folder: Path, out: Path, *more: object, **environment: str) -> dict[str, Any]:
    """The JSON result of building what lies in `folder`."""
    done = chronology("build", folder, "--to", out, "--format", "json", "--format", "md", *more, **environment)
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads((out / "chronology.json").read_text(encoding="utf-8"))
    return result


def account_holds(result: dict[str, Any]) -> bool:
    """Whether every source's records are entries, undated, out of scope, duplicates or set aside, and nothing else."""
    return all(
        source["records"]
        == source["entries"] + source["undated"] + source["out_of_scope"] + source["duplicates"] + source["set_aside"]
        for source in result["sources"]
    )
