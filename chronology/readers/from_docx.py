"""Enters: the bytes of a Word document. Leaves: one Table per table in it, named `Table 1`, `Table 2` … in the order they begin,
and a Table `Text` of the paragraphs outside them.

Merged cells keep the columns in line and are carried down, content controls are walked. Tracked insertions count and deletions do
not; both are told as remarks, as are comments, footnotes, struck and hidden words. What is not read is named.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from chronology.issues import issue
from chronology.model import Issue, Remark, Table
from chronology.readers.package import main_part, relationships
from chronology.readers.word_text import (
    CHANGES,
    CellText,
    Note,
    Passage,
    Surroundings,
    attribute,
    integer,
    plain_name,
    read_cell,
    read_paragraph,
    read_text,
    style_looks,
)

MOST_COLUMNS = 16_384  # no program makes a wider table; a larger span is damage
MOST_SPANNED_CELLS = 5_000_000  # in a whole document: more than that is damage too
MOST_LINES_ABOVE = 50  # of the document's opening, and again between two tables
TEXT = "Text"  # the sheet that the paragraphs outside tables make

# What the document's relationships call a part that is not read → what a person calls it.
_UNREAD = {
    "aFChunk": "embedded documents",
    "chart": "charts",
    "diagramData": "diagrams",
    "footer": "page footers",
    "header": "page headers",
    "image": "pictures",
    "oleObject": "embedded files",
    "package": "embedded files",
}
_NOTES = {"comments": "comment", "endnotes": "endnote", "footnotes": "footnote"}


class _Grid(Struct):
    """One table while it is read: its rows, what is remarked on them, and what stands over it."""

    above: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)  # rows with tracked changes
    carried: dict[int, str] = field(default_factory=dict)  # column → text of the cell that is merged downwards there


class _Body(Struct):
    """What the document's body holds: tables in the order they begin, and its paragraphs outside them."""

    around: Surroundings
    page_headers: list[str]
    tables: list[_Grid] = field(default_factory=list)
    text: _Grid = field(default_factory=lambda: _Grid(()))
    opening: list[str] | None = None  # the lines before the first table, None while there is none
    between: list[str] = field(default_factory=list)  # the lines since the last table
    noted: set[Note] = field(default_factory=set)  # notes that stand in a table
    spanned: int = 0  # cells that only spans made
    further: int = 0  # documents that this one only points to


def read_tables(data: bytes, named: str, container: str) -> tuple[str, list[Table], list[Issue]]:
    """The container, its tables in the order they begin in the document, its text behind them, and the issues met."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            main = main_part(package, "word/document.xml")
            parts = list(relationships(package, main).values())
            body = _Body(_read_surroundings(package, parts), _read_page_headers(package, parts))
            with package.open(main) as stream:
                _read_body(stream, body)
            unread = _name_unread(package, parts, body)
    except (ElementTree.ParseError, LookupError, ValueError, RecursionError):
        return container, [], [issue("file_truncated", named, detail="its parts do not fit together")]
    issues: list[Issue] = []
    tables: list[Table] = []
    sheets = [(f"Table {number}", grid) for number, grid in enumerate(body.tables, start=1)]
    for sheet, grid in (*sheets, (TEXT, body.text)):
        issues += [issue("tracked_changes", named, sheet, row) for row in grid.changed]
        if any(any(cell and not cell.isspace() for cell in row) for row in grid.rows):
            remarks = tuple(sorted(grid.remarks))
            tables.append(Table(named, sheet, grid.rows, remarks=remarks, above=grid.above))
    if unread:
        issues.append(issue("text_outside_table", named, detail=", ".join(unread)))
    return container, tables, issues


def _read_body(stream: IO[bytes], body: _Body) -> None:
    """Row by row, so that a long table is never held as XML whole."""
    depth = 0  # of tables: rows of inner tables are read with the row they stand in
    inside = 0  # of paragraphs: those of a text box belong to the paragraph that holds it
    copies = 0  # of alternative content for old programs, which repeats what was said before
    open_table = 0  # the index of the table that is open at depth 1
    for event, element in ElementTree.iterparse(stream, events=("start", "end")):
        name = plain_name(element)
        if name == "Fallback":
            copies += 1 if event == "start" else -1
        elif copies:
            continue
        elif name == "tbl":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                open_table = len(body.tables)
                body.tables.append(_Grid(_lines_above(body)))
            elif event == "end" and depth == 0:
                body.between = []
        elif event == "end" and name == "tr" and depth == 1:
            _read_row(element, body, open_table)
            element.clear()
        elif name == "p" and depth == 0:
            inside += 1 if event == "start" else -1
            if event == "end" and inside == 0:
                _add_paragraph(element, body)
                element.clear()
        elif event == "start" and name == "subDoc":
            body.further += 1


def _add_paragraph(paragraph: Element, body: _Body) -> None:
    """Adds a paragraph outside tables, empty ones too, so that paragraphs count as a person counts them."""
    passage = read_paragraph(paragraph, body.around)
    _add_row(body.text, [passage], set(), set())
    if any(mark.kind in ("deleted", "inserted") for mark in passage.marks):
        body.text.changed.append(len(body.text.rows))
    if passage.text.strip():
        body.between.append(passage.text)


def _lines_above(body: _Body) -> tuple[str, ...]:
    """Page headers, the document's opening, and what stands between the table before and the one that begins now."""
    if body.opening is None:
        body.opening = body.between[:MOST_LINES_ABOVE]
        body.between = body.between[MOST_LINES_ABOVE:]
    return (*body.page_headers, *body.opening, *body.between[-MOST_LINES_ABOVE:])


