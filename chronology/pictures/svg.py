"""Numbers and words → SVG text. Enters: lengths in drawing units, plain text. Leaves: markup.

Only shapes, text and groups: no script, style sheet, reference or id, so that several drawings can stand in one page. What to draw
belongs to the modules beside this one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from html import escape

FONTS = "Helvetica, Arial, 'Liberation Sans', 'Noto Sans', 'DejaVu Sans', sans-serif"
INK, QUIET, LINE, PALE = "#000", "#444", "#bbb", "#eee"

_NOT_CHARACTERS = ("\ufffe", "\uffff")  # XML has no way to write them
_NARROW, _WIDE = "iljtfrI.,:;'|!()[] ", "mwMW@%"


def whole(width: float, height: float, title: str, description: str, parts: Iterable[str]) -> str:
    """A drawing on white paper, with a title and a description for who cannot see it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}" width="{number(width)}" '
        f'height="{number(height)}" role="img" font-family="{escape(FONTS)}"><title>{written(title)}</title>'
        f"<desc>{written(description)}</desc>{rectangle(0, 0, width, height, fill='#fff')}{''.join(parts)}</svg>\n"
    )


def element(name: str, content: str = "", /, **attributes: str | float) -> str:
    """One element; `content` is markup already. An underscore in an attribute's name stands for a hyphen, one at its end for none."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{written(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>"


def group(parts: Iterable[str], **attributes: str | float) -> str:
    """Elements as one; nothing for none."""
    content = "".join(parts)
    return element("g", content, **attributes) if content else ""


def rectangle(x: float, y: float, width: float, height: float, **attributes: str | float) -> str:
    """A rectangle by its upper left corner."""
    return element("rect", x=x, y=y, width=width, height=height, **attributes)


def path(drawn: str, **attributes: str | float) -> str:
    """Lines and curves in the language of SVG paths."""
    return element("path", d=drawn, **attributes)


def label(x: float, y: float, words: str, size: float = 10, **attributes: str | float) -> str:
    """Words with their base line at `y`."""
    return element("text", written(words), x=x, y=y, font_size=size, **attributes)


def lines(x: float, y: float, rows: Iterable[str], size: float = 10, **attributes: str | float) -> str:
    """Several rows of words below one another."""
    return "".join(label(x, y + place * size * 1.14, row, size, **attributes) for place, row in enumerate(rows))


def hatch(x: float, y: float, width: float, height: float, step: float = 5, rising: bool = True) -> str:
    """The path of slanted lines that fill a rectangle, from its lower left to its upper right or, not rising, the other way."""
    drawn = []
    reach = step
    while reach < width + height:
        # The line meets the left or lower side at one end and the upper or right side at the other.
        x1, y1 = max(0.0, reach - height), min(reach, height)
        x2, y2 = min(reach, width), max(0.0, reach - width)
        if not rising:
            y1, y2 = height - y1, height - y2
        drawn.append(f"M{number(x + x1)} {number(y + y1)}L{number(x + x2)} {number(y + y2)}")
        reach += step
    return "".join(drawn)


def number(value: float) -> str:
    """A length to a tenth of a unit: `12`, `12.5`."""
    return f"{value:.1f}".removesuffix(".0")


def written(words: str) -> str:
    """Words as markup of themselves; a character that prints nothing or turns others round is shown as `[U+202E]`."""
    if not words.isprintable():
        words = "".join(map(_visible, words))
    return escape(words)


def _visible(character: str) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) in ("Cc", "Cf", "Cs") or character in _NOT_CHARACTERS:
        return f"[U+{ord(character):04X}]"
    return character


def breadth(words: str, size: float = 10) -> float:
    """How much room words take at most in the usual sans typefaces, of which DejaVu is the widest; which it is, is the reader's."""
    return size * sum(map(_breadth, words))


def _breadth(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    return 0.36 if character in _NARROW else 0.98 if character in _WIDE else 0.7 if character.isupper() else 0.61


def wrap(words: str, room: float, most_rows: int, size: float = 10) -> list[str]:
    """Words in rows no longer than `room`, the last one cut with an ellipsis where they do not fit."""
    rows: list[str] = []
    rest = " ".join(words.split())
    while rest and len(rows) < most_rows:
        fits = _fitting(rest, room, size)
        if fits < len(rest) and len(rows) == most_rows - 1:
            fits = _fitting(rest, room - size, size)
            return [*rows, rest[:fits].rstrip() + "…"]
        cut = rest.rfind(" ", 0, fits + 1) if fits < len(rest) else len(rest)
        cut = cut if cut > 0 else fits
        rows.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return rows


def _fitting(words: str, room: float, size: float) -> int:
    """How many of the characters fit, one at least."""
    taken = 0.0
    for count, character in enumerate(words):
        taken += _breadth(character) * size
        if taken > room:
            return max(count, 1)
    return len(words)
