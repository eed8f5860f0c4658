"""An adult's injury in a record about the child. Enters: the chronology, the people of the case. Leaves: it, without that injury as the child's.

A record of domestic abuse that names the household tells of the mother's bruise and of the baby in the next room. Rules about a child's
injury must not start from it. It is taken for an adult's only where the words beside every injury say so (whose_injury.yaml); where
they name a child, or nobody, it stays the child's. What is printed of the record does not change.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from chronology.audit.words import fold
from chronology.definitions import load_file, refuse_unknown
from chronology.model import CHILDREN, Chronology, Entry, Subject
from chronology.rule.lists import read_folded

INJURY, EXPLAINED, DOMESTIC_ABUSE = "injury_seen", "explanation_given", "police_domestic_incident"
_PART = re.compile(r"[.,;:?!\n]| (?:and|but|while|with) (?=(?:the )?(?:baby|child|children|infant|toddler|kids)\b)")
_POSSESSED = ("on", "to", "of", "over", "under", "above", "across")  # ... his, her, the: a mark on the child's face
_JOINED = "_"  # in place of the space within a phrase: black_eye
_NOBODY = frozenset(("the", "his", "her", "their", "a"))


class _Words(Struct, frozen=True):
    child: frozenset[str]
    adult: frozenset[str]
    party: frozenset[str]
    telling: frozenset[str]
    injury: frozenset[str]

    def phrases(self) -> list[str]:
        """The words that are several, as they are written."""
        found = self.child | self.adult | self.party | self.telling | self.injury
        return sorted(word.replace(_JOINED, " ") for word in found if _JOINED in word)


def leave_adults_injuries(chronology: Chronology, subjects: Sequence[Subject]) -> Chronology:
    """The chronology as rules read it: records of domestic abuse whose injuries are all an adult's tell of no injury of the child."""
    if not any(map(_may_be_an_adults, chronology.entries)):
        return chronology
    children, adults = _forenames(subjects, young=True), _forenames(subjects, young=False)
    grown = {one.id for one in subjects if one.role not in CHILDREN}
    words = _words()
    words = replace(words, child=words.child | children, adult=words.adult | (adults - children))
    entries = tuple(
        _without_injury(entry) if _may_be_an_adults(entry) and _is_an_adults(entry, words, grown) else entry
        for entry in chronology.entries
    )
    return replace(chronology, entries=entries)


def _may_be_an_adults(entry: Entry) -> bool:
    return INJURY in entry.event.kinds and DOMESTIC_ABUSE in entry.event.kinds


def _forenames(subjects: Iterable[Subject], young: bool) -> frozenset[str]:
    names = (
        name for one in subjects if (one.role in CHILDREN) is young for name in (one.name, *one.also_known_as) if name
    )
    forenames = {name.casefold().split()[0] for name in names} - _NOBODY
    return frozenset(forenames | {f"{name}'s" for name in forenames})


def _without_injury(entry: Entry) -> Entry:
    kinds = tuple(kind for kind in entry.event.kinds if kind not in (INJURY, EXPLAINED))
    return replace(entry, event=replace(entry.event, kinds=kinds, injuries=()))


def _is_an_adults(entry: Entry, words: _Words, grown: Collection[str]) -> bool:
    """Whether the words beside every injury of the record say that it is an adult's."""
    adult = words.adult | words.party if any(one in grown for one in entry.subjects) else words.adult
    event = entry.event
    whose = [
        one for text in (event.summary, event.action, event.outcome) if text for one in _whose(fold(text), words, adult)
    ]
    return bool(whose) and all(one == "adult" for one in whose)


def _whose(text: str, words: _Words, adult: frozenset[str]) -> Iterator[Literal["child", "adult", "nobody"]]:
    """Whose each injury of the text is: of the person beside it, or of the last one named before."""
    last: Literal["child", "adult", "nobody"] = "nobody"
    for phrase in words.phrases():
        text = text.replace(phrase, phrase.replace(" ", _JOINED))
    for part in _PART.split(text):
        tokens = re.findall(r"[\w'-]+", part.replace("’", "'"))
        for at, token in enumerate(tokens):
            if token in words.injury:
                yield _beside(tokens, at, words, adult) or last
        named = [token for token in tokens if token in words.child or token in adult]
        if named:
            last = "child" if any(token in words.child for token in named) else "adult"


def _beside(
    tokens: list[str], at: int, words: _Words, adult: frozenset[str]
) -> Literal["child", "adult", "nobody"] | None:
    """Whose the injury at `at` is by the words of its own part; None where they name nobody."""
    after = [token for token in tokens[at + 1 :] if token not in _NOBODY]
    owner = next((after[n + 1] for n in range(len(after) - 1) if after[n] in _POSSESSED), "")
    if owner in words.child or owner in adult:
        return "child" if owner in words.child else "adult"
    before = tokens[:at]
    if any(token in words.child for token in before):
        return "child"
    named = [n for n, token in enumerate(before) if token in adult]
    if named:
        return "nobody" if any(token in words.telling for token in before[named[-1] :]) else "adult"
    if any(token in words.child for token in after):
        return "child"
    return "adult" if any(token in adult for token in after) else None


@cache
def _words() -> _Words:
    table = load_file(Path(__file__).with_suffix(".yaml"), "whose_injury.yaml")
    refuse_unknown(table, _Words.__struct_fields__)
    return _Words(
        **{
            name: frozenset(word.replace(" ", _JOINED) for word in read_folded(table, name))
            for name in _Words.__struct_fields__
        }
    )
