"""What a comparison amounts to: one person, perhaps, or two. Enters: levels and bits. Leaves: a verdict.

Family evidence (surname, address, postcode, a date of birth that twins share) never makes a person by itself. A silent
merge needs two agreements that belong to the person: forename, date of birth, identifier. Weights only raise or lower
what these allow.
"""

from __future__ import annotations

from typing import Literal

from chronology.linking.compare import Levels
from chronology.linking.weights import Weights

# same: one person. alone: one person if nobody else could be meant. review: a person should look. shared: the same, as an
# identifier stands against name and date of birth. apart: nothing to look at.
Verdict = Literal["same", "alone", "review", "shared", "apart"]

_NAME = frozenset(("equal", "variant", "swapped", "close"))
_NAME_CERTAIN = frozenset(("equal", "variant", "swapped"))
_BORN = frozenset(("equal", "swapped", "close"))
_FAMILY = frozenset(("equal", "variant", "swapped", "part", "close"))
_FAMILY_CERTAIN = frozenset(("equal", "variant", "swapped"))
_HOME = frozenset(("equal", "close"))


def judge(levels: Levels, bits: float, weights: Weights) -> Verdict:
    """The verdict on two identities that agree at `levels`, worth `bits` in all."""
    forename, surname, born, nhs, upn, agency_id, *_ = levels
    if nhs == "different" or (upn == "different" and nhs != "equal"):
        # The same child with two numbers, or two children: only a person can say.
        return "review" if forename in _NAME_CERTAIN and born == "equal" and surname != "different" else "apart"
    if nhs == "equal" or upn == "equal" or agency_id == "equal":
        return _judge_identified(levels, bits, weights)
    if forename == "different" or born == "different":
        return _judge_conflict(levels)
    if forename in _NAME and born in _BORN:
        exact = (forename in _NAME_CERTAIN) + (born == "equal")
        if exact and bits >= weights.merge:
            return "same"
        return "review" if bits >= weights.review else "apart"
    return _judge_incomplete(levels, bits, weights)


def _judge_identified(levels: Levels, bits: float, weights: Weights) -> Verdict:
    forename, surname, born, nhs, upn, *_ = levels
    if forename == "different":
        # A sibling's number, a parent's record, or a child whose name was changed and may be protected.
        return "shared" if born == "different" else "review"
    if born == "different":
        named = forename in _NAME_CERTAIN and surname in _FAMILY and "equal" in (nhs, upn)
        return "same" if named and bits >= weights.merge else "shared"
    if forename in _NAME or born in _BORN:
        return "same" if bits >= weights.merge else "review"
    return "alone" if forename in ("", "initial") and bits >= weights.merge else "review"


def _judge_conflict(levels: Levels) -> Verdict:
    forename, surname, _, _, _, _, _, postcode, address = levels
    at_home = postcode in _HOME or address in _HOME
    if forename in _NAME_CERTAIN and surname in _FAMILY_CERTAIN and at_home:
        return "review"  # one name at one address with two dates of birth: a slip, or a father and a son
    return "apart"


def _judge_incomplete(levels: Levels, bits: float, weights: Weights) -> Verdict:
    """Either the forename or the date of birth is missing, imprecise or doubtful, and there is no identifier."""
    forename, surname, born, *_ = levels
    if forename in _NAME_CERTAIN and surname in _FAMILY_CERTAIN:
        return "alone" if bits >= weights.merge else "review"
    if forename == "initial" and surname in _FAMILY_CERTAIN and born != "close":
        return "alone" if bits >= weights.merge or born == "equal" else "review"
    if forename in ("", "near", "part", "initial"):
        return "review" if surname in _FAMILY and (born in _BORN or bits >= weights.review) else "apart"
    return "review" if forename in _NAME and bits >= weights.review else "apart"
