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
    return bool(text and words) and _search(words).may_be_in(text) and holds_whole(fold(text), words)


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
    return _words_in(event.summary).union(_words_in(event.action), _words_in(event.outcome))


@lru_cache(maxsize=4096)
def _words_in(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def one_of_each(words: Sequence[str]) -> frozenset[str]:
    """Of each word or phrase its longest word, as that stands in fewest texts: what holds none of these holds none of the phrases.

    None where a phrase is of marks alone, which nothing tells sooner than looking for it.
    """
    longest = [max(_WORD.findall(word), key=len, default="") for word in words]
    return frozenset(longest) if all(longest) else frozenset()


def holds_whole(text: str, words: Sequence[str]) -> bool:
    """Whether the folded text holds one of the words whole."""
    return bool(words) and _search(words).pattern.search(text) is not None


class _Search:
    """How a list of words is looked for: most texts hold none of them, which their rarest words tell soonest."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.rarest = one_of_each(words)
        self.pattern = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in words)})(?!\w)")

    def may_be_in(self, text: str) -> bool:
        return not self.rarest or not self.rarest.isdisjoint(_words_in(text))


_searches: dict[
    int, _Search
] = {}  # by identity of the list, which the search holds on to: lists are long, and asked for often


def _search(words: Sequence[str]) -> _Search:
    found = _searches.get(id(words))
    if found is None:
        found = _searches[id(words)] = _Search(words)
    return found
