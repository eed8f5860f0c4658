"""What the gap rules say of the case. Enters: Chronology, subjects, sources, rules. Leaves: Findings and Checks.

Goes child by child; each shape of rule has a module of its own and the table below names it. A finding is a prompt to look:
what is not in the exports supplied, never what was not done. Reading rules and printing findings belong elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from chronology.audit import (
    accumulation,
    attendance,
    before,
    change,
    closing,
    conflict,
    consultation,
    count,
    every_nth,
    interval,
    missing_follow_up,
    people,
    promise,
    recording,
)
from chronology.audit.editions import count_outside, holds
from chronology.audit.ground import Ground, survey
from chronology.audit.history import ANY, History, build_histories, exact_day
from chronology.audit.household import (
    NO_HOUSEHOLD,
    asks_of_adults,
    children_of,
    gather_households,
    looks_into_households,
    name_adults,
    tell_once,
)
from chronology.audit.judgement import Judgement, Taken
from chronology.audit.letters import leave_letters_of_misses
from chronology.audit.occasions import candidates_of
from chronology.audit.reckoning import reckon
from chronology.audit.related import relate
from chronology.audit.returns import put_returns_on_their_days
from chronology.audit.supposed import ask_of_possible
from chronology.audit.whose_injury import leave_adults_injuries
from chronology.audit.wording import name_children
from chronology.model import CHILDREN, Check, Chronology, Finding, Source, Subject
from chronology.processes import count_processors, in_another_process
from chronology.rule import Rule, deadline_of

Look = Callable[[Rule, Any, History, Ground, Taken], list[Judgement]]

SHAPES: dict[str, Look] = {
    "missing_follow_up": missing_follow_up.look,
    "count": count.look,
    "sequence": count.look_for_sequence,
    "repetition": count.look_for_recurrence,
    "before": before.look,
    "by_age": before.look_by_age,
    "interval": interval.look,
    "every_nth": every_nth.look,
    "closing": closing.look,
    "attendance": attendance.look,
    "consultation": consultation.look,
    "spread": accumulation.look_for_spread,
    "quickening": accumulation.look_for_quickening,
    "change": change.look,
    "good_period": change.look_for_good_period,
    "accounts": conflict.look_for_accounts,
    "dates": conflict.look_for_dates,
    "against": conflict.look_for_against,
    "recording": recording.look,
    "promised_action": promise.look,
    "new_adult": people.look_for_new_adults,
    "siblings": people.look_for_siblings,
}
# `missing_follow_up` asks of possible triggers itself. Of every other shape that a record sets off, what it would say were each
# possible record certain is put as a question.
ASKS_ITSELF = frozenset(("missing_follow_up", "by_age", "new_adult", "siblings"))
LEVELS = ("high", "medium", "low")
OUTCOMES = ("no_record", "late", "pattern", "cannot_tell")
ENOUGH_PEOPLE = 2_000  # from which a second process saves more time than it costs
NOTHING: frozenset[date | str] = frozenset()


class Audit(Struct, frozen=True):
    """Findings worst first, and one Check for every rule of the nation by rule id."""

    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]


def audit(
    chronology: Chronology,
    subjects: Sequence[Subject],
    sources: Sequence[Source],
    rules: Sequence[Rule],
    nation: str,
    off: Mapping[str, str],
    scope: tuple[date | None, date | None],
) -> Audit:
    """Every rule of `nation` put to every child. `off` is rule id → why it is switched off.

    Rules of another nation are left out. Raises DefinitionError for a nation without a calendar.
    """
    chronology = leave_letters_of_misses(put_returns_on_their_days(chronology))
    chronology = leave_adults_injuries(chronology, subjects)
    of_nation = sorted((rule for rule in rules if rule.holds_in(nation)), key=lambda rule: rule.id)
    running = [rule for rule in of_nation if rule.id not in off]
    ground = survey((*chronology.entries, *chronology.undated), sources, scope, nation, running)
    roles = {role for rule in running for role in rule.people}
    ground = replace(
        ground,
        people={one.id: one for one in subjects},
        family=_family(chronology, subjects),
        households=gather_households(chronology, subjects) if any(map(looks_into_households, running)) else {},
    )
    asking = _plan(running, _stand_back(of_nation), ground)

    def put_to(people: Sequence[Subject]) -> _Outcomes:
        counts: Counter[tuple[str, str]] = Counter()
        found = []
        told = (
            (rule, history.subject, judgement)
            for history in _histories(chronology, people, roles, ground)
            for rule, judgements in _ask(asking, history, ground)
            for judgement in judgements
        )
        for rule, subject, judgement in tell_once(told) if ground.households or ground.family else told:
            counts[rule.id, judgement.outcome] += 1
            if judgement.outcome != "met":
                found.append((judgement.day or date.max, _finding(rule, subject, ground, judgement)))
        return _Outcomes(counts, found)

    outcomes = _put_side_by_side(put_to, subjects)
    counts = outcomes.counts
    outcomes.found.sort(key=_worst_first)
    earlier = count_outside(chronology.entries, running)
    checks = tuple(
        Check(rule.id, not_run=off[rule.id])
        if rule.id in off
        else _check(rule, counts, _not_asked(rule, counts, ground, earlier.get(rule.id, "")))
        for rule in of_nation
    )
    findings = relate([finding for _, finding in outcomes.found])
    return Audit(tuple(findings), checks)


class _Outcomes(NamedTuple):
    """What the rules said of some people: how often each outcome by rule, and the findings with the day of each."""

    counts: Counter[tuple[str, str]]  # by rule id and outcome
    found: list[tuple[date, Finding]]


def _put_side_by_side(put_to: Callable[[Sequence[Subject]], _Outcomes], subjects: Sequence[Subject]) -> _Outcomes:
    """The rules put to everybody; to half of many people by a further process."""
    half = len(subjects) // 2 if len(subjects) > ENOUGH_PEOPLE and count_processors() > 1 else 0
    if not half:
        return put_to(subjects)
    with in_another_process(put_to, subjects[:half]) as outcome:
        here = put_to(subjects[half:])
        there = outcome() or put_to(subjects[:half])
    return _Outcomes(there.counts + here.counts, there.found + here.found)


def _histories(
    chronology: Chronology, people: Sequence[Subject], roles: Collection[str], ground: Ground
) -> Iterator[History]:
    """Everybody's History; a child without records of its own has one where its household has records."""
    without = {one.id: one for one in people if one.id in ground.households and one.role in roles}
    for history in build_histories(chronology, people, roles):
        without.pop(history.subject.id, None)
        yield history
    for child in without.values():
        yield History(child, {}, {})


