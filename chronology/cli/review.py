"""`chronology subjects --review`, `--export` and `--import`: a person's decisions on who is who, into the case file.

Nothing but the case file is written, whole or not at all, after every answer. Which questions there are, and how decisions
are worded and placed, is for `chronology.review`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import click
from msgspec import Struct
from rich.console import Console

from chronology.case import load_case
from chronology.cli.inputs import CASE_FILE
from chronology.cli.questions_shown import HELP, show_question
from chronology.cli.running import tell
from chronology.cli.writing import write_results
from chronology.compose.words import count_of
from chronology.definitions import LARGEST_BYTES
from chronology.errors import DefinitionError, OutputError, UsageError
from chronology.report import Report
from chronology.review.case_text import add_decisions
from chronology.review.decisions import Answer, decision_lines, reason_for
from chronology.review.questions import Question, count_outside, find_questions, settled_by, split
from chronology.review.sheet import read_answers, write_questions

_KEYS = "y same person   n not this person   e each   s skip   u undo   q quit   ? help"
_WIDEST = 100  # characters of a line that is still easily read
_PIPED_WIDTH = 80


class _Given(Struct):
    """One answer as it was saved: the question, and the case file before and after."""

    question: Question
    same: bool
    settles: frozenset[str]  # the ids of the questions that need no answer any more
    before: bytes
    after: bytes


class _Sitting(Struct):
    """An evening's work: the questions in order, where it stands in them, and the answers given so far."""

    case_file: Path
    by: str
    on: date
    questions: list[Question]
    at: int = 0
    given: list[_Given] = []


def review(report: Report, by: str | None, on: date | None) -> None:
    """Asks the open questions one by one and saves each answer in the case file. Raises as `save_decisions` does."""
    case_file = case_file_of(report)
    questions = find_questions(report)
    _tell_outside(report)
    if not questions:
        click.echo("No record waits for a decision.")
        return
    rows = len({record.places for question in questions for record in question.records})
    click.echo(f"{count_of(len(questions), 'question')} on {count_of(rows, 'record')}. Keys: {_KEYS}")
    try:
        sitting = _Sitting(case_file, by or _ask_name(), on or _ask_day(), questions)
    except click.Abort:
        click.echo("\nNothing was saved.")
        return
    names = {subject.id: subject.name for subject in report.subjects}
    try:
        _ask_all(sitting, names)
    except (KeyboardInterrupt, click.Abort):
        click.echo()
    _sum_up(sitting)


def export_questions(report: Report, target: Path, inputs: Sequence[Path]) -> None:
    """Writes the open questions as a sheet to fill in; never over an export or the case file."""
    case_file = case_file_of(report)
    if target.exists():
        raise UsageError(
            "there is such a file already, and answers may stand in it",
            str(target),
            "give another name, or move it away",
        )
    questions = find_questions(report)
    content = ("\ufeff" + write_questions(questions)).encode("utf-8", "replace")  # Excel knows UTF-8 by its mark alone
    write_results({target: lambda stream: stream.write(content)}, [*inputs, case_file])
    _tell_outside(report)
    tell(f"Written: {target} ({count_of(len(questions), 'question')}).")
    tell("Fill in answer (yes or no), why and decided_by, save it as CSV, and give it to --import.")


def import_answers(report: Report, filled: Path, by: str | None, on: date | None) -> None:
    """Writes the answers of a filled-in sheet into the case file, all of them or none."""
    case_file = case_file_of(report)
    day = on or _today()
    answers, earlier = read_answers(
        _read_sheet(filled), find_questions(report), report.case.decisions, by or "", day, str(filled)
    )
    lines = [line for question, answer in answers for line in decision_lines(question, answer)]
    if lines:
        save_decisions(case_file, lambda text: add_decisions(text, lines))
    known = f" {count_of(earlier, 'answer')} stood there already." if earlier else ""
    told = f"{count_of(len(lines), 'decision')} from {count_of(len(answers), 'answer')}"
    click.echo(f"{told} written to {case_file}, dated {day}.{known}")


