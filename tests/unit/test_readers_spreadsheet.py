"""Workbooks: every sheet, every row and column in its place, every cell as a person would copy it."""

from __future__ import annotations

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from chronology.model import Table
from chronology.readers import Reading, read

SHEET = "xl/worksheets/sheet1.xml"

# An Excel 97 workbook made once with xlwt: sheet Contacts from C4, a hidden sheet Old, an empty sheet Blank.
XLS = zlib.decompress(
    base64.b64decode(
        b"eNrtWE1IVFEU/u6b98aZyZ8ZfwIthkHI0gSJNhHoqP24yqxNEUGNvheKzkyNs0iJMm2WQdCqaCNY0MZq0w+1qJUtCqUWQRDM5DJaFAUt1Ne557"
        b"2HOiU4kIL2vsc9995zz5l73j3nnnvnzUyHsuOPanLIQws8WDD98C7hCSp+pxMEjZumbDq1j4rpYkPB7yNHejU8L3lTJH0o/Z2DgofqK6LAZyqn"
        b"cR6dyYQRWUe0sw0xIW1oFl6KPYUi8g7RUlSzZeVMe5hWMH3A0i+YtjLnOtNmks2KU5iOdjbssyP5pFLLY6VEBZ6wzkfm7EEVXstIvnJDWLIa2l"
        b"J9sYHNMhBWizEB8naHkTBSsl+GuwgAut4UjzcNEcJqFe7JLb7IivT27o/Hs6ikEJnATzMC/HBywcuIy19fvgDxfy3nF63A95F3/8b3k4vz+TcV"
        b"FRiBeVbIbZGhEBhVrdR+IJlIx3rSgxlswbBXhpMHRwf0DEoww5lDQ/tALNE/h3pIFbscjKUNqjqTaaMYONeXGkwHBo2eZEKnoLwYkCcKZ6Dgsg"
        b"xUwruymKiOMm6HeG8GyZC5+9/eHenuip5hzgifOtbZtEMaDxNXpQYpl5KJkIFOfTnSwBq7mY7yr27jdg3TSnoDquu6quzG4TGWucajdTTPXsb7"
        b"6M4l7V3Uznw59jScmY3WU3uyIzdcOfkhOo5aWmCd9OUzhkbRKG7fkngWdWph57BPTKv/yGc+JchvoMK0D+AyzNNG9dBoiBlWz0M9YcurefKXlQ"
        b"D1FZoprFMGpTVRWR7IXjLefm2TOlqejpSSS1CBqQvbp75HZlvlPBrrOXZ583Q0xUc8hS2x2lK6SLQo5XgslSgjL2Kt/e6MWHQj+t2yfbnfJUIc"
        b"EbyqWLtVxYqruoiNtqorr5kLFy5cuHDxv0Hw7Rj2PRN8F/Tat2b5XWeeyoL7mWTT4jiS9KTpb+AhJKhOYaig+NkKTTi/JVap43wvlDhBs6fQj2"
        b"62o7/g+KU7n1j6PqtWDP67LVTo/AuF2LnG8/8G+yRHIw=="
    )
)


def read_bytes(folder: Path, data: bytes, named: str = "contacts.xlsx") -> Reading:
    path = folder / "file"
    path.write_bytes(data)
    return read(path, named)


def codes(reading: Reading) -> list[tuple[str, str | None, int | None]]:
    return [(one.code, one.sheet, one.row) for one in reading.issues]


