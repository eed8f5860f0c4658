"""PDF: the rows of ruled tables page by page, the lines beside them, and what cannot be read said by its page.

The files are written here by hand: a page is its drawing instructions.
"""

from __future__ import annotations

import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

from chronology.model import Remark
from chronology.readers import Reading, read

Placed = tuple[float, float, str]  # points from the left and from the top, text

TOP = 800
WIDTHS = (70, 90, 300)
HEIGHT = 30


def write_pdf(*pages: bytes, extra: str = "", trailer: str = "", packed: bool = False) -> bytes:
    """A PDF of the pages, with Helvetica as /F and a one-pixel picture as /I."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    picture = (
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
        b"stream\nx\nendstream"
    )
    objects += [font, picture]
    kids = []
    for content in pages:
        body = zlib.compress(content) if packed else content
        how = b"/Filter/FlateDecode" if packed else b""
        objects.append(b"<<%s/Length %d>>stream\n%s\nendstream" % (how, len(body), body))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>/XObject<</I 4 0 R>>>>>>" % len(objects)
        )
    objects[1] = f"<</Type/Pages/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]/Count {len(kids)}>>".encode()
    if extra:
        objects.append(extra.encode())
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>"
    return data + end.encode() + f"\nstartxref\n{start}\n%%EOF\n".encode()


def words(*placed: Placed) -> bytes:
    lines = []
    for left, down, text in placed:
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        lines.append(f"BT /F 10 Tf {left} {TOP - down} Td ({escaped}) Tj ET")
    return "\n".join(lines).encode("cp1252") + b"\n"


def table(rows: list[tuple[str, ...]], down: float = 50, spans: dict[tuple[int, int], int] | None = None) -> bytes:
    """A ruled table whose first row begins `down` points from the top. `spans`: (row, column) → rows that the cell covers."""
    drawn = []
    placed: list[Placed] = []
    covered = {(row + i, col) for (row, col), many in (spans or {}).items() for i in range(1, many)}
    for at, row in enumerate(rows):
        left = 40.0
        for column, (text, width) in enumerate(zip(row, WIDTHS, strict=False)):
            if (at, column) not in covered:
                height = HEIGHT * (spans or {}).get((at, column), 1)
                drawn.append(f"{left} {TOP - down - at * HEIGHT - height} {width} {height} re S")
                for line, part in enumerate(text.split("\n")):
                    placed.append((left + 3, down + at * HEIGHT + 11 + 12 * line, part))
            left += width
    return "\n".join(drawn).encode() + b"\n" + words(*placed)


def read_pdf(folder: Path, data: bytes, named: str = "contacts.pdf") -> Reading:
    path = folder / "file"
    path.write_bytes(data)
    return read(path, named)


def codes(reading: Reading) -> list[str]:
    return [one.code for one in reading.issues]


HEAD = ("Date", "Name", "Note")
ROWS = [
    ("03/04/2007", "A", "Seen at home\nwith mother"),
    ("04/04/2007", "B", "Not in"),
    ("05/04/2007", "C", "£5 (paid)"),
]
PICTURE = b"q 500 0 0 500 40 40 cm /I Do Q\n"


@pytest.mark.parametrize("packed", [False, True])
def test_a_ruled_table_and_the_lines_beside_it(tmp_path: Path, packed: bool) -> None:
    page = words((40, 20, "Chronology for: A Child"), (40, 45, "Agency: Health")) + table([HEAD, *ROWS])
    reading = read_pdf(tmp_path, write_pdf(page + words((40, 200, "End of report")), packed=packed))
    first, text = reading.tables
    assert (reading.container, codes(reading)) == ("pdf", [])
    assert (first.sheet, first.rows, first.headings) == ("Page 1", [HEAD, *ROWS], None)
    assert first.above == ("Chronology for: A Child", "Agency: Health")
    assert (text.sheet, text.rows) == ("Text", [("Chronology for: A Child",), ("Agency: Health",), ("End of report",)])


def test_a_table_that_goes_on_keeps_its_headings(tmp_path: Path) -> None:
    reading = read_pdf(tmp_path, write_pdf(table([HEAD, ROWS[0]]), table([ROWS[1]]), table([ROWS[2]])))
    assert [(table.sheet, table.rows, table.headings) for table in reading.tables] == [
        ("Page 1", [HEAD, ROWS[0]], None),
        ("Page 2", [ROWS[1]], HEAD),
        ("Page 3", [ROWS[2]], HEAD),
    ]


def test_headings_that_are_repeated_stay_rows(tmp_path: Path) -> None:
    reading = read_pdf(tmp_path, write_pdf(table([HEAD, ROWS[0]]), table([HEAD, ROWS[1]]), table([ROWS[2]])))
    assert [(table.rows, table.headings) for table in reading.tables] == [
        ([HEAD, ROWS[0]], None),
        ([HEAD, ROWS[1]], None),
        ([ROWS[2]], HEAD),
    ]


def test_another_table_on_the_next_page_takes_no_headings(tmp_path: Path) -> None:
    reading = read_pdf(tmp_path, write_pdf(table([HEAD, ROWS[0]]), table([("1", "2")])))
    assert reading.tables[1].headings is None


def test_rows_of_a_second_table_count_on_down_the_page(tmp_path: Path) -> None:
    page = (
        table([("Name", "Born"), ("A", "01/02/2006")]) + words((40, 140, "Contacts")) + table([HEAD, ROWS[0]], down=160)
    )
    reading = read_pdf(tmp_path, write_pdf(page))
    assert [(table.sheet, table.rows) for table in reading.tables[:2]] == [
        ("Page 1", [("Name", "Born"), ("A", "01/02/2006")]),
        ("Page 1", [(), (), HEAD, ROWS[0]]),
    ]
    assert reading.tables[1].above == ("Contacts",)


def test_a_cell_over_several_rows_is_carried_down(tmp_path: Path) -> None:
    rows = [HEAD, ("03/04/2007", "A", "x"), ("", "B", "y"), ("04/04/2007", "C", "z")]
    (read_table,) = read_pdf(tmp_path, write_pdf(table(rows, spans={(1, 0): 2}))).tables
    assert [row[0] for row in read_table.rows] == ["Date", "03/04/2007", "03/04/2007", "04/04/2007"]
    assert read_table.remarks == (Remark(3, 0, "merged"),)


def test_a_page_without_a_table_is_its_lines(tmp_path: Path) -> None:
    page = words((40, 20, "03/04/2007 Seen at home"), (40, 40, "04/04/2007 Not in"))
    (read_table,) = read_pdf(tmp_path, write_pdf(page)).tables
    assert (read_table.sheet, read_table.rows) == ("Page 1", [("03/04/2007 Seen at home",), ("04/04/2007 Not in",)])


def test_letters_printed_twice_to_look_bold_are_read_once(tmp_path: Path) -> None:
    page = words((40, 20, "Contacts"), (40.4, 20, "Contacts"))
    (read_table,) = read_pdf(tmp_path, write_pdf(page)).tables
    assert read_table.rows == [("Contacts",)]


def test_scanned_pages_are_named(tmp_path: Path) -> None:
    reading = read_pdf(tmp_path, write_pdf(table([HEAD, ROWS[0]]), PICTURE, PICTURE, b"", PICTURE))
    assert [table.sheet for table in reading.tables] == ["Page 1"]
    assert codes(reading) == ["pages_unread"] and "pages 2 to 3, 5" in reading.issues[0].message


def test_a_scanned_document_is_an_error(tmp_path: Path) -> None:
    reading = read_pdf(tmp_path, write_pdf(PICTURE))
    assert (reading.tables, [(one.code, one.level) for one in reading.issues]) == ((), [("pages_unread", "error")])


def test_a_document_with_a_password_is_said(tmp_path: Path) -> None:
    key = "<" + "41" * 32 + ">"
    lock = f"<</Filter/Standard/V 1/R 2/O{key}/U{key}/P -4>>"
    data = write_pdf(table([HEAD]), extra=lock, trailer="/Encrypt 7 0 R/ID[<41><41>]")
    assert codes(read_pdf(tmp_path, data)) == ["file_encrypted"]


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", write_pdf(table([HEAD, *ROWS]))[:300]], ids=["head", "cut"])
def test_a_damaged_document_is_said(tmp_path: Path, data: bytes) -> None:
    reading = read_pdf(tmp_path, data)
    assert reading.tables == ()
    assert [one.level for one in reading.issues] == ["error"]


def test_a_bomb_is_refused_quickly(tmp_path: Path) -> None:
    start = time.process_time()
    reading = read_pdf(tmp_path, write_pdf(b" " * (200 << 20), packed=True))
    assert codes(reading) == ["file_unreadable"]
    assert time.process_time() - start < 5


def test_a_page_of_endless_instructions_is_not_drawn(tmp_path: Path) -> None:
    reading = read_pdf(tmp_path, write_pdf(b"q Q " * (4 << 20), table([HEAD, ROWS[0]]), packed=True))
    assert [table.sheet for table in reading.tables] == ["Page 2"]
    assert codes(reading) == ["file_truncated"] and "pages 1 " in reading.issues[0].message


def test_without_the_extra_the_message_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(write_pdf(table([HEAD])))
    script = (
        "import sys; sys.modules['pdfplumber'] = None\n"
        "from pathlib import Path; from chronology.readers import read\n"
        "print(*(f'{one.code} {one.message}' for one in read(Path(sys.argv[1]), 'a.pdf').issues))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "a.pdf")], capture_output=True, text=True, check=True
    )
    assert shown.stdout.startswith("file_unsupported") and "pip install 'chronology[pdf]'" in shown.stdout
