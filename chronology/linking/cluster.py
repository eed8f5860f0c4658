"""Pairs into people. Enters: identities. Leaves: who belongs together, and who is to be asked about.

Pairs join in descending weight, and a join is refused where anybody on one side cannot be anybody on the other: a chain of
small likenesses must not make one child of two. Who could be several people joins nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct

from chronology.linking.answer import LEAD_BITS
from chronology.linking.births import CONTRADICTS, compare_born
from chronology.linking.block import pairs_among
from chronology.linking.compare import Scale, compare_agency_ids, live_apart
from chronology.linking.identifiers_met import numbers_of, second_numbers
from chronology.linking.identity import Identity, is_dated
from chronology.linking.judge import judge
from chronology.processes import count_processors, in_another_process

_NOBODY: frozenset[int] = frozenset()
_ONE_NAME = frozenset(("equal", "variant", "swapped", "close", ""))
_MANY = 50_000  # identities from which a second process saves more time than it costs
_MOST_ASKED = 5  # clusters to put before a person for one mention


class Known(Struct, frozen=True):
    """What the records say of those to be grouped beside what each bears: `records[i]` of identity i.

    `apart`: for each who stands beside others in one record, those others. `torn`: those whose name says one person and
    whose number another, whom nothing may join.
    """

    records: Sequence[int]
    apart: dict[int, set[int]]
    torn: AbstractSet[int]


class Clusters(Struct, frozen=True):
    """`cluster[i]`: the number of the cluster of identity i, None where only a person can say.

    `asked[i]`: the clusters that identity i could belong to instead, with the bits for each, best first.
    """

    cluster: tuple[int | None, ...]
    asked: dict[int, tuple[tuple[int, float], ...]]


def cluster(identities: Sequence[Identity], scale: Scale, known: Known) -> Clusters:
    """Groups identities, given in an order of their own content, into people."""
    joins, doubts = _judge_all(identities, scale, known)
    head = list(range(len(identities)))
    members: dict[int, list[int]] = {number: [number] for number in head}
    refused: list[tuple[int, int, float]] = []
    for bits, one, other in joins:
        mine, yours = head[one], head[other]
        if mine == yours:
            continue
        nameless = _nameless(identities[one]) or _nameless(identities[other])
        if not _can_be_joined(members[mine], members[yours], identities, scale, known, nameless):
            refused.append((one, other, -bits))
            continue
        if len(members[mine]) < len(members[yours]):
            mine, yours = yours, mine
        for number in members[yours]:
            head[number] = mine
        members[mine] += members.pop(yours)
    open_to_two = _take_out(identities, scale, known, head, members, joins, refused)
    placed = set(known.torn) | {number for number, _, _ in open_to_two}
    placed |= _place_incomplete(identities, scale, known, head, members, doubts, placed)
    weak = [(one, other, scale.weights.review) for one, other, _ in refused]
    asked = _asked(head, placed, doubts, weak + open_to_two)
    # Whoever is left with nobody to be asked about is a person alone.
    nobodys = {number for number in placed if number in asked}
    return Clusters(tuple(None if number in nobodys else head[number] for number in range(len(head))), asked)


def _can_be_joined(
    mine: list[int], yours: list[int], identities: Sequence[Identity], scale: Scale, known: Known, nameless: bool
) -> bool:
    """Whether nobody of one group is told apart from anybody of the other.

    A date of birth that both groups bear already, held there by a number or a slip, tells nobody apart.
    """
    days, days_too = {identities[a].day for a in mine}, {identities[b].day for b in yours}
    for a in mine:
        for b in yours:
            if b in known.apart.get(a, _NOBODY):
                return False
            left, right = identities[a], identities[b]
            if cannot_be_one(left, right, scale, nameless):
                borne = left.day in days_too or right.day in days
                if not borne or _two_numbers(left, right) or scale.name_levels(left, right)[0] not in _ONE_NAME:
                    return False
    return True


def _two_numbers(left: Identity, right: Identity) -> bool:
    nhs = left.nhs_written and right.nhs_written and left.nhs_written != right.nhs_written
    return bool(nhs) or bool(left.upn and right.upn and left.upn != right.upn)


Join = tuple[float, int, int]  # bits, less than zero; one, other
Doubt = tuple[int, int, float, bool]  # one, other, bits, whether they are one person if nobody else could be meant


def _judge_all(identities: Sequence[Identity], scale: Scale, known: Known) -> tuple[list[Join], list[Doubt]]:
    """Who is joined, the surest first, and who may be, in order; where there are many, two processes judge half each."""
    if len(identities) < _MANY or count_processors() == 1:
        joins, doubts = _judge_pairs(identities, scale, known, None)
        return sorted(joins), doubts
    with in_another_process(_judge_pairs, identities, scale, known, 1) as outcome:
        joins, doubts = _judge_pairs(identities, scale, known, 0)
        joins_too, doubts_too = outcome() or _judge_pairs(identities, scale, known, 1)
    return sorted({*joins, *joins_too}), sorted({*doubts, *doubts_too})


def _judge_pairs(
    identities: Sequence[Identity], scale: Scale, known: Known, share: int | None
) -> tuple[list[Join], list[Doubt]]:
    joins, doubts = [], []
    for one, other in pairs_among(identities, scale.weights.block, share):
        if known.apart and other in known.apart.get(one, _NOBODY):
            continue
        left, right = identities[one], identities[other]
        if is_plainly_apart(left, right, scale):
            continue
        levels = scale.levels(left, right)
        bits = scale.bits(left, right, levels)
        verdict = judge(levels, bits, scale.weights, scale.schemes.families, scale.schemes.twins)
        if verdict in ("same", "alone") and left.disguised != right.disguised:
            verdict = "review"  # look-alike letters are no slip of the keys
        if verdict == "same" and one not in known.torn and other not in known.torn:
            joins.append((-bits, one, other))
        elif verdict != "apart":
            doubts.append((one, other, bits, verdict == "alone"))
    return joins, doubts


def is_plainly_apart(left: Identity, right: Identity, scale: Scale) -> bool:
    """What judge says of most pairs that share a key, at less than the cost of comparing every field."""
    if (left.nhs and left.nhs == right.nhs) or (left.upn and left.upn == right.upn):
        return False
    if left.agency_ids and right.agency_ids and compare_agency_ids(left, right, scale.schemes) in ("equal", "own"):
        return False
    return scale.schemes.families and scale.name_levels(left, right)[0] == "different"


def _take_out(
    identities: Sequence[Identity],
    scale: Scale,
    known: Known,
    head: list[int],
    members: dict[int, list[int]],
    joins: list[tuple[float, int, int]],
    refused: list[tuple[int, int, float]],
) -> list[tuple[int, int, float]]:
    """Takes out, in place, who was joined with one person and could as well be another who is not that one.

    Returns each of them beside everybody it could be, with the bits.
    """
    able: dict[int, float] = {}
    for one, other, bits in refused:
        for number, target in ((one, head[other]), (other, head[one])):
            if len(members[head[number]]) > 1 and not any(
                member in known.apart.get(number, _NOBODY)
                or cannot_be_one(identities[number], identities[member], scale)
                for member in members[target]
            ):
                able[number] = max(bits, able.get(number, bits))
    could_be: dict[int, list[tuple[int, int, float]]] = {number: [] for number in able}
    own = dict.fromkeys(able, -99.0)
    for bits, one, other in joins if able else ():
        for number, target in ((one, other), (other, one)):
            if number in able:
                could_be[number].append((number, target, -bits))
                if head[number] == head[target]:
                    own[number] = max(own[number], -bits)
    taken = [number for number, bits in sorted(able.items()) if bits > own[number] - LEAD_BITS]
    for number in taken:
        members[head[number]].remove(number)
        head[number] = ~number  # a label that nobody else can have
    return [pair for number in taken for pair in could_be[number]]


def _nameless(identity: Identity) -> bool:
    return len(identity.names[0][0]) < 2


def cannot_be_one(left: Identity, right: Identity, scale: Scale, nameless: bool = False) -> bool:
    """Whether something tells these two apart that no chain of others may overrule.

    `nameless`: what is to join them has no forename. A number on both can be one child's who was given another name; a
    "Baby" with that number does not show it.
    """
    if left.day != right.day and left.nhs_written and right.nhs_written and left.nhs_written != right.nhs_written:
        return True  # a number that was set aside as somebody else's still counts against a second date of birth
    if left.nhs and right.nhs:
        if left.nhs != right.nhs:
            return True
        identified = True
    else:
        identified = False
    if left.upn and right.upn:
        if left.upn != right.upn and not identified:
            return True
        identified = identified or left.upn == right.upn
    ids = compare_agency_ids(left, right, scale.schemes) if left.agency_ids and right.agency_ids else ""
    identified = identified or ids in ("own", "close")
    how = scale.told_between(left, right)
    if identified:
        return how == "two" or (nameless and scale.name_levels(left, right)[0] == "different")
    if how is not None or (scale.schemes.families and ids == "different" and live_apart(left, right)):
        return True
    conflicts = (compare_born(left, right) in CONTRADICTS) + (scale.name_levels(left, right)[0] == "different")
    return conflicts > (0 if scale.schemes.families else 1)


def _incomplete(identity: Identity) -> bool:
    """Whether it takes more than this to tell one person from another: a name missing, an initial, no day of birth or 1 January."""
    forename, surname = identity.names[0]
    return not is_dated(identity) or len(forename) < 2 or not surname


def _place_incomplete(
    identities: Sequence[Identity],
    scale: Scale,
    known: Known,
    head: list[int],
    members: dict[int, list[int]],
    doubts: list[Doubt],
    placed_already: AbstractSet[int],
) -> set[int]:
    """Joins those who could be one person only, in place; returns those who could be somebody, with none to say whom."""
    options: dict[int, dict[int, tuple[float, bool]]] = {}
    for one, other, bits, alone in doubts:
        if one in placed_already or other in placed_already:
            continue
        for number, target in ((one, other), (other, one)):
            if _incomplete(identities[number]) and len(members[head[number]]) == 1:
                best = options.setdefault(number, {}).get(head[target], (-99.0, False))
                options[number][head[target]] = max(best, (bits, alone))
    moves: list[tuple[int, int]] = []
    placed: set[int] = set()
    for number, targets in sorted(options.items()):
        full = {
            target: how
            for target, how in targets.items()
            if not all(_incomplete(identities[member]) for member in members[target])
            and not any(
                member in known.apart.get(number, _NOBODY)
                or cannot_be_one(identities[number], identities[member], scale)
                for member in members[target]
            )
        }
        if len(full) == 1 and next(iter(full.values()))[1]:
            moves.append((number, next(iter(full))))
        elif full and len(identities[number].names[0][0]) < 2:
            placed.add(number)
    moving = {number for number, _ in moves}
    own = _bearing_own_numbers(identities, known, members, moves) if scale.schemes.families else moving
    namesakes = {(target, identities[number].names[0]) for number, target in moves if number not in own}
    for number, target in moves:
        if number not in own:
            continue
        if (target, identities[number].names[0]) in namesakes and not any(numbers_of(identities[number])):
            placed.add(number)
            continue
        head[number] = target
        members[target].append(number)
        members.pop(number, None)
    return placed


def _bearing_own_numbers(
    identities: Sequence[Identity], known: Known, members: dict[int, list[int]], moves: list[tuple[int, int]]
) -> set[int]:
    """Those of the moves whom no agency holds under a number of its own while it has the same person under another."""
    by_target: dict[int, list[int]] = {}
    for number, target in moves:
        by_target.setdefault(target, []).append(number)
    kept: set[int] = set()
    for target, numbers in by_target.items():
        strong = {number for member in members[target] for number in identities[member].agency_ids}
        weak = {number: identities[number].agency_ids for number in numbers}
        kept |= set(numbers) - second_numbers(strong, weak, {number: known.records[number] for number in numbers})
    return kept


def _asked(
    head: list[int], placed: set[int], doubts: list[Doubt], refused: list[tuple[int, int, float]]
) -> dict[int, tuple[tuple[int, float], ...]]:
    asked: dict[int, dict[int, float]] = {}
    for one, other, bits in [(one, other, bits) for one, other, bits, _ in doubts] + refused:
        if head[one] == head[other]:
            continue
        # The later in the order of content is asked about, so that a doubt stands once; who has no cluster, always.
        number, target = (one, other) if one in placed else (other, one)
        if target in placed:
            continue
        best = asked.setdefault(number, {})
        best[head[target]] = max(bits, best.get(head[target], -99.0))
    return {
        number: tuple(sorted(targets.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_ASKED])
        for number, targets in asked.items()
    }
