"""Near forenames that the records themselves show to be two people's. Enters: everybody written down, and who stands in one record.
Leaves: which pairs of names are two people's, who cannot be whom, and whose number is another's.

Twins are often given names that one of them could be misspelt as, Maya and Mya. What tells them apart is how they were
written: side by side in one record, or by one date of birth under two numbers. Comparing two names belongs to names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from chronology.linking.collapse import Collapsed, Written
from chronology.linking.identity import CONTACT, Day, Identity
from chronology.linking.names import load_names

if TYPE_CHECKING:
    from chronology.linking.compare import Scale

NEAR_LEVELS = frozenset(("variant", "close", "near", "part"))  # of forenames: one could be the other written otherwise
_FAMILY = frozenset(("equal", "variant", "part", "close"))

# two: two people, for all that can be known. perhaps: no more than a person or a number can make one of them.
How = Literal["two", "perhaps"]
Pair = tuple[str, str]
_Who = tuple[Pair, Day | None]


class ToldApart(Struct, frozen=True):
    """`found`: two forenames in order → surname → the days of birth (None: not stated) for which they are two people's."""

    found: dict[Pair, dict[str, dict[Day | None, How]]]

    def between(self, left: Identity, right: Identity, names: tuple[Pair, Pair]) -> How | None:
        """What the records say of these two, whose names are (forename, surname), or nothing."""
        (forename, surname), (forename_too, surname_too) = names
        by_surname = self.found.get(_pair(forename, forename_too))
        if by_surname is None:
            return None
        days = {**by_surname.get(surname_too, {}), **by_surname.get(surname, {})}
        if left.day is None and right.day is None:
            hows = set(days.values())
        else:
            hows = {days[day] for day in (left.day, right.day, None) if day in days}
        return "two" if "two" in hows else "perhaps" if hows else None


def tell_apart(collapsed: Collapsed, scale: Scale) -> ToldApart:
    """The pairs of near forenames that one record names side by side, or that one date of birth has under two numbers.

    Two numbers: of the NHS or of pupils, each borne by its own name at least as often as by any other; or two numbers of
    one agency's system, where no other number makes them one; of two systems, if one does. One agency that writes both spellings of a name and no
    number at all leaves it open.
    """
    found: dict[Pair, dict[str, dict[Day | None, How]]] = {}

    def note(one: Identity, other: Identity, how: How) -> None:
        by_surname = found.setdefault(_pair(one.names[0][0], other.names[0][0]), {})
        for surname in {one.names[0][1], other.names[0][1]}:
            for day in {one.day, other.day} - {None} or {None}:
                days = by_surname.setdefault(surname, {})
                days[day] = "two" if days.get(day) == "two" else how

    for place, other in sorted(side_by_side(collapsed, scale)):
        one, two = collapsed.written[place].identity, collapsed.written[other].identity
        if scale.given_level(one.names[0][0], two.names[0][0]) in NEAR_LEVELS:
            note(one, two, "two")
    namesakes = list(_near_namesakes(collapsed.written, scale))
    bearers = _bearers_of(namesakes, collapsed.written)
    for left, right in namesakes if scale.schemes.families else ():
        verdict = _by_numbers(
            [collapsed.written[place] for place in left], [collapsed.written[p] for p in right], bearers
        )
        if verdict is not None:
            note(collapsed.written[left[0]].identity, collapsed.written[right[0]].identity, verdict)
    return ToldApart(found)


def side_by_side(collapsed: Collapsed, scale: Scale) -> frozenset[tuple[int, int]]:
    """Those who stand in one record and are not plainly one person by two names: they cannot be one."""
    pairs: set[tuple[int, int]] = set()
    for named in collapsed.named:
        if len(named) < 2:
            continue
        for one, other in combinations(sorted(set(named)), 2):
            if (one, other) in pairs:
                continue
            left, right = collapsed.written[one], collapsed.written[other]
            told = not left.mention.assumed and not right.mention.assumed
            if told and left.identity.named() and right.identity.named() and not _one_name(left, right, scale):
                pairs.add((one, other))
    return frozenset(pairs)


def find_torn(written: Sequence[Written], told: ToldApart) -> frozenset[int]:
    """Those whose name says one person and whose NHS or pupil number another: only a person can say which was mistaken.

    The number stays with the name that bears it in more records; where two bear it equally often, with the one that has no other.
    """
    if not told.found:
        return frozenset()
    forenames = {name for pair in told.found for name in pair}
    by_number: dict[str, dict[_Who, list[int]]] = {}
    numbers: dict[_Who, set[str]] = {}
    for place, one in enumerate(written):
        identity = one.identity
        forename = identity.names[0][0]
        if forename not in forenames and _first(forename) not in forenames:
            continue
        who = (identity.names[0], identity.day)
        for number in filter(None, (identity.nhs, identity.upn)):
            by_number.setdefault(number, {}).setdefault(who, []).append(place)
        if identity.nhs:
            numbers.setdefault(who, set()).add(identity.nhs)
    torn: set[int] = set()
    for people in by_number.values():
        for mine, theirs in combinations(people, 2):
            left, right = written[people[mine][0]].identity, written[people[theirs][0]].identity
            if told.between(left, right, (left.names[0], right.names[0])) != "two":
                continue
            here, there = (sum(written[place].events for place in people[who]) for who in (mine, theirs))
            if here < there or (here == there and len(numbers.get(mine, ())) > 1):
                torn.update(people[mine])
            if there < here or (here == there and len(numbers.get(theirs, ())) > 1):
                torn.update(people[theirs])
    return frozenset(torn)


