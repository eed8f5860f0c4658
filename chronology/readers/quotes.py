"""Quotation marks that do not pair. Enters: the physical lines of a delimited file. Leaves: its rows, with none swallowed.

A cell may hold line breaks inside quotation marks; a mark that was never closed looks the same and swallows the records below it.
They are told apart by the swallowed lines: a record reads as a record on its own, a line of a narrative does not.
"""

from __future__ import annotations

import csv
import re
from collections import Counter

Row = tuple[str, ...]

LONGEST_CELL = (1 << 31) - 1  # the largest limit the csv module takes on every system
MOST_LINES_IN_A_CELL = 2000
SAMPLE_LINES = 2000

_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")


def mend_rows(lines: list[str], delimiter: str, width: int) -> tuple[list[Row], list[int]]:
    """The rows of a damaged file, and the numbers of the rows in which a quotation mark opens that does not close.

    `width` is the usual number of cells. Such a row is read from its own line alone, and reading goes on at the next line.
    """
    shapes = _usual_shapes(lines, delimiter, width)
    rows: list[Row] = []
    opened: list[int] = []
    at = 0
    while at < len(lines):
        if '"' not in lines[at]:
            body = lines[at].rstrip("\r\n")
            rows.append(tuple(body.split(delimiter)) if body else ())
            at += 1
            continue
        row, taken, closed = _read_record(lines, at, delimiter, width, shapes)
        rows.append(row)
        if not closed:
            opened.append(len(rows))
        at += taken
    return rows, opened


def suspect_rows(lines: list[str], rows: list[Row], delimiter: str, width: int) -> bool:
    """Whether any row of several lines, in a file whose marks all pair, is made of lines that are records on their own.

    `rows` is what the csv module makes of the lines, which need not have their ends.
    """
    shapes = _usual_shapes(lines, delimiter, width)
    if not shapes:
        return False
    start = 0
    for row in rows:
        end = start + 1
        text = delimiter.join(row)
        if "\n" in text or "\r" in text:
            end += text.count("\n") + text.count("\r") - text.count("\r\n")
            in_order = len(row) == width or width < 4
            if _swallows(lines[start:end], delimiter, width, shapes, in_order):
                return True
        start = end
    return False


def _read_record(
    lines: list[str], at: int, delimiter: str, width: int, shapes: dict[int, str]
) -> tuple[Row, int, bool]:
    """The record that begins at line `at`, how many lines it takes, and whether its quotation marks close."""
    end = min(len(lines), at + MOST_LINES_IN_A_CELL)
    reader = csv.reader(map(lines.__getitem__, range(at, end)), delimiter=delimiter, strict=True)
    try:
        row = tuple(next(reader))
        taken = reader.line_num
        if taken == 1 or not _swallows(
            lines[at : at + taken], delimiter, width, shapes, len(row) == width or width < 4
        ):
            return row, taken, True
    except csv.Error:
        pass
    alone, closed = _read_line(lines[at], delimiter)
    if closed and len(alone) == width:
        return alone, 1, True
    # Marks inside a quoted narrative that nobody doubled: the cell ends at a mark with a delimiter or a line end behind it.
    loose = _read_loosely(lines, at, end, delimiter)
    if loose is not None:
        row, taken = loose
        span = lines[at : at + taken]
        if len(row) == width and (taken == 1 or not _swallows(span, delimiter, width, shapes, False)):
            return row, taken, True
    return alone, 1, closed


def _read_line(line: str, delimiter: str) -> tuple[Row, bool]:
    """One line on its own: its cells, and whether every mark that opens a cell also closes in it.

    A mark without its partner stands as a character of its cell.
    """
    body = line.rstrip("\r\n")
    if '"' not in body:
        return tuple(body.split(delimiter)), True
    cells: list[str] = []
    closed = True
    at = 0
    while True:
        quoted = _read_quoted(body, at, delimiter) if body.startswith('"', at) else None
        if quoted is not None:
            cell, at = quoted
        else:
            end = body.find(delimiter, at)
            end = len(body) if end < 0 else end
            cell = body[at:end]
            if cell.startswith('"') and cell.count('"') % 2:
                closed = False
            at = end
        cells.append(cell)
        if at >= len(body):
            return tuple(cells), closed
        at += 1