def save(workbook: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def sheet_with(fill: Callable[[Worksheet], object]) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Contacts"
    fill(sheet)
    return save(workbook)


def change_part(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return stream.getvalue()


def only_table(reading: Reading) -> Table:
    (table,) = reading.tables
    return table


def read_cell(folder: Path, value: object, number_format: str = "General") -> str:
    def fill(sheet: Worksheet) -> None:
        sheet["B3"] = value
        sheet["B3"].number_format = number_format

    return only_table(read_bytes(folder, sheet_with(fill))).rows[2][1]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (4000000999, "General", "4000000999"),
        (9434765919, "0", "9434765919"),
        (1.5, "General", "1.5"),
        (0.1 + 0.2, "General", "0.3"),
        (-3, "General", "-3"),
        (1234567890123456789, "General", "1234567890123460000"),
        (1e-7, "General", "0.0000001"),
        (9434765919, "dd/mm/yyyy", "9434765919"),
        ("007", "General", "007"),
        (" NA ", "General", " NA "),
        ("first\nsecond", "General", "first\nsecond"),
        (True, "General", "TRUE"),
        (False, "General", "FALSE"),
        (39115, "General", "39115"),
        ("9.99E+09", "General", "9.99E+09"),
        (9.99e9, "General", "9990000000"),
        ("Mar-24", "General", "Mar-24"),
        (date(2007, 4, 3), "dd/mm/yyyy", "2007-04-03"),
        (datetime(2007, 4, 3, 14, 5), "dd/mm/yyyy hh:mm", "2007-04-03T14:05:00"),
        (datetime(2007, 4, 3), "dd/mm/yyyy hh:mm", "2007-04-03"),
        (39175.999999988425, "dd/mm/yyyy hh:mm:ss.000", "2007-04-03T23:59:59"),
        (39175.99999999, "dd/mm/yyyy hh:mm", "2007-04-03T23:59:59"),
        (time(14, 5), "hh:mm", "14:05"),
        (time(14, 5, 9), "hh:mm:ss", "14:05:09"),
        (timedelta(hours=30), "[h]:mm", "30:00"),
        ("2007-04-03", "General", "2007-04-03"),
    ],
)
def test_cells_are_what_a_person_would_copy(tmp_path: Path, value: object, number_format: str, text: str) -> None:
    assert read_cell(tmp_path, value, number_format) == text


