"""How a deadline was counted, in words. Enters: the day it counts from, the rule's span, the due day. Leaves: one sentence.

`due 3 January 2007: 1 working day from Friday 29 December 2006; skipped Sat 30, Sun 31 December, Mon 1 January (New Year's Day)`.
The counting itself is done in `ground`; nothing is decided here.
"""

from __future__ import annotations

from datetime import date, timedelta

from chronology.audit.ground import Ground
from chronology.audit.wording import MONTHS, say_day
from chronology.calendar import SATURDAY, Calendar
from chronology.rule import BEFORE_SCHOOL, Span

WEEKDAYS = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)  # not strftime, which follows the machine's locale
MOST_SKIPPED = 6  # days named one by one; of more, weekends are counted


def reckon(ground: Ground, day: date, span: Span, due: date) -> str:
    """How `due` was counted from `day`."""
    if not span.count:
        return f"due on the day itself, {WEEKDAYS[day.weekday()]} {say_day(due)}"
    start = f"{WEEKDAYS[day.weekday()]} {say_day(day)}"
    calendar = ground.calendar
    if span.unit == "working days":
        skipped = _say_skipped(calendar, day, due)
        by = f"; skipped {skipped}" if skipped else ""
        return f"due {say_day(due)}: {span} from {start}, by the bank holidays of {calendar.nation.replace('_', ' ').title()}{by}"
    if span.unit in ("school days", BEFORE_SCHOOL):
        first, last = calendar.add_school_days(day, span.count)
        until = say_day(last) if first == last else f"between {say_day(first)} and {say_day(last)}"
        name = "the next school day" if span.unit == BEFORE_SCHOOL else str(span)
        return f"due {until}: {name} from {start}; school holidays are approximate, for councils set their own"
    if span.unit == "hours":
        return f"due {span} from {start}; where no time of day is recorded, the whole day is allowed for"
    return f"due {say_day(due)}: {span} from {start}, every day counted, weekends and holidays too"


def reckon_before(day: date, span: Span, due: date) -> str:
    """How `due` was counted back from `day`."""
    if not span.count:
        return f"due by the day itself, {say_day(due)}"
    return f"due {say_day(due)}: {span} before {WEEKDAYS[day.weekday()]} {say_day(day)}"


def _say_skipped(calendar: Calendar, day: date, due: date) -> str:
    """The days after `day` and before `due` that are no working days, with the names of bank holidays."""
    between = (day + timedelta(days=number) for number in range(1, (due - day).days))
    skipped = [one for one in between if not calendar.is_working_day(one)]
    named = skipped if len(skipped) <= MOST_SKIPPED else [one for one in skipped if one.weekday() < SATURDAY]
    parts = [f"{len(skipped) - len(named)} days of weekends"] if len(named) < len(skipped) else []
    for one in named:
        holiday = calendar.holiday_name(one)
        name = f" ({holiday})" if holiday else ""
        parts.append(f"{WEEKDAYS[one.weekday()][:3]} {one.day} {MONTHS[one.month - 1]}{name}")
    return ", ".join(parts)
