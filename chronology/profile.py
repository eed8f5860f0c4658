"""Profiles: how one agency's export is read, as a file that a person can write, correct and keep with the case.

Enters: the YAML of a profile. Leaves: a `Profile`; and, the other way, the YAML of a recognised table, ready to be corrected.
Fitting a profile to a table is for `recognise`.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from msgspec import Struct

from chronology.case import SECTORS
from chronology.definitions import Mapping, choice, flag, load_file, mapping_at, number, refuse_unknown, text, texts
from chronology.errors import DefinitionError
from chronology.kinds import kind_names
from chronology.model import Recognition, Table

FIELDS = (
    "ref date time date_end time_end recorded name forename middle_names surname also_known_as born age sex nhs_number upn "
    "agency_id address postcode kind code summary action outcome author author_role present child_seen voice place "
    "source_document agency other"
).split()
SEVERAL = ("summary", "address", "child_seen", "other")  # fields that several columns of one table may have
EVERY_ROW = ""  # in place of a category: the kinds of every row of the table, whatever its category
MONTH_FIRST = "profile, month first"  # the reason of a column whose dates a profile says are month first

_FOLDER = Path(__file__).with_name("profiles")
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ._/()'-]*[A-Za-z0-9)]|[A-Za-z]")
_NOT_PLAIN = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))


class Profile(Struct, frozen=True):
    """How one agency's export is read: heading (casefolded) → field, and the agency's own category or code (casefolded) → kinds."""

    name: str
    sector: str
    agency: str
    columns: dict[str, str]
    heading_row: int | None
    month_first: bool
    kinds: dict[str, tuple[str, ...]]
    where: str


def load_profile(path: Path, where: str) -> Profile:
    """The profile in the file at `path`, named `where` in messages. Raises DefinitionError naming line and key."""
    mapping = load_file(path, where)
    refuse_unknown(
        mapping, ("schema", "name", "sector", "agency", "columns", "heading_row", "month_first", "kinds", "examples")
    )
    choice(mapping, "schema", ("1",), "1")
    heading_row = number(mapping, "heading_row", 0)
    if "heading_row" in mapping and heading_row == 0:
        raise DefinitionError(
            "`heading_row` counts from 1", mapping.place("heading_row"), "leave it out to have it found"
        )
    profile = Profile(
        name=text(mapping, "name"),
        sector=choice(mapping, "sector", SECTORS),
        agency=text(mapping, "agency", ""),
        columns=_columns(mapping),
        heading_row=heading_row or None,
        month_first=flag(mapping, "month_first", False),
        kinds=_kinds(mapping),
        where=where,
    )
    _check_examples(mapping, profile)
    return profile


@cache
def shipped_profiles() -> tuple[Profile, ...]:
    """The profiles that come with the program, in order of their file names."""
    return tuple(load_profile(path, f"profiles/{path.name}") for path in sorted(_FOLDER.glob("*.yaml")))


def _columns(mapping: Mapping) -> dict[str, str]:
    columns = mapping_at(mapping, "columns")
    if not columns:
        raise DefinitionError("`columns` is missing", mapping.place(), "add `columns: {Heading: field}`")
    fields: dict[str, str] = {}
    for heading in columns:
        field = choice(columns, heading, FIELDS)
        if field not in SEVERAL and field in fields.values():
            raise DefinitionError(f"two columns are `{field}`", columns.place(heading), "make one of them `other`")
        if heading.casefold() in fields:
            raise DefinitionError("the heading stands twice", columns.place(heading), "keep one of them")
        fields[heading.casefold()] = field
    return fields


def _kinds(mapping: Mapping) -> dict[str, tuple[str, ...]]:
    categories = mapping_at(mapping, "kinds")
    known = kind_names()
    kinds: dict[str, tuple[str, ...]] = {}
    for category in categories:
        named = texts(categories, category)
        strangers = [kind for kind in named if kind not in known]
        if strangers or not named:
            raise DefinitionError(
                "not a kind of event", categories.place(category), "use kinds that `chronology explain` lists"
            )
        kinds[category.casefold()] = named
    return kinds


def _check_examples(mapping: Mapping, profile: Profile) -> None:
    """An example is a row of the export: every heading in it must be one that the profile reads."""
    examples = mapping.get("examples")
    for example in examples if isinstance(examples, list) else []:
        if not isinstance(example, Mapping):
            raise DefinitionError(
                "an example must be a `Heading: cell` block", mapping.place("examples"), "start it with `- `"
            )
        for heading in example:
            if heading.casefold() not in profile.columns:
                raise DefinitionError(
                    "the example has a heading that `columns` does not name",
                    example.place(heading),
                    "add it to `columns`",
                )


def profile_text(recognition: Recognition, table: Table, agency: str, sector: str) -> str:
    """The YAML of a profile that reads the table as recognised; a remark marks each column that is not sure."""
    lines = [
        "schema: 1",
        f"name: {_scalar(recognition.profile or agency or 'export')}",
        f"sector: {sector or 'other'}",
    ]
    if agency:
        lines.append(f"agency: {_scalar(agency)}")
    if recognition.heading_row is not None and _heading_is_late(recognition, table):
        lines.append(f"heading_row: {recognition.heading_row}")
    if any(column.reason == MONTH_FIRST for column in recognition.columns):
        lines.append("month_first: true")
    lines.append("columns:")
    seen: set[str] = set()
    for column in recognition.columns:
        heading = column.heading.strip()
        if not heading or heading.casefold() in seen:
            continue
        seen.add(heading.casefold())
        remark = "" if column.standing == "sure" else f"  # {column.standing}: please check"
        lines.append(f"  {_scalar(heading)}: {column.field}{remark}")
    if recognition.kinds:
        lines.append("kinds:")
        lines += [f"  {_scalar(category)}: [{', '.join(kinds)}]" for category, kinds in recognition.kinds.items()]
    return "\n".join(lines) + "\n"


def _heading_is_late(recognition: Recognition, table: Table) -> bool:
    """Whether rows stand above the headings, so that their place is worth stating."""
    return recognition.heading_row is not None and recognition.heading_row > 1 and table.headings is None


def _scalar(value: str) -> str:
    if _PLAIN.fullmatch(value) and value.casefold() not in _NOT_PLAIN:
        return value
    return json.dumps(value, ensure_ascii=False)
