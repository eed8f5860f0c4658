"""Editions of one rule, what a case file makes of the rules, how deadlines are told, and findings about one situation."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from chronology.audit import audit
from chronology.audit.examples import try_example
from chronology.audit.ground import survey
from chronology.audit.reckoning import reckon, reckon_before
from chronology.case import Case, load_case
from chronology.errors import DefinitionError
from chronology.model import Chronology, When
from chronology.rule import RULES as FOLDER
from chronology.rule import Span, choose_rules, deadline_of, load_rules, refuse_overlaps
from tests.unit.test_audit import ask, child, entry, maybe, outcomes, source

RULES = {rule.id: rule for rule in load_rules()}
INJURY_RULE = RULES["E-54-social-care"]


def edition(name, first, last, working_days=1):
    settings = replace(INJURY_RULE.settings, deadline=Span(working_days, "working days"))
    return replace(
        INJURY_RULE,
        id=name,
        edition_of="E-X",
        valid_from=first,
        valid_to=last,
        holds_before="",
        yields_to=(),
        settings=settings,
    )


OLD = edition("E-X-1999", date(2000, 4, 1), date(2006, 12, 31), 2)
NEW = edition("E-X", date(2007, 1, 1), None)


def put(rules, *entries):
    dated = tuple(one for one in entries if one.event.when.first)
    undated = tuple(one for one in entries if not one.event.when.first)
    sources = [source(sector) for sector in ("social_care", "police")]
    return audit(Chronology(dated, undated, {}, {}), [child()], sources, rules, "england", {}, (None, None))


def injury(number, day):
    return entry(number, day, "social_care", "injury_seen")


def test_each_event_is_judged_by_the_edition_of_its_own_day():
    result = put([OLD, NEW], injury(1, "2006-11-06"), injury(2, "2007-11-05"))
    assert [(one.rule, one.due) for one in sorted(result.findings, key=lambda one: one.entries)] == [
        ("E-X-1999", date(2006, 11, 8)),
        ("E-X", date(2007, 11, 6)),
    ]


def test_what_no_edition_holds_for_is_counted_and_not_judged():
    result = put([replace(OLD, valid_to=date(2006, 10, 31)), NEW], injury(1, "2006-11-06"), injury(2, "2007-11-05"))
    assert [one.rule for one in result.findings] == ["E-X"]
    told = {check.rule: check.not_run for check in result.checks}
    assert told == {
        "E-X": "not put to 1 record of days outside its editions, which hold from 1 April 2000",
        "E-X-1999": "",
    }


def test_a_record_of_no_known_day_is_put_to_one_edition_alone():
    result = put([OLD, NEW], entry(1, When("", None, None, "unknown"), "social_care", "injury_seen"))
    assert [(one.rule, one.outcome) for one in result.findings] == [("E-X", "cannot_tell")]


def test_two_editions_of_one_day_are_refused():
    refuse_overlaps([OLD, NEW])
    with pytest.raises(DefinitionError, match="hold on the same day"):
        refuse_overlaps([OLD, replace(NEW, holds_before="It was asked before.")])


def case_with(tmp_path, rules):
    path = tmp_path / "case.yaml"
    path.write_text(f"schema: 1\ntitle: A case\nrules:\n{rules}", encoding="utf-8")
    return load_case(path)


def test_a_case_changes_a_deadline_and_the_finding_says_so(tmp_path):
    case = case_with(tmp_path, "  change: [{id: E-14, deadline: 10 working days, why: the area's own procedure}]\n")
    chosen = choose_rules(load_rules(), case)
    rule = next(rule for rule in chosen.rules if rule.id == "E-14")
    assert deadline_of(rule) == Span(10, "working days")
    finding = try_example(rule, rule.examples[1]).findings[0]
    assert "Of this rule: deadline 10 working days instead of 14 days: the area's own procedure." in finding.statement


def test_rules_shipped_off_run_only_where_the_case_switches_them_on(tmp_path):
    shipped = [replace(RULES["E-14"], default_on=False)]
    assert choose_rules(shipped, Case(tmp_path, "", "england")).off.keys() == {"E-14"}
    chosen = choose_rules(shipped, case_with(tmp_path, "  on: [{id: E-14, why: adopted here}]\n"))
    assert not chosen.off
    assert chosen.rules[0].local_note == "switched on for this case: adopted here"


def test_a_case_adds_rules_of_its_own(tmp_path):
    (tmp_path / "rules").mkdir()
    text = (FOLDER / "england" / "E-14.yaml").read_text(encoding="utf-8")
    (tmp_path / "rules" / "mine.yaml").write_text(text.replace("id: E-14", "id: MY-1"), encoding="utf-8")
    case = case_with(tmp_path, "  files: [rules/mine.yaml]\n")
    assert "MY-1" in {rule.id for rule in choose_rules(load_rules(), case).rules}
    (tmp_path / "rules" / "mine.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError, match="exists already"):
        choose_rules(load_rules(), case)


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ("  change: [{id: E-14, deadline: now and then, why: x}]\n", "not a length of time"),
        ("  change: [{id: E-999, deadline: 1 day, why: x}]\n", "there is no rule"),
        ("  change: [{id: P-01, deadline: 1 day, why: x}]\n", "has no deadline"),
        ("  on: [{id: E-999, why: x}]\n", "there is no rule"),
        ("  files: [../rules/mine.yaml]\n", "below the case folder"),
        ("  off: [{id: E-14, why: x}]\n  on: [{id: E-14, why: x}]\n", "on and off"),
        ("  change: [{id: E-14, deadline: 1 day, why: ' '}]\n", "`why` is empty"),
    ],
)
def test_choices_that_cannot_be_made_are_refused(tmp_path, rules, says):
    with pytest.raises(DefinitionError, match=says):
        choose_rules(load_rules(), case_with(tmp_path, rules))


ENGLAND = survey((), (), (None, None), "england")


@pytest.mark.parametrize(
    ("day", "span", "said"),
    [
        (
            date(2006, 12, 29),
            Span(1, "working days"),
            "due 2 January 2007: 1 working day from Friday 29 December 2006, by the bank holidays of England; "
            "skipped Sat 30 December, Sun 31 December, Mon 1 January (New Year's Day)",
        ),
        (
            date(2007, 3, 26),
            Span(15, "working days"),
            "due 18 April 2007: 15 working days from Monday 26 March 2007, by the bank holidays of England; "
            "skipped 6 days of weekends, Fri 6 April (Good Friday), Mon 9 April (Easter Monday)",
        ),
        (
            date(2007, 1, 31),
            Span(1, "months"),
            "due 28 February 2007: 1 month from Wednesday 31 January 2007, every day counted, weekends and holidays too",
        ),
        (date(2007, 1, 31), Span(0, "days"), "due on the day itself, Wednesday 31 January 2007"),
    ],
)
def test_reckoning_names_what_was_skipped(day, span, said):
    due = ENGLAND.add(day, span)
    assert due is not None
    assert reckon(ENGLAND, day, span, due) == said


@pytest.mark.parametrize(
    ("day", "span", "due"),
    [
        (date(2007, 4, 10), Span(1, "working days"), date(2007, 4, 5)),  # over Easter
        (date(2007, 4, 10), Span(48, "hours"), date(2007, 4, 8)),
        (date(2007, 3, 31), Span(1, "months"), date(2007, 2, 28)),
        (date(2007, 4, 10), Span(2, "weeks"), date(2007, 3, 27)),
    ],
)
def test_counts_back_from_an_event(day, span, due):
    assert ENGLAND.subtract(day, span) == due
    assert str(span) in reckon_before(day, span, due)


def test_every_finding_with_a_due_day_tells_how_it_was_counted():
    for rule in load_rules():
        for example in rule.examples:
            for finding in try_example(rule, example).findings:
                if finding.due and finding.outcome in ("late", "no_record") and deadline_of(rule):
                    assert finding.reckoning.startswith("due"), (rule.id, example.says)


def test_findings_on_one_entry_name_each_other_worst_first():
    result = ask(
        [
            entry(1, "2007-03-05", "social_care", "plan_started"),
            entry(2, "2007-04-10", "gp", "injury_seen", "concern_recorded"),
        ],
        rules=("E-54", "E-58-police", "E-10-2006"),
    )
    by_rule = {one.rule: one for one in result.findings}
    assert by_rule["E-54"].related == (by_rule["E-58-police"].id,)
    assert by_rule["E-58-police"].related == (by_rule["E-54"].id,)
    assert by_rule["E-10-2006"].related == ()


def test_shapes_that_weigh_several_records_ask_of_possible_ones():
    certain = entry(1, "2007-01-05", "gp", "injury_seen")
    result = ask([certain, replace(maybe(2, "2007-04-09", "injury_seen"), possible_subjects=("c1",))], rules=("P-01",))
    assert outcomes(result) == []  # both are the GP's
    other = entry(3, "2007-04-09", "hospital", "injury_seen", about=(), possibly=("c1",))
    result = ask([certain, other], rules=("P-01",))
    assert outcomes(result) == [("P-01", "cannot_tell")]
    assert "No. 3 may be about this child" in result.findings[0].statement


@pytest.mark.parametrize("possible", [1, 2])
def test_a_run_of_which_one_is_possible_is_a_question(possible):
    visits = [
        entry(number, f"2007-01-{number:02}", "social_care", "no_access", about=("c1",) if number != possible else (),
              possibly=("c1",) if number == possible else ())
        for number in (1, 2)
    ]  # fmt: skip
    assert outcomes(ask(visits, rules=("E-24",))) == [("E-24", "cannot_tell")]


def test_a_closing_that_may_be_another_child_s_is_a_question():
    concern = entry(1, "2007-03-01", "gp", "concern_recorded")
    closing = entry(2, "2007-03-20", "social_care", "case_closed", about=(), possibly=("c1",))
    assert outcomes(ask([concern, closing], rules=("E-73",))) == [("E-73", "cannot_tell")]
