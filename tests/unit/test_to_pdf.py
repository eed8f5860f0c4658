"""Printed pages: read back with pypdf, they say what the document says, break nothing, lead where they should, and hide nothing."""

import re
from io import BytesIO

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from chronology.cli.inputs import open_case
from chronology.cli.running import run_opened
from chronology.compose import compose
from chronology.document import Bullets, Document, Grid, Heading, Layout, Paragraph, Picture, Row, Text
from chronology.renderers.columns import share_out
from chronology.renderers.faces import printable, width_of
from chronology.renderers.to_pdf import count_pages, render
from tests.rendering import rendered
from tests.running import SAMPLES

HOSTILE = (
    '#strong[x] $x^2$ *b* _i_ `raw` <label> @ref // no comment /* none */ \\ #{panic()} #read("/etc/passwd")',
    "= no heading\n== nor this\n- no list\n+ nor this",
    "\"quotes\" 'single' -- --- ... ~ \\u{41} http://example.org www.example.org",
    "\u202egnirts\u202c \x00\x1b[31m \u200bzero \ufeffmark \ud800half",
    "</w:t>&lt;<script>alert(1)</script>=1+1",
)
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><rect width="40" height="10"/>'
    '<text x="1" y="9" font-size="4" fill="white" font-family="Helvetica, sans-serif">drawn</text></svg>'
)


def squeeze(text):
    return re.sub(r"[\s\u200b]", "", text)


def read(document):
    return PdfReader(BytesIO(rendered(render, document)))


def words_of(pdf):
    return squeeze("".join(page.extract_text() for page in pdf.pages))


def links_of(pdf):
    return [note.get_object() for page in pdf.pages for note in page.get("/Annots", ())]


