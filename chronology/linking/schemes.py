"""What the records show of the numbers that agencies give, and of the homes people live in. Enters: everybody written down. Leaves: Schemes.

An agency's own number may be a person's, a household's or a single record's, and no heading says which. What it is shows only
in many records: whether those who bear one number are one person, and whether one person bears many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING
from zlib import crc32

from msgspec import Struct
from msgspec.structs import replace

from chronology.linking.births import CONTRADICTS, compare_born
from chronology.linking.identity import CONTACT, Identity, Name, is_dated

if TYPE_CHECKING:
    from chronology.linking.collapse import Collapsed, Written
    from chronology.linking.compare import Scale

_ENOUGH = 20_000  # people from which families show as well as from all
_LOOKED_AT = 12  # bearers of one number that are compared: more say nothing new
_Bearer = tuple[str, Identity]  # the agency that gave the number, and on whose record it stands
_HERE = frozenset(("equal", "variant", "swapped", "close"))


class Schemes(Struct, frozen=True):
    """`same_as`: agency → the agency whose numbers it uses too. `personal`: those that give each person a number of their own.

    `by_record`: those that number records, not people. `families`: whether people live with others of their surname here.
    `twins`: whether one surname and day of birth stands with two forenames; without families, a mistake is the likelier.
    """

    same_as: Mapping[str, str] = {}
    personal: frozenset[str] = frozenset()
    by_record: frozenset[str] = frozenset()
    families: bool = True
    twins: bool = True


def learn_schemes(written: Sequence[Written], scale: Scale) -> Schemes:
    """What many records show; of few, nothing is taken for granted: no number is a person's own, and families there may be."""
    repeated = _repeated(written)
    same_as = _join(repeated, scale)
    by_record = _number_records(written, repeated, same_as, scale.weights.own_numbers_least)
    personal = _are_personal(repeated, scale, same_as) - by_record
    if CONTACT not in personal and any(one.reached for one in written):
        by_record |= {CONTACT}  # a parent's, for all that is known
    some = _sample(written)
    twins = _have_twins(some, scale)
    families = _live_together(some, scale, CONTACT in personal and not twins)
    return Schemes(same_as, personal, by_record, families, families and twins)


def _repeated(written: Sequence[Written]) -> list[list[_Bearer]]:
    """For each number that several bear, those who do."""
    first: dict[str, _Bearer] = {}
    bearers: dict[str, list[_Bearer]] = {}
    for one in written:
        for agency, number in one.identity.agency_ids:
            bearer = (agency, one.identity)
            before = first.setdefault(number, bearer)
            if before is not bearer:
                bearers.setdefault(number, [before]).append(bearer)
    return list(bearers.values())


def _sample(written: Sequence[Written]) -> list[Identity]:
    """Everybody of some surnames, drawn by the letters of the name alone: so whole families are in it."""
    parts = len(written) // _ENOUGH + 1
    identities = [one.identity for one in written]
    if parts == 1:
        return identities
    return [one for one in identities if crc32(one.names[0][1].encode()) % parts == 0]


def rename_numbers(collapsed: Collapsed, schemes: Schemes) -> Collapsed:
    """Everybody with their numbers under the name of whoever gives them, without those of mere records."""
    if not schemes.same_as and not schemes.by_record:
        return collapsed
    return replace(
        collapsed,
        written=tuple([replace(one, identity=_renamed(one.identity, schemes)) for one in collapsed.written]),
    )


def _renamed(identity: Identity, schemes: Schemes) -> Identity:
    numbers = {(schemes.same_as.get(agency, agency), number) for agency, number in identity.agency_ids}
    return replace(identity, agency_ids=tuple(sorted(one for one in numbers if one[0] not in schemes.by_record)))


def _join(repeated: list[list[_Bearer]], scale: Scale) -> dict[str, str]:
    """Agencies whose numbers in common are borne by the same people: they pass on one number (a national one, or a system's)."""
    common: dict[tuple[str, str], list[int]] = {}
    for bearers in repeated:
        agencies: dict[str, Identity] = {}
        for agency, identity in bearers:
            agencies.setdefault(agency, identity)
        for one, other in combinations(sorted(agencies), 2):
            if one and CONTACT not in (one, other):
                counts = common.setdefault((one, other), [0, 0])
                counts[0] += 1
                counts[1] += _alike(agencies[one], agencies[other], scale)
    same_as: dict[str, str] = {}
    for (one, other), (met, alike) in sorted(common.items()):
        if met >= scale.weights.own_numbers_least and alike * 100 >= met * 90:
            same_as[other] = same_as.get(one, one)
    return same_as


