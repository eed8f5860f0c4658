"""A second count of rows, to check the program's account. Enters: a file. Leaves: how many of its rows hold anything at all.

Nothing here is shared with the readers: CSV goes through a state machine, packages through one expression over their XML, and no
library but the standard one is used. `.xls` and PDF cannot be counted so; `count_rows` says None of them, and of bytes it
cannot take apart.
"""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

ENCODINGS = (
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"", "utf-8"),
    (b"", "cp1252"),
)
DELIMITERS = ",;\t|"
TAG = re.compile(r"<!--.*?-->|<(/?)([\w:.-]+)((?:[^>\"']|\"[^\"]*\"|'[^']*')*?)(/?)>|([^<]+)", re.S)
REPEATED = re.compile(r'number-rows-repeated="(\d+)"')
SEPARATOR_LINE = re.compile(r'"?sep=([,;\t|])"?(?:\r\n|\r|\n|\Z)', re.I)


def count_rows(data: bytes) -> int | None:
    """The rows of every sheet and table in `data` and the paragraphs outside a document's tables that are not blank; None where this kind of file is not counted."""
    if data.startswith(b"PK"):
        return _count_package(data)
    if data.startswith((b"%PDF", b"\xd0\xcf\x11\xe0")):
        return None
    text = _decode(data)
    if text is None:
        return None
    start = text.lstrip()[:300].casefold()
    if start.startswith(("{", "[")):
        return _count_json(text)
    if re.match(r"<!doctype html|<html|<table|<\?xml", start):
        return _count_markup(text, row="tr", holds={"#text"}) if "<table" in text.casefold() else None
    return _count_delimited(text)


def _decode(data: bytes) -> str | None:
    for mark, encoding in ENCODINGS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    return None


def _count_delimited(text: str) -> int:
    """Under the delimiter by which the largest share of rows has one and the same width, and of two such the wider."""
    stated = SEPARATOR_LINE.match(text)
    if stated:
        return sum(holds for _, holds in _delimited_rows(text[stated.end() :], stated.group(1)))
    best, counted = (-1.0, 0), 0
    for delimiter in DELIMITERS:
        widths = [width for width, holds in _delimited_rows(text, delimiter) if holds]
        wide = Counter(width for width in widths if width > 1)
        width, times = max(wide.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        share = times / len(widths) if widths else 0.0
        if (share, width) > best:
            best, counted = (share, width), len(widths)
    return counted


def _delimited_rows(text: str, delimiter: str) -> list[tuple[int, bool]]:
    """(width, whether it holds anything) of every row. A quotation mark opens a cell at its start and closes it unless doubled."""
    rows: list[tuple[int, bool]] = []
    width, holds, state = 1, False, "start"  # start of a cell | plain | quoted | closing: after a mark within quotation
    for sign in text.replace("\r\n", "\n"):
        if state == "quoted" or (state == "closing" and sign == '"'):
            holds = holds or state == "closing" or not (sign.isspace() or sign == '"')
            state = "closing" if state == "quoted" and sign == '"' else "quoted"
        elif state == "start" and sign == '"':
            state = "quoted"
        elif sign in "\r\n":
            rows.append((width, holds))
            width, holds, state = 1, False, "start"
        elif sign == delimiter:
            width, state = width + 1, "start"
        else:
            holds, state = holds or not sign.isspace(), "plain"
    return [*rows, (width, holds)]


def _count_json(text: str) -> int | None:
    """The records of every list of objects at the top or one member below it, or the objects of JSON Lines."""
    try:
        whole = json.loads(text)
    except ValueError:
        try:
            whole = [json.loads(line) for line in text.splitlines() if line.strip()]
        except ValueError:
            return None
    lists = [whole] if isinstance(whole, list) else [one for one in whole.values() if isinstance(one, list)]
    return sum(1 for one in lists for record in one if isinstance(record, dict) and any(map(_says, record.values())))


def _says(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_says, value.values()))
    if isinstance(value, list):
        return any(map(_says, value))
    return value is not None and bool(str(value).strip())


