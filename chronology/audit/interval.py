"""The shape `interval`: while something is open, records of a kind are expected at least every so often.

Enters: one child's History and a rule. Leaves: a Judgement for each stretch that is too long. The first stretch counts from the
day it opened, the last to the day it ended, or to where the needed exports stop.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from chronology.audit.answers import Recorders, count_doubtful, fits, of_other_children, recorders_of
from chronology.audit.ground import Ground
from chronology.audit.history import History, Opening, exact_day, openings
from chronology.audit.judgement import Judgement, Taken
from chronology.audit.occasions import in_force
from chronology.audit.wording import (
    add_standard,
    fill,
    say_absent,
    say_day,
    say_doubtful,
    say_due,
    say_list,
    say_numbers,
    say_short,
    say_unsure,
)
from chronology.calendar import add_months
from chronology.model import Entry
from chronology.rule import OWN_FILE, Expectation, Rule, Span
from chronology.rule.settings import Interval


class _Stretch(NamedTuple):
    """A time between two records that is longer than the rule allows; `answered` is the record that ended it."""

    first: date
    last: date
    due: date
    rests_on: tuple[Entry, ...]
    answered: Entry | None
    holder: str  # the agency whose record opened it


def look(rule: Rule, settings: Interval, history: History, ground: Ground, taken: Taken) -> list[Judgement]:
    """A Judgement for every time that was open: met, or one for each stretch that is too long."""
    judgements: list[Judgement] = []
    for opening in openings(history, settings.while_open):
        if in_force(rule, opening.first) and opening.first not in taken:
            part = _part(settings, history, ground, opening)
            if part:
                told = _told_as_one(_judge(rule, settings, history, ground, part))
                # An agency's silences, each broken by one contact, are one matter of how it held the case.
                judgements.extend(_silences_as_one(told) if settings.while_open.each_agency else told)
    return judgements


def _part(settings: Interval, history: History, ground: Ground, opening: Opening) -> Opening | None:
    """The part of the opening, and of the child's life, that the rule is about; None where there is none.

    A child whose age is not known counts as old enough and not as younger.
    """
    first, last = opening.first, opening.last
    if settings.begins_after:
        first = ground.add(first, settings.begins_after) or date.max
    if settings.ends_after:
        until = ground.add(opening.first, settings.ends_after)
        last = min(last or date.max, until or date.max)
    born = history.subject.born
    if settings.not_younger_than_months is not None and born and born.last:
        first = max(first, add_months(born.last, settings.not_younger_than_months))
    if settings.younger_than_months is not None:
        if born is None or born.first is None:
            return None
        last = min(last or date.max, add_months(born.first, settings.younger_than_months) - timedelta(days=1))
    if last and last < first:
        return None
    return opening._replace(first=first, last=last, ended_by=opening.ended_by if last == opening.last else None)


def _told_as_one(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements of one opening, with all its stretches that cannot be told as one: many vague records make many."""
    told: list[Judgement] = []
    untold: list[Judgement] = []
    for judgement in judgements:
        (untold if judgement.outcome == "cannot_tell" else told).append(judgement)
    if len(untold) < 2:
        return told + untold
    entries = {entry.id: entry for judgement in untold for entry in judgement.entries}
    number = len(untold) - 1
    more = f" The same is so of {number} later {'time' if number == 1 else 'times'}."
    return [*told, replace(untold[0], entries=tuple(entries.values()), statement=untold[0].statement + more)]


def _silences_as_one(judgements: Sequence[Judgement]) -> list[Judgement]:
    """The judgements of one opening, with its stretches that ended late told as the first of them, which names the days of the others."""
    late = [judgement for judgement in judgements if judgement.outcome == "late" and judgement.day]
    if len(late) < 2:
        return list(judgements)
    first, *later = late
    entries = {entry.id: entry for judgement in late for entry in judgement.entries}
    days = say_list(say_day(judgement.day) for judgement in later if judgement.day)
    told = replace(first, entries=tuple(entries.values()), statement=f"{first.statement} The same is so from {days}.")
    return [told, *(judgement for judgement in judgements if judgement not in late)]


def _judge(rule: Rule, settings: Interval, history: History, ground: Ground, opening: Opening) -> Iterator[Judgement]:
    expectation, limit = settings.expectation, settings.deadline
    absent = tuple(sector for sector in rule.needs if sector != OWN_FILE and sector not in ground.sectors)
    recorded = exact_day(opening.entry) == opening.first
    opened = f"the record of {say_day(opening.first)}" if recorded else say_day(opening.first)
    if absent and _could_be_short(settings, history, ground, opening):
        statement = say_unsure(expectation.called, opened, "", say_absent(absent))
        yield Judgement("cannot_tell", opening.first, (opening.entry,), statement, absent=absent)
    if absent:
        return
    end, ends_in_records = _end(rule, ground, opening)
    if not recorded and opening.first > max((last for _, last in ground.periods.values()), default=opening.first):
        return  # what begins at an age, or some time after the opening, begins after everything that was supplied
    if end is None or end < opening.first:
        reason = f"the exports needed do not reach {say_day(opening.first)}"
        statement = say_unsure(expectation.called, opened, "", reason)
        yield Judgement("cannot_tell", opening.first, (opening.entry,), statement)
        return
    recorders = recorders_of((opening.entry,), ground)
    stops: list[tuple[date, Entry | None]] = [(opening.first, opening.entry)]
    stops += _answers(expectation, history, ground, opening, end)
    stops.append((end, opening.ended_by if ends_in_records else None))
    found = False
    if not ends_in_records:
        beyond = _beyond(rule, settings, history, ground, opening, (stops[-2][0], end))
        if beyond:
            found = True
            yield beyond
    for (from_day, from_entry), (to_day, to_entry) in pairwise(stops):
        due = ground.add(from_day, limit)
        if due is None or due >= to_day:
            continue
        found = True
        rests_on = tuple(entry for entry in (from_entry, to_entry) if entry)
        answered = to_entry if to_entry is not opening.ended_by else None
        stretch = _Stretch(from_day, to_day, due, rests_on, answered, opening.entry.event.agency)
        yield _judge_stretch(rule, settings, history, ground, stretch, recorders)
    if not found:
        yield Judgement("met", opening.first, (opening.entry,))


