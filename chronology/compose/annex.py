"""What stands behind the chronology: questions about the data, the sources, the rules."""

from __future__ import annotations

from collections import defaultdict

from chronology.compose.words import MOST_PLACES, count_of
from chronology.document import Block, Bullets, Grid, Heading, Paragraph, Row, Text
from chronology.kinds import SIGN_OF_WORRY, kind_names
from chronology.model import Issue
from chronology.report import Report


def questions(report: Report) -> list[Block]:
    """Trouble with the data, gravest first, equal questions in one line."""
    blocks: list[Block] = [Heading(2, "Questions about the data", "questions")]
    if not report.issues:
        return [*blocks, Paragraph("None.")]
    paths = {source.path: source.id for source in report.sources}
    order = {"error": 0, "warning": 1, "note": 2}
    groups: dict[tuple[int, str, str], list[Issue]] = defaultdict(list)
    for issue in report.issues:
        groups[order[issue.level], issue.code, issue.message].append(issue)
    rows = []
    for (_, code, message), issues in sorted(groups.items()):
        rows.append(Row((issues[0].level, message, _say_places(issues, paths), code)))
    return [*blocks, Grid(("Level", "What", "Where", "Code"), tuple(rows))]


def _say_places(issues: list[Issue], paths: dict[str, str]) -> str:
    places = []
    for issue in issues:
        if issue.source is None:
            continue
        parts = [paths.get(issue.source, issue.source)]
        if issue.sheet:
            parts.append(issue.sheet)
        if issue.row:
            parts.append(f"row {issue.row}")
        if issue.heading:
            parts.append(f"heading {issue.heading}")
        places.append(" ".join(parts))
    shown = list(dict.fromkeys(places))
    more = f"; and {len(shown) - MOST_PLACES} more" if len(shown) > MOST_PLACES else ""
    return "; ".join(shown[:MOST_PLACES]) + more


def corrections(report: Report) -> list[Block]:
    """What the author corrected by hand in the kinds of events, if anything."""
    if not report.corrections:
        return []
    paths = {source.path: source.id for source in report.sources}
    numbers = {entry.id: entry.number for entry in report.every_entry}
    names = kind_names() | {SIGN_OF_WORRY: "sign of worry"}
    rows = []
    for one in report.corrections:
        place = one.provenance
        where = " ".join(part for part in (paths[place.source], place.sheet, f"row {place.row}") if part)
        number = numbers.get(one.entry)  # none: out of scope
        rows.append(
            Row(
                (
                    (Text(f"No. {number}", target=one.entry),) if number else "",
                    where,
                    "; ".join(names[kind] for kind in one.added),
                    "; ".join(names[kind] for kind in one.removed),
                    one.by,
                    one.on,
                    one.why,
                )
            )
        )
    count = len(rows)
    return [
        Heading(2, "Corrections by hand", "corrections"),
        Paragraph(
            f"The kinds of {count_of(count, 'record')} stand as corrected in the case file, not as read from the words."
        ),
        Grid(("Entry", "Source (file, row)", "Added", "Taken away", "By", "On", "Why"), tuple(rows)),
    ]


def sources(report: Report) -> list[Block]:
    """Every export with its hash and the period it speaks for."""
    rows = []
    for source in report.sources:
        covers = source.covers
        period = (
            f"{covers.first.isoformat()} to {covers.last.isoformat()} ({covers.basis})" if covers else "no dated record"
        )
        rows.append(
            Row(
                (source.id, source.path, source.agency, source.sector.replace("_", " "), period, source.sha256),
                f"source-{source.id}",
            )
        )
    return [
        Heading(2, "Sources", "sources"),
        Grid(("No", "File", "Agency", "Sector", "Covers", "sha256"), tuple(rows)),
    ]


def rules(report: Report) -> list[Block]:
    """The rules that ran, with their counts, and those that could not."""
    rules = {rule.id: rule for rule in report.rules}
    ran, idle = [], []
    for check in report.checks:
        rule = rules[check.rule]
        counts = (check.met, check.late, check.no_record, check.cannot_tell, check.pattern)
        if check.not_run:
            idle.append(Row((rule.id, rule.title, check.not_run)))
            if not any(counts):
                continue
        ran.append(Row((rule.id, rule.title, *map(str, counts), "yes" if rule.verified else "no", rule.source_line)))
    blocks: list[Block] = [
        Heading(2, "Rules", "rules"),
        Paragraph("“chronology explain” followed by the number of a rule prints it whole, with its source."),
        Grid(
            ("Rule", "Name", "Met", "Late", "No record", "Cannot tell", "Pattern", "Read at source", "Source"),
            tuple(ran),
        ),
    ]
    changed = tuple(f"{rule.id} {rule.title}: {rule.local_note}" for rule in report.rules if rule.local_note)
    if changed:
        blocks += [Heading(3, "Rules as this case has them"), Bullets(changed)]
    if idle:
        blocks += [
            Heading(3, "Rules that could not run, or not on every record"),
            Grid(("Rule", "Name", "Why"), tuple(idle)),
        ]
    return blocks
