"""`chronology subjects`: who is who, with the evidence, and the decisions that only a person can make."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from chronology.cli.inputs import open_case
from chronology.cli.running import PATHS, console, run_case, tell, tell_who_opened
from chronology.cli.writing import write_results
from chronology.compose.people import links_by_subject
from chronology.compose.words import count_of
from chronology.errors import UsageError
from chronology.model import Link, Provenance, Standing, Subject
from chronology.report import Report
from chronology.review.strangers import find_strangers
from chronology.review.visible import visible
from chronology.review.waterfall import STANDINGS, group_mentions, waterfall

if TYPE_CHECKING:
    from rich.console import Console

_ORDER: tuple[Standing, ...] = ("confirmed", "probable", "possible")
_FORMS = 3  # of a name shown for each person and standing unless --all is given
_PLACES = 4  # shown for each form
_STRANGERS = 12
_PEOPLE = 40  # shown where the people were worked out from the records: an area has more than anybody reads


@click.command(
    epilog="""\b
Example: chronology subjects sample_cases/twins --person marley
         chronology subjects my_case --review --by "A. Reviewer\""""
)
@PATHS
@click.option(
    "--links",
    "links_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write source,sheet,row,subject,standing,score here, one line a mention.",
)
@click.option("--person", metavar="ID", help="This subject alone, every mention with its evidence.")
@click.option("--all", "every", is_flag=True, help="Every form of every name, nothing folded.")
@click.option("--review", "reviewing", is_flag=True, help="Answer the open questions, one key each, into case.yaml.")
@click.option("--by", metavar="NAME", help="Who decides, with --review and --import; else it is asked.")
@click.option("--on", metavar="DAY", help="The day of the decisions (2026-11-21); today unless given.")
@click.option(
    "--export",
    "export",
    metavar="FILE.csv",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the open questions as a sheet to fill in.",
)
@click.option(
    "--import",
    "filled",
    metavar="FILE.csv",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the answers of the filled-in sheet into case.yaml.",
)
def command(
    paths: tuple[Path, ...],
    links_file: Path | None,
    person: str | None,
    every: bool,
    reviewing: bool,
    by: str | None,
    on: str | None,
    export: Path | None,
    filled: Path | None,
) -> None:
    """Print who is who in the records of PATH: each person's mentions with the evidence, and what waits for a decision.

    --review asks one question at a time, those first that settle most; every answer is saved at once and u takes it back. Keys
    may be piped in, one a line, each with its reason behind it.
    """
    day = _day(on)
    if by is not None and not by.strip():
        raise UsageError("nobody is named as the one who decides", "--by", 'give --by "A. Reviewer"')
    if sum((reviewing, export is not None, filled is not None, links_file is not None)) > 1:
        raise UsageError("--review, --export, --import and --links go one at a time", "", "give one of them")
    if links_file:
        _write_links(paths, links_file)
        return
    report = run_case(paths)
    inputs = [*(report.case.folder / source.path for source in report.sources), *paths]
    if reviewing or export or filled:
        from chronology.cli.review import export_questions, import_answers, review

        if reviewing:
            review(report, by, day)
        elif export:
            export_questions(report, export, inputs)
        elif filled:
            import_answers(report, filled, by, day)
        return
    _print_people(report, person, every)


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written is not None else None
    except ValueError:
        raise UsageError("not a day", "--on", "write it as 2026-11-21") from None


def _print_people(report: Report, person: str | None, every: bool) -> None:
    if person and person not in {subject.id for subject in report.subjects}:
        raise UsageError("no subject has this id", "--person", "`chronology subjects` lists them")
    out = console()
    by_subject = links_by_subject(report)
    out.print("Bits: +1 doubles the odds of one person, -1 halves them; a mark of the bar is 2.")
    out.print("Share: among all whom the words could mean, the number of people counted off.\n")
    chosen = [subject for subject in report.subjects if person in (None, subject.id)]
    if not every and not report.case.subjects and len(chosen) > _PEOPLE:
        chosen.sort(key=lambda subject: (-len(by_subject[subject.id]), subject.id))
        told = f"The {_PEOPLE} met most often of {count_of(len(chosen), 'person', 'people')}; --all shows every one."
        out.print(told + "\n", style="dim")
        chosen = chosen[:_PEOPLE]
    for subject in chosen:
        _print_person(out, subject, by_subject[subject.id], every or bool(person), report.prior_bits)
    if not person:
        _print_strangers(out, report, every)
    rows = len({link.provenance for link in report.links if link.standing == "possible"})
    if rows:
        tell(
            f"{count_of(rows, 'record waits', 'records wait')} for a decision: --review asks, --export writes a sheet."
        )


