"""What the spreadsheet library does not tell of an Excel 97 workbook. Enters: its bytes. Leaves: one `SheetScan` per sheet, in order.

An .xls holds one stream of records (BIFF, MS-XLS) in a compound file. Error cells, numbers that may be no dates, hidden rows and
columns, merges, notes, strike-through and how far the cells reach are looked for; values are not read here.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct, error, unpack, unpack_from
from typing import NamedTuple

from chronology.readers.compound_file import read_workbook_stream
from chronology.readers.sheet_scan import BookScan, Place, Runs, SheetScan, is_doubtful, struck_words
from chronology.readers.xls_texts import read_rich_texts

_BOUNDSHEET, _COLINFO, _EOF, _FILEPASS, _EPOCH = 0x85, 0x7D, 0x0A, 0x2F, 0x22
_NOTE, _DRAWN, _DRAWN_TEXT, _CONTINUED = 0x1C, 0x5D, 0x1B6, 0x3C
_TEXTS, _DIMENSIONS, _MERGES, _FONT, _FORMAT, _BOOK = 0xFC, 0x0200, 0xE5, 0x31, 0xE0, 0x1AE
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256  # the format's own limits
_BOOLERR, _FORMULAS, _ROW = 0x0205, (0x0006, 0x0206, 0x0406), 0x0208
_CITED_TEXT = 0x00FD
_SMALL_NUMBER, _SMALL_NUMBERS, _LARGE_NUMBER = 0x027E, 0xBD, 0x0203
# Records of one cell with a value: numbers, texts, truth values, formulas. All begin with row, column and format.
_CELLS = frozenset(
    {0x0003, _LARGE_NUMBER, _SMALL_NUMBER, 0x0004, 0x0204, 0x00D6, _CITED_TEXT, 0x0005, _BOOLERR, *_FORMULAS}
)
_RECORD = Struct("<HH")
_CELL = Struct("<HHH")
_MACRO_SHEETS = (1, 6)
_OWN_BOOKS = (b"\x01\x04", b"\x01\x3a")  # how a reference to the workbook itself, or to an add-in, is marked
_NO_FONT = 4  # fonts are numbered 0 to 3, 5, 6 …

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def scan_xls(data: bytes) -> BookScan:
    """The workbook's scan. Raises ValueError when the file's own tables lead nowhere."""
    try:
        stream, names = read_workbook_stream(data)
        book, starts, looks = _scan_globals(stream)
        if not book.encrypted:
            book.macros |= "_VBA_PROJECT_CUR" in names
            book.sheets = [_scan_sheet(stream, start, looks) for start in starts]
    except (error, IndexError) as reason:
        raise ValueError("not a whole compound file") from reason
    return book


class _Looks(NamedTuple):
    """What is struck through: the numbers of cell formats, and the shared texts that change their font."""

    formats: frozenset[int]
    texts: dict[int, Runs]


def _scan_globals(stream: bytes) -> tuple[BookScan, list[int], _Looks]:
    """What is true of the whole workbook, where each sheet's records begin, and what its fonts strike through."""
    book = BookScan()
    starts: list[int] = []
    fonts: list[bool] = []
    formats: list[int] = []
    texts: list[bytes] = []  # the record of shared texts, and those that continue it
    before = 0
    for kind, at, length in _records(stream, 0):
        if kind == _FILEPASS:
            book.encrypted = True
            break
        if kind == _TEXTS and unpack_from("<I", stream, at + 4)[0] > len(stream) // 3:
            raise ValueError("more texts than could stand in it")
        if kind == _TEXTS or (kind == _CONTINUED and before in (_TEXTS, _CONTINUED) and texts):
            texts.append(stream[at : at + length])
        elif kind == _BOUNDSHEET:
            starts.append(unpack_from("<I", stream, at)[0])
            book.macros |= stream[at + 5] in _MACRO_SHEETS
        elif kind == _EPOCH:
            book.from_1904 = stream[at : at + 2] == b"\x01\x00"
        elif kind == _FONT:
            fonts.append(bool(stream[at + 2] & 0x08))
        elif kind == _FORMAT:
            formats.append(unpack_from("<H", stream, at)[0])
        elif kind == _BOOK and length >= 4:
            # Which cells take their values from there stands in the formulas' own code, which is not read.
            book.links |= stream[at + 2 : at + 4] not in _OWN_BOOKS
        before = kind
    struck = frozenset(number + (number >= _NO_FONT) for number, is_struck in enumerate(fonts) if is_struck)
    struck_formats = frozenset(number for number, font in enumerate(formats) if font in struck)
    return book, starts, _Looks(struck_formats, read_rich_texts(texts, struck) if struck and texts else {})


