"""Gap rules as data: what a rule is (`shape`), how its file is read (`file`), and all the rules that are shipped.

Enters: the YAML files under `rules/`. Leaves: Rules. Putting them to the records belongs to `audit`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from msgspec.json import encode

from chronology.rule.file import SHAPES, load_rule
from chronology.rule.shape import (
    OWN_FILE,
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

__all__ = [
    "OWN_FILE",
    "RULES",
    "SHAPES",
    "Example",
    "ExampleEvent",
    "Expectation",
    "OpenState",
    "Origin",
    "Repetition",
    "Rule",
    "Selection",
    "Span",
    "Trigger",
    "load_rule",
    "load_rules",
    "rules_sha256",
    "unknown_rules",
]

RULES = Path(__file__).parents[1] / "rules"


@cache
def load_rules() -> tuple[Rule, ...]:
    """All shipped rules, sorted by id. Raises DefinitionError for the first that cannot be used."""
    return tuple(sorted((load_rule(path) for path in sorted(RULES.glob("*/*.yaml"))), key=lambda rule: rule.id))


def unknown_rules(ids: Iterable[str]) -> tuple[str, ...]:
    """Those of `ids` that are no shipped rule's id, each once, in the order given; `e-54` is not `E-54`."""
    known = {rule.id for rule in load_rules()}
    return tuple(dict.fromkeys(one for one in ids if one not in known))


def rules_sha256(rules: Sequence[Rule]) -> str:
    """One fingerprint over everything that these rules say, so that a result names the rules it rests on."""
    return sha256(encode(sorted(rules, key=lambda rule: rule.id))).hexdigest()
