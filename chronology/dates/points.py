"""Text → one date written out: a day, a month or a year. Stretches, ranges, times and doubts are read elsewhere."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import NamedTuple

from chronology.dates.wording import MONTHS, WEEKDAYS, any_of, compiled
from chronology.model import Precision
from chronology.when import Doubt

FIRST_YEAR, LAST_YEAR = 1900, 2100
LAST_TWO_DIGIT_YEAR = 35  # 00 to 35 are 2000 to 2035, 36 to 99 are 1936 to 1999: fixed, so that no clock is needed

MONTH = f"({any_of(MONTHS)})"
WEEKDAY = rf"(?:({any_of(WEEKDAYS)})\b\.?,? ?(?:the )?)?"
DAY = r"(\d{1,2})(?: ?(?:st|nd|rd|th)\b)?"
YEAR = r"(\d{4}|\d{2})"
_OPEN = r"\?{1,2}|x{1,2}"  # stands for a day or month that is not known

_DAY_FIRST = compiled(rf"{WEEKDAY}(\d{{1,2}}|{_OPEN}) ?([/.\\-]|(?= )) ?(\d{{1,2}}|{_OPEN}) ?\3 ?{YEAR}")
_YEAR_FIRST = compiled(r"(\d{4})([-/.])(\d{1,2}|xx|\?\?)(?:\2(\d{1,2}|xx|\?\?))?")
_YEAR_FIRST_WITH_NAME = compiled(rf"(\d{{4}})[-/., ]{{1,2}}{MONTH}\.?(?:[-/., ]{{1,2}}{DAY})?")  # 2008-May-14
_YEAR_FIRST_WITH_SPACES = compiled(r"(\d{4}) (\d\d) (\d\d)")
_DIGITS_YEAR_FIRST = compiled(r"((?:19|20|21)\d\d)(\d\d)(\d\d)")
_DIGITS_DAY_FIRST = compiled(r"(\d\d)(\d\d)((?:19|20|21)\d\d)")
_DAY_MONTH_YEAR = compiled(rf"{WEEKDAY}(?:{DAY}|(\?\?|xx)) ?(?:of )?[-/., ]{{0,2}}{MONTH}[-/., ]{{0,2}}'?{YEAR}")
_MONTH_DAY_YEAR = compiled(rf"{WEEKDAY}{MONTH}\.?[ -]?(?:the )?{DAY}(?:, ?|[ -]|(?= ?'))[ ]?'?{YEAR}")
# "Apr 12" may be a day without its year, and so may "Apr-12", which a spreadsheet makes of many a thing that was typed; "Apr 07",
# "Apr-98" and "April '12" are months.
_MONTH_YEAR = compiled(
    rf"(?:in |during )?{MONTH}(?:[-/.,]? ?(?:of )?(\d{{4}})|(?:[-/., ]{{0,2}}'|[-/.])(\d\d)| ?(0\d|[4-9]\d))"
)
_SPREADSHEET_MONTH = compiled(r"[a-z]{3}-(?:0[1-9]|[12]\d|3[01])")
_MONTH_NUMBER_YEAR = compiled(r"(\d{1,2}) ?[/.-] ?(\d{4})")
_YEAR_ALONE = compiled(r"(?:in |during )?(\d{4})")


class Reading(NamedTuple):
    """What a text says of a date: as `When`, with the kind of doubt the text itself throws on it."""

    first: date
    last: date
    precision: Precision
    doubt: Doubt = ""
    time: str | None = None
    time_end: str | None = None


def read_point(text: str, month_first: bool) -> Reading | None:
    """A day, month or year, written as one date."""
    if match := _DAY_FIRST.fullmatch(text):
        weekday, a, separator, b, year = match.groups()
        if not separator and len(year) == 2:
            return None  # "03 04 07" may be anything
        return calendar_date(year, a, b, weekday) if month_first else calendar_date(year, b, a, weekday)
    if match := _YEAR_FIRST.fullmatch(text):
        year, separator, month, day = match.groups()
        if day is None and separator != "-" and month.isdigit() and int(month) == (int(year) + 1) % 100:
            return None  # 2006/07
        return calendar_date(year, month, day or "??")
    if match := _YEAR_FIRST_WITH_NAME.fullmatch(text):
        return calendar_date(match[1], str(MONTHS[match[2]]), match[3] or "??")
    if match := _YEAR_FIRST_WITH_SPACES.fullmatch(text):
        return calendar_date(match[1], match[2], match[3])
    if match := _DIGITS_YEAR_FIRST.fullmatch(text):
        return calendar_date(match[1], match[2], match[3])
    if match := _DIGITS_DAY_FIRST.fullmatch(text):
        a, b, year = match.groups()
        return calendar_date(year, a, b) if month_first else calendar_date(year, b, a)
    if match := _DAY_MONTH_YEAR.fullmatch(text):
        weekday, day, no_day, month, year = match.groups()
        return calendar_date(year, str(MONTHS[month]), day or no_day, weekday)
    if match := _MONTH_DAY_YEAR.fullmatch(text):
        weekday, month, day, year = match.groups()
        return calendar_date(year, str(MONTHS[month]), day, weekday)
    if _SPREADSHEET_MONTH.fullmatch(text):
        return None
    if match := _MONTH_YEAR.fullmatch(text):
        return calendar_date(match[2] or match[3] or match[4], str(MONTHS[match[1]]), "??")
    if match := _MONTH_NUMBER_YEAR.fullmatch(text):
        return calendar_date(match[2], match[1], "??")
    if match := _YEAR_ALONE.fullmatch(text):
        return calendar_date(match[1], "??", "??")
    return None


def calendar_date(year: str, month: str, day: str, weekday: str | None = None) -> Reading | None:
    """The day; the month where the day is left open ("??"); the year where the month is. None where the calendar has none such."""
    number = full_year(year)
    if not FIRST_YEAR <= number <= LAST_YEAR:
        return None
    if not month.isdigit():
        return Reading(date(number, 1, 1), date(number, 12, 31), "year")
    if not 1 <= int(month) <= 12:
        return None
    if not day.isdigit():
        return Reading(date(number, int(month), 1), month_end(number, int(month)), "month")
    try:
        found = date(number, int(month), int(day))
    except ValueError:
        return None
    if weekday and WEEKDAYS[weekday] != found.weekday():
        return Reading(found, found, "approximate", "?")
    return Reading(found, found, "day")


def full_year(year: str) -> int:
    """The year that two or four digits stand for."""
    number = int(year)
    return number if len(year) == 4 else number + (2000 if number <= LAST_TWO_DIGIT_YEAR else 1900)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])
