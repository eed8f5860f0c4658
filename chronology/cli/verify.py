"""`chronology verify`: whether written results still fit the exports they were made from."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from chronology.cli.inputs import CASE_FILE, OWN_RESULT, open_case
from chronology.cli.manifest import MANIFEST, read_sums, sum_of
from chronology.compose.words import count_of
from chronology.errors import DefinitionError, UsageError
from chronology.pipeline import Export, identify
from chronology.renderers.unseen import show_unseen
from chronology.verify import Misfit, check_entries, check_whole, read_written
from chronology.verify.written import Written, WrittenEntry, WrittenSource


@click.command(epilog="Example: chronology verify my_case/chronology-out")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option(
    "--case",
    "case",
    metavar="PATH",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder from which the exports are named, where it is not the one above FOLDER.",
)
def command(folder: Path, case: Path | None) -> None:
    """Check the results in FOLDER: checksums, sources, and that every entry stands where it says, word for word.

    FOLDER holds chronology.json and manifest-sha256.txt as `build` wrote them. Exit codes: 0 all fits, 1 something no longer fits,
    2 could not run.
    """
    written = _read(folder)
    root = _find_root(folder, case, written)
    misfits = [*_check_manifest(folder), *check_whole(written), *_check_case(root, written)]
    references = 0
    for source in written.sources:
        misfits += _check_source(root, source, written)
        references += sum(place.source == source.id for entry in _entries(written) for place in entry.provenance)
    for misfit in misfits:
        click.echo(show_unseen(f"{misfit.where}: {misfit.what}"))
    _tell_of_others(folder)
    entries = len(_entries(written))
    checked = f"{count_of(len(written.sources), 'source')}, {count_of(entries, 'entry', 'entries')}, {count_of(references, 'reference')}"
    if misfits:
        click.echo(
            f"{count_of(len(misfits), 'thing')} no longer {'fits' if len(misfits) == 1 else 'fit'} ({checked} checked)."
        )
        sys.exit(1)
    click.echo(f"All fits: {checked}.")


def _read(folder: Path) -> Written:
    place = folder / OWN_RESULT
    try:
        return read_written(place.read_bytes())
    except OSError as error:
        raise UsageError(
            f"cannot be read ({error.strerror})",
            str(place),
            "give a folder in which `build --format json` wrote its results",
        ) from None
    except ValueError:
        raise UsageError("this is no result of `build`", str(place), "build the chronology again") from None


def _find_root(folder: Path, case: Path | None, written: Written) -> Path:
    """The folder from which the sources are named: the one given, or one near the results that holds any of them."""
    paths = [source.path for source in written.sources]
    for root in (case,) if case else (folder.absolute().parent, folder.absolute(), Path()):
        if any((root / path).exists() for path in paths) or (root / CASE_FILE).exists():
            return root
    raise UsageError("none of the exports is there", str(case or folder), "name the case's folder with --case")


def _check_manifest(folder: Path) -> Iterator[Misfit]:
    place = folder / MANIFEST
    try:
        sums = read_sums(place.read_bytes().decode())
    except FileNotFoundError:
        yield Misfit(MANIFEST, "it is not there, so nothing vouches for the results")
        return
    except ValueError:
        yield Misfit(MANIFEST, "it is no list of checksums")
        return
    except OSError as error:
        raise UsageError(f"cannot be read ({error.strerror})", str(place), "check its permissions") from None
    if OWN_RESULT not in sums:
        yield Misfit(OWN_RESULT, "the manifest does not name it: it is another run's")
    for name, expected in sums.items():
        try:
            actual = sum_of(folder / name)
        except OSError as error:
            yield Misfit(name, f"the manifest names it, and it cannot be read ({error.strerror})")
            continue
        if actual != expected:
            yield Misfit(name, "it was changed since it was written")


def _check_case(root: Path, written: Written) -> Iterator[Misfit]:
    """Exports that the case holds now and the result was made without."""
    if not (root / CASE_FILE).exists():
        return  # loose files: nothing says which belong together
    try:
        _, exports, _ = open_case((root,))
    except (UsageError, DefinitionError):
        yield Misfit(CASE_FILE, "it can no longer be used; `chronology check` says why")
        return
    known = {source.path for source in written.sources}
    for export in exports:
        if export.named not in known:
            yield Misfit(export.named, "the case holds it, and the result was made without it")


def _tell_of_others(folder: Path) -> None:
    """Files of an earlier run are no misfit, but nobody vouches for them."""
    try:
        sums = read_sums((folder / MANIFEST).read_bytes().decode())
    except (OSError, ValueError):
        return
    others = sorted(path.name for path in folder.iterdir() if path.is_file() and path.name not in (*sums, MANIFEST))
    if others:
        click.echo(show_unseen(f"Not of the last run, and not checked: {', '.join(others)}"), err=True)


def _check_source(root: Path, source: WrittenSource, written: Written) -> Iterator[Misfit]:
    """Whether the file is the one that was read, and each entry's words stand on the row it names."""
    if not source.sha256:
        return  # it could not be read then either, which the questions say
    path = root / source.path
    try:
        actual = sum_of(path)
    except OSError as error:
        yield Misfit(f"{source.id} {source.path}", f"the file cannot be read ({error.strerror})")
        return
    if actual != source.sha256:
        yield Misfit(f"{source.id} {source.path}", "the file is not the one that was read")
    (now,), _, (reading,) = identify([Export(path, source.path)])
    headings = {one.sheet: [column.heading for column in one.columns] for one in now.recognitions}
    yield from check_entries(_entries(written), source, reading.tables, headings)


def _entries(written: Written) -> tuple[WrittenEntry, ...]:
    return (*written.entries, *written.undated)
