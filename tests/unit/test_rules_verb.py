"""`chronology rules` and `explain` on a rule: the list and its filters, a rule being written, and a rule read aloud."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from chronology.cli import chronology
from chronology.errors import DefinitionError, UsageError
from chronology.rule import RULES, load_rules

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
