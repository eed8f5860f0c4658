"""Whether a record's narrative holds certain words. Enters: an entry, words in small letters. Leaves: yes or no."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from chronology.model import Entry

_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[;\n]|[.?!](?=\s|$)")


def holds_words(entry: Entry, words: Sequence[str]) -> bool:
    """Whether the narrative holds one of the words, which are in small letters, whole and in any case of letters.

    A word that ends with a full stop is found at the end of a sentence, and of a field that ends without one.
    """
    event = entry.event
    # One after the other: this is asked more often than anything else.
    return _holds(event.summary, words) or _holds(event.action, words) or _holds(event.outcome, words)


def _holds(text: str, words: Sequence[str]) -> bool:
    return bool(text) and holds_whole(fold(text), words)


def holds_in_one_sentence(entry: Entry, groups: Sequence[Sequence[str]], none_of: Sequence[str] = ()) -> bool:
    """Whether one sentence of the narrative holds a word of each group, and none of `none_of`."""
    if not all(holds_words(entry, words) for words in groups):
        return False
    return any(
        all(holds_whole(sentence, words) for words in groups) and not holds_whole(sentence, none_of)
        for sentence in sentences_of(entry)
    )


def sentences_of(entry: Entry) -> Iterator[str]:
    """The sentences of the narrative, in small letters."""
    event = entry.event
    for text in (event.summary, event.action, event.outcome):
        if text:
            yield from _SENTENCE.split(fold(text))


@lru_cache(maxsize=4096)  # one record is asked by many rules
def fold(text: str) -> str:
    """The text in small letters, its last sentence ended by a full stop."""
    return f"{text.casefold().rstrip(' .')}."


@lru_cache(maxsize=4096)
def _words_in(folded: str) -> frozenset[str]:
    return frozenset(_WORD.findall(folded))


def holds_whole(text: str, words: Sequence[str]) -> bool:
    """Whether the folded text holds one of the words whole."""
    by_longest = _by_longest(words)
    if not words or (by_longest.keys().isdisjoint(here := _words_in(text)) and "" not in by_longest):
        return False  # so it is with most texts
    return any(
        _is_whole(text, phrase)
        for word, phrases in by_longest.items()
        if word in here or not word
        for phrase in phrases
    )


def _longest(phrase: str) -> str:
    return max(_WORD.findall(phrase), key=len, default="")


def _is_whole(text: str, phrase: str) -> bool:
    """Whether the phrase stands in the text with no letter, figure or underscore touching it."""
    start = text.find(phrase)
    while start >= 0:
        end = start + len(phrase)
        before, after = text[start - 1 : start], text[end : end + 1]
        if not (before.isalnum() or before == "_" or after.isalnum() or after == "_"):
            return True
        start = text.find(phrase, start + 1)
    return False


_known: dict[int, tuple[Sequence[str], dict[str, list[str]]]] = {}  # by identity of the list, which is held on to


def _by_longest(words: Sequence[str]) -> dict[str, list[str]]:
    """The words and phrases of a list by the longest word of each, worked out once: lists are long, and asked for often."""
    known = _known.get(id(words))
    if known is None:
        by_longest: dict[str, list[str]] = {}
        for phrase in words:
            by_longest.setdefault(_longest(phrase), []).append(phrase)
        known = _known[id(words)] = (words, by_longest)
    return known[1]


def written_in(entry: Entry) -> tuple[str, str, str]:
    """The texts of which a record's narrative is made."""
    return entry.event.summary, entry.event.action, entry.event.outcome


class _Phrase(NamedTuple):
    """A phrase of some lists."""

    phrase: str
    lists: int  # the lists that it stands in, a bit for each


class WordLists(Struct, frozen=True):
    """Lists of words; of which of them a record holds a word is told in one look at its words, a bit for each list."""

    bits: dict[tuple[str, ...], int]
    words: dict[str, int]  # single words → the lists that they stand in
    by_opening: dict[
        tuple[str, ...], tuple[_Phrase, ...]
    ]  # phrases by the two words that open them, or by all there are
    held: dict[tuple[str, str, str], int]  # by what was written: a record is asked again for every child it names

    def held_by(self, entry: Entry) -> int:
        """The bits of the lists of which the narrative holds a word or phrase whole."""
        return self.held_in(written_in(entry))

    def held_in(self, written: tuple[str, str, str]) -> int:
        """The bits of the lists of which one of the texts holds a word or phrase whole."""
        found = self.held.get(written)
        if found is None:
            if len(self.held) > _MOST_HELD:
                self.held.clear()
            found = self.held[written] = self._look(written)
        return found

    def _look(self, written: tuple[str, ...]) -> int:
        found = 0
        for text in written:
            if not text:
                continue
            folded = fold(text)
            here = _WORD.findall(folded)
            for word in self.words.keys() & here:
                found |= self.words[word]
            for opening in self.by_opening.keys() & ((), *zip(here), *pairwise(here)):
                for phrase, lists in self.by_opening[opening]:
                    if lists & ~found and _is_whole(folded, phrase):
                        found |= lists
        return found


_MOST_HELD = 4096  # records whose answer is kept


def index_lists(lists: Iterable[tuple[str, ...]]) -> WordLists:
    """The lists, whose words are in small letters, each once."""
    bits = {words: 1 << number for number, words in enumerate(dict.fromkeys(lists))}
    stands_in: dict[str, int] = {}
    for words, bit in bits.items():
        for phrase in words:
            stands_in[phrase] = stands_in.get(phrase, 0) | bit
    single = {phrase: lists for phrase, lists in stands_in.items() if phrase.isalnum()}
    by_opening: dict[tuple[str, ...], list[_Phrase]] = {}
    for phrase, standing in stands_in.items():
        if phrase not in single:
            by_opening.setdefault(tuple(_WORD.findall(phrase)[:2]), []).append(_Phrase(phrase, standing))
    return WordLists(bits, single, {opening: tuple(phrases) for opening, phrases in by_opening.items()}, {})
