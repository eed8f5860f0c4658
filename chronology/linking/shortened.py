"""Names that an agency writes short: `Logan M`, `Kennedy McF`, `Logan`. Enters: everybody written down, and the register. Leaves: whom each may mean.

A short name makes somebody registered only where the files leave nobody else: no other person of the register and nobody in any
file bears such a name, and an agency that leaves the surname out, or shortens an adult's name, writes of this family alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chronology.linking.collapse import Written
from chronology.linking.compare import Scale
from chronology.linking.identity import Identity, Name
from chronology.model import CHILDREN, Subject

_LONG_INITIAL = re.compile(r"(?:mc|mac|o)[^\W\d_]")
_CALLED = frozenset(("equal", "variant"))
_NEARLY = frozenset(("equal", "variant", "swapped", "close", "near", "part"))


class Short(NamedTuple):
    """A short name: the place of who is written down, and the number of the registered person whom it means."""

    place: int
    person: int


def find_short_names(
    written: Sequence[Written],
    identities: Sequence[Identity],
    register: Sequence[Subject],
    people: Sequence[Identity],
    scale: Scale,
) -> frozenset[Short]:
    """The short names that can mean nobody but one person of the register."""
    short = [
        Short(place, person)
        for place, identity in enumerate(identities)
        if _is_short(identity)
        for person in _only_bearer(identity.names[0], people, scale)
    ]
    if not short:
        return frozenset()
    names = {name for identity in identities if not _is_short(identity) for name in identity.names if name[0]}
    strangers = {
        one.agency
        for one, identity in zip(written, identities, strict=True)
        if identity.named()
        and not _is_short(identity)
        and not any(may_be(identity, person, scale) for person in people)
    }
    return frozenset(
        one
        for one in short
        if not _has_namesake(identities[one.place].names[0], people[one.person], names, scale)
        and (
            (register[one.person].role in CHILDREN and identities[one.place].names[0][1])
            or written[one.place].agency not in strangers
        )
    )


def _is_short(identity: Identity) -> bool:
    """A forename with an initial, or with nothing, for a surname, and nothing that would tell its bearer better.

    The initial of McFarlane may be McF, that of O'Brien O'B.
    """
    (forename, surname), *others = identity.names
    told = identity.day or identity.nhs or identity.upn
    initial = len(surname) <= 1 or _LONG_INITIAL.fullmatch(surname)
    return len(forename) > 1 and bool(initial) and not others and not told


def _only_bearer(name: Name, people: Sequence[Identity], scale: Scale) -> Iterator[int]:
    """The number of the one person whom the name may mean, where nobody else of the register is called anything like it."""
    alike = [
        number
        for number, person in enumerate(people)
        if any(
            scale.given_level(name[0], own[0]) in _NEARLY and _begins_so(name[1], own[1])
            for own in person.names
            if own[0]
        )
    ]
    if len(alike) == 1:
        own_names = people[alike[0]].names
        if any(scale.given_level(name[0], own[0]) in _CALLED and _begins_so(name[1], own[1]) for own in own_names):
            yield alike[0]


def _begins_so(initial: str, surname: str) -> bool:
    return surname.startswith(initial)


def _has_namesake(name: Name, person: Identity, names: set[Name], scale: Scale) -> bool:
    """Whether somebody in the files is called so and has another surname, one that the short name would fit."""
    return any(
        scale.given_level(name[0], other[0]) in _NEARLY
        and other[1]
        and _begins_so(name[1], other[1])
        and all(scale.family_level(other[1], own[1]) == "different" for own in person.names if own[1])
        for other in names
    )


def may_be(identity: Identity, person: Identity, scale: Scale) -> bool:
    """Whether the names leave it possible that this is the person, so that it is no stranger's."""
    forename, surname = scale.name_levels(identity, person)
    return surname != "different" and forename != "different"
