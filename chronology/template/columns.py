"""What each column of a board's own table is to hold. Enters: its headings. Leaves: a recipe a column, of facts of an entry.

A fact that has no column of its own goes to its nearest neighbour, so that a table of three columns loses none. A column whose heading
says nothing known, or asks for a person's judgement, has an empty recipe. Which cells are headings is for `word_table` to find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from chronology.definitions import load_file, refuse_unknown, texts
from chronology.recognise.headings import ideas_of, read_heading
from chronology.words import split_words

FACTS = tuple(
    "number date time recorded name age kind text voice present child_seen action outcome place code agency author author_role found_in".split()
)
"""What a cell can say of an entry, in the order in which one cell says several."""

_BY_FIELD = {"ref": "number", "source_document": "found_in", "summary": "text"}
_PEOPLE = "for people"
_LEAST_QUALITY = 0.6  # of a heading's reading, to fill its column by
_LONGEST_WHOLE = 60  # characters of a heading that is read whole: a longer one goes on to explain itself
_BETWEEN_PARTS = re.compile(r"[/&+,;|•]|\s[-–]\s|\b(?:and|or|with)\b", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_FIRST_SENTENCE = re.compile(r"[:.?]")
# A fact without a column of its own → beside which it is said instead, the first of them that has one.
_NEIGHBOURS = {
    "time": ("date",),
    "action": ("outcome", "text"),
    "outcome": ("action", "text"),
    "author_role": ("author",),
    "agency": ("found_in", "text"),
    "found_in": ("agency", "text"),
}
_BEFORE = {"action": "Action: ", "outcome": "Outcome: "}
_BEFORE_BESIDE_TEXT = {**_BEFORE, "agency": "Agency: ", "found_in": "Source: ", "author": "By: "}


class Part(Struct, frozen=True):
    """One fact that a cell says; `before` are words to introduce it where the heading does not."""

    fact: str
    before: str = ""


Recipe = tuple[Part, ...]


def recipes(headings: Sequence[str]) -> tuple[Recipe, ...] | None:
    """What each column holds; None where the table is none of events: it needs a column for the date and one for what happened."""
    if any(_words("not_a_chronology").intersection(split_words(heading)) for heading in headings):
        return None
    columns = _tell_text(_share_out([_read(heading) for heading in headings]))
    held = {fact for column in columns for fact in column}
    if not {"date", "text"} <= held:
        return None
    for fact, neighbours in _NEIGHBOURS.items():
        host = next((one for one in neighbours if one in held), "")
        if fact not in held and host:
            next(column for column in columns if host in column).add(fact)
    return tuple(_recipe(column, held) for column in columns)


def _recipe(facts: set[str], held: set[str]) -> Recipe:
    """Introduces what the heading does not: a guest from another column, and whatever is not said first."""
    before = _BEFORE_BESIDE_TEXT if "text" in facts else _BEFORE
    ordered = sorted(facts, key=FACTS.index)
    return tuple(
        Part(fact, before.get(fact, "") if place or fact not in held else "") for place, fact in enumerate(ordered)
    )


def _share_out(columns: Sequence[dict[str, float]]) -> list[set[str]]:
    """Each fact to the one column that speaks for it best, the first of equals."""
    shared: list[set[str]] = [set() for _ in columns]
    for fact in dict.fromkeys(fact for column in columns for fact in column):
        best = max(range(len(columns)), key=lambda place: columns[place].get(fact, 0.0))
        shared[best].add(fact)
    return shared


def _tell_text(columns: list[set[str]]) -> list[set[str]]:
    """What an "Event" is: what happened, unless another column tells that; then its kind. "Nature of incident" alone tells it too."""
    held = {fact for column in columns for fact in column}
    meant = {"event": "text" if "text" not in held else "kind" if "kind" not in held else ""}
    if not held & {"text", "event"}:
        meant["kind"] = "text"
    told = [{meant.get(fact, fact) for fact in column} - {""} for column in columns]
    if not any("date" in column for column in told):  # a day of recording is better than none
        told = [{"date" if fact == "recorded" else fact for fact in column} for column in told]
    return told


def _read(heading: str) -> dict[str, float]:
    """The facts that a heading asks for, and how surely; none for one that asks people."""
    for shorter in _shorter_and_shorter(heading):
        facts: dict[str, float] = {}
        for part in _BETWEEN_PARTS.split(shorter):
            fact, quality = _read_part(part.strip())
            facts[fact] = max(quality, facts.get(fact, 0.0))
        facts.pop("", None)
        if facts:
            facts.pop(_PEOPLE, None)
            return facts
    return {}


def _shorter_and_shorter(heading: str) -> Iterator[str]:
    bare = _IN_BRACKETS.sub(" ", heading).strip() or heading.strip("()[] ")
    if len(bare) <= _LONGEST_WHOLE:
        yield " ".join(bare.split())
    lines = bare.split("\n")
    for count in range(1, len(lines)):
        yield " ".join(lines[:count])
    yield _FIRST_SENTENCE.split(" ".join(lines))[0]


def _read_part(words: str) -> tuple[str, float]:
    said = frozenset(split_words(words))
    if said & _words("people"):
        return _PEOPLE, 1.0
    if said & _words("source"):
        return "found_in", 1.0
    if set(ideas_of(words)[0]) == {"event"}:
        return "event", 1.0
    best = next(iter(read_heading(words)), None)
    if best is None or best.quality < _LEAST_QUALITY:
        return "", 0.0
    fact = _BY_FIELD.get(best.field, best.field)
    return (fact, best.quality) if fact in FACTS else ("", 0.0)


@cache
def _words(group: str) -> frozenset[str]:
    mapping = load_file(Path(__file__).with_name("columns.yaml"), "template/columns.yaml")
    refuse_unknown(mapping, ("people", "source", "not_a_chronology"))
    return frozenset(texts(mapping, group))
