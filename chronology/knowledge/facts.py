"""The nouns of what agencies knew: plain frozen values. Enters: nothing. Leaves: the types.

Agencies stand by name, entries and subjects by their ids.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

Silence = Literal["not_supplied", "not_covered", "silent", "contact"]
Certainty = Literal["certain", "possible"]


class Month(Struct, frozen=True, gc=False):
    """One agency's month about one child. `month` is "2007-06".

    `contacts` counts the records about the child that lie in the month; `doubtful` those that may: the date is vague, or it is
    not settled who they are about. `in_part`: the export speaks for some days of the month and not for all.
    """

    month: str
    standing: Silence
    contacts: int = 0
    doubtful: int = 0
    in_part: bool = False


class Strip(Struct, frozen=True):
    """One agency's months about one child, every month from `first` to `last`.

    `basis` says where the covered period comes from; empty for an agency that supplied nothing. `vague` counts the records about
    the child whose dates are too vague for any month.
    """

    agency: str
    sector: str
    subject: str
    first: date
    last: date
    basis: str
    months: tuple[Month, ...]
    vague: int = 0


class Piece(Struct, frozen=True, gc=False):
    """One entry as something an agency held or was told, how sure that is, and what says so."""

    entry: str
    standing: Certainty
    ground: str


class Held(Struct, frozen=True):
    """One agency on one day: `own` what its records held by then, `later` what it wrote down only after, `told` what others told it."""

    agency: str
    sector: str
    own: tuple[Piece, ...]
    later: tuple[Piece, ...]
    told: tuple[Piece, ...]


class Together(Struct, frozen=True):
    """Records of one kind about one child, over all agencies: the days on which there is one.

    `by_agency` holds the days of each agency that has any, most first; `doubtful` counts records that may belong here and are not
    among the days. `known_whole_to` names the agencies whose own records hold every day.
    """

    subject: str
    kind: str
    days: int
    by_agency: tuple[tuple[str, int], ...]
    known_whole_to: tuple[str, ...]
    entries: tuple[str, ...]
    doubtful: int = 0


class Snapshot(Struct, frozen=True):
    """Who knew what at the end of one day. `why` is this day; `undated` counts records of which nothing says whether they existed."""

    on: date
    why: str
    subjects: tuple[str, ...]
    agencies: tuple[Held, ...]
    together: tuple[Together, ...]
    undated: int = 0


class FirstMet(Struct, frozen=True):
    """The first day on which the records of a finding, put together, met its rule, and what each agency alone held of them.

    `count` and `by_agency` count occasions as the rule does; an agency of the case that held none stands with 0. `later` counts the
    records of these that were written down only after the day.
    """

    day: date
    count: int
    by_agency: tuple[tuple[str, int], ...]
    entries: tuple[str, ...]
    later: int = 0


class Knowledge(Struct, frozen=True):
    """All of it for one case. `accumulations` is by finding id; `note` says what was left out and why, and may be empty."""

    silences: tuple[Strip, ...] = ()
    accumulations: dict[str, FirstMet] = {}
    snapshots: tuple[Snapshot, ...] = ()
    note: str = ""
