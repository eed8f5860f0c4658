"""Enters: the bytes of a delimited text file. Leaves: one Table, row for row as a spreadsheet program shows the file.

Comma, semicolon, tab or pipe, told by a vote; a rarer character only where the whole file speaks for it. Quotation marks that do
not close are `quotes`' trade. Which row is the heading is not decided here.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from chronology.dates.openings import opening_date
from chronology.issues import issue
from chronology.model import Issue, Table
from chronology.readers.decode import decode
from chronology.readers.quotes import LONGEST_CELL, mend_rows, suspect_rows

DELIMITERS = (",", ";", "\t", "|")
# These stand in ordinary text too: one of them delimits only where nearly every line has it equally often, headings among them.
RARE_DELIMITERS = ("^", "~", "¦", "§", ":")
RARE_LEAST = 0.9  # share of lines of one and the same width
VOTING_LINES = 1000  # enough to outweigh any title block
DIARY_LINES = 60  # enough to tell a diary from a table
HEAD = 1 << 20  # characters in which they are looked for

CONTROL_ROWS_NAMED = 20
CONTROLS = bytes(code for code in (*range(9), 11, 12, *range(14, 32), 127))  # without the tab and the line ends
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SEPARATOR_LINE = re.compile(r'"?sep=([,;\t|^~¦§:])"?(?:\r\n|\r|\n|\Z)', re.I)


def read_tables(data: bytes, named: str, container: str) -> tuple[str, list[Table], list[Issue]]:
    """The container, its one table (none if all cells are blank) and the issues met."""
    text, issues = decode(data, named)
    stated = _SEPARATOR_LINE.match(text)
    if stated:
        # Spreadsheet programs take this line as an instruction and do not show it as a row.
        text = text[stated.end() :]
    delimiter, width = vote_delimiter(text, stated.group(1) if stated else None)
    rows, opened = read_rows(text, delimiter, width)
    issues.extend(issue("unclosed_quote", named, row=row) for row in opened)
    if len(data.translate(None, CONTROLS)) < len(data):
        issues.extend(_name_controls(rows, named))
    if not any(cell and not cell.isspace() for row in rows for cell in row):
        return container, [], issues
    return container, [Table(named, None, rows)], issues


def read_rows(text: str, delimiter: str, width: int) -> tuple[list[tuple[str, ...]], list[int]]:
    """All rows, blank ones too, and the numbers of those in which a quotation mark opens that does not close."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows: list[tuple[str, ...]] = list(map(tuple, reader))
    except csv.Error:
        return mend_rows(_lines(text), delimiter, width)
    # More lines than rows: some cells hold line breaks. That is right for a narrative and wrong for a lost quotation mark.
    if reader.line_num != len(rows) and suspect_rows(_lines_without_ends(text), rows, delimiter, width):
        return mend_rows(_lines(text), delimiter, width)
    return rows, []


def _name_controls(rows: list[tuple[str, ...]], named: str) -> Iterator[Issue]:
    """An issue for each of the first rows that hold control characters, the last of them with the number of the others."""
    found = [row for row, cells in enumerate(rows, start=1) if any(map(_CONTROL.search, cells))]
    named_rows, others = found[:CONTROL_ROWS_NAMED], found[CONTROL_ROWS_NAMED:]
    for row in named_rows:
        detail = f"and {len(others)} rows below" if others and row == named_rows[-1] else ""
        yield issue("control_characters", named, row=row, detail=detail)


def vote_delimiter(text: str, stated: str | None = None) -> tuple[str, int]:
    """The delimiter and the usual number of cells in a row. `stated` settles the delimiter.

    Each candidate reads the head of the file; the one under which most records have one and the same width of two or more wins,
    so a title block or commas in a narrative cannot decide. A file without any delimiter is one column.
    """
    lines = _head_lines(text)
    best = (0.0, 0, "")
    for candidate in (*DELIMITERS, *RARE_DELIMITERS) if stated is None else (stated,):
        if candidate not in text:
            continue
        widths = [width for width in _widths(lines, candidate) if width]
        wide = Counter(width for width in widths if width > 1)
        if not wide:
            continue
        width, votes = max(wide.items(), key=lambda entry: (entry[1], entry[0]))
        split = wide.total() / len(widths)
        if stated is None and (split < 0.1 or (wide.total() == 1 and split < 0.5)):
            continue
        if stated is None and candidate in RARE_DELIMITERS:
            named = _names_columns(lines, candidate, width)
            if width < 3 or votes < 2 or votes < RARE_LEAST * len(widths) or not named:
                continue
        best = max(best, (votes / len(widths) + split / 2, width, candidate), key=lambda vote: vote[:2])
    if best[2] and not (stated is None and _is_diary(lines, best[2])):
        return best[2], best[1]
    # One column: split at a character that a text does not hold, so that a stray comma in a sentence does not cut it.
    unused = next(character for character in "\x1f\x1e\x1d\x1c\x01" if character not in text or character == "\x01")
    return stated or unused, 1


def _is_diary(lines: list[str], delimiter: str) -> bool:
    """Whether the lines are sentences that open with a date, which commas cut now here, now there."""
    filled = [line for line in lines[:DIARY_LINES] if line.strip()]
    cut = [line.split(delimiter) for line in filled]
    widths = Counter(len(cells) for cells in cut if _opens_sentence(cells[0]))
    regular = max(widths.values(), default=0)
    return widths.total() > 1 and widths.total() * 2 > len(filled) and regular * 5 < widths.total() * 4


def _opens_sentence(cell: str) -> bool:
    """Whether a cell is a date with words behind it."""
    dated = opening_date(cell)
    return bool(dated) and any(map(str.isalpha, cell[len(dated) :]))


def _names_columns(lines: list[str], delimiter: str, width: int) -> bool:
    """Whether the first line of the usual width holds no digit, as headings do: 10:15 is a time, not two columns."""
    first = next((line for line in lines if line.count(delimiter) + 1 == width), "0")
    return not any(character.isdigit() for character in first)


def _head_lines(text: str) -> list[str]:
    """The lines that vote. A line that the end of the head cuts is left out, unless there is no other."""
    lines = []
    for line in io.StringIO(text[:HEAD], newline=""):
        lines.append(line)
        if len(lines) == VOTING_LINES:
            return lines
    return lines[:-1] if len(text) > HEAD and len(lines) > 1 else lines


def _widths(lines: list[str], delimiter: str) -> list[int]:
    """The number of cells of each record; where a quotation mark does not close, reading starts again at the next line."""
    csv.field_size_limit(LONGEST_CELL)
    widths: list[int] = []
    start = 0
    while start < len(lines):
        reader = csv.reader(lines[start:], delimiter=delimiter, strict=True)
        read = 0
        try:
            for row in reader:
                read = reader.line_num
                widths.append(len(row))
            break
        except csv.Error:
            widths.append(lines[start + read].count(delimiter) + 1)
            start += read + 1
    return widths


def _lines(text: str) -> list[str]:
    """Physical lines with their ends. Not `str.splitlines`, which also breaks at form feeds and other characters of the text."""
    return list(io.StringIO(text, newline=""))


def _lines_without_ends(text: str) -> list[str]:
    """The same lines, faster where all end alike; a carriage return may be left at their ends."""
    return text.split("\n") if text.count("\r") == text.count("\r\n") else _lines(text)
