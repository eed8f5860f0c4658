"""The case file (case.yaml): type and loader. Enters: its text. Leaves: a Case.

Everything the review author states: who the case is about, which exports, what period, what a person has decided. Every
key is checked; nothing about the exports themselves is known here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from posixpath import normpath

from msgspec import Struct

from chronology.dates import read_date
from chronology.definitions import (
    Mapping,
    choice,
    day,
    load_file,
    mapping_at,
    mappings,
    nearest,
    refuse_unknown,
    text,
    texts,
)
from chronology.errors import DefinitionError
from chronology.kinds import kind_names
from chronology.model import Covers, Subject
from chronology.sectors import SECTORS as SECTORS

NATIONS = ("england", "wales", "scotland", "northern_ireland")
ROLES = ("child", "sibling", "parent", "carer", "other")
_KEYS = "schema title nation scope subjects sources expected_agencies links kinds key rules".split()
_PLACE = ("source", "sheet", "row", "entry")  # the keys that name a record
_ID = re.compile(r"[\w.-]{1,60}")
_PATH_LENGTH = 400  # characters; far below what file systems allow
_ROW_DIGITS = 7  # a spreadsheet has 1,048,576 rows
IDENTIFIERS = ("nhs_number", "upn", "agency_id")


class StatedSource(Struct, frozen=True):
    """What the case file says of one export; empty text where it says nothing."""

    path: str
    agency: str = ""
    sector: str = ""
    profile: str = ""
    covers: Covers | None = None
    subject: str = ""  # whom the export is about, where it names nobody
    line: int = 0  # in the case file


class Decision(Struct, frozen=True):
    """A person's recorded decision on who a record is, or is not, about. `line` is its line in the case file."""

    source: str | None
    sheet: str | None
    row: int | None
    entry: str | None
    subject: str | None
    not_subject: str | None
    decided_by: str
    on: str
    why: str
    line: int


class KindCorrection(Struct, frozen=True):
    """A person's recorded correction of the kinds of one record: those to `add` to and those to `remove` from what was read.

    The record is named by `entry`, or by `source` and `row` (and `sheet` where the source has several).
    """

    source: str | None
    sheet: str | None
    row: int | None
    entry: str | None
    add: tuple[str, ...]
    remove: tuple[str, ...]
    by: str
    on: str
    why: str
    line: int


class KeyMark(Struct, frozen=True):
    """A record that the author marks as a key event; named as in a `KindCorrection`."""

    source: str | None
    sheet: str | None
    row: int | None
    entry: str | None
    why: str
    line: int


class RuleChange(Struct, frozen=True):
    """Another deadline for one gap rule, such as the area's own, and why."""

    id: str
    deadline: str
    why: str
    line: int


class Case(Struct, frozen=True):
    """A case as its file states it. `stated` is False where no case file was given."""

    folder: Path
    title: str
    nation: str
    scope_from: date | None = None
    scope_to: date | None = None
    subjects: tuple[Subject, ...] = ()
    sources: tuple[StatedSource, ...] = ()
    decisions: tuple[Decision, ...] = ()
    corrections: tuple[KindCorrection, ...] = ()
    key_marks: tuple[KeyMark, ...] = ()
    expected_agencies: tuple[str, ...] = ()  # from which the author waits for an export
    rules_off: dict[str, str] = {}  # rule id → why
    rules_on: dict[str, str] = {}  # of those that are shipped switched off
    rule_changes: tuple[RuleChange, ...] = ()
    rule_files: tuple[str, ...] = ()  # the case's own rules, below its folder
    stated: bool = True
    assumed_nation: bool = False


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
    _refuse_twice(mapping, "sources", "path", _plain_path)
    known = {subject.id for subject in subjects}
    for entry in mappings(mapping, "sources"):
        _refuse_stranger(entry, "subject", known)
    decisions = tuple(_decision(entry, known) for entry in mappings(mapping, "links"))
    _refuse_contradictions(where, decisions)
    return Case(
        folder=path.parent,
        title=text(mapping, "title", "Chronology"),
        nation=choice(mapping, "nation", NATIONS, "england"),
        scope_from=scope_from,
        scope_to=scope_to,
        subjects=subjects,
        sources=sources,
        decisions=decisions,
        corrections=_corrections(mapping),
        key_marks=tuple(_key_mark(entry) for entry in mappings(mapping, "key")),
        expected_agencies=_expected_agencies(mapping),
        rules_off=_rules_switched(mapping, "off"),
        rules_on=_rules_switched(mapping, "on"),
        rule_changes=_rule_changes(mapping),
        rule_files=_rule_files(mapping),
        assumed_nation="nation" not in mapping,
    )


