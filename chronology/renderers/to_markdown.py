"""Document → Markdown (GitHub's dialect) that reads as text and is right when rendered.

Text from records comes out as it went in: every character that Markdown or HTML would take as markup is escaped, control
and direction characters are made visible, addresses do not become links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from chronology.document import Block, Bullets, Content, Document, Heading, Paragraph

_UNSEEN_CHARACTERS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"

# Backslash, backtick, asterisk, tilde, dollar, brackets and pipe always; the others only where they would mean something.
_MARKUP = re.compile(
    r"[\\`*~$\[\]|]"
    r"|(?<!\w)_|_(?!\w)"  # emphasis; not inside a_word
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?\w+;)"
    r"|:(?=//)"
    r"|(?<=www)\."
)
_LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|=+\s*$|-{2,}\s*$)", re.MULTILINE)
_ORDERED = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
_UNSEEN = re.compile(f"[{_UNSEEN_CHARACTERS}]")
_BREAK = re.compile(r"\r\n|\r|\n|\x0b|\x0c|\x85|\u2028|\u2029")
_ANY = re.compile(f"[\\\\`*~$\\[\\]|_<&\r\n{_UNSEEN_CHARACTERS}]|://|www\\.")


def render(document: Document) -> bytes:
    """The document as UTF-8 Markdown, lines ending in a line feed."""
    stream = BytesIO()
    for position, block in enumerate(document.blocks):
        if position:
            stream.write(b"\n")
        for line in _lines(block):
            stream.write(f"{line}\n".encode())
    return stream.getvalue()


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {_anchor(block.anchor)}{_inline(block.text)}"
    elif isinstance(block, Paragraph):
        yield _inline(block.content, at_line_start=True)
    elif isinstance(block, Bullets):
        for item in block.items:
            yield f"- {_inline(item, at_line_start=True)}"
    else:
        yield f"| {' | '.join(map(_inline, block.headings))} |"
        yield "|" + " --- |" * len(block.headings)
        for row in block.rows:
            yield f"| {_anchor(row.anchor)}{' | '.join(map(_inline, row.cells))} |"


def _anchor(name: str) -> str:
    return f'<a id="{name}"></a>' if name else ""


def _inline(content: Content, at_line_start: bool = False) -> str:
    if isinstance(content, str):
        return _escape(content, at_line_start)
    written = []
    for position, run in enumerate(content):
        text = _escape(run.text, at_line_start and position == 0)
        if run.strong and text.strip():
            bold = text.strip()
            text = text.replace(bold, f"**{bold}**", 1)  # spaces stay outside the asterisks, or they would mean nothing
        if run.target:
            text = f"[{text}](#{run.target})"
        written.append(text)
    return "".join(written)


def _escape(text: str, at_line_start: bool) -> str:
    if _ANY.search(text):
        text = _MARKUP.sub(_put_backslash, text)
        text = _BREAK.sub("<br>", text)
        text = _UNSEEN.sub(_make_visible, text)
    if at_line_start:
        text = _LINE_START.sub(r"\1\\\2", text)
        text = _ORDERED.sub(r"\1\\\2", text)
    return text


def _put_backslash(match: re.Match[str]) -> str:
    return "\\" + match.group()


def _make_visible(match: re.Match[str]) -> str:
    return f"[U+{ord(match.group()):04X}]"
