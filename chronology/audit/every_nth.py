"""The shape `every_nth`: while something is open, one of every so many visits is expected to be of a kind: the child seen alone.

Enters: one child's History and a rule. Leaves: a Judgement for each time that was open and had so many visits.
"""

from __future__ import annotations

from datetime import date

from chronology.audit.answers import answers_itself, count_doubtful, find_answer, recorders_of
from chronology.audit.asked import absent_sectors
from chronology.audit.ground import Ground
from chronology.audit.history import History, Opening, openings
from chronology.audit.judgement import Judgement, Taken
from chronology.audit.occasions import Occasion, find_occasions, in_force
from chronology.audit.wording import add_standard, fill, say_absent, say_day, say_doubtful, say_unsure
from chronology.rule import Rule
from chronology.rule.settings import EveryNth


def look(rule: Rule, settings: EveryNth, history: History, ground: Ground, taken: Taken) -> list[Judgement]:
    """A Judgement for every time that was open and had at least `every` visits with an exact day."""
    visits = [one for one in find_occasions(history, ground, settings.trigger, rule) if one.day not in taken]
    judgements = []
    for opening in openings(history, settings.while_open):
        until = opening.last or date.max
        own = [visit for visit in visits if visit.day and opening.first <= visit.day <= until]
        if in_force(rule, opening.first) and len(own) >= settings.every:
            judgements.append(_judge(rule, settings, history, ground, opening, own))
    return judgements


def _judge(
    rule: Rule, settings: EveryNth, history: History, ground: Ground, opening: Opening, visits: list[Occasion]
) -> Judgement:
    expectation = settings.expectation
    without: list[Occasion] = []
    run: list[Occasion] = []
    for visit in visits:
        run = [] if _is_answered(settings, history, ground, visit) else [*run, visit]
        if len(run) == settings.every:
            without += run
            run = []
    if not without:
        return Judgement("met", opening.first, (opening.entry,))
    entries = tuple(entry for visit in without for entry in visit.entries)
    first, last = without[0].day or opening.first, without[-1].day or opening.first
    absent = absent_sectors(rule, ground)
    doubtful = count_doubtful(history, ground, expectation, recorders_of(entries, ground), first, last)
    if absent or doubtful:
        reason = say_absent(absent) if absent else say_doubtful(doubtful, history.subject.id)
        statement = say_unsure(expectation.called, f"the visits from {say_day(first)}", "", reason)
        return Judgement("cannot_tell", first, entries, statement, absent=absent)
    statement = fill(
        rule, ground, date=f"{say_day(first)} to {say_day(last)}", count=str(len(without)), limit=str(settings.every)
    )
    return Judgement("no_record", first, entries, add_standard(rule, first, statement))


def _is_answered(settings: EveryNth, history: History, ground: Ground, visit: Occasion) -> bool:
    if any(answers_itself(history, ground, settings.expectation, entry) for entry in visit.entries):
        return True
    day = visit.day or date.min
    return find_answer(history, ground, settings.expectation, visit.entries, (day, day, day)).verdict == "met"
