"""Text → `When`: the only home of date parsing.

Enters: the text of a cell, and of its time cell where there is one. Leaves: a date exactly as precise as that text, or one of precision
"unknown" with the text kept. Comparing dates belongs to `when`, telling which column holds dates to the recogniser.

Nothing is guessed. A numeric date is day first unless the caller says that the file is month first, and is never turned round to make it
valid. What has no year, only one end ("since 3/4/07"), no such day (31/02/2007) or two readings ("2006/07" is a school or a financial year;
"winter 2006" is at either end of it; "Apr 12") is unknown. A date that its own text doubts ("?22/05/2016", "c. 12 May 2016"), or whose
weekday contradicts it, keeps its day with precision "approximate".
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from chronology.dates.points import FIRST_YEAR, LAST_YEAR, Reading, full_year
from chronology.dates.spans import cast_doubt, read_moment, read_range, take_doubt
from chronology.dates.stretches import FESTIVALS, MONTHS_OF_SEASON
from chronology.dates.times import in_cell, read_time
from chronology.dates.wording import (
    LONGEST_DATE,
    MAYBE,
    MONTHS,
    PLAIN_CHARACTERS,
    ROUGHLY,
    WEEKDAYS,
    any_of,
    compiled,
    plain_text,
)
from chronology.model import When
from chronology.when import as_edtf

__all__ = ["day_parts_over_twelve", "looks_like_date", "read_date", "read_serial", "read_time"]

DAY_ZERO = date(1899, 12, 30)  # of a spreadsheet's count of days
FIRST_SAFE_COUNT = 61  # 1 March 1900: before it, spreadsheets count a 29 February that never was
MOST_DOUBTS = 2  # words of doubt on one date
LONGEST_REMARK_WORDS = 4  # after a date; more words make it a narrative

# The commonest forms, read without any cleaning.
_QUICK = compiled(
    r"(?:(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})|(\d{4})([-/.])(\d{1,2})\6(\d{1,2}))"
    r"(?:(?:T| +)(\d{1,2}):(\d{2})(?::\d{2}(?:[.,]\d+)?(?:-\d{2}:?\d{2})?)?(?:Z|\+\d{2}:?\d{2})?)?"
)
_LABEL = compiled(
    r"(?:(?:date(?: of birth)?|d\.?o\.?b\.?|born|dated)\b ?[:.-]? ?|(?:on |in |over )?(?:the )?"
    r"(?:night|evening|afternoon|morning|weekend) of |on )(?=\S)"
)
_SERIAL = compiled(r"(\d{2,5})(?:\.(\d+))?")
_DIGIT = compiled(r"\d")
_OPEN_CENTURY = compiled(r"(?<=[/-])(?:19|20)\?|(?<![\d:])(?:19|20)(?:\d\?|\?\?)")  # 12/05/20??
_DOUBT_IN_REMARK = compiled(
    rf"({ROUGHLY})|{MAYBE}|\b(?:or|tbc|unsure|uncertain|unclear|not (?:sure|certain|clear|known))\b"
)
_BRACKETS = re.compile(r"(.+?) ?(?:\(([^()]*)\)|\[([^][]*)\])", re.ASCII | re.DOTALL)
_REMARK = re.compile(r"(.+?)(?: ?[\n;,] ?| - )([^\d\n]{1,30})", re.ASCII | re.DOTALL)
_TIME_OF_DAY = compiled(
    r"(.+?),? (?:in the |late |early )?((?:a|p)\.?m|morning|afternoon|evening|night|lunchtime|late entry|retrospective)"
)
_OPEN_ENDED = compiled(r"\b(?:onwards?|ongoing|present|to|until|till|before|after|since|from)\b")
_OPEN_REMARK = compiled(r"(?:and |or )?(?:onwards?|ongoing|until|till|before|after|since|earlier|later)")
_NUMERIC_DATE = compiled(r"\s*(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(?:\d{4}|\d{2})(?!\d)")
_LOOKS = compiled(
    r"\d\s?[/.\\-]\s?\d|[?x]/\d|^\d{8}$|^\d\d? \d\d? \d{4}\b|^\d{4} \d\d \d\d\b|"
    + any_of([*MONTHS, *FESTIVALS, *MONTHS_OF_SEASON, "winter", "xmas"])
)


def read_date(text: str, time: str = "", month_first: bool = False) -> When:
    """What `text` says of a day, at the precision it says it; never raises.

    `time` is the text of a separate time cell; it counts only where the day is known. `month_first` reads all-numeric dates as month/day/year.
    """
    if len(text) > LONGEST_DATE:
        return When(text, None, None, "unknown")
    return _read(text, time[:LONGEST_DATE], month_first)


def read_serial(text: str) -> When:
    """A day as a spreadsheet counts it: days since 30 December 1899, the fraction its time. To be used only where the file says so.

    Unknown before 1 March 1900. A count without a fraction has no time.
    """
    match = _SERIAL.fullmatch(text.strip())
    if match is None or not FIRST_SAFE_COUNT <= int(match[1]) <= (date(LAST_YEAR, 12, 31) - DAY_ZERO).days:
        return When(text, None, None, "unknown")
    day = DAY_ZERO + timedelta(days=int(match[1]))
    minutes = round(float(f"0.{match[2] or 0}") * 24 * 60 * 60) // 60  # the count is rounded in its last digits
    time = f"{minutes // 60:02}:{minutes % 60:02}" if 0 < minutes < 24 * 60 else None
    return When(text, day, day, "day", time, None, as_edtf(day, day, "day", time))


def looks_like_date(text: str) -> bool:
    """Whether a cell is a date, cheaply enough for every cell of a table. A plain number is none, but for eight digits that make a day."""
    text = text.strip()
    if not 4 <= len(text) <= 40 or text.count(" ") > 7:
        return False
    plain = text if text.isascii() else text.translate(PLAIN_CHARACTERS)
    return _LOOKS.search(plain.lower()) is not None and read_date(text).precision != "unknown"


def day_parts_over_twelve(text: str) -> tuple[bool, bool]:
    """For a date in numbers, a/b/year: whether a and whether b is over twelve, so that it cannot be a month. Else (False, False)."""
    match = _NUMERIC_DATE.match(text if text.isascii() else text.translate(PLAIN_CHARACTERS))
    return (int(match[1]) > 12, int(match[2]) > 12) if match else (False, False)


@lru_cache(maxsize=1 << 16)
def _read(text: str, time_cell: str, month_first: bool) -> When:
    quick = _QUICK.fullmatch(text)
    reading = _quick_reading(quick, month_first) if quick else _read_cell(text, month_first)
    if quick and reading and not time_cell:
        time = reading.time
        edtf = reading.first.isoformat()
        return When(text, reading.first, reading.last, "day", time, None, f"{edtf}T{time}" if time else edtf)
    if reading is None:
        return When(text, None, None, "unknown")
    first, last, precision, doubt, time, time_end = reading
    if time_cell and first == last:
        start, end = read_time(time_cell)
        if start is not None and time is not None and start != time:
            time = time_end = None  # two cells that contradict each other: neither is certain
        elif start is not None:
            time, time_end = start, end or time_end
    return When(text, first, last, precision, time, time_end, as_edtf(first, last, precision, time, doubt))


def _quick_reading(match: re.Match[str], month_first: bool) -> Reading | None:
    day, _, month, year, iso_year, _, iso_month, iso_day, hour, minute = match.groups()
    if iso_year:
        day, month, year = iso_day, iso_month, iso_year
    elif month_first:
        day, month = month, day
    found = _day(year, month, day)
    if found is None:
        return None
    if hour is None or int(hour) > 23 or int(minute) > 59:
        return Reading(found, found, "day")
    return Reading(found, found, "day", "", in_cell(f"{int(hour):02}:{minute}"))


@lru_cache(maxsize=1 << 15)
def _day(year: str, month: str, day: str) -> date | None:
    number = int(year) if len(year) == 4 else full_year(year)
    if not FIRST_YEAR <= number <= LAST_YEAR:
        return None
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None


def _read_cell(text: str, month_first: bool) -> Reading | None:
    clean = plain_text(text)
    if clean[:1] + clean[-1:] in ("()", "[]"):
        clean = clean[1:-1].strip()
    if not _DIGIT.search(clean) or _OPEN_CENTURY.search(clean):
        return None
    one_line = clean.replace("\n", " ")
    reading = _doubted(one_line, month_first)
    if reading is None and (label := _LABEL.match(one_line)):
        reading = _doubted(one_line[label.end() :], month_first)
        if reading and "weekend" in label[0]:
            reading = cast_doubt(reading, "~")  # its Saturday or its Sunday
    return reading or _with_remark(clean, month_first)


def _with_remark(clean: str, month_first: bool) -> Reading | None:
    """A date followed by a short remark: in brackets, after a line break, comma or dash, or a word for the time of day."""
    if match := _BRACKETS.fullmatch(clean):
        body, remark = match[1], match[2] or match[3] or ""
        if _OPEN_REMARK.fullmatch(remark):
            return None
    elif match := _REMARK.fullmatch(clean):
        body, remark = match[1], match[2]
        if len(remark.split()) > LONGEST_REMARK_WORDS or _OPEN_ENDED.search(remark):
            return None
    elif match := _TIME_OF_DAY.fullmatch(clean):
        body, remark = match[1], ""
    else:
        return None
    reading = _doubted(body.replace("\n", " "), month_first)
    weekday = WEEKDAYS.get(remark.strip(" ."))
    if reading and weekday is not None and reading.precision == "day" and reading.first.weekday() != weekday:
        return cast_doubt(reading, "?")
    doubt = _DOUBT_IN_REMARK.search(remark)
    if reading is None or doubt is None:
        return reading
    return cast_doubt(reading, "~" if doubt[1] else "?")


def _doubted(text: str, month_first: bool, doubts_left: int = MOST_DOUBTS) -> Reading | None:
    """A date or range, with the words that doubt it taken off and kept as its doubt."""
    reading = read_moment(text, month_first) or read_range(text, month_first)
    if reading is not None or not doubts_left:
        return reading
    taken = take_doubt(text)
    if taken is None:
        return None
    rest, doubt, in_front = taken
    reading = _doubted(rest, month_first, doubts_left - 1)
    # A doubt after "22/05/2016 14:20" may be meant for the time as well, one in front of it is not.
    return cast_doubt(reading, doubt, on_time=not in_front) if reading else None
