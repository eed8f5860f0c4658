"""When a rule is set off. Enters: a History and a trigger. Leaves: Occasions, one for each day, with all its records.

Several agencies' accounts of one day are one occasion. A triggering record without an exact day is an occasion of its own,
without a day. Whether anything followed is not asked here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from operator import itemgetter

from msgspec import Struct

from chronology.audit.answers import fits
from chronology.audit.ground import Ground
from chronology.audit.history import ANY, History, exact_day
from chronology.audit.judgement import Taken
from chronology.model import Entry
from chronology.rule import Rule, Trigger
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
    number = ground.triggers.get(id(trigger))
    found = history.occasions.get(number) if number is not None else None
    if found is None:
        found = _find(history, ground, trigger)
        if number is not None:
            history.occasions[number] = found
    if rule.valid_from is None and rule.valid_to is None:
        return found
    return [one for one in found if in_force(rule, one.first)]


def _find(history: History, ground: Ground, trigger: Trigger) -> list[Occasion]:
    by_day: dict[date, dict[str, Entry]] = {}
    vague: dict[str, Entry] = {}
    for selection in trigger.any_of:
        for kind in selection.kinds or (ANY,):
            shelf = history.exact.get(kind)
            if shelf:
                for day, entry in zip(shelf.days, shelf.entries, strict=True):
                    if fits(selection, entry, history, ground):
                        by_day.setdefault(day, {})[entry.id] = entry
            for record in history.doubtful.get(kind, ()):
                if record.about_child and fits(selection, record.entry, history, ground):
                    vague[record.entry.id] = record.entry
    occasions = [
        Occasion(day, day, day, tuple(sorted(entries.values(), key=_order)))
        for day, entries in sorted(by_day.items(), key=itemgetter(0))
        if not (trigger.not_on_day_of and any(history.between(trigger.not_on_day_of, day, day)))
    ]
    for entry in sorted(vague.values(), key=_order):
        first, last = possible_days(entry.event.when) or (None, None)
        occasions.append(Occasion(None, first, last, (entry,)))
    return occasions


def find_possible(history: History, ground: Ground, trigger: Trigger, rule: Rule) -> list[Occasion]:
    """An occasion for each record that would set `rule` off, were it certain that it is about the child."""
    found: dict[str, Occasion] = {}
    if not history.doubtful:
        return []
    for selection in trigger.any_of:
        for record in history.in_doubt(selection.kinds):
            entry = record.entry
            if record.about_child or not fits(selection, entry, history, ground):
                continue
            first, last = possible_days(entry.event.when) or (None, None)
            day = exact_day(entry)
            if day and trigger.not_on_day_of and any(history.between(trigger.not_on_day_of, day, day)):
                continue
            if in_force(rule, first):
                found[entry.id] = Occasion(day, first, last, (entry,))
    return sorted(found.values(), key=lambda occasion: _order(occasion.entries[0]))


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
