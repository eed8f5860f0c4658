"""A child written down without a forename: `Baby Smith`, `Unborn Smith`, `Twin 2`. Enters: such a mention, and the register. Leaves: whether
it is a certain child of the register and can be no other, or which children it may be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from chronology.linking.answer import Candidate
from chronology.linking.collapse import Written
from chronology.linking.compare import Levels, Scale
from chronology.linking.explain import Explainer, Shown, show_mention, standing_of
from chronology.linking.identity import Day, Identity
from chronology.linking.letters import fold
from chronology.linking.names import is_infant, is_unborn, load_names
from chronology.linking.shortened import MOST_STRANGERS, Short, share_of_strangers
from chronology.model import CHILDREN, Subject

DAYS_IN_YEAR = 365.25
BABY_YEARS = 2
ONE_PREGNANCY = 240  # days before a birth within which an expected child of the family is the one that is then born
_COULD_BE = frozenset(
    ("equal", "variant", "close", "near", "part", "initial")
)  # of a forename: the child's, written otherwise
_SURNAME = frozenset(("equal", "variant"))


class Babies(NamedTuple):
    """What the register and all files together say of small children.

    `only`: numbers of registered children of whom no twin is known; `parents`: first names of registered grown-ups; `others`: by surname,
    the births of people who are not registered; `busy`: agencies that write of other people too.
    """

    only: frozenset[int]
    parents: frozenset[str]
    others: Mapping[str, frozenset[int]]
    busy: AbstractSet[str]


def find_babies(
    written: Sequence[Written],
    identities: Sequence[Identity],
    register: Sequence[Subject],
    people: Sequence[Identity],
    short: Mapping[int, Short],
    scale: Scale,
) -> Babies:
    """The Babies of this register and these files. `short`: whom short names mean."""
    return Babies(
        _only_children(register, people, identities, scale),
        frozenset(
            name[0].split(" ")[0]
            for subject, person in zip(register, people, strict=True)
            if subject.role not in CHILDREN
            for name in person.names
            if name[0]
        ),
        _other_births(identities, people),
        _busy(written, identities, people, short, scale),
    )


def _only_children(
    register: Sequence[Subject], people: Sequence[Identity], identities: Sequence[Identity], scale: Scale
) -> frozenset[int]:
    """The registered children of whom no twin is known: none is registered, and no record names another child of that birth and surname."""
    born: dict[Day, list[int]] = {}
    for number, (subject, person) in enumerate(zip(register, people, strict=True)):
        if subject.role in CHILDREN and person.day is not None:
            born.setdefault(person.day, []).append(number)
    alone = {day: numbers[0] for day, numbers in born.items() if len(numbers) == 1}
    with_twins = set()
    for forename, surname, day in {(*one.names[0], one.day) for one in identities if one.day in alone}:
        number = alone[day]
        mine = people[number].names
        named_so = any(scale.given_level(forename, name[0]) in _COULD_BE for name in mine)
        if forename and not named_so and any(scale.family_level(surname, name[1]) in _SURNAME for name in mine):
            with_twins.add(number)
    return frozenset(alone.values()) - with_twins


def is_newborn_of(
    one: Written, identity: Identity, number: int, person: Identity, levels: Levels, babies: Babies
) -> bool:
    """Whether a child written down without a forename ("Baby Smith") has surname and day of birth of `person`, who stands in the register
    at `number`, and nothing else, or is a baby or not born and can be nobody else.

    One of several ("Twin 2", "Baby B") may be a brother or sister whom nobody registered; another sex or file number as well, a child
    that has died, and the child of a mother who is not of the register ("Baby of Farah Khan").
    """
    if number not in babies.only or not _may_be(one, identity, person, babies.parents):
        return False
    first, _, _ = fold(one.mention.forename or one.mention.written).partition(" of ")
    words = [word for word in first.split() if word not in identity.names[0][1].split()]
    names = load_names()
    one_child = all(word in names.placeholders and word not in names.of_several for word in words)
    if identity.day:
        born = identity.day == person.day
    else:
        born = _is_expected(one, identity, person) or _is_only_baby(one, identity, person, babies)
    return one_child and born and levels[1] in _SURNAME and "different" not in levels[3:7]


def _may_be(one: Written, identity: Identity, person: Identity, parents: AbstractSet[str]) -> bool:
    """Whether nothing beside "Baby" speaks against the person: a sex, a death, or another's name as the mother's."""
    names = load_names()
    words = fold(one.mention.written).split()
    sexes = {"m" for word in words if word in names.boys} | {"f" for word in words if word in names.girls}
    if (person.sex and sexes - {person.sex}) or not names.deaths.isdisjoint(words):
        return False
    behind = words[max((words.index(word) + 1 for word in ("of", "o") if word in words), default=len(words)) :]
    surname = identity.names[0][1].split()
    named = [
        word for word in behind if word not in surname and word not in names.titles and word not in names.placeholders
    ]
    return not named or any(name == named[0] or (len(named[0]) == 1 and name[0] == named[0]) for name in parents)


def _is_expected(one: Written, identity: Identity, person: Identity) -> bool:
    """Whether an unborn child can be no other than `person`, whose birth follows the first record of it too soon for another."""
    unborn = is_unborn(one.mention.forename or one.mention.written)
    return unborn and person.first == person.last and 0 <= person.first - identity.first <= ONE_PREGNANCY


def _is_only_baby(one: Written, identity: Identity, person: Identity, babies: Babies) -> bool:
    """Whether a baby can be no other than `person`: born within two years before, as nobody else of the surname is in any file that
    is known to be, and written of by an agency that writes of hardly anybody but this family.
    """
    if not is_infant(one.mention.forename or one.mention.written) or one.agency in babies.busy:
        return False
    if identity.agency_ids or identity.nhs or identity.upn:
        return False  # a number tells more than a word
    others = babies.others.get(identity.names[0][1], frozenset())
    was_baby = person.first == person.last and 0 <= one.contact - person.first <= BABY_YEARS * DAYS_IN_YEAR
    return was_baby and not any(identity.first <= birth <= identity.last for birth in others)


def _other_births(identities: Sequence[Identity], people: Sequence[Identity]) -> dict[str, frozenset[int]]:
    """By surname, the days of birth, as ordinals, that the files give and the register does not."""
    registered = {person.day for person in people}
    found: dict[str, set[int]] = {}
    for identity in identities:
        if identity.day and identity.day not in registered:
            found.setdefault(identity.names[0][1], set()).add(identity.first)
    return {surname: frozenset(births) for surname, births in found.items()}


def _busy(
    written: Sequence[Written],
    identities: Sequence[Identity],
    people: Sequence[Identity],
    short: Mapping[int, Short],
    scale: Scale,
) -> frozenset[str]:
    """The agencies that write of others than the people of the register too; asked only where somebody is called a baby."""
    if not any(is_infant(one.mention.forename or one.mention.written) for one in written):
        return frozenset()
    shares = share_of_strangers(written, identities, people, short, scale)
    return frozenset(agency for agency, share in shares.items() if share > MOST_STRANGERS)


def newborns_of_the_day(
    one: Written,
    identity: Identity,
    register: Sequence[Subject],
    people: Sequence[Identity],
    shown: Sequence[Shown],
    explainer: Explainer,
) -> tuple[Candidate, ...]:
    """The children born on the day that is written of a child without a forename, for a person to look at.

    A newborn is written down under the surname of either parent: `Baby Ellwood` may be the child registered as Alfie Tennant.
    The surname must be that of somebody on the register.
    """
    surname = identity.names[0][1]
    if identity.day is None or not any(surname == name[1] for person in people for name in person.names):
        return ()
    found = []
    for subject, person, its in zip(register, people, shown, strict=True):
        if subject.role in CHILDREN and person.day == identity.day and not _has_other_number(identity, person):
            levels = explainer.scale.levels(identity, person)
            bits = explainer.scale.bits(identity, person, levels)
            evidence, _ = explainer.explain(identity, person, levels, show_mention(one), its)
            found.append(Candidate(subject.id, "review", bits, standing_of(levels, one.mention.assumed), evidence))
    return tuple(found)


def _has_other_number(identity: Identity, person: Identity) -> bool:
    return bool(identity.nhs and person.nhs and identity.nhs != person.nhs)
