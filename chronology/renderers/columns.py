"""How wide each column of a printed table is. Enters: the words of the columns and the room. Leaves: widths in points.

No column is narrower than its longest word if that can be had, and none wider than its longest line while others need room.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from chronology.document import Block, Content, Grid
from chronology.renderers.faces import longest_piece, width_of

_MOST_FOR_A_WORD = 0.22  # of the room: a longer word, such as a checksum, is broken
_MOST_OVER_SHARE = 1.6  # times its share that a column may take for its longest word
_LEAST_OF_BROKEN = 0.5  # of what a column wants whose words are broken: what it keeps for others to have theirs whole
_ENOUGH_CELLS = 400  # of a column, to see how much it says on average


def widths_by_headings(
    blocks: Sequence[Block], printed: Callable[[str], str], room: float, size: float, inset: float
) -> dict[tuple[str, ...], list[float]]:
    """The widths of the columns of all tables among the blocks, by their headings: a table a year reads as one table.

    `printed` says what is printed for a text; the rest as `share_out` takes it.
    """
    alike: dict[tuple[str, ...], list[Grid]] = {}
    for block in blocks:
        if isinstance(block, Grid):
            alike.setdefault(block.headings, []).append(block)
    widths = {}
    for headings, grids in alike.items():
        columns = [
            [printed(heading), *(printed(_plain(row.cells[column])) for grid in grids for row in grid.rows)]
            for column, heading in enumerate(headings)
        ]
        widths[headings] = share_out(columns, grids[0].shares, room, size, inset)
    return widths


def _plain(said: Content) -> str:
    return said if isinstance(said, str) else "".join(run.text for run in said)


def share_out(
    columns: Sequence[Sequence[str]], shares: Sequence[float], room: float, size: float, inset: float
) -> list[float]:
    """The widths of columns, in points, that fill the `room`; each column is its cells, the heading first.

    `shares` are what the author of the table had in mind, or empty; `size` of the type and `inset` of both sides in points.
    """
    words = [
        max(longest_piece(cells), *(width_of(piece, strong=True) for piece in ("", *cells[0].split()))) * size
        + inset
        + 1
        for cells in columns
    ]
    if shares:
        wanted = [share / sum(shares) * room for share in shares]
        least = [min(word, share * _MOST_OVER_SHARE) for word, share in zip(words, wanted, strict=True)]
        most = [room] * len(columns)
    else:
        least = [min(word, room * _MOST_FOR_A_WORD) for word in words]
        most = [max(_longest_line(cells) * size + inset + 1, low) for cells, low in zip(columns, least, strict=True)]
        wanted = most if sum(most) <= room else [_typical(cells) * size for cells in columns]
    if sum(least) >= room:
        return _squeeze(least, [word > low for word, low in zip(words, least, strict=True)], room)
    return _fill(least, most, wanted, room)


def _squeeze(least: Sequence[float], broken: Sequence[bool], room: float) -> list[float]:
    """Widths for columns that do not all get their least: those whose words are broken in any case give way to the others."""
    firm = sum(low for low, gives in zip(least, broken, strict=True) if not gives)
    giving = sum(least) - firm
    if giving and room - firm >= giving * _LEAST_OF_BROKEN:
        return [
            round(low * (room - firm) / giving if gives else low, 2) for low, gives in zip(least, broken, strict=True)
        ]
    return [round(room * low / sum(least), 2) for low in least]


def _fill(least: Sequence[float], most: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    """What is over after the least is dealt out in proportion to what is wanted beyond it, up to the most of each."""
    widths = list(least)
    open_columns = set(range(len(widths)))
    while open_columns and (over := room - sum(widths)) > 0.01:
        weights = {column: max(wanted[column] - least[column], 0.001) for column in sorted(open_columns)}
        total = sum(weights.values())
        for column, weight in weights.items():
            widths[column] = min(widths[column] + over * weight / total, most[column])
            if widths[column] >= most[column]:
                open_columns.discard(column)
    spare = max(room - sum(widths), 0)
    return [round(width + spare * width / sum(widths), 2) for width in widths]


def _longest_line(cells: Sequence[str]) -> float:
    longest = sorted((line for cell in cells for line in cell.split("\n")), key=len)[-5:]
    return max([width_of(cells[0], strong=True), *map(width_of, longest)])


def _typical(cells: Sequence[str]) -> float:
    """The width of an average cell in ems, long ones counted less: they may run over several lines."""
    lengths = [len(cell) for cell in cells[:: len(cells) // _ENOUGH_CELLS + 1]]
    return 2 * sum(math.pow(length, 0.7) for length in lengths) / len(lengths) + math.pow(max(lengths), 0.6)
