"""`chronology explain`: what a rule, a question's code, a kind, an entry or a finding is, and why it is there."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

import click

from chronology.cli.marked_words import explain_words, marked_words
from chronology.cli.rule_words import say_rule
from chronology.cli.running import console, run_case
from chronology.errors import UsageError
from chronology.issues import CATALOGUE
from chronology.kinds import SIGN_OF_WORRY, kind_meanings, kind_names
from chronology.model import Entry, Finding
from chronology.report import Report
from chronology.review.visible import visible
from chronology.rule import Rule, load_rules

LONG_WORD = 4  # letters of a word that says something


@click.command(epilog="Example: chronology explain E-54")
@click.argument("what")
@click.option("--case", "path", type=click.Path(path_type=Path), help="The case, for the id of an entry or a finding.")
def command(what: str, path: Path | None) -> None:
    """Explain WHAT: a rule's number, a question's code, a kind, or with --case the id of an entry or a finding.

    `kinds`, `rules` and `questions` list what there is.
    """
    lists = {"kinds": _list_kinds, "rules": _list_rules, "questions": _list_questions}
    rules = {rule.id.casefold(): rule for rule in load_rules()}
    if what in lists:
        lists[what]()
    elif what.casefold() in rules:
        _explain_rule(rules[what.casefold()])
    elif what in CATALOGUE:
        level, meaning, advice = CATALOGUE[what]
        console().print(f"{what} ({level})\n{meaning[0].upper()}{meaning[1:]}.\nNext: {advice}.")
    elif what in kind_names():
        console().print(f"{what}: {kind_names()[what]}\n{kind_meanings()[what]}.")
    elif path is not None:
        report = run_case((path,))
        _explain_id(report, what)
    else:
        words = [*(rule.id for rule in rules.values()), *CATALOGUE, *kind_names()]
        near = difflib.get_close_matches(what, words, n=1)
        hint = f"did you mean `{near[0]}`? " if near else ""
        raise UsageError("nothing has this name", what, f"{hint}ids of entries and findings need --case PATH")


def _list_kinds() -> None:
    for kind, name in kind_names().items():
        console().print(f"{kind}: {name}")


def _list_rules() -> None:
    for rule in load_rules():
        console().print(f"{rule.id}  {rule.level:<6}  {rule.title}")


def _list_questions() -> None:
    for code, (level, meaning, _) in CATALOGUE.items():
        console().print(f"{code} ({level}): {meaning}")


def _explain_rule(rule: Rule) -> None:
    out = console()
    out.print(f"{rule.id}  {rule.title}", style="bold")
    for line in say_rule(rule):
        out.print(line)


def _explain_id(report: Report, what: str) -> None:
    entries = {entry.id: entry for entry in (*report.chronology.entries, *report.chronology.undated)}
    findings = {finding.id: finding for finding in report.findings}
    if what in entries:
        _explain_entry(report, entries[what])
    elif what in findings:
        _explain_finding(report, findings[what], entries)
    else:
        raise UsageError(
            "no entry or finding of this case has this id", what, "`chronology build --format json` lists them"
        )


def _explain_entry(report: Report, entry: Entry) -> None:
    out, event = console(), entry.event
    out.print(f"No. {entry.number}  {entry.id}", style="bold")
    for place in entry.provenance:
        sheet = f", {place.sheet}" if place.sheet else ""
        out.print(f"Stands in {place.source}{sheet}, row {place.row}")
    when = event.when
    out.print(f"Date as written: {when.text or '(none)'}; read as {when.edtf or 'no date'} ({when.precision})")
    explained = explain_words(event)
    out.print(marked_words(event, explained))
    for reason in explained.reasons:
        because = f", by “{visible(reason.cue)}”" if reason.cue else ""
        standing = reason.circumstance if reason.taken else f"set aside: {reason.circumstance}{because}"
        if reason.taken and reason.kind not in event.kinds:
            standing += "; not counted: planned, called off, or against a code, a column or the case file"
        out.print(f"Kind {reason.kind}: “{visible(reason.words)}” ({standing})")
    told = {reason.kind for reason in explained.reasons if reason.taken}
    for kind in event.kinds:
        if kind not in told and kind != "other":
            out.print(f"Kind {kind}: by its category, its code, a column of its own or the case file")
    if event.worrying:
        out.print(_say_sign([visible(reason.words) for reason in explained.worrying]))
    for injury in explained.injuries:
        site = " ".join(part for part in (injury.side, injury.site) if part) or "no place on the body said"
        out.print(f"Injury: “{visible(injury.words)}” ({site})")
    out.print(f"Kinds: {', '.join(event.kinds)}")
    for one in report.corrections:
        if one.entry == entry.id:
            changes = [f"added {kind}" for kind in one.added] + [f"took away {kind}" for kind in one.removed]
            out.print(f"Corrected by {one.by}, {one.on}: {', '.join(changes)} ({one.why})")
    for link in report.links:
        if link.provenance in entry.provenance:
            weights = ", ".join(f"{one.field} {one.verdict} {one.weight:+.1f}" for one in link.evidence)
            out.print(f"About {link.subject}: {link.standing} {link.score:.2f} ({weights})")


def _say_sign(words: Sequence[str]) -> str:
    """That a record may be a sign of worry; which of its words weigh most, small words left out."""
    telling = list(dict.fromkeys(f"“{one}”" for one in words if any(len(part) >= LONG_WORD for part in one.split())))
    most = f" Words that weigh most: {', '.join(telling)}." if telling else ""
    return (
        "May be a sign of worry, by its words taken together; so reads about one harmless record in twenty. Where it is none, take it "
        f"away under `kinds:` in case.yaml (remove: [{SIGN_OF_WORRY}]).{most}"
    )


def _explain_finding(report: Report, finding: Finding, entries: dict[str, Entry]) -> None:
    out = console()
    out.print(f"{finding.title} ({finding.level}, {finding.outcome})", style="bold")
    out.print(finding.statement)
    if finding.reckoning:
        out.print(f"Counted: {finding.reckoning}.")
    if finding.related:
        out.print(f"About the same records: {', '.join(finding.related)}")
    for name, ids in (("Rests on", finding.entries), ("Answered by", finding.answered_by)):
        for entry_id in ids:
            entry = entries[entry_id]
            out.print(f"{name}: No. {entry.number} {entry.event.when.text} {entry.event.agency} ({entry_id})")
    out.print(f"Searched: {', '.join(finding.searched) or 'nothing'}")
    _explain_rule(next(rule for rule in report.rules if rule.id == finding.rule))
