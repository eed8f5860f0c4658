"""The tables of a Word document. Enters: its parsed main part. Leaves: rows with their texts, and a row's looks as a mould to cast others in.

Only the shape is looked at here; what a heading means is for `columns`. The part is held as minidom has it, which writes every name
and attribute again as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from xml.dom.minidom import Document, Element

from msgspec import Struct

# Properties of one row, cell or paragraph alone, or of its history: they are not cast again.
_ROW_PROPERTIES_LEFT = ("tblHeader", "cnfStyle", "ins", "del", "trPrChange")
_CELL_PROPERTIES_LEFT = ("vMerge", "hMerge", "cnfStyle", "cellIns", "cellDel", "cellMerge", "tcPrChange")
_PARAGRAPH_PROPERTIES_LEFT = ("rPr", "cnfStyle", "sectPr", "pPrChange", "outlineLvl")
_RUN_PROPERTIES_LEFT = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "vanish", "specVanish", "webHidden")
_HEADING_PROPERTIES = ("tcW", "gridSpan", "tcBorders", "tcMar")  # what a row of entries takes over from one of headings
_DRAWN = ("drawing", "pict", "object")
_PROPERTIES = ("tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sdtPr", "sdtEndPr")


class Cell(Struct, frozen=True):
    """A cell; `start` is its first column, from 0, and `goes_on` whether it is the one above, merged downwards."""

    element: Element
    start: int
    text: str
    goes_on: bool = False


class Line(Struct, frozen=True):
    """A row of a table. `outer` is the child of the table that it stands in: the row itself, or a control around it."""

    element: Element
    outer: Element
    cells: tuple[Cell, ...]

    def is_blank(self, counted: Collection[int] = ()) -> bool:
        """Whether nothing is written in it. Tick boxes, dots and words that ask for an entry are nothing, nor are numbers in a `counted` column."""
        written = any(
            character.isalpha() or (character.isalnum() and cell.start not in counted)
            for cell in self.cells
            for character in cell.text
        )
        return not written and not any(_within(self.element, _DRAWN))


class Mould(Struct, frozen=True):
    """A row of markup: pieces, and where two of them meet the words of a cell. `cells` are its column and the looks of its words."""

    pieces: tuple[str, ...]
    cells: tuple[tuple[int, str], ...]


def tables_of(document: Document) -> list[list[Line]]:
    """The rows of every table, in the order in which the tables begin; those in the cells of others are tables of their own."""
    return [_lines(table) for table in _within(document, ("tbl",))]


def texts_of(lines: Iterable[Line]) -> list[tuple[str, ...]]:
    """The text of each column, row by row: empty where a cell goes on from the left, the same again where it goes on from above."""
    rows: list[tuple[str, ...]] = []
    above: dict[int, str] = {}
    for line in lines:
        above = {cell.start: above.get(cell.start, "") if cell.goes_on else cell.text for cell in line.cells}
        rows.append(tuple(above.get(column, "") for column in range(max(above, default=-1) + 1)))
    return rows


def mould_of(line: Line, is_heading: bool, counted: Collection[int]) -> Mould:
    """The looks of a row, its words left out. Of a row of headings only widths and lines are taken; a `counted` column counts no more."""
    name = _names(line.element)
    left = ("trHeight", *_ROW_PROPERTIES_LEFT) if is_heading else _ROW_PROPERTIES_LEFT
    pieces = [f"<{name}tr>{_properties(line.element, 'tblPrEx')}{_properties(line.element, 'trPr', left)}"]
    cells = []
    for cell in line.cells:
        paragraph = next(_within(cell.element, ("p",), past=("tbl",)), None)
        kept = _properties(cell.element, "tcPr", _CELL_PROPERTIES_LEFT, _HEADING_PROPERTIES if is_heading else ())
        placed, looks = "", ""
        if paragraph is not None and not is_heading:
            unnumbered = ("numPr",) if cell.start in counted else ()
            placed = _properties(paragraph, "pPr", (*_PARAGRAPH_PROPERTIES_LEFT, *unnumbered))
            looks = _looks(paragraph)
        pieces[-1] += f"<{name}tc>{kept}<{name}p>{placed}"
        pieces.append(f"</{name}p></{name}tc>")
        cells.append((cell.start, looks))
    pieces[-1] += f"</{name}tr>"
    return Mould(tuple(pieces), tuple(cells))


def _lines(table: Element) -> list[Line]:
    return [
        Line(row, outer, tuple(_cells(row)))
        for outer in _children(table)
        if outer.localName not in _PROPERTIES
        for row in ([outer] if outer.localName == "tr" else _within(outer, ("tr",), past=("tr",)))
    ]


def _cells(row: Element) -> Iterator[Cell]:
    properties = _child(row, "trPr")
    start = _number(_child(properties, "gridBefore"), 0) if properties else 0
    for element in _within(row, ("tc",), past=("tc",)):
        properties = _child(element, "tcPr")
        merged = _child(properties, "vMerge") if properties else None
        yield Cell(element, start, _text(element), merged is not None and _value(merged) != "restart")
        start += max(_number(_child(properties, "gridSpan"), 1), 1) if properties else 1


def _text(cell: Element) -> str:
    """The words of a cell without those of a table in it, of deleted text, and of a control that only asks for words."""
    words: list[str] = []
    for element in _within(
        cell, ("p", "t", "br", "cr", "tab"), past=("tbl", "del", "moveFrom", "Fallback", *_PROPERTIES, "pPr", "rPr")
    ):
        if _is_prompt(element):
            continue
        if element.localName == "t":
            words.append("".join(node.data for node in element.childNodes if node.nodeType == node.TEXT_NODE))
        else:
            words.append(" " if element.localName == "tab" else "\n")
    return "".join(words).strip()


def _looks(paragraph: Element) -> str:
    """What a run says of its words: the first run's properties, or else those of the paragraph's end."""
    holders = [
        *(one for one in _within(paragraph, ("r",)) if not _is_prompt(one)),
        *filter(None, [_child(paragraph, "pPr")]),
    ]
    properties = next((found for holder in holders if (found := _child(holder, "rPr")) is not None), None)
    if properties is None:
        return ""
    return "".join(
        child.toxml()
        for child in _children(properties)
        if child.localName not in _RUN_PROPERTIES_LEFT
        and not (child.localName == "rStyle" and "placeholder" in _value(child).casefold())
    )


def _properties(element: Element, name: str, left: Collection[str] = (), kept: Collection[str] = ()) -> str:
    """The markup of an element's properties without those `left`, or with those `kept` alone; nothing where none stay."""
    properties = _child(element, name)
    if properties is None:
        return ""
    said = [
        child.toxml()
        for child in _children(properties)
        if child.localName not in left and (not kept or child.localName in kept)
    ]
    opened = properties.tagName
    return f"<{opened}>{''.join(said)}</{opened}>" if said else ""


