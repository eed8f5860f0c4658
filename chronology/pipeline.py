"""The stages in their order; the only room that knows it. Enters: a Case and its export files. Leaves: a Report.

read → recognise → normalise → link → assemble → audit → knowledge. `compose` and the renderers turn the Report into documents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from chronology.assemble import assemble, give_own_ids
from chronology.audit import audit
from chronology.audit.examples import result_of, try_example
from chronology.case import Case, StatedSource
from chronology.correct import correct
from chronology.errors import ChronologyError, SourceError
from chronology.issues import issue
from chronology.knowledge import find_knowledge
from chronology.linking import link
from chronology.model import Account, Event, Issue, Link, Provenance, Recognition, Source, Subject
from chronology.normalise import KindsOfRecords, Told, Untold, normalise, tell_kinds, with_kinds
from chronology.processes import MOST_PROCESSES, count_processors, in_another_process, work_ahead
from chronology.profile import load_profile, shipped_profiles
from chronology.readers import Reading, read
from chronology.recognise import arrange, compare_counts, recognise
from chronology.report import Report
from chronology.review.contradictions import refuse_contradictions
from chronology.rule import Example, Rule, choose_rules, load_rules, unknown_rules
from chronology.supplied import is_supplied

PERSON_FIELDS = frozenset(
    ("name", "forename", "surname", "also_known_as", "nhs_number", "upn", "agency_id", "born"),
)

ENOUGH_BYTES = 300_000  # of exports, from which a second process saves more time than it costs
ENOUGH_EVENTS = 1_500  # the same, of events whose kinds are to be told
SHORTEST_STRETCH = 200
MOST_STRETCHES = 200

Progress = Callable[[str, int, int], None]
"""Told before each step: what is done now, how many steps are behind, how many there are."""


class Export(Struct, frozen=True):
    """A file to read: where it is, what the case calls it, and what the case states of it."""

    path: Path
    named: str
    stated: StatedSource | None = None
    profile: Path | None = None


class _Batch(Struct):
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


TakeIn = Callable[[Export], _Batch]


def _quietly(doing: str, done: int, steps: int) -> None:
    """No progress is shown."""


def run(
    case: Case, exports: Sequence[Export], progress: Progress = _quietly, shipped: Sequence[Rule] | None = None
) -> Report:
    """Everything the exports say about the case, by the `shipped` rules (those of this program unless given).

    Raises SourceError when none of the exports can be read, DefinitionError for a rule that the case names and cannot be used and
    for decisions that contradict each other.
    """
    rules, off = choose_rules(load_rules(case.nation, with_examples=False) if shipped is None else shipped, case)
    steps = len(exports) + 3
    batches, events = _gather(case, exports, _take_in, progress, steps)
    progress("Telling who is who, and what happened", len(exports), steps)
    stretches = _cut(batches, events)
    processes = min(count_processors(), MOST_PROCESSES) if len(events) >= ENOUGH_EVENTS else 1
    with work_ahead(_tell, stretches, processes) as finish_telling:
        linking = link(events, case.subjects, case.decisions)
        told = finish_telling()
    events, conflicts = _put_kinds(stretches, told)
    correction = correct(events, case.corrections)
    events = correction.events

    progress("Putting events in order", len(exports) + 1, steps)
    scope = (case.scope_from, case.scope_to)
    stated_covers = {
        batch.export.named: batch.export.stated.covers if batch.export.stated else None for batch in batches
    }
    set_aside = {batch.export.named: len(batch.set_aside) for batch in batches}
    assembly = assemble(events, linking.links, linking.subjects, scope, stated_covers, set_aside)
    chronology = assembly.chronology

    progress("Asking the rules", len(exports) + 2, steps)
    sources = tuple(
        Source(
            id=f"S{number}",
            path=batch.export.named,
            sha256=batch.sha256,
            agency=batch.agency,
            sector=batch.sector,
            covers=chronology.covers[batch.export.named],
            recognitions=batch.recognitions,
            account=chronology.accounts[batch.export.named],
        )
        for number, batch in enumerate(batches, 1)
    )
    outcome = audit(chronology, linking.subjects, sources, rules, case.nation, off, scope)

    knowledge = find_knowledge(
        chronology, linking.subjects, sources, outcome.findings, rules, scope, case.expected_agencies
    )

    issues = [found for batch in batches for found in (*batch.issues, *batch.set_aside)]
    issues += [*conflicts, *correction.issues, *linking.issues, *assembly.issues]
    issues += [issue("rule_unknown", detail=unknown) for unknown in unknown_rules(case.rules_off)]
    issues += [issue("source_without_records", source.path) for source in sources if not is_supplied(source)]
    return Report(
        case=case,
        sources=sources,
        subjects=linking.subjects,
        links=tuple(one for links in linking.links for one in links),
        chronology=chronology,
        corrections=correction.made,
        findings=outcome.findings,
        checks=outcome.checks,
        rules=rules,
        knowledge=knowledge,
        prior_bits=linking.prior_bits,
        issues=tuple(sorted(set(issues), key=_issue_order)),
        set_aside=tuple(
            sorted(
                (Provenance(found.source or "", found.sheet, found.row or 0), found.code)
                for batch in batches
                for found in batch.set_aside
            )
        ),
    )


def tell_who(
    case: Case, exports: Sequence[Export], progress: Progress = _quietly
) -> tuple[tuple[Subject, ...], list[Link]]:
    """The people and whom each record is about, by place: no kinds are told, no events put in order, no rules asked.

    The links carry no evidence.

    Raises as `run` does.
    """
    steps = len(exports) + 1
    _, events = _gather(case, exports, _take_in_people, progress, steps)
    progress("Telling who is who", len(exports), steps)
    linking = link(events, case.subjects, case.decisions, explained=False)
    links = [one for links in linking.links for one in links]
    links.sort(key=lambda one: (one.provenance, one.subject))
    return linking.subjects, links


def try_examples(rule: Rule) -> tuple[tuple[Example, str], ...]:
    """The rule's own examples, each with what the audit says of it."""
    return tuple((example, result_of(rule, try_example(rule, example))) for example in rule.examples)


