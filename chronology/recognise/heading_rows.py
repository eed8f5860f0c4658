"""Which rows hold the headings, and what each column's heading is. Enters: the rows of a table. Leaves: a `HeadingRows`, or None.

A heading may stand in one row, be completed by the row below it, or stand under the heading of a group of columns. Which rows
are no records is for `layout`; what a heading means for `headings`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from msgspec import Struct

from chronology.dates import looks_like_date
from chronology.dates.openings import opening_date
from chronology.recognise.headings import date_words, ideas_of, means_date, read_heading
from chronology.words import heading_key, split_words

SEARCHED_ROWS = 40  # from the top, looked at one by one; a title block is rarely longer
MOST_SEARCHED_ROWS = 2000  # beyond them, only rows that look like headings at a glance
KNOWN_QUALITY = 0.7
SURE_QUALITY = 0.95
LONGEST_HEADING = 80  # characters
LONGEST_GROUP = 60  # characters of the heading of a group of columns, or of the end of a heading in a second row
ROWS_BELOW = 5
LONGEST_ROW = 900  # characters of a row of headings
# What a group of columns may say of each of them, whatever they say themselves: whose they are, or which of two dates.
_OF_WHOM = frozenset(
    ("child", "adult", "staff", "subject", "elsewhere", "particulars", "recorded", "modified", "start", "end", "birth")
)

_JOINING = (["of"], ["by"], ["for"], ["with"], ["and"], ["or"], ["the"], ["to"], ["from"], ["at"])

Row = Sequence[str]

_VALUE = re.compile(r"^(?:[£$€]?\d[\d,.: ]*|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})$", re.IGNORECASE)
_THREE_DIGITS = re.compile(r"\d\D*\d\D*\d")
_DIGIT = re.compile(r"\d")


class HeadingRows(Struct, frozen=True):
    """The rows from `top` to `end` (exclusive) hold the headings, `position` the most telling of them; `texts` is one a column."""

    top: int
    position: int
    end: int
    texts: tuple[str, ...]


def find_headings(rows: Sequence[Row]) -> HeadingRows | None:
    """The headings of a table, or None where it has none."""
    position = find_heading_row(rows)
    return None if position is None else headings_at(rows, position)


def headings_at(rows: Sequence[Row], position: int) -> HeadingRows:
    """The headings whose row stands at `position`, together with the rows above and below it that belong to them."""
    texts = [cell.strip() for cell in rows[position]]
    top, end = position, position + 1
    if position and (grouped := _under_groups(rows[position - 1], texts)):
        texts, top = grouped, position - 1
    if end < len(rows) and (completed := _completed(texts, rows[end], rows[end + 1 : end + 1 + ROWS_BELOW])):
        texts, end = completed, end + 1
    while end < len(rows) and is_second_heading(rows[end]):
        end += 1
    while texts and not texts[-1]:
        texts.pop()
    return HeadingRows(top, position, end, tuple(texts))


def find_heading_row(rows: Sequence[Row]) -> int | None:
    """The position of the row of headings, or None where the table has none."""
    if all(len(row) < 2 for row in rows):
        return _find_lone_heading(rows)
    best, best_score = None, 0.0
    searched = rows[:SEARCHED_ROWS]
    for position, row in enumerate(searched):
        score = heading_score(row, rows[position + 1 : position + 1 + ROWS_BELOW])
        if score > best_score:
            best, best_score = position, score
    if best is not None:
        return best
    for position in islice(rows_like_headings(rows[:MOST_SEARCHED_ROWS]), 2 * SEARCHED_ROWS):
        if heading_score(rows[position], rows[position + 1 : position + 1 + ROWS_BELOW]):
            return position
    return next(
        (i for i, row in enumerate(searched) if _stands_over_values(row, rows[i + 1 : i + 1 + 2 * ROWS_BELOW])), None
    )


def rows_like_headings(rows: Sequence[Row]) -> Iterator[int]:
    """The positions of rows that are cheap to take for headings: few digits, and a word for a date among the words."""
    word = _date_word()
    for position, row in enumerate(rows):
        text = " ".join(row)
        if len(text) <= LONGEST_ROW and not _THREE_DIGITS.search(text) and word.search(text):
            yield position


@cache
def _date_word() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(date_words(), key=len, reverse=True))), re.IGNORECASE)


def is_section_heading(rows: Sequence[Row], position: int) -> bool:
    """Whether a row far down is certainly one of headings: most are well known, and one that means a date stands over dates."""
    row = rows[position]
    cells = filled(row)
    if len(cells) < 2 or any(is_value(cell) or cell.endswith(":") for cell in cells) or len(set(cells)) < len(cells):
        return False
    known = [cell for cell in cells if any(one.quality >= SURE_QUALITY and not one.weak for one in read_heading(cell))]
    if len(known) < 2 or len(known) * 5 < len(cells) * 3:
        return False
    below = [one for one in rows[position + 1 : position + 1 + ROWS_BELOW] if filled(one)]
    for index, cell in enumerate(row):
        if means_date(cell) and any(index < len(one) and looks_like_date(one[index]) for one in below):
            return True
    return False


def filled(row: Row) -> list[str]:
    """The cells of a row that hold anything, without the space around it."""
    return [cell.strip() for cell in row if cell and not cell.isspace()]


def is_value(cell: str) -> bool:
    """Whether a cell is a date, opens with one, or is a number, a postcode or a text: nothing that a heading would be."""
    return len(cell) > LONGEST_HEADING or bool(_VALUE.match(cell)) or looks_like_date(cell) or _opens_with_date(cell)


def _opens_with_date(cell: str) -> bool:
    return cell[:1].isdigit() and bool(opening_date(cell))


def heading_score(row: Row, below: Sequence[Row]) -> float:
    """How much a row reads like headings: known ones, no values among them, rows of its shape below."""
    cells = filled(row)
    if len(cells) < 2 or any(is_value(cell) for cell in cells):
        return 0.0
    named = set(cells)
    known = sum(1 for cell in named if any(one.quality >= KNOWN_QUALITY for one in read_heading(cell)))
    labels = sum(1 for cell in cells if cell.endswith(":"))
    if labels < len(cells):
        known -= labels  # a label with its value beside it belongs to a title block
    if known < 2 or known * 3 < len(named) or len(named) * 2 < len(cells):
        return 0.0
    under = [filled(one) for one in below]
    shaped = sum(1 for one in under if len(one) * 2 >= len(cells))
    dated = any(looks_like_date(cell) for one in under for cell in one)
    return known + 0.25 * len(cells) + (2.0 if shaped else 0.0) + (1.0 if dated else 0.0)


def _find_lone_heading(rows: Sequence[Row]) -> int | None:
    """The heading of a file of one column: its first line, where that is nothing but a known heading."""
    first = next((position for position, row in enumerate(rows) if filled(row)), None)
    if first is None or not any(one.quality == 1 for one in read_heading(rows[first][0].strip())):
        return None
    return first if not is_value(rows[first][0].strip()) else None


def _stands_over_values(row: Row, below: Sequence[Row]) -> bool:
    """Whether a row of short words stands over rows in which the same columns hold dates or numbers."""
    cells = filled(row)
    under = [one for one in below if filled(one)]
    if (
        len(cells) < 2
        or not under
        or any(is_value(cell) or len(cell) > 40 for cell in cells)
        or len(set(cells)) < len(cells)
    ):
        return False
    if len(cells) < max(len(filled(one)) for one in under):
        return False
    for index, cell in enumerate(row):
        values = [one[index].strip() for one in under if index < len(one) and one[index].strip()]
        if cell.strip() and values and sum(map(is_value, values)) * 10 >= 7 * len(values):
            return True
    return False


def is_second_heading(row: Row) -> bool:
    """Whether the row under the headings only says how to fill the columns in: `dd/mm/yyyy`, `(Y/N)`."""
    cells = filled(row)
    words = [word for cell in cells for word in split_words(cell)]
    if not words or any(ideas_of(cell)[0] for cell in cells):
        return False
    return all(ideas_of(cell) == ((), 0) for cell in cells) and not any(
        character.isdigit() for cell in cells for character in cell
    )


def _under_groups(above: Row, texts: Sequence[str]) -> list[str] | None:
    """The headings with those of their groups before them; None where the row above has no say in what they mean.

    A group's heading stands over its first column; the blank cells right of it are its own (they were one merged cell).
    """
    groups = filled(above)
    if len(groups) < 2 or any(is_value(cell) or len(cell) > LONGEST_GROUP or ":" in cell for cell in groups):
        return None
    keys = [heading_key(text) for text in texts]
    joined, group, changed = [], "", False
    for index, text in enumerate(texts):
        beside = above[index].strip() if index < len(above) else ""
        group = beside or group
        if not text:
            joined.append(beside)  # a heading that is as tall as both rows
            changed = changed or bool(beside)
            continue
        whole = f"{group} {text}" if group and heading_key(group) != heading_key(text) else text
        better = _best(whole) > _best(text) and bool(beside)
        of_whom = not _OF_WHOM.isdisjoint(ideas_of(group)[0]) and bool(read_heading(whole))
        if whole != text and (better or of_whom or (keys.count(keys[index]) > 1 and _best(whole) >= KNOWN_QUALITY)):
            joined.append(whole)
            changed = True
        else:
            joined.append(text)
    return joined if changed else None


def _completed(texts: Sequence[str], below: Row, under: Sequence[Row]) -> list[str] | None:
    """The headings with the words that a second row adds to them; None where the row below is not their second line.

    It is one where it makes a heading known that is not known without it, spoils none, and is followed by dates but has none.
    """
    cells = filled(below)
    if not cells or len(cells) > len(texts) or any(below[len(texts) :]):
        return None
    if any(
        is_value(cell) or len(cell) > LONGEST_GROUP or len(cell.split()) > 4 or _DIGIT.search(cell) for cell in cells
    ):
        return None
    if not any(looks_like_date(cell) for one in under for cell in one):
        return None
    joined, gained = [], 0
    for index, text in enumerate(texts):
        added = below[index].strip() if index < len(below) else ""
        whole = f"{text} {added}".strip()
        if added and text and _best(whole) < _best(text):
            return None
        gained += bool(added) and (_is_dangling(text) or _best(text) < KNOWN_QUALITY) and _best(whole) >= KNOWN_QUALITY
        joined.append(whole)
    return joined if gained else None


def _is_dangling(heading: str) -> bool:
    """Whether a heading breaks off: `Date of`, `Seen by`, `Action /`."""
    return heading[-1:] in "/&-–" or split_words(heading)[-1:] in _JOINING


def _best(heading: str) -> float:
    """How well a heading is known: 0 where it says nothing, less where it is only believed when the cells agree."""
    return max((one.quality - (0.2 if one.weak else 0.0) for one in read_heading(heading)), default=0.0)
