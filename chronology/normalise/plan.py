"""Where each field of a table stands, and how its dates are written: worked out once, before its rows. Enters: a table and how it is
read. Leaves: a `Plan`. Reading the cells is for the rest of this room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from chronology.dates import read_date
from chronology.model import Column, Recognition, Table, When
from chronology.normalise.kinds import asks_for_alone
from chronology.normalise.years import years_above
from chronology.people import OF_EACH_PERSON, PERSON_FIELDS, numbers_of_people, surname_first, whose_column
from chronology.profile import CLOSING, MONTH_FIRST, SEVERAL, TOLD
from chronology.when import as_edtf

# Field → member of Event, for cells that are taken over as they are.
_TEXT_FIELDS = {"kind": "category"} | {
    name: name
    for name in (
        "ref",
        "code",
        "action",
        "outcome",
        "author",
        "author_role",
        "present",
        "voice",
        "place",
        "source_document",
    )
}
DATE_FIELDS = ("date", "date_end", "recorded", "born")
SAMPLED_ROWS = 400
HABIT = 10  # more than one row in ten
SERIAL = re.compile(r"[1-5]\d{4}(?:\.\d+)?")  # days since 1900: five digits from 1927 to 2064
_SHORT_YEAR = re.compile(r"(?<!\d)\d{1,2}[/.\- ](?:\d{1,2}|[A-Za-z]{3,9})[/.\- ]'?\d\d$")
MOSTLY = 6  # in ten
NEAR = timedelta(days=366)  # after the last contact, a birth may still be expected


class Plan(Struct, frozen=True):
    """Where each field stands, worked out once for a table."""

    headings: tuple[str, ...]
    single: dict[str, int]  # field → column, for fields that stand once
    identity: tuple[int, ...]  # the columns in order of their headings: the order in which a record's words make its id
    texts: tuple[tuple[str, int], ...]  # fields of Event that take a cell as it is
    summaries: tuple[int, ...]  # the main one first
    told: tuple[int, ...]  # columns that name the agencies told of the record
    seen: tuple[tuple[int, bool], ...]  # columns that say whether the child was seen, and whether it is "seen alone"
    people: tuple[tuple[str, int], ...]  # person field → column, of whom the first column of names names
    parties: tuple[tuple[tuple[str, int], ...], ...]  # the same of each further column of names
    others: tuple[int, ...]
    ends: bool  # whether the end date, where there is one, is that of what the date began
    month_first: frozenset[str]  # date fields, by the profile's word
    serial: frozenset[str]  # date fields whose cells count days as a spreadsheet does
    last_contact: date | None  # where births are written with two-digit years; else not looked for
    counted: frozenset[str]  # date fields of which most cells do
    years: list[tuple[int, int]]  # rows that are nothing but a year, which the dates below them may need
    surname_leads: bool | None  # of names in capitals, the first part is the surname; None: nothing tells


def plan_of(table: Table, recognition: Recognition) -> Plan:
    """The plan of a table: where its fields stand and how its dates are written."""
    columns = recognition.columns
    headings = tuple(column.heading.strip() or f"Column {column.index + 1}" for column in columns)
    single = {
        column.field: column.index
        for column in reversed(columns)
        if column.field not in SEVERAL or column.field == "name"
    }
    several = {field: [column.index for column in columns if column.field == field] for field in SEVERAL}
    sample = [row for number, row in enumerate(table.rows[:SAMPLED_ROWS], 1) if number not in recognition.not_records]
    written = {index: sum(len(row[index]) for row in sample if index < len(row)) for index in several["summary"]}
    serial = frozenset(
        field for field in DATE_FIELDS if field in single and _counts_days(table, recognition, single[field])
    )
    counted = frozenset(
        field
        for field in DATE_FIELDS
        if field in single and field not in serial and _mostly_counts_days(table, recognition, single[field])
    )
    people, *parties = _columns_of_each(columns, headings)
    taken = {index for one in (people, *parties) for _, index in one}
    return Plan(
        headings=headings,
        single=single,
        identity=tuple(sorted(range(len(headings)), key=lambda index: (headings[index], index))),
        texts=tuple((name, single[field]) for field, name in _TEXT_FIELDS.items() if field in single),
        summaries=tuple(sorted(several["summary"], key=lambda index: (written[index] < max(written.values()), index))),
        told=tuple(column.index for column in columns if column.reason == TOLD),
        seen=tuple((index, asks_for_alone(headings[index])) for index in several["child_seen"]),
        people=people,
        parties=tuple(parties),
        others=tuple(
            column.index
            for column in columns
            if column.field == "other" or (column.field in PERSON_FIELDS and column.index not in taken)
        ),
        ends=not any(column.field == "date_end" and column.reason == CLOSING for column in columns),
        month_first=frozenset(column.field for column in columns if column.reason == MONTH_FIRST),
        serial=serial,
        last_contact=_last_contact(table, recognition, single),
        counted=counted,
        years=years_above(table, recognition),
        surname_leads=surname_first(islice(_cells(table, recognition, single["name"]), SAMPLED_ROWS))
        if "name" in single
        else False,
    )


def _columns_of_each(columns: Sequence[Column], headings: Sequence[str]) -> list[tuple[tuple[str, int], ...]]:
    """The person fields and columns of those whom each column of names names: births and ages are theirs whose heading says so, all
    else the first one's.
    """
    if numbers := numbers_of_people(headings, {column.index: column.field for column in columns}):
        return _by_number(columns, numbers)
    names = [column.index for column in columns if column.field == "name"]
    shares: list[dict[str, list[int]]] = [{} for _ in names] or [{}]
    for column in columns:
        if column.field not in PERSON_FIELDS:
            continue
        owner = 0
        if column.field == "name":
            owner = names.index(column.index)
        elif column.field in OF_EACH_PERSON and len(names) > 1:
            whose = whose_column(column.index, headings, names)
            if whose is None:
                continue
            owner = names.index(whose)
        indexes = shares[owner].setdefault(column.field, [])
        if not indexes or column.field in SEVERAL:
            indexes.append(column.index)
    return [tuple((field, index) for field, indexes in share.items() for index in indexes) for share in shares]


def _by_number(columns: Sequence[Column], numbers: dict[int, int]) -> list[tuple[tuple[str, int], ...]]:
    """The same where the people of one record stand in numbered columns; a column without a number is nobody's alone."""
    shares: dict[int, list[tuple[str, int]]] = {}
    for column in columns:
        if column.field in PERSON_FIELDS and column.index in numbers:
            shares.setdefault(numbers[column.index], []).append((column.field, column.index))
    return [tuple(share) for _, share in sorted(shares.items())]


