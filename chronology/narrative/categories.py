"""The agency's own words for a contact → kinds of event. Enters: a contact type, a code or a yes/no cell. Leaves: kinds, or None.

The words are data (categories.yaml). What a record's free text tells belongs to `read`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

from msgspec import Struct

from chronology.definitions import Mapping, load_file, mapping_at, refuse_unknown, text
from chronology.kept import kept
from chronology.kinds import kind_names
from chronology.narrative.lexicon import lexicon
from chronology.narrative.read import NO_CONTEXT, record_circumstances
from chronology.narrative.weighing import features_of_cells, weights
from chronology.sectors import SECTORS
from chronology.words import split_words

_FILE = "categories.yaml"
_SECTIONS = (
    *("after_number", "short", "categories", "fixed_order", "only_alone", "beside", "else_beside"),
    *("not_yet", "announced", "background", "messages", "calls", "retellings", "endings", "gives_way"),
    *("codes", "yes", "no", "nobody", "not_told", "advice", "alone", "not_alone"),
)
_NOTHING = "nothing"
_ANY = "any"
_MOST_REMEMBERED = 4096
_DECIDING = frozenset(("strategy_discussion", "conference_held"))  # meetings whose record tells what was decided
_LONGEST_ANSWER = 5  # words at the beginning of a cell that answers whether somebody was told
_SAYS_NO = re.compile(r"(?:no|not|none|nil|nobody|never)\b|n(?=\s*[-–:,;/(])", re.IGNORECASE)
_SAYS_YES = re.compile(r"(?:yes|done|completed|sent)\b|y(?=\s*[-–:,;/(]|\s+\d)|[✓✔]", re.IGNORECASE)
_REFERENCE = re.compile(r"\b(?:\w*\d\w*|ref|reference|no|number|log|cad|on|at|by|phone|email|am|pm)\b", re.IGNORECASE)
_PLAIN_WORD = re.compile(r"[^\W\d_]{2}")
_LONGEST_CODE = 60  # characters: more than twice as many as any code of the table

Answer = Literal["yes", "nobody", "not_told", "advice", "named"]
_ANSWERS: tuple[Answer, ...] = ("nobody", "not_told", "advice")

Phrase = tuple[str, ...]
Part = tuple[Phrase, tuple[str, ...] | None]


class Categories(Struct, frozen=True):
    """categories.yaml: phrase → sector (or `any`) → kinds, and the words around them."""

    kinds: dict[Phrase, dict[str, tuple[str, ...]]]
    any_order: dict[Phrase, Phrase]
    only_alone: frozenset[Phrase]
    beside: frozenset[Phrase]
    else_beside: dict[Phrase, frozenset[Phrase]]
    not_yet: frozenset[Phrase]
    announced: dict[str, frozenset[Phrase]]
    background: frozenset[Phrase]
    messages: frozenset[Phrase]
    calls: frozenset[Phrase]
    retellings: dict[str, frozenset[Phrase]]
    endings: dict[str, tuple[frozenset[Phrase], tuple[str, ...]]]
    gives_way: dict[str, frozenset[str]]
    codes: dict[Phrase, tuple[str, ...]]
    seen: dict[Phrase, tuple[str, ...]]
    yes_no: dict[Phrase, bool]
    told: dict[Phrase, Answer]
    longest: int


def _words(written: str) -> Phrase:
    """The words of a phrase, written out and without their plural s."""
    short = _short()
    periods, pattern = _after_number()
    spelt = pattern.sub(lambda found: f" {periods[found[1].casefold()]}", written.replace("½", ".5"))
    return tuple(short.get(word, word) for word in map(_singular, split_words(spelt))) or tuple(written.split())


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _phrases(mapping: Mapping, key: str) -> list[Phrase]:
    return [_words(phrase) for phrase in text(mapping, key).split(",") if phrase.strip()]


def _kinds_written(mapping: Mapping, key: str) -> tuple[str, ...]:
    """The kinds in a key such as `home_visit no_access`. Raises DefinitionError for one that does not exist."""
    kinds = () if key == _NOTHING else tuple(key.split())
    named = Mapping(mapping.where, mapping.line)
    for kind in kinds:
        named[kind] = None
        named.lines[kind] = mapping.lines[key]
    refuse_unknown(named, kind_names())
    return kinds


def _by_phrase(written: Mapping) -> dict[Phrase, dict[str, tuple[str, ...]]]:
    found: dict[Phrase, dict[str, tuple[str, ...]]] = {}
    for key in written:
        kinds, groups = _kinds_written(written, key), mapping_at(written, key)
        for group in groups:
            sectors = [sector.strip() for sector in group.split(",")]
            named = Mapping(groups.where, groups.lines[group])
            named.update(dict.fromkeys(sectors))
            named.lines.update(dict.fromkeys(sectors, groups.lines[group]))
            refuse_unknown(named, (*SECTORS, _ANY))
            for phrase in _phrases(groups, group):
                for sector in sectors:
                    found.setdefault(phrase, {}).setdefault(sector, kinds)
    return found


def _endings(written: Mapping) -> dict[str, tuple[frozenset[Phrase], tuple[str, ...]]]:
    """The kind that begins a thing → the words that tell of its end, and the kinds that they stand for."""
    endings = {}
    for key in written:
        begun, *ended = _kinds_written(written, key)
        endings[begun] = (frozenset(_phrases(written, key)), tuple(ended))
    return endings


def _by_sector(written: Mapping) -> dict[str, frozenset[Phrase]]:
    """Sector → the phrases that count for it."""
    found: dict[str, frozenset[Phrase]] = {}
    for group in written:
        phrases = frozenset(_phrases(written, group))
        for sector in group.split(","):
            found[sector.strip()] = found.get(sector.strip(), frozenset()) | phrases
    return found


def _phrases_of_phrases(written: Mapping) -> dict[Phrase, frozenset[Phrase]]:
    found: dict[Phrase, frozenset[Phrase]] = {}
    for key in written:
        for phrase in key.split(","):
            found[_words(phrase)] = found.get(_words(phrase), frozenset()) | frozenset(_phrases(written, key))
    return found


def _phrases_of_kinds(written: Mapping) -> dict[str, frozenset[Phrase]]:
    return {kind: frozenset(_phrases(written, key)) for key in written for kind in _kinds_written(written, key)}


def _circumstances_of_kinds(written: Mapping) -> dict[str, frozenset[str]]:
    return {
        kind: frozenset(name.strip() for name in text(written, key).split(","))
        for key in written
        for kind in _kinds_written(written, key)
    }


def _in_any_order(phrases: Iterable[Phrase], directions: frozenset[Phrase]) -> dict[Phrase, Phrase]:
    """The sorted words of a phrase → the phrase, for those whose words may stand in any order ("Review - LAC")."""
    return {
        tuple(sorted(phrase)): phrase
        for phrase in phrases
        if len(phrase) > 1 and directions.isdisjoint((word,) for word in phrase)
    }


@cache
def _written() -> Mapping:
    written = load_file(Path(__file__).with_name(_FILE), _FILE)
    refuse_unknown(written, _SECTIONS)
    return written


@cache
def _short() -> dict[str, str]:
    """The short form of a word → the word."""
    words = mapping_at(_written(), "short")
    return {short.strip(): word for word in words for short in text(words, word).split(",")}


@cache
def _after_number() -> tuple[dict[str, str], re.Pattern[str]]:
    """The signs for a week, month or year after a number → that word, and the pattern that finds them."""
    words = mapping_at(_written(), "after_number")
    periods = {sign.strip(): word for word in words for sign in text(words, word).split(",")}
    signs = "|".join(map(re.escape, periods))
    return periods, re.compile(rf"(?<=\d)({signs})(?![^\W_])", re.IGNORECASE)


@cache
@kept("categories")
def categories() -> Categories:
    """The words of categories.yaml, read once. Raises DefinitionError where the file cannot be used."""
    written = _written()
    kinds = _by_phrase(mapping_at(written, "categories"))
    codes = mapping_at(written, "codes")
    seen: dict[Phrase, tuple[str, ...]] = {}
    for key, meaning in (
        ("yes", ("child_seen",)),
        ("not_alone", ("child_seen",)),
        ("alone", ("child_seen", "child_seen_alone")),
        ("no", ("child_not_seen",)),
    ):
        seen |= dict.fromkeys(_phrases(written, key), meaning)
    return Categories(
        kinds=kinds,
        any_order=_in_any_order(kinds, frozenset(_phrases(written, "fixed_order"))),
        only_alone=frozenset(_phrases(written, "only_alone")),
        beside=frozenset(_phrases(written, "beside")),
        else_beside=_phrases_of_phrases(mapping_at(written, "else_beside")),
        not_yet=frozenset(_phrases(written, "not_yet")),
        announced=_phrases_of_kinds(mapping_at(written, "announced")),
        background=frozenset(_phrases(written, "background")),
        messages=frozenset(_phrases(written, "messages")),
        calls=frozenset(_phrases(written, "calls")),
        retellings=_by_sector(mapping_at(written, "retellings")),
        endings=_endings(mapping_at(written, "endings")),
        gives_way=_circumstances_of_kinds(mapping_at(written, "gives_way")),
        codes={phrase: _kinds_written(codes, key) for key in codes for phrase in _phrases(codes, key)},
        seen=seen,
        yes_no={phrase: meaning != ("child_not_seen",) for phrase, meaning in seen.items()},
        told={phrase: answer for answer in _ANSWERS for phrase in _phrases(written, answer)},
        longest=max(map(len, kinds)),
    )


@lru_cache(maxsize=_MOST_REMEMBERED)
def kinds_of_category(category: str, sector: str) -> tuple[str, ...] | None:
    """The kinds that an agency's contact type stands for.

    Empty where the type is known and says nothing by itself ("Telephone call"), None where it is not known, or where it is to be
    read along with the text ("A&E slip").
    """
    known, words = categories(), _words(category)
    if words in known.retellings.get(sector, ()):
        return None
    parts = _without_background(_parts(words, sector))
    named = {phrase: kinds for phrase, kinds in parts if kinds is not None}
    if not named:
        return None
    told = frozenset(phrase for phrase, _ in parts)
    found = {kind for phrase, kinds in named.items() if _says_so(phrase, told - {phrase}) for kind in kinds}
    message = parts[0][0] in known.messages
    for begun, (words_of_end, ended) in known.endings.items():
        if begun in found and not message and not words_of_end.isdisjoint(told):
            return ended
    loose = {phrase for phrase, kinds in parts if kinds is None}
    not_yet = known.not_yet.intersection(loose.union(pairwise(words)))
    if message or not_yet - _announced(category, found):
        return ()
    return tuple(kind for kind in kind_names() if kind in found)


@lru_cache(maxsize=_MOST_REMEMBERED)
def weigh_cells(category: str, outcome: str, sector: str) -> int:
    """What a record's contact type and outcome weigh beside its narrative, as `read_narrative` takes it."""
    return weights().sum_of(features_of_cells(category, outcome, kinds_of_category(category, sector) or ()))


