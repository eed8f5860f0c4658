"""`chronology picture`: one picture of the case as an SVG file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from chronology.cli.filters import read_filters, resolve
from chronology.cli.inputs import open_case
from chronology.cli.running import PATHS, run_opened, tell
from chronology.cli.writing import refuse_unwritable, write_results
from chronology.document import Picture
from chronology.errors import UsageError
from chronology.pictures import draw_lanes, draw_months, draw_people
from chronology.report import Report
from chronology.select import select

PICTURES: dict[str, Callable[[Report], Picture | None]] = {
    "lanes": draw_lanes,
    "months": draw_months,
    "people": draw_people,
}


@click.command(
    epilog="""\b
Example: chronology picture my_case --kind months -o months.svg
         chronology picture my_case --from 2006-12-01 --agency hospital > lanes.svg"""
)
@PATHS
@click.option("--kind", type=click.Choice(list(PICTURES)), default="lanes", show_default=True, help="What is drawn.")
@click.option(
    "-o",
    "--output",
    "file",
    metavar="FILE.svg",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write this file; else stdout where that is no terminal, or a file in chronology-out/.",
)
@click.option("--from", "first", metavar="DAY", help="Lanes from this day (2007-06-01).")
@click.option("--to", "--until", "last", metavar="DAY", help="Lanes to this day.")
@click.option("--agency", "agencies", multiple=True, help="Lanes of agencies whose name or sector contains this.")
@click.option(
    "--person", "people", metavar="ID", multiple=True, help="Lanes of what is, or may be, about this subject."
)
@click.option("--key-events", is_flag=True, help="Lanes of key events alone.")
def command(paths: tuple[Path, ...], kind: str, file: Path | None, **chosen: Any) -> None:
    """Draw PATH as one picture (SVG), readable in black and white.

    lanes: what each agency recorded, along time. months: records about each child by month and agency, and what the silences
    mean. people: who told whom, by the records. What it shows is said in words inside the file, for who cannot see it.
    """
    if kind != "lanes" and any(chosen.values()):
        raise UsageError("only lanes can be filtered", f"--kind {kind}", "leave the filters out")
    if file and file.suffix.casefold() != ".svg":
        raise UsageError("a picture is an SVG file", f"-o {file}", "end the name in .svg")
    given = read_filters(kinds=(), **chosen)
    case, exports, folder = open_case(paths)
    target = file or (folder / f"{kind}.svg" if sys.stdout.isatty() else None)
    if target:
        refuse_unwritable(target.parent)
    report = run_opened(case, exports)
    picture = PICTURES[kind](select(report, resolve(given, report)))
    if picture is None:
        note = report.knowledge.note if kind != "lanes" else ""
        raise UsageError(
            "there is nothing to draw", f"--kind {kind}", note or "`chronology check` says what the exports hold"
        )
    content = picture.svg.encode()
    if target is None:
        sys.stdout.buffer.write(content)
        return
    inputs = [case.folder / source.path for source in report.sources]
    inputs += [path for path in paths if path.is_file()]
    for path in write_results({target: lambda stream: stream.write(content)}, inputs):
        click.echo(f"Written: {path}")
    tell(picture.description)
