"""The shapes `accounts`, `dates` and `against`: records that say different things of one matter.

`accounts`: different explanations of one injury, told by the rule's own words. `dates`: two agencies put an event that happens once
on different days. `against`: two agencies' records of one day say opposite things. Enters: one child's History and a rule. Leaves:
Judgements of outcome `pattern` that set the records side by side; which of them is right is never judged.
"""

from __future__ import annotations

from datetime import date

from chronology.audit.answers import minutes_of
from chronology.audit.asked import absent_sectors
from chronology.audit.ground import Ground
from chronology.audit.history import History
from chronology.audit.judgement import Judgement, Taken
from chronology.audit.occasions import Occasion, find_occasions
from chronology.audit.told_once import is_one_occasion
from chronology.audit.wording import add_standard, fill, say_absent, say_day, say_list, say_unsure
from chronology.audit.words import holds_words
from chronology.model import Entry
from chronology.rule import Rule, Span, Trigger
from chronology.rule.settings import Account, Against, Dates

APART_MINUTES = 120  # two records of one day further apart than this are of two contacts


def look_for_accounts(rule: Rule, settings: Account, history: History, ground: Ground, taken: Taken) -> list[Judgement]:
    """A pattern for each matter of which two records give explanations that have nothing in common."""
    judgements = []
    for group in _groups(rule, settings.trigger, settings.one_occasion_within, history, ground, taken):
        told = {}
        records = [entry for occasion in group for entry in occasion.entries]
        if len(records) < 2:
            continue
        for entry in records:
            names = {name for name, words in settings.accounts.items() if holds_words(entry, words)}
            if names:
                told[entry.id] = (entry, names)
        accounts = list(told.values())
        if len(accounts) < 2:
            continue
        day = group[0].day or date.min
        entries = tuple(entry for entry, _ in accounts)
        if any(one.isdisjoint(other) for _, one in accounts for _, other in accounts):
            words = say_list(
                f"{say_list(sorted(names))} (No. {entry.number}, {entry.event.agency})" for entry, names in accounts
            )
            judgements.append(_tell(rule, ground, day, entries, words))
        else:
            judgements.append(Judgement("met", day, entries))
    return judgements or _untold(rule, settings.trigger, history, ground, taken)


def _groups(
    rule: Rule, trigger: Trigger, within: Span, history: History, ground: Ground, taken: Taken
) -> list[list[Occasion]]:
    """The occasions of the trigger, in groups that may be of one matter: each within `within` of the first."""
    groups: list[list[Occasion]] = []
    for occasion in find_occasions(history, ground, trigger, rule):
        if occasion.day is None or occasion.day in taken:
            continue
        first = groups[-1][0].day if groups else None
        if first and is_one_occasion(within, ground, first, occasion.day):
            groups[-1].append(occasion)
        else:
            groups.append([occasion])
    return groups


def look_for_dates(rule: Rule, settings: Dates, history: History, ground: Ground, taken: Taken) -> list[Judgement]:
    """A pattern where agencies put an event on different days and none of them has it on both."""
    judgements = []
    for group in _groups(rule, settings.trigger, settings.within, history, ground, taken):
        days: dict[str, set[date]] = {}
        for occasion in group:
            for entry in occasion.entries:
                for agency in ground.agencies_of(entry):
                    days.setdefault(agency, set()).add(occasion.day or date.min)
        day = group[0].day or date.min
        entries = tuple(entry for occasion in group for entry in occasion.entries)
        if len(days) < 2:
            continue
        if len(group) > 1 and all(len(own) == 1 for own in days.values()):
            told = say_list(f"{agency} {say_day(min(own))}" for agency, own in sorted(days.items()))
            judgements.append(_tell(rule, ground, day, entries, told))
        else:
            judgements.append(Judgement("met", day, entries))
    return judgements or _untold(rule, settings.trigger, history, ground, taken)


def look_for_against(rule: Rule, settings: Against, history: History, ground: Ground, taken: Taken) -> list[Judgement]:
    """A pattern for each day of which one agency records the one thing and another agency the other."""
    others = {one.day: one for one in find_occasions(history, ground, settings.against, rule) if one.day}
    judgements = []
    for occasion in find_occasions(history, ground, settings.trigger, rule):
        other = others.get(occasion.day) if occasion.day else None
        if occasion.day is None or occasion.day in taken or other is None:
            continue
        pairs = [
            (one, two)
            for one in occasion.entries
            for two in other.entries
            if ground.agencies_of(one).isdisjoint(ground.agencies_of(two)) and _may_be_one_contact(one, two)
        ]
        if pairs:
            entries = tuple({entry.id: entry for pair in pairs for entry in pair}.values())
            told = say_list(f"No. {entry.number} by {entry.event.agency}" for entry in entries)
            judgements.append(_tell(rule, ground, occasion.day, entries, told))
        else:
            judgements.append(Judgement("met", occasion.day, occasion.entries))
    return judgements or _untold(rule, settings.trigger, history, ground, taken)


def _may_be_one_contact(one: Entry, two: Entry) -> bool:
    if one.event.when.time is None or two.event.when.time is None:
        return True
    return abs(minutes_of(one, earliest=True) - minutes_of(two, earliest=True)) <= APART_MINUTES


def _tell(rule: Rule, ground: Ground, day: date, entries: tuple[Entry, ...], told: str) -> Judgement:
    statement = fill(rule, ground, date=say_day(day), told=told)
    return Judgement("pattern", day, entries, add_standard(rule, day, statement))


def _untold(rule: Rule, trigger: Trigger, history: History, ground: Ground, taken: Taken) -> list[Judgement]:
    """What cannot be compared because an export that the rule needs was not supplied."""
    absent = absent_sectors(rule, ground)
    occasions = [one for one in find_occasions(history, ground, trigger, rule) if one.day and one.day not in taken]
    if not absent or not occasions:
        return []
    entries = tuple(entry for one in occasions for entry in one.entries)
    statement = say_unsure("another record to compare with", trigger.called, "", say_absent(absent))
    return [Judgement("cannot_tell", occasions[0].day, entries, statement, absent=absent)]
