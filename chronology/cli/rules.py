"""`chronology rules`: the gap rules as a list, and a rule that somebody is writing, tried on its examples and on a case."""

from __future__ import annotations

from pathlib import Path

import click

from chronology.case import NATIONS
from chronology.cli.inputs import open_case
from chronology.cli.rule_words import UNREAD, say_nations
from chronology.cli.running import console, run_opened
from chronology.errors import DefinitionError, UsageError
from chronology.pipeline import try_examples
from chronology.rule import SHAPES, Rule, load_rule, load_rules, unknown_rules
from chronology.rule.file import BASES, TOPICS


@click.command(epilog="Example: chronology rules --nation england --topic child_not_seen")
@click.option(
    "--nation",
    type=click.Choice(("any", *NATIONS)),
    help="Rules put to cases of this nation; `any`: those put to every one.",
)
@click.option("--topic", type=click.Choice(TOPICS), help="Rules on this topic.")
@click.option("--basis", type=click.Choice(BASES), help="Rules that rest on this.")
@click.option("--shape", type=click.Choice(tuple(SHAPES)), help="Rules of this shape.")
@click.option("--unverified", is_flag=True, help="Only rules that nobody has read at their source.")
@click.option("--try", "written", type=click.Path(path_type=Path), help="A rule file that you are writing.")
@click.option("--case", "path", type=click.Path(path_type=Path), help="With --try: also put it to this case.")
def command(
    nation: str | None,
    topic: str | None,
    basis: str | None,
    shape: str | None,
    unverified: bool,
    written: Path | None,
    path: Path | None,
) -> None:
    """List the gap rules, or with --try run a rule that you are writing.

    A file that cannot be used is refused with the line and the key.
    """
    if written:
        _try(load_rule(written, str(written)), written, path)
        return
    if path:
        raise UsageError("--case goes with --try", "", "chronology rules --try FILE --case PATH")
    wanted = {"topic": topic, "basis": basis, "shape": shape}
    found = [
        rule
        for rule in load_rules()
        if (nation is None or rule.holds_in(nation))
        and all(value is None or getattr(rule, key) == value for key, value in wanted.items())
        and not (unverified and rule.verified)
    ]
    out = console()
    for rule in found:
        out.print(_line(rule))
    unread = sum(not rule.verified for rule in found)
    out.print(f"{len(found)} rules; {unread} of them nobody has yet read at their source (marked *).")


def _line(rule: Rule) -> str:
    mark = " " if rule.verified else "*"
    years = ""
    if rule.valid_from or rule.valid_to:
        first = rule.valid_from.isoformat() if rule.valid_from and not rule.holds_before else "…"
        years = f" ({first} to {rule.valid_to.isoformat() if rule.valid_to else 'today'})"
    off = " [off unless the case switches it on]" if not rule.default_on else ""
    return f"{mark} {rule.id}  {rule.level}, {say_nations(rule)}, {rule.basis}: {rule.title}{years}{off}"


def _try(rule: Rule, written: Path, path: Path | None) -> None:
    out = console()
    for key, ids in (("yields_to", rule.yields_to), ("edition_of", [rule.edition_of] if rule.edition_of else [])):
        unknown = [name for name in unknown_rules(ids) if name != rule.id]
        if unknown:
            raise DefinitionError(
                f"there is no rule `{unknown[0][:40]}`", f"{written}, key {key}", "`chronology rules` lists them"
            )
    out.print(f"{rule.id}  {rule.title}: the file can be used.")
    wrong = 0
    for example, said in try_examples(rule):
        right = said == example.result
        wrong += not right
        mark = "as it says" if right else f"DIFFERS: it says {example.result}"
        out.print(f"Example “{example.says}”: {said.replace('_', ' ')} ({mark})")
    shown = {example.result for example in rule.examples}
    for name, results in (
        ("a gap", {"no_record", "late", "pattern"}),
        ("met", {"met"}),
        ("cannot tell", {"cannot_tell"}),
    ):
        if not shown & results:
            out.print(f"An example of {name} is missing.")
    if not rule.verified:
        out.print(UNREAD)
    if path:
        _put_to_case(rule, path)
    if wrong:
        raise UsageError(f"{wrong} of the examples differ from what the rule does", rule.id, "mend the rule or them")


def _put_to_case(rule: Rule, path: Path) -> None:
    case, exports, _ = open_case((path,))
    others = tuple(one for one in load_rules() if one.id != rule.id and one.family != rule.family)
    report = run_opened(case, exports, (*others, rule))
    numbers = {entry.id: entry for entry in (*report.chronology.entries, *report.chronology.undated)}
    out = console()
    for finding in report.findings:
        if finding.rule == rule.id:
            rests = ", ".join(f"No. {numbers[entry].number}" for entry in finding.entries)
            out.print(f"{finding.outcome.replace('_', ' ')}: {finding.statement} ({rests or 'no entry'})")
            if finding.reckoning:
                out.print(f"  {finding.reckoning}")
    for check in report.checks:
        if check.rule == rule.id:
            told = f"met {check.met}, late {check.late}, no record {check.no_record}"
            out.print(
                f"On this case: {told}, pattern {check.pattern}, cannot tell {check.cannot_tell}. {check.not_run}"
            )
            return
    out.print(f"The rule is not put to this case, whose nation is {case.nation.replace('_', ' ')}.")
