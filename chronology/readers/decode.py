"""Enters: the bytes of a text file. Leaves: its text, every character kept, and the encoding where it had to be assumed.

The ladder is byte order mark, UTF-16 without a mark, strict UTF-8, Windows-1252. No guessing by frequency: on a Windows-1252
export two charset guessers answered cp775 and nothing usable.
"""

from __future__ import annotations

import codecs
import re

from chronology.issues import issue
from chronology.model import Issue

# Five bytes have no character in Windows-1252; they stay the control characters of the same number, so nothing is lost.
_WINDOWS_1252 = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What UTF-8 makes of accented letters, quotation marks and the pound sign when it is read as Windows-1252 and saved again.
_GARBLED = re.compile(
    "\u00c3[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|\u00e2\u20ac[\u0080-\u00bf\u0152\u0153\u2013-\u203a\u2122\u02dc]|\u00c2[\u00a0-\u00bf]"
)

DEAD_TAIL = 16  # this many zero bytes at the end are a damaged file, not text


def decode(data: bytes, named: str) -> tuple[str, list[Issue]]:
    """The text of `data` without byte order marks, and what had to be assumed of it. Never fails."""
    text, issues = _decode(data, named)
    if not text.isascii():
        if any(sign in text for sign in "ÃÂâ") and _GARBLED.search(text):
            issues.append(issue("text_garbled", named))
        if "\N{REPLACEMENT CHARACTER}" in text:
            issues.append(issue("text_damaged", named))
    return text, issues


def _decode(data: bytes, named: str) -> tuple[str, list[Issue]]:
    issues: list[Issue] = []
    alive = data.rstrip(b"\0")
    if len(data) - len(alive) >= DEAD_TAIL:
        data = alive + b"\0" * (len(alive) % 2 and (wide_encoding(data) is not None))
        issues.append(issue("file_truncated", named, detail="it ends in zero bytes"))
    wide = wide_encoding(data)
    if wide is not None:
        text, whole = _decode_wide(data, wide)
        if not whole:
            issues.append(issue("file_truncated", named, detail=f"it is not {wide} to the end"))
        return text.lstrip("\ufeff"), issues
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and not data[: error.start].isascii():
            issues.append(issue("file_truncated", named, detail="its last character is cut"))
            text = data[: error.start].decode("utf-8")
        else:
            issues.append(issue("encoding_assumed", named))
            text = _decode_by_line(data)
    return text.lstrip("\ufeff"), issues


def wide_encoding(data: bytes) -> str | None:
    """The UTF-16 or UTF-32 encoding that the bytes are in, by their mark or by where their zero bytes stand."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    head = data[:4096]
    half = len(head) // 2
    if half < 2:
        return None
    first, second = head[: 2 * half : 2].count(0), head[1 : 2 * half : 2].count(0)
    # Western text in UTF-16 has a zero in nearly every pair, always on the same side.
    if second > 0.7 * half and first < 0.05 * half:
        return "utf-16-le"
    if first > 0.7 * half and second < 0.05 * half:
        return "utf-16-be"
    return None


def _decode_wide(data: bytes, encoding: str) -> tuple[str, bool]:
    try:
        return data.decode(encoding), True
    except UnicodeDecodeError:
        # Lone surrogates and a cut last unit: what can be read is kept, the rest is said to be damaged.
        return data.decode(encoding, "ignore"), False


def _decode_by_line(data: bytes) -> str:
    """Line by line, because a file put together from several systems can be UTF-8 in one line and Windows-1252 in the next."""
    end = b"\n" if b"\n" in data else b"\r"
    decoded = []
    for line in data.split(end):
        try:
            decoded.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            decoded.append(codecs.charmap_decode(line, "strict", _WINDOWS_1252)[0])
    return end.decode("ascii").join(decoded)
