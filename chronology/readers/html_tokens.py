"""Enters: the text of a web page. Leaves: its tags and its text in their order, however badly they are written.

Python's own HTML parser takes minutes over a few hundred kilobytes of unclosed tags, so this one is made to go forward only. What the
tags mean is `from_html`'s concern.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

Token = tuple[str, str, str]  # "open" or "close", the tag's name, its attributes as written; or "text", the text, ""

WIDEST_TAG = 4096  # characters within which quotation marks in a tag are paired; a longer tag ends at its first >

_TAG = re.compile(r"""<(/?)([A-Za-z][^\s/>]*+)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""")
_LOOSE_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*+)([^>]*+)>")
_ATTRIBUTE = re.compile(r"""([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
# What stands in these is never text of the page, and may hold anything.
_PROGRAMS = {
    name: re.compile(rf"</{name}\b", re.I) for name in ("script", "style", "template", "noframes", "xml", "svg", "math")
}


def read_tokens(text: str) -> Iterator[Token]:
    """The tokens of the page. Scripts, style sheets and comments are left out; what looks like no tag is text."""
    at = 0
    last_end = text.rfind(">")
    while True:
        start = text.find("<", at)
        if start < 0 or start > last_end:
            break
        if start > at:
            yield "text", unescape(text[at:start]), ""
        following = text[start + 1 : start + 2]
        if text.startswith("<!--", start):
            end = text.find("-->", start + 4)
            at = len(text) if end < 0 else end + 3
        elif following in ("!", "?"):
            at = text.index(">", start) + 1
        else:
            tag = _TAG.match(text, start, start + WIDEST_TAG) or _LOOSE_TAG.match(text, start)
            if tag is None:
                yield "text", "<", ""
                at = start + 1
                continue
            at = tag.end()
            name = tag[2].lower()
            yield ("close" if tag[1] else "open"), name, tag[3]
            if not tag[1] and name in _PROGRAMS and not tag[3].endswith("/"):
                end_tag = _PROGRAMS[name].search(text, at)
                at = end_tag.start() if end_tag else len(text)
    if at < len(text):
        yield "text", unescape(text[at:]), ""


def read_attributes(written: str) -> dict[str, str]:
    """A tag's attributes by their names in small letters; the first of two counts, as in every browser."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written):
        found.setdefault(match[1].lower(), unescape(match[2] or match[3] or match[4] or ""))
    return found
