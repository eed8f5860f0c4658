"""Words of a heading, label or name: cut and folded alike wherever they are compared. Enters: text. Leaves: words, casefolded."""

from __future__ import annotations

import re

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_WORD = re.compile(r"[^\W_]+|#")


def split_words(text: str) -> list[str]:
    """The words of the text, casefolded, with camelCase and punctuation cut; an apostrophe does not cut."""
    return [word.casefold() for word in _WORD.findall(_CAMEL.sub(" ", text.replace("'", "").replace("’", "")))]


def fold_words(text: str) -> str:
    """The text in the form in which headings and labels are compared: its words with one space between them."""
    return " ".join(split_words(text))


def heading_key(text: str) -> str:
    """A heading in the form in which two headings are held to be the same: letters and digits alone, casefolded."""
    return "".join(split_words(text))
