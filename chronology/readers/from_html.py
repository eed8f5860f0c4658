"""Enters: the bytes of a web page, as such, under a spreadsheet's name, or packed as MHT. Leaves: one Table per table in it, named
`Table 1`, `Table 2` … in the order they begin, and a Table `Text` of the lines outside them.

Cells that span rows are carried down. Struck and hidden words stay and are remarked. Scripts and style sheets are not read.
"""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message

from msgspec import Struct, field

from chronology.issues import issue
from chronology.model import Issue, Remark, Table
from chronology.readers.decode import decode
from chronology.readers.html_text import Lines, Look, looks_of
from chronology.readers.html_tokens import read_attributes, read_tokens

LARGEST_BYTES = 256 << 20
MOST_COLUMNS = 16_384
MOST_SPANNED_ROWS = 65_534  # what browsers allow
MOST_NESTED = 200
MOST_SPANNED_CELLS = 5_000_000  # more than that is asked for by damage or malice alone
MOST_LINES_ABOVE = 50  # of the page's opening, and again between two tables

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,40})""", re.I)
_WESTERN = frozenset({"windows-1252", "cp1252", "iso-8859-1", "latin1", "us-ascii", "ascii"})
_OTHER_CHARSETS = re.compile(r"(?:iso-8859-\d{1,2}|windows-125\d|koi8-[ru])\Z", re.I)

_BLOCKS = frozenset(
    "address article aside blockquote center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr legend li"
    " main nav ol p pre section summary title ul".split()
)
_WITHOUT_END = frozenset("area base br col embed frame hr img input link meta param source track wbr".split())
_TABLE_PARTS = frozenset({"caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"})
_UNREAD = {
    "embed": "embedded files",
    "frame": "frames",
    "iframe": "frames",
    "img": "pictures",
    "object": "embedded files",
}
_SILENT_INPUTS = frozenset({"button", "file", "hidden", "image", "password", "reset", "submit"})


class _SpreadError(Exception):
    """The spans of cells go beyond all measure."""


class _Cell(Struct):
    column: int
    width: int
    height: int
    opened: int  # how many tags were open when it began
    content: Lines = field(default_factory=Lines)
    inner: list[_Grid] = field(default_factory=list)


class _Carried(Struct):
    """A cell that spans rows: how many more, and its text."""

    rows: int
    width: int
    text: str


class _Grid(Struct):
    """One table while it is read."""

    above: tuple[str, ...]
    opened: int  # how many tags were open when it began
    rows: list[tuple[str, ...]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    carried: dict[int, _Carried] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    columns: int = 0  # described by <col>
    row: list[_Cell] | None = None  # the row that is open
    row_opened: int = 0  # how many tags were open when it began
    cell: _Cell | None = None  # the cell that is open


def read_tables(data: bytes, named: str, container: str) -> tuple[str, list[Table], list[Issue]]:
    """The container (`html` or `mht`), its tables, the text outside them, and the issues met."""
    if len(data) > LARGEST_BYTES:
        return container, [], [issue("file_unreadable", named, detail=f"it is larger than {LARGEST_BYTES >> 20} MiB")]
    pages, unread, issues = _unpack(data, named) if container == "mht" else ([_decode(data, named)], {}, [])
    if not pages and not issues:
        return container, [], [issue("file_unsupported", named, detail="it is an e-mail without a web page in it")]
    reading = _Page(unread=unread)
    try:
        for text, found in pages:
            issues += found
            _read_page(text, reading)
    except _SpreadError:
        return container, [], [issue("file_unreadable", named, detail="its cells are repeated beyond all measure")]
    tables = []
    for number, grid in enumerate(reading.grids, start=1):
        if any(any(row) for row in grid.rows):
            remarks = tuple(sorted(grid.remarks))
            tables.append(Table(named, f"Table {number}", grid.rows, remarks=remarks, above=grid.above))
    lines, remarked = _text_rows(reading.outside)
    if lines:
        tables.append(Table(named, "Text", lines, remarks=remarked))
    if reading.unread:
        detail = ", ".join(f"{name} ({count})" for name, count in sorted(reading.unread.items()))
        issues.append(issue("text_outside_table", named, detail=detail))
    return container, tables, issues


def _decode(data: bytes, named: str, stated: str = "") -> tuple[str, list[Issue]]:
    """The page's text, by the character set that it states where the usual ladder would only assume one."""
    text, issues = decode(data, named)
    if not any(one.code == "encoding_assumed" for one in issues):
        return text, issues
    meta = _CHARSET.search(data[:4096])
    charset = (stated or (meta[1].decode("ascii", "replace") if meta else "")).lower()
    if charset in _WESTERN:
        return text, [one for one in issues if one.code != "encoding_assumed"]
    if _OTHER_CHARSETS.match(charset):
        try:
            return data.decode(charset), [one for one in issues if one.code != "encoding_assumed"]
        except (LookupError, UnicodeDecodeError):
            return text, issues
    return text, issues


