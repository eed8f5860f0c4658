"""Document → PDF, tagged and marked PDF/UA-1: pages to print, to page into a bundle and to read aloud.

The words go to the typesetter as data, in JSON; its template (`typst/pages.typ`) only shows them. Widths of columns are worked out
here, from the words and the widths of the letters. No font, date or file of the machine comes in: same document, same bytes.
"""

from __future__ import annotations

import re
from typing import Any, BinaryIO

import msgspec
import typst
from msgspec import Struct

from chronology.document import Block, Bullets, Content, Document, Grid, Heading, Layout, Paragraph, Picture, Text
from chronology.errors import OutputError
from chronology.renderers.columns import widths_by_headings
from chronology.renderers.faces import FONTS, breakable, printable
from chronology.renderers.typesetter import set_elsewhere

_LONG_EDGE, _SHORT_EDGE = 841.89, 595.28  # points: A4
_INSET_X = 4.0  # points, between the words of a cell and its neighbour
_INSET_Y = 0.3  # ems, between the words of a cell and its lines
_SINGLE = 1.149  # ems from line to line in single spacing, as the main face has it
_ASCENT, _DESCENT = 0.905, 0.212  # ems, of the main face
_SIGNS = frozenset("■▣□◧○×?")  # of the strips of silences: all from one face, or they would not stand in line
_LONG_TABLE = 250  # rows: several pages, which a break before them leaves whole
_HEADINGS = (1.7, 1.35, 1.1, 1.0)  # times the size of the text, by level
_RUNNING_LENGTH = 90  # characters of the title at the foot of a page


class _Margin(Struct, frozen=True):
    x: float
    top: float
    bottom: float


_NARROW, _WIDE = _Margin(36, 46, 46), _Margin(56.7, 62, 62)  # points: about 1.3 cm and 2 cm


def render(document: Document, stream: BinaryIO) -> int:
    """Writes the document as PDF and returns its number of pages. Raises OutputError when the typesetter refuses it, or dies."""
    pdf = set_elsewhere(_typeset, msgspec.json.encode(_Paper(document).lay_out()).decode())
    if not pdf:
        raise OutputError("the pages could not be set", "pdf", "choose another format, or a shorter period")
    stream.write(pdf)
    return count_pages(pdf)


def _typeset(given: str) -> bytes:
    """The PDF; nothing where the typesetter refuses, whose message may quote what a record says."""
    try:
        pdf = typst.compile(
            (FONTS / "pages.typ").read_bytes(),
            sys_inputs={"document": given},
            font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]),
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
        )
    except typst.TypstError:
        return b""
    return pdf if isinstance(pdf, bytes) else b""


def count_pages(pdf: bytes) -> int:
    """The number of pages of a PDF that `render` wrote. Raises ValueError for any other."""
    found = re.search(rb"<</Type/Pages/Count (\d+)/Kids", pdf)
    if not found:
        raise ValueError("no page tree as this module writes it")
    return int(found.group(1))


