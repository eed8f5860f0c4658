"""Which rows are no records. Enters: the rows of a table. Leaves: row numbers and reasons.

A row is taken for something other than a record only when the whole of it says so; in doubt it is a record. Where the headings
are is for `heading_rows`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from chronology.dates import read_date
from chronology.definitions import load_file, refuse_unknown, texts
from chronology.recognise.heading_rows import filled
from chronology.words import fold_words, heading_key, split_words

Row = Sequence[str]

LEAST_COLUMNS = 3  # of a table in which a row of one cell cannot be a record
LONGEST_SPAN = 30  # characters
LONGEST_GROUP = 60
BY_NAME = "Name: "  # put before a title that is nobody's label and a name
MOST_COUNTED = 4  # words of `Total hours of direct work: 8`

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?:\s?[/–-]\s?(?:\d\d|(?:19|20)\d\d))?(?!\d)")
_NUMBER = re.compile(r"\d[\d,.]*")


class RowWords(Struct, frozen=True):
    """rows.yaml: what totals and footers say, and the labels of a title block."""

    totals: frozenset[str]
    counts: frozenset[str]
    openings: tuple[str, ...]
    endings: tuple[str, ...]
    keys: frozenset[str]
    groups: frozenset[str]
    person_labels: frozenset[str]
    adult_labels: frozenset[str]
    detail_labels: frozenset[str]
    agency_labels: frozenset[str]
    author_labels: frozenset[str]
    span_words: frozenset[str]
    bare_counts: frozenset[str]


@cache
def row_words() -> RowWords:
    """The words of rows.yaml."""
    mapping = load_file(Path(__file__).with_name("rows.yaml"), "recognise/rows.yaml")
    refuse_unknown(mapping, RowWords.__struct_fields__)
    return RowWords(
        frozenset((*texts(mapping, "totals"), *texts(mapping, "counts"))),
        frozenset(texts(mapping, "counts")),
        tuple(texts(mapping, "openings")),
        tuple(texts(mapping, "endings")),
        frozenset(texts(mapping, "keys")),
        frozenset(texts(mapping, "groups")),
        frozenset(texts(mapping, "person_labels")),
        frozenset(texts(mapping, "adult_labels")),
        frozenset(texts(mapping, "detail_labels")),
        frozenset(texts(mapping, "agency_labels")),
        frozenset(texts(mapping, "author_labels")),
        frozenset(texts(mapping, "span_words")),
        frozenset(texts(mapping, "bare_counts")),
    )


def find_other_rows(
    rows: Sequence[Row],
    top: int | None,
    heading: int | None,
    first: int,
    narrative: frozenset[int],
    above: Sequence[str] = (),
) -> dict[int, str]:
    """Row number from 1 → why it is no record. `first` is the position of the first row that may be one, `top` that of the first
    row of headings, `heading` that of the row of them which pages repeat; `above`: the titles of the table that are no rows of it.
    """
    found: dict[int, str] = {}
    titles: set[tuple[str, ...]] = {(line.removeprefix(BY_NAME),) for line in above}
    lines = set()
    for position in range(first):
        cells = tuple(filled(rows[position]))
        if not cells:
            found[position + 1] = "blank"
        elif top is not None and position >= top:
            found[position + 1] = "heading"
            lines.add(cells)
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
            count = sum(map(bool, row))
            if count <= 4 and is_total(row, narrative):
                found[position + 1] = "total"
            elif (count == 1 and len(headings) >= LEAST_COLUMNS and (is_span(text) or is_group(text))) or (
                titles and count <= 8 and tuple(filled(row)) in titles
            ):
                found[position + 1] = "title"
            elif len(lines) > 1 and tuple(filled(row)) in lines:
                beside = (
                    found.get(position) == "repeated heading"
                )  # of headings of two rows, the row before was the other one
                if beside or _is_heading_next(rows, position, headings):
                    found[position + 1] = "repeated heading"
    if len(headings) >= LEAST_COLUMNS:
        for position in range(len(rows) - 1, first - 1, -1):
            if position + 1 not in found and not _is_ending(rows[position], narrative):
                break
            found.setdefault(position + 1, "total")
    return found


def _is_ending(row: Row, narrative: frozenset[int]) -> bool:
    """Whether a row below the last record is none: it counts the records, says that they end, or is a key to their codes."""
    cells = filled(row)
    place = next(index for index, cell in enumerate(row) if cell.strip())
    if place in narrative or place > 1:
        return False
    words = row_words()
    label, colon, _ = cells[0].partition(":")
    if (colon or len(cells) > 1) and fold_words(label) in words.keys:
        return not any(read_date(cell).first for cell in cells)
    if len(cells) > 1:
        return False
    said, _ = say_row(cells)
    counted = said.startswith("total ") and said.endswith(" N") and said.count(" ") <= MOST_COUNTED
    return counted or any(said == ending or said.startswith(ending + " ") for ending in words.endings)


def is_group(text: str) -> bool:
    """Whether a text, alone in its row, only says under which heading the records below it are filed: `Family: Lowe`."""
    label, colon, named = text.strip().partition(":")
    return bool(colon and named.strip()) and len(text) <= LONGEST_GROUP and fold_words(label) in row_words().groups


def is_span(text: str) -> bool:
    """Whether a text is a year, or a month of one, and nothing more: alone in its row, it parts the records."""
    if len(text) > LONGEST_SPAN or not _YEAR.search(text):
        return False
    bare = " ".join(word for word in text.strip(" :-–—.").split() if word.casefold() not in row_words().span_words)
    return bool(_YEAR.fullmatch(bare)) or read_date(bare).precision in ("month", "year")


def _is_heading_next(rows: Sequence[Row], position: int, headings: Sequence[str]) -> bool:
    return position + 1 < len(rows) and _repeats(rows[position + 1], headings)


def say_row(cells: Sequence[str]) -> tuple[str, list[str]]:
    """The words of a row with N for each number, and its whole numbers."""
    text = " ".join(cells).casefold()
    numbers = [number.rstrip(".,").replace(",", "") for number in _NUMBER.findall(text)]
    words = " ".join(_NUMBER.sub(" N ", word) for word in text.split())
    said = " ".join("N" if word == "n" else word for word in split_words(words))
    return said, [number for number in numbers if number.isascii() and number.isdigit() and len(number) <= 9]


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
    cells = filled(row)
    if not 1 <= len(cells) <= 4:
        return False
    said, _ = say_row(cells)
    if said in row_words().totals and said != "N":
        return True
    if len(cells) > 2:
        return False
    place = next(index for index, cell in enumerate(row) if cell.strip())
    if place in narrative and place > 0:
        return False
    return any(said == opening or said.startswith(opening + " ") for opening in row_words().openings)
