"""What a person corrects in the kinds of a record wins. Enters: events and the case's corrections. Leaves: events, what changed.

Reading kinds from records is for `normalise`; who a record is about is decided in `linking`.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from chronology.case import KindCorrection
from chronology.issues import issue
from chronology.kinds import SIGN_OF_WORRY, kind_names
from chronology.model import Corrected, Event, Issue


class Correction(Struct, frozen=True):
    """`events` in the order they came in, `made` in the order of the case file."""

    events: list[Event]
    made: tuple[Corrected, ...]
    issues: tuple[Issue, ...]


def correct(events: Sequence[Event], corrections: Sequence[KindCorrection]) -> Correction:
    """The events with their kinds, and whether they may be signs of worry, as corrected; an issue for each correction that fits no record or changes nothing."""
    corrected = list(events)
    made: list[Corrected] = []
    issues = []
    for correction in corrections:
        before = len(made)
        for number, event in enumerate(corrected):
            if _is_meant(event, correction):
                after = replace(
                    event,
                    kinds=_corrected_kinds(event.kinds, correction),
                    worrying=(event.worrying or SIGN_OF_WORRY in correction.add)
                    and SIGN_OF_WORRY not in correction.remove,
                )
                if after != event:
                    corrected[number] = after
                    made.append(_say(event, after, correction))
        if len(made) == before:
            issues.append(issue("correction_unused", detail=f"line {correction.line} of the case file"))
    return Correction(corrected, tuple(made), tuple(issues))


def _is_meant(event: Event, correction: KindCorrection) -> bool:
    if correction.entry is not None:
        return event.id == correction.entry
    place = event.provenance
    same_sheet = correction.sheet is None or place.sheet == correction.sheet
    return place.source == correction.source and place.row == correction.row and same_sheet


def _said_of(event: Event) -> tuple[str, ...]:
    return (*event.kinds, SIGN_OF_WORRY) if event.worrying else event.kinds


def _corrected_kinds(kinds: tuple[str, ...], correction: KindCorrection) -> tuple[str, ...]:
    """In the vocabulary's order; `other` stands only where nothing else does."""
    named = ({*kinds, *correction.add} - {*correction.remove}) - {"other"}
    return tuple(kind for kind in kind_names() if kind in named) or ("other",)


def _say(before: Event, after: Event, correction: KindCorrection) -> Corrected:
    return Corrected(
        provenance=before.provenance,
        entry=before.id,
        added=tuple(kind for kind in _said_of(after) if kind not in _said_of(before)),
        removed=tuple(kind for kind in _said_of(before) if kind not in _said_of(after)),
        by=correction.by,
        on=correction.on,
        why=correction.why,
    )