def _unpack(data: bytes, named: str) -> tuple[list[tuple[str, list[Issue]]], dict[str, int], list[Issue]]:
    """The web pages packed in an MHT file or an e-mail, and how many files are attached that are not read."""
    pages = []
    unread: dict[str, int] = {}
    try:
        parts: list[Message] = list(message_from_bytes(data).walk())
    except (RecursionError, ValueError, LookupError):
        return [], {}, [issue("file_truncated", named, detail="its parts do not fit together")]
    for part in parts:
        if part.is_multipart():
            continue
        content = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(content, bytes):
            pages.append(_decode(content, named, part.get_content_charset("")))
        elif part.get_content_disposition() == "attachment":
            unread["attached files"] = unread.get("attached files", 0) + 1
    return pages, unread, []


class _Page(Struct):
    """A page while it is read. `grids` in the order they begin; `open_grids` those not yet ended, the innermost last."""

    grids: list[_Grid] = field(default_factory=list)
    open_grids: list[_Grid] = field(default_factory=list)
    outside: Lines = field(default_factory=Lines)
    tags: list[tuple[str, frozenset[Look]]] = field(default_factory=list)  # open tags, with the looks of their text
    opening: tuple[str, ...] | None = None  # the lines before the first table
    behind: int = 0  # lines before the end of the table that ended last
    choices: list[tuple[str, bool]] | None = None  # the entries of the list that is open, and whether each is chosen
    unread: dict[str, int] = field(default_factory=dict)
    spanned: int = 0  # cells that only spans made

    def target(self) -> Lines:
        """Where text goes now: the open cell, or the page's own text."""
        grid = self.open_grids[-1] if self.open_grids else None
        return grid.cell.content if grid is not None and grid.cell is not None else self.outside


def _read_page(text: str, page: _Page) -> None:
    for kind, name, rest in read_tokens(text):
        if kind == "text":
            _add_text(name, page)
        elif kind == "open":
            _open(name, rest, page)
        else:
            _close(name, page)
    while page.open_grids:
        _end_table(page)
    page.outside.break_block()
    page.tags.clear()


def _add_text(text: str, page: _Page) -> None:
    if page.choices is not None:
        if page.choices:
            entry, chosen = page.choices[-1]
            page.choices[-1] = (entry + text, chosen)
        return
    looks = page.tags[-1][1] if page.tags else frozenset[Look]()
    as_typed = "\n" in text and any(tag in ("pre", "textarea") for tag, _ in page.tags[-MOST_NESTED:])
    page.target().add(text, looks, as_typed)


def _open(name: str, rest: str, page: _Page) -> None:
    attributes = read_attributes(rest) if rest else {}
    if name in _TABLE_PARTS:
        _open_table_part(name, attributes, page)
    if name in _BLOCKS:
        page.target().break_block()
    if name == "p" and page.tags and page.tags[-1][0] == "p":
        page.tags.pop()
    if name == "br":
        page.target().break_line()
    elif name == "input":
        _add_text(_input_text(attributes), page)
    elif name == "select":
        page.choices = []
    elif name == "option" and page.choices is not None:
        page.choices.append(("", "selected" in attributes))
    elif name == "col" and page.open_grids:
        grid = page.open_grids[-1]
        span = _number(attributes, "span", MOST_COLUMNS)
        if "hidden" in looks_of(name, attributes):
            grid.hidden_columns.update(range(grid.columns, grid.columns + span))
        grid.columns += span
    elif name in _UNREAD:
        page.unread[_UNREAD[name]] = page.unread.get(_UNREAD[name], 0) + 1
    if name not in _WITHOUT_END and not rest.endswith("/"):
        around = page.tags[-1][1] if page.tags else frozenset[Look]()
        page.tags.append((name, around | looks_of(name, attributes)))


def _open_table_part(name: str, attributes: dict[str, str], page: _Page) -> None:
    """A table, row or cell begins; what the page forgot to end before it is ended here."""
    grid = page.open_grids[-1] if page.open_grids else None
    if name == "table":
        if len(page.open_grids) < MOST_NESTED:
            _begin_table(page)
    elif grid is None:
        return
    elif name in ("td", "th"):
        _end_cell(grid, page)
        if grid.row is None:
            grid.row, grid.row_opened = [], len(page.tags)
        column = grid.row[-1].column + grid.row[-1].width if grid.row else 0
        while column in grid.carried:
            column += grid.carried[column].width
        width = _number(attributes, "colspan", MOST_COLUMNS)
        height = _number(attributes, "rowspan", MOST_SPANNED_ROWS)
        grid.cell = _Cell(column, width, height, len(page.tags))
    else:
        _end_row(grid, page)
        if name == "tr":
            grid.row, grid.row_opened = [], len(page.tags)


def _close(name: str, page: _Page) -> None:
    grid = page.open_grids[-1] if page.open_grids else None
    if name == "select" and page.choices is not None:
        chosen = (
            [entry for entry, is_chosen in page.choices if is_chosen] or [page.choices[0][0]] if page.choices else []
        )
        page.choices = None
        _add_text("; ".join(entry.strip() for entry in chosen), page)
    if grid is not None and name in _TABLE_PARTS:
        if name in ("td", "th"):
            _end_cell(grid, page)
        elif name == "table":
            _end_table(page)
            return
        elif name != "caption":
            _end_row(grid, page)
    if name in _BLOCKS or name == "caption":
        page.target().break_block()
    lowest = grid.opened if grid is not None else 0
    for place in range(len(page.tags) - 1, max(lowest, len(page.tags) - MOST_NESTED) - 1, -1):
        if page.tags[place][0] == name:
            del page.tags[place:]
            break


