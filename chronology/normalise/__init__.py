"""Records → events. Enters: a table and how it is read. Leaves: one Event or one set-aside Issue for every record, and what was noticed.

Words stay as the agency wrote them. Who a mention is belongs to linking, the order of events to the assembler.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import lru_cache
from hashlib import blake2b
from operator import itemgetter

from msgspec import Struct
from msgspec.structs import replace

from chronology.dates import read_date, read_serial, read_time
from chronology.issues import issue
from chronology.model import Event, Issue, Mention, Provenance, Recognition, Table, When
from chronology.normalise.kinds import NARRATIVE, KindsOfRecords, asks_for_alone
from chronology.people import PERSON_FIELDS, mentions_of, read_people, with_identity_of
from chronology.profile import MONTH_FIRST, SEVERAL
from chronology.sectors import sectors_in
from chronology.when import as_edtf

MOST_ROW_NOTES = 20  # the same note in more rows than this becomes one note with their count
ID_BYTES = 6

LONGEST_EVENT_DAYS = 31  # what lasts longer is a stretch of life, not an event: its record tells of its beginning
# A record of a beginning is dated by that beginning; any other record that spans days may tell of any of them.
_BEGINNINGS = frozenset(
    "admission emergency_attendance became_looked_after case_opened referral_received referral_made assessment_started "
    "plan_started placement_started missing_started s47_started".split()
)

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
_TELLING = frozenset(("category", "code", "child_seen", "present", *NARRATIVE))
_NO_SUCH_TIME = re.compile(r"(?<![\d:])(?:2[4-9]|[3-9]\d):[0-5]\d(?![\d:])|(?<![\d:])\d{1,2}:[6-9]\d(?![\d:])")
DATE_FIELDS = ("date", "date_end", "recorded", "born")
SAMPLED_ROWS = 400
HABIT = 10  # more than one row in ten
_SERIAL = re.compile(r"[1-5]\d{4}(?:\.\d+)?")  # days since 1900: five digits from 1927 to 2064
_UNKNOWN = When("", None, None, "unknown")

Row = tuple[str, ...]


class Normalised(Struct, frozen=True):
    """What became of a table's records: `set_aside` are records that could not be used, `issues` what was noticed in the others."""

    events: tuple[Event, ...]
    set_aside: tuple[Issue, ...]
    issues: tuple[Issue, ...]


class _Plan(Struct, frozen=True):
    """Where each field stands, worked out once for a table."""

    headings: tuple[str, ...]
    single: dict[str, int]  # field → column, for fields that stand once
    identity: tuple[int, ...]  # the columns in order of their headings: the order in which a record's words make its id
    texts: tuple[tuple[str, int], ...]  # fields of Event that take a cell as it is
    summaries: tuple[int, ...]  # the main one first
    seen: tuple[tuple[int, bool], ...]  # columns that say whether the child was seen, and whether it is "seen alone"
    people: tuple[tuple[str, int], ...]
    others: tuple[int, ...]
    month_first: frozenset[str]  # date fields, by the profile's word
    serial: frozenset[str]  # date fields whose cells count days as a spreadsheet does


class _Notes:
    """Issues gathered row by row; a note met in very many rows is told once, with its count."""

    def __init__(self, source: str, sheet: str | None) -> None:
        self.source, self.sheet = source, sheet
        self.rows: dict[tuple[str, str | None], list[int]] = {}

    def add(self, code: str, row: int, heading: str | None = None) -> None:
        self.rows.setdefault((code, heading), []).append(row)

    def told(self) -> list[Issue]:
        totals: dict[str, int] = {}
        for (code, _), rows in self.rows.items():
            totals[code] = totals.get(code, 0) + len(rows)
        found = []
        for (code, heading), rows in self.rows.items():
            if totals[code] > MOST_ROW_NOTES:
                found.append(
                    issue(
                        code,
                        self.source,
                        self.sheet,
                        None,
                        heading,
                        f"in {len(rows)} rows, the first of them row {rows[0]}",
                    )
                )
            else:
                found += [issue(code, self.source, self.sheet, row, heading) for row in rows]
        return found


