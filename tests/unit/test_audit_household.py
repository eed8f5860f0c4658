"""Records about parents and other adults of the register: what they set off, where the answer may stand, and who is told of."""

from __future__ import annotations

from datetime import date

from chronology.audit import audit
from chronology.audit.household import NO_HOUSEHOLD
from chronology.model import Account, Chronology, Covers, Entry, Event, Provenance, Source, Subject, When
from chronology.rule import load_rules

RULES = {rule.id: rule for rule in load_rules()}
YEARS = Covers(date(2022, 1, 1), date(2023, 12, 31), "stated")
CRISIS = "Took an overdose on Sunday."


def person(name, role, registered=True, born=date(2015, 3, 1)):
    return Subject(name, name, role, When("", born, born, "day"), registered=registered)


FAMILY = (person("ann", "child"), person("ben", "sibling"), person("mother", "parent", born=date(1990, 1, 1)))


def entry(number, day, sector, *kinds, about=("mother",), possibly=(), summary=""):
    when = When(day, date.fromisoformat(day), date.fromisoformat(day), "day")
    place = Provenance(f"{sector}.csv", None, number)
    event = Event(f"e-{number}", place, when, f"{sector} agency", sector, kinds, summary=summary)
    return Entry(number, event.id, event, about, possibly, (place,))


def ask(entries, rule="P-20", subjects=FAMILY, sectors=("mental_health", "social_care", "police", "school")):
    read = Account(records=1, entries=1)
    sources = [Source("S1", f"{one}.csv", "", f"{one} agency", one, YEARS, (), read) for one in sectors]
    return audit(Chronology(tuple(entries), (), {}, {}), subjects, sources, [RULES[rule]], "england", {}, (None, None))


def told(result):
    return [(finding.outcome, finding.subjects, finding.entries) for finding in result.findings]


def test_a_parents_crisis_is_told_once_of_all_children_and_names_the_parent():
    result = ask([entry(1, "2022-05-11", "mental_health", "other", summary=CRISIS)])
    assert told(result) == [("no_record", ("ann", "mother", "ben"), ("e-1",))]
    assert [check.no_record for check in result.checks] == [1]


def test_only_adults_of_the_register_are_named():
    stranger = person("p-1", "child", registered=False)
    crisis = entry(1, "2022-05-11", "mental_health", "other", about=("mother", "p-1"), summary=CRISIS)
    result = ask([crisis], subjects=(*FAMILY, stranger))
    assert [finding.subjects for finding in result.findings] == [("ann", "mother", "ben")]


def test_a_child_without_records_of_its_own_is_asked_about():
    result = ask([entry(1, "2022-05-11", "mental_health", "other", summary=CRISIS)], subjects=(FAMILY[0], FAMILY[2]))
    assert told(result) == [("no_record", ("ann", "mother"), ("e-1",))]


def test_the_answer_may_stand_in_anybodys_record():
    crisis = entry(1, "2022-05-11", "mental_health", "other", summary=CRISIS)
    for about in (("mother",), ("ben",), ("ann",)):
        shared = entry(2, "2022-05-12", "mental_health", "information_shared", about=about)
        assert not ask([crisis, shared]).findings


def test_a_record_that_may_be_somebody_elses_raises_a_question():
    result = ask([entry(1, "2022-05-11", "mental_health", "other", about=(), possibly=("mother",), summary=CRISIS)])
    assert [finding.outcome for finding in result.findings] == ["cannot_tell"]
    assert "No. 1 may be about this child or an adult with it" in result.findings[0].statement


def test_without_social_cares_export_it_cannot_be_told():
    crisis = entry(1, "2022-05-11", "mental_health", "other", summary=CRISIS)
    assert [one.outcome for one in ask([crisis], sectors=("mental_health",)).findings] == ["cannot_tell"]


def test_nobody_is_taken_for_a_parent_whom_the_register_does_not_name():
    crisis = entry(1, "2022-05-11", "mental_health", "other", summary=CRISIS)
    worked_out = (FAMILY[0], person("mother", "other", registered=False))
    result = ask([crisis], subjects=worked_out)
    assert not result.findings
    assert [check.not_run for check in result.checks] == [NO_HOUSEHOLD]


def test_with_a_household_a_silent_rule_was_asked():
    assert [check.not_run for check in ask([entry(1, "2022-05-11", "school", "other", about=("ann",))]).checks] == [""]


def test_an_area_of_many_children_is_no_household():
    crisis = entry(1, "2022-05-11", "mental_health", "other", summary=CRISIS)
    many = tuple(person(f"c{number}", "child") for number in range(31))
    assert not ask([crisis], subjects=(*many, FAMILY[2])).findings


def test_each_child_of_school_age_and_no_other_is_named_where_the_police_name_the_mother_alone():
    older = person("ann", "child", born=date(2015, 3, 1))
    younger = person("ben", "sibling", born=date(2022, 3, 1))
    incident = entry(1, "2025-12-02", "police", "police_domestic_incident")
    covers = Covers(date(2025, 1, 1), date(2026, 12, 31), "stated")
    read = Account(records=1, entries=1)
    sources = [Source("S1", f"{one}.csv", "", one, one, covers, (), read) for one in ("police", "school")]
    chronology = Chronology((incident,), (), {}, {})
    people = (older, younger, FAMILY[2])
    result = audit(chronology, people, sources, [RULES["E-59"]], "england", {}, (None, None))
    assert told(result) == [("no_record", ("ann", "mother"), ("e-1",))]


def test_a_rule_about_the_child_is_not_set_off_by_a_record_about_the_mother():
    assert not ask([entry(1, "2022-05-11", "school", "concern_recorded")], rule="E-58").findings


def test_a_review_by_age_is_asked_of_the_cases_children_and_of_others_only_where_the_service_met_them():
    covers = Covers(date(2015, 1, 1), date(2023, 12, 31), "stated")
    read = Account(records=1, entries=1)
    source = Source("S1", "health_visiting.csv", "", "health_visiting agency", "health_visiting", covers, (), read)

    def review_of(child, sector):
        record = entry(1, "2015-04-02", sector, "other", about=("ann",))
        rule = [RULES["W-12"]]
        born = person("ann", "child", registered=child == "registered", born=date(2019, 3, 10))
        return audit(Chronology((record,), (), {}, {}), (born,), (source,), rule, "wales", {}, (None, None)).findings

    assert [one.outcome for one in review_of("registered", "gp")] == ["no_record"]
    assert [one.outcome for one in review_of("other", "health_visiting")] == ["no_record"]
    assert not review_of("other", "gp")
