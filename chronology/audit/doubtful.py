"""Records that prove nothing and may put an absence in doubt: vague, undated, or only possibly about the child.

Enters: an entry. Leaves: a Doubtful, with the days between which it lies. What such a record is taken for is decided in `answers`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from chronology.dates.points import FIRST_YEAR, LAST_YEAR, full_year
from chronology.model import Entry, Event
from chronology.when import certainly_within, possible_days

# A day written out in full that the calendar does not have (31/02/2021), with or without a time behind it.
_WRITTEN_DAY = re.compile(
    r"\s*(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(\d{4}|\d{2})|(\d{4})[/.-]\d{1,2}[/.-]\d{1,2}"
    r"|\d{1,2}(?:st|nd|rd|th)?[ -][a-z]{3,9},?[ -](\d{4}|\d{2}))(?:[ t]+\d{1,2}[:.]\d{2}.{0,8})?\s*",
    re.IGNORECASE,
)


class Doubtful(NamedTuple):
    """A record without an exact day, or one that is only possibly about the child; it lies between `first` and `last`."""

    entry: Entry
    about_child: bool
    first: date
    last: date

    def could_be_within(self, first: date, last: date) -> bool:
        """Whether some possible day of the record lies between `first` and `last`."""
        return self.first <= last and first <= self.last

    def is_within(self, first: date, last: date) -> bool:
        """Whether the record is about the child and every possible day lies between `first` and `last`."""
        return self.about_child and certainly_within(self.entry.event.when, first, last)


def in_doubt(entry: Entry, about_child: bool) -> Doubtful:
    """The entry as a doubtful record. What bounds it, besides its own date, in the careful direction only:

    - it did not happen after the day on which it was written down. It may have happened long before: records moved into a new
      system bear the day of the move, so that no other bound is taken from that day;
    - a day written in full that does not exist (31/02/2021) lies in the year written, or in the one before or after it, for in
      29/02/2021 the slip may be in the year. Margin and bound are this program's own.
    """
    event = entry.event
    first, last = possible_days(event.when) or _days_of_slip(event.when.text) or (date.min, date.max)
    written_down = _written_down_by(event)
    if written_down and first <= written_down < last:
        last = written_down
    return Doubtful(entry, about_child, first, last)


def _written_down_by(event: Event) -> date | None:
    days = possible_days(event.recorded) if event.recorded else None
    return days[1] if days else None


def _days_of_slip(text: str) -> tuple[date, date] | None:
    match = _WRITTEN_DAY.fullmatch(text)
    if match is None:
        return None
    year = full_year(match[1] or match[2] or match[3])
    if not FIRST_YEAR < year < LAST_YEAR:
        return None
    return date(year - 1, 1, 1), date(year + 1, 12, 31)
