"""What a comparison amounts to: one person, perhaps, or two. Enters: levels and bits. Leaves: a verdict.

Family evidence (surname, address, postcode, a date of birth that twins share) never makes a person by itself. A silent
merge needs two agreements that belong to the person: forename, date of birth, identifier. Weights only raise or lower
what these allow.
"""

from __future__ import annotations

from typing import Literal

from chronology.linking.births import CONTRADICTS
from chronology.linking.compare import Levels
from chronology.linking.weights import Weights

# same: one person. alone: one person if nobody else could be meant. review: a person should look. shared: the same, as an
# identifier stands against name and date of birth. each: words for several people mean this one beside others. apart: nothing to look at.
Verdict = Literal["same", "alone", "review", "shared", "each", "apart"]

_NAME = frozenset(("equal", "variant", "swapped", "close"))
_NAME_CERTAIN = frozenset(("equal", "variant", "swapped"))
_NAME_ITSELF = frozenset(("equal", "swapped"))  # brothers are called Mohammed and Muhammad, sisters Tracy and Tracey
_BORN = frozenset(("equal", "swapped", "close"))
_FAMILY = frozenset(("equal", "variant", "swapped", "part", "close"))
_FAMILY_CERTAIN = frozenset(("equal", "variant", "swapped"))
_HOME = frozenset(("equal", "close"))
# Bits by which a pair may fall short of the review where two numbers are all that speaks against it: either may be keyed wrongly.
_LESS_BY_NUMBER = 6
# And where both names agree and two digits of the date of birth do not, with no father or brother of the name at hand.
_LESS_BY_DATE = 5
_AGREE_ENOUGH = 2  # of forename, surname and date of birth, beside a number of one's own with one slip in it
_SAME_NUMBER = frozenset(("equal", "own"))
_OWN_NUMBER = frozenset(("own", "close"))


def judge(levels: Levels, bits: float, weights: Weights, families: bool = True, twins: bool = True) -> Verdict:
    """The verdict on two identities that agree at `levels`, worth `bits` in all.

    `families`: whether brothers and sisters are to be expected in these records; `twins`: whether twins are. Where nobody's
    brother or sister is at hand there is nobody to be mistaken for, and lesser odds are enough for a merge.
    """
    verdict = _judge(levels, bits, weights, families, twins)
    if families or verdict != "review" or bits < weights.merge_without_families:
        return verdict
    two_numbers = "different" in levels[3:5]
    return "review" if two_numbers else "same"


def _judge(levels: Levels, bits: float, weights: Weights, families: bool, twins: bool) -> Verdict:
    forename, surname, born, nhs, upn, agency_id, *_ = levels
    if nhs == "different" or (upn == "different" and nhs != "equal"):
        # The same child with two numbers, or two children: only a person can say.
        alike = forename in _NAME_CERTAIN and born == "equal" and surname != "different"
        return "review" if alike and bits >= weights.review - _LESS_BY_NUMBER else "apart"
    if not families and agency_id in _OWN_NUMBER:
        return _judge_without_families(levels, bits, weights)
    if nhs == "equal" or upn == "equal" or agency_id in _SAME_NUMBER:
        return _judge_identified(levels, bits, weights, twins)
    if (
        agency_id == "close"
        and forename in (_NAME_CERTAIN if twins else _NAME)
        and surname != "different"
        and bits >= weights.merge
    ):
        return "same"
    if forename == "different" or born in CONTRADICTS:
        return _judge_conflict(levels, bits, weights, families)
    if forename in _NAME and born in _BORN:
        return _judge_alike(levels, bits, weights, families, twins)
    return _judge_incomplete(levels, bits, weights, twins)


