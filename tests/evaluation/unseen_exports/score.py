"""What was read against what is true. Enters: an export and its file. Leaves: a `Score`, counts and the failures behind them.

The file goes through the program's own `identify` and `run`; nothing of its reading is repeated here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from chronology import model
from chronology.case import Case
from chronology.errors import ChronologyError
from chronology.pipeline import Export as ToRead
from chronology.pipeline import identify, run
from tests.evaluation.unseen_exports.cells import Cell, Column, Reading
from tests.evaluation.unseen_exports.pages import Export, Page, Record

CRITICAL = frozenset(("date", "born", "name", "forename", "surname", "nhs_number", "summary"))
ASKS_FOR_ORDER = frozenset(("date_order_mixed", "date_order_month_first"))
Place = tuple[str | None, int]


class Failure(Struct, frozen=True):
    """One thing that was read wrong: its class, and where (a heading, a cell of the invented file)."""

    export: str
    kind: str
    detail: str


class Score(Struct):
    """Counts by name, and every failure."""

    counts: Counter[str]
    failures: list[Failure]

    def add(self, export: str, right: bool, counted: str, kind: str, detail: str) -> None:
        self.counts[counted] += 1
        self.counts[f"{counted} right"] += right
        if not right:
            self.counts[kind] += 1
            self.failures.append(Failure(export, kind, detail))


class Got(Struct):
    """What the program made of a file."""

    recognitions: tuple[model.Recognition, ...]
    issues: tuple[model.Issue, ...]
    events: dict[Place, model.Event]
    set_aside: set[Place]


def score_export(export: Export, path: Path, score: Score) -> None:
    """Reads the file at `path` and adds to `score`."""
    try:
        got = _read(path)
    except ChronologyError as refusal:
        # A file said to be unreadable: nothing of it is right, nothing of it is silently wrong.
        score.failures.append(Failure(export.name, "file not read", f"{refusal.what[:200]}"))
        got = Got((), (), {}, set())
    for page in export.pages:
        _score_columns(export, page, got, score)
        _score_records(export, page, got, score)
    if export.asked:
        asked = any(issue.code in ASKS_FOR_ORDER for issue in got.issues)
        score.add(export.name, asked, "date orders", "date order not asked about", "")


def _read(path: Path) -> Got:
    to_read = [ToRead(path, path.name)]
    sources, _, _ = identify(to_read)
    report = run(Case(folder=path.parent, title="", nation="england"), to_read)
    events = {
        (place.sheet, place.row): entry.event
        for entry in (*report.chronology.entries, *report.chronology.undated)
        for place in entry.provenance
    }
    set_aside = {(place.sheet, place.row) for place, _ in report.set_aside}
    return Got(sources[0].recognitions, report.issues, events, set_aside)


def _normal(heading: str) -> str:
    return re.sub(r"\W+", "", heading).casefold()


def _columns_of(export: Export, page: Page, got: Got) -> list[list[model.Column]]:
    """For every true column the columns that were read from it: by their place, or by their label where there are none."""
    sheets = {sheet for order, record in enumerate(page.records) for sheet, _ in _places(export, page, record, order)}
    # The sheet of a CSV, PDF or HTML page may bear any name; there is one page of those, and all of it is meant.
    recognitions = [one for one in got.recognitions if one.sheet in sheets or sheets == {None}]
    if export.write == "pdf":  # the lines around its tables are read as tables too; they are no part of this one
        told = {sheet for sheet, _ in (*got.events, *got.set_aside)}
        recognitions = [one for one in recognitions if one.sheet in told]
    by_place = not export.form and not export.write.startswith("json")
    found: list[list[model.Column]] = []
    for place, column in enumerate(page.columns):
        found.append(
            [
                read
                for one in recognitions
                for read in one.columns
                if (read.index == place if by_place else _normal(read.heading) == _normal(column.heading))
            ]
        )
    return found


def _score_columns(export: Export, page: Page, got: Got, score: Score) -> None:
    for column, read in zip(page.columns, _columns_of(export, page, got), strict=True):
        if column.how == "blank":
            continue
        if not read:
            score.add(export.name, False, "columns", "column not read", _told(column, ()))
            continue
        wrong = [one for one in read if one.field not in column.fields]
        # A column that was said to be unsure is kept and asked about: not right, yet no harm done.
        silent = [one for one in wrong if one.standing != "unsure"]
        if silent and (column.field in CRITICAL or any(one.field in CRITICAL for one in silent)):
            kind = "column silently wrong, critical"
        else:
            kind = "column silently wrong, other" if silent else "column unsure"
        score.add(export.name, not wrong, "columns", kind, _told(column, wrong))


def _told(column: Column, read: Iterable[model.Column]) -> str:
    as_read = "; ".join(sorted({f"{one.field} ({one.standing}: {one.reason})" for one in read}))
    return f"“{column.heading}” written {column.how!r} is {'/'.join(column.fields)}, read as {as_read or 'nothing'}"


def _places(export: Export, page: Page, record: Record, order: int) -> set[Place]:
    """Every place by which a person may find the record."""
    if export.write.startswith("json"):
        return {(None, order + 1)}
    above = page.above if export.write == "docx" else 0
    if export.write == "docx":
        sheet: str | None = f"Table {order + 1}" if export.form else "Table 1"
        start = record.first - 1 if export.form else above
        return {(sheet, row - start) for row in range(record.first, record.last + 1)}
    sheet = page.sheet if export.write in ("xlsx", "xls", "ods") else None
    return {(sheet, row) for row in range(record.first, record.last + 1)}


def _score_records(export: Export, page: Page, got: Got, score: Score) -> None:
    true = [_places(export, page, record, order) for order, record in enumerate(page.records)]
    read = {place for place in (*got.events, *got.set_aside) if len(export.pages) == 1 or place[0] == page.sheet}
    if export.write == "pdf" or export.write == "html":
        true = _in_order(true, read, export.write)
    for record, places in zip(page.records, true, strict=True):
        found = places & read
        score.add(export.name, bool(found), "records", "record not found", f"row {record.first}")
        event = next((got.events[place] for place in sorted(found, key=str) if place in got.events), None)
        _score_dates(export, page, record, event, score)
        _score_people(export, page, record, event, score)
    extra = read - set().union(*true)
    score.counts["not records read as records"] += len(extra)
    score.failures += [
        Failure(export.name, "not records read as records", f"{place}") for place in sorted(extra, key=str)
    ]


def _in_order(true: Sequence[set[Place]], read: set[Place], write: str) -> list[set[Place]]:
    """In a PDF a record's row is that of its page, in HTML the table may bear a name: the order tells which is which."""

    def page_and_row(place: Place) -> tuple[int, int]:
        digits = re.findall(r"\d+", place[0] or "")
        return (int(digits[0]) if digits else 0, place[1])

    if write == "html":
        return [{place for place in read if place[1] == next(iter(one))[1]} or one for one in true]
    listed = sorted(read, key=page_and_row)
    return [{place} for place in listed[: len(true)]] + [{("", 0)}] * (len(true) - len(listed))


