"""Word tables: the rows a person counts, cells in their columns, and the text of the accepted version."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.table import Table as WordTable

from chronology.model import Remark
from chronology.readers import Reading, read


def read_document(folder: Path, document: Document, named: str = "minutes.docx") -> Reading:
    path = folder / "file"
    document.save(str(path))
    return read(path, named)


def codes(reading: Reading) -> list[tuple[str, str | None, int | None]]:
    return [(one.code, one.sheet, one.row) for one in reading.issues]


def fill(table: WordTable, *rows: tuple[str, ...]) -> WordTable:
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    return table


def piece(xml: str) -> object:
    """An element written with the prefix w, and no declaration of it."""
    name, rest = xml[1:].split(" ", 1) if " " in xml.split(">", 1)[0] else xml[1:].split(">", 1)
    join = " " if " " in xml.split(">", 1)[0] else ">"
    return parse_xml(f"<{name} {nsdecls('w')}{join}{rest}")


ROWS = (("Date", "Name", "Note"), ("03/04/2007", "A", "Seen"), ("04/04/2007", "B", "Not in"))


@pytest.fixture
def document() -> Iterator[Document]:
    yield docx.Document()


def test_tables_are_named_in_order(tmp_path: Path, document: Document) -> None:
    fill(document.add_table(3, 3), *ROWS)
    fill(document.add_table(1, 2), ("a", "b\nc\td"))
    reading = read_document(tmp_path, document)
    assert reading.container == "docx" and codes(reading) == []
    assert [(table.sheet, table.rows) for table in reading.tables] == [
        ("Table 1", list(ROWS)),
        ("Table 2", [("a", "b\nc\td")]),
    ]


def test_merged_cells_keep_the_columns_in_line(tmp_path: Path, document: Document) -> None:
    table = document.add_table(4, 3)
    fill(table, ("Home visits", "", ""), *ROWS)
    table.cell(0, 0).merge(table.cell(0, 2))
    table.cell(2, 1).merge(table.cell(3, 1)).text = "A and B"
    (read_table,) = read_document(tmp_path, document).tables
    assert [len(row) for row in read_table.rows] == [3] * 4
    assert read_table.rows[0][1:] == ("", "") and read_table.rows[0][0].strip() == "Home visits"
    assert read_table.rows[2:] == [("03/04/2007", "A and B", "Seen"), ("04/04/2007", "A and B", "Not in")]
    assert read_table.remarks == (Remark(4, 1, "merged"),)


def test_tracked_changes_read_as_accepted_and_are_named(tmp_path: Path, document: Document) -> None:
    table = fill(document.add_table(4, 3), *ROWS, ("05/04/2007", "C", "x"))
    paragraph = table.cell(1, 2).paragraphs[0]._p
    paragraph.append(piece('<w:del w:id="1" w:author="x"><w:r><w:delText> well</w:delText></w:r></w:del>'))
    paragraph.append(piece('<w:ins w:id="2" w:author="x"><w:r><w:t> alone</w:t></w:r></w:ins>'))
    table.rows[2]._tr.get_or_add_trPr().append(piece('<w:del w:id="3" w:author="x"></w:del>'))
    reading = read_document(tmp_path, document)
    (read_table,) = reading.tables
    assert read_table.rows == [
        ROWS[0],
        ("03/04/2007", "A", "Seen alone"),
        ROWS[2],
        ("05/04/2007", "C", "x"),
    ]
    assert read_table.remarks == (
        Remark(2, 2, "deleted", " well"),
        Remark(2, 2, "inserted", " alone"),
        Remark(3, -1, "deleted"),
    )
    assert codes(reading) == [("tracked_changes", "Table 1", 2), ("tracked_changes", "Table 1", 3)]


def test_both_readings_of_a_changed_cell_are_kept(tmp_path: Path, document: Document) -> None:
    table = fill(document.add_table(2, 2), ("Date", "Note"), ("", ""))
    gone = "<w:r><w:delText>{}</w:delText></w:r>"
    for column, xml in (
        (0, f'<w:del w:id="1">{gone.format("04")}</w:del><w:ins w:id="2"><w:r><w:t>03</w:t></w:r></w:ins>'),
        (1, f'<w:del w:id="3">{gone.format("Not ")}{gone.format("yet ")}</w:del>'),
    ):
        paragraph = table.cell(1, column).paragraphs[0]
        for element in parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"):
            paragraph._p.append(element)
        paragraph.add_run(("/04/2007", "seen")[column])
    (read_table,) = read_document(tmp_path, document).tables
    assert read_table.rows[1] == ("03/04/2007", "seen")
    assert read_table.remarks == (
        Remark(2, 0, "deleted", "04"),
        Remark(2, 0, "inserted", "03"),
        Remark(2, 1, "deleted", "Not yet "),
    )


def test_a_row_of_which_every_word_was_deleted_is_a_deleted_row(tmp_path: Path, document: Document) -> None:
    table = fill(document.add_table(3, 3), *ROWS)
    for cell in table.rows[1].cells:
        run = cell.paragraphs[0].runs[0]._r
        run.getparent().replace(run, piece(f'<w:del w:id="1"><w:r><w:delText>{run.text}</w:delText></w:r></w:del>'))
    (read_table,) = read_document(tmp_path, document).tables
    assert read_table.rows == list(ROWS)
    assert read_table.remarks == (Remark(2, -1, "deleted"),)


def test_rows_and_cells_inserted_or_deleted_whole(tmp_path: Path, document: Document) -> None:
    table = fill(document.add_table(3, 3), *ROWS)
    table.rows[1]._tr.get_or_add_trPr().append(piece('<w:ins w:id="1"></w:ins>'))
    for column, mark in ((1, "cellDel"), (2, "cellIns")):
        table.cell(2, column)._tc.get_or_add_tcPr().append(piece(f'<w:{mark} w:id="2"></w:{mark}>'))
    (read_table,) = read_document(tmp_path, document).tables
    assert read_table.rows[1:] == [ROWS[1], ("04/04/2007", "", "Not in")]
    assert read_table.remarks == (
        Remark(2, -1, "inserted"),
        Remark(3, 1, "deleted", "B"),
        Remark(3, 2, "inserted", "Not in"),
    )


def test_struck_and_hidden_words_stay_and_are_remarked(tmp_path: Path, document: Document) -> None:
    table = fill(document.add_table(3, 3), *ROWS)
    note = table.cell(1, 2).paragraphs[0]
    for words in (" not", " at all"):
        note.add_run(words).font.strike = True
    note.add_run(" alone")
    table.cell(2, 2).paragraphs[0].add_run(" (secret)").font.hidden = True
    style = document.styles.add_style("Withdrawn", WD_STYLE_TYPE.CHARACTER)
    style.font.double_strike = True
    table.cell(2, 1).paragraphs[0].runs[0].style = style
    table.rows[1]._tr.get_or_add_trPr().append(piece("<w:hidden></w:hidden>"))
    (read_table,) = read_document(tmp_path, document).tables
    assert read_table.rows[1:] == [("03/04/2007", "A", "Seen not at all alone"), ("04/04/2007", "B", "Not in (secret)")]
    assert read_table.remarks == (
        Remark(2, -1, "hidden"),
        Remark(2, 2, "struck", " not at all"),
        Remark(3, 1, "struck", "B"),
        Remark(3, 2, "hidden", " (secret)"),
    )


def test_comments_stand_with_their_cell_and_strays_are_counted(tmp_path: Path, document: Document) -> None:
    outside = document.add_paragraph("Title")
    table = fill(document.add_table(3, 3), *ROWS)
    document.add_comment(table.cell(1, 2).paragraphs[0].runs, "Was this the\nother child?", author="A. Reviewer")
    document.add_comment(outside.runs, "Check")
    reading = read_document(tmp_path, document)
    assert reading.tables[0].remarks == (Remark(2, 2, "comment", "A. Reviewer: Was this the\nother child?"),)
    assert reading.tables[0].rows == list(ROWS)
    assert reading.tables[1].remarks == (Remark(1, 0, "comment", "Check"),)
    assert [one.code for one in reading.issues] == ["text_outside_table"]
    assert "comments outside tables (1)" in reading.issues[0].message


def test_footnotes_stand_with_the_cell_that_refers_to_them(tmp_path: Path, document: Document) -> None:
    table = fill(document.add_table(3, 3), *ROWS)
    table.cell(2, 2).paragraphs[0]._p.append(piece('<w:r><w:footnoteReference w:id="2"/></w:r>'))
    notes = (
        f"<w:footnotes {nsdecls('w')}>"
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>By telephone.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    part = Part(PackURI("/word/footnotes.xml"), CT.WML_FOOTNOTES, notes.encode(), document.part.package)
    document.part.relate_to(part, RT.FOOTNOTES)
    (read_table,) = read_document(tmp_path, document).tables
    assert read_table.remarks == (Remark(3, 2, "comment", "By telephone."),)


def test_what_is_drawn_or_embedded_is_named(tmp_path: Path, document: Document) -> None:
    fill(document.add_table(3, 3), *ROWS)
    for name, kind in (
        ("media/image1.png", RT.IMAGE),
        ("chunk.html", RT.A_F_CHUNK),
        ("embeddings/a.bin", RT.OLE_OBJECT),
    ):
        part = Part(PackURI(f"/word/{name}"), "application/octet-stream", b"x", document.part.package)
        document.part.relate_to(part, kind)
    reading = read_document(tmp_path, document)
    assert "embedded documents (1), embedded files (1), pictures (1)" in reading.issues[0].message


def test_merged_cells_carry_down_every_row_they_cover(tmp_path: Path, document: Document) -> None:
    table = fill(document.add_table(5, 2), *[(f"{row}", "x") for row in range(5)])
    for row in (1, 2, 3):
        table.cell(row, 0).text = ""
    table.cell(0, 0).merge(table.cell(2, 0)).text = "03/04/2007"
    (read_table,) = read_document(tmp_path, document).tables
    assert [row[0] for row in read_table.rows] == ["03/04/2007"] * 3 + ["", "4"]
    assert read_table.remarks == (Remark(2, 0, "merged"), Remark(3, 0, "merged"))


def test_a_chosen_entry_of_a_form_list_is_read(tmp_path: Path, document: Document) -> None:
    table = fill(document.add_table(1, 1), ("",))
    entries = '<w:listEntry w:val="Home"/><w:listEntry w:val="Clinic"/>'
    table.cell(0, 0).paragraphs[0]._p.append(
        piece(
            f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>{entries}</w:ddList></w:ffData></w:fldChar></w:r>'
        )
    )
    (read_table,) = read_document(tmp_path, document).tables
    assert read_table.rows == [("Clinic",)]


def test_moved_text_is_read_once_where_it_went(tmp_path: Path, document: Document) -> None:
    table = fill(document.add_table(1, 2), ("", ""))
    for column, kind in enumerate(("moveFrom", "moveTo")):
        run = "<w:r><w:t>moved</w:t></w:r>"
        table.cell(0, column).paragraphs[0]._p.append(piece(f'<w:{kind} w:id="1" w:author="x">{run}</w:{kind}>'))
    (read_table,) = read_document(tmp_path, document).tables
    assert read_table.rows == [("", "moved")]


def test_content_controls_around_rows_cells_and_words(tmp_path: Path, document: Document) -> None:
    table = fill(document.add_table(3, 3), *ROWS)
    holder = "<w:sdt><w:sdtPr><w:date/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    table.cell(1, 0).paragraphs[0]._p.append(piece(holder.format("<w:r><w:t> (picked)</w:t></w:r>")))
    for element in (table.rows[2]._tr, table.rows[1]._tr.tc_lst[2]):
        wrapped = piece(holder.format(""))
        element.getparent().replace(element, wrapped)
        wrapped[1].append(element)
    (read_table,) = read_document(tmp_path, document).tables
    assert read_table.rows == [ROWS[0], ("03/04/2007 (picked)", "A", "Seen"), ROWS[2]]


def test_tick_boxes_and_fields(tmp_path: Path, document: Document) -> None:
    table = fill(document.add_table(1, 4), ("", "", "", ""))
    boxes = (
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>'
        "</w:fldChar><w:instrText>FORMCHECKBOX</w:instrText></w:r>",
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData>'
        "</w:fldChar></w:r>",
        '<w:fldSimple w:instr="DATE"><w:r><w:t>3 April 2007</w:t></w:r></w:fldSimple>',
    )
    for cell, box in zip(table.rows[0].cells, boxes, strict=True):
        cell.paragraphs[0]._p.append(piece(box))
    (read_table,) = read_document(tmp_path, document).tables
    assert read_table.rows == [("☑", "☒", "☐", "3 April 2007")]


def test_a_table_inside_a_record_is_kept_there_and_read_on_its_own(tmp_path: Path, document: Document) -> None:
    table = fill(document.add_table(3, 3), *ROWS)
    fill(table.cell(1, 2).add_table(2, 2), ("Weight", "7.5"), ("Height", "61"))
    fill(document.add_table(1, 1), ("after",))
    reading = read_document(tmp_path, document)
    assert [table.sheet for table in reading.tables] == ["Table 1", "Table 2", "Table 3"]
    assert reading.tables[0].rows[1] == ("03/04/2007", "A", "Seen\nWeight\t7.5\nHeight\t61")
    assert len(reading.tables[0].rows) == 3
    assert reading.tables[1].rows == [("Weight", "7.5"), ("Height", "61")]
    assert reading.tables[2].rows == [("after",)]


def test_a_frame_around_a_table_does_not_repeat_it(tmp_path: Path, document: Document) -> None:
    fill(document.add_table(1, 1).cell(0, 0).add_table(3, 3), *ROWS)
    reading = read_document(tmp_path, document)
    assert [(table.sheet, table.rows) for table in reading.tables] == [("Table 2", list(ROWS))]


def test_text_outside_tables_is_a_table_of_its_own_and_stands_above_the_others(
    tmp_path: Path, document: Document
) -> None:
    document.add_paragraph("Chronology for a child")
    document.add_paragraph("")
    document.sections[0].header.paragraphs[0].text = "OFFICIAL"
    fill(document.add_table(3, 3), *ROWS)
    document.add_paragraph("Health visiting")
    fill(document.add_table(1, 1), ("x",))
    document.add_paragraph("And then")
    reading = read_document(tmp_path, document)
    assert [table.sheet for table in reading.tables] == ["Table 1", "Table 2", "Text"]
    assert reading.tables[0].above == ("OFFICIAL", "Chronology for a child")
    assert reading.tables[1].above == ("OFFICIAL", "Chronology for a child", "Health visiting")
    assert reading.tables[2].rows == [("Chronology for a child",), ("",), ("Health visiting",), ("And then",)]
    assert codes(reading) == [("text_outside_table", None, None)] and "page headers (1)" in reading.issues[0].message


def test_a_document_without_tables_is_its_text(tmp_path: Path, document: Document) -> None:
    document.add_paragraph("03/04/2007 Seen")
    (table,) = read_document(tmp_path, document).tables
    assert (table.sheet, table.rows, table.above) == ("Text", [("03/04/2007 Seen",)], ())


def test_a_table_in_a_text_box_is_read_once(tmp_path: Path, document: Document) -> None:
    inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    spaces = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ' + nsdecls("w")
    box = (
        f"<w:p {spaces}><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:txbxContent>{inner}</w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:txbxContent>{inner}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    document.element.body.insert(0, parse_xml(box))
    fill(document.add_table(1, 1), ("after",))
    reading = read_document(tmp_path, document)
    assert [(table.sheet, table.rows) for table in reading.tables] == [
        ("Table 1", [("boxed",)]),
        ("Table 2", [("after",)]),
    ]


def test_rows_with_columns_left_out_before_them(tmp_path: Path, document: Document) -> None:
    table = fill(document.add_table(3, 3), *ROWS)
    last = table.rows[2]._tr
    last.get_or_add_trPr().append(piece('<w:gridBefore w:val="1"></w:gridBefore>'))
    last.remove(last.tc_lst[0])
    (read_table,) = read_document(tmp_path, document).tables
    assert read_table.rows[2] == ("", "B", "Not in")


def test_a_document_read_twice_is_the_same(tmp_path: Path, document: Document) -> None:
    fill(document.add_table(3, 3), *ROWS)
    stream = io.BytesIO()
    document.save(stream)
    path = tmp_path / "file"
    path.write_bytes(stream.getvalue())
    assert read(path, "minutes.docx") == read(path, "minutes.docx")
