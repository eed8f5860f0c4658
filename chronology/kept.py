"""What is made of the program's own definition files, kept when the program is installed so that no run need make it again.

Enters: a function that makes it. Leaves: what it makes. Nothing of a case is kept, and no run writes anything: `chronology/installation.py` does, once.
What is kept counts only while every file of the program holds what it held then; where nothing is kept all is as well, and slower.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from hashlib import blake2b
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import msgspec

P = ParamSpec("P")
T = TypeVar("T")
PROGRAM = Path(__file__).parent
FOLDER = "made_ready"  # of what is kept, in the program's own
_READ = (".py", ".yaml")  # the files of the program that decide what is made
_SIZE = 32  # bytes of a digest

_is_installing = False


@contextmanager
def keeping() -> Iterator[None]:
    """Inside the block everything that is made is kept. Raises OSError from there where the program's folder cannot be written."""
    global _is_installing
    _is_installing = True
    try:
        yield
    finally:
        _is_installing = False


def kept(
    name: str, finish: Callable[[Any], None] = lambda _: None, program: Path = PROGRAM
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A function that makes something of the program's files: as it was kept if it was made of these very files, else made anew.

    `finish` does before it is kept what would otherwise be done bit by bit in use.
    """

    def decorate(make: Callable[P, T]) -> Callable[P, T]:
        @wraps(make)
        def take_or_make(*args: P.args, **named: P.kwargs) -> T:
            place = program / FOLDER / "_".join([name, *map(str, args), *map(str, named.values())])
            found = _take(place, program)
            if found is not None:
                return cast(T, pickle.loads(found))
            made = make(*args, **named)
            if _is_installing:
                finish(made)
                body = pickle.dumps(made, pickle.HIGHEST_PROTOCOL)
                place.parent.mkdir(exist_ok=True)
                place.write_bytes(_seal(_fingerprint(program), body) + body)
            return made

        return take_or_make

    return decorate


@cache
def _fingerprint(program: Path) -> bytes:
    """Of the name and content of every file of the program, and of what else decides how it is kept."""
    digest = blake2b(f"{sys.version} {msgspec.__version__}".encode(), digest_size=_SIZE)
    for name, path in sorted(_files(program, "")):
        with path.open("rb", buffering=0) as stream:  # half the time of `read_bytes`, six hundred times
            content = stream.read()
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.digest()


def _files(folder: Path, within: str) -> Iterator[tuple[str, Path]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = f"{within}/{entry.name}"
            if entry.name.endswith(_READ):
                yield name, Path(entry.path)
            elif entry.is_dir():
                yield from _files(Path(entry.path), name)


def _take(place: Path, program: Path) -> bytes | None:
    """What is kept there; None where there is nothing, or something of other files, or not all that was written."""
    try:
        kept = place.read_bytes()
    except OSError:
        return None
    body = kept[_SIZE:]
    return body if kept[:_SIZE] == _seal(_fingerprint(program), body) else None


def _seal(made_of: bytes, body: bytes) -> bytes:
    return blake2b(made_of + body, digest_size=_SIZE).digest()
