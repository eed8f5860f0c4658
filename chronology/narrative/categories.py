"""The agency's own words for a contact → kinds of event. Enters: a contact type, a code or a yes/no cell. Leaves: kinds, or None.

The words are data (categories.yaml). What a record's free text tells belongs to `read`.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from msgspec import Struct

from chronology.definitions import Mapping, load_file, mapping_at, refuse_unknown, text
from chronology.kinds import kind_names
from chronology.narrative.read import record_circumstances
from chronology.sectors import SECTORS
from chronology.words import split_words

_FILE = "categories.yaml"
_NOTHING = "nothing"
_ANY = "any"
_MOST_REMEMBERED = 4096

Phrase = tuple[str, ...]


class Categories(Struct, frozen=True):
    """categories.yaml: phrase → sector (or `any`) → kinds, and the words around them."""

    kinds: dict[Phrase, dict[str, tuple[str, ...]]]
    not_yet: frozenset[Phrase]
    messages: frozenset[Phrase]
    calls: frozenset[Phrase]
    retellings: dict[str, frozenset[Phrase]]
    endings: dict[str, tuple[frozenset[Phrase], tuple[str, ...]]]
    gives_way: dict[str, frozenset[str]]
    codes: dict[Phrase, tuple[str, ...]]
    seen: dict[Phrase, tuple[str, ...]]
    yes_no: dict[Phrase, bool]
    longest: int


def _words(written: str) -> Phrase:
    """The words of a phrase, without their plural s."""
    return tuple(
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
        for word in split_words(written)
    ) or tuple(written.split())


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


def _circumstances_of_kinds(written: Mapping) -> dict[str, frozenset[str]]:
    return {
        kind: frozenset(name.strip() for name in text(written, key).split(","))
        for key in written
        for kind in _kinds_written(written, key)
    }


@cache
def categories() -> Categories:
    """The words of categories.yaml, read once. Raises DefinitionError where the file cannot be used."""
    written = load_file(Path(__file__).with_name(_FILE), _FILE)
    refuse_unknown(
        written,
        (
            *("categories", "not_yet", "messages", "calls", "retellings", "endings", "gives_way", "codes"),
            *("yes", "no", "alone", "not_alone"),
        ),
    )
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
        not_yet=frozenset(_phrases(written, "not_yet")),
        messages=frozenset(_phrases(written, "messages")),
        calls=frozenset(_phrases(written, "calls")),
        retellings=_by_sector(mapping_at(written, "retellings")),
        endings=_endings(mapping_at(written, "endings")),
        gives_way=_circumstances_of_kinds(mapping_at(written, "gives_way")),
        codes={phrase: _kinds_written(codes, key) for key in codes for phrase in _phrases(codes, key)},
        seen=seen,
        yes_no={phrase: meaning != ("child_not_seen",) for phrase, meaning in seen.items()},
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
    found: list[str] = []
    loose: list[Phrase] = []
    parts: list[Phrase] = []
    recognised = message = False
    position = 0
    while position < len(words):
        for length in range(min(known.longest, len(words) - position), 0, -1):
            phrase = words[position : position + length]
            by_sector = known.kinds.get(phrase, {})
            kinds = by_sector.get(sector, by_sector.get(_ANY))
            if kinds is not None:
                message = message or (not recognised and not loose and phrase in known.messages)
                recognised = True
                found += kinds
                parts.append(phrase)
                position += length
                break
        else:
            loose.append(words[position : position + 1])
            position += 1
    if not recognised:
        return None
    for begun, (words_of_end, ended) in known.endings.items():
        if begun in found and not message and words_of_end.intersection(parts + loose):
            return ended
    if message or known.not_yet.intersection(loose):
        return ()
    return tuple(kind for kind in kind_names() if kind in found)


@lru_cache(maxsize=_MOST_REMEMBERED)
def tells_of_call(category: str) -> bool:
    """Whether a contact type is a call ("Tel in - MGM"): nobody was seen in it, so it is to be read along with the text."""
    words = _words(category)
    return any(words[:length] in categories().calls for length in range(1, 4))


def kinds_of_codes(code: str) -> tuple[str, ...]:
    """The kinds that an attendance or outcome code stands for (`DNA`, `ATT`); empty where it says nothing."""
    return categories().codes.get(_words(code), ())


def kinds_of_yes_no(value: str) -> bool | None:
    """What a yes/no cell says; None where it says neither."""
    return categories().yes_no.get(_words(value.strip()))


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
