"""Text of records on a terminal or in a sheet: what would hide, or steer the terminal, is spelled out. Enters and leaves: text."""

from __future__ import annotations

import unicodedata


def visible(text: str) -> str:
    """The text on one line: white space as a space, every other character that does not print as `<U+001B>`."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else _spell(one) for one in text)


def _spell(character: str) -> str:
    if character in "\t\n\r" or unicodedata.category(character) == "Zs":
        return " "
    return f"<U+{ord(character):04X}>"