def _without_background(parts: list[Part]) -> list[Part]:
    """The parts before the word that begins the reason for the contact; all of them where there is no other part before it."""
    recognised = False
    for place, (phrase, kinds) in enumerate(parts):
        if kinds is None and recognised and phrase in categories().background:
            return parts[:place]
        recognised = recognised or kinds is not None
    return parts


def _announced(category: str, found: AbstractSet[str]) -> frozenset[Phrase]:
    """The words in brackets that tell how such a contact came about."""
    words = (categories().announced.get(kind, frozenset()) for kind in found)
    bracketed = frozenset((word,) for part in category.split("(")[1:] for word in _words(part.split(")")[0]))
    return bracketed & frozenset().union(*words)


def _says_so(phrase: Phrase, others: frozenset[Phrase]) -> bool:
    """Whether a phrase has its kinds with these other parts of the type beside it ("Placement", but not in "Placement panel")."""
    known = categories()
    if phrase in known.only_alone and not others <= known.beside:
        return False
    spoken = others.union((word,) for other in others for word in other)
    return known.else_beside.get(phrase, frozenset()).isdisjoint(spoken)


def _parts(words: Phrase, sector: str) -> list[Part]:
    """The listed phrases of a type with their kinds, the longest at each place, and its other words with None."""
    known = categories()
    parts: list[Part] = []
    position = 0
    while position < len(words):
        for length in range(min(known.longest, len(words) - position), 0, -1):
            written = words[position : position + length]
            phrase = written if written in known.kinds else known.any_order.get(tuple(sorted(written)), written)
            by_sector = known.kinds.get(phrase, {})
            kinds = by_sector.get(sector, by_sector.get(_ANY))
            if kinds is not None:
                parts.append((phrase, kinds))
                position += length
                break
        else:
            parts.append((words[position : position + 1], None))
            position += 1
    return parts


