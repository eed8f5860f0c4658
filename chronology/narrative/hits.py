"""Where the lexicon's lines stand in a text. Enters: words, an index of lines, the sector. Leaves: hits, clause by clause.

What a hit is worth belongs to `circumstances` and `read`.
"""

from __future__ import annotations

from msgspec import Struct

from chronology.narrative.lexicon import Index, Line
from chronology.narrative.phrases import find
from chronology.narrative.words import Words


class Hit(Struct, frozen=True, gc=False):
    """Where a line of the lexicon stands in a text."""

    line: Line
    positions: tuple[int, ...]
    clause: tuple[int, int]


def hits_in(text: Words, index: Index, sector: str, wanted: frozenset[str] | None = None) -> list[Hit]:
    """Where the lines of `index` stand: those of a name in `wanted`, or all."""
    found: list[Hit] = []
    words = text.words
    clauses = iter(text.clauses)
    first = last = 0
    for position, calls in enumerate(index.calls(words)):
        if calls is None:
            continue
        while position >= last:
            clause = first, last = next(clauses)
            present = None
        lines, followed, preceded = calls
        if followed and position + 1 < last and words[position + 1] in followed:
            lines += followed[words[position + 1]]
        if preceded and position > first and words[position - 1] in preceded:
            lines += preceded[words[position - 1]]
        for needs, places, limited, line in lines:
            if wanted is not None and line.name not in wanted:
                continue
            if needs:
                if present is None:
                    present = frozenset(words[first:last])
                if needs.isdisjoint(present):
                    continue
            if limited and sector not in line.sectors:
                continue
            if places is not None:
                positions: tuple[int, ...] | None = tuple([position + place for place in places])
            else:
                positions = find(line.pattern, text, position, first, last)
            if positions is not None:
                found.append(Hit(line, positions, clause))
    return found
