"""How each shape's settings are read. Enters: the mapping of a rule file. Leaves: its settings, or a DefinitionError with line and key.

Anything in a rule file that its shape does not read is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from chronology.definitions import Mapping, mapping_at, mappings, refuse_unknown
from chronology.errors import DefinitionError
from chronology.rule.lists import read_folded
from chronology.rule.parts import (
    read_contacts,
    read_expectation,
    read_kinds,
    read_months,
    read_named_sectors,
    read_named_words,
    read_repetition,
    read_sector_words,
    read_sectors,
    read_selection,
    read_some,
    read_span,
    read_state,
    read_trigger,
)
from chronology.rule.settings import (
    Account,
    Against,
    Attendance,
    Before,
    ByAge,
    Change,
    Closing,
    Consultation,
    Count,
    Dates,
    EveryNth,
    FollowUp,
    GoodPeriod,
    Interval,
    NewAdult,
    Promise,
    Promised,
    Quickening,
    Recording,
    Recurrence,
    Series,
    Settings,
    Siblings,
    Spread,
    ToldOnce,
)


class Shape(NamedTuple):
    """One shape: the settings it must and may be told, and the places that its wording may have besides the general ones."""

    build: Callable[..., Settings]
    must: tuple[str, ...]
    may: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Every setting it reads."""
        return (*self.must, *self.may)


PLACES = ("expected", "trigger", "agencies", "date", "child")  # in every shape's wording


def _promises(mapping: Mapping, key: str) -> tuple[Promised, ...]:
    found = []
    for one in mappings(mapping, key):
        words = read_folded(one, "promise")
        if not words:
            raise DefinitionError(
                "`promise` is missing", one.place(), "write the words that tell it: `promise: [visit]`"
            )
        found.append(Promised(words, read_selection(one, ("promise",))))
    if not found:
        raise DefinitionError(f"`{key}` is missing", mapping.place(), "say what is promised and what keeps it")
    return tuple(found)


_ONCE = (
    "retold_in",
    "retold_types",
    "of_its_own_in",
    "healing_in",
    "weighed_in",
    "ruled_out_in",
    "not_ruled_out_in",
    "all_ruled_out_in",
)


def _told_once(mapping: Mapping, key: str) -> ToldOnce:
    inner = mapping_at(mapping, key)
    refuse_unknown(inner, ("again_within", *_ONCE))
    return ToldOnce(read_span(inner, "again_within"), **{name: read_folded(inner, name) for name in _ONCE})


def _build_count(repeated: Any, **follow_up: Any) -> Count:
    return Count(FollowUp(**follow_up), repeated)


def _build_sequence(repeated: Any, each_followed_by: Any, each_within: Any, **follow_up: Any) -> Series:
    return Series(FollowUp(**follow_up), repeated, each_followed_by, each_within)


READERS: dict[str, Callable[[Mapping, str], Any]] = {
    "trigger": read_trigger,
    "contacts": read_contacts,
    "concerns": read_trigger,
    "against": read_trigger,
    "expectation": read_expectation,
    "everybody": read_expectation,
    "each_followed_by": read_expectation,
    "deadline": read_span,
    "late_until": read_span,
    "looking_back": read_span,
    "known_within": read_span,
    "looking_on": read_span,
    "one_occasion_within": read_span,
    "each_within": read_span,
    "within": read_span,
    "window": read_span,
    "longest": read_span,
    "begins_after": read_span,
    "ends_after": read_span,
    "from_age": read_span,
    "known_after": read_span,
    "younger_than_months": read_months,
    "not_younger_than_months": read_months,
    "quiet_if": read_kinds,
    "quiet_after": read_kinds,
    "died_within": read_span,
    "repeated": read_repetition,
    "while_open": read_state,
    "agencies": read_sector_words,
    "told": read_sector_words,
    "not_told": read_folded,
    "required": read_named_sectors,
    "accounts": read_named_words,
    "present_after": read_folded,
    "absent_after": read_folded,
    "asked_by": read_folded,
    "invited_after": read_folded,
    "reported_after": read_folded,
    "not_by_one_contact": read_sectors,
    "times": read_some,
    "every": read_some,
    "children": read_some,
    "of_several": read_folded,
    "promises": _promises,
    "told_once": _told_once,
}

