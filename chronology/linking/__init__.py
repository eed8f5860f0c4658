"""Who is who. Enters: events, the register of the case, and what a person has decided. Leaves: links, subjects, issues.

Three answers are possible for a mention: merged (confirmed or probable), to review (possible, by name to each person it
could be), apart (no link). Every link carries its arithmetic in bits; its score is the share of 1 that those odds come to
among everybody the mention could be. With a register, mentions are held against it; without one, the people are worked
out from the records. Reading records and naming kinds of event do not belong here.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager

from msgspec import Struct
from msgspec.structs import replace

from chronology.case import Decision
from chronology.linking.answer import NOBODY, Answer, Candidate, Part, choose
from chronology.linking.collapse import Written, collapse
from chronology.linking.compare import Scale
from chronology.linking.decided import Ruling, evidence_of, rulings
from chronology.linking.discovered import discover
from chronology.linking.identifiers_met import trust
from chronology.linking.registered import compare_with_register
from chronology.linking.schemes import learn_schemes, rename_numbers
from chronology.linking.told_apart import find_torn, side_by_side, tell_apart
from chronology.linking.troubles import Trouble, troubles
from chronology.linking.weights import Weights, load_weights
from chronology.model import Event, Issue, Link, Provenance, Subject


class Linking(Struct, frozen=True):
    """`subjects`: the register as given, or the people found. `links[i]`: every link of the mentions of event i."""

    subjects: tuple[Subject, ...]
    links: tuple[tuple[Link, ...], ...]
    issues: tuple[Issue, ...]


def link(events: Sequence[Event], register: Sequence[Subject], decisions: Sequence[Decision]) -> Linking:
    """Whom each event is about. Raises DefinitionError only if the tables of names and weights are broken."""
    with _without_collector():
        return _link(events, tuple(register), decisions)


def _link(events: Sequence[Event], register: tuple[Subject, ...], decisions: Sequence[Decision]) -> Linking:
    weights = load_weights()
    collapsed = collapse(events, frozenset() if register else weights.contacts)
    written = collapsed.written
    candidates: Sequence[tuple[Candidate, ...]] = ()
    asked: frozenset[int] = frozenset()
    if register:
        scale = Scale(weights, people=len(register))
        beside = side_by_side(collapsed, scale)
        trusted = trust(written, scale, keep_majority=False)
        candidates = compare_with_register(written, trusted.identities, register, scale, beside)
        answers: Sequence[Answer] = tuple(choose(found) for found in candidates)
        subjects = register
    else:
        identities = [one.identity for one in written]
        scale = Scale(weights, identities, people=len(identities))
        scale.schemes = learn_schemes(written, scale)
        collapsed = rename_numbers(collapsed, scale.schemes)
        written = collapsed.written
        scale.told = tell_apart(collapsed, scale)
        beside = side_by_side(collapsed, scale)
        torn = find_torn(written, scale.told)
        trusted = trust(written, scale, keep_majority=True, torn=torn)
        discovery = discover(written, trusted.identities, scale, beside, torn)
        answers, subjects, asked = discovery.answers, discovery.subjects, discovery.asked
    ruled, issues = rulings(events, decisions, frozenset(subject.id for subject in subjects))
    texts = [_as_written(one) for one in written]
    links: list[tuple[Link, ...]] = []
    for number, (event, named) in enumerate(zip(events, collapsed.named, strict=True)):
        if number in ruled:
            here = [(texts[place], answers[place]) for place in named]
            found = [candidates[place] for place in named] if candidates else [()] * len(named)
            links.append(_ruled_links(event, here, found, ruled[number], weights))
        elif len(named) == 1:
            (place,) = named
            where, text = event.provenance, texts[place]
            links.append(
                tuple(
                    [
                        Link(where, text, part.subject, part.standing, part.score, part.evidence)
                        for part in answers[place].parts
                    ]
                )
            )
        else:
            parts = [(n, part) for n in named for part in answers[n].parts]
            if not register:
                parts = _one_each(parts, beside)
            links.append(tuple([_link_of(event.provenance, texts[n], part) for n, part in parts]))
    trouble = Trouble(events, collapsed, tuple(answers), candidates, trusted, asked, frozenset(ruled), tuple(links))
    return Linking(subjects, tuple(links), (*troubles(trouble, bool(register)), *issues))


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
    weights: Weights,
) -> tuple[Link, ...]:
    """The links of an event on which a person has decided: what they said, and what the rest of it still allows."""
    answers = [_less(answer, found, ruling.not_about) for (_, answer), found in zip(here, candidates, strict=True)]
    links = []
    for decision in ruling.about:
        place = _about(decision.subject or "", answers)
        written = here[place][0] if place is not None else ""
        if place is not None:
            answers[place] = NOBODY
        evidence = (evidence_of(decision, weights.decided),)
        links.append(Link(event.provenance, written, decision.subject or "", "confirmed", 1.0, evidence))
    decided = {decision.subject for decision in ruling.about}
    for (text, _), answer in zip(here, answers, strict=True):
        links += [_link_of(event.provenance, text, part) for part in answer.parts if part.subject not in decided]
    return tuple(links)


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
