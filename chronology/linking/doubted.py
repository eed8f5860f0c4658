"""Mentions that agree with somebody registered, and are doubted all the same. Enters: whom each mention was taken for. Leaves: those in doubt.

Each of them agrees with the register; only beside the other records of its agency does it show that there may be two people of
the name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct

from chronology.linking.answer import Candidate, choose
from chronology.linking.births import CONTRADICTS, compare_born
from chronology.linking.collapse import Written
from chronology.linking.identifiers_met import Number, second_numbers
from chronology.linking.identity import Identity, Name

_SURE = frozenset(("born", "nhs_number", "upn", "agency_id"))
_HOME = frozenset(("postcode", "address"))
_AGREES = frozenset(("equal", "swapped", "close", "overlaps"))

Candidates = list[tuple[Candidate, ...]]


class Met(Struct, frozen=True):
    """Everybody written down, whom each could be, and by number the ids of the subjects whom they were merged with."""

    written: Sequence[Written]
    identities: Sequence[Identity]
    found: Candidates
    merged: Mapping[int, str]

    def candidate(self, place: int) -> Candidate:
        """The one that `place` was merged with."""
        return next(one for one in self.found[place] if one.subject == self.merged[place])


def merged_in(found: Candidates) -> dict[int, str]:
    """Number → the id of the subject, for each mention of one person that can be merged."""
    answers = {place: choose(candidates) for place, candidates in enumerate(found) if candidates}
    return {place: answer.parts[0].subject for place, answer in answers.items() if answer.kind == "merged"}


def under_second_numbers(met: Met) -> set[int]:
    """Those taken for somebody by name, the day of birth missing or slipped, whom their agency holds under another number.

    Other than that person's, that is: where an agency has no record with the right day of birth, the slipped one is the person's.
    """
    sure: dict[str, set[Number]] = {}
    slipped: dict[str, dict[int, tuple[Number, ...]]] = {}
    weak: dict[str, dict[int, tuple[Number, ...]]] = {}
    for place, subject in met.merged.items():
        numbers = met.identities[place].agency_ids
        if not numbers:
            continue
        told = {one.verdict for one in met.candidate(place).evidence if one.field in _SURE}
        if "equal" in told:
            sure.setdefault(subject, set()).update(numbers)
        else:
            (weak if told.isdisjoint(_AGREES) else slipped).setdefault(subject, {})[place] = numbers
    second: set[int] = set()
    for subject in {*slipped, *weak}:
        strong, doubtful = set(sure.get(subject, ())), dict(weak.get(subject, {}))
        agencies = {agency for agency, _ in strong}
        for place, numbers in slipped.get(subject, {}).items():
            if agencies.isdisjoint(agency for agency, _ in numbers):
                strong.update(numbers)
            else:
                doubtful[place] = numbers
        second |= second_numbers(strong, doubtful, {place: met.written[place].events for place in doubtful})
    return second


def beside_namesakes(met: Met, people: Mapping[str, Identity], second: AbstractSet[int]) -> set[int]:
    """Those taken for somebody by name alone, whose agency holds another person of that name as well.

    Another: under a second number (`second`), or born on quite another day. `people`: the register, by id.
    """
    namesakes: dict[str, set[str]] = {}  # id of a subject → the agencies that hold another of the name
    strangers: dict[Name, list[tuple[str, Identity]]] = {}
    for place, identity in enumerate(met.identities):
        if identity.day and place not in met.merged:
            strangers.setdefault(identity.names[0], []).append((met.written[place].agency, identity))
    for place in second:
        for one in met.found[place]:
            namesakes.setdefault(one.subject, set()).add(met.written[place].agency)
    by_name = [place for place in met.merged if place not in second and _is_by_name_alone(met.candidate(place))]
    for subject in {met.merged[place] for place in by_name}:
        person = people[subject]
        agencies = namesakes.setdefault(subject, set())
        for name in person.names:
            there = strangers.get(name, ())
            agencies.update(agency for agency, other in there if compare_born(other, person) in CONTRADICTS)
    return {
        place
        for place in by_name
        if met.written[place].agency in namesakes[met.merged[place]]
        and set(met.identities[place].agency_ids).isdisjoint(people[met.merged[place]].agency_ids)
    }


def second_in_a_record(met: Met, beside: AbstractSet[tuple[int, int]]) -> set[int]:
    """Those taken for one person beside each other in one record, all but those by that person's own name."""
    second: set[int] = set()
    for pair in beside:
        if pair[0] in met.merged and met.merged[pair[0]] == met.merged.get(pair[1]):
            for place in pair:
                if not any(one.field == "forename" and one.verdict == "equal" for one in met.candidate(place).evidence):
                    second.add(place)
    return second


def _is_by_name_alone(candidate: Candidate) -> bool:
    told = {one.field for one in candidate.evidence if one.verdict in _AGREES}
    return told.isdisjoint(_SURE) and told.isdisjoint(_HOME)
