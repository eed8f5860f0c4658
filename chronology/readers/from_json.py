"""Enters: the bytes of a JSON or JSON Lines file. Leaves: one Table per list of records, headings named by the members.

Nested members become `outer.inner` columns, lists become readable text, numbers stay as written. A row is the record's position
from 1, in JSON Lines the line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from msgspec.structs import replace

from chronology.issues import issue
from chronology.model import Issue, Table
from chronology.people.vocabulary import words_around_names
from chronology.readers.decode import decode
from chronology.readers.nested_records import list_inner_records
from chronology.words import heading_key

Members = dict[str, Any]

MOST_LINES_ABOVE = 50  # members beside the records, which tell whom or what they are about

# JSON may name one half of a pair of code units, which is no character. Whole pairs and escaped backslashes are passed over.
_HALF_CHARACTER = re.compile(
    r"(\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)


def read_tables(data: bytes, named: str, container: str) -> tuple[str, list[Table], list[Issue]]:
    """The container (`json` or `jsonl`), its tables and the issues met."""
    text, issues = decode(data, named)
    mended = _without_halves(text)
    if mended != text:
        issues.append(issue("text_damaged", named))
        text = mended
    try:
        lines = _lines_of_records(text, named)
        if lines is not None:
            tables, met = _read_lines(lines, named)
            return "jsonl", tables, issues + met
        try:
            whole = _parse(text)
        except json.JSONDecodeError as error:
            code = "file_truncated" if error.pos >= len(text.rstrip()) else "file_unreadable"
            issues.append(
                issue(code, named, detail=f"it is not valid JSON at line {error.lineno}, character {error.colno}")
            )
            return container, [], issues
        tables, met = _read_whole(whole, named)
    except RecursionError:
        return container, [], [*issues, issue("file_unreadable", named, detail="it is nested too deeply")]
    return container, tables, issues + met


def _without_halves(text: str) -> str:
    """The text with U+FFFD for every escape that names half a character and has no other half behind it."""
    return _HALF_CHARACTER.sub(lambda match: match[1] or "\\ufffd", text)


def _parse(text: str) -> Any:
    """JSON with numbers and other scalars as they are written, and every member kept, also one that stands twice."""
    return json.loads(text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_keep_members)


def _keep_members(pairs: list[tuple[str, Any]]) -> Members:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    kept: Members = {}
    for name, value in pairs:
        spare, times = name, 1
        while spare in kept:
            times += 1
            spare = f"{name} ({times})"
        kept[spare] = value
    return kept


def _lines_of_records(text: str, named: str) -> list[str] | None:
    """The lines of a JSON Lines file; None for any other JSON.

    A first line that is an object by itself, with more behind it, makes it JSON Lines; in a file named so, any line does.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not lines[-1].strip():
        lines.pop()
    filled = [line for line in lines if line.strip()]
    if PurePath(named).suffix.lower() in (".jsonl", ".ndjson"):
        return lines if any(_is_record(line) for line in filled) else None
    return lines if len(filled) > 1 and _is_record(filled[0]) else None


def _is_record(line: str) -> bool:
    try:
        return line.lstrip().startswith("{") and isinstance(_parse(line), dict)
    except json.JSONDecodeError:
        return False


def _read_lines(lines: list[str], named: str) -> tuple[list[Table], list[Issue]]:
    records: list[Members | None] = []
    issues: list[Issue] = []
    for row, line in enumerate(lines, start=1):
        record: Any = None
        if line.strip():
            try:
                record = _parse(line)
            except json.JSONDecodeError as error:
                issues.append(
                    issue("record_unreadable", named, row=row, detail=f"not valid JSON at character {error.colno}")
                )
            else:
                if not isinstance(record, dict):
                    issues.append(issue("record_unreadable", named, row=row, detail="it has no named members"))
                    record = None
        records.append(record)
    return _tables([("", records)], named), issues


def _read_whole(whole: Any, named: str) -> tuple[list[Table], list[Issue]]:
    """Every list of objects in the file; one object without such a list is one record."""
    if isinstance(whole, list) and whole and all(isinstance(record, list) for record in whole):
        rows = [tuple(_write(cell) for cell in record) for record in whole]
        return ([Table(named, None, rows)] if any(map(any, rows)) else []), []
    found: list[tuple[str, list[Any]]] = []
    loose: list[tuple[str, str]] = []
    _find_lists(whole, "", found, loose)
    if not found and isinstance(whole, dict) and whole:
        found, loose = [("", [whole])], []
    issues: list[Issue] = []
    lists: list[tuple[str, list[Members | None]]] = []
    found = [one for path, records in found for one in list_inner_records(path, records)]
    for path, records in found:
        sheet = path if len(found) > 1 else None
        for row, record in enumerate(records, start=1):
            if not isinstance(record, dict):
                issues.append(issue("record_unreadable", named, sheet, row, detail="it has no named members"))
        lists.append((path, [record if isinstance(record, dict) else None for record in records]))
    if loose:
        issues.append(issue("text_outside_table", named, detail="members " + ", ".join(path for path, _ in loose)))
    above = tuple(f"{_label(path)}: {text}" for path, text in loose[:MOST_LINES_ABOVE])
    return [replace(table, above=above) for table in _tables(lists, named)], issues


