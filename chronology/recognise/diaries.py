"""Diaries → tables: lines of text that each open with a date, or stand under one. Enters: a table. Leaves: it unfolded, or None.

Each date begins a record; the lines up to the next one are its text, so that no line is lost. What stands above the first date is
the title. Forms and tables with headings are none of this module's business.
"""

from __future__ import annotations

from msgspec.structs import replace

from chronology.dates.openings import AROUND, opening_date
from chronology.model import Remark, Table
from chronology.recognise.heading_rows import filled

HEADINGS = ("Date", "Entry")
LEAST_ENTRIES = 2
ENOUGH_ENTRIES = (
    4  # so many dates make a diary, however long its entries; fewer must open half of the lines, or stand alone
)
MOST_TITLE_LINES = 12  # above the first date


def unfold_diary(table: Table) -> Table | None:
    """The diary as a table of date and entry, each record in the row of its date; None where the lines are none."""
    if table.headings is not None or any(len(filled(row)) > 1 for row in table.rows):
        return None
    lines = [(number, cells[0]) for number, row in enumerate(table.rows, 1) if (cells := filled(row))]
    openings = {number: opening for number, line in lines if (opening := opening_date(line))}
    if len(openings) < LEAST_ENTRIES:
        return None
    alone = all(openings[number] == line.strip(AROUND) for number, line in lines if number in openings)
    if len(openings) < ENOUGH_ENTRIES and len(openings) * 2 < len(lines) - 1 and not alone:
        return None
    first = min(openings)
    above = tuple(line for number, line in lines if number < first)
    if len(above) > MOST_TITLE_LINES:
        return None
    rows: list[tuple[str, ...]] = [()] * max(openings)
    begun = 0
    entry_of: dict[int, int] = {}
    for number, line in lines:
        if number in openings:
            begun = number
            rows[begun - 1] = (openings[number], line[len(openings[number]) :].lstrip(AROUND))
        elif begun:
            dated, text = rows[begun - 1]
            rows[begun - 1] = (dated, f"{text}\n{line}".strip())
        entry_of[number] = begun
    if not all(row[1] for row in rows if row):
        return None  # dates without a word: a list of days, and no diary
    remarks = tuple(_moved(remark, entry_of) for remark in table.remarks)
    return replace(table, rows=rows, headings=HEADINGS, remarks=remarks, above=(*table.above, *above))


def _moved(remark: Remark, entry_of: dict[int, int]) -> Remark:
    """A remark at the entry in which its line now stands; of a title it stays where it was."""
    entry = entry_of.get(remark.row, 0)
    return replace(remark, row=entry, column=1 if remark.column >= 0 else -1) if entry else remark