def identify(exports: Sequence[Export]) -> tuple[tuple[Source, ...], tuple[Issue, ...], tuple[Reading, ...]]:
    """What each export is and what its columns mean, without looking at who or when."""
    sources, issues, readings = [], [], []
    for number, export in enumerate(sorted(exports, key=lambda export: export.named), 1):
        reading, recognitions, found = _recognise(export)
        readings.append(reading)
        issues += found
        agency, sector, assumed = _attribute(export, recognitions)
        issues += assumed
        sources.append(
            Source(f"S{number}", export.named, reading.sha256, agency, sector, None, recognitions, Account())
        )
    return tuple(sources), tuple(sorted(issues, key=_issue_order)), tuple(readings)


def _gather(
    case: Case,
    exports: Sequence[Export],
    take_in: Callable[[Case, Export], _Batch],
    progress: Progress,
    steps: int,
) -> tuple[list[_Batch], list[Event]]:
    """What the exports gave, in order of their names, and all their events, each with an id of its own."""
    in_order = sorted(exports, key=lambda export: export.named)
    batches = _take_in_all(partial(take_in, case), in_order, progress, steps)
    _refuse_nothing(batches)
    _join_copies(batches)
    events = give_own_ids([event for batch in batches for event in batch.events])
    refuse_contradictions(case.decisions, events, case.subjects)
    return batches, events


def _take_in_all(take_in: TakeIn, exports: Sequence[Export], progress: Progress, steps: int) -> list[_Batch]:
    """What each export gave, in their order; large exports are taken in by several processes side by side."""
    ahead: dict[str, _Batch] = {}
    shares = _share_out(exports)
    if len(shares) > 1:
        ahead = _take_in_side_by_side(take_in, shares, progress, steps)
    batches = []
    for done, export in enumerate(exports):
        if export.named not in ahead:  # or it failed: done again in its turn, it fails as it does in one process
            progress(f"Reading {export.named}", done, steps)
            ahead[export.named] = take_in(export)
        batches.append(ahead[export.named])
    return batches


def _share_out(exports: Sequence[Export]) -> list[list[Export]]:
    """The exports in one share a process, about equal in bytes, the largest share and the largest export first."""
    sizes = {export.named: export.path.stat().st_size if export.path.is_file() else 0 for export in exports}
    if len(exports) < 2 or sum(sizes.values()) < ENOUGH_BYTES:
        return [list(exports)]
    processes = min(count_processors(), MOST_PROCESSES, len(exports))
    shares: list[list[Export]] = [[] for _ in range(processes)]
    loads = [0] * processes
    for export in sorted(exports, key=lambda export: (-sizes[export.named], export.named)):
        lightest = loads.index(min(loads))
        shares[lightest].append(export)
        loads[lightest] += sizes[export.named]
    return [share for _, share in sorted(zip(loads, shares, strict=True), key=lambda pair: -pair[0])]


def _take_in_side_by_side(
    take_in: TakeIn, shares: Sequence[list[Export]], progress: Progress, steps: int
) -> dict[str, _Batch]:
    """What the exports gave, by their names: the first share in this process, every other in one of its own."""
    taken: dict[str, _Batch] = {}
    with ExitStack() as stack:
        further = [stack.enter_context(in_another_process(_take_in_share, take_in, share)) for share in shares[1:]]
        for export in shares[0]:
            progress(f"Reading {export.named}", len(taken), steps)
            taken |= _take_in_share(take_in, [export])
        for share, outcome in zip(shares[1:], further, strict=True):
            progress(f"Reading {share[-1].named}", len(taken), steps)
            taken |= outcome() or {}
    return taken


