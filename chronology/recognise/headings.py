"""What a heading means. Enters: the text of one heading. Leaves: the fields it can stand for, best first, with how well.

The words live in headings.yaml. What the cells of the column look like is for `cells`; choosing among columns for `columns`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from msgspec import Struct

from chronology.definitions import load_file, mapping_at, refuse_unknown, texts
from chronology.errors import DefinitionError

FIELDS = (
    "ref date time date_end time_end recorded name forename middle_names surname also_known_as born age sex nhs_number upn "
    "agency_id address postcode kind code summary action outcome author author_role present child_seen voice place "
    "source_document agency other"
).split()

# A heading with one idea or one unknown word more than the field asks for is a weaker sign, and so on down.
EXTRA_IDEA = 0.2
UNKNOWN_WORD = 0.14
WEAK = 0.1
LEAST = 0.2

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_WORD = re.compile(r"[^\W_]+|#")


class Reading(Struct, frozen=True):
    """One field a heading can stand for: `quality` 0 to 1, `rank` the place of its pattern in the field's list."""

    field: str
    quality: float
    rank: int
    weak: bool


class _Pattern(Struct, frozen=True):
    field: str
    needed: frozenset[str]
    allowed: frozenset[str]
    rank: int
    weak: bool


class _Words(Struct, frozen=True):
    ignored: frozenset[str]
    spellings: dict[str, str]
    ideas: dict[str, str]  # word or phrase → idea
    patterns: tuple[_Pattern, ...]
    several: frozenset[str]
    longest: int  # words in the longest phrase


def split_words(text: str) -> list[str]:
    """A heading's words, casefolded, with camelCase and punctuation cut."""
    return [word.casefold() for word in _WORD.findall(_CAMEL.sub(" ", text.replace("'", "").replace("’", "")))]


def fold_heading(text: str) -> str:
    """A heading in the form in which headings are compared: words only, casefolded."""
    return " ".join(split_words(text))


def may_repeat(field: str) -> bool:
    """Whether one table may have several columns of the field."""
    return field in _words().several


@cache
def read_heading(heading: str) -> tuple[Reading, ...]:
    """The fields that a heading can stand for, best first; empty where it says nothing known."""
    ideas, unknown = ideas_of(heading)
    if not ideas:
        return ()
    have = frozenset(ideas)
    best: dict[str, Reading] = {}
    for pattern in _words().patterns:
        if not pattern.needed <= have:
            continue
        extra = len(have - pattern.allowed)
        quality = 1 - EXTRA_IDEA * extra - UNKNOWN_WORD * unknown - (WEAK if pattern.weak else 0)
        if extra and len(pattern.needed) == 1:
            quality -= EXTRA_IDEA
        reading = Reading(pattern.field, round(max(quality, LEAST), 2), pattern.rank, pattern.weak)
        known = best.get(pattern.field)
        if known is None or reading.quality > known.quality:
            best[pattern.field] = reading
    # Somebody else's name, number or birth is never the child's, whatever else the heading says.
    if "elsewhere" in have:
        return (Reading("other", 1.0, 0, False),)
    return tuple(sorted(best.values(), key=lambda reading: -reading.quality))


@cache
def ideas_of(heading: str) -> tuple[tuple[str, ...], int]:
    """The ideas in a heading, in its order, and how many of its words are not known."""
    words = _words()
    tokens = _spell_out(split_words(heading), words)
    ideas: list[str] = []
    unknown = 0
    position = 0
    while position < len(tokens):
        for length in range(min(words.longest, len(tokens) - position), 0, -1):
            phrase = " ".join(tokens[position : position + length])
            if phrase in words.ideas or phrase in words.ignored:
                if phrase in words.ideas:
                    ideas.append(words.ideas[phrase])
                position += length
                break
        else:
            unknown += 0 if tokens[position].isdigit() else 1
            position += 1
    return tuple(ideas), unknown


