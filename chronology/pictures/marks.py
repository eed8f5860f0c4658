"""The marks of the lanes (marks.yaml): which kinds of event have which, and the outline of each shape. Leaves: Marks, SVG paths."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from msgspec import Struct

from chronology.definitions import choice, load_file, mapping_at, refuse_unknown, text, texts
from chronology.errors import DefinitionError
from chronology.kinds import kind_names
from chronology.pictures.svg import INK, path

_SHAPES = {  # around 0 0, within 4.5 units each way: outline, and whether it is filled
    "diamond": ("M0-4.5L4-0L0 4.5L-4 0Z", True),
    "star": ("M0-4.8L1.2-1.5L4.6-1.5L1.9.6L2.9 4L0 2L-2.9 4L-1.9.6L-4.6-1.5L-1.2-1.5Z", True),
    "triangle_up": ("M0-4L4.2 3.6L-4.2 3.6Z", True),
    "triangle_down": ("M0 4L4.2-3.6L-4.2-3.6Z", False),
    "square": ("M-3.4-3.4L3.4-3.4L3.4 3.4L-3.4 3.4Z", True),
    "open_square": ("M-3.2-3.2L3.2-3.2L3.2 3.2L-3.2 3.2Z", False),
    "plus": ("M-1.2-4L1.2-4L1.2-1.2L4-1.2L4 1.2L1.2 1.2L1.2 4L-1.2 4L-1.2 1.2L-4 1.2L-4-1.2L-1.2-1.2Z", True),
    "cross": ("M-3.4-3.4L3.4 3.4M3.4-3.4L-3.4 3.4", False),
    "circle": ("M-3.8 0A3.8 3.8 0 1 0 3.8 0A3.8 3.8 0 1 0-3.8 0Z", True),
    "tick": ("M0-4L0 4", False),
    "high": ("M-3.4 4.4L-3.4-4.4L4.4-1.4L-3.4 1.6", True),
    "medium": ("M-3.4 4.4L-3.4-4.4L4.4-1.4L-3.4 1.6", False),
    "low": ("M-3.4 4.4L-3.4-4.4L1.6-4.4", False),
}
_OF_THE_PROGRAM = ("tick", "high", "medium", "low")  # no kind of event is drawn by these


class Mark(Struct, frozen=True):
    """What a mark stands for: `name` in words, its `shape`, its `sign` on the terminal and the kinds that have it."""

    name: str
    shape: str
    sign: str
    kinds: tuple[str, ...] = ()


TICK = Mark("Other contact", "tick", "|")
FLAGS = {
    "high": Mark("Finding, high", "high", "H"),
    "medium": Mark("Finding, medium", "medium", "m"),
    "low": Mark("Finding, low", "low", "l"),
}


@cache
def load_marks() -> tuple[Mark, ...]:
    """The marks of marks.yaml, weightiest first. Raises DefinitionError for a kind, shape or sign that cannot be."""
    file = Path(__file__).with_name("marks.yaml")
    mapping = load_file(file, file.name)
    marks: list[Mark] = []
    for key in mapping:
        entry = mapping_at(mapping, key)
        refuse_unknown(entry, ("name", "shape", "sign", "kinds"))
        shape = choice(entry, "shape", [one for one in _SHAPES if one not in _OF_THE_PROGRAM])
        mark = Mark(text(entry, "name"), shape, text(entry, "sign"), texts(entry, "kinds"))
        for kind in mark.kinds:
            if kind not in kind_names():
                raise DefinitionError(f"`{kind}` is no kind of event", entry.place("kinds"), "take it from kinds.yaml")
        signs = {one.sign for one in (*marks, *FLAGS.values())}
        if not (len(mark.sign) == 1 and mark.sign.isalpha()) or mark.sign in signs:
            raise DefinitionError("a sign stands twice, or is no single letter", entry.place("sign"), "choose another")
        if mark.shape in {one.shape for one in marks}:
            raise DefinitionError("a shape stands twice", entry.place("shape"), "choose another")
        marks.append(mark)
    return tuple(marks)


@cache
def ranks() -> dict[str, int]:
    """Each shape → its place among all, the weightiest first."""
    return {mark.shape: place for place, mark in enumerate((*FLAGS.values(), *load_marks(), TICK))}


@cache
def marks_of(kinds: tuple[str, ...]) -> tuple[Mark, ...]:
    """The marks that an entry of these kinds has, weightiest first; a tick for none."""
    return tuple(mark for mark in load_marks() if not set(mark.kinds).isdisjoint(kinds)) or (TICK,)


def outline(mark: Mark) -> str:
    """The mark's shape around 0 0, as an element."""
    drawn, filled = _SHAPES[mark.shape]
    return path(drawn, fill=INK if filled else "none", stroke=INK, stroke_width=1.4 if not filled else 0.6)
