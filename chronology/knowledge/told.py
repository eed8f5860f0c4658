"""Whom a record names as told (told.yaml). Enters: one agency's record and the other agencies. Leaves: those it names, how surely.

Who stands among those present at a meeting was there: certain where only one agency of that sector supplied an export, possible where
there are several. Whoever is named in the text alone was possibly told: words do not settle who spoke and who listened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from chronology.case import SECTORS
from chronology.definitions import load_file, mapping_at, refuse_unknown, texts
from chronology.kinds import kind_names
from chronology.knowledge.agencies import Agency
from chronology.knowledge.facts import Certainty
from chronology.model import Event
from chronology.words import fold_words, split_words

_SENTENCE = re.compile(r"[;\n]|\.(?=\s|$)")
_KINDS = ("own_records", "either_way", "told_by_others", "meetings", "held_together")


class Words(Struct, frozen=True):
    """told.yaml: kinds by use, the words that name a sector's people, and the words that say that somebody was not told."""

    own_records: frozenset[str]
    either_way: frozenset[str]
    told_by_others: frozenset[str]
    meetings: frozenset[str]
    held_together: tuple[str, ...]
    named: dict[str, str]  # phrase → sector
    longest: int  # words in the longest phrase
    reached_it: tuple[str, ...]  # folded, with a space before and after, as are the next
    says_otherwise: tuple[str, ...]


class Named(NamedTuple):
    """An agency that a record names, how surely it was told, and by what words that is known."""

    agency: str
    standing: Certainty
    ground: str


@cache
def told_words() -> Words:
    """The words of told.yaml. Raises DefinitionError naming line and key."""
    mapping = load_file(Path(__file__).with_name("told.yaml"), "told.yaml")
    refuse_unknown(mapping, (*_KINDS, "named", "reached_it", "says_otherwise"))
    groups = mapping_at(mapping, "named")
    refuse_unknown(groups, SECTORS)
    named = {fold_words(phrase): sector for sector in groups for phrase in texts(groups, sector)}
    return Words(
        frozenset(texts(mapping, "own_records")),
        frozenset(texts(mapping, "either_way")),
        frozenset(texts(mapping, "told_by_others")),
        frozenset(texts(mapping, "meetings")),
        texts(mapping, "held_together"),
        named,
        max(len(phrase.split()) for phrase in named),
        _padded(texts(mapping, "reached_it")),
        _padded(texts(mapping, "says_otherwise")),
    )


def own_word(event: Event) -> tuple[Certainty, str] | None:
    """Whether the agency's own record says that it was told something, and by what kind; None where it does not."""
    words = told_words()
    for kind in event.kinds:
        if kind in words.own_records:
            return "certain", f"own record: {kind_names()[kind]}"
    for kind in event.kinds:
        if kind in words.either_way:
            return "possible", f"own record: {kind_names()[kind]}; it may be what this agency told"
    if any(map(_says_reached, (event.category, event.summary))):
        return "possible", "own record: its words say that something reached this agency"
    return None


@lru_cache(maxsize=4096)
def _says_reached(text: str) -> bool:
    words = told_words()
    return any(
        any(phrase in sentence for phrase in words.reached_it)
        and not any(phrase in sentence for phrase in words.says_otherwise)
        for sentence in _padded(_SENTENCE.split(text))
    )


def _padded(texts: Iterable[str]) -> tuple[str, ...]:
    """The words of each text, folded, with a space before and after, so that only whole words are found in them."""
    return tuple(map(_padded_whole, texts))


@lru_cache(maxsize=4096)
def _padded_whole(text: str) -> str:
    return f" {fold_words(text)} "


def name_told(event: Event, others: Sequence[Agency]) -> Iterator[Named]:
    """Each of `others` that the record names as told, present first. People of the record's own sector are its own."""
    words = told_words()
    kinds = [kind for kind in event.kinds if kind in words.told_by_others]
    if not kinds:
        return
    said = kind_names()[kinds[0]]
    met = bool(words.meetings.intersection(kinds))
    present = _sectors(event.present) if met else frozenset()
    texts_named = (event.summary, event.action, *(() if met else (event.present,)))
    mentioned = frozenset().union(*map(_sectors, texts_named))
    whole = " ".join(map(_padded_whole, texts_named))
    for agency in others:
        alone = sum(other.sector == agency.sector for other in others) == 1
        foreign = agency.sector != event.sector
        if foreign and agency.sector in present:
            several = "" if alone else ", which may be another agency of the sector"
            yield Named(
                agency.name,
                "certain" if alone else "possible",
                f"among those present in the record of {event.agency}{several}",
            )
        elif (foreign and agency.sector in mentioned) or f" {fold_words(agency.name)} " in whole:
            yield Named(agency.name, "possible", f"named in the record of {event.agency} ({said})")


@lru_cache(maxsize=4096)
def _sectors(text: str) -> frozenset[str]:
    """The sectors whose people the text names, without the sentences that say they were not told."""
    words = told_words()
    found = set()
    for sentence in _SENTENCE.split(text):
        parts = split_words(sentence)
        padded = f" {' '.join(parts)} "
        if any(phrase in padded for phrase in words.says_otherwise):
            continue
        position = 0
        while position < len(parts):
            for length in range(min(words.longest, len(parts) - position), 0, -1):
                phrase = " ".join(parts[position : position + length])
                sector = words.named.get(phrase) or words.named.get(phrase.removesuffix("s"))
                if sector:
                    found.add(sector)
                    position += length
                    break
            else:
                position += 1
    return frozenset(found)
