"""The days that a running text names: "next core group 14/5". Enters: text, and the day it was written. Leaves: days, with their place.

Cells that hold a date and nothing else are read elsewhere in this room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from chronology.dates.points import full_year
from chronology.dates.wording import MONTHS, any_of

# Without a year only `14/5`: `9.1` and `10-11` are measures and times more often than days.
_DAY = re.compile(
    r"(?<![\d/.])(\d{1,2})(?:/(\d{1,2})(?:/(\d{4}|\d{2}))?|[.-](\d{1,2})[.-](\d{4}|\d{2})"
    rf"|(?:st|nd|rd|th)? ({any_of(MONTHS)})\b)(?![\d/])",
    re.IGNORECASE,
)


class Named(NamedTuple):
    """A day that a text names, from its character `start` up to `end`; without a year, those that it may be."""

    start: int
    end: int
    days: tuple[date, ...]


def days_named(text: str, written: date) -> Iterator[Named]:
    """The days named in `text`, day first; one without a year is of the year of writing or of those beside it."""
    for match in _DAY.finditer(text):
        number, slashed, slashed_year, pointed, pointed_year, name = match.groups()
        month = MONTHS[name.lower()] if name else int(slashed or pointed)
        year = slashed_year or pointed_year
        years = (full_year(year),) if year else (written.year - 1, written.year, written.year + 1)
        days = [day for one in years if (day := _day(one, month, int(number)))]
        if days:
            yield Named(*match.span(), tuple(days))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # 24/7, 6/52: no day of the calendar
        return None