def _take_in_share(take_in: TakeIn, share: Sequence[Export]) -> dict[str, _Batch]:
    """What each export gave, by its name, without those that cannot be taken in."""
    taken = {}
    for export in share:
        with suppress(ChronologyError):
            taken[export.named] = take_in(export)
    return taken


def _take_in_people(case: Case, export: Export) -> _Batch:
    """What an export gave of people. Without a register nobody is looked for in the words, so they are let go of."""
    batch = _take_in(case, export)
    batch.untold, batch.tables = [], []
    if not case.subjects:
        batch.events = [
            Event(one.id, one.provenance, one.when, one.agency, one.sector, mentions=one.mentions, other=one.other)
            for one in batch.events
        ]
    return batch


def _take_in(case: Case, export: Export) -> _Batch:
    reading, recognitions, issues = _recognise(export)
    agency, sector, assumed = _attribute(export, recognitions)
    lost = [found for found in issues if found.code == "record_unreadable"]
    noted = [found for found in issues if found.code != "record_unreadable"]
    batch = _Batch(export, reading.sha256, agency, sector, recognitions, [], [], [], lost, noted + assumed)
    for table, recognition in zip(reading.tables, recognitions, strict=True):
        about, doubt = _about(case, export, recognition)
        normalised = normalise(table, recognition, agency, sector, about)
        batch.events += normalised.events
        batch.untold += normalised.untold
        batch.tables.append((len(normalised.events), normalised.kinds))
        batch.set_aside += normalised.set_aside
        batch.issues += normalised.issues
        if doubt and normalised.events:
            batch.issues.append(doubt)
    return batch


class _Stretch(NamedTuple):
    """Neighbouring events of one table, and what tells their kinds."""

    kinds: KindsOfRecords
    events: Sequence[Event]
    untold: Sequence[Untold]
    ends_table: bool


def _cut(batches: Sequence[_Batch], events: Sequence[Event]) -> list[_Stretch]:
    """The events in stretches, in order; short enough for several processes to share them out evenly."""
    longest = max(SHORTEST_STRETCH, len(events) // MOST_STRETCHES)
    stretches = []
    start = 0
    for batch in batches:
        first = 0
        for count, kinds in batch.tables:
            for at in range(first, first + count, longest):
                end = min(at + longest, first + count)
                stretches.append(
                    _Stretch(kinds, events[start + at : start + end], batch.untold[at:end], end == first + count)
                )
            first += count
        start += len(batch.events)
    return stretches


def _tell(stretch: _Stretch) -> list[Told]:
    return tell_kinds(stretch.kinds, stretch.events, stretch.untold)


def _put_kinds(stretches: Sequence[_Stretch], told: Sequence[Sequence[Told]]) -> tuple[list[Event], list[Issue]]:
    """All events, in order, with their kinds; the issues are a table's, however it was cut."""
    events: list[Event] = []
    issues: list[Issue] = []
    rows: list[tuple[Event, Untold, Told]] = []
    for stretch, said in zip(stretches, told, strict=True):
        rows += zip(stretch.events, stretch.untold, said, strict=True)
        if stretch.ends_table:
            complete, noted = with_kinds(rows)
            events += complete
            issues += noted
            rows = []
    return events, issues


def _recognise(export: Export) -> tuple[Reading, tuple[Recognition, ...], list[Issue]]:
    reading = read(export.path, export.named)
    profile = load_profile(export.profile, export.profile.name) if export.profile else None
    tables, arranged = arrange(reading.tables)
    reading = replace(reading, tables=tables)
    recognitions, issues = [], [*reading.issues, *arranged]
    for table in reading.tables:
        recognition, found = recognise(table, profile, shipped_profiles(), export.named, tables)
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


def _attribute(export: Export, recognitions: Sequence[Recognition]) -> tuple[str, str, list[Issue]]:
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
    return children[0].name, issue("person_assumed", export.named, recognition.sheet)


def _refuse_nothing(batches: Sequence[_Batch]) -> None:
    if any(batch.recognitions for batch in batches):
        return
    told = "; ".join(
        f"{one.source}: {one.message}" for batch in batches for one in batch.issues if one.level == "error"
    )
    raise SourceError(
        f"none of the files could be read as an export. {told}".strip(), "", "put readable exports in place"
    )


def _join_copies(batches: Sequence[_Batch]) -> None:
    """The same file under two names is one agency's, so that its records are duplicates; unless the case states two."""
    first: dict[str, _Batch] = {}
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


def _issue_order(found: Issue) -> tuple[object, ...]:
    return (found.source or "", found.sheet or "", found.row or 0, found.code, found.heading or "", found.message)
