"""What a selected report leaves out, said where every document begins; and links only to what is there."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from chronology.compose.words import count_of, say_day, say_list
from chronology.document import Block, Bullets, Content, Grid, Paragraph, Text
from chronology.kinds import kind_names
from chronology.report import LeftOut, Report, Selection

_MOST_NUMBERS = 40  # of marked entries that are listed; the others are counted


def selection(report: Report, for_court: bool = False) -> list[Block]:
    """What was asked for, what was left out and how many; nothing for a whole report. A court is told of entries alone."""
    if report.left_out is None:
        return []
    lines: list[Content] = [
        (Text("Not the whole chronology: ", strong=True), Text(say_left_out(report, not for_court))),
        (Text("Asked for: ", strong=True), Text("; ".join(say_asked(report.left_out.asked, report)))),
    ]
    numbers = (
        "Entries keep their numbers of the whole chronology; a number that leads nowhere is that of an entry left out."
    )
    if for_court:
        return [Bullets(tuple(lines)), Paragraph(numbers)]
    if report.left_out.asked.key_events:
        lines += _key_events(report.left_out, report)
    return [
        Bullets(tuple(lines)),
        Paragraph(
            f"{numbers} Findings, people, account, questions and sources were worked out from all records. A selection is a help for "
            "reading and no redaction: other sections still name people and records that it leaves out."
        ),
    ]


def say_left_out(report: Report, with_findings: bool = True) -> str:
    """`40 of 171 entries are shown; left out are 130 entries, 1 undated entry and 12 findings resting on none of the entries shown.`"""
    left = report.left_out
    if left is None:
        return ""
    shown = len(report.chronology.entries) + len(report.chronology.undated)
    total = shown + len(left.entries) + len(left.undated)
    parts = [count_of(len(left.entries), "entry", "entries")]
    if left.undated:
        parts.append(count_of(len(left.undated), "undated entry", "undated entries"))
    if left.findings and with_findings:
        parts.append(f"{count_of(left.findings, 'finding')} resting on none of the entries shown")
    return f"{shown:,} of {count_of(total, 'entry', 'entries')} shown; left out: {say_list(parts)}."


def say_asked(asked: Selection, report: Report) -> list[str]:
    """What a selection asks for, each condition in words."""
    words = []
    if asked.first or asked.last:
        first = f"from {say_day(asked.first)}" if asked.first else ""
        last = f"to {say_day(asked.last)}" if asked.last else ""
        undated = " (undated entries stay)" if report.chronology.undated else ""
        words.append(" ".join(filter(None, ("may have happened", first, last))) + undated)
    if asked.agencies:
        words.append(f"agencies with {_say_or(f'“{part}”' for part in asked.agencies)} in their name or sector")
    if asked.people:
        names = {subject.id: subject.name for subject in report.subjects}
        words.append(f"are, or may be, about {_say_or(names.get(one, one) for one in asked.people)}")
    if asked.kinds:
        words.append(f"of the kind {_say_or(kind_names()[kind] for kind in asked.kinds)}")
    if asked.key_events:
        words.append("key events")
    return words


def without_dead_links(blocks: Iterable[Block], report: Report) -> list[Block]:
    """The blocks, their links to entries that were left out turned to plain text."""
    left = report.left_out
    if left is None:
        return list(blocks)
    gone = {entry.id for entry in (*left.entries, *left.undated)}
    return [_unlink_block(block, gone) for block in blocks]


def _unlink_block(block: Block, gone: set[str]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, content=_unlink(block.content, gone))
    if isinstance(block, Bullets):
        return replace(block, items=tuple(_unlink(item, gone) for item in block.items))
    if isinstance(block, Grid):
        rows = tuple(replace(row, cells=tuple(_unlink(cell, gone) for cell in row.cells)) for row in block.rows)
        return replace(block, rows=rows)
    return block


def _unlink(content: Content, gone: set[str]) -> Content:
    if isinstance(content, str) or not any(run.target in gone for run in content):
        return content
    return tuple(replace(run, target="") if run.target in gone else run for run in content)


def _key_events(left: LeftOut, report: Report) -> list[Content]:
    grounds = left.key.values()
    by_kind = sum(bool(ground.kinds) for ground in grounds)
    by_finding = sum(bool(ground.findings) and not ground.kinds for ground in grounds)
    by_mark = sum(bool(ground.marks) and not ground.kinds and not ground.findings for ground in grounds)
    counts = [
        f"{count:,} {why}"
        for count, why in (
            (by_kind, "by their kind"),
            (by_finding, "because a finding rests on them"),
            (by_mark, "by the author’s mark alone"),
        )
        if count
    ]
    lines: list[Content] = [(Text("Key events: ", strong=True), Text(f"{say_list(counts) or 'none'}."))]
    shown = (*report.chronology.entries, *report.chronology.undated)
    marked = [(entry, left.key[entry.id].marks) for entry in shown if entry.id in left.key and left.key[entry.id].marks]
    if marked:
        runs = [Text("Marked by the author: ", strong=True)]
        for position, (entry, reasons) in enumerate(marked[:_MOST_NUMBERS]):
            runs.append(Text("; " if position else ""))
            runs.append(Text(f"No. {entry.number}", target=entry.id))
            runs.append(Text(f" ({'; '.join(reasons)})"))
        if len(marked) > _MOST_NUMBERS:
            runs.append(Text(f"; and {len(marked) - _MOST_NUMBERS:,} more"))
        lines.append(tuple(runs))
    return lines


def _say_or(parts: Iterable[str]) -> str:
    return " or ".join(parts)
