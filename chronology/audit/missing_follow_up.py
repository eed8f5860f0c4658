"""The shape `missing_follow_up`: after a trigger, something is expected by a deadline.

Enters: one child's History and a rule. Leaves: a Judgement for each occasion. The shape `count` uses the same judgement for
occasions that are runs of records.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec.structs import replace

from chronology.audit.answers import Answer, answers_itself, cutoff_of, find_answer
from chronology.audit.ground import Ground
from chronology.audit.history import History, exact_day
from chronology.audit.judgement import Judgement, Taken
from chronology.audit.occasions import Occasion, find_occasions, find_possible, is_quiet, is_taken
from chronology.audit.told_once import leave_retold
from chronology.audit.wording import (
    add_standard,
    fill,
    say_absent,
    say_before_death,
    say_day,
    say_doubtful,
    say_due,
    say_earlier,
    say_late,
    say_possible,
    say_short,
    say_times,
    say_unsure,
)
from chronology.model import Entry
from chronology.rule import CHILD, OWN_FILE, Expectation, Rule, Span
from chronology.rule.settings import FollowUp

DEATH = "death"


def look(rule: Rule, settings: FollowUp, history: History, ground: Ground, taken: Taken) -> list[Judgement]:
    """A Judgement for every day on which the trigger stands in the records, save the days in `taken`."""
    trigger = settings.trigger
    judgements: list[Judgement] = []
    occasions = find_occasions(history, ground, trigger, rule)
    if settings.told_once:
        occasions = leave_retold(settings.told_once, history, ground, occasions)
    for occasion in occasions:
        if is_taken(occasion, taken):
            continue
        if trigger.one_at_a_time and judgements and _is_same_matter(judgements[-1], occasion):
            last = judgements[-1]
            judgements[-1] = replace(last, entries=(*last.entries, *occasion.entries))
            continue
        judgement = judge(rule, settings, history, ground, occasion)
        if judgement:
            judgements.append(judgement)
    return judgements + _look_at_possible(rule, settings, history, ground, taken)


def _look_at_possible(
    rule: Rule, settings: FollowUp, history: History, ground: Ground, taken: Taken
) -> list[Judgement]:
    """One Judgement for all triggers that may be about the child: who they are about is to be decided before anything else.

    Those that are answered whoever they are about raise no question.
    """
    if not history.doubtful:
        return []
    trigger, expectation = settings.trigger, settings.expectation
    certain = History(history.subject, history.exact, {}, whose=history.whose)
    entries: list[Entry] = []
    for occasion in find_possible(history, ground, trigger, rule):
        entry = occasion.entries[0]
        if entry.id in taken or answers_itself(history, ground, expectation, entry):
            continue
        judgement = judge(rule, settings, certain, ground, occasion)
        if judgement and judgement.outcome != "met":
            entries.append(entry)
    if not entries:
        return []
    days = [day for entry in entries if (day := entry.event.when.first)]
    whom = "this child" if all(history.whom(entry) == CHILD for entry in entries) else "this child or an adult with it"
    statement = say_possible(expectation.called, trigger.called, entries, whom)
    return [Judgement("cannot_tell", min(days, default=None), tuple(entries), statement)]


def _is_same_matter(earlier: Judgement, occasion: Occasion) -> bool:
    """Whether the matter opened earlier was still neither answered nor due when this trigger was recorded."""
    until = earlier.answered_on or earlier.due
    return bool(occasion.day and until and occasion.day <= until)


def judge(rule: Rule, settings: FollowUp, history: History, ground: Ground, occasion: Occasion) -> Judgement | None:
    """What the records say of one occasion; None where something takes the question away."""
    expectation, deadline = settings.expectation, settings.deadline
    if occasion.day is None:
        return _judge_vague(settings, rule, history, ground, occasion)
    day = occasion.day
    first = day + timedelta(days=1) if expectation.from_next_day else day
    due = ground.add(day, deadline)
    if due is None:
        reason = f"the table of bank holidays does not reach {say_day(day)}"
        statement = say_unsure(expectation.called, _triggered(settings, occasion), "", reason)
        return Judgement("cannot_tell", day, occasion.entries, statement)
    until = ground.add(due, settings.late_until) if settings.late_until else due
    died = _day_of_death(settings, history, ground, day, due)
    due, until = (died, died) if died else (due, until)
    cutoff = cutoff_of(ground, occasion.entries, day, deadline)
    answer = find_answer(history, ground, expectation, occasion.entries, (first, due, until or due), cutoff)
    if answer.verdict == "met":
        return Judgement("met", day, occasion.entries, due=due, answered_by=answer.entries, answered_on=answer.day)
    quiet_if = tuple(kind for kind in settings.quiet_if if not (died and kind == DEATH))
    if is_quiet(history, quiet_if, settings.quiet_after, occasion, (day, due)):
        return None
    reason, absent = _why_unsure(rule, expectation, history, ground, occasion, answer, due)
    due_words = say_before_death(due) if died else say_due(ground, deadline, due)
    reckoning = f"due while the child lived, to {due_words}" if died else ""
    if reason:
        statement = say_unsure(expectation.called, _triggered(settings, occasion), due_words, reason)
        return Judgement("cannot_tell", day, occasion.entries, statement, due, absent=absent, reckoning=reckoning)
    statement = _state(rule, deadline, ground, occasion, due_words)
    if answer.verdict == "late":
        statement = f"{statement} {say_late(answer.entries, due)}"
    outcome: Literal["late", "no_record"] = "late" if answer.verdict == "late" else "no_record"
    statement = add_standard(rule, day, statement)
    return Judgement(outcome, day, occasion.entries, statement, due, answer.entries, answer.day, reckoning=reckoning)


def _day_of_death(settings: FollowUp, history: History, ground: Ground, day: date, due: date) -> date | None:
    """The day before the child's death, where it died before the step was due but not so soon that the death silences the rule."""
    if settings.died_within is None:
        return None
    deaths = [on for on, _ in history.between((DEATH,), day, due)]
    died = history.subject.died or min(deaths, default=None)
    soon = ground.add(day, settings.died_within) or due
    return died - timedelta(days=1) if died and soon < died <= due else None