def _score_dates(export: Export, page: Page, record: Record, event: model.Event | None, score: Score) -> None:
    for column, cell in zip(page.columns, record.cells, strict=True):
        if cell.clock and column.field in ("date", "time") and event is not None and event.when.first is not None:
            score.add(
                export.name,
                (event.when.time or "")[:5] == cell.clock,
                "times",
                "time wrong or not read",
                f"{column.heading}: {cell.value!r} gives {event.when.time}",
            )
        if (
            cell.reading is None
            or column.field not in ("date", "recorded", "born")
            or column.how.startswith("of modif")
        ):
            continue
        whens = _whens(column.field, event)
        kind = _judge(cell, whens, export.asked)
        if kind == "date less precise" and column.field == "date" and _ends_later(page, record, whens[0]):
            kind = None
        written = f"{column.heading}: {str(cell.value)!r} gives {[(one.first, one.last) for one in whens]}"
        score.add(export.name, kind is None, "dates", kind or "", written)


def _whens(field: str, event: model.Event | None) -> list[model.When]:
    if event is None:
        return []
    if field == "born":
        return [mention.born for mention in event.mentions if mention.born]
    when = event.when if field == "date" else event.recorded
    return [when] if when else []


def _judge(cell: Cell, whens: Sequence[model.When], asked: bool) -> str | None:
    """None where the date is right, else the class of failure."""
    reading = cell.reading
    assert reading is not None
    dated = [(one.first, one.last) for one in whens if one.first is not None and one.last is not None]
    if reading.first is None or reading.last is None:
        return "date invented" if dated else None
    if asked and cell.other_reading is not None:
        return _judge_asked(reading, cell.other_reading, dated)
    if not dated:
        return None if asked else "date not read"  # the file's order is in question: left undated until it is answered
    if any(_agrees(reading, first, last) for first, last in dated):
        return None
    if any(first <= reading.first and reading.last <= last for first, last in dated):
        return "date less precise"
    return "date invented"


def _agrees(reading: Reading, first: date, last: date) -> bool:
    assert reading.first is not None and reading.last is not None
    if reading.exact:
        return (first, last) == (reading.first, reading.last)
    return reading.first <= first <= last <= reading.last


def _ends_later(page: Page, record: Record, when: model.When) -> bool:
    """Whether the record's own end stands on the last day of its stretch: a visit past midnight lasts two days."""
    ends = [cell.reading for column, cell in zip(page.columns, record.cells, strict=True) if column.field == "date_end"]
    return any(end is not None and end.last == when.last for end in ends)


def _judge_asked(one: Reading, other: Reading, dated: Sequence[tuple[date, date]]) -> str | None:
    """Where the file's order is in question, either reading, both or none will do: the question is what counts."""
    possible = {one.first, one.last, other.first, other.last}
    return None if all(first in possible and last in possible for first, last in dated) else "date invented"


def _score_people(export: Export, page: Page, record: Record, event: model.Event | None, score: Score) -> None:
    if event is None:
        return
    halves: dict[str, str] = defaultdict(str)
    expected: set[tuple[str, str]] = set()
    either_way: set[tuple[str, str]] = set()
    for column, cell in zip(page.columns, record.cells, strict=True):
        if column.field in ("forename", "surname") and cell.people:
            halves[column.field] = cell.people[0][0 if column.field == "forename" else 1]
        elif column.fields == ("name",):
            expected |= set(cell.people)
            # All in capitals and without a comma nobody can tell by the cell which of the two comes first.
            either_way |= set(cell.people if column.how == "SURNAME FORENAME" else ())
    if halves:
        expected.add((halves["forename"], halves["surname"]))
    read = {(mention.forename.casefold(), mention.surname.casefold()) for mention in event.mentions}
    for forename, surname in sorted(expected):
        ways = {(forename.casefold(), surname.casefold())}
        if (forename, surname) in either_way:
            ways.add((surname.casefold(), forename.casefold()))
        right = bool(ways & read)
        score.add(export.name, right, "people", "name parts wrong", f"{forename} | {surname} read as {sorted(read)}")
    if expected:
        more = len(event.mentions) - len(expected)
        score.counts["people invented"] += max(0, more)
        if more > 0:
            score.failures.append(Failure(export.name, "people invented", f"row {record.first}: {sorted(read)}"))
