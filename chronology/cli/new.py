"""`chronology new`: looks at the exports of a folder and drafts its case file. It never writes over one."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import click

from chronology.case import NATIONS
from chronology.cli.case_draft import People, draft_case, find_people, names_nobody
from chronology.cli.inputs import CASE_FILE, find_case_file, find_exports, loose_case
from chronology.cli.running import console, tell
from chronology.compose.words import count_of
from chronology.errors import OutputError, UsageError
from chronology.pipeline import Export, run
from chronology.report import Report


@click.command(epilog="Example: chronology new my_case --nation england")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option(
    "--nation", type=click.Choice(NATIONS), help="Whose rules and holidays apply; else the draft asks for it."
)
def command(folder: Path, nation: str | None) -> None:
    """Look at the exports in FOLDER (and the folders below it) and write FOLDER/case.yaml, a draft to correct by hand.

    A case file that is there already is left as it is. Names of people are written into the draft alone, never printed.
    """
    exports = _prepare(folder)
    report = run(loose_case(), exports)
    people = find_people(report)
    target = folder / CASE_FILE
    _write_new(target, draft_case(report, people, nation).encode())
    _print_found(report, people)
    console().print(f"Written: {target}", style="green")
    _advise(folder, report, nation)


def _prepare(folder: Path) -> list[Export]:
    """The exports of the folder. Raises before any of them is read when the draft could not be written afterwards."""
    if not folder.is_dir():
        raise UsageError("there is no such folder", str(folder), "make it and put the agencies' files into it")
    if find_case_file(folder):
        raise UsageError(
            "there is a case file already; nothing was written",
            str(folder / CASE_FILE),
            f"go on with `chronology check {shlex.quote(str(folder))}`, or rename it to have a new draft",
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError("the folder cannot be written to", str(folder), "copy the exports to a folder of your own")
    exports = find_exports(folder)
    if not exports:
        raise UsageError("no export was found", str(folder), "put the agencies' files into the folder")
    for export in exports:
        if not export.named.isprintable():
            raise UsageError(
                "the name of a file holds characters that cannot be written in a case file",
                ascii(export.named),
                "rename the file",
            )
    return exports


def _write_new(target: Path, content: bytes) -> None:
    """Writes a file that was not there, readable by its owner alone; one that was there is left as it is."""
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise UsageError("there is a case file already; nothing was written", str(target), "rename it") from None
    except OSError as error:
        raise OutputError(f"cannot be written ({error.strerror})", str(target), "choose another folder") from None
    try:
        with os.fdopen(descriptor, "wb") as stream:
            target.chmod(0o600)  # whatever the umask
            stream.write(content)
            stream.flush()
            os.fsync(descriptor)
    except OSError as error:
        target.unlink(missing_ok=True)
        raise OutputError(f"cannot be written ({error.strerror})", str(target), "make room on the disk") from None


def _print_found(report: Report, people: People) -> None:
    from rich.table import Table

    out = console()
    table = Table("Export", "Agency", "Sector", box=None, padding=(0, 2, 0, 0))
    table.add_column("Records", justify="right")
    for source in report.sources:
        named = any(one.agency for one in source.recognitions)
        sector = source.sector.replace("_", " ") if any(one.sector for one in source.recognitions) else "?"
        table.add_row(source.path, source.agency if named else "?", sector, str(source.account.records))
    out.print(table)
    if people.children:
        child = people.children[0]
        who = "1 child seems" if len(people.children) == 1 else f"{len(people.children)} children seem"
        place = f"{count_of(child.records, 'record')} of {count_of(child.files, 'file')}"
        out.print(
            f"{who} to be who the case is about{', the first' if len(people.children) > 1 else ''} (met in {place})."
        )
    else:
        out.print("Nobody stands out as the child: write down who the case is about.")
    if people.others:
        out.print(f"{count_of(len(people.others), 'more person is', 'more people are')} suggested behind a #.")


def _advise(folder: Path, report: Report, nation: str | None) -> None:
    """What is in question, and what to do next."""
    empty = sum(not source.account.records for source in report.sources)
    unnamed = sum(not any(one.agency for one in source.recognitions) for source in report.sources)
    untold = sum(not any(one.sector for one in source.recognitions) for source in report.sources)
    nameless = sum(map(names_nobody, report.sources))
    tell("In question:")
    if nation is None:
        tell("  the nation, which chooses the rules and the bank holidays")
    tell("  the period under review, and the days that each agency searched")
    for count, question in (
        (unnamed, "does not name its agency|do not name their agency"),
        (untold, "leaves its sector open|leave their sector open"),
        (nameless, "names nobody|name nobody"),
        (empty, "gave no records|gave no records"),
    ):
        one, many = question.split("|")
        if count:
            tell(f"  {count_of(count, 'file ' + one, 'files ' + many)}")
    place = shlex.quote(str(folder))
    tell(f"Next: open {folder / CASE_FILE} in a text editor, answer these, check every guess, and run:")
    tell(f"  chronology check {place}    every question about the data; writes nothing")
    tell(f"  chronology build {place}    the chronology")
