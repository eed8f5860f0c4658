"""Profiles: how one agency's export is read, as a file that a person can write, correct and keep with the case.

Enters: the YAML of a profile. Leaves: a `Profile`; and, the other way, the YAML of a recognised table, ready to be corrected.
Fitting a profile to a table is for `recognise`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from chronology.case import SECTORS
from chronology.definitions import (
    Mapping,
    as_scalar,
    choice,
    day,
    flag,
    load_file,
    mapping_at,
    mappings,
    number,
    refuse_unknown,
    text,
    texts,
)
from chronology.errors import DefinitionError
from chronology.kept import kept
from chronology.kinds import kind_names
from chronology.model import Recognition, Table
from chronology.people import OF_EACH_PERSON

FIELDS = (
    "ref date time date_end time_end recorded name forename middle_names surname also_known_as born age sex nhs_number upn "
    "agency_id address postcode kind code summary action outcome author author_role present child_seen voice place "
    "source_document agency other"
).split()
SEVERAL = ("summary", "address", "child_seen", "name", "other")  # fields that several columns of one table may have
EVERY_ROW = ""  # in place of a category: the kinds of every row of the table, whatever its category
MONTH_FIRST = "profile, month first"  # the reason of a column whose dates a profile says are month first
TOLD = "heading, who was told"  # the reason of an `other` that names the agencies told of the record
CLOSING = "heading, the end of a case"  # the reason of a `date_end` that is no end of what the row's date began
EXPECTED = "expect"  # in an example: what it is read as; no heading is called so
_KINDS_LISTED = "`chronology explain kinds` lists them"

_FOLDER = Path(__file__).with_name("profiles")


class Example(Struct, frozen=True):
    """A row of an export, and what the profile must make of it: `date`, `time` and `recorded` as printed, `kinds` at the least."""

    cells: dict[str, str]  # heading → cell
    date: str
    time: str
    recorded: str
    kinds: tuple[str, ...]


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
    examples: tuple[Example, ...] = ()


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
    columns = _columns(mapping)
    return Profile(
        name=text(mapping, "name"),
        sector=choice(mapping, "sector", SECTORS),
        agency=text(mapping, "agency", ""),
        columns=columns,
        heading_row=heading_row or None,
        month_first=flag(mapping, "month_first", False),
        kinds=_kinds(mapping),
        where=where,
        examples=tuple(_example(example, columns) for example in mappings(mapping, "examples")),
    )


@cache
@kept("profiles")
def shipped_profiles() -> tuple[Profile, ...]:
    """The profiles that come with the program, in order of their file names."""
    return tuple(load_profile(path, f"profiles/{path.name}") for path in sorted(_FOLDER.glob("*.yaml")))


def _columns(mapping: Mapping) -> dict[str, str]:
    columns = mapping_at(mapping, "columns")
    if not columns:
        raise DefinitionError("`columns` is missing", mapping.place(), "add `columns: {Heading: field}`")
    of_several = sum(columns[heading] == "name" for heading in columns) > 1
    fields: dict[str, str] = {}
    for heading in columns:
        field = choice(columns, heading, FIELDS)
        if field in fields.values() and field not in SEVERAL and not (field in OF_EACH_PERSON and of_several):
            raise DefinitionError(f"two columns are `{field}`", columns.place(heading), "make one of them `other`")
        if heading.casefold() in fields:
            raise DefinitionError("the heading stands twice", columns.place(heading), "keep one of them")
        fields[heading.casefold()] = field
    return fields


def _kinds(mapping: Mapping) -> dict[str, tuple[str, ...]]:
    categories = mapping_at(mapping, "kinds")
    kinds: dict[str, tuple[str, ...]] = {}
    for category in categories:
        named = _kinds_at(categories, category)
        if not named:
            raise DefinitionError("not a kind of event", categories.place(category), _KINDS_LISTED)
        kinds[category.casefold()] = named
    return kinds


def _kinds_at(mapping: Mapping, key: str) -> tuple[str, ...]:
    named = texts(mapping, key)
    if not all(kind in kind_names() for kind in named):
        raise DefinitionError("not a kind of event", mapping.place(key), _KINDS_LISTED)
    return named


def _example(mapping: Mapping, columns: dict[str, str]) -> Example:
    """An example is a row of the export, each of its headings one that the profile reads; `expect` says what comes of it."""
    for heading in mapping:
        if heading != EXPECTED and heading.casefold() not in columns:
            raise DefinitionError(
                "the example has a heading that `columns` does not name", mapping.place(heading), "add it to `columns`"
            )
    expected = mapping_at(mapping, EXPECTED)
    refuse_unknown(expected, ("date", "time", "recorded", "kinds"))
    day(expected, "date")
    day(expected, "recorded")
    return Example(
        cells={heading: text(mapping, heading, "") for heading in mapping if heading != EXPECTED},
        date=text(expected, "date", ""),
        time=text(expected, "time", ""),
        recorded=text(expected, "recorded", ""),
        kinds=_kinds_at(expected, "kinds"),
    )


def profile_text(
    recognition: Recognition, table: Table, agency: str, sector: str, further: Sequence[Recognition] = ()
) -> str:
    """The YAML of a profile that reads the table as recognised; a remark marks each column that is not sure.

    `further` are the other tables of the file. A profile is of one shape: those of another are told in remarks, for they are read
    without it.
    """
    lines = [
        "schema: 1",
        f"name: {as_scalar(recognition.profile or agency or 'export')}",
        f"sector: {sector or 'other'}",
    ]
    if agency:
        lines.append(f"agency: {as_scalar(agency)}")
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
        lines.append(f"  {as_scalar(heading)}: {column.field}{remark}")
    for one in further:
        others = [column for column in one.columns if column.heading.strip().casefold() not in seen]
        if others:
            place = f"{one.sheet}, " if one.sheet else ""
            lines.append(f"  # Not of this profile: {' '.join(place.split())} headings in row {one.heading_row}:")
            lines += [f"  #   {as_scalar(' '.join(column.heading.split()))}: {column.field}" for column in others]
    if recognition.kinds:
        lines.append("kinds:")
        lines += [f"  {as_scalar(category)}: [{', '.join(kinds)}]" for category, kinds in recognition.kinds.items()]
    return "\n".join(lines) + "\n"


def _heading_is_late(recognition: Recognition, table: Table) -> bool:
    """Whether rows stand above the headings, so that their place is worth stating."""
    return recognition.heading_row is not None and recognition.heading_row > 1 and table.headings is None
