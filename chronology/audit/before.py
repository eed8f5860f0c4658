"""The shapes `before` and `by_age`: something expected before an event, or between two ages of the child.

Enters: one child's History and a rule. Leaves: a Judgement for each event, or one for the child. A child whose day of birth is not
known, or whose ages in question lie wholly outside the exports, is not asked about.
"""

from __future__ import annotations

from datetime import date, timedelta

from chronology.audit.answers import Cutoff, minutes_of
from chronology.audit.asked import Question, lies_outside, put
from chronology.audit.ground import Ground
from chronology.audit.history import History
from chronology.audit.judgement import Judgement, Taken
from chronology.audit.occasions import Occasion, find_occasions, in_force, is_quiet, is_taken
from chronology.audit.reckoning import reckon, reckon_before
from chronology.audit.wording import say_day, say_due, say_times, say_unsure
from chronology.rule import Rule
from chronology.rule.settings import Before, ByAge


def look(rule: Rule, settings: Before, history: History, ground: Ground, taken: Taken) -> list[Judgement]:
    """A Judgement for every event; for one without an exact day it cannot be told."""
    judgements = []
    for event in find_occasions(history, ground, settings.trigger, rule):
        if not is_taken(event, taken):
            judgement = _judge(rule, settings, history, ground, event)
            if judgement:
                judgements.append(judgement)
    return judgements


def _judge(rule: Rule, settings: Before, history: History, ground: Ground, event: Occasion) -> Judgement | None:
    about = f"{settings.trigger.called} of {say_times(event.entries)}"
    due = ground.subtract(event.day, settings.deadline) if event.day else None
    first = ground.subtract(event.day, settings.looking_back) if event.day else None
    if event.day is None or due is None or first is None:
        reason = (
            "its day cannot be counted back from" if event.day else "without an exact day no deadline can be counted"
        )
        statement = say_unsure(settings.expectation.called, about, "", reason)
        return Judgement("cannot_tell", event.first, event.entries, statement)
    if is_quiet(history, settings.quiet_if, (), event, (first, event.day)):
        return None
    cutoff = None
    if settings.deadline.unit == "hours":
        hours = settings.deadline.count * 60
        earliest = min(minutes_of(entry, earliest=True) for entry in event.entries)
        cutoff = Cutoff(earliest - hours, max(minutes_of(entry, earliest=False) for entry in event.entries) - hours)
    question = Question(
        settings.expectation,
        event.day,
        event.entries,
        (first, due, event.day),
        about,
        say_day(due),
        reckon_before(event.day, settings.deadline, due),
        cutoff,
    )
    return put(rule, history, ground, question, date=say_times(event.entries), limit=str(settings.deadline))


def _is_known(rule: Rule, history: History, ground: Ground, due: date) -> bool:
    """Whether the case itself names the child, or the services in question met it: of an area's other children nothing is asked."""
    if history.subject.registered or not rule.needs:
        return True
    met = (ground.sectors_of(entry) for _, entry in history.between((), date.min, due))
    return any(not sectors.isdisjoint(rule.needs) for sectors in met)


def look_by_age(rule: Rule, settings: ByAge, history: History, ground: Ground, taken: Taken) -> list[Judgement]:
    """One Judgement where the child's day of birth is known and the ages in question lie in the exports."""
    born = history.subject.born
    if born is None or born.first is None or born.first != born.last or born.precision != "day":
        return []
    day = born.first
    first, due = ground.add(day, settings.from_age), ground.add(day, settings.deadline)
    if first is None or due is None or not in_force(rule, due) or day in taken:
        return []
    died = history.subject.died
    if (died and died <= due) or lies_outside(rule, ground, first, due) or not _is_known(rule, history, ground, due):
        return []
    until = ground.add(due, settings.late_until) if settings.late_until else due
    births = tuple(entry for _, entry in history.between(("birth",), day, day + timedelta(days=1)))
    question = Question(
        settings.expectation,
        due,
        births,
        (first, due, until or date.max),
        f"the birth of {say_day(day)}",
        say_due(ground, settings.deadline, due),
        reckon(ground, day, settings.deadline, due),
    )
    places = {"date": say_day(day), "limit": str(settings.deadline), "until": say_day(due)}
    return [put(rule, history, ground, question, **places)]
