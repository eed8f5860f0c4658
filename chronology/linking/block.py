"""Which pairs are worth comparing. Enters: identities. Leaves: pairs, as numbers. What a pair amounts to belongs to compare.

A union of cheap keys: two records of one person differ in some fields and share others, and each key asks for a different
few. No key is family evidence alone but for small blocks, and none is an identifier alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from chronology.linking.identity import Day, Identity, is_dated
from chronology.linking.names import sound

_FEW = 40  # up to so many people on one side, comparing with all of them costs less than looking them up

Key = tuple[object, ...]


def _by_agency_id(identity: Identity) -> Iterable[Key]:
    return identity.agency_ids


def _by_nhs(identity: Identity) -> Iterable[Key]:
    return ((identity.nhs,),) if identity.nhs else ()


def _by_upn(identity: Identity) -> Iterable[Key]:
    return ((identity.upn,),) if identity.upn else ()


def _by_birth_and_forename(identity: Identity) -> Iterable[Key]:
    if not identity.day:
        return ()
    born = _either_way(identity.day)
    return [(born, forename[:2]) for forename, _ in identity.names if forename]


def _by_birth_and_surname(identity: Identity) -> Iterable[Key]:
    if not identity.day:
        return ()
    born = _either_way(identity.day)
    return [(born, sound(surname)) for _, surname in identity.names if surname]


def _by_birth_and_names_crosswise(identity: Identity) -> Iterable[Key]:
    if not identity.day:
        return ()
    sounds = [(sound(_first(forename)), sound(surname)) for forename, surname in identity.names if forename and surname]
    return [(identity.day, one, other) if one < other else (identity.day, other, one) for one, other in sounds]


def _by_sound_and_year(identity: Identity) -> Iterable[Key]:
    if not identity.day:
        return ()
    year = identity.day[0]
    return [
        (sound(_first(forename)), sound(surname), year) for forename, surname in identity.names if forename and surname
    ]


def _by_names_and_day_of_year(identity: Identity) -> Iterable[Key]:
    if not identity.day:
        return ()
    _, month, of_month = identity.day
    return [(_first(one), other, month, of_month) for one, other in identity.names if one and other]


def _by_home_and_forename(identity: Identity) -> Iterable[Key]:
    return [
        (home, sound(_first(forename)))
        for home in (*identity.postcodes, *identity.addresses)
        for forename, surname in identity.names
        if forename and surname
    ]


def _by_address_and_birth(identity: Identity) -> Iterable[Key]:
    return [(identity.day, address) for address in identity.addresses] if identity.day else ()


_KINDS: tuple[Callable[[Identity], Iterable[Key]], ...] = (
    _by_agency_id,
    _by_nhs,
    _by_upn,
    _by_birth_and_forename,
    _by_birth_and_surname,
    _by_birth_and_names_crosswise,
    _by_sound_and_year,
    _by_names_and_day_of_year,
    _by_home_and_forename,
    _by_address_and_birth,
)


SHARES = 2  # the kinds of key in halves that take about as long


def pairs_among(identities: Sequence[Identity], largest: int, share: int | None = None) -> list[tuple[int, int]]:
    """Every pair (smaller number first) that shares a key, in order; blocks of more than `largest` are left out.

    Names alone are a key for those whose day of birth is not known.
    `share`: the number of one of SHARES; all of them together are every pair, some of them in several. Where everybody together fits into two blocks, every pair there is.
    """
    count = len(identities)
    if count <= 2 * largest:
        return list(combinations(range(count), 2))
    found: set[int] = set()
    for keys_of in (
        _KINDS if share is None else _KINDS[share::SHARES]
    ):  # one kind at a time: its keys are gone before the next ones are made
        for members in _blocks(identities, keys_of):
            if len(members) <= largest:
                for place, one in enumerate(members):
                    base = one * count
                    found.update([base + other for other in members[place + 1 :]])
    for members in _blocks(identities, _by_names) if not share else ():
        undated = [one for one in members if not is_dated(identities[one])]
        if len(undated) * len(members) <= largest * largest:
            found.update(
                [min(one, other) * count + max(one, other) for one in undated for other in members if one != other]
            )
    return [divmod(pair, count) for pair in sorted(found)]


def _by_names(identity: Identity) -> Iterable[Key]:
    """For those whom no date of birth tells apart from everybody else of their name."""
    return [(_first(forename), surname) for forename, surname in identity.names if forename and surname]


def _blocks(identities: Sequence[Identity], keys_of: Callable[[Identity], Iterable[Key]]) -> Iterable[list[int]]:
    """The numbers of those who share a key, two or more of them, in order."""
    first: dict[Key, int] = {}
    blocks: dict[Key, list[int]] = {}
    for number, identity in enumerate(identities):
        for key in keys_of(identity):
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
    keys: set[Key] = {(kind, *key) for kind, keys_of in enumerate((*_KINDS, _by_names)) for key in keys_of(identity)}
    keys.update(("any agency", number) for _, number in identity.agency_ids)
    for forename, surname in identity.names:
        if surname:
            keys.add(("surname", sound(surname), forename[:1]))
            if not forename:
                keys.add(("surname", sound(surname)))
    return keys


def _either_way(day: Day) -> Day:
    """A day of birth with day and month sorted, so that a swap still meets."""
    year, month, of_month = day
    return (year, month, of_month) if month <= of_month else (year, of_month, month)


def _first(forename: str) -> str:
    return forename.partition(" ")[0]
