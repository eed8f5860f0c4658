"""Enters: the bytes of a PDF. Leaves: a Table per ruled table, its sheet named by its page (`Page 3`), rows counted down the page.

A page without a ruled table is a Table of its lines. Lines beside ruled tables make one Table `Text`. Pages that hold only a picture
are named. Needs pdfplumber, which is an extra of this package.
"""

from __future__ import annotations

import io
import logging
import re
import signal
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from types import FrameType
from typing import Any

from msgspec import Struct, field

from chronology.issues import issue
from chronology.model import Issue, Remark, Table

MOST_PAGES = 3_000
MOST_PAGE_BYTES = 8 << 20  # of drawing instructions; a page crowded with text has some hundred thousand
LARGEST_STREAM = 128 << 20  # unpacked; a page scanned in colour has about 30 MiB
LARGEST_UNPACKED = 1 << 30
MOST_LINES_ABOVE = 50  # of the document's opening, and again on the page
SECONDS_FOR_FILE = 4  # of processor time, and one more for each
BYTES_A_SECOND = 20_000  # a page takes a tenth of a second and has some thousand bytes
SAME_PLACE = 3.0  # points within which two columns stand at the same place

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
# An object that is nothing but a reference: the library follows a ring of them for ever.
_REFERENCE_ALONE = re.compile(rb"\bobj\b\s{0,20}\d{1,9}\s{1,20}\d{1,9}\s{1,20}R\b")
_PACKED_TWICE = re.compile(rb"/Fl(?:ateDecode)?\s*/Fl")

_TRIPS = (ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, RecursionError, TypeError, ValueError)

Row = tuple[str, ...]


class _Line(Struct, frozen=True):
    text: str
    top: float


class _Ruled(Struct, frozen=True):
    """One ruled table of a page: its place, the left edges of its columns, its rows, the cells carried down."""

    top: float
    edges: tuple[float, ...]
    rows: list[Row]
    merged: list[tuple[int, int]]  # (index of the row, column)


class _Document(Struct):
    """What was read so far."""

    tables: list[Table] = field(default_factory=list)
    beside: list[Row] = field(default_factory=list)  # lines beside ruled tables
    opening: tuple[str, ...] | None = None  # lines over the first table
    last: _Ruled | None = None  # the table that ended the page before
    headings: Row | None = None  # of that table
    pictures: list[int] = field(default_factory=list)  # pages that hold a picture and no text
    refused: list[int] = field(default_factory=list)  # pages too large or too damaged to read


