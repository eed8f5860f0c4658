"""`chronology knew`: who knew what by the end of a day."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from msgspec.structs import replace

from chronology.cli.filters import find_people, read_day
from chronology.cli.running import PATHS, console, run_case
from chronology.compose.words import count_of, say_day, say_list, say_people, say_place
from chronology.errors import UsageError
from chronology.kinds import kind_names
from chronology.knowledge import MOST_CHILDREN, Held, Piece, Snapshot, Together, who_knew
from chronology.model import Entry, Subject
from chronology.renderers.to_json import render_snapshot
from chronology.report import Report

_WIDEST = 110  # characters of a record's text; it stands whole in the chronology


@click.command(epilog="Example: chronology knew my_case --on 2006-12-22 --agency gp")
@PATHS
@click.option("--on", "on", metavar="DAY", required=True, help="The day (2006-12-22); all of it counts.")
@click.option("--agency", help="Agencies whose name or sector contains this, with every record they held.")
@click.option("--person", metavar="ID", help="What was known about this subject alone (its id or part of its name).")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(paths: tuple[Path, ...], on: str, agency: str | None, person: str | None, form: str) -> None:
    """Print what each agency's records held by the end of a day, what others had told it, and what they held together.

    Nothing that was dated and written down after the day comes in.
    """
    day = read_day("--on", on)
    report = run_case(paths)
    people = _people(report, person)
    snapshot = _only(who_knew(day, "the day asked for", report.chronology, people, report.sources), agency)
    if form == "json":
        render_snapshot(snapshot, sys.stdout.buffer)
        return
    out = console()
    for line in _say(snapshot, report, whole=agency is not None):
        out.print(line, style="bold" if line and not line.startswith(" ") else "")


def _people(report: Report, person: str | None) -> tuple[Subject, ...]:
    if person is not None:
        wanted = find_people(report, person)
        return tuple(subject for subject in report.subjects if subject.id in wanted)
    children = sum(subject.role == "child" for subject in report.subjects)
    if children > MOST_CHILDREN:
        raise UsageError(
            f"the records are about {children:,} children", "--person", "name one; `chronology subjects` lists them"
        )
    return report.subjects


def _only(snapshot: Snapshot, agency: str | None) -> Snapshot:
    """The snapshot with the agencies asked for alone; what all held together stays."""
    if agency is None:
        return snapshot
    asked = agency.casefold()
    chosen = tuple(
        held
        for held in snapshot.agencies
        if asked in f"{held.agency} {held.sector} {held.sector.replace('_', ' ')}".casefold()
    )
    if not chosen:
        known = "; ".join(held.agency for held in snapshot.agencies)
        raise UsageError("no agency has this in its name or sector", "--agency", f"these supplied records: {known}")
    return replace(snapshot, agencies=chosen)


def _say(snapshot: Snapshot, report: Report, whole: bool) -> Iterator[str]:
    """The lines to print. Entries stand with their file and row, for their numbers depend on what came later."""
    entries = {entry.id: entry for entry in (*report.chronology.entries, *report.chronology.undated)}
    names = {subject.id: subject.name for subject in report.subjects}
    yield f"By the end of {say_day(snapshot.on)}: {say_people(snapshot.subjects, names)}"
    yield ""
    yield "Together the records held"
    yield from (_say_together(one, names) for one in snapshot.together)
    if not snapshot.together:
        yield "  none of the kinds that add up, such as injuries or missed appointments"
    if snapshot.undated:
        yield f"  {count_of(snapshot.undated, 'undated record')}: whether held by then cannot be told"
    for held in snapshot.agencies:
        yield ""
        yield f"{held.agency}: {count_of(len(held.own), 'record')} held"
        yield from _say_held(held, entries, whole)


def _say_together(one: Together, names: dict[str, str]) -> str:
    shares = say_list(f"{agency} {days}" for agency, days in one.by_agency)
    text = f"  {kind_names()[one.kind]}, {names[one.subject]}: on {count_of(one.days, 'day')}"
    text += f" ({shares})" if shares else ""
    if one.doubtful:
        text += f"; {count_of(one.doubtful, 'record')} in doubt"
    if one.days > 1 and not one.known_whole_to:
        text += "; no agency's own records held them all"
    return text


def _say_held(held: Held, entries: dict[str, Entry], whole: bool) -> Iterator[str]:
    if whole:
        yield from _list("its own records", held.own, entries)
    elif held.own:
        kinds = Counter(kind for piece in held.own for kind in entries[piece.entry].event.kinds)
        ranked = sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))
        yield f"  of kinds: {', '.join(f'{kind_names()[kind]} {count}' for kind, count in ranked[:8])}"
    yield from _list("written down only later", held.later, entries)
    yield from _list("told, or exchanged with others", held.told, entries)


def _list(title: str, pieces: Sequence[Piece], entries: dict[str, Entry]) -> Iterator[str]:
    if not pieces:
        return
    yield f"  {title}:"
    for piece in pieces:
        event = entries[piece.entry].event
        text = " ".join((event.summary or event.category).split())
        text = text if len(text) <= _WIDEST else f"{text[:_WIDEST]}…"
        yield f"    {event.when.text or 'undated'}  {text}"
        yield f"      {piece.standing}: {piece.ground} [{say_place(event.provenance)}]"
