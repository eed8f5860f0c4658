"""Reads the parts of a rule file that several shapes share. Enters: mappings that know their lines. Leaves: triggers, spans.

Every key and every word is checked, so that a slip in a rule file cannot pass in silence; each refusal is a DefinitionError that
names file, line and key.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from chronology.case import SECTORS
from chronology.definitions import (
    Mapping,
    choice,
    flag,
    load_file,
    mapping_at,
    mappings,
    nearest,
    number,
    refuse_unknown,
    text,
    texts,
)
from chronology.errors import DefinitionError
from chronology.kinds import kind_names
from chronology.rule.lists import read_folded, with_lists
from chronology.rule.shape import (
    ADULT,
    BEFORE_SCHOOL,
    CHILD,
    UNITS,
    Expectation,
    Following,
    OpenState,
    Repetition,
    Selection,
    Span,
    Trigger,
)

HOW_LONG = f"write `same day`, `{BEFORE_SCHOOL}`, or a number and one of: {', '.join(UNITS)}"
_MOST_DIGITS = 5  # of a number in a length of time
FIELDS = ("summary", "action", "outcome", "author", "present", "voice", "place", "recorded")  # that `has` may name
TEXT_FIELDS = ("category", "summary", "action", "outcome", "author_role", "place")  # that `in_field` may name
_DISTINCT: dict[str, Literal["days", "agencies", "places"]] = {
    "days": "days",
    "agencies": "agencies",
    "places": "places",
}
_SELECTION = (
    "kinds",
    "also",
    "without",
    "words",
    "and_words",
    "without_words",
    "worrying",
    "only_on",
    "not_only_on",
    "has",
    "has_not",
    "sectors",
    "not_sectors",
    "younger_than_months",
    "not_younger_than_months",
    "moving_from_months",
    "not_moving_below_months",
    "in_one_sentence",
    "sentence_without",
    "in_field",
    "not_in_field",
    "while_open",
    "not_while_open",
    "following",
    "not_made_good",
    "unless",
)
_STATE = (
    *("from", "until", "sectors", "each_agency"),
    *(
        "words",
        "and_words",
        "end_words",
        "in_one_sentence",
        "not_in_one_sentence",
        "kept_open_by",
        "kept_open_by_words",
        "not_kept_open_by_words",
        "kept_open_in",
        "lapses_after_months",
    ),
)
_FIELDS_OF_STATE = {"from": "starts", "until": "ends"}
_OF_ANSWERS = (
    "same_agency",
    "same_sector",
    "itself",
    "other_agency",
    "days_before",
)  # a trigger has no other record to compare with


def read_words(mapping: Mapping, key: str, known: Iterable[str]) -> tuple[str, ...]:
    """The list at `key`, every word of it known."""
    found = texts(mapping, key)
    refuse_words(found, known, mapping, key)
    return found


def refuse_words(words: Iterable[str], known: Iterable[str], mapping: Mapping, key: str) -> None:
    """Raises DefinitionError for the first of `words` that is not known."""
    allowed = list(known)
    for word in words:
        if word not in allowed:
            near = nearest(word, allowed)
            hint = f"did you mean `{near}`? " if near else ""
            raise DefinitionError(f"`{word}` is not known", mapping.place(key), f"{hint}use: {', '.join(allowed)}")


def read_kinds(mapping: Mapping, key: str) -> tuple[str, ...]:
    """The kinds of event at `key`."""
    return read_words(mapping, key, kind_names())


def span_of(words: str) -> Span | None:
    """The length of time that `words` name, or None where they name none."""
    if words == "same day":
        return Span(0, "days")
    if words == BEFORE_SCHOOL:
        return Span(1, BEFORE_SCHOOL)
    count, _, unit = words.partition(" ")
    for known in UNITS:
        if unit in (known, known[:-1]) and count.isascii() and count.isdigit() and len(count) < _MOST_DIGITS:
            return Span(int(count), known)
    return None


def read_span(mapping: Mapping, key: str) -> Span:
    """`same day`, `15 working days`, `3 months`, `24 hours`, `before the next school day`."""
    span = span_of(text(mapping, key))
    if span is None:
        raise DefinitionError(f"`{key}` is not a length of time", mapping.place(key), HOW_LONG)
    return span


def _selection(mapping: Mapping) -> Selection:
    return Selection(
        kinds=read_kinds(mapping, "kinds"),
        also=read_kinds(mapping, "also"),
        without=read_kinds(mapping, "without"),
        words=read_folded(mapping, "words"),
        and_words=read_folded(mapping, "and_words"),
        without_words=read_folded(mapping, "without_words"),
        only_on=_read_sites(mapping, "only_on") if "only_on" in mapping else (),
        not_only_on=_read_sites(mapping, "not_only_on") if "not_only_on" in mapping else (),
        worrying=flag(mapping, "worrying", False),
        has=read_words(mapping, "has", FIELDS),
        has_not=read_words(mapping, "has_not", FIELDS),
        sectors=read_words(mapping, "sectors", SECTORS),
        not_sectors=read_words(mapping, "not_sectors", SECTORS),
        younger_than_months=read_months(mapping, "younger_than_months"),
        not_younger_than_months=read_months(mapping, "not_younger_than_months"),
        moving_from_months=read_months(mapping, "moving_from_months"),
        not_moving_below_months=read_months(mapping, "not_moving_below_months"),
        in_one_sentence=_read_groups(mapping, "in_one_sentence") if "in_one_sentence" in mapping else (),
        sentence_without=_read_sentence_without(mapping),
        in_field=_read_field_words(mapping, "in_field") if "in_field" in mapping else (),
        not_in_field=_read_field_words(mapping, "not_in_field") if "not_in_field" in mapping else (),
        same_agency=flag(mapping, "same_agency", False),
        same_sector=flag(mapping, "same_sector", False),
        itself=flag(mapping, "itself", False),
        other_agency=flag(mapping, "other_agency", False),
        days_before=number(mapping, "days_before", 0),
        while_open=read_state(mapping, "while_open") if "while_open" in mapping else None,
        not_while_open=read_state(mapping, "not_while_open") if "not_while_open" in mapping else None,
        following=_following(mapping, "following") if "following" in mapping else None,
        not_made_good=_following(mapping, "not_made_good") if "not_made_good" in mapping else None,
        unless=tuple(read_selection(one, ()) for one in mappings(mapping, "unless")),
    )


def _read_sites(mapping: Mapping, key: str) -> tuple[str, ...]:
    """The parts of the body at `key`, those of a list called by `$name` among them."""
    found = tuple(with_lists(mapping, key))
    refuse_words(found, body_sites(), mapping, key)
    return found


def _read_groups(mapping: Mapping, key: str) -> tuple[tuple[str, ...], ...]:
    """A block of name → words, of which the words alone are kept."""
    return tuple(read_named_words(mapping, key).values())


def _read_sentence_without(mapping: Mapping) -> tuple[str, ...]:
    found = read_folded(mapping, "sentence_without")
    if found and "in_one_sentence" not in mapping:
        raise DefinitionError(
            "`sentence_without` needs `in_one_sentence`",
            mapping.place("sentence_without"),
            "say under `in_one_sentence` which sentence is meant, or write `without_words`",
        )
    return found


def _read_field_words(mapping: Mapping, key: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A block of a record's field → words."""
    refuse_unknown(mapping_at(mapping, key), TEXT_FIELDS)
    return tuple(read_named_words(mapping, key).items())


