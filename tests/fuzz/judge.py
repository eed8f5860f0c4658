"""One input, judged. Enters: what kind of input it is and where it lies. Leaves: what went wrong, or nothing.

Everything the program says is swallowed; what it does is the whole of `chronology check`, in this process.
"""

from __future__ import annotations

import io
import traceback
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import click
from msgspec import Struct

from chronology.cli.check import _print_account, _print_issues
from chronology.cli.inputs import open_case
from chronology.dates import looks_like_date, read_date, read_serial, read_time
from chronology.errors import ChronologyError
from chronology.pipeline import Export, identify, run
from chronology.profile import load_profile
from chronology.report import Report
from tests.independent_count import count_rows

UNCOUNTED = frozenset(("form_layout", "unclosed_quote", "file_truncated", "file_unreadable", "text_damaged"))


class Task(Struct, frozen=True):
    """`reader` as the command line names it; `valid` where the file is a valid one of its kind, so that its rows can be counted."""

    reader: str
    path: str
    valid: bool


class Fault(Struct, frozen=True):
    """What went wrong, and the place in the program, the same for every input that fails in the same way."""

    what: str
    where: str
    detail: str


def judge(task: Task) -> Fault | None:
    """What is wrong with the program's answer to the input, if anything is."""
    path = Path(task.path)
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        try:
            if task.reader == "dates":
                return _judge_dates(path.read_text(encoding="utf-8", errors="surrogatepass"))
            if task.reader == "profile":
                return _check_profile(path)
            return _check(path, task)
        except (ChronologyError, click.ClickException):
            return None
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a library's panic is no Exception, and just as much a fault
            return _fault_of(error)


def _check(path: Path, task: Task) -> Fault | None:
    case, exports, _ = open_case([path.parent if task.reader == "yaml" else path])
    report = run(case, exports)
    _print_issues(report)
    _print_account(report)
    return _judge_account(report) or (_judge_count(report, path) if task.valid else None)


def _check_profile(path: Path) -> Fault | None:
    load_profile(path, path.name)
    identify([Export(path.parent / "export.csv", "export.csv", None, path)])
    return None


def _judge_account(report: Report) -> Fault | None:
    for source in report.sources:
        account = source.account
        parts = account.entries + account.undated + account.out_of_scope + account.duplicates + account.set_aside
        if account.records != parts:
            return Fault("account broken", "chronology/assemble.py", f"{account.records} records, parts make {parts}")
    return None


def _judge_count(report: Report, path: Path) -> Fault | None:
    """Whether records and other rows are all the rows there are. Forms and text that had to be mended have other rows than the file."""
    if any(issue.code in UNCOUNTED for issue in report.issues):
        return None
    counted = count_rows(path.read_bytes())
    (source,) = report.sources
    others = sum(why != "blank" for one in source.recognitions for why in one.not_records.values())
    if counted is None or counted == source.account.records + others:
        return None
    detail = f"{source.account.records} records and {others} other rows, {counted} counted"
    return Fault("count differs", path.suffix, detail)


def _judge_dates(texts: str) -> Fault | None:
    for text in texts.split("\x1e"):
        for when in (read_date(text), read_date(text, "14:05"), read_date(text, "", True), read_serial(text)):
            looks_like_date(text)
            read_time(text)
            if (when.first is None) != (when.last is None) or (when.first and when.last and when.first > when.last):
                return Fault("date back to front", "chronology/dates", repr(text))
            if when.text.strip() != text.strip():
                return Fault("date text changed", "chronology/dates", repr(text))
    return None


def _fault_of(error: BaseException) -> Fault:
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "/chronology/" in frame.filename] or frames
    place = f"chronology/{own[-1].filename.rpartition('/chronology/')[2]}:{own[-1].lineno} {own[-1].name}"
    return Fault(type(error).__name__, place, "".join(traceback.format_exception(error))[-3000:])
