"""Records → events. Enters: a table and how it is read. Leaves: one Event or one set-aside Issue for every record, and what was noticed.

In two steps, for reading kinds out of what people wrote takes most of the time: `normalise` makes the events, `tell_kinds` says
what kinds they are of and `with_kinds` puts the two together. Words stay as the agency wrote them. Who a mention is belongs to linking, the order of events to the assembler.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from operator import itemgetter

from msgspec import Struct
from msgspec.structs import replace

from chronology.dates import read_date, read_serial, read_time
from chronology.issues import issue
from chronology.model import Event, Issue, Mention, Provenance, Recognition, Remark, Table, When
from chronology.narrative import read_told_column
from chronology.normalise.contacts import names_part
from chronology.normalise.ends import stretch, tells_return
from chronology.normalise.kinds import NARRATIVE, KindsOfRecords, Told, in_order
from chronology.normalise.notes import Notes
from chronology.normalise.plan import SERIAL, Plan, before_contacts, least_width, plan_of
from chronology.normalise.remarks import (
    do_not_stand,
    is_deleted,
    remarks_by_row,
    speaks_of_text,
    standing_cells,
    tell_remarks,
)
from chronology.normalise.years import read_under_year
from chronology.people import OF_EACH_PERSON, mentions_of, read_people, with_identity_of, with_parties
from chronology.sectors import sectors_in
from chronology.when import as_edtf
from chronology.words import split_words

__all__ = ["KindsOfRecords", "Normalised", "Told", "Untold", "normalise", "tell_kinds", "with_kinds"]

ID_BYTES = 6

_TELLING = frozenset(("category", "code", "child_seen", "present", *NARRATIVE))
_NO_SUCH_TIME = re.compile(r"(?<![\d:])(?:2[4-9]|[3-9]\d):[0-5]\d(?![\d:])|(?<![\d:])\d{1,2}:[6-9]\d(?![\d:])")
_BEHIND_DATE = re.compile(r"\d(?:T|,?\s+(?:at\s+)?)(\d{1,2}[:.]\d\d(?![\d.]).{0,12})$")
_WORD_GIVEN = {
    "information_shared": frozenset(("information_shared", "referral_made")),
    "referral_made": frozenset(("referral_made",)),
}
_TOLD = frozenset(("yes", "named"))  # the answers that say that somebody was told of the record
_OPEN = frozenset(("not_told", "advice"))
_TOLD_OR_OPEN = _TOLD | _OPEN
_TAKE_REFERRALS = frozenset(("social_care", "police"))
_REFERRAL = frozenset(("referral", "referred", "refer"))
_UNKNOWN = When("", None, None, "unknown")

Row = tuple[str, ...]


class Untold(Struct, frozen=True, gc=False):
    """What tells a record's kinds, beside the words of its event."""

    seen: tuple[str, ...]  # the cells of the columns that say whether the child was seen
    end: When | None = None  # the record's last day, where a column of its own gives it
    standing: Event | None = None  # the event's words without those that are struck through or deleted
    word_given: str = ""  # the kind that a column of those told of the record stands for


class Normalised(Struct, frozen=True):
    """What became of a table's records: `set_aside` are records that could not be used, `issues` what was noticed in the others.

    `untold` is aligned with `events`, which have no kinds yet; `kinds` is how this table's are read.
    """

    events: tuple[Event, ...]
    untold: tuple[Untold, ...]
    kinds: KindsOfRecords
    set_aside: tuple[Issue, ...]
    issues: tuple[Issue, ...]


def normalise(
    table: Table, recognition: Recognition, agency: str, sector: str, about: str, stated: bool = False
) -> Normalised:
    """The events of a table. `about` names whom the case says the export is about; it counts only where the table names nobody.

    `stated`: the case says whose file it is, so that a column of its services names other agencies only where they are of another sector.
    """
    plan = plan_of(table, recognition)
    work = _Work(
        plan,
        agency,
        sector,
        stated and "agency" in plan.single and names_part(plan.headings[plan.single["agency"]]),
        _assumed_mentions(recognition.person or about),
        Notes(table.source, table.sheet),
    )
    width = len(plan.headings)
    least = least_width(table, recognition, width)
    remarks = remarks_by_row(table) if table.remarks else {}
    events: list[Event] = []
    untold: list[Untold] = []
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
        if number in remarks and is_deleted(remarks[number]):
            set_aside.append(issue("row_deleted", table.source, table.sheet, number))
        elif any(cells):
            place = Provenance(table.source, table.sheet, number)
            event, left = work.event(cells, place, remarks.get(number, ()))
            events.append(event)
            untold.append(left)
    noticed = _notice_table(table, plan, remarks, recognition.not_records)
    kinds = KindsOfRecords(
        recognition.kinds,
        {field: plan.headings[index] for field, index in plan.single.items()},
        [alone for _, alone in plan.seen],
    )
    return Normalised(tuple(events), tuple(untold), kinds, tuple(set_aside), (*noticed, *work.notes.told()))


