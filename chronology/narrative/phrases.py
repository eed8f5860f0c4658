"""Phrases → patterns over words, and where they stand in a text. Enters: phrases as the lexicon writes them. Leaves: matches.

The notation: words that follow each other; `word*` any ending; `[list]` any word of a list; `(this|that one)` alternatives; `?`
after a word, list or bracket makes it optional; `..` up to two words between, `...` up to six; `^` and `$` the beginning and the
end of a part of a clause. Capitals count only in words that `capitals` names. What a match means does not belong here.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from functools import cache

from msgspec import Struct

from chronology.narrative.words import MARKS, Spellings, Words

NAME = "[name]"
_GAPS = {"..": 2, "...": 6}
_USELESS = 1_000_000
_OF_A_STEM = 2  # how much more often than one rare word a stem is met
_BOUND = re.compile(r"[\^$]").search
_ODD = re.compile(r"[\[?.]").search
_WITHOUT_BRACKETS = str.maketrans("()|", "   ")
_RARE = 8  # met so seldom in ten thousand words, words are good enough to wait for
_STRUCTURE = frozenset({"(", ")", ")?", "|", "^", "$", *_GAPS})
_NOTATION = re.compile(r"\.\.\.|\.\.|[\^$|(]|\)\??|\[[A-Za-z0-9_ ]+\]\??|[^\s()|\[\]^$]+")

Choice = frozenset[str]  # words, stems ending in *, and NAME
_NONE: frozenset[str] = frozenset()


class Step(Struct, frozen=True, gc=False):
    """One word of a pattern: which words fit, and how many others may stand before it."""

    words: frozenset[str]
    stems: tuple[str, ...]
    name: bool
    gap: int
    met: int  # how often its words are met in ten thousand, roughly


class Pattern(Struct, frozen=True, gc=False):
    """A phrase with its alternatives told apart. `anchor` is the step that is looked for first."""

    phrase: str
    ahead: tuple[Step, ...]  # from the anchor on
    behind: tuple[tuple[Step, int], ...]  # the steps before the anchor, nearest first, each with the gap after it
    from_start: bool
    to_end: bool
    # What a quick look tells (empty: nothing): words one of which must follow or precede the anchor, or be in the text at all.
    after: frozenset[str]
    before: frozenset[str]
    needs: frozenset[str]
    # Where the words stand, counted from the anchor, if the quick look leaves nothing to find out; else None.
    places: tuple[int, ...] | None


class Vocabulary(Struct, frozen=True):
    """What phrases are read with.

    `frequency`: word → how often it is met in ten thousand, roughly; `capitals`: words that are another word where they are
    capitalised; `parts`: a word of `spellings` → the words it may be written with, `forms` → the groups of them; `steps` and `sure`
    words made so far.
    """

    lists: Mapping[str, Choice]
    spellings: Spellings = {}
    frequency: Mapping[str, int] = {}
    capitals: frozenset[str] = frozenset()
    parts: Mapping[str, set[str]] = {}
    forms: Mapping[str, list[str]] = {}
    steps: dict[tuple[Choice, int], Step] = {}
    sure: dict[str, tuple[int, Choice]] = {}


class _Draft(Struct, frozen=True, gc=False):
    steps: tuple[tuple[Choice, int], ...]
    from_start: bool = False
    to_end: bool = False
    trailing_gap: int = 0


def _add(drafts: list[_Draft], choice: Choice, optional: bool) -> list[_Draft]:
    longer = [_Draft((*d.steps, (choice, d.trailing_gap)), d.from_start, d.to_end) for d in drafts]
    return longer + drafts if optional else longer


@cache
def _one_word(word: str) -> Choice:
    return frozenset({word})


def _parse(symbols: list[str], position: int, lists: Mapping[str, Choice]) -> tuple[list[_Draft], int]:
    """Reads alternatives up to a closing bracket or the end: the drafts and the position after them."""
    finished: list[_Draft] = []
    drafts = [_Draft(())]
    while position < len(symbols):
        symbol = symbols[position]
        position += 1
        if symbol not in _STRUCTURE:
            optional = symbol[-1] == "?" and len(symbol) > 1
            word = symbol[:-1] if optional else symbol
            drafts = _add(drafts, lists[word[1:-1]] if word[0] == "[" else _one_word(word), optional)
        elif symbol[0] == ")":
            return _merge([*finished, *drafts]), position
        elif symbol == "|":
            finished += drafts
            drafts = [_Draft(())]
        elif symbol == "(" and (group := _plain_group(symbols, position, lists)):
            choice, position = group
            drafts = _add(drafts, choice, symbols[position - 1] == ")?")
        elif symbol == "(":
            inner, position = _parse(symbols, position, lists)
            if symbols[position - 1] == ")?":
                inner = [*inner, _Draft(())]
            drafts = [_join(left, right) for left in drafts for right in inner]
        elif symbol in _GAPS:
            drafts = [_Draft(d.steps, d.from_start, d.to_end, _GAPS[symbol]) for d in drafts]
        elif symbol == "^":
            drafts = [_Draft(d.steps, True, d.to_end, d.trailing_gap) for d in drafts]
        else:
            drafts = [_Draft(d.steps, d.from_start, True, d.trailing_gap) for d in drafts]
    return _merge([*finished, *drafts]), position


def _plain_group(symbols: list[str], position: int, lists: Mapping[str, Choice]) -> tuple[Choice, int] | None:
    """The words of `a|b|c)` and the position after it; None where an alternative is more than one word or list."""
    words: set[str] = set()
    while position + 1 < len(symbols):
        symbol, after = symbols[position], symbols[position + 1]
        if symbol in _STRUCTURE or (len(symbol) > 1 and symbol.endswith("?")):
            return None
        if symbol.startswith("["):
            words |= lists[symbol[1:-1]]
        else:
            words.add(symbol)
        position += 2
        if after != "|":
            return (frozenset(words), position) if after.startswith(")") else None
    return None


def _join(left: _Draft, right: _Draft) -> _Draft:
    if not right.steps:
        from_start, to_end = left.from_start or right.from_start, left.to_end or right.to_end
        return _Draft(left.steps, from_start, to_end, left.trailing_gap)
    (choice, gap), *rest = right.steps
    steps = (*left.steps, (choice, max(gap, left.trailing_gap)), *rest)
    return _Draft(steps, left.from_start or right.from_start, left.to_end or right.to_end, right.trailing_gap)


def _merge(drafts: list[_Draft]) -> list[_Draft]:
    """Alternatives of one word each become one step, and equal ones one."""
    if len(drafts) < 2:
        return drafts
    if len(drafts) > 12:
        drafts = list(dict.fromkeys(drafts))
    single = [
        d for d in drafts if len(d.steps) == 1 and not (d.from_start or d.to_end or d.trailing_gap or d.steps[0][1])
    ]
    if len(single) < 2:
        return drafts
    words: Choice = frozenset().union(*(d.steps[0][0] for d in single))
    return [_Draft(((words, 0),)), *(d for d in drafts if d not in single)]


def _respell(symbols: list[str], spellings: Spellings) -> list[str]:
    """Joins runs of plain words that a text would show as one word."""
    if spellings.keys().isdisjoint(symbols):
        return symbols
    out: list[str] = []
    position = 0
    while position < len(symbols):
        symbol, width = symbols[position], 1
        if symbol in spellings:
            following = symbols[position + 1] if position + 1 < len(symbols) else ""
            for parts, one in spellings[symbol]:
                if len(parts) == 1 or (
                    parts[1] == following and tuple(symbols[position : position + len(parts)]) == parts
                ):
                    symbol, width = one, len(parts)
                    break
        out.append(symbol)
        position += width
    return out


def _symbols(phrase: str, capitals: Container[str]) -> list[str]:
    symbols = _NOTATION.findall(phrase)
    if not phrase.islower():
        symbols = [symbol if symbol.lower() in capitals else symbol.lower() for symbol in symbols]
    return symbols


def read_phrase(phrase: str, known: Vocabulary) -> list[tuple[Pattern, Choice]]:
    """The patterns of one phrase, each with the words that call for a look (its anchor's: the rarest of its steps).

    Raises KeyError for a list that is not there and ValueError for a phrase without a plain word in it.
    """
    drafts, _ = _parse(_respell(_symbols(phrase, known.capitals), known.spellings), 0, known.lists)
    patterns = []
    for draft in drafts:
        steps = tuple([known.steps.get(step) or _remember(step, known) for step in draft.steps])
        met = [step.met for step in steps]
        if min(met, default=_USELESS) >= _USELESS:
            raise ValueError(phrase)
        anchor = met.index(min(met))
        patterns.append((_pattern(phrase, draft, steps, anchor), draft.steps[anchor][0]))
    return patterns


def _pattern(phrase: str, draft: _Draft, steps: tuple[Step, ...], anchor: int) -> Pattern:
    bound = draft.from_start or draft.to_end
    if len(steps) == 1:
        alone = None if bound else (0,)
        return Pattern(phrase, steps, (), draft.from_start, draft.to_end, _NONE, _NONE, _NONE, alone)
    behind = tuple([(steps[i], steps[i + 1].gap) for i in range(anchor - 1, -1, -1)])
    needs = _NONE
    rarest = _USELESS
    for i, step in enumerate(steps):
        if i != anchor and step.met < rarest and not step.stems:
            rarest, needs = step.met, step.words
    after, before = _quick_look(steps, anchor)
    places: tuple[int, ...] | None = None
    if len(steps) == 2 and not bound and (after or before):
        places, needs = ((0, 1) if after else (-1, 0)), _NONE
    return Pattern(phrase, steps[anchor:], behind, draft.from_start, draft.to_end, after, before, needs, places)


def sure_words(phrase: str, known: Vocabulary) -> Choice | None:
    """Words of which one must stand in a text, as it is written, for `phrase` to fit, found without reading it; None where only
    reading can tell.
    """
    if " | " in phrase:
        return None
    best, rarest = None, _USELESS
    group: list[str] = []
    depth = 0
    for symbol in phrase.split():
        if depth or symbol[0] == "(":
            depth += symbol.count("(") - symbol.count(")")
            group.append(symbol)
            if depth:
                continue
            symbol = " ".join(group)
            group = []
        met, choice = known.sure.get(symbol) or _remember_sure(symbol, known)
        if met < rarest:
            best, rarest = choice, met
            if met <= _RARE:
                break
    return best


def _remember_sure(written: str, known: Vocabulary) -> tuple[int, Choice]:
    """How often the words of one step or bracket are met, and the words."""
    words: Choice = _NONE
    if written.isalpha() and written.islower():
        words = frozenset((written,))
    elif written not in _STRUCTURE and (written[-1] != "?" or written == "?") and not _BOUND(written):
        symbols = written.translate(_WITHOUT_BRACKETS).split()
        words = frozenset(symbols if written.islower() and not _ODD(written) else _spelt_out(symbols, known))
    met = _USELESS
    if words and NAME not in words:
        common = known.frequency.keys() & words
        met = len(words) - len(common) + sum([known.frequency[word] for word in common])
    made = known.sure[written] = met, words
    return made


def _spelt_out(symbols: list[str], known: Vocabulary) -> set[str]:
    """The words of symbols among which there are lists, optional words, gaps or capitals."""
    words: set[str] = set()
    for symbol in symbols:
        word = symbol[:-1] if symbol[-1] == "?" and symbol != "?" else symbol
        if word[0] == "[":
            words |= known.lists[word[1:-1]]
        elif word not in _GAPS:
            words.add(word if word.islower() or word.lower() in known.capitals else word.lower())
    return words


def _quick_look(steps: tuple[Step, ...], anchor: int) -> tuple[frozenset[str], frozenset[str]]:
    """The words right after and right before the anchor, where only plain words fit there."""
    after = before = _NONE
    if anchor + 1 < len(steps):
        step = steps[anchor + 1]
        if step.gap == 0 and not step.stems and not step.name:
            after = step.words
    if anchor and steps[anchor].gap == 0:
        step = steps[anchor - 1]
        if not step.stems and not step.name:
            before = step.words
    return after, before


def _remember(step: tuple[Choice, int], known: Vocabulary) -> Step:
    choice, gap = step
    stems = tuple(sorted([word[:-1] for word in choice if word[-1] == "*"]))
    words = choice
    if stems or NAME in choice:
        words = frozenset([word for word in choice if word[-1] != "*" and word != NAME])
    met = sum([known.frequency.get(word, 1) for word in words]) + _OF_A_STEM * len(stems)
    made = known.steps[step] = Step(words, stems, NAME in choice, gap, _USELESS if NAME in choice else met)
    return made


def find(pattern: Pattern, text: Words, anchor: int, first: int, last: int) -> tuple[int, ...] | None:
    """The positions of `pattern`'s words with its anchor at `anchor`, inside the clause `first`..`last`; None where it does not fit."""
    words = text.words
    if pattern.from_start and not pattern.behind and anchor > first and words[anchor - 1] not in MARKS:
        return None
    positions: tuple[int, ...] = (anchor,)
    if len(pattern.ahead) > 1:
        ahead = _look_ahead(pattern.ahead, 1, text, anchor + 1, last)
        if ahead is None:
            return None
        positions += ahead
    if pattern.behind:
        behind = _look_behind(pattern.behind, 0, text, anchor - 1, first)
        if behind is None:
            return None
        positions = behind[::-1] + positions
        if pattern.from_start and positions[0] > first and words[positions[0] - 1] not in MARKS:
            return None
    if pattern.to_end and positions[-1] + 1 < last and words[positions[-1] + 1] not in MARKS:
        return None
    return positions


def _look_ahead(steps: tuple[Step, ...], index: int, text: Words, position: int, last: int) -> tuple[int, ...] | None:
    step, words = steps[index], text.words
    left, stems = step.gap, step.stems
    index += 1
    while position < last:
        word = words[position]
        if word in step.words or (stems and word.startswith(stems)) or (step.name and position in text.names):
            if index == len(steps):
                return (position,)
            rest = _look_ahead(steps, index, text, position + 1, last)
            if rest is not None:
                return (position, *rest)
        if not step.gap:
            return None
        if word not in MARKS:
            left -= 1
            if left < 0:
                return None
        position += 1
    return None


def _look_behind(
    steps: tuple[tuple[Step, int], ...], index: int, text: Words, position: int, first: int
) -> tuple[int, ...] | None:
    (step, gap), words = steps[index], text.words
    left, stems = gap, step.stems
    index += 1
    while position >= first:
        word = words[position]
        if word in step.words or (stems and word.startswith(stems)) or (step.name and position in text.names):
            if index == len(steps):
                return (position,)
            rest = _look_behind(steps, index, text, position - 1, first)
            if rest is not None:
                return (position, *rest)
        if not gap:
            return None
        if word not in MARKS:
            left -= 1
            if left < 0:
                return None
        position -= 1
    return None
