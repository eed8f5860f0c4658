"""The parts of an xlsx package beside its sheets. Enters: the opened package. Leaves: notes by cell, and what is struck through.

Legacy notes and threaded comments are two forms of one thing to a reader; where a program wrote both, the threaded words count.
"""

from __future__ import annotations

import re
import zipfile
from xml.etree import ElementTree

from chronology.readers.package import relationships
from chronology.readers.sheet_scan import Place, Runs, parse

REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")


class RunReader:
    """Takes in the elements of one rich text, shared or inline; `runs` is what it came to."""

    def __init__(self) -> None:
        self.runs: Runs = []
        self._struck: bool | None = None
        self._in_text = False
        self._in_reading_aid = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element of the text opens; `name` without its namespace."""
        if name == "t":
            self._in_text = not self._in_reading_aid
        elif name == "r":
            self._struck = None
        elif name == "rPr":
            self._struck = False
        elif name == "strike":
            self._struck = is_on(attributes)
        elif name == "rPh":
            self._in_reading_aid = True

    def end(self, name: str) -> None:
        """An element of the text closes."""
        if name == "t":
            self._in_text = False
        elif name == "r":
            self._struck = None
        elif name == "rPh":
            self._in_reading_aid = False

    def characters(self, piece: str) -> None:
        """Words, or the white space between elements."""
        if self._in_text:
            self.runs.append((self._struck, piece))


def is_on(attributes: dict[str, str]) -> bool:
    """Whether a font's property, such as `strike`, is switched on: it is unless it says otherwise."""
    return attributes.get("val", "1") not in ("0", "false")


def read_struck_styles(package: zipfile.ZipFile, part: str) -> frozenset[str]:
    """The numbers, as cells cite them, of the cell formats whose font is struck through. Raises ElementTree.ParseError."""
    content = package.read(part) if part else b""
    if b"strike" not in content:
        return frozenset()
    book = ElementTree.fromstring(content)
    fonts = [
        any(is_on(dict(strike.attrib)) for strike in font.iterfind("{*}strike"))
        for font in book.iterfind("{*}fonts/{*}font")
    ]
    struck = {str(number) for number, is_struck in enumerate(fonts) if is_struck}
    formats = book.iterfind("{*}cellXfs/{*}xf")
    return frozenset(str(number) for number, form in enumerate(formats) if form.get("fontId", "0") in struck)


def read_rich_strings(content: bytes, wanted: bool) -> dict[str, Runs]:
    """The shared texts that have fonts of their own, by the number that cells cite; none where nothing in them is struck.

    `wanted` takes them in even then, because a text in a struck cell may be exempt from the cell's font.
    """
    found: dict[str, Runs] = {}
    if b"strike" not in content and not (wanted and b"rPr" in content):
        return found
    number = -1
    reader = RunReader()

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal number, reader
        name = tag.rpartition(" ")[2]
        if name == "si":
            number += 1
            reader = RunReader()
        else:
            reader.start(name, attributes)

    def end(tag: str) -> None:
        name = tag.rpartition(" ")[2]
        if name == "si" and any(struck is not None for struck, _ in reader.runs):
            found[str(number)] = reader.runs
        reader.end(name)

    parse(content, start, end, lambda piece: reader.characters(piece))
    return found


def read_comments(package: zipfile.ZipFile, sheet_part: str) -> list[tuple[Place, str]]:
    """The notes and comments on a sheet's cells, in their order; a threaded comment as a program shows it, after its author's name."""
    parts = relationships(package, sheet_part).values()
    threaded = [found for kind, part in parts if kind == "threadedComment" for found in _read_thread(package, part)]
    told = {place for place, _ in threaded}
    notes = [found for kind, part in parts if kind == "comments" for found in _read_notes(package.read(part), told)]
    return sorted(notes + threaded, key=lambda found: found[0])


def _read_notes(content: bytes, told: set[Place]) -> list[tuple[Place, str]]:
    book = ElementTree.fromstring(content)
    authors = [author.text or "" for author in book.iterfind("{*}authors/{*}author")]
    found = []
    for comment in book.iterfind("{*}commentList/{*}comment"):
        place = place_of(comment.get("ref", ""))
        number = comment.get("authorId", "")
        # A thread leaves a note of this author behind for programs that know no threads.
        author = authors[int(number)] if number.isdigit() and int(number) < len(authors) else ""
        if place in told and author.startswith("tc="):
            continue
        texts = comment.iterfind("{*}text/{*}t"), comment.iterfind("{*}text/{*}r/{*}t")
        found.append((place, "".join(text.text or "" for kind in texts for text in kind)))
    return found


def _read_thread(package: zipfile.ZipFile, part: str) -> list[tuple[Place, str]]:
    names: dict[str, str] = {}
    for name in package.namelist():
        if name.lower().startswith("xl/persons/") and name.lower().endswith(".xml"):
            for person in ElementTree.fromstring(package.read(name)).iterfind("{*}person"):
                names[person.get("id", "")] = person.get("displayName", "")
    found = []
    for comment in ElementTree.fromstring(package.read(part)).iterfind("{*}threadedComment"):
        author = names.get(comment.get("personId", ""), "")
        words = "".join(text.text or "" for text in comment.iterfind("{*}text"))
        found.append((place_of(comment.get("ref", "")), f"{author}: {words}" if author else words))
    return found


def place_of(reference: str) -> Place:
    """Row and column, from 0, of a reference such as C7. Raises ValueError."""
    match = REFERENCE.match(reference.replace("$", ""))
    if match is None:
        raise ValueError("not a cell reference")
    return int(match[2]) - 1, column_of(match[1])


def column_of(letters: str) -> int:
    """A → 0, Z → 25, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
