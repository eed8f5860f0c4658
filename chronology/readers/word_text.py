"""The text of Word's XML. Enters: an element of a document. Leaves: its text as a reader of the accepted version sees it, as it
read before the tracked changes, and what a person sees beside it: changes, struck and hidden words, comments and footnotes.

Which cells make a row and which rows a table is `from_docx`' concern.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal
from xml.etree.ElementTree import Element

from msgspec import Struct, field

WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

# Elements that mark a tracked change.
CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"})
_INSERTED = frozenset({"ins", "moveTo"})
_DELETED = frozenset({"del", "moveFrom"})

# Elements of a run that stand for one character.
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# The Wingdings with which forms draw tick boxes, by the low byte of their code.
_TICKS = {
    "Wingdings": {0x6F: "☐", 0x71: "☐", 0xA8: "☐", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
    "Wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"},
}
_LEFT_OUT = frozenset(
    {"instrText", "delInstrText", "pPr", "rPr", "tcPr", "trPr", "tblPr", "tblGrid", "sdtPr", "Fallback"}
)
_LOOKS: dict[str, Kind] = {"strike": "struck", "dstrike": "struck", "vanish": "hidden"}
_NOTES = {
    "commentRangeStart": "comment",
    "commentReference": "comment",
    "endnoteReference": "endnote",
    "footnoteReference": "footnote",
}
_NO = frozenset({"0", "false", "off"})

Kind = Literal["comment", "struck", "deleted", "inserted", "hidden"]
Note = tuple[str, str]  # comment, endnote or footnote, and its id


class Surroundings(Struct, frozen=True):
    """What the other parts of a document say of its text: the notes by kind and id, and the looks of its styles."""

    notes: Mapping[Note, str] = {}
    styles: Mapping[str, frozenset[Kind]] = {}


class Mark(Struct):
    """Words that are changed, struck or hidden, or a note: what they say, and where in the passage they end."""

    kind: Kind
    text: str
    end: int = -1


class Passage(Struct):
    """A piece of text. `before`: as it read before the tracked changes, with what was deleted and without what was inserted."""

    text: str = ""
    before: str = ""
    marks: list[Mark] = field(default_factory=list)
    noted: set[Note] = field(default_factory=set)


class CellText(Struct):
    """A table's cell: `own` is its text, `full` its text with that of the tables inside it, `inner` those tables."""

    own: Passage
    full: Passage
    inner: list[Element]


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


def read_cell(cell: Element, around: Surroundings) -> CellText:
    """The text of a cell. Paragraphs are joined by line breaks; rows of an inner table are lines, its cells set apart by tabs."""
    own: list[Passage] = []
    full: list[Passage] = []
    inner: list[Element] = []
    for block in _blocks(cell):
        if plain_name(block) == "p":
            passage = read_paragraph(block, around)
            own.append(passage)
            full.append(passage)
        else:
            inner.append(block)
            full.extend(_lines_of_table(block, around))
    if inner and own and not own[-1].before and not own[-1].text:
        # Word requires an empty paragraph behind a table that ends a cell.
        own.pop()
        full.pop()
    whole = _join(full, "\n") if inner else None
    outer = _join(own, "\n")
    change = next(
        (plain_name(mark) for properties in cell[:1] for mark in properties if plain_name(mark) in CHANGES), ""
    )
    for passage in (outer,) if whole is None else (outer, whole):
        _change_whole(passage, change)
    return CellText(outer, outer if whole is None else whole, inner)


def read_paragraph(paragraph: Element, around: Surroundings) -> Passage:
    """The text of one paragraph with what stands beside it."""
    walk = _Walk(around, _paragraph_looks(paragraph, around))
    walk.gather(paragraph, "")
    return Passage("".join(walk.pieces), "".join(walk.before), walk.marks, walk.noted)


def read_text(element: Element) -> str:
    """The accepted text of a part of its own (a comment, a page header), its paragraphs joined by line breaks."""
    paragraphs = (part for part in element.iter() if plain_name(part) == "p")
    return "\n".join(read_paragraph(part, Surroundings()).text for part in paragraphs).strip("\n")


def style_looks(styles: Element) -> dict[str, frozenset[Kind]]:
    """Style id → whether the style strikes its text or hides it, for the styles that do."""
    own: dict[str, tuple[frozenset[Kind], str]] = {}
    for style in styles:
        properties = style.find("{*}rPr")
        looks = _looks(properties, {}, frozenset()) if properties is not None else frozenset[Kind]()
        based_on = style.find("{*}basedOn")
        own[attribute(style, "styleId", "")] = (looks, "" if based_on is None else attribute(based_on, "val", ""))
    found = {}
    for name, (looks, parent) in own.items():
        seen = {name}
        while parent in own and parent not in seen:
            seen.add(parent)
            looks, parent = looks | own[parent][0], own[parent][1]
        if looks:
            found[name] = looks
    return found


def integer(element: Element, default: int) -> int:
    """The whole number in the element's `val`, or `default`."""
    value = attribute(element, "val", str(default))
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else default


