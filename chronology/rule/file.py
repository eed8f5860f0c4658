"""Reads a rule file. Enters: YAML, one file a rule. Leaves: a Rule, or a DefinitionError that names file, line and key."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from string import Formatter
from typing import Literal

from chronology.case import NATIONS, SECTORS
from chronology.definitions import (
    Mapping,
    choice,
    day,
    flag,
    load_file,
    mapping_at,
    mappings,
    refuse_unknown,
    text,
    texts,
)
from chronology.errors import DefinitionError
from chronology.model import CHILDREN
from chronology.rule.example import read_example
from chronology.rule.parts import read_words
from chronology.rule.settings import Rule
from chronology.rule.shape import OWN_FILE, Origin
from chronology.rule.shapes import PLACES, SHAPES, read_settings

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

_GENERAL = (
    "id",
    "title",
    "nation",
    "not_in",
    "topic",
    "level",
    "basis",
    "why",
    "source",
    "verified",
    "valid_from",
    "valid_to",
    "holds_before",
    "edition_of",
    "default",
    "people",
    "shape",
    "needs",
    "yields_to",
    "wording",
    "false_positives",
    "examples",
)


def load_rule(path: Path, where: str | None = None, with_examples: bool = True) -> Rule:
    """One rule file, named in messages as `where`; without its examples, the last of its keys, half as much is read.

    Raises DefinitionError naming file, line and key.
    """
    mapping = load_file(path, where or f"{path.parent.name}/{path.name}", "" if with_examples else "examples")
    shape = choice(mapping, "shape", SHAPES)
    refuse_unknown(mapping, (*_GENERAL, *SHAPES[shape].keys))
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
        people=read_words(mapping, "people", CHILDREN) or ("child",),
        needs=read_words(mapping, "needs", (OWN_FILE, *SECTORS)),
        wording=_wording(mapping, (*PLACES, *SHAPES[shape].places)),
        false_positives=texts(mapping, "false_positives"),
        examples=tuple(read_example(one) for one in mappings(mapping, "examples")) if with_examples else (),
        settings=read_settings(mapping, shape),
        yields_to=texts(mapping, "yields_to"),
        edition_of=text(mapping, "edition_of", ""),
        not_in=read_words(mapping, "not_in", NATIONS),
        default_on=choice(mapping, "default", ("on", "off"), "on") == "on",
    )
    if with_examples and not rule.examples:
        raise DefinitionError("the rule has no `examples`", mapping.place(), "add one that is met and one that is not")
    if rule.valid_from and rule.valid_to and rule.valid_from > rule.valid_to:
        raise DefinitionError("the rule ends before it begins", mapping.place("valid_to"), "swap the two days")
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


def _level(word: str) -> Literal["high", "medium", "low"]:
    return "high" if word == "high" else "medium" if word == "medium" else "low"


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
