"""Happenings → as many marks as there is room for. Enters: happenings in order, a scale. Leaves: Spots in rows.

What would overlap becomes one mark that counts; nothing is dropped. Marks of different shapes never become one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from msgspec import Struct

from chronology.pictures.marks import TICK, Mark, ranks
from chronology.pictures.svg import breadth
from chronology.pictures.timeline import Happening

HALF_MARK = 5.0  # from the middle of a shape to its edge, with some air
HALF_TICK = 1.5
COUNT_SIZE = 9.0
_DIGIT = breadth("0", COUNT_SIZE)


class Spot(Struct, frozen=True):
    """One mark as it is drawn: its middle, how far it goes on either side, and what it stands for. `vague`: somewhere along `left` to `right`."""

    mark: Mark
    x: float
    left: float
    right: float
    vague: bool
    happenings: tuple[Happening, ...]

    @property
    def count(self) -> int:
        """How many happenings it stands for."""
        return len(self.happenings)

    @property
    def inner_left(self) -> float:
        """Where the shape begins."""
        return self.x - HALF_MARK - 1

    @property
    def inner_right(self) -> float:
        """Where the shape and its count end."""
        return self.x + HALF_MARK + 1 + _count_room(self.count)


Scale = Callable[[date, float], float]
"""A day, and how much of it has gone (0 to 1), → where that is."""


def thin(happenings: Iterable[Happening], scale: Scale, air: float = 0.0) -> list[Spot]:
    """Spots that overlap with no other of their mark, the weightiest marks first. `air` is the room between two of them."""
    certain: dict[str, list[Happening]] = {}
    vague: dict[str, list[Happening]] = {}
    for one in happenings:
        (certain if one.first == one.last else vague).setdefault(one.mark.shape, []).append(one)
    spots = [
        spot for shape in sorted(certain, key=ranks().__getitem__) for spot in _join_days(certain[shape], scale, air)
    ]
    return spots + [
        spot for shape in sorted(vague, key=ranks().__getitem__) for spot in _join_spans(vague[shape], scale, air)
    ]


def lay_rows(spots: Sequence[Spot], width: float) -> list[list[Spot]]:
    """The spots in rows without overlap; ticks fill the first row, the weightiest shapes come next."""
    ticks = [spot for spot in spots if spot.mark == TICK and not spot.vague]
    rows = [ticks] if ticks else []
    taken = [bytearray(b"\1" * (int(width) + 2)) for _ in rows]
    for spot in spots:
        if spot.mark == TICK and not spot.vague:
            continue
        start, end = max(0, int(spot.left)), min(int(width), int(spot.right)) + 1
        row = next((row for row, places in enumerate(taken) if 1 not in places[start:end]), len(rows))
        if row == len(rows):
            rows.append([])
            taken.append(bytearray(int(width) + 2))
        rows[row].append(spot)
        taken[row][start:end] = b"\1" * (end - start)
    return rows


def _join_days(group: Sequence[Happening], scale: Scale, air: float) -> Iterable[Spot]:
    half = HALF_TICK if group[0].mark == TICK else HALF_MARK
    joined: list[Happening] = []
    x = right = 0.0
    for one in group:
        here = scale(one.first, 0.5)
        if joined and here - half >= right + air:
            yield Spot(one.mark, x, x - half, right, False, tuple(joined))
            joined = []
        if not joined:
            x = here
        joined.append(one)
        right = x + half + _count_room(len(joined))
    if joined:
        yield Spot(joined[0].mark, x, x - half, right, False, tuple(joined))


def _join_spans(group: Sequence[Happening], scale: Scale, air: float) -> Iterable[Spot]:
    joined: list[Happening] = []
    left = right = 0.0
    for one in group:
        start, end = scale(one.first, 0.0), scale(one.last, 1.0)
        if joined and start >= right + air + 2 * HALF_MARK:
            yield _span(joined, left, right)
            joined = []
        left, right = (min(left, start), max(right, end)) if joined else (start, end)
        joined.append(one)
    if joined:
        yield _span(joined, left, right)


def _span(joined: list[Happening], left: float, right: float) -> Spot:
    """The span, made wide enough for its shape and its count."""
    middle = (left + right) / 2
    count = _count_room(len(joined))
    return Spot(
        joined[0].mark,
        middle,
        min(left, middle - HALF_MARK),
        max(right, middle + HALF_MARK + count),
        True,
        tuple(joined),
    )


def _count_room(count: int) -> float:
    return len(f"{count:,}") * _DIGIT + 1 if count > 1 else 0
