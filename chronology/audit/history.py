"""One child's records, ready to be asked. Enters: the chronology. Leaves: a History for each child.

Records with an exact day, certainly about the child, stand apart from those that are vague, undated or only possibly about
the child: the first may prove a step, the second may only put it in doubt. What is missing is not decided here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from msgspec import Struct

from chronology.audit.doubtful import Doubtful, in_doubt
from chronology.audit.words import fold, holds_in_one_sentence, holds_whole, holds_words
from chronology.calendar import add_months
from chronology.model import Chronology, Entry, Subject
from chronology.rule import CHILD, OpenState, Selection
from chronology.when import possible_days

ANY = ""  # the shelf that holds every record, whatever its kind


class Shelf(NamedTuple):
    """Records in order of day; `days[i]` is the day of `entries[i]`."""

    days: list[date]
    entries: list[Entry]

    def between(self, first: date, last: date) -> Iterator[tuple[date, Entry]]:
        """The records from `first` to `last`, both inclusive."""
        position = bisect_left(self.days, first)
        while position < len(self.days) and self.days[position] <= last:
            yield self.days[position], self.entries[position]
            position += 1


class Opening(NamedTuple):
    """A time that was open: the entry that opened it, its first day, the day it ended (None: not ended in the records)."""

    entry: Entry
    first: date
    last: date | None
    ended_by: Entry | None


class Candidates(NamedTuple):
    """The records that may set one trigger off, each with the selections still to be put to it (none: it is taken)."""

    exact: list[tuple[date, Entry, tuple[Selection, ...]]]  # in order of day
    doubtful: list[tuple[Doubtful, tuple[Selection, ...]]]


class History(Struct, frozen=True):
    """One child's records by kind, and all of them under ANY; or those of its whole household, with `whose`."""

    subject: Subject
    exact: dict[str, Shelf]
    doubtful: dict[str, list[Doubtful]]
    openings: dict[OpenState, tuple[Opening, ...]] = {}  # worked out once per state, when first asked for
    candidates: dict[int, Candidates] = {}  # by number of the trigger, worked out when first asked for
    occasions: dict[int, list[Any]] = {}  # by number of the trigger, worked out when first asked for
    movement: dict[str, tuple[Any, ...]] = {}  # what the records say of the child's movement, worked out likewise
    whose: dict[str, str] | None = None  # of a household: the entries that may set a rule off, and whom they are about

    def between(self, kinds: Sequence[str], first: date, last: date) -> Iterator[tuple[date, Entry]]:
        """Records of any of `kinds` (none given: of every kind) with an exact day from `first` to `last`."""
        for kind in kinds or (ANY,):
            shelf = self.exact.get(kind)
            if shelf:
                yield from shelf.between(first, last)

    def whom(self, entry: Entry) -> str:
        """Whom the record is about, as triggers know it: CHILD, ADULT, or nobody whose record may set a rule off."""
        return CHILD if self.whose is None else self.whose.get(entry.id, "")

    def in_doubt(self, kinds: Sequence[str]) -> Iterator[Doubtful]:
        """Doubtful records of any of `kinds` (none given: of every kind)."""
        for kind in (kinds or (ANY,)) if self.doubtful else ():  # most children have none
            yield from self.doubtful.get(kind, ())


def build_history(subject: Subject, exact: Sequence[tuple[date, Entry]], doubtful: Sequence[Doubtful]) -> History:
    """The History of these records, asked for `subject`."""
    shelves: dict[str, Shelf] = {}
    by_kind: dict[str, list[Doubtful]] = {}
    # Entries come in order of day; sorting again costs little and asks nothing of the caller.
    for day, entry in sorted(exact, key=itemgetter(0)):
        for kind in (ANY, *entry.event.kinds):
            shelf = shelves.get(kind)
            if shelf is None:
                shelves[kind] = Shelf([day], [entry])
            else:
                shelf.days.append(day)
                shelf.entries.append(entry)
    for record in doubtful:
        for kind in (ANY, *record.entry.event.kinds):
            by_kind.setdefault(kind, []).append(record)
    return History(subject, shelves, by_kind)


def build_histories(chronology: Chronology, subjects: Sequence[Subject], roles: Collection[str]) -> Iterator[History]:
    """A History for every subject whose role is among `roles` and who has records, in the order of `subjects`.

    One at a time, so that an area of many children needs no more room than its records and one child.
    """
    own = {subject.id: _Records([], []) for subject in subjects if subject.role in roles}
    for entry in (*chronology.entries, *chronology.undated):
        day = exact_day(entry)
        for subject_id in entry.subjects:
            records = own.get(subject_id)
            if records and day:
                records.exact.append((day, entry))
            elif records:
                records.doubtful.append(in_doubt(entry, about_child=True))
        for subject_id in entry.possible_subjects:
            if subject_id in own and subject_id not in entry.subjects:
                own[subject_id].doubtful.append(in_doubt(entry, about_child=False))
    for subject in subjects:
        records = own.pop(subject.id, None)
        if records and (records.exact or records.doubtful):
            yield build_history(subject, records.exact, records.doubtful)


class _Records(NamedTuple):
    exact: list[tuple[date, Entry]]
    doubtful: list[Doubtful]


