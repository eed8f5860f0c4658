"""Web pages, under any name: the rows a person counts, cells in their columns, and nothing hidden taken for plain."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from chronology.model import Remark, Table
from chronology.readers import Reading, read


def read_page(folder: Path, page: str | bytes, named: str = "contacts.html") -> Reading:
    path = folder / "file"
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    return read(path, named)


def only(reading: Reading) -> Table:
    (table,) = reading.tables
    return table


def codes(reading: Reading) -> list[str]:
    return [one.code for one in reading.issues]


HEAD = "<tr><th>Date</th><th>Name</th><th>Note</th></tr>"


def test_a_page_as_a_system_writes_it(tmp_path: Path) -> None:
    page = (
        "<!DOCTYPE html><html><head><title>Export 7</title><style>td{color:red}</style><script>if (a<b) '<td>'</script></head>"
        f"<body><h1>Case notes</h1><p>Child: A &amp; B</p><TABLE border=1>{HEAD}"
        "<TR><td>03/04/2007<td nowrap>O&#39;Neill,\n  Zo&euml;<td>Seen<br>at  home<p>Well</p><!-- <td>no</td> --></tr>"
        "</TABLE><p>End of report</body></html>"
    )
    reading = read_page(tmp_path, page)
    assert (reading.container, codes(reading)) == ("html", [])
    table, text = reading.tables
    assert table.rows == [("Date", "Name", "Note"), ("03/04/2007", "O'Neill, Zoë", "Seen\nat home\nWell")]
    assert (table.sheet, table.above) == ("Table 1", ("Export 7", "Case notes", "Child: A & B"))
    assert (text.sheet, text.rows) == ("Text", [("Export 7",), ("Case notes",), ("Child: A & B",), ("End of report",)])


def test_a_page_named_as_a_workbook_is_read_and_said(tmp_path: Path) -> None:
    page = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><!--[if gte mso 9]><xml><x:Name>S</x:Name></xml>'
        f"<![endif]--></head><body><table>{HEAD}<![if supportMisalignedColumns]><tr><td x:num>1</td><td></td><td>y</td></tr>"
        "<![endif]></table></body></html>"
    )
    reading = read_page(tmp_path, page, "contacts.xls")
    assert only(reading).rows == [("Date", "Name", "Note"), ("1", "", "y")]
    assert codes(reading) == ["file_mislabelled"]


def test_cells_over_several_columns_and_rows(tmp_path: Path) -> None:
    page = (
        "<table><tr><td colspan=2>Visits<td>x</tr>"
        "<tr><td rowspan='3'>03/04/2007<td>a<td>b</tr><tr><td>c<td rowspan=2>d</tr><tr><td>e</tr><tr><td>f<td>g<td>h</table>"
    )
    table = only(read_page(tmp_path, page))
    assert table.rows == [
        ("Visits", "", "x"),
        ("03/04/2007", "a", "b"),
        ("03/04/2007", "c", "d"),
        ("03/04/2007", "e", "d"),
        ("f", "g", "h"),
    ]
    assert table.remarks == (Remark(3, 0, "merged"), Remark(4, 0, "merged"), Remark(4, 2, "merged"))


def test_struck_and_hidden_words_stay_and_are_remarked(tmp_path: Path) -> None:
    page = (
        f"<table>{HEAD}<tr><td>1<td>A<td>Seen <del>not <b>at</b> all</del> alone<span style='DISPLAY: none'>secret</span></tr>"
        "<tr style='display:none'><td>2<td>B<td></tr><tr hidden><td></td></tr>"
        "<tr><td>3<td><s>C</s><td style='text-decoration: line-through'>D</tr></table>"
    )
    table = only(read_page(tmp_path, page))
    assert table.rows[1] == ("1", "A", "Seen not at all alonesecret")
    assert table.remarks == (
        Remark(2, 2, "hidden", "secret"),
        Remark(2, 2, "struck", "not at all"),
        Remark(3, -1, "hidden"),
        Remark(5, 1, "struck", "C"),
        Remark(5, 2, "struck", "D"),
    )


def test_hidden_columns(tmp_path: Path) -> None:
    page = f"<table><col><col style='display:none'><col span=1>{HEAD}<tr><td>1<td>A<td>x</table>"
    assert only(read_page(tmp_path, page)).remarks == (Remark(1, 1, "hidden", "Name"), Remark(2, 1, "hidden", "A"))


def test_tables_inside_tables(tmp_path: Path) -> None:
    inner = "<table><tr><td>Weight<td>7.5</tr></table>"
    page = f"<table><tr><td>{f'<table>{HEAD}<tr><td>1<td>A<td>Seen{inner}</table>'}</table>"
    reading = read_page(tmp_path, page)
    assert [(table.sheet, table.rows) for table in reading.tables] == [
        ("Table 2", [("Date", "Name", "Note"), ("1", "A", "Seen\nWeight\t7.5")]),
        ("Table 3", [("Weight", "7.5")]),
    ]


def test_what_a_form_shows(tmp_path: Path) -> None:
    page = (
        "<table><tr><td><input value='03/04/2007'><td><input type=checkbox checked> Seen<td><select><option>a"
        "<option selected>b</select><td><textarea>one\n  two</textarea><td><input type=hidden value=9></table>"
    )
    assert only(read_page(tmp_path, page)).rows == [("03/04/2007", "☒ Seen", "b", "one\ntwo", "")]


def test_forgotten_end_tags_lose_no_row(tmp_path: Path) -> None:
    page = f"<table>{HEAD}<tr><td>1<td>A<td><b>x<tr><td>2<td>B<td>y</i></b><tr><td>3<td>C<td>z"
    assert only(read_page(tmp_path, page)).rows[1:] == [("1", "A", "x"), ("2", "B", "y"), ("3", "C", "z")]


def test_what_only_looks_like_a_tag_is_text(tmp_path: Path) -> None:
    page = "<table><tr><td title='a>b'>age < 5 & > 3<td>1 <2</td></tr></table>"
    assert only(read_page(tmp_path, page)).rows == [("age < 5 & > 3", "1 <2")]


@pytest.mark.parametrize(
    ("charset", "encoding", "issues"),
    [
        ("", "utf-8", []),
        ("", "cp1252", ["encoding_assumed"]),
        ("<meta charset=windows-1252>", "cp1252", []),
        ('<meta http-equiv=x content="text/html; charset=iso-8859-2">', "iso-8859-2", []),
        ("", "utf-16", []),
    ],
)
def test_character_sets(tmp_path: Path, charset: str, encoding: str, issues: list[str]) -> None:
    name = "Łukasz" if "8859-2" in charset else "Zoë"
    reading = read_page(tmp_path, f"<html>{charset}<table><tr><td>{name}</table>".encode(encoding))
    assert (only(reading).rows, codes(reading)) == ([(name,)], issues)


def test_pictures_and_frames_are_named(tmp_path: Path) -> None:
    reading = read_page(tmp_path, "<html><img src=a.png><iframe src=b></iframe><table><tr><td>x</table>")
    assert codes(reading) == ["text_outside_table"]
    assert "frames (1), pictures (1)" in reading.issues[0].message


MHT = """From: <Saved by a browser>
MIME-Version: 1.0
Content-Type: multipart/related; boundary="b"

