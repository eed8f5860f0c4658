"""Whether a record's narrative holds certain words. Enters: an entry, words in small letters. Leaves: yes or no."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from chronology.model import Entry


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
