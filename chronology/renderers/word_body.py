"""Blocks → the body of a Word document. Enters: a Document. Leaves: its paragraphs and tables as markup, piece by piece.

Which parts the package has and how they are packed is for `to_docx`; what the styles named here look like for `word_styles`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from chronology.document import Block, Bullets, Content, Document, Grid, Heading, Paragraph, Picture, Row, Text
from chronology.renderers.columns import widths_by_headings
from chronology.renderers.unseen import show_unseen
from chronology.renderers.word_runs import attribute, run
from chronology.renderers.word_styles import INSET_X

_TWIPS = 20  # in a point
_EMU = 12_700  # in a point: the measure of drawings
_LONGEST_NAME = 40  # characters of a bookmark
_MOST_CONTENTS = 30  # lines of a table of contents with two levels: what fits under the title of the first page
_TALL = 0.35  # of a page, as roughly reckoned: a row that may be taller is let break, for some programs cut off what is over
_LETTER = 0.5  # ems: how wide a letter is on average
_STRONG, _LINK = '<w:rStyle w:val="Strong"/>', '<w:rStyle w:val="Hyperlink"/>'
# The strips of silences in one face, or their signs would not stand in line.
_SIGNS = re.compile("[■▣□◧○×?]+")
_SIGN_FACE = "".join(f' w:{script}="Segoe UI Symbol"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
_SIGN_LOOKS = f"<w:rFonts{_SIGN_FACE}/>"
_STRONG_LINK = f"{_LINK}<w:b/><w:bCs/>"


class Page(Struct, frozen=True):
    """The room between the margins, and the margins, in points."""

    width: float
    height: float
    side: float
    top: float
    bottom: float


class Drawing(Struct, frozen=True):
    """A picture as the package holds it: its part's relationship and name, and its size in points."""

    relationship: str
    part: str
    width: float
    height: float


class Body:
    """Turns the blocks of a document into markup; holds what every block looks up."""

    def __init__(self, document: Document, page: Page, drawings: Sequence[Drawing]) -> None:
        self.document, self.page, self.layout = document, page, document.layout
        self.drawings = iter(drawings)
        self.drawn = 0
        self.names = _bookmark_names(document.blocks)
        self.waiting = dict(self.names)  # anchors that have not been set yet: a second of a name is none
        self.bookmarks = 0
        self.levels = _levels(document.blocks)
        self.listed = self._headings_listed()
        points = widths_by_headings(
            document.blocks, show_unseen, page.width, self.layout.text_points, 2 * INSET_X / _TWIPS
        )
        self.widths = {headings: [int(width * _TWIPS) for width in widths] for headings, widths in points.items()}

    def pieces(self) -> Iterator[str]:
        """The markup, block by block. A table is kept apart from one that follows, or Word would make one of the two."""
        contents = self.layout.contents
        above = ""
        for place, (block, following) in enumerate(pairwise((*self.document.blocks, None))):
            if block is None:
                break
            if contents and (isinstance(block, Picture) or (isinstance(block, Heading) and block.level == 2)):
                yield self._contents()
                contents = False
            if isinstance(block, Heading):
                above = block.text
                yield self._heading(block, place)
            else:
                yield from self._block(block, following, above)
            if isinstance(block, Grid) and not isinstance(following, Heading):
                yield '<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr></w:p>'

    def _block(self, block: Paragraph | Bullets | Grid | Picture, following: Block | None, above: str) -> Iterator[str]:
        if isinstance(block, Paragraph):
            yield _paragraph("", self._content(block.content), isinstance(following, Bullets | Grid))
        elif isinstance(block, Bullets):
            for position, item in enumerate(block.items, start=1):
                leads_on = position == len(block.items) and isinstance(following, Grid)
                yield _paragraph("ListBullet", self._content(item), leads_on)
        elif isinstance(block, Grid):
            yield from self._grid(block, above)
        else:
            yield self._picture(block)

    def _heading(self, heading: Heading, place: int) -> str:
        level = self.levels[place]
        said = self._mark(heading.anchor) + run(heading.text)
        if place in self.listed:
            said = self._bookmark(self.listed[place]) + said
        return _paragraph(f"Heading{level}" if level else "Title", said)

    def _grid(self, grid: Grid, above: str) -> Iterator[str]:
        widths = self.widths[grid.headings]
        cells = [
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="'
            for width in widths
        ]
        yield (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="ChronologyTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
            f'w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{attribute(above)}"/></w:tblPr><w:tblGrid>'
        )
        yield "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        yield "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
        numeric = [_is_numeric(grid, column) for column in range(len(widths))]
        for is_number, opening, words in zip(numeric, cells, grid.headings, strict=True):
            placed = '<w:jc w:val="right"/>' if is_number else ""
            yield f'{opening}TableHeading"/>{placed}</w:pPr>{run(words)}</w:p></w:tc>'
        yield "</w:tr>"
        styles = ["TableNumber" if is_number else "TableText" for is_number in numeric]
        openings = [f'{opening}{style}"/></w:pPr>' for opening, style in zip(cells, styles, strict=True)]
        most = self._most_letters(widths)
        for row in grid.rows:
            yield self._row(row, openings, most)
        yield "</w:tbl>"

    def _row(self, row: Row, openings: Sequence[str], most: Sequence[float]) -> str:
        said = [self._content(cell) for cell in row.cells]
        said[0] = self._mark(row.anchor) + said[0]
        tall = any(_length(cell) > letters for cell, letters in zip(row.cells, most, strict=True))
        properties = "" if tall else "<w:trPr><w:cantSplit/></w:trPr>"
        cells = "</w:p></w:tc>".join(f"{opening}{words}" for opening, words in zip(openings, said, strict=True))
        return f"<w:tr>{properties}{cells}</w:p></w:tc></w:tr>"

    def _most_letters(self, widths: Sequence[int]) -> list[float]:
        """How many letters a cell of each column may have without filling too much of a page, a line break counted as half a line."""
        size = self.layout.text_points
        lines = _TALL * self.page.height / (size * 1.15 * self.layout.line_spacing)
        return [lines * (width - 2 * INSET_X) / _TWIPS / (size * _LETTER) for width in widths]

    def _content(self, content: Content) -> str:
        if isinstance(content, str):
            return run(content, _SIGN_LOOKS if _SIGNS.fullmatch(content) else "")
        return "".join(map(self._run, content))

    def _run(self, text: Text) -> str:
        name = self.names.get(text.target or self.document.sources.get(text.source, ""))
        if name is None:
            return run(text.text, _STRONG if text.strong else "")
        linked = run(text.text, _STRONG_LINK if text.strong else _LINK)
        return f'<w:hyperlink w:anchor="{name}" w:history="1">{linked}</w:hyperlink>'

    def _picture(self, picture: Picture) -> str:
        self.drawn += 1
        drawing = next(self.drawings)
        width, height = round(drawing.width * _EMU), round(drawing.height * _EMU)
        frame = (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
            f'<wp:docPr id="{self.drawn}" name="Picture {self.drawn}" descr="{attribute(picture.description)}" '
            f'title="{attribute(picture.title)}"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
            '</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="{self.drawn}" name="Picture {self.drawn}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
            f'<a:blip r:embed="{drawing.relationship}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
            f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
        return _paragraph("Caption", self._mark(picture.anchor) + run(picture.title)) + _paragraph("Picture", frame)

    def _contents(self) -> str:
        """A table of contents that Word can bring up to date. Until then it has no page numbers: nothing here could know them."""
        lines = []
        for place, name in self.listed.items():
            heading = self.document.blocks[place]
            if isinstance(heading, Heading):
                link = run(" ".join(heading.text.split()))
                lines.append((self.levels[place], f'<w:hyperlink w:anchor="{name}" w:history="1">{link}</w:hyperlink>'))
        if not lines:
            return ""
        deepest = max(level for level, _ in lines)
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-'
            f'{deepest}" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        listed = [
            _paragraph(f"TOC{level}", (begin if place == 0 else "") + link + (end if place == len(lines) - 1 else ""))
            for place, (level, link) in enumerate(lines)
        ]
        return (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
            f"<w:sdtContent>{_paragraph('TOCHeading', run('Contents'))}{''.join(listed)}</w:sdtContent></w:sdt>"
        )

    def _headings_listed(self) -> dict[int, str]:
        """The places of the headings that the contents list, and their bookmarks: two levels where they fit on about a page."""
        if not self.layout.contents:
            return {}
        chosen = [place for place, level in self.levels.items() if 1 <= level <= 2]
        if len(chosen) > _MOST_CONTENTS:
            chosen = [place for place in chosen if self.levels[place] == 1]
        return {place: f"_Toc{number:06}" for number, place in enumerate(chosen, start=1)}

    def _mark(self, anchor: str) -> str:
        name = self.waiting.pop(anchor, "")
        return self._bookmark(name) if name else ""

    def _bookmark(self, name: str) -> str:
        self.bookmarks += 1
        return f'<w:bookmarkStart w:id="{self.bookmarks}" w:name="{name}"/><w:bookmarkEnd w:id="{self.bookmarks}"/>'


