"""Pages → files. Enters: an export and a folder. Leaves: the file, written with another library than the one that reads it where there is one."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date, datetime, time
from html import escape
from pathlib import Path
from typing import Any

from tests.evaluation.unseen_exports.cells import Value
from tests.evaluation.unseen_exports.pages import Export, Page, as_text

SUFFIXES = {"html": "xls"}


def write_export(export: Export, folder: Path) -> Path:
    """The export as a file in `folder`, named after it."""
    container, *options = export.write.split(" ")
    path = folder / f"{export.name}.{SUFFIXES.get(container, container)}"
    WRITERS[container](export, options, path)
    return path


def _write_csv(export: Export, options: list[str], path: Path) -> None:
    delimiter = "\t" if options[0] == "tab" else options[0]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([as_text(cell) for cell in row] for row in export.pages[0].grid)
    path.write_bytes(text.getvalue().encode(options[1] if len(options) > 1 else "utf-8", "replace"))


def _write_xlsx(export: Export, _options: list[str], path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for page in export.pages:
        sheet = book.create_sheet(page.sheet)
        for number, row in enumerate(page.grid, 1):
            for column, value in enumerate(row, 1):
                if value != "":
                    cell = sheet.cell(number, column, value)
                    if isinstance(value, date):
                        cell.number_format = "dd/mm/yyyy hh:mm" if isinstance(value, datetime) else "dd/mm/yyyy"
        for first_row, first_column, last_row, last_column in page.merges:
            sheet.merge_cells(
                start_row=first_row + 1, start_column=first_column + 1, end_row=last_row + 1, end_column=last_column + 1
            )
    book.save(path)


def _write_xls(export: Export, _options: list[str], path: Path) -> None:
    import xlwt

    book = xlwt.Workbook()
    formats = {
        datetime: xlwt.easyxf(num_format_str="DD/MM/YYYY HH:MM"),
        date: xlwt.easyxf(num_format_str="DD/MM/YYYY"),
        time: xlwt.easyxf(num_format_str="HH:MM"),
    }
    for page in export.pages:
        sheet = book.add_sheet(page.sheet)
        for number, row in enumerate(page.grid):
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(number, column, value, *([formats[type(value)]] if type(value) in formats else []))
    book.save(str(path))


def _write_ods(export: Export, _options: list[str], path: Path) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    for page in export.pages:
        table = Table(name=page.sheet)
        for row in page.grid:
            line = TableRow()
            for value in row:
                if type(value) is date:
                    cell = TableCell(valuetype="date", datevalue=value.isoformat())
                else:
                    cell = TableCell(valuetype="string")
                for paragraph in as_text(value).split("\n") if value != "" else []:
                    cell.addElement(P(text=paragraph))
                line.addElement(cell)
            table.addElement(line)
        document.spreadsheet.addElement(table)
    document.save(str(path))


def _write_docx(export: Export, _options: list[str], path: Path) -> None:
    """The rows above stand as paragraphs; a form is a table of its own."""
    from docx import Document

    document = Document()
    page = export.pages[0]
    for row in page.grid[: page.above]:
        document.add_paragraph(" ".join(map(as_text, row)))
    if export.form:
        for record in page.records:
            _add_word_table(document, page.grid[record.first - 1 : record.last], [])
            document.add_paragraph("")
    else:
        merges = [(a - page.above, b, c - page.above, d) for a, b, c, d in page.merges]
        _add_word_table(document, page.grid[page.above :], merges)
    document.save(str(path))


def _add_word_table(document: Any, rows: list[list[Value]], merges: list[tuple[int, int, int, int]]) -> None:
    width = max(map(len, rows))
    table = document.add_table(rows=len(rows), cols=width)
    cells = table._cells  # every use of `table.cell` counts all cells anew
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            cells[number * width + column].text = as_text(value)
    for first_row, first_column, last_row, last_column in merges:
        text = table.cell(first_row, first_column).text
        table.cell(first_row, first_column).merge(table.cell(last_row, last_column)).text = text


def _write_html(export: Export, _options: list[str], path: Path) -> None:
    page = export.pages[0]
    width = len(page.columns)
    lines = [
        '<html><head><meta charset="utf-8"><style>td{mso-number-format:"\\@"}</style></head><body><table border="1">'
    ]
    for number, row in enumerate(page.grid):
        cells = [escape(as_text(cell)).replace("\n", "<br>") for cell in row]
        if number < page.above:
            lines.append(f'<tr><td colspan="{width}"><b>{" ".join(cells)}</b></td></tr>')
        else:
            tag = "th" if number == page.above else "td"
            lines.append("<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>")
    path.write_text("\r\n".join([*lines, "</table></body></html>"]), encoding="utf-8", newline="")


def _members(page: Page) -> list[dict[str, Any]]:
    """A JSON object a record; a dot in a heading is an object within it."""
    found = []
    for record in page.records:
        members: dict[str, Any] = {}
        for column, cell in zip(page.columns, record.cells, strict=True):
            *outer, own = column.heading.split(".")
            place = members
            for name in outer:
                place = place.setdefault(name, {})
            place[own] = as_text(cell.value) or None
        found.append(members)
    return found


def _write_json(export: Export, options: list[str], path: Path) -> None:
    members = _members(export.pages[0])
    whole = {"generated": "2021-02-03", "records": members} if options == ["records"] else members
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8")


def _write_jsonl(export: Export, _options: list[str], path: Path) -> None:
    lines = [json.dumps(members, ensure_ascii=False) + "\n" for members in _members(export.pages[0])]
    path.write_text("".join(lines), encoding="utf-8")


def _write_pdf(export: Export, _options: list[str], path: Path) -> None:
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    page, style = export.pages[0], getSampleStyleSheet()["BodyText"]
    story: list[Any] = [Paragraph(escape(" ".join(map(as_text, row))), style) for row in page.grid[: page.above]]
    rows = [[Paragraph(escape(as_text(cell)), style) for cell in row] for row in page.grid[page.above :]]
    table = Table(rows, repeatRows=1, colWidths=[720 / len(page.columns)] * len(page.columns))
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    SimpleDocTemplate(str(path), pagesize=landscape(A4), invariant=1).build([*story, table])


WRITERS: dict[str, Callable[[Export, list[str], Path], None]] = {
    "csv": _write_csv,
    "docx": _write_docx,
    "html": _write_html,
    "json": _write_json,
    "jsonl": _write_jsonl,
    "ods": _write_ods,
    "pdf": _write_pdf,
    "xls": _write_xls,
    "xlsx": _write_xlsx,
}
