"""A table's events with their kinds, as the pipeline puts them together."""

from typing import NamedTuple

from chronology.model import Event, Issue
from chronology.normalise import normalise, tell_kinds, with_kinds


class Complete(NamedTuple):
    events: tuple[Event, ...]
    set_aside: tuple[Issue, ...]
    issues: tuple[Issue, ...]


def events_of(table, recognition, agency, sector, about, stated=False):
    parts = normalise(table, recognition, agency, sector, about, stated)
    told = tell_kinds(parts.kinds, parts.events, parts.untold)
    rows = list(zip(parts.events, parts.untold, told, strict=True))
    events, noted = with_kinds(rows) if rows else ((), ())
    return Complete(tuple(events), parts.set_aside, (*parts.issues, *noted))
