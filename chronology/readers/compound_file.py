"""Enters: the bytes of a compound file (MS-CFB), the small file system inside an .xls. Leaves: its workbook stream, and its names."""

from __future__ import annotations

from collections.abc import Iterator
from struct import unpack_from

_NO_SECTOR = 0xFFFFFFFA  # this and above: end of chain, free, or a table's own sector
_SMALL_STREAM_BYTES = 4096
_STREAM_ENTRIES = (2, 5)  # a stream, the root


def read_workbook_stream(data: bytes) -> tuple[bytes, frozenset[str]]:
    """The stream of an Excel 97 workbook, and the names of everything in the file.

    Raises ValueError, IndexError or struct.error when the file's own tables lead nowhere.
    """
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
    root_start, (start, length), names = _find_entry(directory, len(data))
    if length >= _SMALL_STREAM_BYTES:
        return b"".join(sector(number) for number in _chain(table, start))[:length], names
    small_table = _numbers(b"".join(sector(number) for number in _chain(table, small_table_start)))
    small = b"".join(sector(number) for number in _chain(table, root_start))
    pieces = (small[number << small_shift : (number + 1) << small_shift] for number in _chain(small_table, start))
    return b"".join(pieces)[:length], names


def _find_entry(directory: bytes, largest: int) -> tuple[int, tuple[int, int], frozenset[str]]:
    """Where the container of small streams begins, the start and length of the workbook's stream, and all names.

    A length beyond the file is refused for every entry, because the library reserves whatever the entry asks for.
    """
    found = None
    names = set()
    for at in range(0, len(directory) - 127, 128):
        name_bytes, kind = unpack_from("<HB", directory, at + 64)
        start, length = unpack_from("<IQ", directory, at + 116)
        if kind in _STREAM_ENTRIES and length > largest:
            raise ValueError("a stream longer than the file")
        name = directory[at : at + max(name_bytes - 2, 0)].decode("utf-16-le", "replace")
        names.add(name)
        if found is None and name.lower() in ("workbook", "book"):
            found = (start, length)
    if found is None:
        raise ValueError("no workbook inside")
    return unpack_from("<I", directory, 116)[0], found, frozenset(names)


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
