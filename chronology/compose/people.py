"""Who is who: each person with the names as written, and the links that wait for a decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from chronology.compose.words import MOST_PLACES, count_of, say_place
from chronology.document import Block, Grid, Heading, Paragraph, Row
from chronology.model import Evidence, Link
from chronology.report import Report


def people(report: Report) -> list[Block]:
    """The section on people, and below it what is to review."""
    by_subject = links_by_subject(report)
    rows = []
    for subject in report.subjects:
        links = by_subject[subject.id]
        standings = [link.standing for link in links]
        rows.append(
            Row(
                (
                    subject.name,
                    subject.role + ("" if subject.registered else " (worked out from the records)"),
                    subject.born.text if subject.born else "",
                    str(standings.count("confirmed")),
                    str(standings.count("probable")),
                    str(standings.count("possible")),
                    _say_names(links),
                ),
                f"person-{subject.id}",
            )
        )
    blocks: list[Block] = [
        Heading(2, "Who is who", "people"),
        Grid(
            ("Person", "Role", "Born", "Confirmed", "Probable", "To review", "As written in the records"), tuple(rows)
        ),
    ]
    return [*blocks, *_reviews(report)]


def links_by_subject(report: Report) -> dict[str, list[Link]]:
    """The links of each person, none for some, by subject id."""
    by_subject: dict[str, list[Link]] = {subject.id: [] for subject in report.subjects}
    for link in report.links:
        by_subject[link.subject].append(link)
    return by_subject


def names_written(links: Iterable[Link]) -> list[str]:
    """The forms in which the records that are surely a person's write the name, the most frequent first: `Smith, J (38)`."""
    written = Counter(link.written for link in links if link.standing != "possible" and link.written)
    return [f"{name} ({count})" for name, count in sorted(written.items(), key=lambda pair: (-pair[1], pair[0]))]


def _say_names(links: Iterable[Link]) -> str:
    names = names_written(links)
    return "; ".join(names[:MOST_PLACES]) + (
        f"; and {len(names) - MOST_PLACES} more" if len(names) > MOST_PLACES else ""
    )


def _reviews(report: Report) -> list[Block]:
    names = {subject.id: subject.name for subject in report.subjects}
    paths = {source.path: source.id for source in report.sources}
    rows = [
        Row(
            (
                say_place(link.provenance, paths),
                link.written,
                names[link.subject],
                _say_evidence(link.evidence),
            )
        )
        for link in report.links
        if link.standing == "possible"
    ]
    if not rows:
        return [Paragraph("No record waits for a decision on who it is about.")]
    return [
        Heading(3, "To review", "review"),
        Paragraph(
            f"{count_of(len(rows), 'link')} that the records alone do not settle. They count for nobody until a person decides "
            "under “links:” in the case file."
        ),
        Grid(("Record", "As written", "Might be", "For and against (bits)"), tuple(rows)),
    ]


def _say_evidence(evidence: tuple[Evidence, ...]) -> str:
    return "; ".join(f"{one.field.replace('_', ' ')} {one.verdict} ({one.weight:+.1f})" for one in evidence)
