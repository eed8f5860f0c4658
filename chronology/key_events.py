"""Which entries are key events, and why (key_events.yaml). Enters: entries, findings, the author's marks. Leaves: the ground of each.

Leaving the others out is for `select`, printing for `compose`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from chronology.case import KeyMark
from chronology.definitions import load_file, refuse_unknown, texts
from chronology.errors import DefinitionError
from chronology.issues import issue
from chronology.kinds import kind_names
from chronology.model import Entry, Finding, Issue


class KeyGround(Struct, frozen=True):
    """Why an entry is key: its `kinds` that are, the titles of the `findings` that rest on it, the author's reasons in `marks`."""

    kinds: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


@cache
def key_kinds() -> frozenset[str]:
    """The kinds of key_events.yaml. Raises DefinitionError for one that is not in the vocabulary."""
    path = Path(__file__).with_suffix(".yaml")
    mapping = load_file(path, path.name)
    refuse_unknown(mapping, ("kinds",))
    kinds = texts(mapping, "kinds")
    for kind in kinds:
        if kind not in kind_names():
            raise DefinitionError(f"`{kind}` is no kind of event", mapping.place("kinds"), "take it from kinds.yaml")
    return frozenset(kinds)


def find_key_events(
    entries: Iterable[Entry], findings: Iterable[Finding], marks: Sequence[KeyMark]
) -> dict[str, KeyGround]:
    """Entry id → why it is a key event. What the exports cannot tell is no finding here; what answered a late step counts with it."""
    titles: dict[str, dict[str, None]] = defaultdict(dict)
    for finding in findings:
        if finding.outcome != "cannot_tell":
            for entry_id in (*finding.entries, *finding.answered_by):
                titles[entry_id][finding.title] = None
    grounds = {}
    for entry in entries:
        kinds = tuple(kind for kind in entry.event.kinds if kind in key_kinds())
        marked = tuple(mark.why for mark in marks if _is_meant(entry, mark))
        found = tuple(titles.get(entry.id, ()))
        if kinds or found or marked:
            grounds[entry.id] = KeyGround(kinds, found, marked)
    return grounds


def unused_marks(entries: Sequence[Entry], marks: Sequence[KeyMark]) -> list[Issue]:
    """An issue for each mark that fits no entry of the chronology."""
    return [
        issue("key_mark_unused", detail=f"line {mark.line} of the case file")
        for mark in marks
        if not any(_is_meant(entry, mark) for entry in entries)
    ]


def _is_meant(entry: Entry, mark: KeyMark) -> bool:
    if mark.entry is not None:
        return entry.id == mark.entry
    return any(
        place.source == mark.source and place.row == mark.row and mark.sheet in (None, place.sheet)
        for place in entry.provenance
    )
