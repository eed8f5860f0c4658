"""Enters: the record of shared texts of an Excel 97 workbook (SST, MS-XLS 2.4.265). Leaves: those with fonts of their own, in pieces.

The table runs on through continuing records. Where one begins inside a text, a byte says anew how wide the characters are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from struct import unpack

from chronology.readers.sheet_scan import Runs

_WIDE, _EXTENDED, _RICH = 0x01, 0x04, 0x08


def read_rich_texts(bodies: Sequence[bytes], struck_fonts: frozenset[int]) -> dict[int, Runs]:
    """By the number that cells cite: the pieces of each text that changes its font, and whether each is struck through.

    `bodies` are the record's and those that continue it. Raises struct.error or IndexError where they end too early.
    """
    pieces = _Pieces(bodies)
    _, texts = unpack("<II", pieces.read(8))
    found: dict[int, Runs] = {}
    for number in range(texts):
        characters, flags = unpack("<HB", pieces.read(3))
        changes = unpack("<H", pieces.read(2))[0] if flags & _RICH else 0
        extension = unpack("<I", pieces.read(4))[0] if flags & _EXTENDED else 0
        text = pieces.read_characters(characters, bool(flags & _WIDE))
        fonts = [unpack("<HH", pieces.read(4)) for _ in range(changes)]
        pieces.read(extension)
        if fonts:
            found[number] = _divide(text, fonts, struck_fonts)
    return found


def _divide(text: bytes, fonts: list[tuple[int, ...]], struck_fonts: frozenset[int]) -> Runs:
    """The text, in UTF-16 as its places are counted, cut where its font changes; before the first change it is as the cell is."""
    starts = [0, *(at for at, _ in fonts), len(text) // 2]
    struck = [None, *(font in struck_fonts for _, font in fonts)]
    words = [text[2 * start : 2 * end].decode("utf-16-le", "replace") for start, end in pairwise(starts)]
    return list(zip(struck, words, strict=True))


class _Pieces:
    """The bodies, read one after the other."""

    def __init__(self, bodies: Sequence[bytes]) -> None:
        self._bodies = bodies
        self._number = 0
        self._at = 0

    def read(self, length: int) -> bytes:
        """So many bytes, across the ends of records."""
        found = self._bodies[self._number][self._at : self._at + length]
        self._at += len(found)
        while len(found) < length:
            self._number, self._at = self._number + 1, 0
            more = self._bodies[self._number][: length - len(found)]
            self._at = len(more)
            found += more
        return found

    def read_characters(self, characters: int, wide: bool) -> bytes:
        """So many characters as UTF-16; they are stored in two bytes each where `wide`, in one where not."""
        text = b""
        while True:
            width = 2 if wide else 1
            body = self._bodies[self._number]
            end = min(self._at + (characters - len(text) // 2) * width, len(body))
            stored = body[self._at : end]
            text += stored if wide else stored.decode("latin-1").encode("utf-16-le")
            self._at = end
            if len(text) // 2 >= characters:
                return text
            self._number, self._at = self._number + 1, 1
            wide = bool(self._bodies[self._number][0] & _WIDE)
