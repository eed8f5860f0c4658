"""A child and a grown-up of one name. Enters: whom a mention could be by its name alone. Leaves: those of them that the rest of the
record leaves: all its names, a word beside them, or the kind of service whose file it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from chronology.linking.answer import Candidate
from chronology.linking.collapse import Written
from chronology.linking.identity import Identity
from chronology.linking.letters import fold
from chronology.linking.names import load_names
from chronology.model import CHILDREN, Evidence, Subject

_NAMES = frozenset(("forename", "surname"))
_OF_CHILDREN = frozenset(("school", "early_years", "health_visiting"))  # sectors whose files are kept on children
_KEPT_ON_CHILDREN = "social_care"  # the sector whose case file, whoever else its records name, is about a child
_OF_ADULTS = frozenset(("housing", "probation"))
_BEYOND_CHILDHOOD = 18 * 365.25


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
    named = fold(f"{one.mention.forename} {one.mention.surname}").split()
    words = [word for word in fold(one.mention.written).split() if word not in named]
    children_then = all(_is_under_age(one.contact, known[child]) for child in children)
    born_then = children_then and all(known[child].last <= one.contact for child in children)
    meant, because = set[str](), one.sector.replace("_", " ")
    if 0 < len(bearers) < len(found):
        meant, because = bearers, " / ".join(" ".join(name).title() for name in identity.names)
    elif words and load_names().child_placeholders.issuperset(words):
        meant, because = children, words[0]
    elif one.sector in _OF_ADULTS and children_then:
        meant = grown
    elif (one.sector in _OF_CHILDREN and born_then) or (one.sector == _KEPT_ON_CHILDREN and one.mention.assumed):
        meant = children
    return [
        replace(here, evidence=(*here.evidence, Evidence("namesakes", because, roles[here.subject], "fits", 0.0)))
        if meant
        else here
        for here in found
        if not meant or here.subject in meant
    ]


def _is_under_age(day: int, person: Identity) -> bool:
    """Whether the person, whose birth is known, was under eighteen on that day, or not yet born."""
    return bool(day and person.first) and day < person.first + _BEYOND_CHILDHOOD
