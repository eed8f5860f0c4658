"""What a chronology looks like, once for all formats: headings, paragraphs, lists, tables of text and pictures. Data types only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import overload

from msgspec import Struct
from msgspec.structs import replace

from chronology.model import Entry


class Text(Struct, frozen=True, gc=False):
    """A run of text; `target` is the anchor in this document that it leads to, `day` the day it names where that is certain.

    `source` is the path of the export whose file and row it names.
    """

    text: str
    strong: bool = False
    target: str = ""
    day: date | None = None
    source: str = ""


Content = str | tuple[Text, ...]
"""Plain text, or runs of it. Text comes verbatim; making it safe is each renderer's business."""


class Heading(Struct, frozen=True):
    """A heading of level 1 (the title) to 4."""

    level: int
    text: str
    anchor: str = ""


class Paragraph(Struct, frozen=True):
    """A paragraph of running text."""

    content: Content


class Bullets(Struct, frozen=True):
    """A list without order."""

    items: tuple[Content, ...]


class Row(Struct, frozen=True, gc=False):
    """A row of a table; `anchor` is what links lead to, `entry` the entry that the row shows, if it shows one."""

    cells: tuple[Content, ...]
    anchor: str = ""
    entry: Entry | None = None


class RowsOnDemand(Sequence[Row]):
    """Rows of entries, made each time they are looked at: those of an area's entries need not all be held at once."""

    def __init__(self, make: Callable[[Entry], Row], entries: Sequence[Entry]) -> None:
        self._make, self._entries = make, entries

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, place: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(place, slice):
            return tuple(map(self._make, self._entries[place]))
        return self._make(self._entries[place])


class Grid(Struct, frozen=True):
    """A table with one heading row. `shares`: how much of the width each column takes, relative to the others; empty where it is all one.

    `numeric` are the columns, from 0, that hold nothing but whole numbers.
    """

    headings: tuple[str, ...]
    rows: Sequence[Row]
    shares: tuple[float, ...] = ()
    numeric: tuple[int, ...] = ()


class Picture(Struct, frozen=True):
    """A drawing as SVG, without script, style sheet or reference; `description` says in words what it shows, for who cannot see it.

    What it shows stands in words in the tables beside it as well, so a format without pictures loses nothing.
    """

    svg: str
    title: str
    description: str
    anchor: str = ""


Block = Heading | Paragraph | Bullets | Grid | Picture


class Layout(Struct, frozen=True):
    """How the pages of a paged format look. `marking` is the handling mark at the top and bottom of each page, empty for none.

    `line_spacing` counts as word processors do: 1.0 is the typeface's own single spacing.
    """

    landscape: bool = True
    text_points: float = 9.0
    line_spacing: float = 1.2
    marking: str = ""
    section: str = ""  # the letter before a bundle's page numbers; empty: page x of y
    contents: bool = True  # a table of contents


class Document(Struct, frozen=True):
    """A whole document in reading order. `people` are the names of the case's people by subject id.

    `sources` are the anchors of the rows that describe the exports, by path.
    """

    title: str
    blocks: tuple[Block, ...]
    layout: Layout = Layout()
    language: str = "en-GB"
    people: dict[str, str] = {}
    sources: dict[str, str] = {}


class Sheet(Struct, frozen=True):
    """One sheet of a workbook: `name` of at most 31 characters, and a table whose first row is its headings."""

    name: str
    grid: Grid


class Sheets(Struct, frozen=True):
    """The same facts as a Document's, laid out for sorting and filtering: one row each, one fact a cell, no running text."""

    title: str
    sheets: tuple[Sheet, ...]
    marking: str = ""


def with_rows_at_hand(document: Document) -> Document:
    """The document with all its rows made, for whoever looks at them more than once."""
    blocks = (replace(one, rows=tuple(one.rows)) if isinstance(one, Grid) else one for one in document.blocks)
    return replace(document, blocks=tuple(blocks))
