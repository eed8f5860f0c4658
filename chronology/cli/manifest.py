"""The list of checksums beside the results, as `sha256sum` writes and checks it. Enters: files. Leaves: its lines; from lines, sums."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

MANIFEST = "manifest-sha256.txt"
_LINE = re.compile(r"(\\?)([0-9a-f]{64})  (.+)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def list_sums(folder: Path, written: Iterable[tuple[Path, Path]]) -> bytes:
    """The lines that `sha256sum -c` reads in `folder`, of each (file as it lies now, its place in the end) that ends below it."""
    lines = {}
    for now, target in written:
        if target.is_relative_to(folder):
            name = target.relative_to(folder).as_posix()
            escaped = name.replace("\\", "\\\\").replace("\n", "\\n")  # as sha256sum itself writes such names
            lines[name] = f"{'' if escaped == name else chr(92)}{sum_of(now)}  {escaped}\n"
    return "".join(lines[name] for name in sorted(lines)).encode("utf-8", "surrogateescape")


def read_sums(text: str) -> dict[str, str]:
    """File name → sha256. Raises ValueError for text that is no such list."""
    sums = {}
    for line in text.removesuffix("\n").split("\n"):
        found = _LINE.fullmatch(line)
        if found is None:
            raise ValueError("a line is no checksum and name")
        escaped, digest, name = found.groups()
        sums[_ESCAPED.sub(lambda one: "\n" if one[1] == "n" else one[1], name) if escaped else name] = digest
    return sums


def sum_of(path: Path) -> str:
    """The sha256 of a file. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