def _read_quoted(text: str, at: int, delimiter: str) -> tuple[str, int] | None:
    """The quoted cell that opens at `at` and where it ends, or None if no mark closes it. Single marks inside are kept."""
    pieces: list[str] = []
    start = at + 1
    seek = start
    while True:
        mark = text.find('"', seek)
        if mark < 0:
            return None
        after = text[mark + 1 : mark + 2]
        if after == '"':
            pieces.append(text[start : mark + 1])
            start = seek = mark + 2
        elif after in ("", delimiter, "\r", "\n"):
            pieces.append(text[start:mark])
            return "".join(pieces), mark + 1
        else:
            seek = mark + 1


def _read_loosely(lines: list[str], at: int, end: int, delimiter: str) -> tuple[Row, int] | None:
    """The record that begins at line `at` when quoted cells may run over several lines; None if one never closes."""
    cells: list[str] = []
    text = lines[at]
    taken = 1
    place = 0
    while True:
        if text.startswith('"', place):
            quoted = _read_quoted(text, place, delimiter)
            while quoted is None and at + taken < end:
                # Only a line with a mark in it can close the cell: join up to there before looking again.
                joined = [text]
                while at + taken < end:
                    joined.append(lines[at + taken])
                    taken += 1
                    if '"' in joined[-1]:
                        break
                text = "".join(joined)
                quoted = _read_quoted(text, place, delimiter)
            if quoted is None:
                return None
            cell, place = quoted
        else:
            stop = text.find(delimiter, place)
            stop = len(text.rstrip("\r\n")) if stop < 0 else stop
            cell = text[place:stop]
            place = stop
        cells.append(cell)
        if not text.startswith(delimiter, place):
            return tuple(cells), taken
        place += 1


def _swallows(span: list[str], delimiter: str, width: int, shapes: dict[int, str], in_order: bool) -> bool:
    """Whether the lines of one row are records that an open mark has swallowed.

    `in_order`: the marks pair and the row they make has the usual width, or the table is so narrow that a line of a narrative
    could pass for a record. Then every line must be a record to convict; otherwise one below the first is enough.
    """
    below = [_is_record(line, delimiter, width, shapes) for line in span[1:] if line.strip()]
    if in_order:
        return bool(below) and all(below) and len(_read_line(span[0], delimiter)[0]) == width
    return any(below)


def _is_record(line: str, delimiter: str, width: int, shapes: dict[int, str]) -> bool:
    """Whether the line reads as a record: the usual width, and most of its dates and numbers where the others have theirs."""
    if line.count(delimiter) + 1 < width:
        return False
    cells = _read_line(line, delimiter)[0]
    if len(cells) != width:
        return False
    later = [cell for cell in cells[1:] if cell]
    if later and all(cell.startswith(" ") for cell in later):
        return False  # people write a space behind a comma, programs do not
    written = [column for column in shapes if cells[column].strip()]
    return 2 * sum(_shape(cells[column]) == shapes[column] for column in written) > len(written)


def _usual_shapes(lines: list[str], delimiter: str, width: int) -> dict[int, str]:
    """Column → the shape its cells usually have, for columns with digits in them (dates, numbers): the mark of a record."""
    if width < 2:
        return {}
    counts = [Counter[str]() for _ in range(width)]
    records = 0
    for line in lines[:SAMPLE_LINES]:
        cells, closed = _read_line(line, delimiter)
        if closed and len(cells) == width:
            records += 1
            for count, cell in zip(counts, cells, strict=True):
                count[_shape(cell)] += 1
    usual = {}
    for column, count in enumerate(counts):
        for shape, times in count.most_common(1):
            if "9" in shape and times * 2 >= records:
                usual[column] = shape
    return usual


def _shape(cell: str) -> str:
    """Digits as 9, words as a: 03/04/2007 and 3/11/2007 have one shape. Long cells have none."""
    return _LETTERS.sub("a", _DIGITS.sub("9", cell.strip())) if len(cell) <= 40 else ""
