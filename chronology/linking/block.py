"""Which pairs are worth comparing. Enters: identities. Leaves: pairs, as numbers. What a pair amounts to belongs to compare.

A union of cheap keys: two records of one person differ in some fields and share others, and each key asks for a different
few. No key is family evidence alone but for small blocks, and none is an identifier alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from chronology.linking.identity import CONTACT, Day, Identity, Name, is_dated
from chronology.linking.names import sound

_FEW = 40  # up to so many people on one side, comparing with all of them costs less than looking them up

_NAMES_TELL = 5_000  # people among whom two of one name and another birth may be one; among more, names are too common

Key = object
_Keys = Callable[[Identity], Iterable[Key]]


def _by_agency_id(identity: Identity) -> Iterable[Key]:
    return identity.agency_ids


def _by_account(identity: Identity) -> Iterable[Key]:
    """What stands before the @ of an e-mail address: the rest is as easily mistyped."""
    return [number.partition("@")[0] for agency, number in identity.agency_ids if agency == CONTACT and "@" in number]


def _by_nhs(identity: Identity) -> Iterable[Key]:
    return (identity.nhs,) if identity.nhs else ()


def _by_upn(identity: Identity) -> Iterable[Key]:
    return (identity.upn,) if identity.upn else ()


def _by_home_and_forename(identity: Identity) -> Iterable[Key]:
    return [
        (home, sound(_first(forename)))
        for home in (*identity.postcodes, *identity.addresses)
        for forename, surname in identity.names
        if forename and surname
    ]


def _by_letters(identity: Identity) -> Iterable[Key]:
    """How either name begins, as a forename may stand in the place of the surname."""
    return {part[:2] for name in identity.names for part in name if part}


def _by_surname(identity: Identity) -> Iterable[Key]:
    return [sound(surname) for _, surname in identity.names if surname]


def _by_address(identity: Identity) -> Iterable[Key]:
    return identity.addresses


def _by_names_crosswise(identity: Identity) -> Iterable[Key]:
    """How both names sound, whichever was written first."""
    return [sounds for name in identity.names if (sounds := _crosswise(name))]


@lru_cache(maxsize=1 << 17)
def _crosswise(name: Name) -> Key:
    if not all(name):
        return None
    one, other = sound(_first(name[0])), sound(name[1])
    return (one, other) if one < other else (other, one)


def _by_names(identity: Identity) -> Iterable[Key]:
    return [(_first(forename), surname) for forename, surname in identity.names if forename and surname]


def _either_way(day: Day) -> Key:
    """A day of birth with day and month sorted, so that a swap still meets."""
    year, month, of_month = day
    return day if month <= of_month else (year, of_month, month)


def _year(day: Day) -> Key:
    return day[0]


def _day_of_year(day: Day) -> Key:
    return day[1:]


# What counts for everybody, and what counts among those of one birth: so each table of keys is small.
_AT_LARGE: tuple[_Keys, ...] = (_by_agency_id, _by_account, _by_nhs, _by_upn, _by_home_and_forename)
_BIRTHS: tuple[tuple[Callable[[Day], Key], tuple[_Keys, ...]], ...] = (
    (_either_way, (_by_letters, _by_surname, _by_names_crosswise, _by_address)),
    (_year, (_by_names_crosswise,)),
    (_day_of_year, (_by_names,)),
)
SHARES = 2  # the kinds of key in halves that take about as long


def pairs_among(identities: Sequence[Identity], largest: int, share: int | None = None) -> list[tuple[int, int]]:
    """Every pair (smaller number first) that shares a key, in order; blocks of more than `largest` are left out.

    Names alone are a key for those whose day of birth is not known. Where everybody together fits into two blocks, every
    pair there is. `share`: the number of one of SHARES; all of them together are every pair, some of them in several.
    """
    count = len(identities)
    if count <= 2 * largest:
        return list(combinations(range(count), 2))
    found: set[int] = set()
    for members in _blocks_of_share(identities, share):
        if len(members) <= largest:
            for place, one in enumerate(members, 1):
                base = one * count
                found.update([base + other for other in members[place:]])
    for members in _blocks(identities, range(count), _by_names) if share != 0 else ():
        undated = [one for one in members if not is_dated(identities[one])]
        if len(undated) * len(members) <= largest * largest:
            found.update(
                [min(one, other) * count + max(one, other) for one in undated for other in members if one != other]
            )
    return [divmod(pair, count) for pair in sorted(found)]


def _blocks_of_share(identities: Sequence[Identity], share: int | None) -> Iterator[list[int]]:
    if share != 0:
        few = (_by_names_crosswise,) if len(identities) <= _NAMES_TELL else ()
        for keys_of in (*_AT_LARGE, *few):
            yield from _blocks(identities, range(len(identities)), keys_of)
    for part, kinds in _BIRTHS if share is None else _BIRTHS[:1] if share == 0 else _BIRTHS[1:]:
        for together in _born_together(identities, part):
            for keys_of in kinds:
                yield from _blocks(identities, together, keys_of)


def _born_together(identities: Sequence[Identity], part: Callable[[Day], Key]) -> Iterable[list[int]]:
    """The numbers of those who share a part of the day of birth, in order."""
    groups: dict[Key, list[int]] = {}
    for number, identity in enumerate(identities):
        if identity.day is not None:
            groups.setdefault(part(identity.day), []).append(number)
    return groups.values()


def _blocks(identities: Sequence[Identity], numbers: Iterable[int], keys_of: _Keys) -> Iterable[list[int]]:
    """Of these numbers, those who share a key, two or more of them, in order."""
    first: dict[Key, int] = {}
    blocks: dict[Key, list[int]] = {}
    for number in numbers:
        for key in keys_of(identities[number]):
            before = first.setdefault(key, number)
            if before != number:
                members = blocks.get(key)
                if members is None:
                    blocks[key] = [before, number]
                elif members[-1] != number:
                    members.append(number)
    return blocks.values()


def candidates_among(people: Sequence[Identity], identities: Sequence[Identity]) -> list[Sequence[int]]:
    """For each identity the numbers of the people it is worth comparing with: all of them where they are few."""
    if len(people) <= _FEW:
        everybody = range(len(people))
        return [everybody] * len(identities)
    blocks: dict[Key, list[int]] = {}
    for number, person in enumerate(people):
        for key in _lookup_keys(person):
            blocks.setdefault(key, []).append(number)
    return [
        sorted({number for key in _lookup_keys(identity) for number in blocks.get(key, ())}) for identity in identities
    ]


def _lookup_keys(identity: Identity) -> set[Key]:
    keys: set[Key] = {(kind, key) for kind, keys_of in enumerate((*_AT_LARGE, _by_names)) for key in keys_of(identity)}
    if identity.day:
        keys.update(
            (part.__name__, part(identity.day), keys_of.__name__, key)
            for part, kinds in _BIRTHS
            for keys_of in kinds
            for key in keys_of(identity)
        )
    keys.update(("any agency", number) for _, number in identity.agency_ids)
    for forename, surname in identity.names:
        if surname:
            keys.add(("surname", sound(surname), forename[:1]))
            if not forename:
                keys.add(("surname", sound(surname)))
    return keys


def _first(forename: str) -> str:
    return forename.partition(" ")[0]