def _paragraph(style: str, said: str, leads_on: bool = False) -> str:
    """A paragraph of a style, or of the usual one; one that `leads_on` does not stand alone at the foot of a page."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    kept = "<w:keepNext/>" if leads_on else ""
    return f"<w:p><w:pPr>{named}{kept}</w:pPr>{said}</w:p>"


def _is_numeric(grid: Grid, column: int) -> bool:
    """Whether a column is said to hold whole numbers, or holds nothing else."""
    cells = [cell for row in grid.rows if (cell := row.cells[column])]
    return column in grid.numeric or (bool(cells) and all(isinstance(cell, str) and cell.isdecimal() for cell in cells))


def _length(content: Content) -> int:
    texts = (content,) if isinstance(content, str) else tuple(text.text for text in content)
    return sum(len(text) + 20 * text.count("\n") for text in texts)


def _levels(blocks: Sequence[Block]) -> dict[int, int]:
    """The place of each heading → its level in Word: 0 for the title, which is no heading there; none is skipped."""
    levels: dict[int, int] = {}
    last = 0
    for place, block in enumerate(blocks):
        if isinstance(block, Heading):
            first = not levels and block.level == 1
            last = 0 if first else max(1, min(block.level - 1, last + 1))
            levels[place] = last
    return levels


def _bookmark_names(blocks: Sequence[Block]) -> dict[str, str]:
    """Anchor → the name of its bookmark: letters, digits and low lines, 40 at the most, no two alike in any case of letters."""
    anchors = [block.anchor for block in blocks if isinstance(block, Heading | Picture)]
    anchors += [row.anchor for block in blocks if isinstance(block, Grid) for row in block.rows]
    names: dict[str, str] = {}
    taken = set()
    for anchor in filter(None, dict.fromkeys(anchors)):
        # A name that begins with a low line is not listed among the user's own bookmarks; _Toc is Word's.
        name = plain = f"_a_{re.sub('[^A-Za-z0-9]', '_', anchor)}"[:_LONGEST_NAME]
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain[: _LONGEST_NAME - len(str(number)) - 1]}_{number}"
        taken.add(name.casefold())
        names[anchor] = name
    return names
