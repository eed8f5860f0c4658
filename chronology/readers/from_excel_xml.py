"""Enters: the bytes of a workbook in the XML form of Excel 2003. Leaves: one Table per sheet that holds anything, hidden sheets too.

Rows and cells that the file skips keep their places. Dates are written ISO, other values as the file has them.
"""

from __future__ import annotations

import io
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from chronology.issues import issue
from chronology.model import Issue, Remark, Table

LARGEST_BYTES = 256 << 20
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
MOST_BLANK_CELLS = 20_000_000  # that a file may ask for by skipping rows and columns

_NAMESPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
_DOCTYPES = ("<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"), b"<!DOCTYPE")


class _Sheet(Struct):
    """One sheet while it is read."""

    name: str
    rows: list[tuple[str, ...]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    merged: dict[int, tuple[int, str]] = field(default_factory=dict)  # column → rows still to carry, text
    hidden: bool = False
    blank_cells: int = 0


def read_tables(data: bytes, named: str, container: str) -> tuple[str, list[Table], list[Issue]]:
    """The container, a Table per sheet in the workbook's order, and the issues met."""
    refusal = _refuse(data, named)
    if refusal is not None:
        return container, [], [refusal]
    try:
        sheets = _read_sheets(data)
    except (ElementTree.ParseError, LookupError, RecursionError, ValueError):
        return container, [], [issue("file_truncated", named, detail="its parts do not fit together")]
    tables = []
    issues = []
    for sheet in sheets:
        if any(any(row) for row in sheet.rows):
            tables.append(Table(named, sheet.name, sheet.rows, remarks=tuple(sorted(sheet.remarks))))
            if sheet.hidden:
                issues.append(issue("sheet_hidden", named, sheet.name))
            if any(remark.kind == "hidden" for remark in sheet.remarks):
                issues.append(issue("rows_hidden", named, sheet.name))
            places = [(remark.row, remark.column) for remark in sheet.remarks if remark.kind == "error"]
            for row in sorted({row for row, _ in places}):
                columns = ", ".join(str(column + 1) for at, column in sorted(places) if at == row)
                issues.append(issue("error_cell", named, sheet.name, row, detail=f"column {columns}"))
    return container, tables, issues


def _refuse(data: bytes, named: str) -> Issue | None:
    if len(data) > LARGEST_BYTES:
        return issue("file_unreadable", named, detail=f"it is larger than {LARGEST_BYTES >> 20} MiB")
    if any(doctype in data for doctype in _DOCTYPES):
        return issue(
            "file_unreadable", named, detail="it holds a document type declaration, which no Office program writes"
        )
    return None


def _read_sheets(data: bytes) -> list[_Sheet]:
    """Row by row. Raises ValueError where the file skips to rows and columns beyond all measure."""
    sheets: list[_Sheet] = []
    struck: set[str] = set()
    for event, element in ElementTree.iterparse(io.BytesIO(data.lstrip()), events=("start", "end")):
        name = element.tag.removeprefix(_NAMESPACE)
        if event == "start" and name == "Worksheet":
            sheets.append(_Sheet(_attribute(element, "Name") or f"Sheet {len(sheets) + 1}"))
        elif event == "end" and name == "Style":
            font = element.find(f"{_NAMESPACE}Font")
            if font is not None and _attribute(font, "StrikeThrough") == "1":
                struck.add(_attribute(element, "ID"))
        elif event == "end" and name == "Row" and sheets:
            _read_row(element, sheets[-1], struck)
            element.clear()
        elif event == "end" and element.tag == "{urn:schemas-microsoft-com:office:excel}Visible" and sheets:
            sheets[-1].hidden = (element.text or "") in ("SheetHidden", "SheetVeryHidden")
    return sheets


def _read_row(row: Element, sheet: _Sheet, struck: set[str]) -> None:
    skipped = _number(row, "Index", len(sheet.rows) + 1) - len(sheet.rows) - 1
    if skipped < 0 or len(sheet.rows) + skipped >= MOST_ROWS:
        raise ValueError("a row stands where none can")
    for _ in range(skipped):
        _add_row(sheet, {}, 0)
    texts: dict[int, str] = {}
    column = 0
    number = len(sheet.rows) + 1
    spans: dict[int, tuple[int, str]] = {}
    for cell in row:
        if cell.tag != f"{_NAMESPACE}Cell":
            continue
        while column in sheet.merged:
            column += 1
        column = _number(cell, "Index", column + 1) - 1
        if not 0 <= column < MOST_COLUMNS:
            raise ValueError("a cell stands where none can")
        texts[column] = _cell_text(cell, sheet, number, column)
        style = _attribute(cell, "StyleID") or _attribute(row, "StyleID")
        if style in struck and texts[column]:
            sheet.remarks.append(Remark(number, column, "struck", texts[column]))
        down = _number(cell, "MergeDown", 0)
        if down:
            spans[column] = (down, texts[column])
        column += 1 + min(_number(cell, "MergeAcross", 0), MOST_COLUMNS)
    if _attribute(row, "Hidden") == "1" and any(texts.values()):
        sheet.remarks.append(Remark(number, -1, "hidden"))
    _add_row(sheet, texts, max(texts, default=-1) + 1)
    sheet.merged |= spans


def _add_row(sheet: _Sheet, texts: dict[int, str], width: int) -> None:
    """Adds the row, with the cells that are merged down into it."""
    number = len(sheet.rows) + 1
    for column, (left, text) in list(sheet.merged.items()):
        if text and not texts.get(column):
            texts[column] = text
            width = max(width, column + 1)
            sheet.remarks.append(Remark(number, column, "merged"))
        if left > 1:
            sheet.merged[column] = (left - 1, text)
        else:
            del sheet.merged[column]
    sheet.blank_cells += width - len(texts)
    if sheet.blank_cells > MOST_BLANK_CELLS:
        raise ValueError("its cells stand too far apart")
    sheet.rows.append(tuple(texts.get(column, "") for column in range(width)))


def _cell_text(cell: Element, sheet: _Sheet, row: int, column: int) -> str:
    """The cell's value as text; its comment and what is wrong with it become remarks."""
    text = ""
    for part in cell:
        if part.tag == f"{_NAMESPACE}Data":
            kind = _attribute(part, "Type")
            text = _write("".join(part.itertext()), kind)
            if kind == "Error":
                sheet.remarks.append(Remark(row, column, "error", text))
        elif part.tag == f"{_NAMESPACE}Comment":
            comment = "".join(part.itertext()).strip()
            if comment:
                sheet.remarks.append(Remark(row, column, "comment", comment))
    return text


def _write(value: str, kind: str) -> str:
    if kind == "DateTime":
        day, _, time = value.partition("T")
        time = time.partition(".")[0]
        if day in ("1899-12-31", "1900-01-00"):
            return time  # a time of day alone
        return f"{day}T{time}" if time.strip("0:") else day
    if kind == "Boolean":
        return "TRUE" if value == "1" else "FALSE"
    return value


def _attribute(element: Element, name: str) -> str:
    return element.get(f"{_NAMESPACE}{name}", "")


def _number(element: Element, name: str, default: int) -> int:
    value = _attribute(element, name)
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else default
