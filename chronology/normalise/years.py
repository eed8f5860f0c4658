"""The year that stands over dates written without one: `2019` in a row of its own, `27/05` below it.

Enters: a table and how it is read. Leaves: for each record the year above it, and a date read with it. That a year was taken from
there is said of every such date; a row that names two years, or a year and a month, is believed by nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from msgspec.structs import replace

from chronology.dates import read_date
from chronology.model import Recognition, Table, When

LONGEST_YEAR_ROW = 30  # characters: `Year 2019`, `2019 (continued)`

_ONE_YEAR = re.compile(r"[^\d]*((?:19|20)\d\d)[^\d]*")
_DAY_AND_MONTH = re.compile(r"\d{1,2}([/.-])\d{1,2}[/.-]?|\d{1,2}(?:st|nd|rd|th)? (?:of )?[A-Za-z]{3,9}")


def years_above(table: Table, recognition: Recognition) -> list[tuple[int, int]]:
    """(row, year) of each row that is nothing but a year, in order; rows above the first record say nothing of it.

    A sheet whose name is a year stands for all of its rows.
    """
    sheet = _ONE_YEAR.fullmatch(table.sheet or "")
    found = [(0, int(sheet[1]))] if sheet else []
    for row, why in sorted(recognition.not_records.items()):
        if why == "title" and row >= recognition.first_row and row <= len(table.rows):
            cells = [cell.strip() for cell in table.rows[row - 1] if cell.strip()]
            match = _ONE_YEAR.fullmatch(cells[0]) if len(cells) == 1 and len(cells[0]) <= LONGEST_YEAR_ROW else None
            if match:
                found.append((row, int(match[1])))
    return found


def read_under_year(text: str, time: str, row: int, years: list[tuple[int, int]]) -> When | None:
    """The date of a day and a month with the year that stands above its row; None where either is missing."""
    place = bisect_left(years, (row, 0))
    match = _DAY_AND_MONTH.fullmatch(text.strip())
    if place == 0 or match is None:
        return None
    between = match[1] or " "
    when = read_date(f"{text.strip().rstrip('/.-')}{between}{years[place - 1][1]}", time)
    return replace(when, text=text) if when.precision == "day" else None
