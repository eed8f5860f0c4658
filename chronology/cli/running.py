"""What the verbs share: their PATH argument, running the pipeline with a progress bar, and saying what was assumed."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chronology.case import Case
from chronology.cli.inputs import open_case
from chronology.model import Link, Subject
from chronology.pipeline import Export, Progress, run, tell_who
from chronology.report import Report
from chronology.rule import Rule

if TYPE_CHECKING:
    from rich.console import Console

PATHS = click.argument(
    "paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path, exists=False, readable=True)
)
STRICT = click.option("--strict", is_flag=True, help="Exit with 1 when rows were set aside or something is in doubt.")

_PROGRESS_AFTER_SECONDS = 1.0


def run_case(paths: tuple[Path, ...]) -> Report:
    """The report on PATH. Assumptions are told on stderr."""
    case, exports, _ = open_case(paths)
    return run_opened(case, exports)


def run_opened(case: Case, exports: Sequence[Export], rules: Sequence[Rule] | None = None) -> Report:
    """The report on a case that has been opened, by the rules shipped unless others are given. Assumptions are told on stderr."""
    with _ProgressBar() as bar:
        report = run(case, exports, bar.show, rules)
    if not case.stated:
        people = Counter(subject.role for subject in report.subjects)
        found = ", ".join(f"{count} of role {role}" for role, count in sorted(people.items()))
        tell(f"No case file: the people were worked out from the records ({found or 'none'}).")
    if case.assumed_nation:
        tell("No nation is stated: England's rules and holidays were used.")
    return report


def tell(message: str) -> None:
    """Talk goes to stderr; stdout carries the result."""
    click.echo(message, err=True)


def console(**settings: Any) -> Console:
    """A console on stdout: tables and colours on a terminal, plain text in a pipe."""
    from chronology.cli.terminal import Terminal

    plain = not sys.stdout.isatty()
    return Terminal(
        highlight=False, soft_wrap=plain, width=200 if plain else None, emoji=False, markup=False, **settings
    )


def exit_when_in_doubt(report: Report, strict: bool) -> None:
    """Exit code 1 under --strict when a row was set aside or an issue is graver than a note."""
    if strict and report.in_doubt:
        sys.exit(1)


def tell_who_opened(case: Case, exports: Sequence[Export]) -> tuple[tuple[Subject, ...], list[Link]]:
    """The people of a case that has been opened, and whom each record is about."""
    with _ProgressBar() as bar:
        return tell_who(case, exports, bar.show)


class _ProgressBar:
    """A bar on stderr, drawn only on a terminal and only when a run takes over a second."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.bar: Any = None
        self.task: Any = None

    def __enter__(self) -> _ProgressBar:
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.stop()

    @property
    def show(self) -> Progress:
        """The function to tell the pipeline."""
        return self._draw if sys.stderr.isatty() else _draw_nothing

    def _draw(self, doing: str, done: int, steps: int) -> None:
        if self.bar is None:
            if time.monotonic() - self.began < _PROGRESS_AFTER_SECONDS:
                return
            from rich.console import Console
            from rich.progress import Progress as Bar

            self.bar = Bar(console=Console(stderr=True), transient=True)
            self.task = self.bar.add_task(doing, total=steps)
            self.bar.start()
        self.bar.update(self.task, description=doing, completed=done)


def _draw_nothing(_doing: str, _done: int, _steps: int) -> None:
    """In a pipe nothing is drawn."""
