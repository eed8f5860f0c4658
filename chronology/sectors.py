"""The sectors, and the words that tell one (sectors.yaml). Enters: any text an agency wrote. Leaves: how strongly it speaks for each."""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from pathlib import Path

from msgspec import Struct

from chronology.definitions import load_file, mapping_at, refuse_unknown, texts
from chronology.words import split_words

SECTORS = (
    "social_care",
    "health_visiting",
    "midwifery",
    "gp",
    "hospital",
    "ambulance",
    "mental_health",
    "police",
    "probation",
    "school",
    "early_years",
    "housing",
    "voluntary",
    "court",
    "other",
)
LONGEST_PHRASE = 4  # words


class SectorWords(Struct, frozen=True):
    """sectors.yaml: phrase → sector, the words of agencies' names, and the words that only say what a file is."""

    sectors: dict[str, str]
    agency_words: frozenset[str]
    file_words: frozenset[str]


@cache
def sector_words() -> SectorWords:
    """The words of sectors.yaml."""
    mapping = load_file(Path(__file__).with_suffix(".yaml"), "sectors.yaml")
    refuse_unknown(mapping, ("sectors", "agency_words", "file_words"))
    groups = mapping_at(mapping, "sectors")
    refuse_unknown(groups, SECTORS)
    return SectorWords(
        {phrase: sector for sector in groups for phrase in texts(groups, sector)},
        frozenset(texts(mapping, "agency_words")),
        frozenset(texts(mapping, "file_words")),
    )


@lru_cache(maxsize=4096)
def sectors_in(text: str) -> Counter[str]:
    """Sector → how strongly the text speaks for it: the words in its phrases, the longest phrase at each place counting."""
    words, known = split_words(text), sector_words().sectors
    found: Counter[str] = Counter()
    position = 0
    while position < len(words):
        for length in range(min(LONGEST_PHRASE, len(words) - position), 0, -1):
            phrase = " ".join(words[position : position + length])
            if phrase in known:
                found[known[phrase]] += length  # a phrase tells more than a word
                position += length
                break
        else:
            position += 1
    return found
