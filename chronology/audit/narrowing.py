"""What a selection asks beyond kinds and agencies: words, fields, what was open, what went before.

Enters: a selection, an entry, a History. Leaves: whether the entry is meant. Kinds, sectors and ages are asked in `answers`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from chronology.audit.ground import Ground
from chronology.audit.history import History, is_open, may_be_open
from chronology.model import Entry
from chronology.rule import Selection
from chronology.when import possible_days


def says(selection: Selection, entry: Entry) -> bool:
    """Whether the record's words and fields are as the selection asks."""
    if not (selection.words or selection.without_words or selection.has or selection.has_not):
        return True
    if selection.words and not holds_words(entry, selection.words):
        return False
    if selection.without_words and holds_words(entry, selection.without_words):
        return False
    if not all(_has(entry, field) for field in selection.has):
        return False
    return not any(_has(entry, field) for field in selection.has_not)


def holds_words(entry: Entry, words: Sequence[str]) -> bool:
    """Whether the narrative holds one of the words, which are in small letters, whole and in any case of letters."""
    event = entry.event
    for text in (event.summary, event.action, event.outcome):
        folded = text.casefold()
        # Most texts hold none of them at all, which is told much sooner than whether they are whole.
        if any(word in folded for word in words) and _whole(tuple(words)).search(folded):
            return True
    return False


@lru_cache(maxsize=1000)
def _whole(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in words)})(?!\w)")


def _has(entry: Entry, field: str) -> bool:
    value = getattr(entry.event, field)
    return bool(value.strip()) if isinstance(value, str) else value is not None


def stands_so(selection: Selection, entry: Entry, history: History, ground: Ground) -> bool:
    """Whether what the selection asks to be open, not open, or shortly before, was so on all the record's possible days.

    For a record of no known day nothing was.
    """
    if selection.while_open is None and selection.not_while_open is None and selection.following is None:
        return True
    days = possible_days(entry.event.when)
    if days is None:
        return False
    first, last = days
    if selection.while_open and not is_open(history, selection.while_open, first, last):
        return False
    if selection.not_while_open and may_be_open(history, selection.not_while_open, first, last):
        return False
    following = selection.following
    if following is None:
        return True
    return any(
        one.id != entry.id and (ground.add(day, following.within) or date.max) >= last
        for day, one in history.between(following.kinds, first - timedelta(days=_LONGEST_BACK), first)
    )


_LONGEST_BACK = 3660  # days: ten years, further than any rule looks
