"""From every rule's met examples a step is removed: the rule finds a gap; with the step's whole file gone, never one it needs."""

from __future__ import annotations

import pytest

from chronology.rule import load_rules
from tests.evaluation.rules_removal import GAPS, main, remove_steps


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_a_file_that_the_rule_needs_makes_no_gap_by_being_missing(rule):
    for removal in remove_steps(rule):
        assert not (removal.is_file and removal.said in GAPS and removal.sector in rule.needs)


def test_a_table_says_what_each_removal_does(capsys):
    assert main(["E-09", "E-46"]) == 0
    assert "E-46" in capsys.readouterr().out
