"""The text of Word's XML. Enters: an element of a document. Leaves: its text as a reader of the accepted version sees it.

Which cells make a row and which rows a table is `from_docx`' concern.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

# Elements that mark a tracked change.
CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"})

# Elements of a run that stand for one character.
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# The Wingdings with which forms draw tick boxes, by the low byte of their code.
_TICKS = {
    "Wingdings": {0x6F: "☐", 0x71: "☐", 0xA8: "☐", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
    "Wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"},
}
_LEFT_OUT = frozenset(
    {"del", "moveFrom", "instrText", "pPr", "rPr", "tcPr", "trPr", "tblPr", "tblGrid", "sdtPr", "Fallback"}
)


def plain_name(element: Element) -> str:
    """The element's name without its namespace; empty for elements that are not Word's own."""
    return _plain_tag(element.tag)


@lru_cache(maxsize=1024)
def _plain_tag(tag: str) -> str:
    for namespace in WORD:
        if tag.startswith(namespace):
            return tag[len(namespace) :]
    if tag.startswith(_COMPATIBILITY) or tag == f"{_MATHS}t":
        return tag.rpartition("}")[2]
    return ""


def cell_texts(cell: Element) -> tuple[str, str, list[Element]]:
    """The cell's own text, its text with that of the tables inside it, and those tables.

    Paragraphs are joined by line breaks; rows of an inner table are lines, its cells set apart by tabs. Text of a deleted cell is
    left out.
    """
    own: list[str] = []
    full: list[str] = []
    inner: list[Element] = []
    if any(plain_name(mark) == "cellDel" for properties in cell[:1] for mark in properties):
        return "", "", []
    for block in _blocks(cell):
        if plain_name(block) == "p":
            text = _text(block)
            own.append(text)
            full.append(text)
        else:
            inner.append(block)
            full.extend(_lines_of_table(block))
    if inner and own and not own[-1]:
        # Word requires an empty paragraph behind a table that ends a cell.
        own.pop()
        full.pop()
    return "\n".join(own), "\n".join(full), inner


def holds_text(element: Element) -> bool:
    """Whether any text stands in the element, whether or not it was inserted or deleted under tracking."""
    return any(
        plain_name(part) in ("t", "delText") and part.text and not part.text.isspace() for part in element.iter()
    )


def integer(element: Element, default: int) -> int:
    """The whole number in the element's `val`, or `default`."""
    value = _attribute(element, "val", str(default))
    return int(value) if value.isascii() and value.isdigit() else default


def _blocks(element: Element) -> Iterator[Element]:
    """Paragraphs and tables of a cell in their order, through content controls and the like."""
    for child in element:
        name = plain_name(child)
        if name in ("p", "tbl"):
            yield child
        elif name not in _LEFT_OUT:
            yield from _blocks(child)


def _lines_of_table(table: Element) -> list[str]:
    lines = []
    for row in table.iter():
        if plain_name(row) == "tr":
            cells = ["\n".join(map(_text, _paragraphs(cell))) for cell in row.iter() if plain_name(cell) == "tc"]
            lines.append("\t".join(cells))
    return lines


def _paragraphs(cell: Element) -> Iterator[Element]:
    return (block for block in _blocks(cell) if plain_name(block) == "p")


def _text(paragraph: Element) -> str:
    pieces: list[str] = []
    _gather(paragraph, pieces)
    return "".join(pieces)


def _gather(element: Element, pieces: list[str]) -> None:
    for child in element:
        name = plain_name(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name in _CHARACTERS:
            pieces.append(_CHARACTERS[name])
        elif name == "sym":
            pieces.append(_symbol(child))
        elif name == "checkBox":
            pieces.append(_tick(child))
        elif name not in _LEFT_OUT:
            if name == "p" and pieces:
                pieces.append("\n")  # a paragraph inside a paragraph: a text box
            _gather(child, pieces)


def _symbol(element: Element) -> str:
    """A character of a symbol font: tick boxes by what they look like, others by their code as it stands."""
    try:
        code = int(_attribute(element, "char", ""), 16)
    except ValueError:
        return ""
    ticks = _TICKS.get(_attribute(element, "font", ""), {})
    return ticks.get(code & 0xFF) or chr(code & 0xFFFF)


def _tick(element: Element) -> str:
    """A legacy form's check box: its state, else its default."""
    for state in ("checked", "default"):
        for child in element:
            if plain_name(child) == state:
                return "☐" if _attribute(child, "val", "1") in ("0", "false", "off") else "☒"
    return "☐"


def _attribute(element: Element, name: str, default: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), default)