def _judge_alike(levels: Levels, bits: float, weights: Weights, families: bool, twins: bool) -> Verdict:
    """Forename and date of birth agree, one of them perhaps with a slip, and there is no identifier."""
    forename, surname, born, _, _, agency_id, _, postcode, address = levels
    certain = forename in (_NAME_ITSELF if twins else _NAME_CERTAIN)
    if (certain or born == "equal") and bits >= weights.merge:
        # Two files at one agency and two homes: of one name and day of birth there are two in any large town.
        moved = "different" in (postcode, address) and _HOME.isdisjoint((postcode, address))
        return "review" if families and moved and agency_id == "different" else "same"
    if forename in _NAME_CERTAIN and born == "equal" and not surname and bits >= weights.review:
        return "alone"
    return "review" if bits >= weights.review else "apart"


def _judge_without_families(levels: Levels, bits: float, weights: Weights) -> Verdict:
    """A number of one's own agrees where nobody's brother or sister is recorded: one name or date against it is a mistake in it."""
    forename, surname, born, _, _, agency_id, _, postcode, address = levels
    conflicts = (forename == "different") + (born in CONTRADICTS)
    agree = (forename in _NAME) + (surname in _FAMILY) + (born in _BORN)
    if agency_id == "close" and agree < _AGREE_ENOUGH and not (postcode == address == "equal"):
        conflicts += 1
    if conflicts < 2 and bits >= weights.merge:
        return "same"
    return "review" if bits >= weights.review or agency_id == "own" or born != "different" else "apart"


def _judge_identified(levels: Levels, bits: float, weights: Weights, twins: bool) -> Verdict:
    forename, surname, born, nhs, upn, agency_id, *_ = levels
    personal = "equal" in (nhs, upn) or agency_id == "own"
    if forename == "different":
        if not twins and personal and born == "equal" and bits >= weights.merge:
            return "same"
        # A sibling's number, a parent's record, or a child whose name was changed and may be protected.
        return "shared" if born in CONTRADICTS else "review"
    if born in CONTRADICTS:
        named = forename in (_NAME_ITSELF if twins else _NAME)
        named = named or (not twins and not forename and surname in _FAMILY_CERTAIN and born == "part")
        return "same" if named and personal and surname != "different" and bits >= weights.merge else "shared"
    if forename in _NAME or born in _BORN:
        return "same" if bits >= weights.merge else "review"
    return "alone" if forename in ("", "initial") and bits >= weights.merge else "review"


def _judge_conflict(levels: Levels, bits: float, weights: Weights, families: bool) -> Verdict:
    forename, surname, born, _, _, _, _, postcode, address = levels
    at_home = postcode in _HOME or address in _HOME
    if forename in _NAME_CERTAIN and surname in _FAMILY_CERTAIN and at_home:
        return "review"  # one name at one address with two dates of birth: a slip, or a father and a son
    if forename in _NAME_CERTAIN and surname in _FAMILY and bits >= weights.review:
        return "review"  # a rare name, and a date of birth that is nearly the same
    if not families and (forename != "different" or born == "equal") and bits >= weights.review:
        return "review"
    if not families and forename in _NAME and surname in _FAMILY and born == "part":
        return "review" if bits >= weights.review - _LESS_BY_DATE else "apart"
    return "apart"


def _judge_incomplete(levels: Levels, bits: float, weights: Weights, twins: bool) -> Verdict:
    """Either the forename or the date of birth is missing, imprecise or doubtful, and there is no identifier."""
    forename, surname, born, *_ = levels
    if forename in _NAME_CERTAIN and surname in _FAMILY_CERTAIN:
        return "alone" if bits >= weights.merge else "review" if bits >= weights.review else "apart"
    if forename == "equal" and surname == "close" and born == "overlaps" and bits >= weights.merge:
        return "alone"  # a slip in the surname, and an age that fits
    if forename == "initial" and surname in _FAMILY_CERTAIN and born != "close":
        return "alone" if bits >= weights.merge or born == "equal" else "review"
    if not twins and born == "equal" and surname in _FAMILY and bits >= weights.merge:
        return "same"
    if forename in ("", "near", "part", "initial"):
        return "review" if surname in _FAMILY and (born in _BORN or bits >= weights.review) else "apart"
    return "review" if forename in _NAME and bits >= weights.review else "apart"
