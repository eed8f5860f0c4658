"""The words met around names (people.yaml). Enters: the file. Leaves: its lists, and the form in which words are looked up in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

from chronology.definitions import Mapping, load_file, mapping_at, number, refuse_unknown, texts
from chronology.words import heading_key

_LISTS = tuple(
    "titles suffixes grown_ups young beside_roles placeholders placeholder_joins alias_markers labels roles person_roles between_people after_names numbers"
    " nobody_words nobody_fillers nobody_places words_of_places streets streets_or_surnames names_without_vowels about parts_of_names unknown_marks deaths"
    " relations of_another sexes nobody particles groups group_fillers group_numbers group_parts".split()
)
SURENESS = ("never_a_name", "seldom_a_name", "also_a_name", "numbered_letters")


class WordsAroundNames(Struct, frozen=True):
    """people.yaml, its labels and markers as patterns."""

    titles: frozenset[str]
    suffixes: frozenset[str]
    grown_ups: frozenset[str]
    young: frozenset[str]
    beside_roles: frozenset[str]  # small words that may stand between such a word and a name
    placeholders: frozenset[str]
    joins: frozenset[str]
    alias: re.Pattern[str]
    labels: dict[str, str]  # heading key of a label → the detail it names
    labelled: re.Pattern[str]
    roles: frozenset[str]
    relations: frozenset[str]  # before a name
    of_another: tuple[str, ...]  # before "of" and a name: somebody who is not named
    sexes: dict[str, str]
    particles: frozenset[str]
    nobody: frozenset[str]
    groups: dict[str, str]  # word → which children it stands for
    group_fillers: frozenset[str]
    group_numbers: dict[str, int]
    group_parts: frozenset[str]  # words that may leave out some of a group
    role: re.Pattern[str]  # a role word before a name; its group tells how surely it is no name itself
    between: re.Pattern[str]  # what stands between two people
    behind: re.Pattern[str]  # what somebody did, behind the name
    numbers_of_people: re.Pattern[str]
    numbers_of_things: re.Pattern[str]
    numbers_of_places: re.Pattern[str]
    nobody_words: frozenset[str]
    described: frozenset[str]  # every word that somebody without a name is described with
    nobody_places: frozenset[str]
    words_of_places: frozenset[str]
    address: re.Pattern[str]  # the house and street behind a name, to the end
    about: re.Pattern[str]
    part_unknown: re.Pattern[str]
    deaths: frozenset[str]
    meaningful: frozenset[str]  # every word that may stand for something else than a name


def fold(text: str) -> str:
    """The text in the form in which the lists hold words: casefolded, single spaces, no punctuation."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold().replace("'", "").replace("’", ""))) or text.strip()


def _every_text(mapping: Mapping) -> Iterator[str]:
    for value in mapping.values():
        if isinstance(value, Mapping):
            yield from value
            yield from _every_text(value)
        else:
            yield from [value] if isinstance(value, str) else value


@cache
def words_around_names() -> WordsAroundNames:
    """The words of people.yaml."""
    mapping = load_file(Path(__file__).with_name("people.yaml"), "people/people.yaml")
    refuse_unknown(mapping, _LISTS)
    details = mapping_at(mapping, "labels")
    roles = mapping_at(mapping, "person_roles")
    refuse_unknown(roles, (*SURENESS, "beside_roles"))
    systems = mapping_at(mapping, "numbers")
    refuse_unknown(systems, ("of_people", "of_things", "of_places"))
    labels = {label: detail for detail in details for label in texts(details, detail)}
    several, counts = mapping_at(mapping, "groups"), mapping_at(mapping, "group_numbers")
    spelled = "|".join(_spelled(label) for label in sorted(labels, key=len, reverse=True))
    # A label of one or two letters, or one that may be part of a name, needs its colon.
    numbers = "|".join(
        _spelled(label)
        for label in sorted(labels, key=len, reverse=True)
        if labels[label] in ("born", "nhs_number", "upn") and len(label) > 2
    )
    markers = "|".join(
        re.escape(marker).replace(r"\ ", r"[\s./]*")
        for marker in sorted(texts(mapping, "alias_markers"), key=len, reverse=True)
    )
    meaningful = {word for text in _every_text(mapping) for word in re.findall(r"[^\W\d_]+", text.casefold())}
    return WordsAroundNames(
        frozenset(texts(mapping, "titles")),
        frozenset(texts(mapping, "suffixes")),
        frozenset(texts(mapping, "grown_ups")),
        frozenset(texts(mapping, "young")),
        frozenset(texts(mapping, "beside_roles")),
        frozenset(texts(mapping, "placeholders")),
        frozenset(texts(mapping, "placeholder_joins")),
        re.compile(rf"(?<!\w)(?:{markers})(?!\w)[:.]?", re.IGNORECASE),
        {heading_key(label): detail for label, detail in labels.items()},
        re.compile(rf"(?<![\w'])(?:({spelled})\s*[:=]|({numbers})[.:#]?(?=\s*\d|\s*[A-Z]\d))\s*", re.IGNORECASE),
        frozenset(texts(mapping, "roles")),
        frozenset(texts(mapping, "relations")),
        tuple(f"{fold(word)} of " for word in texts(mapping, "of_another")),
        {word: str(meant) for word, meant in mapping_at(mapping, "sexes").items()},
        frozenset(texts(mapping, "particles")),
        frozenset(fold(word) for word in texts(mapping, "nobody")),
        {word: group for group in several for word in texts(several, group)},
        frozenset(texts(mapping, "group_fillers")),
        {word: number(counts, word) for word in counts},
        frozenset(texts(mapping, "group_parts")),
        _role_pattern(roles, texts(mapping, "names_without_vowels")),
        _pattern(r"(?:^|(?<=\s))(?:{})[:.]?\s+", texts(mapping, "between_people")),
        _pattern(r"(?<=\w)[.,]?\s+(?:{})\.?\s*$", texts(mapping, "after_names")),
        _number_pattern(texts(systems, "of_people")),
        _number_pattern(texts(systems, "of_things")),
        _pattern(r"(?<!\w)(?:{})\.?\s?\d{1,3}[A-Z]?(?!\w)", texts(systems, "of_places")),
        _words_of(texts(mapping, "nobody_words")),
        _described(mapping, roles),
        frozenset(texts(mapping, "nobody_places")),
        frozenset(texts(mapping, "words_of_places")),
        _address(texts(mapping, "streets"), texts(mapping, "streets_or_surnames")),
        _pattern(r"(?<!\w)(?:{})(?!\w)\.?", texts(mapping, "about")),
        _unknown_part(texts(mapping, "unknown_marks"), texts(mapping, "parts_of_names")),
        _words_of(texts(mapping, "deaths")),
        frozenset(meaningful) | {"and", "plus"},
    )


