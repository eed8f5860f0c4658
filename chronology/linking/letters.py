"""Letters, folded. Enters: text as written. Leaves: the same in plain lower case, for comparing alone, and whether it was disguised.

What the words mean belongs to names; which letters are folded stands in letters.yaml.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from msgspec import Struct

from chronology.definitions import load_file, mapping_at, text

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʼ"))
_NOT_NAME = re.compile(r"[^\w\-]+")
_LATIN = re.compile(r"[A-Za-z]")
_MARKS_OF_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


class Letters(Struct, frozen=True):
    """letters.yaml, arranged for str.translate."""

    plain: dict[int, str]
    lookalikes: dict[int, str]


@cache
def load_letters() -> Letters:
    """The table as shipped. Raises DefinitionError if the file does not hold it."""
    mapping = load_file(Path(__file__).with_name("letters.yaml"), "letters.yaml")
    plain, alike = mapping_at(mapping, "plain"), mapping_at(mapping, "lookalikes")
    return Letters(
        plain={ord(letter): latin for latin in plain for letter in text(plain, latin)},
        lookalikes={ord(letter): latin for latin in alike for letter in text(alike, latin)},
    )


@lru_cache(maxsize=1 << 16)
def fold(written: str) -> str:
    """Lower case, no accents, no apostrophes; anything but letters, digits and hyphens becomes one space."""
    if not written.isascii():
        written = _reveal(written).translate(load_letters().plain)
        written = unicodedata.normalize("NFKD", written)
        written = "".join([letter for letter in written if not unicodedata.combining(letter)])
    plain = _NOT_NAME.sub(" ", written.translate(_APOSTROPHES).casefold().replace("_", " "))
    return " ".join([word.strip("-") for word in plain.split() if word.strip("-")])


def is_disguised(written: str) -> bool:
    """Whether a word mixes Latin letters with their look-alikes of another alphabet, or hides invisible ones between them."""
    shown = _without_marks(written)
    return _reveal(shown) != shown


def _reveal(written: str) -> str:
    """Without invisible letters, and with look-alikes read as the Latin letters beside them."""
    visible = "".join([letter for letter in written if unicodedata.category(letter) != "Cf"])
    alike = load_letters().lookalikes
    return " ".join([word.translate(alike) if _LATIN.search(word) else word for word in visible.split(" ")])


def _without_marks(written: str) -> str:
    """Without the marks that say only in which direction a line runs, and without joiners in a script that needs them."""
    shown = "".join([letter for letter in written if letter not in _MARKS_OF_DIRECTION])
    return shown if _LATIN.search(shown) else shown.replace("\u200c", "").replace("\u200d", "")
