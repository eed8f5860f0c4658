"""Which part of a name in capitals is the surname. Enters: the cells of a column of names. Leaves: whether its surnames come first.

`OAKES TYLER` does not say it by itself; the other cells of its column may. Names written otherwise are read by `parse` alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = r"[^\W\d_][^\W\d_'’\-]*(?:['’\-][^\W\d_]+)*"
_TWO_PARTS = re.compile(rf"({_WORD})(,?)\s+({_WORD})")


def is_in_capitals(name: str) -> bool:
    """Whether a name is two words in capitals without a comma, so that either may be the surname."""
    parts = _TWO_PARTS.fullmatch(name.strip())
    return parts is not None and not parts[2] and name.isupper() and min(len(parts[1]), len(parts[3])) > 1


def surname_first(names: Iterable[str]) -> bool | None:
    """Whether the names in capitals of one column begin with the surname; None where there are some and nothing tells.

    Surnames and forenames that other cells tell apart count first, then how most of the other cells are written.
    """
    split = [parts for name in set(names) if (parts := _TWO_PARTS.fullmatch(name.strip()))]
    open_names = [(one[1].casefold(), one[3].casefold()) for one in split if is_in_capitals(one[0])]
    if not open_names:
        return False
    surnames, forenames, votes = set(), set(), 0
    for one in split:
        if is_in_capitals(one[0]):
            continue
        leads = bool(one[2]) or (one[1].isupper() and not one[3].isupper())
        votes += 1 if leads else -1
        surname, forename = (one[1], one[3]) if leads else (one[3], one[1])
        surnames.add(surname.casefold())
        forenames.add(forename.casefold())
    told = sum(_says(one, surnames, forenames) for one in open_names) or votes
    return told > 0 if told else None


def _says(name: tuple[str, str], surnames: set[str], forenames: set[str]) -> int:
    """1 where the first part is known as a surname or the last as a forename, -1 the other way round, 0 where neither or both."""
    first, last = name
    ahead = (first in surnames) + (last in forenames)
    behind = (last in surnames) + (first in forenames)
    return (ahead > behind) - (ahead < behind)


def with_comma(name: str) -> str:
    """A name in capitals whose surname comes first, written so that no doubt is left: `OAKES, TYLER`."""
    first, last = name.split()
    return f"{first}, {last}"
