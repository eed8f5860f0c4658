"""Work in a further process comes back as it would have come here, and no process is left behind."""

import multiprocessing
import os

import pytest

from chronology import audit, pipeline
from chronology.case import Case
from chronology.cli.writing import write_results
from chronology.errors import DefinitionError, OutputError
from chronology.pipeline import Export, run, sharing
from chronology.processes import count_processors, in_another_process
from tests.benchmarks.make_area import make_area


def add(one, other):
    return one + other


def end_at_once():
    os._exit(3)


@pytest.fixture(scope="module")
def exports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("area")
    make_area(folder, children=20, records=200, seed=1)
    return [Export(path, path.name) for path in sorted(folder.iterdir())]


def case_of(exports):
    return Case(folder=exports[0].path.parent, title="A case", nation="england")


def test_what_the_function_returned_is_handed_over():
    with in_another_process(add, "one ", "other") as outcome:
        assert outcome() == "one other"
    assert multiprocessing.active_children() == []


def test_a_process_that_comes_to_nothing_gives_nothing():
    with in_another_process(end_at_once) as outcome:
        assert outcome() is None
    assert multiprocessing.active_children() == []


def test_more_than_a_pipe_holds_is_given_up_when_nobody_asks():
    with in_another_process(add, "x" * 10_000_000, ""):
        pass
    assert multiprocessing.active_children() == []


def test_a_further_process_starts_no_other():
    with in_another_process(count_processors) as outcome:
        assert outcome() == 1


@pytest.mark.parametrize("processors", [2, 3, 9])
def test_several_processes_find_what_one_finds(exports, monkeypatch, processors):
    alone = run(case_of(exports), exports)
    told = []
    monkeypatch.setattr(sharing, "ENOUGH_BYTES", 1)
    monkeypatch.setattr(sharing, "count_processors", lambda: processors)
    monkeypatch.setattr(pipeline, "ENOUGH_EVENTS", 1)
    monkeypatch.setattr(pipeline, "count_processors", lambda: processors)
    together = run(case_of(exports), exports, lambda *step: told.append(step))
    assert together == alone
    assert multiprocessing.active_children() == []
    assert len(told) > 3
    assert all(done <= steps for _, done, steps in told)


def test_rules_put_to_people_side_by_side_say_the_same(exports, monkeypatch):
    alone = run(case_of(exports), exports)
    monkeypatch.setattr(audit, "ENOUGH_PEOPLE", 1)
    monkeypatch.setattr(audit, "count_processors", lambda: 2)
    together = run(case_of(exports), exports)
    assert alone.findings
    assert (together.findings, together.checks) == (alone.findings, alone.checks)


@pytest.mark.parametrize("beside", [(), ("one", "two"), ("two",)])
def test_results_written_side_by_side_are_all_there(tmp_path, beside):
    out = tmp_path / "out"
    writers = {out / name: lambda stream, name=name: stream.write(name.encode() * 100_000) for name in ("one", "two")}
    written = write_results(writers, (), [out / name for name in beside])
    assert [path.name for path in written] == ["one", "two"]
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == {
        name: name.encode() * 100_000 for name in ("one", "two")
    }


@pytest.mark.parametrize("beside", [(), ("one", "two"), ("two",)])
def test_a_result_that_cannot_be_written_leaves_none(tmp_path, beside):
    def fail(_stream):
        raise OSError(28, "No space left on device")

    out = tmp_path / "out"
    with pytest.raises(OutputError, match="No space left"):
        write_results(
            {out / "one": lambda stream: stream.write(b"1"), out / "two": fail}, (), [out / name for name in beside]
        )
    assert list(out.iterdir()) == []
    assert multiprocessing.active_children() == []


def test_an_error_is_the_one_that_one_process_meets_first(exports, tmp_path, monkeypatch):
    profiles = []
    for name in ("first.yaml", "second.yaml"):
        profile = tmp_path / name
        profile.write_text("not: a profile\n", encoding="utf-8")
        profiles.append(profile)
    broken = [
        Export(export.path, export.named, profile=profiles[place] if place < 2 else None)
        for place, export in enumerate(exports)
    ]
    with pytest.raises(DefinitionError) as alone:
        run(case_of(exports), broken)
    monkeypatch.setattr(sharing, "ENOUGH_BYTES", 1)
    monkeypatch.setattr(sharing, "count_processors", lambda: 2)
    with pytest.raises(DefinitionError) as together:
        run(case_of(exports), broken)
    assert str(together.value) == str(alone.value)
    assert "first.yaml" in str(alone.value)
    assert multiprocessing.active_children() == []
