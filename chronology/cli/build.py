"""`chronology build`: the whole job."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import click

from chronology.cli.inputs import open_case
from chronology.cli.running import PATHS, STRICT, console, exit_when_in_doubt, run_opened, tell
from chronology.cli.writing import Writer, refuse_unwritable, write_results
from chronology.compose import compose
from chronology.compose.words import count_of, say_account, sum_accounts
from chronology.document import Document
from chronology.processes import count_processors
from chronology.renderers import FORMATS, renderer
from chronology.report import Report

ENOUGH_ENTRIES = 10_000  # from which a second process saves more time than it costs


@click.command(epilog="Example: chronology build sample_cases/child_p --format md --format json")
@PATHS
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), help="Folder for the results.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    default=("md",),
    show_default=True,
    type=click.Choice(list(FORMATS)),
    help="May be given more than once.",
)
@STRICT
def command(paths: tuple[Path, ...], folder: Path | None, formats: tuple[str, ...], strict: bool) -> None:
    """Read the exports at PATH, build the chronology and write it.

    PATH is a case folder (holding case.yaml), or export files or a folder of them: then everything is worked out and
    every assumption is printed. Results go to chronology-out/ in the case folder unless --to says otherwise.
    """
    case, exports, default_folder = open_case(paths)
    folder = folder or default_folder
    refuse_unwritable(folder)
    report = run_opened(case, exports)
    written = write_results(folder, _writers(report, formats), _inputs(report, paths), _beside(report, formats))
    _summarise(report, written)
    exit_when_in_doubt(report, strict)


def _writers(report: Report, formats: tuple[str, ...]) -> dict[str, Writer]:
    """File name → what writes it. The document is composed when the first format asks for it, and once."""
    composed = cache(lambda: compose(report))

    def writer(name: str) -> Writer:
        takes_document = FORMATS[name].takes is Document
        return lambda stream: renderer(name)(composed() if takes_document else report, stream)

    return {_file_name(name): writer(name) for name in FORMATS if name in formats}


def _beside(report: Report, formats: tuple[str, ...]) -> list[str]:
    """The files of a large case that a further process writes, while this one composes the document for the others."""
    by_report = [name for name in formats if FORMATS[name].takes is Report]
    if len(by_report) == len(formats) or len(report.chronology.entries) < ENOUGH_ENTRIES or count_processors() < 2:
        return []
    return [_file_name(name) for name in by_report]


def _file_name(name: str) -> str:
    return f"chronology.{FORMATS[name].suffix}"


def _inputs(report: Report, paths: tuple[Path, ...]) -> list[Path]:
    named = [report.case.folder / source.path for source in report.sources]
    return [*named, *(path for path in paths if path.is_file())]


def _summarise(report: Report, written: list[Path]) -> None:
    out = console(stderr=False)
    out.print(report.case.title, style="bold")
    out.print(say_account(sum_accounts(source.account for source in report.sources)))
    children = [subject for subject in report.subjects if subject.role == "child"]
    counts = Counter(link.subject for link in report.links if link.standing != "possible")
    for child in children[:10]:
        born = f", born {child.born.text}" if child.born else ""
        out.print(f"  {child.name}{born}: {count_of(counts[child.id], 'record')}")
    if len(children) > 10:
        out.print(f"  and {len(children) - 10:,} more children")
    waiting = len({link.provenance for link in report.links if link.standing == "possible"})
    told = Counter(finding.level for finding in report.findings if finding.outcome != "cannot_tell")
    untold = sum(finding.outcome == "cannot_tell" for finding in report.findings)
    levels = ", ".join(f"{told[level]} {level}" for level in ("high", "medium", "low"))
    out.print(f"Findings: {levels}; {untold} that these exports cannot tell")
    for path in written:
        out.print(f"Written: {path}", style="green")
    _advise(report, waiting)


def _advise(report: Report, waiting: int) -> None:
    """What to look at next, most pressing first."""
    questions = Counter(found.level for found in report.issues)
    if questions["error"] or questions["warning"]:
        tell(
            f"Next: {count_of(questions['error'], 'error')} and {count_of(questions['warning'], 'warning')} about the data stand under Questions; "
            "`chronology check` prints them."
        )
    if waiting:
        tell(f"Next: {count_of(waiting, 'record')} to decide on: `chronology subjects` shows who it might be about.")
    if any(finding.level == "high" for finding in report.findings):
        tell("Next: read the findings against the records they rest on: `chronology gaps`.")
