"""The words met around names (people.yaml). Enters: the file. Leaves: its lists, and the form in which words are looked up in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

from chronology.definitions import Mapping, load_file, mapping_at, number, refuse_unknown, texts
from chronology.words import heading_key


class WordsAroundNames(Struct, frozen=True):
    """people.yaml, its labels and markers as patterns."""

    titles: frozenset[str]
    suffixes: frozenset[str]
    placeholders: frozenset[str]
    joins: frozenset[str]
    alias: re.Pattern[str]
    labels: dict[str, str]  # heading key of a label → the detail it names
    labelled: re.Pattern[str]
    roles: frozenset[str]
    relations: frozenset[str]  # before a name
    sexes: dict[str, str]
    particles: frozenset[str]
    nobody: frozenset[str]
    groups: dict[str, str]  # word → which children it stands for
    group_fillers: frozenset[str]
    group_numbers: dict[str, int]
    group_parts: frozenset[str]  # words that may leave out some of a group
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
    refuse_unknown(
        mapping,
        (
            "titles",
            "suffixes",
            "placeholders",
            "placeholder_joins",
            "alias_markers",
            "labels",
            "roles",
            "relations",
            "sexes",
            "nobody",
            "particles",
            "groups",
            "group_fillers",
            "group_numbers",
            "group_parts",
        ),
    )
    details = mapping_at(mapping, "labels")
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
        frozenset(texts(mapping, "placeholders")),
        frozenset(texts(mapping, "placeholder_joins")),
        re.compile(rf"(?<!\w)(?:{markers})(?!\w)[:.]?", re.IGNORECASE),
        {heading_key(label): detail for label, detail in labels.items()},
        re.compile(rf"(?<![\w'])(?:({spelled})\s*[:=]|({numbers})[.:#]?(?=\s*\d|\s*[A-Z]\d))\s*", re.IGNORECASE),
        frozenset(texts(mapping, "roles")),
        frozenset(texts(mapping, "relations")),
        {word: str(meant) for word, meant in mapping_at(mapping, "sexes").items()},
        frozenset(texts(mapping, "particles")),
        frozenset(fold(word) for word in texts(mapping, "nobody")),
        {word: group for group in several for word in texts(several, group)},
        frozenset(texts(mapping, "group_fillers")),
        {word: number(counts, word) for word in counts},
        frozenset(texts(mapping, "group_parts")),
        frozenset(meaningful) | {"and", "plus"},
    )


def _spelled(label: str) -> str:
    return r"[\s./']*".join(re.escape(word) for word in label.split()) + r"\.?"
