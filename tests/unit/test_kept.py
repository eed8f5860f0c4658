"""What is made of the program's files is kept beside its bytecode, and counts only for these very files."""

import errno
import os
import sys
from pathlib import Path

import pytest

from chronology.kept import _fingerprint, kept


@pytest.fixture
def program(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
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


def test_what_was_made_is_taken_by_the_next_run(program):
    assert runs(program) == (["one\n"], True)
    assert runs(program) == (["one\n"], False)
    assert runs(program, "england") == (["one\n", "england"], True)
    assert [path.suffix for path in program.rglob("*") if path.is_file()].count(".kept") == 2


def test_it_is_made_again_when_any_file_of_the_program_changes(program):
    runs(program)
    (program / "rooms" / "rules.yaml").write_text("other\n", encoding="utf-8")
    assert runs(program) == (["other\n"], True)
    (program / "new.py").write_text("", encoding="utf-8")
    assert runs(program)[1]
    os.utime(program / "new.py", ns=(1, 1))
    assert runs(program)[1]
    (program / "notes.txt").write_text("", encoding="utf-8")
    assert not runs(program)[1]


def test_what_would_be_done_in_use_is_done_before_it_is_kept(program):
    finished = [["one\n", "finished"]] * 2
    assert [runs(program, finish=lambda made: made.append("finished"))[0] for _ in range(2)] == finished


@pytest.mark.parametrize("part", [slice(0, -1), slice(0), slice(40, None)])
def test_a_damaged_one_is_made_again(program, part):
    runs(program)
    place = next(program.rglob("*.kept"))
    place.write_bytes(place.read_bytes()[part])
    assert runs(program) == (["one\n"], True)
    assert runs(program) == (["one\n"], False)


def test_nothing_is_written_where_python_writes_no_bytecode(program, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert runs(program, finish=lambda made: made.append("finished")) == (["one\n"], True)
    assert not list(program.rglob("*.kept"))


def test_a_program_that_nobody_may_write_to_works(program):
    (program / "__pycache__").write_text("a file where the folder should be", encoding="utf-8")
    assert runs(program) == (["one\n"], True)


def test_nothing_is_left_half_written(program):
    runs(program)
    assert [path.suffix for path in (program / "__pycache__").iterdir()] == [".kept"]


def test_a_full_disk_leaves_nothing_behind(program, monkeypatch):
    def write_a_part(path, content):
        with path.open("wb") as stream:
            stream.write(content[:5])
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "write_bytes", write_a_part)
    assert runs(program) == (["one\n"], True)
    assert not list((program / "__pycache__").iterdir())
