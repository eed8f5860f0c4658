"""A board's own table is filled by its headings, in its own looks, and nothing else of its document changes."""

import io
import re
import zipfile
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from msgspec.structs import replace

from chronology.cli.inputs import open_case
from chronology.errors import DefinitionError
from chronology.inspection import find_hidden
from chronology.pipeline import run
from chronology.report import Selection
from chronology.select import select
from chronology.template import fill, open_template
from chronology.template.columns import recipes
from tests.running import SAMPLES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADINGS = ("No.", "Date & time", "Source of information", "Significant event", "Response / outcome", "Analysis")
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PROMPT = (
    '<w:sdt {names}><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rStyle w:val="PlaceholderText"/>'
    "</w:rPr><w:t>Click here to enter text</w:t></w:r></w:sdtContent></w:sdt>"
)


@pytest.fixture(scope="module")
def report():
    case, exports, _ = open_case((SAMPLES / "twins",))
    return run(case, exports)


def leave(_document, _table):
    """No change."""


def board(*rows, change=leave, before=()):
    """The bytes of a document with a table of these rows, tables `before` it, and text around."""
    document = docx.Document()
    document.add_heading("Board chronology", 1)
    for one in (*before, rows):
        document.add_paragraph("Please complete:")
        table = document.add_table(len(one), len(one[0]))
        for line, row in zip(table.rows, one, strict=True):
            for cell, text in zip(line.cells, row, strict=True):
                cell.text = text
    document.add_paragraph("Signed: ________")
    change(document, table)
    return saved(document)


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def blank(headings=HEADINGS):
    return ("",) * len(headings)


def filled(data, report):
    stream = io.BytesIO()
    fill(open_template(data, "board.docx"), report, stream)
    return stream.getvalue()


def rows_of(written, table=-1):
    """The texts of the rows, as the table is written: merged cells once."""
    rows = docx.Document(io.BytesIO(written)).tables[table]._tbl.iter(qn("w:tr"))
    return [[cell_text(cell) for cell in row.iter(qn("w:tc"))] for row in rows]


def cell_text(cell):
    marks = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    parts = (one for one in cell.iter(qn("w:t"), *marks) if one.getparent().tag == qn("w:r"))
    return "".join(marks.get(one.tag) or one.text or "" for one in parts)


def number_of_entries(report):
    return len(report.chronology.entries) + len(report.chronology.undated)


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_every_entry_has_its_row(report):
    heading, *rows = rows_of(filled(board(HEADINGS, blank(), blank()), report))
    assert heading == list(HEADINGS)
    entries = (*report.chronology.entries, *report.chronology.undated)
    assert [row[0] for row in rows] == [str(entry.number) for entry in entries]
    for row, entry in zip(rows, entries, strict=True):
        when = entry.event.when
        assert row[1].startswith(f"{when.first:%d/%m/%Y}" if when.first == when.last else when.text)
        assert (when.time or "") in row[1]
        assert row[2].startswith(entry.event.agency)
        for place in entry.provenance:
            assert place.source in row[2]
            assert f"row {place.row}" in row[2]
        assert entry.event.summary.strip() in row[3]
        assert entry.event.action in row[4]
        assert entry.event.outcome in row[4]
        assert row[5] == ""


def test_everything_else_stays(report):
    data = board(HEADINGS, blank(), blank(), before=[(("Name", "Role"), ("", ""))])
    was, became = parts_of(data), parts_of(filled(data, report))
    assert all(re.match("customXml/|docProps/thumbnail", name) for name in was.keys() - became.keys())
    for name in became:
        if name == "word/document.xml":
            assert as_seen(was[name], without_rows=True) == as_seen(became[name], without_rows=True)
        elif name.startswith("word/") and name.endswith(".xml"):
            assert as_seen(was[name]) == as_seen(became[name])
        elif not name.startswith(("docProps/", "[Content_Types]")) and not name.endswith(".rels"):
            assert was[name] == became[name]


