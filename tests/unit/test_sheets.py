"""Spreadsheet, CSV and JSON Lines: every cell says what the record says, nothing runs, nothing is cut without a word."""

import csv
import io
import json
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from chronology.cli.inputs import open_case
from chronology.compose.sheets import compose_chronology_sheet, compose_sheets
from chronology.document import Grid, Row, Sheet, Sheets, Text
from chronology.errors import OutputError
from chronology.inspection.in_package import find_hidden
from chronology.pipeline import run
from chronology.renderers import to_csv, to_json, to_jsonl, to_xlsx
from chronology.report import Selection
from chronology.select import select
from tests.rendering import rendered
from tests.running import SAMPLES

HOSTILE = (
    '=HYPERLINK("http://example.org","click")',
    "+44 20 7946 0000",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1)",
    "  =1+1",
    "\t=1+1",
    "＝1+1",
    "'quoted'",
    "''twice",
    "{=1+1}",
    "http://example.org/",
    "_x0041_ and _x000D_",
    '<b>bold</b> & "more" ]]>',
    "\u202eevil\u202c \u200bhidden \x1b[31m \x00",
    "line\nbreak\r\nand\rmore",
    "Zoë Łukasz Ὀδυσσεύς Олена 王 🙂",
    "00123",
    "1e5",
    "2007-01-02",
    "a,b;c\td",
)


def grid(cells, numeric=()):
    return Grid(("A", "B"), tuple(Row(row) for row in cells), (20.0, 20.0), numeric)


def workbook(sheets):
    return openpyxl.load_workbook(io.BytesIO(rendered(to_xlsx.render, sheets)))


def read_csv(written):
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def report():
    case, exports, _ = open_case((SAMPLES / "child_p",))
    return run(case, exports)


@pytest.fixture(scope="module")
def book(report):
    return workbook(compose_sheets(report))


@pytest.fixture(scope="module")
def result(report):
    return json.loads(rendered(to_json.render, report))


def rows_of(sheet):
    headings = [cell.value for cell in sheet[1]]
    return [dict(zip(headings, values, strict=True)) for values in sheet.iter_rows(min_row=2, values_only=True)]


def test_sheets_stand_in_their_order_with_filters_and_frozen_headings(book):
    assert book.sheetnames == ["Chronology", "Findings", "People", "Sources", "Account", "Questions"]
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(sheet.column_dimensions[cell.column_letter].width > 5 for cell in sheet[1])
        assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str))


def test_every_entry_date_and_reference_of_the_json_is_in_the_sheet(book, result):
    paths = {source["id"]: source["path"] for source in result["sources"]}
    entries = [*result["entries"], *result["undated"]]
    rows = rows_of(book["Chronology"])
    assert [row["No"] for row in rows] == [entry["number"] for entry in entries]
    for row, entry in zip(rows, entries, strict=True):
        place = entry["provenance"][0]
        assert (row["Source"], row["File"], row["Row"]) == (place["source"], paths[place["source"]], place["row"])
        assert row["Entry"] == entry["id"]
        assert (row["Event"] or "").replace("\r\n", "\n") == entry["summary"].replace("\r\n", "\n")
        when = entry["when"]
        if when["precision"] == "day" and when["first"] == when["last"]:
            assert row["Date"] == datetime.fromisoformat(when["first"])
        else:
            assert row["Date"] == (when["text"] or "undated")
        assert (row["Date as recorded"] or "") == when["text"]
        assert all(f"row {other['row']}" in row["Also in"] for other in entry["provenance"][1:])


def test_findings_people_account_and_questions_are_all_there(book, result):
    assert [row["Finding"] for row in rows_of(book["Findings"])] == [one["id"] for one in result["findings"]]
    assert [row["Id"] for row in rows_of(book["People"])] == [one["id"] for one in result["subjects"]]
    assert [row["sha256"] for row in rows_of(book["Sources"])] == [one["sha256"] for one in result["sources"]]
    *account, total = rows_of(book["Account"])
    for column, member in (("Records read", "records"), ("Entries", "entries"), ("Set aside", "set_aside")):
        assert [row[column] for row in account] == [source[member] for source in result["sources"]]
        assert total[column] == sum(source[member] for source in result["sources"])
    waiting = sum(link["standing"] == "possible" for one in result["subjects"] for link in one["links"])
    questions = rows_of(book["Questions"])
    assert len(questions) == len(result["issues"]) + waiting
    assert sum(row["Level"] == "decision" for row in questions) == waiting


def test_csv_holds_the_chronology_sheet(book, report):
    headings, *lines = read_csv(rendered(to_csv.render, compose_chronology_sheet(report)))
    rows = rows_of(book["Chronology"])
    assert headings == list(rows[0])
    assert [line[0] for line in lines] == [str(row["No"]) for row in rows]
    assert [line[1] for line in lines] == [
        row["Date"].date().isoformat() if isinstance(row["Date"], datetime) else row["Date"] for row in rows
    ]


