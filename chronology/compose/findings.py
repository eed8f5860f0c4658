"""The findings, worst first: where to look, then each situation with its rule, the entries it rests on and what was searched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from chronology.compose.situations import Topic
from chronology.compose.words import count_of, say_day, say_list, say_people
from chronology.document import Block, Bullets, Content, Grid, Heading, Paragraph, Row, Text
from chronology.knowledge import FirstMet
from chronology.model import Entry, Finding, Outcome
from chronology.report import Report
from chronology.rule import Rule

_LEVELS = {"high": "High", "medium": "Medium", "low": "Low"}
_OUTCOMES: dict[Outcome, str] = {
    "no_record": "no record found",
    "late": "late",
    "pattern": "pattern",
    "cannot_tell": "cannot tell from these exports",
}
_FIRST_LOOKS = 10  # as many as a panel can take in before it turns to the records


def look_first(report: Report, topics: Sequence[Topic]) -> list[Block]:
    """The gravest topics, a line each, so that a reader knows where to begin."""
    return _Writer(report).first_looks(topics) if topics else []


def findings(report: Report, topics: Sequence[Topic]) -> list[Block]:
    """The section on findings; what the exports cannot tell stands last, in one table."""
    blocks: list[Block] = [Heading(2, "Findings", "findings")]
    if not report.findings and report.left_out and report.left_out.findings:
        return [*blocks, Paragraph("No finding rests on the entries shown.")]
    if not report.findings:
        return [
            *blocks,
            Paragraph("No rule found anything missing. The rules that could not run are listed at the end."),
        ]
    counts = Counter(finding.outcome for finding in report.findings)
    blocks.append(
        Paragraph(
            f"{count_of(len(report.findings), 'finding')}: "
            + ", ".join(f"{counts[outcome]} {words}" for outcome, words in _OUTCOMES.items() if counts[outcome])
            + ". Each says what the exports show and which exports were searched."
        )
    )
    writer = _Writer(report)
    for topic in topics:
        blocks += writer.topic(topic)
    untold = [finding for finding in report.findings if finding.outcome == "cannot_tell"]
    return [*blocks, *writer.untold(untold)]


class _Writer:
    """Turns findings into blocks; holds what each of them looks up."""

    def __init__(self, report: Report) -> None:
        self.rules = {rule.id: rule for rule in report.rules}
        self.entries = {entry.id: entry for entry in report.every_entry}
        self.sources = {source.path: source for source in report.sources}
        self.names = {subject.id: subject.name for subject in report.subjects}
        self.accumulations = report.knowledge.accumulations
        self.findings = {finding.id: finding for finding in report.findings if finding.outcome != "cannot_tell"}
        self.untold_count = len(report.findings) - len(self.findings)

    def first_looks(self, topics: Sequence[Topic]) -> list[Block]:
        """The gravest topics, a line each, so that a reader knows where to begin."""
        items: list[Content] = []
        for topic in topics[:_FIRST_LOOKS]:
            lead = topic.lead
            alike = topic.findings if topic.repeated else (lead,)
            whom_and_when = ", ".join(filter(None, (say_people(lead.subjects, self.names), self._say_time(alike))))
            runs = [Text(f"{_LEVELS[lead.level]}: ", strong=True), Text(lead.title, target=lead.id)]
            runs.append(Text(f" ({say_outcomes(alike)}): {whom_and_when}"))
            if not topic.repeated and len(topic.findings) > 1:
                runs.append(Text(f". With it: {'; '.join(self._say_titles(topic.findings[1:]))}"))
            items.append(tuple(runs))
        more = len(topics) - len(items)
        heading = Heading(2, "Where to look first", "look-first")
        blocks: list[Block] = [heading, Bullets(tuple(items))]
        if more:
            blocks.append(Paragraph((Text(f"{more:,} more under "), Text("Findings", target="findings"), Text("."))))
        if self.untold_count:
            questions = count_of(self.untold_count, "question")
            blocks.append(
                Paragraph(
                    (Text(f"{questions} that "), Text("these exports cannot tell", target="cannot-tell"), Text("."))
                )
            )
        return blocks

    def _say_time(self, alike: Sequence[Finding]) -> str:
        """The days of findings, or from when to when a pattern goes."""
        if alike[0].outcome != "pattern":
            return say_list(self._say_days(alike))
        entries = [self.entries[one] for one in alike[0].entries if one in self.entries]
        days = list(dict.fromkeys((say_when(entries[0]), say_when(entries[-1])))) if entries else []
        return " to ".join(days)

    def _say_titles(self, findings: Sequence[Finding]) -> Iterable[str]:
        return dict.fromkeys(f"{finding.title} ({_OUTCOMES[finding.outcome]})" for finding in findings)

    def topic(self, topic: Topic) -> list[Block]:
        """One heading with its findings."""
        if topic.repeated:
            return self._repeated(topic)
        lead, *others = topic.findings
        blocks: list[Block] = [Heading(3, self._say_heading(lead), lead.id), Bullets(self._say_whole(lead, topic))]
        for finding in others:
            blocks.append(
                Heading(4, f"With it ({finding.level}): {finding.title} ({_OUTCOMES[finding.outcome]})", finding.id)
            )
            blocks.append(Bullets(self._say_whole(finding, topic)))
        return blocks

    def _repeated(self, topic: Topic) -> list[Block]:
        """Findings of one rule: what they share once, then a line each."""
        lead = topic.lead
        about = say_people(lead.subjects, self.names)
        title = f"{_LEVELS[lead.level]}: {lead.title} ({say_outcomes(topic.findings)})"
        rows = tuple(
            Row(
                (
                    next(iter(self._say_days((finding,))), ""),
                    _OUTCOMES[finding.outcome],
                    "\n".join(
                        part for part in (finding.statement, _say_reckoning(finding), self._say_met(finding)) if part
                    ),
                    self._links(finding.entries),
                    self._links(finding.answered_by),
                ),
                finding.id,
            )
            for finding in topic.findings
        )
        searched = tuple(dict.fromkeys(path for finding in topic.findings for path in finding.searched))
        return [
            Heading(3, f"{title}, {about}" if about else title),
            Bullets((f"Searched: {self._say_searched(searched)}", _say_rule(self.rules[lead.rule]))),
            Grid(("When", "Outcome", "What the records show", "Rests on", "Answered by"), rows),
        ]

    def _say_heading(self, finding: Finding) -> str:
        """`High: Injury seen, no referral the same day (no record found), 13 October 2006, Amy Lowe`."""
        days = () if finding.outcome == "pattern" else self._say_days((finding,))
        heading = f"{_LEVELS[finding.level]}: {finding.title} ({_OUTCOMES[finding.outcome]})"
        return ", ".join((heading, *days, *filter(None, (say_people(finding.subjects, self.names),))))

    def _say_whole(self, finding: Finding, topic: Topic) -> tuple[Content, ...]:
        items: list[Content] = [finding.statement]
        items += [part for part in (self._say_met(finding), _say_reckoning(finding)) if part]
        if finding.entries:
            items.append((Text("Rests on: "), *self._lines(finding.entries)))
        if finding.answered_by:
            items.append((Text("Answered by: "), *self._lines(finding.answered_by)))
        here = {one.id for one in topic.findings}
        elsewhere = [self.findings[one] for one in finding.related if one in self.findings and one not in here]
        if elsewhere:
            items.append((Text("See also: "), *_join([Text(one.title, target=one.id) for one in elsewhere], "; ")))
        items.append(f"Searched: {self._say_searched(finding.searched)}")
        items.append(_say_rule(self.rules[finding.rule]))
        return tuple(items)

    def untold(self, untold: Sequence[Finding]) -> list[Block]:
        """What the exports cannot tell: alike questions in one row."""
        if not untold:
            return []
        alike: dict[tuple[str, tuple[str, ...], str], list[Finding]] = {}
        for finding in untold:
            alike.setdefault((finding.rule, finding.subjects, finding.statement), []).append(finding)
        rows = []
        for (rule, subjects, statement), found in alike.items():
            times = f" ({len(found)} times)" if len(found) > 1 else ""
            entries = tuple(dict.fromkeys(entry for finding in found for entry in finding.entries))
            title = f"{rule} {found[0].title}{times}"
            rows.append(Row((title, say_people(subjects, self.names), self._links(entries), statement), found[0].id))
        return [
            Heading(3, "What these exports cannot tell", "cannot-tell"),
            Grid(("Rule", "About", "Entries", "Why"), tuple(rows)),
        ]

    def _say_days(self, findings: Iterable[Finding]) -> tuple[str, ...]:
        """The day of the first entry of each finding, as exact as it is."""
        days: dict[str, None] = {}
        for finding in findings:
            entries = [self.entries[one] for one in finding.entries if one in self.entries]
            if entries:
                days[say_when(entries[0])] = None
        return tuple(days)

    def _say_met(self, finding: Finding) -> str:
        met = self.accumulations.get(finding.id)
        return say_first_met(met) if met else ""

    def _say_searched(self, paths: Sequence[str]) -> str:
        if len(paths) == len(self.sources) > 1:
            return f"all {len(self.sources)} exports"
        return "; ".join(f"{self.sources[path].id} {self.sources[path].agency}" for path in paths) or "no export"

    def _links(self, ids: Sequence[str]) -> tuple[Text, ...]:
        return _join([Text(str(self.entries[one].number), target=one) for one in ids], ", ")

    def _lines(self, ids: Sequence[str]) -> tuple[Text, ...]:
        runs: list[Text] = []
        for position, entry_id in enumerate(ids):
            if position:
                runs.append(Text("; "))
            entry = self.entries[entry_id]
            runs.append(Text(f"No. {entry.number}", target=entry_id))
            runs.append(Text(f" ({entry.event.when.text or 'undated'}, {entry.event.agency})"))
        return tuple(runs)


def say_first_met(met: FirstMet) -> str:
    """When the pieces first made up the pattern, and what each agency alone held of them by then."""
    some = [f"{name} {count}" for name, count in met.by_agency if count]
    none = [name for name, count in met.by_agency if not count]
    shares = say_list(some)
    if none:
        shares += f"; {none[0] if len(none) == 1 else f'the other {len(none)} agencies'} none"
    later = (
        f" {count_of(met.later, 'of these records was', 'of these records were')} written down only after that day."
        if met.later
        else ""
    )
    return (
        f"First to be seen on {say_day(met.day)}: by then the records together tell of {count_of(met.count, 'occasion')}. "
        f"Written down by that day in each agency's own records: {shares}.{later}"
    )


def say_when(entry: Entry) -> str:
    """A certain day in full, every other date as it was recorded."""
    when = entry.event.when
    if when.precision == "day" and when.first and when.first == when.last:
        return say_day(when.first)
    return when.text or "undated"


def say_outcomes(findings: Sequence[Finding]) -> str:
    """`no record found 3 times, late once`, or the outcome alone of a single finding."""
    counts = Counter(finding.outcome for finding in findings)
    if len(findings) == 1:
        return _OUTCOMES[findings[0].outcome]
    times = {1: "once", 2: "twice"}
    return ", ".join(f"{_OUTCOMES[outcome]} {times.get(count, f'{count} times')}" for outcome, count in counts.items())


def _say_reckoning(finding: Finding) -> str:
    return f"Reckoned: {finding.reckoning}" if finding.reckoning else ""


def _say_rule(rule: Rule) -> str:
    unread = "" if rule.verified else " (source not yet read)"
    changed = f" For this case: {rule.local_note.rstrip('.')}." if rule.local_note else ""
    return f"Rule {rule.id}: {rule.basis}; {rule.source_line}{unread}.{changed}"


def _join(runs: Sequence[Text], between: str) -> tuple[Text, ...]:
    joined: list[Text] = []
    for position, run in enumerate(runs):
        if position:
            joined.append(Text(between))
        joined.append(run)
    return tuple(joined)