def normalise(table: Table, recognition: Recognition, agency: str, sector: str, about: str) -> Normalised:
    """The events of a table. `about` names whom the case says the export is about; it counts only where the table names nobody."""
    plan = _plan(table, recognition)
    work = _Work(
        plan,
        recognition,
        agency,
        sector,
        _assumed_mentions(recognition.person or about),
        _Notes(table.source, table.sheet),
    )
    width = len(plan.headings)
    least = _least_width(table, recognition, width)
    events: list[Event] = []
    set_aside: list[Issue] = []
    for number, row in enumerate(table.rows, 1):
        if number in recognition.not_records:
            continue
        if len(row) > width and any(cell.strip() for cell in row[width:]):
            set_aside.append(issue("row_too_long", table.source, table.sheet, number))
            continue
        if len(row) < width:
            if len(row) < least:
                work.notes.add("row_too_short", number)
            row += ("",) * (width - len(row))
        cells = tuple(map(str.strip, row))
        if any(cells):
            events.append(work.event(cells, Provenance(table.source, table.sheet, number)))
    counted = [
        issue(
            "column_assumed",
            table.source,
            table.sheet,
            None,
            plan.headings[plan.single[field]],
            f"{field}, as days counted by a spreadsheet",
        )
        for field in sorted(plan.serial)
    ]
    return Normalised(tuple(events), tuple(set_aside), (*counted, *work.notes.told()))


def _plan(table: Table, recognition: Recognition) -> _Plan:
    columns = recognition.columns
    headings = tuple(column.heading.strip() or f"Column {column.index + 1}" for column in columns)
    single = {column.field: column.index for column in reversed(columns) if column.field not in SEVERAL}
    several = {field: [column.index for column in columns if column.field == field] for field in SEVERAL}
    sample = [row for number, row in enumerate(table.rows[:SAMPLED_ROWS], 1) if number not in recognition.not_records]
    written = {index: sum(len(row[index]) for row in sample if index < len(row)) for index in several["summary"]}
    return _Plan(
        headings=headings,
        single=single,
        identity=tuple(sorted(range(len(headings)), key=lambda index: (headings[index], index))),
        texts=tuple((name, single[field]) for field, name in _TEXT_FIELDS.items() if field in single),
        summaries=tuple(sorted(several["summary"], key=lambda index: (written[index] < max(written.values()), index))),
        seen=tuple((index, asks_for_alone(headings[index])) for index in several["child_seen"]),
        people=tuple((column.field, column.index) for column in columns if column.field in PERSON_FIELDS),
        others=tuple(several["other"]),
        month_first=frozenset(column.field for column in columns if column.reason == MONTH_FIRST),
        serial=frozenset(
            field for field in DATE_FIELDS if field in single and _counts_days(table, recognition, single[field])
        ),
    )


def _counts_days(table: Table, recognition: Recognition, index: int) -> bool:
    """Whether every filled cell of a date column is a day as a spreadsheet counts it."""
    met = False
    for number, row in enumerate(table.rows, 1):
        cell = row[index].strip() if index < len(row) else ""
        if cell and number not in recognition.not_records:
            if not _SERIAL.fullmatch(cell):
                return False
            met = True
    return met


def _least_width(table: Table, recognition: Recognition, width: int) -> int:
    """How many cells a row needs not to be ragged: none where the file leaves empty cells at the end of rows out as a habit."""
    short = sum(
        1 for number, row in enumerate(table.rows, 1) if len(row) < width and number not in recognition.not_records
    )
    return 0 if short * HABIT > len(table.rows) - len(recognition.not_records) else width


def _assumed_mentions(person: str) -> tuple[Mention, ...]:
    return tuple(replace(mention, assumed=True) for mention in read_people(person))


