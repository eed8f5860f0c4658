"""`chronology identify`: what an export is, where its headings are and which column means what."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chronology.cli.inputs import open_case
from chronology.cli.questions_listed import list_questions
from chronology.cli.running import console, tell
from chronology.cli.shapes import shapes_of
from chronology.cli.writing import write_results
from chronology.errors import OutputError, UsageError
from chronology.model import Issue, Recognition, Source
from chronology.model import Table as Exported
from chronology.pipeline import identify
from chronology.readers import Reading

if TYPE_CHECKING:
    from rich.table import Table

_STYLES = {"sure": "green", "likely": "", "unsure": "yellow"}


@click.command(epilog="Example: chronology identify my_case/exports/*.csv --profile police.yaml")
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option(
    "--profile",
    "profile_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a profile of the one FILE here, to correct by hand and name in case.yaml.",
)
def command(paths: tuple[Path, ...], form: str, profile_file: Path | None) -> None:
    """Say what each FILE is, where its headings are and which column means what."""
    if profile_file and profile_file.exists():
        raise OutputError(
            "a profile stands here already and may have been corrected by hand",
            str(profile_file),
            "name another FILE, or move this one away first",
        )
    _, exports, _ = open_case(paths)
    sources, issues, readings = identify(exports)
    if form == "json":
        from chronology.renderers.to_json import render_sources

        render_sources(sources, sys.stdout.buffer)
    else:
        _print(sources, issues, readings)
    if profile_file:
        _write_profile(profile_file, sources, readings, paths)


def _print(sources: tuple[Source, ...], issues: tuple[Issue, ...], readings: tuple[Reading, ...]) -> None:
    out = console()
    for source, reading in zip(sources, readings, strict=True):
        out.print(source.path, style="bold")
        out.print(f"  agency: {source.agency}; sector: {source.sector.replace('_', ' ')}")
        for read_alike in _alike(source, reading):
            out.print(f"  {_which(read_alike)}{_where(read_alike)}")
            if _count_records(read_alike):
                out.print(_columns(read_alike))
        for file, questions in list_questions([found for found in issues if found.source == source.path]):
            for one_question in questions:
                places = f" ({one_question.places})" if one_question.places else ""
                tell(f"{file}{places}: {one_question.level}: {one_question.message}")


def _alike(source: Source, reading: Reading) -> list[list[tuple[Recognition, Exported]]]:
    """The tables of a file, those together that follow each other and are read alike: the forms of a document, the pages of a print."""
    groups: list[list[tuple[Recognition, Exported]]] = []
    for one, exported in zip(source.recognitions, reading.tables, strict=True):
        before = groups[-1][-1][0] if groups else None
        named = exported.headings is not None or one.heading_row is not None
        if before and named and (before.columns, before.heading_row) == (one.columns, one.heading_row):
            groups[-1].append((one, exported))
        else:
            groups.append([(one, exported)])
    return groups


def _which(read_alike: Sequence[tuple[Recognition, Exported]]) -> str:
    sheets = [one.sheet for one, _ in read_alike if one.sheet]
    return f"{sheets[0]} to {sheets[-1]}: " if len(sheets) > 1 else f"{sheets[0]}: " if sheets else ""


def _where(read_alike: Sequence[tuple[Recognition, Exported]]) -> str:
    one, exported = read_alike[0]
    if one.heading_row:
        headings = f"headings in row {one.heading_row}"
    else:
        headings = "headings named by the file or carried over" if exported.headings else "no heading row"
    each = " of each" if len(read_alike) > 1 and one.heading_row else ""
    profile = f"; profile {one.profile}" if one.profile else ""
    others = sum(len(other.not_records) for other, _ in read_alike)
    return f"{headings}{each}{profile}; {_count_records(read_alike)} records; {others} rows are no records"


def _count_records(read_alike: Sequence[tuple[Recognition, Exported]]) -> int:
    return sum(len(exported.rows) - len(one.not_records) for one, exported in read_alike)


def _columns(read_alike: Sequence[tuple[Recognition, Exported]]) -> Table:
    """What each column means and why, with the shapes of its cells in place of the cells."""
    from rich.table import Table

    one = read_alike[0][0]
    rows = [
        row
        for other, exported in read_alike
        for number, row in enumerate(exported.rows, 1)
        if number not in other.not_records
    ]
    table = Table("Heading", "Means", "Standing", "Because", "Cells look like", box=None, padding=(0, 2, 0, 2))
    for column in one.columns:
        shapes = shapes_of(row[column.index] for row in rows if column.index < len(row))
        shown = (column.heading, column.field, column.standing, column.reason, "  ".join(shapes) or "blank")
        table.add_row(*shown, style=_STYLES[column.standing])
    return table


def _write_profile(
    target: Path, sources: tuple[Source, ...], readings: tuple[Reading, ...], paths: tuple[Path, ...]
) -> None:
    from chronology.profile import profile_text

    tables = [
        (source, table, recognition)
        for source, reading in zip(sources, readings, strict=True)
        for table, recognition in zip(reading.tables, source.recognitions, strict=True)
        if any(column.field != "other" and column.heading.strip() for column in recognition.columns)
    ]
    if len(sources) != 1 or not tables:
        raise UsageError(
            "a profile is written for one file with headings and records", "--profile", "give one such FILE"
        )
    source, table, recognition = tables[0]
    further = [recognition for _, _, recognition in tables[1:]]
    text = profile_text(recognition, table, source.agency, source.sector, further)
    write_results({target: lambda stream: stream.write(text.encode())}, paths)
    tell(f"Written: {target}. Correct it by hand, then name it under `profile:` for this source in case.yaml.")
