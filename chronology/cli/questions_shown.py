"""One question on the terminal: the person as written beside the person as known, what agrees, what conflicts, and the records."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from chronology.model import Evidence, Mention, Subject
from chronology.review.decisions import say_evidence, say_field
from chronology.review.questions import Question, Record
from chronology.review.visible import visible

MOST_RECORDS = 6  # listed below a question; the rest are counted
LONGEST_SUMMARY = 160  # characters of a record's text

HELP = """\
  y  the same person     every record listed is about this person
  n  not this person     none of them is
  e  each on its own     ask about every record of the list by itself
  s  skip                ask again the next time
  u  undo                take the last answer back out of the case file
  q  quit                every answer is in the case file already
  ?  this help"""


def show_question(out: Console, question: Question, heading: str, names: dict[str, str], denied: set[str]) -> None:
    """Prints the question under its heading; `names` are the subjects', for the others that the words could mean.

    `denied`: the ids of those who were said not to be meant.
    """
    record = question.shown
    out.rule(heading, align="left", style="dim")
    count = len(question.records)
    asked = "Is this the same person?" if count == 1 else f"Is this the same person in these {count} records?"
    out.print(Text(asked, style="bold"))
    out.print(_sides(question, record))
    evidence = record.link.evidence
    for label, sign, style in (("For", 1, "green"), ("Against", -1, "red")):
        out.print(Text(f"  {label + ':':9}{visible(say_evidence(evidence, sign)) or 'nothing'}", style=style))
    if count > 1:
        out.print("  (the evidence of the record where it is weakest)")
    if record.taken_for:
        told = visible(names.get(record.taken_for, record.taken_for))
        out.print(Text(f"  Counted now as: {told} ({record.taken_for})", style="yellow"))
    if question.others:
        others = ", ".join(
            f"{visible(names.get(one, one))} ({one}{'; you said no' if one in denied else ''})"
            for one in question.others
        )
        told = "The words may mean several of" if question.several else "Could also be"
        out.print(Text(f"  {told}: {others}", style="yellow"))
    if question.by_words_alone and not question.several and not record.taken_for:
        told = "The same words stand in all of them, which does not make them one person: e asks about each."
        out.print(Padding(Text(told, style="yellow"), (0, 0, 0, 2)))
    _show_records(out, question)


def _sides(question: Question, record: Record) -> Table:
    subject, mention, link = question.subject, record.mention, record.link
    place = record.places[0]
    known = "In your register" if subject.registered else "Worked out from the records"
    table = Table("", "As written", known, "", box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.columns[0].min_width, table.columns[3].min_width = 15, 14
    sheet = f", {place.sheet}" if place.sheet else ""
    rows: list[tuple[str, str, str, Evidence | None]] = [
        ("file", f"{place.source}{sheet}", f"{subject.id}, {subject.role}", None),
        ("row", _say_rows(record), "", None),
        ("agency", record.agency, "", None),
        ("name", link.written or "(no name)", subject.name, None),
        ("also known as", "; ".join(mention.also_known_as), "; ".join(subject.also_known_as), None),
    ]
    told = {one.field: one for one in link.evidence}
    rows += [(say_field(one.field), one.written, one.known, one) for one in link.evidence]
    rows += [
        (say_field(field), written, held, None)
        for field, written, held in _particulars(mention, subject)
        if field not in told and (written or held)
    ]
    for field, written, held, compared in rows:
        if field == "also known as" and not written + held:
            continue
        style = "" if compared is None or not compared.weight else "green" if compared.weight > 0 else "red"
        table.add_row(
            Text(f"  {field}"),
            Text(visible(written), overflow="fold"),
            Text(visible(held), overflow="fold"),
            Text(_say_comparison(compared), style=style),
        )
    return table


def _particulars(mention: Mention, subject: Subject) -> list[tuple[str, str, str]]:
    """What either side says of the person besides the name: (field, as written, as known)."""
    known = subject.identifiers
    own = "; ".join(number for scheme, number in sorted(known.items()) if scheme not in ("nhs_number", "upn"))
    return [
        ("born", mention.born.text if mention.born else "", subject.born.text if subject.born else ""),
        ("age", mention.age, ""),
        ("sex", mention.sex, subject.sex),
        ("nhs_number", mention.nhs_number, known.get("nhs_number", "")),
        ("upn", mention.upn, known.get("upn", "")),
        ("agency_id", mention.agency_id, own),
        ("postcode", mention.postcode, subject.postcode),
        ("address", mention.address, subject.address),
    ]


def _say_comparison(compared: Evidence | None) -> str:
    return f"{compared.verdict} {compared.weight:+.1f}" if compared else ""


def _say_rows(record: Record) -> str:
    first, *others = record.places
    also = f" (word for word also {', '.join(f'{one.source} row {one.row}' for one in others)})" if others else ""
    return f"{first.row}{also}"


def _show_records(out: Console, question: Question) -> None:
    out.print("  The record:" if len(question.records) == 1 else "  The records:")
    for record in question.records[:MOST_RECORDS]:
        place = record.places[0]
        summary = visible(record.summary)
        cut = summary if len(summary) <= LONGEST_SUMMARY else summary[: LONGEST_SUMMARY - 1] + "…"
        where = visible(f"{place.source}{', ' + place.sheet if place.sheet else ''} row {place.row}")
        written = f" “{visible(record.link.written)}”" if record.link.written != question.shown.link.written else ""
        out.print(Text(f"    {where}, {visible(record.when) or 'undated'}{written}", style="bold"))
        out.print(Padding(Text(cut or "(no text)"), (0, 0, 0, 6)))
    if len(question.records) > MOST_RECORDS:
        out.print(f"    and {len(question.records) - MOST_RECORDS} more; e asks about each on its own")
