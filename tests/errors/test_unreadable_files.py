"""Files that cannot be read: each is named with one plain issue, nothing raises, nothing of their content is repeated."""

from __future__ import annotations

import io
import os
import random
import re
import resource
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from chronology.readers import Reading, read


def read_bytes(folder: Path, data: bytes, named: str) -> Reading:
    path = folder / "file"
    path.write_bytes(data)
    return read(path, named)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in range(50):
        book.active.append([f"0{row % 9 + 1}/04/2007", "zzcanary", row])
    stream = io.BytesIO()
    book.save(stream)
    return without_the_clock(stream.getvalue())


def document() -> bytes:
    paper = docx.Document()
    paper.add_table(2, 2).cell(0, 0).text = "zzcanary"
    stream = io.BytesIO()
    paper.save(stream)
    return without_the_clock(stream.getvalue())


def without_the_clock(data: bytes) -> bytes:
    """The same package whenever it is made, so that what a seed damages is the same too."""
    return repack(
        data, "docProps/core.xml", lambda content: re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2007-08-03T09:00:00Z", content)
    )


def package(*parts: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as file:
        for name, content in parts:
            file.writestr(zipfile.ZipInfo(name), content, method)
    return stream.getvalue()


def repack(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        return package(*((name, change(old.read(name)) if name == part else old.read(name)) for name in old.namelist()))


def ole(*streams: str) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 1000
        + b"".join(name.encode("utf-16-le") for name in streams)
        + b"\0" * 500
    )


def zip_flagged_as_encrypted() -> bytes:
    data = bytearray(workbook())
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(magic)
        data[place + at] |= 1
    return bytes(data)


def doctype(xml: bytes) -> bytes:
    head, sign, rest = xml.partition(b"?>")
    bomb = b'<!DOCTYPE x [<!ENTITY a "zzcanary"><!ENTITY b "&a;&a;&a;">]>'
    return head + sign + bomb + rest if sign else bomb + xml


def unknown_encoding(xml: bytes) -> bytes:
    return b'<?xml version="1.0" encoding="ETF-8"?>' + xml.partition(b"?>")[2]


CASES: dict[str, tuple[str, bytes, str]] = {
    "zero bytes": ("a.csv", b"", "file_empty"),
    "blank lines": ("a.csv", b" \r\n\r\n\t\n", "file_empty"),
    "only zeros": ("a.csv", b"\0" * 5000, "file_empty"),
    "only delimiters": ("a.csv", b",,,\n,,,\n", "file_empty"),
    "only a mark": ("a.csv", b"\xef\xbb\xbf\n", "file_empty"),
    "empty workbook": ("a.xlsx", b"workbook", "file_empty"),
    "empty list": ("a.json", b"[]", "file_empty"),
    "empty object": ("a.json", b"{}", "file_empty"),
    "random bytes": ("a.csv", random.Random(7).randbytes(20_000), "file_unreadable"),
    "random bytes as xlsx": ("a.xlsx", random.Random(8).randbytes(20_000), "file_unreadable"),
    "page without text": ("a.html", b"<html><body><table><tr><td>&nbsp;</td></tr></table></body></html>", "file_empty"),
    "empty excel 2003 xml": (
        "a.xml",
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "file_empty",
    ),
    "other xml": ("a.xml", b'<?xml version="1.0"?><contacts><name>zzcanary</name></contacts>', "file_unsupported"),
    "doctype in excel 2003 xml": (
        "a.xml",
        doctype(
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">zzcanary</Workbook>'
        ),
        "file_unreadable",
    ),
    "e-mail": ("a.mht", b"From: zzcanary\nMIME-Version: 1.0\nContent-Type: text/plain\n\nzzcanary", "file_unsupported"),
    "cut pdf": ("a.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "file_truncated"),
    "pdf without pages": ("a.pdf", b"\n%PDF-1.7\n1 0 obj", "file_truncated"),
    "png": ("a.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "file_unsupported"),
    "jpeg": ("a.docx", b"\xff\xd8\xff\xe0" + b"\0" * 50, "file_unsupported"),
    "rtf": ("a.docx", b"{\\rtf1 zzcanary}", "file_unsupported"),
    "gzip": ("a.csv", b"\x1f\x8b\x08\0" + b"x" * 50, "file_unsupported"),
    "database": ("a.csv", b"SQLite format 3\0" + b"\0" * 50, "file_unsupported"),
    "archive": ("a.xlsx", package(("notes.txt", b"zzcanary")), "file_unsupported"),
    "binary workbook": ("a.xlsx", package(("xl/workbook.bin", b"x")), "file_unsupported"),
    "presentation": ("a.docx", package(("ppt/presentation.xml", b"<x/>")), "file_unsupported"),
    "open document text": (
        "a.ods",
        package(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<x/>")),
        "file_unsupported",
    ),
    "old word": ("a.docx", ole("Root Entry", "WordDocument"), "file_unsupported"),
    "outlook": ("a.xls", ole("Root Entry", "__substg1.0_1000001F"), "file_unsupported"),
    "password": ("a.xlsx", ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), "file_encrypted"),
    "zip password": ("a.xlsx", zip_flagged_as_encrypted(), "file_encrypted"),
    "open document password": (
        "a.ods",
        package(
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml", b"<m><encryption-data/></m>"),
            ("content.xml", b"<x/>"),
        ),
        "file_encrypted",
    ),
    "cut workbook": ("a.xlsx", workbook()[:-200], "file_truncated"),
    "half a workbook": ("a.xlsx", workbook()[: len(workbook()) // 2], "file_truncated"),
    "cut document": ("a.docx", document()[:-50], "file_truncated"),
    "cut old excel": ("a.xls", ole("Root Entry", "Workbook")[:600] + b"\xff" * 600, "file_truncated"),
    "old excel that leads nowhere": ("a.xls", ole("Root Entry", "Workbook"), "file_truncated"),
    "sheet cut inside": (
        "a.xlsx",
        repack(workbook(), "xl/worksheets/sheet1.xml", lambda xml: xml[:-60]),
        "file_truncated",
    ),
    "document cut inside": ("a.docx", repack(document(), "word/document.xml", lambda xml: xml[:-60]), "file_truncated"),
    "document in an unknown encoding": (
        "a.docx",
        repack(document(), "word/document.xml", unknown_encoding),
        "file_truncated",
    ),
    "sheet in an unknown encoding": (
        "a.xlsx",
        repack(workbook(), "xl/worksheets/sheet1.xml", unknown_encoding),
        "file_truncated",
    ),
    "no workbook": ("a.xlsx", package(("xl/styles.xml", b"<x/>")), "file_truncated"),
    "no document": ("a.docx", package(("word/styles.xml", b"<x/>")), "file_truncated"),
    "doctype in a sheet": ("a.xlsx", repack(workbook(), "xl/worksheets/sheet1.xml", doctype), "file_unreadable"),
    "doctype in the styles": ("a.xlsx", repack(workbook(), "xl/styles.xml", doctype), "file_unreadable"),
    "doctype in a document": ("a.docx", repack(document(), "word/document.xml", doctype), "file_unreadable"),
    "doctype in utf-16": (
        "a.docx",
        repack(document(), "word/document.xml", lambda _: "\ufeff<!DOCTYPE x><x/>".encode("utf-16")),
        "file_unreadable",
    ),
    "cut json": ("a.json", b'[{"a": "zzcanary"}, {"a"', "file_truncated"),
    "damaged json": ("a.json", b'[{"a": "zzcanary"}, {"a" 5}]', "file_unreadable"),
    "deep json": ("a.json", b"[" * 200_000, "file_unreadable"),
    "deep json lines": ("a.jsonl", b'{"a":' * 200_000 + b"\n", "file_unreadable"),
}


@pytest.mark.parametrize("case", CASES)
def test_one_plain_issue_and_no_table(tmp_path: Path, case: str) -> None:
    named, data, code = CASES[case]
    if data == b"workbook":
        stream = io.BytesIO()
        openpyxl.Workbook().save(stream)
        data = stream.getvalue()
    reading = read_bytes(tmp_path, data, named)
    assert reading.tables == ()
    assert [one.code for one in reading.issues] == [code]
    assert reading.issues[0].source == named
    assert len(reading.sha256) == 64
    assert "zzcanary" not in reading.issues[0].message


def test_a_bomb_is_refused_quickly_and_unopened(tmp_path: Path) -> None:
    bomb = package(("xl/workbook.xml", b"<x/>"), ("xl/worksheets/sheet1.xml", b" " * (300 << 20)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    reading = read_bytes(tmp_path, bomb, "a.xlsx")
    assert [one.code for one in reading.issues] == ["file_unreadable"]
    assert time.process_time() - start < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 << 10


def test_a_part_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = package(("xl/workbook.xml", b"<x/>"), ("xl/workbook.xml", b"<y/>"))
    assert [one.code for one in read_bytes(tmp_path, twice, "a.xlsx").issues] == ["file_unreadable"]


def test_parts_that_overlap_are_refused(tmp_path: Path) -> None:
    data = bytearray(
        package(("xl/a.xml", b"<x>" + b"a" * 400 + b"</x>"), ("xl/b.xml", b"<x/>"), method=zipfile.ZIP_STORED)
    )
    second = data.rfind(b"PK\x01\x02")
    data[second + 42 : second + 46] = (10).to_bytes(4, "little")
    assert [one.code for one in read_bytes(tmp_path, bytes(data), "a.xlsx").issues] == ["file_unreadable"]


def test_a_wrong_checksum_is_damage(tmp_path: Path) -> None:
    data = bytearray(package(("xl/workbook.xml", b"<x>some words</x>"), method=zipfile.ZIP_STORED))
    data[data.find(b"words")] = ord("W")
    assert [one.code for one in read_bytes(tmp_path, bytes(data), "a.xlsx").issues] == ["file_truncated"]


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/zero")
    (tmp_path / "folder.csv").mkdir()
    for name in ("pipe", "link", "folder.csv"):
        reading = read(tmp_path / name, name)
        assert (reading.tables, reading.sha256) == ((), "")
        assert [one.code for one in reading.issues] == ["file_unreadable"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "dangling").symlink_to("nowhere")
    for name in ("absent.csv", "dangling"):
        assert [one.code for one in read(tmp_path / name, name).issues] == ["file_missing"]


def test_a_link_to_a_file_is_the_file(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"a,b\n1,2\n")
    (tmp_path / "link.csv").symlink_to("real")
    assert read(tmp_path / "link.csv", "link.csv").tables[0].rows == [("a", "b"), ("1", "2")]


def test_reading_leaves_the_file_untouched(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook())
    path.chmod(0o400)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    read(path, "a.xlsx")
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def page() -> bytes:
    return b"<html><table><tr><th>Date<th>Name</tr>" + b"<tr><td rowspan=2>1<td><s>A</s></tr>" * 9 + b"</table></html>"


def excel_xml() -> bytes:
    cells = b'<Cell ss:MergeDown="1"><Data ss:Type="String">zzcanary</Data></Cell><Cell ss:Index="3"/>'
    return (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        b' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>'
        + b"<Row>%s</Row>" % cells * 9
        + b"</Table></Worksheet></Workbook>"
    )


@pytest.mark.parametrize("make", [workbook, document, page, excel_xml], ids=["xlsx", "docx", "html", "xml"])
def test_damage_anywhere_never_raises(tmp_path: Path, make: Callable[[], bytes]) -> None:
    whole = make()
    chance = random.Random(20070803)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        reading = read_bytes(tmp_path, bytes(data), "a.xlsx")
        assert reading.tables or any(one.level == "error" for one in reading.issues)


@pytest.mark.parametrize("make", [workbook, document], ids=["xlsx", "docx"])
def test_a_damaged_header_of_a_part_never_raises(tmp_path: Path, make: Callable[[], bytes]) -> None:
    """The header that stands before each part, byte by byte: the directory at the end of the package stays whole."""
    whole = make()
    with zipfile.ZipFile(io.BytesIO(whole)) as file:
        parts = file.infolist()
    for part in parts[:1]:
        for place in range(part.header_offset, part.header_offset + 30 + len(part.filename)):
            for changed in (0, 0xFF, whole[place] ^ 0x20):
                data = whole[:place] + bytes([changed]) + whole[place + 1 :]
                reading = read_bytes(tmp_path, data, "a.xlsx")
                assert reading.tables or any(one.level == "error" for one in reading.issues)


@pytest.mark.parametrize("make", [workbook, document], ids=["xlsx", "docx"])
def test_damage_inside_a_part_never_raises(tmp_path: Path, make: Callable[[], bytes]) -> None:
    """Rewritten with a right checksum, as a faulty program would leave it."""
    whole = make()
    chance = random.Random(20060301)
    with zipfile.ZipFile(io.BytesIO(whole)) as file:
        names = file.namelist()

    def spoil(content: bytes) -> bytes:
        spoilt = bytearray(content)
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(len(spoilt))
            spoilt[place : place + chance.randint(0, 9)] = chance.choice([b"<", b'"', b"9", b"", b"/>", b"\0", b"ZZ"])
        return bytes(spoilt)

    for _ in range(60):
        reading = read_bytes(tmp_path, repack(whole, chance.choice(names), spoil), "a.xlsx")
        assert reading.tables or any(one.level == "error" for one in reading.issues)


def test_a_part_that_names_a_place_outside_is_never_written(tmp_path: Path) -> None:
    folder = tmp_path / "case" / "exports"
    folder.mkdir(parents=True)
    stream = io.BytesIO(workbook())
    with zipfile.ZipFile(stream, "a") as file:
        for place in ("../../climbed.txt", str(tmp_path / "climbed.txt")):
            file.writestr(place, "zzcanary")
    read_bytes(folder, stream.getvalue(), "a.xlsx")
    assert [path for path in tmp_path.rglob("*") if "climbed" in path.name] == []
