"""`chronology identify`: what an export is, where its headings are and which column means what."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from chronology.cli.inputs import open_case
from chronology.cli.running import console, tell
from chronology.cli.writing import write_results
from chronology.errors import UsageError
from chronology.model import Issue, Source
from chronology.pipeline import identify
from chronology.readers import Reading

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
    _, exports, _ = open_case(paths)
    sources, issues, readings = identify(exports)
    if form == "json":
        from chronology.renderers.to_json import render_sources

        render_sources(sources, sys.stdout.buffer)
    else:
        _print(sources, issues)
    if profile_file:
        _write_profile(profile_file, sources, readings, paths)


def _print(sources: tuple[Source, ...], issues: tuple[Issue, ...]) -> None:
    from rich.table import Table

    out = console()
    for source in sources:
        out.print(source.path, style="bold")
        out.print(f"  agency: {source.agency}; sector: {source.sector.replace('_', ' ')}")
        for one in source.recognitions:
            place = f"  {one.sheet}: " if one.sheet else "  "
            headings = f"headings in row {one.heading_row}" if one.heading_row else "no heading row"
            profile = f"; profile {one.profile}" if one.profile else ""
            out.print(f"{place}{headings}{profile}; {len(one.not_records)} rows are no records")
            table = Table("Heading", "Means", "Standing", "Because", box=None, padding=(0, 2, 0, 2))
            for column in one.columns:
                style = _STYLES[column.standing]
                table.add_row(column.heading, column.field, column.standing, column.reason, style=style)
            out.print(table)
        for found in issues:
            if found.source == source.path:
                heading = f" (heading {found.heading})" if found.heading else ""
                tell(f"{found.source}{heading}: {found.level}: {found.message}")


def _write_profile(
    target: Path, sources: tuple[Source, ...], readings: tuple[Reading, ...], paths: tuple[Path, ...]
) -> None:
    from chronology.profile import profile_text

    tables = [
        (source, table, recognition)
        for source, reading in zip(sources, readings, strict=True)
        for table, recognition in zip(reading.tables, source.recognitions, strict=True)
        if any(column.field != "other" for column in recognition.columns)
    ]
    if len(sources) != 1 or not tables:
        raise UsageError("a profile is written for one file with records", "--profile", "give one FILE")
    source, table, recognition = tables[0]
    text = profile_text(recognition, table, source.agency, source.sector)
    write_results(target.parent, {target.name: lambda stream: stream.write(text.encode())}, paths)
    tell(f"Written: {target}. Correct it by hand, then name it under `profile:` for this source in case.yaml.")
