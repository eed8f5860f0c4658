"""Each agency's contacts and silences along the period: a row an agency, a sign a month, or a quarter or year of a long period."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from chronology.compose.words import count_of
from chronology.document import Block, Bullets, Grid, Heading, Paragraph, Row, Text
from chronology.knowledge import Month, Strip
from chronology.pictures import draw_months
from chronology.pictures.folding import UNITS, fold_months, step_of
from chronology.report import Report

_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BASES = {"first and last record": "period not stated", "no dated record": "no dated record"}
_SIGNS = {
    "■": "contact: a record about the child",
    "▣": "contact, in time that the export covers only in part",
    "?": "no record that is sure, but one that may belong here: its date is vague, or it is not settled who it is about",
    "□": "covered, and nothing recorded about the child",
    "◧": "covered in part, and nothing recorded about the child",
    "○": "not covered by the export",
    "×": "not supplied",
}


def silences(report: Report, pictured: bool = False) -> list[Block]:
    """The section on contacts and silences, a strip of agencies for each child, and where asked for its picture."""
    knowledge = report.knowledge
    blocks: list[Block] = [Heading(2, "Contacts and silences", "silences")]
    if not knowledge.silences:
        return [*blocks, Paragraph(knowledge.note or "No dated record, so no period to show.")]
    names = {subject.id: subject.name for subject in report.subjects}
    step = step_of(len(knowledge.silences[0].months))
    blocks.append(
        Paragraph(
            f"A sign stands for a {UNITS[step]}. A record about a brother, a sister or a parent alone is no contact with the child. "
            "Where nobody stated which period an agency searched, only the time from its first to its last record counts as covered."
        )
    )
    used: set[str] = set()
    strips: list[Block] = []
    by_child = groupby(knowledge.silences, key=lambda strip: strip.subject)
    children = {subject: tuple(group) for subject, group in by_child}
    for subject, group in children.items():
        if len(children) > 1:
            strips.append(Heading(3, names[subject], f"silences-{subject}"))
        if pictured and (picture := draw_months(report, subject)):
            strips.append(picture)
        strips.append(_grid(group, step, used))
    legend = Bullets(
        tuple((Text(sign, strong=True), Text(f" {words}")) for sign, words in _SIGNS.items() if sign in used)
    )
    return [*blocks, legend, *strips]


def _grid(strips: Sequence[Strip], step: int, used: set[str]) -> Grid:
    years = _years(strips[0].months)
    headings = [_say_year(months) for _, months in years] if step < 12 else [f"{years[0][0]} to {years[-1][0]}"]
    rows = []
    for strip in strips:
        signs = ["".join(map(_sign, fold_months(months, step))) for _, months in _years(strip.months)]
        used.update("".join(signs))
        cells = signs if step < 12 else ["".join(signs)]
        contacts = sum(month.contacts for month in strip.months)
        rows.append(Row((strip.agency, *cells, str(contacts), _say_note(strip))))
    return Grid(("Agency", *headings, "Records about the child", "Note"), tuple(rows))


def _years(months: Sequence[Month]) -> list[tuple[str, list[Month]]]:
    return [(year, list(group)) for year, group in groupby(months, key=lambda month: month.month[:4])]


def _say_year(months: Sequence[Month]) -> str:
    """`2006 Mar–Dec`; a whole year by its number alone."""
    first, last = (_NAMES[int(month.month[5:]) - 1] for month in (months[0], months[-1]))
    year = months[0].month[:4]
    return year if len(months) == 12 else f"{year} {first}" if first == last else f"{year} {first}–{last}"


def _sign(month: Month) -> str:
    if month.standing == "contact":
        return "▣" if month.in_part else "■"
    if month.doubtful:
        return "?"
    if month.standing == "silent":
        return "◧" if month.in_part else "□"
    return "○" if month.standing == "not_covered" else "×"


def _say_note(strip: Strip) -> str:
    if not strip.basis:
        return "expected by the case, not supplied"
    notes = [] if strip.basis == "stated" else [_BASES.get(strip.basis, "period not stated for every export")]
    if strip.vague:
        notes.append(f"{count_of(strip.vague, 'record')} too vaguely dated to show")
    return "; ".join(notes)