def read_tables(data: bytes, named: str, container: str) -> tuple[str, list[Table], list[Issue]]:
    """The container, its tables in the order of the pages, and the issues met."""
    try:
        import pdfplumber
        from pdfminer.pdfdocument import PDFEncryptionError
        from pdfminer.psexceptions import PSException
        from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
    except ImportError:
        detail = "reading a PDF needs an extra part: pip install 'chronology[pdf]'"
        return container, [], [issue("file_unsupported", named, detail=detail)]
    # What the library raises itself, and what its code trips over when a file contradicts itself.
    damage = (PdfminerException, MalformedPDFException, PSException, *_TRIPS)
    # The library logs damage together with the bytes it met, which may be a person's data.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    if _unpacks_too_far(data):
        return container, [], [issue("file_unreadable", named, detail="it would unpack beyond all measure")]
    if _REFERENCE_ALONE.search(data):
        return container, [], [issue("file_truncated", named, detail="its parts refer to nothing but each other")]
    document = _Document()
    try:
        with _within(SECONDS_FOR_FILE + len(data) // BYTES_A_SECOND), pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                detail = f"it has {len(pdf.pages)} pages, more than {MOST_PAGES}; split it"
                return container, [], [issue("file_unreadable", named, detail=detail)]
            for number, page in enumerate(pdf.pages, start=1):
                try:
                    _read_page(page, number, document, named)
                except damage:
                    document.refused.append(number)
                    document.last = None
                page.close()
    except _TooSlowError:
        return container, [], [issue("file_unreadable", named, detail="it keeps the reader busy without end")]
    except damage as error:
        if error.args and isinstance(error.args[0], PDFEncryptionError):
            return container, [], [issue("file_encrypted", named)]
        return container, [], [issue("file_truncated", named, detail="its parts do not fit together")]
    return container, *_finish(document, named)


class _TooSlowError(BaseException):
    """The time for a file is spent; no Exception, or the library would take it for damage and go on."""


@contextmanager
def _within(seconds: int) -> Iterator[None]:
    """Raises _TooSlowError once the block has used so many seconds of processor time, where the system can tell.

    A damaged file can lead the library round in a ring for ever.
    """

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _TooSlowError

    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _finish(document: _Document, named: str) -> tuple[list[Table], list[Issue]]:
    issues = []
    if document.beside:
        document.tables.append(Table(named, "Text", document.beside))
    if document.pictures:
        issues.append(issue("pages_unread", named, detail=f"pages {_list_pages(document.pictures)}"))
    if document.refused:
        detail = f"pages {_list_pages(document.refused)} are damaged or too large and were not read"
        issues.append(issue("file_truncated", named, detail=detail))
    return document.tables, issues


def _unpacks_too_far(data: bytes) -> bool:
    """Whether any packed part, or all together, would unpack to more than can be held."""
    if _PACKED_TWICE.search(data):
        return True
    left = LARGEST_UNPACKED
    view = memoryview(data)
    for match in _STREAM.finditer(data):
        if data[match.end() : match.end() + 1] not in (b"\x78", b"\x58", b"\x48", b"\x68"):
            continue  # the first byte of every stream packed by zlib
        try:
            unpacked = len(zlib.decompressobj().decompress(view[match.end() :], LARGEST_STREAM + 1))
        except zlib.error:
            continue
        left -= unpacked
        if unpacked > LARGEST_STREAM or left < 0:
            return True
    return False


def _read_page(page: Any, number: int, document: _Document, named: str) -> None:
    if (
        sum(len(stream.get_data()) for stream in page.page_obj.contents if hasattr(stream, "get_data"))
        > MOST_PAGE_BYTES
    ):
        document.refused.append(number)
        document.last = None
        return
    if not page.chars:
        if page.images:
            document.pictures.append(number)
        document.last = None
        return
    shown = page.dedupe_chars() if _prints_twice(page.chars) else page
    tables = sorted(shown.find_tables(), key=lambda table: (table.bbox[1], table.bbox[0]))
    ruled = [(table.bbox, one) for table in tables if _is_table(one := _read_ruled(table))]
    sheet = f"Page {number}"
    if not ruled:
        lines = _read_lines(shown, [])
        if document.opening is None:
            document.opening = tuple(line.text for line in lines)[:MOST_LINES_ABOVE]
        document.tables.append(Table(named, sheet, [(line.text,) for line in lines]))
        document.last = None
        return
    lines = _read_lines(shown, [box for box, _ in ruled])
    document.beside += [(line.text,) for line in lines]
    used = 0
    for index, (_, one) in enumerate(ruled):
        above = tuple(line.text for line in lines if line.top < one.top)[-MOST_LINES_ABOVE:]
        if document.opening is None:
            document.opening = above
        elif document.opening is not above:
            above = (*document.opening, *above)
        headings = _headings_carried(one, document) if index == 0 else None
        if headings is None:
            document.headings = _find_headings(one.rows)
        # Rows count down the page, so that a second table on it begins where the first ended.
        rows: list[Row] = [()] * used + one.rows
        remarks = tuple(Remark(used + row + 1, column, "merged") for row, column in one.merged)
        document.tables.append(Table(named, sheet, rows, headings, remarks, above))
        used += len(one.rows)
        document.last = one


def _prints_twice(letters: list[dict[str, Any]]) -> bool:
    """Whether letters stand on their own copies, which is how some programs make them bold."""
    places = {(letter["text"], round(letter["x0"]), round(letter["top"])) for letter in letters}
    return len(letters) - len(places) > 2


def _is_table(one: _Ruled) -> bool:
    """A frame around a text is no table."""
    return len(one.edges) > 1 and any(map(any, one.rows))


def _read_ruled(table: Any) -> _Ruled:
    """The cells of one ruled table; a cell that spans rows is carried down."""
    rows: list[Row] = []
    merged: list[tuple[int, int]] = []
    over: dict[int, tuple[float, str]] = {}  # column → where the cell that began there last ends, and its text
    for index, (row, texts) in enumerate(zip(table.rows, table.extract(), strict=True)):
        cells = []
        for column, (box, text) in enumerate(zip(row.cells, texts, strict=True)):
            if box is not None:
                over[column] = (box[3], (text or "").strip())
                cells.append(over[column][1])
            elif column in over and over[column][0] > row.bbox[1] + 1:
                cells.append(over[column][1])
                if cells[-1]:
                    merged.append((index, column))
            else:
                cells.append("")
        rows.append(tuple(cells))
    edges = sorted({round(box[0], 1) for row in table.rows for box in row.cells if box is not None})
    return _Ruled(table.bbox[1], tuple(edges), rows, merged)


def _read_lines(page: Any, boxes: list[tuple[float, float, float, float]]) -> list[_Line]:
    """The page's lines of text from the top, without those inside the boxes."""
    if boxes:
        page = page.filter(
            lambda part: part["object_type"] == "char" and not any(_is_inside(part, box) for box in boxes)
        )
    found = page.extract_text_lines(return_chars=False, strip=True)
    return [_Line(line["text"], line["top"]) for line in found if line["text"].strip()]


def _is_inside(part: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    """By the middle of the letter, as cells take their letters, so that each stands in a cell or beside the table."""
    across, down = (part["x0"] + part["x1"]) / 2, (part["top"] + part["bottom"]) / 2
    return bool(box[0] <= across < box[2] and box[1] <= down < box[3])


def _headings_carried(one: _Ruled, document: _Document) -> Row | None:
    """The headings of the table that goes on at the top of this page, unless they are repeated here."""
    last, headings = document.last, document.headings
    if last is None or headings is None or len(last.edges) != len(one.edges) or len(headings) != len(one.rows[0]):
        return None
    if any(abs(before - now) > SAME_PLACE for before, now in zip(last.edges, one.edges, strict=True)):
        return None
    return None if headings in one.rows[:2] else headings


def _find_headings(rows: list[Row]) -> Row | None:
    """The row that names every column and holds no digit, among the first."""
    for row in rows[:3]:
        if all(cell and not any(map(str.isdigit, cell)) for cell in row):
            return row
    return None


def _list_pages(pages: list[int]) -> str:
    """`2 to 4, 9`."""
    ranges = []
    for _, group in groupby(enumerate(pages), key=lambda pair: pair[1] - pair[0]):
        run = [page for _, page in group]
        ranges.append(f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]))
    return ", ".join(ranges)
