"""Which pairs are worth comparing. Enters: identities. Leaves: pairs, as numbers. What a pair amounts to belongs to compare.

A union of cheap keys: two records of one person differ in some fields and share others, and each key asks for a different
few. No key is family evidence alone but for small blocks, and none is an identifier alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from chronology.linking.identity import Identity
from chronology.linking.names import sound

_FEW = 40  # up to so many people on one side, comparing with all of them costs less than looking them up


def keys_of(identity: Identity) -> Iterator[tuple[object, ...]]:
    """The keys of one identity. A date of birth stands with day and month sorted, so that a swap still meets."""
    for agency_id in identity.agency_ids:
        yield ("a", *agency_id)
    if identity.nhs:
        yield "n", identity.nhs
    if identity.upn:
        yield "u", identity.upn
    day = identity.day
    for forename, surname in identity.names:
        yield from _name_keys(forename, surname, identity)
        if day:
            year, month, of_month = day
            born = (year, min(month, of_month), max(month, of_month))
            if forename:
                yield "bf", born, forename[:2]
            if surname:
                yield "bs", born, sound(surname)
    if day:
        for address in identity.addresses:
            yield "ba", day, address


def _name_keys(forename: str, surname: str, identity: Identity) -> Iterator[tuple[object, ...]]:
    if not forename or not surname:
        return
    first = forename.split()[0]
    sounded = sound(first)
    if identity.day:
        yield "bb", identity.day, *sorted((sounded, sound(surname)))  # the two names keyed crosswise
        yield "sy", sounded, sound(surname), identity.day[0]
        # Twenty years' worth of one common name is too many; a slip in the year rarely leaves its neighbours.
        for year in (identity.day[0] - 1, identity.day[0]):
            yield "fs", first, surname, year
    yield "fn", first, surname
    for postcode in identity.postcodes:
        yield "pf", postcode, sounded


def pairs_among(identities: Sequence[Identity], largest: int) -> list[tuple[int, int]]:
    """Every pair (smaller number first) that shares a key, in order; blocks of more than `largest` are left out.

    Where everybody together fits into two blocks, every pair there is.
    """
    if len(identities) <= 2 * largest:
        return list(combinations(range(len(identities)), 2))
    blocks: dict[tuple[object, ...], list[int]] = {}
    for number, identity in enumerate(identities):
        keys = keys_of(identity)
        for key in keys if len(identity.names) == 1 else set(keys):
            blocks.setdefault(key, []).append(number)
    count = len(identities)
    found: set[int] = set()
    for members in blocks.values():
        if 1 < len(members) <= largest:
            for place, one in enumerate(members):
                base = one * count
                found.update([base + other for other in members[place + 1 :]])
    return [divmod(pair, count) for pair in sorted(found)]


def candidates_among(people: Sequence[Identity], identities: Sequence[Identity]) -> list[Sequence[int]]:
    """For each identity the numbers of the people it is worth comparing with: all of them where they are few."""
    if len(people) <= _FEW:
        everybody = range(len(people))
        return [everybody] * len(identities)
    blocks: dict[tuple[object, ...], list[int]] = {}
    for number, person in enumerate(people):
        for key in _lookup_keys(person):
            blocks.setdefault(key, []).append(number)
    return [
        sorted({number for key in _lookup_keys(identity) for number in blocks.get(key, ())}) for identity in identities
    ]


def _lookup_keys(identity: Identity) -> set[tuple[object, ...]]:
    keys = set(keys_of(identity))
    keys.update(("a", "", number) for _, number in identity.agency_ids)
    for forename, surname in identity.names:
        if surname:
            keys.add(("s", sound(surname), forename[:1]))
            if not forename:
                keys.add(("s", sound(surname)))
    return keys
