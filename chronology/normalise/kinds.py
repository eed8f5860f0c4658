"""The kinds of event that a record tells of. Enters: its category, code, outcome, narrative and "child seen" cells. Leaves: kinds.

What words mean is for `narrative`; here what the cells say is put together, and what the whole table is said to hold.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from msgspec import Struct

from chronology.kinds import kind_names
from chronology.model import Event, Injury
from chronology.narrative import (
    category_gives_way,
    context_of,
    is_read_along,
    kinds_of_category,
    kinds_of_coded_cell,
    kinds_of_codes,
    kinds_of_yes_no,
    read_narrative,
    read_seen_column,
    tell,
    tells_of_sighting,
    weigh_cells,
)
from chronology.normalise.contacts import (
    LONGEST_CODE,
    could_see_child,
    is_at_home,
    tells_done,
    tells_missing_from,
    tells_setting,
    without_undone,
)
from chronology.normalise.later_days import without_later_days
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
_BETWEEN_CODES = re.compile(r"\s+[-–—]+\s*|\s*[-–—]+\s+|[/:;,()\[\]]+|\.(?:\s|$)")
_MISSING = frozenset(("missing_started", "missing_ended"))
# What is told beside a visit that only the cell of what is to be done names: it was made, and is no plan.
_VISIT, _SIGHTING = "home_visit", "child_seen"
_TELLS_OF_MEETING_HELD = frozenset(("meeting_attended", "meeting_not_attended"))
_SEEN_OR_NOT = frozenset(("child_seen", "child_not_seen", "no_access"))
_TELLS_OF_VISIT_MADE = frozenset(
    ("child_seen", "child_not_seen", "no_access", "injury_seen", "police_domestic_incident")
)
# What the cells of what is to be done may name before it takes place, and what they tell beside it where it did.
_MAY_BE_PLANNED = {
    _VISIT: _TELLS_OF_VISIT_MADE,
    "conference_held": _TELLS_OF_MEETING_HELD | {"plan_started", "plan_ended"},
    "core_group_held": _TELLS_OF_MEETING_HELD,
    "looked_after_review": _TELLS_OF_MEETING_HELD,
    "strategy_discussion": _TELLS_OF_MEETING_HELD | {"s47_started", "s47_outcome"},
}
# What is told with the day for which it is planned.
_HAS_ITS_DAY = frozenset(_MAY_BE_PLANNED).union(
    "medical_examination health_assessment health_visitor_review appointment_kept return_interview".split()
)
_MEETINGS_PLANNED = frozenset(_MAY_BE_PLANNED) - {_VISIT}
_NOTHING_GIVEN = frozenset[str]()
_FIELD_OF = {"category": "kind", "place": "place"}

# What a code or a column says, and what the words may not say beside it.
_AGAINST = {
    "appointment_kept": frozenset(("was_not_brought", "appointment_cancelled")),
    "was_not_brought": frozenset(("appointment_kept",)),
    "child_seen": frozenset(("child_not_seen",)),
    "child_not_seen": frozenset(("child_seen", "child_seen_alone")),
}


class Told(Struct, frozen=True):
    """What a record tells of: kinds in the vocabulary's order, the injuries its words name, the kinds of which its words
    say the opposite of a code or column (there the code or column decided), and whether it may be a sign of worry.
    """

    kinds: tuple[str, ...]
    injuries: tuple[Injury, ...] = ()
    conflicts: tuple[str, ...] = ()
    worrying: bool = False


class _Stated(Struct, frozen=True):
    """What a record's short cells say of its kinds, worked out once for the same cells."""

    stated: frozenset[str]
    coded: frozenset[str]  # of those, what a code says, which decides against the words
    by_type: frozenset[str]  # of those, what the contact type alone says: it gives way to words that show otherwise
    type_known: bool  # whether there is a contact type, and it is one that is known
    seen: frozenset[str]  # by the columns that say whether the child was seen
    words: tuple[str, ...]  # cells of no known category, to be read like the narrative
    context: frozenset[str]  # words of the type beside which phrases count
    classed: bool  # whether the category says by itself what kind it is


