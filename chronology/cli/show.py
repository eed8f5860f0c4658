"""`chronology show`: the chronology on the terminal, with filters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chronology.cli.filters import filters, read_filters, resolve
from chronology.cli.lanes import keep, say_lanes
from chronology.cli.marked_words import explain_words, marked_words
from chronology.cli.running import PATHS, console, run_case
from chronology.kinds import kind_names
from chronology.model import Entry, Event
from chronology.report import Report
from chronology.select import select

if TYPE_CHECKING:
    from rich.console import Console


@click.command(epilog="Example: chronology show my_case --from 2007-06-01 --kind injury_seen")
@PATHS
@filters("--to", "--until")
@click.option("--text", "words", metavar="WORDS", help="Entries whose text contains this.")
@click.option("--undated", is_flag=True, help="The undated entries instead.")
@click.option("--lanes", is_flag=True, help="Lanes above the table also where stdout is no terminal.")
def command(
    paths: tuple[Path, ...],
    words: str | None,
    undated: bool,
    lanes: bool,
    **chosen: Any,
) -> None:
    """Print the chronology of PATH on the terminal."""
    given = read_filters(**chosen)
    report = run_case(paths)
    shown = select(report, resolve(given, report))
    undated_or_dated = shown.chronology.undated if undated else shown.chronology.entries
    entries = [entry for entry in undated_or_dated if _contains(entry, words)]
    out = console()
    if (lanes or out.is_terminal) and not undated:
        for line in (*say_lanes(keep(shown, entries), out.width), ""):
            out.print(line)
    _print(report, entries, out)


def _contains(entry: Entry, words: str | None) -> bool:
    event = entry.event
    return words is None or words.casefold() in f"{event.summary} {event.action} {event.outcome}".casefold()


def _print(report: Report, entries: list[Entry], out: Console) -> None:
    from rich.table import Table
    from rich.text import Text

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