def test_empty_leading_rows_and_columns_keep_their_place(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["C4"], sheet["D4"] = "Date", "Note"
        sheet["C7"], sheet["E7"] = "x", "y"

    reading = read_bytes(tmp_path, sheet_with(fill))
    blank = ("",) * 5
    assert only_table(reading).rows == [
        *[blank] * 3,
        ("", "", "Date", "Note", ""),
        *[blank] * 2,
        ("", "", "x", "", "y"),
    ]
    assert only_table(reading).sheet == "Contacts" and codes(reading) == []


def test_every_sheet_is_read_and_hidden_ones_are_noted(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = "Blank"
    for name, state in (("Second", "visible"), ("Hidden", "hidden"), ("Very hidden", "veryHidden")):
        sheet = workbook.create_sheet(name)
        sheet["A1"] = name
        sheet.sheet_state = state
    workbook.create_chartsheet("Chart")
    reading = read_bytes(tmp_path, save(workbook))
    assert [(table.sheet, table.rows) for table in reading.tables] == [
        (name, [(name,)]) for name in ("Second", "Hidden", "Very hidden")
    ]
    assert codes(reading) == [("sheet_hidden", "Hidden", None), ("sheet_hidden", "Very hidden", None)]


@pytest.mark.parametrize("part", ["row", "column"])
def test_hidden_rows_and_columns_are_read_and_noted(tmp_path: Path, part: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["a", "b"])
        sheet.append(["c", "d"])
        hidden = sheet.row_dimensions[2] if part == "row" else sheet.column_dimensions["B"]
        hidden.hidden = True

    reading = read_bytes(tmp_path, sheet_with(fill))
    assert only_table(reading).rows == [("a", "b"), ("c", "d")]
    assert codes(reading) == [("rows_hidden", "Contacts", None)]


def test_error_cells_are_named_not_blank(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Date", "Note"])
        sheet.append(["x", "y"])
        for place, text in (("A3", "#REF!"), ("C3", "#N/A"), ("B5", "#DIV/0!")):
            sheet[place] = text
            sheet[place].data_type = "e"

    reading = read_bytes(tmp_path, sheet_with(fill))
    rows = only_table(reading).rows
    assert rows[2] == ("#REF!", "", "#N/A")
    assert rows[4][1] == "#DIV/0!"
    assert codes(reading) == [("error_cell", "Contacts", 3), ("error_cell", "Contacts", 5)]
    assert "column 1, 3" in reading.issues[0].message


def test_formulas_without_a_stored_value_are_named(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Date", "Note"])
        sheet.append(["=TODAY()", "=A1"])

    data = sheet_with(fill)
    assert codes(read_bytes(tmp_path, data)) == [("formula_without_value", "Contacts", 2)]
    stored = change_part(data, SHEET, lambda xml: xml.replace(b"<v></v>", b"<v>5</v>").replace(b"<v />", b"<v>5</v>"))
    reading = read_bytes(tmp_path, stored)
    assert only_table(reading).rows[1] == ("5", "5") and codes(reading) == []


def small_sheet() -> bytes:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B2"], sheet["C3"] = "head", "x", 5

    return sheet_with(fill)


EXPECTED = [("head", "", ""), ("", "x", ""), ("", "", "5")]


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', xml),
        lambda xml: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', xml),
        lambda xml: re.sub(rb"<(/?)(?!\?)", rb"<\1x:", xml).replace(b"xmlns=", b"xmlns:x="),
        lambda xml: xml.replace(
            b'"http://schemas.openxmlformats.org/spreadsheetml', b'"http://purl.oclc.org/ooxml/spreadsheetml'
        ),
        lambda xml: xml.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'),
        lambda xml: xml.replace(b'<c r="A1"', b"<c r='A1'"),
        lambda xml: xml.replace(b'<row r="1">', b"<row>").replace(b'<c r="A1"', b"<c"),
    ],
    ids=[
        "dimension lies",
        "dimension boasts",
        "prefix",
        "strict",
        "a formatted cell far away",
        "single quotes",
        "no references",
    ],
)
def test_sheets_as_other_programs_write_them(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    reading = read_bytes(tmp_path, change_part(small_sheet(), SHEET, change))
    assert only_table(reading).rows == EXPECTED and codes(reading) == []


@pytest.mark.parametrize(
    ("stray", "place"), [("XFD1048576", "row 1048576 column 16384"), ("A900000", "row 900000 column 1")]
)
def test_a_stray_cell_far_away_is_named_and_the_others_are_read(tmp_path: Path, stray: str, place: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["C3"], sheet["D5"], sheet["C5"], sheet[stray] = "head", "x", "y", "far"

    reading = read_bytes(tmp_path, sheet_with(fill))
    blank = ("",) * 4
    assert only_table(reading).rows == [blank, blank, ("", "", "head", ""), blank, ("", "", "y", "x")]
    assert codes(reading) == [("cells_apart", "Contacts", None)] and place in reading.issues[0].message


def test_cells_scattered_beyond_all_measure_are_refused_by_sheet(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        for step in range(1, 100):
            sheet.cell(step * 9_000, step * 100, "x")

    reading = read_bytes(tmp_path, sheet_with(fill))
    assert codes(reading) == [("cells_apart", "Contacts", None), ("file_unreadable", "Contacts", None)]


def test_a_cell_reference_out_of_every_range_is_damage(tmp_path: Path) -> None:
    data = change_part(small_sheet(), SHEET, lambda xml: xml.replace(b'r="C3"', b'r="ZZZZZ99999999999"'))
    assert [one.code for one in read_bytes(tmp_path, data).issues] == ["file_truncated"]


def test_old_excel(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, XLS, "contacts.xls")
    blank = ("",) * 4
    contacts, old = reading.tables
    assert reading.container == "xls" and contacts.sheet == "Contacts"
    assert contacts.rows == [
        *[blank] * 3,
        ("", "", "Date", "Note"),
        ("", "", "2007-04-03", "4000000999"),
        ("", "", "2007-04-03T14:05:00", "first\nsecond"),
        ("", "", "TRUE", "#DIV/0!"),
    ]
    assert (old.sheet, old.rows) == ("Old", [("x",)])
    assert codes(reading) == [("error_cell", "Contacts", 7), ("sheet_hidden", "Old", None)]


def old_excel_with(record: bytes, at: int, value: bytes) -> bytes:
    """The old workbook with `value` written at byte `at` of the first record that begins with `record`."""
    place = XLS.find(record, 512) + 4 + at
    return XLS[:place] + value + XLS[place + len(value) :]


@pytest.mark.parametrize(
    ("record", "at", "value"),
    [
        (b"\x00\x02\x0e\x00", 4, b"\xff\xff\xff\xff"),
        (b"\x00\x02\x0e\x00", 0, b"\xff\xff\x00\x00"),
        (b"\xfc\x00", 4, b"\xff\xff\xff\x7f"),
    ],
    ids=["rows without end", "first row behind the last", "texts without end"],
)
def test_old_excel_that_asks_for_more_memory_than_its_format_can_hold(
    tmp_path: Path, record: bytes, at: int, value: bytes
) -> None:
    reading = read_bytes(tmp_path, old_excel_with(record, at, value), "contacts.xls")
    assert codes(reading) == [("file_truncated", None, None)]


def test_old_excel_with_a_password(tmp_path: Path) -> None:
    interface_header = XLS.find(b"\xe1\x00\x02\x00", 512)
    locked = XLS[:interface_header] + b"\x2f\x00" + XLS[interface_header + 2 :]
    assert codes(read_bytes(tmp_path, locked, "contacts.xls")) == [("file_encrypted", None, None)]


def test_a_number_out_of_range_for_its_format_is_named_by_sheet(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = 1e300
        sheet["A1"].number_format = "[h]:mm"

    assert codes(read_bytes(tmp_path, sheet_with(fill))) == [("file_unreadable", "Contacts", None)]


def open_document(body: str) -> bytes:
    names = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", kind)
        package.writestr(
            "content.xml",
            f"<office:document-content {spaces} {calc}><office:body><office:spreadsheet>{body}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
        package.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<m:file-entry m:full-path="/" m:media-type="{kind}"/></m:manifest>',
        )
    return stream.getvalue()


def ods_cell(text: str, kind: str = "string", more: str = "") -> str:
    return f'<table:table-cell office:value-type="{kind}" {more}><text:p>{text}</text:p></table:table-cell>'


def test_open_document_spreadsheet(tmp_path: Path) -> None:
    body = (
        '<table:table table:name="Contacts"><table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        f"<table:table-row><table:table-cell/>{ods_cell('Date')}{ods_cell('Note')}</table:table-row>"
        '<table:table-row table:visibility="collapse"><table:table-cell/>'
        + ods_cell("03/04/07", "date", 'office:date-value="2007-04-03"')
        + ods_cell("7", "float", 'office:value="7"')
        + "</table:table-row><table:table-row><table:table-cell/>"
        + ods_cell("14:05", "time", 'office:time-value="PT14H05M00S"')
        + ods_cell("#DIV/0!", "string", 'office:string-value="" calcext:value-type="error"')
        + '</table:table-row><table:table-row table:number-rows-repeated="1048570"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    reading = read_bytes(tmp_path, open_document(body), "contacts.ods")
    assert reading.container == "ods"
    assert only_table(reading).rows == [
        ("", "", ""),
        ("", "", ""),
        ("", "Date", "Note"),
        ("", "2007-04-03", "7"),
        ("", "14:05", "#DIV/0!"),
    ]
    assert codes(reading) == [("error_cell", "Contacts", 5), ("rows_hidden", "Contacts", None)]


def test_an_open_document_of_endless_repeats_is_refused(tmp_path: Path) -> None:
    cell = ods_cell("x", "string", 'table:number-columns-repeated="16000"')
    body = f'<table:table table:name="T"><table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row></table:table>'
    reading = read_bytes(tmp_path, open_document(body), "contacts.ods")
    assert codes(reading) == [("file_unreadable", None, None)]


def test_a_workbook_named_as_text_is_read_by_its_content(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, small_sheet(), "contacts.csv")
    assert reading.container == "xlsx" and only_table(reading).rows == EXPECTED
    assert codes(reading) == [("file_mislabelled", None, None)]
