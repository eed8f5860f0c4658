"""What a case file makes of the rules: switched off, switched on, changed, added. Enters: rules and the case's choices. Leaves: rules.

Every choice has a reason, which goes with the rule into the result. Whether a rule has anything to say is for `audit`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from chronology.case import Case, RuleChange
from chronology.errors import DefinitionError
from chronology.rule.file import load_rule
from chronology.rule.parts import HOW_LONG, span_of
from chronology.rule.settings import (
    Before,
    ByAge,
    Count,
    FollowUp,
    Interval,
    NewAdult,
    Recording,
    Rule,
    Series,
    Settings,
)
from chronology.rule.shape import Span

SHIPPED_OFF = "shipped switched off, for the reason in its `why`: switch it on under `rules: on` in the case file"


class Chosen(NamedTuple):
    """The rules as this case wants them, by id, and rule id → why it does not run."""

    rules: tuple[Rule, ...]
    off: dict[str, str]


def choose_rules(shipped: Sequence[Rule], case: Case) -> Chosen:
    """The shipped rules and the case's own files, with the case's choices made. Raises DefinitionError naming the rule."""
    rules = {rule.id: rule for rule in shipped}
    for rule in _own_rules(case):
        if rule.id in rules:
            raise DefinitionError(
                f"the rule `{rule.id}` exists already", "case.yaml, key files", "give the rule an id of its own"
            )
        rules[rule.id] = replace(rule, local_note="a rule of this case's own")
    _refuse_unknown(rules, case.rules_on, "on")
    for change in case.rule_changes:
        _refuse_unknown(rules, (change.id,), "change")
        rules[change.id] = _change(rules[change.id], change)
    for name, why in case.rules_on.items():
        note = f"switched on for this case: {why.rstrip('.')}"
        rules[name] = replace(rules[name], default_on=True, local_note=_join(rules[name].local_note, note))
    off = {rule.id: SHIPPED_OFF for rule in rules.values() if not rule.default_on} | case.rules_off
    return Chosen(tuple(sorted(rules.values(), key=lambda rule: rule.id)), off)


def _own_rules(case: Case) -> list[Rule]:
    return [load_rule(case.folder / written, written) for written in case.rule_files]


def _refuse_unknown(rules: Mapping[str, Rule], ids: Sequence[str] | Mapping[str, str], key: str) -> None:
    for name in ids:
        if name not in rules:
            raise DefinitionError(
                f"there is no rule `{name[:40]}`", f"case.yaml, key {key}", "`chronology rules` lists them"
            )


def _change(rule: Rule, change: RuleChange) -> Rule:
    where = f"case.yaml line {change.line}, key deadline"
    span = span_of(change.deadline)
    if span is None:
        raise DefinitionError("`deadline` is not a length of time", where, HOW_LONG)
    before = deadline_of(rule)
    if before is None:
        raise DefinitionError(f"the rule `{rule.id}` has no deadline", where, "take the change out")
    note = f"deadline {span} instead of {before}: {change.why.rstrip('.')}"
    settings = _with_deadline(rule.settings, span)
    return replace(rule, settings=settings, local_note=_join(rule.local_note, note))


def deadline_of(rule: Rule) -> Span | None:
    """The rule's deadline, or None where its shape has none."""
    settings = rule.settings
    if isinstance(settings, Count | Series):
        return settings.follow_up.deadline
    if isinstance(settings, FollowUp | Before | Interval | Recording | NewAdult | ByAge):
        return settings.deadline
    return None


def _with_deadline(settings: Settings, span: Span) -> Settings:
    if isinstance(settings, Count | Series):
        return replace(settings, follow_up=replace(settings.follow_up, deadline=span))
    return replace(settings, deadline=span)


def _join(*notes: str) -> str:
    return "; ".join(note for note in notes if note)