def read_months(mapping: Mapping, key: str) -> int | None:
    """The number of months at `key`, or None where it is not said."""
    return number(mapping, key) if key in mapping else None


def _following(mapping: Mapping, key: str) -> Following:
    inner = mapping_at(mapping, key)
    refuse_unknown(inner, ("kinds", "within", "sectors"))
    return Following(_some_kinds(inner, "kinds"), read_span(inner, "within"), read_words(inner, "sectors", SECTORS))


def _some_kinds(mapping: Mapping, key: str) -> tuple[str, ...]:
    kinds = read_kinds(mapping, key)
    if not kinds:
        raise DefinitionError(f"`{key}` is missing", mapping.place(), "name the kinds of event that are meant")
    return kinds


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


def read_selection(mapping: Mapping, others: tuple[str, ...]) -> Selection:
    """The one selection written straight into `mapping`, beside `others`."""
    refuse_unknown(mapping, (*_SELECTION, *_OF_ANSWERS, *others))
    return _selection(mapping)


def read_trigger(mapping: Mapping, key: str) -> Trigger:
    """What sets a rule off; every alternative names its kinds."""
    trigger = read_contacts(mapping, key)
    if not all(selection.kinds for selection in trigger.any_of):
        raise DefinitionError(f"`{key}` needs `kinds`", mapping.place(key), "name the kinds of event that are meant")
    return trigger


def read_contacts(mapping: Mapping, key: str) -> Trigger:
    """A trigger that may leave out `kinds`: then every record is meant."""
    inner = mapping_at(mapping, key)
    selections = _selections(inner, _SELECTION, ("called", "about", "not_on_day_of", "one_at_a_time", "dated"))
    return Trigger(
        any_of=selections,
        called=text(inner, "called"),
        not_on_day_of=read_kinds(inner, "not_on_day_of"),
        one_at_a_time=flag(inner, "one_at_a_time", False),
        dated=flag(inner, "dated", False),
        about=read_words(inner, "about", (CHILD, ADULT)) or (CHILD,),
    )


