"""What a spreadsheet library does not tell of a workbook. Enters: nothing. Leaves: the types that the scans fill, and how they walk XML.

The library leaves error cells and formulas without a stored value blank, knows nothing of notes, strike-through and hidden rows,
and reserves memory for the whole rectangle between the first and the last cell. `xlsx_scan`, `xls_scan` and `ods_scan` read the
containers for just that. Values are not read here.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from msgspec import Struct, field

# The library reserves about 32 bytes for every cell of the rectangle. Up to a million cells that is no matter; past them one cell
# in forty must hold something.
LARGEST_SPARSE_AREA = 1_000_000
SPARSEST = 40
# All texts of a workbook together as they would stand in memory, repeated texts each time. A real export has a tenth of it.
MOST_TEXT_BYTES = 1 << 30

Place = tuple[int, int]
# Pieces of one text in order: whether it is struck through (None: as the cell is) and the words.
Runs = list[tuple[bool | None, str]]


class ExpansionError(ValueError):
    """Few stored bytes stand for more than memory should hold."""


class SheetScan(Struct):
    """One sheet. Rows and columns count from 0; ranges include both ends."""

    name: str = ""  # as the workbook calls it, and the part of the package that holds it; an xlsx package only
    part: str = ""
    first: Place | None = None
    last: Place = (0, 0)
    cells: int = 0
    errors: dict[Place, str] = field(default_factory=dict)
    valueless: list[Place] = field(default_factory=list)
    # Numbers that may be no true dates or may have lost digits: below 0, between 60 and 61, of sixteen digits and more.
    numbers: dict[Place, float] = field(default_factory=dict)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)  # top, left, bottom, right
    comments: list[tuple[Place, str]] = field(default_factory=list)
    struck: list[tuple[Place, str | None]] = field(default_factory=list)  # None: the cell's whole text

    def area(self) -> int:
        """The number of cells in the rectangle from the first to the last cell that holds something."""
        if self.first is None:
            return 0
        return (self.last[0] - self.first[0] + 1) * (self.last[1] - self.first[1] + 1)

    def is_too_sparse(self) -> bool:
        """Whether the rectangle would cost memory out of proportion to what stands in it."""
        return self.area() > max(LARGEST_SPARSE_AREA, SPARSEST * self.cells)

    def mark(self, row: int, column: int, down: int = 1, across: int = 1) -> None:
        """Counts the block whose upper left is at (`row`, `column`), stored as one cell, into the rectangle."""
        top, left = self.first or (row, column)
        self.first = (min(top, row), min(left, column))
        self.last = (max(self.last[0], row + down - 1), max(self.last[1], column + across - 1))
        self.cells += 1


class BookScan(Struct):
    """One workbook: its sheets in their order, and what is true of it as a whole. `unread` names what no reader takes in."""

    sheets: list[SheetScan] = field(default_factory=list)
    encrypted: bool = False
    macros: bool = False
    from_1904: bool = False
    links: bool = False  # it refers to other workbooks
    linked_values: bool = False  # a cell's value comes from one of them
    unread: list[str] = field(default_factory=list)


def is_doubtful(value: float) -> bool:
    """Whether a number must be looked at again: see `SheetScan.numbers`."""
    return value < 0 or 60 <= value < 61 or value >= 1e15


def struck_words(runs: Runs, cell_is_struck: bool) -> list[str]:
    """The words struck through, neighbours together."""
    pieces: list[str] = []
    joined = False
    for struck, words in runs:
        if not (cell_is_struck if struck is None else struck):
            joined = False
        elif joined:
            pieces[-1] += words
        else:
            pieces.append(words)
            joined = True
    return [piece for piece in pieces if piece.strip()]


def parse(
    xml: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    characters: Callable[[str], None],
) -> None:
    """Walks the XML; names arrive as "namespace name". Raises expat.ExpatError."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.buffer_text = True
    parser.Parse(xml, True)
