"""What the cells of a column look like, without what they say. Enters: cells. Leaves: shapes such as `99/99/9999` and `AAAA, Aaaa`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

LONGEST_SHOWN_RUN = 4  # letters: how long a name is may tell whose it is
FEWEST_WORDS_OF_TEXT = 6
MOST_CHARACTERS = 24  # of a shape
LOOKED_AT = 2000  # cells of a column

_WORD = re.compile(r"[^\W\d_]+")
_LONG_NUMBER = re.compile(r"9{11,}")


def shapes_of(cells: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The commonest shapes of the filled cells, the commonest first; texts are one shape with the span of their lengths in words."""
    shapes: Counter[str] = Counter()
    lengths: list[int] = []
    for _, cell in zip(range(LOOKED_AT), (cell.strip() for cell in cells if cell.strip()), strict=False):
        words = len(cell.split())
        if words >= FEWEST_WORDS_OF_TEXT:
            lengths.append(words)
        else:
            shapes[shape_of(cell)] += 1
    if lengths:
        span = f"{min(lengths)}–{max(lengths)}" if min(lengths) < max(lengths) else f"{lengths[0]}"
        shapes[f"text of {span} words"] = len(lengths)
    return tuple(shape for shape, _ in sorted(shapes.items(), key=lambda pair: (-pair[1], pair[0]))[:most])


def shape_of(cell: str) -> str:
    """One cell with 9 for every digit, a and A for letters and runs of letters cut short."""
    shape = "".join("9" if character.isdigit() else character for character in " ".join(cell.split()))
    shape = _LONG_NUMBER.sub("9" * 10 + "…", _WORD.sub(lambda run: _shape_of_word(run[0]), shape))
    return shape if len(shape) <= MOST_CHARACTERS else shape[: MOST_CHARACTERS - 1] + "…"


def _shape_of_word(word: str) -> str:
    return "".join("A" if character.isupper() else "a" for character in word[:LONGEST_SHOWN_RUN])