def as_seen(xml, without_rows=False):
    """The part without the marks of editing sessions, which no reader sees."""
    root = ElementTree.fromstring(xml)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{W}rsid", f"{W}rsids"):
                parent.remove(child)
        for name in [name for name in parent.attrib if name.startswith(f"{W}rsid")]:
            del parent.attrib[name]
    if without_rows:
        table = root.findall(f".//{W}tbl")[-1]
        for row in table.findall(f"{W}tr")[1:]:
            table.remove(row)
    return ElementTree.canonicalize(ElementTree.tostring(root), strip_text=not without_rows)


def test_nothing_of_its_makers_is_handed_on(report, tmp_path):
    def sign(document, table):
        document.core_properties.author = document.core_properties.last_modified_by = "A. Clerk"
        table.rows[1]._tr.set(qn("w:rsidR"), "00AB12CD")
        document.paragraphs[0]._p.set(qn("w:rsidRDefault"), "00AB12CD")
        document.styles["Normal"].element.append(parse_xml(f'<w:rsid {nsdecls("w")} w:val="00AB12CD"/>'))
        document.settings.element.append(parse_xml(f'<w:attachedTemplate {nsdecls("w", "r")} r:id="rIdTemplate"/>'))
        document.part._settings_part.rels.get_or_add_ext_rel(
            f"{RELATIONS}/attachedTemplate", "file:///home/clerk/Board.dotm"
        )

    written = filled(board(HEADINGS, blank(), change=sign), report)
    path = tmp_path / "filled.docx"
    path.write_bytes(written)
    assert find_hidden(path, ".docx") == ()
    told = b"".join(parts_of(written).values())
    assert b"Clerk" not in told
    assert b"00AB12CD" not in told
    assert docx.Document(io.BytesIO(written)).paragraphs[0].text == "Board chronology"


def test_rows_look_as_the_board_drew_them(report):
    def draw(_, table):
        paragraph = table.rows[1].cells[3].paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        word = paragraph.add_run("")
        word.font.size, word.font.name = Pt(8), "Calibri"
        table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        table.rows[1].cells[0]._tc.get_or_add_tcPr().append(
            parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="EEEEEE"/>')
        )

    document = docx.Document(io.BytesIO(filled(board(HEADINGS, blank(), blank(), change=draw), report)))
    rows = document.tables[-1].rows
    assert len(rows) > 40
    for row in (rows[1], rows[20]):
        paragraph = row.cells[3].paragraphs[0]
        assert paragraph.paragraph_format.space_after == Pt(2)
        assert (paragraph.runs[0].font.size, paragraph.runs[0].font.name) == (Pt(8), "Calibri")
        assert row._tr.trPr.find(qn("w:cantSplit")) is not None
        assert row.cells[0]._tc.tcPr.find(qn("w:shd")).get(qn("w:fill")) == "EEEEEE"


def test_table_of_headings_alone(report):
    def draw(_, table):
        table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        table.rows[0].cells[0].paragraphs[0].runs[0].bold = True

    written = filled(board(HEADINGS, change=draw), report)
    assert len(rows_of(written)) == 1 + number_of_entries(report)
    heading, first, *_ = docx.Document(io.BytesIO(written)).tables[-1].rows
    assert heading._tr.trPr.find(qn("w:tblHeader")) is not None
    assert first._tr.trPr is None
    assert first.cells[0].paragraphs[0].runs[0].bold is None


def test_rows_that_hold_something_stay():
    row = ("", "01/02/2003", "", "e.g. child seen at home", "", "")
    template = open_template(board(HEADINGS, row, blank(), ("", "", "", "End of chronology", "", "")), "board.docx")
    assert template.kept == 2


def test_entries_stand_between_what_stays(report):
    example, end = ("", "", "", "e.g. child seen", "", ""), ("", "", "", "End", "", "")
    rows = rows_of(filled(board(HEADINGS, example, blank(), blank(), end), report))
    assert len(rows) == 3 + number_of_entries(report)
    assert rows[1] == list(example)
    assert rows[-1] == list(end)