def _print_person(out: Console, subject: Subject, links: list[Link], every: bool, prior_bits: float) -> None:
    counts = Counter(link.standing for link in links)
    born = f", born {visible(subject.born.text)}" if subject.born else ""
    out.print(f"{visible(subject.name)} ({subject.id}, {subject.role}{born})", style="bold")
    out.print(", ".join(f"{counts[standing]} {standing}" for standing in _ORDER))
    groups = group_mentions(links)
    for standing in STANDINGS:
        forms = [group for group in groups if group.link.standing == standing]
        for group in forms if every else forms[:_FORMS]:
            out.print(f"  {standing}: “{visible(group.link.written)}” in {count_of(len(group.places), 'record')}")
            out.print(
                "\n".join(
                    f"    {line}" for line in (*_say_places(group.places, every), *waterfall(group.link, prior_bits))
                )
            )
        if folded := [] if every else forms[_FORMS:]:
            rows = sum(len(group.places) for group in folded)
            told = f"{count_of(len(folded), 'form')} in {count_of(rows, 'record')}"
            out.print(f"  {standing}: and {told} more; --person {subject.id} or --all shows them", style="dim")
    out.print()


def _say_places(places: tuple[Provenance, ...], every: bool) -> list[str]:
    """A line a file: `exports/gp.csv row 2, 4, 11`."""
    shown = places if every else places[:_PLACES]
    rows: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for place in shown:
        rows[place.source, place.sheet].append(str(place.row))
    lines = [
        f"{visible(source)}{', ' + visible(sheet) if sheet else ''} row {', '.join(numbers)}"
        for (source, sheet), numbers in rows.items()
    ]
    return [*lines, f"and {len(places) - len(shown)} more"] if len(places) > len(shown) else lines


def _print_strangers(out: Console, report: Report, every: bool) -> None:
    strangers = find_strangers(report)
    if not strangers:
        return
    names = {subject.id: visible(subject.name) for subject in report.subjects}
    out.print("In the records but not in your register", style="bold")
    for one in strangers if every else strangers[:_STRANGERS]:
        born = f", born {visible(one.born)}" if one.born else ""
        agencies = ", ".join(visible(agency) for agency in one.agencies)
        count = count_of(len(one.places), "record")
        out.print(f"  “{visible(one.written)}”{born}: {count} of {agencies}")
        beside = ", ".join(names[subject] for subject in one.beside)
        out.print(f"    in records about {beside}" if beside else "    in records about nobody of the register")
        for line in _say_places(one.places, every):
            out.print(f"    {line}")
    if not every and len(strangers) > _STRANGERS:
        out.print(f"  and {len(strangers) - _STRANGERS} more; --all shows them", style="dim")
    out.print("  Add them under `subjects:` in case.yaml if they matter to the case.\n")


def _write_links(paths: tuple[Path, ...], target: Path) -> None:
    """Every link as a line of CSV; for that alone nothing needs to be put in order and no rule asked."""
    case, exports, _ = open_case(paths)
    people, links = tell_who_opened(case, exports)
    inputs = [*(export.path for export in exports), *paths]
    write_results({target: partial(_write_lines, links)}, inputs)
    counts = Counter(link.standing for link in links)
    found = count_of(len(people), "person", "people")
    told = ", ".join(f"{counts[standing]} {standing}" for standing in _ORDER)
    console().print(f"{case.title}: {found}; links of records: {told}")
    tell(f"Written: {target}")


def _write_lines(links: Sequence[Link], stream: BinaryIO) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("source", "sheet", "row", "subject", "standing", "score"))
    for link in links:
        place = link.provenance
        writer.writerow((place.source, place.sheet or "", place.row, link.subject, link.standing, f"{link.score:.4f}"))
    text.detach()
