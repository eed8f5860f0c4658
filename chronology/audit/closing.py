"""The shape `closing`: a case is closed while something recorded shortly before has no outcome in any export.

Enters: one child's History and a rule. Leaves: a Judgement for each closing that had something before it.
"""

from __future__ import annotations

from datetime import date

from chronology.audit.answers import Answer, answers_itself, find_answer
from chronology.audit.ground import Ground
from chronology.audit.history import History
from chronology.audit.judgement import Judgement, Taken
from chronology.audit.occasions import Occasion, find_occasions, is_taken
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
from chronology.rule import Expectation, Rule, Span
from chronology.rule.settings import Closing


def look(rule: Rule, settings: Closing, history: History, ground: Ground, taken: Taken) -> list[Judgement]:
    """A Judgement for every closing with a concern in the time before it."""
    looking_back = settings.looking_back
    closings = [one for one in find_occasions(history, ground, settings.trigger, rule) if not is_taken(one, taken)]
    if not closings:
        return []
    matters = find_occasions(history, ground, settings.concerns, rule)
    judgements = []
    for closing in closings:
        if closing.last is None:
            continue
        before = [matter for matter in matters if _shortly_before(matter, closing.last, looking_back, ground)]
        if before:
            judgements.append(_judge(rule, settings, history, ground, closing, before))
    return judgements


def _shortly_before(matter: Occasion, closed: date, looking_back: Span, ground: Ground) -> bool:
    if matter.first is None or matter.last is None or matter.first > closed:
        return False
    until = ground.add(matter.last, looking_back)
    return until is not None and until >= closed


def _judge(
    rule: Rule, settings: Closing, history: History, ground: Ground, closing: Occasion, before: list[Occasion]
) -> Judgement:
    expectation = settings.expectation
    closed = closing.last or date.max
    answers = [(matter, _answer(history, ground, expectation, matter, closed)) for matter in before]
    unsettled = [matter for matter, answer in answers if answer.verdict == "none"]
    unsure = [(matter, answer) for matter, answer in answers if answer.verdict == "doubtful"]
    if not unsettled and not unsure:
        return Judgement("met", closing.day, closing.entries)
    open_matters = unsettled or [matter for matter, _ in unsure]
    entries = tuple({entry.id: entry for matter in open_matters for entry in matter.entries}.values())
    rests_on = (*entries, *(entry for entry in closing.entries if entry not in entries))
    first = min(matter.first or closed for matter in open_matters)
    absent, short = ground.gaps_in_reach(rule, closing.entries, first, closed)
    doubtful = [] if unsettled else [entry for _, answer in unsure for entry in answer.entries]
    reason = say_absent(absent) if absent else _why_unsure(closing, open_matters, doubtful, history.subject.id)
    if short and not reason:
        reason = say_short(ground, short, first, closed)
    if reason:
        asked = f"a record of {say_times(entries)} and before {settings.trigger.called} of {say_times(closing.entries)}"
        statement = say_unsure(expectation.called, asked, "", reason)
        return Judgement("cannot_tell", closing.day or closing.first, rests_on, statement, absent=tuple(absent))
    statement = fill(rule, ground, date=say_day(closed), earlier=say_times(entries), limit=str(settings.looking_back))
    return Judgement("no_record", closing.day, rests_on, add_standard(rule, closed, statement), closed)


def _why_unsure(closing: Occasion, open_matters: list[Occasion], doubtful: list[Entry], subject_id: str) -> str:
    """Why vague records leave it open; empty where they do not."""
    if closing.day is None:
        return "the closing has no exact day"
    if all(matter.day is None for matter in open_matters):
        return "what was recorded before it has no exact day"
    return say_doubtful(doubtful, subject_id) if doubtful else ""


def _answer(history: History, ground: Ground, expectation: Expectation, matter: Occasion, closed: date) -> Answer:
    if any(answers_itself(history, ground, expectation, entry) for entry in matter.entries):
        return Answer("met", matter.entries)
    return find_answer(history, ground, expectation, matter.entries, (matter.first or closed, closed, closed))
