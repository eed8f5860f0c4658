"""The Word file: every fact in it, real styles and headings, and no word of a record that does anything but be read."""

import io
import json
import re
import zipfile
from datetime import date
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from chronology.cli.inputs import open_case
from chronology.compose import compose
from chronology.compose.court import Court, compose_for_court
from chronology.document import Bullets, Document, Grid, Heading, Layout, Paragraph, Picture, Row, Text
from chronology.errors import OutputError
from chronology.inspection import find_hidden
from chronology.pipeline import run
from chronology.processes import in_another_process
from chronology.readers.from_docx import read_tables
from chronology.readers.package import tell_package
from chronology.renderers import to_json
from chronology.renderers.to_docx import render
from chronology.renderers.unseen import show_unseen
from tests.rendering import rendered
from tests.running import SAMPLES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = (
    '</w:t></w:r></w:p><w:p><w:r><w:instrText> DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc" </w:instrText></w:r></w:p>',
    "{ INCLUDETEXT C:\\secrets.docx } { MACROBUTTON x }",
    '<w:fldSimple w:instr=" HYPERLINK http://example.org "/>',
    "&lt;w:br/&gt; &amp; &#x202e; ]]> <!-- <?x?>",
    "\u202eevil\u202c \u200bzero \x1b[31m \x00 \x7f \ufffe \uffff \U000e0041",
    "\ud800 half a pair",
    "{{ title }} {% for x in y %} ${run} %s {0}",
    "line\nbreak\r\nand\rmore\x0bor\u2028less",
    "  spaces  kept \t tab ",
    "Zoë Łukasz Ὀδυσσεύς Олена مريم 王 🙂 e\u0301",
    "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "Heading 1",
    "_Toc000001",
)
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50"><rect width="200" height="50" fill="#888"/></svg>'
)


@pytest.fixture(scope="module")
def report():
    case, exports, _ = open_case((SAMPLES / "twins",))
    return run(case, exports)


@pytest.fixture(scope="module")
def written(report):
    return rendered(render, compose(report))


@pytest.fixture(scope="module")
def opened(written):
    return docx.Document(io.BytesIO(written))


def part(written, name):
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        return ElementTree.fromstring(package.read(name))


def main_part(document):
    return part(rendered(render, document), "word/document.xml")


def count(root, *names):
    return [len(root.findall(f".//{W}{name}")) for name in names]


def text_of(element):
    """The words, a line break for each `w:br`, a tab for each `w:tab` in a run."""
    marks = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join(
        one.text or "" if one.tag == f"{W}t" else marks[one.tag]
        for run_ in element.iter(f"{W}r")
        for one in run_
        if one.tag in (f"{W}t", *marks)
    )


def tables_of_entries(opened):
    return [table for table in opened.tables if table.rows[0].cells[1].text == "Date (as recorded)"]


def test_every_entry_is_found_again(report, opened):
    result = json.loads(rendered(to_json.render, report))
    paths = {source["id"]: source["path"] for source in result["sources"]}
    rows = {}
    for table in tables_of_entries(opened):
        for row in table._tbl.iterchildren(qn("w:tr")):
            cells = [text_of(cell) for cell in row.iterchildren(qn("w:tc"))]
            rows[cells[0]] = cells
    for entry in (*result["entries"], *result["undated"]):
        cells = rows[str(entry["number"])]
        assert cells[1] == entry["when"]["text"]
        for place in entry["provenance"]:
            sheet = f", {place['sheet']}" if place["sheet"] else ""
            assert f"{paths[place['source']]}{sheet}, row {place['row']}" in cells[5]
        assert show_unseen(entry["summary"]) in cells[6]
    assert len(rows) == 1 + len(result["entries"]) + len(result["undated"])  # and the headings, everywhere the same


def test_own_reader_takes_it_for_a_clean_document(written):
    assert tell_package(written, "chronology.docx") == ("docx", None)
    _, tables, issues = read_tables(written, "chronology.docx", "docx")
    assert tables
    assert not [one for one in issues if one.code != "text_outside_table"]


def test_nothing_is_hidden(written, tmp_path):
    path = tmp_path / "chronology.docx"
    path.write_bytes(written)
    assert find_hidden(path, ".docx") == ()


def test_properties_name_nobody(opened):
    properties = opened.core_properties
    assert properties.title == "The Denham twins"
    assert (properties.author, properties.last_modified_by, properties.comments, properties.keywords) == (
        "",
        "",
        "",
        "",
    )
    core = opened.part.package.part_related_by(
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    )
    assert b"dcterms" not in core.blob


def test_same_bytes_every_time(report, written):
    assert rendered(render, compose(report)) == written
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"