def tags_of(pdf):
    """The structure tree's tags in order, as (name, alternative text)."""
    tags, waiting = [], [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += reversed(node)
        elif isinstance(node, dict):
            if "/S" in node:
                tags.append((node["/S"], node.get("/Alt")))
            if "/K" in node:
                waiting.append(node["/K"])
    return tags


@pytest.fixture(scope="module")
def twins():
    case, exports, _ = open_case((SAMPLES / "twins",))
    return run_opened(case, exports)


@pytest.fixture(scope="module")
def pages(twins):
    document = compose(twins)
    return read(replace(document, layout=replace(document.layout, marking="OFFICIAL-SENSITIVE")))


@pytest.fixture(scope="module")
def hostile():
    rows = tuple(
        Row((text, (Text(text, strong=True), Text("No. 1", target="e-1"))), f"e-{number}")
        for number, text in enumerate(HOSTILE)
    )
    return Document(
        "\x07 #title",
        (
            Heading(1, "#title"),
            Paragraph(HOSTILE[0]),
            Heading(3, HOSTILE[1], "no-level-is-skipped"),
            Bullets(HOSTILE),
            Grid(("#a", "= b"), rows),
            Picture(DRAWING, "A #drawing", "What it *shows*"),
        ),
        Layout(marking="#mark", contents=False),
    )


@pytest.fixture(scope="module")
def hostile_pages(hostile):
    return read(hostile)


def test_every_entry_is_found_again(twins, pages):
    words = words_of(pages)
    entries = (*twins.chronology.entries, *twins.chronology.undated)
    assert len(entries) > 50
    for entry in entries:
        assert squeeze(f"{entry.number}{entry.event.when.text}{entry.event.when.time or ''}") in words
        assert squeeze(entry.event.summary) in words
        for place in entry.provenance:
            assert squeeze(f"{place.source}, {place.sheet + ', ' if place.sheet else ''}row {place.row}") in words
    for source in twins.sources:
        assert source.sha256 in words


def test_each_page_is_marked_and_numbered(pages):
    for number, page in enumerate(pages.pages, 1):
        text = page.extract_text()
        assert text.count("OFFICIAL-SENSITIVE") == 2
        assert f"page {number} of {len(pages.pages)}" in text
        assert page.mediabox.width > page.mediabox.height


def test_findings_lead_to_entries_and_back(twins, pages):
    document = compose(twins)
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    contents = [cell for grid in grids for row in grid.rows for cell in row.cells]
    contents += [item for block in document.blocks if isinstance(block, Bullets) for item in block.items]
    contents += [block.content for block in document.blocks if isinstance(block, Paragraph)]
    wanted = [run.target for content in contents if not isinstance(content, str) for run in content if run.target]
    sections = sum(isinstance(block, Heading) and block.level == 2 for block in document.blocks)
    links = links_of(pages)
    assert any(target.startswith("f-") for target in wanted) and any(target.startswith("e-") for target in wanted)
    assert len(links) >= len(wanted) + sections  # a link over two lines is two
    assert all(link["/Subtype"] == "/Link" and ("/Dest" in link or link["/A"]["/S"] == "/GoTo") for link in links)


def test_marked_for_accessibility_and_without_author_or_date(pages):
    root = pages.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en-GB" and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert set(pages.metadata) == {"/Title", "/Creator"}
    names = {name for name, _ in tags_of(pages)}
    assert {"/H1", "/H2", "/H3", "/Table", "/THead", "/TH", "/TD", "/L", "/Link"} <= names


def test_text_of_records_changes_nothing(hostile_pages):
    words = words_of(hostile_pages)
    for text in HOSTILE:
        assert words.count(squeeze(printable(text))) == 3 + (text in HOSTILE[:2])
    assert "[U+202E]gnirts" in words and "[U+D800]half" in words
    assert [item.title for item in hostile_pages.outline if not isinstance(item, list)] == ["#title"]
    tags = [name for name, _ in tags_of(hostile_pages)]
    assert tags.count("/TR") == 1 + len(HOSTILE) and tags.count("/LI") == len(HOSTILE)
    assert [name for name in tags if name.startswith("/H")] == ["/H1", "/H2"]
    assert len(links_of(hostile_pages)) == len(HOSTILE)
    assert hostile_pages.metadata.title == "[U+0007] #title"
    assert (
        "/Names" not in hostile_pages.trailer["/Root"] or "/JavaScript" not in hostile_pages.trailer["/Root"]["/Names"]
    )


def test_pictures_stand_with_their_words(hostile_pages):
    assert ("/Figure", "What it *shows*") in tags_of(hostile_pages)
    assert "A#drawing" in words_of(hostile_pages)


def test_the_same_bytes_every_time(hostile):
    first, second = rendered(render, hostile), rendered(render, hostile)
    assert first == second
    assert count_pages(first) == len(PdfReader(BytesIO(first)).pages) == render(hostile, BytesIO())


def test_names_in_other_scripts_are_shown_or_marked():
    names = "Łukasz Ñandú Þóra Şeyma Ειρήνη Олена עדי عبد الله ẃŵŷ", "陈 \U0001f600 e\u0301 अमित"
    text = "".join(
        page.extract_text() for page in read(Document("T", (Heading(1, "T"), Paragraph("\n".join(names))))).pages
    )
    for name in names[0].split()[:6]:
        assert name in text
    assert "[U+9648]" in text and "[U+0905]" in text and "陈" not in text
    assert "\U0001f600" in text


def test_whatever_the_faces_claim_to_have_they_print():
    every = [chr(code) for code in range(0x20, 0x30000) if not 0xD800 <= code <= 0xDFFF]
    had = [one for one in every if printable(one) == one and one not in "\u00ad"]
    assert len(had) > 6000
    parts = [had[at : at + 16] for at in range(0, len(had), 16)]
    rows = tuple(Row(("".join(part), "a".join(part))) for part in parts)
    render(
        Document("T", (Heading(1, "T"), Grid(("Alone", "Behind a letter"), rows))), BytesIO()
    )  # it refuses an empty box


def test_rows_are_not_split_and_none_is_lost():
    lines = [3, 25, 20, 30, 90, 4, 33]
    rows = tuple(
        Row((str(number), "\n".join(f"r{number}l{line}." for line in range(count))))
        for number, count in enumerate(lines)
    )
    pdf = read(Document("T", (Heading(1, "T"), Grid(("Number", "Lines of it"), rows))))
    texts = [page.extract_text() for page in pdf.pages]
    for number, count in enumerate(lines):
        found = [[f"r{number}l{line}." in text for text in texts].index(True) for line in range(count)]
        assert (len(set(found)) == 1) == (count < 90)
    assert all("Lines of it" in text for text in texts)


def test_long_words_stay_in_their_column():
    word = "x" * 300 + "_" + "W" * 100 + "\u00a0no\u00a0break" * 50
    document = Document("T", (Heading(1, "T"), Grid(("A", "B"), (Row((word, "beside")),), (1.0, 6.0)), Paragraph(word)))
    pdf = read(document)
    assert words_of(pdf).count(squeeze(word)) == 2
    width = float(pdf.pages[0].mediabox.width)
    places = []
    for page in pdf.pages:
        page.extract_text(visitor_text=lambda text, _, matrix, *__: places.append((text, matrix[4])))
    assert all(place + width_of(text.strip("\n")) * 9 < width - 30 for text, place in places if text.strip())


@pytest.mark.parametrize("shares", [(), (1.0, 2.0, 7.0)])
def test_columns_fill_the_room(shares):
    columns = [["No", "1", "22"], ["Date (as recorded)", "2007-06-01T15:10"], ["Event", "word " * 200]]
    widths = share_out(columns, shares, 700, 9, 6)
    assert sum(widths) == pytest.approx(700, abs=0.1)
    assert widths[1] > width_of("2007-06-01T15:10") * 9
    assert widths[2] > 400


def test_columns_of_long_words_give_way_to_those_whose_words_fit():
    columns = [
        ["No", "26"],
        ["Date", "26/01/2019"],
        ["Agency", "w" * 60],
        ["Event", "a" * 3000],
        ["Action", "b" * 3000],
    ]
    widths = share_out(columns, (2.0, 4.5, 6.0, 20.0, 9.0), 460, 9, 6)
    assert sum(widths) == pytest.approx(460, abs=0.1)
    assert widths[0] > width_of("No", strong=True) * 9 + 6
    assert widths[1] > width_of("26/01/2019") * 9 + 6


def test_a_title_of_one_long_word_stays_on_the_page():
    page = read(Document("T", (Heading(1, "T" * 200),))).pages[0]
    places = []
    page.extract_text(visitor_text=lambda text, _, matrix, __, size: places.append((text.strip(), matrix[4], size)))
    lines = [(start + width_of(text, strong=True) * size, size) for text, start, size in places if len(text) > 20]
    assert max(size for _, size in lines) > 12
    assert all(end < float(page.mediabox.width) - 30 for end, size in lines if size > 12)


def test_an_opening_picture_leaves_the_rest_of_its_page_to_the_words_behind_it():
    high = DRAWING.replace('viewBox="0 0 40 10"', 'viewBox="0 0 40 22"')
    blocks = (Heading(1, "T"), Paragraph("Opening. " * 200), Picture(high, "Drawing", "drawn"), Heading(2, "First"))
    pdf = read(Document("T", (*blocks, Paragraph("Said."), Heading(2, "Second")), Layout(contents=False)))
    texts = [page.extract_text() for page in pdf.pages]
    assert "Said." in texts[0] and "Drawing" not in texts[0] and "Drawing" in texts[1]


def test_the_contents_list_each_section_with_its_page():
    sections = [block for at in range(12) for block in (Heading(2, f"Section {at}"), Paragraph("words\n" * 30))]
    pdf = read(Document("T", (Heading(1, "T"), *sections)))
    texts = [page.extract_text() for page in pdf.pages]
    for at in range(2, 12):
        page = next(number for number, text in enumerate(texts[1:], 2) if f"Section {at}\n" in text)
        listed = re.search(rf"Section {at}[ .\u2060]+(\d+)", texts[0])
        assert listed and int(listed[1]) == page
