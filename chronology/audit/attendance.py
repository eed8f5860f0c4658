"""The shape `attendance`: a meeting about the child, and the agencies that knew the child but are not recorded as there.

Enters: one child's History and a rule. Leaves: a Judgement for each meeting. An agency was there where its own file says so on
the day, or where the list of those present names it in the rule's words. Without such a list nothing is told of the others; a
record that itself says somebody did not attend needs no list. Where the minutes say who was invited, only they are expected.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta
from functools import cache

from chronology.audit.ground import Ground
from chronology.audit.history import History
from chronology.audit.judgement import Judgement
from chronology.audit.occasions import Occasion, find_occasions
from chronology.audit.wording import add_standard, fill, say_list, say_sector, say_times, say_unsure
from chronology.calendar import add_months
from chronology.model import Entry
from chronology.rule import Rule, Span

ABSENT = "meeting_not_attended"


def look(rule: Rule, history: History, ground: Ground, taken: Collection[date]) -> list[Judgement]:
    """A Judgement for every meeting; one without an exact day is judged only by what its own record says."""
    if rule.trigger is None or rule.expectation is None or rule.looking_back is None:
        raise ValueError(f"{rule.id} does not say which meeting, what attendance is and how far to look back")
    judgements = []
    for meeting in find_occasions(history, ground, rule.trigger, rule):
        if meeting.day is None and not _recorded_absences(meeting):
            continue
        if meeting.day is None or meeting.day not in taken:
            judgements.append(_judge(rule, history, ground, meeting))
    return judgements


def _recorded_absences(meeting: Occasion) -> tuple[Entry, ...]:
    return tuple(entry for entry in meeting.entries if ABSENT in entry.event.kinds)


def _judge(rule: Rule, history: History, ground: Ground, meeting: Occasion) -> Judgement:
    absences = _recorded_absences(meeting)
    listed = " ".join(_present(rule, entry) for entry in meeting.entries)
    missing = set(_not_there(rule, history, ground, meeting, listed)) if meeting.day else set()
    invited = _sectors_after(rule, rule.invited_after, meeting)
    if invited:
        missing &= invited
    missing |= _named_absent(absences, rule) | _sectors_after(rule, rule.absent_after, meeting)
    if not absences and not missing:
        return Judgement("met", meeting.day, meeting.entries)
    day = meeting.day or meeting.first
    agencies = say_list(say_sector(sector) for sector in sorted(missing)) or "somebody who was invited"
    if not absences and not listed.strip():
        called = rule.expectation.called if rule.expectation else ""
        reason = f"the record of the meeting does not list who was there, and the exports from {agencies} do not say"
        statement = say_unsure(called, f"the meeting of {say_times(meeting.entries)}", "", reason)
        return Judgement("cannot_tell", day, meeting.entries, statement)
    statement = fill(rule, ground, date=say_times(meeting.entries), missing=agencies)
    return Judgement("no_record", day, meeting.entries, add_standard(rule, day, statement), meeting.day)


def _named_absent(absences: tuple[Entry, ...], rule: Rule) -> set[str]:
    """The sectors whose own files say that they did not attend."""
    return {entry.event.sector for entry in absences if entry.event.sector in rule.agencies}


def _sectors_after(rule: Rule, openings: tuple[str, ...], meeting: Occasion) -> set[str]:
    """The sectors that the minutes name in a sentence after one of `openings`: "Apologies: GP. Not present: paediatrician."."""
    named = ""
    for entry in meeting.entries:
        minutes = f"{entry.event.summary}\n{entry.event.present}\n{entry.event.outcome}".casefold()
        for opening in openings:
            for match in re.finditer(rf"\b{re.escape(opening)}\b([^.\n;]*)", minutes):
                named += f" {match[1]}"
    return {sector for sector, words in rule.agencies.items() if any(_names(word).search(named) for word in words)}


def _present(rule: Rule, entry: Entry) -> str:
    """The list of those present, up to the words that begin the list of those who were not."""
    listed = entry.event.present.casefold()
    for word in rule.absent_after:
        listed = listed.partition(word)[0]
    return listed


def _not_there(rule: Rule, history: History, ground: Ground, meeting: Occasion, listed: str) -> list[str]:
    """The sectors that knew the child before the meeting and are not recorded as there."""
    day = meeting.day
    if day is None or rule.expectation is None or rule.looking_back is None:
        return []
    since = _first_day(ground, day, rule.looking_back)
    knew: set[str] = set()
    for _, entry in history.between((), since, day - timedelta(days=1)):
        knew |= ground.sectors_of(entry)
    there: set[str] = set()
    for selection in rule.expectation.any_of:
        for _, entry in history.between(selection.kinds, day, day):
            if ABSENT not in entry.event.kinds:
                there |= ground.sectors_of(entry)
    return [
        sector
        for sector, words in rule.agencies.items()
        if sector in knew and sector not in there and not any(_names(word).search(listed) for word in words)
    ]


@cache
def _names(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word)}\b")


def _first_day(ground: Ground, day: date, span: Span) -> date:
    """The earliest day from which `span` reaches `day`, counted as every span is counted."""
    if span.unit == "months":
        return add_months(day, -span.count)
    first = day
    while (ground.add(first - timedelta(days=1), span) or date.min) >= day:
        first -= timedelta(days=1)
    return first
