"""What is made of the program's own definition files, kept beside Python's bytecode so that the next run need not make it again.

Enters: a function that makes it. Leaves: what it makes. Nothing of a case is kept. As with bytecode, what is kept counts only while every file of the
program is of the time and size it was made of, and nothing is written where Python is told to write none (PYTHONDONTWRITEBYTECODE).
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache, wraps
from hashlib import blake2b
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import msgspec

P = ParamSpec("P")
T = TypeVar("T")
PROGRAM = Path(__file__).parent
_READ = (".py", ".yaml", ".tsv")  # the files of the program that decide what is made
_SIZE = 32  # bytes of a digest


def kept(
    name: str, finish: Callable[[Any], None] = lambda _: None, program: Path = PROGRAM
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A function that makes something of the program's files: as it was kept if it was made of these very files, else made anew and
    kept if it can be.

    `finish` does before it is kept what would otherwise be done bit by bit in use.
    """

    def decorate(make: Callable[P, T]) -> Callable[P, T]:
        @wraps(make)
        def take_or_make(*args: P.args, **named: P.kwargs) -> T:
            full_name = "_".join([name, *map(str, args), *map(str, named.values())])
            place = Path(cache_from_source(str(program / f"{full_name}.py"))).with_suffix(".kept")
            made_of = _fingerprint(program)
            found = _take(place, made_of)
            if found is not None:
                return cast(T, pickle.loads(found))
            made = make(*args, **named)
            if not sys.dont_write_bytecode:
                finish(made)
                _put(place, made_of, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
            return made

        return take_or_make

    return decorate


@cache
def _fingerprint(program: Path) -> bytes:
    """Of the name, time and size of every file of the program, and of what else decides how it is kept."""
    digest = blake2b(f"{sys.version} {msgspec.__version__}".encode(), digest_size=_SIZE)
    for line in sorted(_states(program)):
        digest.update(line.encode())
    return digest.digest()


def _states(folder: str | Path) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(_READ):
                state = entry.stat()
                yield f"{entry.path} {state.st_mtime_ns} {state.st_size}\n"
            elif entry.is_dir():
                yield from _states(entry.path)


def _take(place: Path, made_of: bytes) -> bytes | None:
    """What is kept there; None where there is nothing, or something of other files, or not all that was written."""
    try:
        kept = place.read_bytes()
    except OSError:
        return None
    body = kept[_SIZE:]
    return body if kept[:_SIZE] == _seal(made_of, body) else None


def _put(place: Path, made_of: bytes, body: bytes) -> None:
    """Keeps it, whole or not at all, for whoever may read the program; where the folder takes nothing, the next run makes it again."""
    beginning = place.with_suffix(f".{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        beginning.write_bytes(_seal(made_of, body) + body)
        beginning.chmod(Path(__file__).stat().st_mode)
        beginning.replace(place)
    except OSError:
        with suppress(OSError):
            beginning.unlink(missing_ok=True)


def _seal(made_of: bytes, body: bytes) -> bytes:
    return blake2b(made_of + body, digest_size=_SIZE).digest()
