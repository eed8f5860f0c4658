"""Text → days that are named as a stretch: a part of a month or year, a week, a season or term, a festival, a school or financial year.

What vague words span is this program's own judgement, stated in the tables below. Only these have a source: seasons are the Met Office's
meteorological ones; a school year is, by the Education Act 1996 s.579, the one that begins with the first term after July; Easter is computed.
"""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.easter import easter

from chronology.dates.points import FIRST_YEAR, LAST_YEAR, YEAR, Reading, full_year, month_end, read_point
from chronology.dates.wording import any_of, compiled
from chronology.model import Precision

DAYS_OF_MONTH_PART = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
MONTHS_OF_YEAR_PART = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
PARTS = {"early": "early", "mid": "mid", "late": "late"}
PARTS |= {"beginning of": "early", "start of": "early", "middle of": "mid", "end of": "late"}
MONTHS_OF_SEASON = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}
MONTHS_OF_TERM = {"spring": (1, 4), "summer": (4, 7), "autumn": (9, 12)}
START_OF_YEAR_KIND = {"school": (8, 1), "academic": (8, 1), "financial": (4, 1), "tax": (4, 6)}  # month, day
FESTIVALS = {  # words: the day they hang on, and their first and last day counted from it
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

PART = compiled(rf"(?:in )?(?:the )?({any_of(PARTS)})(?: in)?[ -]+(.+)")
_WEEK = compiled(r"(?:w ?[/.]? ?(c|b|e)|(?:week|wk)[ -](commencing|comm|beginning|starting|ending|of))\b[.:]? ?(.+)")
_SEASON = compiled(
    r"(?:in )?(?:the )?(spring|summer|autumn|winter)( term)?,? (?:of )?'?(\d{4}|\d{2})(?:[/-](\d{4}|\d{2}))?"
)
_FESTIVAL = compiled(rf"(?:at )?({any_of(FESTIVALS)}),? '?{YEAR}")
_KIND_OF_YEAR = compiled(rf"({any_of(START_OF_YEAR_KIND)}) year (\d{{4}}) ?[/-] ?(\d{{4}}|\d{{2}})")


def read_stretch(text: str, month_first: bool) -> Reading | None:
    """Days that are named as a stretch: part of a month or year, a week, a season or term, a festival, a school or financial year."""
    if match := PART.fullmatch(text):
        return _part(PARTS[match[1]], read_point(match[2], month_first))
    if match := _WEEK.fullmatch(text):
        return _week((match[1] or match[2])[0:2], read_point(match[3], month_first))
    if match := _SEASON.fullmatch(text):
        return _season(match[1], bool(match[2]), full_year(match[3]), match[4])
    if match := _FESTIVAL.fullmatch(text.replace("xmas", "christmas").replace("'", "")):
        return _festival(match[1], full_year(match[2]))
    if match := _KIND_OF_YEAR.fullmatch(text):
        year = int(match[2])
        if _follows(match[3], year) and FIRST_YEAR <= year < LAST_YEAR:
            month, day = START_OF_YEAR_KIND[match[1]]
            return Reading(date(year, month, day), date(year + 1, month, day) - timedelta(days=1), "range")
    return None


def _part(part: str, of: Reading | None) -> Reading | None:
    if of is None or of.precision not in ("month", "year"):
        return None
    if of.precision == "month":
        first, last = DAYS_OF_MONTH_PART[part]
        return Reading(of.first.replace(day=first), of.first.replace(day=min(last, of.last.day)), "approximate")
    first, last = MONTHS_OF_YEAR_PART[part]
    return Reading(of.first.replace(month=first), month_end(of.first.year, last), "approximate")


def _week(word: str, of: Reading | None) -> Reading | None:
    if of is None or of.first != of.last:
        return None
    day = of.first
    if word in ("e", "en"):
        first = day - timedelta(days=6)
    elif word == "of":
        first = day - timedelta(days=day.weekday())
    else:
        first = day
    return Reading(first, first + timedelta(days=6), "approximate" if of.doubt else "range", of.doubt)


def _season(name: str, is_term: bool, year: int, next_year: str | None) -> Reading | None:
    """A season or term. "Spring term 2006/07" is in 2007; "winter 2006" alone is unknown, for it may be either end of the year."""
    if not FIRST_YEAR <= year < LAST_YEAR or (next_year and not _follows(next_year, year)):
        return None
    if name == "winter":
        return Reading(date(year, 12, 1), month_end(year + 1, 2), "approximate") if next_year and not is_term else None
    if next_year and not is_term:
        return None
    if next_year and name != "autumn":
        year += 1
    first, last = (MONTHS_OF_TERM if is_term else MONTHS_OF_SEASON)[name]
    return Reading(date(year, first, 1), month_end(year, last), "approximate")


def _festival(name: str, year: int) -> Reading | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    hangs_on, first, last = FESTIVALS[name]
    day = {"christmas": date(year, 12, 25), "new year": date(year, 1, 1)}.get(hangs_on) or easter(year)
    precision: Precision = "day" if first == last else "approximate"
    return Reading(day + timedelta(days=first), day + timedelta(days=last), precision)


def _follows(next_year: str, year: int) -> bool:
    return int(next_year) in (year + 1, (year + 1) % 100)
