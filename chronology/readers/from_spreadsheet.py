"""Enters: the bytes of an xlsx, xls or ods workbook. Leaves: one Table per sheet that holds anything, hidden sheets too.

Cells become the text a person would copy: dates ISO, whole numbers without a point, errors by their name. Rows and columns keep
their places. Merged cells are left as the workbook has them: the value stands in the first.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from chronology.issues import issue
from chronology.model import Issue, Table
from chronology.readers.sheet_scan import SheetScan, scan_sheets
from chronology.readers.xls_scan import scan_xls

Argument = TypeVar("Argument")
Value = TypeVar("Value")

# The library reserves about 32 bytes for every cell of the rectangle between the first and the last cell.
LARGEST_SPARSE_AREA = 20_000_000
FIRST_INEXACT = 1e15  # a spreadsheet's number has fifteen digits


def read_tables(data: bytes, named: str, container: str) -> tuple[str, list[Table], list[Issue]]:
    """The container, a Table per sheet in the workbook's order, and the issues met."""
    try:
        scans, refusals = _scan(data, named, container)
        if any(refusal.level == "error" for refusal in refusals):
            return container, [], refusals
        tables, issues = _read_workbook(data, named, scans)
    except PasswordError:
        return container, [], [issue("file_encrypted", named)]
    except (CalamineError, ExpatError, ParseError, _DamageError):
        return container, [], [issue("file_truncated", named, detail="its parts do not fit together")]
    return container, tables, refusals + issues


class _DamageError(Exception):
    """The container's own tables contradict each other."""


def _scan(data: bytes, named: str, container: str) -> tuple[list[SheetScan], list[Issue]]:
    """The scans of all sheets in the workbook's order, and what they already say of the file as a whole."""
    encrypted = False
    try:
        if container == "xls":
            scans, commented, encrypted = scan_xls(data)
        else:
            scans, commented = scan_sheets(data, container)
    except (KeyError, ValueError) as reason:
        raise _DamageError from reason
    if encrypted:
        return [], [issue("file_encrypted", named)]
    issues = [issue("text_outside_table", named, detail="comments on cells")] if commented else []
    if container == "ods" and any(map(_is_too_sparse, scans)):
        # The library unpacks an OpenDocument file whole when it opens it, so one such sheet rules out all.
        issues.append(issue("file_unreadable", named, detail="its cells are repeated beyond all measure"))
    return scans, issues


def _is_too_sparse(scan: SheetScan) -> bool:
    return scan.area() > LARGEST_SPARSE_AREA and scan.area() > 4 * scan.cells


def _read_workbook(data: bytes, named: str, scans: list[SheetScan]) -> tuple[list[Table], list[Issue]]:
    tables: list[Table] = []
    issues: list[Issue] = []
    workbook = _call(CalamineWorkbook.from_filelike, io.BytesIO(data))
    sheets = workbook.sheets_metadata
    if len(scans) != len(sheets):
        raise _DamageError
    for index, (about, scan) in enumerate(zip(sheets, scans, strict=True)):
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        if _is_too_sparse(scan):
            far = f"its cells stand as far apart as row {scan.last[0] + 1} and column {scan.last[1] + 1}; delete the stray ones"
            issues.append(issue("file_unreadable", named, about.name, detail=far))
            continue
        sheet = _call(workbook.get_sheet_by_index, index)
        try:
            rows = _call(_read_rows, sheet)
        except _DamageError:
            detail = "a number in it is out of range for the date or time that its format makes of it"
            issues.append(issue("file_unreadable", named, about.name, detail=detail))
            continue
        issues.extend(_fill_errors(rows, scan, named, about.name))
        if any(map(any, rows)):
            tables.append(Table(named, about.name, rows))
            if about.visible != SheetVisibleEnum.Visible:
                issues.append(issue("sheet_hidden", named, about.name))
            if scan.hidden_rows:
                issues.append(issue("rows_hidden", named, about.name))
    return tables, issues


def _call(function: Callable[[Argument], Value], argument: Argument) -> Value:
    """The library's answer. Where its Rust code gives up on damage, that is damage, not the end of the run."""
    try:
        return function(argument)
    except OverflowError as reason:
        raise _DamageError from reason
    except BaseException as reason:
        # The class of a Rust panic cannot be imported, and it is deliberately no Exception.
        if type(reason).__name__ != "PanicException":
            raise
        raise _DamageError from None


def _read_rows(sheet: CalamineSheet) -> list[tuple[str, ...]]:
    """Every row from the sheet's first, every column from its first; the library drops empty leading columns."""
    start = sheet.start
    if start is None:
        return []
    lead = ("",) * start[1]
    write = WRITERS
    if not lead:
        return [
            tuple([cell if cell.__class__ is str else write[cell.__class__](cell) for cell in row])
            for row in sheet.iter_rows()
        ]
    return [
        (*lead, *[cell if cell.__class__ is str else write[cell.__class__](cell) for cell in row])
        for row in sheet.iter_rows()
    ]


def _fill_errors(rows: list[tuple[str, ...]], scan: SheetScan, named: str, sheet: str) -> list[Issue]:
    """Writes the error texts into the rows, where the library left blanks, and places an issue for each such row."""
    issues = []
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), text in sorted(scan.errors.items()):
        by_row.setdefault(row, {})[column] = text
    for row, errors in by_row.items():
        rows.extend([()] * (row + 1 - len(rows)))
        cells = [*rows[row], *[""] * (max(errors) + 1 - len(rows[row]))]
        for column, text in errors.items():
            cells[column] = text
        rows[row] = tuple(cells)
        detail = "column " + ", ".join(str(column + 1) for column in errors)
        issues.append(issue("error_cell", named, sheet, row + 1, detail=detail))
    empty: dict[int, list[int]] = {}
    for row, column in sorted(scan.valueless):
        empty.setdefault(row, []).append(column)
    for row, columns in empty.items():
        detail = "column " + ", ".join(str(column + 1) for column in columns)
        issues.append(issue("formula_without_value", named, sheet, row + 1, detail=detail))
    return issues


def _write_number(value: float) -> str:
    """As a spreadsheet shows it at full width: 123 not 123.0, fifteen digits at most, never an exponent."""
    if value.is_integer() and -FIRST_INEXACT < value < FIRST_INEXACT:
        return str(int(value))
    return f"{Decimal(f'{value:.15g}'):f}"


def _write_moment(value: datetime) -> str:
    """ISO to the second; parts of a second are cut, because rounding could carry 23:59:59.997 into the next day."""
    if value.time() == time():
        return value.date().isoformat()
    return value.isoformat(timespec="seconds")


def _write_time(value: time) -> str:
    return value.isoformat(timespec="seconds" if value.second else "minutes")


def _write_duration(value: timedelta) -> str:
    """Hours beyond 24 stay hours: 30:00."""
    minutes, seconds = divmod(round(abs(value.total_seconds())), 60)
    sign = "-" if value < timedelta() else ""
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")


WRITERS: dict[type, Callable[[Any], str]] = {
    bool: lambda value: "TRUE" if value else "FALSE",
    date: date.isoformat,
    datetime: _write_moment,
    float: _write_number,
    int: str,
    str: str,
    time: _write_time,
    timedelta: _write_duration,
}
