"""`chronology identify`: what an export is, where its headings are and which column means what."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chronology.cli.inputs import open_case
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


@click.command(epilog="Example: chronology identify sample_cases/child_p/exports/*.csv --profile police.yaml")
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
        for one, exported in zip(source.recognitions, reading.tables, strict=True):
            out.print(f"  {f'{one.sheet}: ' if one.sheet else ''}{_where(one, exported)}")
            out.print(_columns(one, exported))
        for found in issues:
            if found.source == source.path:
                heading = f" (heading {found.heading})" if found.heading else ""
                tell(f"{found.source}{heading}: {found.level}: {found.message}")


def _where(one: Recognition, exported: Exported) -> str:
    if one.heading_row:
        headings = f"headings in row {one.heading_row}"
    else:
        headings = "headings named by the file or carried over" if exported.headings else "no heading row"
    profile = f"; profile {one.profile}" if one.profile else ""
    records = len(exported.rows) - len(one.not_records)
    return f"{headings}{profile}; {records} records; {len(one.not_records)} rows are no records"


def _columns(one: Recognition, exported: Exported) -> Table:
    """What each column means and why, with the shapes of its cells in place of the cells."""
    from rich.table import Table

    rows = [row for number, row in enumerate(exported.rows, 1) if number not in one.not_records]
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
    write_results(target.parent, {target.name: lambda stream: stream.write(text.encode())}, paths)
    tell(f"Written: {target}. Correct it by hand, then name it under `profile:` for this source in case.yaml.")
