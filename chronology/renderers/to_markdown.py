"""Document → Markdown (GitHub's dialect) that reads as text and is right when rendered.

Text from records comes out as it went in: every character that Markdown or HTML would take as markup is escaped, control
and direction characters are made visible, addresses do not become links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple

from chronology.document import Block, Bullets, Content, Document, Grid, Heading, Paragraph, Picture, Row
from chronology.processes import MOST_PROCESSES, count_processors, work_ahead
from chronology.renderers.unseen import BREAKS, MARKS, UNSEEN

ROWS_TOGETHER = 200
PIECES_TOGETHER = 50
ENOUGH_STRETCHES = 20  # from which further processes save more time than they cost

_MARKUP = "\\`*~$[]|"
_SAFE = MARKS | dict.fromkeys(BREAKS, "<br>") | {character: f"\\{character}" for character in _MARKUP}
_SPECIAL = re.compile(f"[{re.escape(BREAKS + _MARKUP)}{UNSEEN}_<&]")
# These three are markup only where they would mean something.
_EMPHASIS = re.compile(r"(?<![^\W_])_|_(?![^\W_])")  # not inside a_word
_TAG = re.compile(r"<[A-Za-z/!?]")
_ENTITY = re.compile(r"&#?\w+;")
# A heading, list item, quotation or rule; a numbered list item.
_LINE_START = re.compile(
    r"\s*(?=#{1,6}(?:\s|$)|[-+](?:\s|$)|>|=+\s*$|-{2,}\s*$)"
    r"|\s*\d{1,9}(?=[.)](?:\s|$))"
)


class _Rows(NamedTuple):
    """Neighbouring rows of a table, from a place in it on."""

    rows: Sequence[Row]
    start: int


_Piece = Heading | Paragraph | Bullets | Grid | _Rows


def render(document: Document, stream: BinaryIO) -> None:
    """Writes the document as UTF-8 Markdown, lines ending in a line feed."""
    pieces = [piece for block in document.blocks for piece in _cut(block)]
    stretches = [pieces[start : start + PIECES_TOGETHER] for start in range(0, len(pieces), PIECES_TOGETHER)]
    processes = min(count_processors(), MOST_PROCESSES) if len(stretches) >= ENOUGH_STRETCHES else 1
    with work_ahead(_write, stretches, processes) as finish:
        for position, written in enumerate(finish()):
            stream.write(written if position else written.removeprefix(b"\n"))


def _cut(block: Block) -> Iterator[_Piece]:
    """The block in pieces that several processes can share out; a picture stands in words beside it and gives none."""
    if isinstance(block, Grid):
        yield Grid(block.headings, ())
        for start in range(0, len(block.rows), ROWS_TOGETHER):
            yield _Rows(block.rows, start)
    elif not isinstance(block, Picture):
        yield block


def _write(pieces: Sequence[_Piece]) -> bytes:
    return "".join([f"{line}\n" for piece in pieces for line in _lines(piece)]).encode()


def _lines(piece: _Piece) -> Iterator[str]:
    if isinstance(piece, _Rows):
        for row in piece.rows[piece.start : piece.start + ROWS_TOGETHER]:
            cells = [(_escape(cell) if isinstance(cell, str) else _inline(cell)) if cell else "" for cell in row.cells]
            yield f"| {_anchor(row.anchor)}{' | '.join(cells)} |"
        return
    yield ""
    if isinstance(piece, Heading):
        yield f"{'#' * piece.level} {_anchor(piece.anchor)}{_inline(piece.text)}"
    elif isinstance(piece, Paragraph):
        yield _inline(piece.content, at_line_start=True)
    elif isinstance(piece, Bullets):
        for item in piece.items:
            yield f"- {_inline(item, at_line_start=True)}"
    else:
        yield f"| {' | '.join(map(_inline, piece.headings))} |"
        yield "|" + " --- |" * len(piece.headings)


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
