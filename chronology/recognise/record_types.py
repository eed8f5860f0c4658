"""What sort of record every row of a table is, where the export says so of itself. Enters: the names an export goes by, its headings
and columns. Leaves: kinds of event for all its rows. What one row's own words tell is for `narrative`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path, PurePosixPath

from msgspec import Struct

from chronology.case import SECTORS
from chronology.definitions import Mapping, load_file, mapping_at, refuse_unknown, texts
from chronology.errors import DefinitionError
from chronology.kinds import kind_names
from chronology.model import Column
from chronology.profile import EVERY_ROW, FIELDS
from chronology.recognise.layout import row_words
from chronology.words import fold_words, split_words

_FORENAME = re.compile(r"(?<![^\W_])Ed(?![^\W_])")  # nobody writes the department so
LONGEST_NAME = 120  # characters: a title or a heading; anything longer is text


class RecordType(Struct, frozen=True):
    """One sort of record of record_types.yaml."""

    kinds: tuple[str, ...]
    sectors: tuple[str, ...]  # empty: any
    names: frozenset[str]
    headings: frozenset[str]
    settled_by: tuple[str, ...]


@cache
def record_types() -> tuple[tuple[RecordType, ...], frozenset[str]]:
    """The sorts of record, and the words that show that a name speaks of several. Raises DefinitionError for a word unknown."""
    mapping = load_file(Path(__file__).with_name("record_types.yaml"), "recognise/record_types.yaml")
    names = [name for name in mapping if name != "mixed"]
    return tuple(_record_type(mapping_at(mapping, name)) for name in names), frozenset(texts(mapping, "mixed"))


def _record_type(mapping: Mapping) -> RecordType:
    refuse_unknown(mapping, RecordType.__struct_fields__)
    for key, known in (("kinds", kind_names()), ("sectors", SECTORS), ("settled_by", FIELDS)):
        for word in texts(mapping, key):
            if word not in known:
                raise DefinitionError(f"`{word}` is not known here", mapping.place(key), "use a word of the contract")
    return RecordType(
        texts(mapping, "kinds"),
        texts(mapping, "sectors"),
        frozenset(texts(mapping, "names")),
        frozenset(texts(mapping, "headings")),
        texts(mapping, "settled_by"),
    )


def kinds_of_table(
    path: str,
    sheet: str,
    titles: Iterable[Sequence[str]],
    headings: Iterable[str],
    columns: Sequence[Column],
    sector: str | None,
) -> dict[str, tuple[str, ...]]:
    """{EVERY_ROW: kinds} of a table of one sort of record; empty where nothing, or more than one thing, is said of it."""
    types, mixed = record_types()
    fields = {column.field for column in columns}
    names = [PurePosixPath(path).stem, sheet, *(cell for row in titles for cell in row if not _names_a_person(cell))]
    said = [tuple(split_words(_FORENAME.sub(" ", name))) for name in names if len(name) <= LONGEST_NAME]
    heads = [tuple(split_words(heading)) for heading in headings if len(heading) <= LONGEST_NAME]
    found = []
    for one in types:
        if one.sectors and sector not in one.sectors:
            continue
        named = any(
            _speaks_of(words, one.names) and not mixed.intersection(_beside(words, one.names)) for words in said
        )
        if named or any(_speaks_of(words, one.headings) for words in heads):
            found.append(one)
    if len(found) != 1 or fields.intersection(found[0].settled_by):
        return {}
    return {EVERY_ROW: found[0].kinds}


def _names_a_person(cell: str) -> bool:
    """Whether a title cell is about a person: Ed is a name as well as a department."""
    return fold_words(cell.partition(":")[0]) in row_words().person_labels


def _speaks_of(words: Sequence[str], phrases: frozenset[str]) -> bool:
    return any(_at(words, start, phrases) for start in range(len(words)))


def _at(words: Sequence[str], start: int, phrases: frozenset[str]) -> int:
    """How many words the longest of the phrases takes that begins at `start`; 0 for none."""
    return next((length for length in range(5, 0, -1) if " ".join(words[start : start + length]) in phrases), 0)


def _beside(words: Sequence[str], phrases: frozenset[str]) -> set[str]:
    """The words that stand in none of the phrases."""
    others: set[str] = set()
    position = 0
    while position < len(words):
        length = _at(words, position, phrases)
        others.update(() if length else (words[position],))
        position += length or 1
    return others
