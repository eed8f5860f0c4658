"""`chronology subjects`: who is who, with the evidence."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from functools import partial
from pathlib import Path
from typing import BinaryIO

import click

from chronology.cli.running import PATHS, console, run_case, tell
from chronology.cli.writing import write_results
from chronology.model import Link, Standing
from chronology.report import Report

_ORDER: tuple[Standing, ...] = ("confirmed", "probable", "possible")


@click.command(epilog="Example: chronology subjects sample_cases/twins --links links.csv")
@PATHS
@click.option(
    "--links",
    "links_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write source,sheet,row,subject,standing,score here, one line a mention.",
)
@click.option("--person", metavar="ID", help="This subject alone, every mention with its evidence.")
def command(paths: tuple[Path, ...], links_file: Path | None, person: str | None) -> None:
    """Print who is who in the records of PATH: for each person the names as written, and what waits for a decision."""
    report = run_case(paths)
    _print_people(report, person)
    if links_file:
        inputs = [report.case.folder / source.path for source in report.sources]
        write_results(links_file.parent, {links_file.name: partial(_write_links, report)}, [*inputs, *paths])
        tell(f"Written: {links_file}")


def _print_people(report: Report, person: str | None) -> None:
    out = console()
    by_subject: dict[str, list[Link]] = defaultdict(list)
    for link in report.links:
        by_subject[link.subject].append(link)
    for subject in report.subjects:
        if person and subject.id != person:
            continue
        links = by_subject[subject.id]
        counts = Counter(link.standing for link in links)
        born = f", born {subject.born.text}" if subject.born else ""
        out.print(f"{subject.name} ({subject.id}, {subject.role}{born})", style="bold")
        out.print("  " + ", ".join(f"{counts[standing]} {standing}" for standing in _ORDER))
        for line in _groups(links, every=bool(person)):
            out.print(f"  {line}")
    waiting = [link for link in report.links if link.standing == "possible"]
    if waiting:
        rows = len({link.provenance for link in waiting})
        tell(
            f"{rows} records wait for a decision: write it under `links:` in case.yaml, or look at them with --person."
        )
    strangers = [found for found in report.issues if found.code == "person_unregistered"]
    for found in strangers:
        out.print(f"{found.source}{f', row {found.row}' if found.row else ''}: {found.message}", style="yellow")


def _groups(links: list[Link], every: bool) -> list[str]:
    """Mentions that agree in name, standing and evidence share a line; each line shows the arithmetic."""
    groups: dict[tuple[object, ...], list[Link]] = defaultdict(list)
    for link in links:
        groups[_ORDER.index(link.standing), link.written, link.score, link.evidence].append(link)
    lines = []
    for _, same in sorted(groups.items(), key=lambda item: (item[0][0], -len(item[1]), str(item[0][1]))):
        link = same[0]
        weights = ", ".join(f"{one.field} {one.verdict} {one.weight:+.1f}" for one in link.evidence)
        places = [f"{one.provenance.source} row {one.provenance.row}" for one in same]
        shown = places if every else places[:3]
        more = f" and {len(places) - len(shown)} more" if len(places) > len(shown) else ""
        lines.append(f"{link.standing} {link.score:.2f}  “{link.written}”  {weights}  [{', '.join(shown)}{more}]")
    return lines


def _write_links(report: Report, stream: BinaryIO) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("source", "sheet", "row", "subject", "standing", "score"))
    for link in sorted(report.links, key=lambda link: (link.provenance, link.subject)):
        place = link.provenance
        writer.writerow((place.source, place.sheet or "", place.row, link.subject, link.standing, f"{link.score:.4f}"))
    text.detach()