def _family(chronology: Chronology, subjects: Sequence[Subject]) -> tuple[History, ...]:
    """The Histories of the children whom the case's register names, where it names several."""
    children = children_of(subjects)
    return tuple(build_histories(chronology, children, CHILDREN)) if len(children) > 1 else ()


def _not_asked(rule: Rule, counts: Mapping[tuple[str, str], int], ground: Ground, earlier: str) -> str:
    """What the rule was not put to: days outside its editions; where it said nothing, records of adults whom nothing joins to a child."""
    silent = not any(counts[rule.id, outcome] for outcome in ("met", *OUTCOMES))
    adults = NO_HOUSEHOLD if silent and not ground.households and asks_of_adults(rule) else ""
    return "; ".join(part for part in (earlier, adults) if part)


def _check(rule: Rule, counts: Mapping[tuple[str, str], int], not_run: str) -> Check:
    rule_id = rule.id
    return Check(
        rule=rule_id,
        met=counts[rule_id, "met"],
        late=counts[rule_id, "late"],
        no_record=counts[rule_id, "no_record"],
        cannot_tell=counts[rule_id, "cannot_tell"],
        pattern=counts[rule_id, "pattern"],
        not_run=not_run,
    )


class _Asked(NamedTuple):
    """A rule to be asked, how, and the first and last day of records that it is a standard of."""

    rule: Rule
    shape: str
    look: Look
    first: date
    last: date
    yields_to: frozenset[str]  # the rules that it stands back for, and those that they stand back for


class _Plan(NamedTuple):
    """The rules in the order in which they are asked. `of_adults`: positions of those that a record about an adult sets off."""

    rules: list[_Asked]
    by_trigger: dict[int, list[int]]  # number of a trigger → positions of the rules that it sets off
    of_everybody: list[int]  # positions of the rules that no record sets off
    of_adults: frozenset[int]
    waited_for: frozenset[str]  # ids of rules that others stand back for


def _stand_back(rules: Sequence[Rule]) -> dict[str, frozenset[str]]:
    """By rule id, the rules it stands back for, and those that they stand back for."""
    own = {rule.id: rule.yields_to for rule in rules}
    known: dict[str, frozenset[str]] = {}

    def reach(name: str) -> frozenset[str]:
        if name not in known:
            direct = known[name] = frozenset(
                own.get(name, ())
            )  # known at once: rules that a person writes may go in a circle
            known[name] = direct.union(*map(reach, direct))
        return known[name]

    return {name: reach(name) for name in own}


def _plan(running: Sequence[Rule], stands_back: Mapping[str, frozenset[str]], ground: Ground) -> _Plan:
    # Who stands back for another stands back for more, and so comes later.
    rules = sorted(running, key=lambda rule: (len(stands_back[rule.id]), rule.id))
    asked: list[_Asked] = []
    by_trigger: dict[int, list[int]] = {}
    of_everybody: list[int] = []
    for position, rule in enumerate(rules):
        opener = ground.triggers.openers.get(rule.id)
        by_record = opener is not None
        (of_everybody if opener is None else by_trigger.setdefault(opener, [])).append(position)
        first, last = holds(rule)
        asked.append(
            _Asked(rule, rule.shape, SHAPES[rule.shape], first if by_record else date.min, last, stands_back[rule.id])
        )
    return _Plan(
        asked,
        by_trigger,
        of_everybody,
        frozenset(position for position, rule in enumerate(rules) if asks_of_adults(rule)),
        frozenset[str]().union(*(one.yields_to for one in asked)),
    )