--b
Content-Type: text/html; charset="windows-1252"
Content-Transfer-Encoding: quoted-printable

<html><table><tr><td>03/04/2007</td><td>Zo=EB =A35</td></tr></table></html>
--b
Content-Type: image/png
Content-Transfer-Encoding: base64

AAAA
--b--
"""


def test_a_page_saved_with_its_pictures(tmp_path: Path) -> None:
    reading = read_page(tmp_path, MHT, "contacts.mht")
    assert (reading.container, only(reading).rows) == ("mht", [("03/04/2007", "Zoë £5")])
    assert codes(reading) == []


def test_an_e_mail_without_a_page_is_said(tmp_path: Path) -> None:
    reading = read_page(tmp_path, "MIME-Version: 1.0\nContent-Type: text/plain\n\nHello\n", "a.eml")
    assert (reading.tables, codes(reading)) == ((), ["file_unsupported"])


@pytest.mark.parametrize(
    "piece",
    [
        "<a ",
        '<a x="',
        "<!--",
        "<td ",
        "<table><tr><td>",
        "<tr>",
        "&#",
        "<select>",
        "<b>",
        "</b>",
        "<td rowspan=9>",
        "<tr><td colspan=16000>x",
        "<tr/><b>",
        "x<table></table>",
    ],
)
def test_hostile_pages_are_read_or_refused_quickly(tmp_path: Path, piece: str) -> None:
    start = time.process_time()
    read_page(tmp_path, "<html><table><tr><td>x</td></tr>" + piece * 30_000 + "</table>")
    assert time.process_time() - start < 5


WORKBOOK = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">
<Styles><Style ss:ID="s1"><Font ss:StrikeThrough="1"/></Style></Styles>
<Worksheet ss:Name="Contacts"><Table>
<Row ss:Index="3"><Cell><Data ss:Type="String">Date</Data></Cell><Cell ss:Index="3"><Data ss:Type="String">Note</Data></Cell></Row>
<Row><Cell ss:MergeDown="1"><Data ss:Type="DateTime">2007-04-03T00:00:00.000</Data></Cell>
<Cell><Data ss:Type="DateTime">1899-12-31T14:05:00.000</Data></Cell>
<Cell ss:StyleID="s1"><ss:Data ss:Type="String"><html:B>Not</html:B> in</ss:Data><Comment><Data>Checked</Data></Comment></Cell></Row>
<Row ss:Hidden="1"><Cell ss:Index="2"><Data ss:Type="Number">1.50</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell></Row>
<Row><Cell><Data ss:Type="DateTime">2007-04-05T09:30:00.000</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
</Table><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>
<Worksheet ss:Name="Empty"><Table/></Worksheet></Workbook>"""


def test_a_workbook_in_the_xml_of_2003(tmp_path: Path) -> None:
    reading = read_page(tmp_path, WORKBOOK, "contacts.xls")
    table = only(reading)
    assert (reading.container, table.sheet) == ("xml", "Contacts")
    assert table.rows == [
        (),
        (),
        ("Date", "", "Note"),
        ("2007-04-03", "14:05:00", "Not in"),
        ("2007-04-03", "1.50", "#N/A"),
        ("2007-04-05T09:30:00", "TRUE"),
    ]
    assert table.remarks == (
        Remark(4, 2, "comment", "Checked"),
        Remark(4, 2, "struck", "Not in"),
        Remark(5, -1, "hidden"),
        Remark(5, 0, "merged"),
        Remark(5, 2, "error", "#N/A"),
    )
    assert codes(reading) == ["file_mislabelled", "sheet_hidden", "rows_hidden", "error_cell"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('ss:Index="3"><Cell>', 'ss:Index="99999999"><Cell>', "file_truncated"),
        ('<Cell ss:Index="3">', '<Cell ss:Index="0">', "file_truncated"),
        ("</Workbook>", "", "file_truncated"),
        ("<Workbook", '<!DOCTYPE x [<!ENTITY a "b">]><Workbook', "file_unreadable"),
    ],
)
def test_a_damaged_or_hostile_workbook_is_refused(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert old in WORKBOOK
    reading = read_page(tmp_path, WORKBOOK.replace(old, new), "contacts.xml")
    assert (reading.tables, codes(reading)) == ((), [code])
