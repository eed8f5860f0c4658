"""Everything one run found out, for `compose` and the JSON renderer to print. Plain values, nothing decided here."""

from __future__ import annotations

from msgspec import Struct

from chronology.case import Case
from chronology.knowledge import Knowledge
from chronology.model import Check, Chronology, Corrected, Finding, Issue, Link, Provenance, Source, Subject
from chronology.rule import Rule


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

    @property
    def in_doubt(self) -> bool:
        """Whether a row was set aside, or an issue is graver than a note."""
        return bool(self.set_aside) or any(issue.level != "note" for issue in self.issues)
