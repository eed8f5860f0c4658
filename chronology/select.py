"""A report of which only some entries are shown. Enters: a Report and a Selection. Leaves: a Report that says what was left out.

Numbers stay as they are in the whole chronology, so that a short version can be read beside it. Whatever was worked out from the
records (who is who, findings, who knew what, the account) was worked out from all of them: a selection is for reading, and hides
nothing from who must not see it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from chronology.key_events import find_key_events
from chronology.model import Entry, Finding
from chronology.report import LeftOut, Report, Selection
from chronology.when import possibly_overlaps


def select(report: Report, asked: Selection) -> Report:
    """The report with the entries asked for, and the findings that rest on one of them or on no entry at all.

    A finding keeps its words whatever else it rests on. An entry without a date stays in whatever period is asked for: nothing
    says that it lies outside.
    """
    if asked == Selection():
        return report
    chronology = report.chronology
    every = report.every_entry
    key = find_key_events(every, report.findings, report.case.key_marks) if asked.key_events else {}
    chosen = {one.id for one in choose(every, asked) if one.id in key or not asked.key_events}
    findings = tuple(finding for finding in report.findings if _is_shown(finding, chosen, asked))
    return replace(
        report,
        chronology=replace(
            chronology,
            entries=tuple(one for one in chronology.entries if one.id in chosen),
            undated=tuple(one for one in chronology.undated if one.id in chosen),
        ),
        findings=findings,
        left_out=LeftOut(
            asked=asked,
            entries=tuple(one for one in chronology.entries if one.id not in chosen),
            undated=tuple(one for one in chronology.undated if one.id not in chosen),
            findings=len(report.findings) - len(findings),
            key={entry_id: ground for entry_id, ground in key.items() if entry_id in chosen},
        ),
    )


def choose(entries: Iterable[Entry], asked: Selection) -> list[Entry]:
    """The entries that period, agencies, people and kinds let through; whether an entry is key needs the whole report."""
    first, last = asked.first or date.min, asked.last or date.max
    people, kinds = frozenset(asked.people), frozenset(asked.kinds)
    return [
        entry
        for entry in entries
        if possibly_overlaps(entry.event.when, first, last)
        and (not asked.agencies or _is_of_one(entry, asked.agencies))
        and (not people or not people.isdisjoint((*entry.subjects, *entry.possible_subjects)))
        and (not kinds or not kinds.isdisjoint(entry.event.kinds))
    ]


def names_agency(written: str, agency: str, sector: str) -> bool:
    """Whether what a person wrote is part of an agency's name or of its sector, with or without underscores."""
    return written.casefold() in f"{agency}\n{sector}\n{sector.replace('_', ' ')}".casefold()


def _is_of_one(entry: Entry, agencies: Iterable[str]) -> bool:
    return any(names_agency(written, entry.event.agency, entry.event.sector) for written in agencies)


def _is_shown(finding: Finding, chosen: set[str], asked: Selection) -> bool:
    rests_on = (*finding.entries, *finding.answered_by)
    if rests_on:
        return not chosen.isdisjoint(rests_on)
    if asked.people and finding.subjects and set(asked.people).isdisjoint(finding.subjects):
        return False
    return finding.due is None or (asked.first or date.min) <= finding.due <= (asked.last or date.max)
