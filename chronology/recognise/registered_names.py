"""The column in which the children of a register stand, where no heading says which it is. Enters: columns, rows, names.

"Household", "Case", "Group": agencies head the column of people in words that mean something else elsewhere. Leaves: the column, as names;
None where another column names people, where two could be it, or where its cells name adults ("Spoke to").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from chronology.model import CHILDREN, Column, Subject
from chronology.words import split_words

REASON = "registered children stand in it"
_NAMES = frozenset(("name", "forename", "surname"))
_MAY_BE_NAMES = frozenset(("other", "kind", "agency_id", "ref", "code"))
SHORTEST = 3  # letters of a word that counts as a name
LONGEST_CELL = 8  # words
SHARE = 0.6  # of the filled cells, from which the column is one of children
FILLED = 0.5  # of the records, from which the column can be the one that says whom they are about
FEWEST = 3  # filled cells


class Names(NamedTuple):
    """The words, casefolded, of the names of a register: those of its children, and those that only its adults have."""

    children: frozenset[str] = frozenset()
    adults: frozenset[str] = frozenset()


NO_NAMES = Names()


def names_of(register: Sequence[Subject]) -> Names:
    """The words by which the people of the register may stand in a cell."""
    children = _words(one for one in register if one.role in CHILDREN)
    return Names(children, _words(one for one in register if one.role not in CHILDREN) - children)


def _words(people: Iterable[Subject]) -> frozenset[str]:
    names = (name for one in people for name in (one.name, *one.also_known_as))
    return frozenset(word for name in names for word in split_words(name) if len(word) >= SHORTEST and word.isalpha())


def find_people_column(columns: Sequence[Column], rows: Sequence[Sequence[str]], names: Names) -> Column | None:
    """The only column of registered children, read as names; `rows` are some of the records."""
    if not names.children or any(one.field in _NAMES for one in columns):
        return None
    found = [
        column
        for column in columns
        if column.field in _MAY_BE_NAMES
        and _holds_children([row[column.index].strip() for row in rows if column.index < len(row)], len(rows), names)
    ]
    return replace(found[0], field="name", standing="likely", reason=REASON) if len(found) == 1 else None


def _holds_children(cells: Sequence[str], count: int, names: Names) -> bool:
    filled = [set(split_words(cell)) for cell in cells if cell]
    if len(filled) < FEWEST or len(filled) < FILLED * count:
        return False
    named = [
        words
        for words in filled
        if len(words) <= LONGEST_CELL and words & names.children and words.isdisjoint(names.adults)
    ]
    return len(named) >= SHARE * len(filled)
