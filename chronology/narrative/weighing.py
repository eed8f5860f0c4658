"""What the words of a text weigh for each kind of event. Enters: words, the sector, the kinds that phrases tell. Leaves: kinds,
and beside them `WORRY` where the text may be a sign of worry.

Phrases know wordings and the circumstances they stand in; no list of phrases holds every wording. Here every word, every pair of
neighbours and every kind that the phrases tell speaks for or against each kind with a weight in hundredths of a bit, and a kind is
told where they come to more than nothing. So do the words of the short cells beside the text, the contact type and the outcome: "Register"
says little in a narrative and much as the outcome of a conference. The weights (weights.tsv, a column a kind) are fitted to labelled
records by a program. What somebody is called weighs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from itertools import pairwise, zip_longest
from pathlib import Path

from msgspec import Struct

from chronology.definitions import load_lines
from chronology.narrative.lexicon import lexicon
from chronology.narrative.words import HARD, Words

BREAK = "|"  # stands before the first word and after the last
NAMED, NUMBER, LINE_END = "[name]", "[number]", "[line]"
WORRY = "worry"  # weighed beside the kinds, and none of them: the text reads like those that reviews ask about
OPENING = "[opening]"  # a capitalised word that nobody knows, where a sentence begins: a name, or not
_NOT_ITSELF = frozenset((NAMED, OPENING, NUMBER, LINE_END))  # what a word is weighed as, and not as itself too
EVERY_TEXT = "every text"
TELLS, SETS_ASIDE, SECTOR = "tells ", "sets aside ", "sector:"  # before a kind, a kind, a sector
FILED, FILES, OUTCOME = (
    "filed ",
    "files ",
    "outcome ",
)  # before words of the contact type, a kind that it stands for, words of the outcome
UNFILED = "unfiled"  # of a record that came without a contact type
_LONGEST_CELL = 12  # words of a cell that are weighed; more is a narrative
_LONGEST_WORD = 40  # characters; a word of a damaged text may have a million
_MOST_REMEMBERED = 50_000
# The weights of one feature are one whole number with a lane of so many bits for each kind, so that a sum over features is one sum.
_LANE = 20
_HALF = 1 << (_LANE - 1)
FEWEST = 3  # words and marks: "None." says nothing, and only phrases know the few words that do ("DNA")
_CELL_WORD = re.compile(r"[^\W_]+")
STRETCH = 80  # words: longer texts are weighed in stretches, or many small weights would add up to something


class Weights(dict[str, int]):
    """Feature → its weights for every kind, in lanes; 0 for one that has none. A line of the file is read when it is first met."""

    def __init__(self, kinds: Sequence[str], lines: dict[str, str]) -> None:
        super().__init__()
        self.lines = lines
        self.shifts = {kind: _LANE * place for place, kind in enumerate(kinds)}
        # Added to every sum: a lane then reaches its half where the weights come to more than nothing.
        self.offset = sum(_HALF - 1 << shift for shift in self.shifts.values())
        self.halves = sum(_HALF << shift for shift in self.shifts.values())
        self.above: dict[int, frozenset[str]] = {0: frozenset()}  # lanes of which the half is reached → their kinds

    def __missing__(self, feature: str) -> int:
        cells = self.lines.get(feature, "").split("\t")
        packed = sum(int(cell) << _LANE * place for place, cell in enumerate(cells) if cell)
        if len(self) < _MOST_REMEMBERED:
            self[feature] = packed
        return packed

    def weight(self, feature: str, kind: str) -> int:
        """What the feature weighs for the kind, in hundredths of a bit."""
        lane = self[feature] + self.offset >> self.shifts[kind]
        return lane % (2 * _HALF) - _HALF + 1

    def sum_of(self, features: Iterable[str]) -> int:
        """What the features weigh together for every kind, in lanes."""
        return sum(map(self.__getitem__, features))

    def outweigh(self, features: Iterable[str], beside: int = 0) -> frozenset[str]:
        """The kinds for which the features, and a sum that stands `beside` them, weigh more than nothing."""
        reached = sum(map(self.__getitem__, features), self[EVERY_TEXT] + self.offset + beside) & self.halves
        kinds = self.above.get(reached)
        if kinds is None:
            kinds = frozenset([kind for kind, shift in self.shifts.items() if reached >> shift & _HALF])
            if len(self.above) < _MOST_REMEMBERED:
                self.above[reached] = kinds
        return kinds


@cache
def weights() -> Weights:
    """The weights, taken in once. Raises DefinitionError where the file cannot be used."""
    _, headings, *lines = load_lines(Path(__file__).with_name("weights.tsv"), "weights.tsv")
    pairs = [line.partition("\t") for line in lines]
    return Weights(headings.split("\t")[1:], {feature: cells for feature, _, cells in pairs})


def features_of_cells(category: str, outcome: str, stated: Iterable[str]) -> frozenset[str]:
    """What is weighed of a record's short cells: the words of its contact type and outcome, their neighbours, and the kinds that the
    contact type stands for.
    """
    features = {FILES + kind for kind in stated}
    for cell, name in ((category, FILED), (outcome, OUTCOME)):
        words = [word if word.isalpha() else NUMBER for word in _CELL_WORD.findall(cell.casefold())[:_LONGEST_CELL]]
        features.update(name + word for word in (*words, *map(" ".join, pairwise(words))))
    if not category:
        features.add(UNFILED)
    return frozenset(features)


Places = Collection[tuple[str, int]]
"""Kinds of which evidence stands in a text, each with the place of the first word of its clause."""


def weigh(words: Words, sector: str, told: Places, aside: Collection[str], cells: int = 0) -> frozenset[str]:
    """The kinds that the text tells of: those that outweigh what speaks against them.

    `told`: by phrases; `aside`: the kinds of which phrases set all evidence aside; `cells`: what the cells beside the text weigh.
    """
    known = weights()
    if len(words.words) < FEWEST:
        return frozenset([kind for kind, _ in told])
    found = [known.outweigh(features, cells) for features in features_of(words, sector, told, aside)]
    return found[0] if len(found) == 1 else frozenset[str]().union(*found)


class Weighed(Struct, frozen=True):
    """Words that speak for or against a kind: their first and last place, and what they weigh in hundredths of a bit."""

    first: int
    last: int
    weight: int


def speaking(words: Words, kind: str) -> list[Weighed]:
    """The words of the text that weigh anything for `kind`, those that weigh most first."""
    known = weights()
    tokens = _tokens(words)
    found = []
    for place, (token, word) in enumerate(zip(tokens, words.words, strict=True)):
        own = {token} if token in _NOT_ITSELF else {token, word}
        found.append(Weighed(place, place, sum(known.weight(one, kind) for one in own)))
    for place, pair in enumerate(map(" ".join, pairwise(tokens))):
        found.append(Weighed(place, place + 1, known.weight(pair, kind)))
    return sorted((one for one in found if one.weight), key=lambda one: (-abs(one.weight), one.first, one.last))


def features_of(words: Words, sector: str, told: Places, aside: Collection[str]) -> list[set[str]]:
    """What is weighed of each stretch of a text: its words, their neighbours, the kinds that phrases tell in it, and the sector and
    the kinds set aside of all of it.
    """
    tokens = _tokens(words)
    features = []
    for start, end in _stretches(words):
        shown = tokens[start:end]
        found = set(shown)
        found.update(
            [word for word, token in zip(words.words[start:end], shown, strict=True) if token not in _NOT_ITSELF]
        )
        found.update(map(" ".join, pairwise((BREAK, *shown, BREAK))))
        found.add(SECTOR + sector)
        found.update([SETS_ASIDE + kind for kind in aside])
        found.update([TELLS + kind for kind, place in told if start <= place < end])
        features.append(found)
    return features


def _stretches(words: Words) -> list[tuple[int, int]]:
    """The text in stretches of whole clauses: first place, and one past the last."""
    if len(words.words) <= STRETCH:
        return [(0, len(words.words))]
    stretches = []
    start = 0
    ends = [end for _, end in words.clauses]
    for end, following in zip_longest(ends, ends[1:]):
        if following is None or following - start > STRETCH:
            stretches.append((start, end))
            start = end
    return stretches


class _Shapes(dict[str, str]):
    """Word → what it is weighed as: a list of the lexicon, a number, or itself."""

    def __missing__(self, word: str) -> str:
        if word == "\n":
            shape = LINE_END
        elif any(map(str.isdigit, word)):
            shape = NUMBER
        else:
            shape = lexicon().weighed_as.get(word) or word[:_LONGEST_WORD]
        if len(self) < _MOST_REMEMBERED:
            self[word] = shape
        return shape


_shapes = _Shapes()


def _tokens(words: Words) -> list[str]:
    tokens = list(map(_shapes.__getitem__, words.words))
    for place in words.names:
        tokens[place] = OPENING if place == 0 or words.words[place - 1] in HARD else NAMED
    return tokens