class KindsOfRecords:
    """The kinds of one table's records: what has been worked out before is kept, by the text of the cells."""

    def __init__(
        self, kinds: Mapping[str, tuple[str, ...]], headings: Mapping[str, str], alone: Sequence[bool]
    ) -> None:
        """`kinds` as in a Recognition; `headings`: of each field that stands once; `alone`: for each child-seen column, whether it
        asks for "seen alone".
        """
        self.own_kinds = {category: named for category, named in kinds.items() if category != EVERY_ROW}
        self.every_row = kinds.get(EVERY_ROW, ())
        self.outcome_heading, self.alone = headings.get("outcome", ""), alone
        self.code_heading = headings.get("code", "")
        self.acts_done = "taken" in split_words(headings.get("action", ""))  # "Action taken", not "Action"
        # A register of missing children has a row for each time, from its beginning to its end.
        of_missing = tells_missing_from(headings.get("date", ""))
        self.episodes = of_missing or ("missing_started" in self.every_row and "date_end" in headings)
        self.settings = tuple(
            field for field in ("category", "place") if tells_setting(headings.get(_FIELD_OF[field], ""))
        )
        self.known: dict[tuple[str, str, str, str, tuple[str, ...], str], _Stated] = {}

    def told(self, event: Event, seen: tuple[str, ...]) -> Told:
        """What the event's words, category and code tell, and the columns that say who was seen."""
        sector = event.sector
        outcome = event.outcome if len(event.outcome) <= LONGEST_CODE else ""
        cells = [getattr(event, field) for field in self.settings]
        setting = next((cell for cell in cells if cell and is_at_home(cell, sector)), "")
        key = (event.category, event.code, outcome, setting, seen, sector)
        known = self.known.get(key)
        if known is None:
            known = self.known[key] = self._kinds_of_cells(*key)
        parts = [part for part in (event.summary, event.action, event.outcome, event.voice, *known.words) if part]
        text = "\n".join(parts)
        account = event.summary or text  # what is to be done next does not tell what this contact was
        given_way = category_gives_way(account) if known.by_type and text else _NOTHING_GIVEN
        kinds = known.stated - (known.by_type & given_way)
        beside = weigh_cells(event.category, event.outcome, sector)
        narrative = read_narrative(text, sector, beside, known.context) if text else None
        conflicts: tuple[str, ...] = ()
        if narrative is not None:
            words = frozenset(narrative.kinds)
            if not given_way.isdisjoint(known.by_type):
                words -= given_way  # what its type and words weigh does not bring back a meeting that was called off
            if not self.acts_done:
                words -= _planned(event, words, known.words)
                words -= _of_a_later_day(event, words - known.by_type, text, known.context)
            if _VISIT in known.by_type and _sighted_on_visit(event, text, words):
                words |= {_SIGHTING}
            decided = known.coded | known.seen
            if decided:
                conflicts = _conflicts(decided, words)
                words = words.difference(*(_AGAINST[kind] for kind in conflicts))
            kinds = kinds.union(words)
        if self.every_row and not known.classed:
            kinds |= {one for one in self.every_row if kinds.isdisjoint(_ROW_SAYS_OTHERWISE.get(one, ()))}
        if self.episodes and (not known.classed or not kinds.isdisjoint(_MISSING)):
            kinds |= {"missing_started"}
        kinds = _with_seen(kinds, known, event)
        return Told(
            in_order(without_undone(kinds, known.coded, known.by_type)),
            narrative.injuries if narrative else (),
            conflicts,
            narrative is not None and narrative.worrying,
        )

    def _kinds_of_cells(
        self, category: str, code: str, outcome: str, setting: str, seen: tuple[str, ...], sector: str
    ) -> _Stated:
        own = self.own_kinds.get(category.casefold()) or self.own_kinds.get(code.casefold())
        named = own or (kinds_of_category(category, sector) if category else ())
        if not named and setting and is_at_home(setting, sector):
            named = ("home_visit",)
        coded = {*(kinds_of_codes(code) if code else ()), *self._kinds_of_code(code, sector)}
        if outcome:
            coded |= self._kinds_of_outcome(outcome, sector)
        stated = coded.union(named or ())
        unread = [category] if not own and is_read_along(category, named) else []
        if code.count(" ") and not own and not kinds_of_codes(code):
            unread.append(code)
        by_type = frozenset(() if own else named or ())
        return _Stated(
            stated=frozenset(stated),
            coded=frozenset(coded),
            by_type=by_type,
            type_known=bool(category) and named is not None,
            seen=self._kinds_of_seen(seen),
            words=tuple(unread),
            context=context_of(category, named),
            classed=bool(named),
        )

    def _kinds_of_code(self, code: str, sector: str) -> tuple[str, ...]:
        return (kinds_of_coded_cell(code, self.code_heading, sector) or ()) if code else ()

    def _kinds_of_outcome(self, outcome: str, sector: str) -> set[str]:
        """What an attendance code in the outcome column tells: `DNA`, `Cancelled by carer`, or yes under the heading `Attended?`."""
        by_code = kinds_of_coded_cell(outcome, self.outcome_heading, sector)
        if by_code is not None:
            return set(by_code)
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


