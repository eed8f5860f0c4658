"""Results → files: whole or not at all, readable by their owner alone, never over an input."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO

from chronology.cli.inputs import CASE_FILE
from chronology.errors import OutputError
from chronology.processes import in_another_process

Writer = Callable[[BinaryIO], object]
"""Writes one result on the stream it is given."""


def write_results(
    folder: Path, results: Mapping[str, Writer], inputs: Iterable[Path], beside: Collection[str] = ()
) -> list[Path]:
    """Writes the results, by name, into `folder` (0700, made if need be) as 0600 files; returns their paths.

    Those named in `beside` are each written by a process of their own. All are written and synced under temporary names first, then renamed, so a run that dies leaves the old results. Raises
    OutputError when the folder cannot be written or a result would replace an input.
    """
    targets = {folder / name: writer for name, writer in results.items()}
    waiting: list[tuple[str, Path]] = []
    try:
        _refuse_targets(targets, inputs)
        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(0o700)  # whatever the umask; a folder that was there keeps its mode
        with ExitStack() as stack:
            elsewhere = {
                target: stack.enter_context(in_another_process(_try_to_write, target, targets[target]))
                for target in targets
                if target.name in beside
            }
            for target in sorted(targets, key=elsewhere.__contains__):
                temporary = elsewhere[target]() if target in elsewhere else None
                waiting.append((temporary or _write_temporary(target, targets[target]), target))
        for temporary, target in waiting:
            Path(temporary).replace(target)
        _sync(folder)
    except OSError as error:
        raise OutputError(
            f"cannot be written ({error.strerror})", str(folder), "choose another folder with --to"
        ) from None
    finally:
        for temporary, _ in waiting:
            Path(temporary).unlink(missing_ok=True)  # those that took their place are gone from here
    return list(targets)


def refuse_unwritable(folder: Path) -> None:
    """Raises OutputError when results could not be written into `folder`, so that it is told before the work, not after."""
    standing = next((place for place in (folder, *folder.absolute().parents) if place.exists()), folder)
    if standing.is_dir() and not os.access(standing, os.W_OK | os.X_OK):
        raise OutputError("the folder cannot be written to", str(standing), "choose another folder with --to")


def _refuse_targets(targets: Iterable[Path], inputs: Iterable[Path]) -> None:
    read = {path.resolve() for path in inputs}
    for target in targets:
        if target.resolve() in read:
            raise OutputError(
                "the result would be written over an export", str(target), "choose another folder with --to"
            )
        if target.name.casefold() == CASE_FILE:
            raise OutputError("the result would be written over a case file", str(target), "choose another name")
        if target.is_dir():
            raise OutputError(
                "a folder stands where the result should go", str(target), "choose another folder with --to"
            )


def _try_to_write(target: Path, writer: Writer) -> str | None:
    """The temporary file, or None where it cannot be written: then it is tried again here, and fails as it would have."""
    with suppress(OSError):
        return _write_temporary(target, writer)
    return None


def _write_temporary(target: Path, writer: Writer) -> str:
    handle, temporary = tempfile.mkstemp(prefix=".writing-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            writer(stream)
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