def case_file_of(report: Report) -> Path:
    """The case file that takes the decisions. Raises UsageError for loose files, which have none."""
    if not report.case.stated:
        raise UsageError(
            "decisions are kept in a case file, and these files have none",
            CASE_FILE,
            "put the exports into a folder of their own, and run `chronology new FOLDER`",
        )
    return (report.case.folder / CASE_FILE).resolve()


def save_decisions(case_file: Path, change: Callable[[str], str]) -> tuple[bytes, bytes]:
    """Puts the changed text in the place of the case file, whole or not at all, with the mode it had: (before, after).

    Raises OutputError where it cannot be written, and DefinitionError where the result would be no case file.
    """
    try:
        before = case_file.read_bytes()
        after = change(before.decode("utf-8")).encode("utf-8")
        _replace(case_file, after)
    except OSError as error:
        raise OutputError(
            f"cannot be written ({error.strerror})", str(case_file), "check its permissions and the disk"
        ) from None
    except UnicodeError:
        raise UsageError("not UTF-8 text", str(case_file), "save it as UTF-8 in a text editor") from None
    return before, after


def _replace(case_file: Path, content: bytes) -> None:
    if len(content) > LARGEST_BYTES:
        raise OutputError(f"would be larger than {LARGEST_BYTES >> 20} MiB", str(case_file), "split the case")
    mode = case_file.stat().st_mode & 0o777
    handle, temporary = tempfile.mkstemp(prefix=".writing-", dir=case_file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        _refuse_misfit(Path(temporary), case_file)
        Path(temporary).chmod(mode)
        Path(temporary).replace(case_file)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _refuse_misfit(written: Path, case_file: Path) -> None:
    """Raises DefinitionError where what would take the case file's place cannot be read as one."""
    try:
        load_case(written)
    except DefinitionError as error:
        where = error.where.replace(written.name, case_file.name)
        raise DefinitionError(f"{error.what}; nothing was changed", where, error.next_step) from None


def _ask_all(sitting: _Sitting, names: dict[str, str]) -> None:
    out = _console()
    while sitting.at < len(sitting.questions):
        question = sitting.questions[sitting.at]
        if question.id in _settled(sitting):
            sitting.at += 1
            continue
        heading = f"Question {sitting.at + 1} of {len(sitting.questions)}"
        said_no = [one.question for one in sitting.given if not one.same]
        denied = {one.subject.id for one in said_no if one.about == question.about}
        show_question(out, question, heading, names, denied)
        if not _take_answer(sitting, question):
            return


def _take_answer(sitting: _Sitting, question: Question) -> bool:
    """Acts on one key, and asks again after one that answers nothing; False to quit."""
    while True:
        key, reason = _read_key()
        if key == "q":
            return False
        if key == "u" and _undo(sitting):
            return True
        if key == "s":
            sitting.at += 1
            return True
        if key == "e" and len(question.records) > 1:
            sitting.questions[sitting.at : sitting.at + 1] = split(question)
            return True
        if key in ("y", "n"):
            _answer(sitting, question, key == "y", reason)
            return True
        if key == "?":
            click.echo(HELP)
        elif key == "e":
            click.echo("There is only one record.")
        elif key != "u":
            click.echo(_KEYS)


def _answer(sitting: _Sitting, question: Question, same: bool, reason: str | None) -> None:
    default = reason_for(question, same)
    if reason is None:
        reason = click.prompt(f"Why? (Enter: “{default}”)", default=default, show_default=False)
    answer = Answer(same, sitting.by, sitting.on, _clean(reason) or default)
    lines = decision_lines(question, answer)
    before, after = save_decisions(sitting.case_file, lambda text: add_decisions(text, lines))
    settles = frozenset(settled_by(question, sitting.questions)) if same else frozenset()
    spared = len(settles - _settled(sitting))
    sitting.given.append(_Given(question, same, settles, before, after))
    sitting.at += 1
    told = f"{'Same person' if same else 'Not this person'}: {count_of(len(lines), 'decision')} saved."
    click.echo(told + (f" No need to ask {spared} more." if spared else "") + "\n")


def _undo(sitting: _Sitting) -> bool:
    """Takes the last answer of this sitting back; its question is asked again. False where there is nothing to take back."""
    if not sitting.given:
        click.echo("Nothing to undo: earlier decisions stand under `links:` in the case file.")
        return False
    last = sitting.given[-1]
    if _content(sitting.case_file) != last.after:
        click.echo("The case file was changed since by somebody else: take the last lines under `links:` out by hand.")
        return False
    save_decisions(sitting.case_file, lambda _: last.before.decode("utf-8"))
    sitting.given.pop()
    sitting.at = next(n for n, one in enumerate(sitting.questions) if one.id == last.question.id)
    click.echo("Taken back.\n")
    return True


def _content(case_file: Path) -> bytes:
    """What stands in the file now; nothing where it cannot be read."""
    try:
        return case_file.read_bytes()
    except OSError:
        return b""


def _settled(sitting: _Sitting) -> set[str]:
    """The ids of the questions that need no answer any more."""
    return {settled for given in sitting.given for settled in given.settles}


def _read_key() -> tuple[str, str | None]:
    """One key on a terminal, or the first letter of a line that is piped in, with what follows it as the reason.

    The end of what is piped in counts as q.
    """
    if sys.stdin.isatty():
        click.echo("y n e s u q ? ", nl=False)
        key = click.getchar().casefold()
        click.echo(key if key.isprintable() else "")
        return ("q" if key in ("\x04", "") else key), None
    line = sys.stdin.readline()
    if not line:
        return "q", None
    line = line.strip()
    return line[:1].casefold(), line[1:].strip()


def _ask_name() -> str:
    """The name of the person who decides, from the terminal or the first line that is piped in."""
    if not sys.stdin.isatty():
        name = _clean(sys.stdin.readline())
        if name:
            return name
        raise UsageError("nobody is named as the one who decides", "--by", 'give --by "A. Reviewer"')
    name = ""
    while not name:
        name = _clean(click.prompt("Who decides? Your name", prompt_suffix=": "))
    return name


def _ask_day() -> date:
    """The day of the decisions: today, unless another is given on the terminal or with --on."""
    if sys.stdin.isatty():
        while True:
            written = click.prompt("Date of the decisions", default=_today().isoformat())
            try:
                return date.fromisoformat(written.strip())
            except ValueError:
                click.echo("Write it as 2026-11-21.")
    click.echo(f"Decisions are dated today, {_today()}; --on DAY gives another day.")
    return _today()


def _today() -> date:
    """What the clock says. A decision is made now by the person at the keyboard; nothing else in the program asks."""
    return date.today()


def _clean(written: str) -> str:
    return written.encode("utf-8", "replace").decode("utf-8").strip()


def _sum_up(sitting: _Sitting) -> None:
    open_now = (
        {one.id for one in sitting.questions} - {given.question.id for given in sitting.given} - _settled(sitting)
    )
    saved = f"{count_of(len(sitting.given), 'answer')} saved in {sitting.case_file}"
    click.echo(f"{saved}; {count_of(len(open_now), 'question')} left open.")
    if sitting.given:
        click.echo("Run `chronology subjects` again: what was decided may settle or raise other questions.")


def _tell_outside(report: Report) -> None:
    if outside := count_outside(report):
        tell(f"{outside} records in doubt stand outside the period of the case and are not asked about.")


def _console() -> Console:
    """A console that wraps where a line is still easily read; 80 characters in a pipe."""
    if not sys.stdout.isatty():
        return Console(width=_PIPED_WIDTH, highlight=False, emoji=False, markup=False, color_system=None)
    wide = min(Console().width, _WIDEST)
    return Console(width=wide, highlight=False, emoji=False, markup=False)


def _read_sheet(path: Path) -> str:
    """The text of a filled-in sheet: UTF-8, or Windows-1252 as older spreadsheet programs save it."""
    try:
        if not path.is_file():
            raise UsageError("there is no such file", str(path), "give the sheet that --export wrote, filled in")
        if path.stat().st_size > LARGEST_BYTES:
            raise UsageError("too large for a sheet of answers", str(path), "give the sheet that --export wrote")
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot be read ({error.strerror})", str(path), "check its permissions") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
