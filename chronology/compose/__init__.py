"""Report → Document: what a chronology holds and in which order, decided once for all formats.

Nothing is found out here and nothing is made safe here: facts come from the report, escaping belongs to the renderers. A
section is a module of its own; this one knows their order.
"""

from __future__ import annotations

from msgspec.structs import astuple, replace

from chronology.case import Case
from chronology.compose.annex import corrections, questions, rules, sources
from chronology.compose.court import Court, compose_for_court
from chronology.compose.entries import chronology, undated
from chronology.compose.findings import findings, look_first
from chronology.compose.knew import knew
from chronology.compose.people import people
from chronology.compose.selection import selection, without_dead_links
from chronology.compose.silences import silences
from chronology.compose.situations import sort_topics
from chronology.compose.words import count_of, say_account, say_day, sum_accounts
from chronology.document import Block, Bullets, Content, Document, Grid, Heading, Paragraph, Row, Text
from chronology.pictures import draw_lanes
from chronology.report import Report


def compose(report: Report, court: Court | None = None, pictured: bool = False) -> Document:
    """The chronology as a document with all its sections, or in the form that a court takes, which has no pictures.

    `pictured`: with pictures beside the tables that say the same; everything else is as without them.
    """
    if court is not None:
        return _say_selection(compose_for_court(report, court), report)
    topics = sort_topics(finding for finding in report.findings if finding.outcome != "cannot_tell")
    blocks: list[Block] = [
        *_title(report),
        *(_lanes(report) if pictured else ()),
        *look_first(report, topics),
        *_account(report),
        *people(report),
        *findings(report, topics),
        *knew(report, pictured),
        *silences(report, pictured),
        *chronology(report),
        *undated(report),
        *corrections(report),
        *questions(report),
        *sources(report),
        *rules(report),
    ]
    return Document(
        report.case.title,
        tuple(without_dead_links(blocks, report)),
        people={one.id: one.name for one in report.subjects},
        sources={source.path: f"source-{source.id}" for source in report.sources},
    )


def _say_selection(document: Document, report: Report) -> Document:
    """The document for a court with what it leaves out above its first section, and no link to it."""
    blocks = without_dead_links(document.blocks, report)
    first = next((at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level > 1), len(blocks))
    return replace(document, blocks=(*blocks[:first], *selection(report, for_court=True), *blocks[first:]))


def _lanes(report: Report) -> list[Block]:
    picture = draw_lanes(report, linked=True)
    return [picture] if picture else []


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
        *selection(report),
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
    dated = [entry for entry in report.every_entry if entry.event.when.first]
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
