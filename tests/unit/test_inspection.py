"""What a finished file must not hide is found; what a record merely says is not mistaken for it."""

import io
import zipfile

import docx
import openpyxl
import pypdf
import pytest
from openpyxl.comments import Comment
from reportlab.pdfgen.canvas import Canvas

from chronology.cli.writing import write_results
from chronology.document import Bullets, Document, Grid, Heading, Paragraph, Row, Sheet, Sheets, Text
from chronology.errors import OutputError
from chronology.inspection import find_hidden
from chronology.renderers import FORMATS, renderer

SAID = (
    "<!-- no comment --> <w:del w:id='1'> <f>=1+1</f> w:rsidR=\"1\" /Author (x) /EmbeddedFile /URI (http://x.org) <script src='x'> "
    '<a href="http://x.org"> <meta name=author> <row hidden="1"> \\<!-- \\ <w:vanish/> <dc:creator>Jo</dc:creator> %PDF'
)


def workbook(change):
    book = openpyxl.Workbook()
    book.properties.creator = ""
    book.active["A1"] = "text"
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def commented(book):
    book.active["A1"].comment = Comment("secret", "")


def word():
    stream = io.BytesIO()
    docx.Document().save(stream)
    return stream.getvalue()


def package(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return stream.getvalue()


def pdf(change):
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1)
    canvas.drawString(100, 100, SAID)
    change(canvas)
    canvas.save()
    return stream.getvalue()


def with_attachment():
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("a.txt", b"secret")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def in_word(text):
    return package(word__document_dot_xml=text)


HIDDEN = {
    "author": (".xlsx", workbook(lambda book: setattr(book.properties, "creator", "Jo")), "an author"),
    "last author": (".xlsx", workbook(lambda book: setattr(book.properties, "lastModifiedBy", "Jo")), "changed it last"),
    "hidden sheet": (".xlsx", workbook(lambda book: setattr(book.create_sheet("B"), "sheet_state", "hidden")), "hidden sheet"),
    "hidden row": (".xlsx", workbook(lambda book: setattr(book.active.row_dimensions[1], "hidden", True)), "hidden rows"),
    "hidden column": (".xlsx", workbook(lambda book: setattr(book.active.column_dimensions["A"], "hidden", True)), "hidden rows"),
    "formula": (".xlsx", workbook(lambda book: book.active.append(["=1+1"])), "a formula"),
    "comment": (".xlsx", workbook(commented), "comments"),
    "link": (".xlsx", workbook(lambda book: setattr(book.active["A1"], "hyperlink", "http://x.org")), "a link"),
    "python-docx": (".docx", word(), "an author"),
    "thumbnail": (".docx", word(), "a thumbnail"),
    "tracked": (".docx", in_word("<w:p><w:del w:id='1'/></w:p>"), "tracked changes"),
    "rsid": (".docx", in_word('<w:p w:rsidR="00AB12">'), "editing sessions"),
    "vanish": (".docx", in_word("<w:rPr><w:vanish/></w:rPr>"), "hidden text"),
    "vanish said": (".docx", in_word('<w:rPr><w:vanish w:val="1"/></w:rPr>'), "hidden text"),
    "xml comment": (".docx", in_word("<w:p><!-- Jo --></w:p>"), "a comment"),
    "other prefix": (".docx", package(docProps__core_dot_xml='<c><x:creator>Jo</x:creator></c>'), "an author"),
    "subject": (".docx", package(docProps__core_dot_xml='<c><dc:subject>Jo</dc:subject></c>'), "the property subject"),
    "odd part": (".docx", package(word__notes_dot_bin="/home/jo"), "no page shows"),
    "before": (".docx", b"/home/jo" + package(word__document_dot_xml="<w:p/>"), "before the package"),
    "picture's author": (".docx", package(word__media__a_dot_png="\x89PNG tEXtAuthor\0Jo"), "a picture says"),
    "no height": (".xlsx", package(xl__a_dot_xml='<row r="1" ht="0" customHeight="1"/>'), "hidden rows"),
    "no width": (".xlsx", package(xl__a_dot_xml='<col min="1" max="1" width="0" customWidth="1"/>'), "hidden rows"),
    "no format": (".xlsx", workbook(lambda book: setattr(book.active["A1"], "number_format", ";;;")), "shows nothing"),
    "pdf behind": (".pdf", pdf(lambda _canvas: None) + b"/home/jo", "behind its end"),
    "field": (".docx", in_word("<w:instrText>INCLUDETEXT secret.docx</w:instrText>"), "a field that fetches"),
    "custom xml": (".docx", package(customXml__item1_dot_xml="<a/>"), "data beside"),
    "external": (".docx", package(word___rels__document_dot_xml_dot_rels='<Relationship Id="1" TargetMode="External"/>'), "another place"),
    "embedded": (".docx", package(word__embeddings__a_dot_bin="x"), "an embedded file"),
    "macro": (".docx", package(word__vbaProject_dot_bin="x"), "a program"),
    "no package": (".docx", b"PK\x03\x04 cut", "damaged"),
    "pdf author": (".pdf", pdf(lambda canvas: canvas.setAuthor("Jo")), "an author"),
    "pdf link": (".pdf", pdf(lambda canvas: canvas.linkURL("http://x.org", (0, 0, 9, 9))), "another place"),
    "pdf attachment": (".pdf", with_attachment(), "an embedded file"),
    "pdf twice": (".pdf", pdf(lambda _canvas: None) + b"\n1 0 obj\n<<>>\nendobj\n%%EOF\n", "earlier version"),
    "html comment": (".html", b"<p>x</p><!-- secret -->", "a comment"),
    "html script": (".html", b'<script src="https://x.org/a.js"></script>', "fetched"),
    "html author": (".html", b'<meta name="author" content="Jo">', "an author"),
    "html link": (".html", b'<p><a class="x" href="https://x.org">x</a></p>', "a link"),
    "html style": (".html", b"<style>@import 'a.css';</style>", "a style"),
    "svg image": (".svg", b'<svg><image href="https://x.org/a.png"/></svg>', "fetched"),
    "md comment": (".md", b"text <!-- secret -->", "a comment"),
    "csv control": (".csv", b"a,\x1b[31m", "control characters"),
}  # fmt: skip


