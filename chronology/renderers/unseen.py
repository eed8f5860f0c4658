"""Characters of a record that print nothing, or turn round what stands beside them, and the marks that show them.

Enters and leaves: text, and the table itself for renderers that must escape more than this. Line breaks of every kind are breaks,
not marks; a tab is white space.
"""

from __future__ import annotations

import re

# Control, direction, zero-width and tag characters, halves of a pair, and what is no character: first and last of each stretch.
_UNSEEN = (
    *((0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x84), (0x86, 0x9F), (0x061C, 0x061C), (0x180E, 0x180E), (0x200B, 0x200F)),
    *((0x202A, 0x202E), (0x2060, 0x206F), (0xD800, 0xDFFF), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB)),
    *((0xFFFE, 0xFFFF), (0xE0000, 0xE007F)),
)
BREAKS = "\r\n\x0b\x0c\x85\u2028\u2029"
"""Characters that end a line."""


def mark_of(character: str) -> str:
    """`[U+202E]`: how a character that is not seen is shown."""
    return f"[U+{ord(character):04X}]"


MARKS = {chr(code): mark_of(chr(code)) for first, last in _UNSEEN for code in range(first, last + 1)}
"""Each character that is not seen → its mark."""

UNSEEN = "".join(f"{chr(first)}-{chr(last)}" for first, last in _UNSEEN)
"""The characters that are not seen, as stretches within the brackets of a regular expression."""

_ANY = re.compile(f"\r\n|[{re.escape(BREAKS)}{UNSEEN}]")


def show_unseen(text: str) -> str:
    """The text with marks for what is not seen, and every line break as a line feed."""
    return text if text.isascii() and text.isprintable() else _ANY.sub(_show, text)


def _show(match: re.Match[str]) -> str:
    return MARKS.get(match.group(), "\n")