def _ask(plan: _Plan, history: History, ground: Ground) -> Iterable[tuple[Rule, list[Judgement]]]:
    """The judgements of every rule that something in the child's records, or in those of adults with the child, can set off."""
    household = ground.households.get(history.subject.id)
    positions = set(plan.of_everybody) | _set_off(plan, history, ground)
    if household:
        positions = (positions - plan.of_adults) | (_set_off(plan, household, ground) & plan.of_adults)
    told: dict[str, set[date | str]] = {}
    doubted: dict[str, set[date | str]] = {}
    reach = _reach(history)
    for position in sorted(positions):
        asked = plan.rules[position]
        rule = asked.rule
        records = household if household and position in plan.of_adults else history
        first, last = _reach(records) if records is household else reach
        if asked.last < first or last < asked.first or history.subject.role not in rule.people:
            continue
        taken = _taken(asked, told)
        judgements = _look(asked, records, ground, taken)
        if in_doubt := _taken(asked, doubted):  # nor is asked twice what another rule cannot tell
            put_once = _look(asked, records, ground, {*taken, *in_doubt})
            judgements = [one for one in judgements if one.outcome != "cannot_tell" or one in put_once]
        if records is household:
            judgements = [name_adults(one, records, ground.people) for one in judgements]
        if judgements:
            if rule.id in plan.waited_for:
                told[rule.id] = _spoken_of(judgements, history.subject.id, ("no_record", "late", "pattern"))
                doubted[rule.id] = _spoken_of(judgements, history.subject.id, ("cannot_tell",))
            yield rule, missing_follow_up.gather(rule, judgements)


def _set_off(plan: _Plan, history: History, ground: Ground) -> set[int]:
    """The positions of the rules that some record of the History may set off."""
    return {position for number in candidates_of(history, ground) for position in plan.by_trigger.get(number, ())}


def _reach(history: History) -> tuple[date, date]:
    """The days of the child's first and last record; all of time where one of them is doubtful."""
    shelf = history.exact.get(ANY)
    if history.doubtful or shelf is None:
        return date.min, date.max
    return shelf.days[0], shelf.days[-1]


def _look(asked: _Asked, history: History, ground: Ground, taken: Taken) -> list[Judgement]:
    rule = asked.rule
    judgements = asked.look(rule, rule.settings, history, ground, taken)
    if history.doubtful and asked.shape not in ASKS_ITSELF:
        judgements = judgements + ask_of_possible(asked.look, rule, history, ground, taken, judgements)
    return judgements


def _taken(asked: _Asked, spoken: Mapping[str, set[date | str]]) -> Taken:
    """What the rules for which this one stands back have spoken of."""
    if not (asked.yields_to and spoken):
        return NOTHING
    return set().union(*map(spoken.__getitem__, asked.yields_to & spoken.keys()))


def _spoken_of(judgements: Sequence[Judgement], subject_id: str, outcomes: Collection[str]) -> set[date | str]:
    """What a rule said this of; where it is met, another rule may ask for more.

    A record that is only possibly about the child takes no day from another rule.
    """
    entries = [entry for judgement in judgements if judgement.outcome in outcomes for entry in judgement.entries]
    return {(exact_day(entry) if subject_id in entry.subjects else None) or entry.id for entry in entries}


def _finding(rule: Rule, subject: Subject, ground: Ground, judgement: Judgement) -> Finding:
    if judgement.outcome == "met":
        raise ValueError("what is met is counted, not found")
    entries = tuple(dict.fromkeys(entry.id for entry in judgement.entries))
    about = judgement.subjects or (subject.id,)
    words = "|".join((rule.id, *sorted(about), *entries))
    return Finding(
        id=f"f-{sha256(words.encode()).hexdigest()[:10]}",
        rule=rule.id,
        title=rule.title,
        topic=rule.topic,
        level=rule.level,
        outcome=judgement.outcome,
        subjects=about,
        entries=entries,
        answered_by=tuple(entry.id for entry in judgement.answered_by),
        due=judgement.due,
        searched=ground.searched_for(rule),
        statement=name_children(judgement.statement, subject, about, ground),
        reckoning=judgement.reckoning or _reckon(rule, ground, judgement),
    )


def _reckon(rule: Rule, ground: Ground, judgement: Judgement) -> str:
    """How the due day was counted, where it was counted from the day of the matter by the rule's own deadline."""
    span = deadline_of(rule)
    if span is None or judgement.due is None or judgement.day is None:
        return ""
    return (
        reckon(ground, judgement.day, span, judgement.due) if ground.add(judgement.day, span) == judgement.due else ""
    )


def _worst_first(one: tuple[date, Finding]) -> tuple[int, int, date, str, str]:
    day, finding = one
    return LEVELS.index(finding.level), OUTCOMES.index(finding.outcome), day, finding.rule, finding.id
