"""The shapes `new_adult` and `siblings`: what the records tell of the people around one child.

`new_adult`: an adult who stands in no earlier record is met with the child. What is known of adults is whom the links name: a person
of the case in the role `other`, or one worked out from the records; a name inside a narrative is not seen. `siblings`: the same
thing is recorded of several children of the case's register. Enters: one child's History and a rule. Leaves: Judgements.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from msgspec.structs import replace

from chronology.audit.asked import Question, absent_sectors, put
from chronology.audit.ground import Ground
from chronology.audit.history import ANY, History
from chronology.audit.judgement import Judgement, Taken
from chronology.audit.occasions import Occasion, find_occasions, in_force
from chronology.audit.reckoning import reckon
from chronology.audit.wording import (
    add_standard,
    fill,
    say_absent,
    say_day,
    say_due,
    say_numbers,
    say_times,
    say_unsure,
)
from chronology.audit.words import holds_words
from chronology.calendar import add_months
from chronology.model import Entry, Subject
from chronology.rule import Rule
from chronology.rule.settings import NewAdult, Siblings

ADULT_MONTHS = 18 * 12


def look_for_new_adults(
    rule: Rule, settings: NewAdult, history: History, ground: Ground, taken: Taken
) -> list[Judgement]:
    """A Judgement for every adult who is first met with the child after the records have begun."""
    shelf = history.exact.get(ANY)
    if shelf is None:
        return []
    begun = ground.add(shelf.days[0], settings.known_after) or date.max
    met: dict[str, tuple[date, Entry]] = {}
    for day, entry in zip(shelf.days, shelf.entries, strict=True):
        for name in entry.subjects:
            if name not in met and _is_new_adult(ground.people.get(name), day):
                met[name] = (day, entry)
    judgements = []
    for name, (day, entry) in met.items():
        if day > begun and day not in taken and in_force(rule, day):
            judgements.append(_judge(rule, settings, history, ground, name, day, entry))
    return judgements


def _is_new_adult(person: Subject | None, day: date) -> bool:
    if person is None or person.role != "other":
        return False
    born = person.born.last if person.born else None
    return born is None or add_months(born, ADULT_MONTHS) <= day


def _judge(
    rule: Rule, settings: NewAdult, history: History, ground: Ground, name: str, day: date, entry: Entry
) -> Judgement:
    due = ground.add(day, settings.deadline) or date.max
    until = ground.add(due, settings.late_until) if settings.late_until else due
    due_words = say_due(ground, settings.deadline, due)
    about = f"the first record of an adult, {say_day(day)}"
    reckoning = reckon(ground, day, settings.deadline, due)
    question = Question(settings.expectation, day, (entry,), (day, due, until or due), about, due_words, reckoning)
    judgement = put(rule, history, ground, question, date=say_times((entry,)), limit=str(settings.deadline))
    answers = judgement.answered_by
    if judgement.outcome == "met" and not any(name in one.subjects for one in answers):
        numbers = say_numbers(one.number for one in answers)
        reason = f"{numbers} does not say whether it is about this adult"
        statement = say_unsure(settings.expectation.called, about, due_words, reason)
        judgement = Judgement("cannot_tell", day, (entry,), statement, due, reckoning=reckoning)
    return replace(judgement, subjects=(history.subject.id, name))


def look_for_siblings(
    rule: Rule, settings: Siblings, history: History, ground: Ground, taken: Taken
) -> list[Judgement]:
    """A pattern for each period in which it is recorded of enough children; told once, of the first of them by id."""
    events: list[tuple[date, str, Occasion]] = []
    young = {one.subject.id for one in ground.family}
    for other in ground.family:
        for occasion in find_occasions(other, ground, settings.trigger, rule):
            hurt = tuple(one for one in occasion.entries if _is_of_each(settings, one, young))
            if hurt and occasion.day and occasion.day not in taken:
                events.append((occasion.day, other.subject.id, replace(occasion, entries=hurt)))
    events.sort(key=lambda event: (event[0], event[1]))
    judgements: list[Judgement] = []
    position = 0
    while position < len(events):
        until = ground.add(events[position][0], settings.looking_back) or date.max
        period = [event for event in events[position:] if event[0] <= until]
        children = tuple(sorted({name for _, name, _ in period}))
        if len(children) < settings.children:
            position += 1
            continue
        position += len(period)
        if children[0] == history.subject.id:
            judgements.append(_tell(rule, settings, ground, period, children))
    own = [event for event in events if event[1] == history.subject.id]
    if judgements or not own:
        return judgements
    absent = absent_sectors(rule, ground)
    if absent:
        reason = say_absent(absent)
        statement = say_unsure("a like record of another child", settings.trigger.called, "", reason)
        return [Judgement("cannot_tell", own[0][0], own[0][2].entries, statement, absent=absent)]
    return [Judgement("met", own[0][0], own[0][2].entries)]


def _is_of_each(settings: Siblings, entry: Entry, young: Collection[str]) -> bool:
    """Whether the record is of every child it names: of one alone, or of several and it says so. Who else is named may be a witness."""
    several = sum(one in young for one in entry.subjects) > 1
    return not several or not settings.of_several or holds_words(entry, settings.of_several)


def _tell(
    rule: Rule, settings: Siblings, ground: Ground, period: list[tuple[date, str, Occasion]], children: tuple[str, ...]
) -> Judgement:
    day = period[0][0]
    entries = tuple({entry.id: entry for _, _, occasion in period for entry in occasion.entries}.values())
    statement = fill(rule, ground, date=say_times(entries), count=str(len(children)), limit=str(settings.looking_back))
    return Judgement("pattern", day, entries, add_standard(rule, day, statement), subjects=children)
