"""Two identities side by side. Enters: identities. Leaves: the level at which each field agrees, and what that is worth in bits.

What follows from it is for judge to say.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from operator import getitem

from rapidfuzz.distance import OSA

from chronology.linking.identity import Day, Identity
from chronology.linking.names import compare_family, compare_given
from chronology.linking.told_apart import NEAR_LEVELS, How, ToldApart
from chronology.linking.weights import Weights

Levels = tuple[str, str, str, str, str, str, str, str, str]  # one per FIELDS; "" where there is nothing to compare

_KEYED_CROSSWISE = frozenset(("equal", "variant", "close", ""))
_LONGEST_SLIP_DAYS = 366  # an imprecise date of birth contradicts another only beyond a year


class Scale:
    """Compares identities against the records they come from: how rare a name is, and which forenames are real.

    Names repeat far more often than people do, so what two names are to each other is remembered. The memory changes
    nothing but the time taken. `told` is set once the records have been searched for near names that are two people's.
    """

    def __init__(self, weights: Weights, identities: Iterable[Identity] = (), people: int = 0) -> None:
        self.weights = weights
        self.told = ToldApart({})
        self.prior = -math.log2(max(weights.people, people))
        self._given: dict[tuple[str, str], str] = {}
        self._family: dict[tuple[str, str], str] = {}
        counted = list(identities)
        self.real = _real_names(counted, weights)
        forenames, surnames, days = _counts(counted)
        self._rarity_of_given = _rarity(forenames, len(counted), weights, 0)
        self._rarity_of_family = _rarity(surnames, len(counted), weights, 1)
        self._rarity_of_day = _rarity(days, len(counted), weights, 2)

    def given_level(self, left: str, right: str) -> str:
        """`compare_given`, remembered."""
        key = (left, right)
        level = self._given.get(key)
        if level is None:
            level = self._given[key] = self._given[right, left] = compare_given(left, right, self.real)
        return level

    def family_level(self, left: str, right: str) -> str:
        """`compare_family`, remembered."""
        key = (left, right)
        level = self._family.get(key)
        if level is None:
            level = self._family[key] = self._family[right, left] = compare_family(left, right)
        return level

    def levels(self, left: Identity, right: Identity) -> Levels:
        """Every field's level. Symmetric."""
        forename, surname = self.name_levels(left, right)
        return (
            forename,
            surname,
            compare_born(left, right),
            "" if not left.nhs or not right.nhs else "equal" if left.nhs == right.nhs else "different",
            "" if not left.upn or not right.upn else "equal" if left.upn == right.upn else "different",
            compare_agency_ids(left, right) if left.agency_ids and right.agency_ids else "",
            "" if not left.sex or not right.sex else "equal" if left.sex == right.sex else "different",
            compare_postcodes(left, right) if left.postcodes and right.postcodes else "",
            compare_addresses(left, right) if left.addresses and right.addresses else "",
        )

    def field_bits(self, left: Identity, right: Identity, levels: Levels) -> list[float]:
        """What each level is worth, names and dates of birth by their rarity."""
        bits = list(map(getitem, self.weights.bits, levels))
        one, other = left.names[0], right.names[0]
        if levels[0] == "equal" and one[0] == other[0]:
            bits[0] += self._rarity_of_given.get(one[0], 0.0)
        if levels[1] == "equal" and one[1] == other[1]:
            bits[1] += self._rarity_of_family.get(one[1], 0.0)
        if levels[2] == "equal":
            bits[2] += self._rarity_of_day.get(left.day, 0.0)
        return bits

    def bits(self, left: Identity, right: Identity, levels: Levels) -> float:
        """All of it added up, the people counted off: the log odds, to base 2, that the two are one person."""
        return self.prior + sum(self.field_bits(left, right, levels))

    def bits_of_likeness(self, forename: str, surname: str, day: Day) -> float:
        """What the same forename, surname and day of birth are worth together, the people counted off."""
        bits = self.weights.bits
        return (
            self.prior
            + bits[0]["equal"]
            + self._rarity_of_given.get(forename, 0.0)
            + bits[1]["equal"]
            + self._rarity_of_family.get(surname, 0.0)
            + bits[2]["equal"]
            + self._rarity_of_day.get(day, 0.0)
        )

    def matched_names(self, left: Identity, right: Identity) -> tuple[int, int]:
        """Which name of each the levels of forename and surname are about."""
        return self._best_names(left, right)[1]

    def name_levels(self, left: Identity, right: Identity) -> tuple[str, str]:
        """The levels of forename and surname, between those of their names that agree best.

        Near forenames that the records show to be two people's are different; where they leave it open, no more than near.
        """
        if len(left.names) == 1 and len(right.names) == 1:
            levels = self._name_pair(left.names[0], right.names[0])
        else:
            levels = self._best_names(left, right)[0]
        if levels[0] not in NEAR_LEVELS or not self.told.found:
            return levels
        how = self.told_between(left, right)
        if how is None:
            return levels
        return "different" if how == "two" else "near", levels[1]

    def told_between(self, left: Identity, right: Identity) -> How | None:
        """Whether the records show the names in which these two agree best to be two people's."""
        if not self.told.found:
            return None
        if len(left.names) == 1 and len(right.names) == 1:
            return self.told.between(left, right, (left.names[0], right.names[0]))
        which, which_too = self.matched_names(left, right)
        return self.told.between(left, right, (left.names[which], right.names[which_too]))

    def _best_names(self, left: Identity, right: Identity) -> tuple[tuple[str, str], tuple[int, int]]:
        best, where, most = ("", ""), (0, 0), -1000.0
        given_bits, family_bits = self.weights.bits[0], self.weights.bits[1]
        for number, one in enumerate(left.names):
            for number_too, other in enumerate(right.names):
                pair = self._name_pair(one, other)
                # An empty level is worth no more than a contradiction where another of the names can be compared.
                worth = given_bits[pair[0]] + family_bits[pair[1]] - (9.0 if not pair[0] else 0.0)
                if worth > most:
                    best, where, most = pair, (number, number_too), worth
        return best, where

    def _name_pair(self, one: tuple[str, str], other: tuple[str, str]) -> tuple[str, str]:
        forename, surname = self.given_level(one[0], other[0]), self.family_level(one[1], other[1])
        if surname != "equal" and forename in ("different", "near", ""):
            crossed = self.given_level(one[0], other[1]), self.given_level(one[1], other[0])
            if all(level in _KEYED_CROSSWISE for level in crossed) and any(crossed):
                return "swapped", "swapped"
        return forename, surname


