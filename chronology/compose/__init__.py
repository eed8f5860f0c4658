"""Report → Document: what a chronology holds and in which order, decided once for all formats.

Nothing is found out here and nothing is made safe here: facts come from the report, escaping belongs to the renderers. A
section is a module of its own; this one knows their order.
"""

from __future__ import annotations

from msgspec.structs import astuple

from chronology.case import Case
from chronology.compose.annex import corrections, questions, rules, sources
from chronology.compose.entries import chronology, undated
from chronology.compose.findings import findings, look_first
from chronology.compose.knew import knew
from chronology.compose.people import people
from chronology.compose.silences import silences
from chronology.compose.situations import sort_topics
from chronology.compose.words import count_of, say_account, say_day, sum_accounts
from chronology.document import Block, Bullets, Content, Document, Grid, Heading, Paragraph, Row, Text
from chronology.report import Report


def compose(report: Report) -> Document:
    """The whole chronology as a document."""
    topics = sort_topics(finding for finding in report.findings if finding.outcome != "cannot_tell")
    blocks: list[Block] = [
        *_title(report),
        *look_first(report, topics),
        *_account(report),
        *people(report),
        *findings(report, topics),
        *knew(report),
        *silences(report),
        *chronology(report),
        *undated(report),
        *corrections(report),
        *questions(report),
        *sources(report),
        *rules(report),
    ]
    return Document(report.case.title, tuple(blocks), people={one.id: one.name for one in report.subjects})


def _title(report: Report) -> list[Block]:
    case = report.case
    agencies = sorted({source.agency for source in report.sources if source.account.records})
    records = sum(source.account.records for source in report.sources)
    lines: list[Content] = [
        (Text("Period: ", strong=True), Text(_say_period(case, report))),
        (Text("Nation: ", strong=True), Text(_say_nation(case))),
        (
            Text("Made from: ", strong=True),
            Text(
                f"{count_of(records, 'record')} in {count_of(len(report.sources), 'export')}" + _say_agencies(agencies)
            ),
        ),
        (
            Text("Made by: ", strong=True),
            Text(
                "the program chronology; every line leads back to a file and a row, and nothing was added to the records"
            ),
        ),
    ]
    return [
        Heading(1, case.title),
        Bullets(tuple(lines)),
        Paragraph(
            "Dates stand as recorded. A finding is a prompt to look at the records, not a verdict: the exports are not the "
            "whole of what was done."
        ),
    ]


def _say_period(case: Case, report: Report) -> str:
    if case.scope_from or case.scope_to:
        first = say_day(case.scope_from) if case.scope_from else "the first record"
        last = say_day(case.scope_to) if case.scope_to else "the last record"
        return f"{first} to {last}"
    dated = report.chronology.entries
    if not dated:
        return "no dated records"
    firsts = [entry.event.when.first for entry in dated if entry.event.when.first]
    lasts = [entry.event.when.last for entry in dated if entry.event.when.last]
    return f"{say_day(min(firsts))} to {say_day(max(lasts))} (first to last record; no period was set)"


def _say_nation(case: Case) -> str:
    nation = case.nation.replace("_", " ").title()
    return f"{nation} (assumed: the case does not name one)" if case.assumed_nation else nation


def _say_agencies(agencies: list[str]) -> str:
    if not agencies:
        return ""
    if len(agencies) > 20:
        return f" of {len(agencies)} agencies"
    return ": " + "; ".join(agencies)


def _account(report: Report) -> list[Block]:
    total = sum_accounts(source.account for source in report.sources)
    rows = [
        Row((f"{source.id} {source.path}", source.agency, *map(str, astuple(source.account))))
        for source in report.sources
    ]
    rows.append(Row(("All", "", *map(str, astuple(total)))))
    return [
        Heading(2, "The account", "account"),
        Paragraph(f"{say_account(total)}."),
        Grid(
            ("Export", "Agency", "Records read", "Entries", "Undated", "Out of scope", "Duplicates", "Set aside"),
            tuple(rows),
        ),
    ]
