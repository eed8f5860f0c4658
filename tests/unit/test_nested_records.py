"""Lists inside the objects of a JSON file: whose entries are records of their own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from chronology.readers import read

AMY = {"name": {"family": "PELL", "given": ["Amy", "Jane"]}, "dateOfBirth": "2018-11-21", "nhsNumber": "9434765919"}


def rows(folder: Path, value: Any) -> list[list[dict[str, str]]]:
    path = folder / "gp.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    tables = read(path, "gp.json").tables
    return [[dict(zip(one.headings or (), row, strict=True)) for row in one.rows] for one in tables]


def test_dated_entries_of_people_are_the_records(tmp_path: Path) -> None:
    notes = [{"date": "2018-12-20", "text": "Posseting"}, {"date": "2019-01-18", "text": "Bruise"}]
    ((first, second, third),) = rows(
        tmp_path,
        {"patients": [AMY | {"consultations": notes}, {"name": {"family": "PELL"}, "consultations": notes[:1]}]},
    )
    assert (first["date"], second["text"]) == ("2018-12-20", "Bruise")
    assert first["patients.name.family"] == third["patients.name.family"] == "PELL"
    assert second["patients.name.given"] == "Amy Jane"
    assert second["patients.dateOfBirth"] == "2018-11-21"


def test_a_person_without_entries_stays_a_row(tmp_path: Path) -> None:
    visits = [{"when": "01/02/2019", "note": "Seen"}]
    (found,) = rows(tmp_path, [AMY | {"visits": visits}, {"nhsNumber": "9434765870", "visits": []}])
    assert [(row["nhsNumber"], row["note"]) for row in found] == [("9434765919", "Seen"), ("9434765870", "")]


def test_entries_of_entries(tmp_path: Path) -> None:
    stay = {"ward": "3", "contacts": [{"on": "2019-01-01", "text": "Seen"}, {"on": "2019-01-02", "text": "Well"}]}
    ((first, second),) = rows(tmp_path, {"patients": [AMY | {"stays": [stay]}]})
    assert (first["on"], second["text"], second["stays.ward"]) == ("2019-01-01", "Well", "3")
    assert second["patients.nhsNumber"] == "9434765919"


def test_what_belongs_to_a_dated_record_stays_in_it(tmp_path: Path) -> None:
    record = {"date": "2019-01-18", "text": "Core group", "actions": [{"due": "2019-02-01", "what": "Visit"}]}
    ((found,),) = rows(tmp_path, [record])
    assert found["actions"] == "due: 2019-02-01, what: Visit"


def test_people_of_a_record_are_no_records(tmp_path: Path) -> None:
    people = [{"name": "Amy Pell", "dob": "2018-11-21"}, {"name": "Ben Pell", "dob": "2015-05-02"}]
    (found,) = rows(tmp_path, [{"ref": "1", "people": people}, {"ref": "2", "people": people}])
    assert [row["ref"] for row in found] == ["1", "2"]


def test_whose_name_stands_beside_the_records_is_said(tmp_path: Path) -> None:
    path = tmp_path / "gp.json"
    text = {"practice": {"name": "Larch Road Surgery"}, "visits": [{"date": "01/02/2019", "note": "Seen"}]}
    path.write_text(json.dumps(text), encoding="utf-8")
    assert read(path, "gp.json").tables[0].above == ("practice name: Larch Road Surgery",)
