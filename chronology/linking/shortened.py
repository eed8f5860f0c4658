"""Names that an agency writes short: `Logan M`, `Kennedy McF`, `Price L`, `Logan`, `LP`. Enters: everybody written down, and the
register. Leaves: whom each may mean, and how its words are then read.

A short name makes somebody registered only where the files leave nobody else: no other person of the register and nobody in any
file bears such a name, and an agency that leaves more out than a child's surname, or shortens an adult's name, writes of hardly
anybody but this family.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from chronology.linking.births import CONTRADICTS, compare_born
from chronology.linking.collapse import Written
from chronology.linking.compare import Scale
from chronology.linking.identity import Day, Identity, Name
from chronology.linking.letters import fold
from chronology.model import CHILDREN, Mention, Subject

# An initial of McFarlane may be McF, that of O'Brien O'B; those of Pell-Marsh are P-M.
_INITIAL = re.compile(r"[^\W\d_](?:-[^\W\d_])*|(?:mc|mac|o)[^\W\d_]")
_INITIALS = re.compile(r"[^\W\d_](?:-[^\W\d_])+")
_LETTERS = re.compile(r"[^\W\d_]{2,3}|[^\W\d_](?: [^\W\d_]){1,2}")  # `LP`, `L.P.`
_WORD = re.compile(r"\w+")
_CALLED = frozenset(("equal", "variant"))
_NEARLY = frozenset(("equal", "variant", "swapped", "close", "near", "part"))
_FAMILY = frozenset(("equal", "variant", "part"))
_OF_ADULTS = frozenset(("housing", "probation"))  # a tenant's initial is no child's
LONGEST_BEGINNING = 4  # letters of a forename that is cut off: "Chr. Lowe", "Just. Lowe"
SHORTEST_ASKED = 3  # letters of a forename that is put to a person where it may mean another too
MOST_STRANGERS = 0.2  # of the records of an agency that name somebody: from then on it writes of others too


class Short(NamedTuple):
    """A short name: the number of the registered person whom it means, and the name as it is read.

    Not `sure` where the files name another who may be called so: then a person decides.
    """

    person: int
    name: Name
    sure: bool = True


def find_short_names(
    written: Sequence[Written],
    identities: Sequence[Identity],
    register: Sequence[Subject],
    people: Sequence[Identity],
    scale: Scale,
    births: Mapping[int, Day],
) -> dict[int, Short]:
    """The short names that can mean nobody but one person of the register, by their place, and forenames that may mean another.

    `births`: the days that all records have of people whom the register gives another.
    """
    short = {
        place: Short(person, name)
        for place, (one, identity) in enumerate(zip(written, identities, strict=True))
        for name, person in _read(one, identity, people, scale)
    }
    if not short:
        return {}
    forenames = {word for person in people for own in person.names for word in own[0].split()}
    names = {
        name
        for place, identity in enumerate(identities)
        if place not in short and not written[place].mention.assumed and not _is_short(identity.names[0])
        if not _borrows_surname(written[place].mention, identity, people)  # a half-brother among them may bear another
        for name in identity.names
        if name[0] and name[1] not in forenames  # `Logan, Ella` are two children
    }
    strangers = share_of_strangers(written, identities, people, short, scale)
    busy = {agency for agency, share in strangers.items() if share > MOST_STRANGERS}
    sure = {place for place in short if identities[place].day} | {
        place
        for place, one in short.items()
        if not _is_letter(one.name)
        and not (
            written[place].sector in _OF_ADULTS and register[one.person].role in CHILDREN and len(one.name[0]) == 1
        )
        and not _has_namesake(one.name, people[one.person], names, scale)
        and not _has_namesake_of_another_birth(one, identities, people[one.person], scale, births.get(one.person))
        and (written[place].agency not in busy or (register[one.person].role in CHILDREN and _tells_most(one.name)))
    }
    return {
        place: one._replace(sure=place in sure)
        for place, one in short.items()
        if place in sure or len(one.name[0]) >= SHORTEST_ASKED or _is_letter(one.name)
    }


def as_read(identity: Identity, short: Short) -> Identity:
    """The identity with its words read as the short name that they are."""
    forename, surname = short.name
    return replace(identity, names=((forename, surname[:1] if _INITIALS.fullmatch(surname) else surname),))


def _is_letter(name: Name) -> bool:
    """A forename's first letter and nothing else: `A` in a family worker's notes, of which no more than a question is made."""
    return len(name[0]) == 1 and not name[1]


def _tells_most(name: Name) -> bool:
    """A forename, and at least the beginning of a surname."""
    return len(name[0]) > 1 and bool(name[1])


def _is_short(name: Name) -> bool:
    """A forename with an initial, with half of a surname that is not registered whole, or with nothing; an initial with a surname."""
    forename, surname = name
    if len(forename) > 1:
        return not surname or "-" in surname or bool(_INITIAL.fullmatch(surname))
    return len(forename) == 1 and bool(surname)


def _read(one: Written, identity: Identity, people: Sequence[Identity], scale: Scale) -> Iterator[tuple[Name, int]]:
    """The short name that is written, and the number of the only person whom it may mean; nothing that tells its bearer better.

    A day of birth beside it is that person's.
    """
    if len(identity.names) > 1 or identity.nhs or identity.upn:
        return
    if _is_cut_off(one.mention):
        forename, surname = identity.names[0]
        whole = [
            own[0] for person in people for own in person.names if own[0].startswith(forename) and own[1] == surname
        ]
        if len(set(whole)) == 1:
            bearer = _only_bearer((whole[0], surname), people, scale)
            if bearer is not None and not identity.day:
                yield (forename[:1], surname), bearer
        return
    stands = (identity.names[0][0], "") if _borrows_surname(one.mention, identity, people) else identity.names[0]
    is_surname = any(stands[1] == own[1] for person in people for own in person.names)
    for name in _readings(one, stands, is_surname):
        bearer = _only_bearer(name, people, scale, identity.day)
        if bearer is not None and identity.day in (None, people[bearer].day):
            yield name, bearer
            return


def _is_cut_off(mention: Mention) -> bool:
    """Whether a full stop says that the forename is not written out: `Sh. Lowe`."""
    return (
        1 < len(mention.forename) <= LONGEST_BEGINNING
        and bool(mention.surname)
        and f"{mention.forename}." in mention.written
    )


def _borrows_surname(mention: Mention, identity: Identity, people: Sequence[Identity]) -> bool:
    """Whether a forename took a registered surname from those written beside it: `Amy, Ben & Cal Lowe`."""
    written = fold(mention.written)
    if not mention.surname or not written.startswith(fold(mention.forename)) or fold(mention.surname) in written:
        return False
    return any(identity.names[0][1] == own[1] for person in people for own in person.names)


def _readings(one: Written, name: Name, is_surname: bool) -> Iterator[Name]:
    """What the words may be: as they stand, the surname first, a forename in capitals, the initials of both names."""
    forename, surname = name
    if _is_short(name):
        yield name
    if len(forename) > 1 and _INITIAL.fullmatch(surname):
        yield surname[0], forename  # `Price L`
    alone = forename or surname
    if forename and surname:
        return
    if not forename and not is_surname:
        yield surname, ""  # `LOGAN`
    if len(alone) == 1 and all(len(word) == 1 and word.isupper() for word in _WORD.findall(one.mention.written)):
        yield alone, ""  # `A`, `A + M`
    if _LETTERS.fullmatch(alone) and one.mention.written.isupper():
        letters = alone.replace(" ", "")
        yield letters[0], "-".join(letters[1:])


def _only_bearer(name: Name, people: Sequence[Identity], scale: Scale, born: Day | None = None) -> int | None:
    """The number of the one person whom the name may mean, where nobody else of the register, but who was born on another day than
    `born`, is called anything like it.
    """
    alike = [
        number
        for number, person in enumerate(people)
        if (not born or person.day in (None, born)) and _fits(name, person.names, scale, _NEARLY)
    ]
    return alike[0] if len(alike) == 1 and _fits(name, people[alike[0]].names, scale, _CALLED) else None


def _fits(name: Name, names: Sequence[Name], scale: Scale, levels: frozenset[str]) -> bool:
    """Whether the short name may be one of these. The initials of a double surname may stand in two of them."""
    own = [one for one in names if one[0] and _is_given(name[0], one[0], scale, levels)]
    if not own or not name[1]:
        return bool(own)
    if len(name[1]) > 1 and not _INITIAL.fullmatch(name[1]):
        return any(scale.family_level(name[1], one[1]) in _FAMILY for one in own)
    words = [word for one in own for word in (one[1], *one[1].replace("-", " ").split()[1:])]
    return all(any(word.startswith(initial) for word in words) for initial in name[1].split("-"))


def _is_given(written: str, forename: str, scale: Scale, levels: frozenset[str]) -> bool:
    if len(written) == 1:
        return forename.startswith(written)
    return scale.given_level(written, forename) in levels


def share_of_strangers(
    written: Sequence[Written],
    identities: Sequence[Identity],
    people: Sequence[Identity],
    short: Mapping[int, Short],
    scale: Scale,
) -> Mapping[str, float]:
    """Of the agencies that name people, the share of their records that name one whom the names show to be nobody registered."""
    named: Counter[str] = Counter()
    strangers: Counter[str] = Counter()
    for place, (one, identity) in enumerate(zip(written, identities, strict=True)):
        if not identity.named() or one.mention.assumed:
            continue
        named[one.agency] += one.events
        if place not in short and not any(may_be(identity, person, scale) for person in people):
            strangers[one.agency] += one.events
    return {agency: strangers[agency] / count for agency, count in named.items()}


def _has_namesake(name: Name, person: Identity, names: set[Name], scale: Scale) -> bool:
    """Whether the files name somebody whom the short name would fit, and who is another than the person."""
    return any(
        other[1]
        and _fits(name, (other,), scale, _NEARLY)
        and not any(
            scale.given_level(other[0], own[0]) != "different" and scale.family_level(other[1], own[1]) != "different"
            for own in person.names
            if own[1]
        )
        for other in names
    )


def _has_namesake_of_another_birth(
    one: Short, identities: Sequence[Identity], person: Identity, scale: Scale, known: Day | None
) -> bool:
    """Whether the files name somebody whom the short name would fit, and who was born on quite another day."""
    return any(
        identity.day is not None
        and identity.day != known
        and _fits(one.name, identity.names, scale, _NEARLY)
        and compare_born(identity, person) in CONTRADICTS
        for identity in identities
    )


def may_be(identity: Identity, person: Identity, scale: Scale) -> bool:
    """Whether the names leave it possible that this is the person, so that it is no stranger's."""
    forename, surname = scale.name_levels(identity, person)
    return surname != "different" and forename != "different"
