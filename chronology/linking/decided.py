"""What a person has decided, which always wins. Enters: the case's decisions and the events. Leaves: what holds for each event."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from chronology.case import Decision
from chronology.issues import issue
from chronology.model import Event, Evidence, Issue


class Ruling(Struct, frozen=True):
    """The decisions on one event: whom it is about, and whom not."""

    about: tuple[Decision, ...]
    not_about: frozenset[str]


def rulings(
    events: Sequence[Event], decisions: Sequence[Decision], known: frozenset[str]
) -> tuple[dict[int, Ruling], list[Issue]]:
    """Event number → ruling, and an issue for each decision that fits no record or no subject of `known`."""
    by_row: dict[tuple[str, int], list[int]] = {}
    by_entry: dict[str, list[int]] = {}
    if decisions:
        for number, event in enumerate(events):
            by_row.setdefault((event.provenance.source, event.provenance.row), []).append(number)
            by_entry.setdefault(event.id, []).append(number)
    held: dict[int, list[Decision]] = {}
    issues = []
    for decision in decisions:
        if decision.entry is not None:
            meant = by_entry.get(decision.entry, [])
        else:
            at = by_row.get((decision.source or "", decision.row or 0), [])
            meant = [n for n in at if decision.sheet is None or events[n].provenance.sheet == decision.sheet]
        if not meant or (decision.subject or decision.not_subject) not in known:
            issues.append(issue("decision_unused", detail=f"line {decision.line} of the case file"))
            continue
        for number in meant:
            held.setdefault(number, []).append(decision)
    return {number: _ruling(found) for number, found in held.items()}, issues


def evidence_of(decision: Decision, bits: float) -> Evidence:
    """Who decided, when and why, in the place of a comparison."""
    return Evidence("decision", f"{decision.decided_by}, {decision.on}", decision.why, "decided", bits)


def _ruling(decisions: list[Decision]) -> Ruling:
    about = {decision.subject: decision for decision in decisions if decision.subject is not None}
    return Ruling(
        tuple(about[subject] for subject in sorted(about)),
        frozenset(decision.not_subject for decision in decisions if decision.not_subject is not None),
    )
