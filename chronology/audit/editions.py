"""Records of years of which no edition of a rule is the standard. Enters: entries and rules. Leaves: a sentence for each such rule.

What is older than every edition, or lies between two, is not judged, and the rule's Check says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from chronology.audit.history import exact_day
from chronology.audit.wording import say_day
from chronology.model import Entry
from chronology.rule import Rule


def count_outside(entries: Iterable[Entry], rules: Sequence[Rule]) -> dict[str, str]:
    """Rule id → how many records that would set it off no edition of it holds for; said of the latest edition alone."""
    families: dict[str, list[Rule]] = {}
    for rule in rules:
        families.setdefault(rule.family, []).append(rule)
    by_kind: dict[str, list[str]] = {}
    periods: dict[str, list[tuple[date, date]]] = {}
    for family, editions in families.items():
        periods[family] = sorted(holds(rule) for rule in editions)
        if _holds_always(periods[family]):
            continue
        for kind in {kind for rule in editions for kind in rule.trigger_kinds()}:
            by_kind.setdefault(kind, []).append(family)
    if not by_kind:
        return {}
    counts: Counter[str] = Counter()
    asked_of: dict[tuple[str, ...], frozenset[str]] = {}
    for entry in entries:
        kinds = entry.event.kinds
        asked = asked_of.get(kinds)
        if asked is None:
            asked = asked_of[kinds] = frozenset(family for kind in kinds for family in by_kind.get(kind, ()))
        day = exact_day(entry) if asked and entry.subjects else None
        if day is None:
            continue
        for family in asked:
            for first, last in periods[family]:
                if first <= day <= last:
                    break
            else:
                counts[family] += 1
    return {
        max(families[family], key=lambda rule: (rule.valid_to or date.max, rule.id)).id: _say(number, periods[family])
        for family, number in sorted(counts.items())
    }


def holds(rule: Rule) -> tuple[date, date]:
    """The first and last day that the rule is a standard of."""
    first = date.min if rule.valid_from is None or rule.holds_before else rule.valid_from
    return first, rule.valid_to or date.max


def _holds_always(periods: Sequence[tuple[date, date]]) -> bool:
    return len(periods) == 1 and periods[0] == (date.min, date.max)


def _say(number: int, periods: Sequence[tuple[date, date]]) -> str:
    first, last = periods[0][0], max(last for _, last in periods)
    records = "record of days" if number == 1 else "records of days"
    since = f" from {say_day(first)}" if first > date.min else ""
    until = f" to {say_day(last)}" if last < date.max else ""
    return f"not put to {number} {records} outside its editions, which hold{since}{until}"
