"""Two identities side by side. Enters: identities. Leaves: the level at which each field agrees, and what that is worth in bits.

What follows from it is for judge to say.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from operator import getitem
from typing import TypeVar

from rapidfuzz.distance import OSA

from chronology.linking.births import compare_born
from chronology.linking.identity import Day, Identity, Name
from chronology.linking.names import compare_family, compare_given, load_names
from chronology.linking.schemes import Schemes
from chronology.linking.told_apart import NEAR_LEVELS, How, ToldApart
from chronology.linking.weights import Weights

Value = TypeVar("Value")
Levels = tuple[str, str, str, str, str, str, str, str, str]  # one per FIELDS; "" where there is nothing to compare

_LONG_NUMBER = 6  # digits: shorter numbers are one slip apart by chance
_SLIPS_IN_AN_ADDRESS = 5  # an e-mail address of so many letters is the same with one of them wrong
_CERTAIN = 15.0  # bits from which a share of 1 is 1 to four places
_AT_HOME = frozenset(("equal", "close"))
_KEYED_CROSSWISE = frozenset(("equal", "variant", "close"))


class Scale:
    """Compares identities against the records they come from: how rare a name is, and which forenames are real.

    Names repeat far more often than people do, so what two names are to each other is remembered. The memory changes
    nothing but the time taken. `told` and `schemes` are set once the records have been searched for near
    names that are two people's, and for what the numbers in them are.
    """

    def __init__(self, weights: Weights, identities: Iterable[Identity] = (), people: int = 0) -> None:
        self.weights = weights
        self.told = ToldApart({})
        self.schemes = Schemes()
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

    def are_two_names(self, one: Name, other: Name) -> bool:
        """Whether these are two forenames, neither the other misspelt nor the surname of the other.

        Both are names that people are known to be given, or they have hardly a letter in common.
        """
        first, second = one[0].partition(" ")[0], other[0].partition(" ")[0]
        if share_letters(one[0], other[1]) or share_letters(one[1], other[0]):
            return False
        real = (first in self.real or first in load_names().real) and (
            second in self.real or second in load_names().real
        )
        if not real and share_letters(first, second):
            return False
        return self.given_level(one[0], other[0]) == "different"

    def levels(self, left: Identity, right: Identity) -> Levels:
        """Every field's level. Symmetric."""
        forename, surname = self.name_levels(left, right)
        postcode = address = agency_id = ""
        if left.agency_ids and right.agency_ids:
            agency_id = compare_agency_ids(left, right, self.schemes)
        if left.postcodes and right.postcodes:
            postcode = "equal" if left.postcodes == right.postcodes else compare_postcodes(left, right)
        if left.addresses and right.addresses:
            address = "equal" if left.addresses == right.addresses else compare_addresses(left, right)
        return (
            forename,
            surname,
            "equal" if left.day and left.day == right.day else compare_born(left, right),
            "" if not left.nhs or not right.nhs else "equal" if left.nhs == right.nhs else "different",
            "" if not left.upn or not right.upn else "equal" if left.upn == right.upn else "different",
            agency_id,
            "" if not left.sex or not right.sex else "equal" if left.sex == right.sex else "different",
            postcode,
            address,
        )

    def field_bits(self, left: Identity, right: Identity, levels: Levels) -> list[float]:
        """What each level is worth, names and dates of birth by their rarity."""
        bits = list(map(getitem, self.weights.bits, levels))
        one, other = left.names[0], right.names[0]
        if levels[0] == "equal" and one[0] == other[0]:
            bits[0] += self._rarity_of_given.get(one[0], 0.0)
        if levels[1] == "equal" and one[1] == other[1]:
            bits[1] += self._rarity_of_family.get(one[1], 0.0)
        if levels[2] == "equal" and left.day:
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
            if all(one) and all(other):
                crossed = self.given_level(one[0], other[1]), self.given_level(one[1], other[0])
                if _KEYED_CROSSWISE.issuperset(crossed):
                    return "swapped", "swapped"
                if "initial" in crossed and not _KEYED_CROSSWISE.isdisjoint(crossed):
                    return "initial", "swapped"  # SMITH J
                return forename, surname
            return self._lone_name(one, other) or (forename, surname)
        if surname == "part" and (before := _without_double_surname(one, other)):
            return self.given_level(before, other[0]), "equal"
        if surname == "part" and (before := _without_double_surname(other, one)):
            return self.given_level(before, one[0]), "equal"
        return forename, surname

    def _lone_name(self, one: Name, other: Name) -> tuple[str, str] | None:
        """The levels where one word is the forename of one and the surname of the other, and a name beside it is missing.

        A word that stands alone may be a surname in the wrong column, and a surname is a whole family's.
        """
        if one[0] and other[1]:
            forename, surname, stands_alone = one[0], other[1], not one[1]
        elif one[1] and other[0]:
            forename, surname, stands_alone = other[0], one[1], not other[1]
        else:
            return None
        if stands_alone:
            level = self.family_level(forename, surname)
            return None if level in ("", "different") else ("", level)
        return ("swapped", "") if self.given_level(forename, surname) in _KEYED_CROSSWISE else None