@pytest.mark.parametrize(("suffix", "content", "said"), HIDDEN.values(), ids=HIDDEN)
def test_what_is_hidden_is_found(tmp_path, suffix, content, said):
    path = tmp_path / f"file{suffix}"
    path.write_bytes(content)
    assert any(said in one for one in find_hidden(path, suffix))


def document(said):
    rows = (Row((said, (Text("3/8/07"),)), "e-1"),)
    blocks = (Heading(1, said), Paragraph(said), Bullets((said,)), Grid(("A", said), rows))
    return Document(said, blocks)


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.takes in (Document, Sheet, Sheets)])
def test_what_a_record_says_is_not_hidden(tmp_path, name):
    form = FORMATS[name]
    sheet = Sheet("S", Grid(("A",), (Row((SAID,)),)))
    what = {Document: document(SAID), Sheet: sheet, Sheets: Sheets(SAID, (sheet,))}[form.takes]
    path = tmp_path / f"file.{form.suffix}"
    with path.open("wb") as stream:
        renderer(name)(what, stream)
    assert find_hidden(path, path.suffix) == ()


@pytest.mark.parametrize("beside", [False, True])
def test_a_file_that_hides_something_is_withheld_with_all_others(tmp_path, beside):
    bad, good = tmp_path / "out" / "a.html", tmp_path / "out" / "b.csv"
    results = {
        bad: lambda stream: stream.write(b"<!-- secret -->"),
        good: lambda stream: stream.write(b"a,b"),
    }
    with pytest.raises(OutputError, match=r"withheld.*a comment"):
        write_results(results, (), [bad] if beside else (), tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []
