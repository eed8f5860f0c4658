"""Sheets → an Excel workbook: filters on, headings frozen, certain days as dates, numbers as numbers, and never a formula.

The same bytes every time: no clock, no author, members in one order. Characters that are not seen are shown, as in every format. It
is put together in memory: the other way would lay records' words in the system's folder for temporary files.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, BinaryIO

import xlsxwriter  # type: ignore[import-untyped]

from chronology.document import Content, Grid, Sheets
from chronology.errors import OutputError
from chronology.renderers.unseen import show_unseen

LONGEST_TEXT = (
    32_767  # UTF-16 units that a cell holds (Microsoft, "Excel specifications and limits"); xlsxwriter cuts silently
)
MOST_ROWS = 1_048_576  # of a sheet, the same source
FIRST_DAY = date(1900, 3, 1)  # before it the program counts a 29 February 1900 that never was
_MADE = datetime(2000, 1, 1)  # stands in the file's properties in place of the day of the run
_SETTINGS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_date_format": "dd/mm/yyyy",
}
_WIDEST = 90.0
_FITTING = 260.0  # characters across that can still be read on one page
_CUT_HEADINGS = ("Sheet", "Row", "Heading", "Characters in the whole text")

Cut = tuple[str, int, str, int]
"""A text that did not fit: its sheet, row and heading, and how many characters it has."""


def render(sheets: Sheets, stream: BinaryIO) -> None:
    """Writes the workbook. Raises OutputError where a sheet would have more rows than the format holds."""
    workbook = xlsxwriter.Workbook(stream, _SETTINGS)
    workbook.set_properties({"title": show_unseen(sheets.title), "created": _MADE})
    writer = _Writer(workbook, sheets.marking)
    for sheet in sheets.sheets:
        writer.write(sheet.name, sheet.grid)
    writer.write_cuts()
    workbook.close()


class _Writer:
    """Writes one sheet after the other; holds the cell formats and what had to be cut."""

    def __init__(self, workbook: Any, marking: str) -> None:
        top = {"valign": "top", "text_wrap": True}
        self.workbook, self.marking = workbook, show_unseen(marking).replace("&", "&&")
        self.text = workbook.add_format(top)
        self.day = workbook.add_format({"valign": "top", "num_format": "dd/mm/yyyy", "align": "left"})
        self.number = workbook.add_format({"valign": "top", "num_format": "0", "align": "left"})
        self.heading = workbook.add_format({**top, "bold": True, "bottom": 1, "bg_color": "#E7ECF1"})
        self.cuts: list[Cut] = []

    def write(self, name: str, grid: Grid) -> None:
        """One sheet with its headings in the first row."""
        if len(grid.rows) >= MOST_ROWS:
            raise OutputError(
                "there are more rows than a sheet of a workbook holds",
                f"sheet {name}",
                "choose fewer with --from, or write csv",
            )
        sheet = self.workbook.add_worksheet(name)
        self._lay_out(sheet, grid)
        for column, heading in enumerate(grid.headings):
            sheet.write_string(0, column, heading, self.heading)
        numeric = frozenset(grid.numeric)
        for number, row in enumerate(grid.rows, 1):
            for column, cell in enumerate(row.cells):
                if cell:
                    self._write_cell(sheet, (name, number, column), grid.headings, cell, column in numeric)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(grid.rows) + 1}"})  # an NHS number is no quantity

    def _lay_out(self, sheet: Any, grid: Grid) -> None:
        for column, width in enumerate(grid.shares or (20.0,) * len(grid.headings)):
            sheet.set_column(column, column, min(width, _WIDEST), self.text)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(grid.rows), len(grid.headings) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.repeat_rows(0)
        if sum(grid.shares) <= _FITTING:
            sheet.fit_to_pages(1, 0)
        else:
            sheet.repeat_columns(0)
            sheet.print_across()
        sheet.set_header(f"&C{self.marking}" if self.marking else "")
        sheet.set_footer(f"&L&A&C{self.marking}&R&P / &N")

    def _write_cell(
        self, sheet: Any, place: tuple[str, int, int], headings: Sequence[str], cell: Content, is_number: bool
    ) -> None:
        name, row, column = place
        if isinstance(cell, str):
            if is_number and cell.isascii() and cell.isdigit():
                sheet.write_number(row, column, int(cell), self.number)
                return
            text = show_unseen(cell)
        else:
            day = cell[0].day if len(cell) == 1 else None
            if day is not None and day >= FIRST_DAY:
                sheet.write_datetime(row, column, day, self.day)
                return
            text = show_unseen("".join(run.text for run in cell))
        whole = _units(text)
        if whole > LONGEST_TEXT:
            self.cuts.append((name, row + 1, headings[column], len(text)))
            text = _cut(text)
        sheet.write_string(row, column, text, self.text)

    def write_cuts(self) -> None:
        """A last sheet on texts that no cell can hold, if there are any."""
        if not self.cuts:
            return
        sheet = self.workbook.add_worksheet("Cut texts")
        sheet.set_column(0, 3, 24)
        said = (
            "A cell holds 32,767 characters at most. These texts are cut, and stand whole in the formats json and csv."
        )
        sheet.write_string(0, 0, said, self.heading)
        for column, heading in enumerate(_CUT_HEADINGS):
            sheet.write_string(1, column, heading, self.heading)
        for number, (name, row, heading, characters) in enumerate(self.cuts, 2):
            sheet.write_string(number, 0, name, self.text)
            sheet.write_number(number, 1, row, self.number)
            sheet.write_string(number, 2, heading, self.text)
            sheet.write_number(number, 3, characters, self.number)


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cut(text: str) -> str:
    """As much of a text as fits, with a mark that says so and how long the whole is."""
    mark = f"\n[cut here: the whole text has {len(text):,} characters; see the sheet Cut texts]"
    room = (LONGEST_TEXT - len(mark)) * 2
    return text.encode("utf-16-le", "surrogatepass")[:room].decode("utf-16-le", "ignore") + mark
