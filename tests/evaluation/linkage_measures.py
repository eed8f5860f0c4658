"""Measures of who is together against who should be. Enters: two groupings of the same records. Leaves: figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence

from msgspec import Struct


class Measures(Struct, frozen=True):
    """`wrong`: groups that hold two people; `siblings`: those of them that hold two people of one household."""

    precision: float
    recall: float
    b3: float
    wrong: tuple[Hashable, ...]
    siblings: tuple[Hashable, ...]


def measure(predicted: Sequence[Hashable], people: Sequence[str], homes: Mapping[str, str]) -> Measures:
    """Pair precision and recall, and B-cubed F1 (Bagga and Baldwin 1998), of `predicted` against `people`."""
    clusters, entities, both = Counter(predicted), Counter(people), Counter(zip(predicted, people, strict=True))
    held: dict[Hashable, set[str]] = defaultdict(set)
    for group, person in both:
        held[group].add(person)
    wrong = [group for group, found in held.items() if len(found) > 1]
    siblings = [group for group in wrong if len(held[group]) > len({homes[one] or one for one in held[group]})]
    right = sum(map(_pairs, both.values()))
    made, true = sum(map(_pairs, clusters.values())), sum(map(_pairs, entities.values()))
    precision = sum(n * n / clusters[group] for (group, _), n in both.items()) / len(people)
    recall = sum(n * n / entities[person] for (_, person), n in both.items()) / len(people)
    return Measures(
        precision=right / made if made else 1.0,
        recall=right / true if true else 1.0,
        b3=2 * precision * recall / (precision + recall),
        wrong=tuple(wrong),
        siblings=tuple(siblings),
    )


def _pairs(count: int) -> int:
    return count * (count - 1) // 2
