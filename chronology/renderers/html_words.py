"""Words → HTML of the same words. Enters: text as records have it. Leaves: markup that shows it and nothing else."""

from __future__ import annotations

import re
from html import escape

from chronology.renderers.unseen import show_unseen

_LONG = re.compile(r"\S{25,}")
_BREAKABLE = re.compile(r"[^\s/_.-]{1,12}[/_.-]*|[/_.-]+")
_SPECIAL = re.compile("[&<>\"'\n]")
# From the first to the last letter that is written from right to left, with what stands between them as long as it is not Latin: set
# apart, so that a number behind a name in Arabic or Hebrew letters does not change places with it.
_LEFTWARD = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RIGHT_TO_LEFT = re.compile(f"[{_LEFTWARD}](?:[^A-Za-z<>\n]*[{_LEFTWARD}])?")


def in_lines(text: str) -> str:
    """Text with its line breaks; a long word, as a path or a hash, gets places where it may be broken, and stays the same word."""
    text = show_unseen(text)
    if _LONG.search(text):
        pieces = _LONG.split(text)
        words = ("<wbr>".join(map(_escape, _BREAKABLE.findall(word))) for word in _LONG.findall(text))
        return _escape(pieces[0]) + "".join(
            word + _escape(piece) for word, piece in zip(words, pieces[1:], strict=True)
        )
    return _escape(text)


def in_one_line(text: str) -> str:
    """Text where no further markup can stand: in an attribute, a title, the choices of a form."""
    return escape(show_unseen(text).replace("\n", " "))


def _escape(text: str) -> str:
    markup = _SPECIAL.sub(_write_special, text)
    return markup if markup.isascii() else _RIGHT_TO_LEFT.sub(r"<bdi>\g<0></bdi>", markup)


def _write_special(match: re.Match[str]) -> str:
    return "<br>\n" if match[0] == "\n" else escape(match[0])
