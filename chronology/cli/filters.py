"""The options that choose entries, the same for every verb that shows some, and what they ask for. Enters: options. Leaves: a Selection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

import click
from msgspec import Struct

from chronology.errors import UsageError
from chronology.kinds import kind_names
from chronology.report import Report, Selection
from chronology.select import names_agency

_Command = TypeVar("_Command", bound=Callable[..., Any])


def filters(*names_of_last: str) -> Callable[[_Command], _Command]:
    """Adds the options; agencies, people and kinds may be given more than once. The last day may go by several names."""
    options = (
        click.option("--from", "first", metavar="DAY", help="Entries that may lie on or after this day (2007-06-01)."),
        click.option(*names_of_last, "last", metavar="DAY", help="Entries that may lie on or before this day."),
        click.option("--agency", "agencies", multiple=True, help="Agencies whose name or sector contains this."),
        click.option(
            "--person",
            "people",
            metavar="ID",
            multiple=True,
            help="Entries that are, or may be, about this subject (its id or part of its name).",
        ),
        click.option("--kind", "kinds", metavar="KIND", multiple=True, help="Entries of this kind."),
        click.option("--key-events", is_flag=True, help="Key events alone, by kind, finding or the author's mark."),
    )

    def add(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


class Filters(Struct, frozen=True):
    """The options as they were given, checked as far as they can be before the exports are read."""

    first: date | None
    last: date | None
    agencies: tuple[str, ...]
    people: tuple[str, ...]
    kinds: tuple[str, ...]
    key_events: bool


def read_filters(
    first: str | None,
    last: str | None,
    agencies: Sequence[str],
    people: Sequence[str],
    kinds: Sequence[str],
    key_events: bool,
) -> Filters:
    """The options, days read. Raises UsageError for what is no day, no kind, or a period that ends before it begins."""
    for kind in kinds:
        if kind not in kind_names():
            raise UsageError("there is no such kind", f"--kind {kind}", "`chronology explain kinds` lists them")
    begins, ends = read_day("--from", first) if first else None, read_day("--until", last) if last else None
    if begins and ends and ends < begins:
        raise UsageError("the period ends before it begins", "--from", "swap the two days")
    return Filters(begins, ends, tuple(agencies), tuple(people), tuple(kinds), key_events)


def resolve(given: Filters, report: Report) -> Selection:
    """What the options ask of this report. Raises UsageError for an agency or a person that is not in it."""
    known = {(source.agency, source.sector) for source in report.sources}
    if given.agencies:
        known |= {(entry.event.agency, entry.event.sector) for entry in report.every_entry}
    for written in given.agencies:
        if not any(names_agency(written, agency, sector) for agency, sector in known):
            names = "; ".join(sorted({agency for agency, _ in known}))
            raise UsageError("no agency has this in its name or sector", "--agency", f"these sent exports: {names}")
    wanted = {subject for written in given.people for subject in find_people(report, written)}
    people = tuple(subject.id for subject in report.subjects if subject.id in wanted)
    return Selection(given.first, given.last, given.agencies, people, given.kinds, given.key_events)


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
