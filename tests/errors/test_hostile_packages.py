"""Packages made to exhaust, to deceive or to act: refused in one plain sentence, within 5 seconds and 256 MB."""

from __future__ import annotations

import io
import json
import re
import resource
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt

from chronology.readers import Reading, read
from tests.errors.test_unreadable_files import package, repack, workbook

SHEET = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"

MOST_SECONDS = 5
MOST_MEGABYTES = 256

PROGRAM = """
import json, resource, sys, time
from pathlib import Path
from chronology.readers import read
def peak():  # of this process alone: Linux's rusage begins with that of the process that started it
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    own = [int(line.split()[1]) for line in lines if line.startswith("VmHWM:")]
    return (own or [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss])[0] / 1024
start = time.process_time()
reading = read(Path(sys.argv[1]), sys.argv[2])
print(json.dumps({
    "codes": [one.code for one in reading.issues],
    "messages": [one.message for one in reading.issues],
    "rows": [[list(row) for row in table.rows[:5]] for table in reading.tables],
    "seconds": time.process_time() - start,
    "megabytes": peak(),
}))
"""


def read_apart(folder: Path, data: bytes, named: str) -> dict[str, list[str]]:
    """The file read by a process of its own that may hold two gigabytes of addresses; it must use far less."""
    path = folder / named
    path.write_bytes(data)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))

    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path), named],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=limit,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["seconds"] < MOST_SECONDS
    assert told["megabytes"] < MOST_MEGABYTES
    assert not any("zzcanary" in message for message in told["messages"])
    return told


def insert(where: bytes, what: bytes, part: str = SHEET) -> bytes:
    return repack(workbook(), part, lambda xml: xml.replace(where, what + where, 1))


def understated(data: bytes, part: str) -> bytes:
    """The package with one part whose directory states a tenth of its length, with the checksum of that tenth."""
    stream = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        about, content = file.getinfo(part), file.read(part)
    length = len(content) // 10
    real = about.CRC.to_bytes(4, "little"), about.file_size.to_bytes(4, "little")
    told = zlib.crc32(content[:length]).to_bytes(4, "little"), length.to_bytes(4, "little")
    directory = data.rfind(part.encode()) - 46
    for at in (about.header_offset + 14, directory + 16):
        assert bytes(stream[at : at + 4]) == real[0] and bytes(stream[at + 8 : at + 12]) == real[1]
        stream[at : at + 4], stream[at + 8 : at + 12] = told
    return bytes(stream)


def many_steep_parts() -> bytes:
    return package(*((f"xl/worksheets/sheet{number}.xml", bytes(7 << 20)) for number in range(40)))


def cited_text(texts: int, cells: int) -> bytes:
    """One long shared text that many cells cite: few bytes that would be gigabytes."""
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    words = "".join(f"a{number}" for number in range(texts))
    shared = f'<sst xmlns="{namespace}"><si><t>{words}</t></si></sst>'
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, cells + 1))
    relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    listing = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{relationships}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="b" Type="{relationships}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    book = f'<workbook xmlns="{namespace}" xmlns:r="{relationships}"><sheets><sheet name="A" sheetId="1" r:id="a"/></sheets></workbook>'
    return package(
        (BOOK, book.encode()),
        ("xl/_rels/workbook.xml.rels", listing.encode()),
        (SHEET, f'<worksheet xmlns="{namespace}"><sheetData>{rows}</sheetData></worksheet>'.encode()),
        ("xl/sharedStrings.xml", shared.encode()),
    )


def bomb_of_entities(xml: bytes) -> bytes:
    levels = b"".join(b'<!ENTITY e%d "%s">' % (level, b"&e%d;" % (level - 1) * 10) for level in range(1, 10))
    return b'<!DOCTYPE x [<!ENTITY e0 "zzcanary">' + levels + b"]>" + re.sub(rb"<\?xml[^>]*\?>", b"", xml)


def overlapped() -> bytes:
    """Every entry of the directory points at the same packed content."""
    data = bytearray(package(("xl/a.xml", bytes(1 << 20)), *((f"xl/a{n}.xml", b"<x/>") for n in range(50))))
    place = data.find(b"PK\x01\x02")
    while place != -1:
        data[place + 42 : place + 46] = bytes(4)
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(data)


def far_cell(reference: str) -> bytes:
    row = re.sub("[A-Z]", "", reference)
    return insert(b"</sheetData>", f'<row r="{row}"><c r="{reference}"><v>1</v></c></row>'.encode())


def with_macros(name: str) -> bytes:
    stream = io.BytesIO(workbook())
    with zipfile.ZipFile(stream, "a") as file:
        file.writestr(name, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1zzcanary")
    return stream.getvalue()


def linked(formula: str) -> bytes:
    """A workbook with a link to another and one formula, its value stored."""
    cell = f'<row r="90"><c r="A90"><f>{formula}</f><v>5</v></c></row>'.encode()
    data = insert(b"</sheetData>", cell)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
    link = f'<Relationship Id="other" Type="{kind}" Target="externalLinks/externalLink1.xml"/>'.encode()
    data = repack(
        data, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"</Relationships>", link + b"</Relationships>")
    )
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as file:
        file.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    return stream.getvalue()


