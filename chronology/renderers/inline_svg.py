"""An SVG drawing → the same drawing as part of an HTML page. Enters: SVG text. Leaves: markup of drawing elements alone.

The drawing is parsed and written anew: what is not an element or an attribute of the lists below, or leads anywhere but to a place
in the page itself, is left out with all that it holds. Ids get a prefix, so that drawings do not take each other's, or the page's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from xml.etree import ElementTree

from chronology.renderers.unseen import show_unseen

_ELEMENTS = frozenset(
    "svg g path rect circle ellipse line polyline polygon text tspan title desc defs pattern marker clipPath symbol use a".split()
)
_ATTRIBUTES = frozenset(
    "viewBox preserveAspectRatio x y x1 y1 x2 y2 cx cy r rx ry dx dy width height d points transform id class href role opacity fill "
    "fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin clip-path font-size "
    "font-family font-weight font-style text-anchor dominant-baseline textLength lengthAdjust letter-spacing patternUnits "
    "patternTransform patternContentUnits markerWidth markerHeight markerUnits refX refY orient marker-end marker-start tabindex "
    "paint-order visibility display vector-effect shape-rendering".split()
)
_OPEN_NAMES = re.compile(r"(?:data|aria)-[a-z0-9-]+")
_PLACE = re.compile(r"url\(\s*#([^()\s]+)\s*\)")
_NAMES = ("id", "aria-labelledby", "aria-describedby")
_SVG = "{http://www.w3.org/2000/svg}"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"


def inline_svg(svg: str, prefix: str, title: str, description: str) -> str:
    """The drawing as markup for an HTML page, named `title` and described by `description`; its ids begin with `prefix`.

    Raises ElementTree.ParseError where `svg` is no well-formed XML.
    """
    root = ElementTree.fromstring(svg)
    view = root.get("viewBox") or f"0 0 {_number(root.get('width'))} {_number(root.get('height'))}"
    # Links inside could not be reached in a drawing that says it is one single image.
    role = "group" if root.find(f".//{_SVG}a") is not None else "img"
    drawn = "".join(part for child in root if _name(child) not in ("title", "desc") for part in _element(child, prefix))
    return (
        f'<svg viewBox="{escape(view)}" role="{role}" aria-labelledby="{prefix}title" aria-describedby="{prefix}description">'
        f'<title id="{prefix}title">{_text(title)}</title>'
        f'<desc id="{prefix}description">{_text(description)}</desc>{drawn}</svg>'
    )


def _number(length: str | None) -> str:
    found = re.match(r"[\d.]+", length or "")
    return found.group() if found else "100"


def _name(element: ElementTree.Element) -> str:
    tag = element.tag
    return tag.removeprefix(_SVG) if isinstance(tag, str) else ""  # comments and instructions have none


def _element(element: ElementTree.Element, prefix: str) -> Iterator[str]:
    name = _name(element)
    if name in _ELEMENTS:
        attributes = "".join(
            f' {key}="{escape(value)}"' for key, value in _attributes(element, prefix, linked=name in ("a", "use"))
        )
        yield f"<{name}{attributes}>{_text(element.text or '')}"
        for child in element:
            yield from _element(child, prefix)
            yield _text(child.tail or "")
        yield f"</{name}>"


def _attributes(element: ElementTree.Element, prefix: str, linked: bool) -> Iterator[tuple[str, str]]:
    for key, given in element.items():
        name = "href" if key == _XLINK_HREF else key
        if name not in _ATTRIBUTES and not _OPEN_NAMES.fullmatch(name):
            continue
        if name == "aria-label" and element.find(f"{_SVG}title") is not None:
            continue  # one name is enough, and two that differ from what is seen confuse who speaks to the page
        value = show_unseen(given)
        if name == "href":
            if linked and value.startswith("#"):
                # A link leads to the page's own places, a drawing element that is used again to the drawing's.
                yield name, value if _name(element) == "a" else f"#{prefix}{value[1:]}"
        elif name in _NAMES:
            yield name, " ".join(f"{prefix}{one}" for one in value.split())
        elif "url" not in value.casefold():
            yield name, value
        elif place := _PLACE.fullmatch(value.strip()):
            yield name, f"url(#{prefix}{place[1]})"


def _text(text: str) -> str:
    return escape(show_unseen(text).replace("\n", " "), quote=False)