def score(bits: float) -> float:
    """Log odds to base 2 as a share of 1, to four places: 0 bits is 0.5, 6 bits 0.9846, -6 bits 0.0154."""
    return round(1 / (1 + math.pow(2.0, -max(-60.0, min(60.0, bits)))), 4)


def compare_born(left: Identity, right: Identity) -> str:
    """equal, swapped (day and month), close (one digit, or a day or a year apart), overlaps (one is imprecise), different, or ""."""
    one, other = left.day, right.day
    if one is not None and one == other:
        return "equal"
    if not left.last or not right.last:
        return ""
    if one is None or other is None:
        if left.first <= right.last and right.first <= left.last:
            return "overlaps"
        apart = max(left.first - right.last, right.first - left.last)
        return "different" if apart > _LONGEST_SLIP_DAYS else ""
    if one[0] == other[0]:
        if one[1] == other[2] and one[2] == other[1]:
            return "swapped"
        if one[1:] == (1, 1) or other[1:] == (1, 1):
            return "overlaps"  # 1 January is what systems write when only the year is known
    if abs(left.first - right.first) == 1 or (one[1:] == other[1:] and abs(one[0] - other[0]) == 1):
        return "close"
    return "close" if _one_slip(_digits(one), _digits(other)) else "different"


def _digits(day: Day) -> str:
    year, month, of_month = day
    return f"{year:04}{month:02}{of_month:02}"


def _one_slip(one: str, other: str) -> bool:
    apart = [place for place in range(8) if one[place] != other[place]]
    if len(apart) == 1:
        return True
    return len(apart) == 2 and apart[1] - apart[0] == 1 and OSA.distance(one, other) == 1


def compare_agency_ids(left: Identity, right: Identity) -> str:
    """equal where one agency uses one number for both; different where it has two; "" where no agency knows both."""
    if not left.agency_ids.isdisjoint(right.agency_ids):
        return "equal"
    level = ""
    for agency, number in left.agency_ids:
        for agency_too, number_too in right.agency_ids:
            if number == number_too and not (agency and agency_too):
                return "equal"
            if agency == agency_too:
                level = "different"
    return level


def compare_postcodes(left: Identity, right: Identity) -> str:
    """The best level between any two postcodes: equal, close (one slip), district (all but the last three), different."""
    if not left.postcodes.isdisjoint(right.postcodes):
        return "equal"
    best = "different"
    for one in left.postcodes:
        for other in right.postcodes:
            if OSA.distance(one, other, score_cutoff=1) <= 1:
                return "close"
            if one[:-3] == other[:-3]:
                best = "district"
    return best


def compare_addresses(left: Identity, right: Identity) -> str:
    """equal, close (the same house number, and a street name in common), different."""
    if not left.addresses.isdisjoint(right.addresses):
        return "equal"
    for one in left.addresses:
        for other in right.addresses:
            mine, yours = one.split(), other.split()
            numbers = {word for word in mine if word[0].isdigit()} & {word for word in yours if word[0].isdigit()}
            if numbers and mine[1:2] == yours[1:2]:
                return "close"
    return "different"


def _real_names(identities: list[Identity], weights: Weights) -> frozenset[str]:
    births: dict[str, set[object]] = {}
    for identity in identities:
        forename = identity.names[0][0]
        if len(forename) > 1 and identity.day:
            births.setdefault(forename.split()[0], set()).add(identity.day)
    least = max(weights.real_name_births, len(identities) * weights.real_name_per_million / 1_000_000)
    return frozenset(name for name, days in births.items() if len(days) >= least)


def _counts(identities: list[Identity]) -> tuple[dict[object, int], dict[object, int], dict[object, int]]:
    forenames: dict[object, int] = {}
    surnames: dict[object, int] = {}
    days: dict[object, int] = {}
    for identity in identities:
        forename, surname = identity.names[0]
        for value, counts in ((forename, forenames), (surname, surnames), (identity.day, days)):
            if value:
                counts[value] = counts.get(value, 0) + 1
    return forenames, surnames, days


def _rarity(counts: dict[object, int], records: int, weights: Weights, which: int) -> dict[object, float]:
    """Value → bits to add to what an agreement on it is worth, within ± the limit."""
    belief, one_in, limit = weights.prior_records, weights.one_in[which], weights.rarity_limit
    rarity = {}
    for value, count in counts.items():
        share = (count + belief / one_in) / (records + belief)
        rarity[value] = max(-limit, min(limit, -math.log2(share * one_in)))
    return rarity
