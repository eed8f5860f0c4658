"""Enters: the bytes of an xlsx package. Leaves: what the spreadsheet library does not tell of it, sheet by sheet (`sheet_scan`).

A sheet of plain cells is scanned by patterns over its bytes, and only its remarkable cells are walked element by element; a sheet
that another program than Excel wrote in its own manner is walked whole.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from xml.etree import ElementTree

from chronology.readers.package import main_part, relationships
from chronology.readers.sheet_scan import (
    MOST_TEXT_BYTES,
    BookScan,
    ExpansionError,
    Runs,
    SheetScan,
    is_doubtful,
    parse,
    struck_words,
)
from chronology.readers.xlsx_parts import (
    RunReader,
    column_of,
    place_of,
    read_comments,
    read_rich_strings,
    read_struck_styles,
)

_PREFIX = rb"<(?:[\w.-]+:)?"
_PLAIN = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"')
_PREFIXED_CELL = re.compile(rb"<[\w.-]+:c[\s/>]")
# The start of a number as `sheet_scan.is_doubtful` means it; the number of a shared text is none.
_DOUBTFUL = re.compile(rb'<v>(?<!t="s"><v>)(?:-|60[.<]|[0-9]{16,}[.<]|[0-9.]+[eE]\+?[0-9])')
_CITING = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"[^>]*>\s*<v>([0-9]+)</v>')
_SHARED = re.compile(rb't="s"[^>]*>\s*<v>([0-9]+)</v>')
_ROW = re.compile(_PREFIX + rb"row\s([^>]*)>")
_COLUMN = re.compile(_PREFIX + rb"col\s([^>]*)>")
_MERGE = re.compile(_PREFIX + rb"mergeCell\s[^>]*?\bref=[\"']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})[\"']")
_ATTRIBUTE = re.compile(rb"\b(r|min|max|hidden|ht|width)=[\"']([^\"']*)[\"']")
# [1]Sheet1!A1, '[1]Sheet one'!A1, [1]!Name: from the first of the other workbooks. A table's own column, Visits[2007], has no
# exclamation mark after it.
_LINKED = re.compile(r"\[[0-9]{1,4}\](?:[^'\[\]]*(?:''[^'\[\]]*)*'!|[\w.]*!)")
_QUOTED = re.compile(r'"[^"]*"')
_DRAWN_TEXT = re.compile(rb"<(?:\w+:)?t>[^<]")


def scan_xlsx(data: bytes) -> BookScan:
    """The workbook's scan.

    Raises expat.ExpatError, ElementTree.ParseError, LookupError or ValueError for a package that no spreadsheet program would open.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        workbook = main_part(package, "xl/workbook.xml")
        targets = relationships(package, workbook)
        content = package.read(workbook)
        kinds = dict(targets.values())
        styles = read_struck_styles(package, kinds.get("styles", ""))
        texts = package.read(kinds["sharedStrings"]) if "sharedStrings" in kinds else b""
        rich = read_rich_strings(texts, bool(styles))
        links = any(kind == "externalLink" for kind, _ in targets.values())
        book = BookScan(
            links=links,
            macros=any("macrosheet" in kind.lower() for kind in kinds),
            from_1904=_counts_from_1904(content),
        )
        longest = max(map(len, texts.split(b"</si>"))) if texts else 0
        for name, part in _sheet_parts(content, targets):
            xml = package.read(part) if part else b""
            scan, linked = _scan_sheet(xml, styles, rich) if part else (SheetScan(), False)
            if longest * scan.cells > MOST_TEXT_BYTES:
                _weigh_texts(xml, texts)
            scan.name, scan.part = name, part
            if part:
                scan.comments = read_comments(package, part)
            book.linked_values |= links and linked
            book.sheets.append(scan)
        book.unread = _name_unread(package)
    return book


def _counts_from_1904(content: bytes) -> bool:
    settings = ElementTree.fromstring(content).find("{*}workbookPr")
    return settings is not None and settings.get("date1904", "0") in ("1", "true")


