"""The shape `recording`: a record was written down later after the event than expected.

Enters: one child's History and a rule. Leaves: one Judgement for each agency, with all its late records. A record that does not say
when it was written down is not asked about.
"""

from __future__ import annotations

from datetime import date

from chronology.audit.ground import Ground
from chronology.audit.history import History
from chronology.audit.judgement import Judgement, Taken
from chronology.audit.occasions import find_occasions
from chronology.audit.reckoning import reckon
from chronology.audit.wording import add_standard, fill, say_times, say_unsure
from chronology.model import Entry
from chronology.rule import Rule, Span
from chronology.rule.settings import Recording
from chronology.when import possible_days


def look(rule: Rule, settings: Recording, history: History, ground: Ground, taken: Taken) -> list[Judgement]:
    """A Judgement for every agency whose records say when they were written down."""
    by_agency: dict[str, list[tuple[date, Entry]]] = {}
    for occasion in find_occasions(history, ground, settings.trigger, rule):
        for entry in occasion.entries:
            if entry.event.recorded and occasion.day and occasion.day not in taken:
                by_agency.setdefault(entry.event.agency, []).append((occasion.day, entry))
    judgements = []
    for agency in sorted(by_agency):
        judgement = _judge(rule, settings.deadline, ground, by_agency[agency])
        if judgement:
            judgements.append(judgement)
    return judgements


def _judge(rule: Rule, deadline: Span, ground: Ground, records: list[tuple[date, Entry]]) -> Judgement | None:
    late: list[tuple[int, date, date, Entry]] = []
    unsure: list[Entry] = []
    in_time = 0
    for day, entry in records:
        due = ground.add(day, deadline)
        written = possible_days(entry.event.recorded) if entry.event.recorded else None
        if due is None or written is None:
            continue
        if written[0] > due:
            late.append(((written[0] - day).days, day, due, entry))
        elif written[1] > due:
            unsure.append(entry)
        else:
            in_time += 1
    if late:
        days, day, due, _ = max(late, key=lambda one: (one[0], one[1]))
        entries = tuple(entry for _, _, _, entry in late)
        statement = fill(
            rule, ground, date=say_times(entries), count=str(len(late)), days=str(days), limit=str(deadline)
        )
        reckoning = f"{reckon(ground, day, deadline, due)} (the longest)"
        statement = add_standard(rule, late[0][1], statement)
        return Judgement("late", late[0][1], entries, statement, due, reckoning=reckoning)
    if unsure:
        reason = "the day on which it was written down is not exact"
        statement = say_unsure("its being written down", f"the record of {say_times(unsure)}", "", reason)
        return Judgement("cannot_tell", records[0][0], tuple(unsure), statement)
    return Judgement("met", records[0][0], (records[0][1],)) if in_time else None
