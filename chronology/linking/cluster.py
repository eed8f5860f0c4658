"""Pairs into people. Enters: identities. Leaves: who belongs together, and who is to be asked about.

Pairs join in descending weight, and a join is refused where anybody on one side cannot be anybody on the other: a chain of
small likenesses must not make one child of two. Who could be several people joins nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from chronology.linking.block import pairs_among
from chronology.linking.compare import Scale, compare_born
from chronology.linking.identity import Identity
from chronology.linking.judge import judge

_MOST_ASKED = 5  # clusters to put before a person for one mention


class Clusters(Struct, frozen=True):
    """`cluster[i]`: the number of the cluster of identity i, None where only a person can say.

    `asked[i]`: the clusters that identity i could belong to instead, with the bits for each, best first.
    """

    cluster: tuple[int | None, ...]
    asked: dict[int, tuple[tuple[int, float], ...]]


def cluster(identities: Sequence[Identity], scale: Scale) -> Clusters:
    """Groups identities, given in an order of their own content, into people."""
    joins, doubts = _judge_pairs(identities, scale)
    head = list(range(len(identities)))
    members: dict[int, list[int]] = {number: [number] for number in head}
    refused: list[tuple[int, int, float]] = []
    for _, one, other in joins:
        mine, yours = head[one], head[other]
        if mine == yours:
            continue
        if any(cannot_be_one(identities[a], identities[b], scale) for a in members[mine] for b in members[yours]):
            refused.append((one, other, scale.weights.review))
            continue
        if len(members[mine]) < len(members[yours]):
            mine, yours = yours, mine
        for number in members[yours]:
            head[number] = mine
        members[mine] += members.pop(yours)
    placed = _place_incomplete(identities, scale, head, members, doubts)
    asked = _asked(head, placed, doubts, refused)
    return Clusters(tuple(None if number in placed else head[number] for number in range(len(head))), asked)


Doubt = tuple[int, int, float, bool]  # one, other, bits, whether they are one person if nobody else could be meant


def _judge_pairs(identities: Sequence[Identity], scale: Scale) -> tuple[list[tuple[float, int, int]], list[Doubt]]:
    joins, doubts = [], []
    for one, other in pairs_among(identities, scale.weights.block):
        left, right = identities[one], identities[other]
        levels = scale.levels(left, right)
        bits = scale.bits(left, right, levels)
        verdict = judge(levels, bits, scale.weights)
        if verdict == "same":
            joins.append((-bits, one, other))
        elif verdict != "apart":
            doubts.append((one, other, bits, verdict == "alone"))
    joins.sort()
    return joins, doubts


def cannot_be_one(left: Identity, right: Identity, scale: Scale) -> bool:
    """Whether something tells these two apart that no chain of others may overrule."""
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
    if identified:
        return False
    if compare_born(left, right) == "different":
        return True
    return scale.name_levels(left, right)[0] == "different"


def _incomplete(identity: Identity) -> bool:
    """Whether it takes more than this to tell one person from another: no forename, an initial, no day of birth or 1 January."""
    return not identity.day or identity.day[1:] == (1, 1) or len(identity.names[0][0]) < 2


def _place_incomplete(
    identities: Sequence[Identity],
    scale: Scale,
    head: list[int],
    members: dict[int, list[int]],
    doubts: list[Doubt],
) -> set[int]:
    """Joins those who could be one person only, in place; returns those who could be somebody, with none to say whom."""
    options: dict[int, dict[int, tuple[float, bool]]] = {}
    for one, other, bits, alone in doubts:
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
            and not any(cannot_be_one(identities[number], identities[member], scale) for member in members[target])
        }
        if len(full) == 1 and next(iter(full.values()))[1]:
            moves.append((number, next(iter(full))))
        elif full and len(identities[number].names[0][0]) < 2:
            placed.add(number)
    for number, target in moves:
        head[number] = target
        members[target].append(number)
        members.pop(number, None)
    return placed


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
