"""With a register: whom each mention means. Enters: everybody written down, and the register. Leaves: candidates for each.

First every mention is compared with what the register says; then with the numbers that the mentions merged so far have
taught: an agency's own number, an NHS number that the register lacks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from msgspec.structs import replace
from rapidfuzz.distance import OSA

from chronology.linking.answer import Candidate
from chronology.linking.births import CONTRADICTS, compare_born
from chronology.linking.block import candidates_among
from chronology.linking.collapse import Written
from chronology.linking.compare import Levels, Scale
from chronology.linking.doubted import (
    Candidates,
    Met,
    beside_namesakes,
    merged_in,
    second_in_a_record,
    under_second_numbers,
)
from chronology.linking.explain import Explainer, Shown, show_mention, show_subject, standing_of
from chronology.linking.groups import Families, find_families, group_candidates, in_family_files
from chronology.linking.identity import Day, Identity, identity_of, whole_name
from chronology.linking.judge import judge
from chronology.linking.letters import fold
from chronology.linking.names import is_unborn, load_names
from chronology.linking.newborns import DAYS_IN_YEAR, Babies, find_babies, is_newborn_of, newborns_of_the_day
from chronology.linking.one_name import leave_of_one_name
from chronology.linking.other_births import IN_EVERY_RECORD, find_other_births
from chronology.linking.shortened import Short, as_read, find_short_names
from chronology.linking.told_apart import NEAR_LEVELS
from chronology.model import CHILDREN, Evidence, Subject
from chronology.people import says_adult

_NAME = frozenset(("equal", "variant", "swapped"))
_SLIPPED = frozenset(("swapped", "close"))
LONG_SURNAME = 9  # letters, of which one may be wrong: Yasharahyala is Yasharahyalah
ADULT_YEARS = 16
YEARS_BEFORE_CLASS = 4  # Reception, and Primary 1, begin in the school year in which a child is five
_SHORTEST_BEGINNING = 3  # letters of a forename: "Jac", not "Jo", which half of a class may be called
_MAY_BE = frozenset(("swapped", "close", "overlaps", "part"))
_KIN = frozenset(("equal", "variant", "part"))
_CALLED = frozenset(("equal", "variant"))
_STRANGER = ("different", "different")


def compare_with_register(
    written: Sequence[Written],
    identities: Sequence[Identity],
    register: Sequence[Subject],
    scale: Scale,
    beside: AbstractSet[tuple[int, int]],
) -> Candidates:
    """For each one written, the registered people it could be, none of them where it fits nobody.

    `beside`: those who stand side by side in one record, and so are not one person.
    """
    people = [identity_of(subject) for subject in register]
    shown = [show_subject(subject) for subject in register]
    explainer = Explainer(scale)
    identities = [_in_order(identity, people, scale) for identity in identities]
    births = find_other_births(written, identities, people)
    short = find_short_names(written, identities, register, people, scale, births)
    known = Known(
        find_babies(written, identities, register, people, short, scale),
        short,
        find_families(written, identities, register, people, scale),
        births,
    )
    identities = [
        as_read(identity, short[place]) if place in short else identity for place, identity in enumerate(identities)
    ]
    near = _near(people, identities, short)
    found: Candidates = [
        _candidates(place, one, identity, near[place], register, people, shown, explainer, known)
        for place, (one, identity) in enumerate(zip(written, identities, strict=True))
    ]
    merged = merged_in(found)
    second = under_second_numbers(Met(written, identities, found, merged))
    surer = {place: subject for place, subject in merged.items() if place not in second}
    taught = _teach(written, identities, register, people, surer)
    if taught != people:
        near = _near(taught, identities, short)
        for place, one in enumerate(written):
            if place not in surer:
                found[place] = _candidates(
                    place, one, identities[place], near[place], register, taught, shown, explainer, known
                )
    met = Met(written, identities, found, merged_in(found))
    second |= under_second_numbers(met)
    registered = {subject.id: person for subject, person in zip(register, taught, strict=True)}
    second |= beside_namesakes(met, registered, second)
    for place, family in in_family_files(written, found, registered).items():
        found[place] = family
    for place in second | second_in_a_record(met, beside):
        found[place] = tuple(_to_review(one) for one in found[place])
    return _settle(identities, register, people, taught, found)


class Known(NamedTuple):
    """What the register and all files together say.

    `short`: whom short names mean; `families`: by agency, surnames that no stranger bears; `births`: the days that all records have of
    people whom the register gives another.
    """

    babies: Babies
    short: Mapping[int, Short]
    families: Mapping[str, Families]
    births: Mapping[int, Day]


def _candidates(
    place: int,
    one: Written,
    identity: Identity,
    near: Sequence[int],
    register: Sequence[Subject],
    people: Sequence[Identity],
    shown: Sequence[Shown],
    explainer: Explainer,
    known: Known,
) -> tuple[Candidate, ...]:
    scale = explainer.scale
    group = group_candidates(one, register, people, scale, known.families.get(one.agency, Families()))
    if group is not None:
        return group
    if not identity.named():
        return ()
    found = []
    of_child = _says_child(one)
    of_adult = says_adult(one.mention)
    phrase = whole_name(one.mention.forename, one.mention.surname) or fold(one.mention.written)
    for number in near:
        person, subject = people[number], register[number]
        if of_child and subject.role in ("parent", "carer"):
            continue
        proven = _share_number(identity, person) or (identity.day is not None and identity.day == person.day)
        too_old = of_adult and _is_child_then(subject, person, one.contact)
        unlike = not proven and (too_old or not _may_be_of_age(one, person))
        if unlike and scale.name_levels(identity, person) != ("equal", "equal"):
            continue
        if (
            identity.first
            and subject.role == "other"
            and not person.first
            and is_unborn(one.mention.forename or one.mention.written)
        ):
            continue  # a grandmother of that surname: a child not yet born stands in the register as a child, or with its birth
        if _has_nothing_in_common(identity, person, scale) and phrase not in person.whole:
            continue
        levels = scale.levels(identity, person)
        if levels[0] == "" and phrase in person.whole:
            levels = ("equal", "equal", levels[2] if identity.day else "", *levels[3:])  # Baby P stays so at any age
        further: tuple[Evidence, ...] = ()
        if identity.day and known.births.get(number) == identity.day and identity.names[0] in person.names:
            levels = (*levels[:2], "", *levels[3:])
            further = (Evidence("born", show_mention(one)[2], shown[number][2], IN_EVERY_RECORD, 0.0),)
        bits = scale.bits(identity, person, levels)
        verdict = judge(levels, bits, scale.weights)
        if (
            verdict == "review"
            and levels[:2] == ("equal", "close")
            and levels[2] in ("", "overlaps")
            and _slips_in_long_surname(identity, person)
            and not known.babies.others.get(identity.names[0][1])  # the files know others of that very surname
        ):
            verdict = "alone"
        if verdict in ("same", "alone") and (unlike or (not proven and " or " in one.mention.written)):
            verdict = "review"  # `Amy or Ben Lowe` is one of two
        if verdict in ("same", "alone") and _could_be_another(identity, number, levels, near, people, scale):
            verdict = "review"
        if verdict in ("same", "alone") and identity.disguised and not (identity.nhs and identity.nhs == person.nhs):
            verdict = "review"
        undecided = verdict in ("review", "apart") and not identity.disguised
        contradicted = levels[2] in CONTRADICTS or "different" in levels[3:7]
        meant = known.short.get(place)
        if meant and meant.person == number and not meant.sure and verdict == "apart" and not contradicted:
            verdict = "review"
        if undecided and not contradicted and meant and meant.sure and meant.person == number:
            verdict, further = "alone", (Evidence("namesakes", "", "", "none", scale.weights.without_namesakes),)
            bits += scale.weights.without_namesakes
        if verdict == "review" and of_child and is_newborn_of(one, identity, number, person, levels, known.babies):
            verdict = "same"
        if verdict != "apart":
            evidence, _ = explainer.explain(identity, person, levels, show_mention(one), shown[number])
            standing = standing_of(levels, one.mention.assumed)
            found.append(Candidate(subject.id, verdict, bits, standing, evidence + further))
    if not found and of_child:
        return newborns_of_the_day(one, identity, register, people, shown, explainer)
    if len(found) > 1:
        ages = {subject.role in CHILDREN for subject in register if any(one.subject == subject.id for one in found)}
        by_name = _by_that_very_name(found) if len(ages) == 1 else found
        return tuple(leave_of_one_name(by_name, one, identity, register, people))
    return tuple(found)


def _has_nothing_in_common(identity: Identity, person: Identity, scale: Scale) -> bool:
    """Whether forename and surname are different, and so is everything by which the same person would be known all the same."""
    return (
        scale.name_levels(identity, person) == _STRANGER
        and (identity.day is None or identity.day != person.day)
        and (not identity.nhs or identity.nhs != person.nhs)
        and (not identity.upn or identity.upn != person.upn)
        and not (person.agency_ids and set(identity.agency_ids) & set(person.agency_ids))
    )


def _by_that_very_name(found: list[Candidate]) -> list[Candidate]:
    """Of several people whom nothing but the name tells apart, those who are called so, not those of whose name it is another form.

    Frankie is Frankie where a Frank is registered too; of a child and an adult either may be called by the short form.
    """
    said = [{one.field: one.verdict for one in candidate.evidence} for candidate in found]
    names_alone = all(verdicts.keys() <= {"forename", "surname"} for verdicts in said)
    if not names_alone or all(verdicts.get("forename") != "equal" for verdicts in said):
        return found
    return [one for one, verdicts in zip(found, said, strict=True) if verdicts.get("forename") != "variant"]


def _near(
    people: Sequence[Identity], identities: Sequence[Identity], short: Mapping[int, Short]
) -> list[Sequence[int]]:
    """For each identity, the numbers of the people it is worth comparing with: near ones, and whom a short name means."""
    near = list(candidates_among(people, identities))
    for place, one in short.items():
        near[place] = sorted({*near[place], one.person})
    return near


def _in_order(identity: Identity, people: Sequence[Identity], scale: Scale) -> Identity:
    """The identity with its words in another order where only so they are the forename and the surname of somebody registered.

    Neither `Pell-Marsh Logan` nor `Price Logan J` says by itself which part is the surname.
    """
    (forename, surname), *others = identity.names
    families = {family for person in people for _, family in person.names}
    if not forename and not others and len(surname) == 2 and identity.day and surname not in families:
        return replace(identity, names=((surname[0], surname[1]),))  # `BF 11/08/04`
    if not forename or not surname or others:
        return identity
    levels = [scale.name_levels(identity, person) for person in people]
    if any(given not in ("swapped", "different") and family != "different" for given, family in levels):
        return identity
    first, _, rest = forename.partition(" ")
    for name in ((surname, forename), (f"{rest} {surname}", first)) if rest else ((surname, forename),):
        for own in (own for person in people for own in person.names):
            if scale.given_level(name[0], own[0]) in _CALLED and scale.family_level(name[1], own[1]) in _KIN:
                return replace(identity, names=(name,))
    return identity


def _could_be_another(
    identity: Identity,
    number: int,
    levels: Levels,
    near: Sequence[int],
    people: Sequence[Identity],
    scale: Scale,
) -> bool:
    """Whether the name or the day of birth, slipped as it is, may as well be another's who is registered.

    A name near this person's is another's letter for letter, or half of it, or the beginning of it ("Jac" beside Jack and Jacob),
    or one slip away from both; or the name is both theirs, and the day of birth neither's.
    """
    near_name, slipped = levels[0] in NEAR_LEVELS, levels[2] in _SLIPPED and not _share_number(identity, people[number])
    for other in near if near_name or slipped else ():
        if other == number:
            continue
        forename, surname = scale.name_levels(identity, people[other])
        if surname == "different":
            continue
        born = compare_born(identity, people[other])
        halved = forename == "part" and "-" not in identity.names[0][0]
        as_near = forename == "equal" or halved or (levels[0] == "close" and forename in ("close", "near"))
        as_near = as_near or _begins(identity, people[other])
        if near_name and as_near and born not in CONTRADICTS:
            return True
        if slipped and forename in _NAME and born in _MAY_BE:
            return True
    return False


def _slips_in_long_surname(identity: Identity, person: Identity) -> bool:
    """Whether a letter is all that is wrong in a surname so long that hardly another is like it; Kowalska is no slip for Kowalski."""
    surname = identity.names[0][1]
    if len(surname) < LONG_SURNAME or (identity.sex and person.sex and identity.sex != person.sex):
        return False
    return any(OSA.distance(surname, own) == 1 and surname[:-1] != own[:-1] for _, own in person.names)


def _begins(identity: Identity, person: Identity) -> bool:
    """Whether the forename that is written is the beginning of one of the person's."""
    forename = identity.names[0][0]
    return len(forename) >= _SHORTEST_BEGINNING and any(name[0].startswith(forename) for name in person.names)


