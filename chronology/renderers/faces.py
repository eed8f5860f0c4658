"""The bundled typefaces: which characters they can show and how wide each is. Enters: the font files beside the page template.

What is laid out with them, and where, is the business of `to_pdf` and of the template.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Set
from functools import cache
from importlib.resources import files
from struct import unpack_from

from chronology.renderers.unseen import mark_of, show_unseen

FONTS = files("chronology.renderers") / "typst"
_MAIN, _BOLD, _FALLBACK = "LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf", "DejaVuSans.ttf"

# What a line is not broken within: a path may be at its strokes, a date nowhere.
_WITHIN = r"(?:[^\s/-]|[/-](?=\d))"
_PIECE = re.compile(rf"{_WITHIN}+[/-]*")
_PLAIN = re.compile(r"[ -~\n]*")
_SPACES = str.maketrans(dict.fromkeys("\t\u00a0\u2007\u202f", " "))  # no line would end at the last three
_WIDE_LETTER = 0.75  # ems: capitals on average
_ROOM_FOR_KERNING = 0.98


def printable(text: str) -> str:
    """The text as the faces can print it: what is not seen, and what no face has, as `[U+4F60]`; never an empty box."""
    if _PLAIN.fullmatch(text):
        return text
    shown = show_unseen(text).translate(_SPACES)
    return shown if shown.isascii() else "".join(_printable_clusters(shown))


def _printable_clusters(text: str) -> list[str]:
    """One face must have a letter and the marks on it together, for they are printed as one."""
    shown: list[str] = []
    able = faces = _coverage()
    for character in text:
        code = ord(character)
        if character == "\n":
            shown.append(character)
            continue
        continues = unicodedata.category(character)[0] == "M" and shown
        still = tuple(face for face in (able if continues else faces) if code in face)
        if still:
            shown.append(character)
            able = still
        else:
            shown.append(mark_of(character))
            able = faces
    return shown


def width_of(text: str, strong: bool = False) -> float:
    """How wide a line of text runs, in ems (multiples of the size of the type); kerning left out."""
    own, fallback = _widths(_BOLD if strong else _MAIN), _widths(_FALLBACK)
    total = 0.0
    for character in text:
        code = ord(character)
        total += own[code] if code in own else fallback.get(code, 1.0)
    return total


@cache
def _coverage() -> tuple[Set[int], ...]:
    """The characters of the main face, as far as it has them bold as well, and those of the fallback."""
    return _widths(_MAIN).keys() & _widths(_BOLD).keys(), _widths(_FALLBACK).keys()


def longest_piece(texts: Iterable[str]) -> float:
    """The width in ems of the longest piece in any of the texts that a line cannot break."""
    pieces: set[str] = set()
    for text in texts:
        pieces.update(_PIECE.findall(text))
    longest = sorted(pieces, key=len)[-40:]  # the widest is among the longest
    return max(map(width_of, longest), default=0.0)


def breakable(text: str, room: float, size: float, strong: bool = False) -> str:
    """The text with places to break (U+200B) in whatever would run out of `room` points, in type of `size` points."""
    fewest = int(room / size / _WIDE_LETTER)
    if len(text) <= fewest:
        return text
    most = room / size * _ROOM_FOR_KERNING

    def cut(match: re.Match[str]) -> str:
        piece = match.group()
        return piece if width_of(piece, strong) <= most else _cut(piece, most, strong)

    return _pieces_from(fewest).sub(cut, text)


@cache
def _pieces_from(letters: int) -> re.Pattern[str]:
    return re.compile(rf"{_WITHIN}{{{max(letters, 1)},}}[/-]*")


def _cut(piece: str, most: float, strong: bool) -> str:
    """Cuts a piece where a line is full, behind a point or a low line if one is near."""
    parts = []
    start, room = 0, most
    for at, character in enumerate(piece):
        room -= width_of(character, strong)
        if room >= 0 or at == start or unicodedata.category(character)[0] == "M":
            continue
        near = max(piece.rfind("_", (start + at) // 2, at), piece.rfind(".", (start + at) // 2, at)) + 1
        end = near or at
        parts.append(piece[start:end])
        start, room = end, most - width_of(piece[end : at + 1], strong)
    return "\u200b".join([*parts, piece[start:]])


@cache
def _widths(name: str) -> dict[int, float]:
    """Character code → width in ems, as the TrueType file's cmap and hmtx tables say."""
    font = (FONTS / name).read_bytes()
    (tables,) = unpack_from(">H", font, 4)
    at = {font[start : start + 4]: unpack_from(">I", font, start + 8)[0] for start in range(12, 12 + 16 * tables, 16)}
    (units,) = unpack_from(">H", font, at[b"head"] + 18)
    (measured,) = unpack_from(">H", font, at[b"hhea"] + 34)
    advances = unpack_from(">" + "Hh" * measured, font, at[b"hmtx"])[::2]
    glyphs = _glyphs(font, at[b"cmap"])
    return {code: advances[min(glyph, measured - 1)] / units for code, glyph in glyphs.items()}


def _glyphs(font: bytes, cmap: int) -> dict[int, int]:
    """Character code → glyph, from the cmap's table for all of Unicode (format 12), or else for its first plane (format 4)."""
    (count,) = unpack_from(">H", font, cmap + 2)
    by_format: dict[int, int] = {}
    for number in range(count):
        platform, _, offset = unpack_from(">HHI", font, cmap + 4 + 8 * number)
        if platform in (0, 3):
            by_format[unpack_from(">H", font, cmap + offset)[0]] = cmap + offset
    return _format_12(font, by_format[12]) if 12 in by_format else _format_4(font, by_format[4])


def _format_12(font: bytes, start: int) -> dict[int, int]:
    glyphs: dict[int, int] = {}
    (groups,) = unpack_from(">I", font, start + 12)
    for number in range(groups):
        first, last, glyph = unpack_from(">III", font, start + 16 + 12 * number)
        glyphs.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
    return {code: glyph for code, glyph in glyphs.items() if glyph}


def _format_4(font: bytes, start: int) -> dict[int, int]:
    glyphs: dict[int, int] = {}
    segments = unpack_from(">H", font, start + 6)[0] // 2
    lasts = unpack_from(f">{segments}H", font, start + 14)
    firsts = unpack_from(f">{segments}H", font, start + 16 + 2 * segments)
    deltas = unpack_from(f">{segments}H", font, start + 16 + 4 * segments)
    ranges = start + 16 + 6 * segments
    for segment, (first, last, delta) in enumerate(zip(firsts, lasts, deltas, strict=True)):
        (offset,) = unpack_from(">H", font, ranges + 2 * segment)
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = unpack_from(">H", font, ranges + 2 * segment + offset + 2 * (code - first))
            if (offset == 0 or glyph) and (found := (glyph + delta) & 0xFFFF):
                glyphs[code] = found
    return glyphs