def test_headings_are_headings(opened):
    named = [(one.style.name, one.text) for one in opened.paragraphs if one.style.name.startswith(("Title", "Heading"))]
    assert named[0] == ("Title", "The Denham twins")
    assert [name for name, _ in named].count("Title") == 1
    assert ("Heading 1", "Chronology") in named
    assert ("Heading 2", "2018") in named
    levels = [int(name[-1]) for name, _ in named[1:]]
    assert all(later <= earlier + 1 for earlier, later in zip([0, *levels], levels, strict=False))


def test_heading_rows_are_marked_and_repeated(opened):
    assert opened.tables
    for table in opened.tables:
        first, *others = table._tbl.iterchildren(qn("w:tr"))
        assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None for row in others)
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert table.style.name == "Chronology Table"
        assert {cell.paragraphs[0].style.name for cell in table.rows[0].cells} == {"Table Heading"}
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert sum(widths) <= 16838 - 2 * 720


def test_rows_are_not_split_unless_they_might_fill_a_page():
    rows = (Row(("1", "short")), Row(("2", "long " * 2000)))
    root = main_part(Document("T", (Grid(("No", "Event"), rows, (1.0, 9.0)),)))
    kept = [row.find(f"{W}trPr/{W}cantSplit") is not None for row in root.iter(f"{W}tr")]
    assert kept == [True, True, False]


def test_every_style_named_is_there(written):
    styles = {one.get(f"{W}styleId") for one in part(written, "word/styles.xml").iter(f"{W}style")}
    used = set()
    for name in ("word/document.xml", "word/header.xml", "word/footer.xml", "word/numbering.xml"):
        for kind in ("pStyle", "rStyle", "tblStyle"):
            used |= {one.get(f"{W}val") for one in part(written, name).iter(f"{W}{kind}")}
    assert used <= styles
    assert {"Title", "Heading1", "Heading2", "ListBullet", "TableText", "Hyperlink", "Strong"} <= used


def test_links_lead_to_bookmarks(written):
    root = part(written, "word/document.xml")
    names = [one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart")]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(re.fullmatch(r"_\w{1,39}", name, re.ASCII) for name in names)
    anchors = {one.get(f"{W}anchor") for one in root.iter(f"{W}hyperlink")}
    assert anchors <= set(names)
    numbers = [one.get(f"{W}id") for one in root.iter(f"{W}bookmarkStart")]
    assert numbers == [one.get(f"{W}id") for one in root.iter(f"{W}bookmarkEnd")]
    assert len(set(numbers)) == len(numbers)


def test_long_and_odd_anchors_stay_apart():
    odd = ("a" * 60, "a" * 61, "é-1", "e-1", "E-1", "e_1", "9", "_Toc000001")
    said = tuple(Text(f"to {position}", target=anchor) for position, anchor in enumerate(odd))
    grid = Grid(("A",), (*(Row((anchor,), anchor) for anchor in odd), Row(("again",), "e-1")))
    root = main_part(
        Document("T", (Heading(1, "T"), Heading(2, "H"), Paragraph((*said, Text("dead", target="gone"))), grid))
    )
    names = [one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart")]
    assert len(names) == 1 + len(odd)  # and the one of the contents
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) <= 40 for name in names)
    marked = {}
    for row in root.iter(f"{W}tr"):
        for one in row.iter(f"{W}bookmarkStart"):
            marked[one.get(f"{W}name")] = text_of(row)
    led = {
        text_of(one): marked[one.get(f"{W}anchor")]
        for one in root.findall(f".//{W}p/{W}hyperlink")
        if text_of(one) != "H"
    }
    assert led == {f"to {position}": anchor for position, anchor in enumerate(odd)}


def test_contents_are_filled_in_and_ask_for_nothing(written):
    root = part(written, "word/document.xml")
    assert [one.get(f"{W}fldCharType") for one in root.iter(f"{W}fldChar")] == ["begin", "separate", "end"]
    assert [one.text.split()[0] for one in root.iter(f"{W}instrText")] == ["TOC"]
    assert "updateFields" not in {one.tag.removeprefix(W) for one in part(written, "word/settings.xml")}
    listed = [text_of(one) for one in root.findall(f".//{W}sdtContent/{W}p")]
    assert listed[0] == "Contents"
    assert listed[1] == "Where to look first"
    assert "Chronology" in listed


