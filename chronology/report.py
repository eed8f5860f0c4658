"""Everything one run found out, for `compose` and the JSON renderer to print. Plain values, nothing decided here."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from chronology.case import Case
from chronology.key_events import KeyGround
from chronology.knowledge import Knowledge
from chronology.model import Check, Chronology, Corrected, Entry, Finding, Issue, Link, Provenance, Source, Subject
from chronology.rule import Rule


class Selection(Struct, frozen=True):
    """Which entries are asked for: those that every member lets through. An empty member lets all through."""

    first: date | None = None  # the first day, inclusive
    last: date | None = None  # the last day, inclusive
    agencies: tuple[str, ...] = ()  # parts of names or sectors, one of which must fit
    people: tuple[str, ...] = ()  # ids of subjects, one of whom the entry is or may be about
    kinds: tuple[str, ...] = ()  # of which the entry has one
    key_events: bool = False


class LeftOut(Struct, frozen=True):
    """What a selection took out of a report. `findings` counts; `key` says of each key event shown why it is one."""

    asked: Selection
    entries: tuple[Entry, ...]
    undated: tuple[Entry, ...]
    findings: int
    key: dict[str, KeyGround] = {}


class Report(Struct, frozen=True):
    """The result of a run. `sources` in order of path, `set_aside` the rows that could not become entries."""

    case: Case
    sources: tuple[Source, ...]
    subjects: tuple[Subject, ...]
    links: tuple[Link, ...]
    chronology: Chronology
    corrections: tuple[Corrected, ...]  # of kinds, by hand
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]
    rules: tuple[Rule, ...]
    issues: tuple[Issue, ...]
    set_aside: tuple[tuple[Provenance, str], ...]  # place, issue code
    knowledge: Knowledge = Knowledge()
    prior_bits: float = 0.0  # what speaks against any one link before its evidence: how many it could be about
    left_out: LeftOut | None = None  # None: nothing, the report is whole

    @property
    def every_entry(self) -> tuple[Entry, ...]:
        """The entries shown, the undated, and those left out: whatever a finding or another entry may name."""
        shown = (*self.chronology.entries, *self.chronology.undated)
        return (*shown, *self.left_out.entries, *self.left_out.undated) if self.left_out else shown

    @property
    def in_doubt(self) -> bool:
        """Whether a row was set aside, or an issue is graver than a note."""
        return bool(self.set_aside) or any(issue.level != "note" for issue in self.issues)
