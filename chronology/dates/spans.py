"""Text → a date with its time, or a range between two dates. The words that doubt a date, and remarks after it, are taken off by the caller."""

from __future__ import annotations

from chronology.dates.points import DAY, WEEKDAY, Reading, calendar_date, read_point
from chronology.dates.stretches import DAYS_OF_MONTH_PART, PART, read_stretch
from chronology.dates.times import CLOCKS, ZONE, in_cell, read_clocks
from chronology.dates.wording import MAYBE, ROUGHLY, compiled
from chronology.model import Precision
from chronology.when import Doubt

_DOUBT_BEFORE = compiled(rf"(?:({ROUGHLY})|{MAYBE}) ?(.+)")
_DOUBT_AFTER = compiled(rf"(.+?) ?(?:({ROUGHLY}|or thereabouts)|{MAYBE}|tbc|unsure|not sure)")

_YEAR_LAST = compiled(r"[a-z] \d{4}$")
_DATE_THEN_TIME = compiled(rf"(.+?)(,? at |,? ?@ ?| - |, ?| |(?<=\d)t(?=\d))({ROUGHLY} ?|\? ?)?({CLOCKS}){ZONE}")
_TIME_THEN_DATE = compiled(rf"({CLOCKS}),?(?: on)? (.+)")
_CONNECTOR = compiled(r" ?(?:-|/|&|\b(?:to|till?|until|through|and|or)\b) ?")
_RANGE_OPENING = compiled(r"(?:from|between)\b[: ]*")
_DAY_NUMBER = compiled(rf"{WEEKDAY}{DAY}")
_DAY_AND_MONTH_NUMBER = compiled(r"(\d{1,2})[/.](\d{1,2})")


def read_moment(text: str, month_first: bool) -> Reading | None:
    """A date, with its time before or after it where the date is a day."""
    reading = read_point(text, month_first) or read_stretch(text, month_first)
    if reading is not None:
        return reading
    if match := _DATE_THEN_TIME.fullmatch(text):
        date_text, between, vague, clock_text, start, end = match.groups()
        if "-" in between and clock_text.isdigit():
            return None  # "12/05/2007 - 2008" is no time
    elif match := _TIME_THEN_DATE.fullmatch(text):
        clock_text, start, end, date_text = match.groups()
        vague = None
        if clock_text.isdigit():
            return None
    else:
        return None
    reading = read_point(date_text, month_first)
    if reading is None or reading.first != reading.last:
        return None
    time, time_end = (None, None) if vague else read_clocks(start, end)
    return reading._replace(time=time if time_end else in_cell(time), time_end=time_end)


def read_range(text: str, month_first: bool) -> Reading | None:
    """Two dates and what joins them; the first may leave out what the second says ("28 April - 3 May 2007", "12-14/05/07")."""
    if opening := _RANGE_OPENING.match(text):
        text = text[opening.end() :]
    for joint in _CONNECTOR.finditer(text):
        left, right = text[: joint.start()], text[joint.end() :]
        in_words = any(character.isalpha() for character in right)
        if "/" in joint[0] and not in_words and not ("-" in left and "-" in right):
            continue  # a slash joins words (10/11 May) and ISO dates only
        end = _side(right, month_first)
        if end is None:
            continue
        if left in DAYS_OF_MONTH_PART:
            part = PART.fullmatch(right)  # "early to mid May 2007"
            start = read_stretch(f"{left} {part[2]}", month_first) if part else None
        else:
            start = _side(left, month_first) or _completed(left, end, in_words, month_first)
        if start is None or (start.precision == "day" and end.precision == "year"):
            continue  # "12/05/2007 - 2008" may be a time
        runs_on = joint[0].strip() == "-" and _YEAR_LAST.search(right)
        if joint[0].strip() in ("-", "/") and _is_whole_year(start) and not _is_whole_year(end) and not runs_on:
            continue  # "?2008/May/14" is one day, "2008-May 2009" none
        if start.first <= end.last and start.last <= end.last:
            return _joined(start, end)
    return None


def _is_whole_year(reading: Reading) -> bool:
    first, last = reading.first, reading.last
    return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year


def _side(text: str, month_first: bool) -> Reading | None:
    reading = read_moment(text, month_first)
    if reading is None and (doubted := take_doubt(text)):
        reading = read_moment(doubted[0], month_first)
        return cast_doubt(reading, doubted[1]) if reading else None
    return reading


def _completed(left: str, end: Reading, in_words: bool, month_first: bool) -> Reading | None:
    """The first date of a range, with the month and year that only the second one states."""
    year = str(end.last.year)
    if match := _DAY_NUMBER.fullmatch(left):
        return calendar_date(year, str(end.last.month), match[2], match[1]) if end.first == end.last else None
    if match := _DAY_AND_MONTH_NUMBER.fullmatch(left):
        a, b = match.groups()
        return None if in_words else calendar_date(year, a, b) if month_first else calendar_date(year, b, a)
    return read_point(f"{left} {year}", month_first) or read_stretch(f"{left} {year}", month_first)


def _joined(start: Reading, end: Reading) -> Reading:
    vague = "approximate" in (start.precision, end.precision)
    precision: Precision = "approximate" if vague else "day" if start.first == end.last else "range"
    time_end = (end.time_end or end.time) if start.time and end.time != start.time else None
    return Reading(start.first, end.last, precision, both_doubts(start.doubt, end.doubt), start.time, time_end)


def take_doubt(text: str) -> tuple[str, Doubt, bool] | None:
    """The text without the word that doubts it, the kind of doubt, and whether the word stood in front; None without such a word."""
    if match := _DOUBT_BEFORE.fullmatch(text):
        return match[2], "~" if match[1] else "?", True
    if match := _DOUBT_AFTER.fullmatch(text):
        return match[1], "~" if match[2] else "?", False
    return None


def cast_doubt(reading: Reading, doubt: Doubt, on_time: bool = True) -> Reading:
    """The reading as an approximate one. A doubt `on_time` too takes the time away, for only a certain time is kept."""
    reading = reading._replace(precision="approximate", doubt=both_doubts(reading.doubt, doubt))
    return reading._replace(time=None, time_end=None) if on_time else reading


def both_doubts(a: Doubt, b: Doubt) -> Doubt:
    """Two doubts as one."""
    return "%" if a and b and a != b else a or b
