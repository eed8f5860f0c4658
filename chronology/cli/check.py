"""`chronology check`: reads everything, writes nothing, prints every question and the account."""

from __future__ import annotations

from pathlib import Path

import click
from msgspec.structs import astuple

from chronology.cli.questions_listed import list_questions, sum_up
from chronology.cli.running import PATHS, STRICT, console, exit_when_in_doubt, run_case
from chronology.report import Report

_STYLES = {"error": "red", "warning": "yellow", "note": "dim"}


@click.command(epilog="Example: chronology check my_case --strict")
@PATHS
@STRICT
def command(paths: tuple[Path, ...], strict: bool) -> None:
    """Read everything at PATH, write nothing, print every question about the data and the account of rows."""
    report = run_case(paths)
    _print_issues(report)
    _print_account(report)
    exit_when_in_doubt(report, strict)


def _print_issues(report: Report) -> None:
    from rich.table import Table

    out = console()
    if not report.issues:
        out.print("No questions about the data.")
        return
    for file, questions in list_questions(report.issues):
        out.print(file, style="bold")
        table = Table(box=None, padding=(0, 2, 0, 2), show_header=False)
        for column in ("level", "where", "what and what next", "code"):
            table.add_column(column, overflow="fold")
        for one in questions:
            table.add_row(one.level, one.places, one.message, one.code, style=_STYLES[one.level])
        out.print(table)
    out.print(sum_up(report.issues))


def _print_account(report: Report) -> None:
    from rich.table import Table

    numbers = ("Records", "Entries", "Undated", "Out of scope", "Duplicates", "Set aside")
    table = Table("Export", "Agency", box=None, padding=(0, 2, 0, 0))
    for heading in numbers:
        table.add_column(heading, justify="right")
    for source in report.sources:
        table.add_row(source.path, source.agency, *map(str, astuple(source.account)))
    console().print(table)
