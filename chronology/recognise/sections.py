"""Tables as they stand in a file → tables of one shape each. Enters: the tables of one file. Leaves: tables and the issues met.

A sheet may hold several tables under each other; a form tells one record in many rows; a table may go on without its headings
on the next page. A part keeps the row numbers of the whole: the rows before it are blank in it. What columns mean is told later.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from chronology.issues import issue
from chronology.model import Issue, Table
from chronology.recognise.cells import look_at
from chronology.recognise.diaries import unfold_diary
from chronology.recognise.forms import align_forms, labels_of_several, unfold
from chronology.recognise.groups import cut_by_person
from chronology.recognise.heading_rows import (
    HeadingRows,
    filled,
    find_headings,
    headings_at,
    is_section_heading,
    is_value,
    rows_like_headings,
)
from chronology.recognise.layout import is_total
from chronology.recognise.titles import agency_in, person_in
from chronology.words import heading_key

MOST_TITLE_ROWS = 4  # directly above the headings of a table that stands under another one
SAMPLED_ROWS = 60
ALIKE = 0.5  # share of dates in a column, from which it is one of dates

Row = tuple[str, ...]


def arrange(tables: Sequence[Table]) -> tuple[tuple[Table, ...], tuple[Issue, ...]]:
    """The tables, each of one shape, in their order. Every row that may be a record is in exactly one of them."""
    arranged: list[Table] = []
    issues: list[Issue] = []
    forms: list[Table] = []
    shared = labels_of_several(tables)
    above: Table | None = None
    for table in tables:
        if table.headings is not None:
            arranged.append(table)
            continue
        form = unfold(table, shared)
        if form is not None:
            arranged.append(form)
            forms.append(form)
            above = None
            continue
        diary = unfold_diary(table)
        if diary is not None:
            arranged.append(diary)
            issues.append(issue("diary_layout", table.source, table.sheet))
            above = None
            continue
        parts = tuple(cut for part in divide(table) for cut in cut_by_person(part))
        if len(parts) > 1:
            rows = ", ".join(str(_first_row(part)) for part in parts)
            issues.append(issue("table_divided", table.source, table.sheet, detail=f"they begin in rows {rows}"))
        elif above is not None and (carried := _carried_on(table, above)):
            parts = (carried,)
            issues.append(issue("headings_carried", table.source, table.sheet))
        arranged += parts
        above = parts[-1]
    if forms:
        several = f"{len(forms)} tables of this file, {forms[0].sheet} the first" if len(forms) > 1 else ""
        issues.append(issue("form_layout", forms[0].source, None if several else forms[0].sheet, detail=several))
    aligned = align_forms(forms)
    return tuple(aligned.get(id(table), table) for table in arranged), tuple(issues)


def divide(table: Table) -> tuple[Table, ...]:
    """The tables that stand under each other in one, each with its own headings and the titles above it."""
    starts = _starts(table.rows)
    if len(starts) < 2:
        return (table,)
    ends = [*starts[1:], len(table.rows)]
    first = find_headings(table.rows[: ends[0]])
    told = _telling_lines(table.rows[: first.top]) if first else ()
    parts = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        start = 0 if number == 0 else start
        rows: list[Row] = [()] * start + list(table.rows[start:end])
        remarks = tuple(remark for remark in table.remarks if start < remark.row <= end)
        # What stands over the whole sheet holds for every part that does not say otherwise itself.
        above = table.above if number == 0 else (*table.above, *told)
        parts.append(replace(table, rows=rows, remarks=remarks, above=above))
    return tuple(parts)


def _starts(rows: Sequence[Row]) -> list[int]:
    """The positions where the parts of a table begin, titles above their headings included; the first is where records may begin."""
    found: list[int] = []
    current: HeadingRows | None = None
    for position in rows_like_headings(rows):
        if current is not None and position < current.end:
            continue
        if not is_section_heading(rows, position):
            continue
        headings = headings_at(rows, position)
        start = _with_titles(rows, headings.top, current.end if current else 0)
        if current is None:
            before = find_headings(rows[: headings.top])
            if before is not None and _has_records(rows[before.end : start]):
                found.append(before.top)
                current = before
        if current is not None:
            if _keys(headings) == _keys(current) and not _has_new_title(
                rows[start : headings.top], rows[found[-1] : current.top]
            ):
                continue  # the headings again, on a new page
            if not _has_records(rows[current.end : start]):
                if len(headings.texts) > len(current.texts):  # what was taken for headings was part of a title
                    found[-1:] = [start]
                    current = headings
                continue
        found.append(start)
        current = headings
    return found


def _keys(headings: HeadingRows) -> list[str]:
    return [heading_key(text) for text in headings.texts]


def _has_records(rows: Sequence[Row]) -> bool:
    """Whether a row among them can be a record: two cells or more, a value among them, and no label with its value."""
    for row in rows:
        cells = filled(row)
        if len(cells) > 1 and any(map(is_value, cells)) and not any(cell.endswith(":") for cell in cells):
            return True
    return False


def _with_titles(rows: Sequence[Row], top: int, first: int) -> int:
    """The position of the first of the title rows directly above the headings: one cell at the left, no total, no value."""
    start = top
    for position in range(top - 1, max(first, top - MOST_TITLE_ROWS) - 1, -1):
        cells = filled(rows[position])
        if not cells:
            continue
        if len(cells) > 1 or not rows[position][0].strip() or is_value(cells[0]) or is_total(rows[position]):
            break
        start = position
    return start


def _has_new_title(rows: Sequence[Row], before: Sequence[Row]) -> bool:
    """Whether a row among them is a title, and not one that stood above the headings before."""
    known = {tuple(filled(row)) for row in before}
    return any(filled(row) and not is_total(row) and tuple(filled(row)) not in known for row in rows)


def _telling_lines(rows: Sequence[Row]) -> tuple[str, ...]:
    """The title rows that say whom the whole sheet is about or who sends it, one line a row."""
    lines = ["  ".join(filled(row)) for row in rows if filled(row)]
    return tuple(line for line in lines if person_in([(line,)]) or agency_in([(line,)]))


def _first_row(table: Table) -> int:
    return next((number for number, row in enumerate(table.rows, 1) if filled(row)), 1)


def _carried_on(table: Table, above: Table) -> Table | None:
    """The table with the headings of the one before it, where it has none, is as wide and its dates stand in the same columns."""
    headings = above.headings
    first = 0
    if headings is None:
        found = find_headings(above.rows)
        if found is None:
            return None
        headings, first = found.texts, found.end
    rows = [row for row in table.rows if filled(row)]
    width = max((len(row) for row in rows), default=0)
    if not rows or width != len(headings) or width < 2 or find_headings(table.rows) is not None:
        return None
    before = [row for row in above.rows[first:] if filled(row)][:SAMPLED_ROWS]
    here, there = _date_columns(rows[:SAMPLED_ROWS], width), _date_columns(before, width)
    return replace(table, headings=tuple(headings)) if here and here == there else None


def _date_columns(rows: Sequence[Row], width: int) -> set[int]:
    return {index for index in range(width) if look_at(row[index] for row in rows if index < len(row)).date >= ALIKE}
