"""`chronology gaps`: the findings alone."""

from __future__ import annotations

from pathlib import Path

import click

from chronology.cli.running import PATHS, STRICT, console, exit_when_in_doubt, run_case

_STYLES = {"high": "bold red", "medium": "yellow", "low": "cyan"}
_OUTCOMES = {"no_record": "no record found", "late": "late", "pattern": "pattern", "cannot_tell": "cannot tell"}


@click.command(epilog="Example: chronology gaps sample_cases/child_p --level high")
@PATHS
@click.option("--level", type=click.Choice(("high", "medium", "low")), help="This level alone.")
@click.option("--all", "with_untold", is_flag=True, help="Also what the exports cannot tell.")
@STRICT
def command(paths: tuple[Path, ...], level: str | None, with_untold: bool, strict: bool) -> None:
    """Print the findings of the gap rules, worst first, each with the entries it rests on."""
    report = run_case(paths)
    out = console()
    numbers = {entry.id: entry for entry in (*report.chronology.entries, *report.chronology.undated)}
    names = {subject.id: subject.name for subject in report.subjects}
    rules = {rule.id: rule for rule in report.rules}
    shown = 0
    for finding in report.findings:
        if (level and finding.level != level) or (finding.outcome == "cannot_tell" and not with_untold):
            continue
        shown += 1
        about = ", ".join(names[subject] for subject in finding.subjects)
        out.print(
            f"{finding.level.upper()}  {finding.title} ({_OUTCOMES[finding.outcome]}): {about}",
            style=_STYLES[finding.level],
        )
        out.print(f"  {finding.statement}")
        entries = "; ".join(
            f"No. {numbers[entry].number} {numbers[entry].event.when.text} {numbers[entry].event.agency}"
            for entry in finding.entries
        )
        out.print(f"  Rests on: {entries}")
        unread = "" if rules[finding.rule].verified else " (wording not checked against the source)"
        out.print(f"  Rule {finding.rule}{unread}; {finding.id}\n")
    if report.rules_note:
        out.print(report.rules_note, style="bold")
    untold = sum(finding.outcome == "cannot_tell" for finding in report.findings)
    if not shown:
        out.print("No findings." if not level else f"No findings of level {level}.")
    if untold and not with_untold:
        out.print(f"{untold} questions that these exports cannot tell: add --all to see them.")
    exit_when_in_doubt(report, strict)
