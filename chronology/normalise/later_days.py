"""What a record tells for a later day. Enters: its text, and the day it was written. Leaves: the text without that.

The words around such a day are in later_days.yaml. What is left tells, and what is then planned, is for `kinds`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from chronology.dates.named import Named, days_named
from chronology.definitions import load_file, refuse_unknown, texts
from chronology.normalise.contacts import tells_done

_LONGEST_BEFORE = 60  # characters before a day that may belong to it
_SOON = timedelta(days=92)  # how far ahead a day is a plan: conferences are set for three months later


class _Around(NamedTuple):
    """The words around a day, as patterns."""

    begins_behind: re.Pattern[str]
    measured_in: re.Pattern[str]
    scored_on: re.Pattern[str]


@cache
def _around() -> _Around:
    mapping = load_file(Path(__file__).with_name("later_days.yaml"), "normalise/later_days.yaml")
    refuse_unknown(mapping, _Around._fields)
    behind, measures, scales = ("|".join(map(re.escape, texts(mapping, key))) for key in _Around._fields)
    patterns = (
        rf"[.;:,()\n]|\s[-–—]\s|\b(?:{behind})\b(?=\s)",
        rf"\s?(?:{measures})\b|\s?-\s?\d|%",
        rf"\b(?:{scales})\W*(?:\w+\W+)?$",
    )
    return _Around(*(re.compile(pattern, re.IGNORECASE) for pattern in patterns))


def without_later_days(text: str, written: date) -> str:
    """The text without what it names a day shortly after that of writing for: "Plan agreed. CG 17/12" → "Plan agreed. ".

    Only the words right before the day are taken away, and not where one of them tells of what was done. A number that may be a
    measure, a score or a stretch of time ("6/10", "9/12 review") names no day.
    """
    kept = []
    at = 0
    for named in days_named(text, written):
        nearest = min(named.days, key=lambda day: abs(day - written))
        if not written < nearest <= written + _SOON or _is_measure(text, named):
            continue
        first = max(at, named.start - _LONGEST_BEFORE)
        ends = _around().begins_behind.finditer(text, first, named.start)
        start = max((end.end() for end in ends), default=first)
        if not tells_done(text[start : named.start]):
            kept.append(text[at:start])
            at = named.end
    return "".join((*kept, text[at:]))


def _is_measure(text: str, named: Named) -> bool:
    around = _around()
    first = max(0, named.start - _LONGEST_BEFORE)
    return bool(around.measured_in.match(text, named.end) or around.scored_on.search(text, first, named.start))