def _scan_sheet(stream: bytes, start: int, looks: _Looks) -> SheetScan:
    scan = SheetScan()
    notes: dict[int, Place] = {}
    drawn: dict[int, str] = {}
    shape = 0
    for kind, at, length in _records(stream, start):
        if kind in _CELLS and length >= 6:
            _add_cell(stream, kind, at, length, scan, looks)
        elif kind == _SMALL_NUMBERS and length >= 6:
            _add_numbers(stream, at, length, scan, looks)
        elif kind == _DIMENSIONS:
            _check_dimensions(stream, at, length)
        elif kind == _ROW and length >= 16:
            if stream[at + 12] & 0x20:
                (row,) = unpack_from("<H", stream, at)
                scan.hidden_rows.append((row, row))
        elif kind == _COLINFO and length >= 10:
            if stream[at + 8] & 0x01:
                scan.hidden_columns.append(unpack_from("<HH", stream, at))
        elif kind == _MERGES and length >= 2:
            (count,) = unpack_from("<H", stream, at)
            for number in range(min(count, (length - 2) // 8)):
                top, bottom, left, right = unpack_from("<HHHH", stream, at + 2 + 8 * number)
                scan.merges.append((top, left, bottom, right))
        elif kind == _NOTE and length >= 8:
            row, column, _, number = unpack_from("<HHHH", stream, at)
            notes[number] = row, column
        elif kind == _DRAWN and length >= 8:
            (shape,) = unpack_from("<H", stream, at + 6)
        elif kind == _DRAWN_TEXT and length >= 12:
            drawn[shape] = _read_drawn_text(stream, at + length, unpack_from("<H", stream, at + 10)[0])
    scan.comments = sorted((place, drawn.get(number, "")) for number, place in notes.items())
    return scan


def _add_cell(stream: bytes, kind: int, at: int, length: int, scan: SheetScan, looks: _Looks) -> None:
    row, column, form = _CELL.unpack_from(stream, at)
    scan.mark(row, column)
    citing = kind == _CITED_TEXT and length >= 10
    runs = looks.texts.get(unpack_from("<I", stream, at + 6)[0]) if citing else None
    if runs is not None:
        scan.struck.extend(((row, column), words) for words in struck_words(runs, form in looks.formats))
    elif form in looks.formats:
        scan.struck.append(((row, column), None))
    if kind == _BOOLERR and length >= 8 and stream[at + 7] == 1:
        scan.errors[row, column] = _ERRORS.get(stream[at + 6], "#ERROR!")
    elif kind in _FORMULAS and length >= 14:
        # A formula's result that is not a number ends in FF FF and says in its first byte what it is; 2 is an error.
        if stream[at + 12 : at + 14] != b"\xff\xff":
            _add_doubtful(scan, (row, column), unpack_from("<d", stream, at + 6)[0])
        elif stream[at + 6] == 2:
            scan.errors[row, column] = _ERRORS.get(stream[at + 8], "#ERROR!")
    elif kind == _LARGE_NUMBER and length >= 14:
        _add_doubtful(scan, (row, column), unpack_from("<d", stream, at + 6)[0])
    elif kind == _SMALL_NUMBER and length >= 10:
        _add_doubtful(scan, (row, column), _read_small_number(stream, at + 6))


def _add_numbers(stream: bytes, at: int, length: int, scan: SheetScan, looks: _Looks) -> None:
    """Several numbers side by side: row, first column, then format and number of each, then the last column."""
    row, first = unpack_from("<HH", stream, at)
    count = (length - 6) // 6
    scan.mark(row, first, across=max(1, count))
    for number in range(count):
        place = at + 4 + 6 * number
        if unpack_from("<H", stream, place)[0] in looks.formats:
            scan.struck.append(((row, first + number), None))
        _add_doubtful(scan, (row, first + number), _read_small_number(stream, place + 2))


def _read_small_number(stream: bytes, at: int) -> float:
    """Thirty bits of a number: the upper ones of a float, or a whole number; bit 0 says that it was multiplied by 100."""
    (packed,) = unpack_from("<i", stream, at)
    upper = (packed & 0xFFFFFFFC).to_bytes(4, "little")
    value = float(packed >> 2) if packed & 2 else unpack("<d", bytes(4) + upper)[0]
    return float(value / 100 if packed & 1 else value)


def _add_doubtful(scan: SheetScan, place: Place, value: float) -> None:
    if is_doubtful(value):
        scan.numbers[place] = value


def _read_drawn_text(stream: bytes, at: int, characters: int) -> str:
    """The text of a shape, which stands in the records that continue it, each with its own mark of one or two bytes a character."""
    pieces = []
    for kind, start, length in _records(stream, at):
        if kind != _CONTINUED or characters <= 0 or length < 1:
            break
        width = 2 if stream[start] & 1 else 1
        content = stream[start + 1 : start + min(length, 1 + characters * width)]
        pieces.append(content.decode("utf-16-le" if width == 2 else "latin-1", "replace"))
        characters -= len(content) // width
    return "".join(pieces)


def _check_dimensions(stream: bytes, at: int, length: int) -> None:
    """The library reserves memory for the rectangle that a sheet says it has, so what the format cannot hold is refused."""
    first_row, rows, first_column, columns = unpack_from("<IIHH" if length >= 14 else "<HHHH", stream, at)
    if not (first_row <= rows <= _MOST_ROWS and first_column <= columns <= _MOST_COLUMNS):
        raise ValueError("a sheet larger than the format allows")


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Kind, start and length of each record's body, up to the end of the substream that begins at `at`."""
    while at + 4 <= len(stream):
        kind, length = _RECORD.unpack_from(stream, at)
        yield kind, at + 4, length
        if kind == _EOF:
            return
        at += 4 + length
