"""A rule's own examples, put through the real audit. Enters: a rule and one of its examples. Leaves: what the audit says.

This is how the author of a rule file sees that it does what it says; the examples speak of one child, `child`, and where they say so of a
`brother`, the `mother` and another `adult`.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from chronology.audit import Audit, audit
from chronology.calendar import NATIONS
from chronology.model import Account, Chronology, Covers, Entry, Event, Injury, Provenance, Source, Subject, When
from chronology.rule import Example, ExampleEvent, Rule

CHILD = "child"
BROTHER = Subject("brother", "the brother", "sibling")
MOTHER = Subject("mother", "the mother", "parent")
ADULT = Subject("adult", "an adult", "other")


def try_example(rule: Rule, example: Example, rules: Sequence[Rule] = ()) -> Audit:
    """The audit of the example's records by `rule`, and by `rules` that it may stand back for."""
    dated: list[Entry] = []
    undated: list[Entry] = []
    for number, event in enumerate(example.events, 1):
        entry = _entry(number, event)
        (undated if entry.event.when.first is None else dated).append(entry)
    dated.sort(key=lambda entry: (entry.event.when.first or date.min, entry.number))
    sources = tuple(
        Source(
            id=f"S{number}",
            path=f"{sector}.csv",
            sha256="",
            agency=f"the {sector.replace('_', ' ')} service",
            sector=sector,
            covers=Covers(first, last, "stated"),
            recognitions=(),
            account=Account(records=1, entries=1),  # whatever else is in it, it is an export
        )
        for number, (sector, (first, last)) in enumerate(sorted(example.exports.items()), 1)
    )
    born = When("", example.born, example.born, "day") if example.born else None
    child = Subject(CHILD, "the child", "child", born, example.died)
    named = {one for event in example.events for one in event.about}
    others = [one for one in (BROTHER, MOTHER, ADULT) if one.id in named]
    chronology = Chronology(tuple(dated), tuple(undated), {}, {source.path: source.covers for source in sources})
    nation = next(nation for nation in NATIONS if rule.holds_in(nation))
    return audit(chronology, (child, *others), sources, (rule, *rules), nation, {}, (None, None))


def result_of(rule: Rule, outcome: Audit) -> str:
    """What the audit says of `rule`: the outcome of its first finding, `met`, or `nothing`."""
    for finding in outcome.findings:
        if finding.rule == rule.id:
            return finding.outcome
    return "met" if any(check.rule == rule.id and check.met for check in outcome.checks) else "nothing"


def _entry(number: int, event: ExampleEvent) -> Entry:
    place = Provenance(f"{event.sector}.csv", None, number)
    happened = Event(
        id=f"e-{number}",
        provenance=place,
        when=_when(event.on, event.time),
        agency=event.agency,
        sector=event.sector,
        kinds=event.kinds,
        present=event.present,
        summary=event.summary,
        action=event.action,
        outcome=event.outcome,
        voice=event.voice,
        place=event.place,
        category=event.category,
        recorded=_when(event.recorded, None) if event.recorded else None,
        worrying=event.worrying,
        injuries=tuple(Injury(site, "", site) for site in event.injuries),
    )
    about = event.about or (CHILD,)
    certain, possible = ((), about) if event.possibly else (about, ())
    return Entry(number, happened.id, happened, certain, possible, (place,))


def _when(on: str, time: str | None) -> When:
    """2007-01-05, 2007-01, 2007 or `undated`. Raises ValueError for anything else."""
    if on == "undated":
        return When(on, None, None, "unknown")
    if len(on) == 10:
        return When(on, date.fromisoformat(on), date.fromisoformat(on), "day", time)
    if len(on) == 4:
        return When(on, date(int(on), 1, 1), date(int(on), 12, 31), "year")
    year, month = int(on[:4]), int(on[5:])
    return When(on, date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")
