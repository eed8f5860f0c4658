"""Document → Markdown (GitHub's dialect) that reads as text and is right when rendered.

Text from records comes out as it went in: every character that Markdown or HTML would take as markup is escaped, control
and direction characters are made visible, addresses do not become links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from chronology.document import Bullets, Content, Document, Grid, Heading, Paragraph, Picture

# Control, direction and zero-width characters, first and last of each stretch.
_UNSEEN = (
    *((0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x9F), (0x200B, 0x200F)),
    *((0x2028, 0x202E), (0x2060, 0x2069), (0xFEFF, 0xFEFF)),
)
_BREAKS = "\r\n\x0b\x0c\x85\u2028\u2029"
_MARKUP = "\\`*~$[]|"
_SAFE = (
    {chr(code): f"[U+{code:04X}]" for first, last in _UNSEEN for code in range(first, last + 1)}
    | dict.fromkeys(_BREAKS, "<br>")
    | {character: f"\\{character}" for character in _MARKUP}
)
_SPECIAL = re.compile(f"[{re.escape(''.join(_SAFE))}_<&]")
# These three are markup only where they would mean something.
_EMPHASIS = re.compile(r"(?<![^\W_])_|_(?![^\W_])")  # not inside a_word
_TAG = re.compile(r"<[A-Za-z/!?]")
_ENTITY = re.compile(r"&#?\w+;")
# A heading, list item, quotation or rule; a numbered list item.
_LINE_START = re.compile(
    r"\s*(?=#{1,6}(?:\s|$)|[-+](?:\s|$)|>|=+\s*$|-{2,}\s*$)"
    r"|\s*\d{1,9}(?=[.)](?:\s|$))"
)


def render(document: Document, stream: BinaryIO) -> None:
    """Writes the document as UTF-8 Markdown, lines ending in a line feed."""
    written = (block for block in document.blocks if not isinstance(block, Picture))  # it stands in words beside it
    for position, block in enumerate(written):
        if position:
            stream.write(b"\n")
        stream.write("".join([f"{line}\n" for line in _lines(block)]).encode())


def _lines(block: Heading | Paragraph | Bullets | Grid) -> Iterator[str]:
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
            cells = [(_escape(cell) if isinstance(cell, str) else _inline(cell)) if cell else "" for cell in row.cells]
            yield f"| {_anchor(row.anchor)}{' | '.join(cells)} |"


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


def _escape(text: str, at_line_start: bool = False) -> str:
    text = _SPECIAL.sub(_make_safe, text.replace("\r\n", "\n"))
    # What GitHub would make a link of.
    if "://" in text:
        text = text.replace("://", "\\://")
    if "www." in text:
        text = text.replace("www.", "www\\.")
    if at_line_start:
        text = text.lstrip()  # four spaces would make it code
        if start := _LINE_START.match(text):
            text = f"{start.group()}\\{text[start.end() :]}"
    return text


def _make_safe(match: re.Match[str]) -> str:
    character = match.group()
    safe = _SAFE.get(character)
    if safe is not None:
        return safe
    pattern = _EMPHASIS if character == "_" else _TAG if character == "<" else _ENTITY
    return f"\\{character}" if pattern.match(match.string, match.start()) else character
