"""Plain cases first: those who agree in every name and the day of birth, made one before anything is compared. Enters: identities.
Leaves: cores, each an identity that says what all its members say, and the core of each member.

Names and a day of birth are enough only where they are rare enough among the records at hand; what remains open is for cluster.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar

from chronology.linking.compare import Scale
from chronology.linking.identifiers_met import NUMBERS_OF_RECORDS, numbers_of
from chronology.linking.identity import CONTACT, Identity, Number

T = TypeVar("T", str, Number)

_HOMES_APART = 3.0  # bits that two homes take from a likeness: to spare, it need not be asked where anybody lives
_SHORTEST = 2  # letters of a forename


def make_cores(
    identities: Sequence[Identity], scale: Scale, torn: AbstractSet[int]
) -> tuple[list[Identity], list[int | None]]:
    """People who agree in every name and the day of birth, made one: (cores, the core of each identity).

    Only where that much is enough for a merge, and never across two NHS numbers or two pupil numbers.
    """
    alike: dict[tuple[object, ...], list[int]] = {}
    for place, identity in enumerate(identities):
        if identity.named():
            alike.setdefault((identity.names, identity.day, identity.disguised), []).append(place)
    groups: list[list[int]] = []
    for places in alike.values():
        if len(places) == 1:
            groups.append(places)
        elif _is_enough(identities[places[0]], scale):
            whole = _by_number([place for place in places if place not in torn], identities)
            groups += (
                [group for found in whole for group in _by_file(found, identities)] if scale.schemes.families else whole
            )
            groups += _by_all([place for place in places if place in torn], identities)
        else:
            groups += _by_all(places, identities)
    groups.sort()
    cores: list[Identity] = []
    core_of: list[int | None] = [None] * len(identities)
    for group in groups:
        for place in group:
            core_of[place] = len(cores)
        cores.append(_union([identities[place] for place in group]))
    return cores, core_of


def _is_enough(identity: Identity, scale: Scale) -> bool:
    """Whether another of the same names, born on the same day, is the same person, wherever both live."""
    forename, surname = identity.names[0]
    if identity.day is None or not surname or len(forename) < _SHORTEST:
        return False
    return scale.bits_of_likeness(forename, surname, identity.day) >= scale.weights.merge + _HOMES_APART


def _by_all(places: list[int], identities: Sequence[Identity]) -> list[list[int]]:
    """Those who agree in everything that is known of them, together; each without a name and a number, alone.

    A surname, a home and a day of birth are a whole family's: the next twin has them too.
    """
    groups: dict[object, list[int]] = {}
    for place in places:
        identity = identities[place]
        told = identity.names[0][0] or any(numbers_of(identity))
        groups.setdefault(identity if told else place, []).append(place)
    return list(groups.values())


def _by_number(places: list[int], identities: Sequence[Identity]) -> list[list[int]]:
    if not places:
        return []
    nhs, upns = {identities[place].nhs for place in places}, {identities[place].upn for place in places}
    if len(nhs - {""}) < 2 and len(upns - {""}) < 2:
        return [places]
    groups: dict[tuple[str, str], list[int]] = {}
    for place in places:
        groups.setdefault((identities[place].nhs, identities[place].upn), []).append(place)
    return [groups[key] for key in sorted(groups)]


def _by_file(places: list[int], identities: Sequence[Identity]) -> list[list[int]]:
    """Those whom no agency holds under two numbers, all together; else those with a number or a home in common."""
    numbers = {number for place in places for number in identities[place].agency_ids if number[0] != CONTACT}
    if len(numbers) == len({agency for agency, _ in numbers}):
        return [places]
    files = Counter(agency for agency, _ in numbers)
    if max(files.values()) >= NUMBERS_OF_RECORDS:
        return [places]
    group_of: dict[object, int] = {}  # a number or a home → the group that has it
    groups: dict[int, tuple[list[object], list[int]]] = {}
    for place in places:
        identity = identities[place]
        known: list[object] = [*numbers_of(identity), *identity.postcodes, *identity.addresses]
        met = sorted({group_of[one] for one in known if one in group_of}, key=lambda number: len(groups[number][0]))
        into = met.pop() if met else place
        held, those = groups.setdefault(into, ([], []))
        for other in met:
            further, others = groups.pop(other)
            known += further
            those += others
        those.append(place)
        held += known
        group_of.update(dict.fromkeys(known, into))
    return [sorted(those) for _, those in groups.values()]


def _union(identities: list[Identity]) -> Identity:
    first = identities[0]
    if len(identities) == 1:
        return first
    sexes = {one.sex for one in identities if one.sex}
    return Identity(
        names=first.names,
        day=first.day,
        first=first.first,
        last=first.last,
        sex=sexes.pop() if len(sexes) == 1 else "",
        nhs=max(one.nhs for one in identities),
        upn=max(one.upn for one in identities),
        agency_ids=_all([one.agency_ids for one in identities]),
        postcodes=_all([one.postcodes for one in identities]),
        addresses=_all([one.addresses for one in identities]),
        nhs_written=_all([one.nhs_written for one in identities]),
        disguised=first.disguised,
    )


def _all(values: list[tuple[T, ...]]) -> tuple[T, ...]:
    first = values[0]
    if values.count(first) == len(values):
        return first  # in order already
    return tuple(sorted({value for found in values for value in found}))
