"""What a Word document holds beside what its reader sees. Enters: its parts. Leaves: the parts without authors, sessions and spare data.

A board's document goes to other people once it is filled. Whatever stands on its pages stays; comments, tracked changes and links stay
too, for they may be meant, and the inspection of results tells of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from xml.dom.minidom import Element, parseString

_PARTS = re.compile(
    r"docProps/(?:thumbnail|custom\.xml)|customXml/|printerSettings|word/glossary/|word/people\.xml", re.IGNORECASE
)
# What a relationship to such a part, or to the template that the document was made from, ends its type with.
_SPARE = re.compile(
    r"/(?:attachedTemplate|thumbnail|custom-properties|customXml|printerSettings|glossaryDocument|people)$"
)
_PROPERTIES = frozenset(
    "creator lastModifiedBy lastPrinted description subject keywords category contentStatus identifier version revision "
    "Company Manager HyperlinkBase".split()
)
_TAG = re.compile(rb"<[^<>]+>")
_SESSION = re.compile(rb"""\s(?:\w+:)?rsid\w*=(?:"[^"]*"|'[^']*')""")
_SESSIONS = re.compile(
    rb"<(\w+:)rsids>.*?</\1rsids>|<\w+:rsid\s[^<>]*/>|<\w+:(?:attachedTemplate|printerSettings)\b[^<>]*/>", re.DOTALL
)


def without_unseen_parts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts by name. Raises xml.parsers.expat.ExpatError for a listing that is no XML."""
    return {name: _clean(name, content) for name, content in parts.items() if not _PARTS.search(name)}


def _clean(name: str, content: bytes) -> bytes:
    if name.endswith(".rels"):
        return _without(content, lambda one: bool(_SPARE.search(one.getAttribute("Type"))))
    if name == "[Content_Types].xml":
        return _without(content, lambda one: bool(_PARTS.search(one.getAttribute("PartName"))))
    if name in ("docProps/core.xml", "docProps/app.xml"):
        return _without(content, lambda one: one.localName in _PROPERTIES)
    if name.startswith("word/") and name.endswith(".xml"):
        return _SESSIONS.sub(b"", _TAG.sub(lambda tag: _SESSION.sub(b"", tag.group()), content))
    return content


def _without(content: bytes, leave_out: Callable[[Element], bool]) -> bytes:
    """A listing without the lines of which `leave_out` holds; the same bytes where it holds of none."""
    document = parseString(content)
    root = document.documentElement
    if root is None:
        return content
    lines = [one for one in root.childNodes if isinstance(one, Element) and leave_out(one)]
    for one in lines:
        root.removeChild(one)
    return bytes(document.toxml(encoding="UTF-8", standalone=True)) if lines else content
