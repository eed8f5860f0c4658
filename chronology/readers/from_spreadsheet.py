"""Enters: the bytes of an xlsx, xls or ods workbook. Leaves: one Table per sheet that holds anything, hidden sheets too.

Cells become the text a person would copy: dates ISO, whole numbers without a point, errors by their name. Rows and columns keep
their places. A cell merged downwards stands in each of its rows that hold something else; a remark says so. What is hidden, struck
through, noted beside a cell or no value at all is remarked or named; nothing is calculated, followed or run.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
from chronology.readers.column_dates import find_mixed_dates
from chronology.readers.ods_scan import scan_ods
from chronology.readers.sheet_remarks import Rows, carry_merges, complete_cells, remark_beside
from chronology.readers.sheet_scan import BookScan, ExpansionError, SheetScan
from chronology.readers.stray_cells import drop_strays
from chronology.readers.xls_scan import scan_xls
from chronology.readers.xlsx_scan import scan_xlsx

Argument = TypeVar("Argument")
Value = TypeVar("Value")

SCANS: dict[str, Callable[[bytes], BookScan]] = {"ods": scan_ods, "xls": scan_xls, "xlsx": scan_xlsx}

MOST_STRAYS_SHOWN = 5
FIRST_INEXACT = 1e15  # a spreadsheet's number has fifteen digits


def read_tables(data: bytes, named: str, container: str) -> tuple[str, list[Table], list[Issue]]:
    """The container, a Table per sheet in the workbook's order, and the issues met."""
    try:
        book = SCANS[container](data)
        refusal = _refuse(book, named)
        if refusal is not None:
            return container, [], [refusal]
        issues = _describe(book, named)
        if container == "ods" and any(scan.is_too_sparse() for scan in book.sheets):
            # The library unpacks an OpenDocument file whole when it opens it, so one such sheet rules out all.
            raise ExpansionError
        if container == "xlsx" and any(scan.is_too_sparse() for scan in book.sheets):
            data, apart = _drop_strays(data, book, named)
            book = scan_xlsx(data)
            issues += apart
        tables, met = _read_workbook(data, named, book.sheets)
    except PasswordError:
        return container, [], [issue("file_encrypted", named)]
    except ExpansionError:
        return container, [], [issue("file_unreadable", named, detail="its cells are repeated beyond all measure")]
    except (CalamineError, ExpatError, ParseError, LookupError, ValueError, _DamageError):
        return container, [], [issue("file_truncated", named, detail="its parts do not fit together")]
    return container, tables, issues + met


class _DamageError(Exception):
    """The container's own tables contradict each other."""


def _refuse(book: BookScan, named: str) -> Issue | None:
    if book.encrypted:
        return issue("file_encrypted", named)
    if book.macros:
        return issue("file_with_macros", named)
    if book.linked_values:
        return issue("file_with_links", named)
    return None


def _describe(book: BookScan, named: str) -> list[Issue]:
    """What is true of the workbook as a whole."""
    issues = []
    if book.links:
        issues.append(issue("links_not_followed", named))
    if book.from_1904:
        issues.append(issue("dates_from_1904", named))
    if book.unread:
        issues.append(issue("text_outside_table", named, detail=", ".join(book.unread)))
    return issues


def _drop_strays(data: bytes, book: BookScan, named: str) -> tuple[bytes, list[Issue]]:
    sheets = {scan.part: scan.name for scan in book.sheets if scan.is_too_sparse()}
    lighter, dropped = drop_strays(data, list(sheets))
    issues = []
    for part, places in dropped.items():
        shown = ", ".join(f"row {row + 1} column {column + 1}" for row, column in places[:MOST_STRAYS_SHOWN])
        more = f" and {len(places) - MOST_STRAYS_SHOWN} more" if len(places) > MOST_STRAYS_SHOWN else ""
        issues.append(issue("cells_apart", named, sheets[part], detail=shown + more))
    return lighter, issues


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
        if scan.is_too_sparse():
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
        table, met = _complete(rows, scan, named, about.name)
        issues += met
        if table is not None:
            tables.append(table)
            if about.visible == SheetVisibleEnum.VeryHidden:
                detail = "so deep that the spreadsheet program's menu does not list it"
                issues.append(issue("sheet_hidden", named, about.name, detail=detail))
            elif about.visible == SheetVisibleEnum.Hidden:
                issues.append(issue("sheet_hidden", named, about.name))
    return tables, issues


def _complete(rows: Rows, scan: SheetScan, named: str, sheet: str) -> tuple[Table | None, list[Issue]]:
    """The sheet's table, None where it holds nothing, and what its cells gave rise to."""
    remarks, issues = complete_cells(rows, scan, _write_number, named, sheet)
    issues += find_mixed_dates(rows, named, sheet)
    carried, beneath = carry_merges(rows, scan.merges, named, sheet)
    beside, met = remark_beside(rows, scan, named, sheet)
    issues += beneath + met
    if not any(map(any, rows)):
        return None, issues
    return Table(named, sheet, rows, remarks=tuple(sorted(remarks + carried + beside))), issues


def _call(function: Callable[[Argument], Value], argument: Argument) -> Value:
    """The library's answer. Where its Rust code gives up on damage, that is damage, not the end of the run."""
    try:
        with _quiet_panics():
            return function(argument)
    except OverflowError as reason:
        raise _DamageError from reason
    except BaseException as reason:
        # The class of a Rust panic cannot be imported, and it is deliberately no Exception.
        if type(reason).__name__ != "PanicException":
            raise
        raise _DamageError from None


@contextmanager
def _quiet_panics() -> Iterator[None]:
    """Holds back the report that the library's Rust code writes to the process's own stderr when it gives up: it may quote cells."""
    try:
        kept = os.dup(2)
    except OSError:  # the program was started without a stderr
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


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
