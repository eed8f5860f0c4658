"""Answers → decisions as the case file holds them. Enters: a question and its answer. Leaves: lines of text, one a decision."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from chronology.definitions import as_scalar
from chronology.model import Evidence, Provenance
from chronology.review.questions import Question, Record


class Answer(Struct, frozen=True):
    """What a person said: whether it is the same person, who says so, on which day, and why."""

    same: bool
    by: str
    on: date
    why: str


def decision_lines(question: Question, answer: Answer) -> list[str]:
    """A decision for every record of the question, in flow style, without the dash before it.

    A record is named by its entry's id, which outlives a new extract of the file, and by its place where the id would not
    be found again.
    """
    return [
        _line(named, question.subject.id, answer) for record in question.records for named in _names_of_record(record)
    ]


def reason_for(question: Question, same: bool) -> str:
    """A sentence of the evidence, to stand as the reason where none is given."""
    link = question.shown.link
    pros, cons = (say_evidence(link.evidence, sign) for sign in (1, -1))
    supporting, against = (pros, cons) if same else (cons, pros)
    if supporting and against:
        return f"{supporting}, although {against}"
    whole = "judged on the record as a whole"
    return supporting or (f"{whole}, although {against}" if against else whole)


def say_evidence(evidence: tuple[Evidence, ...], sign: int) -> str:
    """The comparisons that speak for (sign 1) or against (-1), as `forename and surname equal; postcode close`."""
    by_verdict: dict[str, list[str]] = {}
    for one in evidence:
        if one.weight * sign > 0:
            by_verdict.setdefault(one.verdict, []).append(say_field(one.field))
    return "; ".join(f"{' and '.join(fields)} {verdict}" for verdict, fields in by_verdict.items())


def say_field(field: str) -> str:
    """A field's name as it is printed."""
    return _FIELDS.get(field, field.replace("_", " "))


_FIELDS = {"nhs_number": "NHS number", "upn": "UPN", "agency_id": "agency no."}


def _names_of_record(record: Record) -> list[str]:
    if record.entry:
        return [f"entry: {as_scalar(record.entry)}"]
    return [_place(place) for place in record.places]


def _place(place: Provenance) -> str:
    sheet = f", sheet: {as_scalar(place.sheet)}" if place.sheet else ""
    return f"source: {as_scalar(place.source)}{sheet}, row: {place.row}"


def _line(named: str, subject: str, answer: Answer) -> str:
    person = f"{'subject' if answer.same else 'not_subject'}: {as_scalar(subject)}"
    said = f"decided_by: {as_scalar(answer.by)}, on: {answer.on.isoformat()}, why: {as_scalar(answer.why)}"
    return f"{{{named}, {person}, {said}}}"
