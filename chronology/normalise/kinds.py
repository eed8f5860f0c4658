"""The kinds of event that a record tells of. Enters: its category, code, outcome, narrative and "child seen" cells. Leaves: kinds.

What words mean is for `narrative`; here what the cells say is put together, and what the whole table is said to hold.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct

from chronology.kinds import kind_names
from chronology.narrative import (
    category_gives_way,
    kinds_of_category,
    kinds_of_codes,
    kinds_of_yes_no,
    read_kinds,
    read_seen_column,
)
from chronology.profile import EVERY_ROW
from chronology.words import split_words

NARRATIVE = ("action", "outcome", "voice")  # read for kinds along with the summary
# What a whole table is said to hold, and the kinds that show that one of its rows tells of something else.
_ROW_SAYS_OTHERWISE = {
    "appointment_kept": frozenset(("was_not_brought", "appointment_cancelled", "emergency_attendance")),
    "emergency_attendance": frozenset(("was_not_brought", "appointment_cancelled", "birth", "discharge")),
    "home_visit": frozenset(("appointment_cancelled",)),
    "missing_started": frozenset(("missing_ended", "return_interview")),
    "strategy_discussion": frozenset(("meeting_invited",)),
    "conference_held": frozenset(("meeting_invited",)),
    "core_group_held": frozenset(("meeting_invited",)),
}
# Whether an appointment was kept is told in the outcome column of those who give appointments; where an outcome is "Admitted",
# only a hospital says so of itself.
_ATTENDANCE = frozenset(("appointment_kept", "was_not_brought", "appointment_cancelled"))
_NO_APPOINTMENTS = frozenset(("police", "housing", "court", "ambulance"))
LONGEST_CODE = 60  # characters: a longer outcome is a sentence
_BETWEEN_CODES = re.compile(r"\s+[-–—]+\s*|\s*[-–—]+\s+|[/:;,()\[\]]+|\.(?:\s|$)")


class _Stated(Struct, frozen=True):
    """What a record's short cells say of its kinds, worked out once for the same cells."""

    stated: frozenset[str]
    by_type: frozenset[str]  # of those, what the contact type alone says: it gives way to words that show otherwise
    seen: frozenset[str]  # by the columns that say whether the child was seen
    words: tuple[str, ...]  # cells of no known category, to be read like the narrative
    classed: bool  # whether the category says by itself what kind it is


class KindsOfRecords:
    """The kinds of one table's records: what has been worked out before is kept, by the text of the cells."""

    def __init__(self, kinds: Mapping[str, tuple[str, ...]], outcome_heading: str, alone: Sequence[bool]) -> None:
        """`kinds` as in a Recognition; `alone`: for each child-seen column, whether it asks for "seen alone"."""
        self.own_kinds = {category: named for category, named in kinds.items() if category != EVERY_ROW}
        self.every_row = kinds.get(EVERY_ROW, ())
        self.outcome_heading, self.alone = outcome_heading, alone
        self.known: dict[tuple[str, str, str, tuple[str, ...], str], _Stated] = {}

    def told(self, texts: Mapping[str, str], seen: tuple[str, ...], summary: str, sector: str) -> tuple[str, ...]:
        """Kinds of event, in the vocabulary's order: by category and code, by the words, and by the columns that say who was seen."""
        outcome = texts.get("outcome", "")
        outcome = outcome if len(outcome) <= LONGEST_CODE else ""
        key = (texts.get("category", ""), texts.get("code", ""), outcome, seen, sector)
        known = self.known.get(key)
        if known is None:
            known = self.known[key] = self._kinds_of_cells(*key)
        parts = [part for part in (summary, *map(texts.get, NARRATIVE), *known.words) if part]
        text = "\n".join(parts)
        kinds = known.stated - (known.by_type & category_gives_way(text)) if known.by_type and text else known.stated
        kinds = kinds.union(read_kinds(text, sector) if text else ())
        if self.every_row and not known.classed:
            kinds |= {one for one in self.every_row if kinds.isdisjoint(_ROW_SAYS_OTHERWISE.get(one, ()))}
        return _in_order(kinds, known.seen)

    def _kinds_of_cells(self, category: str, code: str, outcome: str, seen: tuple[str, ...], sector: str) -> _Stated:
        own = self.own_kinds.get(category.casefold()) or self.own_kinds.get(code.casefold())
        named = own or (kinds_of_category(category, sector) if category else ())
        stated = {*(named or ()), *(kinds_of_codes(code) if code else ())}
        if outcome:
            stated |= self._kinds_of_outcome(outcome, sector)
        unread = [category] if named is None else []  # a diagnosis, or a type that nobody listed: words like any others
        if code.count(" ") and not own and not kinds_of_codes(code):
            unread.append(code)
        by_type = frozenset(() if own else named or ())
        return _Stated(frozenset(stated), by_type, self._kinds_of_seen(seen), tuple(unread), bool(named))

    def _kinds_of_outcome(self, outcome: str, sector: str) -> set[str]:
        """What an attendance code in the outcome column tells: `DNA`, `Cancelled by carer`, or yes under the heading `Attended?`."""
        heading = kinds_of_codes(self.outcome_heading)
        answer = kinds_of_yes_no(outcome) if heading else None
        if answer is not None:
            told = set(heading) if answer else {"was_not_brought"} if "appointment_kept" in heading else set()
        else:
            parts = [outcome, *_BETWEEN_CODES.split(outcome)]
            told = {kind for part in parts if part for kind in kinds_of_codes(part.strip())}
        if sector in _NO_APPOINTMENTS:
            told -= _ATTENDANCE
        return told if sector == "hospital" else told & _ATTENDANCE

    def _kinds_of_seen(self, cells: tuple[str, ...]) -> frozenset[str]:
        found: set[str] = set()
        for cell, alone in zip(cells, self.alone, strict=True):
            said = read_seen_column(cell) if cell else ()
            if alone and kinds_of_yes_no(cell):
                said = ("child_seen", "child_seen_alone")
            elif alone and "child_not_seen" in said:
                said = ()
            found.update(said)
        return frozenset(found)


def asks_for_alone(heading: str) -> bool:
    """Whether the heading of a child-seen column asks for "seen alone": its yes says more, and its no says nothing of seen."""
    words = split_words(heading)
    parts = (" ".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1))
    return len(heading) <= LONGEST_CODE and any("child_seen_alone" in read_seen_column(part) for part in parts)


@cache
def _in_order(kinds: frozenset[str], seen: frozenset[str]) -> tuple[str, ...]:
    """The kinds in the vocabulary's order; a column that says whether the child was seen beats what the words seem to say."""
    if "child_not_seen" in seen:
        kinds -= {"child_seen", "child_seen_alone"}
    elif seen:
        kinds -= {"child_not_seen"}
    order = {kind: place for place, kind in enumerate(kind_names())}
    return tuple(sorted(kinds | seen, key=order.__getitem__)) or ("other",)
