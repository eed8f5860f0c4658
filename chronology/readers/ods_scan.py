"""Enters: the bytes of an ods package. Leaves: what the spreadsheet library does not tell of it, sheet by sheet (`sheet_scan`)."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

from chronology.readers.sheet_scan import MOST_TEXT_BYTES, BookScan, ExpansionError, Place, SheetScan, parse

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
# 'file:///shared/other.ods'#$Sheet1.A1: a place in another file.
_LINKED = re.compile(r"'[^']+'#")
_MOST_REPEATS = 100_000


def scan_ods(data: bytes) -> BookScan:
    """The workbook's scan. Raises expat.ExpatError, ElementTree.ParseError, LookupError or ValueError for a damaged package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content = package.read("content.xml")
        sheets = [content]
        if "styles.xml" in package.namelist():
            sheets.append(package.read("styles.xml"))
    walk = _Walk(_read_struck_styles(sheets))
    parse(content, walk.start, walk.end, walk.characters)
    return BookScan(walk.scans, links=walk.linked or walk.link_source, linked_values=walk.linked)


def _read_struck_styles(parts: list[bytes]) -> frozenset[str]:
    """The names of the styles whose text is struck through, those included that take it from a parent."""
    parents: dict[str, str] = {}
    lines: dict[str, str] = {}
    if not any(b"line-through" in content for content in parts):
        return frozenset()
    for content in parts:
        for style in ElementTree.fromstring(content).iter(f"{_STYLE}style"):
            name = style.get(f"{_STYLE}name", "")
            parents[name] = style.get(f"{_STYLE}parent-style-name", "")
            for properties in style.iterfind(f"{_STYLE}text-properties"):
                line = properties.get(f"{_STYLE}text-line-through-style") or properties.get(
                    f"{_STYLE}text-line-through-type"
                )
                if line:
                    lines[name] = line
    struck = set()
    for name in parents:
        own, seen = name, {""}
        while own not in seen and own not in lines:
            seen.add(own)
            own = parents.get(own, "")
        if lines.get(own, "none") != "none":
            struck.add(name)
    return frozenset(struck)


