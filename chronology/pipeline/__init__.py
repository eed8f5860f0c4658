"""The stages in their order; the only room that knows it. Enters: a Case and its export files. Leaves: a Report.

read → recognise → normalise → link → assemble → audit → knowledge. `compose` and the renderers turn the Report into documents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from chronology.assemble import assemble, give_own_ids
from chronology.case import Case
from chronology.correct import correct
from chronology.issues import issue
from chronology.key_events import unused_marks
from chronology.model import Account, Event, Issue, Link, Provenance, Source, Subject
from chronology.pipeline.exports import (
    PERSON_FIELDS,
    Batch,
    Export,
    attribute,
    join_copies,
    recognise_export,
    refuse_nothing,
    take_in,
    take_in_people,
)
from chronology.pipeline.sharing import Progress, take_in_all
from chronology.pipeline.stretches import cut, put_kinds, tell
from chronology.processes import MOST_PROCESSES, count_processors, work_ahead
from chronology.readers import Reading
from chronology.report import Report
from chronology.review.contradictions import refuse_contradictions
from chronology.rule import Example, Rule, choose_rules, load_rules, unknown_rules
from chronology.supplied import is_supplied

__all__ = ["PERSON_FIELDS", "Export", "Progress", "identify", "run", "tell_who", "try_examples"]

ENOUGH_EVENTS = 1_500  # whose kinds are to be told, from which a second process saves more time than it costs


def _quietly(doing: str, done: int, steps: int) -> None:
    """No progress is shown."""


def run(
    case: Case, exports: Sequence[Export], progress: Progress = _quietly, shipped: Sequence[Rule] | None = None
) -> Report:
    """Everything the exports say about the case, by the `shipped` rules (those of this program unless given).

    Raises SourceError when none of the exports can be read, DefinitionError for a rule that the case names and cannot be used and
    for decisions that contradict each other.
    """
    steps = len(exports) + 3
    batches, events = _gather(case, exports, take_in, progress, steps)
    progress("Telling who is who, and what happened", len(exports), steps)
    stretches = cut(batches, events)
    processes = min(count_processors(), MOST_PROCESSES) if len(events) >= ENOUGH_EVENTS else 1
    with work_ahead(tell, stretches, processes) as finish_telling:
        # Here and not above: another process tells kinds meanwhile.
        from chronology.audit import audit
        from chronology.knowledge import find_knowledge
        from chronology.linking import link

        rules, off = choose_rules(load_rules(case.nation, with_examples=False) if shipped is None else shipped, case)
        linking = link(events, case.subjects, case.decisions)
        told = finish_telling()
    events, conflicts = put_kinds(stretches, told)
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
    issues += unused_marks((*chronology.entries, *chronology.undated), case.key_marks)
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
    from chronology.linking import link

    steps = len(exports) + 1
    _, events = _gather(case, exports, take_in_people, progress, steps)
    progress("Telling who is who", len(exports), steps)
    linking = link(events, case.subjects, case.decisions, explained=False)
    links = [one for links in linking.links for one in links]
    links.sort(key=lambda one: (one.provenance, one.subject))
    return linking.subjects, links


def try_examples(rule: Rule) -> tuple[tuple[Example, str], ...]:
    """The rule's own examples, each with what the audit says of it."""
    from chronology.audit.examples import result_of, try_example

    return tuple((example, result_of(rule, try_example(rule, example))) for example in rule.examples)


def identify(exports: Sequence[Export]) -> tuple[tuple[Source, ...], tuple[Issue, ...], tuple[Reading, ...]]:
    """What each export is and what its columns mean, without looking at who or when."""
    sources, issues, readings = [], [], []
    for number, export in enumerate(sorted(exports, key=lambda export: export.named), 1):
        reading, recognitions, found = recognise_export(export)
        readings.append(reading)
        issues += found
        agency, sector, assumed = attribute(export, recognitions)
        issues += assumed
        sources.append(
            Source(f"S{number}", export.named, reading.sha256, agency, sector, None, recognitions, Account())
        )
    return tuple(sources), tuple(sorted(issues, key=_issue_order)), tuple(readings)


def _gather(
    case: Case,
    exports: Sequence[Export],
    taking: Callable[[Case, Export], Batch],
    progress: Progress,
    steps: int,
) -> tuple[list[Batch], list[Event]]:
    """What the exports gave, in order of their names, and all their events, each with an id of its own."""
    in_order = sorted(exports, key=lambda export: export.named)
    batches = take_in_all(partial(taking, case), in_order, progress, steps)
    refuse_nothing(batches)
    join_copies(batches)
    events = give_own_ids([event for batch in batches for event in batch.events])
    refuse_contradictions(case.decisions, events, case.subjects)
    return batches, events


def _issue_order(found: Issue) -> tuple[object, ...]:
    return (found.source or "", found.sheet or "", found.row or 0, found.code, found.heading or "", found.message)