def _sheet_parts(content: bytes, targets: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    """Each sheet's name and the part that holds it, in the workbook's order; no part for chart sheets and the like."""
    parts = []
    for element in ElementTree.fromstring(content).iterfind("{*}sheets/{*}sheet"):
        link = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
        kind, part = targets.get(link, ("", ""))
        parts.append((element.get("name", ""), part if kind == "worksheet" else ""))
    return parts


def _name_unread(package: zipfile.ZipFile) -> list[str]:
    """What else a reader of the workbook could see or find in it."""
    names = [(name.lower().lstrip("/"), name) for name in package.namelist()]
    found = []
    drawings = (spelt for name, spelt in names if name.startswith("xl/drawings/") and name.endswith(".xml"))
    if any(_DRAWN_TEXT.search(package.read(drawing)) for drawing in drawings):
        found.append("text boxes over the cells")
    if any(name.startswith("xl/pivotcache/pivotcacherecords") for name, _ in names):
        found.append("a pivot table's own copy of records")
    if any(name.startswith("xl/embeddings/") for name, _ in names):
        found.append("files embedded in the workbook")
    return found


def _weigh_texts(xml: bytes, texts: bytes) -> None:
    """Raises ValueError where few long texts, cited by many cells, would fill the memory."""
    weights = list(map(len, texts.split(b"</si>")))
    cited = Counter(map(int, _SHARED.findall(xml)))
    if sum(times * weights[number] for number, times in cited.items() if number < len(weights)) > MOST_TEXT_BYTES:
        raise ExpansionError("texts repeated")


def _scan_sheet(xml: bytes, styles: frozenset[str], rich: dict[str, Runs]) -> tuple[SheetScan, bool]:
    """The sheet's scan, and whether a formula in it reaches into another workbook."""
    scan = SheetScan()
    before, after = xml[: max(0, xml.find(b"sheetData"))], xml[max(0, xml.rfind(b"sheetData>")) :]
    for left_letters, top, right_letters, bottom in _MERGE.findall(after):
        left, right = column_of(left_letters.decode()), column_of(right_letters.decode())
        scan.merges.append((int(top) - 1, left, int(bottom) - 1, right))
    for attributes in map(_read_attributes, _COLUMN.findall(before)):
        if _is_hidden(attributes, "width") and attributes.keys() >= {"min", "max"}:
            scan.hidden_columns.append((int(attributes["min"]) - 1, int(attributes["max"]) - 1))
    if b"\0" in xml[:100] or not _scan_by_pattern(xml, scan):
        return _walk(xml, scan, styles, rich)
    remarkable = _cut_out_remarkable(xml, styles, rich)
    return _walk(remarkable, scan, styles, rich) if remarkable else (scan, False)


def _cut_out_remarkable(xml: bytes, styles: frozenset[str], rich: dict[str, Runs]) -> bytes:
    """A sheet of only those plain cells that need a closer look; nothing where there are none."""
    signs = []
    if b'"e"' in xml or b"'e'" in xml:
        signs.append(rb"[^>]*\bt=[\"']e")
    if b"<f" in xml:
        signs.append(rb"[^>]*>\s*<f")
    if styles:
        signs.append(rb"[^>]*\bs=[\"'](?:" + "|".join(sorted(styles)).encode() + rb")[\"']")
    if _DOUBTFUL.search(xml):
        signs.append(rb"[^>]*>" + _DOUBTFUL.pattern)
    starts: set[int] = set()
    if signs:
        starts.update(cell.start() for cell in re.finditer(_PLAIN.pattern + rb"(?=" + rb"|".join(signs) + rb")", xml))
    if rich:
        cited = {number.encode() for number in rich}
        starts.update(cell.start() for cell in _CITING.finditer(xml) if cell[1] in cited)
    at = xml.find(b"<strike")
    while at != -1:
        starts.add(xml.rfind(b"<c ", 0, at))
        at = xml.find(b"<strike", at + 1)
    filled = (start for start in sorted(starts) if xml[xml.find(b">", start) - 1] != ord("/"))
    cells = [xml[start : xml.find(b"</c>", start) + 4] for start in filled]
    if not cells:
        return b""
    head = xml[: xml.find(b">", xml.find(b"<worksheet")) + 1]
    return head + b"".join(cells) + b"</worksheet>"


def _scan_by_pattern(xml: bytes, scan: SheetScan) -> bool:
    """Whether the cells are plain enough to be counted by pattern, several times faster than by walking; then they are."""
    begin, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    references = _PLAIN.findall(xml)
    # Between these two no other element of a sheet begins with a c.
    if xml.count(b"<c", 0, begin) - xml.count(b"<col", 0, begin) or xml.count(b"<c", begin, end) != len(references):
        return False
    if end < begin or b"<worksheet" not in xml[: begin + 1] or (b":c" in xml and _PREFIXED_CELL.search(xml)):
        return False
    hidden = []
    if b"hidden=" in xml or b'ht="0"' in xml:
        hidden = [row for row in map(_read_attributes, _ROW.findall(xml)) if _is_hidden(row, "ht")]
        if any("r" not in row for row in hidden):
            return False
    if references:
        joined = b" ".join(references)
        rows = set(joined.translate(None, b"ABCDEFGHIJKLMNOPQRSTUVWXYZ").split(b" "))
        columns = set(joined.translate(None, b"0123456789").split(b" "))
        last_row, last_column = max(map(int, rows)), max(column_of(letters.decode()) for letters in columns)
        scan.mark(0, 0, last_row, last_column + 1)
        scan.cells = len(references)
        if scan.is_too_sparse():  # unless the far cells are empty ones, which count by walking only
            scan.first, scan.last, scan.cells = None, (0, 0), 0
            return False
    scan.hidden_rows = [(int(row["r"]) - 1, int(row["r"]) - 1) for row in hidden]
    return True


def _read_attributes(element: bytes) -> dict[str, str]:
    return {name.decode(): value.decode("ascii", "replace") for name, value in _ATTRIBUTE.findall(element)}


def _is_hidden(attributes: dict[str, str], size: str) -> bool:
    """Hidden by name, or by being drawn with no height or width."""
    return attributes.get("hidden", "0") in ("1", "true") or attributes.get(size, "1") in ("0", "0.0")


def _walk(xml: bytes, scan: SheetScan, styles: frozenset[str], rich: dict[str, Runs]) -> tuple[SheetScan, bool]:
    walk = _Walk(scan, styles, rich)
    parse(xml, walk.start, walk.end, walk.characters)
    return scan, walk.linked


class _Walk:
    """The elements of one sheet, one after the other."""

    def __init__(self, scan: SheetScan, styles: frozenset[str], rich: dict[str, Runs]) -> None:
        self.scan = scan
        self.linked = False
        self._styles = styles
        self._rich = rich
        self._row = self._column = -1
        self._kind = "n"
        self._struck = self._formula = self._value = False
        self._words: list[str] = []
        self._reading = ""  # the element whose words are taken in
        self._inline: RunReader | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "c":
            self._start_cell(attributes)
        elif name == "v" or name == "f":
            self._reading = name
            self._words.clear()
            if name == "v":
                self._value = True
            else:
                self._formula = True
        elif name == "is":
            self._value = True
            self._inline = RunReader()
        elif self._inline is not None:
            self._inline.start(name, attributes)
        elif name == "row":
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1
            if _is_hidden(attributes, "ht"):
                self.scan.hidden_rows.append((self._row, self._row))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            self._row, self._column = place_of(reference)
        self._kind = attributes.get("t", "n")
        self._struck = attributes.get("s", "0") in self._styles
        self._formula = self._value = False
        self._words.clear()
        self._inline = None

    def end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        if name == "c":
            self._end_cell()
        elif name == "v":
            self._reading = ""
        elif name == "f":
            self._reading = ""
            self.linked |= _LINKED.search(_QUOTED.sub("", "".join(self._words))) is not None
            self._words.clear()
        elif name == "is":
            self._reading = ""
        elif self._inline is not None:
            self._inline.end(name)

    def _end_cell(self) -> None:
        scan, place = self.scan, (self._row, self._column)
        words = "".join(self._words).strip()
        if self._value or self._formula:
            scan.mark(*place)
        if self._kind == "e":
            scan.errors[place] = words or "#ERROR!"
        elif self._formula and self._kind != "str" and not words and self._inline is None:
            scan.valueless.append(place)
        elif self._kind == "n" and words and is_doubtful(_number(words)):
            scan.numbers[place] = _number(words)
        if self._inline is not None:
            self._add_struck(self._inline.runs)
        elif self._kind == "s" and words in self._rich:
            self._add_struck(self._rich[words])
        elif self._struck and words:
            scan.struck.append((place, None))
        self._inline = None

    def _add_struck(self, runs: Runs) -> None:
        for words in struck_words(runs, self._struck):
            self.scan.struck.append(((self._row, self._column), words))

    def characters(self, piece: str) -> None:
        if self._inline is not None:
            self._inline.characters(piece)
        elif self._reading:
            self._words.append(piece)


def _number(words: str) -> float:
    """The number, 0 for what is none: the library then says what it makes of it."""
    try:
        return float(words)
    except ValueError:
        return 0.0
