"""weights.yaml as a value. Enters: nothing. Leaves: Weights. What the weights are added up for belongs to compare and judge."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from msgspec import Struct

from chronology.definitions import Mapping, load_file, mapping_at, number, text, texts
from chronology.errors import DefinitionError

FIELDS = ("forename", "surname", "born", "nhs_number", "upn", "agency_id", "sex", "postcode", "address")


class Weights(Struct, frozen=True):
    """Bits per field and level, and the thresholds; every figure's meaning stands in weights.yaml."""

    bits: tuple[dict[str, float], ...]  # one per FIELDS: level → bits; the level "" (nothing to compare) is 0
    decided: float
    without_namesakes: float
    whole_family: float
    rarity_limit: float
    prior_records: int
    one_in: tuple[int, int, int]  # forename, surname, born
    people: int
    merge: float
    merge_without_families: float
    review: float
    placeholder_people: int
    real_name_births: int
    real_name_per_million: int
    block: int
    contacts: frozenset[str]
    own_numbers_least: int
    own_numbers_percent: int
    families_least: int
    families_percent: int
    twins_per_thousand: int


@cache
def load_weights() -> Weights:
    """The weights as shipped. Raises DefinitionError if the file does not hold them."""
    mapping = load_file(Path(__file__).with_name("weights.yaml"), "weights.yaml")
    rarity = mapping_at(mapping, "rarity")
    return Weights(
        bits=tuple({"": 0.0} | _bits(mapping_at(mapping, field)) for field in FIELDS),
        decided=_bits(mapping_at(mapping, "decision"))["decided"],
        without_namesakes=_bits(mapping_at(mapping, "namesakes"))["none"],
        whole_family=_bits(mapping_at(mapping, "group"))["meant"],
        rarity_limit=number(rarity, "limit"),
        prior_records=number(rarity, "prior_records"),
        one_in=(number(rarity, "forename_one_in"), number(rarity, "surname_one_in"), number(rarity, "born_one_in")),
        people=number(mapping, "people"),
        merge=number(mapping, "merge"),
        merge_without_families=number(mapping, "merge_without_families"),
        review=number(mapping, "review"),
        placeholder_people=number(mapping, "placeholder_people"),
        real_name_births=number(mapping, "real_name_births"),
        real_name_per_million=number(mapping, "real_name_per_million"),
        block=number(mapping, "block"),
        contacts=frozenset(texts(mapping, "contacts")),
        own_numbers_least=number(mapping_at(mapping, "own_numbers"), "least"),
        own_numbers_percent=number(mapping_at(mapping, "own_numbers"), "percent"),
        families_least=number(mapping_at(mapping, "families"), "least"),
        families_percent=number(mapping_at(mapping, "families"), "percent"),
        twins_per_thousand=number(mapping_at(mapping, "families"), "twins_per_thousand"),
    )


def _bits(mapping: Mapping) -> dict[str, float]:
    bits = {}
    for level in mapping:
        try:
            bits[level] = float(text(mapping, level))
        except ValueError:
            raise DefinitionError("a weight must be a number", mapping.place(level), "write `equal: 7.6`") from None
    return bits