def _spell_out(tokens: list[str], words: _Words) -> list[str]:
    spelled: list[str] = []
    position = 0
    while position < len(tokens):
        for length in (3, 2, 1):
            phrase = " ".join(tokens[position : position + length])
            if length <= len(tokens) - position and phrase in words.spellings:
                spelled += words.spellings[phrase].split()
                position += length
                break
        else:
            spelled += _split_run_together(tokens[position], words)
            position += 1
    return spelled


def _split_run_together(token: str, words: _Words) -> list[str]:
    """`contactdate` → contact date; a word with one slip of the pen → the word meant; otherwise the token itself."""
    vocabulary = _vocabulary()
    if token in vocabulary or len(token) < 6:
        return [token]
    bare = token.rstrip("0123456789")
    if bare in vocabulary:
        return [bare]
    pieces = _pieces(bare, vocabulary)
    if pieces:
        return [part for piece in pieces for part in words.spellings.get(piece, piece).split()]
    near = [word for word in vocabulary if len(word) >= 6 and word[0] == token[0] and _one_slip(token, word)]
    return [min(near)] if near else [token]


def _pieces(token: str, vocabulary: frozenset[str]) -> list[str] | None:
    """The fewest known words that the token is made of; one-letter words do not count."""
    best: list[list[str] | None] = [[]] + [None] * len(token)
    for end in range(2, len(token) + 1):
        for start in range(end - 1):
            before = best[start]
            if before is not None and token[start:end] in vocabulary:
                known = best[end]
                if known is None or len(before) + 1 < len(known):
                    best[end] = [*before, token[start:end]]
    return best[-1]


def _one_slip(written: str, meant: str) -> bool:
    """Whether one letter is missing, added, wrong or swapped with its neighbour."""
    if abs(len(written) - len(meant)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(written, meant, strict=False)) if a != b), min(len(written), len(meant)))
    left, right = written[start:], meant[start:]
    return left[1:] == right[1:] or left[1:] == right or left == right[1:] or left[2:] == right[2:] and left[1::-1] == right[:2]


@cache
def _vocabulary() -> frozenset[str]:
    words = _words()
    phrases = [*words.ideas, *words.ignored, *words.spellings]
    return frozenset(word for phrase in phrases for word in phrase.split() if len(word) > 1)


@cache
def _words() -> _Words:
    where = "recognise/headings.yaml"
    mapping = load_file(Path(__file__).with_name("headings.yaml"), where)
    refuse_unknown(mapping, ("ignore", "spellings", "ideas", "fields", "several"))
    ideas: dict[str, str] = {}
    groups = mapping_at(mapping, "ideas")
    for idea in groups:
        for phrase in texts(groups, idea):
            known = ideas.setdefault(phrase, idea)
            if known != idea:
                raise DefinitionError(f"`{phrase}` stands for {known} and for {idea}", groups.place(idea), "keep one of them")
    fields = mapping_at(mapping, "fields")
    refuse_unknown(fields, FIELDS)
    patterns = [
        _pattern(field, line, rank, groups, fields.place(field))
        for field in fields
        for rank, line in enumerate(texts(fields, field))
    ]
    return _Words(
        frozenset(texts(mapping, "ignore")),
        {word: str(meant) for word, meant in mapping_at(mapping, "spellings").items()},
        ideas,
        tuple(patterns),
        frozenset(texts(mapping, "several")),
        max(len(phrase.split()) for phrase in ideas),
    )


def _pattern(field: str, line: str, rank: int, ideas: Iterable[str], place: str) -> _Pattern:
    weak = line.startswith("~")
    names = line.removeprefix("~").split()
    needed = frozenset(name for name in names if not name.endswith("?"))
    allowed = frozenset(name.removesuffix("?") for name in names)
    strangers = sorted(allowed - set(ideas))
    if strangers:
        raise DefinitionError(f"`{strangers[0]}` is not one of the ideas", place, "use a name listed under `ideas`")
    return _Pattern(field, needed, allowed, rank, weak)
