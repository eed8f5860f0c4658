"""Results → files: whole or not at all, readable by their owner alone, never over an input, nothing hidden in them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO

from chronology.cli.inputs import CASE_FILE
from chronology.cli.manifest import MANIFEST, list_sums, read_sums
from chronology.errors import OutputError
from chronology.inspection import find_hidden
from chronology.processes import in_another_process

Writer = Callable[[BinaryIO], object]
"""Writes one result on the stream it is given."""


def write_results(
    results: Mapping[Path, Writer],
    inputs: Collection[Path],
    beside: Collection[Path] = (),
    manifest_of: Path | None = None,
) -> list[Path]:
    """Writes the results as 0600 files, each into a folder (0700, made if need be); returns their paths.

    Those named in `beside` are each written by a process of their own. All are written, inspected and synced under temporary names
    first, then renamed, so a run that dies leaves the old results. `manifest_of`: a folder in which the sha256 of each result below it
    is written last. Raises OutputError when a result cannot be written, would replace an input, or hides something.
    """
    waiting: list[tuple[str, Path]] = []
    folders = sorted({target.parent for target in results})
    place = manifest_of or (folders[0] if folders else Path())
    try:
        _refuse_targets(results, inputs)
        if manifest_of:
            _refuse_manifest(manifest_of, inputs)
        for place in folders:
            if not place.exists():
                place.mkdir(parents=True)
                place.chmod(0o700)  # whatever the umask; a folder that was there keeps its mode
        with ExitStack() as stack:
            elsewhere = {
                target: stack.enter_context(in_another_process(_try_to_write, target, results[target]))
                for target in results
                if target in beside
            }
            for target in sorted(results, key=elsewhere.__contains__):
                place = target.parent
                temporary = elsewhere[target]() if target in elsewhere else None
                waiting.append((temporary or _write_temporary(target, results[target]), target))
        if manifest_of:
            place = manifest_of
            lines = list_sums(place, [(Path(temporary), target) for temporary, target in waiting])
            waiting.append((_write_temporary(place / MANIFEST, lambda stream: stream.write(lines)), place / MANIFEST))
        for temporary, target in waiting:
            place = target.parent
            Path(temporary).replace(target)
        for place in folders:
            _sync(place)
    except OSError as error:
        raise OutputError(
            f"cannot be written ({error.strerror})",
            str(place),
            "choose another folder with --to, or another file with -o",
        ) from None
    finally:
        for temporary, _ in waiting:
            Path(temporary).unlink(missing_ok=True)  # those that took their place are gone from here
    return list(results)


def refuse_unwritable(folder: Path) -> None:
    """Raises OutputError when results could not be written into `folder`, so that it is told before the work, not after."""
    standing = next((place for place in (folder, *folder.absolute().parents) if place.exists()), folder)
    if standing.is_dir() and not os.access(standing, os.W_OK | os.X_OK):
        raise OutputError("the folder cannot be written to", str(standing), "choose another folder with --to")


def _refuse_targets(targets: Iterable[Path], inputs: Iterable[Path]) -> None:
    read = {path.resolve() for path in inputs}
    for target in targets:
        if target.name.startswith("-"):
            raise OutputError(
                "an option stands where the name of the file should",
                target.name,
                "name the file before the next option",
            )
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


def _refuse_manifest(folder: Path, inputs: Iterable[Path]) -> None:
    """Raises OutputError where the list of checksums would replace one that an agency sent with its exports."""
    place = folder / MANIFEST
    try:
        named = read_sums(place.read_bytes().decode()) if place.exists() else {}
    except ValueError:
        named = {}
    read = {path.resolve() for path in inputs}
    if place.is_dir() or any((folder / name).resolve() in read for name in named):
        raise OutputError(
            "a list of checksums of the exports stands where that of the results should go",
            str(place),
            "choose another folder with --to",
        )


def _try_to_write(target: Path, writer: Writer) -> str | None:
    """The temporary file, or None where it cannot be written: then it is tried again here, and fails as it would have."""
    with suppress(OSError, OutputError):
        return _write_temporary(target, writer)
    return None


def _write_temporary(target: Path, writer: Writer) -> str:
    handle, temporary = tempfile.mkstemp(prefix=".writing-", dir=target.parent)
    with ExitStack() as stack:
        stack.callback(Path(temporary).unlink, missing_ok=True)
        with os.fdopen(handle, "wb") as stream:
            writer(stream)
            stream.flush()
            os.fsync(stream.fileno())
        _refuse_hidden(Path(temporary), target)
        stack.pop_all()  # it is whole, and stays
    return temporary


def _refuse_hidden(written: Path, target: Path) -> None:
    """Raises OutputError where a written file holds what its reader would not see."""
    found = find_hidden(written, target.suffix)
    if found:
        raise OutputError(
            f"the file was withheld, for it would hold what its reader does not see: {'; '.join(found)}",
            str(target),
            "write another format; where it fills a template of yours, take these out of the template",
        )


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
