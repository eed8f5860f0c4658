"""What is answered about one mention. Enters: verdicts on each person it could be. Leaves: whom it is merged with, or who is to be asked.

The rule is the same for every mention: one person is merged only where no other could be meant as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from chronology.linking.judge import Verdict
from chronology.model import Evidence, Standing

# Bits by which one person must lead another before the second is out of the question (odds of 8 to 1).
LEAD_BITS = 3.0
# And by which somebody lags so far behind the best that asking about them wastes the reader's time.
LAG_BITS = 10.0
# Unless the evidence for them is strong in itself: a name and a date of birth against somebody else's number.
STRONG_BITS = 8.0


class Candidate(Struct, frozen=True, gc=False):
    """A person whom a mention could be: `standing` is the one it would have if merged."""

    subject: str
    verdict: Verdict
    bits: float
    standing: Standing
    evidence: tuple[Evidence, ...]


class Part(Struct, frozen=True, gc=False):
    """One link of a mention, wherever the mention stands.

    `by_number`: the NHS or pupil number says this person, and the forename another.
    """

    subject: str
    standing: Standing
    score: float
    evidence: tuple[Evidence, ...]
    by_number: bool = False


class Answer(Struct, frozen=True, gc=False):
    """`merged`: one part, standing confirmed or probable; `together`: such a part for each of several people whom the words mean.

    `ask`: parts that are possible. `apart`: no part.
    """

    kind: Literal["merged", "together", "ask", "apart"]
    parts: tuple[Part, ...]


NOBODY = Answer("apart", ())


def choose(candidates: Iterable[Candidate]) -> Answer:
    """The answer these candidates allow; the order they come in does not matter."""
    ranked = sorted(candidates, key=lambda one: (-one.bits, one.subject))
    if not ranked:
        return NOBODY
    if all(one.verdict == "each" for one in ranked):
        return Answer("together", tuple(_part(one, one.standing, 1.0 + 2.0**one.bits) for one in ranked))
    total = 1.0 + sum(2.0 ** min(one.bits, 60.0) for one in ranked)
    winner = _winner([one for one in ranked if one.verdict == "same"], ranked)
    if winner is None:
        alone = [one for one in ranked if one.verdict == "alone"]
        if len(alone) == 1 and not any(one.verdict == "same" for one in ranked):
            winner = _winner(alone, ranked)
    if winner is not None:
        return Answer("merged", (_part(winner, winner.standing, total),))
    near = [one for one in ranked if one.bits >= min(ranked[0].bits - LAG_BITS, STRONG_BITS)]
    return Answer("ask", tuple(_part(one, "possible", total) for one in near))


def _winner(able: list[Candidate], ranked: list[Candidate]) -> Candidate | None:
    """The best of those able to win, unless somebody else could be meant as well."""
    if not able:
        return None
    best = able[0]
    for other in ranked:
        # Whoever merely shares an identifier has been ruled out by name and date of birth together.
        if other is not best and other.verdict != "shared" and other.bits > best.bits - LEAD_BITS:
            return None
    return best


def _part(one: Candidate, standing: Standing, total: float) -> Part:
    verdicts = {comparison.field: comparison.verdict for comparison in one.evidence}
    by_number = verdicts.get("forename") == "different" and "equal" in (verdicts.get("nhs_number"), verdicts.get("upn"))
    return Part(one.subject, standing, round(2.0 ** min(one.bits, 60.0) / total, 4), one.evidence, by_number)
