"""Gap rules as data: type and loader. Enters: one YAML file a rule. Leaves: a Rule.

A rule says what it looks for (trigger), what should stand beside it (expectation), by when, where that comes from, and
carries its own examples. How each shape of rule is put to the records is for `audit` to say; no rule is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from string import Formatter
from typing import Literal, get_args

from msgspec import Struct
from msgspec.json import encode

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

RULES = Path(__file__).parent / "rules"

Unit = Literal["hours", "days", "working days", "weeks", "months"]
UNITS: tuple[Unit, ...] = get_args(Unit)
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
OWN_FILE = "own_file"  # in `needs`: the export that holds the trigger must itself reach the deadline
PLACEHOLDERS = ("expected", "trigger", "date", "due", "agencies", "count", "days", "limit")
RESULTS = ("no_record", "late", "cannot_tell", "pattern", "met", "nothing")

# Which settings each shape reads: anything else in a rule of that shape is refused.
SHAPES: dict[str, tuple[str, ...]] = {
    "missing_follow_up": ("trigger", "expectation", "deadline", "late_until", "quiet_if", "yields_to"),
    "count": ("trigger", "repeated", "expectation", "deadline", "late_until", "quiet_if", "yields_to"),
    "interval": ("while_open", "expectation", "deadline"),
    "closing": ("trigger", "expectation", "looking_back", "concerns"),
    "attendance": ("trigger", "expectation", "looking_back", "agencies"),
    "spread": ("trigger", "looking_back"),
    "quickening": ("trigger", "times"),
}


class Span(Struct, frozen=True):
    """A length of time as a rule counts it; `same day` is 0 days."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        unit = self.unit[:-1] if self.count == 1 else self.unit
        return "the same day" if self.count == 0 else f"{self.count} {unit}"


class Selection(Struct, frozen=True):
    """Which records are meant: any of `kinds` (none given: any record at all), narrowed by everything else that is said."""

    kinds: tuple[str, ...] = ()
    also: tuple[str, ...] = ()  # the record carries every one of these kinds too
    without: tuple[str, ...] = ()  # the record carries none of these kinds
    sectors: tuple[str, ...] = ()
    not_sectors: tuple[str, ...] = ()
    younger_than_months: int | None = None
    not_younger_than_months: int | None = None  # a child of unknown age counts as not younger
    same_agency: bool = False  # recorded by an agency that recorded the trigger
    other_agency: bool = False  # recorded by an agency that did not


class OpenState(Struct, frozen=True):
    """A time that is open from one kind of record until another: a plan, a case."""

    starts: tuple[str, ...]
    ends: tuple[str, ...]
    sectors: tuple[str, ...] = ()  # whose records open and close it
    each_agency: bool = False  # every agency's involvement is a time of its own


class Trigger(Struct, frozen=True):
    """What sets the rule off. `called` is how a sentence names it: "an injury"."""

    any_of: tuple[Selection, ...]
    called: str
    while_open: OpenState | None = None
    not_on_day_of: tuple[str, ...] = ()
    one_at_a_time: bool = False  # further triggers are part of the same matter until it is answered or due


class Expectation(Struct, frozen=True):
    """What should follow. `called` is how a sentence names it: "a referral"."""

    any_of: tuple[Selection, ...]
    called: str
    from_next_day: bool = False  # a record of the trigger's own day is no answer


class Repetition(Struct, frozen=True):
    """How often the trigger must stand in the records; days count, not records. `broken_by` starts the count again."""

    times: int
    within: Span
    broken_by: tuple[str, ...] = ()


class Origin(Struct, frozen=True):
    """Where a rule comes from."""

    title: str
    edition: str
    paragraph: str
    address: str


class ExampleEvent(Struct, frozen=True):
    """One record of an example. `on` is a day, a month, a year (2007-01-05, 2007-01, 2007) or `undated`."""

    on: str
    kinds: tuple[str, ...]
    sector: str
    agency: str
    time: str | None
    present: str
    possibly: bool  # it is not certain that the record is about the child


class Example(Struct, frozen=True):
    """Records for which the rule's answer is known."""

    says: str
    result: str
    exports: dict[str, tuple[date, date]]  # sector → first and last day that its export speaks for
    events: tuple[ExampleEvent, ...]
    born: date | None
    died: date | None


