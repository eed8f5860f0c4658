"""What a person is asked. Enters: a Report. Leaves: questions, the most telling first, each with the records that one answer settles.

A question is "is this person, as written here, that person?". Records share one where the same words (or the same person
number under the same name) stand in them, or where they count as one person already, who could be another; any other likeness
is a question of its own.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from chronology.identifiers import nhs_number, upn
from chronology.model import Entry, Event, Link, Mention, Provenance, Subject
from chronology.people import read_group
from chronology.report import Report
from chronology.words import split_words

THRESHOLD = 0.5  # the share at which a mention is as likely to be the person as not


class Record(Struct, frozen=True):
    """One record in question: every place it stands at, the way to name it in a decision, and what it says.

    `entry` is empty where the id of the entry could not be found again by a decision; then `places` name it.
    """

    places: tuple[Provenance, ...]
    entry: str
    when: str
    agency: str
    summary: str
    mention: Mention
    link: Link
    taken_for: str = ""  # the id of the subject as whom the same words count now, where there is one


class Question(Struct, frozen=True):
    """Whether `records` are about `subject`. `others`: the ids of the further people that the same words could mean.

    `several`: the words mean more than one person at once ("the twins"), so a yes does not rule the others out.
    """

    id: str
    subject: Subject
    records: tuple[Record, ...]
    others: tuple[str, ...]
    several: bool

    @property
    def shown(self) -> Record:
        """The record to show: the one with the weakest evidence, so that no answer is given on the strength of a better one."""
        return min(self.records, key=lambda record: (record.link.score, record.places))

    @property
    def by_words_alone(self) -> bool:
        """Whether nothing but equal words joins its records, while somebody else could be meant by them too."""
        return len(self.records) > 1 and bool(self.others) and _form(self.records[0])[0] == "words"

    @property
    def about(self) -> tuple[tuple[Provenance, ...], ...]:
        """The records it is about, whoever the person: what two questions on the same mention have in common."""
        return tuple(record.places for record in self.records)


def find_questions(report: Report) -> list[Question]:
    """Every link that waits for a decision, as questions in the order in which they are best answered.

    First the questions whose one answer settles most records; among equals those nearest the threshold, where the records
    themselves tell least (a question about a mention stands as near as the nearest person it could be); then by place. Of
    the people one mention could be, the likeliest is asked first, as a yes settles the rest.
    """
    records = _records(report)
    subjects = {subject.id: subject for subject in report.subjects}
    could_be: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for record in records:
        could_be[record.places, record.link.written].add(record.link.subject)
    groups: dict[tuple[str, tuple[str, ...], tuple[object, ...]], list[Record]] = defaultdict(list)
    for record in records:
        subject = record.link.subject
        others = tuple(sorted(could_be[record.places, record.link.written] - {subject}))
        form = ("taken for", record.taken_for) if record.taken_for else _form(record)
        groups[subject, others, form].append(record)
    return _ranked([_question(subjects[subject], same, others) for (subject, others, _), same in groups.items()])


def split(question: Question) -> list[Question]:
    """The question as one question a record, in order of place."""
    return [_question(question.subject, [record], question.others) for record in question.records]


def settled_by(question: Question, questions: Iterable[Question]) -> set[str]:
    """The ids of the other questions that a yes to this one settles: the same words in the same records mean one person."""
    if question.several:
        return set()
    written = {(record.places, record.link.written) for record in question.records}
    return {
        other.id
        for other in questions
        if other.subject.id != question.subject.id
        and {(record.places, record.link.written) for record in other.records} <= written
    }


def count_outside(report: Report) -> int:
    """How many records in doubt stand outside the period under review, and so are not asked about."""
    inside = {place for entry in _entries(report) for place in entry.provenance}
    return len({link.provenance for link in report.links if link.standing == "possible"} - inside)


def as_written(mention: Mention) -> str:
    """The person's name as the record has it."""
    return mention.written or f"{mention.forename} {mention.surname}".strip()


