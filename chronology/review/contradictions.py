"""Decisions that cannot both hold. Enters: the case's decisions and the events. Leaves: nothing, or an error that names both lines.

The case file alone shows two decisions on one place against each other (`case`); that an entry and a row are one record,
and whom a record names, shows only beside the records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from chronology.case import Decision
from chronology.errors import DefinitionError
from chronology.model import Event, Provenance, Subject
from chronology.people import read_group
from chronology.people.vocabulary import words_around_names
from chronology.words import split_words


def refuse_contradictions(
    decisions: Sequence[Decision], events: Iterable[Event], subjects: Iterable[Subject], where: str = "case.yaml"
) -> None:
    """Raises DefinitionError for two decisions on one record, however each names it, that contradict each other.

    Two do where one says it is about a person and the other that it is not; and where they give a record that names one
    person to two. A record may be several people's where it names as many, where it says "the twins", or where its text
    names the others; one that names nobody leaves it to the person who decides.
    """
    if not decisions:
        return
    held = _by_record(decisions, events)
    people = {subject.id: subject for subject in subjects}
    for records, found in held:
        said: dict[str, Decision] = {}
        for decision in found:
            earlier = said.setdefault(decision.subject or decision.not_subject or "", decision)
            if (earlier.subject is None) != (decision.subject is None):
                raise _error(earlier, decision, "contradict each other: one record, one person, yes and no", where)
        about = [decision for decision in said.values() if decision.subject]
        if len(about) > 1 and not _may_be_of(records, [people[one.subject] for one in about if one.subject in people]):
            told = "give a record that names one person to two"
            raise _error(about[0], about[1], told, where)


def _error(earlier: Decision, later: Decision, told: str, where: str) -> DefinitionError:
    first, second = sorted((earlier.line, later.line))
    return DefinitionError(
        f"the decisions on lines {first} and {second} {told}", f"{where} line {second}", "keep the one that holds"
    )


def _by_record(decisions: Sequence[Decision], events: Iterable[Event]) -> list[tuple[list[Event], list[Decision]]]:
    """The events of each record on which there is more than one decision, and those decisions in order of line."""
    by_entry, by_row = defaultdict(list), defaultdict(list)
    for decision in decisions:
        if decision.entry is not None:
            by_entry[decision.entry].append(decision)
        else:
            by_row[decision.source, decision.row].append(decision)
    records: dict[Provenance, list[Event]] = defaultdict(list)
    held: dict[Provenance, list[Decision]] = defaultdict(list)
    for event in events:
        place = event.provenance
        here = [*by_entry.get(event.id, ())]
        here += [one for one in by_row.get((place.source, place.row), ()) if one.sheet in (None, place.sheet)]
        if here:
            records[place].append(event)
            held[place] += [one for one in here if one not in held[place]]
    return [
        (records[place], sorted(held[place], key=lambda one: one.line))
        for place in sorted(held)
        if len(held[place]) > 1
    ]


def _may_be_of(events: Sequence[Event], people: Sequence[Subject]) -> bool:
    """Whether a record names as many people as these, in its fields and its text together."""
    mentions = {one for event in events for one in event.mentions if not one.assumed}
    if not mentions or len(mentions) >= len(people) or any(read_group(one.written)[0] for one in mentions):
        return True
    words = {
        word
        for event in events
        for text in (event.summary, event.action, event.outcome, event.voice, event.present)
        for word in split_words(text)
    }
    if words & {word for word, group in words_around_names().groups.items() if word == group or group != "children"}:
        return True
    in_text = {name for person in people for name in _forenames(person) if name in words}
    untold = sum(not in_text & _forenames(person) for person in people)
    return untold <= sum(not in_text & {*split_words(f"{one.written} {one.forename}")} for one in mentions)


def _forenames(subject: Subject) -> set[str]:
    return {words[0] for name in (subject.name, *subject.also_known_as) if (words := split_words(name))}