def is_read_along(category: str, named: tuple[str, ...] | None) -> bool:
    """Whether a contact type is words like any others: a diagnosis, a type that nobody listed (`named` is None), or a call."""
    return named is None or (bool(category) and tells_of_call(category))


def context_of(category: str, named: tuple[str, ...] | None) -> frozenset[str]:
    """The words of the type of a meeting that decides, beside which phrases count: "S47 single agency" tells what was begun under
    "Strategy discussion", and "CP plan, neglect" under "ICPC".
    """
    return NO_CONTEXT if _DECIDING.isdisjoint(named or ()) else frozenset(lexicon().cutter.cut(category).words)


@lru_cache(maxsize=_MOST_REMEMBERED)
def tells_of_call(category: str) -> bool:
    """Whether a contact type is a call ("Tel in - MGM"): nobody was seen in it, so it is to be read along with the text."""
    words = _words(category)
    return any(words[:length] in categories().calls for length in range(1, 4))


def kinds_of_codes(code: str) -> tuple[str, ...]:
    """The kinds that an attendance or outcome code stands for (`DNA`, `ATT`); empty where it says nothing."""
    return categories().codes.get(_words(code), ()) if len(code) <= _LONGEST_CODE else ()


def kinds_of_yes_no(value: str) -> bool | None:
    """What a yes/no cell says; None where it says neither."""
    return categories().yes_no.get(_words(value.strip()))


