"""`chronology gaps`: the findings alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chronology.cli.running import PATHS, STRICT, console, exit_when_in_doubt, run_case
from chronology.compose.findings import say_first_met, say_outcomes
from chronology.compose.situations import Topic, sort_topics
from chronology.model import Finding
from chronology.report import Report

if TYPE_CHECKING:
    from rich.console import Console

_STYLES = {"high": "bold red", "medium": "yellow", "low": "cyan"}


@click.command(epilog="Example: chronology gaps my_case --level high")
@PATHS
@click.option("--level", type=click.Choice(("high", "medium", "low")), help="This level alone.")
@click.option("--all", "with_untold", is_flag=True, help="Also what the exports cannot tell.")
@STRICT
def command(paths: tuple[Path, ...], level: str | None, with_untold: bool, strict: bool) -> None:
    """Print the findings of the gap rules, worst first, each with the entries it rests on; those of one situation together."""
    report = run_case(paths)
    out = console()
    chosen = [
        finding
        for finding in report.findings
        if (not level or finding.level == level) and (finding.outcome != "cannot_tell" or with_untold)
    ]
    writer = _Writer(report, out)
    for topic in sort_topics(chosen):
        writer.print(topic)
    untold = sum(finding.outcome == "cannot_tell" for finding in report.findings)
    if not chosen:
        out.print("No findings." if not level else f"No findings of level {level}.")
    if untold and not with_untold:
        out.print(f"{untold} questions that these exports cannot tell: add --all to see them.")
    exit_when_in_doubt(report, strict)


class _Writer:
    """Prints the findings of one heading after the other; holds what each of them looks up."""

    def __init__(self, report: Report, out: Console) -> None:
        self.out = out
        self.entries = {entry.id: entry for entry in (*report.chronology.entries, *report.chronology.undated)}
        self.names = {subject.id: subject.name for subject in report.subjects}
        self.rules = {rule.id: rule for rule in report.rules}
        self.accumulations = report.knowledge.accumulations

    def print(self, topic: Topic) -> None:
        """Those of one situation stand one below the other, repeated ones under their number."""
        for position, finding in enumerate(topic.findings):
            indent = "  " if position else ""
            if position == 0 or not topic.repeated:
                about = ", ".join(self.names[subject] for subject in finding.subjects)
                outcome = say_outcomes(topic.findings if topic.repeated else (finding,))
                title = f"{finding.level.upper()}  {finding.title} ({outcome}): {about}"
                self.out.print(f"{indent}With it: {title}" if position else title, style=_STYLES[finding.level])
            self._print_one(finding, f"{indent}  ")

    def _print_one(self, finding: Finding, indent: str) -> None:
        self.out.print(f"{indent}{finding.statement}")
        if finding.id in self.accumulations:
            self.out.print(f"{indent}{say_first_met(self.accumulations[finding.id])}")
        if finding.reckoning:
            self.out.print(f"{indent}Reckoned: {finding.reckoning}")
        found = [self.entries[entry] for entry in finding.entries]
        rests_on = "; ".join(f"No. {entry.number} {entry.event.when.text} {entry.event.agency}" for entry in found)
        self.out.print(f"{indent}Rests on: {rests_on}")
        unread = "" if self.rules[finding.rule].verified else " (source not yet read)"
        self.out.print(f"{indent}Rule {finding.rule}{unread}; {finding.id}\n")
