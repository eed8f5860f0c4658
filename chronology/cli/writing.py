"""Results → files: whole or not at all, readable by their owner alone, never over an input."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from chronology.errors import OutputError


def write_results(folder: Path, results: Mapping[str, bytes], inputs: Iterable[Path]) -> list[Path]:
    """Writes each name → bytes into `folder` (0700, made if need be) as 0600 files; returns their paths.

    All are written and synced under temporary names first, then renamed, so a run that dies leaves the old results. Raises
    OutputError when the folder cannot be written or a result would replace an input.
    """
    targets = {folder / name: content for name, content in results.items()}
    waiting: list[tuple[str, Path]] = []
    try:
        _refuse_targets(targets, inputs)
        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(0o700)  # whatever the umask; a folder that was there keeps its mode
        for target, content in targets.items():
            waiting.append((_write_beside(target, content), target))
        for temporary, target in waiting:
            Path(temporary).replace(target)
        _sync(folder)
    except OSError as error:
        for temporary, _ in waiting:
            Path(temporary).unlink(missing_ok=True)
        raise OutputError(
            f"cannot be written ({error.strerror})", str(folder), "choose another folder with --to"
        ) from None
    return list(targets)


def _refuse_targets(targets: Iterable[Path], inputs: Iterable[Path]) -> None:
    read = {path.resolve() for path in inputs}
    for target in targets:
        if target.resolve() in read:
            raise OutputError(
                "the result would be written over an export", str(target), "choose another folder with --to"
            )
        if target.is_dir():
            raise OutputError(
                "a folder stands where the result should go", str(target), "choose another folder with --to"
            )


def _write_beside(target: Path, content: bytes) -> str:
    handle, temporary = tempfile.mkstemp(prefix=".writing-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    return temporary


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
