"""Codes in a column of their own → kinds of event. Enters: a cell, its heading, the sector. Leaves: kinds, or None.

The codes are data with their sources (codes.yaml). An agency's own words for a contact belong to `categories`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from msgspec import Struct

from chronology.definitions import Mapping, choice, load_file, mapping_at, refuse_unknown, text
from chronology.kinds import kind_names
from chronology.sectors import SECTORS
from chronology.words import split_words

_FILE = "codes.yaml"
_NOTHING = "nothing"
_MOST_REMEMBERED = 4096
_BETWEEN_CODES = re.compile(r"\s*[;,|]\s*|\s{2,}")
_BLOCK = re.compile(r"([A-Z]+)([0-9]+)-([A-Z]+)([0-9]+)")


class System(Struct, frozen=True):
    """One system of codes. `exact` and `beginnings`: code without dots → its kind, empty for one that says nothing.

    `cased`: its codes are told apart by their capitals too; the codes of the others are all in capitals here.
    """

    name: str
    source: str
    sectors: frozenset[str]
    headings: frozenset[str]  # empty: whatever the heading
    shape: re.Pattern[str]
    cased: bool
    exact: dict[str, str]
    beginnings: dict[str, str]


def _plain(code: str, cased: bool) -> str:
    plain = code.strip().replace(".", "")
    return plain if cased else plain.upper()


def _codes(written: str, cased: bool) -> list[str]:
    """The codes of one line, its blocks written out: `Y1-Y3` is `Y1`, `Y2`, `Y3`."""
    codes = []
    for one in written.split(","):
        code = _plain(one, cased).strip('"')
        block = _BLOCK.fullmatch(code)
        if block and block[1] == block[3]:
            width = len(block[2])
            codes += [f"{block[1]}{number:0{width}}" for number in range(int(block[2]), int(block[4]) + 1)]
        else:
            codes.append(code)
    return codes


def _system(name: str, written: Mapping) -> System:
    refuse_unknown(written, ("source", "capitals", "sectors", "headings", "shape", "kinds"))
    cased = choice(written, "capitals", ("matter", "do not matter"), "do not matter") == "matter"
    kinds = mapping_at(written, "kinds")
    refuse_unknown(kinds, (*kind_names(), _NOTHING))
    sectors = Mapping(written.where, written.line)
    for sector in text(written, "sectors").split(","):
        sectors[sector.strip()] = None
        sectors.lines[sector.strip()] = written.lines["sectors"]
    refuse_unknown(sectors, SECTORS)
    exact: dict[str, str] = {}
    beginnings: dict[str, str] = {}
    for kind in kinds:
        for code in _codes(text(kinds, kind), cased):
            says = "" if kind == _NOTHING else kind
            if code.endswith("*"):
                beginnings[code[:-1]] = says
            else:
                exact[code] = says
    headings = frozenset(word.strip() for word in text(written, "headings", "").split(",") if word.strip())
    shape = re.compile(text(written, "shape"))
    return System(name, text(written, "source"), frozenset(sectors), headings, shape, cased, exact, beginnings)


@cache
def systems() -> tuple[System, ...]:
    """The systems of codes.yaml, read once. Raises DefinitionError where the file cannot be used."""
    written = load_file(Path(__file__).with_name(_FILE), _FILE)
    return tuple(_system(name, mapping_at(written, name)) for name in written)


@lru_cache(maxsize=_MOST_REMEMBERED)
def kinds_of_coded_cell(cell: str, heading: str, sector: str) -> tuple[str, ...] | None:
    """The kinds that the codes in a cell stand for ("S00.1; T74.1 Physical abuse"), in the vocabulary's order.

    Empty where a code is known and says nothing by itself, None where no code is known.
    """
    found: set[str] = set()
    known = False
    words = frozenset(split_words(heading))
    for system in systems():
        if sector not in system.sectors or (system.headings and system.headings.isdisjoint(words)):
            continue
        for part in (cell.strip(), *_BETWEEN_CODES.split(cell.strip())):
            kind = _kind(part, system)
            if kind is not None:
                known = True
                found.add(kind)
    if not known:
        return None
    return tuple(kind for kind in kind_names() if kind in found)


def _kind(part: str, system: System) -> str | None:
    """What a code says, alone or with its words behind it ("S00.1 Contusion of eyelid")."""
    for written in (part, part.split(" ", 1)[0].rstrip(":-")):
        if system.shape.fullmatch(written) is None and system.shape.fullmatch(written.upper()) is None:
            continue
        code = _plain(written, system.cased)
        for length in (len(code), *range(len(code) - 1, 2, -1)):
            if (length == len(code) or system.name == "icd10") and code[:length] in system.exact:
                return system.exact[code[:length]]
        for beginning, kind in system.beginnings.items():
            if code.startswith(beginning):
                return kind
    return None
