"""Text → words in their clauses. Enters: one record's free text. Leaves: `Words`: lower-cased words, marks of punctuation, which
words are names, and where each clause ends. What the words mean does not belong here; the spellings come in as data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from msgspec import Struct

# Soft marks stand inside a clause; hard marks end it.
SOFT = frozenset({",", "(", ")", ":", "-", "/"})
HARD = frozenset({".", ";", "!", "?", "\n"})
MARKS = SOFT | HARD
LONGEST_CLAUSE = 60  # words; a text without full stops must not be read as one sentence

Spellings = Mapping[
    str, tuple[tuple[tuple[str, ...], str], ...]
]  # first word → (the words, longest first; the one word for them)


class Words(Struct, frozen=True, gc=False):
    """The words of a text. `clauses` are (first, one past the last) positions, in order, covering every word."""

    words: list[str]
    names: set[int]  # the positions of names
    clauses: list[tuple[int, int]]
    widths: dict[int, int]  # position → how many written words the word there stands for, where that is not one


@cache
def _pattern(shortened: frozenset[str]) -> re.Pattern[str]:
    """The one pattern that cuts a text; `shortened` words carry a full stop that ends no sentence."""
    short = "|".join(sorted(map(re.escape, shortened), key=len, reverse=True)) or "(?!)"
    return re.compile(
        rf"""
        [ ]*+(                                     # no group but this one: `findall` gives the word alone
        [A-Za-z]++(?![^\s,])                       # the usual case: a plain word, then a space or a comma
      | [Nn][Oo]s?\.(?=\s?\d)                       # No.17, no. 8: a number, not a denial
      | (?i:\b(?:{short}))\.(?=\s*[\w(])            # Dr. Hill, approx. two
      | (?:\b[A-Za-z]\.)+[A-Za-z0-9]+               # s.47, g.p
      | \b[A-Za-z](?:[/&+][A-Za-z])+(?![A-Za-z])    # d/w, A&E
      | \d+(?:[./:]\d+)*[A-Za-z]*                   # 4/12, 14:20, 3yo
      | [^\W\d_]+(?:'(?![sS]\b)[A-Za-z]+)?          # words; the possessive 's is a word of its own
      | '[sS]\b
      | \?(?=\w)                                    # ?NAI: a query
      | [.;!?\n,():\#&+/]
      | (?<!\S)-+(?!\S)
        )
    """,
        re.VERBOSE,
    )


_AND = frozenset({"&", "+"})
_ENDS = HARD | _AND
_CURLY = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "ʼ": "'", "`": "'"})


def spans_of(text: str, shortened: frozenset[str]) -> list[tuple[int, int]]:
    """Where each written word of `text` stands, in the order of `cut`."""
    return [match.span(1) for match in _pattern(shortened).finditer(_plain(text))]


def _plain(text: str) -> str:
    if text.isascii():
        return text
    text = text.translate(_CURLY)
    # An em dash stands without spaces; set it free, keeping every character's place.
    return re.sub(r"(?<=\w)-(?=\s)|(?<=\s)-(?=\w)", "-", text)


def cut(
    text: str,
    spellings: Spellings,
    shortened: frozenset[str],
    contrasts: frozenset[str],
    titles: frozenset[str],
    ordinary: frozenset[str],
) -> Words:
    """Cuts `text` into words and clauses.

    `spellings` joins several words into one ("section 47" → "s47"); `contrasts` begin a new clause; a capitalised word that is
    neither `ordinary` nor follows one of the `titles` is a name.
    """
    written = _pattern(shortened).findall(_plain(text))
    words: list[str] = []
    names: set[int] = set()
    widths: dict[int, int] = {}
    clauses: list[tuple[int, int]] = []
    lowered = [word.lower() for word in written]
    first = position = place = 0  # `position` counts written words, `place` the words they become
    total = len(written)
    while position < total:
        word = lowered[position]
        step = 1
        if word in spellings:
            for parts, one in spellings[word]:
                if tuple(lowered[position : position + len(parts)]) == parts:
                    word, step = one, len(parts)
                    break
            if step > 1:
                widths[place] = step
        if word in _ENDS or word in contrasts:
            if word in contrasts and first < place:
                clauses.append((first, place))
                first = place
            elif word in HARD and not (word == "?" and position + 1 < total and _asks(text, written, position)):
                clauses.append((first, place + 1))
                first = place + 1
            elif word in _AND:
                word = "and"
        elif (
            step == 1
            and written[position].istitle()
            and len(word) > 2
            and word not in ordinary
            and not (words and words[-1] in titles)
        ):
            names.add(place)
        words.append(word)
        place += 1
        position += step
        if place - first > LONGEST_CLAUSE:
            clauses.append((first, place))
            first = place
    if first < place:
        clauses.append((first, place))
    return Words(words, names, clauses, widths)


def _asks(text: str, written: list[str], position: int) -> bool:
    """Whether the question mark stands directly before a word (`?fracture`): a query about it, not the end of a sentence."""
    return f"?{written[position + 1]}" in text
