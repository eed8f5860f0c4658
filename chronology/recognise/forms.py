"""Forms → tables: `Label: value` blocks, one block a record. Enters: a table. Leaves: the table unfolded, or None where it is no form.

The labels become the headings, in the order in which they are met; a record stands in the row in which its block begins. What the
labels mean as headings is told like that of any heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from chronology.dates import looks_like_date
from chronology.model import Remark, Table
from chronology.recognise.heading_rows import filled, is_section_heading
from chronology.recognise.headings import means_date, read_heading
from chronology.recognise.layout import is_total
from chronology.words import heading_key

LEAST_LABELS = 3  # different known labels, the date among them
LEAST_KNOWN = 0.4  # share of the filled rows that open with a known label, or with one that comes again
LONGEST_LABEL = 60  # characters
LEAST_TOLD_WORDS = 4  # of the narrative of a form that is one record
MOST_COLUMNS = 4  # label, value, label, value
KNOWN_QUALITY = 0.7
MOST_TITLE_WORDS = 8
TRIED_ROWS = 400

_TITLE = "Form"  # the heading of what stands above a block

_LABELLED = re.compile(r"\s*([^\W_][^:\n]{0,58}?)\s*:(?:\s+(.*)|\s*)", re.DOTALL)

Row = Sequence[str]


class _Line(Struct, frozen=True):
    """One label with its value; a line without a label goes on with the value before it."""

    row: int  # from 1
    column: int  # of the value, from 0
    label: str
    value: str


def labels_of_several(tables: Sequence[Table]) -> frozenset[str]:
    """The keys of the labels that come again from table to table: in a document of one form a table, each stands once in its own."""
    met: Counter[str] = Counter()
    for table in tables:
        if table.headings is None and _may_be_form(table.rows):
            opening = [(cells[0].rstrip(":"), len(cells)) for row in table.rows if (cells := filled(row))]
            met.update({heading_key(label) for label, count in opening if count > 1 and len(label) <= LONGEST_LABEL})
    return frozenset(key for key, times in met.items() if key and times > 1)


def align_forms(forms: Sequence[Table]) -> dict[int, Table]:
    """The identity of each form → the form with the headings of all that share most of theirs, so that they are read alike."""
    groups: list[tuple[dict[str, str], list[Table]]] = []
    for form in forms:
        named = {heading_key(heading): heading for heading in form.headings or ()}
        known = next((one for one in groups if len(one[0].keys() & named.keys()) * 2 >= len(named)), None)
        if known is None:
            groups.append((named, [form]))
        else:
            for key, heading in named.items():
                known[0].setdefault(key, heading)
            known[1].append(form)
    return {id(form): _widened(form, named) for named, alike in groups if len(alike) > 1 for form in alike}


def _widened(form: Table, named: dict[str, str]) -> Table:
    """The form with a column for every heading of `named`, in that order; blank where it has none of its own."""
    own = {heading_key(heading): index for index, heading in enumerate(form.headings or ())}
    places = {index: place for place, key in enumerate(named) if (index := own.get(key)) is not None}
    rows = [tuple(row[own[key]] if key in own else "" for key in named) if row else () for row in form.rows]
    remarks = tuple(replace(one, column=places.get(one.column, one.column)) for one in form.remarks)
    return replace(form, rows=rows, headings=tuple(named.values()), remarks=remarks)


def unfold(table: Table, shared: frozenset[str] = frozenset()) -> Table | None:
    """The form as a table with headings, its rows where its blocks begin; None where the rows are no form.

    `shared` are the keys of labels that other tables of the file have as well.
    """
    if table.headings is not None or not _may_be_form(table.rows):
        return None
    labels = _known_labels(table.rows) | shared
    lines = _lines(table.rows, labels)
    opening = _opening(lines, shared)
    if opening is None:
        return None
    blocks = _blocks(lines, opening)
    order = {key: place for place, key in enumerate(dict.fromkeys(heading_key(x.label) for b in blocks for x in b))}
    names: dict[str, str] = {}
    for line in (line for block in blocks for line in block):
        names.setdefault(heading_key(line.label), line.label)
    rows: list[tuple[str, ...]] = [()] * blocks[-1][0].row
    places: dict[tuple[int, int], tuple[int, int]] = {}
    for block in blocks:
        cells = [""] * len(order)
        for line in block:
            index = order[heading_key(line.label)]
            cells[index] = f"{cells[index]}\n{line.value}".strip()
            places[line.row, line.column] = (block[0].row, index)
        rows[block[0].row - 1] = tuple(cells)
    first = blocks[0][0].row
    above = tuple("  ".join(filled(row)) for row in table.rows[: first - 1] if filled(row))
    remarks = tuple(_moved(remark, places) for remark in table.remarks)
    headings = tuple(names[key] for key in order)
    return replace(table, rows=rows, headings=headings, remarks=remarks, above=(*table.above, *above))


def _may_be_form(rows: Sequence[Row]) -> bool:
    """Whether the first rows are narrow and open with words that come again, or with labels: quick to say no."""
    tried = [cells for row in rows[:TRIED_ROWS] if (cells := filled(row))]
    if len(tried) < LEAST_LABELS or any(len(cells) > MOST_COLUMNS for cells in tried):
        return False
    labels = [cells[0] for cells in tried]
    told = sum(1 for label in labels if _LABELLED.match(label) or _is_known(label))
    if told < LEAST_LABELS or told < LEAST_KNOWN * len(tried):
        return False
    return not any(is_section_heading(rows, position) for position in range(min(len(rows), TRIED_ROWS)))


def _is_known(label: str) -> bool:
    return len(label) <= LONGEST_LABEL and any(one.quality >= KNOWN_QUALITY for one in read_heading(label))


def _known_labels(rows: Sequence[Row]) -> frozenset[str]:
    """The keys of the labels without a colon that may be believed: they are known, or they come again beside a value."""
    met = Counter(
        heading_key(cells[0].rstrip(":"))
        for row in rows
        if len(cells := filled(row)) > 1 and len(cells[0]) <= LONGEST_LABEL and not looks_like_date(cells[0])
    )
    return frozenset(key for key, times in met.items() if key and (times > 1 or _is_known(key)))


def _lines(rows: Sequence[Row], labels: frozenset[str]) -> list[_Line]:
    lines: list[_Line] = []
    for number, row in enumerate(rows, 1):
        if is_total(row) or not any(map(str.isalnum, "".join(row))):
            continue
        cells = [(index, cell.strip()) for index, cell in enumerate(row) if cell and not cell.isspace()]
        place = 0
        while place < len(cells):
            index, cell = cells[place]
            label = cell.rstrip(":").strip()
            inside = _LABELLED.fullmatch(cell)
            if inside and inside[2] and (len(cells) == 1 or _is_known(inside[1])):
                lines.append(_Line(number, index, inside[1], inside[2].strip()))
                place += 1
            elif place + 1 < len(cells) and cell and (cell.endswith(":") or heading_key(label) in labels):
                lines.append(_Line(number, cells[place + 1][0], label, cells[place + 1][1]))
                place += 2
            elif cell.endswith(":") or (place + 1 == len(cells) and index == 0 and heading_key(label) in labels):
                lines.append(
                    _Line(number, index, label, "")
                )  # a label whose value is blank, or stands in the rows below
                place += 1
            else:
                lines.append(_Line(number, index, "", cell))
                place += 1
    return lines


def _opening(lines: Sequence[_Line], shared: frozenset[str]) -> str | None:
    """The key of the label that opens every block; None where the lines are no form with a date in each block.

    One block by itself may be a cover sheet; one whose labels are for the most part `shared` with other tables is none.
    """
    told = [line for line in lines if line.label]
    times = Counter(heading_key(line.label) for line in told)
    known = {heading_key(line.label) for line in told if _is_known(line.label)}
    dated = Counter(
        heading_key(line.label)
        for line in told
        if means_date(line.label) and not _is_birth(line.label) and looks_like_date(line.value)
    )
    dates = [key for key, count in dated.items() if count * 2 > times[key]]
    if not dates or len(known) < LEAST_LABELS or len(told) < LEAST_KNOWN * len(lines):
        return None
    blocks = max(times[key] for key in dates)
    again = len(times.keys() & shared) * 2 > len(times)
    if blocks == 1 and not again and not any(_tells(line) for line in told):
        return None  # a cover sheet
    return next(heading_key(line.label) for line in told if times[heading_key(line.label)] >= blocks)


def _tells(line: _Line) -> bool:
    """Whether a line is the narrative of a record: of a cover sheet, none is."""
    fields = {one.field for one in read_heading(line.label) if one.quality >= KNOWN_QUALITY and not one.weak}
    return bool(fields & {"summary", "action"}) and len(line.value.split()) >= LEAST_TOLD_WORDS


def _is_birth(label: str) -> bool:
    return any(one.field == "born" for one in read_heading(label)[:1])


def _blocks(lines: Sequence[_Line], opening: str) -> list[list[_Line]]:
    """The lines of each block, the one that opens it first; a title between two blocks goes with the one below it."""
    blocks: list[list[_Line]] = []
    title: _Line | None = None
    above = Counter(
        one.value for one, after in pairwise(lines) if heading_key(after.label) == opening and not one.label
    )
    for place, line in enumerate(lines):
        if line.label and heading_key(line.label) == opening:
            blocks.append([line])
            if title is not None:
                blocks[-1].append(title)
            title = None
        elif blocks and _is_title(lines, place, opening, above):
            title = _Line(line.row, line.column, _TITLE, line.value)
        elif blocks:
            last = blocks[-1][-1]
            blocks[-1].append(line if line.label else _Line(line.row, line.column, last.label, line.value))
    return blocks


def _is_title(lines: Sequence[_Line], place: int, opening: str, above: Counter[str]) -> bool:
    """Whether a line without a label stands directly above a block and apart from the one before, or above another block as well."""
    line = lines[place]
    if line.label or len(line.value.split()) > MOST_TITLE_WORDS:
        return False
    follows = place + 1 < len(lines) and heading_key(lines[place + 1].label) == opening
    return follows and (line.row - lines[place - 1].row > 1 or above[line.value] > 1)


def _moved(remark: Remark, places: dict[tuple[int, int], tuple[int, int]]) -> Remark:
    """A remark at the place where its cell stands in the unfolded table; of a label or a title it stays where it was."""
    row, column = places.get((remark.row, remark.column), (remark.row, -1))
    return replace(remark, row=row, column=column)