def _period(mapping: Mapping) -> tuple[date | None, date | None]:
    first, last = day(mapping, "from"), day(mapping, "to")
    if first and last and first > last:
        raise DefinitionError("the period ends before it begins", mapping.place("to"), "swap `from` and `to`")
    return first, last


def _subject(mapping: Mapping) -> Subject:
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
        path=_path(mapping, "path"),
        agency=text(mapping, "agency", ""),
        sector=choice(mapping, "sector", SECTORS) if mapping.get("sector") else "",
        profile=_path(mapping, "profile") if mapping.get("profile") else "",
        covers=Covers(first, last, "stated") if first and last else None,
        subject=text(mapping, "subject", ""),
        line=mapping.line,
    )


def _path(mapping: Mapping, key: str) -> str:
    written = text(mapping, key)
    if not written.strip() or "\0" in written or len(written) > _PATH_LENGTH:
        raise DefinitionError(f"`{key}` is not a path", mapping.place(key), f"write `{key}: exports/file.csv`")
    return _plain_path(written)


def _plain_path(written: str) -> str:
    """One spelling for each path below the case folder: ./a.csv and x/../a.csv are a.csv."""
    return normpath(written)


def _decision(mapping: Mapping, known: set[str]) -> Decision:
    refuse_unknown(mapping, (*_PLACE, "subject", "not_subject", "decided_by", "on", "why"))
    source, sheet, row, entry = _place(mapping)
    if (mapping.get("subject") is None) == (mapping.get("not_subject") is None):
        raise DefinitionError("a decision needs `subject` or `not_subject`", mapping.place(), "keep one of the two")
    day(mapping, "on")
    for key in ("subject", "not_subject"):
        if known:
            _refuse_stranger(mapping, key, known)
    return Decision(
        source=source,
        sheet=sheet,
        row=row,
        entry=entry,
        subject=text(mapping, "subject", "") or None,
        not_subject=text(mapping, "not_subject", "") or None,
        decided_by=_said(mapping, "decided_by"),
        on=text(mapping, "on"),
        why=_said(mapping, "why"),
        line=mapping.line,
    )


def _place(mapping: Mapping) -> tuple[str | None, str | None, int | None, str | None]:
    """The record that a block names: (source, sheet, row, entry), either the entry alone or the source and its row."""
    entry, source, row = mapping.get("entry"), mapping.get("source"), mapping.get("row")
    if (entry is None) == (source is None):
        raise DefinitionError(
            "the record is named by either `entry`, or `source` and `row`", mapping.place(), "keep one of the two"
        )
    if source is None:
        for key in ("sheet", "row"):
            if mapping.get(key) is not None:
                raise DefinitionError(
                    f"`{key}` goes with `source`, not with `entry`", mapping.place(key), "take it out"
                )
        return None, None, None, text(mapping, "entry")
    if not isinstance(row, str) or not row.isascii() or not row.isdigit() or len(row) > _ROW_DIGITS or not int(row):
        raise DefinitionError("`row` must be the number of a row", mapping.place("row"), "write `row: 14`")
    return _path(mapping, "source"), text(mapping, "sheet", "") or None, int(row), None


def _corrections(mapping: Mapping) -> tuple[KindCorrection, ...]:
    """The corrections under `kinds`; one record may have several, as long as they agree."""
    corrections = tuple(_correction(entry) for entry in mappings(mapping, "kinds"))
    seen: dict[tuple[object, ...], tuple[bool, int]] = {}
    for one in corrections:
        for added, kinds in ((True, one.add), (False, one.remove)):
            for kind in kinds:
                place = (one.source, one.sheet, one.row, one.entry, kind)
                earlier, line = seen.setdefault(place, (added, one.line))
                if earlier != added:
                    raise DefinitionError(
                        f"`{kind}` is both added to this record and removed from it (lines {line} and {one.line})",
                        f"{mapping.where} line {one.line}",
                        "keep the one that holds",
                    )
    return corrections


