"""Reads a rule file. Enters: YAML, one file a rule. Leaves: a Rule, or a DefinitionError that names file, line and key.

Every key and every word is checked against what the rule's shape reads, so that a slip in a rule file cannot pass in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any, Literal

from chronology.case import NATIONS, SECTORS
from chronology.definitions import (
    Mapping,
    choice,
    day,
    flag,
    load_file,
    mapping_at,
    mappings,
    number,
    refuse_unknown,
    text,
    texts,
)
from chronology.errors import DefinitionError
from chronology.kinds import kind_names
from chronology.rule.shape import (
    OWN_FILE,
    UNITS,
    Example,
    ExampleEvent,
    Expectation,
    OpenState,
    Origin,
    Repetition,
    Rule,
    Selection,
    Span,
    Trigger,
)

BASES = ("law", "statutory guidance", "national guidance", "local procedure", "pattern")
TOPICS = (
    "injury_without_referral",
    "missed_appointment",
    "child_not_seen",
    "concern_not_shared",
    "meeting_not_attended",
    "contact_gap",
    "delayed_response",
    "closed_with_open_concern",
    "missed_check",
    "explanation",
    "repetition",
    "recording",
    "plan_step",
)
ROLES = ("child", "sibling")
RESULTS = ("no_record", "late", "cannot_tell", "pattern", "met", "nothing")

# The places in a rule's wording that the audit fills: in every shape, and in each.
PLACES = ("expected", "trigger", "agencies", "date")
PLACES_OF_SHAPE: dict[str, tuple[str, ...]] = {
    "missing_follow_up": ("due", "limit"),
    "count": ("due", "limit", "count"),
    "interval": ("until", "days", "due", "limit", "holder"),
    "closing": ("earlier", "limit"),
    "attendance": ("missing",),
    "spread": ("count", "shares", "limit", "within"),
    "quickening": ("count", "gaps", "within"),
}

# Which settings each shape reads: anything else in a rule of that shape is refused.
SHAPES: dict[str, tuple[str, ...]] = {
    "missing_follow_up": ("trigger", "expectation", "deadline", "late_until", "quiet_if", "quiet_after", "yields_to"),
    "count": ("trigger", "repeated", "expectation", "deadline", "late_until", "quiet_if", "quiet_after", "yields_to"),
    "interval": ("while_open", "expectation", "deadline"),
    "closing": ("trigger", "expectation", "looking_back", "concerns"),
    "attendance": (
        "trigger",
        "expectation",
        "looking_back",
        "agencies",
        "present_after",
        "absent_after",
        "invited_after",
    ),
    "spread": ("trigger", "looking_back", "one_occasion_within"),
    "quickening": ("trigger", "times", "one_occasion_within"),
}


def load_rule(path: Path) -> Rule:
    """One rule file. Raises DefinitionError naming file, line and key."""
    mapping = load_file(path, f"{path.parent.name}/{path.name}")
    shape = choice(mapping, "shape", SHAPES)
    settings = SHAPES[shape]
    refuse_unknown(mapping, (*_GENERAL, *settings))
    rule = Rule(
        id=text(mapping, "id"),
        title=text(mapping, "title"),
        nation=choice(mapping, "nation", ("any", *NATIONS)),
        topic=choice(mapping, "topic", TOPICS),
        level=_level(choice(mapping, "level", ("high", "medium", "low"))),
        basis=choice(mapping, "basis", BASES),
        why=text(mapping, "why"),
        source=_origin(mapping),
        verified=flag(mapping, "verified", False),
        valid_from=day(mapping, "valid_from"),
        valid_to=day(mapping, "valid_to"),
        holds_before=text(mapping, "holds_before", ""),
        people=_words(mapping, "people", ROLES) or ("child",),
        shape=shape,
        needs=_words(mapping, "needs", (OWN_FILE, *SECTORS)),
        wording=_wording(mapping, (*PLACES, *PLACES_OF_SHAPE[shape])),
        false_positives=texts(mapping, "false_positives"),
        examples=tuple(_example(one) for one in mappings(mapping, "examples")),
        **{key: _SETTINGS[key](mapping, key) for key in settings if key in mapping or key not in _OPTIONAL},
    )
    if not rule.examples:
        raise DefinitionError("the rule has no `examples`", mapping.place(), "add one that is met and one that is not")
    return rule


def _origin(mapping: Mapping) -> Origin:
    source = mapping_at(mapping, "source")
    refuse_unknown(source, ("title", "edition", "paragraph", "address"))
    return Origin(
        title=text(source, "title"),
        edition=text(source, "edition", ""),
        paragraph=text(source, "paragraph", ""),
        address=text(source, "address", ""),
    )


_GENERAL = (
    "id",
    "title",
    "nation",
    "topic",
    "level",
    "basis",
    "why",
    "source",
    "verified",
    "valid_from",
    "valid_to",
    "holds_before",
    "people",
    "shape",
    "needs",
    "wording",
    "false_positives",
    "examples",
)


def _level(word: str) -> Literal["high", "medium", "low"]:
    return "high" if word == "high" else "medium" if word == "medium" else "low"


def _words(mapping: Mapping, key: str, known: Iterable[str]) -> tuple[str, ...]:
    """The list at `key`, every word of it known."""
    found = texts(mapping, key)
    allowed = tuple(known)
    for word in found:
        if word not in allowed:
            raise DefinitionError(f"`{word}` is not known", mapping.place(key), "use: " + ", ".join(allowed))
    return found


def _kinds(mapping: Mapping, key: str) -> tuple[str, ...]:
    return _words(mapping, key, kind_names())


def _span(mapping: Mapping, key: str) -> Span:
    """`same day`, `15 working days`, `3 months`, `24 hours`."""
    words = text(mapping, key)
    if words == "same day":
        return Span(0, "days")
    count, _, unit = words.partition(" ")
    for known in UNITS:
        if unit in (known, known[:-1]) and count.isascii() and count.isdigit():
            return Span(int(count), known)
    raise DefinitionError(
        f"`{key}` is not a length of time",
        mapping.place(key),
        "write `same day`, or a number and one of: " + ", ".join(UNITS),
    )


_SELECTION = (
    "kinds",
    "also",
    "without",
    "sectors",
    "not_sectors",
    "younger_than_months",
    "not_younger_than_months",
    "same_agency",
    "same_sector",
    "other_agency",
    "days_before",
)
_TRIGGER_SELECTION = (*_SELECTION[:-4], "while_open")  # a trigger has no other record to share an agency with


def _selection(mapping: Mapping) -> Selection:
    return Selection(
        kinds=_kinds(mapping, "kinds"),
        also=_kinds(mapping, "also"),
        without=_kinds(mapping, "without"),
        sectors=_words(mapping, "sectors", SECTORS),
        not_sectors=_words(mapping, "not_sectors", SECTORS),
        younger_than_months=number(mapping, "younger_than_months") if "younger_than_months" in mapping else None,
        not_younger_than_months=(
            number(mapping, "not_younger_than_months") if "not_younger_than_months" in mapping else None
        ),
        same_agency=flag(mapping, "same_agency", False),
        same_sector=flag(mapping, "same_sector", False),
        other_agency=flag(mapping, "other_agency", False),
        days_before=number(mapping, "days_before", 0),
        while_open=_open_state(mapping, "while_open") if "while_open" in mapping else None,
    )


def _selections(mapping: Mapping, known: tuple[str, ...], others: tuple[str, ...]) -> tuple[Selection, ...]:
    """One selection written straight into the mapping, or several under `any_of`."""
    alternatives = mappings(mapping, "any_of")
    if not alternatives:
        refuse_unknown(mapping, (*known, *others, "any_of"))
        return (_selection(mapping),)
    refuse_unknown(mapping, ("any_of", *others))
    for one in alternatives:
        refuse_unknown(one, known)
    return tuple(_selection(one) for one in alternatives)


def _trigger(mapping: Mapping, key: str) -> Trigger:
    inner = mapping_at(mapping, key)
    selections = _selections(inner, _TRIGGER_SELECTION, ("called", "not_on_day_of", "one_at_a_time"))
    if not all(selection.kinds for selection in selections):
        raise DefinitionError(f"`{key}` needs `kinds`", mapping.place(key), "name the kinds of event that are meant")
    return Trigger(
        any_of=selections,
        called=text(inner, "called"),
        not_on_day_of=_kinds(inner, "not_on_day_of"),
        one_at_a_time=flag(inner, "one_at_a_time", False),
    )


def _expectation(mapping: Mapping, key: str) -> Expectation:
    inner = mapping_at(mapping, key)
    selections = _selections(inner, _SELECTION, ("called", "from_next_day", "days_before_in_doubt", "not_late_with"))
    return Expectation(
        any_of=selections,
        called=text(inner, "called"),
        from_next_day=flag(inner, "from_next_day", False),
        days_before_in_doubt=number(inner, "days_before_in_doubt", 0),
        not_late_with=_kinds(inner, "not_late_with"),
    )


def _open_state(mapping: Mapping, key: str) -> OpenState:
    inner = mapping_at(mapping, key)
    refuse_unknown(inner, ("from", "until", "sectors", "each_agency"))
    starts = _kinds(inner, "from")
    if not starts:
        raise DefinitionError(f"`{key}` needs `from`", mapping.place(key), "name the kinds of event that open it")
    return OpenState(
        starts, _kinds(inner, "until"), _words(inner, "sectors", SECTORS), flag(inner, "each_agency", False)
    )


def _repetition(mapping: Mapping, key: str) -> Repetition:
    inner = mapping_at(mapping, key)
    refuse_unknown(inner, ("times", "within", "broken_by"))
    return Repetition(number(inner, "times"), _span(inner, "within"), _kinds(inner, "broken_by"))


def _agencies(mapping: Mapping, key: str) -> dict[str, tuple[str, ...]]:
    inner = mapping_at(mapping, key)
    refuse_unknown(inner, SECTORS)
    return {sector: tuple(word.casefold() for word in texts(inner, sector)) for sector in inner}


def _wording(mapping: Mapping, known: Sequence[str]) -> str:
    """The sentence of a finding; only the places that `audit` fills in may stand in braces."""
    wording = text(mapping, "wording")
    try:
        places = [name for _, name, _, _ in Formatter().parse(wording) if name is not None]
    except ValueError:
        places = [""]
    for name in places:
        if name not in known:
            places_known = ", ".join(f"{{{place}}}" for place in known)
            raise DefinitionError(
                "`wording` has braces that nothing fills", mapping.place("wording"), f"use: {places_known}"
            )
    return wording


def _example(mapping: Mapping) -> Example:
    refuse_unknown(mapping, ("says", "result", "exports", "events", "born", "died"))
    exports = mapping_at(mapping, "exports")
    refuse_unknown(exports, SECTORS)
    return Example(
        says=text(mapping, "says"),
        result=choice(mapping, "result", RESULTS),
        exports={sector: _period(exports, sector) for sector in exports},
        events=tuple(_example_event(one) for one in mappings(mapping, "events")),
        born=day(mapping, "born"),
        died=day(mapping, "died"),
    )


def _period(mapping: Mapping, key: str) -> tuple[date, date]:
    first, _, last = text(mapping, key).partition(" to ")
    try:
        return date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        raise DefinitionError(
            f"`{key}` must be a period", mapping.place(key), "write `2006-01-01 to 2007-12-31`"
        ) from None


def _example_event(mapping: Mapping) -> ExampleEvent:
    refuse_unknown(mapping, ("on", "kinds", "sector", "agency", "time", "present", "possibly", "summary", "recorded"))
    sector = choice(mapping, "sector", SECTORS)
    return ExampleEvent(
        on=text(mapping, "on"),
        kinds=_kinds(mapping, "kinds"),
        sector=sector,
        agency=text(mapping, "agency", f"the {sector.replace('_', ' ')} service"),
        time=text(mapping, "time", "") or None,
        present=text(mapping, "present", ""),
        possibly=flag(mapping, "possibly", False),
        summary=text(mapping, "summary", ""),
        recorded=text(mapping, "recorded", ""),
    )


def _folded(mapping: Mapping, key: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in texts(mapping, key))


# How each setting is read; the optional ones have a meaning when they are not said.
_SETTINGS: dict[str, Callable[[Mapping, str], Any]] = {
    "trigger": _trigger,
    "expectation": _expectation,
    "deadline": _span,
    "late_until": _span,
    "quiet_if": _kinds,
    "quiet_after": _kinds,
    "yields_to": texts,
    "repeated": _repetition,
    "while_open": _open_state,
    "looking_back": _span,
    "concerns": _trigger,
    "agencies": _agencies,
    "present_after": _folded,
    "absent_after": _folded,
    "invited_after": _folded,
    "times": number,
    "one_occasion_within": _span,
}
_OPTIONAL = (
    "late_until",
    "quiet_if",
    "quiet_after",
    "yields_to",
    "present_after",
    "absent_after",
    "invited_after",
    "one_occasion_within",
)