def _label(path: str) -> str:
    """The last member of a path; a `name` together with whose it is: a practice's is no patient's."""
    *before, last = path.split(".")
    return f"{before[-1]} {last}" if before and heading_key(last) == "name" else last


def _find_lists(value: Any, path: str, found: list[tuple[str, list[Any]]], loose: list[tuple[str, str]]) -> None:
    """Walks objects, not lists: the outermost lists that hold objects are the tables; other members are `loose`."""
    if isinstance(value, list) and any(isinstance(record, dict) for record in value):
        found.append((path, value))
    elif isinstance(value, dict):
        records, others = _records_by_column(value) or _records_by_key(value) or (None, value)
        if records is not None:
            found.append((path, records))
        for name, member in others.items():
            _find_lists(member, f"{path}.{name}" if path else name, found, loose)
    elif value not in (None, "", []):
        loose.append((path, _write(value)))


def _records_by_column(value: Members) -> tuple[list[Any], Members] | None:
    """The records of an object that holds them column by column, or as rows beside a list of headings; and its other members."""
    lists = {name: member for name, member in value.items() if isinstance(member, list) and member}
    for headings, columns in lists.items():
        if len(columns) > 1 and all(isinstance(name, str) for name in columns) and len(set(columns)) == len(columns):
            for rows, members in lists.items():
                if all(isinstance(row, list) and len(row) == len(columns) for row in members):
                    others = {name: member for name, member in value.items() if name not in (headings, rows, "index")}
                    return [dict(zip(columns, row, strict=True)) for row in members], others
    numbered = [_numbered(member) for member in value.values()]
    lengths = {len(column) if column is not None else 0 for column in numbered}
    if len(value) < 2 or len(lengths) != 1 or lengths == {0} or lengths == {1}:
        return None
    cells = [column for column in numbered if column is not None]
    return [dict(zip(value, row, strict=True)) for row in zip(*cells, strict=True)], {}


def _numbered(member: Any) -> list[Any] | None:
    """The cells of a column: a list of plain values, or an object whose members are numbered from 0."""
    if isinstance(member, dict) and list(member) == [str(number) for number in range(len(member))]:
        member = list(member.values())
    if isinstance(member, list) and not any(isinstance(cell, (dict, list)) for cell in member):
        return member
    return None


def _records_by_key(value: Members) -> tuple[list[Any], Members] | None:
    """The records of an object that holds nothing else, each under a key of its own, which becomes its member `key`."""
    members = list(value.values())
    if len(members) < 2 or not all(isinstance(member, dict) and member for member in members):
        return None
    names = {name for member in members for name in member}
    plain = [name for name in names if not any(isinstance(member.get(name), (dict, list)) for member in members)]
    if any(2 * len(member) < len(names) for member in members) or not plain:
        return None
    return [_keep_members([("key", key), *member.items()]) for key, member in value.items()], {}


def _tables(lists: list[tuple[str, list[Members | None]]], named: str) -> list[Table]:
    tables = []
    for path, records in lists:
        flat = [_flatten(record) if record else {} for record in records]
        headings = tuple(dict.fromkeys(name for record in flat for name in record))
        if headings:
            rows = [tuple([record.get(name, "") for name in headings]) if record else () for record in flat]
            tables.append(Table(named, path if len(lists) > 1 else None, rows, headings))
    return tables


def _flatten(record: Members) -> Members:
    """The record with nested members as `outer.inner`, every value as text."""
    return _keep_members(list(_pairs(record, "")))


def _pairs(record: Members, path: str) -> Iterator[tuple[str, str]]:
    for name, value in record.items():
        place = f"{path}.{name}" if path else name
        if isinstance(value, dict) and value:
            yield from _pairs(value, place)
        else:
            yield place, _write_given_names(value) if _is_of_given_names(name, value) else _write(value)


def _is_of_given_names(name: str, value: Any) -> bool:
    """Whether a list holds the forenames of one person: several people would be several objects."""
    texts = isinstance(value, list) and all(isinstance(text, str) for text in value)
    return texts and words_around_names().labels.get(heading_key(name)) == "forename"


def _write_given_names(value: list[str]) -> str:
    return " ".join(text for text in value if text)


def _write(value: Any) -> str:
    """Text of one member: null is blank, a list is joined with semicolons, objects in it read `name: value, name: value`."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return ", ".join(f"{name}: {text}" for name, text in _flatten(value).items() if text)
    return "; ".join(text for text in map(_write, value) if text)
