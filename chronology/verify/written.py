"""The parts of chronology.json that can be checked again. Data types only; members that are not named here are passed over."""

from __future__ import annotations

from msgspec import Struct


class Place(Struct, frozen=True, gc=False):
    """A source's id, a sheet or table of it, and a row as a person sees it."""

    source: str
    sheet: str | None
    row: int


class WrittenDate(Struct, frozen=True, gc=False):
    """A date as recorded, and the first day it may mean, as ISO."""

    text: str
    first: str | None = None


class WrittenEntry(Struct, frozen=True, gc=False):
    """An entry with the words of its record."""

    number: int
    id: str
    when: WrittenDate
    provenance: tuple[Place, ...]
    same_event_as: tuple[str, ...] = ()
    summary: str = ""
    action: str = ""
    outcome: str = ""
    author: str = ""
    author_role: str = ""
    category: str = ""
    code: str = ""
    ref: str = ""
    present: str = ""
    child_seen: str = ""
    voice: str = ""
    place: str = ""
    source_document: str = ""


class WrittenSource(Struct, frozen=True):
    """A source with its checksum and its account."""

    id: str
    path: str
    sha256: str
    records: int
    entries: int
    undated: int
    out_of_scope: int
    duplicates: int
    set_aside: int


class WrittenFinding(Struct, frozen=True):
    """A finding with the entries that it names."""

    id: str
    entries: tuple[str, ...]
    answered_by: tuple[str, ...]


class EntryLeftOut(Struct, frozen=True, gc=False):
    """An entry that a selection left out, by its id."""

    id: str


class WrittenSelection(Struct, frozen=True):
    """What a selected result left out."""

    entries_left_out: tuple[EntryLeftOut, ...] = ()


class Written(Struct, frozen=True):
    """A result as it was written."""

    schema: int
    tool: dict[str, str]
    sources: tuple[WrittenSource, ...]
    entries: tuple[WrittenEntry, ...]
    undated: tuple[WrittenEntry, ...]
    findings: tuple[WrittenFinding, ...]
    selection: WrittenSelection | None = None