def _conflicts(decided: frozenset[str], words: frozenset[str]) -> tuple[str, ...]:
    """The kinds that a code or column decided and the words speak against."""
    return tuple(kind for kind, against in _AGAINST.items() if kind in decided and not against.isdisjoint(words))


def _sighted_on_visit(event: Event, text: str, told: frozenset[str]) -> bool:
    """Whether words that leave it open who saw the child are the visitor's, as the record is filed as a visit.

    Police file under visits also those to grown-ups, of whom they write "seen".
    """
    unsure = event.sector != "police" and _SEEN_OR_NOT.isdisjoint(told)
    return unsure and tells_of_sighting(text, event.sector, event.category)


def _planned(event: Event, told: frozenset[str], others: tuple[str, ...]) -> frozenset[str]:
    """The visits and meetings that only the action and outcome cells name, where nothing in them tells that they took place."""
    named = told & _MAY_BE_PLANNED.keys()
    cells = "\n".join(part for part in (event.action, event.outcome) if part) if named else ""
    if not cells or tells_done(cells):
        return frozenset()
    account = "\n".join(part for part in (event.summary, event.voice, *others) if part)
    by_account = frozenset(read_narrative(account, event.sector).kinds) if account else frozenset()
    by_cells = frozenset(read_narrative(cells, event.sector).kinds)
    return frozenset(kind for kind in named - by_account if _MAY_BE_PLANNED[kind].isdisjoint(by_cells))


def _of_a_later_day(event: Event, told: frozenset[str], text: str, context: frozenset[str]) -> frozenset[str]:
    """The visits, meetings and appointments of which phrases tell only with a day after the record's own: "CG 17/12"."""
    named, day = told & _HAS_ITS_DAY, event.when.first
    left = without_later_days(text, day) if named and day and event.when.precision == "day" else text
    if left == text:
        return frozenset()
    by_phrases, without = ({kind for kind, _ in tell(one, event.sector, context)[1]} for one in (text, left))
    planned = named & (by_phrases - without)
    if planned & _MEETINGS_PLANNED and not (told - planned) & _MEETINGS_PLANNED:
        planned |= {"meeting_attended"}
    return planned


def asks_for_alone(heading: str) -> bool:
    """Whether the heading of a child-seen column asks for "seen alone": its yes says more, and its no says nothing of seen."""
    words = split_words(heading)
    parts = (" ".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1))
    return len(heading) <= LONGEST_CODE and any("child_seen_alone" in read_seen_column(part) for part in parts)


def _with_seen(kinds: frozenset[str], known: _Stated, event: Event) -> frozenset[str]:
    """The kinds with what the columns say of who was seen, which beats what the words seem to say.

    "N" in a telephone call, at a conference or a closing tells of nobody who could have been seen.
    """
    if "child_not_seen" not in known.seen:
        return kinds - {"child_not_seen"} | known.seen if known.seen else kinds
    by_type = known.by_type or known.stated if known.type_known else None
    told = kinds - {"child_seen", "child_seen_alone"}
    met = could_see_child(event.category, by_type, told, event.summary)
    return told | (known.seen if met else known.seen - {"child_not_seen"})


def in_order(kinds: AbstractSet[str]) -> tuple[str, ...]:
    """The kinds in the vocabulary's order; `other` where there are none."""
    return _in_order(frozenset(kinds))


@cache
def _in_order(kinds: frozenset[str]) -> tuple[str, ...]:
    order = {kind: place for place, kind in enumerate(kind_names())}
    return tuple(sorted(kinds, key=order.__getitem__)) or ("other",)
