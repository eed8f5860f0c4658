"""What an export says of its own number of records. Enters: the tables of a file and how they are read. Leaves: an issue for every row
that states another number than was found.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from chronology.issues import issue
from chronology.model import Issue, Recognition, Table
from chronology.recognise.heading_rows import filled
from chronology.recognise.layout import row_words, say_row

SAMPLED_ROWS = 200
LONGEST_ADDEND = 5  # digits of minutes, miles or pounds; a longer number is one of a file


def compare_counts(tables: Sequence[Table], recognitions: Sequence[Recognition]) -> tuple[Issue, ...]:
    """An issue for every stated count that is not ours. The parts of a sheet are counted together, for the count may be of all."""
    sheets: dict[str | None, list[tuple[Table, Recognition]]] = {}
    for table, recognition in zip(tables, recognitions, strict=True):
        sheets.setdefault(table.sheet, []).append((table, recognition))
    return tuple(found for parts in sheets.values() for found in _compare(parts))


def _compare(parts: Sequence[tuple[Table, Recognition]]) -> list[Issue]:
    records, stated = [], []
    for table, recognition in parts:
        if not table.rows or len(recognition.not_records) == len(table.rows):
            continue
        records += [number for number in range(1, len(table.rows) + 1) if number not in recognition.not_records]
        for number, why in recognition.not_records.items():
            if (
                why in ("total", "title")
                and (count := _count_in(table.rows[number - 1], _may_add_up(table))) is not None
            ):
                stated.append((number, count, len(table.rows) - len(recognition.not_records)))
    found, before = [], 0
    for row, count, of_part in sorted(stated):
        so_far = bisect_left(records, row)
        # A count may be of the whole sheet, of its part, of all rows so far, or of those since the count before it.
        if count not in (len(records), of_part, so_far, so_far - before):
            detail = f"{count} stated, {so_far or len(records)} found"
            found.append(issue("record_count_differs", parts[0][0].source, parts[0][0].sheet, row, None, detail))
        before = so_far
    return found


def _count_in(row: Sequence[str], may_add_up: bool) -> int | None:
    """The number of records that a row states, where it states nothing else: `Rows: 12`, `12 records found`.

    `Total 12` in one cell counts the records too, unless the table holds a column of numbers that it `may_add_up`.
    """
    cells = filled(row)
    said, numbers = say_row(cells)
    counts = said in row_words().counts or (said in row_words().bare_counts and len(cells) == 1 and not may_add_up)
    return int(numbers[0]) if counts and len(numbers) == 1 else None


def _may_add_up(table: Table) -> bool:
    """Whether some column is one of short whole numbers, of which a total could be the sum."""
    rows = table.rows[:SAMPLED_ROWS]
    for index in range(max(map(len, rows), default=0)):
        cells = [cell for row in rows if index < len(row) and (cell := row[index].strip())]
        if sum(1 for cell in cells if len(cell) <= LONGEST_ADDEND and cell.isdigit()) * 2 > len(cells):
            return True
    return False
