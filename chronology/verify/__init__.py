"""Whether the entries of a written chronology still stand where they say. Enters: chronology.json and tables. Leaves: what does not fit.

Only words are compared, with the very cells of the row that an entry names; what columns mean is not worked out anew. Opening files
and checksums belong to the verb.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec
from msgspec import Struct

from chronology.model import Table
from chronology.verify.written import Place, Written, WrittenEntry, WrittenSource

__all__ = ["Misfit", "check_entries", "check_whole", "read_written"]

_WORDS = (
    "summary",
    "action",
    "outcome",
    "author",
    "author_role",
    "category",
    "code",
    "ref",
    "present",
    "child_seen",
    "voice",
    "place",
    "source_document",
)
_BETWEEN = ("\n\n", " – ", "; ", " ")  # what stands between the cells of which one text was made


class Misfit(Struct, frozen=True):
    """Something that no longer fits: `where` it stands, and `what` is wrong with it. No words of records."""

    where: str
    what: str


def read_written(content: bytes) -> Written:
    """The result in chronology.json. Raises ValueError for anything else."""
    written = msgspec.json.decode(content, type=Written)
    if written.schema != 1 or written.tool.get("name") != "chronology":
        raise ValueError("not a result of this program, schema 1")
    return written


def check_whole(written: Written) -> Iterator[Misfit]:
    """What does not agree within the result itself: accounts, numbers and order, and names of entries that are not there."""
    for source in written.sources:
        if (
            source.records
            != source.entries + source.undated + source.out_of_scope + source.duplicates + source.set_aside
        ):
            yield Misfit(source.id, "its account does not add up")
    entries = (*written.entries, *written.undated)
    known = {entry.id for entry in entries}
    if written.selection is not None:
        known |= {entry.id for entry in written.selection.entries_left_out}
    sources = {source.id for source in written.sources}
    for entry in entries:
        if not set(entry.same_event_as) <= known:
            yield Misfit(f"No. {entry.number}", "it names an entry that is not there")
        if not {place.source for place in entry.provenance} <= sources:
            yield Misfit(f"No. {entry.number}", "it names a source that is not there")
    for finding in written.findings:
        if not {*finding.entries, *finding.answered_by} <= known:
            yield Misfit(finding.id, "it rests on an entry that is not there")
    if written.selection is None:
        yield from _check_completeness(written)


def _check_completeness(written: Written) -> Iterator[Misfit]:
    """Whether the entries are as many as the accounts say, numbered without a break and in the order of their days."""
    for source in written.sources:
        for name, entries, told in (
            ("entries", written.entries, source.entries),
            ("undated entries", written.undated, source.undated),
        ):
            # The first place is the one shown; a row that became several entries is one record.
            places = {entry.provenance[0] for entry in entries if entry.provenance}
            if sum(place.source == source.id for place in places) != told:
                yield Misfit(source.id, f"its {name} are not as many as its account says")
    for place, entry in enumerate((*written.entries, *written.undated), 1):
        if entry.number != place:
            yield Misfit(f"No. {entry.number}", f"it stands where No. {place} should")
            break
    for before, entry in pairwise(written.entries):
        if (entry.when.first or "") < (before.when.first or ""):
            yield Misfit(f"No. {entry.number}", "its day lies before that of the entry above it")


def check_entries(
    entries: Iterable[WrittenEntry],
    source: WrittenSource,
    tables: Sequence[Table],
    headings: Mapping[str | None, Sequence[str]],
) -> Iterator[Misfit]:
    """Every reference of the entries to this source that does not lead to a row with the entry's words.

    `tables` are the source's as they are read now, `headings` those of each by its sheet.
    """
    by_sheet = {table.sheet: table for table in tables}
    for entry in entries:
        for place in entry.provenance:
            if place.source != source.id:
                continue
            where = f"No. {entry.number}: {source.path}{f', {place.sheet}' if place.sheet else ''}, row {place.row}"
            table = by_sheet.get(place.sheet)
            if table is None or not 1 <= place.row <= len(table.rows):
                yield Misfit(where, "there is no such row")
                continue
            lost = _words_lost(entry, table, place, headings.get(place.sheet, ()))
            if lost:
                yield Misfit(where, f"the row does not hold the entry's {', '.join(lost)}")


def _words_lost(entry: WrittenEntry, table: Table, place: Place, headings: Sequence[str]) -> list[str]:
    """The members of an entry whose words are not in the row."""
    cells = sorted({cell.strip() for cell in table.rows[place.row - 1]} - {""}, key=len, reverse=True)
    prefixes = ("", *(f"{heading.strip()}: " for heading in headings if heading.strip()), "seen alone: ")
    texts = {name: getattr(entry, name) for name in _WORDS} | {"date": entry.when.text}
    return [name.replace("_", " ") for name, text in texts.items() if text and not _is_made_of(text, cells, prefixes)]


def _is_made_of(text: str, cells: Sequence[str], prefixes: Sequence[str]) -> bool:
    """Whether the text is a cell, or cells one after the other, each with or without its heading before it."""
    if text in cells:
        return True
    position = 0
    while True:
        fitting = (
            position + len(prefix) + len(cell)
            for prefix in prefixes
            if text.startswith(prefix, position)
            for cell in cells
            if text.startswith(cell, position + len(prefix))
            and (
                position + len(prefix) + len(cell) == len(text)
                or text.startswith(_BETWEEN, position + len(prefix) + len(cell))
            )
        )
        position = max(fitting, default=-1)
        if position in (-1, len(text)):
            return position == len(text)
        position += next(len(between) for between in _BETWEEN if text.startswith(between, position))