def _share_number(identity: Identity, person: Identity) -> bool:
    return bool(identity.nhs and identity.nhs == person.nhs) or bool(identity.upn and identity.upn == person.upn)


def _is_child_then(subject: Subject, person: Identity, day: int) -> bool:
    """Whether a child of the case was under sixteen on `day`; one whose birth nobody knows counts as a child."""
    if subject.role not in CHILDREN:
        return False
    return not (person.first and day and day - person.first >= ADULT_YEARS * DAYS_IN_YEAR)


def _may_be_of_age(one: Written, person: Identity) -> bool:
    """Whether somebody written as "5M" or "8F" can be the person: by age in years, by a boy's months, or by a school's class."""
    told = one.mention.age_or_class
    if not told or not (person.first and person.last and one.contact):
        return True
    number = int(told[:-1])
    oldest, youngest = ((one.contact - birth) / DAYS_IN_YEAR for birth in (person.first, person.last))
    spans: list[tuple[float, float]] = [
        (number, number + 1.1),
        (number + YEARS_BEFORE_CLASS, number + YEARS_BEFORE_CLASS + 2),
    ]
    if told.endswith("M"):
        spans.append((number / 12, (number + 1.5) / 12))
    return any(least <= oldest and youngest <= most for least, most in spans)


def _says_child(one: Written) -> bool:
    """Whether the mention names nobody but says it is a child ("Unborn", "Baby boy"): not the mother of that surname."""
    words = fold(one.mention.forename or one.mention.written).split()
    return bool(words) and not one.identity.names[0][0] and words[0] in load_names().child_placeholders


