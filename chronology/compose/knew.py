"""Who knew what, when: on a few days, what each agency held, what it had been told, and what the records held together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chronology.compose.words import count_of, say_day, say_list
from chronology.document import Block, Bullets, Content, Grid, Heading, Paragraph, Row, Text
from chronology.kinds import kind_names
from chronology.knowledge import Piece, Snapshot, Together
from chronology.pictures import draw_people
from chronology.pictures.people import NOT_NAMED, Told, count_told
from chronology.report import Report

_HOW = (
    "A record counts as held from the day it was written down, or from the day it tells of where nothing says when it was written. "
    "“Told for certain” is what an agency’s own record of a referral received or a meeting says, and whoever stands among those present "
    "in another’s. “Possibly told” is whoever another agency’s record only names, and an agency’s own record of information shared or of "
    "something that reached it: such words do not settle who told what to whom. What was said beside the records is not known. Days are "
    "counted here, occasions under a finding. “chronology knew” shows any other day, with the ground of each line."
)
_WHOM = (
    "How many records say so. Who told is the agency whose record names the other; where an agency’s own record says that it was told "
    "something, by whom is not settled. A record that names several agencies counts once for each."
)


def knew(report: Report, pictured: bool = False) -> list[Block]:
    """The section on who knew what, a table a day; who told whom, and where asked for the picture of it."""
    knowledge = report.knowledge
    blocks: list[Block] = [Heading(2, "Who knew what, when", "knew")]
    if not knowledge.snapshots:
        return [*blocks, Paragraph(knowledge.note or "No day to show.")]
    numbers = {entry.id: entry.number for entry in report.every_entry}
    names = {subject.id: subject.name for subject in report.subjects}
    blocks.append(Paragraph(_HOW))
    for snapshot in knowledge.snapshots:
        blocks.append(Heading(3, f"By the end of {say_day(snapshot.on)}", f"knew-{snapshot.on.isoformat()}"))
        blocks.append(Paragraph(f"{snapshot.why[:1].upper()}{snapshot.why[1:]}."))
        blocks += _snapshot(snapshot, numbers, names)
    told = count_told(report)
    if told:
        blocks += [Heading(3, f"Who told whom by the end of {say_day(told.snapshot.on)}", "told"), Paragraph(_WHOM)]
        if pictured and (picture := draw_people(report)):
            blocks.append(picture)
        blocks.append(_told(told))
    return blocks


def _told(told: Told) -> Grid:
    rows = []
    for teller, one in told.pairs():
        certain, possible = (told.counts.get((teller, one, standing), 0) for standing in ("certain", "possible"))
        rows.append(Row((teller if teller != NOT_NAMED else "not settled", one, str(certain), str(possible))))
    headings = ("Who told", "Who was told", "Records: told for certain", "Records: possibly told")
    return Grid(headings, tuple(rows), numeric=(2, 3))


def _snapshot(snapshot: Snapshot, numbers: dict[str, int], names: dict[str, str]) -> list[Block]:
    rows, without = [], []
    for held in snapshot.agencies:
        if not (held.own or held.later or held.told):
            without.append(held.agency)
            continue
        rows.append(
            Row(
                (
                    held.agency,
                    str(len(held.own)),
                    _links(held.later, numbers),
                    _links((piece for piece in held.told if piece.standing == "certain"), numbers),
                    _links((piece for piece in held.told if piece.standing == "possible"), numbers),
                )
            )
        )
    blocks: list[Block] = []
    items = [_say_together(one, numbers, names) for one in snapshot.together if _is_shared(one)]
    if items:
        blocks += [
            Paragraph("Together the records held, and no agency’s own records held whole:"),
            Bullets(tuple(items)),
        ]
    else:
        blocks.append(
            Paragraph("No kind of event on several days was spread over agencies so that none held it whole.")
        )
    if rows:
        headings = ("Agency", "Records held", "Written down only later", "Told for certain", "Possibly told")
        blocks.append(Grid(headings, tuple(rows)))
    if without:
        blocks.append(Paragraph(f"Nothing in the records of {say_list(without)} by then."))
    if snapshot.undated:
        blocks.append(
            Paragraph(f"{count_of(snapshot.undated, 'undated record')}: whether held by then cannot be told.")
        )
    return blocks


def _is_shared(one: Together) -> bool:
    return one.days > 1 and not one.known_whole_to


def _say_together(one: Together, numbers: dict[str, int], names: dict[str, str]) -> Content:
    shares = say_list(f"{agency} {days}" for agency, days in one.by_agency)
    doubtful = f"; {count_of(one.doubtful, 'further record')} in doubt" if one.doubtful else ""
    return (
        Text(f"{kind_names()[one.kind]}, {names[one.subject]}: ", strong=True),
        Text(f"on {count_of(one.days, 'day')} ({shares}{doubtful}): No. "),
        *_runs(one.entries, numbers),
    )


def _links(pieces: Iterable[Piece], numbers: dict[str, int]) -> tuple[Text, ...] | str:
    runs = _runs([piece.entry for piece in pieces], numbers)
    return (Text("No. "), *runs) if runs else ""


def _runs(ids: Sequence[str], numbers: dict[str, int]) -> list[Text]:
    runs: list[Text] = []
    for position, entry_id in enumerate(ids):
        if position:
            runs.append(Text(", "))
        runs.append(Text(str(numbers[entry_id]), target=entry_id))
    return runs
