"""Findings as a reader meets them: one situation under one heading, repetitions of one rule folded. Enters: findings. Leaves: Topics.

Nothing is dropped: every finding that went in stands in exactly one Topic. A pattern over a long time is a Topic of its own, for
it touches the findings of many days without being one of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from chronology.model import Finding

_LEVELS = ("high", "medium", "low")


class Topic(Struct, frozen=True):
    """What stands under one heading: `findings` worst first.

    `repeated`: all of them are of one rule about the same people, on different occasions; otherwise they are of one situation.
    """

    findings: tuple[Finding, ...]
    repeated: bool = False

    @property
    def lead(self) -> Finding:
        """The finding that the heading names."""
        return self.findings[0]


def sort_topics(findings: Iterable[Finding]) -> tuple[Topic, ...]:
    """The Topics of findings that come worst first: by level, then by how many findings they bear on, then as they came."""
    given = tuple(findings)
    situations = _situations(given)
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for situation in situations:
        if len(situation) == 1:
            alike.setdefault(_likeness(situation[0]), []).append(situation[0])
    topics = []
    for situation in situations:
        if len(situation) > 1:
            topics.append(Topic(tuple(situation)))
        elif repeated := alike.pop(_likeness(situation[0]), None):
            topics.append(Topic(tuple(repeated), repeated=len(repeated) > 1))
    touching = Counter(entry for finding in given for entry in set(finding.entries))
    return tuple(sorted(topics, key=lambda topic: (_LEVELS.index(topic.lead.level), -_weight(topic, touching))))


def _likeness(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.subjects, finding.level


def _weight(topic: Topic, touching: Counter[str]) -> int:
    """How many findings the topic bears on: its own, and of a pattern those that rest on one of its records."""
    if topic.lead.outcome == "pattern":
        return sum(touching[entry] for entry in set(topic.lead.entries)) - len(set(topic.lead.entries)) + 1
    return len(topic.findings)


def _situations(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Each finding with those of other rules that are related to it and stand under no graver one."""
    by_id = {finding.id: finding for finding in findings if finding.outcome != "pattern"}
    placed: set[str] = set()
    situations = []
    for finding in findings:
        if finding.id in placed:
            continue
        placed.add(finding.id)
        situation = [finding]
        if finding.id in by_id:
            for one in finding.related:
                if one in by_id and one not in placed and _likeness(by_id[one]) != _likeness(finding):
                    placed.add(one)
                    situation.append(by_id[one])
        situations.append(situation)
    return situations
