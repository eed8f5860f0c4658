"""Events in stretches, so that several processes can tell their kinds. Enters: Batches. Leaves: Stretches, and the events with kinds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from chronology.model import Event, Issue
from chronology.normalise import KindsOfRecords, Told, Untold, tell_kinds, with_kinds
from chronology.pipeline.exports import Batch

SHORTEST_STRETCH = 200
MOST_STRETCHES = 200


class Stretch(NamedTuple):
    """Neighbouring events of one table, and what tells their kinds."""

    kinds: KindsOfRecords
    events: Sequence[Event]
    untold: Sequence[Untold]
    ends_table: bool


def cut(batches: Sequence[Batch], events: Sequence[Event]) -> list[Stretch]:
    """The events in stretches, in order; short enough for several processes to share them out evenly."""
    longest = max(SHORTEST_STRETCH, len(events) // MOST_STRETCHES)
    stretches = []
    start = 0
    for batch in batches:
        first = 0
        for count, kinds in batch.tables:
            for at in range(first, first + count, longest):
                end = min(at + longest, first + count)
                stretches.append(
                    Stretch(kinds, events[start + at : start + end], batch.untold[at:end], end == first + count)
                )
            first += count
        start += len(batch.events)
    return stretches


def tell(stretch: Stretch) -> list[Told]:
    """What the words and codes of each event say of its kinds."""
    return tell_kinds(stretch.kinds, stretch.events, stretch.untold)


def put_kinds(stretches: Sequence[Stretch], told: Sequence[Sequence[Told]]) -> tuple[list[Event], list[Issue]]:
    """All events, in order, with their kinds; the issues are a table's, however it was cut."""
    events: list[Event] = []
    issues: list[Issue] = []
    rows: list[tuple[Event, Untold, Told]] = []
    for stretch, said in zip(stretches, told, strict=True):
        rows += zip(stretch.events, stretch.untold, said, strict=True)
        if stretch.ends_table:
            complete, noted = with_kinds(rows)
            events += complete
            issues += noted
            rows = []
    return events, issues
