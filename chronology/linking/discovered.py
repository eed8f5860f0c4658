"""Without a register: the people that the records tell of. Enters: everybody written down. Leaves: subjects, and answers.

Equal people are made one before anything is compared; pairs are found by cheap keys, judged, and joined. Everything runs in
an order taken from content, so neither the order of files nor that of rows can change who is who.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct

from chronology.linking.answer import NOBODY, Answer, Part
from chronology.linking.cluster import Known, cluster
from chronology.linking.collapse import Written
from chronology.linking.compare import Levels, Scale, score
from chronology.linking.cores import make_cores
from chronology.linking.explain import Explainer, Shown, show_mention, standing_of
from chronology.linking.identity import Identity
from chronology.model import Evidence, Subject, When

_GROWN_UP_DAYS = 18 * 365.25
_OF_ADULTS = frozenset(("housing", "probation"))  # sectors whose files name people of any age
_NOT_SHOWN: Shown = ("",) * 9


class Discovery(Struct, frozen=True):
    """The people found, and one answer for each one written, in that order. `asked` holds those whom a person should see."""

    subjects: tuple[Subject, ...]
    answers: tuple[Answer, ...]
    asked: frozenset[int]


def discover(
    written: Sequence[Written],
    identities: Sequence[Identity],
    scale: Scale,
    beside: AbstractSet[tuple[int, int]],
    torn: AbstractSet[int],
    explained: bool = True,
) -> Discovery:
    """The people of these records, worked out from the records alone.

    `beside`: those who stand side by side in one record; `torn`: those whose number is another's than their name.
    `explained`: whether the links are to carry their evidence.
    """
    cores, core_of = make_cores(identities, scale, torn)
    clusters = cluster(cores, scale, _known(written, core_of, len(cores), beside, torn))
    groups: dict[int, list[int]] = {}
    for place, core in enumerate(core_of):
        if core is not None and (number := clusters.cluster[core]) is not None:
            groups.setdefault(number, []).append(place)
    subjects, canonical = _describe(groups, written, identities)
    explainer = Explainer(scale) if explained else None
    explaining = _Explaining(written, identities, subjects, canonical, scale, explainer)
    answers = [NOBODY] * len(written)
    for number, places in groups.items():
        known = show_mention(written[canonical[number]]) if explained else _NOT_SHOWN
        for place in places:
            answers[place] = Answer("merged", (explaining.part(place, number, known),))
    asked = set()
    for place, core in enumerate(core_of):
        if core in clusters.asked:
            others = [(number, bits) for number, bits in clusters.asked[core] if number in canonical]
            parts = tuple([explaining.part_in_doubt(place, number, bits) for number, bits in others])
            own = answers[place].parts
            if parts or own:
                answers[place] = Answer("merged" if own else "ask", (*own, *parts))
            asked.add(place)
    people = tuple(sorted(subjects.values(), key=lambda subject: subject.id))
    return Discovery(people, tuple(answers), frozenset(asked))


class _Explaining(Struct, frozen=True):
    """All that it takes to say why somebody written is one of the people found. `explainer`: None where only how likely is asked."""

    written: Sequence[Written]
    identities: Sequence[Identity]
    subjects: dict[int, Subject]
    canonical: dict[int, int]
    scale: Scale
    explainer: Explainer | None

    def part(self, place: int, number: int, known: Shown) -> Part:
        """The link of `place` to its own person, who is shown as `known`."""
        evidence, bits, levels = self._compare(place, number, known)
        standing = standing_of(levels, self.written[place].mention.assumed)
        return Part(self.subjects[number].id, standing, score(bits), evidence, _stands_on_number(levels))

    def part_in_doubt(self, place: int, number: int, bits: float) -> Part:
        """The link of `place` to a person it could be, which weighs `bits`."""
        known = show_mention(self.written[self.canonical[number]])
        evidence, _, levels = self._compare(place, number, known)
        return Part(self.subjects[number].id, "possible", score(bits), evidence, _stands_on_number(levels))

    def _compare(self, place: int, number: int, known: Shown) -> tuple[tuple[Evidence, ...], float, Levels]:
        identity, subject = self.identities[place], self.identities[self.canonical[number]]
        levels = self.scale.levels(identity, subject)
        if self.explainer is None:
            return (), self.scale.bits(identity, subject, levels), levels
        said = show_mention(self.written[place])
        evidence, bits = self.explainer.explain(identity, subject, levels, said, known)
        return evidence, bits, levels


def _stands_on_number(levels: Levels) -> bool:
    forename, _, _, nhs, upn, *_ = levels
    return forename == "different" and "equal" in (nhs, upn)


def _known(
    written: Sequence[Written],
    core_of: Sequence[int | None],
    cores: int,
    beside: AbstractSet[tuple[int, int]],
    torn: AbstractSet[int],
) -> Known:
    records = [0] * cores
    for one, core in zip(written, core_of, strict=True):
        if core is not None:
            records[core] += one.events
    apart: dict[int, set[int]] = {}
    for place, other in beside:
        left, right = core_of[place], core_of[other]
        if left is not None and right is not None and left != right:
            apart.setdefault(left, set()).add(right)
            apart.setdefault(right, set()).add(left)
    return Known(records, apart, frozenset(core for place in torn if (core := core_of[place]) is not None))


def _describe(
    groups: dict[int, list[int]], written: Sequence[Written], identities: Sequence[Identity]
) -> tuple[dict[int, Subject], dict[int, int]]:
    """Each cluster as a subject, and the one written that stands for it."""
    subjects: dict[int, Subject] = {}
    canonical: dict[int, int] = {}
    taken: dict[str, int] = {}
    for number in sorted(groups, key=lambda number: groups[number][0]):
        places = groups[number]
        canonical[number] = _most_telling(places, written, identities)
        telling = _telling(identities[canonical[number]], written[canonical[number]])
        taken[telling] = taken.get(telling, 0) + 1
        if taken[telling] > 1:
            telling = f"{telling}|{taken[telling]}"
        subjects[number] = _subject(telling, places, canonical[number], written, identities)
    return subjects, canonical


def _most_telling(places: list[int], written: Sequence[Written], identities: Sequence[Identity]) -> int:
    """The one who says most about the person in the form met most often; ties by content, which is their order."""
    if len(places) == 1:
        return places[0]
    names: dict[object, int] = {}
    days: dict[object, int] = {}
    for place in places:
        identity, events = identities[place], written[place].events
        names[identity.names[0]] = names.get(identity.names[0], 0) + events
        days[identity.day] = days.get(identity.day, 0) + events

    def worth(place: int) -> tuple[object, ...]:
        one = identities[place]
        forename, surname = one.names[0]
        return (
            not one.nhs,
            not (forename and surname and one.day),
            -names[one.names[0]],
            -days[one.day],
            not one.upn,
            place,
        )

    return min(places, key=worth)


def _telling(identity: Identity, one: Written) -> str:
    """What the id is made from: a number where there is one, else name and date of birth, else all that is written."""
    if identity.nhs or identity.upn:
        return identity.nhs or identity.upn
    (forename, surname), *_ = identity.names
    if identity.day:
        return f"{forename}|{surname}|{identity.day}"
    numbers = "|".join("/".join(number) for number in identity.agency_ids)
    return f"{forename}|{surname}|{one.mention.written}|{numbers}"


def _subject(
    telling: str, places: list[int], canonical: int, written: Sequence[Written], identities: Sequence[Identity]
) -> Subject:
    names: dict[str, int] = {}
    births: dict[str, int] = {}
    sexes: dict[str, int] = {}
    nhs: dict[str, int] = {}
    upns: dict[str, int] = {}
    when: dict[str, When] = {}
    for place in places:
        one, identity = written[place], identities[place]
        born, events = one.mention.born, one.events
        birth = ""
        if born is not None and born.first:
            birth = born.edtf or born.text
            if birth not in when or born.text < when[birth].text:
                when[birth] = born
        for value, counts in (
            (name_of(one), names),
            (birth, births),
            (identity.sex, sexes),
            (identity.nhs, nhs),
            (identity.upn, upns),
        ):
            if value:
                counts[value] = counts.get(value, 0) + events
    name = _most_frequent(names)
    numbers = {"nhs_number": _most_frequent(nhs), "upn": _most_frequent(upns)}
    return Subject(
        id="p-" + hashlib.sha256(telling.encode()).hexdigest()[:10],
        name=name,
        role=_role(places, written, identities),
        born=when.get(_most_frequent(births)),
        sex={"f": "female", "m": "male"}.get(_most_frequent(sexes), ""),
        also_known_as=tuple(sorted(other for other in names if other.casefold() != name.casefold()))
        if len(names) > 1
        else (),
        identifiers={scheme: number for scheme, number in numbers.items() if number},
        address=written[canonical].mention.address,
        postcode=written[canonical].mention.postcode,
        registered=False,
    )


def name_of(one: Written) -> str:
    """The name to print: in its usual order where it was written in fields or surname first."""
    mention = one.mention
    forename, surname = mention.forename, mention.surname
    return f"{forename} {surname}" if forename and surname else forename or surname or mention.written


def _most_frequent(counts: dict[str, int]) -> str:
    """The most frequent, or nothing; ties by text."""
    if len(counts) < 2:
        return next(iter(counts), "")
    return min(counts, key=lambda value: (-counts[value], value))


def _role(places: list[int], written: Sequence[Written], identities: Sequence[Identity]) -> str:
    """Other than a child where every contact falls after an eighteenth birthday, or where nothing but adults' files names them."""
    latest = max(identities[place].last for place in places)
    if not latest and all(written[place].sector in _OF_ADULTS and not identities[place].upn for place in places):
        return "other"
    contacts = [written[place].contact for place in places if written[place].contact]
    return "other" if latest and contacts and min(contacts) - latest >= _GROWN_UP_DAYS else "child"
