"""Questions as a sheet to fill in, and the filled-in sheet as answers. Enters: questions; text. Leaves: CSV text; answers.

A cell that a spreadsheet program would run as a formula gets an apostrophe before it, which is taken off again when read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date

from chronology.case import Decision
from chronology.errors import UsageError
from chronology.model import Provenance
from chronology.review.decisions import Answer, reason_for, say_evidence
from chronology.review.questions import Question, places_of
from chronology.review.visible import visible

HEADINGS = (
    "question", "number", "records", "source", "sheet", "row", "entry", "also_in", "written", "subject", "name",
    "score", "agreements", "conflicts", "date", "summary", "answer", "why", "decided_by",
)  # fmt: skip
_NEEDED = ("question", "source", "row", "subject", "answer")
_YES = frozenset(("yes", "y", "same", "true"))
_NO = frozenset(("no", "n", "not", "different", "false"))
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
_MOST_FAULTS = 20  # told at once
_MOST_PLACES = 100  # named in one cell


def write_questions(questions: Sequence[Question]) -> str:
    """One line a question, with `answer`, `why` and `decided_by` to fill in."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")  # the ending that spreadsheet programs write themselves
    writer.writerow(HEADINGS)
    for number, question in enumerate(questions, 1):
        record, (place, *others) = question.shown, places_of(question.records)
        cells = (
            question.id,
            str(number),
            str(len(question.records)),
            place.source,
            place.sheet or "",
            str(place.row),
            question.records[0].entry,
            _say_places(others),
            record.link.written,
            question.subject.id,
            question.subject.name,
            f"{record.link.score:.4f}",
            say_evidence(record.link.evidence, 1),
            say_evidence(record.link.evidence, -1),
            record.when,
            record.summary,
            "",
            "",
            "",
        )
        writer.writerow([_safe(visible(cell)) for cell in cells])
    return stream.getvalue()


def _say_places(places: Sequence[Provenance]) -> str:
    """The further records that the one answer settles, as far as a cell can hold them."""
    named = [f"{one.source}{', ' + one.sheet if one.sheet else ''} row {one.row}" for one in places]
    more = f"; and {len(named) - _MOST_PLACES} more" if len(named) > _MOST_PLACES else ""
    return "; ".join(named[:_MOST_PLACES]) + more


def read_answers(
    text: str, questions: Sequence[Question], decisions: Sequence[Decision], by: str, on: date, where: str
) -> tuple[list[tuple[Question, Answer]], int]:
    """The answers of a filled-in sheet in the order of its lines, and how many of them stood in the case file already.

    `by`: who decided where the sheet leaves `decided_by` empty. Raises UsageError naming the lines that cannot be used: nothing
    of such a sheet counts.
    """
    lines = _lines(text, where)
    by_id = {question.id: question for question in questions}
    answers: list[tuple[Question, Answer]] = []
    met: dict[str, tuple[int, bool]] = {}
    faults: list[str] = []
    earlier = 0
    for line, cells in lines:
        said = cells["answer"].strip().casefold()
        if not said:
            continue
        if said not in _YES | _NO:
            faults.append(f"line {line}: `answer` is neither yes nor no")
            continue
        same, known = said in _YES, cells["question"].strip()
        first = met.setdefault(known, (line, same))
        if first != (line, same):
            fault = "is answered twice" if first[1] == same else "is answered both yes and no"
            faults.append(f"lines {first[0]} and {line}: one question {fault}")
        elif known not in by_id:
            fault = _why_unknown(cells, same, questions, decisions)
            earlier += not fault
            faults += [f"line {line}: {fault}"] if fault else []
        elif not (who := _unsafe(cells["decided_by"]).strip() or by):
            faults.append(f"line {line}: `decided_by` is empty; fill it in, or give --by NAME")
        else:
            question = by_id[known]
            why = _unsafe(cells["why"]).strip() or reason_for(question, same)
            answers.append((question, Answer(same, who, on, why)))
    faults += _two_people(answers, met)
    if faults:
        more = f"\n  and {len(faults) - _MOST_FAULTS} more" if len(faults) > _MOST_FAULTS else ""
        told = "".join(f"\n  {fault}" for fault in faults[:_MOST_FAULTS])
        raise UsageError(
            f"the answers cannot be used; nothing was written:{told}{more}", where, "mend these lines, and import again"
        )
    return answers, earlier


def _why_unknown(
    cells: dict[str, str], same: bool, questions: Sequence[Question], decisions: Sequence[Decision]
) -> str:
    """Why a question is not among those that are open; nothing where its answer stands in the case file already."""
    subject, source, row = cells["subject"].strip(), _unsafe(cells["source"]).strip(), cells["row"].strip()
    for decision in decisions:
        by_entry = bool(decision.entry) and decision.entry == cells["entry"].strip()
        by_row = (decision.source, str(decision.row)) == (source, row)
        if (by_entry or by_row) and subject in (decision.subject, decision.not_subject):
            if (decision.subject is not None) == same:
                return ""
            return f"the decision on line {decision.line} of the case file says the contrary"
    places = {
        (place.source, str(place.row))
        for question in questions
        if question.subject.id == subject
        for record in question.records
        for place in record.places
    }
    if (source, row) in places:
        return "its records have changed since the questions were exported; export them again"
    return "there is no such question, or it is settled; export the questions again"


def _two_people(answers: Sequence[tuple[Question, Answer]], met: dict[str, tuple[int, bool]]) -> list[str]:
    """A fault for each two people to whom the sheet gives the same words of the same record."""
    given: dict[tuple[object, str], int] = {}
    faults = set()
    for question, answer in answers:
        for record in question.records if answer.same and not question.several else ():
            line = met[question.id][0]
            first = given.setdefault((record.places, record.link.written), line)
            if first != line:
                faults.add((first, line))
    return [f"lines {one} and {other}: a record that names one person is given to two" for one, other in sorted(faults)]


def _lines(text: str, where: str) -> list[tuple[int, dict[str, str]]]:
    """The lines below the headings as (line, cells by heading); a sheet saved with semicolons or tabs is read as well."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        headings = [cell.strip().casefold() for cell in next(reader, [])]
        missing = [name for name in _NEEDED if name not in headings]
        if missing:
            raise UsageError(
                f"the column {missing[0]!r} is missing", f"{where} line 1", "fill in a sheet made by --export"
            )
        blank = dict.fromkeys(HEADINGS, "")
        lines = []
        above = reader.line_num
        for row in reader:
            if any(cell.strip() for cell in row):
                lines.append((above + 1, blank | dict(zip(headings, row, strict=False))))
            above = reader.line_num
        return lines
    except csv.Error as error:
        raise UsageError(f"not a table ({error})", f"{where} line {reader.line_num}", "save it as CSV") from None


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _unsafe(cell: str) -> str:
    """A cell without the apostrophe that `_safe` put before it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