def _described(mapping: Mapping, roles: Mapping) -> frozenset[str]:
    """Words of descriptions, sexes and roles, but for those that stand in place of a forename."""
    roles_alone = _words_of((*texts(mapping, "roles"), *texts(roles, "never_a_name")))
    told = (entry for key in ("nobody_words", "nobody_fillers", "after_names") for entry in texts(mapping, key))
    roles_alone -= _words_of(texts(mapping, "placeholders"))
    words = {word for word in _words_of(told) | roles_alone if len(word) > 1}  # an initial is a name: "P Staff"
    return frozenset(words) | mapping_at(mapping, "sexes").keys()


def _role_pattern(roles: Mapping, vowelless: tuple[str, ...]) -> re.Pattern[str]:
    """A role word with what may belong to it: whose ("Amy's mum"), which ("V1", "Casualty 2"), and a colon, dash or full stop."""
    numbered = r"(?=#?\d)"
    groups = "|".join(
        f"(?P<{sureness}>{_any_of(texts(roles, sureness), numbered if sureness == 'numbered_letters' else '')})"
        for sureness in SURENESS
    )
    groups += rf"|(?P<abbreviation>(?-i:(?!(?:{'|'.join(vowelless)})\b)[B-DF-HJ-NP-TV-XZ]{{3,5}}))"
    whose = rf"(?:[^\W\d_][\w-]*['’]s\s+)?(?:(?:{_any_of(texts(roles, 'beside_roles'))})[\s-]+)*"
    which = r"(?P<number>\s?#?\d{1,2}(?![\w/'’]|\s*$|[.]\d))?"
    # One private character stands for a pair of brackets: `Client (deceased): Jo Lowe`.
    mark = r"(?P<mark>(?:\s*[\ue000-\uf8ff])?(?:\s*[:=]|\s+[-–—]+|\s*[-–—]+(?=\s)|\.(?=\s)|(?<=\d)[.)](?=\s)))?"
    return re.compile(rf"{whose}(?:{groups})(?!s?['’]|[^\W\d_]|-\w){which}{mark}\s*", re.IGNORECASE)


def _number_pattern(systems: tuple[str, ...]) -> re.Pattern[str]:
    return _pattern(
        r"(?<!\w)(?:{})(?!\w)(?:\s+(?:no|number|id|ref))?[.:#]*\s*(?=[A-Za-z/.\-]*\d[\w/.\-]{2})(\d{3} \d{3} \d{4}(?!\w)|\w[\w/\-]*)",
        systems,
    )


def _pattern(shape: str, entries: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(shape.replace("{}", _any_of(entries)), re.IGNORECASE)


def _address(streets: tuple[str, ...], or_surnames: tuple[str, ...]) -> re.Pattern[str]:
    """A house and its street behind a name; not the number of a class or an age before another name."""
    ends = rf"(?:(?:{_any_of(streets)})(?!\w)\.?(?:,.*)?|(?:{_any_of(or_surnames)}),\s*[^\W\d_].*)"
    house = r"(?:flat\s*\w{1,3},?\s+)?(\d{1,4}[A-Za-z]?\s+(?:[^\W\d_][\w'’.-]*\s+){1,3}?"
    return re.compile(rf"(?<=[^\W_.)\s])[\s,.]+{house}{ends})$", re.IGNORECASE)


def _unknown_part(marks: tuple[str, ...], parts: tuple[str, ...]) -> re.Pattern[str]:
    mark, part = _any_of(marks), _any_of(parts)
    return re.compile(rf"(?<!\w)(?:(?:{mark})\s*(?:{part})|(?:{part})\s*(?:{mark}))(?!\w)", re.IGNORECASE)


def _words_of(entries: Iterable[str]) -> frozenset[str]:
    return frozenset(word for entry in entries for word in fold(entry).split())


def _any_of(entries: tuple[str, ...], behind: str = "") -> str:
    """The entries as alternatives, the longest first; one that is written with capitals is met in capitals only."""
    written = []
    for entry in sorted(entries, key=len, reverse=True):
        spelled = re.escape(entry).replace(r"\ ", r"[\s-]+").replace("'", "['’]?")
        written.append(spelled if entry.islower() or not entry.isalpha() else rf"(?-i:{spelled})")
    return "|".join(one + behind for one in written)


def _spelled(label: str) -> str:
    return r"[\s./']*".join(re.escape(word) for word in label.split()) + r"\.?"
