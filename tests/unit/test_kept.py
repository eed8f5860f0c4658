"""What is made of the program's files is kept when it is installed, and counts only for these very files."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from chronology.kept import FOLDER, _fingerprint, keeping, kept

ROOT = Path(__file__).parents[2]


@pytest.fixture
def program(tmp_path):
    (tmp_path / "rooms").mkdir()
    (tmp_path / "rooms" / "rules.yaml").write_text("one\n", encoding="utf-8")
    return tmp_path


def runs(program, *arguments, finish=lambda _: None):
    """What a run of the program gets, and whether it had to make it."""
    made = []

    @kept("rules", finish, program)
    def make(*arguments):
        made.append(arguments)
        return [(program / "rooms" / "rules.yaml").read_text(encoding="utf-8"), *arguments]

    _fingerprint.cache_clear()
    return make(*arguments), bool(made)


def installs(program, *arguments, **named):
    with keeping():
        return runs(program, *arguments, **named)


def test_what_was_made_at_installation_is_taken_by_every_run(program):
    assert installs(program) == (["one\n"], True)
    assert installs(program, "england") == (["one\n", "england"], True)
    assert runs(program) == (["one\n"], False)
    assert runs(program, "england") == (["one\n", "england"], False)
    assert runs(program, "wales") == (["one\n", "wales"], True)


def test_a_run_writes_nothing(program):
    before = sorted(program.rglob("*"))
    assert runs(program) == (["one\n"], True)
    assert sorted(program.rglob("*")) == before


def test_it_is_made_anew_when_any_file_of_the_program_holds_something_else(program):
    installs(program)
    os.utime(program / "rooms" / "rules.yaml", ns=(1, 1))
    (program / "notes.txt").write_text("", encoding="utf-8")
    assert not runs(program)[1]
    (program / "rooms" / "rules.yaml").write_text("two\n", encoding="utf-8")
    os.utime(program / "rooms" / "rules.yaml", ns=(1, 1))
    assert runs(program) == (["two\n"], True)
    (program / "rooms" / "rules.yaml").write_text("one\n", encoding="utf-8")
    assert not runs(program)[1]
    (program / "new.py").write_text("", encoding="utf-8")
    assert runs(program)[1]


def test_what_would_be_done_in_use_is_done_before_it_is_kept(program):
    finished = ["one\n", "finished"]
    assert installs(program, finish=lambda made: made.append("finished"))[0] == finished
    assert runs(program)[0] == finished


@pytest.mark.parametrize("part", [slice(0, -1), slice(0), slice(40, None)])
def test_a_damaged_one_is_made_anew(program, part):
    installs(program)
    place = program / FOLDER / "rules"
    place.write_bytes(place.read_bytes()[part])
    assert runs(program) == (["one\n"], True)


def test_an_installed_program_takes_what_was_kept_and_writes_nothing(tmp_path):
    source, installed = tmp_path / "source", tmp_path / "installed"
    source.mkdir()
    for name in ("pyproject.toml", "setup.cfg", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(ROOT / "chronology", source / "chronology", ignore=shutil.ignore_patterns("__pycache__", FOLDER))
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": ""}

    def python(code, *arguments, cwd):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=cwd,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    python("import setuptools; setuptools.setup()", "-q", "build_py", "--build-lib", str(installed), cwd=source)
    files = sorted(installed.rglob("*"))
    code = (
        "import yaml, sys\n"
        "from chronology.rule import load_rules\nfrom chronology.narrative.lexicon import lexicon\n"
        "def refuse(*_, **__): raise SystemExit('a definition was read anew')\n"
        "import chronology.rule, chronology.narrative.lexicon as words\n"
        "chronology.rule.load_rule = words.read_lexicon = refuse\n"
        "print(chronology.rule.__file__, len(load_rules('england', with_examples=False)), len(lexicon().index.calls('bruise')) > 0)"
    )
    told = python(code, cwd=installed)
    assert told.startswith(str(installed))
    assert sorted(installed.rglob("*")) == files
