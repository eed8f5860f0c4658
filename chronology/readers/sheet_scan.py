"""What the spreadsheet library does not tell. Enters: the bytes of an xlsx or ods package. Leaves: one `SheetScan` per sheet.

The library leaves error cells and formulas without a stored value blank, says nothing of hidden rows, and reserves memory for the
whole rectangle between the first and the last cell, however few stand in it. This scan reads the sheets' XML for just that.
Values are not read here.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from msgspec import Struct, field

from chronology.readers.package import main_part, relationships

_OPENING = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
_PLAIN = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"')
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")
_HIDDEN = re.compile(rb'<(?:[\w.-]+:)?(?:row|col)\s[^>]*\bhidden=["\'](?:1|true)["\']')
_CLOSER_LOOK = (b'"e"', b"'e'", b"<f")  # error cells, formulas

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "


class SheetScan(Struct):
    """One sheet. Rows and columns count from 0; `errors` and `valueless` place cells that the library shows blank."""

    first: tuple[int, int] | None = None
    last: tuple[int, int] = (0, 0)
    cells: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    valueless: list[tuple[int, int]] = field(default_factory=list)
    hidden_rows: bool = False

    def area(self) -> int:
        """The number of cells in the rectangle from the first to the last cell that holds something."""
        if self.first is None:
            return 0
        return (self.last[0] - self.first[0] + 1) * (self.last[1] - self.first[1] + 1)

    def mark(self, row: int, column: int, down: int = 1, across: int = 1) -> None:
        """Counts the block whose upper left is at (`row`, `column`), stored as one cell, into the rectangle."""
        top, left = self.first or (row, column)
        self.first = (min(top, row), min(left, column))
        self.last = (max(self.last[0], row + down - 1), max(self.last[1], column + across - 1))
        self.cells += 1


def scan_sheets(data: bytes, container: str) -> tuple[list[SheetScan], bool]:
    """The scans of the sheets in the workbook's order, and whether it holds comments.

    Raises expat.ExpatError, ElementTree.ParseError, KeyError or ValueError for a package that no spreadsheet program would open.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if container == "ods":
            return _scan_ods(package.read("content.xml"))
        parts = _sheet_parts(package)
        commented = any("comments" in name.lower() for name in package.namelist())
        return [_scan_xlsx(package.read(part)) if part else SheetScan() for part in parts], commented


def _sheet_parts(package: zipfile.ZipFile) -> list[str]:
    """The part that holds each sheet, in the workbook's order; empty for chart sheets and the like."""
    workbook = main_part(package, "xl/workbook.xml")
    targets = relationships(package, workbook)
    parts = []
    book = ElementTree.fromstring(package.read(workbook))
    for element in book.iterfind("{*}sheets/{*}sheet"):
        link = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
        kind, part = targets.get(link, ("", ""))
        parts.append(part if kind == "worksheet" else "")
    return parts


def _scan_xlsx(xml: bytes) -> SheetScan:
    """A sheet with plain references and nothing remarkable is scanned by pattern, several times faster than by parsing."""
    scan = SheetScan(hidden_rows=b"hidden" in xml and _HIDDEN.search(xml) is not None)
    references = _PLAIN.findall(xml)
    if not any(sign in xml for sign in _CLOSER_LOOK) and len(references) == len(_OPENING.findall(xml)):
        if not references:
            return scan
        joined = b" ".join(references)
        rows = joined.translate(None, b"ABCDEFGHIJKLMNOPQRSTUVWXYZ").split(b" ")
        columns = set(joined.translate(None, b"0123456789").split(b" "))
        scan.mark(0, 0, max(map(int, rows)), max(map(_column, columns)) + 1)
        scan.cells = len(references)
        if scan.area() <= 4 * scan.cells + 1_000_000:
            return scan
    return _walk_xlsx(xml, SheetScan(hidden_rows=scan.hidden_rows))


def _walk_xlsx(xml: bytes, scan: SheetScan) -> SheetScan:
    row, column = -1, -1
    cell: dict[str, Any] = {}
    text: list[str] = []
    reading = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, reading, cell
        name = tag.rpartition(" ")[2]
        if name == "row":
            row = int(attributes["r"]) - 1 if "r" in attributes else row + 1
            column = -1
        elif name == "c":
            place = attributes.get("r")
            if place is None:
                column += 1
            else:
                match = _REFERENCE.match(place)
                if match is None:
                    raise ValueError("not a cell reference")
                row, column = int(match[2]) - 1, _column(match[1].encode("ascii"))
            cell = {"type": attributes.get("t", "n"), "formula": False, "value": False}
            text.clear()
        elif name == "f":
            cell["formula"] = True
        elif name in ("v", "is"):
            cell["value"] = True
            reading = cell.get("type") == "e" or bool(cell.get("formula"))

    def end(tag: str) -> None:
        nonlocal reading
        name = tag.rpartition(" ")[2]
        if name == "v":
            reading = False
        elif name == "c":
            if cell["value"] or cell["formula"]:
                scan.mark(row, column)
            if cell["type"] == "e":
                scan.errors[row, column] = "".join(text).strip() or "#ERROR!"
            elif cell["formula"] and cell["type"] != "str" and not "".join(text).strip():
                scan.valueless.append((row, column))

    def characters(piece: str) -> None:
        if reading:
            text.append(piece)

    _parse(xml, start, end, characters)
    return scan


def _scan_ods(xml: bytes) -> tuple[list[SheetScan], bool]:
    scans: list[SheetScan] = []
    scan = SheetScan()
    row = column = down = across = depth = notes = 0
    filled = error = False
    text: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal scan, row, column, down, across, filled, error, depth, notes
        if tag == f"{_TABLE}table":
            depth += 1
            if depth == 1:
                scan = SheetScan()
                scans.append(scan)
                row = 0
        elif depth != 1:
            return
        elif tag == f"{_TABLE}table-row":
            down = int(attributes.get(f"{_TABLE}number-rows-repeated", "1"))
            column = 0
            scan.hidden_rows |= attributes.get(f"{_TABLE}visibility", "visible") != "visible" and down < 10_000
        elif tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            across = int(attributes.get(f"{_TABLE}number-columns-repeated", "1"))
            filled = f"{_OFFICE}value-type" in attributes
            error = any(key.endswith(" value-type") and value == "error" for key, value in attributes.items())
            text.clear()
        elif tag == f"{_TEXT}p":
            filled = True
        elif tag == f"{_OFFICE}annotation":
            notes += 1

    def end(tag: str) -> None:
        nonlocal row, column, depth
        if tag == f"{_TABLE}table":
            depth -= 1
        elif depth != 1:
            return
        elif tag == f"{_TABLE}table-row":
            row += down
        elif tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            if filled:
                scan.mark(row, column, down, across)
            if error:
                scan.errors[row, column] = "".join(text).strip() or "#ERROR!"
            column += across

    def characters(piece: str) -> None:
        if error and depth == 1:
            text.append(piece)

    _parse(xml, start, end, characters)
    return scans, notes > 0


def _parse(
    xml: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    characters: Callable[[str], None],
) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.buffer_text = True
    parser.Parse(xml, True)


def _column(letters: bytes) -> int:
    """A → 0, Z → 25, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
