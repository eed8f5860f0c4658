"""Whether a record only tells again of an injury that an earlier record holds. Enters: a History and an entry. Leaves: the earlier record, or nothing.

A practice scans the hospital's summary, a health visitor files the liaison slip, a clinic looks at the plaster: nobody sees a second
injury. So it is only where an earlier record of the same injury stands in the exports; where none does, the letter is all that tells
of it. A record that names a part of the body of which the earlier ones say nothing, or a worry, stands for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from chronology.audit.ground import Ground
from chronology.audit.history import History, exact_day
from chronology.audit.words import fold, holds_whole, holds_words, written_in
from chronology.dates.named import days_named
from chronology.dates.wording import MONTHS
from chronology.model import Entry
from chronology.rule.settings import ToldOnce

INJURY = "injury_seen"
WORRIED = frozenset(("concern_recorded", "disclosure"))
SEEN = frozenset(("child_seen", "child_seen_alone", "medical_examination"))  # of these kinds no letter is
MET = frozenset(
    ("home_visit", "child_seen_alone", "appointment_kept", "health_assessment")
)  # ... nor what the writer only filed
OF_A_HOSPITAL = frozenset(("emergency_attendance", "admission", "discharge", "medical_examination"))
HOSPITALS = frozenset(("hospital", "ambulance", "police"))  # who may have seen a child there themselves
_LIMBS = (frozenset(("shoulder", "arm", "elbow", "wrist", "hand")), frozenset(("leg", "knee", "ankle", "foot")))
NAMED_WITHIN = timedelta(days=183)  # of the day that a record names: this program's own figure
_MONTH = re.compile(
    r"\b(?:in|last|since) (jan(?=uary|\b)|feb(?=ruary|\b)|mar(?=ch|\b)|apr(?=il|\b)|may\b|june?\b|july?\b|aug(?=ust|\b)|sep(?=t|\b)"
    r"|oct(?=ober|\b)|nov(?=ember|\b)|dec(?=ember|\b))"
)


def find_first_telling(
    once: ToldOnce, history: History, ground: Ground, entry: Entry, worried_too: bool = False
) -> tuple[date, Entry] | None:
    """The day and record of the injury of which `entry` only tells again, the latest such; None where it may be one of its own.

    With `worried_too`, a record that holds a worry or what the child told may be such a one: it asks for an answer of its own, and
    is no further injury all the same.
    """
    day = exact_day(entry)
    if day is None or INJURY not in entry.event.kinds or holds_words(entry, once.of_its_own_in):
        return None
    if not worried_too and not WORRIED.isdisjoint(entry.event.kinds):
        return None
    earlier = list(history.between((INJURY,), day - NAMED_WITHIN, day - timedelta(days=1)))
    if not earlier:
        return None
    is_filed, is_healing = _is_filed(once, entry), holds_words(entry, once.healing_in)
    named, months = set(_days_named(entry, day)), set(_months_named(entry, day))
    if not (is_filed or is_healing or named or months):
        return None
    for on, one in reversed(earlier):
        is_elsewhere = ground.agencies_of(one).isdisjoint(ground.agencies_of(entry))
        is_near = day <= (ground.add(on, once.again_within) or on)
        is_named = on in named or (on.year, on.month) in months
        tells = (is_elsewhere and (on in named or (is_filed and is_near))) or (is_named and bool(sites_of(entry)))
        if (tells or (is_healing and is_near)) and _fits(entry, one, is_filed, is_healing):
            return on, one
    return None


def sites_of(entry: Entry) -> set[str]:
    """The parts of the body on which the record tells of an injury."""
    return {injury.site for injury in entry.event.injuries if injury.site}


def _is_filed(once: ToldOnce, entry: Entry) -> bool:
    """Whether the record is of what another agency saw: by its words, its type, or because a ward or a casualty department is not the writer's."""
    event = entry.event
    if not MET.isdisjoint(event.kinds):
        return False
    if holds_words(entry, once.retold_in) or holds_whole(fold(event.category), once.retold_types):
        return True
    return event.sector not in HOSPITALS and not OF_A_HOSPITAL.isdisjoint(event.kinds)


def _fits(entry: Entry, earlier: Entry, is_filed: bool, is_healing: bool) -> bool:
    """Whether the earlier record may be of the same injury: its parts of the body are those told of, or one of the two names none.

    What heals is told by the limb: an arm stands in its sling for the sake of a collarbone.
    """
    sites, known = sites_of(entry), sites_of(earlier)
    if is_healing:
        known = known.union(*(limb for limb in _LIMBS if not limb.isdisjoint(known)))
    return sites <= known if sites and known else is_filed


def _days_named(entry: Entry, written: date) -> Iterator[date]:
    """The days up to that of writing that the narrative names."""
    for text in written_in(entry):
        for named in days_named(text, written):
            yield from (day for day in named.days if day <= written)


def _months_named(entry: Entry, written: date) -> Iterator[tuple[int, int]]:
    """The months before the one of writing that the narrative names: the last such."""
    for text in written_in(entry):
        for name in _MONTH.findall(text.casefold()):
            month = MONTHS[name]
            if month != written.month:
                yield written.year - (month > written.month), month