def _alike(one: Identity, other: Identity, scale: Scale) -> bool:
    return (one.day is not None and one.day == other.day) or scale.name_levels(one, other)[0] in _HERE


def _are_personal(repeated: list[list[_Bearer]], scale: Scale, same_as: Mapping[str, str]) -> frozenset[str]:
    """Those whose numbers hardly ever stand on two people who share neither forename nor day of birth."""
    met: dict[str, int] = {}
    several: dict[str, int] = {}
    for bearers in repeated:
        agencies: dict[str, list[Identity]] = {}
        for agency, identity in bearers:
            if is_dated(identity) and identity.names[0][0]:
                agencies.setdefault(same_as.get(agency, agency), []).append(identity)
        for agency, found in agencies.items():
            if len(found) > 1:
                met[agency] = met.get(agency, 0) + 1
                several[agency] = several.get(agency, 0) + _are_several(found[:_LOOKED_AT], scale)
    weights = scale.weights
    return frozenset(
        agency
        for agency, count in met.items()
        if count >= weights.own_numbers_least and several[agency] * 100 <= count * weights.own_numbers_percent
    )


def _are_several(identities: list[Identity], scale: Scale) -> bool:
    """Whether one of them is plainly another person than the first: born on another day, and called by another real name."""
    first = identities[0]
    return any(
        first.day != other.day
        and scale.are_two_names(first.names[0], other.names[0])
        and compare_born(first, other) in CONTRADICTS
        for other in identities[1:]
    )


def _number_records(
    written: Sequence[Written], repeated: list[list[_Bearer]], same_as: Mapping[str, str], least: int
) -> frozenset[str]:
    """Those under whose numbers one name and day of birth stands again and again, and no number ever does."""
    again = {same_as.get(agency, agency) for bearers in repeated for agency, _ in bearers}
    numbers: dict[str, int] = {}
    people: dict[str, set[object]] = {}
    for one in written:
        for agency, _ in one.identity.agency_ids:
            agency = same_as.get(agency, agency)
            if one.events > 1:
                again.add(agency)
            if agency not in again and one.identity.day and all(one.identity.names[0]):
                numbers[agency] = numbers.get(agency, 0) + 1
                people.setdefault(agency, set()).add((one.identity.names[0], one.identity.day))
    return frozenset(
        agency
        for agency, met in numbers.items()
        if agency not in again and met >= least and len(people[agency]) * 100 <= met * 80
    )


def _live_together(identities: Sequence[Identity], scale: Scale, own_contacts: bool) -> bool:
    """Whether the homes in these records hold several people of one surname, born on different days.

    Where too few homes are written to say: not where there are no twins and everybody has an e-mail address or a telephone
    number of their own (`own_contacts`), as brothers and sisters are reached through their parents.

    Counted are different names and days of birth: many records of a few people say nothing of people at large.
    """
    homes: dict[tuple[str, str], dict[object, Identity]] = {}
    for identity in identities:
        address = identity.addresses[0] if identity.addresses else ""
        name = identity.names[0]
        if identity.day and name[1] and any(letter.isdigit() for letter in address):
            homes.setdefault((address, name[1]), {})[name, identity.day] = identity
    at_home = sum(map(len, homes.values()))
    if at_home < scale.weights.families_least:
        return not own_contacts
    together = sum(
        len(found)
        for found in homes.values()
        if len(found) > 1 and _are_several(list(found.values())[:_LOOKED_AT], scale)
    )
    return together * 100 >= at_home * scale.weights.families_percent


def _have_twins(identities: Sequence[Identity], scale: Scale) -> bool:
    births: dict[object, set[Name]] = {}
    for identity in identities:
        name = identity.names[0]
        if is_dated(identity) and all(name):
            births.setdefault((name[1], identity.day), set()).add(name)
    people = sum(map(len, births.values()))
    if people < scale.weights.families_least:
        return True
    twins = sum(len(names) for names in births.values() if _are_twins(sorted(names)[:_LOOKED_AT], scale))
    return twins * 1000 >= people * scale.weights.twins_per_thousand


def _are_twins(names: list[Name], scale: Scale) -> bool:
    return any(scale.are_two_names(one, other) for one, other in combinations(names, 2))