def _within(top: Document | Element, names: Collection[str], past: Collection[str] = ()) -> Iterator[Element]:
    """The elements of these names, in the document's order; nothing is looked for inside an element named in `past`."""
    for child in _children(top):
        if child.localName in names:
            yield child
        if child.localName not in past:
            yield from _within(child, names, past)


def _is_prompt(element: Element) -> bool:
    """Whether a control around it, in the same row, says that it shows only its request for words."""
    above = element.parentNode
    while isinstance(above, Element) and above.localName != "tr":
        properties = _child(above, "sdtPr") if above.localName == "sdt" else None
        if properties is not None and _child(properties, "showingPlcHdr") is not None:
            return True
        above = above.parentNode
    return False


def _children(element: Document | Element) -> list[Element]:
    return [child for child in element.childNodes if isinstance(child, Element)]


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in _children(element) if child.localName == name), None)


def _number(element: Element | None, otherwise: int) -> int:
    value = _value(element) if element is not None else ""
    return int(value) if value.isdecimal() and len(value) < 6 else otherwise


def _value(element: Element) -> str:
    return element.getAttributeNS(element.namespaceURI, "val")


def _names(element: Element) -> str:
    """What stands before the names of Word's elements here: `w:`."""
    return f"{element.prefix}:" if element.prefix else ""