@lru_cache(maxsize=_MOST_REMEMBERED)
def read_told_column(value: str) -> Answer:
    """What a cell that asks who was told of a record, or whether somebody was, says.

    `yes` of a yes with or without more ("Y - MASH"), and of a date or a reference alone ("101 ref 334"); `nobody` of a cell that is
    no more than a no; `not_told` of a no with more, and of what is still open ("No - SW involved", "TBC"); `advice` where the other
    was asked or kept informed alone; otherwise `named`: it says whom.
    """
    value = value.strip()
    words, told = _words(value), categories().told
    plain = categories().yes_no.get(words)
    if plain is not None:
        return "yes" if plain else "nobody"
    if told.get(words) == "nobody" or not any(map(str.isalnum, value)):
        return "nobody"
    begun = (told[words[:length]] for length in range(_LONGEST_ANSWER, 0, -1) if words[:length] in told)
    for answer in begun:
        if answer != "nobody":
            return answer
    if _SAYS_NO.match(value):
        return "not_told"
    return "yes" if _SAYS_YES.match(value) or not _PLAIN_WORD.search(_REFERENCE.sub("", value)) else "named"


def read_seen_column(value: str) -> tuple[str, ...]:
    """What a "child seen" cell says: child_seen, with child_seen_alone where it tells so, or child_not_seen; else nothing."""
    return categories().seen.get(_words(value.strip()), ())


@lru_cache(maxsize=_MOST_REMEMBERED)
def category_gives_way(text: str) -> frozenset[str]:
    """The kinds that a category may name but the record's own text shows to be none of this contact.

    A record filed under "Case conference" that says "Minutes received" or "Invitation in post" tells of no conference held.
    Take these kinds out of `kinds_of_category`; what `read_kinds` finds in the text stands beside the rest.
    """
    gives_way = categories().gives_way
    told = record_circumstances(text, frozenset().union(*gives_way.values()))
    return frozenset(kind for kind, circumstances in gives_way.items() if circumstances & told)
