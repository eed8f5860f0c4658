"""What the spreadsheet library does not tell of an Excel 97 workbook. Enters: its bytes. Leaves: one `SheetScan` per sheet, in order.

An .xls is a small file system (compound file, MS-CFB) that holds one stream of records (BIFF, MS-XLS). Only error cells, hidden
rows, notes and how far the cells reach are looked for; values are not read here.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct, error, unpack_from

from chronology.readers.sheet_scan import SheetScan

_NO_SECTOR = 0xFFFFFFFA  # this and above: end of chain, free, or a table's own sector
_SMALL_STREAM_BYTES = 4096
_STREAM_ENTRIES = (2, 5)  # a stream, the root
_BOUNDSHEET, _COLINFO, _EOF, _FILEPASS, _NOTE = 0x85, 0x7D, 0x0A, 0x2F, 0x1C
_TEXTS, _DIMENSIONS = 0xFC, 0x0200
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256  # the format's own limits
_BOOLERR, _FORMULAS, _ROW, _MULTIPLE_NUMBERS = 0x0205, (0x0006, 0x0206, 0x0406), 0x0208, 0xBD
# Records of one cell with a value: numbers, texts, truth values, formulas. All begin with row and column.
_CELLS = frozenset({0x0003, 0x0203, 0x027E, 0x0004, 0x0204, 0x00D6, 0x00FD, 0x0005, _BOOLERR, *_FORMULAS})
_RECORD = Struct("<HH")

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def scan_xls(data: bytes) -> tuple[list[SheetScan], bool, bool]:
    """The sheets' scans in the workbook's order, whether cells have notes, whether the workbook is encrypted.

    Raises ValueError when the file's own tables lead nowhere.
    """
    try:
        stream = _workbook_stream(data)
        starts: list[int] = []
        for kind, at, _ in _records(stream, 0):
            if kind == _FILEPASS:
                return [], False, True
            if kind == _TEXTS and unpack_from("<I", stream, at + 4)[0] > len(stream) // 3:
                raise ValueError("more texts than could stand in it")
            if kind == _BOUNDSHEET:
                starts.append(unpack_from("<I", stream, at)[0])
        scanned = [_scan_sheet(stream, start) for start in starts]
    except (error, IndexError) as reason:
        raise ValueError("not a whole compound file") from reason
    return [scan for scan, _ in scanned], any(noted for _, noted in scanned), False


def _scan_sheet(stream: bytes, start: int) -> tuple[SheetScan, bool]:
    scan = SheetScan()
    noted = False
    for kind, at, length in _records(stream, start):
        if kind in _CELLS and length >= 6:
            scan.mark(*unpack_from("<HH", stream, at))
        elif kind == _MULTIPLE_NUMBERS and length >= 6:
            row, column = unpack_from("<HH", stream, at)
            (last,) = unpack_from("<H", stream, at + length - 2)
            scan.mark(row, column, across=max(1, last - column + 1))
        elif kind == _DIMENSIONS:
            _check_dimensions(stream, at, length)
        if kind == _BOOLERR and length >= 8 and stream[at + 7] == 1:
            scan.errors[unpack_from("<HH", stream, at)] = _ERRORS.get(stream[at + 6], "#ERROR!")
        elif kind in _FORMULAS and length >= 14 and stream[at + 12 : at + 14] == b"\xff\xff" and stream[at + 6] == 2:
            # A formula's result that is not a number ends in FF FF and says in its first byte what it is; 2 is an error.
            scan.errors[unpack_from("<HH", stream, at)] = _ERRORS.get(stream[at + 8], "#ERROR!")
        elif kind == _ROW and length >= 16:
            scan.hidden_rows |= bool(stream[at + 12] & 0x20)
        elif kind == _COLINFO and length >= 10:
            scan.hidden_rows |= bool(stream[at + 8] & 0x01)
        elif kind == _NOTE:
            noted = True
    return scan, noted


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


def _workbook_stream(data: bytes) -> bytes:
    shift, small_shift = unpack_from("<HH", data, 30)
    if not 7 <= shift <= 16 or not 2 <= small_shift <= shift:
        raise ValueError("sectors of no known size")
    directory_start, small_table_start, more_start = (unpack_from("<I", data, at)[0] for at in (48, 60, 68))
    size = 1 << shift

    def sector(number: int) -> bytes:
        return data[(number + 1) << shift : (number + 2) << shift]

    table_sectors = list(unpack_from("<109I", data, 76))
    seen = 0
    while more_start < _NO_SECTOR and seen <= len(data) >> shift:
        numbers = unpack_from(f"<{size // 4}I", sector(more_start))
        table_sectors.extend(numbers[:-1])
        more_start = numbers[-1]
        seen += 1
    table = _numbers(b"".join(sector(number) for number in table_sectors if number < _NO_SECTOR))
    directory = b"".join(sector(number) for number in _chain(table, directory_start))
    root_start, (start, length) = _find_entry(directory, len(data))
    if length >= _SMALL_STREAM_BYTES:
        return b"".join(sector(number) for number in _chain(table, start))[:length]
    small_table = _numbers(b"".join(sector(number) for number in _chain(table, small_table_start)))
    small = b"".join(sector(number) for number in _chain(table, root_start))
    pieces = (small[number << small_shift : (number + 1) << small_shift] for number in _chain(small_table, start))
    return b"".join(pieces)[:length]


def _find_entry(directory: bytes, largest: int) -> tuple[int, tuple[int, int]]:
    """Where the container of small streams begins, and the start and length of the workbook's stream.

    A length beyond the file is refused for every entry, because the library reserves whatever the entry asks for.
    """
    found = None
    for at in range(0, len(directory) - 127, 128):
        name_bytes, kind = unpack_from("<HB", directory, at + 64)
        start, length = unpack_from("<IQ", directory, at + 116)
        if kind in _STREAM_ENTRIES and length > largest:
            raise ValueError("a stream longer than the file")
        name = directory[at : at + max(name_bytes - 2, 0)].decode("utf-16-le", "replace")
        if found is None and name.lower() in ("workbook", "book"):
            found = (start, length)
    if found is None:
        raise ValueError("no workbook inside")
    return unpack_from("<I", directory, 116)[0], found


def _numbers(content: bytes) -> tuple[int, ...]:
    return unpack_from(f"<{len(content) // 4}I", content)


def _chain(table: tuple[int, ...], number: int) -> Iterator[int]:
    """The sectors of one stream. A chain longer than its table runs in a circle."""
    for _ in range(len(table)):
        if number >= _NO_SECTOR:
            return
        yield number
        number = table[number]
    if number < _NO_SECTOR:
        raise ValueError("sectors in a circle")