def _begin_table(page: _Page) -> None:
    outer = page.open_grids[-1] if page.open_grids else None
    if outer is not None:
        above = outer.above
    else:
        lines = [line for line in page.outside.lines(page.behind) if line]
        page.outside.break_block()
        if page.opening is None:
            page.opening, lines = tuple(lines[:MOST_LINES_ABOVE]), lines[MOST_LINES_ABOVE:]
        above = (*page.opening, *lines[-MOST_LINES_ABOVE:])
    grid = _Grid(above, len(page.tags))
    page.grids.append(grid)
    page.open_grids.append(grid)
    if outer is not None and outer.cell is not None:
        outer.cell.inner.append(grid)


def _end_table(page: _Page) -> None:
    grid = page.open_grids.pop()
    _end_row(grid, page)
    del page.tags[grid.opened :]
    if not page.open_grids:
        page.outside.break_block()
        page.behind = len(page.outside.pieces) - 1


def _end_cell(grid: _Grid, page: _Page) -> None:
    if grid.cell is not None and grid.row is not None:
        grid.row.append(grid.cell)
        del page.tags[grid.cell.opened :]
    grid.cell = None


def _end_row(grid: _Grid, page: _Page) -> None:
    """The open row becomes a row of the table; cells that span rows are carried into it and on."""
    _end_cell(grid, page)
    if grid.row is None:
        return
    del page.tags[grid.row_opened :]
    texts, marks = _row_texts(grid, grid.row)
    number = len(grid.rows) + 1
    grid.remarks += [Remark(number, column, "merged") for column, carried in grid.carried.items() if carried.text]
    shown = [column for column, text in texts.items() if text and (column, "hidden", text) not in marks]
    if marks and not shown:
        marks = [mark for mark in marks if mark[1] != "hidden"]
        grid.remarks.append(Remark(number, -1, "hidden"))
    grid.remarks += [Remark(number, column, look, words) for column, look, words in marks]
    ends = [cell.column + cell.width for cell in grid.row]
    ends += [column + carried.width for column, carried in grid.carried.items()]
    width = min(max(ends, default=0), MOST_COLUMNS)
    page.spanned += width - len(grid.row)
    if page.spanned > MOST_SPANNED_CELLS:
        raise _SpreadError
    grid.rows.append(tuple([texts.get(column, "") for column in range(width)]))
    for column, carried in list(grid.carried.items()):
        carried.rows -= 1
        if not carried.rows:
            del grid.carried[column]
    for cell in grid.row:
        if cell.height > 1:
            grid.carried[cell.column] = _Carried(cell.height - 1, cell.width, texts[cell.column])
    grid.row = None


def _row_texts(grid: _Grid, row: list[_Cell]) -> tuple[dict[int, str], list[tuple[int, Look, str]]]:
    """The texts of a row by column, those carried into it too, and the struck and hidden words in it."""
    texts = {column: carried.text for column, carried in grid.carried.items()}
    marks: list[tuple[int, Look, str]] = []
    own = [cell.content.text() for cell in row]
    for cell, text in zip(row, own, strict=True):
        # A frame around a table has no text of its own and would only repeat it; in a record the inner table is part of it.
        if cell.inner and any(own):
            text = "\n".join(line for line in (text, *_lines_of(cell.inner)) if line)
        texts[cell.column] = text
        marks += [(cell.column, look, words) for look, words in cell.content.all_marks()]
        if cell.column in grid.hidden_columns and text:
            marks.append((cell.column, "hidden", text))
    return texts, marks


def _lines_of(grids: list[_Grid]) -> list[str]:
    """The rows of tables inside a cell as lines of text, their cells set apart by tabs."""
    return ["\t".join(row) for grid in grids for row in grid.rows]


def _text_rows(outside: Lines) -> tuple[list[tuple[str, ...]], tuple[Remark, ...]]:
    """The lines outside tables that are not blank, one a row, and their remarks."""
    rows: list[tuple[str, ...]] = []
    remarks: list[Remark] = []
    for line, marks in zip(outside.lines(), outside.marks, strict=True):
        if line:
            rows.append((line,))
            remarks += [Remark(len(rows), 0, look, words.strip()) for look, words in marks if words.strip()]
    return rows, tuple(sorted(remarks))


def _input_text(attributes: dict[str, str]) -> str:
    """What a form's field shows."""
    kind = attributes.get("type", "text").lower()
    if kind in ("checkbox", "radio"):
        return "☒" if "checked" in attributes else "☐"
    return "" if kind in _SILENT_INPUTS else attributes.get("value", "")


def _number(attributes: dict[str, str], name: str, most: int) -> int:
    value = attributes.get(name, "1").strip()
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 1
    return min(max(number, 1), most)
