"""`chronology rules` and `explain` on a rule: the list and its filters, a rule being written, and a rule read aloud."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from chronology.cli import chronology, rule_words
from chronology.errors import DefinitionError, UsageError
from chronology.rule import RULES, SHAPES, Expectation, OpenState, Repetition, Selection, Trigger, load_rules
from chronology.rule.settings import ToldOnce

FOLLOW_UP = (RULES / "england" / "E-09.yaml").read_text(encoding="utf-8")


def say(*arguments: object) -> str:
    done = CliRunner().invoke(chronology, [str(one) for one in arguments])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def test_lists_every_rule_and_marks_what_nobody_has_read():
    said = say("rules")
    assert f"{len(load_rules())} rules" in said
    assert "* E-09 " in said


def test_filters_narrow_the_list():
    assert "E-54  " in say("rules", "--nation", "wales")
    assert "E-54  " not in say("rules", "--nation", "scotland")
    ids = {rule.id for rule in load_rules() if rule.nation == "any" and rule.shape == "spread"}
    lines = [line.split()[1] for line in say("rules", "--nation", "any", "--shape", "spread").splitlines()[:-1]]
    assert set(lines) == ids


def test_a_rule_being_written_runs_its_own_examples(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(FOLLOW_UP, encoding="utf-8")
    said = say("rules", "--try", path)
    assert "the file can be used" in said
    assert "DIFFERS" not in said


def test_an_example_that_differs_is_told(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(FOLLOW_UP.replace("result: met", "result: late", 1), encoding="utf-8")
    with pytest.raises(UsageError, match="1 of the examples differ"):
        say("rules", "--try", path)


def test_a_slip_is_refused_with_line_and_key(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(FOLLOW_UP.replace("deadline: 15 working days", "deadline: fifteen"), encoding="utf-8")
    line = FOLLOW_UP.splitlines().index("deadline: 15 working days") + 1
    with pytest.raises(DefinitionError) as raised:
        say("rules", "--try", path)
    assert raised.value.where == f"{path} line {line}, key deadline"


def test_case_without_try_is_refused():
    with pytest.raises(UsageError):
        say("rules", "--case", ".")


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_every_rule_can_be_read_aloud(rule):
    said = say("explain", rule.id)
    assert rule.title in said
    assert any(words in said for words in ("Looks for", "While open", "Expects", "Counts as"))
    assert "Selection(" not in said
    assert "<" not in said.replace("<http", "")
    assert ("Nobody has yet read" in said) != rule.verified


@pytest.mark.parametrize(
    ("written", "instead", "key"),
    [
        ("on: 2019-03-04", "on: 2019-13-44", "on"),
        ("on: 2019-03-04", "on: 2019-03-04, time: 25:00", "time"),
        ("on: 2019-03-04", "on: 2019-03-04, recorded: soon", "recorded"),
    ],
)
def test_an_example_with_an_impossible_day_or_time_is_refused_with_its_line(tmp_path, written, instead, key):
    path = tmp_path / "mine.yaml"
    text = FOLLOW_UP.replace(first_day(), "2019-03-04")
    path.write_text(text.replace(written, instead, 1), encoding="utf-8")
    line = next(number for number, one in enumerate(text.splitlines(), 1) if written in one)
    with pytest.raises(DefinitionError) as raised:
        say("rules", "--try", path)
    assert raised.value.where == f"{path} line {line}, key {key}"


def first_day():
    return next(line.partition("on: ")[2].partition(",")[0] for line in FOLLOW_UP.splitlines() if "- {on: " in line)


@pytest.mark.parametrize("key", ["yields_to: [E-999]", "edition_of: E-999"])
def test_a_rule_that_names_one_that_does_not_exist_is_refused(tmp_path, key):
    path = tmp_path / "mine.yaml"
    path.write_text(FOLLOW_UP.replace("shape:", f"{key}\nshape:", 1), encoding="utf-8")
    with pytest.raises(DefinitionError, match="no rule `E-999`") as raised:
        say("rules", "--try", path)
    assert raised.value.where == f"{path}, key {key.partition(':')[0]}"


def test_a_sentence_without_words_needs_to_know_which_sentence(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        FOLLOW_UP.replace("trigger:\n", "trigger:\n  sentence_without: [no concerns]\n", 1), encoding="utf-8"
    )
    with pytest.raises(DefinitionError, match="needs `in_one_sentence`") as raised:
        say("rules", "--try", path)
    assert raised.value.where.endswith("key sentence_without")


@pytest.mark.parametrize(
    ("table", "told", "kind"),
    [
        (rule_words._OF_SELECTION, {"kinds"}, Selection),
        (rule_words._OF_TRIGGER, {"any_of", "called"}, Trigger),
        (rule_words._OF_EXPECTATION, {"any_of", "called"}, Expectation),
        (rule_words._OF_STATE, {"starts", "ends", "name"}, OpenState),
        (rule_words._OF_REPETITION, {"times", "within", "distinct"}, Repetition),
        (rule_words._OF_TOLD_ONCE, set(), ToldOnce),
    ],
)
def test_whatever_a_rule_can_say_is_read_aloud(table, told, kind):
    assert set(table) | told == set(kind.__struct_fields__)


def test_every_setting_of_every_shape_has_words():
    for name, shape in SHAPES.items():
        for key in shape.keys:
            assert f"{name} {key}" in rule_words._NAMES or key in rule_words._NAMES
