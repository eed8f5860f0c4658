"""Text → `When`: the only home of date parsing.

Enters: the text of a cell, and of its time cell where there is one. Leaves: a date exactly as precise as that text, or one of precision
"unknown" with the text kept. Comparing dates belongs to `when`, telling which column holds dates to the recogniser.

Nothing is guessed. A numeric date is day first unless the caller says that the file is month first, and is never turned round to make it
valid. What has no year, only one end ("since 3/4/07"), no such day (31/02/2007) or two readings ("2006/07" is a school year, a financial
year or July; "winter 2006" has two ends) is unknown. A date that its own text doubts ("?22/05/2016", "c. 12 May 2016"), or whose weekday
contradicts it, keeps its day with precision "approximate".
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from dateutil.easter import easter

from chronology.model import Precision, When
from chronology.when import Doubt, as_edtf

FIRST_YEAR, LAST_YEAR = 1900, 2100
LAST_TWO_DIGIT_YEAR = 35  # 00 to 35 are 2000 to 2035, 36 to 99 are 1936 to 1999: fixed, so that no clock is needed
LONGEST_DATE = 100  # characters; anything longer is a narrative

MONTH_NAMES = "january february march april may june july august september october november december".split()
WEEKDAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTHS = {word: number for number, name in enumerate(MONTH_NAMES, 1) for word in (name, name[:3])} | {"sept": 9}
WEEKDAYS = {word: number for number, name in enumerate(WEEKDAY_NAMES) for word in (name, name[:3])}
WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}

# What vague words span. The stretches are this program's own, but for: seasons, the Met Office's meteorological ones; the school year, by
# the Education Act 1996 s.579 the one beginning with the first term after July; the tax year, 6 April to 5 April.
DAYS_OF_MONTH_PART = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
MONTHS_OF_YEAR_PART = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
PARTS = {"beginning of": "early", "start of": "early", "middle of": "mid", "end of": "late"}
MONTHS_OF_SEASON = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}
MONTHS_OF_TERM = {"spring": (1, 4), "summer": (4, 7), "autumn": (9, 12)}
START_OF_YEAR_KIND = {"school": (8, 1), "academic": (8, 1), "financial": (4, 1), "tax": (4, 6)}
FESTIVALS: dict[str, tuple[str, int, int]] = {  # words → the day they hang on, first and last day counted from it
    "christmas": ("christmas", -1, 7),
    "christmas eve": ("christmas", -1, -1),
    "christmas day": ("christmas", 0, 0),
    "boxing day": ("christmas", 1, 1),
    "new years eve": ("christmas", 6, 6),
    "new years day": ("new year", 0, 0),
    "new year": ("new year", -1, 1),
    "easter": ("easter", -2, 1),
    "good friday": ("easter", -2, -2),
    "easter sunday": ("easter", 0, 0),
    "easter monday": ("easter", 1, 1),
}


class _Reading(NamedTuple):
    first: date
    last: date
    precision: Precision
    doubt: Doubt = ""
    time: str | None = None
    time_end: str | None = None


def _any(words: object) -> str:
    return "|".join(sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


_PLAIN_CHARACTERS = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # full-width forms
_PLAIN_CHARACTERS |= dict.fromkeys(map(ord, "‐‑‒–—―−"), "-") | dict.fromkeys(map(ord, "∕⁄"), "/")
_PLAIN_CHARACTERS |= dict.fromkeys(map(ord, "‘’ʼ`"), "'") | dict.fromkeys(
    map(ord, "\u200b\u200e\u200f\u2060\ufeff"), ""
)

_MONTH = f"({_any(MONTHS)})"
_WEEKDAY = rf"(?:({_any(WEEKDAYS)})\b\.?,? ?(?:the )?)?"
_DAY = r"(\d{1,2})(?: ?(?:st|nd|rd|th)\b)?"
_YEAR = r"(\d{4}|\d{2})"
_ZONE = r"(?: ?(?:gmt|bst|utc|z|[+-]\d{2}:?\d{2}))?"
_CLOCK = (
    r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)? ?(?:[ap]\.?m\b\.?)?(?: ?h(?:ou)?rs?\b)?|\d{1,2} ?[ap]\.?m\b\.?"
    r"|\d{1,2}h\d{2}|\d{4}(?: ?h(?:ou)?rs?\b| ?h\b)?|(?:12 )?noon|midday)"
)
_CLOCKS = (  # the hour may stand bare where the end says am or pm: 2-3pm
    rf"({_CLOCK}|\d{{1,2}}(?= ?(?:-|to) ?\d[\d:.]* ?[ap]\.?m))(?: ?(?:-|to|until|till) ?({_CLOCK}))?"
)
_ROUGHLY = r"(?:~|ca?\b\.?|ca?(?=\d)|circa\b|approx(?:imately)?\b\.?|(?:on or )?(?:about|around)\b|abt\b\.?|roughly\b|est(?:imated)?\b\.?)"
_MAYBE = r"(?:\?+|probably\b|possibly\b|perhaps\b|maybe\b|(?:thought|believed) to be\b)"


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


# The commonest forms, read without any cleaning.
_QUICK = _whole(
    r"(?:(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})|(\d{4})([-/.])(\d{1,2})\6(\d{1,2}))"
    r"(?:(?:T| +)(\d{1,2}):(\d{2})(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_DAY_FIRST = _whole(
    rf"{_WEEKDAY}(\d{{1,2}}|\?{{1,2}}|x{{1,2}}) ?([/.\\-]|(?= )) ?(\d{{1,2}}|\?{{1,2}}|x{{1,2}}) ?\3 ?{_YEAR}"
)
_YEAR_FIRST = _whole(r"(\d{4})([-/.])(\d{1,2}|xx|\?\?)(?:\2(\d{1,2}|xx|\?\?))?")
_DIGITS_YEAR_FIRST = _whole(r"((?:19|20|21)\d\d)(\d\d)(\d\d)")
_DIGITS_DAY_FIRST = _whole(r"(\d\d)(\d\d)((?:19|20|21)\d\d)")
_DAY_MONTH_YEAR = _whole(rf"{_WEEKDAY}(?:{_DAY}|(\?\?|xx)) ?(?:of )?[-/., ]{{0,2}}{_MONTH}[-/., ]{{0,2}}'?{_YEAR}")
_MONTH_DAY_YEAR = _whole(rf"{_WEEKDAY}{_MONTH}\.?[ -]?(?:the )?{_DAY}(?:, ?|[ -]|(?= ?'))[ ]?'?{_YEAR}")
_MONTH_YEAR = _whole(rf"(?:in |during )?{_MONTH}[-/., ]{{0,2}}(?:of )?'?{_YEAR}")
_MONTH_NUMBER_YEAR = _whole(r"(\d{1,2}) ?[/.-] ?(\d{4})")
_YEAR_ALONE = _whole(r"(?:in |during )?(\d{4})")

_PART = _whole(rf"(?:in )?(?:the )?(early|mid|late|{_any(PARTS)})(?: in)?[ -]+(.+)")
_WEEK = _whole(r"(?:w ?[/.]? ?(c|b|e)|(?:week|wk)[ -](commencing|comm|beginning|starting|ending|of))\b[.:]? ?(.+)")
_SEASON = _whole(
    r"(?:in )?(?:the )?(spring|summer|autumn|winter)( term)?,? (?:of )?'?(\d{4}|\d{2})(?:[/-](\d{4}|\d{2}))?"
)
_FESTIVAL = _whole(rf"(?:at )?({_any(FESTIVALS)}),? '?{_YEAR}")
_KIND_OF_YEAR = _whole(rf"({_any(START_OF_YEAR_KIND)}) year (\d{{4}}) ?[/-] ?(\d{{4}}|\d{{2}})")

_DATE_THEN_TIME = re.compile(
    rf"(.+?)(,? at |,? ?@ ?| - |, ?| |(?<=\d)t(?=\d))({_ROUGHLY} ?|\? ?)?({_CLOCKS}){_ZONE}", re.ASCII
)
_TIME_THEN_DATE = _whole(rf"({_CLOCKS}),?(?: on)? (.+)")
_CONNECTOR = re.compile(r" ?(?:-|/|&|\b(?:to|till?|until|through|and|or)\b) ?", re.ASCII)
_RANGE_OPENING = re.compile(r"(?:from|between)\b[: ]*", re.ASCII)
_DAY_NUMBER = _whole(rf"{_WEEKDAY}{_DAY}")
_DAY_AND_MONTH_NUMBER = _whole(r"(\d{1,2})[/.](\d{1,2})")
_LABEL = re.compile(r"(?:date(?: of birth)?|d\.?o\.?b\.?|born|on|dated)\b ?[:.-]? ?(?=\S)", re.ASCII)

_DOUBT_BEFORE = _whole(rf"(?:({_ROUGHLY})|{_MAYBE}) ?(.+)")
_DOUBT_AFTER = _whole(rf"(.+?) ?(?:({_ROUGHLY}|or thereabouts)|{_MAYBE}|tbc|unsure|not sure)")
_DOUBT_IN_REMARK = re.compile(
    rf"({_ROUGHLY})|{_MAYBE}|\b(?:or|tbc|unsure|uncertain|unclear|not (?:sure|certain|clear|known))\b", re.ASCII
)
_BRACKETS = re.compile(r"(.+?) ?(?:\(([^()]*)\)|\[([^][]*)\])", re.ASCII | re.DOTALL)
_REMARK = re.compile(r"(.+?)(?: ?[\n;,] ?| - )([^\d\n]{1,30})", re.ASCII | re.DOTALL)
_TIME_OF_DAY = _whole(
    r"(.+?),? (?:in the |late |early )?((?:a|p)\.?m|morning|afternoon|evening|night|lunchtime|late entry|retrospective)"
)
_OPEN_ENDED = re.compile(r"\b(?:onwards?|ongoing|present|to|until|till|before|after|since|from)\b", re.ASCII)

_CLOCK_PARTS = _whole(
    r"(\d{1,2})(?:[:.h](\d{2})|(\d{2}))?(?:[:.]\d{2}(?:[.,]\d+)?)? ?(?:([ap])\.?m\.?)?(?: ?h(?:ou)?rs?\.?| ?h)?"
)
_TIME_CELL = _whole(rf"(?:\d{{4}}-\d\d-\d\d[ t]|\d{{1,2}}/\d{{1,2}}/\d{{4}} )?(?:at |@ ?)?{_CLOCKS}{_ZONE}(?: ?-)?")
_SERIAL = _whole(r"(\d{2,5})(?:\.(\d+))?")
_NUMERIC_DATE = re.compile(r"\s*(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(?:\d{4}|\d{2})(?!\d)", re.ASCII)
_LOOKS = re.compile(
    r"\d\s?[/.\\-]\s?\d|[?x]/\d|^\d{8}$|" + _any([*MONTHS, *FESTIVALS, "spring", "summer", "autumn"]), re.ASCII
)


def read_date(text: str, time: str = "", month_first: bool = False) -> When:
    """What `text` says of a day, at the precision it says it; never raises.

    `time` is the text of a separate time cell; it counts only where the day is known. `month_first` reads all-numeric dates as month/day/year.
    """
    if len(text) > LONGEST_DATE:
        return When(text, None, None, "unknown")
    return _read(text, time[:LONGEST_DATE], month_first)


def read_serial(text: str) -> When:
    """A day as a spreadsheet counts it: days since 30 December 1899, the fraction its time. Unknown before 1 March 1900, where counts differ."""
    match = _SERIAL.fullmatch(text.strip())
    if match is None or not 61 <= int(match[1]) <= (date(LAST_YEAR, 12, 31) - date(1899, 12, 30)).days:
        return When(text, None, None, "unknown")
    day = date(1899, 12, 30) + timedelta(days=int(match[1]))
    minutes = round(float(f"0.{match[2] or 0}") * 24 * 60)
    time = f"{minutes // 60:02}:{minutes % 60:02}" if 0 < minutes < 24 * 60 else None
    return When(text, day, day, "day", time, None, as_edtf(day, day, "day", time))


def read_time(text: str) -> tuple[str | None, str | None]:
    """("14:20", None) for a time of day, ("10:00", "11:30") for two, (None, None) where the text is no certain time."""
    if len(text) > LONGEST_DATE:
        return None, None
    match = _TIME_CELL.fullmatch(_clean(text))
    return _clocks(match[1], match[2]) if match else (None, None)


def looks_like_date(text: str) -> bool:
    """Whether a cell is a date, cheaply enough for every cell of a table. A plain number is none, but for eight digits that make a day."""
    text = text.strip()
    if not 4 <= len(text) <= 40:
        return False
    plain = text if text.isascii() else text.translate(_PLAIN_CHARACTERS)
    return _LOOKS.search(plain.lower()) is not None and read_date(text).precision != "unknown"


def day_parts_over_twelve(text: str) -> tuple[bool, bool]:
    """For a date in numbers, a/b/year: whether a and whether b is over twelve, so that it cannot be a month. Else (False, False)."""
    match = _NUMERIC_DATE.match(text if text.isascii() else text.translate(_PLAIN_CHARACTERS))
    return (int(match[1]) > 12, int(match[2]) > 12) if match else (False, False)


@lru_cache(maxsize=1 << 16)
def _read(text: str, time_cell: str, month_first: bool) -> When:
    quick = _QUICK.fullmatch(text)
    reading = _quick_reading(quick, month_first) if quick else _read_cell(text, month_first)
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


def _quick_reading(match: re.Match[str], month_first: bool) -> _Reading | None:
    day, _, month, year, iso_year, _, iso_month, iso_day, hour, minute = match.groups()
    if iso_year:
        day, month, year = iso_day, iso_month, iso_year
    elif month_first:
        day, month = month, day
    year_number = int(year) if len(year) == 4 else _full_year(year)
    if not FIRST_YEAR <= year_number <= LAST_YEAR:
        return None
    try:
        found = date(year_number, int(month), int(day))
    except ValueError:
        return None
    time = _in_cell(_clock(f"{hour}:{minute}")) if hour else None
    return _Reading(found, found, "day", "", time)


def _read_cell(text: str, month_first: bool) -> _Reading | None:
    clean = _clean(text)
    if not any(character.isdigit() for character in clean):
        return None
    one_line = clean.replace("\n", " ")
    reading = _doubted(one_line, month_first)
    if reading is None and (label := _LABEL.match(one_line)):
        reading = _doubted(one_line[label.end() :], month_first)
    return reading or _with_remark(clean, month_first)


def _clean(text: str) -> str:
    plain = text if text.isascii() else text.translate(_PLAIN_CHARACTERS)
    lines = [" ".join(line.split()) for line in plain.lower().splitlines()]
    return "\n".join(line for line in lines if line).strip(" .,;:'\"\n")


def _with_remark(clean: str, month_first: bool) -> _Reading | None:
    """A date followed by a short remark: in brackets, after a line break, comma or dash, or a word for the time of day."""
    if match := _BRACKETS.fullmatch(clean):
        body, remark = match[1], match[2] or match[3] or ""
    elif match := _REMARK.fullmatch(clean):
        body, remark = match[1], match[2]
        if len(remark.split()) > 4 or _OPEN_ENDED.search(remark):
            return None
    elif match := _TIME_OF_DAY.fullmatch(clean):
        body, remark = match[1], ""
    else:
        return None
    reading = _doubted(body.replace("\n", " "), month_first)
    doubt = _DOUBT_IN_REMARK.search(remark)
    if reading is None or doubt is None:
        return reading
    return _in_doubt(reading, "~" if doubt[1] else "?")._replace(time=None, time_end=None)


def _doubted(text: str, month_first: bool) -> _Reading | None:
    """A date or range, with the words that doubt it taken off and kept as its doubt."""
    reading = _moment(text, month_first) or _range(text, month_first)
    if reading is not None:
        return reading
    if match := _DOUBT_BEFORE.fullmatch(text):
        reading = _doubted(match[2], month_first)
        return _in_doubt(reading, "~" if match[1] else "?") if reading else None
    if match := _DOUBT_AFTER.fullmatch(text):
        reading = _doubted(match[1], month_first)
        # A doubt after "22/05/2016 14:20" may be meant for the time as well.
        return _in_doubt(reading, "~" if match[2] else "?")._replace(time=None, time_end=None) if reading else None
    return None


def _in_doubt(reading: _Reading, doubt: Doubt) -> _Reading:
    both: Doubt = "%" if reading.doubt and reading.doubt != doubt else doubt
    return reading._replace(precision="approximate", doubt=both)


def _moment(text: str, month_first: bool) -> _Reading | None:
    """A date, with its time before or after it where the date is a day."""
    reading = _point(text, month_first) or _stretch(text, month_first)
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
    reading = _point(date_text, month_first)
    if reading is None or reading.first != reading.last:
        return None
    time, time_end = (None, None) if vague else _clocks(start, end)
    return reading._replace(time=time if time_end else _in_cell(time), time_end=time_end)


def _point(text: str, month_first: bool) -> _Reading | None:
    """A day, month or year, written as one date."""
    if match := _DAY_FIRST.fullmatch(text):
        weekday, a, separator, b, year = match.groups()
        if not separator and len(year) == 2:
            return None  # "03 04 07" may be anything
        return _calendar_date(year, a, b, weekday) if month_first else _calendar_date(year, b, a, weekday)
    if match := _YEAR_FIRST.fullmatch(text):
        year, separator, month, day = match.groups()
        if day is None and separator != "-" and month.isdigit() and int(month) == (int(year) + 1) % 100:
            return None  # 2006/07
        return _calendar_date(year, month, day or "??")
    if match := _DIGITS_YEAR_FIRST.fullmatch(text):
        return _calendar_date(match[1], match[2], match[3])
    if match := _DIGITS_DAY_FIRST.fullmatch(text):
        return (
            _calendar_date(match[3], match[1], match[2])
            if month_first
            else _calendar_date(match[3], match[2], match[1])
        )
    if match := _DAY_MONTH_YEAR.fullmatch(text):
        weekday, day, no_day, month, year = match.groups()
        return _calendar_date(year, str(MONTHS[month]), day or no_day, weekday)
    if match := _MONTH_DAY_YEAR.fullmatch(text):
        weekday, month, day, year = match.groups()
        return _calendar_date(year, str(MONTHS[month]), day, weekday)
    if match := _MONTH_YEAR.fullmatch(text):
        return _calendar_date(match[2], str(MONTHS[match[1]]), "??")
    if match := _MONTH_NUMBER_YEAR.fullmatch(text):
        return _calendar_date(match[2], match[1], "??")
    if match := _YEAR_ALONE.fullmatch(text):
        return _calendar_date(match[1], "??", "??")
    return None


def _calendar_date(year: str, month: str, day: str, weekday: str | None = None) -> _Reading | None:
    """The day; the month where the day is left open ("??"); the year where the month is. None where the calendar has none such."""
    number = _full_year(year)
    if not FIRST_YEAR <= number <= LAST_YEAR:
        return None
    if not month.isdigit():
        return _Reading(date(number, 1, 1), date(number, 12, 31), "year")
    if not 1 <= int(month) <= 12:
        return None
    if not day.isdigit():
        return _Reading(date(number, int(month), 1), _month_end(number, int(month)), "month")
    try:
        found = date(number, int(month), int(day))
    except ValueError:
        return None
    if weekday and WEEKDAYS[weekday] != found.weekday():
        return _Reading(found, found, "approximate", "?")
    return _Reading(found, found, "day")


def _full_year(year: str) -> int:
    number = int(year)
    return number if len(year) == 4 else number + (2000 if number <= LAST_TWO_DIGIT_YEAR else 1900)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _stretch(text: str, month_first: bool) -> _Reading | None:
    """Days that are named as a stretch: part of a month or year, a week, a season or term, a festival, a school or financial year."""
    if match := _PART.fullmatch(text):
        return _part(PARTS.get(match[1], match[1]), _point(match[2], month_first))
    if match := _WEEK.fullmatch(text):
        return _week((match[1] or match[2])[0:2], _point(match[3], month_first))
    if match := _SEASON.fullmatch(text):
        return _season(match[1], bool(match[2]), _full_year(match[3]), match[4])
    if match := _FESTIVAL.fullmatch(text.replace("xmas", "christmas").replace("'", "")):
        return _festival(match[1], _full_year(match[2]))
    if match := _KIND_OF_YEAR.fullmatch(text):
        year = int(match[2])
        if _follows(match[3], year) and FIRST_YEAR <= year < LAST_YEAR:
            month, day = START_OF_YEAR_KIND[match[1]]
            return _Reading(date(year, month, day), date(year + 1, month, day) - timedelta(days=1), "range")
    return None


def _part(part: str, of: _Reading | None) -> _Reading | None:
    if of is None or of.precision not in ("month", "year"):
        return None
    if of.precision == "month":
        first, last = DAYS_OF_MONTH_PART[part]
        return _Reading(of.first.replace(day=first), of.first.replace(day=min(last, of.last.day)), "approximate")
    first, last = MONTHS_OF_YEAR_PART[part]
    return _Reading(of.first.replace(month=first), _month_end(of.first.year, last), "approximate")


def _week(word: str, of: _Reading | None) -> _Reading | None:
    if of is None or of.first != of.last:
        return None
    day = of.first
    if word in ("e", "en"):
        first = day - timedelta(days=6)
    elif word == "of":
        first = day - timedelta(days=day.weekday())
    else:
        first = day
    return _Reading(first, first + timedelta(days=6), "approximate" if of.doubt else "range", of.doubt)


def _season(name: str, is_term: bool, year: int, next_year: str | None) -> _Reading | None:
    """A season or term. "Spring term 2006/07" is in 2007; "winter 2006" alone is unknown, for it may be either end of the year."""
    if not FIRST_YEAR <= year < LAST_YEAR or (next_year and not _follows(next_year, year)):
        return None
    if name == "winter":
        return (
            _Reading(date(year, 12, 1), _month_end(year + 1, 2), "approximate") if next_year and not is_term else None
        )
    if next_year and not is_term:
        return None
    if next_year and name != "autumn":
        year += 1
    first, last = (MONTHS_OF_TERM if is_term else MONTHS_OF_SEASON)[name]
    return _Reading(date(year, first, 1), _month_end(year, last), "approximate")


def _festival(name: str, year: int) -> _Reading | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    hangs_on, first, last = FESTIVALS[name]
    day = {"christmas": date(year, 12, 25), "new year": date(year, 1, 1)}.get(hangs_on) or easter(year)
    precision: Precision = "day" if first == last else "approximate"
    return _Reading(day + timedelta(days=first), day + timedelta(days=last), precision)


def _follows(next_year: str, year: int) -> bool:
    return int(next_year) in (year + 1, (year + 1) % 100)


def _range(text: str, month_first: bool) -> _Reading | None:
    """Two dates and what joins them; the first may leave out what the second says ("28 April - 3 May 2007", "12-14/05/07")."""
    if opening := _RANGE_OPENING.match(text):
        text = text[opening.end() :]
    for joint in _CONNECTOR.finditer(text):
        left, right = text[: joint.start()], text[joint.end() :]
        in_words = any(character.isalpha() for character in right)
        if "/" in joint[0] and not in_words and not ("-" in left and "-" in right):
            continue  # a slash joins words (10/11 May) and ISO dates only
        end = _side(right, month_first)
        start = _side(left, month_first) or (_completed(left, end, in_words, month_first) if end else None)
        if start and end and start.first <= end.last and start.last <= end.last:
            return _joined(start, end)
    return None


def _side(text: str, month_first: bool) -> _Reading | None:
    reading = _moment(text, month_first)
    if reading is None and (match := _DOUBT_BEFORE.fullmatch(text) or _DOUBT_AFTER.fullmatch(text)):
        reading = _moment(match[2] if match.re is _DOUBT_BEFORE else match[1], month_first)
        return _in_doubt(reading, "?")._replace(time=None, time_end=None) if reading else None
    return reading


def _completed(left: str, end: _Reading, in_words: bool, month_first: bool) -> _Reading | None:
    """The first date of a range, with the month and year that only the second one states."""
    year = f"{end.last.year:04}"
    if match := _DAY_NUMBER.fullmatch(left):
        return _calendar_date(year, str(end.last.month), match[2], match[1]) if end.first == end.last else None
    if match := _DAY_AND_MONTH_NUMBER.fullmatch(left):
        a, b = match.groups()
        return None if in_words else _calendar_date(year, a, b) if month_first else _calendar_date(year, b, a)
    return _point(f"{left} {year}", month_first) or _stretch(f"{left} {year}", month_first)


def _joined(start: _Reading, end: _Reading) -> _Reading:
    vague = "approximate" in (start.precision, end.precision)
    doubt: Doubt = (
        start.doubt if start.doubt == end.doubt else "%" if start.doubt and end.doubt else start.doubt or end.doubt
    )
    same_day = start.first == end.last
    precision: Precision = "approximate" if vague else "day" if same_day else "range"
    time_end = end.time_end or end.time if start.time else None
    return _Reading(start.first, end.last, precision, doubt, start.time, time_end if time_end != start.time else None)


def _clocks(start: str, end: str | None) -> tuple[str | None, str | None]:
    if end is None:
        return _clock(start), None
    closing = _clock(end)
    opening = _clock(start)
    half = _CLOCK_PARTS.fullmatch(end)
    if half and half[4] and closing and not start.rstrip(".").endswith("m"):
        # In "9.30-2pm" only the end says which half of the day; the start is the latest reading that is not after it.
        halves = [time for time in (_clock(f"{start}am"), _clock(f"{start}pm")) if time and time <= closing]
        opening = max(halves, default=None)
    if opening is None or closing is None:
        return None, None
    return opening, closing if closing != opening else None


def _clock(text: str) -> str | None:
    if text.endswith(("noon", "midday")):
        return "12:00"
    match = _CLOCK_PARTS.fullmatch(text)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or match[3] or 0)
    half = match[4]
    if half is None and match[2] is None and match[3] is None:
        return None
    if half and ((half == "a" and hour > 12) or (half == "p" and hour == 0)):
        return None
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{minute:02}" if hour <= 23 and minute <= 59 else None


def _in_cell(time: str | None) -> str | None:
    """The time, unless it is midnight: systems fill it in where a date has no time, so it is not certain."""
    return None if time == "00:00" else time
