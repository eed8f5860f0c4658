"""Plain text, CSV and JSON: characters that steer a terminal or end a text early. Enters: a file. Leaves: what was found, in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r")) + b"\x7f"
_PIECE = 1 << 22  # bytes read at once


def find_hidden(path: Path) -> Iterator[str]:
    """Control characters, if there are any."""
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            if len(piece.translate(None, _CONTROLS)) != len(piece):
                yield "control characters"
                return
