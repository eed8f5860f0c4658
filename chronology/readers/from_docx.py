"""Enters: the bytes of a Word document. Leaves: one Table per table in it, named `Table 1`, `Table 2` … in the order they begin.

Merged cells keep the columns in line, content controls are walked, tracked insertions count and deletions do not. Text outside
tables is not read, only noted.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from chronology.issues import issue
from chronology.model import Issue, Table
from chronology.readers.package import main_part
from chronology.readers.word_text import CHANGES, cell_texts, holds_text, integer, plain_name

MOST_COLUMNS = 16_384  # no program makes a wider table; a larger span is damage

# Parts beside the body that may hold text → what a person calls them.
_OTHER_PARTS = {
    "comments": "comments",
    "endnotes": "endnotes",
    "footer": "page footers",
    "footnotes": "footnotes",
    "header": "page headers",
}


class _Body(Struct):
    """What the document's body holds: tables in the order they begin, rows with tracked changes, and what stands outside."""

    tables: list[list[tuple[str, ...]]] = field(default_factory=list)
    changed: list[tuple[int, int]] = field(default_factory=list)  # (index of the table, row)
    paragraphs_outside: int = 0
    embedded: int = 0


def read_tables(data: bytes, named: str, container: str) -> tuple[str, list[Table], list[Issue]]:
    """The container, its tables in the order they begin in the document, and the issues met."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            with package.open(main_part(package, "word/document.xml")) as stream:
                body = _read_body(stream)
            outside = _parts_with_text(package)
    except (ElementTree.ParseError, KeyError, ValueError, RecursionError):
        return container, [], [issue("file_truncated", named, detail="its parts do not fit together")]
    issues = [issue("tracked_changes", named, f"Table {index + 1}", row) for index, row in body.changed]
    if body.embedded:
        outside.insert(0, "embedded documents")
    if body.paragraphs_outside:
        outside.insert(0, f"paragraphs ({body.paragraphs_outside})")
    if outside:
        issues.append(issue("text_outside_table", named, detail=", ".join(outside)))
    tables = [Table(named, f"Table {index + 1}", rows) for index, rows in enumerate(body.tables) if any(map(any, rows))]
    if not tables:
        issues.append(issue("file_empty", named, detail="the document has no table with text in it"))
    return container, tables, issues


def _read_body(stream: IO[bytes]) -> _Body:
    """Row by row, so that a long table is never held as XML whole."""
    body = _Body()
    depth = 0  # of tables: rows of inner tables are read with the row they stand in
    copies = 0  # of alternative content for old programs, which repeats what was said before
    at = 0  # the index of the table that is open at depth 1
    for event, element in ElementTree.iterparse(stream, events=("start", "end")):
        name = plain_name(element)
        if name == "Fallback":
            copies += 1 if event == "start" else -1
        elif copies:
            continue
        elif name == "tbl":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                at = len(body.tables)
                body.tables.append([])
        elif event == "end" and name == "tr" and depth == 1:
            _read_row(element, body, at)
            element.clear()
        elif event == "end" and name == "p" and depth == 0:
            body.paragraphs_outside += holds_text(element)
            element.clear()
        elif event == "end" and name == "altChunk":
            body.embedded += 1
    return body


def _read_row(row: Element, body: _Body, at: int) -> None:
    """Adds the row to table `at`, and the tables inside its cells, as tables of their own, behind it."""
    rows = body.tables[at]
    spans = [(cell, *cell_texts(cell)) for cell in _cells(row)]
    deleted = row.find("{*}trPr/{*}del") is not None
    cells = [""] * _span(row.find("{*}trPr/{*}gridBefore"), 0)
    for place, (cell, own, full, _) in enumerate(spans):
        # A frame around a table has no text of its own and would only repeat it; in a record the inner table is part of the record.
        in_record = own != full and any(other[1].strip() for index, other in enumerate(spans) if index != place)
        cells.append("" if deleted else full if in_record else own)
        cells.extend([""] * (_span(cell.find("{*}tcPr/{*}gridSpan"), 1) - 1))
    rows.append(tuple(cells))
    if any(plain_name(element) in CHANGES for element in row.iter()):
        body.changed.append((at, len(rows)))
    for *_, inner in spans:
        for table in inner:
            body.tables.append([])
            index = len(body.tables) - 1
            for inner_row in _rows(table):
                _read_row(inner_row, body, index)


def _rows(table: Element) -> Iterator[Element]:
    """The table's own rows, through content controls and the like, not those of tables inside it."""
    for child in table:
        name = plain_name(child)
        if name == "tr":
            yield child
        elif name not in ("tblPr", "tblGrid", "tbl", "sdtPr"):
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        name = plain_name(child)
        if name == "tc":
            yield child
        elif name not in ("trPr", "tblPrEx", "sdtPr"):
            yield from _cells(child)


def _span(element: Element | None, default: int) -> int:
    return default if element is None else min(max(integer(element, default), 0), MOST_COLUMNS)


def _parts_with_text(package: zipfile.ZipFile) -> list[str]:
    """The parts beside the body that hold text, in plain words."""
    found = set()
    for name in package.namelist():
        folder, _, file = name.rpartition("/")
        kind = _OTHER_PARTS.get(file.removesuffix(".xml").rstrip("0123456789"))
        if folder == "word" and kind is not None and holds_text(ElementTree.fromstring(package.read(name))):
            found.add(kind)
    return sorted(found)
