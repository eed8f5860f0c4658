"""Where the headings are and which rows are no records. Enters: the rows of a table. Leaves: positions and reasons.

A row is taken for something other than a record only when the whole of it says so; in doubt it is a record.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from chronology.dates import looks_like_date
from chronology.definitions import load_file, refuse_unknown, texts
from chronology.recognise.headings import ideas_of, read_heading
from chronology.words import heading_key, split_words

SEARCHED_ROWS = 40
KNOWN_QUALITY = 0.7
LONGEST_HEADING = 80  # characters
ROWS_BELOW = 5

Row = Sequence[str]

_NUMBER = re.compile(r"\d[\d,.]*")
_VALUE = re.compile(r"^(?:[£$€]?\d[\d,.: ]*|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})$", re.IGNORECASE)


class RowWords(Struct, frozen=True):
    """rows.yaml: what totals and footers say, and the labels of a title block."""

    totals: frozenset[str]
    openings: tuple[str, ...]
    person_labels: frozenset[str]
    detail_labels: frozenset[str]
    agency_labels: frozenset[str]


@cache
def row_words() -> RowWords:
    """The words of rows.yaml."""
    mapping = load_file(Path(__file__).with_name("rows.yaml"), "recognise/rows.yaml")
    refuse_unknown(mapping, RowWords.__struct_fields__)
    return RowWords(
        frozenset(texts(mapping, "totals")),
        tuple(texts(mapping, "openings")),
        frozenset(texts(mapping, "person_labels")),
        frozenset(texts(mapping, "detail_labels")),
        frozenset(texts(mapping, "agency_labels")),
    )


def find_heading_row(rows: Sequence[Row]) -> int | None:
    """The position of the heading row among the first rows, or None where the table has none."""
    if all(len(row) < 2 for row in rows):
        return _find_lone_heading(rows)
    best, best_score = None, 0.0
    searched = rows[:SEARCHED_ROWS]
    for position, row in enumerate(searched):
        score = _heading_score(row, rows[position + 1 : position + 1 + ROWS_BELOW])
        if score > best_score:
            best, best_score = position, score
    if best is not None:
        return best
    return next(
        (i for i, row in enumerate(searched) if _stands_over_values(row, rows[i + 1 : i + 1 + 2 * ROWS_BELOW])), None
    )


def _filled(row: Row) -> list[str]:
    return [cell.strip() for cell in row if cell and not cell.isspace()]


def _is_value(cell: str) -> bool:
    return len(cell) > LONGEST_HEADING or bool(_VALUE.match(cell)) or looks_like_date(cell)


def _heading_score(row: Row, below: Sequence[Row]) -> float:
    """How much a row reads like headings: known ones, no values among them, rows of its shape below."""
    cells = _filled(row)
    if len(cells) < 2 or any(_is_value(cell) for cell in cells):
        return 0.0
    named = set(cells)
    known = sum(1 for cell in named if any(one.quality >= KNOWN_QUALITY for one in read_heading(cell)))
    labels = sum(1 for cell in cells if cell.endswith(":"))
    if labels < len(cells):
        known -= labels  # a label with its value beside it belongs to a title block
    if known < 2 or known * 3 < len(named) or len(named) * 2 < len(cells):
        return 0.0
    under = [_filled(one) for one in below]
    shaped = sum(1 for one in under if len(one) * 2 >= len(cells))
    dated = any(looks_like_date(cell) for one in under for cell in one)
    return known + 0.25 * len(cells) + (2.0 if shaped else 0.0) + (1.0 if dated else 0.0)


def _find_lone_heading(rows: Sequence[Row]) -> int | None:
    """The heading of a file of one column: its first line, where that is nothing but a known heading."""
    first = next((position for position, row in enumerate(rows) if _filled(row)), None)
    if first is None or not any(one.quality == 1 for one in read_heading(rows[first][0].strip())):
        return None
    return first if not _is_value(rows[first][0].strip()) else None


def _stands_over_values(row: Row, below: Sequence[Row]) -> bool:
    """Whether a row of short words stands over rows in which the same columns hold dates or numbers."""
    cells = _filled(row)
    under = [one for one in below if _filled(one)]
    if (
        len(cells) < 2
        or not under
        or any(_is_value(cell) or len(cell) > 40 for cell in cells)
        or len(set(cells)) < len(cells)
    ):
        return False
    if len(cells) < max(len(_filled(one)) for one in under):
        return False
    for index, cell in enumerate(row):
        values = [one[index].strip() for one in under if index < len(one) and one[index].strip()]
        if cell.strip() and values and sum(map(_is_value, values)) * 10 >= 7 * len(values):
            return True
    return False


def is_second_heading(row: Row) -> bool:
    """Whether the row under the headings only says how to fill the columns in: `dd/mm/yyyy`, `(Y/N)`."""
    cells = _filled(row)
    words = [word for cell in cells for word in split_words(cell)]
    if not words or any(ideas_of(cell)[0] for cell in cells):
        return False
    return all(ideas_of(cell) == ((), 0) for cell in cells) and not any(
        character.isdigit() for cell in cells for character in cell
    )


def find_other_rows(rows: Sequence[Row], heading: int | None, first: int, narrative: frozenset[int]) -> dict[int, str]:
    """Row number from 1 → why it is no record. `first` is the position of the first row that may be one."""
    found: dict[int, str] = {}
    titles = set()
    for position in range(first):
        cells = tuple(_filled(rows[position]))
        if not cells:
            found[position + 1] = "blank"
        elif heading is not None and position >= heading:
            found[position + 1] = "heading"
        else:
            found[position + 1] = "title"
            titles.add(cells)
    headings = [cell.strip().casefold() for cell in rows[heading]] if heading is not None else []
    while headings and not headings[-1]:
        headings.pop()
    opening = next((index for index, cell in enumerate(headings) if cell), 0)
    opening_text = headings[opening] if headings else None
    for position in range(first, len(rows)):
        row = rows[position]
        text = "".join(row)
        if not text or text.isspace():
            found[position + 1] = "blank"
        elif (
            opening_text
            and len(row) > opening
            and row[opening].strip().casefold() == opening_text
            and _repeats(row, headings)
        ):
            found[position + 1] = "repeated heading"
        elif len(text) < 200:
            filled = sum(map(bool, row))
            if filled <= 4 and is_total(row, narrative):
                found[position + 1] = "total"
            elif titles and filled <= 8 and tuple(_filled(row)) in titles:
                found[position + 1] = "title"
    return found


def _repeats(row: Row, headings: Sequence[str]) -> bool:
    cells = [cell.strip().casefold() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    if cells == headings:
        return True
    named = [(cell, heading) for cell, heading in zip(cells, headings, strict=False) if heading]
    same = sum(1 for cell, heading in named if heading_key(cell) == heading_key(heading))
    return len(named) > 2 and same * 5 >= len(headings) * 4


def is_total(row: Row, narrative: frozenset[int] = frozenset()) -> bool:
    """Whether a row is a total, a count, a page number or a printing note. `narrative`: the columns that hold text."""
    cells = _filled(row)
    if not 1 <= len(cells) <= 4:
        return False
    words = " ".join(_NUMBER.sub(" N ", word) for cell in cells for word in cell.casefold().split())
    said = " ".join("N" if word == "n" else word for word in split_words(words))
    if said in row_words().totals and said != "N":
        return True
    if len(cells) > 2:
        return False
    place = next(index for index, cell in enumerate(row) if cell.strip())
    if place in narrative and place > 0:
        return False
    return any(said == opening or said.startswith(opening + " ") for opening in row_words().openings)
