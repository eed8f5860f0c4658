"""The README is true: its commands run, every verb and every shipped kind of file stands in it."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from chronology.cli import VERBS
from tests.running import SAMPLES, chronology

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def blocks():
    """The `chronology …` commands of each of the README's shell blocks, in order."""
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL):
        commands = []
        for line in block.replace("\\\n", " ").splitlines():
            for part in line.split("&&"):
                words = shlex.split(part, comments=True)
                if words[:1] == ["chronology"]:
                    commands.append(tuple(words[1:]))
        if commands:
            yield tuple(commands)


@pytest.fixture
def checkout(tmp_path):
    """A copy of what the README's commands work on, so that they may write."""
    shutil.copytree(SAMPLES, tmp_path / "sample_cases")
    shutil.copytree(SAMPLES / "child_p" / "exports", tmp_path / "my_case" / "exports")
    return tmp_path


@pytest.mark.parametrize("commands", dict.fromkeys(blocks()), ids=lambda block: " ".join(block[0]))
def test_a_block_of_commands_runs(commands, checkout):
    for command in commands:
        words = [
            name for word in command for name in (sorted(map(str, checkout.glob(word))) if "*" in word else [word])
        ]
        done = chronology(*words, cwd=checkout)
        assert done.returncode == 0, done.stderr
        assert done.stdout or done.stderr


def test_every_verb_is_shown():
    assert {command[0] for block in blocks() for command in block} >= set(VERBS)


def test_tests_are_run_as_ci_runs_them():
    assert len(re.findall(r"python -m pytest", README)) >= 1


def test_decision_log_is_dated():
    log = README.split("## Decision log")[1]
    assert re.search(r"^\| 20\d\d-\d\d-\d\d \|", log, re.MULTILINE)
