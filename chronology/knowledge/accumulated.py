"""When the pieces of a pattern first came together. Enters: a finding's rule and entries. Leaves: the FirstMet, or None.

Each piece may be nothing by itself. The day told here is that of the entry which completed the pattern; before it nobody could have
seen it, not even with all files side by side. Occasions are counted as the rule counts them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from chronology.knowledge.agencies import AgenciesOf
from chronology.knowledge.facts import FirstMet
from chronology.model import Entry
from chronology.rule import Rule, Span
from chronology.rule.settings import Count, Quickening, Recurrence, Series, Spread
from chronology.when import possible_days

_DAYS = {"days": 1, "weeks": 7}


class Pattern(Struct, frozen=True):
    """How many occasions a pattern needs, and how near each other records are one occasion.

    `whole`: every entry of the finding is needed. `nobody_alone`: no agency may hold all of the occasions.
    """

    times: int
    within_days: int = 0
    nobody_alone: bool = False
    whole: bool = False


def pattern_of(rule: Rule) -> Pattern | None:
    """What completes the rule's pattern; None for a rule that is not about pieces adding up."""
    settings = rule.settings
    if isinstance(settings, Spread):
        return Pattern(2, _days(settings.one_occasion_within), nobody_alone=True)
    if isinstance(settings, Quickening):
        return Pattern(settings.times, _days(settings.one_occasion_within))
    if isinstance(settings, Series):
        return Pattern(settings.repeated.times, whole=True)
    if isinstance(settings, Recurrence | Count):
        return Pattern(settings.repeated.times, whole=settings.repeated.distinct != "days")
    return None


def _days(span: Span | None) -> int:
    return span.count * _DAYS.get(span.unit, 0) if span else 0


def first_met(
    pattern: Pattern, entries: Iterable[Entry], agencies: Sequence[str], agencies_of: AgenciesOf
) -> FirstMet | None:
    """The first day on which `entries`, those of the finding, made up the pattern; None where no day can be told.

    Entries without an exact day complete nothing.
    """
    dated = sorted(
        ((day, entry.number, entry) for entry in entries if (day := _exact_day(entry))), key=lambda one: one[:2]
    )
    days = sorted({day for day, _, _ in dated})
    for day in days[-1:] if pattern.whole else days:
        until = [entry for known, _, entry in dated if known <= day]
        first_days = _occasions([known for known in days if known <= day], pattern.within_days)
        held = _held_by(until, first_days, agencies_of)
        complete = len(held) > 1 and max(map(len, held.values())) < len(first_days)
        if len(first_days) >= pattern.times and (complete or not pattern.nobody_alone):
            in_time = [entry for entry in until if not _written_after(entry, day)]
            counts = dict.fromkeys(agencies, 0) | {
                name: len(occasions) for name, occasions in _held_by(in_time, first_days, agencies_of).items()
            }
            ranked = tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
            later = len(until) - len(in_time)
            return FirstMet(day, len(first_days), ranked, tuple(entry.id for entry in until), later)
    return None


def _exact_day(entry: Entry) -> date | None:
    days = possible_days(entry.event.when)
    return days[0] if days and days[0] == days[1] else None


def _occasions(days: Sequence[date], within_days: int) -> list[date]:
    """The first day of each occasion."""
    found: list[date] = []
    for day in days:
        if not found or day > found[-1] + timedelta(days=within_days):
            found.append(day)
    return found


def _held_by(entries: Iterable[Entry], first_days: Sequence[date], agencies_of: AgenciesOf) -> dict[str, set[date]]:
    """Agency → the occasions, by their first days, of which it holds a record."""
    held: dict[str, set[date]] = {}
    for entry in entries:
        day = _exact_day(entry)
        occasion = max(first for first in first_days if day and first <= day)
        for agency in agencies_of(entry):
            held.setdefault(agency, set()).add(occasion)
    return held


def _written_after(entry: Entry, day: date) -> bool:
    recorded = possible_days(entry.event.recorded) if entry.event.recorded else None
    return recorded is not None and recorded[0] > day