def attribute(element: Element, name: str, default: str) -> str:
    """The element's attribute of that plain name, whatever its namespace."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), default)


def _blocks(element: Element) -> Iterator[Element]:
    """Paragraphs and tables of a cell in their order, through content controls and the like."""
    for child in element:
        name = plain_name(child)
        if name in ("p", "tbl"):
            yield child
        elif name not in _LEFT_OUT:
            yield from _blocks(child)


def _lines_of_table(table: Element, around: Surroundings) -> Iterator[Passage]:
    for row in table.iter():
        if plain_name(row) == "tr":
            cells = [_read_own(cell, around) for cell in row.iter() if plain_name(cell) == "tc"]
            line = _join(cells, "\t")
            if row.find("{*}trPr/{*}del") is not None:
                _change_whole(line, "cellDel")
            yield line


def _read_own(cell: Element, around: Surroundings) -> Passage:
    return _join([read_paragraph(block, around) for block in _blocks(cell) if plain_name(block) == "p"], "\n")


def _join(passages: list[Passage], by: str) -> Passage:
    if len(passages) == 1:
        return passages[0]
    joined = Passage(by.join(one.text for one in passages), by.join(one.before for one in passages))
    for one in passages:
        joined.marks += one.marks
        joined.noted |= one.noted
    return joined


def _change_whole(passage: Passage, change: str) -> None:
    """Applies a tracked change of a whole cell or row to its text."""
    if change == "cellDel":
        if passage.before.strip():
            passage.marks = [mark for mark in passage.marks if mark.kind != "deleted"]
            passage.marks.append(Mark("deleted", passage.before))
        passage.text = ""
    elif change == "cellIns":
        if passage.text.strip():
            passage.marks.append(Mark("inserted", passage.text))
        passage.before = ""


class _Walk:
    """One paragraph while it is read."""

    def __init__(self, around: Surroundings, looks: frozenset[Kind]) -> None:
        self.around = around
        self.looks = looks
        self.pieces: list[str] = []
        self.before: list[str] = []
        self.marks: list[Mark] = []
        self.noted: set[Note] = set()
        self.length = 0

    def gather(self, element: Element, change: Literal["", "deleted", "inserted"]) -> None:
        """Adds everything in the element, which stands inside the tracked change given."""
        for child in element:
            name = plain_name(child)
            if name == "t":
                self.add(child.text or "", change)
            elif name == "r":
                looks = self.looks
                if len(child) and plain_name(child[0]) == "rPr":
                    self.looks = _looks(child[0], self.around.styles, looks)
                self.gather(child, change)
                self.looks = looks
            elif name == "delText":
                self.add(child.text or "", "deleted")
            elif name in _DELETED:
                self.gather(child, "deleted")
            elif name in _INSERTED:
                self.gather(child, change or "inserted")
            elif name in _NOTES:
                self.note((_NOTES[name], attribute(child, "id", "")))
            elif name in _DRAWN:
                self.add(_DRAWN[name](child), change)
            elif name in _CHARACTERS:
                self.add(_CHARACTERS[name], change)
            elif name not in _LEFT_OUT:
                if name == "p" and self.pieces:
                    self.add("\n", change)  # a paragraph inside a paragraph: a text box
                self.gather(child, change)

    def add(self, text: str, change: Literal["", "deleted", "inserted"]) -> None:
        """Adds text to the readings it belongs to, and to the marks it belongs to."""
        if change != "deleted":
            self.pieces.append(text)
        if change != "inserted":
            self.before.append(text)
        if change:
            self.mark(change, text)
        if self.looks and change != "deleted":
            for look in sorted(self.looks):
                self.mark(look, text)
        self.length += len(text)

    def mark(self, kind: Kind, text: str) -> None:
        """Adds to the mark of the same kind that ends here, because Word cuts a passage into runs at will; else begins one."""
        for mark in reversed(self.marks):
            if mark.kind == kind and mark.end == self.length:
                mark.text += text
                mark.end += len(text)
                return
            if mark.end < self.length and mark.end >= 0:
                break
        self.marks.append(Mark(kind, text, self.length + len(text)))

    def note(self, note: Note) -> None:
        """Adds the text of a comment or footnote, once."""
        if note not in self.noted and note in self.around.notes:
            self.noted.add(note)
            self.marks.append(Mark("comment", self.around.notes[note]))


def _paragraph_looks(paragraph: Element, around: Surroundings) -> frozenset[Kind]:
    if not around.styles or not len(paragraph) or plain_name(paragraph[0]) != "pPr":
        return frozenset()
    style = paragraph[0].find("{*}pStyle")
    return frozenset() if style is None else around.styles.get(attribute(style, "val", ""), frozenset())


def _looks(properties: Element, styles: Mapping[str, frozenset[Kind]], base: frozenset[Kind]) -> frozenset[Kind]:
    """How a run looks: as its paragraph does, changed by its own style, changed by what it says itself."""
    looks = base
    for child in properties:
        name = plain_name(child)
        if name == "rStyle":
            looks |= styles.get(attribute(child, "val", ""), frozenset())
    for child in properties:
        kind = _LOOKS.get(plain_name(child))
        if kind is not None:
            looks = looks - {kind} if attribute(child, "val", "1") in _NO else looks | {kind}
    return looks


def _symbol(element: Element) -> str:
    """A character of a symbol font: tick boxes by what they look like, others by their code as it stands."""
    try:
        code = int(attribute(element, "char", ""), 16)
    except ValueError:
        return ""
    ticks = _TICKS.get(attribute(element, "font", ""), {})
    return ticks.get(code & 0xFF) or chr(code & 0xFFFF)


def _tick(element: Element) -> str:
    """A legacy form's check box: its state, else its default."""
    for state in ("checked", "default"):
        for child in element:
            if plain_name(child) == state:
                return "☐" if attribute(child, "val", "1") in _NO else "☒"
    return "☐"


def _choice(element: Element) -> str:
    """A legacy form's list: the entry that is chosen, else its default, else the first, which is what Word shows."""
    entries = [attribute(child, "val", "") for child in element if plain_name(child) == "listEntry"]
    for state in ("result", "default"):
        for child in element:
            if plain_name(child) == state and integer(child, 0) < len(entries):
                return entries[integer(child, 0)]
    return entries[0] if entries else ""


# Elements that are drawn as text and hold none.
_DRAWN = {"sym": _symbol, "checkBox": _tick, "ddList": _choice}