def _last_contact(table: Table, recognition: Recognition, single: dict[str, int]) -> date | None:
    """The last day of any contact, where births are written with two-digit years; None where it is not needed or not known."""
    if "born" not in single or "date" not in single:
        return None
    births = islice(_cells(table, recognition, single["born"]), SAMPLED_ROWS)
    if not any(has_short_year(text) for text in births):
        return None
    days = [read_date(text).last for text in _cells(table, recognition, single["date"])]
    return max((day for day in days if day is not None), default=None)


def has_short_year(text: str) -> bool:
    """Whether a date in numbers, or with its month named, ends in a year of two digits."""
    return _SHORT_YEAR.search(text) is not None


def before_contacts(born: When, last_contact: date | None) -> When:
    """A birth whose two-digit year would put it more than a year after the last contact is one of the century before."""
    if last_contact is None or born.first is None or born.last is None or not has_short_year(born.text):
        return born
    if born.first <= last_contact + NEAR or born.first.year < 2000:
        return born
    try:
        first, last = (day.replace(year=day.year - 100) for day in (born.first, born.last))
    except ValueError:  # 29 February 2000 has no counterpart in 1900
        return born
    return replace(born, first=first, last=last, edtf=as_edtf(first, last, born.precision))


def _cells(table: Table, recognition: Recognition, index: int) -> Iterator[str]:
    """The filled cells of a column, without those of rows that are no records."""
    for number, row in enumerate(table.rows, 1):
        cell = row[index].strip() if index < len(row) else ""
        if cell and number not in recognition.not_records:
            yield cell


def _counts_days(table: Table, recognition: Recognition, index: int) -> bool:
    """Whether every filled cell of a date column is a day as a spreadsheet counts it."""
    met = False
    for cell in _cells(table, recognition, index):
        if not SERIAL.fullmatch(cell):
            return False
        met = True
    return met


def _mostly_counts_days(table: Table, recognition: Recognition, index: int) -> bool:
    """Whether counts of days are the bulk of a column in which some dates are written out: a few of them may be anything."""
    if not any(SERIAL.match(row[index]) for row in table.rows if index < len(row) and row[index][:5].isdigit()):
        return False
    cells = list(_cells(table, recognition, index))
    return sum(1 for cell in cells if SERIAL.fullmatch(cell)) * 10 >= MOSTLY * len(cells)


def least_width(table: Table, recognition: Recognition, width: int) -> int:
    """How many cells a row needs not to be ragged: none where the file leaves empty cells at the end of rows out as a habit."""
    short = sum(
        1 for number, row in enumerate(table.rows, 1) if len(row) < width and number not in recognition.not_records
    )
    return 0 if short * HABIT > len(table.rows) - len(recognition.not_records) else width
