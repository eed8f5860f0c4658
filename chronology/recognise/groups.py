"""Tables in which a line of its own says whom the records under it are about. Enters: a table. Leaves: one table a person.

`Patient: Miss Poppy Gray  DOB 12/02/2013`, alone in its row, above her records: each part has the headings of the whole and the
line as its title. What the columns mean is told later.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from chronology.model import Table
from chronology.people import tells_person
from chronology.recognise.heading_rows import find_headings
from chronology.recognise.layout import BY_NAME, LEAST_COLUMNS
from chronology.recognise.titles import agency_in, person_in

LONGEST_LINE = 120  # characters

Row = Sequence[str]


def cut_by_person(table: Table) -> tuple[Table, ...]:
    """The table as it is, or its parts where lines between the records say whom they are about, each with its line as its first row; a
    row of another part is blank in it.
    """
    lines = {position: named for position, row in enumerate(table.rows) if (named := _person_of_line(row))}
    headings = find_headings(table.rows) if lines else None
    if headings is None or len(headings.texts) < LEAST_COLUMNS:
        return (table,)
    starts = [position for position in lines if position >= headings.end]
    if not starts or any(_is_blank(table.rows[start + 1 : end]) for start, end in _stretches(starts, len(table.rows))):
        return (table,)
    told = tuple(line for row in table.rows[: headings.top] if agency_in([(line := "  ".join(filter(None, row)),)]))
    stretches = _stretches(starts, len(table.rows))
    parts = [
        replace(_part(table, start, end), headings=headings.texts, above=(*table.above, *told, lines[start]))
        for start, end in stretches
    ]
    if _is_blank(table.rows[headings.end : starts[0]]):
        parts[0] = replace(_part(table, 0, stretches[0][1]), above=parts[0].above)
    else:
        parts.insert(0, _part(table, 0, starts[0]))
    return tuple(parts)


def _person_of_line(row: Row) -> str:
    """The line as a title, where a row of one cell says whom what follows is about; else empty."""
    if row.count("") < len(row) - 1:
        return ""
    line = "".join(row).strip()
    if not line or len(line) > LONGEST_LINE:
        return ""
    if ":" in line and person_in([(line,)]):
        return line
    return f"{BY_NAME}{line}" if tells_person(line) else ""


def _stretches(starts: Sequence[int], end: int) -> list[tuple[int, int]]:
    return list(zip(starts, [*starts[1:], end], strict=True))


def _is_blank(rows: Sequence[Row]) -> bool:
    return not any(any(row) for row in rows)


def _part(table: Table, start: int, end: int) -> Table:
    rows: list[tuple[str, ...]] = [()] * start + list(table.rows[start:end])
    return replace(table, rows=rows, remarks=tuple(one for one in table.remarks if start < one.row <= end))
