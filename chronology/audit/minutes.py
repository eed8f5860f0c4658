"""Whom the minutes of a meeting name as present, absent or invited. Enters: a meeting's records and a rule's words.

Leaves: the sectors named, and whether there is a list of those present at all. Only such a list tells of those it leaves out:
"the health visitor present" shows that she was there, and nothing of the others. Who was expected is decided in `attendance`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from chronology.model import Entry
from chronology.rule import Rule

Part = Literal["present", "absent", "invited"]


class Minutes(NamedTuple):
    """What the records of one meeting say of who was there. `has_list`: they list those present."""

    has_list: bool
    present: frozenset[str]
    absent: frozenset[str]
    invited: frozenset[str]


class _Words(NamedTuple):
    """A rule's words as patterns."""

    part_of: dict[str, Part]
    sector_of: dict[str, str]
    opening: re.Pattern[str]
    name: re.Pattern[str]
    name_first: re.Pattern[str]
    names_last: re.Pattern[str]


class _Passage(NamedTuple):
    """A piece of text that belongs to an opening; `is_list`: it is introduced as a list."""

    part: Part
    text: str
    is_list: bool
    first: int
    last: int


# A full stop that ends a sentence: not one after a title or an initial.
_SENTENCE_END = re.compile(r"(?<!\bdr)(?<!\bmr)(?<!\bms)(?<!\bmrs)(?<!\b[a-z])\.(?=\s|$)")
_CLAUSE_START = re.compile(r"[.,;:()\n]")
_INTRODUCES = re.compile(r"[^.,;:()\n]{0,30}:|\s*[-–—](?=\s)")  # "present:", "present at the meeting:", "present - "
_LINKING = r"(?:(?:was|were|has|have|had|also|sent|gave|both)\s+)*"


def read_minutes(rule: Rule, entries: Iterable[Entry]) -> Minutes:
    """What the entries of one meeting say, together; a field for those present is a list of them."""
    words = _words(rule.agencies_words, rule.present_after, rule.absent_after, rule.invited_after)
    named: dict[Part, set[str]] = {"present": set(), "absent": set(), "invited": set()}
    has_list = False
    for entry in entries:
        event = entry.event
        for text in (event.summary, event.action, event.outcome, event.present):
            for passage in _passages(words, text.casefold()):
                named[passage.part].update(_sectors(words, passage.text))
                has_list = has_list or (passage.part == "present" and passage.is_list)
        listed = _without_others(words, event.present.casefold())
        named["present"].update(_sectors(words, listed))
        has_list = has_list or any(letter.isalpha() for letter in listed)
    return Minutes(has_list, *(frozenset(named[part]) for part in ("present", "absent", "invited")))
