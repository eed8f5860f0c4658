"""Dates of birth side by side. Enters: identities. Leaves: the level at which their days of birth agree."""

from __future__ import annotations

from operator import ne

from rapidfuzz.distance import OSA

from chronology.linking.identity import Day, Identity

_LONGEST_SLIP_DAYS = 366  # an imprecise date of birth contradicts another only beyond a year
_FEW_DIGITS = 2

CONTRADICTS = frozenset(("part", "different"))  # levels at which two dates of birth are two people's, but for a mistake


def compare_born(left: Identity, right: Identity) -> str:
    """equal, swapped (day and month), close (one digit, or a day or a year apart), overlaps (one is imprecise),
    part (all but two digits), different, or ""."""
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
    digits = _digits(one), _digits(other)
    if _one_slip(*digits):
        return "close"
    return "part" if sum(map(ne, *digits)) <= _FEW_DIGITS else "different"


def _digits(day: Day) -> str:
    year, month, of_month = day
    return f"{year:04}{month:02}{of_month:02}"


def _one_slip(one: str, other: str) -> bool:
    apart = [place for place in range(8) if one[place] != other[place]]
    if len(apart) == 1:
        return True
    return len(apart) == 2 and apart[1] - apart[0] == 1 and OSA.distance(one, other) == 1
