"""Who is who. Enters: events, the register of the case, and what a person has decided. Leaves: links, subjects, issues.

Three answers are possible for a mention: merged (confirmed or probable), to review (possible, by name to each person it
could be), apart (no link). Every link carries its arithmetic in bits; its score is the share of 1 that those odds come to
among everybody the mention could be. With a register, mentions are held against it; without one, the people are worked
out from the records. Reading records and naming kinds of event do not belong here.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager

from msgspec import Struct
from msgspec.structs import replace

from chronology.case import Decision
from chronology.linking.answer import NOBODY, Answer, Candidate, Part, choose
from chronology.linking.collapse import Collapsed, Written, collapse
from chronology.linking.compare import Scale
from chronology.linking.decided import Ruling, evidence_of, rulings
from chronology.linking.discovered import discover
from chronology.linking.groups import lives_then
from chronology.linking.identifiers_met import Trusted, trust
from chronology.linking.identity import identity_of
from chronology.linking.in_text import Register, link_text, read_register
from chronology.linking.listed import read_lists
from chronology.linking.registered import compare_with_register
from chronology.linking.schemes import learn_schemes, rename_numbers
from chronology.linking.told_apart import find_torn, side_by_side, tell_apart
from chronology.linking.troubles import Trouble, troubles
from chronology.linking.weights import Weights, load_weights
from chronology.model import PREGNANCY, Event, Issue, Link, Provenance, Subject


class Linking(Struct, frozen=True):
    """`subjects`: the register as given, or the people found. `links[i]`: every link of the mentions of event i.

    `prior_bits`: what every comparison starts from, the number of people it could be counted off; a link's evidence and
    these add up to what its score is made of.
    """

    subjects: tuple[Subject, ...]
    links: tuple[tuple[Link, ...], ...]
    issues: tuple[Issue, ...]
    prior_bits: float = 0.0


def link(
    events: Sequence[Event], register: Sequence[Subject], decisions: Sequence[Decision], explained: bool = True
) -> Linking:
    """Whom each event is about. Raises DefinitionError only if the tables of names and weights are broken.

    `explained`: whether every link carries its evidence; without, it has its standing and score alone, in less time and memory.
    """
    with _without_collector():
        return _link(events, tuple(register), decisions, explained)


class _Found(Struct, frozen=True):
    """Who everybody written down was found to be, before what a person has decided is looked at."""

    collapsed: Collapsed
    trusted: Trusted
    beside: AbstractSet[tuple[int, int]]
    subjects: tuple[Subject, ...]
    candidates: Sequence[tuple[Candidate, ...]]  # empty without a register
    answers: tuple[Answer, ...]
    asked: frozenset[int]
    prior_bits: float


def _link(
    events: Sequence[Event], register: tuple[Subject, ...], decisions: Sequence[Decision], explained: bool
) -> Linking:
    weights = load_weights()
    if register:
        events = read_lists(events, [identity_of(subject) for subject in register])
    found = _hold_against(events, register, weights) if register else _work_out(events, weights, explained)
    ruled, issues = rulings(events, decisions, frozenset(subject.id for subject in found.subjects))
    links = tuple(_links(events, found, ruled, weights))
    trouble = Trouble(
        events, found.collapsed, found.answers, found.candidates, found.trusted, found.asked, frozenset(ruled), links
    )
    issues = [*troubles(trouble, bool(register)), *issues]
    if register:
        links = tuple(_with_texts(events, links, read_register(register, found.prior_bits), ruled))
    if not explained and (register or ruled):  # people worked out are not explained in the first place
        links = tuple([_without_evidence(those) for those in links])
    return Linking(found.subjects, links, tuple(issues), found.prior_bits)


def _without_evidence(links: tuple[Link, ...]) -> tuple[Link, ...]:
    if any(one.evidence for one in links):
        return tuple([replace(one, evidence=()) for one in links])
    return links


def _with_texts(
    events: Sequence[Event], links: Sequence[tuple[Link, ...]], register: Register, ruled: dict[int, Ruling]
) -> Iterator[tuple[Link, ...]]:
    """The links of each event, and those of the children whom its text names."""
    for number, (event, own) in enumerate(zip(events, links, strict=True)):
        ruled_out = ruled[number].not_about if number in ruled else frozenset[str]()
        named = link_text(event, own, register, ruled_out)
        yield (*own, *named) if named else own


def _hold_against(events: Sequence[Event], register: tuple[Subject, ...], weights: Weights) -> _Found:
    collapsed = collapse(events)
    scale = Scale(weights, people=len(register))
    beside = side_by_side(collapsed, scale)
    people = [identity_of(subject) for subject in register]
    registered = {number for person in people for number in (person.nhs, person.upn) if number}
    trusted = trust(collapsed.written, scale, keep_majority=False, registered=registered)
    candidates = compare_with_register(collapsed.written, trusted.identities, register, scale, beside)
    answers = tuple(choose(found) for found in candidates)
    return _Found(collapsed, trusted, beside, register, candidates, answers, frozenset(), scale.prior)


def _work_out(events: Sequence[Event], weights: Weights, explained: bool) -> _Found:
    collapsed = collapse(events, weights.contacts)
    identities = [one.identity for one in collapsed.written]
    scale = Scale(weights, identities, people=len(identities))
    scale.schemes = learn_schemes(collapsed.written, scale)
    collapsed = rename_numbers(collapsed, scale.schemes)
    written = collapsed.written
    scale.told = tell_apart(collapsed, scale)
    beside = side_by_side(collapsed, scale)
    torn = find_torn(written, scale.told)
    trusted = trust(written, scale, keep_majority=True, torn=torn)
    found = discover(written, trusted.identities, scale, beside, torn, explained)
    return _Found(collapsed, trusted, beside, found.subjects, (), found.answers, found.asked, scale.prior)


def _links(
    events: Sequence[Event], found: _Found, ruled: dict[int, Ruling], weights: Weights
) -> Iterator[tuple[Link, ...]]:
    """The links of each event, in order."""
    answers, candidates = found.answers, found.candidates
    texts = [_as_written(one) for one in found.collapsed.written]
    people = {subject.id: subject for subject in found.subjects}
    for number, (event, named) in enumerate(zip(events, found.collapsed.named, strict=True)):
        if ruled and number in ruled:
            here = [(texts[place], answers[place]) for place in named]
            could_be = [candidates[place] for place in named] if candidates else [()] * len(named)
            yield _ruled_links(event, here, could_be, ruled[number], people, weights)
        elif (
            len(named) == 1 and len(answers[named[0]].parts) == 1 and answers[named[0]].kind != "together"
        ):  # nearly all
            (place,) = named
            (part,) = answers[place].parts
            if not found.collapsed.written[place].identity.first:
                part = _in_its_life(part, event, people)
            yield (Link(event.provenance, texts[place], part.subject, part.standing, part.score, part.evidence),)
        else:
            parts = [
                (place, part if found.collapsed.written[place].identity.first else _in_its_life(part, event, people))
                for place in named
                for part in _on_day(answers[place], event, people).parts
            ]
            if not candidates and len(named) > 1:
                parts = _one_each(parts, found.beside)
            yield tuple([_link_of(event.provenance, texts[place], part) for place, part in parts])


def _one_each(parts: list[tuple[int, Part]], beside: AbstractSet[tuple[int, int]]) -> list[tuple[int, Part]]:
    """Two names in one record that cannot be one person: the surer keeps it, the other is put to a person."""
    kept: dict[str, int] = {}
    asked = set()
    for place, part in sorted(parts, key=lambda one: (-one[1].score, one[0])):
        if part.standing != "possible" and kept.setdefault(part.subject, place) != place:
            other = kept[part.subject]
            if (min(place, other), max(place, other)) in beside:
                asked.add((place, part.subject))
    return [
        (place, replace(part, standing="possible") if (place, part.subject) in asked else part) for place, part in parts
    ]


def _ruled_links(
    event: Event,
    here: list[tuple[str, Answer]],
    candidates: Sequence[tuple[Candidate, ...]],
    ruling: Ruling,
    people: Mapping[str, Subject],
    weights: Weights,
) -> tuple[Link, ...]:
    """The links of an event on which a person has decided: what they said, and what the rest of it still allows."""
    answers = [
        _on_day(_less(answer, found, ruling.not_about), event, people)
        for (_, answer), found in zip(here, candidates, strict=True)
    ]
    links = []
    for decision in ruling.about:
        place = _about(decision.subject or "", answers)
        written = here[place][0] if place is not None else ""
        if place is not None and answers[place].kind != "together":  # to decide on one child takes it from no other
            answers[place] = NOBODY
        evidence = (evidence_of(decision, weights.decided),)
        links.append(Link(event.provenance, written, decision.subject or "", "confirmed", 1.0, evidence))
    decided = {decision.subject for decision in ruling.about}
    for (text, _), answer in zip(here, answers, strict=True):
        links += [_link_of(event.provenance, text, part) for part in answer.parts if part.subject not in decided]
    return tuple(links)


def _on_day(answer: Answer, event: Event, people: Mapping[str, Subject]) -> Answer:
    """The answer as it holds for one event: words for all children of a family mean those who then lived."""
    if answer.kind != "together":
        return answer
    return replace(answer, parts=tuple(part for part in answer.parts if lives_then(people[part.subject], event)))


def _in_its_life(part: Part, event: Event, people: Mapping[str, Subject]) -> Part:
    """The part, which a person decides on where the record is of years before the birth: a namesake, or a slip in a date."""
    subject, last = people[part.subject], event.when.last
    born = subject.born.first if subject.born and subject.registered else None
    if born and last and last < born - PREGNANCY:
        return replace(part, standing="possible")
    return part


def _less(answer: Answer, candidates: tuple[Candidate, ...], not_about: frozenset[str]) -> Answer:
    """The answer once some people are ruled out; the candidates left are weighed anew."""
    if not not_about:
        return answer
    if candidates:
        return choose(one for one in candidates if one.subject not in not_about)
    parts = tuple(part for part in answer.parts if part.subject not in not_about)
    return Answer(answer.kind, parts) if parts else NOBODY


def _about(subject: str, answers: list[Answer]) -> int | None:
    """Which mention a decision is about: one that fits the subject, else one that fits nobody else, else the first."""
    if not answers:
        return None

    def fit(place: int) -> tuple[bool, bool, int]:
        answer = answers[place]
        return (all(part.subject != subject for part in answer.parts), answer.kind == "merged", place)

    return min(range(len(answers)), key=fit)


def _link_of(place: Provenance, written: str, part: Part) -> Link:
    return Link(place, written, part.subject, part.standing, part.score, part.evidence)


def _as_written(one: Written) -> str:
    mention = one.mention
    return mention.written or f"{mention.forename} {mention.surname}".strip()


@contextmanager
def _without_collector() -> Iterator[None]:
    """Nothing built here holds a cycle, and the collector, left on, takes a third of the time looking for some."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
