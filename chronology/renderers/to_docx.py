"""Document → a Word file (.docx) with real styles, headings, repeated heading rows and links, for a panel's secretary to go on with.

The parts are written as text and packed here, without a library: what a library brings along (a template with an author, a picture
of the first page, hundreds of unused styles) would have to be taken out again, and only so are the bytes the same every time. A
picture is drawn by the typesetter that makes the PDF and stands in the file as PNG, with its description.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from msgspec.structs import replace

from chronology.document import Block, Document, Heading, Layout, Picture
from chronology.renderers.unseen import show_unseen
from chronology.renderers.word_body import Body, Drawing, Page
from chronology.renderers.word_runs import attribute, run
from chronology.renderers.word_styles import DECLARATION, WORD, numbering, settings, styles

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_NAMES = (
    f'{WORD} xmlns:r="{_OFFICE}" xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main" '
    f'xmlns:pic="{_DRAWING}/picture"'
)
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LONG_EDGE, _SHORT_EDGE = 841.9, 595.3  # points: A4
_TWIPS = 20  # in a point
_STRIP = 21.25  # points from the edge of the page to its header or footer
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # that a zip can name, in place of the day of the run
_RUNNING_LENGTH = 90  # characters of the title at the foot of a page
_LINES_BESIDE = 6  # lines of text that must find room beside a picture on its page
_VIEW_BOX = re.compile(r'viewBox="[\d.-]+[ ,]+[\d.-]+[ ,]+([\d.]+)[ ,]+([\d.]+)"')


def render(document: Document, stream: BinaryIO) -> None:
    """Writes the document as a Word file. Raises OutputError when a picture of it cannot be drawn."""
    page = _page(document.layout)
    document = replace(document, blocks=_in_page_order(document.blocks))
    pictures = [block for block in document.blocks if isinstance(block, Picture)]
    drawings = [_drawing(picture, page, number) for number, picture in enumerate(pictures, start=1)]
    parts: dict[str, Iterable[str]] = {
        "[Content_Types].xml": (_content_types(),),
        "_rels/.rels": (_package_relationships(),),
        "docProps/core.xml": (_properties(document),),
        "word/_rels/document.xml.rels": (_relationships(drawings),),
        "word/document.xml": _main(document, page, drawings),
        "word/footer.xml": (_footer(document, page),),
        "word/header.xml": (_header(document.layout),),
        "word/numbering.xml": (numbering(),),
        "word/settings.xml": (settings(document.language),),
        "word/styles.xml": (styles(document.layout, document.language, round(page.width * _TWIPS)),),
    }
    drawn = _draw(pictures, drawings)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, pieces in parts.items():
            with package.open(_member(name), "w") as part:
                for piece in pieces:
                    part.write(piece.encode())
        for drawing, picture in zip(drawings, drawn, strict=True):
            package.writestr(_member(f"word/{drawing.part}"), picture)


def _in_page_order(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Pictures that open the document stand behind its first section: above it they would leave the title's page half empty."""
    sections = [at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 2]
    if len(sections) < 2:
        return tuple(blocks)
    first, second = sections[:2]
    opening = [block for block in blocks[:first] if isinstance(block, Picture)]
    others = (block for block in blocks[:first] if not isinstance(block, Picture))
    return (*others, *blocks[first:second], *opening, *blocks[second:])


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _FIRST_DAY)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = 0  # whatever the machine
    member.external_attr = 0
    return member


def _page(layout: Layout) -> Page:
    width, height = (_LONG_EDGE, _SHORT_EDGE) if layout.landscape else (_SHORT_EDGE, _LONG_EDGE)
    side, top = (36.0, 46.0) if layout.landscape else (56.7, 62.0)
    bottom = top + (8 if layout.marking else 0)  # the footer has a line more
    return Page(width - 2 * side, height - top - bottom, side, top, bottom)


