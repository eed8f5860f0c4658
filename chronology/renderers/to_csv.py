"""Sheet → CSV: one line a row, as spreadsheet programs and scripts both read it.

UTF-8 with a byte order mark: without one Excel takes the file for Windows-1252 and garbles every accented name without a word, while
a script that does not expect the mark meets it in the first heading and is heard of at once (Python: `encoding="utf-8-sig"`). Lines
end as RFC 4180 has them; a line break within a cell is a line feed. Texts are whole, however long.

No cell can be run as a formula: where the first character that is not white space is one of = + - @ or its full-width twin, where
a cell begins with a tab or a line break, and where it begins with an apostrophe, one apostrophe is put before it. So that is undone
without a doubt: a cell that begins with an apostrophe loses it, and no other cell was changed.
"""

from __future__ import annotations

import csv
import io
import re
from typing import BinaryIO

from chronology.document import Content, Sheet
from chronology.renderers.unseen import show_unseen

_BOM = b"\xef\xbb\xbf"
_RUNS = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n']")
_LINES = 500  # written at once


def render(sheet: Sheet, stream: BinaryIO) -> None:
    """Writes the sheet, its headings in the first line."""
    grid = sheet.grid
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    stream.write(_BOM)
    writer.writerow(map(_safe, grid.headings))
    for start in range(0, len(grid.rows), _LINES):
        writer.writerows([[_safe(_plain(cell)) for cell in row.cells] for row in grid.rows[start : start + _LINES]])
        stream.write(text.getvalue().encode())
        text.seek(0)
        text.truncate()
    stream.write(text.getvalue().encode())


def _plain(cell: Content) -> str:
    """A certain day as ISO, every other text as it stands."""
    if isinstance(cell, str):
        return cell
    if len(cell) == 1 and cell[0].day is not None:
        return cell[0].day.isoformat()
    return "".join(run.text for run in cell)


def _safe(cell: str) -> str:
    shown = show_unseen(cell)
    return f"'{shown}" if _RUNS.match(shown) else shown
