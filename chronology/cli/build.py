"""`chronology build`: the whole job."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from chronology.cli.court_options import court_options, read_court, say_too_long
from chronology.cli.filters import filters, read_filters, resolve
from chronology.cli.inputs import open_case
from chronology.cli.outputs import (
    Look,
    Target,
    is_day,
    plan_targets,
    plan_writers,
    read_look,
    refuse_among_exports,
    refuse_unused_template,
)
from chronology.cli.running import PATHS, STRICT, exit_when_in_doubt, run_opened, tell
from chronology.cli.writing import refuse_unwritable, write_results
from chronology.compose.court import MOST_SIDES
from chronology.compose.selection import say_left_out
from chronology.compose.words import count_of, say_account, sum_accounts
from chronology.document import Document
from chronology.errors import UsageError
from chronology.processes import count_processors
from chronology.renderers import FORMATS
from chronology.renderers.unseen import show_unseen
from chronology.report import Report
from chronology.select import select

ENOUGH_ENTRIES = 10_000  # from which a second process saves more time than it costs


@click.command(
    epilog="""\b
Example: chronology build my_case --format md --format json
         chronology build my_case -o review.pdf -o review.docx --marking OFFICIAL-SENSITIVE
         chronology build my_case -o court.pdf --profile court --key-events --from 2006-12-01"""
)
@PATHS
@click.option(
    "--to",
    "places",
    multiple=True,
    metavar="DIR",
    help="Folder for the results. A day here (2007-06-30) is read as --until; write ./2007-06-30 for a folder of that name.",
)
@click.option(
    "-o",
    "--output",
    "files",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"Write this file; its suffix says the format ({', '.join(known.suffix for known in FORMATS.values())}).",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(list(FORMATS)),
    help="Write this format into the folder; md where nothing else is asked for.",
)
@filters("--until")
@click.option(
    "--template",
    metavar="FILE.docx",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A board's own Word document whose table the docx fills; its columns are told by their headings.",
)
@click.option("--marking", default="", metavar="WORDS", help="Handling mark on every page, such as OFFICIAL-SENSITIVE.")
@court_options
@STRICT
def command(
    paths: tuple[Path, ...],
    places: tuple[str, ...],
    files: tuple[Path, ...],
    formats: tuple[str, ...],
    template: Path | None,
    marking: str,
    strict: bool,
    **chosen: Any,
) -> None:
    """Read the exports at PATH, build the chronology and write it.

    PATH is a case folder (holding case.yaml), or export files or a folder of them: then everything is worked out and
    every assumption is printed. Results go to chronology-out/ in the case folder unless --to or -o says otherwise; beside them
    stands manifest-sha256.txt, which `sha256sum -c` and `chronology verify` check. Options may be given more than once where that
    makes sense: formats, files, agencies, people, kinds.
    """
    look = read_look(marking, read_court(chosen), template)
    folders, chosen["last"] = _tell_apart(places, chosen["last"])
    given = read_filters(**chosen)
    case, exports, default_folder = open_case(paths)
    folder = folders[0] if folders else default_folder
    formats = formats or (("md",) if folders or not files else ())
    targets = plan_targets(folder, formats, files)
    for place in sorted({target.path.parent for target in targets}):
        refuse_unwritable(place)
    refuse_among_exports(targets, case, paths)
    refuse_unused_template(look, targets)
    whole = run_opened(case, exports)
    report = select(whole, resolve(given, whole))
    pages: dict[Path, int] = {}
    written = write_results(
        plan_writers(report, targets, look, pages),
        [*_inputs(report, paths), *([template] if template else ())],
        _beside(report, targets),
        manifest_of=folder if formats else None,
    )
    _summarise(report, written)
    _warn_of_length(look, pages, report)
    _warn_of_findings(look, targets)
    _tell_of_template(look)
    exit_when_in_doubt(report, strict)


def _tell_apart(places: Sequence[str], last: str | None) -> tuple[list[Path], str | None]:
    """The folders among what `--to` names, at most one, and the last day, which `--to` may name as well."""
    folders = [Path(place) for place in places if not is_day(place)]
    days = {*(place for place in places if is_day(place)), *([last] if last else ())}
    if len(folders) > 1:
        raise UsageError("only one folder can be written to", "--to", "use -o for single files elsewhere")
    if len(days) > 1:
        raise UsageError("two last days are given", "--until", "keep one of them")
    return folders, next(iter(days), None)


def _beside(report: Report, targets: Sequence[Target]) -> list[Path]:
    """The files of a large case that a further process writes, while this one composes the document for the others."""
    by_report = [target.path for target in targets if FORMATS[target.form].takes is Report]
    if len(by_report) == len(targets) or len(report.chronology.entries) < ENOUGH_ENTRIES or count_processors() < 2:
        return []
    return by_report


def _warn_of_length(look: Look, pages: dict[Path, int], report: Report) -> None:
    shortened = report.left_out is not None and report.left_out.asked.key_events
    for path, count in pages.items():
        if look.court and count > MOST_SIDES:
            tell(f"{path.name} {say_too_long(count, shortened)}")


def _warn_of_findings(look: Look, targets: Sequence[Target]) -> None:
    """Data formats have no form for a court, and hold what such a chronology must not say."""
    with_findings = [target.path.name for target in targets if FORMATS[target.form].takes is not Document]
    if look.court and with_findings:
        tell(
            f"With findings, unlike the pages for a court: {', '.join(with_findings)}. Next: keep from the bundle what a court's "
            "chronology does not say."
        )


def _tell_of_template(look: Look) -> None:
    if look.template is None:
        return
    if look.template.left_empty:
        tell(f"Columns of the template left empty: {'; '.join(look.template.left_empty)}")
    if look.template.kept:
        tell(f"The table of the template held {count_of(look.template.kept, 'row')} already, which were left in it.")


def _inputs(report: Report, paths: tuple[Path, ...]) -> list[Path]:
    named = [report.case.folder / source.path for source in report.sources]
    return [*named, *(path for path in paths if path.is_file())]


def _summarise(report: Report, written: list[Path]) -> None:
    _print(report.case.title, bold=True)
    _print(say_account(sum_accounts(source.account for source in report.sources)))
    children = [subject for subject in report.subjects if subject.role == "child"]
    counts = Counter(link.subject for link in report.links if link.standing != "possible")
    for child in children[:10]:
        born = f", born {child.born.text}" if child.born else ""
        _print(f"  {child.name}{born}: {count_of(counts[child.id], 'record')}")
    if len(children) > 10:
        _print(f"  and {len(children) - 10:,} more children")
    waiting = len({link.provenance for link in report.links if link.standing == "possible"})
    told = Counter(finding.level for finding in report.findings if finding.outcome != "cannot_tell")
    untold = sum(finding.outcome == "cannot_tell" for finding in report.findings)
    levels = ", ".join(f"{told[level]} {level}" for level in ("high", "medium", "low"))
    _print(f"Findings: {levels}; {untold} that these exports cannot tell")
    if report.left_out:
        _print(say_left_out(report))
    for path in written:
        _print(f"Written: {path}", fg="green")
    _advise(report, waiting)


def _print(line: str, **style: Any) -> None:
    """A line on stdout, without the wait for tables and wrapping that a console needs."""
    click.secho(show_unseen(line), **style)


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