class Rule(Struct, frozen=True):
    """One gap rule. Settings that its shape does not read are None or empty."""

    id: str
    title: str
    nation: str  # a nation, or "any"
    topic: str
    level: Literal["high", "medium", "low"]
    basis: str
    why: str
    source: Origin
    verified: bool  # a person has read the source and the figure stands there
    valid_from: date | None
    valid_to: date | None
    holds_before: str  # why the rule holds in substance before valid_from; empty: it does not
    people: tuple[str, ...]
    shape: str
    needs: tuple[str, ...]  # sectors without whose exports nothing can be told
    wording: str
    false_positives: tuple[str, ...]
    examples: tuple[Example, ...]
    trigger: Trigger | None = None
    expectation: Expectation | None = None
    deadline: Span | None = None
    late_until: Span | None = None  # counted from the due day
    quiet_if: tuple[str, ...] = ()
    yields_to: tuple[str, ...] = ()
    repeated: Repetition | None = None
    while_open: OpenState | None = None
    looking_back: Span | None = None
    concerns: Trigger | None = None
    agencies: dict[str, tuple[str, ...]] = {}  # sector → the words that name it in a list of those present
    times: int = 0

    @property
    def source_line(self) -> str:
        """The source in one line, as a report prints it."""
        parts = (self.source.title, self.source.edition, self.source.paragraph)
        return ", ".join(part for part in parts if part)

    def trigger_kinds(self) -> frozenset[str]:
        """Every kind of event that can set this rule off."""
        kinds: set[str] = set()
        if self.trigger:
            kinds.update(kind for selection in self.trigger.any_of for kind in selection.kinds)
        if self.while_open:
            kinds.update(self.while_open.starts)
        return frozenset(kinds)


@cache
def load_rules() -> tuple[Rule, ...]:
    """All shipped rules, sorted by id. Raises DefinitionError for the first that cannot be used."""
    return tuple(sorted((load_rule(path) for path in sorted(RULES.glob("*/*.yaml"))), key=lambda rule: rule.id))


def rules_sha256(rules: Sequence[Rule]) -> str:
    """One fingerprint over everything that these rules say, so that a result names the rules it rests on."""
    return sha256(encode(sorted(rules, key=lambda rule: rule.id))).hexdigest()


def load_rule(path: Path) -> Rule:
    """One rule file. Raises DefinitionError naming file, line and key."""
    mapping = load_file(path, f"{path.parent.name}/{path.name}")
    shape = choice(mapping, "shape", SHAPES)
    settings = SHAPES[shape]
    refuse_unknown(mapping, (*_GENERAL, *settings))
    source = mapping_at(mapping, "source")
    refuse_unknown(source, ("title", "edition", "paragraph", "address"))
    basis = choice(mapping, "basis", BASES)
    rule = Rule(
        id=text(mapping, "id"),
        title=text(mapping, "title"),
        nation=choice(mapping, "nation", ("any", *NATIONS)),
        topic=choice(mapping, "topic", TOPICS),
        level=_level(choice(mapping, "level", ("high", "medium", "low"))),
        basis=basis,
        why=text(mapping, "why"),
        source=Origin(
            text(source, "title"), text(source, "edition", ""), text(source, "paragraph", ""), text(source, "address", "")
        ),
        verified=flag(mapping, "verified", False),
        valid_from=day(mapping, "valid_from"),
        valid_to=day(mapping, "valid_to"),
        holds_before=text(mapping, "holds_before", ""),
        people=_words(mapping, "people", ROLES) or ("child",),
        shape=shape,
        needs=_words(mapping, "needs", (OWN_FILE, *SECTORS)),
        wording=_wording(mapping),
        false_positives=texts(mapping, "false_positives"),
        examples=tuple(_example(one) for one in mappings(mapping, "examples")),
        trigger=_trigger(mapping, "trigger") if "trigger" in settings else None,
        expectation=_expectation(mapping) if "expectation" in settings else None,
        deadline=_span(mapping, "deadline") if "deadline" in settings else None,
        late_until=_span(mapping, "late_until") if "late_until" in mapping else None,
        quiet_if=_kinds(mapping, "quiet_if"),
        yields_to=texts(mapping, "yields_to"),
        repeated=_repetition(mapping) if "repeated" in settings else None,
        while_open=_open_state(mapping, "while_open") if "while_open" in settings else None,
        looking_back=_span(mapping, "looking_back") if "looking_back" in settings else None,
        concerns=_trigger(mapping, "concerns") if "concerns" in settings else None,
        agencies=_agencies(mapping) if "agencies" in settings else {},
        times=number(mapping, "times") if "times" in settings else 0,
    )
    if not rule.examples:
        raise DefinitionError("the rule has no `examples`", mapping.place(), "add one that is met and one that is not")
    return rule


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
        f"`{key}` is not a length of time", mapping.place(key), "write `same day`, or a number and one of: " + ", ".join(UNITS)
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
    "other_agency",
)


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
        other_agency=flag(mapping, "other_agency", False),
    )


