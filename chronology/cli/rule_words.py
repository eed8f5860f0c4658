"""A gap rule in plain sentences, so that it can be read aloud. Enters: a Rule. Leaves: lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from chronology.kinds import kind_names
from chronology.rule import SHAPES, Expectation, OpenState, Repetition, Rule, Selection, Span, Trigger

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
_NAMES = {
    "trigger": "Looks for",
    "contacts": "Counts as contact",
    "concerns": "Counts as concern",
    "against": "Set against",
    "expectation": "Expects",
    "each_followed_by": "Each followed by",
    "deadline": "Within",
    "late_until": "A later record counts as late up to",
    "looking_back": "Looks back",
    "while_open": "While open",
    "quiet_if": "Asks nothing where there is",
    "quiet_after": "Asks nothing where there is later",
    "repeated": "How often",
}


def say_rule(rule: Rule) -> Iterator[str]:
    """The whole rule, a line at a time."""
    nation = rule.nation.replace("_", " ").title() if rule.nation != "any" else "any nation"
    yield f"Level {rule.level}; topic {rule.topic.replace('_', ' ')}; {nation}; asked of: {_list(rule.people)}"
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
    yield f"Needs exports of: {_list(rule.needs) or 'any agency'}; where one is not supplied it says that it cannot tell"
    if rule.yields_to:
        yield f"Stands back where these have found something: {', '.join(rule.yields_to)}"
    yield f"Says: {rule.wording}"
    for reason in rule.false_positives:
        yield f"May be wrong when: {reason[0].lower()}{reason[1:]}"
    for example in rule.examples:
        yield f"Example ({example.result.replace('_', ' ')}): {example.says}"


def _say_settings(rule: Rule) -> Iterator[str]:
    settings = rule.settings
    own: Any = getattr(settings, "follow_up", settings)
    for key in SHAPES[rule.shape].keys:
        value = getattr(own, key, None)
        if value is None:
            value = getattr(settings, key, None)
        if value not in (None, (), {}):
            yield f"{_NAMES.get(key, key.replace('_', ' ').capitalize())}: {_say(value)}"


def _say(value: object) -> str:
    if isinstance(value, Trigger | Expectation):
        return f"{value.called}, that is {'; or '.join(_say_selection(one) for one in value.any_of)}{_besides(value)}"
    if isinstance(value, Selection):
        return _say_selection(value)
    if isinstance(value, OpenState):
        ends = f" until {_kinds(value.ends)}" if value.ends else ""
        return f"from {_kinds(value.starts)}{ends}{_of(value.sectors)}"
    if isinstance(value, Repetition):
        counted = "" if value.distinct == "days" else f" different {value.distinct}"
        broken = f", counted anew after {_kinds(value.broken_by)}" if value.broken_by else ""
        return f"{value.times}{counted or ' times'} within {value.within}{broken}"
    if isinstance(value, Span | int):
        return str(value)
    if isinstance(value, dict):
        return "; ".join(f"{name} ({_list(words)})" for name, words in value.items())
    if isinstance(value, tuple):
        names = kind_names()
        return ", ".join(_say(one) if not isinstance(one, str) else names.get(one, one) for one in value)
    words = getattr(value, "words", ())
    return f"{_list(words)}, kept by {_say_selection(value.kept_by)}" if hasattr(value, "kept_by") else str(value)


def _besides(value: Trigger | Expectation) -> str:
    parts = []
    if isinstance(value, Trigger):
        if value.not_on_day_of:
            parts.append(f"not on a day of {_kinds(value.not_on_day_of)}")
        if value.one_at_a_time:
            parts.append("further ones are part of the same matter until it is answered or due")
    else:
        if value.from_next_day:
            parts.append("from the next day on")
        if value.days_before_in_doubt:
            parts.append(f"one of the {value.days_before_in_doubt} days before leaves it open")
        if value.earlier_in_doubt:
            parts.append("one earlier on the same day leaves it open")
        if value.words_in_doubt:
            parts.append(f"one that names {_list(value.words_in_doubt)} leaves it open")
    return f" ({'; '.join(parts)})" if parts else ""


def _say_selection(one: Selection) -> str:
    parts = [_kinds(one.kinds) or "any record"]
    if one.also:
        parts.append(f"together with {_kinds(one.also)}")
    if one.without:
        parts.append(f"without {_kinds(one.without)}")
    if one.words:
        parts.append(f"with the words {_list(one.words)}")
    if one.without_words:
        parts.append(f"without the words {_list(one.without_words)}")
    if one.has:
        parts.append(f"with something under {_list(one.has)}")
    if one.has_not:
        parts.append(f"with nothing under {_list(one.has_not)}")
    if one.sectors or one.not_sectors:
        parts.append(
            f"recorded by {_list(one.sectors)}" if one.sectors else f"not recorded by {_list(one.not_sectors)}"
        )
    if one.younger_than_months is not None:
        parts.append(f"the child under {one.younger_than_months} months")
    if one.not_younger_than_months is not None:
        parts.append(f"the child not under {one.not_younger_than_months} months")
    parts += [
        words
        for said, words in (
            (one.same_agency, "by the same agency"),
            (one.same_sector, "by the same kind of agency"),
            (one.other_agency, "by another agency"),
        )
        if said
    ]
    if one.days_before:
        parts.append(f"or up to {one.days_before} days before")
    if one.while_open:
        parts.append(f"while open ({_say(one.while_open)})")
    if one.not_while_open:
        parts.append(f"while not open ({_say(one.not_while_open)})")
    if one.following:
        parts.append(f"within {one.following.within} after {_kinds(one.following.kinds)}")
    return ", ".join(parts)


def _kinds(kinds: Iterable[str]) -> str:
    names = kind_names()
    return " or ".join(names[kind].lower() for kind in kinds)


def _of(sectors: tuple[str, ...]) -> str:
    return f", as recorded by {_list(sectors)}" if sectors else ""


def _list(words: Iterable[str]) -> str:
    return ", ".join(words).replace("_", " ")
