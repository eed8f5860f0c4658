"""CSV and its kin: rows as a spreadsheet program numbers them, and none swallowed by a lost quotation mark."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chronology.readers import SUFFIXES, Reading, read
from chronology.readers.from_csv import vote_delimiter
from chronology.readers.quotes import mend_rows


def read_bytes(folder: Path, data: bytes, named: str = "contacts.csv") -> Reading:
    path = folder / "file"
    path.write_bytes(data)
    return read(path, named)


def rows_of(reading: Reading) -> list[tuple[str, ...]]:
    (table,) = reading.tables
    assert table.sheet is None and table.headings is None and table.source == reading.path
    return table.rows


def codes(reading: Reading) -> list[tuple[str, int | None]]:
    return [(one.code, one.row) for one in reading.issues]


PLAIN = [("Date", "Name", "Note"), ("03/04/2007", "A, B", "Seen; well"), ("04/04/2007", "C", "")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_each_delimiter(tmp_path: Path, delimiter: str) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(PLAIN)
    reading = read_bytes(tmp_path, text.getvalue().encode())
    assert rows_of(reading) == PLAIN
    assert reading.container == "csv" and codes(reading) == []


@pytest.mark.parametrize("delimiter", ["^", "~", "¦", "§", ":"])
def test_rare_delimiters_where_the_whole_file_speaks_for_them(tmp_path: Path, delimiter: str) -> None:
    rows = [("Date", "Name", "Note"), ("03/04/2007", "HOLLIS, AMY", "Seen; well"), ("04/04/2007", "HOLLIS, BEN", "Out")]
    text = "".join(delimiter.join(row) + "\n" for row in rows)
    assert rows_of(read_bytes(tmp_path, text.encode())) == rows


@pytest.mark.parametrize(
    "lines",
    [
        "03/04/2007 10:15: seen at home\n04/04/2007 11:30: not in\n",
        "Date,Note\n03/04/2007,~2 cm bruise ~ old ~\n04/04/2007,~3 cm mark ~ new ~\n",
    ],
)
def test_rare_delimiters_in_a_text_delimit_nothing(tmp_path: Path, lines: str) -> None:
    assert rows_of(read_bytes(tmp_path, lines.encode())) == [
        tuple(line.split(",")) for line in lines.split("\n") if line
    ]


def test_blank_title_and_repeated_rows_count(tmp_path: Path) -> None:
    data = b"Contacts, all\r\n\r\nDate,Name,Note\r\n03/04/2007,A,\r\n\r\n04/04/2007,B,x,\r\nTotal: 2\r\n"
    assert rows_of(read_bytes(tmp_path, data)) == [
        ("Contacts", " all"),
        (),
        ("Date", "Name", "Note"),
        ("03/04/2007", "A", ""),
        (),
        ("04/04/2007", "B", "x", ""),
        ("Total: 2",),
    ]


def test_a_cell_with_line_breaks_is_one_row_whatever_the_line_ends(tmp_path: Path) -> None:
    data = b'Date,Name,Note\r03/04/2007,A,"one\r\n\r\ntwo, three\n"\n04/04/2007,B,x\r\n05/04/2007,C,y'
    rows = rows_of(read_bytes(tmp_path, data))
    assert rows[1] == ("03/04/2007", "A", "one\r\n\r\ntwo, three\n")
    assert [row[0] for row in rows] == ["Date", "03/04/2007", "04/04/2007", "05/04/2007"]


def test_characters_that_only_look_like_line_ends_stay_in_their_cell(tmp_path: Path) -> None:
    note = "a\x0bb\x0cc\x1dd\x85e\u2028f\x00g\x1b[31mh"
    assert rows_of(read_bytes(tmp_path, f"Date,Note\n1,{note}\n2,x\n".encode()))[1:] == [("1", note), ("2", "x")]


def test_commas_in_narratives_do_not_decide_the_delimiter(tmp_path: Path) -> None:
    lines = ["Date;Note", *(f"0{day}/04/2007;Seen, well, fed, and so on, {day}" for day in range(1, 9))]
    assert {len(row) for row in rows_of(read_bytes(tmp_path, "\n".join(lines).encode()))} == {2}


def test_decimal_commas_do_not_decide_the_delimiter() -> None:
    assert vote_delimiter("Date;Weight;Height\n1;7,5;60,1\n2;7,9;61,0\n3;8,1;61,9\n") == (";", 3)


def test_one_column_stays_one_column(tmp_path: Path) -> None:
    lines = ["Note", *["seen at home"] * 30, "seen, well", '"quoted, too"']
    assert rows_of(read_bytes(tmp_path, "\n".join(lines).encode()))[-2:] == [("seen, well",), ("quoted, too",)]


def test_separator_line_is_an_instruction_not_a_row(tmp_path: Path) -> None:
    assert rows_of(read_bytes(tmp_path, b"sep=;\r\na;b,c,d\r\n1;2,3,4\r\n")) == [("a", "b,c,d"), ("1", "2,3,4")]


@pytest.mark.parametrize(
    ("data", "issues"),
    [
        ("\ufeffDate,Name\n1,Zoë\n".encode(), []),
        ("\ufeff\ufeffDate,Name\n1,Zoë\n".encode(), []),
        ("Date,Name\n1,Zoë\n".encode("utf-16"), []),
        ("Date,Name\n1,Zoë\n".encode("utf-16-le"), []),
        ("Date,Name\n1,Zoë\n".encode("utf-16-be"), []),
        ("Date,Name\n1,Zoë\n".encode("cp1252"), ["encoding_assumed"]),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, issues: list[str]) -> None:
    reading = read_bytes(tmp_path, data)
    assert rows_of(reading) == [("Date", "Name"), ("1", "Zoë")]
    assert [one.code for one in reading.issues] == issues


def test_a_file_in_two_encodings_is_right_in_both(tmp_path: Path) -> None:
    data = "a,b\n1,Zoë\n".encode() + "2,Zoë £5\n".encode("cp1252") + b"3,\x81\n"
    assert rows_of(read_bytes(tmp_path, data)) == [("a", "b"), ("1", "Zoë"), ("2", "Zoë £5"), ("3", "\x81")]


@pytest.mark.parametrize(
    "data",
    [
        b"a,b\n1,Zo\xc3\xab\n2,Zo\xc3",
        b"a,b\n1,x\n2,Zo" + b"\0" * 512,
        "a,b\n1,x\n2,Zo\n".encode("utf-16")[:-1],
    ],
    ids=["cut character", "zeros at the end", "cut utf-16"],
)
def test_a_damaged_tail_is_named_and_the_rest_read(tmp_path: Path, data: bytes) -> None:
    reading = read_bytes(tmp_path, data)
    assert [row[0] for row in rows_of(reading)] == ["a", "1", "2"]
    assert codes(reading) == [("file_truncated", None)]


def test_a_very_large_cell(tmp_path: Path) -> None:
    cell = "word " * 400_000
    assert rows_of(read_bytes(tmp_path, f"Date,Note\n1,{cell}\n2,x\n".encode()))[1:] == [("1", cell), ("2", "x")]


RECORDS = [f"{day:02}/04/2007,{100 + day},Visit,note {day}" for day in range(1, 13)]
HEADING = "Date,Number,Type,Note"


def damage(row: int, old: str, new: str, *also: tuple[int, str, str]) -> bytes:
    lines = [HEADING, *RECORDS]
    for at, before, after in ((row, old, new), *also):
        assert before in lines[at - 1]
        lines[at - 1] = lines[at - 1].replace(before, after)
    return "\r\n".join(lines).encode() + b"\r\n"


@pytest.mark.parametrize(
    ("data", "opened"),
    [
        (damage(4, ",note", ',"note'), 4),
        (damage(4, ",Visit", ',"Visit'), 4),
        (damage(13, ",note", ',"note'), 13),
        (damage(1, ",Note", ',"Note'), 1),
        (damage(2, "01/04", '"01/04'), 2),
        (damage(4, ",note 3", ',"note 3', (8, "note 7", '"note, 7"')), 4),
        (damage(4, ",note 3", ',"note 3', (8, "note 7", 'note 7"')), 4),
        (damage(4, ",note 3", ',"note 3', (8, "note 7", '"line\r\nnote 7"')), 4),
    ],
    ids=[
        "last cell",
        "middle cell",
        "last row",
        "heading",
        "first cell",
        "meets a quoted cell",
        "closes by luck",
        "meets lines",
    ],
)
def test_an_unclosed_quote_swallows_nothing(tmp_path: Path, data: bytes, opened: int) -> None:
    reading = read_bytes(tmp_path, data)
    rows = rows_of(reading)
    assert len(rows) == 13
    assert codes(reading) == [("unclosed_quote", opened)]
    assert [row[1] for row in rows[1:]] == [str(100 + day) for day in range(1, 13)]
    assert all(len(row) == 4 for row in rows)


def test_two_unclosed_quotes_are_both_named(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, damage(3, ",note", ',"note', (9, ",note", ',"note')))
    assert len(rows_of(reading)) == 13
    assert codes(reading) == [("unclosed_quote", 3), ("unclosed_quote", 9)]


def test_a_long_narrative_is_not_taken_for_an_unclosed_quote(tmp_path: Path) -> None:
    note = "Seen at home, with mother, father, and aunt.\n\nPlan:\n- weigh, measure, review, repeat\n" * 60
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADING.split(","), *([*line.split(",")[:3], note] for line in RECORDS)])
    reading = read_bytes(tmp_path, text.getvalue().encode())
    assert codes(reading) == []
    assert [row[3] for row in rows_of(reading)[1:]] == [note] * 12


@pytest.mark.parametrize("second", ["Number", "Type"])
def test_dated_notes_inside_a_quoted_cell_stay_in_it(tmp_path: Path, second: str) -> None:
    note = "Running notes\n03/04/2007, telephone call, no reply\n04/04/2007, visit, no reply"
    value = {"Number": "1", "Type": "Visit"}[second]
    data = f'Date,{second},Note\n01/04/2007,{value},"{note}"\n02/04/2007,{value},x\n03/04/2007,{value},y\n'
    reading = read_bytes(tmp_path, data.encode())
    assert codes(reading) == [] and rows_of(reading)[1] == ("01/04/2007", value, note)


def test_quotation_marks_that_nobody_doubled(tmp_path: Path) -> None:
    data = damage(
        4, "note 3", '"He said "no" and left"', (6, "note 5", '"Mum" said no'), (8, "note 7", 'the "flat" was cold')
    )
    reading = read_bytes(tmp_path, data)
    rows = rows_of(reading)
    assert codes(reading) == [] and len(rows) == 13
    assert (rows[3][3], rows[5][3], rows[7][3]) == ('He said "no" and left', '"Mum" said no', 'the "flat" was cold')


def test_undoubled_marks_in_a_cell_with_line_breaks(tmp_path: Path) -> None:
    data = damage(4, "note 3", '"He said "no" and\r\nleft, slowly"')
    reading = read_bytes(tmp_path, data)
    assert rows_of(reading)[3] == ("03/04/2007", "103", "Visit", 'He said "no" and\r\nleft, slowly')
    assert codes(reading) == [] and len(rows_of(reading)) == 13


# Control characters make a file no text at all; line breaks and tabs are the ones that texts hold.
CONTROLS = "".join(chr(code) for code in (*range(9), 11, 12, *range(14, 32), 127))
CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters=CONTROLS + "\ufeff"), max_size=12)


# Line ends and quoting. Without marks around every cell, only \\r\\n lets the writer see every line break inside a cell.
DIALECTS = [("\n", csv.QUOTE_ALL), ("\r\n", csv.QUOTE_ALL), ("\r", csv.QUOTE_ALL), ("\r\n", csv.QUOTE_MINIMAL)]


@st.composite
def written_tables(draw: st.DrawFn) -> tuple[list[tuple[str, ...]], bytes]:
    """Records under a heading, in one of the dialects that programs write, and the bytes they make."""
    width = draw(st.integers(3, 6))
    rows = [tuple(f"Heading {column}" for column in range(width))]
    for number in range(draw(st.integers(4, 12))):
        rows.append((f"{number + 1:02}/04/2007", *draw(st.tuples(*[CELLS] * (width - 1)))))
    text = io.StringIO(newline="")
    ends, quoting = draw(st.sampled_from(DIALECTS))
    csv.writer(text, delimiter=draw(st.sampled_from(",;\t|")), lineterminator=ends, quoting=quoting).writerows(rows)
    return rows, text.getvalue().encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(written=written_tables())
def test_what_is_written_is_read(tmp_path: Path, written: tuple[list[tuple[str, ...]], bytes]) -> None:
    rows, data = written
    reading = read_bytes(tmp_path, data)
    assert rows_of(reading) == rows
    # What was drawn may look like text that was garbled or damaged before.
    assert {code for code, _ in codes(reading)} <= {"text_garbled", "text_damaged"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(data=st.lists(st.sampled_from([b'"', b",", b"\n", b"\r\n", b"a", b'""', b"1", b"\xe9"]), max_size=60))
def test_no_text_is_lost_whatever_the_marks(tmp_path: Path, data: list[bytes]) -> None:
    """Every letter and digit of the file stands in some cell, and there are never more rows than lines."""
    text = b"".join(data)
    reading = read_bytes(tmp_path, text)
    cells = "".join(cell for table in reading.tables for row in table.rows for cell in row)
    for character in "a1é":
        assert cells.count(character) == text.decode("cp1252").count(character)
    lines = len(list(io.StringIO(text.decode("cp1252"), newline="")))
    assert all(len(table.rows) <= lines for table in reading.tables)


@settings(deadline=None, max_examples=60)
@given(written=written_tables())
def test_the_way_for_damaged_files_reads_sound_files_alike(written: tuple[list[tuple[str, ...]], bytes]) -> None:
    rows, _ = written
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    lines = list(io.StringIO(text.getvalue(), newline=""))
    assert mend_rows(lines, ",", len(rows[0])) == (rows, [])


def test_reading_a_hundred_thousand_rows_costs_little_beyond_the_csv_module(tmp_path: Path) -> None:
    line = b'03/04/2007,14:05,"Smith, J",Visit,a narrative of some words and then some,,Y,N,x,y,z,end\n'
    path = tmp_path / "big.csv"
    path.write_bytes(line * 100_000)
    start = time.process_time()
    alone = list(map(tuple, csv.reader(io.StringIO(path.read_text(), newline=""))))
    middle = time.process_time()
    (table,) = read(path, "big.csv").tables
    end = time.process_time()
    assert table.rows == alone
    assert end - middle < 3 * (middle - start) + 0.5


def test_readers_load_no_format_before_a_file_needs_it() -> None:
    heavy = "['zipfile', 'json', 'csv', 'xml', 'xml.etree', 'python_calamine', 'openpyxl', 'docx']"
    script = f"import sys, chronology.readers; print([name for name in {heavy} if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_a_folder_scan_meets_what_agencies_send() -> None:
    assert {".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".docx", ".json", ".jsonl", ".pdf"} <= SUFFIXES
    assert not {".yaml", ".md", ".py", ""} & SUFFIXES


# What a spreadsheet or a data library would make something else of.
AS_WRITTEN = [
    "Null",
    "NA",
    "N/A",
    "None",
    "nan",
    "True",
    "007",
    "0123456789",
    "1e5",
    "-",
    "=1+1",
    " x ",
    "45364",
    "1/2",
]


def test_every_cell_stays_the_text_that_it_is(tmp_path: Path) -> None:
    data = "Date,Surname,Note\n" + "".join(f"03/04/2007,{word},x\n" for word in AS_WRITTEN)
    assert [row[1] for row in rows_of(read_bytes(tmp_path, data.encode()))[1:]] == AS_WRITTEN


def test_ragged_rows_keep_every_cell_where_it_stands(tmp_path: Path) -> None:
    data = b"Date,Name,Note\n03/04/2007,A\n04/04/2007,B,Mum said, yes, she had\n05/04/2007,C,x\n"
    assert rows_of(read_bytes(tmp_path, data))[1:] == [
        ("03/04/2007", "A"),
        ("04/04/2007", "B", "Mum said", " yes", " she had"),
        ("05/04/2007", "C", "x"),
    ]


def test_headings_that_are_alike_are_both_kept(tmp_path: Path) -> None:
    data = b"Date,Note,Date\n03/04/2007,x,04/04/2007\n"
    assert rows_of(read_bytes(tmp_path, data)) == [("Date", "Note", "Date"), ("03/04/2007", "x", "04/04/2007")]


@pytest.mark.parametrize("garbled", ["ZoÃ«", "Â£5", "â€œquoted", "donâ€™t", "â€“"])
def test_letters_that_the_supplier_garbled_are_noted_and_kept(tmp_path: Path, garbled: str) -> None:
    reading = read_bytes(tmp_path, f"Date,Note\n1,{garbled}\n".encode())
    assert rows_of(reading)[1] == ("1", garbled)
    assert codes(reading) == [("text_garbled", None)]


@pytest.mark.parametrize("sound", ["Zoë", "£5", "“quoted”", "SÃO", "âge", "café — 20°", "Â"])
def test_sound_letters_are_not_taken_for_garbled_ones(tmp_path: Path, sound: str) -> None:
    assert codes(read_bytes(tmp_path, f"Date,Note\n1,{sound}\n".encode())) == []


def test_what_the_supplier_had_lost_already_is_noted(tmp_path: Path) -> None:
    assert codes(read_bytes(tmp_path, "Date,Note\n1,Zo\ufffd\n".encode())) == [("text_damaged", None)]


def test_rows_with_control_characters_are_named(tmp_path: Path) -> None:
    data = b'Date,Note\n1,a\0b\n2,x\n3,\x1b[31mred\n4,tab\tand "mark"\n'
    assert codes(read_bytes(tmp_path, data)) == [("control_characters", 2), ("control_characters", 4)]
    many = read_bytes(tmp_path, b"Date,Note\n" + b"1,a bell \x07 rings in this note\n" * 1000)
    assert len(many.issues) == 20 and "980 rows below" in many.issues[-1].message


def test_a_cell_of_ten_megabytes_is_read_whole_and_quickly(tmp_path: Path) -> None:
    cell = "word, and " * 1_000_000
    start = time.process_time()
    rows = rows_of(read_bytes(tmp_path, f'Date,Note\n1,"{cell}"\n2,x\n'.encode()))
    assert rows == [("Date", "Note"), ("1", cell), ("2", "x")]
    assert time.process_time() - start < 3


@pytest.mark.parametrize("data", [b"Date,Note\r03/04/2007,x\r", b"Date,Note\r\n03/04/2007,x\n\r\n"])
def test_every_line_end(tmp_path: Path, data: bytes) -> None:
    assert [row for row in rows_of(read_bytes(tmp_path, data)) if row] == [("Date", "Note"), ("03/04/2007", "x")]


@pytest.mark.parametrize(
    ("named", "data", "container"),
    [
        ("a.xls", b"<html><table><tr><td>1<td>2</table></html>", "html"),
        ("a.csv", b'[{"a": 1}]', "json"),
        ("a.xlsx", b"a,b\n1,2\n", "csv"),
        ("a.docx", b"a,b\n1,2\n", "csv"),
    ],
)
def test_a_masquerade_is_read_as_what_it_is_and_said(tmp_path: Path, named: str, data: bytes, container: str) -> None:
    reading = read_bytes(tmp_path, data, named)
    assert (reading.container, [one.code for one in reading.issues]) == (container, ["file_mislabelled"])
    assert reading.tables