def places_of(records: Iterable[Record]) -> list[Provenance]:
    """Every place of the records, in order."""
    return sorted(place for record in records for place in record.places)


def _entries(report: Report) -> tuple[Entry, ...]:
    return (*report.chronology.entries, *report.chronology.undated)


def _records(report: Report) -> list[Record]:
    """One for each record and person in doubt; a record met in several places counts once.

    A decision is about a whole record. So where two people of one record could be the same subject, the likelier of the two
    is asked about, and nothing is asked where the record is about the subject already.
    """
    possible: dict[Provenance, list[Link]] = defaultdict(list)
    merged: dict[tuple[Provenance, str], str] = {}
    for link in report.links:
        if link.standing == "possible":
            possible[link.provenance].append(link)
        else:
            merged[link.provenance, link.written] = link.subject
    if not possible:
        return []
    entries = _entries(report)
    alike = Counter(_words(entry.event) for entry in entries)
    by_place: dict[tuple[Provenance, ...], tuple[Entry, bool]] = {}
    for entry in entries:
        if any(place in possible for place in entry.provenance):
            _, told = by_place.get(entry.provenance, (entry, True))
            by_place[entry.provenance] = entry, told and alike[_words(entry.event)] == 1
    records: dict[tuple[object, ...], Record] = {}
    for places, (entry, findable) in by_place.items():
        event = entry.event
        likeliest: dict[str, Link] = {}
        for link in (link for place in places for link in possible.get(place, ())):
            if link.subject not in entry.subjects:
                held = likeliest.setdefault(link.subject, link)
                likeliest[link.subject] = max(held, link, key=lambda one: (one.score, one.written))
        for subject, link in likeliest.items():
            records[places, subject] = Record(
                tuple(sorted(places)),
                entry.id if findable else "",
                event.when.text,
                event.agency,
                event.summary or event.category,
                _mention(event, link.written),
                link,
                merged.get((link.provenance, link.written), ""),
            )
    return list(records.values())


def _words(event: Event) -> tuple[object, ...]:
    """What the record says, without where it stands: two records that agree in it may have been given new ids since."""
    return (event.mentions, event.ref, event.summary, event.action, event.outcome, event.author, event.other)


def _mention(event: Event, written: str) -> Mention:
    return next((one for one in event.mentions if as_written(one) == written), Mention(written))


def _form(record: Record) -> tuple[object, ...]:
    """What records have in common that one answer may settle: a person's number and the name, else every word on the person."""
    mention, place = record.mention, record.places[0]
    name = tuple(sorted(split_words(record.link.written)))
    born = mention.born.text if mention.born else ""
    if number := nhs_number(mention.nhs_number) or upn(mention.upn):
        return ("number", number, name, born)
    if mention.agency_id.strip():
        return ("number", record.agency, mention.agency_id.strip(), name, born)
    words = (mention.age, mention.sex, mention.nhs_number, mention.upn, mention.postcode, mention.address)
    return ("words", place.source, record.link.written, born, *(" ".join(one.casefold().split()) for one in words))


def _question(subject: Subject, records: Sequence[Record], others: tuple[str, ...]) -> Question:
    records = sorted(records, key=lambda record: record.places)
    names = sorted((record.entry or str(record.places), record.link.written) for record in records)
    told = hashlib.blake2b(repr((subject.id, names)).encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
    several = any(read_group(record.link.written)[0] for record in records)
    return Question(f"q-{told}", subject, tuple(records), others, several)


def _ranked(questions: Sequence[Question]) -> list[Question]:
    nearest: dict[tuple[object, ...], float] = {}
    for one in questions:
        distance = abs(one.shown.link.score - THRESHOLD)
        nearest[one.about] = min(distance, nearest.get(one.about, 1.0))
    return sorted(
        questions,
        key=lambda one: (-len(one.records), nearest[one.about], one.about, -one.shown.link.score, one.subject.id),
    )
