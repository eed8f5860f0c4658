"""One export, through the stages that need no other. Enters: a Case and an Export. Leaves: a Batch, its events still without kinds.

Also whose file it is and whom it is about, where neither its records nor the case say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from chronology.case import Case, StatedSource
from chronology.errors import SourceError
from chronology.issues import issue
from chronology.model import Event, Issue, Recognition
from chronology.normalise import KindsOfRecords, Untold, normalise
from chronology.profile import load_profile, shipped_profiles
from chronology.readers import Reading, read
from chronology.recognise import NO_NAMES, Names, arrange, compare_counts, names_of, recognise

PERSON_FIELDS = frozenset(
    ("name", "forename", "surname", "also_known_as", "nhs_number", "upn", "agency_id", "born"),
)


class Export(Struct, frozen=True):
    """A file to read: where it is, what the case calls it, and what the case states of it."""

    path: Path
    named: str
    stated: StatedSource | None = None
    profile: Path | None = None


class Batch(Struct):
    """What one export gave."""

    export: Export
    sha256: str
    agency: str
    sector: str
    recognitions: tuple[Recognition, ...]
    events: list[Event]
    untold: list[Untold]  # aligned with the events: what is left to tell their kinds
    tables: list[tuple[int, KindsOfRecords]]  # of each table, how many events it gave and how their kinds are read
    set_aside: list[Issue]
    issues: list[Issue]


def take_in(case: Case, export: Export) -> Batch:
    """One export, read, recognised and normalised. Raises SourceError or DefinitionError for one that the case states wrongly."""
    named_by_case = export.stated is not None and bool(export.stated.subject)
    reading, recognitions, issues = recognise_export(export, NO_NAMES if named_by_case else names_of(case.subjects))
    agency, sector, assumed = attribute(export, recognitions)
    lost = [found for found in issues if found.code == "record_unreadable"]
    noted = [found for found in issues if found.code != "record_unreadable"]
    batch = Batch(export, reading.sha256, agency, sector, recognitions, [], [], [], lost, noted + assumed)
    stated = bool(export.stated and export.stated.agency)
    for table, recognition in zip(reading.tables, recognitions, strict=True):
        about, doubt = _about(case, export, recognition)
        normalised = normalise(table, recognition, agency, sector, about, stated)
        batch.events += normalised.events
        batch.untold += normalised.untold
        batch.tables.append((len(normalised.events), normalised.kinds))
        batch.set_aside += normalised.set_aside
        batch.issues += normalised.issues
        if doubt and normalised.events:
            batch.issues.append(doubt)
    return batch


def take_in_people(case: Case, export: Export) -> Batch:
    """What an export gave of people. Without a register nobody is looked for in the words, so they are let go of."""
    batch = take_in(case, export)
    batch.untold, batch.tables = [], []
    if not case.subjects:
        batch.events = [
            Event(one.id, one.provenance, one.when, one.agency, one.sector, mentions=one.mentions, other=one.other)
            for one in batch.events
        ]
    return batch


def recognise_export(export: Export, names: Names = NO_NAMES) -> tuple[Reading, tuple[Recognition, ...], list[Issue]]:
    """The export's tables, each of one shape, how each is read, and the issues met. Raises DefinitionError for its profile.

    `names`: those of the case's register.
    """
    reading = read(export.path, export.named)
    profile = load_profile(export.profile, export.profile.name) if export.profile else None
    tables, arranged = arrange(reading.tables)
    reading = replace(reading, tables=tables)
    recognitions, issues = [], [*reading.issues, *arranged]
    for table in reading.tables:
        recognition, found = recognise(table, profile, shipped_profiles(), export.named, tables, names)
        recognitions.append(recognition)
        issues += found
    issues += compare_counts(reading.tables, recognitions)
    return reading, tuple(recognitions), _without_misfits(issues, recognitions)


def _without_misfits(issues: Sequence[Issue], recognitions: Sequence[Recognition]) -> list[Issue]:
    """The issues; where one table of a file has what a profile names, the others need not have it."""
    met = {column.heading.strip().casefold() for recognition in recognitions for column in recognition.columns}
    fits = any(recognition.profile for recognition in recognitions)
    return [
        found
        for found in issues
        if found.code != "profile_misfit" or (found.heading.casefold() not in met if found.heading else not fits)
    ]


def attribute(export: Export, recognitions: Sequence[Recognition]) -> tuple[str, str, list[Issue]]:
    """The agency and the sector of an export: as stated, else as its profile or title says, else its file's name."""
    stated = export.stated
    agency = (stated.agency if stated else "") or next((one.agency for one in recognitions if one.agency), "")
    sector = (stated.sector if stated else "") or next((one.sector for one in recognitions if one.sector), "")
    issues = []
    if not agency:
        agency = Path(export.named).stem.replace("_", " ").replace("-", " ").strip().capitalize()
    if not (stated and stated.agency):
        issues.append(issue("agency_assumed", export.named))
    if not sector:
        sector = "other"
        issues.append(issue("sector_unknown", export.named))
    elif not (stated and stated.sector):
        issues.append(issue("sector_assumed", export.named, detail=sector))
    return agency, sector, issues


def _about(case: Case, export: Export, recognition: Recognition) -> tuple[str, Issue | None]:
    """Whom an export that names nobody is about: as the case states, or the only child of the case, which is said."""
    if export.stated and export.stated.subject:
        return next(subject.name for subject in case.subjects if subject.id == export.stated.subject), None
    if recognition.person or any(column.field in PERSON_FIELDS for column in recognition.columns):
        return "", None
    children = [subject for subject in case.subjects if subject.role == "child"]
    if len(children) != 1:
        return "", None
    if recognition.unexplained_people:
        return "", issue("people_unread", export.named, recognition.sheet, heading=recognition.unexplained_people)
    return children[0].name, issue("person_assumed", export.named, recognition.sheet)


def refuse_nothing(batches: Sequence[Batch]) -> None:
    """Raises SourceError where no export could be read at all, with what stands against each."""
    if any(batch.recognitions for batch in batches):
        return
    told = "; ".join(
        f"{one.source}: {one.message}" for batch in batches for one in batch.issues if one.level == "error"
    )
    raise SourceError(
        f"none of the files could be read as an export. {told}".strip(), "", "put readable exports in place"
    )


def join_copies(batches: Sequence[Batch]) -> None:
    """The same file under two names is one agency's, so that its records are duplicates; unless the case states two."""
    first: dict[str, Batch] = {}
    for batch in batches:
        original = first.setdefault(batch.sha256, batch)
        if original is batch or not batch.sha256:
            continue
        batch.issues.append(issue("file_twice", batch.export.named, detail=f"the same as {original.export.named}"))
        if not (batch.export.stated and batch.export.stated.agency):
            batch.agency, batch.sector = original.agency, original.sector
            batch.events = [
                replace(event, provenance=copy.provenance)
                for event, copy in zip(original.events, batch.events, strict=True)
            ]