def test_rows_that_only_count_are_blank(report):
    counted = [(str(number), *blank()[1:]) for number in range(1, 10)]
    assert len(rows_of(filled(board(HEADINGS, *counted), report))) == 1 + number_of_entries(report)


def test_controls_that_ask_for_words_are_blank(report):
    def ask(_, table):
        for cell in table.rows[1].cells:
            cell.paragraphs[0]._p.append(parse_xml(PROMPT.format(names=nsdecls("w"))))

    written = filled(board(HEADINGS, blank(), change=ask), report)
    assert len(rows_of(written)) == 1 + number_of_entries(report)
    assert b"Click here" not in parts_of(written)["word/document.xml"]
    assert b"PlaceholderText" not in parts_of(written)["word/document.xml"]


def test_rows_in_a_repeating_control(report):
    def wrap(_, table):
        row = table.rows[1]._tr
        control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
        row.addprevious(control)
        control[1].append(row)

    assert len(rows_of(filled(board(HEADINGS, blank(), change=wrap), report))) == 1 + number_of_entries(report)


def test_merged_cells_and_two_rows_of_headings(report):
    def merge(_, table):
        table.rows[0].cells[2].merge(table.rows[0].cells[3])
        for column in (0, 1, 4, 5):
            table.rows[0].cells[column].merge(table.rows[1].cells[column])

    above = ("No.", "Date", "Record", "", "Action", "Analysis")
    below = ("", "", "Agency", "Event", "", "")
    written = filled(board(above, below, blank(), change=merge), report)
    rows = rows_of(written)
    assert len(rows) == 2 + number_of_entries(report)
    assert rows[2][0] == "1"
    assert rows[2][2].startswith(report.chronology.entries[0].event.agency)
    assert rows[2][3].strip()
    assert rows[2][5] == ""


def test_table_in_a_cell(report):
    def nest(document, _):
        cell = document.add_table(1, 1).rows[0].cells[0]
        inner = cell.add_table(2, 3)
        for target, text in zip(inner.rows[0].cells, ("Date", "Agency", "Event"), strict=True):
            target.text = text

    data = board(("Name", "Role"), ("", ""), change=nest)
    (outer,) = docx.Document(io.BytesIO(filled(data, report))).tables[-1].rows
    assert len(outer.cells[0].tables[0].rows) == 1 + number_of_entries(report)


def test_right_table_of_several():
    before = [
        (("Version", "Date", "Author", "Description"), ("1", "1/1/20", "A", "Draft")),
        (("Name", "DOB"), ("", "")),
        (("Date", "Event"), ("", "")),
    ]
    template = open_template(board(HEADINGS, blank(), before=before), "board.docx")
    assert template.headings == HEADINGS
    assert template.filled == HEADINGS[:5]
    assert template.left_empty == ("Analysis",)


@pytest.mark.parametrize(
    "rows",
    [
        (("Name", "Role"), ("", "")),
        (("Date", "Action", "By whom", "Deadline"), ("", "", "", "")),
        (("Version", "Date", "Author", "Description of change"), ("1", "", "", "")),
        (("Event", "Agency"), ("", "")),
        (("Date", "Comments"), ("", "")),
    ],
)
def test_documents_without_such_a_table_are_refused(rows):
    with pytest.raises(
        DefinitionError, match=r"board\.docx: no table in it has a column for the date and one for the event"
    ):
        open_template(board(*rows), "board.docx")


