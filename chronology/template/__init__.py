"""A board's own Word document with a table → the same document with the chronology in it, a row an entry.

Whatever else a reader sees stays as it was. The columns are told by their headings, as the columns of exports are; those whose headings
say nothing known, or ask for people's judgement, stay empty.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import BinaryIO
from xml.dom.minidom import Document, Element, parseString
from xml.parsers.expat import ExpatError

from msgspec import Struct

from chronology.errors import DefinitionError
from chronology.readers.package import main_part, tell_package
from chronology.recognise.heading_rows import headings_at
from chronology.renderers.word_runs import run
from chronology.report import Report
from chronology.template.columns import Recipe, recipes
from chronology.template.saying import Sayings
from chronology.template.unseen_parts import without_unseen_parts
from chronology.template.word_table import Line, Mould, mould_of, tables_of, texts_of

_SEARCHED_ROWS = 12  # of a table, for its headings
_ROWS = "chronology-rows"  # names the place of the rows while the part is text
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # that a zip can name, in place of the day of the run
_CONTENT_TYPES = "[Content_Types].xml"
_OF_A_TEMPLATE = b"wordprocessingml.template.main+xml"  # what a .dotx says it is
_OF_A_DOCUMENT = b"wordprocessingml.document.main+xml"


class Template(Struct, frozen=True):
    """A document ready to be filled. `headings` are its table's, `recipes` what goes under each; `kept` counts the rows that held something."""

    headings: tuple[str, ...]
    recipes: tuple[Recipe, ...]
    kept: int
    parts: dict[str, bytes]
    main: str  # the name of the part that the table stands in
    before: str
    mould: Mould
    after: str
    prefix: str

    @property
    def filled(self) -> tuple[str, ...]:
        """The headings of the columns that the program fills."""
        return tuple(heading for heading, recipe in zip(self.headings, self.recipes, strict=True) if recipe)

    @property
    def left_empty(self) -> tuple[str, ...]:
        """The headings of the columns that are left to people."""
        return tuple(
            heading for heading, recipe in zip(self.headings, self.recipes, strict=True) if not recipe and heading
        )


class _Found(Struct, frozen=True):
    """A table to fill: its rows, the place of the first row below its headings, and the columns."""

    lines: list[Line]
    below: int
    headings: tuple[str, ...]
    recipes: tuple[Recipe, ...]

    @property
    def counted(self) -> tuple[int, ...]:
        """The columns that count the rows."""
        return tuple(at for at, recipe in enumerate(self.recipes) if any(part.fact == "number" for part in recipe))


def open_template(data: bytes, named: str) -> Template:
    """The document to fill, called `named` in messages. Raises DefinitionError for what is no Word document or has no table to fill."""
    document, main, parts = _parse(data, named)
    found = _find_table(tables_of(document))
    if found is None:
        raise DefinitionError(
            "no table in it has a column for the date and one for the event",
            named,
            "give its table a row of headings, such as Date, Agency, Event, Action taken, Source",
        )
    below = found.lines[found.below :]
    blank = _blank_stretch(below, found.counted)
    mould = _mould(found, blank or below)
    _put_mark(document, found, blank)
    before, _, after = document.toxml(encoding="UTF-8", standalone=True).decode().partition(f"<?{_ROWS} ?>")
    prefix = found.lines[0].element.prefix
    return Template(
        found.headings,
        found.recipes,
        sum(not line.is_blank(found.counted) for line in below),
        parts,
        main,
        before,
        mould,
        after,
        f"{prefix}:" if prefix else "",
    )


def fill(template: Template, report: Report, stream: BinaryIO) -> None:
    """Writes the document with the entries of the report in its table."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in template.parts.items():
            member = zipfile.ZipInfo(name, _FIRST_DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0  # whatever the machine
            with package.open(member, "w") as part:
                for piece in _pieces(template, report) if name == template.main else (content,):
                    part.write(piece)


def _pieces(template: Template, report: Report) -> Iterator[bytes]:
    mould = template.mould
    yield template.before.encode()
    for row in Sayings(report, template.recipes).rows():
        said = [mould.pieces[0]]
        for piece, (column, looks) in zip(mould.pieces[1:], mould.cells, strict=True):
            said += (run(row[column], looks, template.prefix) if column < len(row) else "", piece)
        yield "".join(said).encode()
    yield template.after.encode()


def _parse(data: bytes, named: str) -> tuple[Document, str, dict[str, bytes]]:
    """The main part, parsed, its name, and all parts. A package that is not safe to unpack is not unpacked."""
    container, refusal = tell_package(data, named) if zipfile.is_zipfile(io.BytesIO(data)) else ("", None)
    if refusal is not None:
        raise DefinitionError(refusal.message, named, "save it anew in Word, as a plain .docx")
    if container != "docx":
        raise DefinitionError("this is no Word document (.docx)", named, "save it in Word as .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            main = main_part(package, "word/document.xml")
            parts = without_unseen_parts({name: package.read(name) for name in package.namelist()})
        parts[_CONTENT_TYPES] = parts[_CONTENT_TYPES].replace(_OF_A_TEMPLATE, _OF_A_DOCUMENT)
        return parseString(parts[main]), main, parts
    except (ExpatError, LookupError, SyntaxError):
        raise DefinitionError("its parts do not fit together", named, "open it in Word and save it again") from None


def _find_table(tables: Sequence[list[Line]]) -> _Found | None:
    """The table with most columns to fill, the first of equals."""
    found = [one for lines in tables for one in _read_headings(lines)]
    return max(found, key=lambda one: sum(map(bool, one.recipes)), default=None)


def _read_headings(lines: list[Line]) -> Iterator[_Found]:
    """Each row near the top that may be one of headings: where they stand in two rows, the lower one tells more."""
    rows = texts_of(lines)
    for position in range(min(len(rows), _SEARCHED_ROWS)):
        headings = headings_at(rows, position)
        columns = recipes(headings.texts)
        if columns is not None:
            yield _Found(lines, headings.end, headings.texts, columns)


def _blank_stretch(lines: Sequence[Line], counted: Sequence[int]) -> list[Line]:
    """The first rows without a gap that nothing is written in; a control around several rows counts as one."""
    written = {id(line.outer) for line in lines if not line.is_blank(counted)}
    stretch: list[Line] = []
    for line in lines:
        if id(line.outer) not in written:
            stretch.append(line)
        elif stretch:
            break
    return stretch


def _mould(found: _Found, rows: Sequence[Line]) -> Mould:
    """The looks of the first row that has a cell under each heading to fill; of the headings' own row where there is none."""
    wanted = {column for column, recipe in enumerate(found.recipes) if recipe}
    for line in rows:
        if wanted <= {cell.start for cell in line.cells}:
            return mould_of(line, False, found.counted)
    return mould_of(found.lines[found.below - 1], True, found.counted)


def _put_mark(document: Document, found: _Found, blank: Sequence[Line]) -> None:
    """Takes the blank rows out and sets the mark in their place; behind the last row where there are none."""
    mark = document.createProcessingInstruction(_ROWS, "")
    place = (blank[0] if blank else found.lines[-1]).outer
    table = place.parentNode
    if not isinstance(table, Element):
        raise ValueError("a row stands in no table")
    table.insertBefore(mark, place)
    if not blank:
        table.insertBefore(place, mark)
    for outer in {id(line.outer): line.outer for line in blank}.values():
        table.removeChild(outer)
