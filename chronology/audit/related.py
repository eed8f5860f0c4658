"""Which findings are about one situation. Enters: findings, worst first. Leaves: the same findings, each naming the others.

Findings that rest on one entry are about one situation: the injury of one day, with no referral, not shared, and the conference
late. Findings that join many records (an export never supplied) are about no one situation, and relate to nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from chronology.model import Finding

MOST_ENTRIES = 12  # of a finding about one situation
MOST_RELATED = 20


def relate(findings: Sequence[Finding]) -> list[Finding]:
    """The findings in their order, each with the ids of those that rest on an entry of its own, worst first."""
    by_entry: dict[str, list[int]] = {}
    for position, finding in enumerate(findings):
        if len(finding.entries) <= MOST_ENTRIES:
            for entry in finding.entries:
                by_entry.setdefault(entry, []).append(position)
    related = []
    for position, finding in enumerate(findings):
        others = set()
        if len(finding.entries) <= MOST_ENTRIES:
            others = {other for entry in finding.entries for other in by_entry[entry]} - {position}
        ids = tuple(findings[other].id for other in sorted(others)[:MOST_RELATED])
        related.append(replace(finding, related=ids) if ids else finding)
    return related