def _main(document: Document, page: Page, drawings: Sequence[Drawing]) -> Iterator[str]:
    width, height = page.width + 2 * page.side, page.height + page.top + page.bottom
    turned = ' w:orient="landscape"' if document.layout.landscape else ""
    margins = {"top": page.top, "right": page.side, "bottom": page.bottom, "left": page.side}
    margins |= {"header": _STRIP, "footer": _STRIP, "gutter": 0}
    yield f"{DECLARATION}<w:document {_NAMES}><w:body>"
    yield from Body(document, page, drawings).pieces()
    yield (
        '<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" r:id="footer"/>'
        f'<w:pgSz w:w="{round(width * _TWIPS)}" w:h="{round(height * _TWIPS)}"{turned}/><w:pgMar '
    )
    yield " ".join(f'w:{side}="{round(distance * _TWIPS)}"' for side, distance in margins.items())
    yield "/></w:sectPr></w:body></w:document>"


def _header(layout: Layout) -> str:
    marking = _paragraph("Marking", run(layout.marking)) if layout.marking else _paragraph("Header", "")
    return f"{DECLARATION}<w:hdr {WORD}>{marking}</w:hdr>"


def _footer(document: Document, page: Page) -> str:
    layout = document.layout
    title = " ".join(show_unseen(document.title).split())
    running = title if len(title) <= _RUNNING_LENGTH else f"{title[: _RUNNING_LENGTH - 1]}…"
    if layout.section:
        strong = f'<w:b/><w:bCs/><w:sz w:val="{round(2 * layout.text_points)}"/>'
        number = run(layout.section, strong) + _field("PAGE", strong)
    else:
        number = run("page ") + _field("PAGE") + run(" of ") + _field("NUMPAGES")
    marking = _paragraph("Marking", run(layout.marking)) if layout.marking else ""
    line = (
        f'<w:p><w:pPr><w:pStyle w:val="Footer"/><w:tabs><w:tab w:val="right" w:pos="{round(page.width * _TWIPS)}"/></w:tabs></w:pPr>'
        f"{run(running)}<w:r><w:tab/></w:r>{number}</w:p>"
    )
    return f"{DECLARATION}<w:ftr {WORD}>{line}{marking}</w:ftr>"


def _field(name: str, looks: str = "") -> str:
    return f'<w:fldSimple w:instr=" {name} ">{run("1", looks)}</w:fldSimple>'


def _paragraph(style: str, said: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{said}</w:p>'


def _properties(document: Document) -> str:
    """The title and the language; no author and no day, for the file has neither."""
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{attribute(document.title)}</dc:title><dc:language>{attribute(document.language)}</dc:language>"
        "</cp:coreProperties>"
    )


def _content_types() -> str:
    kinds = {
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/word/document.xml": f"{_WORD_TYPE}.document.main+xml",
        **{
            f"/word/{name}.xml": f"{_WORD_TYPE}.{name}+xml"
            for name in ("footer", "header", "numbering", "settings", "styles")
        },
    }
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="png" ContentType="image/png"/><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
        + "</Types>"
    )


def _package_relationships() -> str:
    return _relationship_list(
        (
            ("document", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("properties", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        )
    )


def _relationships(drawings: Iterable[Drawing]) -> str:
    own = [
        (name, f"{_OFFICE}/{name}", f"{name}.xml") for name in ("footer", "header", "numbering", "settings", "styles")
    ]
    return _relationship_list([*own, *((one.relationship, f"{_OFFICE}/image", one.part) for one in drawings)])


def _relationship_list(related: Iterable[tuple[str, str, str]]) -> str:
    listed = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in related)
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _drawing(picture: Picture, page: Page, number: int) -> Drawing:
    """As wide as the page, unless it would be too high; what its viewBox does not say is taken for a square."""
    found = _VIEW_BOX.search(picture.svg)
    width, height = map(float, found.groups()) if found else (1.0, 1.0)
    aspect = width / height if width and height else 1.0
    shown = min(page.width, (page.height - _LINES_BESIDE * 14) * aspect)
    return Drawing(f"picture{number}", f"media/picture{number}.png", shown, shown / aspect)


def _draw(pictures: Sequence[Picture], drawings: Sequence[Drawing]) -> list[bytes]:
    """The pictures as PNG, if there are any."""
    if not pictures:
        return []
    from chronology.renderers.rasters import draw  # the typesetter is heavy, and a document may have no picture

    return draw([(picture.svg, drawing.width) for picture, drawing in zip(pictures, drawings, strict=True)])
