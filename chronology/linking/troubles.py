"""What went wrong in telling who is who. Enters: the answers. Leaves: issues that name places and counts, never people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from chronology.issues import issue
from chronology.linking.answer import Answer, Candidate
from chronology.linking.collapse import Collapsed
from chronology.linking.identifiers_met import Trusted
from chronology.linking.other_births import IN_EVERY_RECORD
from chronology.model import Event, Issue, Link, Provenance


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
    found = _events_in_doubt(trouble)
    by_row = _numbers(trouble)
    if with_register:
        by_row["person_unregistered"] = {
            place
            for place, answer in enumerate(trouble.answers)
            if answer.kind == "apart" and trouble.trusted.identities[place].named()
        }
        by_row["birth_not_registered"] = {
            place
            for place, answer in enumerate(trouble.answers)
            if answer.kind == "merged"
            and any(one.verdict == IN_EVERY_RECORD for part in answer.parts for one in part.evidence)
        }
    asked = {place for place in trouble.asked if trouble.answers[place].kind == "merged"}
    numbers = _events_of(trouble, asked.union(*[places for code, places in by_row.items() if code in _BY_IDENTITY]))
    for code, places in by_row.items():
        if code in _BY_IDENTITY:
            leave_out = trouble.ruled if code == "person_unregistered" else frozenset[int]()
            rows = _rows_by_person(trouble, places, numbers, leave_out)
        else:
            rows = _rows_by_source(trouble, places)
        found += [_first_of(code, those, "record") for those in rows]
    if not with_register:
        found += _doubtful_people(trouble, asked, numbers)
    return sorted(found, key=lambda one: (one.source or "", one.sheet or "", one.row or 0, one.code, one.message))


_BY_IDENTITY = frozenset(
    ("identifier_shared", "person_unregistered", "birth_not_registered")
)  # one issue a person; the others, one a source


def _events_in_doubt(trouble: Trouble) -> list[Issue]:
    """Events of which only a person can say whom they are about; those that name nobody, once for each source."""
    found = []
    nobody: dict[str, list[Provenance]] = {}
    identities = trouble.trusted.identities
    merged = [answer.kind == "merged" for answer in trouble.answers]
    for number, those in enumerate(trouble.collapsed.named):
        if len(those) == 1 and merged[those[0]] and number not in trouble.ruled:
            continue  # nearly all
        event, links = trouble.events[number], trouble.links[number]
        if not links:
            if number not in trouble.ruled and not any(identities[one].named() for one in those):
                nobody.setdefault(event.provenance.source, []).append(event.provenance)
        elif links[0].standing == "possible" and all(one.standing == "possible" for one in links):
            found.append(_at("person_unclear", event.provenance))
    return found + [_first_of("person_missing", places, "record") for places in nobody.values()]


def _numbers(trouble: Trouble) -> dict[str, set[int]]:
    """Whose numbers stand against a name and a date of birth, prove nothing, or are never issued: the code → those."""
    shared = set(trouble.trusted.shared)
    for place, answer in enumerate(trouble.answers):
        for part in answer.parts:
            if part.by_number and trouble.trusted.identities[place].nhs_or_upn():
                shared.add(place)
    for place, found in enumerate(trouble.candidates):
        if any(one.verdict == "shared" for one in found):
            shared.add(place)
    return {
        "identifier_shared": shared,
        "identifier_placeholder": set(trouble.trusted.placeholder),
        "identifier_training": set(trouble.trusted.training),
    }


def _events_of(trouble: Trouble, places: set[int]) -> dict[int, list[int]]:
    """The numbers of the events that name each of `places`."""
    numbers: dict[int, list[int]] = {place: [] for place in places}
    if places:
        for number, named in enumerate(trouble.collapsed.named):
            for place in named:
                if place in numbers:
                    numbers[place].append(number)
    return numbers


def _doubtful_people(trouble: Trouble, asked: set[int], numbers: dict[int, list[int]]) -> list[Issue]:
    """People found in the records who could be another of them: one issue each, where they first stand."""
    owners: dict[str, list[Provenance]] = {}
    for place in asked:
        rows = [trouble.events[number].provenance for number in numbers[place] if number not in trouble.ruled]
        if rows:
            owners.setdefault(trouble.answers[place].parts[0].subject, []).extend(rows)
    return [_first_of("person_unclear", rows, "record") for rows in owners.values()]


def _rows_by_person(
    trouble: Trouble, places: set[int], numbers: dict[int, list[int]], leave_out: frozenset[int]
) -> Iterable[list[Provenance]]:
    rows: dict[object, list[Provenance]] = {}
    for place in places:
        identity = trouble.trusted.identities[place]
        for number in numbers[place]:
            if number not in leave_out:
                provenance = trouble.events[number].provenance
                rows.setdefault((provenance.source, identity.names[0], identity.day), []).append(provenance)
    return rows.values()


def _rows_by_source(trouble: Trouble, places: set[int]) -> Iterable[list[Provenance]]:
    rows: dict[str, list[Provenance]] = {}
    for event, named in zip(trouble.events, trouble.collapsed.named, strict=True) if places else ():
        if (named[0] in places) if len(named) == 1 else not places.isdisjoint(named):
            rows.setdefault(event.provenance.source, []).append(event.provenance)
    return rows.values()


def _first_of(code: str, places: list[Provenance], unit: str) -> Issue:
    first = min(places, key=_where)
    count = len(set(places))
    return _at(code, first, f"{count} {unit}{'' if count == 1 else 's'}")


def _where(place: Provenance) -> tuple[str, str, int]:
    return place.source, place.sheet or "", place.row


def _at(code: str, place: Provenance, detail: str = "") -> Issue:
    return issue(code, place.source, place.sheet, place.row, detail=detail)
