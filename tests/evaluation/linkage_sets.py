"""Sets of records whose truth is known. Enters: CSV files, or the size of an area to make up. Leaves: events, and who each is about.

A set is a CSV of records, one mention a row, and a CSV of truth with the columns unique_id, entity_id and, where children
live in households, true_household. Linkage benchmarks name their columns in many ways: COLUMNS says which are read as what.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from msgspec import Struct

from chronology.model import Event, Mention, Provenance, When

COLUMNS = {
    "forename": ("forename", "first_name", "given_name"),
    "surname": ("surname", "last_name", "family_name"),
    "born": ("dob", "date_of_birth", "born"),
    "sex": ("sex", "gender"),
    "nhs_number": ("nhs", "nhs_number"),
    "upn": ("upn",),
    "agency_id": ("local_id", "agency_id", "soc_sec_id"),
    "agency": ("agency",),
    "address": ("address", "address_1", "city"),
    "house": ("street_number",),
    "postcode": ("postcode",),
    "written": ("written", "name"),
    "also": ("also_known_as",),
    "age": ("age",),
}
CONTACTS = ("email", "phone", "telephone", "mobile")  # kept as other columns of the record, as the program keeps them
UNKNOWN = When("", None, None, "unknown")


class LabelledSet(Struct):
    """`events[i]` is about `people[i]`, who lives in `homes[people[i]]` (empty where that is not known)."""

    name: str
    ids: list[str]
    events: list[Event]
    people: list[str]
    homes: dict[str, str]


def read_set(records: Iterable[Path], truths: Iterable[Path]) -> LabelledSet:
    """One set from one or more files of records and of truth. Raises KeyError for a record whose truth is not told."""
    records = list(records)
    truth: dict[str, dict[str, str]] = {}
    for path in truths:
        with path.open(newline="", encoding="utf-8") as file:
            truth.update((row["unique_id"], row) for row in csv.DictReader(file))
    ids: list[str] = []
    events: list[Event] = []
    for path in records:
        _read_records(path, ids, events)
    people = [truth[one]["entity_id"] for one in ids]
    homes = {row["entity_id"]: row.get("true_household") or "" for row in truth.values()}
    return LabelledSet(" + ".join(path.stem for path in records), ids, events, people, homes)


def _read_records(path: Path, ids: list[str], events: list[Event]) -> None:
    with path.open(newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        headings = next(rows)
        place = {heading: number for number, heading in enumerate(headings)}
        column = {field: next((place[name] for name in names if name in place), -1) for field, names in COLUMNS.items()}
        contacts = [(name, place[name]) for name in CONTACTS if name in place]
        days: dict[str, When | None] = {"": None}
        for number, row in enumerate(rows, 2):
            cell = {field: row[at].strip() if at >= 0 else "" for field, at in column.items()}
            if cell["born"] not in days:
                days[cell["born"]] = _when(cell["born"])
            mention = Mention(
                written=cell["written"],
                forename=cell["forename"],
                surname=cell["surname"],
                also_known_as=tuple(filter(None, cell["also"].split(";"))),
                born=days[cell["born"]],
                age=cell["age"],
                sex=sys.intern(cell["sex"]),
                nhs_number=cell["nhs_number"],
                upn=cell["upn"],
                agency_id=cell["agency_id"],
                address=f"{cell['house']} {cell['address']}".strip(),
                postcode=cell["postcode"],
            )
            ids.append(row[place["unique_id"]])
            other = tuple((name, row[at]) for name, at in contacts)
            where = Provenance(path.name, None, number)
            events.append(
                Event("", where, UNKNOWN, sys.intern(cell["agency"]), "other", mentions=(mention,), other=other)
            )


def _when(text: str) -> When | None:
    digits = text.replace("-", "")
    if len(digits) == 4 and digits.isdigit():
        return When(text, date(int(digits), 1, 1), date(int(digits), 12, 31), "year", edtf=digits)
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
    return When(text, day, day, "day", edtf=day.isoformat())


def make_with(generator: Path, folder: Path, children: int, records: int, seed: int) -> LabelledSet:
    """The set that another generator makes: a script called as OUTDIR CHILDREN RECORDS SEED that writes area.csv and area_truth.csv."""
    numbers = map(str, (children, records, seed))
    subprocess.run([sys.executable, str(generator), str(folder), *numbers], check=True, stdout=subprocess.DEVNULL)
    return read_set([folder / "area.csv"], [folder / "area_truth.csv"])