def open_document(body: str, *more: tuple[str, bytes]) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = f"<office:document-content {spaces}><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    return package(
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.encode()), *more
    )


def repeated_cell(words: str, times: int, more: str = "") -> bytes:
    cell = f'<table:table-cell office:value-type="string" table:number-columns-repeated="{times}" {more}><text:p>{words}</text:p></table:table-cell>'
    return open_document(f'<table:table table:name="T"><table:table-row>{cell}</table:table-row></table:table>')


def repeated_rows() -> bytes:
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    return open_document(f'<table:table table:name="T">{row}</table:table>')


STRUCK_STYLE = (
    b'<office:automatic-styles xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><style:style style:name="Out">'
    b'<style:text-properties style:text-line-through-style="solid"/></style:style></office:automatic-styles>'
)

REFUSED: dict[str, tuple[str, Callable[[], bytes], str, str]] = {
    "zip bomb": ("a.xlsx", lambda: package((BOOK, b"<x/>"), (SHEET, bytes(100 << 20))), "file_unreadable", "unpack to"),
    "bomb in many parts": ("a.xlsx", many_steep_parts, "file_unreadable", "unpack to"),
    "bomb that states less": (
        "a.xlsx",
        lambda: understated(package((BOOK, b"<x/>"), (SHEET, bytes(100 << 20))), SHEET),
        "file_unreadable",
        "longer than",
    ),
    "part that states less": ("a.xlsx", lambda: understated(workbook(), SHEET), "file_unreadable", "longer than"),
    "overlapped entries": ("a.xlsx", overlapped, "file_unreadable", "overlap"),
    "too many parts": (
        "a.xlsx",
        lambda: package(*((f"xl/{number}.xml", b"") for number in range(6000))),
        "file_unreadable",
        "parts",
    ),
    "name that leads out": (
        "a.xlsx",
        lambda: package((BOOK, b"<x/>"), ("xl/../../../etc/cron.d/zzcanary", b"x")),
        "file_unreadable",
        "leads out",
    ),
    "name that leads out, backwards": (
        "a.docx",
        lambda: package(("word/document.xml", b"<x/>"), ("..\\zzcanary.xml", b"<x/>")),
        "file_unreadable",
        "leads out",
    ),
    "drive letter": (
        "a.xlsx",
        lambda: package((BOOK, b"<x/>"), ("C:\\x.xml", b"<x/>")),
        "file_unreadable",
        "leads out",
    ),
    "entity bomb": ("a.xlsx", lambda: repack(workbook(), SHEET, bomb_of_entities), "file_unreadable", "document type"),
    "entity bomb in the workbook": (
        "a.xlsx",
        lambda: repack(workbook(), BOOK, bomb_of_entities),
        "file_unreadable",
        "document type",
    ),
    "entity bomb in an open document": (
        "a.ods",
        lambda: repack(repeated_cell("x", 1), "content.xml", bomb_of_entities),
        "file_unreadable",
        "document type",
    ),
    "declaration in a part named otherwise": (
        "a.xlsx",
        lambda: package((BOOK, b"<x/>"), ("xl/sheet.bin", b'\n<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>')),
        "file_unreadable",
        "document type",
    ),
    "macros": ("a.xlsm", lambda: with_macros("xl/vbaProject.bin"), "file_with_macros", "without macros"),
    "macros under a plain name": ("a.xlsx", lambda: with_macros("xl/VBAPROJECT.BIN"), "file_with_macros", "programs"),
    "macro sheet": ("a.xlsx", lambda: with_macros("xl/macrosheets/sheet2.xml"), "file_with_macros", "programs"),
    "macros in an open document": (
        "a.ods",
        lambda: open_document("", ("Basic/Standard/Module1.xml", b"<x/>")),
        "file_with_macros",
        "programs",
    ),
    "values from another workbook": ("a.xlsx", lambda: linked("[1]Sheet1!$A$1"), "file_with_links", "Break Link"),
    "values from a quoted workbook": (
        "a.xlsx",
        lambda: linked("SUM('[1]Sheet One'!A1:A5)"),
        "file_with_links",
        "Break Link",
    ),
    "values from another open document": (
        "a.ods",
        lambda: repeated_cell("x", 1, "table:formula=\"of:=['file:///home/zzcanary.ods'#$A.A1]\""),
        "file_with_links",
        "Break Link",
    ),
    "one text for many cells": ("a.xlsx", lambda: cited_text(400_000, 2_000), "file_unreadable", "measure"),
    "one text repeated": ("a.ods", lambda: repeated_cell("words " * 100_000, 16_000), "file_unreadable", "measure"),
    "one struck cell repeated": (
        "a.ods",
        lambda: repack(
            repeated_cell("x", 200_000, 'table:style-name="Out"'),
            "content.xml",
            lambda xml: xml.replace(b"<office:body>", STRUCK_STYLE + b"<office:body>"),
        ),
        "file_unreadable",
        "measure",
    ),
    "a cell repeated to the far corner": ("a.ods", repeated_rows, "file_unreadable", "measure"),
    "packed in an uncommon way": (
        "a.xlsx",
        lambda: package((BOOK, b"<x/>"), method=zipfile.ZIP_LZMA),
        "file_unreadable",
        "packed in a way",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_within_its_limits_in_a_plain_sentence(tmp_path: Path, case: str) -> None:
    named, make, code, words = REFUSED[case]
    told = read_apart(tmp_path, make(), named)
    assert told["codes"] == [code] and told["rows"] == []
    assert words in told["messages"][0]


HARMLESS: dict[str, Callable[[], bytes]] = {
    "one merge over the sheet": lambda: insert(
        b"<pageMargins", b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "a hundred thousand merges": lambda: insert(
        b"<pageMargins", b"<mergeCells>" + b'<mergeCell ref="A1:A1048576"/>' * 100_000 + b"</mergeCells>"
    ),
    "hidden columns to the end": lambda: insert(b"<sheetData", b'<cols><col min="1" max="16384" hidden="1"/></cols>'),
    "a value at the far corner": lambda: far_cell("XFD1048576"),
    "a value far down": lambda: far_cell("Z900000"),
    "an empty formatted cell at the far corner": lambda: insert(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    ),
}


@pytest.mark.parametrize("case", HARMLESS)
def test_read_within_the_limits(tmp_path: Path, case: str) -> None:
    told = read_apart(tmp_path, HARMLESS[case](), "a.xlsx")
    assert told["rows"][0][0] == ["01/04/2007", "zzcanary", "0"]
    assert not {"file_unreadable", "file_truncated"} & set(told["codes"])


def read_bytes(folder: Path, data: bytes, named: str) -> Reading:
    path = folder / named
    path.write_bytes(data)
    return read(path, named)


@pytest.mark.parametrize("formula", ["SUM(A1:A5)", "Visits[[#This Row],[2007]]", "Visits[2007]", 'IF(A1="[1]",1,2)'])
def test_a_link_that_no_cell_takes_a_value_from_is_a_warning(tmp_path: Path, formula: str) -> None:
    reading = read_bytes(tmp_path, linked(formula.replace('"', "&quot;")), "a.xlsx")
    assert [one.code for one in reading.issues] == ["links_not_followed"]
    assert len(reading.tables[0].rows) == 90


def test_a_workbook_for_macros_without_any_is_read(tmp_path: Path) -> None:
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    data = repack(
        workbook(),
        "[Content_Types].xml",
        lambda xml: xml.replace(kind, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
    )
    reading = read_bytes(tmp_path, data, "a.xlsm")
    assert reading.issues == () and len(reading.tables[0].rows) == 50


def test_an_empty_list_of_macro_libraries_is_no_macro(tmp_path: Path) -> None:
    body = '<table:table table:name="T"><table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'
    data = open_document(body, ("Basic/Standard/script-lb.xml", b"<x/>"), ("META-INF/manifest.xml", b"<m/>"))
    assert read_bytes(tmp_path, data, "a.ods").tables[0].rows == [("x",)]


def test_strict_open_xml_is_read(tmp_path: Path) -> None:
    data = workbook()
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = file.namelist()
    for name in names:
        data = repack(
            data,
            name,
            lambda xml: xml.replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            ).replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            ),
        )
    dated = b'<row r="51"><c r="A51" t="d"><v>2007-04-03T00:00:00</v></c></row>'
    data = repack(data, SHEET, lambda xml: xml.replace(b"</sheetData>", dated + b"</sheetData>"))
    reading = read_bytes(tmp_path, data, "a.xlsx")
    assert reading.tables[0].rows[0] == ("01/04/2007", "zzcanary", "0")
    assert reading.tables[0].rows[50][0] == "2007-04-03"


def test_old_excel_with_macros_is_refused(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("A").write(0, 0, "zzcanary")
    stream = io.BytesIO()
    book.save(stream)
    # The name of the folder that holds Visual Basic, written over an empty place of the file's directory.
    data = bytearray(stream.getvalue())
    name = "_VBA_PROJECT_CUR".encode("utf-16-le")
    entry = data.find("Root Entry".encode("utf-16-le")) + 3 * 128
    data[entry : entry + len(name)] = name
    data[entry + 64 : entry + 67] = (len(name) + 2).to_bytes(2, "little") + b"\x01"
    reading = read_bytes(tmp_path, bytes(data), "a.xls")
    assert [one.code for one in reading.issues] == ["file_with_macros"] and reading.tables == ()
