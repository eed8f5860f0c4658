"""Web pages, drawings and Markdown. Enters: a file. Leaves: what it hides or fetches, in words.

Words of records stand escaped in these, so whatever reads as a tag here is one. Tags are looked for as the renderers write them, in
small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_CODE = re.compile(rb"<(script|style)\b[^>]*>.*?</\1>", re.S)
_COMMENT = re.compile(rb"<!--")
_TAG = re.compile(
    rb"<(?:script|link|iframe|object|embed|img|image|form|base|meta|frame|audio|video|source|use)\b[^>]*>"
)
_LINK = re.compile(rb"""<(?:a|area)\s[^>]*?\bhref\s*=\s*["']?\s*(?![#"'>\s])""")
_FETCHED = re.compile(rb"""\b(?:src|href|data|action|srcset|poster)\s*=\s*["']?\s*(?![#"'>\s])""")
_NAMES = re.compile(rb"""\bname\s*=\s*["']?(?:author|creator|publisher|generator)\b""")
_STYLE_FETCHES = re.compile(rb"@import\b|\burl\(\s*['\"]?(?!#|data:)")


def find_hidden(path: Path) -> Iterator[str]:
    """Comments, an author's name, and whatever would be fetched from elsewhere."""
    text = path.read_bytes()
    if b"</style>" in text or b"</script>" in text:
        if any(code[1] == b"style" and _STYLE_FETCHES.search(code[0]) for code in _CODE.finditer(text)):
            yield "a style that fetches a file"
        text = _CODE.sub(lambda code: code[0][: code[0].index(b">") + 1], text)
    if next(_unescaped(_COMMENT, text), None):
        yield "a comment"
    for tag in _unescaped(_TAG, text):
        if _FETCHED.search(tag):
            yield "something fetched from another place"
        if _NAMES.search(tag):
            yield "an author or a program's name"
    if next(_unescaped(_LINK, text), None):
        yield "a link to another place"


def _unescaped(mark: re.Pattern[bytes], text: bytes) -> Iterator[bytes]:
    """What fits and is markup; a backslash before it, as Markdown has it, makes it plain words."""
    return (found[0] for found in mark.finditer(text) if text[found.start() - 1 : found.start()] != b"\\")
