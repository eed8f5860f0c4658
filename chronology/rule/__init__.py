"""Gap rules as data: what a rule is (`shape`, `settings`), how its file is read (`file`, `parts`, `shapes`), which rules a case uses.

Enters: the YAML files under `rules/`. Leaves: Rules. Putting them to the records belongs to `audit`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from itertools import combinations
from pathlib import Path

from msgspec.json import encode
from msgspec.structs import replace

from chronology.errors import DefinitionError
from chronology.kept import kept
from chronology.rule.file import load_rule
from chronology.rule.local import Chosen, choose_rules, deadline_of
from chronology.rule.settings import Rule
from chronology.rule.shape import (
    ADULT,
    BEFORE_SCHOOL,
    CHILD,
    OWN_FILE,
    Example,
    ExampleEvent,
    Expectation,
    OpenState,
    Origin,
    Repetition,
    Selection,
    Span,
    Trigger,
)
from chronology.rule.shapes import SHAPES

__all__ = [
    "ADULT",
    "BEFORE_SCHOOL",
    "CHILD",
    "OWN_FILE",
    "RULES",
    "SHAPES",
    "Chosen",
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
    "choose_rules",
    "deadline_of",
    "load_rule",
    "load_rules",
    "refuse_overlaps",
    "rules_sha256",
    "unknown_rules",
]

RULES = Path(__file__).parents[1] / "rules"  # a folder a nation, a file a rule, named by its id
ANYWHERE = "patterns"


@cache
@kept("rules")
def load_rules(nation: str = "", with_examples: bool = True) -> tuple[Rule, ...]:
    """The shipped rules, sorted by id: of one nation and those that hold anywhere, or all of them.

    A case is judged without their examples, which are for who reads a rule and for the tests. Raises DefinitionError for the first that cannot be used.
    """
    folders = (nation, ANYWHERE) if nation else ("*",)
    paths = [path for folder in folders for path in sorted(RULES.glob(f"{folder}/*.yaml"))]
    loaded = (load_rule(path, with_examples=with_examples) for path in paths)
    rules = tuple(sorted((rule for rule in loaded if not nation or rule.holds_in(nation)), key=lambda rule: rule.id))
    refuse_overlaps(rules)
    return rules


def refuse_overlaps(rules: Sequence[Rule]) -> None:
    """Raises DefinitionError where two editions of one rule would both be a standard of the same day."""
    families: dict[tuple[str, str], list[Rule]] = {}
    for rule in rules:
        families.setdefault((rule.nation, rule.family), []).append(rule)
    for editions in families.values():
        for one, other in combinations(editions, 2):
            (first, last), (start, end) = _holds(one), _holds(other)
            if first <= end and start <= last:
                raise DefinitionError(
                    f"two editions of one rule hold on the same day: {one.id} and {other.id}",
                    f"{one.nation}/{one.id}.yaml",
                    "let `valid_to` of the earlier end before `valid_from` of the later, which then has no `holds_before`",
                )


def _holds(rule: Rule) -> tuple[date, date]:
    """The first and last day of which the rule is a standard."""
    first = date.min if rule.valid_from is None or rule.holds_before else rule.valid_from
    return first, rule.valid_to or date.max


def unknown_rules(ids: Iterable[str]) -> tuple[str, ...]:
    """Those of `ids` that are no shipped rule's id, each once, in the order given; `e-54` is not `E-54`."""
    known = {path.stem for path in RULES.glob("*/*.yaml")}
    return tuple(dict.fromkeys(one for one in ids if one not in known))


def rules_sha256(rules: Sequence[Rule]) -> str:
    """One fingerprint over everything that these rules say but their examples, so that a result names the rules it rests on."""
    judging = sorted((replace(rule, examples=()) for rule in rules), key=lambda rule: rule.id)
    return sha256(encode(judging)).hexdigest()
