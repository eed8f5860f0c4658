"""Several children at once, none of them by name: "the twins", "Lowe children". Enters: mentions and the register. Leaves: everybody who may be meant.

"Lowe children" are the registered children of that surname, where nobody bears it who is not registered: in any file, or in those of an
agency that names one of them. "Family" without a surname means them in the files of an agency that names two of the register, a child
among them, nobody who is not in it, and the surname of each registered child. Words that may leave one of the children out merge nobody: a person decides whom the record is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from chronology.linking.answer import Candidate
from chronology.linking.collapse import Written
from chronology.linking.compare import Scale
from chronology.linking.identity import Identity
from chronology.linking.names import family
from chronology.linking.shortened import may_be
from chronology.model import CHILDREN, PREGNANCY, Event, Evidence, Mention, Subject
from chronology.people import may_leave_out, read_group, says_how_many, sex_of
from chronology.when import possible_days

_SEXES = {"girls": "female", "boys": "male"}
_BIRTHS = {"twins": 2, "triplets": 3}


class Families(NamedTuple):
    """Of an agency's files: the surnames that mean registered children alone, and those that children must bear whom words without one mean."""

    surnames: frozenset[str] = frozenset()
    unsaid: frozenset[str] = frozenset()


def find_families(
    written: Sequence[Written],
    identities: Sequence[Identity],
    register: Sequence[Subject],
    people: Sequence[Identity],
    scale: Scale,
) -> Mapping[str, Families]:
    """By agency, the surnames of registered children that there mean them alone.

    Nobody who is not registered bears such a surname: in any file, or, where the agency's own files name one of these children, in those.
    Words without a surname mean somebody where the agency's files name two people of the register, one of these children among them, and
    no stranger.
    """
    if not any(_read(one.mention)[0] for one in written):
        return {}
    children = [person for child, person in zip(register, people, strict=True) if child.role in CHILDREN]
    own = {surname for person in children for _, surname in person.names if surname}
    strange: dict[str, set[str]] = {one.agency: set() for one in written}
    named: dict[str, set[str]] = {one.agency: set() for one in written}
    met: dict[str, set[int]] = {one.agency: set() for one in written}
    among_others = set[str]()
    for one, identity in zip(written, identities, strict=True):
        who = [place for place, person in enumerate(people) if may_be(identity, person, scale)]
        if not _read(one.mention)[0]:
            met[one.agency].update(who[:1])
            if not who:
                among_others.add(one.agency)
        borne = {surname for forename, surname in identity.names if surname in own and forename}
        if not borne or borne <= strange[one.agency]:
            continue
        if not who:
            strange[one.agency] |= borne
        elif any(may_be(identity, child, scale) for child in children):
            named[one.agency] |= borne
    anywhere = set[str]().union(*strange.values())
    return {
        agency: Families(
            frozenset((own - anywhere) | ((named[agency] & own) - strange[agency])),
            frozenset(named[agency] if len(met[agency]) > 1 and agency not in among_others else ()),
        )
        for agency in strange
    }


def group_candidates(
    one: Written, register: Sequence[Subject], people: Sequence[Identity], scale: Scale, families: Families
) -> tuple[Candidate, ...] | None:
    """The registered children whom the mention means, if it means all of one of the agency's `families`; else whom it may mean, for review.

    None where it is no group.
    """
    mention = one.mention
    group, written = _read(mention)
    if not group:
        return None
    children = [(subject, person) for subject, person in zip(register, people, strict=True) if subject.role in CHILDREN]
    surnames = {family(surname) for surname in written}
    births = Counter(person.day for _, person in children if person.day)
    found: list[Subject] = []
    for subject, person in children:
        if group in _BIRTHS and (person.day is None or births[person.day] < _BIRTHS[group]):
            continue
        if group in _SEXES and sex_of(subject.sex) not in ("", _SEXES[group]):
            continue
        if surnames and surnames.isdisjoint(known for _, known in person.names):
            continue
        found.append(subject)
    if surnames:
        of_family = surnames <= families.surnames
    else:  # a half-brother whom the files never name may be meant or not
        bear = {subject.id: {surname for _, surname in person.names} for subject, person in children}
        of_family = bool(found) and not any(families.unsaid.isdisjoint(bear[child.id]) for child in found)
    of_family = of_family and not may_leave_out(mention.written, len(found))
    of_all = group == "children" or (group in _SEXES and len(found) > 1 and says_how_many(mention.written, len(found)))
    if of_all and of_family:
        bits = scale.weights.whole_family
        return tuple(
            Candidate(child.id, "each", scale.prior + bits, "probable", (_evidence(mention, child, "meant", bits),))
            for child in found
        )
    return tuple(
        Candidate(
            child.id, "review", scale.weights.review, "possible", (_evidence(mention, child, "may be meant", 0.0),)
        )
        for child in found
    )


def in_family_files(
    written: Sequence[Written], found: Sequence[tuple[Candidate, ...]], registered: Mapping[str, Identity]
) -> dict[int, tuple[Candidate, ...]]:
    """For each surname alone that stands under the number of an agency's file of a whole family: the children of that family.

    The number is taken as it was written: of a file that several people share it tells none of them apart.
    """
    of_file = {
        number: candidates
        for one, candidates in zip(written, found, strict=True)
        if candidates and candidates[0].verdict == "each"
        for number in one.identity.agency_ids
    }
    return {
        place: candidates
        for place, identity in enumerate([one.identity for one in written] if of_file else ())
        for number in identity.agency_ids
        if (candidates := of_file.get(number))
        and _is_surname_of(identity, [registered[one.subject] for one in candidates])
    }


def _is_surname_of(identity: Identity, people: Sequence[Identity]) -> bool:
    """Whether the one word that is written, in whatever column, is the surname of one of `people`."""
    (one, other), *others = identity.names
    return (
        not others and bool(one) != bool(other) and any(one + other == name for who in people for _, name in who.names)
    )


def _read(mention: Mention) -> tuple[str, tuple[str, ...]]:
    return read_group(mention.written) if not mention.forename else ("", ())


def _evidence(mention: Mention, subject: Subject, verdict: str, bits: float) -> Evidence:
    return Evidence("group", mention.written, subject.name, verdict, bits)


def lives_then(subject: Subject, event: Event) -> bool:
    """Whether the child may have been there, or expected, on the day of a record that speaks of all children of its family."""
    first, last = possible_days(event.when) or (None, None)
    born = subject.born.first if subject.born else None
    if born and last and last < born - PREGNANCY:
        return False
    return not (subject.died and first and first > subject.died)
