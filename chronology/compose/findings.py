"""The findings, worst first, each with its rule, the entries it rests on and what was searched."""

from __future__ import annotations

from collections import Counter

from chronology.compose.words import count_of, say_people
from chronology.document import Block, Bullets, Content, Grid, Heading, Paragraph, Row, Text
from chronology.model import Entry, Finding, Outcome, Source
from chronology.report import Report
from chronology.rule import Rule

_LEVELS = {"high": "High", "medium": "Medium", "low": "Low"}
_OUTCOMES: dict[Outcome, str] = {
    "no_record": "no record found",
    "late": "late",
    "pattern": "pattern",
    "cannot_tell": "cannot tell from these exports",
}


def findings(report: Report) -> list[Block]:
    """The section on findings; what the exports cannot tell stands last, in one table."""
    blocks: list[Block] = [Heading(2, "Findings", "findings")]
    if report.rules_note:
        blocks.append(Paragraph((Text(report.rules_note, strong=True),)))
    if not report.findings:
        return [
            *blocks,
            Paragraph("No rule found anything missing. The rules that could not run are listed at the end."),
        ]
    rules = {rule.id: rule for rule in report.rules}
    by_id = {entry.id: entry for entry in (*report.chronology.entries, *report.chronology.undated)}
    sources = {source.path: source for source in report.sources}
    names = {subject.id: subject.name for subject in report.subjects}
    counts = Counter(finding.outcome for finding in report.findings)
    blocks.append(
        Paragraph(
            f"{count_of(len(report.findings), 'finding')}: "
            + ", ".join(f"{counts[outcome]} {words}" for outcome, words in _OUTCOMES.items() if counts[outcome])
            + ". Each says what the exports show and which exports were searched."
        )
    )
    told = [finding for finding in report.findings if finding.outcome != "cannot_tell"]
    untold = [finding for finding in report.findings if finding.outcome == "cannot_tell"]
    for finding in told:
        blocks.extend(_finding(finding, rules[finding.rule], by_id, sources, names))
    if untold:
        blocks.append(Heading(3, "What these exports cannot tell", "cannot-tell"))
        blocks.append(
            Grid(
                ("Rule", "About", "Entries", "Why"),
                tuple(
                    Row(
                        (
                            f"{finding.rule} {finding.title}",
                            say_people(finding.subjects, names),
                            _entry_links(finding.entries, by_id),
                            finding.statement,
                        ),
                        finding.id,
                    )
                    for finding in untold
                ),
            )
        )
    return blocks


def _finding(
    finding: Finding,
    rule: Rule,
    by_id: dict[str, Entry],
    sources: dict[str, Source],
    names: dict[str, str],
) -> list[Block]:
    items: list[Content] = [finding.statement]
    if finding.entries:
        items.append((Text("Rests on: "), *_entry_lines(finding.entries, by_id)))
    if finding.answered_by:
        items.append((Text("Answered by: "), *_entry_lines(finding.answered_by, by_id)))
    items.append("Searched: " + (_say_searched(finding.searched, sources) or "no export"))
    items.append(f"Rule {rule.id}: {_say_source(rule)}")
    heading = f"{_LEVELS[finding.level]}: {finding.title} ({_OUTCOMES[finding.outcome]})"
    about = say_people(finding.subjects, names)
    return [Heading(3, f"{heading}, {about}" if about else heading, finding.id), Bullets(tuple(items))]


def _say_searched(paths: tuple[str, ...], sources: dict[str, Source]) -> str:
    if len(paths) == len(sources) > 1:
        return f"all {len(sources)} exports"
    return "; ".join(f"{sources[path].id} {sources[path].agency}" for path in paths)


def _say_source(rule: Rule) -> str:
    checked = "" if rule.verified else " The wording was not checked against the source."
    return f"{rule.basis}; {rule.source_line}.{checked}"


def _entry_links(ids: tuple[str, ...], by_id: dict[str, Entry]) -> tuple[Text, ...]:
    runs: list[Text] = []
    for position, entry_id in enumerate(ids):
        if position:
            runs.append(Text(", "))
        runs.append(Text(str(by_id[entry_id].number), target=entry_id))
    return tuple(runs)


def _entry_lines(ids: tuple[str, ...], by_id: dict[str, Entry]) -> tuple[Text, ...]:
    runs: list[Text] = []
    for position, entry_id in enumerate(ids):
        if position:
            runs.append(Text("; "))
        entry = by_id[entry_id]
        runs.append(Text(f"No. {entry.number}", target=entry_id))
        runs.append(Text(f" ({entry.event.when.text or 'undated'}, {entry.event.agency})"))
    return tuple(runs)