def _state(rule: Rule, deadline: Span, ground: Ground, occasion: Occasion, due_words: str) -> str:
    days = len({entry.event.when.first for entry in occasion.entries})
    return fill(rule, ground, date=say_times(occasion.entries), due=due_words, count=str(days), limit=str(deadline))


def _why_unsure(
    rule: Rule,
    expectation: Expectation,
    history: History,
    ground: Ground,
    occasion: Occasion,
    answer: Answer,
    due: date,
) -> tuple[str, tuple[str, ...]]:
    """Why nothing can be said of an unanswered occasion, and the sectors not supplied; empty where it can."""
    day = occasion.day or due
    # Of a run, the answer is looked for in the file of the record that completes it.
    last = [entry for entry in occasion.entries if exact_day(entry) == day] or occasion.entries
    absent, short = ground.gaps_in_reach(rule, last, day, due)
    if absent:
        return say_absent(absent), tuple(absent)
    if answer.verdict == "doubtful":
        return say_doubtful(answer.entries, history.subject.id, answer.unsaid), ()
    if short:
        return say_short(ground, short, day, due), ()
    earlier = _shortly_before(expectation, history, ground, occasion)
    return (say_earlier(earlier), ()) if earlier else ("", ())


def _shortly_before(
    expectation: Expectation, history: History, ground: Ground, occasion: Occasion
) -> tuple[Entry, ...]:
    """An answer so shortly before the trigger that it may have been about the same matter."""
    day = occasion.day
    if day is None or not expectation.days_before_in_doubt:
        return ()
    first, last = day - timedelta(days=expectation.days_before_in_doubt), day - timedelta(days=1)
    answer = find_answer(history, ground, expectation, occasion.entries, (first, last, last))
    return answer.entries if answer.verdict == "met" else ()


def _judge_vague(
    settings: FollowUp, rule: Rule, history: History, ground: Ground, occasion: Occasion
) -> Judgement | None:
    """Without an exact day no deadline can be counted; only a record that carries its own answer can be judged."""
    expectation = settings.expectation
    if settings.trigger.dated:
        return None
    died = history.subject.died
    if died and occasion.first and died <= occasion.first and "death" in settings.quiet_if:
        return None
    if any(answers_itself(history, ground, expectation, entry) for entry in occasion.entries):
        return Judgement("met", occasion.first, occasion.entries)
    absent = tuple(sector for sector in rule.needs if ground.reach(sector, date.min, date.min) == "absent")
    absent = tuple(sector for sector in absent if sector != OWN_FILE)
    reason = say_absent(absent) if absent else "without an exact day no deadline can be counted"
    statement = say_unsure(expectation.called, _triggered(settings, occasion), "", reason)
    return Judgement("cannot_tell", occasion.first, occasion.entries, statement, absent=absent)


def _triggered(settings: FollowUp, occasion: Occasion) -> str:
    return f"{settings.trigger.called} of {say_times(occasion.entries)}"


def gather(rule: Rule, judgements: Sequence[Judgement]) -> list[Judgement]:
    """The judgements, with those told as one that wait for an export never supplied, or that cannot be told in the same words."""
    told: list[Judgement] = []
    untold: dict[tuple[str, ...], list[Judgement]] = {}
    for judgement in judgements:
        if judgement.outcome != "cannot_tell":
            told.append(judgement)
        else:
            untold.setdefault(judgement.absent or ("", judgement.statement), []).append(judgement)
    return told + [_as_one(rule, alike) for alike in untold.values()]


def _as_one(rule: Rule, judgements: Sequence[Judgement]) -> Judgement:
    first = judgements[0]
    if len(judgements) == 1 and not first.absent:
        return first
    entries = {entry.id: entry for judgement in judgements for entry in judgement.entries}
    statement = first.statement
    if len(judgements) > 1 and first.absent and rule.expectation:
        called = rule.trigger.called if rule.trigger else "the record"
        trigger = f"{called} of {say_times(tuple(entries.values()))} ({len(entries)} records)"
        statement = say_unsure(rule.expectation.called, trigger, "", say_absent(first.absent))
    return replace(first, entries=tuple(entries.values()), statement=statement, due=None)