_FOLLOW_UP = ("trigger", "expectation", "deadline")
_QUIET = ("late_until", "quiet_if", "quiet_after", "died_within", "told_once")

SHAPES: dict[str, Shape] = {
    "missing_follow_up": Shape(FollowUp, _FOLLOW_UP, _QUIET, ("due", "limit")),
    "count": Shape(_build_count, (*_FOLLOW_UP, "repeated"), _QUIET, ("due", "limit", "count")),
    "sequence": Shape(
        _build_sequence,
        (*_FOLLOW_UP, "repeated", "each_followed_by", "each_within"),
        _QUIET,
        ("due", "limit", "count"),
    ),
    "repetition": Shape(Recurrence, ("trigger", "repeated"), (), ("count", "within", "named")),
    "before": Shape(Before, (*_FOLLOW_UP, "looking_back"), ("quiet_if",), ("due", "limit")),
    "interval": Shape(
        Interval,
        ("while_open", "expectation", "deadline"),
        ("begins_after", "ends_after", "younger_than_months", "not_younger_than_months"),
        ("until", "days", "due", "limit", "holder"),
    ),
    "every_nth": Shape(EveryNth, ("while_open", "trigger", "expectation", "every"), (), ("count", "limit")),
    "closing": Shape(Closing, ("trigger", "concerns", "expectation", "looking_back"), (), ("earlier", "limit")),
    "attendance": Shape(
        Attendance,
        ("trigger", "expectation", "looking_back", "agencies"),
        ("required", "present_after", "absent_after", "invited_after", "reported_after", "not_by_one_contact"),
        ("missing",),
    ),
    "consultation": Shape(
        Consultation,
        ("trigger", "expectation", "everybody", "looking_back", "known_within", "agencies", "asked_by"),
        ("looking_on",),
        ("missing",),
    ),
    "spread": Shape(
        Spread,
        ("trigger", "looking_back"),
        ("one_occasion_within", "told", "not_told", "told_once"),
        ("count", "shares", "limit", "within"),
    ),
    "quickening": Shape(
        Quickening, ("trigger", "times"), ("one_occasion_within", "told_once"), ("count", "gaps", "within")
    ),
    "change": Shape(Change, ("trigger", "contacts", "window", "times"), (), ("count", "earlier", "later", "limit")),
    "accounts": Shape(Account, ("trigger", "accounts", "one_occasion_within"), (), ("told",)),
    "dates": Shape(Dates, ("trigger", "within"), (), ("told",)),
    "against": Shape(Against, ("trigger", "against"), (), ("told",)),
    "recording": Shape(Recording, ("trigger", "deadline"), (), ("count", "days", "limit")),
    "promised_action": Shape(
        Promise, ("trigger", "promises"), ("late_until", "repeated"), ("due", "promised", "count", "within")
    ),
    "new_adult": Shape(NewAdult, ("expectation", "deadline", "known_after"), ("late_until",), ("due", "limit")),
    "by_age": Shape(ByAge, ("expectation", "from_age", "deadline"), ("late_until",), ("due", "limit", "until")),
    "siblings": Shape(Siblings, ("trigger", "looking_back", "children"), ("of_several",), ("count", "limit")),
    "good_period": Shape(
        GoodPeriod, ("concerns", "contacts", "longest", "times"), (), ("count", "until", "days", "limit")
    ),
}


def read_settings(mapping: Mapping, name: str) -> Settings:
    """The settings of the shape `name` in a rule file."""
    shape = SHAPES[name]
    for key in shape.must:
        if key not in mapping:
            raise DefinitionError(f"`{key}` is missing", mapping.place(), f"a rule of shape `{name}` needs it")
    if name == "repetition" and mapping_at(mapping, "repeated").get("times") == "1":
        raise DefinitionError(
            "`times` must be two or more", mapping.place("repeated"), "for a single record write `missing_follow_up`"
        )
    return shape.build(**{key: READERS[key](mapping, key) for key in shape.keys if key in mapping})
