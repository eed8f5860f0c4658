"""Whether a record's narrative holds certain words. Enters: an entry, words in small letters. Leaves: yes or no."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

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


def holds_in_one_sentence(entry: Entry, groups: Sequence[Sequence[str]]) -> bool:
    """Whether one sentence of the narrative holds a word of each group."""
    if not all(holds_words(entry, words) for words in groups):
        return False
    return any(all(holds_whole(sentence, words) for words in groups) for sentence in sentences_of(entry))


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


def words_of(entry: Entry) -> frozenset[str]:
    """Every word of the narrative, in small letters."""
    event = entry.event
    return frozenset[str]().union(*(_words_in(fold(text)) for text in (event.summary, event.action, event.outcome)))


@lru_cache(maxsize=4096)
def _words_in(folded: str) -> frozenset[str]:
    return frozenset(_WORD.findall(folded))


def one_of_each(words: Sequence[str]) -> frozenset[str]:
    """Of each word or phrase its longest word, as that stands in fewest texts: what holds none of these holds none of the phrases.

    None where a phrase is of marks alone, which nothing tells sooner than looking for it.
    """
    longest = frozenset(map(_longest, words))
    return longest if "" not in longest else frozenset()


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
        around = text[start - 1 : start] + text[start + len(phrase) : start + len(phrase) + 1]
        if not any(character.isalnum() or character == "_" for character in around):
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
