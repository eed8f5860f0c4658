"""Which numbers can be trusted. Enters: everybody written down. Leaves: the same, without the numbers that prove nothing.

A number met with many different people is a placeholder; an agency number met with several is a household's, or a family
file's. Whether a number is well formed belongs to chronology.identifiers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct
from msgspec.structs import replace

from chronology.identifiers import is_training_nhs_number
from chronology.linking.births import compare_born
from chronology.linking.collapse import Written
from chronology.linking.compare import Scale
from chronology.linking.identity import CONTACT, Day, Identity, Name
from chronology.linking.told_apart import NEAR_LEVELS

Number = tuple[str, str]  # ("nhs_number", digits), ("upn", number) or (agency, its own number)

NUMBERS_OF_RECORDS = 3  # numbers under which an agency surely holds one person: so many are its records'

_PERSONAL = frozenset(("nhs_number", "upn"))
_Who = tuple[Name, Day | None]
_BORN = frozenset(("equal", "swapped", "close"))


class Trusted(Struct, frozen=True):
    """`identities` aligned with what was written; the numbers refused there, by those whom they were refused."""

    identities: tuple[Identity, ...]
    placeholder: frozenset[int]
    shared: frozenset[int]
    training: frozenset[int]


def trust(
    written: Sequence[Written],
    scale: Scale,
    keep_majority: bool,
    torn: AbstractSet[int] = frozenset(),
    registered: AbstractSet[str] = frozenset(),
) -> Trusted:
    """What was written, less the numbers that prove nothing.

    `keep_majority`: a person's own number that a second person bears too stays with the one who bears it in more records
    (a sibling's number keyed by mistake); without it, both keep theirs and the register decides. `torn`: those for whom a
    person is to say whether the number is mistaken or the name; they keep theirs, for that person to see. `registered`: the NHS and
    pupil numbers of the register, which are somebody's, however many bear them.
    """
    refused: dict[int, set[Number]] = {}
    placeholder, shared = set(), set()
    for number, bearers in _bearers(written).items():
        if number[1] in registered and number[0] in _PERSONAL:
            continue
        groups = _people_of(number, bearers, written, scale)
        if len(groups) < 2:
            continue
        losers = bearers
        if number[0] in _PERSONAL or number[0] in scale.schemes.personal:
            if len(groups) > scale.weights.placeholder_people:
                placeholder.update(bearers)
            elif keep_majority and scale.schemes.families:
                losers = [one for group in _losers(groups, written) for one in group]
                shared.update(losers)
            else:
                continue  # the register decides, or nobody else is at hand whose number it could be
        for place in losers:
            refused.setdefault(place, set()).add(number)
    if keep_majority:
        for place in _strays(written):
            shared.add(place)
            if place in torn:
                continue
            refused.setdefault(place, set()).add(("nhs_number", written[place].identity.nhs))
    training = {place for place, one in enumerate(written) if is_training_nhs_number(one.identity.nhs)}
    identities = tuple(
        _without(one.identity, refused[place], place not in placeholder) if place in refused else one.identity
        for place, one in enumerate(written)
    )
    return Trusted(identities, frozenset(placeholder), frozenset(shared), frozenset(training))


def second_numbers(
    strong: AbstractSet[Number], weak: Mapping[int, tuple[Number, ...]], records: Mapping[int, int]
) -> set[int]:
    """Those of `weak`, taken for one person by name alone, whom an agency holds under another number than that person's.

    `strong`: the agency numbers of the person's surer records. Where an agency has no such record, the number that more
    records bear than all its others together is taken to be the person's; `records` counts those of each.
    """
    agencies: dict[str, dict[str, int]] = {}
    for place, numbers in weak.items():
        for agency, number in numbers:
            if agency == CONTACT:
                continue  # people have several
            counts = agencies.setdefault(agency, {})
            counts[number] = counts.get(number, 0) + records[place]
    own: set[Number] = set()
    for agency, counts in agencies.items():
        sure = {number for one, number in strong if one == agency}
        most = max(counts, key=lambda number: (counts[number], number))
        if len(sure) >= NUMBERS_OF_RECORDS:
            own |= {(agency, number) for number in counts}
        elif sure:
            own |= {(agency, number) for number in sure}
        elif 2 * counts[most] > sum(counts.values()):
            own.add((agency, most))
    return {
        place
        for place, numbers in weak.items()
        if any(number not in own and number[0] != CONTACT for number in numbers)
    }


def numbers_of(identity: Identity) -> Iterable[Number]:
    """Every number an identity bears, with what kind it is."""
    if identity.nhs:
        yield "nhs_number", identity.nhs
    if identity.upn:
        yield "upn", identity.upn
    yield from identity.agency_ids


def _bearers(written: Sequence[Written]) -> dict[Number, list[int]]:
    """Each number that several bear → those, in order."""
    first: dict[Number, int] = {}
    bearers: dict[Number, list[int]] = {}
    for place, one in enumerate(written):
        for number in numbers_of(one.identity):
            before = first.setdefault(number, place)
            if before != place:
                if number in bearers:
                    bearers[number].append(place)
                else:
                    bearers[number] = [before, place]
    return bearers


def _people_of(number: Number, bearers: list[int], written: Sequence[Written], scale: Scale) -> list[list[int]]:
    """The bearers of one number in groups that can each be one person, those with most records first.

    It is enough to know that there are more than a placeholder would need: then the groups are not complete.
    """
    one = written[bearers[0]].identity
    if all(_are_alike(one, written[place].identity) for place in bearers):
        return [bearers]
    personal = number[0] in _PERSONAL or number[0] in scale.schemes.personal
    most = scale.weights.placeholder_people if personal else 1
    heads: list[Identity] = []
    groups: list[list[int]] = []
    for place in sorted(bearers, key=lambda place: (-written[place].events, place)):
        identity = written[place].identity
        for head, group in zip(heads, groups, strict=True):
            if not _two_people(head, identity, scale, personal):
                group.append(place)
                break
        else:
            heads.append(identity)
            groups.append([place])
            if len(groups) > most:
                break
    return groups


def _two_people(one: Identity, other: Identity, scale: Scale, personal: bool) -> bool:
    if _are_alike(one, other):
        return False
    forename = scale.levels(one, other)[0] if len(one.names) + len(other.names) > 2 else _given(one, other, scale)
    if forename != "different":
        return False
    return not personal or compare_born(one, other) not in _BORN


def _are_alike(one: Identity, other: Identity) -> bool:
    return one.names == other.names and one.day == other.day


def _given(one: Identity, other: Identity, scale: Scale) -> str:
    level = scale.given_level(one.names[0][0], other.names[0][0])
    if level in NEAR_LEVELS:
        return scale.name_levels(one, other)[0]
    return "" if level == "different" and one.names[0] == other.names[0][::-1] else level


def _strays(written: Sequence[Written]) -> list[int]:
    """Those who bear another's NHS number beside more records of their own name and birth that bear a number of theirs.

    A twin's number keyed by mistake: name and date of birth are too near each other to tell, the habits of both are not.
    """
    dated = [(place, one.identity) for place, one in enumerate(written) if one.identity.nhs and one.identity.day]
    first: dict[_Who, str] = {}
    torn: dict[_Who, dict[str, list[int]]] = {}  # those who bear several numbers
    for _, identity in dated:
        who = (identity.names[0], identity.day)
        if first.setdefault(who, identity.nhs) != identity.nhs:
            torn[who] = {}
    if not torn:
        return []
    for place, identity in dated:
        if (numbers := torn.get((identity.names[0], identity.day))) is not None:
            numbers.setdefault(identity.nhs, []).append(place)
    contested = {number for numbers in torn.values() for number in numbers}
    records: dict[str, dict[_Who, int]] = {number: {} for number in contested}
    for place, identity in dated:
        if identity.nhs in contested:
            who, counts = (identity.names[0], identity.day), records[identity.nhs]
            counts[who] = counts.get(who, 0) + written[place].events
    strays = []
    for who, numbers in torn.items():
        for number, places in numbers.items():
            here = records[number][who]
            if here < max(records[number].values()) and here < max(records[other][who] for other in numbers):
                strays += places
    return strays


def _losers(groups: list[list[int]], written: Sequence[Written]) -> list[list[int]]:
    sizes = [sum(written[place].events for place in group) for group in groups]
    most = max(sizes)
    if sizes.count(most) > 1:
        return groups
    return [group for group, size in zip(groups, sizes, strict=True) if size < most]


def _without(identity: Identity, refused: set[Number], keep_written: bool) -> Identity:
    return replace(
        identity,
        nhs="" if ("nhs_number", identity.nhs) in refused else identity.nhs,
        upn="" if ("upn", identity.upn) in refused else identity.upn,
        nhs_written=identity.nhs_written if keep_written else (),
        agency_ids=tuple(number for number in identity.agency_ids if number not in refused),
    )
