"""The column in which the people of a register stand, where no heading says which it is. Enters: a table as it was recognised, names.

"Household", "Case", "Group": agencies head the column of people in words that mean something else elsewhere. Where no column was read as
names, the one whose cells mostly hold a name of the register is it. Leaves: the Recognition, and the Issue that says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from msgspec.structs import replace

from chronology.issues import issue
from chronology.model import Issue, Recognition, Table
from chronology.words import split_words

_NAMES = frozenset(("name", "forename", "surname"))
_MAY_BE_NAMES = frozenset(("other", "kind", "agency_id", "ref", "code"))
SHORTEST = 3  # letters of a word that counts as a name
LONGEST_CELL = 8  # words
SHARE = 0.6  # of the filled cells, from which the column is one of people
FILLED = 0.5  # of the records, from which the column can be the one that says whom they are about
FEWEST = 3  # filled cells


def names_of(people: Iterable[str]) -> frozenset[str]:
    """The words of names, casefolded, by which the people of a register may stand in a cell."""
    return frozenset(word for name in people for word in split_words(name) if len(word) >= SHORTEST and word.isalpha())


def find_people_column(
    table: Table, recognition: Recognition, names: Collection[str]
) -> tuple[Recognition, tuple[Issue, ...]]:
    """The recognition with the only column of `names` read as such, where no other column and no title says who is meant."""
    columns = recognition.columns
    if not names or recognition.person or recognition.profile or any(one.field in _NAMES for one in columns):
        return recognition, ()
    found = [
        column
        for column in columns
        if column.field in _MAY_BE_NAMES and _holds_names(list(_cells(table, recognition, column.index)), names)
    ]
    if len(found) != 1:
        return recognition, ()
    (people,) = found
    read = replace(people, field="name", standing="likely", reason="registered people stand in it")
    heading = people.heading.strip() or f"column {people.index + 1}"
    told = replace(
        issue("column_assumed", heading=heading, detail="name, as people of the register stand in it"),
        source=recognition.source,
        sheet=recognition.sheet,
    )
    return replace(recognition, columns=tuple(read if one is people else one for one in columns)), (told,)


def _cells(table: Table, recognition: Recognition, index: int) -> Iterator[str]:
    for number, row in enumerate(table.rows, 1):
        if number not in recognition.not_records:
            yield row[index].strip() if index < len(row) else ""


def _holds_names(cells: list[str], names: Collection[str]) -> bool:
    filled = [split_words(cell) for cell in cells if cell]
    if len(filled) < FEWEST or len(filled) < FILLED * len(cells):
        return False
    named = [words for words in filled if len(words) <= LONGEST_CELL and any(word in names for word in words)]
    return len(named) >= SHARE * len(filled)
