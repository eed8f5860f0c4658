"""When a rule is set off. Enters: a History and a trigger. Leaves: Occasions, one for each day, with all its records.

Several agencies' accounts of one day are one occasion. A triggering record without an exact day is an occasion of its own,
without a day. Whether anything followed is not asked here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from chronology.audit.answers import fits_further
from chronology.audit.ground import Ground
from chronology.audit.history import ANY, Candidates, History, exact_day
from chronology.audit.judgement import Taken
from chronology.audit.triggers import Chance
from chronology.model import Entry
from chronology.rule import Rule, Selection, Trigger
from chronology.when import possible_days


class Occasion(Struct, frozen=True, gc=False):
    """The records that set a rule off; `day` is None where it is not certain, and `first` is the first possible day."""

    day: date | None
    first: date | None
    last: date | None
    entries: tuple[Entry, ...]


def find_occasions(history: History, ground: Ground, trigger: Trigger, rule: Rule) -> list[Occasion]:
    """The occasions on which `trigger` sets `rule` off, in order of day, those without a day last.

    Rules that share a trigger, such as the editions of one rule, look for it once.
    """
    number = ground.triggers.numbers[id(trigger)]
    candidates = candidates_of(history, ground).get(number)
    if candidates is None:
        return []
    found = history.occasions.get(number)
    if found is None:
        found = history.occasions[number] = _find(history, ground, trigger, candidates)
    if rule.valid_from is None and rule.valid_to is None:
        return found
    return [one for one in found if in_force(rule, one.first)]


def candidates_of(history: History, ground: Ground) -> dict[int, Candidates]:
    """The child's records by number of the trigger that they may set off."""
    found = history.candidates
    if found:
        return found
    shelf = history.exact.get(ANY)
    for day, entry in zip(shelf.days, shelf.entries, strict=True) if shelf else ():
        for number, asking in _chances(entry, history, ground):
            if number not in found:
                found[number] = Candidates([], [])
            found[number].exact.append((day, entry, asking))
    for record in history.doubtful.get(ANY, ()):
        entry = record.entry
        for number, asking in _chances(entry, history, ground):
            found.setdefault(number, Candidates([], [])).doubtful.append((record, asking))
    return found


def _chances(entry: Entry, history: History, ground: Ground) -> tuple[Chance, ...]:
    """The triggers that the record may set off by its kinds, sectors and words, each with what else is to be put to it."""
    return ground.triggers.chances_of((entry.event.kinds, ground.sectors_of(entry), history.whom(entry)), entry)


def dated_candidates(history: History, ground: Ground, trigger: Trigger) -> list[Entry]:
    """The records with an exact day that may set `trigger` off: there are no more occasions than that."""
    candidates = candidates_of(history, ground).get(ground.triggers.numbers[id(trigger)])
    return [entry for _, entry, _ in candidates.exact] if candidates else []


def _takes(selections: Sequence[Selection], entry: Entry, history: History, ground: Ground) -> bool:
    """Whether one of `selections` takes the record, whose kinds, sectors and words are as they ask; none: it is taken as it is."""
    for selection in selections:
        if fits_further(selection, entry, history, ground):
            return True
    return not selections


def _find(history: History, ground: Ground, trigger: Trigger, candidates: Candidates) -> list[Occasion]:
    by_day: dict[date, list[Entry]] = {}
    for day, entry, asking in candidates.exact:
        if not asking or _takes(asking, entry, history, ground):
            by_day.setdefault(day, []).append(entry)
    if not by_day and not candidates.doubtful:
        return []
    occasions = [
        Occasion(day, day, day, tuple(sorted(entries, key=_order)))
        for day, entries in by_day.items()
        if not (trigger.not_on_day_of and any(history.between(trigger.not_on_day_of, day, day)))
    ]
    vague = [
        record.entry
        for record, asking in candidates.doubtful
        if record.about_child and _takes(asking, record.entry, history, ground)
    ]
    for entry in sorted(vague, key=_order):
        first, last = possible_days(entry.event.when) or (None, None)
        occasions.append(Occasion(None, first, last, (entry,)))
    return occasions


def find_possible(history: History, ground: Ground, trigger: Trigger, rule: Rule) -> list[Occasion]:
    """An occasion for each record that would set `rule` off, were it certain that it is about the child."""
    candidates = candidates_of(history, ground).get(ground.triggers.numbers[id(trigger)])
    found: list[Occasion] = []
    for record, asking in candidates.doubtful if candidates else ():
        entry = record.entry
        if record.about_child or not _takes(asking, entry, history, ground):
            continue
        first, last = possible_days(entry.event.when) or (None, None)
        day = exact_day(entry)
        if day and trigger.not_on_day_of and any(history.between(trigger.not_on_day_of, day, day)):
            continue
        if in_force(rule, first):
            found.append(Occasion(day, first, last, (entry,)))
    return sorted(found, key=lambda occasion: _order(occasion.entries[0]))


def _order(entry: Entry) -> tuple[int, str]:
    return entry.number, entry.id


def in_force(rule: Rule, day: date | None) -> bool:
    """Whether the rule is a standard of `day`: within its dates, or before them where it says why it holds in substance.

    A record of no known day is put to the edition of today alone.
    """
    if day is None:
        return rule.valid_to is None
    if rule.valid_to and day > rule.valid_to:
        return False
    return rule.valid_from is None or day >= rule.valid_from or bool(rule.holds_before)


def is_taken(occasion: Occasion, taken: Taken) -> bool:
    """Whether another rule has spoken of the occasion: of its day, or where it has none, of all its records."""
    if occasion.day:
        return occasion.day in taken
    return bool(taken) and all(entry.id in taken for entry in occasion.entries)


def is_quiet(
    history: History, quiet_if: Sequence[str], quiet_after: Sequence[str], occasion: Occasion, window: tuple[date, date]
) -> bool:
    """Whether something between the trigger and the due day takes the question away, such as the child's death."""
    first, due = window
    died = history.subject.died
    if died and died <= due and "death" in quiet_if:
        return True
    if quiet_if and any(True for _ in history.between(quiet_if, first, due)):
        return True
    if not quiet_after:
        return False
    return any(_is_later(entry, day, occasion) for day, entry in history.between(quiet_after, first, due))


def _is_later(entry: Entry, day: date, occasion: Occasion) -> bool:
    """Whether the entry is of a later day than the occasion, or of a time of the same day that is known to be later."""
    if occasion.day is None or day != occasion.day:
        return True
    times = [one.event.when.time for one in occasion.entries]
    time = entry.event.when.time
    return time is not None and all(one is not None and one < time for one in times)
