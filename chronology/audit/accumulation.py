"""The shapes `spread` and `quickening`: what only shows when all the files lie side by side.

`spread`: the same thing stands in several agencies' files within a period, and no one file holds every occasion.
`quickening`: it comes at ever shorter intervals. Enters: one child's History and a rule. Leaves: Judgements of outcome `pattern`.
Records of one day, or of the few days that the rule allows for later accounts, are one occasion. Records without an exact day
are not counted; where they could break a pattern, it cannot be told. What the pattern means is for a person to say.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

from msgspec.structs import replace

from chronology.audit.ground import Ground
from chronology.audit.history import History
from chronology.audit.judgement import Judgement, Taken
from chronology.audit.occasions import Occasion, dated_candidates, find_occasions
from chronology.audit.wording import (
    add_standard,
    fill,
    say_absent,
    say_day,
    say_doubtful,
    say_list,
    sentence,
)
from chronology.model import Entry
from chronology.rule import Rule, Span
from chronology.rule.settings import Quickening, Spread

_Dated = tuple[date, Occasion]


def look_for_spread(rule: Rule, settings: Spread, history: History, ground: Ground, taken: Taken) -> list[Judgement]:
    """A pattern for each period, begun by the first occasion in it, whose occasions no single agency holds."""
    occasions = _dated(rule, settings, history, ground, taken, fewest=2)
    days = [day for day, _ in occasions]
    judgements = []
    position = 0
    while position < len(occasions):
        until = ground.add(occasions[position][0], settings.looking_back) or date.max
        period = occasions[position : bisect_right(days, until)]
        holders = _holders(ground, period)
        if len(period) > 1 and len(holders) > 1:
            if all(len(held) < len(period) for held in holders.values()):
                judgements.append(_spread(rule, settings, ground, period, holders))
            else:
                judgements.append(Judgement("met", period[0][0], _entries(period)))
            position += len(period)
        else:
            position += 1
    return judgements


def _dated(
    rule: Rule, settings: Spread | Quickening, history: History, ground: Ground, taken: Taken, fewest: int
) -> list[_Dated]:
    if len(dated_candidates(history, ground, settings.trigger)) < fewest:
        return []
    found: list[_Dated] = []
    for one in find_occasions(history, ground, settings.trigger, rule):
        if one.day is None or one.day in taken:
            continue
        if found and is_one_occasion(settings.one_occasion_within, ground, found[-1][0], one.day):
            day, first = found[-1]
            found[-1] = (day, replace(first, entries=(*first.entries, *one.entries)))
        else:
            found.append((one.day, one))
    return found


def is_one_occasion(within: Span | None, ground: Ground, day: date, later: date) -> bool:
    """Whether a record of `later` may be another agency's account, or a later word, of what was seen on `day`."""
    until = ground.add(day, within) if within else None
    return until is not None and later <= until


def _holders(ground: Ground, period: list[_Dated]) -> dict[str, set[date]]:
    """Agency → the days of which it holds a record."""
    holders: dict[str, set[date]] = {}
    for day, occasion in period:
        for entry in occasion.entries:
            for agency in ground.agencies_of(entry):
                holders.setdefault(agency, set()).add(day)
    return holders


def _entries(period: list[_Dated]) -> tuple[Entry, ...]:
    return tuple(entry for _, occasion in period for entry in occasion.entries)


def _spread(
    rule: Rule, settings: Spread, ground: Ground, period: list[_Dated], holders: dict[str, set[date]]
) -> Judgement:
    entries = _entries(period)
    absent = tuple(sector for sector in rule.needs if sector not in ground.sectors)
    if absent:
        statement = sentence(f"It cannot be told whether one agency held them all: {say_absent(absent)}")
        return Judgement("cannot_tell", period[0][0], entries, statement, absent=absent)
    shares = sorted(holders.items(), key=lambda share: (-len(share[1]), share[0]))
    statement = fill(
        rule,
        ground,
        count=str(len(period)),
        date=f"{say_day(period[0][0])} to {say_day(period[-1][0])}",
        shares=say_list(f"{agency} {len(days)}" for agency, days in shares),
        limit=str(settings.looking_back),
        within=str(settings.one_occasion_within or "one day"),
    )
    return Judgement("pattern", period[0][0], entries, add_standard(rule, period[0][0], statement))


def look_for_quickening(
    rule: Rule, settings: Quickening, history: History, ground: Ground, taken: Taken
) -> list[Judgement]:
    """A pattern for each longest run of occasions, at least `times` of them, whose intervals shrink one by one."""
    occasions = _dated(rule, settings, history, ground, taken, fewest=settings.times)
    judgements = []
    start = 0
    while start + settings.times <= len(occasions):
        end = start + 2
        while end < len(occasions) and _gap(occasions, end) < _gap(occasions, end - 1):
            end += 1
        if end - start >= settings.times:
            judgements.append(_quickening(rule, settings, history, ground, occasions[start:end]))
        # The last interval of one run may be the first of the next.
        start = max(end - 2, start + 1)
    if len(occasions) >= settings.times and not judgements:
        judgements.append(Judgement("met", occasions[0][0], _entries(occasions)))
    return judgements


def _gap(occasions: list[_Dated], position: int) -> int:
    """Days between this occasion and the one before."""
    return (occasions[position][0] - occasions[position - 1][0]).days


def _quickening(rule: Rule, settings: Quickening, history: History, ground: Ground, run: list[_Dated]) -> Judgement:
    first, last = run[0][0], run[-1][0]
    entries = _entries(run)
    kinds = settings.trigger.kinds()
    doubtful = [record.entry for record in history.in_doubt(sorted(kinds)) if record.could_be_within(first, last)]
    if doubtful:
        statement = sentence(
            f"It cannot be told whether the intervals shrink: {say_doubtful(doubtful, history.subject.id)}"
        )
        return Judgement("cannot_tell", first, entries, statement)
    gaps = say_list(str(_gap(run, position)) for position in range(1, len(run)))
    days = say_list(say_day(day) for day, _ in run)
    statement = fill(
        rule, ground, count=str(len(run)), date=days, gaps=gaps, within=str(settings.one_occasion_within or "one day")
    )
    return Judgement("pattern", first, entries, add_standard(rule, first, statement))
