"""One question put to the records: does what is expected stand between two days. Enters: the question. Leaves: a Judgement.

Shared by the shapes whose days do not come from a trigger and a deadline alone: before an event, by an age, by a stated day, after
a person is first met. Which question is put is decided in their own modules.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from chronology.audit.answers import Cutoff, find_answer
from chronology.audit.ground import Ground
from chronology.audit.history import History
from chronology.audit.judgement import Judgement
from chronology.audit.wording import add_standard, fill, say_absent, say_doubtful, say_late, say_short, say_unsure
from chronology.model import Entry
from chronology.rule import OWN_FILE, Expectation, Rule


class Question(NamedTuple):
    """What is asked: `window` is the first day that counts, the due day, and the last day that counts as late."""

    expectation: Expectation
    day: date  # of the matter
    entries: tuple[Entry, ...]  # on which it rests
    window: tuple[date, date, date]
    about: str  # "the conference of 3 March 2021", as a sentence names it
    due_words: str
    reckoning: str
    cutoff: Cutoff | None = None


def put(rule: Rule, history: History, ground: Ground, question: Question, **places: str) -> Judgement:
    """What the records say to the question."""
    first, due, _ = question.window
    expectation = question.expectation
    answer = find_answer(history, ground, expectation, question.entries, question.window, question.cutoff)
    if answer.verdict == "met":
        return Judgement("met", question.day, question.entries, due=due, answered_by=answer.entries)
    absent, short = ground.gaps_in_reach(rule, question.entries, first, due)
    reason = ""
    if absent:
        reason = say_absent(absent)
    elif answer.verdict == "doubtful":
        reason = say_doubtful(answer.entries, history.subject.id)
    elif short:
        reason = say_short(ground, short, first, due)
    if reason:
        statement = say_unsure(expectation.called, question.about, question.due_words, reason)
        return Judgement(
            "cannot_tell",
            question.day,
            question.entries,
            statement,
            due,
            absent=tuple(absent),
            reckoning=question.reckoning,
        )
    outcome: Literal["late", "no_record"] = "late" if answer.verdict == "late" else "no_record"
    statement = fill(rule, ground, due=question.due_words, **places)
    if outcome == "late":
        statement = f"{statement} {say_late(answer.entries, due)}"
    return Judgement(
        outcome,
        question.day,
        question.entries,
        add_standard(rule, question.day, statement),
        due,
        answer.entries,
        answer.day,
        reckoning=question.reckoning,
    )


def absent_sectors(rule: Rule, ground: Ground) -> tuple[str, ...]:
    """The sectors that the rule needs and of which no export was supplied."""
    return tuple(sector for sector in rule.needs if sector != OWN_FILE and sector not in ground.sectors)


def lies_outside(rule: Rule, ground: Ground, first: date, last: date) -> bool:
    """Whether the days lie wholly outside every export that the rule needs, so that no question arises from them."""
    return all(last < start or end < first for start, end in ground.periods_needed(rule))
