"""Whom the minutes of a meeting name as present, absent or invited. Enters: a meeting's records and a rule's words.

Leaves: the sectors named, and whether there is a list of those present at all. Only such a list tells of those it leaves out:
"the health visitor present" shows that she was there, and nothing of the others. Who was expected is decided in `attendance`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from chronology.model import Entry
from chronology.rule.settings import Attendance

Part = Literal["present", "absent", "invited"]


class Minutes(NamedTuple):
    """What the records of one meeting say of who was there. `has_list`: they list those present; `reported`: who sent a report."""

    has_list: bool
    present: frozenset[str]
    absent: frozenset[str]
    invited: frozenset[str]
    reported: frozenset[str]


class _Words(NamedTuple):
    """A rule's words as patterns."""

    part_of: dict[str, Part]
    sector_of: dict[str, str]
    opening: re.Pattern[str]
    name: re.Pattern[str]
    name_first: re.Pattern[str]
    names_last: re.Pattern[str]
    report_of: re.Pattern[str]


class _Passage(NamedTuple):
    """A piece of text that belongs to an opening; `is_list`: it is introduced as a list."""

    part: Part
    text: str
    is_list: bool
    first: int
    last: int


# A full stop that ends a sentence: not one after a title or an initial.
_SENTENCE_END = re.compile(r"(?<!\bdr)(?<!\bmr)(?<!\bms)(?<!\bmrs)(?<!\b[a-z])\.(?=\s|$)")
_LIST_END = re.compile(
    rf"(?:\([^()]*\)|(?!{_SENTENCE_END.pattern})[^)])*"
)  # also at a bracket that was opened before the list
_CLAUSE_START = re.compile(r"[.,;:()\n]")
_INTRODUCES = re.compile(r"[^.,;:()\n]{0,30}:|\s*[-–—](?=\s)")  # "present:", "present at the meeting:", "present - "
_LINKING = r"(?:(?:was|were|has|have|had|also|sent|gave|both)\s+)*"


def read_minutes(settings: Attendance, entries: Iterable[Entry]) -> Minutes:
    """What the entries of one meeting say, together; a field for those present is a list of them."""
    words = _words(settings)
    named: dict[Part, set[str]] = {"present": set(), "absent": set(), "invited": set()}
    has_list = False
    reported: set[str] = set()
    for entry in entries:
        event = entry.event
        for text in (event.summary, event.action, event.outcome, event.present):
            reported.update(_sectors(words, " ".join(match[0] for match in words.report_of.finditer(text.casefold()))))
            for passage in _passages(words, text.casefold()):
                named[passage.part].update(_sectors(words, passage.text))
                has_list = has_list or (passage.part == "present" and passage.is_list)
        listed = _without_others(words, event.present.casefold())
        named["present"].update(_sectors(words, listed))
        has_list = has_list or any(letter.isalpha() for letter in listed)
    present, absent, invited = (frozenset(named[part]) for part in ("present", "absent", "invited"))
    return Minutes(has_list, present, absent, invited, frozenset(reported))


def _words(settings: Attendance) -> _Words:
    parts: tuple[tuple[Part, tuple[str, ...]], ...] = (
        ("present", settings.present_after),
        ("absent", settings.absent_after),
        ("invited", settings.invited_after),
    )
    part_of: dict[str, Part] = {opening: part for part, openings in parts for opening in openings}
    sector_of = {word: sector for sector, words in settings.agencies.items() for word in words}
    name = rf"(?<!\w)(?:{_any_of(sector_of)})s?(?!\w)"
    return _Words(
        part_of=part_of,
        sector_of=sector_of,
        opening=re.compile(rf"(?<!\w)(?:{_any_of(part_of)})(?!\w)"),
        name=re.compile(name),
        name_first=re.compile(rf"\s*(?:the\s+)?{name}"),
        report_of=re.compile(
            rf"{name}\s+{_LINKING}(?:{_any_of(settings.reported_after)})(?!\w)|(?<!\w)report (?:from|by)\s+(?:the\s+)?{name}"
            if settings.reported_after
            else r"(?!)"
        ),
        names_last=re.compile(rf"(?:{name}\s+(?:(?:and|&)\s+(?:the\s+)?)?)+{_LINKING}$"),
    )


def _any_of(words: Iterable[str]) -> str:
    """An alternation in which the longest word wins, so that "not present" is not "present"."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) or r"(?!)"


def _sectors(words: _Words, text: str) -> set[str]:
    return {words.sector_of[_known(words, match[0])] for match in words.name.finditer(text)}


def _known(words: _Words, written: str) -> str:
    return written if written in words.sector_of else written.removesuffix("s")


def _passages(words: _Words, text: str) -> Iterator[_Passage]:
    """The text that belongs to each opening: what it introduces, or the names that stand right before it."""
    openings = list(words.opening.finditer(text))
    for position, opening in enumerate(openings):
        part = words.part_of[opening[0]]
        stop = openings[position + 1].start() if position + 1 < len(openings) else len(text)
        after = text[opening.end() : stop]
        introduced = _INTRODUCES.match(after)
        clause_start = max((match.end() for match in _CLAUSE_START.finditer(text, 0, opening.start())), default=0)
        before = text[clause_start : opening.start()]
        if introduced or opening[0].endswith((" by", " from", " to", " were")):
            skipped = introduced.end() if introduced else 0
            listed = _list_in(after[skipped:])
            end = opening.end() + skipped + len(listed)
            yield _Passage(part, listed, True, opening.start(), end)
        elif not before.strip() and words.name_first.match(after):
            listed = _list_in(after)
            yield _Passage(part, listed, True, opening.start(), opening.end() + len(listed))
        elif part != "invited" and (names := words.names_last.search(before)):
            yield _Passage(part, names[0], False, clause_start + names.start(), opening.end())


def _list_in(text: str) -> str:
    """The list at the start of the text: to the end of its sentence or line; one written line by line, to the next label or gap."""
    end = _LIST_END.match(text)
    lines = (end[0] if end else "").splitlines(keepends=True)
    by_line = bool(lines) and not lines[0].strip()
    kept = ""
    for line in lines:
        if kept.strip() and (not line.strip() or ":" in line):
            break
        kept += line
        if not by_line and not line.rstrip().endswith((",", ";", "&", " and")):
            break
    return kept


def _without_others(words: _Words, text: str) -> str:
    """A field for those present, without what it says of those who were absent or invited."""
    kept, position = "", 0
    for passage in _passages(words, text):
        if passage.part != "present":
            kept += text[position : max(passage.first, position)] + "\n"
            position = max(passage.last, position)
    return kept + text[position:]
