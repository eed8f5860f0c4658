"""What a spreadsheet holds beside plain cells: read, said, and never mixed into the cell's own text."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from chronology.readers import Reading
from tests.unit.test_readers_spreadsheet import (
    SHEET,
    change_part,
    codes,
    ods_cell,
    only_table,
    open_document,
    read_bytes,
    save,
    sheet_with,
)


def remarks(reading: Reading, *kinds: str) -> list[tuple[int, int, str, str]]:
    return [
        (one.row, one.column, one.kind, one.text)
        for one in only_table(reading).remarks
        if not kinds or one.kind in kinds
    ]


def append_all(rows: Iterable[Iterable[object]]) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(list(row))

    return fill


def put_parts(data: bytes, parts: dict[str, str]) -> bytes:
    """The package with these parts, in place of those that had their names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return stream.getvalue()


# Notes and comments


def test_notes_are_remarks_on_their_cell(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        append_all([["Date", "Note"], ["x", "seen"], ["y", "not seen"]])(sheet)
        sheet["B3"].comment = Comment("A. Worker:\nsaid something else", "A. Worker")
        sheet["A2"].comment = Comment("rang back", "B. Worker")

    reading = read_bytes(tmp_path, sheet_with(fill))
    assert only_table(reading).rows[2] == ("y", "not seen")
    assert remarks(reading) == [(2, 0, "comment", "rang back"), (3, 1, "comment", "A. Worker:\nsaid something else")]
    assert codes(reading) == []


def test_a_note_beside_no_row_is_named(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        append_all([["Date", "Note"], ["x", "seen"]])(sheet)
        sheet["B9"].comment = Comment("far below", "A. Worker")

    reading = read_bytes(tmp_path, sheet_with(fill))
    assert codes(reading) == [("text_outside_table", "Contacts", 9)]
    assert remarks(reading) == []


def test_threaded_comments_are_read_with_their_author_and_without_the_placeholder(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        append_all([["Date", "Note"], ["x", "seen"]])(sheet)
        sheet["B2"].comment = Comment("[Threaded comment] placeholder", "tc={1}")

    space = 'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"'
    data = put_parts(
        sheet_with(fill),
        {
            "xl/threadedComments/threadedComment1.xml": f'<ThreadedComments {space}><threadedComment ref="B2" personId="{{7}}" id="a">'
            '<text>Was it her?</text></threadedComment><threadedComment ref="B2" personId="{8}" parentId="a">'
            "<text>No</text></threadedComment></ThreadedComments>",
            "xl/persons/person.xml": f'<personList {space}><person displayName="A. Worker" id="{{7}}"/></personList>',
        },
    )
    link = (
        b'<Relationship Id="thread" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"'
        b' Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    )
    listing = "xl/worksheets/_rels/sheet1.xml.rels"
    reading = read_bytes(tmp_path, change_part(data, listing, lambda xml: xml.replace(b"</Relationships>", link)))
    assert remarks(reading) == [(2, 1, "comment", "A. Worker: Was it her?"), (2, 1, "comment", "No")]


def test_open_document_notes_are_no_part_of_the_cell(tmp_path: Path) -> None:
    note = (
        '<office:annotation><dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">A. Worker</dc:creator>'
        "<text:p>said something</text:p><text:p>else</text:p></office:annotation>"
    )
    cell = f'<table:table-cell office:value-type="string">{note}<text:p>seen</text:p></table:table-cell>'
    body = f'<table:table table:name="T"><table:table-row>{ods_cell("x")}{cell}</table:table-row></table:table>'
    reading = read_bytes(tmp_path, open_document(body), "a.ods")
    assert only_table(reading).rows == [("x", "seen")]
    assert remarks(reading) == [(1, 1, "comment", "said something\nelse")]


# Strike-through


def test_struck_text_is_remarked_and_the_cell_stays_whole(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        append_all([["Date", "Note"], ["x", "cancelled"], ["y", "kept"], [datetime(2007, 4, 3), "z"]])(sheet)
        sheet["B2"].font = Font(strike=True)
        sheet["A4"].font = Font(strike=True)
        plain, struck = InlineFont(), InlineFont(strike=True)
        sheet["B3"] = CellRichText("Seen ", TextBlock(struck, "not "), TextBlock(plain, "alone"))
        sheet["B4"] = CellRichText("was ", TextBlock(plain, "kept"))
        sheet["B4"].font = Font(strike=True)

    reading = read_bytes(tmp_path, sheet_with(fill))
    assert only_table(reading).rows[1:] == [("x", "cancelled"), ("y", "Seen not alone"), ("2007-04-03", "was kept")]
    assert remarks(reading) == [
        (2, 1, "struck", "cancelled"),
        (3, 1, "struck", "not "),
        (4, 0, "struck", "2007-04-03"),
        (4, 1, "struck", "was "),
    ]


def test_struck_words_in_shared_texts(tmp_path: Path) -> None:
    """As Excel itself writes them: the text in a part of its own, cited by number."""
    texts = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>plain</t></si><si><r><t xml:space="preserve">Seen </t></r>'
        '<r><rPr><strike/></rPr><t xml:space="preserve">not </t></r><r><rPr><strike val="0"/></rPr><t>alone</t></r>'
        "<rPh><t>aid</t></rPh></si></sst>"
    )
    data = put_parts(sheet_with(lambda sheet: sheet.append([1, 2])), {"xl/sharedStrings.xml": texts})
    link = (
        b'<Relationship Id="texts" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"'
        b' Target="sharedStrings.xml"/></Relationships>'
    )
    data = change_part(
        data,
        "xl/_rels/workbook.xml.rels",
        lambda xml: xml if b"sharedStrings" in xml else xml.replace(b"</Relationships>", link),
    )
    cells = b'<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
    data = change_part(data, SHEET, lambda xml: re.sub(rb'<c r="A1".*</c>', cells, xml))
    reading = read_bytes(tmp_path, data)
    assert only_table(reading).rows == [("plain", "Seen not alone")]
    assert remarks(reading) == [(1, 1, "struck", "not ")]


def test_struck_text_in_an_open_document(tmp_path: Path) -> None:
    body = (
        '<table:table table:name="T"><table:table-column/><table:table-column table:default-cell-style-name="Gone"/>'
        '<table:table-row><table:table-cell office:value-type="string"><text:p>Seen <text:span text:style-name="Out">not </text:span>'
        f"alone</text:p></table:table-cell>{ods_cell('withdrawn')}</table:table-row></table:table>"
    )
    style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
    styles = (
        f'<office:automatic-styles xmlns:style="{style}"><style:style style:name="Base"><style:text-properties'
        ' style:text-line-through-style="solid"/></style:style><style:style style:name="Gone" style:parent-style-name="Base"/>'
        '<style:style style:name="Out"><style:text-properties style:text-line-through-style="solid"/></style:style>'
        "</office:automatic-styles>"
    )
    data = change_part(
        open_document(body),
        "content.xml",
        lambda xml: xml.replace(b"<office:body>", styles.encode() + b"<office:body>"),
    )
    reading = read_bytes(tmp_path, data, "a.ods")
    assert only_table(reading).rows == [("Seen not alone", "withdrawn")]
    assert remarks(reading) == [(1, 0, "struck", "not "), (1, 1, "struck", "withdrawn")]


# Hidden rows and columns


def test_hidden_and_filtered_rows_are_remarked_and_hidden_columns_named(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        append_all([["a", "b", "c"], *([str(row), "x", "y"] for row in range(2, 8))])(sheet)
        for row in (3, 4, 5, 7, 40):
            sheet.row_dimensions[row].hidden = True
        sheet.auto_filter.ref = "A1:C7"
        for column in "BF":
            sheet.column_dimensions[column].hidden = True

    flat = change_part(sheet_with(fill), SHEET, lambda xml: xml.replace(b'<row r="6"', b'<row r="6" ht="0"'))
    reading = read_bytes(tmp_path, flat)
    assert len(only_table(reading).rows) == 7
    assert remarks(reading) == [(row, -1, "hidden", "") for row in (3, 4, 5, 6, 7)]
    assert codes(reading) == [("rows_hidden", "Contacts", None)] * 2
    assert "row 3 to 7." in reading.issues[0].message and "column 2." in reading.issues[1].message


def test_a_very_hidden_sheet_is_read_and_named(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["a"])
    secret = workbook.create_sheet("Staff")
    secret.append(["b"])
    secret.sheet_state = "veryHidden"
    reading = read_bytes(tmp_path, save(workbook))
    assert [table.sheet for table in reading.tables] == ["Sheet", "Staff"]
    assert codes(reading) == [("sheet_hidden", "Staff", None)] and "menu" in reading.issues[0].message


def test_text_boxes_and_pivot_copies_are_named_as_unread(tmp_path: Path) -> None:
    box = '<wsDr xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:t>zzcanary</a:t></wsDr>'
    data = put_parts(
        sheet_with(lambda sheet: sheet.append(["a"])),
        {"xl/drawings/drawing9.xml": box, "xl/pivotCache/pivotCacheRecords1.xml": "<r/>"},
    )
    reading = read_bytes(tmp_path, data)
    assert codes(reading) == [("text_outside_table", None, None)]
    assert "text boxes" in reading.issues[0].message and "pivot" in reading.issues[0].message


# Merged cells


def test_a_cell_merged_downwards_stands_in_every_row_that_holds_something(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A3"], sheet["B3"], sheet["C3"], sheet["C4"], sheet["C5"] = (
            "title",
            "03/04/2007",
            "A",
            "x",
            "y",
            "z",
        )
        sheet.merge_cells("A1:C2")
        sheet.merge_cells("A3:A6")
        sheet.merge_cells("B3:B4")

    reading = read_bytes(tmp_path, sheet_with(fill))
    assert [row[:3] for row in only_table(reading).rows[:5]] == [
        ("title", "", ""),
        ("", "", ""),
        ("03/04/2007", "A", "x"),
        ("03/04/2007", "A", "y"),
        ("03/04/2007", "", "z"),
    ]
    assert not any(map(any, only_table(reading).rows[5:])), "nothing is carried into a row that holds nothing else"
    assert remarks(reading) == [
        (4, 0, "merged", "03/04/2007"),
        (4, 1, "merged", "A"),
        (5, 0, "merged", "03/04/2007"),
    ]


def test_text_beneath_a_merged_cell_is_kept_and_named(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        append_all([["a", "b"], ["own", "c"]])(sheet)

    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>'
    data = change_part(sheet_with(fill), SHEET, lambda xml: xml.replace(b"</sheetData>", merge))
    reading = read_bytes(tmp_path, data)
    assert only_table(reading).rows[1] == ("own", "c") and remarks(reading) == []
    assert codes(reading) == [("rows_hidden", "Contacts", 2)]


def test_merges_in_an_open_document(tmp_path: Path) -> None:
    two_rows = 'table:number-rows-spanned="2"'
    body = (
        f'<table:table table:name="T"><table:table-row>{ods_cell("x", more=two_rows)}'
        f"{ods_cell('a')}</table:table-row><table:table-row><table:covered-table-cell/>{ods_cell('b')}</table:table-row></table:table>"
    )
    reading = read_bytes(tmp_path, open_document(body), "a.ods")
    assert only_table(reading).rows == [("x", "a"), ("x", "b")] and remarks(reading) == [(2, 0, "merged", "x")]


# Errors, formulas, numbers that are none


def test_errors_hashes_and_formulas_are_issues_and_remarks(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        append_all([["Date", "Note"], ["########", "see ### here"], ["x", "#REF!"], ["=TODAY()", "y"]])(sheet)
        sheet["B3"].data_type = "e"

    reading = read_bytes(tmp_path, sheet_with(fill))
    assert only_table(reading).rows[1] == ("########", "see ### here")
    assert remarks(reading) == [(2, 0, "error", "########"), (3, 1, "error", "#REF!"), (4, 0, "formula", "")]
    assert codes(reading) == [
        ("error_cell", "Contacts", 2),
        ("error_cell", "Contacts", 3),
        ("formula_without_value", "Contacts", 4),
    ]


def dated(sheet: Worksheet, *values: object) -> None:
    for row, value in enumerate(values, 1):
        sheet.cell(row, 1, value).number_format = "dd/mm/yyyy"


def test_the_day_that_never_was_is_no_other_day(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, sheet_with(lambda sheet: dated(sheet, 59, 60, 60.5, 61)))
    assert [row[0] for row in only_table(reading).rows] == [
        "1900-02-28",
        "1900-02-29",
        "1900-02-29T12:00:00",
        "1900-03-01",
    ]
    assert codes(reading) == [("date_impossible", "Contacts", 2), ("date_impossible", "Contacts", 3)]


def test_days_counted_from_1904(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    dated(workbook.active, 60, 37713)
    workbook.active["B2"] = datetime(2007, 4, 3, 14, 5)
    reading = read_bytes(tmp_path, save(workbook))
    assert only_table(reading).rows == [("1904-03-01", ""), ("2007-04-03", "2007-04-03T14:05:00")]
    assert codes(reading) == [("dates_from_1904", None, None)]


def test_a_date_below_zero_is_a_number_and_named(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, sheet_with(lambda sheet: dated(sheet, -1, "x")))
    assert only_table(reading).rows == [("-1",), ("x",)]
    assert codes(reading) == [("error_cell", "Contacts", 1)]


def test_a_number_below_zero_is_no_trouble(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, sheet_with(append_all([["a", -1.5], ["b", 60]])))
    assert only_table(reading).rows == [("a", "-1.5"), ("b", "60")] and codes(reading) == []


def test_lost_digits_are_named_once_a_sheet(tmp_path: Path) -> None:
    rows = [["Number", "Note"], [1234567890123456789, "x"], [9434765919, "y"], [9876543210987654, "z"]]
    reading = read_bytes(tmp_path, sheet_with(append_all(rows)))
    assert codes(reading) == [("digits_lost", "Contacts", None)]
    assert "2 cells in column 1, first row 2" in reading.issues[0].message


TRUE = [date(2007, 3, day) for day in (1, 4, 12)]
TEXT = ["13/03/2007", "27.04.2007", "30/11/07 14:05"]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ([*TRUE, *TEXT], ["dates_as_text", "dates_flipped"]),
        ([*TRUE, *TEXT, date(2007, 3, 13)], ["dates_as_text"]),
        ([*TRUE, *TEXT, "12/03/2007"], ["dates_as_text"]),
        ([*TRUE, "3 April 2007"], ["dates_as_text"]),
        (TRUE, []),
        (TEXT, []),
        ([*TRUE, "12 children seen"], []),
    ],
)
def test_dates_as_text_beside_true_dates(tmp_path: Path, cells: list[object], found: list[str]) -> None:
    rows = [["Date", "Note"], *([cell, "x"] for cell in cells)]
    assert [one.code for one in read_bytes(tmp_path, sheet_with(append_all(rows))).issues] == found


# Excel 97


def note_records(number: int, row: int, column: int, text: str) -> bytes:
    """A note as Excel 97 keeps it: a shape, the shape's text continued in records of its own, and the place."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    half = len(text) // 2
    return (
        record(0x5D, struct.pack("<HHHH", 0x15, 0x12, 0x19, number) + bytes(18))
        + record(0x1B6, struct.pack("<HHHHHHHI", 0x212, 0, 0, 0, 0, len(text), 16, 0))
        + record(0x3C, b"\0" + text[:half].encode("latin-1"))
        + record(0x3C, b"\1" + text[half:].encode("utf-16-le"))
        + record(0x3C, bytes(16))
        + record(0x1C, struct.pack("<HHHH", row, column, 0, number) + b"\x02\0\0AW\0")
    )


def test_what_old_excel_hides(tmp_path: Path) -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("Contacts")
    gone = xlwt.easyxf("font: struck_out on")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for column, text in enumerate(("Date", "Note", "By")):
        sheet.write(0, column, text)
    sheet.write_merge(1, 2, 0, 0, datetime(2007, 4, 3), day)
    sheet.write(1, 1, "withdrawn", gone)
    sheet.write(2, 1, "y")
    sheet.write(2, 2, "z")
    sheet.write(3, 0, 60, day)
    sheet.write(3, 1, 7, gone)
    sheet.write(3, 2, 8, gone)
    sheet.row(2).hidden = True
    sheet.col(2).hidden = True
    whole = sheet.get_biff_data
    sheet.get_biff_data = lambda: whole()[:-4] + note_records(1, 2, 1, "rang back") + whole()[-4:]
    stream = io.BytesIO()
    workbook.save(stream)
    reading = read_bytes(tmp_path, stream.getvalue(), "a.xls")
    assert only_table(reading).rows == [
        ("Date", "Note", "By"),
        ("2007-04-03", "withdrawn", ""),
        ("2007-04-03", "y", "z"),
        ("1900-02-29", "7", "8"),
    ]
    assert remarks(reading) == [
        (2, 1, "struck", "withdrawn"),
        (3, -1, "hidden", ""),
        (3, 0, "merged", "2007-04-03"),
        (3, 1, "comment", "rang back"),
        (4, 1, "struck", "7"),
        (4, 2, "struck", "8"),
    ]
    assert [one.code for one in reading.issues] == ["date_impossible", "rows_hidden", "rows_hidden"]


def test_struck_words_in_old_excel(tmp_path: Path) -> None:
    """Among more texts than one record holds, so that some run on into the next, wide and narrow characters mixed."""
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("A")
    struck = xlwt.easyfont("struck_out on")
    plain = xlwt.easyfont("")
    texts = [("Zo\u00eb \u0141 " if row % 3 else "Jo ") + "rang " * row for row in range(120)]
    for row, text in enumerate(texts):
        sheet.write_rich_text(row, 0, [text, ("not ", struck), ("seen", plain)])
    sheet.write_rich_text(120, 0, ["gone ", ("kept", plain)], xlwt.easyxf("font: struck_out on"))
    stream = io.BytesIO()
    workbook.save(stream)
    reading = read_bytes(tmp_path, stream.getvalue(), "a.xls")
    assert [row[0] for row in only_table(reading).rows] == [*(f"{text}not seen" for text in texts), "gone kept"]
    assert remarks(reading) == [*((row + 1, 0, "struck", "not ") for row in range(120)), (121, 0, "struck", "gone ")]


def test_old_excel_counting_from_1904(tmp_path: Path) -> None:
    workbook = xlwt.Workbook()
    workbook.dates_1904 = True
    workbook.add_sheet("A").write(0, 0, 37713, xlwt.easyxf(num_format_str="DD/MM/YYYY"))
    stream = io.BytesIO()
    workbook.save(stream)
    reading = read_bytes(tmp_path, stream.getvalue(), "a.xls")
    assert only_table(reading).rows == [("2007-04-03",)] and codes(reading) == [("dates_from_1904", None, None)]


def test_a_plain_sheet_has_no_remarks(tmp_path: Path) -> None:
    table = only_table(read_bytes(tmp_path, sheet_with(append_all([["a", 1], ["b", datetime(2007, 4, 3)]]))))
    assert table.remarks == ()