def read_expectation(mapping: Mapping, key: str) -> Expectation:
    """What is looked for as an answer."""
    inner = mapping_at(mapping, key)
    own = (
        "called",
        "from_next_day",
        "days_before_in_doubt",
        "not_late_with",
        "earlier_in_doubt",
        "other_child_in_doubt",
        "words_in_doubt",
        "in_doubt",
    )
    return Expectation(
        any_of=_selections(inner, (*_SELECTION, *_OF_ANSWERS), own),
        called=text(inner, "called"),
        from_next_day=flag(inner, "from_next_day", False),
        days_before_in_doubt=number(inner, "days_before_in_doubt", 0),
        not_late_with=read_kinds(inner, "not_late_with"),
        earlier_in_doubt=flag(inner, "earlier_in_doubt", False),
        other_child_in_doubt=flag(inner, "other_child_in_doubt", False),
        words_in_doubt=read_folded(inner, "words_in_doubt"),
        in_doubt=tuple(read_selection(one, ()) for one in mappings(inner, "in_doubt")),
    )


@cache
def body_sites() -> tuple[str, ...]:
    """The parts of the body by the names under which a record's injuries are held (narrative/body.yaml)."""
    table = load_file(Path(__file__).parents[1] / "narrative" / "body.yaml", "narrative/body.yaml")
    return tuple(mapping_at(table, "sites"))


@cache
def named_states() -> dict[str, OpenState]:
    """The times that are open which rule files may call by name (states.yaml)."""
    table = load_file(Path(__file__).with_name("states.yaml"), "states.yaml")
    return {name: _state(mapping_at(table, name), name) for name in table}


def read_state(mapping: Mapping, key: str) -> OpenState:
    """A named time that is open, one the rule describes itself, or one `like` a named one but for what the rule says of it."""
    value = mapping.get(key)
    if isinstance(value, str):
        return named_states()[choice(mapping, key, named_states())]
    inner = mapping_at(mapping, key)
    if "like" not in inner:
        return _state(inner)
    named = named_states()[choice(inner, "like", named_states())]
    own = _state(inner, starts=named.starts)
    said = [_FIELDS_OF_STATE.get(word, word) for word in inner if word != "like"]
    return replace(named, name="", **{field: getattr(own, field) for field in said})


def _state(inner: Mapping, name: str = "", starts: tuple[str, ...] = ()) -> OpenState:
    """The time that `inner` describes; without `from` it begins with `starts`, where these are given."""
    refuse_unknown(inner, (*_STATE, "like") if starts else _STATE)
    return OpenState(
        starts if starts and "from" not in inner else _some_kinds(inner, "from"),
        read_kinds(inner, "until"),
        read_words(inner, "sectors", SECTORS),
        flag(inner, "each_agency", False),
        name,
        read_folded(inner, "words"),
        read_folded(inner, "and_words"),
        read_folded(inner, "end_words"),
        in_one_sentence=_read_groups(inner, "in_one_sentence") if "in_one_sentence" in inner else (),
        not_in_one_sentence=_read_groups(inner, "not_in_one_sentence") if "not_in_one_sentence" in inner else (),
        kept_open_by=read_kinds(inner, "kept_open_by"),
        kept_open_by_words=read_folded(inner, "kept_open_by_words"),
        not_kept_open_by_words=read_folded(inner, "not_kept_open_by_words"),
        kept_open_in=read_words(inner, "kept_open_in", SECTORS),
        lapses_after_months=read_months(inner, "lapses_after_months"),
    )


def read_repetition(mapping: Mapping, key: str) -> Repetition:
    """How often within which time."""
    inner = mapping_at(mapping, key)
    refuse_unknown(inner, ("times", "within", "broken_by", "same_agency", "apart", "distinct"))
    return Repetition(
        times=read_some(inner, "times"),
        within=read_span(inner, "within"),
        broken_by=read_kinds(inner, "broken_by"),
        same_agency=flag(inner, "same_agency", False),
        apart=read_span(inner, "apart") if "apart" in inner else None,
        distinct=_DISTINCT[choice(inner, "distinct", _DISTINCT, "days")],
    )


def read_some(mapping: Mapping, key: str) -> int:
    """A number of one or more."""
    found = number(mapping, key)
    if not found:
        raise DefinitionError(f"`{key}` must be one or more", mapping.place(key), f"write `{key}: 3`")
    return found


def read_named_words(mapping: Mapping, key: str) -> dict[str, tuple[str, ...]]:
    """A block of name → words, in small letters."""
    inner = mapping_at(mapping, key)
    if not inner:
        raise DefinitionError(f"`{key}` is missing", mapping.place(), f"write `{key}: {{name: [word, word]}}`")
    return {name: read_folded(inner, name) for name in inner}


def read_sector_words(mapping: Mapping, key: str) -> dict[str, tuple[str, ...]]:
    """A block of sector → words, in small letters."""
    refuse_unknown(mapping_at(mapping, key), SECTORS)
    return read_named_words(mapping, key)


def read_sectors(mapping: Mapping, key: str) -> tuple[str, ...]:
    """A list of sectors."""
    return read_words(mapping, key, SECTORS)


def read_named_sectors(mapping: Mapping, key: str) -> dict[str, tuple[str, ...]]:
    """A block of name → sectors."""
    inner = mapping_at(mapping, key)
    return {name: read_words(inner, name, SECTORS) for name in inner}