def test_pages_carry_mark_and_number():
    layout = Layout(marking="OFFICIAL-SENSITIVE & <more>")
    document = docx.Document(io.BytesIO(rendered(render, Document("A & B", (Paragraph("x"),), layout))))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert "OFFICIAL-SENSITIVE & <more>" in [one.text for one in section.header.paragraphs]
    assert "OFFICIAL-SENSITIVE & <more>" in [one.text for one in section.footer.paragraphs]
    fields = [one.get(qn("w:instr")).strip() for one in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "A & B" in section.footer.paragraphs[0].text


def test_court_pages_are_portrait_and_large(report):
    court = compose_for_court(report, Court(hearing=date(2026, 12, 1), section="B"))
    document = docx.Document(io.BytesIO(rendered(render, court)))
    section = document.sections[0]
    assert abs(section.page_width - Mm(210)) < Mm(1) and abs(section.page_height - Mm(297)) < Mm(1)
    normal = document.styles["Normal"]
    assert document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:sz')}").get(qn("w:val")) == "24"
    assert normal.paragraph_format.line_spacing == 1.5
    footer = section.footer._element
    assert [one.get(qn("w:instr")).strip() for one in footer.iter(qn("w:fldSimple"))] == ["PAGE"]
    assert text_of(footer).endswith("B1")
    assert not list(document.element.iter(qn("w:instrText")))  # no contents


def document_saying(text):
    return Document(
        text,
        (
            Heading(1, text),
            Paragraph(text),
            Heading(2, text, "a"),
            Bullets((text, (Text(text, strong=True), Text(text, target="a")))),
            Grid((text, "B"), (Row((text, (Text(text, target="a"),)), "b"),)),
        ),
        Layout(marking=text, section=text),
    )


STRUCTURE = "p r tbl tr tc hyperlink bookmarkStart fldSimple fldChar instrText sdt drawing pStyle sectPr".split()


@pytest.fixture(scope="module")
def structure():
    return count(main_part(document_saying("plain words")), *STRUCTURE)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(text, structure):
    written = rendered(render, document_saying(text))
    root = part(written, "word/document.xml")
    assert count(root, *STRUCTURE) == structure
    cells = [text_of(cell) for cell in root.iter(f"{W}tc")]
    assert cells == [show_unseen(text), "B", show_unseen(text), show_unseen(text)]
    header = part(written, "word/header.xml")
    assert text_of(header) == show_unseen(text)
    assert docx.Document(io.BytesIO(written)).core_properties.title == " ".join(show_unseen(text).split())
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        assert all("_rels" not in name or b"External" not in package.read(name) for name in package.namelist())


def test_tables_side_by_side_stay_two():
    grid = Grid(("A",), (Row(("1",)),))
    root = main_part(Document("T", (grid, grid)))
    body = [one.tag.removeprefix(W) for one in root.find(f"{W}body")]
    assert body == ["tbl", "p", "tbl", "p", "sectPr"]


def test_numbers_stand_to_the_right(opened):
    cells = tables_of_entries(opened)[0].rows[1].cells
    assert [cell.paragraphs[0].style.name for cell in cells[:2]] == ["Table Number", "Table Text"]


def test_pictures_have_words():
    picture = Picture(DRAWING, "Lanes <&>", 'Two "lanes"\nof contacts', "lanes")
    blocks = (Paragraph((Text("see", target="lanes"),)), picture, picture)
    written = rendered(render, Document("T", blocks))
    document = docx.Document(io.BytesIO(written))
    described = [one.docPr for one in document.element.iter(qn("wp:inline"))]
    assert [one.get("descr") for one in described] == ['Two "lanes" of contacts'] * 2
    assert len({one.get("id") for one in described}) == 2
    assert [one.text for one in document.paragraphs if one.style.name == "Caption"] == ["Lanes <&>"] * 2
    shape = document.inline_shapes[0]
    assert abs(shape.width / shape.height - 4) < 0.01
    assert shape.width <= document.sections[0].page_width - 2 * Pt(36)
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        drawn = package.read("word/media/picture1.png")
    assert drawn.startswith(b"\x89PNG")
    assert b"tIME" not in drawn
    assert rendered(render, Document("T", blocks)) == written


def test_pictures_leave_no_threads_to_wait_for():
    rendered(render, Document("T", (Picture(DRAWING, "A", "B"),)))
    with in_another_process(to_pages) as outcome:
        assert outcome() is not None


def to_pages():
    """Sets pages, as a process does that writes another format of the same run."""
    return rendered(render, Document("T", (Picture(DRAWING, "A", "B"),)))


def test_a_drawing_that_is_none_is_told():
    with pytest.raises(OutputError, match="could not be drawn"):
        rendered(render, Document("T", (Picture("no drawing", "A", "B"),)))


def test_an_opening_picture_stands_behind_the_first_section():
    picture = Picture(DRAWING, "Drawing", "drawn")
    blocks = (Heading(1, "T"), picture, Heading(2, "First"), Paragraph("one"), Heading(2, "Second"), Paragraph("two"))
    layout = Layout(contents=False)
    shown = docx.Document(io.BytesIO(rendered(render, Document("T", blocks, layout))))
    words = [paragraph.text for paragraph in shown.paragraphs if paragraph.text.strip()]
    assert [words.index(one) for one in ("First", "one", "Drawing", "Second")] == [1, 2, 3, 4]
    alone = docx.Document(io.BytesIO(rendered(render, Document("T", blocks[:4], layout))))
    assert [one.text for one in alone.paragraphs if one.text in ("Drawing", "First")] == ["Drawing", "First"]
