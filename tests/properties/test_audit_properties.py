"""What holds of the gap rules on any records: an answer never adds a gap, a missing file never makes one, and days are days."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chronology.audit import audit
from chronology.model import Account, Chronology, Covers, Entry, Event, Provenance, Source, Subject, When
from chronology.rule import Rule, Selection, load_rules
from chronology.rule.settings import FollowUp

RULES = tuple(rule for rule in load_rules() if rule.holds_in("england"))
SECTORS = ("social_care", "gp", "hospital", "police", "health_visiting", "mental_health")
KINDS = (
    "injury_seen explanation_given concern_recorded referral_made referral_received referral_outcome information_shared "
    "strategy_discussion s47_started conference_held core_group_held plan_started plan_ended home_visit no_access child_seen "
    "emergency_attendance was_not_brought appointment_kept case_opened case_closed missing_started missing_ended supervision "
    "police_domestic_incident other"
).split()
FIRST = date(2018, 6, 4)  # a Monday, after the last bank holiday before August
COVERS = Covers(date(2017, 1, 1), date(2019, 12, 31), "stated")
CHILD = Subject("child", "a child", "child", When("", date(2009, 1, 1), date(2009, 1, 1), "day"))
MOTHER = Subject("mother", "a mother", "parent")
GAPS = ("no_record", "late")


def on(day: date, precision="day") -> When:
    last = day if precision == "day" else day + timedelta(days=9)
    return When(day.isoformat(), day, last, precision)


def make(
    number: int,
    day: date,
    sector: str,
    kinds: tuple[str, ...],
    precision="day",
    possibly=False,
    summary="",
    whom="child",
) -> Entry:
    place = Provenance(f"{sector}.csv", None, number)
    event = Event(f"e-{number:04}", place, on(day, precision), f"{sector} agency", sector, kinds, summary=summary)
    about = ((), (whom,)) if possibly else ((whom,), ())
    return Entry(number, event.id, event, *about, (place,))


@st.composite
def records(draw) -> list[Entry]:
    """Up to ten records of a month, some vague, some about the mother, some only possibly about who they seem to be."""
    drawn = draw(
        st.lists(
            st.tuples(
                st.integers(0, 25),
                st.sampled_from(SECTORS),
                st.lists(st.sampled_from(KINDS), min_size=1, max_size=3, unique=True),
                st.sampled_from(("day", "day", "day", "range")),
                st.sampled_from((False, False, False, True)),
                st.sampled_from(("", "", "Took an overdose.", "Relapsed, using heroin.")),
                st.sampled_from(("child", "child", "mother")),
            ),
            min_size=1,
            max_size=10,
        )
    )
    return [
        make(number, FIRST + timedelta(days=days), sector, tuple(kinds), *rest)
        for number, (days, sector, kinds, *rest) in enumerate(drawn, 1)
    ]


def ask(entries: list[Entry], sectors=SECTORS, rules=RULES, covers=COVERS):
    sources = [
        Source(f"S-{sector}", f"{sector}.csv", "x", f"{sector} agency", sector, covers, (), Account(1, 1))
        for sector in sectors
    ]
    ordered = sorted(entries, key=lambda entry: (entry.event.when.first or date.max, entry.number))
    return audit(Chronology(tuple(ordered), (), {}, {}), (CHILD, MOTHER), sources, rules, "england", {}, (None, None))


def answer_to(selection: Selection, trigger: Entry, day: date) -> Entry | None:
    """A record that `selection` means; None where this maker cannot make one."""
    if (
        selection.not_younger_than_months
        or selection.younger_than_months
        or selection.while_open
        or selection.following
    ):
        return None
    sectors = [one for one in SECTORS if one in (selection.sectors or SECTORS) and one not in selection.not_sectors]
    if selection.same_agency or selection.same_sector:
        sectors = [one for one in sectors if one == trigger.event.sector]
    if selection.other_agency:
        sectors = [one for one in sectors if one != trigger.event.sector]
    kinds = (*(selection.kinds[:1] or ("other",)), *selection.also)
    if not sectors or not set(kinds).isdisjoint(selection.without):
        return None
    return make(999, day, sectors[0], kinds, summary=" ".join(selection.words[:1]))


def in_gaps(result) -> set[str]:
    """The entries on which a gap rests; further triggers of one matter may be told with the first or by themselves."""
    return {entry for one in result.findings if one.outcome in GAPS for entry in one.entries}


@settings(max_examples=70)
@given(records())
def test_adding_a_valid_answer_never_adds_a_gap_to_its_rule(entries):
    before = ask(entries)
    by_id = {entry.id: entry for entry in entries}
    for finding in before.findings:
        rule = next(rule for rule in RULES if rule.id == finding.rule)
        if finding.outcome not in GAPS or not isinstance(rule.settings, FollowUp) or finding.due is None:
            continue
        selection = rule.settings.expectation.any_of[0]
        if not rule.settings.trigger.kinds().isdisjoint(selection.kinds):
            continue  # the answer would be a trigger of its own
        answer = answer_to(selection, by_id[finding.entries[0]], finding.due)
        if answer is None or not rule.settings.trigger.kinds().isdisjoint(answer.event.kinds):
            continue
        alone = (rule,)
        gaps_before = in_gaps(ask(entries, rules=alone))
        after = in_gaps(ask([*entries, answer], rules=alone))
        assert after <= gaps_before, rule.id
        # Further triggers may be part of an earlier matter that is now answered late.
        assert rule.settings.trigger.one_at_a_time or finding.entries[0] not in after, rule.id


@settings(max_examples=70)
@given(records(), st.sampled_from(SECTORS))
def test_deleting_a_source_never_turns_cannot_tell_into_a_gap(entries, gone):
    """Where what could not be told rested on a record of that source itself, there is nothing left to compare."""
    for rule in RULES:
        if gone not in rule.needs:
            continue
        untold = {
            entry
            for one in ask(entries, rules=(rule,)).findings
            if one.outcome == "cannot_tell"
            for entry in one.entries
        }
        rest = [entry for entry in entries if entry.event.sector != gone]
        after = ask(rest, [sector for sector in SECTORS if sector != gone], (rule,))
        assert untold.isdisjoint(in_gaps(after)), rule.id


@settings(max_examples=70)
@given(records())
def test_no_gap_stands_where_no_export_was_supplied(entries):
    result = ask(entries, sectors=())
    for finding in result.findings:
        rule = next(rule for rule in RULES if rule.id == finding.rule)
        assert finding.outcome not in GAPS or not rule.needs, rule.id


def counts_days_alone(rule: Rule) -> bool:
    """Whether the rule counts no months, whose lengths differ, and nothing that reaches the next bank holiday."""
    written = str(msgspec.to_builtins(rule.settings))
    spans = [one for one in _spans(msgspec.to_builtins(rule.settings)) if one[0]]
    longest = {"days": 28, "working days": 15, "weeks": 4, "hours": 24 * 14}
    return "school" not in written and all(unit in longest and count <= longest[unit] for count, unit in spans)


def _spans(value):
    if isinstance(value, dict):
        if set(value) == {"count", "unit"}:
            yield value["count"], value["unit"]
        for one in value.values():
            yield from _spans(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _spans(one)


SHIFTABLE = tuple(rule for rule in RULES if counts_days_alone(rule))


def later(entry: Entry, shift: timedelta) -> Entry:
    when = entry.event.when
    assert when.first is not None
    assert when.last is not None
    moved = replace(when, first=when.first + shift, last=when.last + shift)
    return replace(entry, event=replace(entry.event, when=moved))


@settings(max_examples=70)
@given(records(), st.integers(1, 3))
def test_shifting_all_days_by_whole_weeks_shifts_the_findings_alone(entries, weeks):
    shift = timedelta(weeks=weeks)
    covers = Covers(FIRST - timedelta(days=200), FIRST + timedelta(days=60), "stated")
    moved = Covers(covers.first + shift, covers.last + shift, "stated")
    here = ask(entries, rules=SHIFTABLE, covers=covers)
    there = ask([later(entry, shift) for entry in entries], rules=SHIFTABLE, covers=moved)
    found = [
        (one.rule, one.outcome, one.entries, one.due and one.due + shift, one.answered_by) for one in here.findings
    ]
    assert found == [(one.rule, one.outcome, one.entries, one.due, one.answered_by) for one in there.findings]
    assert here.checks == there.checks


def test_many_rules_count_days_alone():
    assert len(SHIFTABLE) > 5
