"""Working days and school days of the four nations.

Enters: a nation and days. Leaves: whether a day is a working day, and the day so many working days on, by the nation's own bank holidays
(holidays.yaml, one-off days included). A working day is a day from Monday to Friday that is no bank holiday in that nation. School
days are approximate (school_holidays.yaml): a day on which some schools are open and some closed is neither, and a count of school
days has an earliest and a latest end. Local holidays of single councils are not known here; deadlines of rules belong to the audit.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from msgspec import Struct

from chronology.definitions import Mapping, load_file, mapping_at, text, texts
from chronology.errors import DefinitionError

FIRST_DAY = date(1990, 1, 1)
LAST_DAY = date(2035, 12, 31)
SATURDAY = 5
_MONTH_DAY = re.compile(r"[01]\d-[0-3]\d")

NATIONS = ("england", "wales", "scotland", "northern_ireland")


class Calendar(Struct, frozen=True):
    """The bank holidays of one nation. Outside the table (`covers`) only weekends are known, and the caller must say so."""

    nation: str
    holidays: dict[date, str]
    schools_closed: tuple[tuple[str, str], ...] = ()  # first and last month-day
    schools_unsure: tuple[tuple[str, str], ...] = ()

    def covers(self, day: date) -> bool:
        """Whether the table of bank holidays reaches to `day`."""
        return FIRST_DAY <= day <= LAST_DAY

    def holiday_name(self, day: date) -> str | None:
        """The bank holiday on `day`, weekends included."""
        return self.holidays.get(day)

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is from Monday to Friday and no bank holiday."""
        return day.weekday() < SATURDAY and day not in self.holidays

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after `day`; `day` itself is day 0, working or not. Raises ValueError for a negative `n`."""
        if n < 0:
            raise ValueError("n must be zero or more")
        ordinal, weekday = day.toordinal(), day.weekday()
        while n:
            ordinal += 1
            weekday = (weekday + 1) % 7
            if weekday < SATURDAY and date.fromordinal(ordinal) not in self.holidays:
                n -= 1
        return date.fromordinal(ordinal)

    def is_school_day(self, day: date) -> bool | None:
        """Whether schools are open on `day`; None where some are and some are not. Approximate, as school_holidays.yaml is."""
        if not self.is_working_day(day) or _is_in(self.schools_closed, day):
            return False
        return None if _is_in(self.schools_unsure, day) else True

    def add_school_days(self, day: date, n: int) -> tuple[date, date]:
        """The earliest and the latest day that may be the n-th school day after `day`, which is day 0."""
        return self._add_school_days(day, n, True), self._add_school_days(day, n, False)

    def _add_school_days(self, day: date, n: int, unsure: bool) -> date:
        """As above, with every day that is unsure counted as `unsure` says."""
        while n:
            day += timedelta(days=1)
            is_open = self.is_school_day(day)
            if is_open or (is_open is None and unsure):
                n -= 1
        return day


@cache
def calendar_of(nation: str) -> Calendar:
    """The calendar of "england", "wales", "scotland" or "northern_ireland". Raises DefinitionError for any other."""
    if nation not in NATIONS:
        raise DefinitionError("no calendar for this nation", "", f"use one of: {', '.join(NATIONS)}")
    holidays = _days_of(mapping_at(_table(), nation))
    schools = mapping_at(load_file(Path(__file__).with_name("school_holidays.yaml"), "school_holidays.yaml"), nation)
    return Calendar(nation, holidays, _ranges(schools, "closed"), _ranges(schools, "unsure"))


def add_months(day: date, n: int) -> date:
    """The same day-number `n` months on (or back, when negative), or the month's end where it has no such day."""
    years, month0 = divmod(day.month - 1 + n, 12)
    year = day.year + years
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


@cache
def _table() -> Mapping:
    return load_file(Path(__file__).with_name("holidays.yaml"), "holidays.yaml")


def _ranges(schools: Mapping, key: str) -> tuple[tuple[str, str], ...]:
    found = []
    for written in texts(schools, key):
        first, _, last = written.partition(" to ")
        if not _MONTH_DAY.fullmatch(first) or not _MONTH_DAY.fullmatch(last):
            raise DefinitionError("not a range of days", schools.place(key), "write `07-28 to 08-31`")
        found.append((first, last))
    return tuple(found)


def _is_in(ranges: tuple[tuple[str, str], ...], day: date) -> bool:
    """Whether `day` lies in one of the ranges of month-days; one that ends before it begins goes over the new year."""
    written = day.isoformat()[5:]
    return any(
        first <= written <= last if first <= last else written >= first or written <= last for first, last in ranges
    )


def _days_of(years: Mapping) -> dict[date, str]:
    holidays = {}
    for year in years:
        for part in text(years, year).split(", "):
            try:
                month_day, name = part.split(" ", 1)
                holidays[date.fromisoformat(f"{year}-{month_day}")] = name
            except ValueError:
                raise DefinitionError(
                    "not a bank holiday", years.place(year), "write `month-day name`, parted by commas"
                ) from None
    return holidays
