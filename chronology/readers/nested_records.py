"""Records inside others: the consultations of each patient. Enters: a list of objects. Leaves: the lists that hold the dated records.

People without a date of their own who hold lists of dated objects are no records: each object of those lists is one, and says whose it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from chronology.dates import looks_like_date
from chronology.people.vocabulary import words_around_names
from chronology.words import heading_key

Members = dict[str, Any]

MOST_LEVELS = 3  # lists within lists within lists: patient, episode, contact
LONGEST_DATE = 40  # characters


def list_inner_records(path: str, records: list[Any], levels: int = MOST_LEVELS) -> list[tuple[str, list[Any]]]:
    """(path, records) of every list of dated objects inside undated ones; the list itself where it is none such.

    An inner record holds the members of the one around it, named `list.member`, so that nothing said there is lost. One without
    inner records stands as it is, in the first list.
    """
    around = [record for record in records if isinstance(record, dict)]
    if levels == 0 or not around or len(around) < len(records) or any(map(_has_date, around)):
        return [(path, records)]
    met = dict.fromkeys(name for record in around for name in record)
    names = [name for name in met if _holds_records(around, name)]
    lists = []
    for place, name in enumerate(names):
        inner: list[Any] = []
        for record in around:
            outer = {key: value for key, value in record.items() if key not in names}
            members = _objects(record.get(name))
            inner += [_join(outer, path, member) for member in members]
            if place == 0 and not any(_objects(record.get(other)) for other in names):
                inner.append(_join(outer, path, {}))
        lists += list_inner_records(f"{path}.{name}" if path else name, inner, levels - 1)
    return lists or [(path, records)]


def _join(outer: Members, path: str, inner: Members) -> Members:
    named = path.rpartition(".")[2]
    joined = {f"{named}.{name}" if named and "." not in name else name: value for name, value in outer.items()}
    for name, value in inner.items():
        spare = name
        while spare in joined:
            spare = f"{spare} (2)"
        joined[spare] = value
    return joined


def _objects(value: Any) -> list[Members]:
    """The objects of a list; none where it holds anything else."""
    whole = isinstance(value, list) and all(isinstance(member, dict) for member in value)
    return list(value) if whole else []


def _holds_records(records: Sequence[Members], name: str) -> bool:
    """Whether the lists under this name hold objects most of which have a date, or hold such lists themselves."""
    lists = [record.get(name) for record in records if record.get(name)]
    members = [member for value in lists for member in _objects(value)]
    whole = all(_objects(value) for value in lists)
    return whole and sum(map(_is_dated_within, members)) * 2 > len(members)


def _is_dated_within(record: Members) -> bool:
    return _has_date(record) or any(_holds_records([record], name) for name in record if _objects(record[name]))


def _has_date(record: Members) -> bool:
    """Whether a member of the record, or of an object in it, is a date and no date of birth."""
    return any(_is_date(text) for name, text in _values(record) if not _is_birth(name))


def _values(record: Members) -> Iterator[tuple[str, str]]:
    for name, value in record.items():
        if isinstance(value, dict):
            yield from _values(value)
        elif isinstance(value, str):
            yield name, value


def _is_birth(name: str) -> bool:
    return words_around_names().labels.get(heading_key(name.rpartition(".")[2])) == "born"


def _is_date(text: str) -> bool:
    """Numbers that may pass for a date, such as those of an NHS number, are none."""
    return len(text) <= LONGEST_DATE and not text.isdigit() and looks_like_date(text)
