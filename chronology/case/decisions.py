"""What a person decided or marked in the case file: who a record is about, its kinds, key events. Enters: mappings. Leaves: plain values.

Each names one record, by the entry's id or by source, sheet and row, and says by whom, when and why where that matters.
"""

from __future__ import annotations

from posixpath import normpath

from chronology.case.stated import Decision, KeyMark, KindCorrection
from chronology.definitions import Mapping, day, mappings, nearest, refuse_unknown, text, texts
from chronology.errors import DefinitionError
from chronology.kinds import SIGN_OF_WORRY, kind_names

_PLACE = ("source", "sheet", "row", "entry")  # the keys that name a record
_ROW_DIGITS = 7  # a spreadsheet has 1,048,576 rows
_PATH_LENGTH = 400  # characters; far below what file systems allow


def read_path(mapping: Mapping, key: str) -> str:
    """The path that a key states, in its one spelling. Raises DefinitionError where it is none."""
    written = text(mapping, key)
    if not written.strip() or "\0" in written or len(written) > _PATH_LENGTH:
        raise DefinitionError(f"`{key}` is not a path", mapping.place(key), f"write `{key}: exports/file.csv`")
    return plain_path(written)


def plain_path(written: str) -> str:
    """One spelling for each path below the case folder: ./a.csv and x/../a.csv are a.csv."""
    return normpath(written)


def read_decision(mapping: Mapping, known: set[str]) -> Decision:
    """A decision under `links`; `known` are the ids of the register, where there is one. Raises DefinitionError."""
    refuse_unknown(mapping, (*_PLACE, "subject", "not_subject", "decided_by", "on", "why"))
    source, sheet, row, entry = _place(mapping)
    if (mapping.get("subject") is None) == (mapping.get("not_subject") is None):
        raise DefinitionError("a decision needs `subject` or `not_subject`", mapping.place(), "keep one of the two")
    day(mapping, "on")
    for key in ("subject", "not_subject"):
        if known:
            refuse_stranger(mapping, key, known)
    return Decision(
        source=source,
        sheet=sheet,
        row=row,
        entry=entry,
        subject=text(mapping, "subject", "") or None,
        not_subject=text(mapping, "not_subject", "") or None,
        decided_by=read_said(mapping, "decided_by"),
        on=text(mapping, "on"),
        why=read_said(mapping, "why"),
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
    return read_path(mapping, "source"), text(mapping, "sheet", "") or None, int(row), None


def read_corrections(mapping: Mapping) -> tuple[KindCorrection, ...]:
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
        by=read_said(mapping, "by"),
        on=read_said(mapping, "on"),
        why=read_said(mapping, "why"),
        line=mapping.line,
    )


def _kinds(mapping: Mapping, key: str) -> tuple[str, ...]:
    known = [*kind_names(), SIGN_OF_WORRY]
    kinds = texts(mapping, key)
    for kind in kinds:
        if kind not in known:
            near = nearest(kind, known)
            hint = f"did you mean `{near}`?" if near else "`chronology explain kinds` lists them"
            raise DefinitionError(f"`{key}` names no kind of event", mapping.place(key), hint)
    return kinds


def read_key_mark(mapping: Mapping) -> KeyMark:
    """A mark under `key`. Raises DefinitionError."""
    refuse_unknown(mapping, (*_PLACE, "why"))
    source, sheet, row, entry = _place(mapping)
    return KeyMark(source, sheet, row, entry, read_said(mapping, "why"), mapping.line)


def read_said(mapping: Mapping, key: str) -> str:
    """Text that must say something: a decision without an author or a reason is none."""
    written = text(mapping, key)
    if not written.strip():
        raise DefinitionError(f"`{key}` is empty", mapping.place(key), f"write `{key}: …`")
    return written


def refuse_stranger(mapping: Mapping, key: str, known: set[str]) -> None:
    """Raises DefinitionError where the key names nobody of the register."""
    value = text(mapping, key, "")
    if value and value not in known:
        raise DefinitionError(
            f"`{key}` is not the id of a subject", mapping.place(key), f"use one of: {', '.join(sorted(known))}"
        )


def refuse_contradictions(where: str, decisions: tuple[Decision, ...]) -> None:
    """Raises DefinitionError, naming both lines, where one record is and is not about one person."""
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
