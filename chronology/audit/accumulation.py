"""The shapes `spread` and `quickening`: what only shows when all the files lie side by side.

`spread`: the same thing stands in several agencies' files within a period, and no one agency holds every occasion: by a record of its
own, or by another's that says it was told.
`quickening`: it comes at ever shorter intervals. Enters: one child's History and a rule. Leaves: Judgements of outcome `pattern`.
Records of one day, or of the few days that the rule allows for later accounts, are one occasion. Records without an exact day
are not counted; where they could break a pattern, it cannot be told. What the pattern means is for a person to say.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

from chronology.audit.ground import Ground
from chronology.audit.history import History
from chronology.audit.judgement import Judgement, Taken
from chronology.audit.told_once import Dated, find_once
from chronology.audit.wording import (
    add_standard,
    fill,
    say_absent,
    say_day,
    say_doubtful,
    say_list,
    sentence,
)
from chronology.audit.words import holds_whole, sentences_of
from chronology.model import Entry
from chronology.rule import Rule
from chronology.rule.settings import Quickening, Spread

TELLING = frozenset(("referral_made", "information_shared"))
REFERRED_TO = "social_care"


def look_for_spread(rule: Rule, settings: Spread, history: History, ground: Ground, taken: Taken) -> list[Judgement]:
    """A pattern for each period, begun by the first occasion in it, whose occasions no single agency holds."""
    occasions = find_once(rule, settings, history, ground, taken, fewest=2)
    days = [day for day, _ in occasions]
    judgements = []
    position = 0
    while position < len(occasions):
        until = ground.add(occasions[position][0], settings.looking_back) or date.max
        period = occasions[position : bisect_right(days, until)]
        holders = _holders(ground, period)
        if len(period) > 1 and len(holders) > 1:
            told = _told(settings, ground, period, holders)
            known = {name: holders.get(name, set()) | told.get(name, set()) for name in (*holders, *told)}
            if all(len(held) < len(period) for held in known.values()):
                judgements.append(_spread(rule, settings, ground, period, holders, told))
            else:
                judgements.append(Judgement("met", period[0][0], _entries(period)))
            position += len(period)
        else:
            position += 1
    return judgements


def _holders(ground: Ground, period: list[Dated]) -> dict[str, set[date]]:
    """Agency → the days of which it holds a record."""
    holders: dict[str, set[date]] = {}
    for day, occasion in period:
        for entry in occasion.entries:
            for agency in ground.agencies_of(entry):
                holders.setdefault(agency, set()).add(day)
    return holders


def _told(settings: Spread, ground: Ground, period: list[Dated], holders: dict[str, set[date]]) -> dict[str, set[date]]:
    """Agency → the days of which it has no record of its own, but of which another's record says that it was told.

    What a record names is a sector: where several agencies of it supplied exports, it cannot be said which of them was told.
    """
    told: dict[str, set[date]] = {}
    for day, occasion in period:
        for entry in occasion.entries:
            for sector in _sectors_told(settings, entry):
                agencies = {name for path in ground.sectors.get(sector, ()) for name in ground.agencies[path]}
                if len(agencies) == 1 and day not in holders.get(name := agencies.pop(), ()):
                    told.setdefault(name, set()).add(day)
    return told


def _sectors_told(settings: Spread, entry: Entry) -> set[str]:
    """The sectors that the record says were told: a referral goes to social care unless it names the police alone."""
    kinds = TELLING.intersection(entry.event.kinds)
    if not kinds:
        return set()
    named = {
        sector
        for sentence in sentences_of(entry)
        if not holds_whole(sentence, settings.not_told)
        for sector, words in settings.told.items()
        if sector != entry.event.sector and holds_whole(sentence, words)
    }
    return named | ({REFERRED_TO} if "referral_made" in kinds and settings.told and named != {"police"} else set())


def _entries(period: list[Dated]) -> tuple[Entry, ...]:
    return tuple(entry for _, occasion in period for entry in occasion.entries)


def _spread(
    rule: Rule,
    settings: Spread,
    ground: Ground,
    period: list[Dated],
    holders: dict[str, set[date]],
    told: dict[str, set[date]],
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
    if told:
        others = say_list(f"{agency} of {len(days)}" for agency, days in sorted(told.items()))
        statement += f" By another agency's record, told besides: {others}."
    return Judgement("pattern", period[0][0], entries, add_standard(rule, period[0][0], statement))


def look_for_quickening(
    rule: Rule, settings: Quickening, history: History, ground: Ground, taken: Taken
) -> list[Judgement]:
    """A pattern for each longest run of occasions, at least `times` of them, whose intervals shrink one by one."""
    occasions = find_once(rule, settings, history, ground, taken, fewest=settings.times)
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


def _gap(occasions: list[Dated], position: int) -> int:
    """Days between this occasion and the one before."""
    return (occasions[position][0] - occasions[position - 1][0]).days


def _quickening(rule: Rule, settings: Quickening, history: History, ground: Ground, run: list[Dated]) -> Judgement:
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
