"""Enters: text of a web page piece by piece, and what its tags say of its looks. Leaves: lines as a browser shows them, with the
words that are struck out or hidden.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct, field

Look = Literal["struck", "hidden"]

_STRUCK_TAGS = frozenset({"del", "s", "strike"})
_STRUCK = re.compile(r"text-decoration[^;]*line-through", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")


def looks_of(tag: str, attributes: dict[str, str]) -> frozenset[Look]:
    """How the tag makes its text look, as far as the tag itself says."""
    style = attributes.get("style", "")
    looks = frozenset[Look]()
    if tag in _STRUCK_TAGS or _STRUCK.search(style):
        looks |= {"struck"}
    if "hidden" in attributes or _HIDDEN.search(style):
        looks |= {"hidden"}
    return looks


class Lines(Struct):
    """A passage of a page while it is read: its lines, and for each the words in it that are struck or hidden."""

    pieces: list[list[str]] = field(default_factory=lambda: [[]])
    marks: list[list[tuple[Look, str]]] = field(default_factory=lambda: [[]])
    looked: frozenset[Look] = frozenset()  # the looks of the last piece

    def add(self, text: str, looks: frozenset[Look], as_typed: bool = False) -> None:
        """Adds text. White space shows as one space unless it stands `as_typed`."""
        if as_typed:
            for number, typed in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
                if number:
                    self.break_line()
                self._append(typed, looks)
            return
        shown = _SPACE.sub(" ", text)
        line = self.pieces[-1]
        if shown.startswith(" ") and (not line or line[-1].endswith(" ")):
            shown = shown[1:]
        self._append(shown, looks)

    def _append(self, text: str, looks: frozenset[Look]) -> None:
        if not text:
            return
        marks = self.marks[-1]
        if looks and looks == self.looked and marks and self.pieces[-1]:
            marks[-len(looks) :] = [(look, words + text) for look, words in marks[-len(looks) :]]
        else:
            marks.extend((look, text) for look in sorted(looks))
        self.looked = looks
        self.pieces[-1].append(text)

    def break_line(self) -> None:
        """Begins a new line, as a line break does."""
        self.pieces.append([])
        self.marks.append([])

    def break_block(self) -> None:
        """Begins a new line unless one was just begun, as a paragraph does."""
        if self.pieces[-1]:
            self.break_line()

    def lines(self, first: int = 0) -> list[str]:
        """The lines from the line `first` on, without the spaces at their ends."""
        return ["".join(line).strip() for line in self.pieces[first:]]

    def text(self) -> str:
        """The whole passage without blank lines at its ends."""
        return "\n".join(self.lines()).strip("\n")

    def all_marks(self) -> list[tuple[Look, str]]:
        """The struck and hidden words in their order."""
        return [(look, words.strip()) for marks in self.marks for look, words in marks if words.strip()]
