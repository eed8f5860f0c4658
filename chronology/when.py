"""Comparing dates that are only as precise as their source.

Enters: `When` values. Leaves: the one sort order, answers that hold for every day a date may mean, EDTF text and ages. Reading
dates from text belongs to `dates`, working days to `calendar`.

`When.first` and `When.last` bound what the text says. Where the text, or a weekday that contradicts it, puts the date itself in
doubt (precision "approximate"), the true day may lie outside them, so every comparison here widens them first: by half the stretch
they name and by a week at least. The margin is this program's own judgement; no source prescribes one.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from chronology.model import Precision, When

SMALLEST_MARGIN_DAYS = 7

Doubt = Literal["", "?", "~", "%"]  # EDTF level 1: uncertain, approximate, both


def possible_days(when: When) -> tuple[date, date] | None:
    """The first and last day, both inclusive, on which it may have happened; None when undated."""
    if when.first is None or when.last is None:
        return None
    if when.precision != "approximate":
        return when.first, when.last
    stretch = (when.last - when.first).days + 1
    margin = max(stretch // 2, SMALLEST_MARGIN_DAYS)
    earliest = max(when.first.toordinal() - margin, date.min.toordinal())
    latest = min(when.last.toordinal() + margin, date.max.toordinal())
    return date.fromordinal(earliest), date.fromordinal(latest)


def sort_key(when: When) -> tuple[date, int, bool, str]:
    """The one order of the chronology: first day as written, precise before vague, timed before untimed, time; undated last.

    Total for dates; the assembler appends agency and provenance, so that equal dates keep one order too.
    """
    days = possible_days(when)
    if days is None or when.first is None:
        return date.max, date.max.toordinal(), True, ""
    return when.first, (days[1] - days[0]).days, when.time is None, when.time or ""


def possibly_overlaps(when: When, first: date, last: date) -> bool:
    """Whether it may have happened between `first` and `last`, both inclusive. Nothing rules that out for an undated one."""
    days = possible_days(when)
    return days is None or (days[0] <= last and first <= days[1])


def certainly_within(when: When, first: date, last: date) -> bool:
    """Whether it happened between `first` and `last`, both inclusive, whatever day it means."""
    days = possible_days(when)
    return days is not None and first <= days[0] and days[1] <= last


def as_edtf(
    first: date | None, last: date | None, precision: Precision, time: str | None = None, doubt: Doubt = ""
) -> str:
    """Extended Date/Time Format, level 1: `2006-12-11T14:20`, `2007-04`, `2007-05-12/2007-05-14`, `2016-05-22?`; "" when unknown.

    `time` ("14:20") is written with an undoubted day only, for the format knows no qualified times. An approximate date without
    a stated `doubt` is qualified `~`, each end of an interval by itself.
    """
    if first is None or last is None or precision == "unknown":
        return ""
    if precision == "day":
        return f"{first.isoformat()}T{time}" if time else first.isoformat()
    qualifier = (doubt or "~") if precision == "approximate" else ""
    if first == last:
        return first.isoformat() + qualifier
    if precision != "range" and first.day == 1 and (last + timedelta(days=1)).day == 1 and first.year == last.year:
        if first.month == last.month:
            return first.isoformat()[:7] + qualifier
        if first.month == 1 and last.month == 12:
            return first.isoformat()[:4] + qualifier
    return f"{first.isoformat()}{qualifier}/{last.isoformat()}{qualifier}"


def age_on(born: date, on: date) -> str:
    """How old somebody born on `born` is on `on`, in completed units, as fine as it is used of children.

    Days under 2 weeks, weeks under 3 months, months under 2 years, years and months under 5, then years. A month or year is
    complete when its day-number has come round, so that who was born on 29 February is a year older on 1 March of a common year.
    """
    days = (on - born).days
    if days < 0:
        return "before birth"
    if days < 14:
        return _counted(days, "day")
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    if months < 3:
        return _counted(days // 7, "week")
    if months < 24:
        return _counted(months, "month")
    years, rest = divmod(months, 12)
    if years < 5 and rest:
        return f"{_counted(years, 'year')} {_counted(rest, 'month')}"
    return _counted(years, "year")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
