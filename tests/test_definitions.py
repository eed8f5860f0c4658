"""Every shipped rule file: it loads, its id is its file's name, and its own examples hold when the real audit runs them."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from chronology.audit import SHAPES as SHAPES_PUT
from chronology.audit.examples import result_of, try_example
from chronology.narrative.read import read_narrative
from chronology.rule import OWN_FILE, RULES, SHAPES, Rule, load_rule, load_rules

PATHS = sorted(RULES.glob("*/*.yaml"))
FOR_A_RUN = {rule.id: rule for rule in load_rules(with_examples=False)}
MOST_WORDS = 60  # of a statement, without agencies' names: a panel reads dozens of them
REPEATED = re.compile(r"\b([a-z]{3,}(?: [a-z]+){3,})\b.*\b\1\b")
JUDGING = ("fail", "should have", "negligen", "neglected to", "blame", "fault", "score")


def test_rules_are_named_after_their_files_and_stand_in_their_nations_folder():
    for path in PATHS:
        rule = load_rule(path)
        assert rule.id == path.stem
        assert path.parent.name == ("patterns" if rule.nation == "any" else rule.nation), rule.id


def test_ids_are_unique_and_sorted():
    ids = [rule.id for rule in load_rules()]
    assert ids == sorted(set(ids))
    assert len(ids) == len(PATHS)


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_examples_hold_and_are_told_in_neutral_sentences(rule: Rule):
    for example in rule.examples:
        outcome = try_example(rule, example)
        findings = [finding for finding in outcome.findings if finding.rule == rule.id]
        assert result_of(rule, outcome) == example.result, example.says
        assert len(findings) == (0 if example.result in ("met", "nothing") else 1), example.says
        for finding in outcome.findings:
            assert_neutral(finding.statement)


def assert_neutral(statement: str) -> None:
    assert statement[0].isupper()
    assert statement.endswith(".")
    assert "{" not in statement
    assert "None" not in statement
    assert not [word for word in JUDGING if word in statement.casefold()]
    own_words = re.sub(r"the [a-z ]+ service", "", statement.casefold())
    assert len(own_words.split()) <= MOST_WORDS
    assert not REPEATED.search(own_words)


def test_rules_show_a_gap_a_case_that_is_met_and_one_that_cannot_be_told():
    for rule in load_rules():
        shown = {example.result for example in rule.examples}
        # What is written down is recorded.
        assert shown & ({"late"} if rule.shape == "recording" else {"no_record", "pattern"}), rule.id
        assert shown >= {"met", "cannot_tell"}, rule.id


def test_rules_are_the_same_without_their_examples():
    for rule in load_rules():
        assert FOR_A_RUN[rule.id] == replace(rule, examples=())


def test_reasons_for_earlier_years_are_one_short_sentence():
    for rule in load_rules():
        assert len(rule.holds_before.split()) <= 24, rule.id
        assert rule.holds_before.count(".") <= 1, rule.id
        assert not rule.holds_before or rule.valid_from, rule.id


def test_rules_that_are_not_checked_say_where_they_may_be_wrong():
    for rule in load_rules():
        assert rule.why, rule.id
        assert rule.false_positives, rule.id
        assert rule.source.title, rule.id
        assert not rule.verified or rule.source.paragraph, (
            f"{rule.id}: verified names the paragraph that a person has read"
        )


def test_no_rule_stands_back_for_itself_however_far_round():
    waiting = {rule.id: set(rule.yields_to) for rule in load_rules()}
    while free := [name for name, others in waiting.items() if not others & waiting.keys()]:
        for name in free:
            del waiting[name]
    assert not waiting


def test_every_shape_has_a_module_and_a_rule():
    assert set(SHAPES) == set(SHAPES_PUT)
    assert {rule.shape for rule in load_rules()} <= set(SHAPES)


def test_needs_name_what_a_finding_rests_on():
    for rule in load_rules():
        if rule.shape in (
            "missing_follow_up",
            "count",
            "sequence",
            "interval",
            "closing",
            "before",
            "by_age",
            "every_nth",
        ):
            assert rule.needs, f"{rule.id} would take any missing file for a missing step"
    assert any(OWN_FILE in rule.needs for rule in load_rules())


def test_an_example_that_states_a_sign_of_worry_reads_as_one():
    stated = [event for rule in load_rules() for example in rule.examples for event in example.events if event.worrying]
    assert stated
    for event in stated:
        assert read_narrative(event.summary, event.sector).worrying, event.summary
