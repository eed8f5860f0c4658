"""Reads case.yaml: who the case is about, which exports, what period. Enters: its text. Leaves: a Case, or a DefinitionError."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from chronology.case.decisions import (
    plain_path,
    read_corrections,
    read_decision,
    read_key_mark,
    read_path,
    refuse_contradictions,
    refuse_stranger,
)
from chronology.case.rules import read_rule_changes, read_rule_files, read_switches
from chronology.case.stated import IDENTIFIERS, NATIONS, ROLES, SECTORS, Case, StatedSource
from chronology.dates import read_date
from chronology.definitions import (
    Mapping,
    choice,
    day,
    load_file,
    mapping_at,
    mappings,
    refuse_unknown,
    text,
    texts,
)
from chronology.errors import DefinitionError
from chronology.model import Covers, Subject

_KEYS = "schema title nation scope subjects sources expected_agencies links kinds key rules".split()
_ID = re.compile(r"[\w.-]{1,60}")


def load_case(path: Path) -> Case:
    """The case in the file at `path`. Raises DefinitionError naming line and key."""
    where = path.name
    mapping = load_file(path, where)
    refuse_unknown(mapping, _KEYS)
    choice(mapping, "schema", ("1",), "1")
    scope = mapping_at(mapping, "scope")
    refuse_unknown(scope, ("from", "to"))
    scope_from, scope_to = _period(scope)
    subjects = tuple(_subject(entry) for entry in mappings(mapping, "subjects"))
    _refuse_twice(mapping, "subjects", "id", str)
    sources = tuple(_source(entry) for entry in mappings(mapping, "sources"))
    _refuse_twice(mapping, "sources", "path", plain_path)
    known = {subject.id for subject in subjects}
    for entry in mappings(mapping, "sources"):
        refuse_stranger(entry, "subject", known)
    decisions = tuple(read_decision(entry, known) for entry in mappings(mapping, "links"))
    refuse_contradictions(where, decisions)
    return Case(
        folder=path.parent,
        title=text(mapping, "title", "Chronology"),
        nation=choice(mapping, "nation", NATIONS, "england"),
        scope_from=scope_from,
        scope_to=scope_to,
        subjects=subjects,
        sources=sources,
        decisions=decisions,
        corrections=read_corrections(mapping),
        key_marks=tuple(read_key_mark(entry) for entry in mappings(mapping, "key")),
        expected_agencies=_expected_agencies(mapping),
        rules_off=read_switches(mapping, "off"),
        rules_on=read_switches(mapping, "on"),
        rule_changes=read_rule_changes(mapping),
        rule_files=read_rule_files(mapping),
        assumed_nation="nation" not in mapping,
    )


def _period(mapping: Mapping) -> tuple[date | None, date | None]:
    first, last = day(mapping, "from"), day(mapping, "to")
    if first and last and first > last:
        raise DefinitionError("the period ends before it begins", mapping.place("to"), "swap `from` and `to`")
    return first, last


def _subject(mapping: Mapping) -> Subject:
    for key in IDENTIFIERS:
        if key in mapping:
            raise DefinitionError(
                f"`{key}` is an identifier", mapping.place(key), f"write `identifiers: {{{key}: …}}` for the subject"
            )
    refuse_unknown(
        mapping,
        ("id", "name", "also_known_as", "born", "died", "sex", "role", "identifiers", "address", "postcode"),
    )
    born_text = text(mapping, "born", "")
    born = read_date(born_text) if born_text else None
    if born is not None and born.first is None:
        raise DefinitionError(
            "`born` is not a date", mapping.place("born"), "write `born: 2006-03-01`, or `2006-03`, or `2006`"
        )
    if not _ID.fullmatch(text(mapping, "id")):
        raise DefinitionError(
            "`id` must be one word", mapping.place("id"), "use letters, digits, `_`, `-` and `.`, such as `child_1`"
        )
    if not text(mapping, "name").strip():
        raise DefinitionError("`name` is empty", mapping.place("name"), "write the name as agencies would")
    identifiers = mapping_at(mapping, "identifiers")
    refuse_unknown(identifiers, IDENTIFIERS)
    return Subject(
        id=text(mapping, "id"),
        name=text(mapping, "name"),
        role=choice(mapping, "role", ROLES, "child"),
        born=born,
        died=day(mapping, "died"),
        sex=text(mapping, "sex", ""),
        also_known_as=texts(mapping, "also_known_as"),
        identifiers={key: text(identifiers, key) for key in identifiers if identifiers[key] is not None},
        address=text(mapping, "address", ""),
        postcode=text(mapping, "postcode", ""),
    )


def _source(mapping: Mapping) -> StatedSource:
    refuse_unknown(mapping, ("path", "agency", "sector", "profile", "covers", "subject"))
    period = mapping_at(mapping, "covers")
    refuse_unknown(period, ("from", "to"))
    first, last = _period(period)
    if (first is None) != (last is None):
        raise DefinitionError(
            "`covers` needs both days", mapping.place("covers"), "write `covers: {from: 2006-03-01, to: 2007-08-03}`"
        )
    return StatedSource(
        path=read_path(mapping, "path"),
        agency=text(mapping, "agency", ""),
        sector=choice(mapping, "sector", SECTORS) if mapping.get("sector") else "",
        profile=read_path(mapping, "profile") if mapping.get("profile") else "",
        covers=Covers(first, last, "stated") if first and last else None,
        subject=text(mapping, "subject", ""),
        line=mapping.line,
    )


def _expected_agencies(mapping: Mapping) -> tuple[str, ...]:
    agencies = texts(mapping, "expected_agencies")
    folded = [agency.strip().casefold() for agency in agencies]
    if "" in folded or len(set(folded)) < len(folded):
        raise DefinitionError(
            "an agency stands twice, or is empty", mapping.place("expected_agencies"), "name each agency once"
        )
    return agencies


def _refuse_twice(mapping: Mapping, key: str, member: str, fold: Callable[[str], str]) -> None:
    seen: dict[str, int] = {}
    for entry in mappings(mapping, key):
        value = fold(text(entry, member))
        if value in seen:
            raise DefinitionError(
                f"this `{member}` stands twice under `{key}` (first on line {seen[value]})",
                entry.place(member),
                "keep one of them",
            )
        seen[value] = entry.line
