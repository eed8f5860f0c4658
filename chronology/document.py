"""What a chronology looks like, once for all formats: headings, paragraphs, lists and tables of text. Data types only."""

from __future__ import annotations

from msgspec import Struct


class Text(Struct, frozen=True, gc=False):
    """A run of text; `target` is the anchor in this document that it leads to."""

    text: str
    strong: bool = False
    target: str = ""


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
    """A row of a table; `anchor` is what links lead to."""

    cells: tuple[Content, ...]
    anchor: str = ""


class Grid(Struct, frozen=True):
    """A table with one heading row."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


Block = Heading | Paragraph | Bullets | Grid


class Document(Struct, frozen=True):
    """A whole document in reading order."""

    title: str
    blocks: tuple[Block, ...]
