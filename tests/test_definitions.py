"""Every shipped rule file: it loads, its id is its file's name, and its own examples hold when the real audit runs them."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from chronology.audit import SHAPES as SHAPES_PUT
from chronology.audit.examples import result_of, try_example
from chronology.rule import OWN_FILE, RULES, SHAPES, Example, Rule, load_rule, load_rules

PATHS = sorted(RULES.glob("*/*.yaml"))
BY_ID = {rule.id: rule for rule in load_rules()}
FOR_A_RUN = {rule.id: rule for rule in load_rules(with_examples=False)}
EXAMPLES = [(rule, example) for rule in load_rules() for example in rule.examples]
MOST_WORDS = 60  # of a statement, without agencies' names: a panel reads dozens of them
REPEATED = re.compile(r"\b([a-z]{3,}(?: [a-z]+){3,})\b.*\b\1\b")
JUDGING = ("fail", "should have", "negligen", "neglected to", "blame", "fault", "score")


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_rule_is_named_after_its_file_and_stands_in_its_nations_folder(path):
    rule = load_rule(path)
    assert rule.id == path.stem
    assert path.parent.name == ("patterns" if rule.nation == "any" else rule.nation)


def test_ids_are_unique_and_sorted():
    ids = [rule.id for rule in load_rules()]
    assert ids == sorted(set(ids))
    assert len(ids) == len(PATHS)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda one: getattr(one, "id", getattr(one, "says", "")))
def test_example_holds(rule: Rule, example: Example):
    outcome = try_example(rule, example)
    findings = [finding for finding in outcome.findings if finding.rule == rule.id]
    assert result_of(rule, outcome) == example.result
    assert len(findings) == (0 if example.result in ("met", "nothing") else 1)


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_a_rule_is_the_same_without_its_examples(rule: Rule) -> None:
    assert FOR_A_RUN[rule.id] == replace(rule, examples=())


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_rule_shows_a_gap_a_case_that_is_met_and_one_that_cannot_be_told(rule: Rule):
    shown = {example.result for example in rule.examples}
    assert shown & (
        {"late"} if rule.shape == "recording" else {"no_record", "pattern"}
    )  # what is written down is recorded
    assert "met" in shown
    assert "cannot_tell" in shown


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_statements_are_neutral_sentences(rule: Rule):
    for example in rule.examples:
        for finding in try_example(rule, example).findings:
            assert finding.statement[0].isupper()
            assert finding.statement.endswith(".")
            assert "{" not in finding.statement
            assert "None" not in finding.statement
            assert not [word for word in JUDGING if word in finding.statement.casefold()]
            own_words = re.sub(r"the [a-z ]+ service", "", finding.statement.casefold())
            assert len(own_words.split()) <= MOST_WORDS
            assert not REPEATED.search(own_words)


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_reason_for_earlier_years_is_one_short_sentence(rule: Rule):
    assert len(rule.holds_before.split()) <= 24
    assert rule.holds_before.count(".") <= 1


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_rule_that_is_not_checked_says_where_it_may_be_wrong(rule: Rule):
    assert rule.why
    assert rule.false_positives
    assert rule.source.title
    assert not rule.verified or rule.source.paragraph, "a verified rule names the paragraph that a person has read"
    assert not rule.holds_before or rule.valid_from


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
