"""Report → Document in the form a family court in England and Wales takes: neutral, four columns, portrait, large type.

No finding comes in: a chronology for a court tells what the records say, and what is missing from them is argued elsewhere. The
rows keep the numbers that they have in the full chronology.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from chronology.compose.entries import EntryRows
from chronology.compose.words import count_of, say_day
from chronology.document import Block, Bullets, Content, Document, Grid, Heading, Layout, Paragraph, Row, Text
from chronology.model import Entry
from chronology.report import Report

MOST_SIDES = 10
"""Sides of A4 that a chronology may have without the court's leave: Practice Direction 27A as it stood in 2018, paragraph 5.2A.1."""

_LAYOUT = Layout(landscape=False, text_points=12.0, line_spacing=1.5, contents=False)
_COLUMNS = {"No": 2.4, "Date": 6.2, "Event": 15.4, "Source": 8.0}  # heading → share of the width
_BUNDLE_PAGE = {"Bundle page": 3.6}
_BLANK_LINES = re.compile(r"\n\s*\n")  # cost sides, and say nothing
_NOTICE = (
    "Confidential. This document is about a child and may be shown to nobody whom the court or its rules do not allow to see it "
    "(Administration of Justice Act 1960, section 12; Family Procedure Rules 2010, rule 12.73 and Practice Direction 12G)."
)


class Court(Struct, frozen=True):
    """What the first page of a court chronology says; whatever is empty is not printed. `section`: the bundle's letter for the pages."""

    case_number: str = ""
    hearing: date | None = None
    prepared_by: str = ""
    made_on: date | None = None
    agreed: str = ""  # such as "agreed" or "not agreed"
    title: str = ""  # of the proceedings; empty: the case's title
    section: str = "A"
    bundle_pages: bool = False  # an empty column for the pages of the bundle


def compose_for_court(report: Report, court: Court) -> Document:
    """The chronology as a document for the court, its years as headings."""
    title = f"Chronology: {court.title or report.case.title}"
    blocks: list[Block] = [
        Heading(1, title),
        *_front(court),
        Paragraph(_NOTICE),
        *_extent(report),
        *_years(report, court),
        *_undated(report, court),
        *_sources(report),
    ]
    return Document(
        title,
        tuple(blocks),
        replace(_LAYOUT, section=court.section),
        people={one.id: one.name for one in report.subjects},
        sources={source.path: f"source-{source.id}" for source in report.sources},
    )


def _front(court: Court) -> list[Block]:
    lines = {
        "Case number": court.case_number,
        "Hearing": say_day(court.hearing) if court.hearing else "",
        "Prepared by": court.prepared_by,
        "Made on": say_day(court.made_on) if court.made_on else "",
        "Agreed": court.agreed,
    }
    items: list[Content] = [(Text(f"{name}: ", strong=True), Text(words)) for name, words in lines.items() if words]
    return [Bullets(tuple(items))] if items else []


def _extent(report: Report) -> list[Block]:
    entries = report.chronology.entries
    agencies = sorted({entry.event.agency for entry in (*entries, *report.chronology.undated)})
    return [
        Paragraph(
            f"{count_of(len(entries), 'dated entry', 'dated entries')} and {len(report.chronology.undated):,} without a date, from the "
            f"records of {count_of(len(agencies), 'agency', 'agencies')}. Each entry tells what the record named beside it says; "
            "dates that the record leaves open stand as it writes them."
        )
    ]


def _years(report: Report, court: Court) -> list[Block]:
    blocks: list[Block] = []
    by_year = groupby(
        report.chronology.entries, key=lambda entry: entry.event.when.first and entry.event.when.first.year
    )
    rows = _CourtRows(report, court)
    for year, entries in by_year:
        blocks += [Heading(2, str(year), f"year-{year}"), rows.grid(entries)]
    return blocks or [Paragraph("No dated record lies in the period.")]


def _undated(report: Report, court: Court) -> list[Block]:
    if not report.chronology.undated:
        return []
    return [Heading(2, "Without a date", "undated"), _CourtRows(report, court).grid(report.chronology.undated)]


class _CourtRows:
    """Turns entries into rows for the court; holds what every row looks up."""

    def __init__(self, report: Report, court: Court) -> None:
        self.words = EntryRows(report)
        self.ids = {source.path: source.id for source in report.sources}
        self.columns = _COLUMNS | (_BUNDLE_PAGE if court.bundle_pages else {})

    def grid(self, entries: Iterable[Entry]) -> Grid:
        return Grid(tuple(self.columns), tuple(map(self._row, entries)), tuple(self.columns.values()), numeric=(0,))

    def _row(self, entry: Entry) -> Row:
        cells: list[Content] = [str(entry.number), _say_date(entry), self._say_event(entry), self._say_source(entry)]
        cells += [""] * (len(self.columns) - len(cells))
        return Row(tuple(cells), entry.id, entry)

    def _say_event(self, entry: Entry) -> Content:
        event = entry.event
        runs = list(self.words.say_event(entry))
        if event.action:
            runs.append(Text(f"\nAction: {event.action}"))
        if event.outcome:
            runs.append(Text(f"\nOutcome: {event.outcome}"))
        return tuple(replace(run, text=_BLANK_LINES.sub("\n", run.text)) for run in runs)

    def _say_source(self, entry: Entry) -> Content:
        event = entry.event
        runs = [Text(f"{event.agency}")]
        for place in entry.provenance:
            sheet = f", {place.sheet}" if place.sheet else ""
            runs.append(Text(f"\n{self.ids[place.source]}{sheet}, row {place.row}", source=place.source))
        if event.source_document:
            runs.append(Text(f"\n{event.source_document}"))
        return tuple(runs)


def _say_date(entry: Entry) -> Content:
    when = entry.event.when
    time = f"\n{when.time}" if when.time else ""
    if when.precision == "day" and when.first and when.first == when.last:
        return (Text(f"{_say_short_day(when.first)}{time}", day=when.first),)
    return f"{when.text or 'no date'}{time}"


def _say_short_day(day: date) -> str:
    """`11 Dec 2006`: the whole name of the month would not fit on a line of its column, and cost sides."""
    name, month, year = say_day(day).split()
    return f"{name} {month[:3]} {year}"


def _sources(report: Report) -> list[Block]:
    used = {
        place.source for entry in (*report.chronology.entries, *report.chronology.undated) for place in entry.provenance
    }
    rows = [
        Row((source.id, source.agency, source.path), f"source-{source.id}")
        for source in report.sources
        if source.path in used
    ]
    return [Heading(2, "Sources", "sources"), Grid(("Source", "Agency", "File"), tuple(rows), (3.0, 12.0, 17.0))]
