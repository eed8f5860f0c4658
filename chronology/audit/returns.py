"""A record of a missing child that also tells of the return. Enters: the chronology. Leaves: it, each return on its own day.

A register has one row for each time a child was missing, dated by the beginning. Rules that count from the return, or to it, must
find it on the day the child was found; the record stays one in what is printed.
"""

from __future__ import annotations

from msgspec.structs import replace

from chronology.model import Chronology, Entry

RETURN = "missing_ended"


def put_returns_on_their_days(chronology: Chronology) -> Chronology:
    """The chronology as rules read it: a record whose event ended later stands once at its beginning and once at its end."""
    if not any(entry.event.ended for entry in chronology.entries):
        return chronology
    entries = [part for entry in chronology.entries for part in _parts(entry)]
    return replace(chronology, entries=tuple(entries))


def _parts(entry: Entry) -> tuple[Entry, ...]:
    event = entry.event
    if event.ended is None or RETURN not in event.kinds:
        return (entry,)
    kinds = tuple(kind for kind in event.kinds if kind != RETURN)
    began = replace(event, kinds=kinds, ended=None)
    found = replace(event, kinds=(RETURN,), when=event.ended, ended=None)
    return replace(entry, event=began), replace(entry, event=found)