def _selections(mapping: Mapping, others: tuple[str, ...]) -> tuple[Selection, ...]:
    """One selection written straight into the mapping, or several under `any_of`."""
    alternatives = mappings(mapping, "any_of")
    if not alternatives:
        refuse_unknown(mapping, (*_SELECTION, *others, "any_of"))
        return (_selection(mapping),)
    refuse_unknown(mapping, ("any_of", *others))
    for one in alternatives:
        refuse_unknown(one, _SELECTION)
    return tuple(_selection(one) for one in alternatives)


def _trigger(mapping: Mapping, key: str) -> Trigger:
    inner = mapping_at(mapping, key)
    selections = _selections(inner, ("called", "while_open", "not_on_day_of", "one_at_a_time"))
    if not all(selection.kinds for selection in selections):
        raise DefinitionError(f"`{key}` needs `kinds`", mapping.place(key), "name the kinds of event that are meant")
    return Trigger(
        any_of=selections,
        called=text(inner, "called"),
        while_open=_open_state(inner, "while_open") if "while_open" in inner else None,
        not_on_day_of=_kinds(inner, "not_on_day_of"),
        one_at_a_time=flag(inner, "one_at_a_time", False),
    )


def _expectation(mapping: Mapping) -> Expectation:
    inner = mapping_at(mapping, "expectation")
    selections = _selections(inner, ("called", "from_next_day"))
    return Expectation(selections, text(inner, "called"), flag(inner, "from_next_day", False))


def _open_state(mapping: Mapping, key: str) -> OpenState:
    inner = mapping_at(mapping, key)
    refuse_unknown(inner, ("from", "until", "sectors", "each_agency"))
    starts = _kinds(inner, "from")
    if not starts:
        raise DefinitionError(f"`{key}` needs `from`", mapping.place(key), "name the kinds of event that open it")
    return OpenState(
        starts, _kinds(inner, "until"), _words(inner, "sectors", SECTORS), flag(inner, "each_agency", False)
    )


def _repetition(mapping: Mapping) -> Repetition:
    inner = mapping_at(mapping, "repeated")
    refuse_unknown(inner, ("times", "within", "broken_by"))
    return Repetition(number(inner, "times"), _span(inner, "within"), _kinds(inner, "broken_by"))


def _agencies(mapping: Mapping) -> dict[str, tuple[str, ...]]:
    inner = mapping_at(mapping, "agencies")
    refuse_unknown(inner, SECTORS)
    return {sector: tuple(word.casefold() for word in texts(inner, sector)) for sector in inner}


def _wording(mapping: Mapping) -> str:
    """The sentence of a finding; only the places that `audit` fills in may stand in braces."""
    wording = text(mapping, "wording")
    try:
        places = [name for _, name, _, _ in Formatter().parse(wording) if name is not None]
    except ValueError:
        places = [""]
    for name in places:
        if name not in PLACEHOLDERS:
            known = ", ".join(f"{{{place}}}" for place in PLACEHOLDERS)
            raise DefinitionError("`wording` has braces that nothing fills", mapping.place("wording"), f"use: {known}")
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
    refuse_unknown(mapping, ("on", "kinds", "sector", "agency", "time", "present", "possibly"))
    sector = choice(mapping, "sector", SECTORS)
    return ExampleEvent(
        on=text(mapping, "on"),
        kinds=_kinds(mapping, "kinds"),
        sector=sector,
        agency=text(mapping, "agency", f"the {sector.replace('_', ' ')} service"),
        time=text(mapping, "time", "") or None,
        present=text(mapping, "present", ""),
        possibly=flag(mapping, "possibly", False),
    )
