"""`chronology build`: the whole job."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from chronology.cli.running import PATHS, STRICT, console, exit_when_in_doubt, run_case, tell
from chronology.cli.writing import write_results
from chronology.compose import compose
from chronology.compose.words import count_of, say_account, sum_accounts
from chronology.document import Document
from chronology.renderers import FORMATS, renderer
from chronology.report import Report


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
    report, default_folder = run_case(paths)
    results = _render(report, formats)
    written = write_results(folder or default_folder, results, _inputs(report, paths))
    _summarise(report, written)
    exit_when_in_doubt(report, strict)


def _render(report: Report, formats: tuple[str, ...]) -> dict[str, bytes]:
    """File name → bytes. What is made from the document comes first, so that the document is gone before the rest."""
    results = {}
    by_document = [name for name in FORMATS if name in formats and FORMATS[name].takes is Document]
    if by_document:
        document = compose(report)
        for name in by_document:
            results[f"chronology.{FORMATS[name].suffix}"] = renderer(name)(document)
        del document
    for name in FORMATS:
        if name in formats and name not in by_document:
            results[f"chronology.{FORMATS[name].suffix}"] = renderer(name)(report)
    return results


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
    if report.rules_note:
        out.print(report.rules_note, style="bold")
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
