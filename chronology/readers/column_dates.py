"""Enters: a sheet's rows. Leaves: what the mixture of true dates and dates written as text in one column gives away.

A program set for America, given British dates, turns 3 April into 4 March, a true date, and leaves 23 April as text. Nothing is
corrected here, and how a date is written is not decided: the pattern is named, once a column.
"""

from __future__ import annotations

import re
from collections import Counter
from operator import itemgetter

from chronology.issues import issue
from chronology.model import Issue

_TRUE = re.compile(r"[0-9]{4}-[0-9]{2}-([0-9]{2})(?:T[0-9:]{8})?\Z")
_WRITTEN = re.compile(
    r"([0-9]{1,2})(?:[/.-]([0-9]{1,2})[/.-]|(?:st|nd|rd|th)?[ -][A-Za-z]{3,9}\.?,?[ -])(?:[0-9]{4}|[0-9]{2})(?![0-9])"
)
_SHORTEST, _LONGEST = 6, 30
_FIFTH = itemgetter(slice(4, 5))  # character of a cell: the stroke behind the year of a true date
_LAST_MONTH = 12
_FEWEST = 2  # different ones of each kind: fewer show no pattern


def find_mixed_dates(rows: list[tuple[str, ...]], named: str, sheet: str) -> list[Issue]:
    """An issue for each column that holds both kinds of date, and another where day and month seem exchanged. `rows` of one width."""
    issues = []
    for index, column in enumerate(zip(*rows, strict=True)):
        if "-" not in set(map(_FIFTH, column)):  # no true date: most columns of a sheet
            continue
        times = Counter([cell for cell in column if _SHORTEST <= len(cell) <= _LONGEST and cell[0].isdigit()])
        true = [(int(match[1]), times[match[0]]) for match in map(_TRUE.match, times) if match]
        if not true or len(true) == len(times):
            continue
        written = [match for match in map(_WRITTEN.match, times) if match]
        if not written:
            continue
        in_text, in_truth = sum(times[match.string] for match in written), sum(count for _, count in true)
        detail = f"column {index + 1}, {in_text} as text beside {in_truth} true dates"
        issues.append(issue("dates_as_text", named, sheet, detail=detail))
        numeric = [(int(match[1]), int(match[2])) for match in written if match[2]]
        split = all(first > _LAST_MONTH >= second for first, second in numeric) and max(true)[0] <= _LAST_MONTH
        if split and len(numeric) >= _FEWEST and len(true) >= _FEWEST:
            issues.append(issue("dates_flipped", named, sheet, detail=detail))
    return issues