def _could_be_short(settings: Interval, history: History, ground: Ground, opening: Opening) -> bool:
    """Whether the exports that were supplied leave a stretch that is too long: those that were not could only fill it."""
    goes_on = max((last for _, last in ground.periods.values()), default=opening.first)
    end = min(goes_on, opening.last or goes_on)
    days = [opening.first, *(day for day, _ in _answers(settings.expectation, history, ground, opening, end)), end]
    dues = (ground.add(day, settings.deadline) for day in days[:-1])
    return any(due is not None and due < later for due, later in zip(dues, days[1:], strict=True))


def _end(rule: Rule, ground: Ground, opening: Opening) -> tuple[date | None, bool]:
    """The last day to look at, and whether the records themselves end there."""
    reaches = [
        max(ground.periods[path][1] for path in ground.sectors[sector]) for sector in rule.needs if sector != OWN_FILE
    ]
    if OWN_FILE in rule.needs:
        own = [ground.periods[place.source][1] for place in opening.entry.provenance if place.source in ground.periods]
        reaches.append(max(own, default=date.min))
    horizon = min(reaches, default=None)
    if opening.last and (horizon is None or opening.last <= horizon):
        return opening.last, True
    return horizon, False


def _beyond(
    rule: Rule, settings: Interval, history: History, ground: Ground, opening: Opening, stretch: tuple[date, date]
) -> Judgement | None:
    """What cannot be told of the time after the needed exports stop, where it stayed open and other exports go on past the due day.

    `stretch` is the day of the last record that counts, and the last day that the needed exports speak for.
    """
    expectation, limit = settings.expectation, settings.deadline
    last_record, stops = stretch
    due = ground.add(last_record, limit)
    goes_on = max((last for _, last in ground.periods.values()), default=stops)
    until = min(goes_on, opening.last or goes_on, history.subject.died or goes_on)
    if due is None or due < stops or due >= until:
        return None
    _, short = ground.gaps_in_reach(rule, (opening.entry,), last_record, until)
    reason = say_short(ground, short, last_record, until)
    statement = say_unsure(
        expectation.called, f"the record of {say_day(last_record)}", say_due(ground, limit, due), reason
    )
    return Judgement("cannot_tell", last_record, (opening.entry,), statement, due)


def _answers(
    expectation: Expectation, history: History, ground: Ground, opening: Opening, end: date
) -> list[tuple[date, Entry | None]]:
    """The records that count, one a day, after the opening day and before the end."""
    recorders = recorders_of((opening.entry,), ground)
    by_day: dict[date, Entry] = {}
    for selection in expectation.any_of:
        for day, entry in history.between(selection.kinds, opening.first + timedelta(days=1), end):
            if fits(selection, entry, history, ground, recorders):
                by_day.setdefault(day, entry)
    return sorted(by_day.items(), key=lambda stop: stop[0])


def _judge_stretch(
    rule: Rule, settings: Interval, history: History, ground: Ground, stretch: _Stretch, recorders: Recorders
) -> Judgement:
    expectation, limit = settings.expectation, settings.deadline
    due_words = say_due(ground, limit, stretch.due)
    doubtful = count_doubtful(history, ground, expectation, recorders, stretch.first, stretch.last)
    doubtful += of_other_children(history, ground, expectation, recorders, (stretch.first, stretch.last))
    _, short = ground.gaps_in_reach(rule, stretch.rests_on, stretch.first, stretch.due)
    reason = ""
    if doubtful and _could_be_mended(ground, stretch, limit, len(doubtful)):
        reason = say_doubtful(doubtful, history.subject.id)
    elif short:
        reason = say_short(ground, short, stretch.first, stretch.due)
    if reason:
        statement = say_unsure(expectation.called, f"the record of {say_day(stretch.first)}", due_words, reason)
        return Judgement("cannot_tell", stretch.first, stretch.rests_on, statement, stretch.due)
    statement = fill(
        rule,
        ground,
        date=say_day(stretch.first),
        due=due_words,
        days=str((stretch.last - stretch.first).days),
        limit=str(limit),
        until=say_day(stretch.last),
        holder=stretch.holder,
    )
    if doubtful:
        numbers = say_numbers(sorted({entry.number for entry in doubtful}))
        statement += f" {numbers}, in doubt as to day or child, could lie in this time but would not fill it."
    return Judgement(
        outcome="late" if stretch.answered else "no_record",
        day=stretch.first,
        entries=stretch.rests_on,
        statement=add_standard(rule, stretch.first, statement),
        due=stretch.due,
        answered_by=(stretch.answered,) if stretch.answered else (),
    )


def _could_be_mended(ground: Ground, stretch: _Stretch, limit: Span, number: int) -> bool:
    """Whether `number` records, placed as well as can be, would leave no part of the stretch too long."""
    day: date | None = stretch.first
    for _ in range(number + 1):
        day = ground.add(day, limit) if day else None
    return day is None or day >= stretch.last