def test_json_lines_are_the_entries_of_the_json(report, result):
    lines = [json.loads(line) for line in rendered(to_jsonl.render, report).splitlines()]
    assert lines == [*result["entries"], *result["undated"]]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_a_workbook(text):
    written = rendered(to_xlsx.render, Sheets(text, (Sheet("S", grid([(text, "next")])),), marking=text[:50]))
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        markup = package.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in markup
        assert "hyperlink" not in markup
    cell, after = next(openpyxl.load_workbook(io.BytesIO(written))["S"].iter_rows(min_row=2))
    shown = to_xlsx.show_unseen(text)
    assert cell.data_type == "s"
    assert cell.value == shown
    assert after.value == "next"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_csv_cell_runs_and_every_one_can_be_undone(text):
    written = rendered(to_csv.render, Sheet("S", grid([(text, "next")])))
    _, (cell, after) = read_csv(written)
    assert after == "next"
    assert cell.lstrip()[:1] not in tuple("=+-@＝＋－＠")
    assert not cell.startswith(("\t", "\r", "\n"))
    assert (cell[1:] if cell.startswith("'") else cell) == to_csv.show_unseen(text)


def test_csv_begins_as_spreadsheet_programs_need_it():
    written = rendered(to_csv.render, Sheet("S", grid([("Zoë", "b")])))
    assert written == "\ufeffA,B\r\nZoë,b\r\n".encode()


def test_days_are_dates_only_where_the_program_knows_the_day():
    days = [date(2007, 8, 3), date(1900, 3, 1), date(1899, 12, 31)]
    rows = [((Text("3/8/07", day=day),), str(number)) for number, day in enumerate(days, 1)]
    sheet = workbook(Sheets("T", (Sheet("S", grid(rows, numeric=(1,))),)))["S"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [
        datetime(2007, 8, 3),
        datetime(1900, 3, 1),
        "3/8/07",
    ]
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == [1, 2, 3]


@pytest.mark.parametrize("letter", ["a", "🙂"])
def test_a_text_too_long_for_a_cell_is_cut_with_a_word_of_it(letter):
    text = letter * 40_000
    book = workbook(Sheets("T", (Sheet("S", grid([("b", text)])),)))
    value = book["S"]["B2"].value
    assert len(value.encode("utf-16-le")) // 2 <= to_xlsx.LONGEST_TEXT
    assert value.startswith(letter * 16_000)
    assert "40,000 characters" in value
    assert [cell.value for cell in book["Cut texts"][3]] == ["S", 2, "B", 40_000]
    whole = read_csv(rendered(to_csv.render, Sheet("S", grid([("b", text)]))))
    assert whole[1][1] == text


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch):
    monkeypatch.setattr(to_xlsx, "MOST_ROWS", 3)
    with pytest.raises(OutputError, match="more rows"):
        workbook(Sheets("T", (Sheet("S", grid([("a", "b")] * 3)),)))


def test_a_selection_says_so_first(report):
    some = select(report, Selection(agencies=("police",)))
    shown, total = len(some.chronology.entries), len(report.every_entry)
    said = f"{shown} of {total} entries shown"
    book = workbook(compose_sheets(some))
    assert book.sheetnames[0] == "Selection"
    assert said in book["Selection"]["B2"].value
    assert [row["No"] for row in rows_of(book["Chronology"])] == [one.number for one in some.chronology.entries]
    headings, first, *lines = read_csv(rendered(to_csv.render, compose_chronology_sheet(some)))
    assert first[headings.index("No")] == ""
    assert said in first[headings.index("Event")]
    assert len(lines) == shown
    opening, *entries = map(json.loads, rendered(to_jsonl.render, some).splitlines())
    assert opening["selection"]["left_out"]["entries"] == len(report.chronology.entries) - shown
    assert [one["number"] for one in entries] == [one.number for one in some.chronology.entries]


def test_a_key_event_says_why(report):
    sheet = compose_chronology_sheet(select(report, Selection(key_events=True)))
    at = sheet.grid.headings.index("Key event")
    assert all(row.cells[at] for row in sheet.grid.rows[1:])


def test_the_same_bytes_and_nothing_hidden(report, tmp_path):
    sheets = compose_sheets(report)
    written = rendered(to_xlsx.render, sheets)
    assert rendered(to_xlsx.render, compose_sheets(report)) == written
    path = tmp_path / "out.xlsx"
    path.write_bytes(written)
    assert list(find_hidden(path)) == []
    with zipfile.ZipFile(path) as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