def _notice_table(
    table: Table, plan: Plan, remarks: Mapping[int, tuple[Remark, ...]], not_records: Mapping[int, str]
) -> list[Issue]:
    """What is to be said of the table as a whole, and of the rows of it that are no records."""
    noticed = [
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
    if plan.surname_leads is None:
        noticed.append(issue("name_order_open", table.source, table.sheet, None, plan.headings[plan.single["name"]]))
    aside = sorted(number for number, row in remarks.items() if number in not_records and speaks_of_text(row))
    noticed += [issue("remark_outside_records", table.source, table.sheet, number) for number in aside]
    return noticed


def tell_kinds(kinds: KindsOfRecords, events: Sequence[Event], untold: Sequence[Untold]) -> list[Told]:
    """What kinds each of one table's events is of; `untold` is aligned with them."""
    return [kinds.told(left.standing or event, left.seen) for event, left in zip(events, untold, strict=True)]


def with_kinds(rows: Sequence[tuple[Event, Untold, Told]]) -> tuple[list[Event], list[Issue]]:
    """The events of one table, at least one, with their kinds; an issue where words speak against a code or a column of the same record."""
    complete = []
    place = rows[0][0].provenance
    noted = Notes(place.source, place.sheet)
    for event, left, one in rows:
        when, kinds = event.when, one.kinds
        if left.word_given and _WORD_GIVEN[left.word_given].isdisjoint(kinds):
            kinds = in_order({*kinds, left.word_given})
        if left.end:
            when = stretch(event.when, left.end, kinds)
            if tells_return(when, left.end, kinds):
                kinds = in_order({*kinds, "missing_ended"})
                event = replace(event, ended=left.end)
        complete.append(replace(event, kinds=kinds, injuries=one.injuries, worrying=one.worrying, when=when))
        if one.conflicts:
            noted.add("kind_conflict", event.provenance.row)
    return complete, noted.told()


def _assumed_mentions(person: str) -> tuple[Mention, ...]:
    return tuple(replace(mention, assumed=True) for mention in read_people(person))


class _Work:
    """One table's way from rows to events: the plan, and what has been worked out before, by the text of the cells."""

    def __init__(
        self,
        plan: Plan,
        agency: str,
        sector: str,
        of_parts: bool,
        assumed: tuple[Mention, ...],
        notes: Notes,
    ) -> None:
        self.plan, self.agency, self.sector, self.assumed, self.notes = plan, agency, sector, assumed, notes
        self.of_parts = of_parts  # whether the column of agencies names parts of this one
        self.last_contact = plan.last_contact
        indexes = [index for one in (plan.people, *plan.parties) for _, index in one]
        self.person_cells = itemgetter(*indexes) if len(indexes) > 1 else None
        # Of those whom several columns name: their names, births and ages.
        self.parts = [
            index
            for one in (plan.people, *plan.parties)
            for field, index in one
            if field == "name" or field in OF_EACH_PERSON
        ]
        self.known_people: dict[object, tuple[tuple[Mention, ...], tuple[tuple[str, int], ...]]] = {}
        self.known_agencies: dict[str, str] = {}

    def event(self, cells: Row, place: Provenance, remarks: tuple[Remark, ...]) -> tuple[Event, Untold]:
        """The one event of a record, and what is left to tell its kinds; what is noticed goes to the notes."""
        plan, single = self.plan, self.plan.single
        others = [(plan.headings[index], cells[index]) for index in plan.others if cells[index]]
        if plan.parties:  # who stands in which column, and whom no name tells ("male, left"), is kept as written
            others += [(plan.headings[index], cells[index]) for index in self.parts if cells[index]]
        when = self._when(cells, place.row, others)
        recorded = self._recorded(cells, place.row, when, others)
        texts, summary = self._texts(cells), self._summary(cells)
        agency, sector = self.agency, self.sector
        if "agency" in single and (named := cells[single["agency"]]):
            sector = self._sector_of(named)
            if self.of_parts and sector == self.sector:
                others.append((plan.headings[single["agency"]], named))
            else:
                agency = named
        if remarks:
            others += tell_remarks(remarks, plan.headings)
        end = self._end(cells, place.row, others)
        mentions = self._mentions(cells, place.row)
        if plan.summaries and not summary and not texts.keys() & _TELLING and when.first is not None:
            self.notes.add("row_without_text", place.row)
        event = Event(
            record_id(plan.headings, cells, plan.identity),
            place,
            when,
            agency,
            sector,
            mentions=mentions,
            recorded=recorded,
            summary=summary,
            other=tuple(others),
            **texts,  # type: ignore[arg-type]
        )
        standing = self._standing(event, cells, remarks)
        return event, Untold(self._seen_cells(cells), end, standing, self._word_given(cells, sector))

    def _texts(self, cells: Row, told_by: frozenset[str] = _TOLD_OR_OPEN) -> dict[str, str]:
        """The cells of the fields of text, those of agencies told among them where they answer as `told_by` says."""
        texts = {name: cells[index] for name, index in self.plan.texts if cells[index]}
        if told := self._told(cells, told_by):
            texts["action"] = "\n\n".join((texts["action"], told) if "action" in texts else (told,))
        if seen := self._seen(cells):
            texts["child_seen"] = seen
        return texts

    def _seen_cells(self, cells: Row) -> tuple[str, ...]:
        return tuple([cells[index] for index, _ in self.plan.seen])

    def _standing(self, event: Event, cells: Row, remarks: tuple[Remark, ...]) -> Event | None:
        """The event's words that tell its kinds, where these are fewer than it has: without those that are struck through or
        deleted, which is said, and without answers that nobody was told of it yet.
        """
        struck = bool(remarks) and do_not_stand(remarks)
        if struck:
            self.notes.add("text_struck", event.provenance.row)
            cells = standing_cells(cells, remarks)
        elif all(read_told_column(cells[index]) not in _OPEN for index in self.plan.told):
            return None
        texts = dict.fromkeys((name for name, _ in self.plan.texts), "") | {"action": ""} | self._texts(cells, _TOLD)
        return replace(event, summary=self._summary(cells), **texts)

    def _when(self, cells: Row, row: int, others: list[tuple[str, str]]) -> When:
        plan, single = self.plan, self.plan.single
        if "date" not in single:
            return _UNKNOWN
        index = single["date"]
        text = cells[index]
        if not text:
            self.notes.add("date_missing", row, plan.headings[index])
            return _UNKNOWN
        time = self._time(cells, text, row, others)
        when = self._read("date", text, row, time)
        if when.first is None and plan.years and (under := read_under_year(text, time, row, plan.years)):
            self.notes.add("year_from_row_above", row, plan.headings[index])
            return under
        if when.first is None:
            self.notes.add("date_unreadable", row, plan.headings[index])
        elif when.time is None and _NO_SUCH_TIME.search(text):
            self.notes.add("time_unreadable", row, plan.headings[index])
        return when

    def _read(self, field: str, text: str, row: int, time: str = "") -> When:
        """A date cell, as its column writes dates."""
        if field in self.plan.serial:
            return _with_time(read_serial(text), time)
        if field in self.plan.counted and SERIAL.fullmatch(text):
            self.notes.add("date_counted", row, self.plan.headings[self.plan.single[field]])
            return _with_time(read_serial(text), time)
        when = read_date(text, time, field in self.plan.month_first)
        return before_contacts(when, self.last_contact) if field == "born" else when

    def _time(self, cells: Row, dated: str, row: int, others: list[tuple[str, str]]) -> str:
        """The text of the time cells, where they hold a time that can be read; a time in the date's own cell goes before theirs."""
        single = self.plan.single
        if "time" not in single and "time_end" not in single:
            return ""
        start = cells[single["time"]] if "time" in single else ""
        end = cells[single["time_end"]] if "time_end" in single else ""
        for field, text in (("time", start), ("time_end", end)):
            if text and _clock(text)[0] is None:
                self.notes.add("time_unreadable", row, self.plan.headings[single[field]])
                others.append((self.plan.headings[single[field]], text))
        if own := _own_time(dated):
            if start and _clock(start)[0] not in (None, own):
                others.append((self.plan.headings[single["time"]], start))
            start = own
        if end and not start and _clock(end)[0]:
            others.append((self.plan.headings[single["time_end"]], end))
        both = f"{start} - {end}"
        if start and end and _clock(both)[1]:
            return both
        return start if start and _clock(start)[0] else ""

    def _recorded(self, cells: Row, row: int, when: When, others: list[tuple[str, str]]) -> When | None:
        index = self.plan.single.get("recorded", -1)
        if index < 0 or not cells[index]:
            return None
        heading = self.plan.headings[index]
        recorded = self._read("recorded", cells[index], row)
        if recorded.last is None:
            self.notes.add("recorded_unreadable", row, heading)
            others.append((heading, cells[index]))
            return None
        if when.first is not None and recorded.last < when.first:
            self.notes.add("recorded_before_event", row, heading)
        return recorded

    def _end(self, cells: Row, row: int, others: list[tuple[str, str]]) -> When | None:
        """The record's last day; its cell is kept as it stands."""
        index = self.plan.single.get("date_end", -1)
        if index < 0 or not cells[index]:
            return None
        others.append((self.plan.headings[index], cells[index]))
        time = cells[self.plan.single["time_end"]] if "time_end" in self.plan.single else ""
        end = self._read("date_end", cells[index], row, time if time and _clock(time)[0] else "")
        return end if self.plan.ends else None

    def _summary(self, cells: Row) -> str:
        indexes = self.plan.summaries
        if len(indexes) < 2:
            return cells[indexes[0]] if indexes else ""
        main, *rest = indexes
        paragraphs = [cells[main]] if cells[main] else []
        paragraphs += [f"{self.plan.headings[index]}: {cells[index]}" for index in rest if cells[index]]
        return "\n\n".join(paragraphs)

    def _told(self, cells: Row, told_by: frozenset[str]) -> str:
        """The cells that name who was told of the record, behind their headings: `Shared with: GP, health visitor`."""
        told = [index for index in self.plan.told if read_told_column(cells[index]) in told_by]
        return "\n\n".join(f"{self.plan.headings[index].rstrip(' ?:')}: {cells[index]}" for index in told)

    def _word_given(self, cells: Row, sector: str) -> str:
        """The kind that columns of those told stand for where one names another sector, in its cell, or in its heading where the cell
        is a yes: a referral under "MASH referral" and "Referred to", otherwise information shared; empty where none does.
        """
        kind = ""
        for index in self.plan.told:
            heading, cell = self.plan.headings[index], cells[index]
            answer = read_told_column(cell)
            if answer in ("nobody", "not_told"):
                continue
            named = sectors_in(cell) if answer == "named" else sectors_in(heading) + sectors_in(cell)
            others = named.keys() - {sector}
            if answer != "advice" and others & _TAKE_REFERRALS and not _REFERRAL.isdisjoint(split_words(heading)):
                return "referral_made"
            kind = "information_shared" if others else kind
        return kind

    def _sector_of(self, agency: str) -> str:
        if agency not in self.known_agencies:
            told = sectors_in(agency).most_common(2)
            plain = told and (len(told) == 1 or told[0][1] > told[1][1])
            self.known_agencies[agency] = told[0][0] if plain else self.sector
        return self.known_agencies[agency]

    def _seen(self, cells: Row) -> str:
        """The cells that say whether the child was seen, those of "seen alone" behind its name: `Y; seen alone: N`."""
        if not self.plan.seen:
            return ""
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

            def read_born(text: str) -> When:
                return self._read("born", text, row)

            written = {field: cells[index] for field, index in plan.people if field != "address"}
            written["address"] = ", ".join(
                cells[index] for field, index in plan.people if field == "address" and cells[index]
            )
            named, codes = mentions_of(written, read_born, plan.surname_leads is True)
            unused = [(code, dict(plan.people)[field]) for code, field in codes]
            parties: list[Mention] = []
            for one in plan.parties:
                further, codes = mentions_of({field: cells[index] for field, index in one}, read_born)
                parties += further
                unused += [(code, dict(one)[field]) for code, field in codes]
            known = self.known_people[key] = with_parties(named, parties), tuple(unused)
        mentions, unused_cells = known
        for code, index in unused_cells:
            self.notes.add(code, row, plan.headings[index])
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


def _own_time(dated: str) -> str:
    """The time of day that stands in a date's own cell; "" for none, and for the midnight that programs write for want of one."""
    behind = _BEHIND_DATE.search(dated)
    time = _clock(behind[1])[0] if behind else None
    return time if time and time != "00:00" else ""


_clock = lru_cache(maxsize=1 << 14)(read_time)


def record_id(headings: Sequence[str], cells: Sequence[str], order: Iterable[int]) -> str:
    """The id of a record's event: its own headings and words, and nothing of the file they stand in."""
    said = "\x1e".join([f"{headings[index]}\x1f{cells[index]}" for index in order if cells[index]])
    return "e-" + blake2b(said.encode("utf-8", "surrogatepass"), digest_size=ID_BYTES).hexdigest()
