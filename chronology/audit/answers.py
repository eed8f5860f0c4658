"""Whether an expected record stands where it should. Enters: a History and what a rule expects. Leaves: an Answer.

A record without an exact day, or only possibly about the child, never proves the step; where it could be the step, it puts
the absence in doubt. Whether the exports cover the time is not asked here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from msgspec import Struct

from chronology.audit.ground import Ground
from chronology.audit.history import History
from chronology.calendar import add_months
from chronology.model import Entry, Subject
from chronology.rule import Expectation, Selection


class Answer(Struct, frozen=True, gc=False):
    """`met` in time, `late`, `doubtful` (a record that could be it) or `none`, with the records that say so."""

    verdict: Literal["met", "late", "doubtful", "none"]
    entries: tuple[Entry, ...] = ()
    day: date | None = None


NONE = Answer("none")


class Recorders(NamedTuple):
    """Who recorded a trigger."""

    agencies: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()


NOBODY = Recorders()


def fits(selection: Selection, entry: Entry, subject: Subject, ground: Ground, recorders: Recorders = NOBODY) -> bool:
    """Whether `entry` is meant by `selection`, its kinds aside; `recorders` are those of the trigger."""
    kinds = entry.event.kinds
    if selection.also and not all(kind in kinds for kind in selection.also):
        return False
    if selection.without and any(kind in kinds for kind in selection.without):
        return False
    if selection.sectors and ground.sectors_of(entry).isdisjoint(selection.sectors):
        return False
    if selection.not_sectors and ground.sectors_of(entry) <= set(selection.not_sectors):
        return False
    if selection.same_agency and ground.agencies_of(entry).isdisjoint(recorders.agencies):
        return False
    if selection.same_sector and ground.sectors_of(entry).isdisjoint(recorders.sectors):
        return False
    # What two agencies recorded themselves is in another agency's file for each of them.
    agencies = recorders.agencies
    if selection.other_agency and len(agencies) < 2 and ground.agencies_of(entry) <= agencies:
        return False
    if selection.younger_than_months is not None and not _younger(subject, entry, selection.younger_than_months):
        return False
    limit = selection.not_younger_than_months
    return limit is None or not _younger(subject, entry, limit)


def _younger(subject: Subject, entry: Entry, months: int) -> bool:
    """Whether the child is known to be under `months` of age; with a vague birth or day, whether it is possible."""
    day = entry.event.when.first
    if day is None or subject.born is None or subject.born.last is None:
        return False
    return day < add_months(subject.born.last, months)


def find_answer(
    history: History,
    ground: Ground,
    expectation: Expectation,
    trigger: Sequence[Entry],
    window: tuple[date, date, date],
    hours: int | None = None,
) -> Answer:
    """The first record that answers `expectation`; `window` is its first day, the due day, and the last day that counts as late.

    With `hours`, records near the limit are told apart by the clock; without both times they are doubtful.
    """
    first, due, until = window
    recorders = _recorders(expectation, trigger, ground)
    doubtful: list[Entry] = []
    on_time: tuple[date, Entry] | None = None
    late: tuple[date, Entry] | None = None
    for selection in expectation.any_of:
        for day, entry in history.between(selection.kinds, _start(selection, first), until):
            if not fits(selection, entry, history.subject, ground, recorders):
                continue
            timely = day <= due if hours is None else _timely(trigger, entry, hours)
            if timely is None:
                doubtful.append(entry)
            elif timely:
                if on_time is None or day < on_time[0]:
                    on_time = (day, entry)
                break
            elif not _is_of_its_own(expectation, entry):
                if late is None or day < late[0]:
                    late = (day, entry)
                if hours is None:
                    break
    if on_time:
        return Answer("met", (on_time[1],), on_time[0])
    return _among_doubtful(history, ground, expectation, recorders, window, late, doubtful)


def _start(selection: Selection, first: date) -> date:
    return first - timedelta(days=selection.days_before) if selection.days_before else first


def _among_doubtful(
    history: History,
    ground: Ground,
    expectation: Expectation,
    recorders: Recorders,
    window: tuple[date, date, date],
    late: tuple[date, Entry] | None,
    doubtful: list[Entry],
) -> Answer:
    first, due, until = window
    for selection in expectation.any_of:
        start = _start(selection, first)
        for record in history.in_doubt(selection.kinds):
            if not record.could_be_within(start, until):
                continue
            if not fits(selection, record.entry, history.subject, ground, recorders):
                continue
            last = record.entry.event.when.last
            if record.is_within(start, due):
                return Answer("met", (record.entry,), last)
            if record.could_be_within(start, due):
                doubtful.append(record.entry)
            elif _is_of_its_own(expectation, record.entry):
                continue
            elif last and record.is_within(due, until) and (late is None or last < late[0]):
                late = (last, record.entry)
    if doubtful:
        return Answer("doubtful", tuple(doubtful))
    return Answer("late", (late[1],), late[0]) if late else NONE


def _is_of_its_own(expectation: Expectation, entry: Entry) -> bool:
    """Whether the entry, come after the due day, is about a later matter of the same sort."""
    return any(kind in entry.event.kinds for kind in expectation.not_late_with)


def count_doubtful(
    history: History, ground: Ground, expectation: Expectation, recorders: Recorders, first: date, last: date
) -> list[Entry]:
    """The doubtful records that could answer `expectation` between two days, each once."""
    found: dict[str, Entry] = {}
    for selection in expectation.any_of:
        for record in history.in_doubt(selection.kinds):
            entry = record.entry
            if record.could_be_within(first, last) and fits(selection, entry, history.subject, ground, recorders):
                found[entry.id] = entry
    return list(found.values())


def answers_itself(history: History, ground: Ground, expectation: Expectation, entry: Entry) -> bool:
    """Whether a triggering record carries its own answer, which then needs no day."""
    if expectation.from_next_day:
        return False
    recorders = _recorders(expectation, (entry,), ground)
    return any(
        not set(selection.kinds).isdisjoint(entry.event.kinds)
        and fits(selection, entry, history.subject, ground, recorders)
        for selection in expectation.any_of
    )


def recorders_of(entries: Sequence[Entry], ground: Ground) -> Recorders:
    """Every agency and sector that recorded one of the entries."""
    return Recorders(
        frozenset(agency for entry in entries for agency in ground.agencies_of(entry)),
        frozenset(sector for entry in entries for sector in ground.sectors_of(entry)),
    )


def _recorders(expectation: Expectation, trigger: Sequence[Entry], ground: Ground) -> Recorders:
    if not any(one.same_agency or one.same_sector or one.other_agency for one in expectation.any_of):
        return NOBODY
    return recorders_of(trigger, ground)


def _timely(trigger: Sequence[Entry], answer: Entry, hours: int) -> bool | None:
    """Whether `answer` came within `hours` of the last triggering record; None where the missing time of day decides."""
    earliest = min(_minutes(entry, earliest=True) for entry in trigger)
    latest = max(_minutes(entry, earliest=False) for entry in trigger)
    if _minutes(answer, earliest=False) - earliest <= hours * 60:
        return True
    if _minutes(answer, earliest=True) - latest > hours * 60:
        return False
    return None


def _minutes(entry: Entry, earliest: bool) -> int:
    """Minutes since the calendar began, at the earliest or latest time the record allows."""
    when = entry.event.when
    day = when.first or date.min
    minutes = (day - date.min) // timedelta(minutes=1)
    if when.time is None:
        return minutes if earliest else minutes + 24 * 60 - 1
    hour, _, minute = when.time.partition(":")
    return minutes + int(hour) * 60 + int(minute)
