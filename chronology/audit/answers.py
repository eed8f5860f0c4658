"""Whether an expected record stands where it should. Enters: a History and what a rule expects. Leaves: an Answer.

A record without an exact day, or only possibly about the child, never proves the step; where it could be the step, it puts
the absence in doubt. Whether the exports cover the time is not asked here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from msgspec import Struct

from chronology.audit.ground import Ground
from chronology.audit.history import ANY, History
from chronology.audit.movement import is_moving
from chronology.audit.narrowing import says, stands_so
from chronology.audit.triggers import takes_kinds, takes_sectors
from chronology.audit.words import holds_words
from chronology.calendar import add_months
from chronology.model import Entry, Subject
from chronology.rule import BEFORE_SCHOOL, Expectation, Selection, Span

SIBLING = "sibling"
SCHOOL_BEGINS = 9  # o'clock: this program's own hour for "before the next school day"


class Answer(Struct, frozen=True, gc=False):
    """`met` in time, `late`, `doubtful` (a record that could be it) or `none`, with the records that say so."""

    verdict: Literal["met", "late", "doubtful", "none"]
    entries: tuple[Entry, ...] = ()
    day: date | None = None
    unsaid: tuple[Entry, ...] = ()  # of doubtful ones: those that do not say whether they are the step


NONE = Answer("none")


class Cutoff(NamedTuple):
    """By when an answer is surely in time, and after when it is surely late: minutes since the calendar began."""

    surely: int
    at_latest: int


class Recorders(NamedTuple):
    """Who recorded a trigger."""

    agencies: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    records: frozenset[str] = frozenset()  # ids of the trigger's entries


NOBODY = Recorders()


def fits(selection: Selection, entry: Entry, history: History, ground: Ground, recorders: Recorders = NOBODY) -> bool:
    """Whether `entry` is meant by `selection`, its kinds aside; `recorders` are those of the trigger."""
    if not takes_kinds(selection, entry.event.kinds):
        return False
    if (selection.sectors or selection.not_sectors) and not takes_sectors(selection, ground.sectors_of(entry)):
        return False
    return fits_further(selection, entry, history, ground, recorders)


def fits_further(
    selection: Selection, entry: Entry, history: History, ground: Ground, recorders: Recorders = NOBODY
) -> bool:
    """Whether `entry`, whose kinds and sectors are as the selection asks, is so in everything else too."""
    if selection.same_agency and ground.agencies_of(entry).isdisjoint(recorders.agencies):
        return False
    if selection.same_sector and ground.sectors_of(entry).isdisjoint(recorders.sectors):
        return False
    if selection.itself and entry.id not in recorders.records:
        return False
    # What two agencies recorded themselves is in another agency's file for each of them.
    agencies = recorders.agencies
    if selection.other_agency and len(agencies) < 2 and ground.agencies_of(entry) <= agencies:
        return False
    limit = selection.younger_than_months
    if limit is not None and not _younger(history.subject, entry, limit):
        return False
    limit = selection.not_younger_than_months
    if limit is not None and _younger(history.subject, entry, limit):
        return False
    if not (says(selection, entry) and stands_so(selection, entry, history, ground)):
        return False
    for limit, wanted in ((selection.moving_from_months, True), (selection.not_moving_below_months, False)):
        if limit is not None and is_moving(history, entry, not _younger(history.subject, entry, limit)) is not wanted:
            return False
    return not (selection.unless and any(fits(one, entry, history, ground, recorders) for one in selection.unless))


def _younger(subject: Subject, entry: Entry, months: int) -> bool:
    """Whether the child is known to be under `months` of age; with a vague birth or day, whether it is possible."""
    day = entry.event.when.first
    if day is None or subject.born is None or subject.born.last is None:
        return False
    return day < _day_of_age(subject.born.last, months)


@lru_cache(maxsize=1000)  # a child's records are asked one after the other
def _day_of_age(born: date, months: int) -> date:
    return add_months(born, months)


def find_answer(
    history: History,
    ground: Ground,
    expectation: Expectation,
    trigger: Sequence[Entry],
    window: tuple[date, date, date],
    cutoff: Cutoff | None = None,
) -> Answer:
    """The first record that answers `expectation`; `window` is its first day, the due day, and the last day that counts as late.

    With a `cutoff`, records near the limit are told apart by the clock; without a time that decides they are doubtful.
    """
    first, due, until = window
    recorders = _recorders(expectation, trigger, ground)
    doubtful: list[Entry] = []
    on_time: tuple[date, Entry] | None = None
    late: tuple[date, Entry] | None = None
    for kind, selection in _by_kind(expectation):
        shelf = history.exact.get(kind)
        for day, entry in shelf.between(_start(selection, first), until) if shelf else ():
            if not fits(selection, entry, history, ground, recorders):
                continue
            timely = day <= due if cutoff is None else _timely(entry, cutoff)
            if timely is None or (timely and is_elsewhere(expectation, trigger, entry)):
                doubtful.append(entry)
            elif timely:
                if on_time is None or day < on_time[0]:
                    on_time = (day, entry)
                break
            elif not _is_of_its_own(expectation, entry):
                if late is None or day < late[0]:
                    late = (day, entry)
                if cutoff is None:
                    break
    if on_time:
        return Answer("met", (on_time[1],), on_time[0])
    return _among_doubtful(history, ground, expectation, recorders, window, late, doubtful)


def _by_kind(expectation: Expectation) -> Iterator[tuple[str, Selection]]:
    """Every kind that answers, with its selection: records come in order of day within one kind alone."""
    for selection in expectation.any_of:
        for kind in selection.kinds or (ANY,):
            yield kind, selection


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
            if not fits(selection, record.entry, history, ground, recorders):
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
    doubtful += of_other_children(history, ground, expectation, recorders, (first, due))
    unsaid = _left_open(history, ground, expectation, recorders, (first, due))
    if doubtful or unsaid:
        return Answer("doubtful", (*doubtful, *unsaid), unsaid=tuple(unsaid))
    return Answer("late", (late[1],), late[0]) if late else NONE


def _left_open(
    history: History, ground: Ground, expectation: Expectation, recorders: Recorders, days: tuple[date, date]
) -> list[Entry]:
    """The records between two days of which the rule says that they may be the step: word given, and to whom is not said."""
    return [
        entry
        for selection in expectation.in_doubt
        for _, entry in history.between(selection.kinds, *days)
        if fits(selection, entry, history, ground, recorders)
    ]


def of_other_children(
    history: History, ground: Ground, expectation: Expectation, recorders: Recorders, days: tuple[date, date]
) -> list[Entry]:
    """Of a sibling: the records between two days about other children of the register alone, which may be about it too.

    The files were asked for about the child of the case; what they say of a visit to it need not name who else was there.
    """
    if not expectation.other_child_in_doubt or history.subject.role != SIBLING:
        return []
    found = {
        entry.id: entry
        for other in ground.family
        for selection in expectation.any_of
        for _, entry in other.between(selection.kinds, _start(selection, days[0]), days[1])
        if history.subject.id not in entry.subjects and fits(selection, entry, history, ground, recorders)
    }
    return list(found.values())


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
            if record.could_be_within(first, last) and fits(selection, entry, history, ground, recorders):
                found[entry.id] = entry
    return list(found.values())


def answers_itself(history: History, ground: Ground, expectation: Expectation, entry: Entry) -> bool:
    """Whether a triggering record carries its own answer, which then needs no day."""
    if expectation.from_next_day:
        return False
    recorders = _recorders(expectation, (entry,), ground)
    return any(
        not set(selection.kinds).isdisjoint(entry.event.kinds) and fits(selection, entry, history, ground, recorders)
        for selection in expectation.any_of
    )


def recorders_of(entries: Sequence[Entry], ground: Ground) -> Recorders:
    """Every agency and sector that recorded one of the entries."""
    return Recorders(
        frozenset(agency for entry in entries for agency in ground.agencies_of(entry)),
        frozenset(sector for entry in entries for sector in ground.sectors_of(entry)),
        frozenset(entry.id for entry in entries),
    )


def _recorders(expectation: Expectation, trigger: Sequence[Entry], ground: Ground) -> Recorders:
    if not any(one.same_agency or one.same_sector or one.other_agency or one.itself for one in expectation.any_of):
        return NOBODY
    return recorders_of(trigger, ground)


def is_elsewhere(expectation: Expectation, trigger: Sequence[Entry], answer: Entry) -> bool:
    """Whether an answer may be about another matter: its words name one, or it came earlier on the trigger's own day.

    A record that tells of the trigger itself is about it.
    """
    if not expectation.earlier_in_doubt and not expectation.words_in_doubt:
        return False
    kinds = {kind for entry in trigger for kind in entry.event.kinds} - {"referral_made", "referral_received"}
    if any(entry.id == answer.id for entry in trigger) or not kinds.isdisjoint(answer.event.kinds):
        return False
    if expectation.words_in_doubt and holds_words(answer, expectation.words_in_doubt):
        return True
    if not expectation.earlier_in_doubt or answer.event.when.time is None:
        return False
    return all(
        entry.event.when.time is not None
        and entry.event.when.first == answer.event.when.first
        and answer.event.when.time < entry.event.when.time
        for entry in trigger
    )


def cutoff_of(ground: Ground, trigger: Sequence[Entry], day: date, deadline: Span) -> Cutoff | None:
    """Where the clock, or a school day that is not certain, decides; None where the due day alone does."""
    if deadline.unit == "hours":
        minutes = deadline.count * 60
        return Cutoff(
            min(minutes_of(entry, earliest=True) for entry in trigger) + minutes,
            max(minutes_of(entry, earliest=False) for entry in trigger) + minutes,
        )
    if deadline.unit not in ("school days", BEFORE_SCHOOL):
        return None
    first, last = ground.calendar.add_school_days(day, deadline.count)
    if deadline.unit == "school days":
        return Cutoff(_minutes_at(first, 24 * 60 - 1), _minutes_at(last, 24 * 60 - 1))
    times = [entry.event.when.time for entry in trigger]
    before_school = [time is None or time < f"{SCHOOL_BEGINS:02}:00" for time in times]
    if all(before_school) and ground.calendar.is_school_day(day) is not False:
        first = day  # it may have happened in the small hours of a school day
        if None not in times and ground.calendar.is_school_day(day):
            last = day
    return Cutoff(_minutes_at(first, SCHOOL_BEGINS * 60), _minutes_at(last, SCHOOL_BEGINS * 60))


def _minutes_at(day: date, minute: int) -> int:
    return (day - date.min) // timedelta(minutes=1) + minute


def _timely(answer: Entry, cutoff: Cutoff) -> bool | None:
    """Whether `answer` came in time; None where the missing time of day, or an uncertain school day, decides."""
    if minutes_of(answer, earliest=False) <= cutoff.surely:
        return True
    if minutes_of(answer, earliest=True) > cutoff.at_latest:
        return False
    return None


def minutes_of(entry: Entry, earliest: bool) -> int:
    """Minutes since the calendar began, at the earliest or latest time the record allows."""
    when = entry.event.when
    day = when.first or date.min
    minutes = (day - date.min) // timedelta(minutes=1)
    if when.time is None:
        return minutes if earliest else minutes + 24 * 60 - 1
    hour, _, minute = when.time.partition(":")
    return minutes + int(hour) * 60 + int(minute)
