"""Report → Sheets: the chronology for who wants to sort and filter it. One row an entry, finding, person, source or question.

Cells say what the document says, one fact each; nothing is counted that a reader cannot count again in the same sheet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec.structs import astuple

from chronology.compose.entries import EntryRows, say_seen, say_time
from chronology.compose.findings import say_first_met, say_when
from chronology.compose.people import links_by_subject, names_written
from chronology.compose.selection import say_asked, say_left_out
from chronology.compose.words import say_people, sum_accounts
from chronology.document import Content, Grid, Row, Sheet, Sheets, Text
from chronology.kinds import kind_names
from chronology.model import Entry, Finding, Issue, Provenance, When
from chronology.report import Report

# Heading → share of the width, about the characters that fit on a line of the cell.
_CHRONOLOGY = {
    "No": 6,
    "Date": 13,
    "Date as recorded": 16,
    "Date (EDTF)": 18,
    "Time": 12,
    "Age": 14,
    "About": 18,
    "Might be": 18,
    "Agency": 24,
    "Sector": 14,
    "Kinds": 24,
    "Category": 18,
    "Event": 70,
    "Action taken": 35,
    "Outcome": 25,
    "Child seen": 12,
    "Child's words": 25,
    "Present": 20,
    "Author": 18,
    "Role": 18,
    "Recorded": 13,
    "Place": 18,
    "Code": 12,
    "Reference": 14,
    "Document": 14,
    "Other columns": 35,
    "Findings": 35,
    "Key event": 30,
    "Same event as": 12,
    "Source": 8,
    "File": 32,
    "Sheet": 14,
    "Row": 7,
    "Also in": 32,
    "Entry": 16,
}
_FINDINGS = {
    "Finding": 16,
    "Level": 9,
    "Outcome": 18,
    "Title": 35,
    "Topic": 22,
    "About": 20,
    "When": 22,
    "Due": 13,
    "What the records show": 70,
    "Reckoned": 35,
    "First to be seen": 35,
    "Rests on (No.)": 18,
    "Answered by (No.)": 18,
    "Searched": 30,
    "Rule": 10,
    "Rule's source": 40,
    "Source read": 9,
}
_PEOPLE = {
    "Person": 26,
    "Id": 16,
    "Role": 12,
    "Born": 13,
    "Died": 13,
    "Registered": 11,
    "Confirmed": 11,
    "Probable": 11,
    "To review": 11,
    "As written in the records": 70,
}
_SOURCES = {
    "Source": 8,
    "File": 40,
    "Agency": 30,
    "Sector": 16,
    "Covers from": 13,
    "Covers to": 13,
    "Basis": 22,
    "Profile": 22,
    "sha256": 66,
}
_ACCOUNT = {
    "Source": 8,
    "File": 40,
    "Agency": 30,
    "Records read": 13,
    "Entries": 11,
    "Undated": 11,
    "Out of scope": 13,
    "Duplicates": 12,
    "Set aside": 11,
}
_QUESTIONS = {"Level": 10, "Code": 24, "What": 70, "Source": 8, "File": 40, "Sheet": 16, "Row": 8, "Heading": 24}
_BUTTON = 4  # characters, that a filter's button takes beside a heading
_OUTCOMES = {"no_record": "no record found", "late": "late", "pattern": "pattern", "cannot_tell": "cannot tell"}


def compose_sheets(report: Report) -> Sheets:
    """The whole report as sheets; a selected one opens with what it leaves out."""
    sheets = [
        chronology_sheet(report),
        _findings(report),
        _people(report),
        _sources(report),
        _account(report),
        _questions(report),
    ]
    if report.left_out:
        sheets.insert(0, _selection(report))
    return Sheets(report.case.title, tuple(sheets))


def compose_chronology_sheet(report: Report) -> Sheet:
    """The sheet of the chronology alone. A selected one says what it leaves out in its first row, which has no number."""
    sheet = chronology_sheet(report)
    if report.left_out:
        said = f"{say_left_out(report)} Asked for: {'; '.join(say_asked(report.left_out.asked, report))}."
        cells = tuple(said if heading == "Event" else "" for heading in sheet.grid.headings)
        grid = Grid(sheet.grid.headings, (Row(cells), *sheet.grid.rows), sheet.grid.shares, sheet.grid.numeric)
        return Sheet(sheet.name, grid)
    return sheet


def chronology_sheet(report: Report) -> Sheet:
    """Every entry in the one order, the undated last."""
    words = EntryRows(report)
    ids = {source.path: source.id for source in report.sources}
    numbers = {entry.id: entry.number for entry in report.every_entry}
    names = {subject.id: subject.name for subject in report.subjects}
    flags = {
        entry_id: "; ".join(dict.fromkeys(finding.title for finding in findings))
        for entry_id, findings in words.findings.items()
    }
    rows = []
    for entry in (*report.chronology.entries, *report.chronology.undated):
        event = entry.event
        first, *others = entry.provenance
        rows.append(
            Row(
                (
                    str(entry.number),
                    _day_or_text(event.when, "undated"),
                    event.when.text,
                    event.when.edtf,
                    say_time(entry),
                    words.say_ages(entry),
                    say_people(entry.subjects, names),
                    say_people(entry.possible_subjects, names),
                    event.agency,
                    event.sector.replace("_", " "),
                    "; ".join([kind_names()[kind] for kind in event.kinds]),
                    event.category,
                    event.summary,
                    event.action,
                    event.outcome,
                    say_seen(entry),
                    event.voice,
                    event.present,
                    event.author,
                    event.author_role,
                    _day_or_text(event.recorded),
                    event.place,
                    event.code,
                    event.ref,
                    event.source_document,
                    "\n".join([f"{heading}: {text}" for heading, text in event.other]),
                    flags.get(entry.id, ""),
                    _say_key(report, entry),
                    ", ".join([str(numbers[other]) for other in entry.same_event_as]),
                    ids[first.source],
                    first.source,
                    first.sheet or "",
                    str(first.row),
                    "; ".join([_say_place(place, ids) for place in others]),
                    entry.id,
                ),
                entry.id,
                entry,
            )
        )
    return _sheet("Chronology", _CHRONOLOGY, rows, ("No", "Row"))


def _say_key(report: Report, entry: Entry) -> str:
    ground = report.left_out.key.get(entry.id) if report.left_out else None
    if ground is None:
        return ""
    parts = [*(kind_names()[kind] for kind in ground.kinds), *(f"finding: {title}" for title in ground.findings)]
    return "; ".join([*parts, *(f"marked: {why}" for why in ground.marks)])


def _selection(report: Report) -> Sheet:
    asked = report.left_out.asked if report.left_out else None
    rows = [Row(("Not the whole chronology", say_left_out(report)))]
    rows += [Row(("Asked for", words)) for words in (say_asked(asked, report) if asked else ())]
    rows.append(
        Row(("The other sheets", "Worked out from all records. Entries keep their numbers of the whole chronology."))
    )
    return _sheet("Selection", {"What": 26, "Said": 110}, rows)


def _findings(report: Report) -> Sheet:
    rules = {rule.id: rule for rule in report.rules}
    entries = {entry.id: entry for entry in report.every_entry}
    names = {subject.id: subject.name for subject in report.subjects}
    sources = {source.path: f"{source.id} {source.agency}" for source in report.sources}
    rows = []
    for finding in report.findings:
        rule = rules[finding.rule]
        met = report.knowledge.accumulations.get(finding.id)
        rows.append(
            Row(
                (
                    finding.id,
                    finding.level,
                    _OUTCOMES[finding.outcome],
                    finding.title,
                    finding.topic.replace("_", " "),
                    say_people(finding.subjects, names),
                    _say_days(finding, entries),
                    _day(finding.due),
                    finding.statement,
                    finding.reckoning,
                    say_first_met(met) if met else "",
                    _say_numbers(finding.entries, entries),
                    _say_numbers(finding.answered_by, entries),
                    "; ".join(sources[path] for path in finding.searched),
                    finding.rule,
                    rule.source_line,
                    "yes" if rule.verified else "no",
                )
            )
        )
    return _sheet("Findings", _FINDINGS, rows)


def _say_days(finding: Finding, entries: dict[str, Entry]) -> str:
    """The day of the first entry; of a pattern, from when to when it goes."""
    if not finding.entries:
        return ""
    first, last = say_when(entries[finding.entries[0]]), say_when(entries[finding.entries[-1]])
    return f"{first} to {last}" if finding.outcome == "pattern" and first != last else first


def _say_numbers(ids: Sequence[str], entries: dict[str, Entry]) -> str:
    return ", ".join(str(entries[one].number) for one in ids)


def _people(report: Report) -> Sheet:
    by_subject = links_by_subject(report)
    rows = []
    for subject in report.subjects:
        links = by_subject[subject.id]
        standings = Counter(link.standing for link in links)
        rows.append(
            Row(
                (
                    subject.name,
                    subject.id,
                    subject.role,
                    _day_or_text(subject.born),
                    _day(subject.died),
                    "yes" if subject.registered else "no",
                    str(standings["confirmed"]),
                    str(standings["probable"]),
                    str(standings["possible"]),
                    "; ".join(names_written(links)),
                )
            )
        )
    return _sheet("People", _PEOPLE, rows, ("Confirmed", "Probable", "To review"))


def _sources(report: Report) -> Sheet:
    rows = []
    for source in report.sources:
        covers = source.covers
        profile = next((one.profile for one in source.recognitions if one.profile), "")
        rows.append(
            Row(
                (
                    source.id,
                    source.path,
                    source.agency,
                    source.sector.replace("_", " "),
                    _day(covers.first if covers else None),
                    _day(covers.last if covers else None),
                    covers.basis if covers else "no dated record",
                    profile or "",
                    source.sha256,
                )
            )
        )
    return _sheet("Sources", _SOURCES, rows)


def _account(report: Report) -> Sheet:
    rows = [
        Row((source.id, source.path, source.agency, *map(str, astuple(source.account)))) for source in report.sources
    ]
    total = sum_accounts(source.account for source in report.sources)
    rows.append(Row(("All", "", "", *map(str, astuple(total)))))
    return _sheet("Account", _ACCOUNT, rows, tuple(_ACCOUNT)[3:])


def _questions(report: Report) -> Sheet:
    """Every question with its own place, then every link that waits for a decision."""
    ids = {source.path: source.id for source in report.sources}
    names = {subject.id: subject.name for subject in report.subjects}
    order = {"error": 0, "warning": 1, "note": 2}
    rows = [_question(one, ids) for one in sorted(report.issues, key=lambda one: order[one.level])]
    rows += [
        Row(
            (
                "decision",
                "link",
                f"“{link.written}” might be {names[link.subject]}; this counts for nobody until a person decides.",
                *_place_cells(link.provenance, ids),
                "",
            )
        )
        for link in report.links
        if link.standing == "possible"
    ]
    return _sheet("Questions", _QUESTIONS, rows, ("Row",))


def _question(one: Issue, ids: dict[str, str]) -> Row:
    source = one.source or ""
    row = str(one.row) if one.row else ""
    return Row((one.level, one.code, one.message, ids.get(source, ""), source, one.sheet or "", row, one.heading or ""))


def _place_cells(place: Provenance, ids: dict[str, str]) -> tuple[str, str, str, str]:
    return ids[place.source], place.source, place.sheet or "", str(place.row)


def _sheet(name: str, columns: dict[str, int], rows: Iterable[Row], numeric: Sequence[str] = ()) -> Sheet:
    headings, rows = tuple(columns), tuple(rows)
    filled = [any(cells) for cells in zip(*(row.cells for row in rows), strict=True)] or [False] * len(headings)
    shares = tuple(
        float(width if used else min(width, len(heading) + _BUTTON))
        for (heading, width), used in zip(columns.items(), filled, strict=True)
    )
    return Sheet(name, Grid(headings, rows, shares, tuple(headings.index(heading) for heading in numeric)))


def _day_or_text(when: When | None, otherwise: str = "") -> Content:
    """A certain day as a day, every other date as it was recorded."""
    if when is None:
        return otherwise
    if when.precision == "day" and when.first and when.first == when.last:
        return (Text(when.text, day=when.first),)
    return when.text or otherwise


def _day(day: date | None) -> Content:
    return (Text(day.isoformat(), day=day),) if day else ""


def _say_place(place: Provenance, ids: dict[str, str]) -> str:
    sheet = f", {place.sheet}" if place.sheet else ""
    return f"{ids[place.source]} {place.source}{sheet}, row {place.row}"
