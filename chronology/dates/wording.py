"""The characters and words that dates are written with, as every room of this package reads them. No dates are read here."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST_DATE = 100  # characters; anything longer is a narrative

PLAIN_CHARACTERS = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # full-width forms
PLAIN_CHARACTERS |= dict.fromkeys(map(ord, "‐‑‒–—―−"), "-") | dict.fromkeys(map(ord, "∕⁄"), "/")
PLAIN_CHARACTERS |= dict.fromkeys(map(ord, "‘’ʼ"), "'") | dict.fromkeys(map(ord, "\u200b\u200e\u200f\u2060\ufeff"), "")

MONTH_NAMES = "january february march april may june july august september october november december".split()
WEEKDAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTHS = {word: number for number, name in enumerate(MONTH_NAMES, 1) for word in (name, name[:3])} | {"sept": 9}
WEEKDAYS = {word: number for number, name in enumerate(WEEKDAY_NAMES) for word in (name, name[:3])}
WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}

# Words that say the date, or the time after it, is about so; and words that say it may be wrong.
ROUGHLY = (
    r"(?:~|(?<![a-z])(?:ca?\b\.?|ca?(?=\d)|circa\b|approx(?:imately)?\b\.?|(?:on or )?(?:about|around)\b|abt\b\.?|roughly\b"
    r"|est(?:imated)?\b\.?))"
)
MAYBE = r"(?:\?+|probably\b|possibly\b|perhaps\b|maybe\b|(?:thought|believed) to be\b)"


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of `words`, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


def compiled(pattern: str) -> re.Pattern[str]:
    """`pattern` for plain text: digits and letters are those of ASCII, so that no other script's digits pass for a date."""
    return re.compile(pattern, re.ASCII)


def plain_text(text: str) -> str:
    """The text in lower case with plain dashes, slashes, quotes and digits and single spaces; filled lines stay lines."""
    plain = text if text.isascii() else text.translate(PLAIN_CHARACTERS)
    lines = [" ".join(line.split()) for line in plain.lower().splitlines()]
    return "\n".join(line for line in lines if line).strip(" .,;:'\"`\n")
