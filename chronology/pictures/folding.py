"""Months of a long period folded to quarters or years, the same in the table of silences and in its picture."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from chronology.knowledge import Month

_MONTHS_BY_MONTH = 36  # a longer period is folded to quarters
_MONTHS_BY_QUARTER = 20 * 12  # and a still longer one to years
UNITS = {1: "month", 3: "quarter", 12: "year"}
"""How many months stand together → what they are called."""


def step_of(months: int) -> int:
    """How many months of a period so long stand together."""
    return 1 if months <= _MONTHS_BY_MONTH else 3 if months <= _MONTHS_BY_QUARTER else 12


def fold_months(months: Sequence[Month], step: int) -> list[Month]:
    """Each quarter or year as one: what happened in any month of it, and what holds for all of them."""
    folded = []
    for _, group in groupby(months, key=lambda month: (month.month[:4], (int(month.month[5:]) - 1) // step)):
        several = list(group)
        standings = {month.standing for month in several}
        standing = next(one for one in ("contact", "silent", "not_covered", "not_supplied") if one in standings)
        folded.append(
            Month(
                several[0].month,
                standing,
                sum(month.contacts for month in several),
                sum(month.doubtful for month in several),
                any(month.in_part for month in several) or (standing != "not_covered" and "not_covered" in standings),
            )
        )
    return folded