def _one_name(left: Written, right: Written, scale: Scale) -> bool:
    forename, surname = scale.name_levels(left.identity, right.identity)
    return forename in ("equal", "swapped") and surname != "different"


def _near_namesakes(written: Sequence[Written], scale: Scale) -> Iterator[tuple[list[int], list[int]]]:
    """Those born on one day, of one surname as it may be written, by two near forenames: the places of each."""
    by_day: dict[Day, list[int]] = {}
    for place, one in enumerate(written):
        if one.identity.day is not None:
            by_day.setdefault(one.identity.day, []).append(place)
    for places in by_day.values():
        if len(places) < 2:
            continue
        people: dict[Pair, list[int]] = {}
        for place in places:
            people.setdefault(written[place].identity.names[0], []).append(place)
        if len(people) > 1:
            for one_name, other_name in _of_near_names(list(people), scale):
                yield people[one_name], people[other_name]


def _of_near_names(names: list[Pair], scale: Scale) -> Iterator[tuple[Pair, Pair]]:
    by_letter: dict[str, list[Pair]] = {}
    for name in names:
        if len(name[0]) > 1 and name[1]:
            for letter in _initials(name[1]):
                by_letter.setdefault(letter, []).append(name)
    for alike in by_letter.values():
        # More than that born on one day is what systems write when the day is not known.
        if len(alike) > scale.weights.block:
            continue
        for left, right in combinations(alike, 2):
            near = left[0] != right[0] and scale.given_level(left[0], right[0]) in NEAR_LEVELS
            if near and scale.family_level(left[1], right[1]) in _FAMILY:
                yield left, right


@lru_cache(maxsize=1 << 16)
def _initials(surname: str) -> frozenset[str]:
    return frozenset(word[0] for word in surname.replace("-", " ").split())


def _bearers_of(
    namesakes: Iterable[tuple[list[int], list[int]]], written: Sequence[Written]
) -> dict[str, dict[Pair, int]]:
    """Each number that namesakes bear → the names that bear it → in how many records."""
    wanted = {
        number
        for pair in namesakes
        for places in pair
        for place in places
        for number in (written[place].identity.nhs, written[place].identity.upn)
        if number
    }
    bearers: dict[str, dict[Pair, int]] = {number: {} for number in wanted}
    for one in written if wanted else ():
        identity = one.identity
        for number in (identity.nhs, identity.upn):
            if number in wanted:
                names, name = bearers[number], identity.names[0]
                names[name] = names.get(name, 0) + one.events
    return bearers


def _by_numbers(left: list[Written], right: list[Written], bearers: dict[str, dict[Pair, int]]) -> How | None:
    one_number = False
    for scheme in ("nhs", "upn"):
        mine, yours = _borne(left, scheme), _borne(right, scheme)
        if _own(mine, left, bearers) - yours and _own(yours, right, bearers):
            return "two"
        if _own(yours, right, bearers) - mine and _own(mine, left, bearers):
            return "two"
        one_number = one_number or bool(mine & yours)
    agencies = _agencies(left), _agencies(right)
    shared = [agency for agency in agencies[0] if agency and agency in agencies[1]]
    if not shared:
        return None
    if any(agencies[0][agency] & agencies[1][agency] for agency in shared):
        return None
    apart = sum(bool(agencies[0][agency] and agencies[1][agency]) for agency in shared)
    if one_number:
        return (
            "two" if apart > 1 else None
        )  # one agency's second file is a slip; of two agencies, the number is a sibling's
    if apart:
        return "two"
    return "perhaps" if _two_spellings(left[0].identity.names[0][0], right[0].identity.names[0][0]) else None


def _two_spellings(one: str, other: str) -> bool:
    """Whether both are names that children are given, neither the short form of the other."""
    groups, none = load_names().groups, frozenset[str]()
    both = groups.get(_first(one), none) & groups.get(_first(other), none)
    return _first(one) != _first(other) and bool(both) and not any("/" in group for group in both)


def _borne(people: list[Written], scheme: str) -> set[str]:
    return {number for one in people if (number := getattr(one.identity, scheme))}


def _own(numbers: set[str], people: list[Written], bearers: dict[str, dict[Pair, int]]) -> set[str]:
    """The numbers that nobody else bears more often."""
    name = people[0].identity.names[0]
    return {number for number in numbers if bearers[number][name] == max(bearers[number].values())}


def _agencies(people: list[Written]) -> dict[str, set[str]]:
    numbers: dict[str, set[str]] = {}
    for one in people:
        numbers.setdefault(one.agency, set())
        for agency, number in one.identity.agency_ids:
            if agency != CONTACT:
                numbers.setdefault(agency, set()).add(number)
    return numbers


def _pair(one: str, other: str) -> Pair:
    """The first names in order; the whole of both where only what follows the first differs."""
    first, second = _first(one), _first(other)
    if first == second:
        first, second = one, other
    return (first, second) if first < second else (second, first)


def _first(given: str) -> str:
    return given.partition(" ")[0]
