"""Enters: an xlsx package with a sheet whose cells stand very far apart. Leaves: the package without the stray ones, and where they stood.

One cell in the last corner of a sheet, a slip of the keyboard, would cost gigabytes in a library that holds the whole rectangle.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter

from chronology.readers.sheet_scan import Place
from chronology.readers.xlsx_parts import place_of

# Blank rows or columns between two blocks of one sheet; people leave some, never this many.
_FAR_ROWS = 10_000
_FAR_COLUMNS = 500

_CELL = re.compile(rb"<((?:[\w.-]+:)?)c\s([^>]*?)(?:/>|>(.*?)</\1c>)", re.S)
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3}[0-9]{1,7})[\"']")


def drop_strays(data: bytes, parts: list[str]) -> tuple[bytes, dict[str, list[Place]]]:
    """The package with the fullest block of each sheet in `parts` alone, and the places of the dropped cells by part.

    Rows and columns keep their numbers. Raises ValueError for a cell whose place is not written.
    """
    stream = io.BytesIO()
    dropped: dict[str, list[Place]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name in parts:
                content, dropped[name] = _keep_fullest_block(content)
            new.writestr(name, content)
    return stream.getvalue(), dropped


def _keep_fullest_block(xml: bytes) -> tuple[bytes, list[Place]]:
    places = [_place(cell) for cell in _CELL.finditer(xml) if cell[3]]
    rows = _find_fullest([row for row, _ in places], _FAR_ROWS)
    columns = _find_fullest([column for _, column in places], _FAR_COLUMNS)
    strays = [place for place in places if place[0] not in rows or place[1] not in columns]

    def keep(cell: re.Match[bytes]) -> bytes:
        row, column = _place(cell)
        return cell[0] if row in rows and column in columns else b""

    return _CELL.sub(keep, xml), strays


def _place(cell: re.Match[bytes]) -> Place:
    written = _PLACE.search(cell[2])
    return place_of(written[1].decode() if written else "")


def _find_fullest(numbers: list[int], far: int) -> range:
    """The run of numbers without a gap of more than `far` that most cells stand in, the first where two are equal."""
    counts = Counter(numbers)
    runs: list[list[int]] = []
    for number in sorted(counts):
        if not runs or number - runs[-1][1] > far:
            runs.append([number, number, 0])
        runs[-1][1] = number
        runs[-1][2] += counts[number]
    if not runs:
        return range(0)
    first, last, _ = max(runs, key=lambda run: run[2])
    return range(first, last + 1)
