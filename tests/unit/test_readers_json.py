"""JSON and JSON Lines: records in their positions, members as columns, values as written."""

from __future__ import annotations

from pathlib import Path

import pytest

from chronology.readers import Reading, read


def read_text(folder: Path, text: str, named: str = "contacts.json") -> Reading:
    path = folder / "file"
    path.write_text(text, encoding="utf-8", newline="")
    return read(path, named)


def codes(reading: Reading) -> list[tuple[str, str | None, int | None]]:
    return [(one.code, one.sheet, one.row) for one in reading.issues]


def test_members_become_columns_in_the_order_first_seen(tmp_path: Path) -> None:
    reading = read_text(
        tmp_path, '[{"Date": "03/04/2007", "Child": {"Name": "A", "NHS": 9434765919}}, {"Note": "x", "Date": null}]'
    )
    (table,) = reading.tables
    assert reading.container == "json" and codes(reading) == []
    assert table.headings == ("Date", "Child.Name", "Child.NHS", "Note")
    assert table.rows == [("03/04/2007", "A", "9434765919", ""), ("", "", "", "x")]
    assert table.sheet is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1.50", "1.50"),
        ("1e5", "1e5"),
        ("12345678901234567890", "12345678901234567890"),
        ("NaN", "NaN"),
        ("true", "true"),
        ("false", "false"),
        ("null", ""),
        ('" 007 "', " 007 "),
        ('["a", 1, null, "b"]', "a; 1; b"),
        ('[{"k": "v", "m": {"n": 1}}, {"k": "w"}]', "k: v, m.n: 1; k: w"),
        ("[]", ""),
        ("{}", ""),
    ],
)
def test_values_stay_as_written(tmp_path: Path, value: str, text: str) -> None:
    (table,) = read_text(tmp_path, f'[{{"a": "x", "b": {value}}}]').tables
    assert table.rows == [("x", text)]


@pytest.mark.parametrize(
    "text", ['{"records": [{"a": 1}]}', '{"entry": {"list": [{"a": 1}]}}', '{"a": 1}', ' \n[\n{"a":\n1}]\n']
)
def test_where_records_may_stand(tmp_path: Path, text: str) -> None:
    (table,) = read_text(tmp_path, text).tables
    assert (table.headings, table.rows, table.sheet) == (("a",), [("1",)], None)


def test_several_lists_are_several_tables(tmp_path: Path) -> None:
    reading = read_text(tmp_path, '{"agency": "X", "visits": [{"a": 1}], "calls": [{"b": 2}, {"b": 3}]}')
    assert [(table.sheet, table.rows) for table in reading.tables] == [
        ("visits", [("1",)]),
        ("calls", [("2",), ("3",)]),
    ]
    assert codes(reading) == [("text_outside_table", None, None)]
    assert "members agency" in reading.issues[0].message
    assert reading.tables[0].above == ("agency: X",)


def test_a_list_of_lists_is_rows_without_headings(tmp_path: Path) -> None:
    (table,) = read_text(tmp_path, '[["Date", "Note"], ["03/04/2007", null]]').tables
    assert (table.headings, table.rows) == (None, [("Date", "Note"), ("03/04/2007", "")])


def test_members_that_stand_twice_are_both_kept(tmp_path: Path) -> None:
    (table,) = read_text(tmp_path, '[{"a": 1, "a": 2, "b": {"c": 3}, "b.c": 4}]').tables
    assert table.headings == ("a", "a (2)", "b.c", "b.c (2)") and table.rows == [("1", "2", "3", "4")]


def test_what_is_no_record_keeps_its_position(tmp_path: Path) -> None:
    reading = read_text(tmp_path, '[{"a": 1}, 5, {"a": 2}]')
    assert reading.tables[0].rows == [("1",), (), ("2",)]
    assert codes(reading) == [("record_unreadable", None, 2)]


def test_json_lines_rows_are_lines(tmp_path: Path) -> None:
    text = '{"a": "x\u2028y"}\r\n\r\n{"b": 2}\n{"a": \n[1]\n{"a": 3}\n'
    reading = read_text(tmp_path, text, "contacts.jsonl")
    (table,) = reading.tables
    assert reading.container == "jsonl" and table.headings == ("a", "b")
    assert table.rows == [("x\u2028y", ""), (), ("", "2"), (), (), ("3", "")]
    assert codes(reading) == [("record_unreadable", None, 4), ("record_unreadable", None, 5)]


