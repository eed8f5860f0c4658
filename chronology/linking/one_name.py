"""A child and a grown-up of one name. Enters: whom a mention could be by its name alone. Leaves: those of them that the rest of the
record leaves: all its names, a word beside them, or the kind of service whose file it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from chronology.linking.answer import Candidate
from chronology.linking.collapse import Written
from chronology.linking.identity import Identity
from chronology.linking.newborns import DAYS_IN_YEAR
from chronology.model import CHILDREN, Evidence, Subject
from chronology.people import said_beside

_NAMES = frozenset(("forename", "surname"))
_AGES = {"school": (3, 19), "early_years": (0, 6)}  # sectors whose files are kept on children, from and up to what age
_KEPT_ON_CHILDREN = "social_care"  # the sector whose case file, whoever else its records name, is about a child
_OF_ADULTS = frozenset(("housing", "probation"))


def leave_of_one_name(
    found: Sequence[Candidate],
    one: Written,
    identity: Identity,
    register: Sequence[Subject],
    people: Sequence[Identity],
) -> list[Candidate]:
    """Of a child and a grown-up whom the mention's name fits alike, the one whom it means; both where nothing tells."""
    known = {subject.id: person for subject, person in zip(register, people, strict=True)}
    roles = {subject.id: subject.role for subject in register}
    children = {here.subject for here in found if roles[here.subject] in CHILDREN}
    by_name = all({said.field for said in here.evidence} <= _NAMES for here in found)
    if not by_name or not children or len(children) == len(found):
        return list(found)
    grown = {here.subject for here in found} - children
    main, others = identity.names[0], set(identity.names[1:])
    bearers = {
        here.subject
        for here in found
        if main in known[here.subject].names and others.intersection(known[here.subject].names)
    }
    beside = said_beside(one.mention)
    children_then = all(_is_under(18, one.contact, known[child]) for child in children)
    born_then = children_then and all(known[child].last <= one.contact for child in children)
    grown_then = all(_is_grown(one.contact, known[adult]) for adult in grown)
    youngest, oldest = _AGES.get(one.sector, (0, 0))
    of_age = born_then and all(
        _is_under(oldest, one.contact, known[child]) and not _is_under(youngest, one.contact, known[child])
        for child in children
    )
    meant, because = set[str](), one.sector.replace("_", " ")
    if 0 < len(bearers) < len(found):
        meant, because = bearers, " / ".join(" ".join(name).title() for name in identity.names)
    elif beside:
        meant = {"adult": grown, "child": children}.get(beside, meant)
        because = one.mention.written
    elif one.sector in _OF_ADULTS and all(_is_under(16, one.contact, known[child]) for child in children):
        meant = grown
    elif grown_then and (of_age or (one.sector == _KEPT_ON_CHILDREN and one.mention.assumed and children_then)):
        meant = children
    return [
        replace(here, evidence=(*here.evidence, Evidence("namesakes", because, roles[here.subject], "fits", 0.0)))
        if meant
        else here
        for here in found
        if not meant or here.subject in meant
    ]


def _is_under(years: int, day: int, person: Identity) -> bool:
    """Whether the person, whose birth is known, was younger than that on the day, or not yet born."""
    return bool(day and person.first) and day < person.first + years * DAYS_IN_YEAR


def _is_grown(day: int, person: Identity) -> bool:
    """Whether the person, whose birth is known, was of age on the day: a mother of fifteen is a pupil too."""
    return bool(day and person.last) and day >= person.last + 18 * DAYS_IN_YEAR
