"""The chronology itself, year by year, and the undated entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from chronology.compose.words import say_place
from chronology.document import Block, Content, Grid, Heading, Paragraph, Row, RowsOnDemand, Text
from chronology.model import Entry, Finding
from chronology.report import Report
from chronology.when import age_on

_COLUMNS = {  # heading → share of the width
    "No": 2.0,
    "Date (as recorded)": 4.5,
    "Time": 2.5,
    "Age": 3.0,
    "Agency": 6.0,
    "Source (file, row)": 6.0,
    "Event": 20.0,
    "Action taken": 9.0,
    "Child seen": 3.0,
}
_HEADINGS = tuple(_COLUMNS)
_SHARES = tuple(_COLUMNS.values())


def chronology(report: Report) -> list[Block]:
    """The dated entries, a table a year."""
    blocks: list[Block] = [Heading(2, "Chronology", "chronology")]
    if not report.chronology.entries:
        place = "among the entries asked for" if report.left_out else "in the period"
        return [*blocks, Paragraph(f"No dated record lies {place}.")]
    rows = EntryRows(report)
    by_year = groupby(
        report.chronology.entries, key=lambda entry: entry.event.when.first and entry.event.when.first.year
    )
    for year, entries in by_year:
        blocks.append(Heading(3, str(year), f"year-{year}"))
        blocks.append(_grid(rows, list(entries)))
    return blocks


def undated(report: Report) -> list[Block]:
    """The entries without a date, if there are any."""
    if not report.chronology.undated:
        return []
    rows = EntryRows(report)
    return [
        Heading(2, "Undated", "undated"),
        Paragraph(
            "Records without a date that could be read. They are kept here and no place in the order is claimed."
        ),
        _grid(rows, report.chronology.undated),
    ]


def _grid(rows: EntryRows, entries: Sequence[Entry]) -> Grid:
    return Grid(_HEADINGS, RowsOnDemand(rows.row, entries), _SHARES, numeric=(0,))


class EntryRows:
    """Turns entries into rows; holds what every row looks up."""

    def __init__(self, report: Report) -> None:
        self.people = {subject.id: subject for subject in report.subjects}
        self.numbers = {entry.id: entry for entry in report.every_entry}
        children = [subject for subject in report.subjects if subject.role == "child"]
        self.only_child = children[0].id if len(children) == 1 else None
        self.births = {
            child.id: child.born.first for child in children if child.born and child.born.first == child.born.last
        }
        self.findings: dict[str, list[Finding]] = defaultdict(list)
        for finding in report.findings:
            if finding.outcome != "cannot_tell":
                for entry_id in finding.entries:
                    self.findings[entry_id].append(finding)

    def row(self, entry: Entry) -> Row:
        """The entry in the columns of the chronology."""
        event = entry.event
        return Row(
            (
                str(entry.number),
                _say_date(entry),
                say_time(entry),
                self.say_ages(entry),
                _join(event.agency, event.author, event.author_role),
                _say_places(entry),
                self._say_all(entry),
                _join(event.action, event.outcome and f"Outcome: {event.outcome}"),
                say_seen(entry),
            ),
            entry.id,
            entry,
        )

    def say_ages(self, entry: Entry) -> str:
        """How old each of its people is whose birth is known to the day."""
        day = entry.event.when.first
        births = [born for subject_id in entry.subjects if (born := self.births.get(subject_id))]
        return "; ".join(dict.fromkeys(age_on(born, day) for born in births)) if day and births else ""

    def say_event(self, entry: Entry) -> tuple[Text, ...]:
        """Who it is about, what happened, and which other entries tell of the same; nothing of what was found out about it."""
        event = entry.event
        text = event.summary or event.code
        if event.category and event.category != event.summary:
            text = f"{event.category}: {text}"
        if event.voice:
            text += f"\nChild's words: {event.voice}"
        if event.present:
            text += f"\nPresent: {event.present}"
        about = self._say_about(entry)
        runs = [Text(about, strong=True), Text(f" {text}")] if about else [Text(text)]
        for position, other_id in enumerate(entry.same_event_as):
            other = self.numbers[other_id]
            runs.append(Text("\nSame event as " if position == 0 else ", "))
            runs.append(Text(f"No. {other.number}", target=other_id))
            runs.append(Text(f" ({other.event.agency})"))
        return tuple(runs)

    def _say_all(self, entry: Entry) -> Content:
        runs = (*self.say_event(entry), *self._say_findings(entry))
        return runs if len(runs) > 1 else runs[0].text

    def _say_findings(self, entry: Entry) -> Iterator[Text]:
        for finding in self.findings.get(entry.id, ()):
            yield Text("\nFinding: ")
            yield Text(finding.title, target=finding.id)

    def _say_about(self, entry: Entry) -> str:
        """Who the entry is about, where that is not simply the one child of the case."""
        if len(entry.subjects) == 1 and not entry.possible_subjects:
            (subject,) = entry.subjects
            return "" if subject == self.only_child else f"[{self.people[subject].name}]"
        names = [self.people[subject].name for subject in entry.subjects]
        if entry.possible_subjects:
            might_be = " or ".join(self.people[subject].name for subject in entry.possible_subjects)
            names.append(f"to review, might be {might_be}")
        if not entry.subjects and not entry.possible_subjects:
            written = "; ".join(mention.written for mention in entry.event.mentions if mention.written)
            names.append(f"{written}, not one of the people of the case" if written else "not known who this is about")
        return f"[{'; '.join(names)}]"


def _say_places(entry: Entry) -> Content:
    runs: list[Text] = []
    for position, place in enumerate(entry.provenance):
        if position:
            runs.append(Text("; "))
        runs.append(Text(say_place(place), source=place.source))
    return tuple(runs)


def _say_date(entry: Entry) -> Content:
    when = entry.event.when
    return (Text(when.text, day=when.first),) if when.precision == "day" and when.first == when.last else when.text


def say_time(entry: Entry) -> str:
    """`14:20`, or from when to when."""
    when = entry.event.when
    return f"{when.time}–{when.time_end}" if when.time and when.time_end else when.time or ""


def say_seen(entry: Entry) -> str:
    """Whether the child was seen, in the record's own words where it has a column for it."""
    event = entry.event
    if event.child_seen:
        return event.child_seen
    if "child_seen_alone" in event.kinds:
        return "yes, alone"
    if "child_seen" in event.kinds:
        return "yes"
    return "no" if "child_not_seen" in event.kinds else ""


def _join(*texts: str) -> str:
    return "\n".join(text for text in texts if text)
