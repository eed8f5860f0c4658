"""Whether a child gets about by itself. Enters: a History, a record. Leaves: yes or no.

What the records say (movement.yaml) goes before age: a baby that crawls may bump itself, and a child of seven whom a disability keeps
from moving may not. Only records of this child alone are read, up to the day in question; where they say nothing, its age decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from chronology.audit.history import ANY, History
from chronology.audit.words import fold
from chronology.calendar import add_months
from chronology.definitions import load_file, mappings, number, refuse_unknown
from chronology.model import Entry
from chronology.rule.lists import read_folded

NOT_YET_HOLDS = timedelta(days=92)
WORDS_BEFORE = 4  # how far back in its part of a sentence a word turns what follows
_PART = re.compile(r"[.,;:?!\n]")
_Says = Literal["moves", "not yet", "prevented"]


class _Statement(NamedTuple):
    day: date
    says: _Says


class _Phrases(NamedTuple):
    """movement.yaml: one expression for all its phrases, each phrase with what it says and from what age it is believed."""

    any_of: re.Pattern[str]
    says: dict[str, tuple[_Says, int]]
    turned: frozenset[str]


def is_moving(history: History, entry: Entry, by_age: bool) -> bool:
    """Whether the child got about by itself on the record's day; `by_age`, where its records say nothing of it."""
    day = entry.event.when.first
    if day is None:
        return by_age
    if ANY not in history.movement:
        history.movement[ANY] = tuple(_statements(history))
    said: tuple[_Statement, ...] = history.movement[ANY]
    known = [one for one in said if one.day <= day]
    if any(one.says == "prevented" for one in known):
        return False
    if not known or (known[-1].says == "not yet" and day - known[-1].day > NOT_YET_HOLDS):
        return by_age
    return known[-1].says == "moves"


def _statements(history: History) -> Iterator[_Statement]:
    """What the records of this child alone say of its movement, in order of day."""
    shelf = history.exact.get(ANY)
    written = [
        (day, text)
        for day, entry in (zip(shelf.days, shelf.entries, strict=True) if shelf else ())
        if entry.subjects == (history.subject.id,)
        for text in (entry.event.summary, entry.event.action, entry.event.outcome)
        if text
    ]
    phrases = _phrases()
    # Most children's records say nothing of it, which is told soonest of all their texts at once.
    whole = "\n".join(text for _, text in written).casefold()
    if not any(map(whole.__contains__, phrases.says)):
        return
    born = history.subject.born.last if history.subject.born else None
    for day, text in written:
        for part in _PART.split(fold(text)):
            for says, from_months in _said_in(part, phrases):
                if born is None or add_months(born, from_months) <= day:
                    yield _Statement(day, says)


def _said_in(part: str, phrases: _Phrases) -> Iterator[tuple[_Says, int]]:
    for match in phrases.any_of.finditer(part):
        says, from_months = phrases.says[match.group()]
        before = re.findall(r"[\w'’]+", part[: match.start()])[-WORDS_BEFORE:]
        if says == "not yet" or phrases.turned.isdisjoint(before):
            yield says, from_months


@cache
def _phrases() -> _Phrases:
    table = load_file(Path(__file__).with_suffix(".yaml"), "movement.yaml")
    refuse_unknown(table, ("moves", "prevented", "not_yet", "turned"))
    says: dict[str, tuple[_Says, int]] = {}
    for group in mappings(table, "moves"):
        refuse_unknown(group, ("from_months", "words"))
        says |= dict.fromkeys(read_folded(group, "words"), ("moves", number(group, "from_months")))
    says |= dict.fromkeys(read_folded(table, "prevented"), ("prevented", 0))
    says |= dict.fromkeys(read_folded(table, "not_yet"), ("not yet", 0))
    longest_first = sorted(says, key=len, reverse=True)
    any_of = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    return _Phrases(any_of, says, frozenset(read_folded(table, "turned")))