class _Work:
    """One table's way from rows to events: the plan, and what has been worked out before, by the text of the cells."""

    def __init__(
        self,
        plan: _Plan,
        recognition: Recognition,
        agency: str,
        sector: str,
        assumed: tuple[Mention, ...],
        notes: _Notes,
    ) -> None:
        self.plan, self.agency, self.sector, self.assumed, self.notes = plan, agency, sector, assumed, notes
        alone = [alone for _, alone in plan.seen]
        outcome = plan.headings[plan.single["outcome"]] if "outcome" in plan.single else ""
        self.kinds = KindsOfRecords(recognition.kinds, outcome, alone)
        self.person_cells = itemgetter(*(index for _, index in plan.people)) if len(plan.people) > 1 else None
        self.known_people: dict[object, tuple[tuple[Mention, ...], tuple[tuple[str, str], ...]]] = {}
        self.known_agencies: dict[str, str] = {}

    def event(self, cells: Row, place: Provenance) -> Event:
        """The one event of a record; what is noticed goes to the notes."""
        plan, single = self.plan, self.plan.single
        others = [(plan.headings[index], cells[index]) for index in plan.others if cells[index]]
        when = self._when(cells, place.row, others)
        recorded = self._recorded(cells, place.row, when, others)
        texts = {name: cells[index] for name, index in plan.texts if cells[index]}
        if seen := self._seen(cells):
            texts["child_seen"] = seen
        summary = self._summary(cells)
        agency, sector = self.agency, self.sector
        if "agency" in single and (named := cells[single["agency"]]):
            agency, sector = named, self._sector_of(named)
        seen_cells = tuple([cells[index] for index, _ in plan.seen])
        kinds = self.kinds.told(texts, seen_cells, summary, sector)
        when = self._with_end(when, cells, kinds, others)
        mentions = self._mentions(cells, place.row)
        if plan.summaries and not summary and not texts.keys() & _TELLING and when.first is not None:
            self.notes.add("row_without_text", place.row)
        return Event(
            id=record_id(plan.headings, cells, plan.identity),
            provenance=place,
            when=when,
            agency=agency,
            sector=sector,
            kinds=kinds,
            mentions=mentions,
            recorded=recorded,
            summary=summary,
            other=tuple(others),
            **texts,
        )

    def _when(self, cells: Row, row: int, others: list[tuple[str, str]]) -> When:
        plan, single = self.plan, self.plan.single
        if "date" not in single:
            return _UNKNOWN
        index = single["date"]
        text = cells[index]
        if not text:
            self.notes.add("date_missing", row, plan.headings[index])
            return _UNKNOWN
        time = self._time(cells, row, others)
        when = self._read("date", text, time)
        if when.first is None:
            self.notes.add("date_unreadable", row, plan.headings[index])
        elif when.time is None and _NO_SUCH_TIME.search(text):
            self.notes.add("time_unreadable", row, plan.headings[index])
        return when

    def _read(self, field: str, text: str, time: str = "") -> When:
        if field in self.plan.serial:
            return _with_time(read_serial(text), time)
        return read_date(text, time, field in self.plan.month_first)

    def _time(self, cells: Row, row: int, others: list[tuple[str, str]]) -> str:
        """The text of the time cells, where they hold a time that can be read."""
        single = self.plan.single
        start = cells[single["time"]] if "time" in single else ""
        end = cells[single["time_end"]] if "time_end" in single else ""
        for field, text in (("time", start), ("time_end", end)):
            if text and _clock(text)[0] is None:
                self.notes.add("time_unreadable", row, self.plan.headings[single[field]])
                others.append((self.plan.headings[single[field]], text))
        both = f"{start} - {end}"
        if start and end and _clock(both)[1]:
            return both
        return start if start and _clock(start)[0] else ""

    def _recorded(self, cells: Row, row: int, when: When, others: list[tuple[str, str]]) -> When | None:
        index = self.plan.single.get("recorded", -1)
        if index < 0 or not cells[index]:
            return None
        heading = self.plan.headings[index]
        recorded = self._read("recorded", cells[index])
        if recorded.last is None:
            self.notes.add("recorded_unreadable", row, heading)
            others.append((heading, cells[index]))
            return None
        if when.first is not None and recorded.last < when.first:
            self.notes.add("recorded_before_event", row, heading)
        return recorded

    def _with_end(self, when: When, cells: Row, kinds: Sequence[str], others: list[tuple[str, str]]) -> When:
        """A record that spans days may tell of any of them, unless it tells of a beginning, which is dated by the first."""
        index = self.plan.single.get("date_end", -1)
        if index < 0 or not cells[index]:
            return when
        others.append((self.plan.headings[index], cells[index]))
        end = self._read("date_end", cells[index])
        if when.first is None or end.last is None or when.last is None or not _BEGINNINGS.isdisjoint(kinds):
            return when
        if not when.last < end.last <= when.first + timedelta(LONGEST_EVENT_DAYS):
            return when
        edtf = as_edtf(when.first, end.last, "range")
        return When(f"{when.text} – {end.text}", when.first, end.last, "range", when.time, None, edtf)

    def _summary(self, cells: Row) -> str:
        indexes = self.plan.summaries
        if len(indexes) < 2:
            return cells[indexes[0]] if indexes else ""
        main, *rest = indexes
        paragraphs = [cells[main]] if cells[main] else []
        paragraphs += [f"{self.plan.headings[index]}: {cells[index]}" for index in rest if cells[index]]
        return "\n\n".join(paragraphs)

    def _sector_of(self, agency: str) -> str:
        if agency not in self.known_agencies:
            told = sectors_in(agency).most_common(2)
            plain = told and (len(told) == 1 or told[0][1] > told[1][1])
            self.known_agencies[agency] = told[0][0] if plain else self.sector
        return self.known_agencies[agency]

    def _seen(self, cells: Row) -> str:
        """The cells that say whether the child was seen, those of "seen alone" behind its name: `Y; seen alone: N`."""
        return "; ".join(
            [
                f"seen alone: {cells[index]}" if alone else cells[index]
                for index, alone in self.plan.seen
                if cells[index]
            ]
        )

    def _mentions(self, cells: Row, row: int) -> tuple[Mention, ...]:
        plan = self.plan
        if not plan.people:
            return self.assumed
        key = self.person_cells(cells) if self.person_cells else cells[plan.people[0][1]]
        known = self.known_people.get(key)
        if known is None:
            written = {field: cells[index] for field, index in plan.people if field != "address"}
            written["address"] = ", ".join(
                cells[index] for field, index in plan.people if field == "address" and cells[index]
            )
            known = self.known_people[key] = mentions_of(written, lambda text: self._read("born", text))
        mentions, codes = known
        for code, field in codes:
            self.notes.add(code, row, plan.headings[plan.single[field]])
        return self._about_assumed(mentions) if self.assumed else mentions

    def _about_assumed(self, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Numbers without a name, in an export that says whom it is about, are that person's; a name of the record's own stands."""
        if not mentions:
            return self.assumed
        if len(self.assumed) > 1 or any(mention.forename or mention.surname for mention in mentions):
            return mentions
        return (with_identity_of(self.assumed[0], mentions[0]),)


def _with_time(when: When, time: str) -> When:
    start, end = _clock(time) if time else (None, None)
    if when.first is None or start is None:
        return when
    return replace(when, time=start, time_end=end, edtf=as_edtf(when.first, when.last, when.precision, start))


_clock = lru_cache(maxsize=1 << 14)(read_time)


def record_id(headings: Sequence[str], cells: Sequence[str], order: Iterable[int]) -> str:
    """The id of a record's event: its own headings and words, and nothing of the file they stand in."""
    said = "\x1e".join([f"{headings[index]}\x1f{cells[index]}" for index in order if cells[index]])
    return "e-" + blake2b(said.encode("utf-8", "surrogatepass"), digest_size=ID_BYTES).hexdigest()
