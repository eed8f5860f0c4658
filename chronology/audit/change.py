"""The shapes `change` and `good_period`: how often contacts and concerns stand in the records, and how that alters.

`change`: contacts stand close together before an event and are fewer both before and after that time. `good_period`: a long time
with contacts and without a concern. Enters: one child's History and a rule. Leaves: Judgements of outcome `pattern`. Both describe
what is recorded and say nothing of why.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from itertools import pairwise
from operator import itemgetter

from chronology.audit.asked import absent_sectors
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
    say_short,
    say_times,
    say_unsure,
)
from chronology.model import Entry
from chronology.rule import Rule, Trigger
from chronology.rule.settings import Change, GoodPeriod

_Dated = list[tuple[date, Occasion]]
_day = itemgetter(0)
MORE = 2  # times as many contacts as in the time before and after: this program's own measure


def look(rule: Rule, settings: Change, history: History, ground: Ground, taken: Taken) -> list[Judgement]:
    """A Judgement for every event with an exact day that has contacts enough before it."""
    contacts = _dated(rule, settings.contacts, history, ground)
    judgements = []
    for event in find_occasions(history, ground, settings.trigger, rule):
        if event.day and event.day not in taken:
            judgement = _judge(rule, settings, ground, event.day, event, contacts)
            if judgement:
                judgements.append(judgement)
    return judgements


def _dated(rule: Rule, trigger: Trigger, history: History, ground: Ground) -> _Dated:
    return [(one.day, one) for one in find_occasions(history, ground, trigger, rule) if one.day]


def _judge(
    rule: Rule, settings: Change, ground: Ground, day: date, event: Occasion, contacts: _Dated
) -> Judgement | None:
    after = ground.add(day, settings.window)
    if after is None:
        return None
    length = after - day
    first, last = day - 2 * length, day + length
    before = _between(contacts, day - length, day - timedelta(days=1))
    earlier = _between(contacts, first, day - length - timedelta(days=1))
    later = _between(contacts, day + timedelta(days=1), last)
    if len(before) < settings.times or len(before) < MORE * max(len(earlier), len(later)):
        return Judgement("met", day, event.entries) if contacts else None
    entries = (*event.entries, *(entry for one in before for entry in one.entries))
    absent, short = ground.gaps_in_reach(rule, event.entries, first, last)
    if absent or short:
        reason = say_absent(absent) if absent else say_short(ground, short, first, last)
        about = f"{settings.trigger.called} of {say_times(event.entries)}"
        statement = say_unsure("a like number of contacts before and after", about, "", reason)
        return Judgement("cannot_tell", day, entries, statement, absent=tuple(absent))
    statement = fill(
        rule,
        ground,
        date=say_day(day),
        count=str(len(before)),
        earlier=str(len(earlier)),
        later=str(len(later)),
        limit=str(settings.window),
    )
    return Judgement("pattern", day, entries, add_standard(rule, day, statement))


def _between(contacts: _Dated, first: date, last: date) -> list[Occasion]:
    start, end = bisect_left(contacts, first, key=_day), bisect_right(contacts, last, key=_day)
    return [one for _, one in contacts[start:end]]


def look_for_good_period(
    rule: Rule, settings: GoodPeriod, history: History, ground: Ground, taken: Taken
) -> list[Judgement]:
    """A pattern for each time between two concerns, or before the first or after the last, that is long and has contacts."""
    if len(dated_candidates(history, ground, settings.contacts)) < settings.times:
        return []
    contacts = _dated(rule, settings.contacts, history, ground)
    if len(contacts) < settings.times:
        return []
    concerns = [day for day, _ in _dated(rule, settings.concerns, history, ground) if day not in taken]
    first, last = contacts[0][0], contacts[-1][0]
    stops = [first, *(day for day in concerns if first < day < last), last]
    judgements = []
    for start, end in pairwise(stops):
        long_enough = (ground.add(start, settings.longest) or date.max) < end
        within = _between(contacts, start + timedelta(days=start in concerns), end - timedelta(days=end in concerns))
        if long_enough and len(within) >= settings.times:
            judgements.append(_tell(rule, settings, history, ground, (start, end), within))
    return judgements or [Judgement("met", first, contacts[0][1].entries)]


def _tell(
    rule: Rule,
    settings: GoodPeriod,
    history: History,
    ground: Ground,
    period: tuple[date, date],
    contacts: list[Occasion],
) -> Judgement:
    start, end = period
    entries = (*contacts[0].entries, *contacts[-1].entries)
    absent = absent_sectors(rule, ground)
    doubtful: list[Entry] = [
        record.entry
        for record in history.in_doubt(sorted(settings.concerns.kinds()))
        if record.could_be_within(start, end)
    ]
    if absent or doubtful:
        reason = say_absent(absent) if absent else say_doubtful(doubtful, history.subject.id)
        statement = say_unsure(settings.concerns.called, f"the record of {say_day(start)}", say_day(end), reason)
        return Judgement("cannot_tell", start, entries, statement, absent=absent)
    statement = fill(
        rule,
        ground,
        date=say_day(start),
        until=say_day(end),
        days=str((end - start).days),
        count=str(len(contacts)),
        limit=str(settings.longest),
    )
    return Judgement("pattern", start, entries, add_standard(rule, start, statement))
