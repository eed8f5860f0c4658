"""What a case file can state, as plain values. Reading the file is for `file`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from chronology.model import Covers, Subject
from chronology.sectors import SECTORS as SECTORS

NATIONS = ("england", "wales", "scotland", "northern_ireland")
ROLES = ("child", "sibling", "parent", "carer", "other")
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