class _Walk:
    """The elements of the content, one after the other. A table inside a cell is left out, as the library leaves it."""

    def __init__(self, struck_styles: frozenset[str]) -> None:
        self.scans: list[SheetScan] = []
        self.linked = self.link_source = False
        self._struck_styles = struck_styles
        self._scan = SheetScan()
        self._row = self._column = self._down = self._across = self._depth = 0
        self._row_style = ""
        self._column_styles: list[tuple[int, str]] = []  # (first column after the block, default cell style)
        self._filled = self._error = False
        self._cell_struck: bool = False
        self._spans: list[bool] = []
        self._words: list[str] = []
        self._struck: list[str] = []
        self._struck_before = False
        self._note: list[str] | None = None
        self._in_paragraph = False
        self._weight = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == f"{_TABLE}table":
            self._depth += 1
            if self._depth == 1:
                self._scan = SheetScan()
                self.scans.append(self._scan)
                self._row = self._column = 0
                self._column_styles = []
        elif self._depth != 1:
            return
        elif tag in _CELLS:
            self._start_cell(attributes)
        elif tag == f"{_TABLE}table-row":
            self._start_row(attributes)
        elif tag == f"{_TABLE}table-column":
            self._add_columns(attributes)
        elif tag == f"{_TABLE}table-source":
            self.link_source = True
        else:
            self._start_text(tag, attributes)

    def _start_text(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == f"{_OFFICE}annotation":
            self._note = []
        elif tag == f"{_TEXT}p":
            self._in_paragraph = True
            if self._note is not None:
                self._note.append("\n" if self._note else "")
            else:
                self._filled = True
                if self._words:
                    self._add_words("\n")
        elif tag == f"{_TEXT}span":
            self._spans.append(attributes.get(f"{_TEXT}style-name", "") in self._struck_styles)
        elif tag == f"{_TEXT}s":
            self.characters(" " * min(int(attributes.get(f"{_TEXT}c", "1")), 1000))

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._down = int(attributes.get(f"{_TABLE}number-rows-repeated", "1"))
        self._column = 0
        self._row_style = attributes.get(f"{_TABLE}default-cell-style-name", "")
        if attributes.get(f"{_TABLE}visibility", "visible") != "visible":
            self._scan.hidden_rows.append((self._row, self._row + self._down - 1))

    def _add_columns(self, attributes: dict[str, str]) -> None:
        end = self._column + int(attributes.get(f"{_TABLE}number-columns-repeated", "1"))
        if attributes.get(f"{_TABLE}visibility", "visible") != "visible":
            self._scan.hidden_columns.append((self._column, end - 1))
        self._column_styles.append((end, attributes.get(f"{_TABLE}default-cell-style-name", "")))
        self._column = end

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._across = int(attributes.get(f"{_TABLE}number-columns-repeated", "1"))
        self._filled = f"{_OFFICE}value-type" in attributes
        self._error = any(key.endswith(" value-type") and value == "error" for key, value in attributes.items())
        if _LINKED.search(attributes.get(f"{_TABLE}formula", "")):
            self.linked = True
        down = int(attributes.get(f"{_TABLE}number-rows-spanned", "1"))
        if down > 1:
            right = self._column + int(attributes.get(f"{_TABLE}number-columns-spanned", "1")) - 1
            self._scan.merges.append((self._row, self._column, self._row + down - 1, right))
        self._cell_struck = bool(self._struck_styles) and self._cell_style(attributes) in self._struck_styles
        self._words.clear()
        self._struck.clear()
        self._spans.clear()
        self._struck_before = False

    def _cell_style(self, attributes: dict[str, str]) -> str:
        column_style = next((style for end, style in self._column_styles if self._column < end), "")
        return attributes.get(f"{_TABLE}style-name", "") or self._row_style or column_style

    def end(self, tag: str) -> None:
        if tag == f"{_TABLE}table":
            self._depth -= 1
        elif self._depth != 1:
            return
        elif tag == f"{_TABLE}table-row":
            self._row += self._down
        elif tag in _CELLS:
            self._end_cell()
        elif tag == f"{_TEXT}p":
            self._in_paragraph = False
        elif tag == f"{_TEXT}span" and self._spans:
            self._spans.pop()
        elif tag == f"{_OFFICE}annotation" and self._note is not None:
            self._scan.comments.append(((self._row, self._column), "".join(self._note)))
            self._note = None

    def _end_cell(self) -> None:
        words = "".join(self._words)
        if self._filled:
            self._scan.mark(self._row, self._column, self._down, self._across)
            self._weight += len(words) * self._down * self._across
            if self._weight > MOST_TEXT_BYTES:
                raise ExpansionError("texts repeated")
        if self._error:
            self._scan.errors.update(dict.fromkeys(self._places(), words.strip() or "#ERROR!"))
        pieces = [piece for piece in self._struck if piece.strip()]
        if pieces:
            self._scan.struck.extend((place, piece) for place in self._places() for piece in pieces)
        self._column += self._across

    def _places(self) -> list[Place]:
        """Every cell of the block that is stored once."""
        if self._down * self._across > _MOST_REPEATS:
            raise ExpansionError("remarkable cells repeated")
        rows = range(self._row, self._row + self._down)
        return [(row, column) for row in rows for column in range(self._column, self._column + self._across)]

    def characters(self, piece: str) -> None:
        if self._depth != 1 or not self._in_paragraph:
            return
        if self._note is not None:
            self._note.append(piece)
        elif self._filled:
            self._add_words(piece)

    def _add_words(self, piece: str) -> None:
        self._words.append(piece)
        if self._cell_struck or any(self._spans):
            if self._struck_before:
                self._struck[-1] += piece
            else:
                self._struck.append(piece)
            self._struck_before = True
        else:
            self._struck_before = False