def test_other_files_are_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
        package.writestr("[Content_Types].xml", "<Types/>")
    for data, told in (
        (b"Date;Event\n", "no Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "no Word document"),
        (board(HEADINGS)[:-3000], "no Word document|damaged"),
        (stream.getvalue(), "document type declaration"),
    ):
        with pytest.raises(DefinitionError, match=told):
            open_template(data, "board.docx")


def test_a_word_template_becomes_a_document(report):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in parts_of(board(HEADINGS, blank())).items():
            package.writestr(name, content.replace(b"document.main+xml", b"template.main+xml"))
    assert len(rows_of(filled(stream.getvalue(), report))) == 1 + number_of_entries(report)


def test_same_bytes_every_time(report):
    data = board(HEADINGS, blank())
    assert filled(data, report) == filled(data, report)


def test_selection_says_what_it_leaves_out(report):
    part = select(report, Selection(agencies=("police",)))
    rows = rows_of(filled(board(HEADINGS, blank()), part))
    assert len(rows) == 2 + number_of_entries(part)
    assert "left out" in rows[1][3]
    assert [cell for place, cell in enumerate(rows[1]) if place != 3] == [""] * 5


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        (("Date", "Event", "Source"), ("date time", "text action outcome", "agency found_in")),
        (("Date", "Event", "Details"), ("date time", "kind", "text action outcome agency found_in")),
        (
            ("Date", "Time", "Agency", "Event", "Comment / analysis"),
            ("date", "time", "agency found_in", "text action outcome", ""),
        ),
        (
            ("Date/Time", "Agency and professional", "Incident or concern"),
            ("date time", "agency author author_role found_in", "text action outcome"),
        ),
        (("Date recorded", "Event"), ("date time", "text action outcome agency found_in")),
        (("Date", "Nature of incident", "Outcome"), ("date time", "text agency found_in", "action outcome")),
        (("Date", "Event", "Bundle page", "RAG"), ("date time", "text action outcome agency found_in", "", "")),
        (("Date", "Event", "Date"), ("date time", "text action outcome agency found_in", "")),
        (
            (
                "Date",
                "Significant\nevent\nPlease give a short and factual account of what was seen, heard and done",
                "Evidence",
            ),
            ("date time", "text action outcome", "agency found_in"),
        ),
        (
            ("Date", "What happened", "Was the child seen / child's voice"),
            ("date time", "text action outcome agency found_in", "voice child_seen"),
        ),
    ],
)
def test_what_goes_under_which_heading(headings, told):
    found = recipes(headings)
    assert tuple(" ".join(part.fact for part in recipe) for recipe in found) == told


def test_guests_are_introduced():
    date, outcome, event = recipes(("Date", "Outcome", "Event"))
    assert [part.before for part in outcome] == ["Action: ", "Outcome: "]
    assert [part.before for part in event] == ["", "Agency: ", "Source: "]
    assert [part.before for part in date] == ["", ""]


def test_hostile_text_is_only_text(report):
    def odd(_, table):
        table.rows[1].cells[3].text = ""

    data = board(HEADINGS, blank(), change=odd)
    template = open_template(data, "board.docx")
    hostile = "</w:t></w:r><w:r><w:instrText> DDEAUTO </w:instrText></w:r> & <b> \u202e \x00 <?chronology-rows ?>"
    entries = tuple(
        replace_summary(entry, hostile if place else "plain")
        for place, entry in enumerate(report.chronology.entries[:2])
    )
    stream = io.BytesIO()
    fill(template, with_entries(report, entries), stream)
    plain, told = (
        ElementTree.fromstring(parts_of(stream.getvalue())["word/document.xml"])
        .findall(f".//{W}tbl")[-1]
        .findall(f"{W}tr")[1:]
    )
    assert [len(list(row.iter(f"{W}{name}"))) for row in (plain, told) for name in ("p", "tc", "instrText")] == [
        6,
        6,
        0,
    ] * 2
    assert hostile.replace("\u202e", "[U+202E]").replace("\x00", "[U+0000]") in "".join(told.itertext())


def replace_summary(entry, text):
    return replace(entry, event=replace(entry.event, summary=text), same_event_as=())


def with_entries(report, entries):
    return replace(report, chronology=replace(report.chronology, entries=entries, undated=()))
