"""What the case file states of the gap rules: switched off or on, changed, and the case's own. Enters: a mapping. Leaves: plain values."""

from __future__ import annotations

from chronology.case.decisions import plain_path, read_said
from chronology.case.stated import RuleChange
from chronology.definitions import Mapping, mapping_at, mappings, refuse_unknown, text, texts
from chronology.errors import DefinitionError


def read_switches(mapping: Mapping, way: str) -> dict[str, str]:
    """Rule id → why, of those under `rules: off` or `rules: on`."""
    rules = mapping_at(mapping, "rules")
    refuse_unknown(rules, ("off", "on", "change", "files"))
    switched: dict[str, str] = {}
    for entry in mappings(rules, way):
        refuse_unknown(entry, ("id", "why"))
        if text(entry, "id") in switched:
            raise DefinitionError(f"this rule is switched {way} twice", entry.place("id"), "keep one of the two")
        if way == "on" and text(entry, "id") in read_switches(mapping, "off"):
            raise DefinitionError("this rule is switched on and off", entry.place("id"), "keep one of the two")
        switched[text(entry, "id")] = read_said(entry, "why")
    return switched


def read_rule_changes(mapping: Mapping) -> tuple[RuleChange, ...]:
    """The rules given another deadline under `rules: change`. Raises DefinitionError."""
    changes: dict[str, RuleChange] = {}
    for entry in mappings(mapping_at(mapping, "rules"), "change"):
        refuse_unknown(entry, ("id", "deadline", "why"))
        if text(entry, "id") in changes:
            raise DefinitionError("this rule is changed twice", entry.place("id"), "keep one of the two")
        changes[text(entry, "id")] = RuleChange(
            text(entry, "id"), read_said(entry, "deadline"), read_said(entry, "why"), entry.line
        )
    return tuple(changes.values())


def read_rule_files(mapping: Mapping) -> tuple[str, ...]:
    """The paths of the case's own rules, below its folder. Raises DefinitionError."""
    rules = mapping_at(mapping, "rules")
    files = tuple(plain_path(written) for written in texts(rules, "files"))
    for written in files:
        if written.startswith(("/", "..")) or not written.endswith((".yaml", ".yml")):
            raise DefinitionError(
                "a rule file stands below the case folder and ends in .yaml",
                rules.place("files"),
                "write `files: [rules/mine.yaml]`",
            )
    return files