@pytest.mark.parametrize(("named", "issues"), [("a.json", []), ("a.ndjson", []), ("a.csv", ["file_mislabelled"])])
def test_json_lines_by_content(tmp_path: Path, named: str, issues: list[str]) -> None:
    reading = read_text(tmp_path, '{"a": 1}\n{"a": 2}\n', named)
    assert reading.container == "jsonl" and reading.tables[0].rows == [("1",), ("2",)]
    assert [one.code for one in reading.issues] == issues


def test_a_first_line_that_is_damaged_does_not_hide_the_others(tmp_path: Path) -> None:
    reading = read_text(tmp_path, '{"a": 1\n{"a": 2}\n', "contacts.jsonl")
    assert reading.tables[0].rows == [(), ("2",)]
    assert codes(reading) == [("record_unreadable", None, 1)]


def test_text_that_only_begins_like_json_is_text(tmp_path: Path) -> None:
    reading = read_text(tmp_path, "[sic],Note\n1,x\n", "contacts.csv")
    assert reading.container == "csv" and reading.tables[0].rows == [("[sic]", "Note"), ("1", "x")]


def test_half_a_character_is_shown_as_damaged(tmp_path: Path) -> None:
    reading = read_text(tmp_path, r'[{"a": "x\ud800y", "b": "\ud83d\ude00", "c": "\\ud800", "\udc00k": "\u00e9"}]')
    (table,) = reading.tables
    assert (table.headings, table.rows) == (("a", "b", "c", "�k"), [("x�y", "😀", r"\ud800", "é")])
    assert codes(reading) == [("text_damaged", None, None)]


def test_half_a_character_in_json_lines(tmp_path: Path) -> None:
    reading = read_text(tmp_path, '{"a": "x"}\n{"a": "\\uDBFF"}\n', "contacts.jsonl")
    assert reading.tables[0].rows == [("x",), ("�",)] and codes(reading) == [("text_damaged", None, None)]


ROWS = [("03/04/2007", "A"), ("04/04/2007", "B")]


@pytest.mark.parametrize(
    "text",
    [
        '{"Date": ["03/04/2007", "04/04/2007"], "Name": ["A", "B"]}',
        '{"Date": {"0": "03/04/2007", "1": "04/04/2007"}, "Name": {"0": "A", "1": "B"}}',
        '{"columns": ["Date", "Name"], "index": [0, 1], "data": [["03/04/2007", "A"], ["04/04/2007", "B"]]}',
        '{"export": {"fields": ["Date", "Name"], "rows": [["03/04/2007", "A"], ["04/04/2007", "B"]]}}',
    ],
    ids=["lists", "numbered", "split", "rows beside headings"],
)
def test_records_written_column_by_column(tmp_path: Path, text: str) -> None:
    reading = read_text(tmp_path, text)
    (table,) = reading.tables
    assert (table.headings, table.rows, codes(reading)) == (("Date", "Name"), ROWS, [])


def test_records_under_keys_of_their_own(tmp_path: Path) -> None:
    text = '{"C1": {"Date": "03/04/2007", "Name": "A"}, "C2": {"Date": "04/04/2007", "Name": "B", "Note": "x"}}'
    (table,) = read_text(tmp_path, text).tables
    assert table.headings == ("key", "Date", "Name", "Note")
    assert table.rows == [("C1", "03/04/2007", "A", ""), ("C2", "04/04/2007", "B", "x")]


def test_parts_of_one_record_stay_one_record(tmp_path: Path) -> None:
    text = '{"child": {"name": "A", "born": "x"}, "visit": {"date": "y", "note": "z"}, "tags": ["a", "b"]}'
    (table,) = read_text(tmp_path, text).tables
    assert table.rows == [("A", "x", "y", "z", "a; b")]
    assert table.headings == ("child.name", "child.born", "visit.date", "visit.note", "tags")
