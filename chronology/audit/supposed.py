"""What a rule would say were every possible record certain. Enters: a shape, a rule, a History. Leaves: one question, or none.

A shape that weighs several records together says nothing of a record that is only possibly about the child; where such a record
would make a finding, that is told as a question: who it is about is to be decided first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Any

from chronology.audit.ground import Ground
from chronology.audit.history import ANY, History, Shelf, exact_day
from chronology.audit.judgement import Judgement, Taken
from chronology.audit.wording import say_numbers
from chronology.model import Entry
from chronology.rule import Rule

Look = Callable[[Rule, Any, History, Ground, Taken], list[Judgement]]


def ask_of_possible(
    look: Look, rule: Rule, history: History, ground: Ground, taken: Taken, told: Sequence[Judgement]
) -> list[Judgement]:
    """The question that possible records raise; none where the certain ones have told the matter already."""
    kinds = rule.trigger_kinds()
    possible = {
        record.entry.id: record.entry
        for record in history.in_doubt(sorted(kinds))
        if not record.about_child and exact_day(record.entry)
    }
    if not possible:
        return []
    known = {entry.id for judgement in told if judgement.outcome != "met" for entry in judgement.entries}
    asked: dict[str, Entry] = {}
    for judgement in look(rule, rule.settings, _suppose(history, possible.values()), ground, taken):
        involved = [entry for entry in judgement.entries if entry.id in possible]
        if judgement.outcome != "met" and involved and known.isdisjoint(entry.id for entry in judgement.entries):
            asked |= {entry.id: entry for entry in involved}
    if not asked:
        return []
    entries = tuple(asked.values())
    days = [day for entry in entries if (day := entry.event.when.first)]
    numbers = say_numbers(sorted(entry.number for entry in entries))
    they_are = "it is" if len(entries) == 1 else "they are"
    statement = (
        f"Whether this rule has something to say cannot be told: {numbers} may be about this child; "
        f"decide who {they_are} about first."
    )
    return [Judgement("cannot_tell", min(days, default=None), entries, statement)]


def _suppose(history: History, possible: Iterable[Entry]) -> History:
    """The History with the possible records among the certain ones."""
    shelves = {kind: list(zip(shelf.days, shelf.entries, strict=True)) for kind, shelf in history.exact.items()}
    for entry in possible:
        day = exact_day(entry)
        for kind in (ANY, *entry.event.kinds):
            if day:
                shelves.setdefault(kind, []).append((day, entry))
    exact = {}
    for kind, records in shelves.items():
        records.sort(key=itemgetter(0))
        exact[kind] = Shelf([day for day, _ in records], [entry for _, entry in records])
    doubtful = {
        kind: [record for record in records if record.about_child] for kind, records in history.doubtful.items()
    }
    return History(history.subject, exact, doubtful, whose=history.whose)
