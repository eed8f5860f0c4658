"""The records of a whole household, for rules that a record about an adult sets off. Enters: the chronology, the case's register. Leaves: Histories.

A parent's overdose stands in the file of a service that may never write the child's name. Who belongs to the child is known from the
case's register alone: without one, or with so many children that it is an area, nobody is taken for anybody's parent. What answers
such a record may stand in any record of the household, and the finding names the child and the adult.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from chronology.audit.doubtful import Doubtful, in_doubt
from chronology.audit.history import History, build_history, exact_day
from chronology.audit.judgement import Judgement
from chronology.model import CHILDREN, PREGNANCY, Chronology, Entry, Subject
from chronology.rule import ADULT, CHILD, Rule
from chronology.rule.settings import Closing, Consultation

LARGEST_FAMILY = 30  # children of one register; more are an area, not a family
NO_HOUSEHOLD = (
    "not put to records about adults alone: the case names no child together with a parent, carer or other adult"
)


def asks_of_adults(rule: Rule) -> bool:
    """Whether records about adults alone may set the rule off, or be what stood open at a closing."""
    concerns = rule.settings.concerns if isinstance(rule.settings, Closing) else None
    return any(ADULT in asked.about for asked in (rule.trigger, concerns) if asked)


def looks_into_households(rule: Rule) -> bool:
    """Whether the rule reads the records of everybody who belongs to the child, whether or not they set it off."""
    return asks_of_adults(rule) or isinstance(rule.settings, Consultation)


def children_of(subjects: Iterable[Subject]) -> list[Subject]:
    """The children whom the case's register names; none where they are too many for one family."""
    children = [one for one in subjects if one.registered and one.role in CHILDREN]
    return children if len(children) <= LARGEST_FAMILY else []


def gather_households(chronology: Chronology, subjects: Sequence[Subject]) -> dict[str, History]:
    """By child of the register: everybody's records, of which those about the child, and about adults alone, may set a rule off."""
    children = children_of(subjects)
    young = {one.id for one in children}
    adults = {one.id for one in subjects if one.registered} - young
    if not children or not adults:
        return {}
    exact: list[tuple[date, Entry]] = []
    doubtful: list[Doubtful] = []
    for entry in (*chronology.entries, *chronology.undated):
        day = exact_day(entry)
        if _names(entry.subjects, young, adults):
            if day:
                exact.append((day, entry))
            else:
                doubtful.append(in_doubt(entry, about_child=True))
        elif _names(entry.possible_subjects, young, adults):
            doubtful.append(in_doubt(entry, about_child=False))
    entries = [*(entry for _, entry in exact), *(one.entry for one in doubtful)]
    records = build_history(children[0], exact, doubtful)
    return {
        child.id: History(
            child,
            records.exact,
            records.doubtful,
            whose={entry.id: whom for entry in entries if (whom := _whom(entry, child.id, young, adults))},
        )
        for child in children
    }


def _names(people: Collection[str], young: set[str], adults: set[str]) -> bool:
    return any(one in young or one in adults for one in people)


def _whom(entry: Entry, child: str, young: set[str], adults: set[str]) -> str:
    """Whom the record is about, or may be where nobody of the register is certain."""
    people = entry.subjects if _names(entry.subjects, young, adults) else entry.possible_subjects
    if child in people:
        return CHILD
    return ADULT if young.isdisjoint(people) and not adults.isdisjoint(people) else ""


def name_adults(judgement: Judgement, household: History, people: Mapping[str, Subject]) -> Judgement:
    """The judgement with the adults of the register whose records it rests on beside the child; `people` by id."""
    about_adults = [entry for entry in judgement.entries if household.whom(entry) == ADULT]
    adults = {one for entry in about_adults for one in entry.subjects if one in people and people[one].registered}
    if not adults:
        return judgement
    return replace(judgement, subjects=(*(judgement.subjects or (household.subject.id,)), *sorted(adults)))


Told = tuple[Rule, Subject, Judgement]


def tell_once(told: Iterable[Told]) -> list[Told]:
    """What the same records make a rule say of each of several children, said once of all of them.

    One visit to three children is one matter, though a later record of it names only one of them: the fuller account stands. A child
    that was born only later is not named beside one that lived then, nor at all where it was not yet expected.
    """
    kept: list[Told] = []
    known: dict[tuple[Any, ...], list[int]] = {}
    for one in told:
        rule, child, judgement = one
        if judgement.outcome == "met":
            kept.append(one)
            continue
        if _is_unborn(child, judgement, PREGNANCY):
            continue
        ids = tuple(entry.id for entry in (*judgement.answered_by, *judgement.entries[:1]))
        key = (rule.id, judgement.outcome, judgement.due, len(judgement.answered_by), ids)
        position = next((at for at in known.get(key, ()) if _is_one_matter(kept[at][2], judgement)), None)
        if position is None:
            known.setdefault(key, []).append(len(kept))
            kept.append(one)
        else:
            kept[position] = _join(kept[position], one)
    return kept


def _is_one_matter(one: Judgement, other: Judgement) -> bool:
    """Whether two say the same, or, of a step not found, one rests on all the records of the other and more."""
    if one.entries == other.entries or one.outcome not in ("no_record", "late"):
        return one.entries == other.entries and one.statement == other.statement
    ids, others = ({entry.id for entry in judgement.entries} for judgement in (one, other))
    return ids < others or others < ids


def _join(earlier: Told, later: Told) -> Told:
    rule, first, fuller = later if len(later[2].entries) > len(earlier[2].entries) else earlier
    living = [one for one in (earlier, later) if not _is_unborn(one[1], one[2], timedelta(0))] or (earlier, later)
    people = dict.fromkeys(name for _, child, judgement in living for name in judgement.subjects or (child.id,))
    return rule, first, replace(fuller, subjects=tuple(people))


def _is_unborn(child: Subject, judgement: Judgement, before: timedelta) -> bool:
    """Whether the child was born more than `before` after the matter, and no record of it is about the child."""
    born = child.born.first if child.born else None
    if born is None or judgement.day is None or born - before <= judgement.day:
        return False
    return not any(child.id in entry.subjects for entry in judgement.entries)
