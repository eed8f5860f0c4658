"""Writes the sample cases' results anew: `python -m tests.golden.accept`. Read the difference before you commit it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from tests.running import SAMPLES, build


def main() -> None:
    for case in sorted(path.parent for path in SAMPLES.glob("*/case.yaml")):
        with tempfile.TemporaryDirectory() as place:
            build(case, Path(place) / "out")
            expected = case / "expected"
            expected.mkdir(exist_ok=True)
            for name in ("chronology.json", "chronology.md"):
                shutil.copyfile(Path(place) / "out" / name, expected / name)
        print(f"{case.name}: written")


if __name__ == "__main__":
    main()