def _without_double_surname(name: Name, other: Name) -> str:
    """The given names of `name` before both halves of the other's surname, "" unless they end so: `S Lloyd Jones` is a Lloyd-Jones."""
    halves, words = other[1].replace("-", " ").split(), f"{name[0]} {name[1]}".split()
    ends_so = 1 < len(halves) < len(words) and words[-len(halves) :] == halves
    return " ".join(words[: -len(halves)]) if ends_so else ""


def share_letters(one: str, other: str) -> bool:
    """Whether at least half of the letters of the longer stand in the other too, in whatever order."""
    return 2 * (Counter(one) & Counter(other)).total() >= max(len(one), len(other)) > 0


def score(bits: float) -> float:
    """Log odds to base 2 as a share of 1, to four places: 0 bits is 0.5, 6 bits 0.9846, -6 bits 0.0154."""
    if bits > _CERTAIN:
        return 1.0
    return round(1 / (1 + math.pow(2.0, -max(-60.0, bits))), 4)


def compare_agency_ids(left: Identity, right: Identity, schemes: Schemes) -> str:
    """equal where one agency uses one number for both; different where it has two; "" where no agency knows both.

    own: equal, and the agency gives each person a number of their own. close: it does, and the two are one slip of the keys apart
    where nobody's brother or sister has the next number.
    """
    level = ""
    for agency, number in left.agency_ids:
        for agency_too, number_too in right.agency_ids:
            if number == number_too and (agency == agency_too or not (agency and agency_too)):
                return "own" if agency in schemes.personal and agency_too in schemes.personal else "equal"
            if agency == agency_too:
                slip = agency in schemes.personal and _is_slip(number, number_too, schemes.families)
                level = "close" if slip or level == "close" else "different"
    return level


def _is_slip(number: str, other: str, families: bool) -> bool:
    shortest = min(len(number), len(other))
    if "@" in number and "@" in other:
        return OSA.distance(number, other) * _SLIPS_IN_AN_ADDRESS <= shortest
    # Brothers and sisters are often given the next number.
    return not families and shortest >= _LONG_NUMBER and OSA.distance(number, other, score_cutoff=1) <= 1


def compare_postcodes(left: Identity, right: Identity) -> str:
    """The best level between any two postcodes: equal, close (one slip), district (all but the last three), different."""
    if shares_any(left.postcodes, right.postcodes):
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
    if shares_any(left.addresses, right.addresses):
        return "equal"
    for one in left.addresses:
        for other in right.addresses:
            mine, yours = one.split(), other.split()
            numbers = {word for word in mine if word[0].isdigit()} & {word for word in yours if word[0].isdigit()}
            if numbers and mine[1:2] == yours[1:2]:
                return "close"
    return "different"


def live_apart(left: Identity, right: Identity) -> bool:
    """Whether homes are known of both, and none of one is a home of the other."""
    known = (left.postcodes and right.postcodes) or (left.addresses and right.addresses)
    at_home = compare_postcodes(left, right) in _AT_HOME or compare_addresses(left, right) in _AT_HOME
    return bool(known) and not at_home


def shares_any(left: tuple[object, ...], right: tuple[object, ...]) -> bool:
    """Whether anything stands in both; each holds a few things at most."""
    return left == right or any(one in right for one in left)


def _real_names(identities: list[Identity], weights: Weights) -> frozenset[str]:
    births: dict[str, set[object]] = {}
    for identity in identities:
        forename = identity.names[0][0]
        if len(forename) > 1 and identity.day:
            births.setdefault(forename.split()[0], set()).add(identity.day)
    least = max(weights.real_name_births, len(identities) * weights.real_name_per_million / 1_000_000)
    return frozenset(name for name, days in births.items() if len(days) >= least)


def _counts(identities: list[Identity]) -> tuple[Counter[str], Counter[str], Counter[Day]]:
    """How many bear each forename, surname and day of birth."""
    names = Counter([one.names[0] for one in identities])
    forenames, surnames = Counter[str](), Counter[str]()
    for (forename, surname), count in names.items():
        forenames[forename] += count
        surnames[surname] += count
    days = Counter([one.day for one in identities if one.day])
    del forenames[""], surnames[""]
    return forenames, surnames, days


def _rarity(counts: Mapping[Value, int], records: int, weights: Weights, which: int) -> dict[Value, float]:
    """Value → bits to add to what an agreement on it is worth, within ± the limit."""
    belief, one_in, limit = weights.prior_records, weights.one_in[which], weights.rarity_limit
    rarity: dict[Value, float] = {}
    for value, count in counts.items():
        share = (count + belief / one_in) / (records + belief)
        rarity[value] = max(-limit, min(limit, -math.log2(share * one_in)))
    return rarity
