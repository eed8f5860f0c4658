"""Enters: a sheet's rows as the library gave them, and its scan. Leaves: the rows completed, the remarks and issues of its cells.

What the library left blank is filled in by name, and what a person at the screen sees otherwise than the plain cells is remarked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from chronology.issues import issue
from chronology.model import Issue, Remark
from chronology.readers.sheet_scan import Place, SheetScan

Rows = list[tuple[str, ...]]

_FIRST_OF_LOST_DIGITS = 1e15  # a spreadsheet's number has fifteen digits
_BEFORE_THE_DAY_THAT_NEVER_WAS, _THE_DAY_THAT_NEVER_WAS = "1900-02-28", "1900-02-29"


def complete_cells(
    rows: Rows, scan: SheetScan, write_number: Callable[[float], str], named: str, sheet: str
) -> tuple[list[Remark], list[Issue]]:
    """Fills into `rows` the error texts and the numbers that are no dates; names them and the formulas without a value."""
    remarks: list[Remark] = []
    errors = {**scan.errors, **_find_hashes(rows)}
    for place, text in scan.errors.items():
        _write_cell(rows, place, text)
    mended = _mend_numbers(rows, scan, write_number)
    errors.update(mended)
    issues = [
        issue("error_cell", named, sheet, row + 1, detail=_name_columns(columns))
        for row, columns in _group_by_row(errors)
    ]
    issues += [
        issue("formula_without_value", named, sheet, row + 1, detail=_name_columns(columns))
        for row, columns in _group_by_row(scan.valueless)
    ]
    never = sorted(place for place in scan.numbers if _read_cell(rows, place).startswith(_THE_DAY_THAT_NEVER_WAS))
    issues += [issue("date_impossible", named, sheet, row + 1, detail=_name_columns([column])) for row, column in never]
    lost = sorted(place for place, value in scan.numbers.items() if abs(value) >= _FIRST_OF_LOST_DIGITS)
    if lost:
        columns = _name_columns(sorted({column for _, column in lost}))
        issues.append(
            issue("digits_lost", named, sheet, detail=f"{len(lost)} cells in {columns}, first row {lost[0][0] + 1}")
        )
    remarks += [Remark(row + 1, column, "error", text) for (row, column), text in errors.items()]
    remarks += [Remark(row + 1, column, "formula") for row, column in scan.valueless]
    return remarks, issues


def _find_hashes(rows: Rows) -> dict[Place, str]:
    """The cells of nothing but number signs: what a spreadsheet shows in a column too narrow, kept instead of the value."""
    suspects = (index for index, row in enumerate(rows) if "###" in "\0".join(row))
    return {
        (index, column): cell
        for index in suspects
        for column, cell in enumerate(rows[index])
        if len(cell.strip()) >= 3 and not cell.strip().strip("#")
    }


def _mend_numbers(rows: Rows, scan: SheetScan, write_number: Callable[[float], str]) -> dict[Place, str]:
    """Takes back the dates and times that the library made of numbers which are none; returns the ones below zero.

    Day 60 of 1900 is 29 February, which a spreadsheet shows and the calendar never had; it is kept as that text. What is below
    zero a spreadsheet shows as number signs; the number is kept.
    """
    below = {}
    for place, value in scan.numbers.items():
        text = _read_cell(rows, place)
        if text.startswith(_BEFORE_THE_DAY_THAT_NEVER_WAS) and 60 <= value < 61:
            rest = text.removeprefix(_BEFORE_THE_DAY_THAT_NEVER_WAS)
            _write_cell(rows, place, _THE_DAY_THAT_NEVER_WAS + rest)
        elif value < 0 and text and not text.startswith("-"):
            below[place] = write_number(value)
            _write_cell(rows, place, below[place])
    return below


def remark_beside(rows: Rows, scan: SheetScan, named: str, sheet: str) -> tuple[list[Remark], list[Issue]]:
    """What stands beside or upon the cells: notes, strike-through, hidden rows and columns."""
    remarks: list[Remark] = []
    outside = []
    for (row, column), text in scan.comments:
        if row < len(rows) and any(rows[row]):
            remarks.append(Remark(row + 1, column, "comment", text))
        else:
            outside.append(row)
    issues = [
        issue("text_outside_table", named, sheet, row + 1, detail="a note on a cell of an empty row")
        for row in sorted(set(outside))
    ]
    for (row, column), words in scan.struck:
        struck = _read_cell(rows, (row, column)) if words is None else words
        if struck.strip():
            remarks.append(Remark(row + 1, column, "struck", struck))
    hidden = [(first, min(last, len(rows) - 1)) for first, last in scan.hidden_rows if first < len(rows)]
    filled = sorted({row for first, last in hidden for row in range(first, last + 1) if any(rows[row])})
    remarks += [Remark(row + 1, -1, "hidden") for row in filled]
    if filled:
        issues.append(issue("rows_hidden", named, sheet, detail="row " + _name_ranges(filled)))
    width = max(map(len, rows), default=0)
    columns = sorted({one for first, last in scan.hidden_columns for one in range(first, min(last + 1, width))})
    columns = [column for column in columns if any(row[column] for row in rows if column < len(row))]
    if columns:
        issues.append(issue("rows_hidden", named, sheet, detail="column " + _name_ranges(columns)))
    return remarks, issues


def carry_merges(
    rows: Rows, merges: Iterable[tuple[int, int, int, int]], named: str, sheet: str
) -> tuple[list[Remark], list[Issue]]:
    """Writes the text of cells merged downwards into each lower row that holds something of its own; one remark a cell.

    Only the first column of a merge is carried, and no cell of a lower row that holds text is written over: such text is hidden
    beneath the merge and is named. Merges that overlap are damage; the upper one stands, so the work is at most one look a cell.
    """
    before = list(rows)
    carried: list[Remark] = []
    beneath: list[Place] = []
    free_from: dict[int, int] = {}
    for top, left, bottom, right in sorted(merges):
        last = min(bottom, len(rows) - 1)
        if last <= top or left >= len(before[top]) or top < free_from.get(left, 0) or not before[top][left]:
            continue
        free_from[left] = last + 1
        for row in range(top + 1, last + 1):
            cells = before[row]
            if left < len(cells) and cells[left]:
                beneath.append((row, left))
            elif any(cells[:left]) or any(cells[right + 1 :]):
                _write_cell(rows, (row, left), before[top][left])
                carried.append(Remark(row + 1, left, "merged", before[top][left]))
    issues = [
        issue("rows_hidden", named, sheet, row + 1, detail=f"{_name_columns(columns)} beneath a merged cell")
        for row, columns in _group_by_row(beneath)
    ]
    return carried, issues


def _read_cell(rows: Rows, place: Place) -> str:
    row, column = place
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""


def _write_cell(rows: Rows, place: Place, text: str) -> None:
    row, column = place
    if row >= len(rows):
        rows.extend([("",) * len(rows[0]) if rows else ()] * (row + 1 - len(rows)))
    cells = [*rows[row], *[""] * (column + 1 - len(rows[row]))]
    cells[column] = text
    rows[row] = tuple(cells)


def _group_by_row(places: Iterable[Place]) -> list[tuple[int, list[int]]]:
    by_row: dict[int, list[int]] = {}
    for row, column in sorted(places):
        by_row.setdefault(row, []).append(column)
    return list(by_row.items())


def _name_columns(columns: Sequence[int]) -> str:
    return "column " + ", ".join(str(column + 1) for column in columns)


def _name_ranges(numbers: Sequence[int]) -> str:
    """2, 5 to 9, 12: at most ten ranges, so that a filtered sheet does not fill the page."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    named = [str(first + 1) if first == last else f"{first + 1} to {last + 1}" for first, last in ranges[:10]]
    return ", ".join(named) + (f" and {len(ranges) - 10} more" if len(ranges) > 10 else "")