def _correction(mapping: Mapping) -> KindCorrection:
    refuse_unknown(mapping, (*_PLACE, "add", "remove", "by", "on", "why"))
    source, sheet, row, entry = _place(mapping)
    add, remove = _kinds(mapping, "add"), _kinds(mapping, "remove")
    if not add and not remove:
        raise DefinitionError("a correction needs `add` or `remove`", mapping.place(), "write `add: [injury_seen]`")
    day(mapping, "on")
    return KindCorrection(
        source=source,
        sheet=sheet,
        row=row,
        entry=entry,
        add=add,
        remove=remove,
        by=_said(mapping, "by"),
        on=_said(mapping, "on"),
        why=_said(mapping, "why"),
        line=mapping.line,
    )


def _kinds(mapping: Mapping, key: str) -> tuple[str, ...]:
    known = list(kind_names())
    kinds = texts(mapping, key)
    for kind in kinds:
        if kind not in known:
            near = nearest(kind, known)
            hint = f"did you mean `{near}`?" if near else "`chronology explain kinds` lists them"
            raise DefinitionError(f"`{key}` names no kind of event", mapping.place(key), hint)
    return kinds


def _key_mark(mapping: Mapping) -> KeyMark:
    refuse_unknown(mapping, (*_PLACE, "why"))
    source, sheet, row, entry = _place(mapping)
    return KeyMark(source, sheet, row, entry, _said(mapping, "why"), mapping.line)


def _said(mapping: Mapping, key: str) -> str:
    """Text that must say something: a decision without an author or a reason is none."""
    written = text(mapping, key)
    if not written.strip():
        raise DefinitionError(f"`{key}` is empty", mapping.place(key), f"write `{key}: …`")
    return written


def _expected_agencies(mapping: Mapping) -> tuple[str, ...]:
    agencies = texts(mapping, "expected_agencies")
    folded = [agency.strip().casefold() for agency in agencies]
    if "" in folded or len(set(folded)) < len(folded):
        raise DefinitionError(
            "an agency stands twice, or is empty", mapping.place("expected_agencies"), "name each agency once"
        )
    return agencies


def _rules_switched(mapping: Mapping, way: str) -> dict[str, str]:
    """Rule id → why, of those under `rules: off` or `rules: on`."""
    rules = mapping_at(mapping, "rules")
    refuse_unknown(rules, ("off", "on", "change", "files"))
    switched: dict[str, str] = {}
    for entry in mappings(rules, way):
        refuse_unknown(entry, ("id", "why"))
        if text(entry, "id") in switched:
            raise DefinitionError(f"this rule is switched {way} twice", entry.place("id"), "keep one of the two")
        if way == "on" and text(entry, "id") in _rules_switched(mapping, "off"):
            raise DefinitionError("this rule is switched on and off", entry.place("id"), "keep one of the two")
        switched[text(entry, "id")] = _said(entry, "why")
    return switched


def _rule_changes(mapping: Mapping) -> tuple[RuleChange, ...]:
    changes: dict[str, RuleChange] = {}
    for entry in mappings(mapping_at(mapping, "rules"), "change"):
        refuse_unknown(entry, ("id", "deadline", "why"))
        if text(entry, "id") in changes:
            raise DefinitionError("this rule is changed twice", entry.place("id"), "keep one of the two")
        changes[text(entry, "id")] = RuleChange(
            text(entry, "id"), _said(entry, "deadline"), _said(entry, "why"), entry.line
        )
    return tuple(changes.values())


def _rule_files(mapping: Mapping) -> tuple[str, ...]:
    rules = mapping_at(mapping, "rules")
    files = tuple(_plain_path(written) for written in texts(rules, "files"))
    for written in files:
        if written.startswith(("/", "..")) or not written.endswith((".yaml", ".yml")):
            raise DefinitionError(
                "a rule file stands below the case folder and ends in .yaml",
                rules.place("files"),
                "write `files: [rules/mine.yaml]`",
            )
    return files


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


def _refuse_stranger(mapping: Mapping, key: str, known: set[str]) -> None:
    value = text(mapping, key, "")
    if value and value not in known:
        raise DefinitionError(
            f"`{key}` is not the id of a subject", mapping.place(key), f"use one of: {', '.join(sorted(known))}"
        )


def _refuse_contradictions(where: str, decisions: tuple[Decision, ...]) -> None:
    seen: dict[tuple[object, ...], Decision] = {}
    for decision in decisions:
        place = (decision.source, decision.sheet, decision.row, decision.entry)
        person = decision.subject or decision.not_subject
        earlier = seen.setdefault((*place, person), decision)
        if (earlier.subject is None) != (decision.subject is None):
            raise DefinitionError(
                f"the decisions on lines {earlier.line} and {decision.line} contradict each other",
                f"{where} line {decision.line}",
                "keep the one that holds",
            )
