"""`chronology show`: the chronology on the terminal, with filters."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from chronology.cli.marked_words import explain_words, marked_words
from chronology.cli.running import PATHS, console, run_case
from chronology.errors import UsageError
from chronology.kinds import kind_names
from chronology.model import Entry, Event
from chronology.report import Report
from chronology.when import possibly_overlaps


@click.command(epilog="Example: chronology show sample_cases/child_p --from 2007-06-01 --kind injury_seen")
@PATHS
@click.option("--from", "first", metavar="DAY", help="Entries that may lie on or after this day (2007-06-01).")
@click.option("--to", "last", metavar="DAY", help="Entries that may lie on or before this day.")
@click.option("--agency", help="Agencies whose name or sector contains this.")
@click.option(
    "--kind", "kinds", multiple=True, metavar="KIND", help="Entries of this kind; may be given more than once."
)
@click.option("--person", metavar="ID", help="Entries about this subject (its id or part of its name).")
@click.option("--text", "words", metavar="WORDS", help="Entries whose text contains this.")
@click.option("--undated", is_flag=True, help="The undated entries instead.")
def command(
    paths: tuple[Path, ...],
    first: str | None,
    last: str | None,
    agency: str | None,
    kinds: tuple[str, ...],
    person: str | None,
    words: str | None,
    undated: bool,
) -> None:
    """Print the chronology of PATH on the terminal."""
    for kind in kinds:
        if kind not in kind_names():
            raise UsageError("there is no such kind", f"--kind {kind}", "`chronology explain kinds` lists them")
    span = (read_day("--from", first) if first else None, read_day("--to", last) if last else None)
    report = run_case(paths)
    wanted = find_people(report, person) if person is not None else None
    entries = report.chronology.undated if undated else report.chronology.entries
    chosen = [
        entry
        for entry in entries
        if (undated or _overlaps(entry, span))
        and _matches_agency(entry, agency)
        and (not kinds or set(kinds) & set(entry.event.kinds))
        and (wanted is None or wanted & {*entry.subjects, *entry.possible_subjects})
        and _contains(entry, words)
    ]
    _print(report, chosen)


def read_day(option: str, written: str) -> date:
    """The day that an option names. Raises UsageError."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise UsageError("not a day", option, "write it as 2007-06-01") from None


def find_people(report: Report, person: str) -> set[str]:
    """The ids of the subjects whose id is `person` or whose name holds it. Raises UsageError where there is none."""
    found = {
        subject.id
        for subject in report.subjects
        if subject.id == person or person.casefold() in subject.name.casefold()
    }
    if not found:
        raise UsageError("no subject has this id or name", "--person", "`chronology subjects` lists them")
    return found


def _overlaps(entry: Entry, span: tuple[date | None, date | None]) -> bool:
    return possibly_overlaps(entry.event.when, span[0] or date.min, span[1] or date.max)


def _matches_agency(entry: Entry, agency: str | None) -> bool:
    return agency is None or agency.casefold() in f"{entry.event.agency} {entry.event.sector}".casefold()


def _contains(entry: Entry, words: str | None) -> bool:
    event = entry.event
    return words is None or words.casefold() in f"{event.summary} {event.action} {event.outcome}".casefold()


def _print(report: Report, entries: list[Entry]) -> None:
    from rich.table import Table
    from rich.text import Text

    out = console()
    flagged = {
        entry_id for finding in report.findings if finding.outcome != "cannot_tell" for entry_id in finding.entries
    }
    names = kind_names()
    people = {subject.id: subject.name for subject in report.subjects}
    table = Table("No", "Date", "Time", "Agency", "About", "Event", "Kinds", box=None, padding=(0, 2, 0, 0))
    for entry in entries:
        event = entry.event
        kinds = ", ".join(names[kind] for kind in event.kinds)
        table.add_row(
            str(entry.number),
            Text(event.when.text),
            event.when.time or "",
            Text(event.agency),
            Text(_about(entry, people)),
            marked_words(event, explain_words(event)) if out.is_terminal and event.summary else Text(_plain(event)),
            kinds,
            style="red" if entry.id in flagged else "",
        )
    out.print(table)
    total = len(report.chronology.entries) + len(report.chronology.undated)
    out.print(
        f"{len(entries)} of {total} entries"
        + ("; those with a finding in red, words that gave a kind underlined" if out.is_terminal else "")
    )


def _about(entry: Entry, people: dict[str, str]) -> str:
    names = [people[subject] for subject in entry.subjects]
    return "; ".join([*names, *(f"{people[subject]}?" for subject in entry.possible_subjects)]) or "?"


def _plain(event: Event) -> str:
    lines = (event.summary or event.category).split("\n")
    return " ".join(line.strip() for line in lines if line.strip())
