"""Document → Markdown (GitHub's dialect) that reads as text and is right when rendered.

Text from records comes out as it went in: every character that Markdown or HTML would take as markup is escaped, control
and direction characters are made visible, addresses do not become links.
"""

from __future__ import annotations

import re

from chronology.document import Block, Bullets, Content, Document, Grid, Heading, Paragraph

# Backslash, backtick, asterisk, brackets and pipe always; the others only where they would mean something.
_MARKUP = re.compile(
    r"[\\`*\[\]|]"
    r"|(?<!\w)_|_(?!\w)"  # emphasis; not inside a_word
    r"|~"
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?\w+;)"
    r"|:(?=//)"
    r"|(?<=www)\."
    r"|\$"
)
_LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|=+\s*$|-{2,}\s*$|(?<=\d)[.)])", re.MULTILINE)
_ORDERED = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_BREAK = re.compile(r"\r\n|\r|\n|\x0b|\x0c|\x85|\u2028|\u2029")
_SPECIAL = re.compile("[\\\\`*\\[\\]|_~<&:.$#\\-+>=\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def render(document: Document) -> bytes:
    """The document as UTF-8 Markdown, lines ending in a line feed."""
    parts: list[str] = []
    for block in document.blocks:
        _write(block, parts)
        parts.append("\n")
    return "".join(parts).rstrip("\n").encode() + b"\n"


def _write(block: Block, parts: list[str]) -> None:
    if isinstance(block, Heading):
        anchor = f'<a id="{block.anchor}"></a>' if block.anchor else ""
        parts.append(f"{'#' * block.level} {anchor}{_inline(block.text)}\n")
    elif isinstance(block, Paragraph):
        parts.append(_inline(block.content, at_line_start=True) + "\n")
    elif isinstance(block, Bullets):
        parts.extend(f"- {_inline(item, at_line_start=True)}\n" for item in block.items)
    else:
        _write_grid(block, parts)


def _write_grid(grid: Grid, parts: list[str]) -> None:
    parts.append("| " + " | ".join(map(_inline, grid.headings)) + " |\n")
    parts.append("|" + " --- |" * len(grid.headings) + "\n")
    for row in grid.rows:
        cells = [_inline(cell) for cell in row.cells]
        if row.anchor:
            cells[0] = f'<a id="{row.anchor}"></a>{cells[0]}'
        parts.append("| " + " | ".join(cells) + " |\n")


def _inline(content: Content, at_line_start: bool = False) -> str:
    if isinstance(content, str):
        return _escape(content, at_line_start)
    written = []
    for position, run in enumerate(content):
        text = _escape(run.text, at_line_start and position == 0)
        if run.strong and text.strip():
            text = f"**{text.strip()}**"
        if run.target:
            text = f"[{text}](#{run.target})"
        written.append(text)
    return "".join(written)


def _escape(text: str, at_line_start: bool) -> str:
    if not _SPECIAL.search(text):
        return text
    text = _MARKUP.sub(lambda match: "".join("\\" + character for character in match.group()), text)
    if at_line_start:
        text = _LINE_START.sub(lambda match: match.group(1) + "\\" + match.group(2), text)
        text = _ORDERED.sub(r"\1\\\2", text)
    text = _BREAK.sub("<br>", text)
    return _UNSEEN.sub(lambda match: f"[U+{ord(match.group()):04X}]", text)
