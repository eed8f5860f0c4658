"""What went wrong in telling who is who. Enters: the answers. Leaves: issues that name places and counts, never people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from chronology.issues import issue
from chronology.linking.answer import Answer, Candidate
from chronology.linking.collapse import Collapsed
from chronology.linking.identifiers_met import Trusted
from chronology.model import Event, Evidence, Issue, Link, Provenance


class Trouble(Struct, frozen=True):
    """All that the issues are worked out from. `ruled` holds the events on which a person has decided."""

    events: Sequence[Event]
    collapsed: Collapsed
    answers: tuple[Answer, ...]
    candidates: Sequence[tuple[Candidate, ...]]
    trusted: Trusted
    asked: frozenset[int]
    ruled: frozenset[int]
    links: tuple[tuple[Link, ...], ...]


def troubles(trouble: Trouble, with_register: bool) -> list[Issue]:
    """Every issue, in the order of source, sheet and row."""
    found = _rows_in_doubt(trouble)
    found += _missing(trouble)
    found += _numbers(trouble)
    found += _unregistered(trouble) if with_register else _doubtful_people(trouble)
    return sorted(found, key=lambda one: (one.source or "", one.sheet or "", one.row or 0, one.code, one.message))


def _rows_in_doubt(trouble: Trouble) -> list[Issue]:
    return [
        _at("person_unclear", event.provenance)
        for event, links in zip(trouble.events, trouble.links, strict=True)
        if links and not [one for one in links if one.standing != "possible"]
    ]


def _missing(trouble: Trouble) -> list[Issue]:
    """Records that name nobody, once for each source."""
    rows: dict[str, list[Provenance]] = {}
    named = [identity.named() for identity in trouble.trusted.identities]
    for number, (event, places) in enumerate(zip(trouble.events, trouble.collapsed.named, strict=True)):
        if number not in trouble.ruled and not trouble.links[number] and not [one for one in places if named[one]]:
            rows.setdefault(event.provenance.source, []).append(event.provenance)
    return [_first_of("person_missing", places, "record") for places in rows.values()]


def _numbers(trouble: Trouble) -> list[Issue]:
    """Numbers that stand against a name and a date of birth, that prove nothing, or that are never issued."""
    shared = set(trouble.trusted.shared)
    shared |= {place for place, found in enumerate(trouble.candidates) if any(one.verdict == "shared" for one in found)}
    for number, links in enumerate(trouble.links):
        if any(_number_against_name(link.evidence) for link in links):
            shared.update(
                place for place in trouble.collapsed.named[number] if trouble.trusted.identities[place].nhs_or_upn()
            )
    issues = []
    for code, places, by_identity in (
        ("identifier_shared", shared, True),
        ("identifier_placeholder", set(trouble.trusted.placeholder), False),
        ("identifier_training", set(trouble.trusted.training), False),
    ):
        for rows in _rows_by_source(trouble, places, by_identity).values():
            issues.append(_first_of(code, rows, "record"))
    return issues


def _number_against_name(evidence: Sequence[Evidence]) -> bool:
    """Whether an identifier says one person where the forename says another."""
    if not evidence or evidence[0].verdict != "different":  # the forename stands first; nearly all agree in it
        return False
    verdicts = {one.field: one.verdict for one in evidence}
    return verdicts.get("forename") == "different" and "equal" in (verdicts.get("nhs_number"), verdicts.get("upn"))


def _unregistered(trouble: Trouble) -> list[Issue]:
    places = {
        place
        for place, answer in enumerate(trouble.answers)
        if answer.kind == "apart" and trouble.trusted.identities[place].named()
    }
    rows = _rows_by_source(trouble, places, True, leave_out=trouble.ruled)
    return [_first_of("person_unregistered", found, "record") for found in rows.values()]


def _doubtful_people(trouble: Trouble) -> list[Issue]:
    """People found in the records who could be another of them: one issue each, where they first stand."""
    places = {place for place in trouble.asked if trouble.answers[place].kind == "merged"}
    owners: dict[str, list[Provenance]] = {}
    for number, event in enumerate(trouble.events):
        for place in trouble.collapsed.named[number]:
            if place in places and number not in trouble.ruled:
                owners.setdefault(trouble.answers[place].parts[0].subject, []).append(event.provenance)
    return [_first_of("person_unclear", rows, "record") for rows in owners.values()]


def _rows_by_source(
    trouble: Trouble, places: Iterable[int], by_identity: bool, leave_out: frozenset[int] = frozenset()
) -> dict[object, list[Provenance]]:
    wanted = set(places)
    rows: dict[object, list[Provenance]] = {}
    if not wanted:
        return rows
    for number, event in enumerate(trouble.events):
        for place in trouble.collapsed.named[number]:
            if place in wanted and number not in leave_out:
                identity = trouble.trusted.identities[place]
                who = (identity.names[0], identity.day) if by_identity else None
                rows.setdefault((event.provenance.source, who), []).append(event.provenance)
    return rows


def _first_of(code: str, places: list[Provenance], unit: str) -> Issue:
    first = min(places, key=lambda place: (place.source, place.sheet or "", place.row))
    count = len(set(places))
    return _at(code, first, f"{count} {unit}{'' if count == 1 else 's'}")


def _at(code: str, place: Provenance, detail: str = "") -> Issue:
    return issue(code, place.source, place.sheet, place.row, detail=detail)
