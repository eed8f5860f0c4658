"""Descriptions → pages. Enters: the description of one export. Leaves: its pages, cell for cell, with the truth of every record.

How a page becomes a file of some kind is for `containers`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from tests.evaluation.unseen_exports.cells import Cell, Column, Value, name_part, write_cell
from tests.evaluation.unseen_exports.people import EARLIEST, LATEST, Child, Contact, invent_children, invent_contacts

FOLDER = Path(__file__).parent
GROUP = " > "


class Record(Struct, frozen=True):
    """What one record truly says. `first` and `last` are the rows it stands in, from 1."""

    first: int
    last: int
    cells: tuple[Cell, ...]  # one a column


class Page(Struct):
    """One sheet: `grid` as a person sees it, `merges` as (first row, first column, last row, last column) from 0."""

    sheet: str
    columns: tuple[Column, ...]
    grid: list[list[Value]]
    records: list[Record]
    merges: list[tuple[int, int, int, int]]
    above: int = 0  # rows of the title block


class Export(Struct, frozen=True):
    """An export before it is written. `asked` where the tool must ask which of day and month comes first."""

    name: str
    write: str
    form: bool
    asked: bool
    pages: tuple[Page, ...]


def describe(which: str, seed: int) -> Iterator[Export]:
    """The exports of `dev` or `held_out`, the same for the same seed."""
    described = yaml.safe_load((FOLDER / f"{which}.yaml").read_text(encoding="utf-8"))["exports"]
    for description in described:
        chance = random.Random(f"{seed} {description['name']}")
        yield _export(description, chance)


def _export(description: dict[str, Any], chance: random.Random) -> Export:
    year = chance.randint(EARLIEST, LATEST)
    children = invent_children(chance, description.get("people", 1), year)
    parts = description.get("pages", [{**description, "sheet": "Sheet1"}])
    form = description.get("layout") == "form"
    pages = [_page(part, children, year, chance, form) for part in parts]
    return Export(description["name"], description["write"], form, description.get("order") == "asked", tuple(pages))


def _page(part: dict[str, Any], children: list[Child], year: int, chance: random.Random, form: bool) -> Page:
    columns = tuple(_column(line) for line in part["columns"])
    contacts = invent_contacts(chance, children, part["records"], year)
    page = Page(part["sheet"], columns, [], [], [])
    known = {
        "child": f"{children[0].forename} {children[0].surname}",
        "born": f"{children[0].born:%d %b %Y}",
        "nhs": children[0].nhs_number,
        "count": str(len(contacts)),
    }
    page.grid += [[str(cell).format(**known) for cell in row] for row in part.get("above", [])]
    page.above = len(page.grid)
    if form:
        _add_forms(page, contacts, chance)
    else:
        _add_table(page, part, contacts, chance)
    page.grid += [[str(cell).format(**known) for cell in row] for row in part.get("below", [])]
    return page


def _column(line: str) -> Column:
    heading, fields, how = line.split(" | ")
    return Column("" if heading == "-" else heading.replace("⏎", "\n"), tuple(fields.split(", ")), how)


def _headings(page: Page) -> list[list[Value]]:
    """One row of headings, or two where some of them stand in groups; the groups are merged over their columns."""
    groups = [column.heading.rpartition(GROUP)[0] for column in page.columns]
    own: list[Value] = [column.heading.rpartition(GROUP)[2] for column in page.columns]
    if not any(groups):
        return [own]
    top = len(page.grid)
    over: list[Value] = []
    for place, group in enumerate(groups):
        follows = place > 0 and group and groups[place - 1] == group
        over.append("" if follows else group)
        if group and not follows:
            width = sum(1 for other in groups[place:] if other == group)
            page.merges.append((top, place, top, place + width - 1))
    return [over, own]


def _add_table(page: Page, part: dict[str, Any], contacts: list[Contact], chance: random.Random) -> None:
    headings = _headings(page) if part.get("heading") != "none" else []
    page.grid += headings
    carried = next((place for place, column in enumerate(page.columns) if column.heading == part.get("carry")), None)
    seen: set[tuple[Value, ...]] = set()
    previous: Contact | None = None
    follows = 0
    for number, contact in enumerate(contacts):
        if part.get("repeat") and number and number % part["repeat"] == 0:
            page.grid += headings
        if part.get("section") == "year" and (previous is None or previous.happened.year != contact.happened.year):
            page.grid.append([str(contact.happened.year), *[""] * (len(page.columns) - 1)])
        carries = carried is not None and previous is not None and follows < 2 and chance.random() < 0.4
        cells = _cells(page.columns, contact, chance, seen)
        if carries and carried is not None:
            cells[carried] = page.records[-1].cells[carried]
            follows += 1
        else:
            follows = 0
        row = [cell.value for cell in cells]
        if carries and carried is not None:
            row[carried] = ""
            _merge_down(page, carried)
        page.grid.append(row)
        page.records.append(Record(len(page.grid), len(page.grid), tuple(cells)))
        previous = contact


def _merge_down(page: Page, column: int) -> None:
    """The cell about to be written under the last one belongs to the cell above."""
    below = len(page.grid)
    for place, (first_row, first_column, last_row, last_column) in enumerate(page.merges):
        if first_column == last_column == column and last_row == below - 1:
            page.merges[place] = (first_row, column, below, column)
            return
    page.merges.append((below - 1, column, below, column))


def _add_forms(page: Page, contacts: list[Contact], chance: random.Random) -> None:
    """A block of `label, value` rows for each contact, a blank row between two blocks."""
    seen: set[tuple[Value, ...]] = set()
    for contact in contacts:
        cells = _cells(page.columns, contact, chance, seen)
        first = len(page.grid) + 1
        page.grid += [[column.heading, cell.value] for column, cell in zip(page.columns, cells, strict=True)]
        page.records.append(Record(first, len(page.grid), tuple(cells)))
        page.grid.append([])


def _cells(
    columns: tuple[Column, ...], contact: Contact, chance: random.Random, seen: set[tuple[Value, ...]]
) -> list[Cell]:
    """The cells of a record unlike every other record: two alike would rightly count as one."""
    while True:
        cells = []
        for column in columns:
            cell = write_cell(column, contact, chance)
            if column.field in ("forename", "surname") and column.how.startswith("plain"):
                cell = Cell(name_part(column.field, column.how, contact), people=cell.people)
            cells.append(cell)
        values = tuple(cell.value for cell in cells)
        if values not in seen:
            seen.add(values)
            return cells


def as_text(value: Value) -> str:
    """A value in a file that holds nothing but text."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y %H:%M}" if hasattr(value, "hour") else f"{value:%d/%m/%Y}"
    return value if isinstance(value, str) else str(value)
