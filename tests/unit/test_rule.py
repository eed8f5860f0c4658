"""The rule loader: what a rule file may say, and how it answers one that says something else."""

from __future__ import annotations

import re

import pytest

from chronology.errors import DefinitionError
from chronology.rule import RULES, Span, deadline_of, load_rule, load_rules, rules_sha256, unknown_rules
from chronology.rule.settings import FollowUp

SHIPPED = (RULES / "patterns" / "E-54.yaml").read_text(encoding="utf-8")


def write(tmp_path, text):
    path = tmp_path / "E-54.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_a_shipped_rule_with_its_settings():
    rule = load_rule(RULES / "england" / "E-09.yaml")
    assert isinstance(rule.settings, FollowUp)
    assert deadline_of(rule) == Span(15, "working days")
    assert rule.settings.late_until == Span(6, "months")
    assert rule.trigger is not None
    assert rule.trigger.any_of[0].kinds == ("s47_started",)
    assert rule.trigger.one_at_a_time
    assert rule.needs == ("social_care",)
    assert rule.source_line.startswith("Working Together to Safeguard Children, 2018")
    assert rule.trigger_kinds() == {"s47_started"}


@pytest.mark.parametrize(
    ("written", "instead", "line", "says"),
    [
        ("deadline: same day", "deadline: a while", "deadline: a while", "not a length of time"),
        ("kinds: [injury_seen]", "kinds: [injury]", "- kinds: [injury]", "`injury` is not known"),
        ("sectors: [social_care]", "sectors: [social_work]", "sectors: [social_work]", "`social_work` is not known"),
        ("late_until: 14 days", "late_util: 14 days", "late_util: 14 days", "unknown key `late_util`"),
        ("level: high", "level: severe", "level: severe", "not a value it can take"),
        ("shape: missing_follow_up", "shape: missing", "shape: missing", "not a value it can take"),
        ("recorded on {date}", "recorded on {day}", "wording: >-", "braces that nothing fills"),
        ("recorded on {date}", "recorded on {date", "wording: >-", "braces that nothing fills"),
        ("2006-01-01 to 2007-12-31, social", "2006 to 2007, social", "exports: {gp: 2006", "must be a period"),
    ],
)
def test_refuses_what_it_does_not_know_and_names_the_line(tmp_path, written, instead, line, says):
    text = SHIPPED.replace(written, instead, 1)
    assert text != SHIPPED
    expected = next(number for number, one in enumerate(text.splitlines(), 1) if line in one)
    with pytest.raises(DefinitionError, match=re.escape(says)) as raised:
        load_rule(write(tmp_path, text))
    assert f"E-54.yaml line {expected}" in raised.value.where


def test_refuses_a_setting_of_another_shape(tmp_path):
    with pytest.raises(DefinitionError, match="unknown key `times`"):
        load_rule(write(tmp_path, SHIPPED.replace("deadline: same day", "deadline: same day\ntimes: 4", 1)))


def test_refuses_a_trigger_without_kinds(tmp_path):
    text = SHIPPED.replace("    - kinds: [injury_seen]\n      without", "    - without", 1)
    with pytest.raises(DefinitionError, match="needs `kinds`"):
        load_rule(write(tmp_path, text))


def test_refuses_a_rule_without_examples(tmp_path):
    with pytest.raises(DefinitionError, match="no `examples`"):
        load_rule(write(tmp_path, SHIPPED.partition("examples:")[0]))


@pytest.mark.parametrize(
    ("span", "said"),
    [(Span(0, "days"), "the same day"), (Span(1, "working days"), "1 working day"), (Span(3, "months"), "3 months")],
)
def test_span_reads_aloud(span, said):
    assert str(span) == said


def test_unknown_rules_are_those_that_no_file_defines_letter_for_letter():
    assert unknown_rules(["E-54", "E-999", "e-54", "E-999"]) == ("E-999", "e-54")
    assert unknown_rules([rule.id for rule in load_rules()]) == ()
    assert {path.stem for path in RULES.glob("*/*.yaml")} == {rule.id for rule in load_rules()}


@pytest.mark.parametrize("name", ["E-27", "P-01"])
def test_refuses_a_setting_that_its_shape_does_not_read(tmp_path, name):
    text = (RULES / "patterns" / f"{name}.yaml").read_text(encoding="utf-8")
    other = "one_occasion_within: 3 days" if name == "E-27" else "quiet_after: [death]"
    with pytest.raises(DefinitionError, match="unknown key"):
        load_rule(write(tmp_path, text.replace("needs:", f"{other}\nneeds:", 1)))