def _read_row(row: Element, body: _Body, at: int) -> None:
    """Adds the row to table `at`, and the tables inside its cells, as tables of their own, behind it."""
    grid = body.tables[at]
    spans = [(cell, read_cell(cell, body.around)) for cell in _cells(row)]
    passages = [Passage()] * _span(row.find("{*}trPr/{*}gridBefore"), 0)
    carried: dict[int, str] = {}
    merged = set()
    for index, (cell, text) in enumerate(spans):
        others = (other.own.text for place, (_, other) in enumerate(spans) if place != index)
        passage = _choose_reading(text, any(map(str.strip, others)))
        body.noted |= passage.noted
        column = len(passages)
        merge = cell.find("{*}tcPr/{*}vMerge")
        if merge is not None:
            goes_on = attribute(merge, "val", "continue") != "restart" and column in grid.carried
            carried[column] = grid.carried[column] if goes_on else passage.text
            if goes_on and carried[column].strip() and not (passage.text + passage.before).strip():
                passage = Passage(carried[column], carried[column], passage.marks)
                merged.add(column)
        passages.append(passage)
        passages += [Passage()] * (_span(cell.find("{*}tcPr/{*}gridSpan"), 1) - 1)
    body.spanned += len(passages) - len(spans)
    if body.spanned > MOST_SPANNED_CELLS:
        raise ValueError("its cells span columns beyond all measure")
    grid.carried = carried
    marks = {plain_name(mark) for mark in row.iterfind("{*}trPr/*")}
    _add_row(grid, passages, marks, merged)
    if any(plain_name(element) in CHANGES for element in row.iter()):
        grid.changed.append(len(grid.rows))
    for _, text in spans:
        for table in text.inner:
            body.tables.append(_Grid(grid.above))
            index = len(body.tables) - 1
            for inner_row in _rows(table):
                _read_row(inner_row, body, index)


def _choose_reading(text: CellText, in_record: bool) -> Passage:
    """A frame around a table has no text of its own and would only repeat it; in a record the inner table is part of the record."""
    return text.full if text.inner and (in_record or text.own.text.strip()) else text.own


def _add_row(grid: _Grid, passages: list[Passage], marks: set[str], merged: set[int]) -> None:
    """Adds the row with its remarks. `marks` are the names of the row's own properties, `merged` the columns carried down.

    A row that was deleted, or of which every word was, keeps its words as they read before, and is remarked as deleted whole: no
    word of it is lost, and none may pass for a live one.
    """
    number = len(grid.rows) + 1
    found = [(column, mark) for column, passage in enumerate(passages) for mark in passage.marks]
    lives = any(passage.text.strip() for column, passage in enumerate(passages) if column not in merged)
    deleted = "del" in marks or (not lives and any(mark.kind == "deleted" for _, mark in found))
    whole = {"deleted"} if deleted else {"inserted"} if "ins" in marks else set()
    if "hidden" in marks:
        whole.add("hidden")
    grid.rows.append(tuple(passage.before if deleted else passage.text for passage in passages))
    grid.remarks += [Remark(number, column, mark.kind, mark.text) for column, mark in found if mark.kind not in whole]
    grid.remarks += [Remark(number, column, "merged") for column in sorted(merged)]
    if any(passage.text.strip() or passage.before.strip() for passage in passages):
        grid.remarks += [Remark(number, -1, kind) for kind in ("deleted", "inserted", "hidden") if kind in whole]


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
    return default if element is None else min(max(integer(element, default), default), MOST_COLUMNS)


def _read_surroundings(package: zipfile.ZipFile, parts: list[tuple[str, str]]) -> Surroundings:
    """The document's comments, notes and the styles that strike or hide."""
    notes: dict[Note, str] = {}
    styles = {}
    for kind, path in parts:
        if kind in _NOTES:
            for element in ElementTree.fromstring(package.read(path)):
                text = read_text(element)
                author = attribute(element, "author", "") if kind == "comments" else ""
                if text.strip():
                    notes[_NOTES[kind], attribute(element, "id", "")] = f"{author}: {text}" if author else text
        elif kind == "styles":
            styles = style_looks(ElementTree.fromstring(package.read(path)))
    return Surroundings(notes, styles)


def _read_page_headers(package: zipfile.ZipFile, parts: list[tuple[str, str]]) -> list[str]:
    """The lines of the page headers, each once: what a document is about is often said there alone."""
    texts = [read_text(ElementTree.fromstring(package.read(path))) for kind, path in sorted(parts) if kind == "header"]
    return list(dict.fromkeys(line for text in texts for line in text.split("\n") if line.strip()))[:MOST_LINES_ABOVE]


def _name_unread(package: zipfile.ZipFile, parts: list[tuple[str, str]], body: _Body) -> list[str]:
    """What of the document stands neither in a table nor in its text, in plain words."""
    found = Counter[str]()
    for kind, path in set(parts):
        if kind in ("header", "footer"):
            found[_UNREAD[kind]] += bool(read_text(ElementTree.fromstring(package.read(path))).strip())
        elif kind in _UNREAD:
            found[_UNREAD[kind]] += 1
    for kind, _ in set(body.around.notes) - body.noted:
        found[f"{kind}s outside tables"] += 1
    found["documents it points to"] = body.further
    return [f"{name} ({count})" for name, count in sorted(found.items()) if count]
