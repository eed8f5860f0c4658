"""Several children at once, none of them by name: "the twins", "all children". Enters: a mention and the register. Leaves: everybody who may be meant.

Nobody is merged by such words; a person decides whom the record is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from chronology.linking.answer import Candidate
from chronology.linking.compare import Scale
from chronology.linking.identity import Identity
from chronology.linking.names import family
from chronology.model import CHILDREN, Evidence, Mention, Subject
from chronology.people import read_group, sex_of

_SEXES = {"girls": "female", "boys": "male"}
_BIRTHS = {"twins": 2, "triplets": 3}


def group_candidates(
    mention: Mention, register: Sequence[Subject], people: Sequence[Identity], scale: Scale
) -> tuple[Candidate, ...] | None:
    """Each registered child that the mention may mean, for review; None where it is no group."""
    group, surname = read_group(mention.written) if not mention.forename else ("", "")
    if not group:
        return None
    children = [(subject, person) for subject, person in zip(register, people, strict=True) if subject.role in CHILDREN]
    births = Counter(person.day for _, person in children if person.day)
    found = []
    for subject, person in children:
        if group in _BIRTHS and (person.day is None or births[person.day] < _BIRTHS[group]):
            continue
        if group in _SEXES and sex_of(subject.sex) not in ("", _SEXES[group]):
            continue
        if surname and family(surname) not in {known for _, known in person.names}:
            continue
        evidence = (Evidence("group", mention.written, subject.name, "may be meant", 0.0),)
        found.append(Candidate(subject.id, "review", scale.weights.review, "possible", evidence))
    return tuple(found)