class _Paper:
    """Turns a document into what the template takes; holds what every block looks up."""

    def __init__(self, document: Document) -> None:
        layout = document.layout
        self.document, self.layout = document, layout
        self.width, self.height = (_LONG_EDGE, _SHORT_EDGE) if layout.landscape else (_SHORT_EDGE, _LONG_EDGE)
        self.margin = _NARROW if layout.landscape else _WIDE
        self.room = self.width - 2 * self.margin.x
        self.tallest = self.height - self.margin.top - self.margin.bottom - 6 * self._line(layout)  # less the headings
        self.waiting = _anchors(document.blocks) & _targets(document.blocks)
        self.anchors = frozenset(self.waiting)
        self.level = 0
        self.widths = widths_by_headings(document.blocks, printable, self.room, layout.text_points, 2 * _INSET_X)

    @staticmethod
    def _line(layout: Layout) -> float:
        """From line to line, in points."""
        return layout.text_points * _SINGLE * layout.line_spacing

    def lay_out(self) -> dict[str, Any]:
        """Everything the template takes, lengths in points unless it says ems there."""
        document, layout = self.document, self.layout
        language, _, region = document.language.partition("-")
        leading = max(_SINGLE * layout.line_spacing - _ASCENT - _DESCENT, 0)
        title = printable(document.title).replace("\n", " ").strip() or "Chronology"  # PDF/UA-1 asks for one
        return {
            "title": title,
            "running": title if len(title) <= _RUNNING_LENGTH else f"{title[: _RUNNING_LENGTH - 1]}…",
            "language": language,
            "region": region or None,
            "marking": printable(layout.marking),
            "section": printable(layout.section),
            "size": layout.text_points,
            "ascent": _ASCENT,
            "descent": _DESCENT,
            "leading": round(leading, 3),
            "width": self.width,
            "height": self.height,
            "margin": self.margin,
            "inset": {"x": _INSET_X, "y": _INSET_Y * layout.text_points},
            "tallest": self.tallest,
            "blocks": self._blocks(),
        }

    def _blocks(self) -> list[dict[str, Any]]:
        blocks: list[dict[str, Any]] = []
        contents = self.layout.contents
        given = self.document.blocks
        opening = True  # before the first section
        for position, block in enumerate(given):
            if contents and (isinstance(block, Picture) or (isinstance(block, Heading) and block.level == 2)):
                blocks.append({"kind": "contents", "title": "Contents"})
                contents = False
            if position and not self.layout.section and _opens_a_long_table(given, position):
                blocks.append({"kind": "page break"})
            block_given = self._block(block)
            opening = opening and not (isinstance(block, Heading) and block.level > 1)
            if isinstance(block, Picture):
                block_given["floats"] = opening
            if isinstance(block, Paragraph):
                block_given["keep"] = _leads_on(given, position)
            blocks.append(block_given)
        return blocks

    def _block(self, block: Block) -> dict[str, Any]:
        if isinstance(block, Heading):
            self.level = min(block.level, self.level + 1)  # PDF/UA-1 allows no level to be skipped
            size = _HEADINGS[self.level - 1] * self.layout.text_points
            words = printable(block.text).replace("\n", " ").strip() or "–"
            return {
                "kind": "heading",
                "level": self.level,
                "size": size,
                "text": breakable(words, self.room, size, strong=True),
                "anchor": self._claim(block.anchor),
            }
        if isinstance(block, Paragraph):
            return {"kind": "paragraph", "said": self._content(block.content, self.room)}
        if isinstance(block, Bullets):
            room = self.room - 2 * self.layout.text_points
            return {"kind": "bullets", "items": [self._content(one, room) for one in block.items]}
        if isinstance(block, Grid):
            return self._grid(block)
        return self._picture(block)

    def _grid(self, grid: Grid) -> dict[str, Any]:
        widths = self.widths[grid.headings]
        rooms = [width - 2 * _INSET_X for width in widths]
        return {
            "kind": "grid",
            "headings": [
                breakable(printable(words), room, self.layout.text_points, strong=True)
                for words, room in zip(grid.headings, rooms, strict=True)
            ],
            "widths": widths,
            "aligned": [_is_numeric(grid, column) for column in range(len(widths))],
            "rows": [
                {
                    "anchor": self._claim(row.anchor),
                    "cells": [self._content(cell, room) for cell, room in zip(row.cells, rooms, strict=True)],
                    "tall": self._may_be_tall(row.cells, rooms),
                }
                for row in grid.rows
            ],
        }

    def _may_be_tall(self, cells: tuple[Content, ...], rooms: list[float]) -> bool:
        """Whether a row might fill a page: by a guess that errs on the side of yes, for the template measures those rows."""
        most_lines = 0.4 * self.tallest / self._line(self.layout)
        return any(
            len(text) * 0.55 * self.layout.text_points / room + text.count("\n") > most_lines
            for text, room in zip(map(_plain, cells), rooms, strict=True)
        )

    def _picture(self, picture: Picture) -> dict[str, Any]:
        return {
            "kind": "picture",
            "svg": printable(picture.svg),
            "title": printable(picture.title),
            "description": printable(picture.description or picture.title or "A picture"),
            "anchor": self._claim(picture.anchor),
            "width": min(self.room, self.tallest * _aspect(picture.svg)),
        }

    def _content(self, said: Content, room: float) -> str | list[tuple[str, bool, str, bool]]:
        size = self.layout.text_points
        if not isinstance(said, str) and len(said) == 1 and not said[0].strong and not self._target(said[0]):
            said = said[0].text  # a string costs the typesetter less than a run
        if isinstance(said, str):
            text = printable(said)
            return [(text, False, "", True)] if _is_signs(text) else breakable(text, room, size)
        return [
            (breakable(printable(run.text), room, size, run.strong), run.strong, self._target(run), _is_signs(run.text))
            for run in said
        ]

    def _target(self, run: Text) -> str:
        return run.target if run.target in self.anchors else ""

    def _claim(self, anchor: str) -> str:
        """The anchor, where a link leads to it and it stands for the first time: the typesetter pays for each, and refuses a second."""
        if anchor not in self.waiting:
            return ""
        self.waiting.remove(anchor)
        return anchor


def _leads_on(blocks: tuple[Block, ...], position: int) -> bool:
    """Whether a paragraph belongs to what follows, and is not to stand alone at the foot of a page."""
    return position + 1 < len(blocks) and isinstance(blocks[position + 1], Grid | Bullets | Paragraph)


def _opens_a_long_table(blocks: tuple[Block, ...], position: int) -> bool:
    """Whether the heading at `position`, the first of its headings, leads to a table of several pages: that begins on a page of its own.

    The typesetter also sets what lies between two such breaks side by side.
    """
    if not isinstance(blocks[position], Heading) or isinstance(blocks[position - 1], Heading):
        return False
    below = next((block for block in blocks[position:] if not isinstance(block, Heading | Paragraph)), None)
    return isinstance(below, Grid) and len(below.rows) >= _LONG_TABLE


def _anchors(blocks: tuple[Block, ...]) -> set[str]:
    anchors = {block.anchor for block in blocks if isinstance(block, Heading | Picture)}
    anchors.update(row.anchor for block in blocks if isinstance(block, Grid) for row in block.rows)
    return anchors - {""}


def _targets(blocks: tuple[Block, ...]) -> set[str]:
    contents: list[Content] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            contents.append(block.content)
        elif isinstance(block, Bullets):
            contents += block.items
        elif isinstance(block, Grid):
            contents += (cell for row in block.rows for cell in row.cells)
    return {run.target for content in contents if not isinstance(content, str) for run in content}


def _plain(said: Content) -> str:
    return said if isinstance(said, str) else "".join(run.text for run in said)


def _is_numeric(grid: Grid, column: int) -> bool:
    return column in grid.numeric or all(
        isinstance(cell := row.cells[column], str) and (not cell or cell.isdecimal()) for row in grid.rows
    )


def _is_signs(text: str) -> bool:
    return bool(text) and _SIGNS.issuperset(text)


def _aspect(svg: str) -> float:
    """How many times as wide as high a drawing is, as its viewBox says; 1 where it says nothing."""
    found = re.search(r'viewBox="[\d.-]+[ ,]+[\d.-]+[ ,]+([\d.]+)[ ,]+([\d.]+)"', svg)
    width, height = map(float, found.groups()) if found else (1.0, 1.0)
    return width / height if height else 1.0