def _teach(
    written: Sequence[Written],
    identities: Sequence[Identity],
    register: Sequence[Subject],
    people: Sequence[Identity],
    merged: dict[int, str],
) -> list[Identity]:
    """The register's people with the numbers that their merged mentions bear, where no two people bear the same one."""
    number_of = {subject.id: number for number, subject in enumerate(register)}
    owners: dict[tuple[str, str], set[int]] = {}
    records: dict[tuple[str, str], int] = {}
    for place, subject in merged.items():
        identity = identities[place]
        own = {("nhs_number", identity.nhs), ("upn", identity.upn), *identity.agency_ids}
        for number in own:
            if number[1] and not written[place].mention.assumed:
                owners.setdefault(number, set()).add(number_of[subject])
                records[number] = records.get(number, 0) + written[place].events
    taught = list(people)
    for number in sorted(owners, key=lambda number: (-records[number], number)):
        if len(owners[number]) == 1:
            (owner,) = owners[number]
            taught[owner] = _with_number(taught[owner], number)
    return taught


def _with_number(person: Identity, number: tuple[str, str]) -> Identity:
    scheme, value = number
    if scheme == "nhs_number":
        return person if person.nhs else replace(person, nhs=value)
    if scheme == "upn":
        return person if person.upn else replace(person, upn=value)
    return replace(person, agency_ids=tuple(sorted({*person.agency_ids, number})))


def _settle(
    identities: Sequence[Identity],
    register: Sequence[Subject],
    people: Sequence[Identity],
    taught: Sequence[Identity],
    found: Candidates,
) -> Candidates:
    """Mentions merged with one person that contradict each other are put to a person, all but those who bear its number.

    Each agrees with the register; only side by side do they show that two people bear the name.
    """
    number_of = {subject.id: number for number, subject in enumerate(register)}
    merged: dict[int, list[int]] = {}
    for place, subject in sorted(merged_in(found).items()):
        merged.setdefault(number_of[subject], []).append(place)
    settled = list(found)
    for number, places in merged.items():
        person, known = people[number], taught[number]
        births = [identities[place] for place in places if identities[place].day]
        torn = person.day is None and any(compare_born(births[0], other) in CONTRADICTS for other in births[1:])
        for place in places:
            identity = identities[place]
            other_number = identity.nhs and known.nhs and identity.nhs != known.nhs
            if other_number or (torn and not (person.nhs and identity.nhs == person.nhs)):
                settled[place] = tuple(_to_review(one) for one in found[place])
    return settled


def _to_review(one: Candidate) -> Candidate:
    return replace(one, verdict="review")
