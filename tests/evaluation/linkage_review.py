"""What review makes of a linking. Enters: links and the truth. Leaves: the questions, and who is together once they are answered right.

One question settles all records of one person found, or of one who waits for a decision, written alike.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from msgspec import Struct

from chronology.model import Event, Link

Unit = object


class Question(Struct):
    """Whether the records of `unit`, so many, are about one of `others`: `score` is that of the likeliest."""

    unit: Unit
    others: tuple[str, ...]
    records: int
    score: float


class Review(Struct):
    """`units[i]`: who record i is merged with, before any answer. `ranked`: the questions, those first that settle most records.

    Among equals the likeliest are first; the program itself ranks by the number of records too.
    """

    units: list[Unit]
    ranked: list[Question]


def find_questions(events: Sequence[Event], links: Sequence[tuple[Link, ...]]) -> Review:
    """Each person found who could be another, and each mention that waits for a decision with those it could be."""
    units: list[Unit] = []
    asked: dict[tuple[Unit, tuple[str, ...]], float] = {}
    for number, found in enumerate(links):
        own = next((one.subject for one in found if one.standing != "possible"), None)
        others = [one for one in found if one.standing == "possible"]
        unit: Unit = own
        if own is None:
            unit = (events[number].mentions, events[number].agency) if others else number
        units.append(unit)
        if own is not None:
            for one in others:
                _ask(asked, unit, (one.subject,), one.score)
        elif others:
            _ask(asked, unit, tuple(one.subject for one in others), max(one.score for one in others))
    records = Counter(units)
    questions = [Question(unit, others, records[unit], score) for (unit, others), score in asked.items()]
    return Review(units, sorted(questions, key=lambda one: (-one.records, -one.score, str(one.unit), one.others)))


def _ask(asked: dict[tuple[Unit, tuple[str, ...]], float], unit: Unit, others: tuple[str, ...], score: float) -> None:
    key = (unit, others)
    if len(others) == 1 and ((others[0], (str(unit),))) in asked:
        key = (others[0], (str(unit),))  # the same question from the other side
    asked[key] = max(score, asked.get(key, 0.0))


def answer(review: Review, people: Sequence[str]) -> tuple[list[Unit], list[int]]:
    """Who is together once every question is answered right, and how many records each yes, in its order, tied; 0 for a no.

    What two answers have made one person is not asked a third time.

    The person of a unit is the one most of its records are about.
    """
    counts: dict[Unit, Counter[str]] = defaultdict(Counter)
    for unit, person in zip(review.units, people, strict=True):
        counts[unit][person] += 1
    person_of = {unit: max(found, key=lambda person: (found[person], person)) for unit, found in counts.items()}
    head: dict[Unit, Unit] = {}

    def head_of(unit: Unit) -> Unit:
        while unit in head:
            unit = head[unit]
        return unit

    yes: list[int] = []
    for question in review.ranked:
        right = [other for other in question.others if person_of.get(other) == person_of[question.unit]]
        if right and head_of(question.unit) == head_of(right[0]):
            continue  # settled by an answer before
        yes.append(question.records if right else 0)
        if right:
            one, other = head_of(question.unit), head_of(right[0])
            if one != other:
                head[one] = other
    return [head_of(unit) for unit in review.units], yes