def test_fingerprint_follows_the_content_and_not_the_order():
    rules = load_rules()
    assert rules_sha256(rules) == rules_sha256(tuple(reversed(rules)))
    assert rules_sha256(rules) != rules_sha256(rules[1:])
    assert re.fullmatch("[0-9a-f]{64}", rules_sha256(rules))


@pytest.mark.parametrize(
    ("written", "instead", "says"),
    [
        ("deadline: 15 working days\n", "", "`deadline` is missing"),
        ("deadline: 15 working days", "deadline: 15 workingdays", "not a length of time"),
        (
            "deadline: 15 working days",
            "deadline: before the next school day\nvalid_to: 2000-01-01",
            "ends before it begins",
        ),
        ("  one_at_a_time: true", "  one_at_a_time: true\n  while_open: plans", "not a value it can take"),
        (
            "  one_at_a_time: true",
            "  one_at_a_time: true\n  while_open: {like: plans, until: [death]}",
            "not a value it can take",
        ),
        (
            "  one_at_a_time: true",
            "  one_at_a_time: true\n  while_open: {like: plan, unless: [death]}",
            "unknown key `unless`",
        ),
        ("  one_at_a_time: true", "  one_at_a_time: true\n  has: [colour]", "`colour` is not known"),
        ("  one_at_a_time: true", "  one_at_a_time: true\n  same_agency: true", "unknown key `same_agency`"),
        ("  one_at_a_time: true", "  one_at_a_time: true\n  following: {within: 3 months}", "`kinds` is missing"),
    ],
)
def test_refuses_parts_that_cannot_be_read(tmp_path, written, instead, says):
    text = (RULES / "england" / "E-09.yaml").read_text(encoding="utf-8")
    path = tmp_path / "E-09.yaml"
    path.write_text(text.replace(written, instead, 1), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != text
    with pytest.raises(DefinitionError, match=re.escape(says)):
        load_rule(path)


def test_a_time_that_is_open_may_be_called_by_its_name(tmp_path):
    text = (RULES / "england" / "E-18.yaml").read_text(encoding="utf-8")
    own = "while_open: {from: [plan_started], until: [plan_ended, death]}"
    assert "while_open: plan" in text
    path = tmp_path / "E-18.yaml"
    path.write_text(text.replace("while_open: plan", own, 1), encoding="utf-8")
    assert load_rule(path).trigger_kinds() == load_rule(RULES / "england" / "E-18.yaml").trigger_kinds()


def test_a_time_like_a_named_one_differs_from_it_in_what_the_rule_says(tmp_path):
    text = (RULES / "england" / "E-18.yaml").read_text(encoding="utf-8")
    path = tmp_path / "E-18.yaml"
    path.write_text(text.replace("while_open: plan", "while_open: {like: plan, until: [death]}", 1), encoding="utf-8")
    alike = load_rule(path).settings
    named = load_rule(RULES / "england" / "E-18.yaml").settings
    assert alike.while_open.starts == named.while_open.starts == ("plan_started",)
    assert alike.while_open.ends == ("death",)
    assert named.while_open.ends == ("plan_ended", "death")
    assert alike.while_open.lapses_after_months == named.while_open.lapses_after_months


def test_a_repetition_of_one_is_refused(tmp_path):
    text = (RULES / "patterns" / "P-14.yaml").read_text(encoding="utf-8")
    with pytest.raises(DefinitionError, match="must be two or more"):
        load_rule(write(tmp_path, text.replace("times: 3", "times: 1", 1)))


def test_a_pattern_is_loaded_for_every_nation_but_those_it_leaves_out():
    rule = next(rule for rule in load_rules() if rule.id == "E-54")
    assert rule.not_in == ("scotland",)
    assert rule in load_rules("wales")
    assert rule not in load_rules("scotland")


def test_a_list_is_called_by_its_name_among_words_of_the_rules_own(tmp_path):
    text = SHIPPED.replace("words: [$weighty_when_small]", "words: [$weighty_when_small, Scald]")
    assert text != SHIPPED
    rule = load_rule(write(tmp_path, text))
    words = next(one.words for one in rule.trigger.any_of if "scald" in one.words)
    assert "frenulum" in words
    assert not any(word.startswith("$") for one in rule.trigger.any_of for word in (*one.words, *one.without_words))


def test_a_list_that_does_not_exist_is_refused_with_the_nearest(tmp_path):
    text = SHIPPED.replace("words: [$weighty_when_small]", "words: [$weighty_when_smal]")
    with pytest.raises(DefinitionError, match=re.escape("no list `$weighty_when_smal`")) as raised:
        load_rule(write(tmp_path, text))
    assert "did you mean `$weighty_when_small`" in str(raised.value)
