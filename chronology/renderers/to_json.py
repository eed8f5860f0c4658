"""Report → the JSON result, schema 1. Members and their order are fixed: scripts rely on them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, BinaryIO

import msgspec

from chronology import __version__
from chronology.knowledge import FirstMet, Snapshot, Strip
from chronology.model import (
    Corrected,
    Entry,
    Event,
    Finding,
    Issue,
    Link,
    Mention,
    Provenance,
    Recognition,
    Source,
    Subject,
    When,
)
from chronology.report import Report
from chronology.rule import rules_sha256

_STEERS = re.compile(rb"\x7f|\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9]")


def render(report: Report, stream: BinaryIO) -> None:
    """Writes the whole result as UTF-8 JSON, one member or one element of a list a line."""
    _write(_members(report), stream)


def render_sources(sources: tuple[Source, ...], stream: BinaryIO) -> None:
    """Writes what `identify` says: the sources alone, with heading row, standing and reason for every column."""
    _write([("schema", 1), ("sources", map(_source, sources))], stream)


def _write(members: Iterable[tuple[str, Any]], stream: BinaryIO) -> None:
    """Lists are encoded element by element, so that a large case is never held twice."""
    before = b"{\n "
    for name, value in members:
        stream.write(before + encode(name) + b": ")
        before = b",\n "
        if isinstance(value, Iterator):
            first = True
            for element in value:
                stream.write(b"[\n  " if first else b",\n  ")
                stream.write(encode(element))
                first = False
            stream.write(b"[]" if first else b"\n ]")
        else:
            stream.write(encode(value))
    stream.write(b"\n}\n")


def encode(value: object) -> bytes:
    """JSON with no character in it that steers a terminal or ends a line: the format lets these stand unescaped."""
    written = msgspec.json.encode(value)
    if written.isascii() and b"\x7f" not in written:
        return written
    return _STEERS.sub(lambda found: b"\\u%04x" % ord(found[0].decode()), written)


def _members(report: Report) -> Iterator[tuple[str, Any]]:
    ids = {source.path: source.id for source in report.sources}
    links: dict[str, list[Link]] = defaultdict(list)
    for link in report.links:
        links[link.subject].append(link)
    scope = {"from": report.case.scope_from, "to": report.case.scope_to}
    chronology = report.chronology
    yield "schema", 1
    yield "tool", {"name": "chronology", "version": __version__, "rules_sha256": rules_sha256(report.rules)}
    yield "case", {"title": report.case.title, "nation": report.case.nation, "scope": scope}
    if report.left_out:
        yield "selection", say_selection(report)
    yield "sources", map(_source, report.sources)
    yield "prior_bits", round(report.prior_bits, 2)
    yield "subjects", (_subject(subject, links[subject.id], ids) for subject in report.subjects)
    yield "entries", (say_entry(entry, ids) for entry in chronology.entries)
    yield "undated", (say_entry(entry, ids) for entry in chronology.undated)
    yield (
        "mentions",
        (
            _mention(mention, place, ids)
            for entry in (*chronology.entries, *chronology.undated)
            for place in entry.provenance
            for mention in entry.event.mentions
            if not mention.assumed
        ),
    )
    accumulations = report.knowledge.accumulations
    yield "findings", (_finding(finding, ids, accumulations.get(finding.id)) for finding in report.findings)
    yield "checks", (_drop_empty(msgspec.to_builtins(check), "not_run") for check in report.checks)
    yield "silences", map(_strip, report.knowledge.silences)
    yield "knew", map(_snapshot, report.knowledge.snapshots)
    yield "knowledge_note", report.knowledge.note
    yield "corrections", (_correction(one, ids) for one in report.corrections)
    yield "issues", (_issue(issue, ids) for issue in report.issues)
    yield "set_aside", ({**_place(place, ids), "code": code} for place, code in report.set_aside)


def say_selection(report: Report) -> dict[str, Any] | None:
    """What was asked for and how much was left out; entries left out stand by id and number, for what is shown may name them."""
    left = report.left_out
    if left is None:
        return None
    asked = left.asked
    shown = (*report.chronology.entries, *report.chronology.undated)
    return {
        "from": asked.first,
        "to": asked.last,
        "agencies": asked.agencies,
        "people": asked.people,
        "kinds": asked.kinds,
        "key_events": asked.key_events,
        "left_out": {"entries": len(left.entries), "undated": len(left.undated), "findings": left.findings},
        "entries_left_out": [{"id": entry.id, "number": entry.number} for entry in (*left.entries, *left.undated)],
        "key": [
            {"id": entry.id, "number": entry.number, **msgspec.structs.asdict(left.key[entry.id])}
            for entry in shown
            if entry.id in left.key
        ],
    }


def _source(source: Source) -> dict[str, Any]:
    covers = source.covers
    return {
        "id": source.id,
        "path": source.path,
        "sha256": source.sha256,
        "agency": source.agency,
        "sector": source.sector,
        "profile": next((one.profile for one in source.recognitions if one.profile), None),
        "covers": {"from": covers.first, "to": covers.last, "basis": covers.basis} if covers else None,
        "tables": [{"sheet": one.sheet, "heading_row": one.heading_row} for one in source.recognitions],
        "columns": [column for one in source.recognitions for column in _columns(one)],
        **msgspec.to_builtins(source.account),
    }


def _columns(recognition: Recognition) -> list[dict[str, Any]]:
    return [
        {
            "sheet": recognition.sheet,
            "heading": column.heading,
            "field": column.field,
            "standing": column.standing,
            "reason": column.reason,
            "heading_row": recognition.heading_row,
        }
        for column in recognition.columns
    ]


def _subject(subject: Subject, links: list[Link], ids: dict[str, str]) -> dict[str, Any]:
    return {
        "id": subject.id,
        "name": subject.name,
        "also_known_as": subject.also_known_as,
        "born": _day_as_written(subject.born),
        "role": subject.role,
        "registered": subject.registered,
        "links": [
            {
                "source": ids[link.provenance.source],
                "sheet": link.provenance.sheet,
                "row": link.provenance.row,
                "written": link.written,
                "standing": link.standing,
                "score": link.score,
                "evidence": link.evidence,
            }
            for link in links
        ],
    }


def say_entry(entry: Entry, ids: dict[str, str]) -> dict[str, Any]:
    """One entry's members; `ids` are the sources' by path."""
    event = entry.event
    return {
        "number": entry.number,
        "id": entry.id,
        "when": event.when,
        "recorded": _day_as_written(event.recorded),
        "agency": event.agency,
        "sector": event.sector,
        "kinds": event.kinds,
        "subjects": entry.subjects,
        "possible_subjects": entry.possible_subjects,
        "summary": event.summary,
        "action": event.action,
        "outcome": event.outcome,
        "author": event.author,
        **_further_fields(event),
        "provenance": [_place(place, ids) for place in entry.provenance],
        "same_event_as": entry.same_event_as,
    }


def _further_fields(event: Event) -> dict[str, Any]:
    fields = {
        "ref": event.ref,
        "category": event.category,
        "code": event.code,
        "author_role": event.author_role,
        "present": event.present,
        "child_seen": event.child_seen,
        "voice": event.voice,
        "place": event.place,
        "source_document": event.source_document,
    }
    written: dict[str, Any] = {name: text for name, text in fields.items() if text}
    if event.injuries:
        written["injuries"] = event.injuries
    if event.other:
        written["other"] = [{"heading": heading, "text": text} for heading, text in event.other]
    return written


class _Named(msgspec.Struct, omit_defaults=True, gc=False):
    """One mention as it is printed: its place, and what the record says of the person, without what it leaves empty."""

    source: str
    sheet: str | None
    row: int
    written: str = ""
    forename: str = ""
    middle_names: str = ""
    surname: str = ""
    also_known_as: tuple[str, ...] = ()
    born: str = ""
    age: str = ""
    sex: str = ""
    nhs_number: str = ""
    upn: str = ""
    agency_id: str = ""
    address: str = ""
    postcode: str = ""


def _mention(mention: Mention, place: Provenance, ids: dict[str, str]) -> _Named:
    return _Named(
        ids[place.source],
        place.sheet,
        place.row,
        mention.written,
        mention.forename,
        mention.middle_names,
        mention.surname,
        mention.also_known_as,
        _day_as_written(mention.born) or "",
        mention.age,
        mention.sex,
        mention.nhs_number,
        mention.upn,
        mention.agency_id,
        mention.address,
        mention.postcode,
    )


def _finding(finding: Finding, ids: dict[str, str], met: FirstMet | None) -> dict[str, Any]:
    members: dict[str, Any] = msgspec.structs.asdict(finding)
    members["searched"] = [ids[path] for path in finding.searched]
    if met:
        shares = [{"agency": agency, "count": count} for agency, count in met.by_agency]
        members["first_met"] = {
            "day": met.day,
            "count": met.count,
            "by_agency": shares,
            "entries": met.entries,
            "written_later": met.later,
        }
    return members


def render_snapshot(snapshot: Snapshot, stream: BinaryIO) -> None:
    """Writes what `knew` says of one day."""
    _write([("schema", 1), *_snapshot(snapshot).items()], stream)


def _strip(strip: Strip) -> dict[str, Any]:
    return {
        "agency": strip.agency,
        "sector": strip.sector,
        "subject": strip.subject,
        "from": strip.first,
        "to": strip.last,
        "basis": strip.basis or None,
        "vague": strip.vague,
        "months": strip.months,
    }


def _snapshot(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "on": snapshot.on,
        "why": snapshot.why,
        "subjects": snapshot.subjects,
        "undated": snapshot.undated,
        "together": [
            {
                **msgspec.structs.asdict(one),
                "by_agency": [{"agency": agency, "days": days} for agency, days in one.by_agency],
            }
            for one in snapshot.together
        ],
        "agencies": snapshot.agencies,
    }


def _correction(one: Corrected, ids: dict[str, str]) -> dict[str, Any]:
    members = {"entry": one.entry, **_place(one.provenance, ids), "added": one.added, "removed": one.removed}
    return {**members, "by": one.by, "on": one.on, "why": one.why}


def _issue(issue: Issue, ids: dict[str, str]) -> dict[str, Any]:
    members = {
        "code": issue.code,
        "level": issue.level,
        "source": ids.get(issue.source, issue.source) if issue.source else None,
        "sheet": issue.sheet,
        "row": issue.row,
        "heading": issue.heading,
        "message": issue.message,
    }
    return _drop_empty(members, "heading")


def _place(place: Provenance, ids: dict[str, str]) -> dict[str, Any]:
    return {"source": ids[place.source], "sheet": place.sheet, "row": place.row}


def _day_as_written(when: When | None) -> str | None:
    """ISO as far as the date is precise; a date that cannot be read stays as it was written."""
    if when is None:
        return None
    if isinstance(when.first, date) and when.first == when.last:
        return when.first.isoformat()
    return when.edtf or when.text


def _drop_empty(members: dict[str, Any], name: str) -> dict[str, Any]:
    if not members[name]:
        del members[name]
    return members