def _count_package(data: bytes) -> int | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            parts = {name: package.read(name).decode("utf-8") for name in names if _is_counted(name)}
    except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError, RuntimeError, EOFError, zipfile.zlib.error):
        return None
    if "word/document.xml" in parts:
        document = parts["word/document.xml"]
        outside = _without(document, "w:tbl")
        return _count_markup(document, row="w:tr", holds={"w:t"}) + _count_markup(outside, row="w:p", holds={"w:t"})
    if "content.xml" in parts:
        return _count_markup(parts["content.xml"], row="table:table-row", holds={"text:p", "text:span", "text:a"})
    sheets = [name for name in parts if name.startswith("xl/worksheets/")]
    strings = _shared_strings(parts.get("xl/sharedStrings.xml", ""))
    return sum(_count_sheet(parts[name], strings) for name in sheets) if sheets else None


def _is_counted(name: str) -> bool:
    return name in ("word/document.xml", "content.xml", "xl/sharedStrings.xml") or bool(
        re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)
    )


def _tokens(text: str) -> Iterator[tuple[str, str, str]]:
    """(what, name, text) of every tag and every text between tags; what is `open`, `close`, `whole` or `text`."""
    for match in TAG.finditer(text):
        closing, name, attributes, whole, between = match.groups()
        if between is not None:
            yield "text", "", html.unescape(between)
        elif name is not None:
            yield "close" if closing else "whole" if whole else "open", name, attributes


def _count_markup(text: str, row: str, holds: set[str]) -> int:
    """Rows with any text of their own: a table within a cell counts its own rows. `holds` names the elements that hold text."""
    counted, inside = 0, ""
    open_rows: list[list[int]] = []  # [whether it holds anything, how often it stands there]
    for what, name, told in _tokens(text):
        if row == "tr":
            name = name.casefold()
        if what == "open" and name == row:
            repeated = REPEATED.search(told)
            open_rows.append([0, int(repeated[1]) if repeated else 1])
        elif what == "close" and name == row and open_rows:
            says, times = open_rows.pop()
            counted += times * says
        elif what == "text" and open_rows and told.strip() and ("#text" in holds or inside in holds):
            open_rows[-1][0] = 1
        elif what in ("open", "close"):
            inside = name if what == "open" else ""
    return counted


def _without(text: str, element: str) -> str:
    """The text without the element and all that stands in it, however deep it is nested."""
    kept, depth, after = [], 0, 0
    for match in re.finditer(rf"<(/?){element}(?:\s[^>]*)?>", text):
        if depth == 0:
            kept.append(text[after : match.start()])
        depth = max(0, depth + (-1 if match[1] else 1))
        after = match.end()
    return "".join([*kept, text[after:]])


def _shared_strings(text: str) -> list[bool]:
    """Of every shared string, whether it holds anything."""
    found = []
    for item in re.finditer(r"<si(?:\s[^>]*)?(?:/>|>(.*?)</si>)", text, re.S):
        words = re.findall(r"<t(?:\s[^>]*)?>([^<]*)</t>", item[1] or "")
        found.append(bool(html.unescape("".join(words)).strip()))
    return found


def _count_sheet(text: str, strings: list[bool]) -> int:
    counted = 0
    for row in re.finditer(r"<row(?:\s[^>]*[^/])?>(.*?)</row>", text, re.S):
        for kind, inner in re.findall(r"<c\b((?:\s[^>]*[^/])?)>(.*?)</c>", row[1], re.S):
            value = re.search(r"<v(?:\s[^>]*)?>([^<]*)</v>", inner)
            words = "".join(re.findall(r"<t(?:\s[^>]*)?>([^<]*)</t>", inner))
            if 't="s"' in kind and value:
                says = strings[int(value[1])]
            else:
                says = bool(html.unescape((value[1] if value else "") + words).strip())
            if says:
                counted += 1
                break
    return counted
