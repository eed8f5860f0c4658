"""SVG drawings → PNG pictures, for formats whose readers do not all show SVG. The typesetter of the PDF draws them, in its own typefaces."""

from __future__ import annotations

from collections.abc import Sequence

import typst

from chronology.errors import OutputError
from chronology.renderers.faces import FONTS
from chronology.renderers.typesetter import set_elsewhere

_DOTS_PER_INCH = 220  # as many as Word itself keeps of a picture for print


def draw(svgs: Sequence[tuple[str, float]]) -> list[bytes]:
    """Each drawing as PNG of the width given beside it, in points. Raises OutputError where one cannot be drawn."""
    if not svgs:
        return []
    drawn = set_elsewhere(_draw_all, svgs)
    if not drawn:
        raise OutputError("a picture could not be drawn", "docx", "choose another format")
    return drawn


def _draw_all(svgs: Sequence[tuple[str, float]]) -> list[bytes]:
    """The pictures; none where the typesetter refuses one, whose message may quote what a record says."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    drawn = []
    for svg, width in svgs:
        source = (
            "#set page(width: auto, height: auto, margin: 0pt, fill: white)\n"
            f'#image(bytes(sys.inputs.svg), format: "svg", width: {width:.2f}pt)'
        )
        try:
            page = typst.compile(
                source.encode(),
                format="png",
                ppi=_DOTS_PER_INCH,
                sys_inputs={"svg": svg},
                font_paths=fonts,
                ignore_system_fonts=True,
            )
        except typst.TypstError:
            return []
        drawn.append(page[0] if isinstance(page, list) else page)
    return drawn