def exact_day(entry: Entry) -> date | None:
    """The one day on which it happened; None where the record leaves room for another."""
    when = entry.event.when
    if when.precision == "day":
        return when.first
    days = possible_days(when)
    return days[0] if days and days[0] == days[1] else None


def openings(history: History, state: OpenState) -> tuple[Opening, ...]:
    """The times that `state` was certainly open for the child, in order.

    A vague start counts from its last possible day, a vague end from its first. What opens again while open changes nothing.
    The child's death ends everything, and so does a time without any sign that the state goes on, where it is one that lapses.
    """
    known = history.openings.get(state)
    if known is None:
        known = tuple(sorted(_openings(history, state), key=lambda opening: opening.first))
        history.openings[state] = known
    return known


def _openings(history: History, state: OpenState) -> Iterator[Opening]:
    starts = _steps(history, state.starts, state.sectors, last_day=True)
    for words in (state.words, state.and_words):
        starts = [step for step in starts if not words or holds_words(step[1], words)]
    if state.in_one_sentence:
        starts = [step for step in starts if holds_in_one_sentence(step[1], state.in_one_sentence)]
    if state.not_in_one_sentence:
        starts = [step for step in starts if not holds_in_one_sentence(step[1], state.not_in_one_sentence)]
    if not starts:
        return
    ends = _steps(history, state.ends, state.sectors, last_day=False)
    if state.end_words:
        any_record = _steps(history, (ANY,), state.sectors, last_day=False)
        ends = _in_order([*ends, *(step for step in any_record if holds_words(step[1], state.end_words))])
    agencies = sorted({entry.event.agency for _, entry in starts}) if state.each_agency else [None]
    died = history.subject.died
    signs = _signs(history, state)
    for agency in agencies:
        closed_on = date.min
        for day, entry in starts:
            if (agency and entry.event.agency != agency) or day < closed_on or (died and day > died):
                continue
            end = next(
                ((last, ended) for last, ended in ends if last >= day and agency in (None, ended.event.agency)), None
            )
            lapsed = _lapse(state, day, signs)
            # A death tells nothing of what was open before it.
            if (
                lapsed
                and (end is None or ("death" in end[1].event.kinds and lapsed < end[0]))
                and not (died and died <= lapsed)
            ):
                closed_on = lapsed
                yield Opening(entry, day, lapsed, None)
            elif died and (end is None or died < end[0]):
                closed_on = died
                yield Opening(entry, day, died, None)
            else:
                closed_on = end[0] if end else date.max
                yield Opening(entry, day, end[0] if end else None, end[1] if end else None)


def _signs(history: History, state: OpenState) -> list[date]:
    """The days of records that tell that `state` is open, in order; none where it does not lapse."""
    if state.lapses_after_months is None:
        return []
    signs = _steps(history, (*state.starts, *state.kept_open_by), state.sectors, last_day=True)
    if state.kept_open_by_words:
        every = _steps(history, (ANY,), state.kept_open_in or state.sectors, last_day=True)
        signs = [*signs, *(step for step in every if _tells_of(state, step[1]))]
    return sorted(day for day, _ in signs)


def _tells_of(state: OpenState, entry: Entry) -> bool:
    """Whether the agency's category, or a sentence that does not deny it, has one of the words by which the state is known to go on."""
    words = state.kept_open_by_words
    if holds_whole(fold(entry.event.category), words):
        return True
    return holds_in_one_sentence(entry, (words,), state.not_kept_open_by_words)


def _lapse(state: OpenState, day: date, signs: Sequence[date]) -> date | None:
    """The day from which the records no longer tell that what opened on `day` is open; None where it never lapses."""
    if state.lapses_after_months is None:
        return None
    last = day
    for sign in signs:
        if day <= sign <= add_months(last, state.lapses_after_months):
            last = sign
    return add_months(last, state.lapses_after_months)


def _steps(history: History, kinds: Sequence[str], sectors: Sequence[str], last_day: bool) -> list[tuple[date, Entry]]:
    """Records of `kinds` with the day they count from: their last possible day, or their first."""
    steps = [] if not kinds else list(history.between(kinds, date.min, date.max))
    for doubtful in history.in_doubt(kinds) if kinds else ():
        days = possible_days(doubtful.entry.event.when)
        if doubtful.about_child and days:
            steps.append((days[1] if last_day else days[0], doubtful.entry))
    if sectors:
        steps = [step for step in steps if step[1].event.sector in sectors]
    return _in_order(steps)


def _in_order(steps: list[tuple[date, Entry]]) -> list[tuple[date, Entry]]:
    return sorted(steps, key=lambda step: (step[0], step[1].number))


def is_open(history: History, state: OpenState, first: date, last: date) -> bool:
    """Whether `state` was open from `first` to `last`."""
    return any(
        opening.first <= first and (opening.last is None or last <= opening.last)
        for opening in openings(history, state)
    )


def may_be_open(history: History, state: OpenState, first: date, last: date) -> bool:
    """Whether `state` was open on a day from `first` to `last`."""
    return any(
        opening.first <= last and (opening.last is None or first <= opening.last)
        for opening in openings(history, state)
    )
