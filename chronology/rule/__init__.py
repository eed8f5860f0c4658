"""Gap rules as data: what a rule is (`shape`), how its file is read (`file`), and all the rules that are shipped.

Enters: the YAML files under `rules/`. Leaves: Rules. Putting them to the records belongs to `audit`.
"""

from __future__ import annotations

from collections.abc import Sequence
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
]

RULES = Path(__file__).parents[1] / "rules"


@cache
def load_rules() -> tuple[Rule, ...]:
    """All shipped rules, sorted by id. Raises DefinitionError for the first that cannot be used."""
    return tuple(sorted((load_rule(path) for path in sorted(RULES.glob("*/*.yaml"))), key=lambda rule: rule.id))


def rules_sha256(rules: Sequence[Rule]) -> str:
    """One fingerprint over everything that these rules say, so that a result names the rules it rests on."""
    return sha256(encode(sorted(rules, key=lambda rule: rule.id))).hexdigest()
