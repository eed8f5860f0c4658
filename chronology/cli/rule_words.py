"""A gap rule in plain sentences, so that it can be read aloud. Enters: a Rule. Leaves: lines of text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from chronology.kinds import kind_names
from chronology.rule import (
    ADULT,
    OWN_FILE,
    SHAPES,
    Expectation,
    OpenState,
    Repetition,
    Rule,
    Selection,
    Trigger,
)
from chronology.rule.settings import Promised, ToldOnce

UNREAD = "Nobody has yet read this rule at its source: check the figure before relying on it."
_SHAPES = {
    "missing_follow_up": "after something, something else is expected by a deadline",
    "count": "after something came several times, a response is expected",
    "sequence": "after the same two steps came several times, a third is expected",
    "repetition": "something came several times",
    "before": "something is expected before an event",
    "by_age": "something is expected by an age of the child",
    "interval": "while something is open, something is expected at least every so often",
    "every_nth": "while something is open, one of every so many visits is expected to be of a kind",
    "closing": "a case is closed while something before it has no outcome",
    "attendance": "a meeting, and who is not recorded as there",
    "consultation": "something is finished or begins, and who that knew the child is not recorded as asked or told",
    "spread": "the same thing stands in several agencies' files and none holds it all",
    "quickening": "something comes at ever shorter intervals",
    "change": "contacts stand close together before an event and then fall",
    "good_period": "a long time with contacts and without a concern",
    "accounts": "records explain one thing differently",
    "dates": "agencies put one event on different days",
    "against": "two agencies' records of one day say opposite things",
    "recording": "a record was written down late",
    "promised_action": "an action that a record announces for a stated day",
    "new_adult": "an adult is first met with the child",
    "siblings": "the same thing is recorded of several children",
}
# How each setting is introduced; where a shape says it otherwise, under shape and key.
_NAMES = {
    "trigger": "Looks for",
    "contacts": "Counts as contact",
    "concerns": "Counts as concern",
    "against": "Set against",
    "expectation": "Expects",
    "everybody": "Everybody is heard by",
    "each_followed_by": "Each followed by",
    "each_within": "Each of these within",
    "deadline": "Within",
    "interval deadline": "At least every",
    "before deadline": "At the latest so long before it",
    "by_age deadline": "By the age of",
    "recording deadline": "Written down within",
    "from_age": "From the age of",
    "late_until": "A later record counts as late up to",
    "looking_back": "Looks back",
    "while_open": "While open",
    "begins_after": "Asks only from so long after it opened",
    "ends_after": "Asks only up to so long after it opened",
    "younger_than_months": "Asks only while the child is younger than so many months",
    "not_younger_than_months": "Asks only once the child has so many months",
    "quiet_if": "Asks nothing where there is",
    "quiet_after": "Asks nothing where, after the trigger, there is",
    "died_within": "The child's death silences it only within",
    "repeated": "How often",
    "within": "Days apart at most",
    "window": "Compares times of",
    "longest": "Tells of a time longer than",
    "times": "At least so many",
    "every": "Of every so many visits, one",
    "children": "Of at least so many children",
    "of_several": "A record about several children counts for each of them only with one of the words",
    "looking_on": "Word counts too that came so long afterwards",
    "known_within": "Knows the child who recorded something of it or its parents in the last",
    "asked_by": "Words of a sentence that tells of asking",
    "known_after": "Adults met in the first part of the records are not new; that part is",
    "one_occasion_within": "Records so near each other are one occasion",
    "agencies": "Words that name an agency",
    "told": "Words by which a record says that an agency was told",
    "not_told": "Nobody is told in a sentence with",
    "told_once": "Counts one injury once",
    "required": "Always expected, one of each",
    "present_after": "Present are those named after",
    "absent_after": "Absent are those named after",
    "invited_after": "Invited are those named after",
    "reported_after": "A report speaks for an agency that is named before",
    "not_by_one_contact": "Does not know the child by one day of contact",
    "accounts": "Words by which an account is told",
    "promises": "Words of a promise, and what keeps it",
}
# What a selection, an expectation, a trigger, a state and a repetition say besides their kinds, in the order in which it is read.
_OF_SELECTION: dict[str, Callable[[Any], str]] = {
    "also": lambda kinds: f"together with {_kinds(kinds)}",
    "without": lambda kinds: f"without {_kinds(kinds)}",
    "words": lambda words: f"with one of the words {_quoted(words)}",
    "and_words": lambda words: f"and one of {_quoted(words)}",
    "without_words": lambda words: f"with none of the words {_quoted(words)}",
    "only_on": lambda sites: f"no injury elsewhere than on {_list(sites)}",
    "not_only_on": lambda sites: f"unless every injury is on one of these: {_list(sites)}",
    "worrying": lambda _: "that by its words may be a sign of worry",
    "has": lambda fields: f"with something under {_list(fields)}",
    "has_not": lambda fields: f"with nothing under {_list(fields)}",
    "sectors": lambda sectors: f"recorded by {_list(sectors)}",
    "not_sectors": lambda sectors: f"not recorded by {_list(sectors)}",
    "younger_than_months": lambda months: f"the child under {months} months",
    "not_younger_than_months": lambda months: f"the child not under {months} months",
    "moving_from_months": lambda months: (
        f"the child moving by itself, as the records say; where they say nothing, not under {months} months"
    ),
    "not_moving_below_months": lambda months: (
        f"the child not moving by itself, as the records say; where they say nothing, under {months} months"
    ),
    "in_one_sentence": lambda groups: (
        f"with one sentence that holds {' and '.join(f'one of {_quoted(words)}' for words in groups)}"
    ),
    "sentence_without": lambda words: f"and none of {_quoted(words)}",
    "in_field": lambda fields: f"with {_say_fields(fields, 'and')}",
    "not_in_field": lambda fields: f"without {_say_fields(fields, 'or')}",
    "same_agency": lambda _: "by the same agency",
    "same_sector": lambda _: "by the same kind of agency",
    "itself": lambda _: "the record itself",
    "other_agency": lambda _: "by another agency",
    "days_before": lambda days: f"or up to {days} days before",
    "while_open": lambda state: f"while open ({_say_state(state)})",
    "not_while_open": lambda state: f"while not open ({_say_state(state)})",
    "following": lambda one: (
        f"within {one.within} after {_kinds(one.kinds)}{f' of {_list(one.sectors)}' if one.sectors else ''}"
    ),
    "not_made_good": lambda one: f"unless the same agency records {_kinds(one.kinds)} within {one.within}",
    "unless": lambda others: f"but not {' nor '.join(f'({_say_selection(one)})' for one in others)}",
}
_OF_TRIGGER: dict[str, Callable[[Any], str]] = {
    "about": lambda about: _say_about(about),
    "not_on_day_of": lambda kinds: f"not on a day of {_kinds(kinds)}",
    "dated": lambda _: "what has no exact day asks nothing",
    "one_at_a_time": lambda _: "further ones are part of the same matter until it is answered or due",
}
_OF_EXPECTATION: dict[str, Callable[[Any], str]] = {
    "from_next_day": lambda _: "from the next day on",
    "days_before_in_doubt": lambda days: f"one of the {days} days before leaves it open",
    "earlier_in_doubt": lambda _: "one earlier on the same day leaves it open",
    "other_child_in_doubt": lambda _: "of a sibling, one about another child of the case leaves it open",
    "words_in_doubt": lambda words: f"one with the words {_quoted(words)} leaves it open",
    "in_doubt": lambda selections: f"{'; '.join(map(_say_selection, selections))} leaves it open",
    "not_late_with": lambda kinds: f"after the due day, one with {_kinds(kinds)} is of another matter",
}
_OF_STATE: dict[str, Callable[[Any], str]] = {
    "words": lambda words: f"told by one of the words {_quoted(words)}",
    "and_words": lambda words: f"and one of {_quoted(words)}",
    "end_words": lambda words: f"ended also by the words {_quoted(words)}",
    "in_one_sentence": lambda groups: f"told in one sentence with one of {' and one of '.join(map(_quoted, groups))}",
    "not_in_one_sentence": lambda groups: (
        f"not where one sentence has one of {' and one of '.join(map(_quoted, groups))}"
    ),
    "sectors": lambda sectors: f"as recorded by {_list(sectors)}",
    "each_agency": lambda _: "each agency's by itself",
    "lapses_after_months": lambda months: f"no longer told to be open after {months} months without a sign of it",
    "kept_open_by": lambda kinds: f"a sign being, beside its beginning, {_kinds(kinds)}",
    "kept_open_by_words": lambda words: f"or a record with one of {_quoted(words)}",
    "not_kept_open_by_words": lambda words: f"in no sentence with one of {_quoted(words)}",
    "kept_open_in": lambda sectors: f"as written by {_list(sectors)}",
}
_OF_TOLD_ONCE: dict[str, Callable[[Any], str]] = {
    "again_within": lambda span: f"within {span} it may come again",
    "retold_in": lambda words: f"in a letter or notice, told by {_quoted(words)}",
    "retold_types": lambda words: f"or a record of the type {_quoted(words)}",
    "of_its_own_in": lambda words: f"but of an injury of its own where it has {_quoted(words)}",
    "healing_in": lambda words: f"as what is left of it, told by {_quoted(words)}",
    "weighed_in": lambda words: f"others' accounts of it do not count where a record of it has {_quoted(words)}",
    "ruled_out_in": lambda words: f"it does not count where a later record has {_quoted(words)}",
    "not_ruled_out_in": lambda words: f"and none of {_quoted(words)}",
    "all_ruled_out_in": lambda words: f"and, of several marks, one of {_quoted(words)}",
}
_OF_REPETITION: dict[str, Callable[[Any], str]] = {
    "broken_by": lambda kinds: f"counted anew after {_kinds(kinds)}",
    "same_agency": lambda _: "each agency's by itself",
    "apart": lambda span: f"days up to {span} after one that is counted are of the same",
}


def say_rule(rule: Rule) -> Iterator[str]:
    """The whole rule, a line at a time."""
    yield f"Level {rule.level}; topic {rule.topic.replace('_', ' ')}; {say_nations(rule)}; asked of: {_list(rule.people)}"
    yield f"Why: {rule.why}"
    yield f"Basis: {rule.basis}. {rule.source_line}. {rule.source.address}".rstrip()
    yield "It was read at its source." if rule.verified else UNREAD
    if not rule.default_on:
        yield "It is shipped switched off; a case file switches it on under `rules: on`, with a reason."
    if rule.local_note:
        yield f"In this case: {rule.local_note}."
    since = rule.valid_from.isoformat() if rule.valid_from else "the beginning"
    until = rule.valid_to.isoformat() if rule.valid_to else "today"
    yield f"Holds from {since} to {until}." + (f" Before: {rule.holds_before}" if rule.holds_before else "")
    if rule.edition_of:
        yield f"It is an edition of {rule.edition_of}: each event is judged by the edition of its own day."
    yield f"Shape {rule.shape}: {_SHAPES[rule.shape]}"
    yield from _say_settings(rule)
    yield f"Needs exports of: {_say_needs(rule)}; where one is not supplied it says that it cannot tell"
    if rule.yields_to:
        yield f"Stands back where these have found something: {', '.join(rule.yields_to)}"
    yield f"Says: {rule.wording}"
    for reason in rule.false_positives:
        yield f"May be wrong when: {reason[0].lower()}{reason[1:]}"
    for example in rule.examples:
        yield f"Example ({example.result.replace('_', ' ')}): {example.says}"


def say_nations(rule: Rule) -> str:
    """Where the rule holds: `England`, `any nation`, `any nation but Scotland`."""
    if rule.nation != "any":
        return rule.nation.replace("_", " ").title()
    others = " and ".join(nation.replace("_", " ").title() for nation in rule.not_in)
    return f"any nation but {others}" if others else "any nation"


def _say_needs(rule: Rule) -> str:
    own = "the agency that made the record"
    return ", ".join(own if one == OWN_FILE else one.replace("_", " ") for one in rule.needs) or "any agency"


def _say_settings(rule: Rule) -> Iterator[str]:
    settings: Any = rule.settings
    inner = getattr(settings, "follow_up", settings)
    for key in SHAPES[rule.shape].keys:
        value = getattr(inner if hasattr(inner, key) else settings, key, None)
        if value not in (None, (), {}):
            yield from _say_setting(_NAMES.get(f"{rule.shape} {key}", _NAMES[key]), value)


def _say_setting(name: str, value: Any) -> Iterator[str]:
    """The setting in one line, or in a line for each of its alternatives."""
    if isinstance(value, Trigger | Expectation):
        besides = _besides(value, _OF_TRIGGER if isinstance(value, Trigger) else _OF_EXPECTATION)
        told = f"{name}: {value.called}{f' ({besides})' if besides else ''}, that is"
        if len(value.any_of) == 1:
            yield f"{told} {_say_selection(value.any_of[0])}"
        else:
            yield f"{told} any of"
            yield from (f"  - {_say_selection(one)}" for one in value.any_of)
    elif isinstance(value, dict):
        yield f"{name}:"
        yield from (f"  - {one.replace('_', ' ')}: {_list(words)}" for one, words in value.items())
    elif isinstance(value, tuple) and isinstance(value[0], Promised):
        yield f"{name}:"
        yield from (f"  - {_quoted(one.words)}: {_say_selection(one.kept_by)}" for one in value)
    else:
        yield f"{name}: {_say_value(value)}"


def _say_value(value: Any) -> str:
    if isinstance(value, OpenState):
        return _say_state(value)
    if isinstance(value, ToldOnce):
        return "; ".join(_told(value, _OF_TOLD_ONCE))
    if isinstance(value, Repetition):
        counted = "times" if value.distinct == "days" else f"different {value.distinct}"
        return ", ".join((f"{value.times} {counted} within {value.within}", *_told(value, _OF_REPETITION)))
    if isinstance(value, tuple):
        names = kind_names()
        return ", ".join(names[one].lower() if one in names else one for one in value)
    return str(value)


def _besides(value: Any, table: dict[str, Callable[[Any], str]]) -> str:
    return "; ".join(words for words in _told(value, table) if words)


def _told(value: Any, table: dict[str, Callable[[Any], str]]) -> Iterator[str]:
    """What the table says of each field that is set."""
    for field, say in table.items():
        found = getattr(value, field)
        if found or (found == 0 and field.endswith("_months") and found is not None):
            yield say(found)


def _say_selection(one: Selection) -> str:
    return ", ".join((_kinds(one.kinds) or "any record", *_told(one, _OF_SELECTION)))


def _say_state(state: OpenState) -> str:
    ends = f" until {_kinds(state.ends)}" if state.ends else ""
    return ", ".join((f"from {_kinds(state.starts)}{ends}", *_told(state, _OF_STATE)))


def _say_about(about: tuple[str, ...]) -> str:
    if ADULT not in about:
        return ""
    adults = "about adults of the case's register alone"
    return adults if len(about) == 1 else f"about the child, or {adults}"


def _kinds(kinds: Iterable[str]) -> str:
    names = kind_names()
    return " or ".join(names[kind].lower() for kind in kinds)


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _say_fields(fields: Iterable[tuple[str, tuple[str, ...]]], joined: str) -> str:
    return f" {joined} ".join(f"one of {_quoted(words)} under {field}" for field, words in fields)


def _list(words: Iterable[str]) -> str:
    return ", ".join(words).replace("_", " ")
