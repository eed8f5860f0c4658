"""Which files a run writes, before anything is written."""

from functools import partial

import pytest

from chronology.cli import outputs
from chronology.cli.inputs import open_case
from chronology.cli.outputs import Look, Target, is_day, plan_targets, plan_writers
from chronology.compose.volumes import volumes
from chronology.pipeline import run
from tests.running import SAMPLES


def test_a_long_document_for_a_typesetter_becomes_several_files(tmp_path, monkeypatch):
    case, exports, _ = open_case((SAMPLES / "twins",))
    monkeypatch.setattr(outputs, "MOST_IN_ONE", 20)
    monkeypatch.setattr(outputs, "volumes", partial(volumes, most_in_one=20, most=30))
    targets = [Target(tmp_path / "out.pdf", "pdf"), Target(tmp_path / "out.md", "md")]
    names = [path.name for path in plan_writers(run(case, exports), targets, Look(), {})]
    assert names[:2] == ["out.pdf", "out-volume-2.pdf"]
    assert names[-1] == "out.md"


def test_formats_and_files_are_planned_in_one_order(tmp_path):
    targets = plan_targets(tmp_path, ("json", "md"), (tmp_path / "x.CSV", tmp_path / "a.xlsx"))
    assert [(one.path.name, one.form) for one in targets] == [
        ("chronology.md", "md"),
        ("chronology.json", "json"),
        ("x.CSV", "csv"),
        ("a.xlsx", "xlsx"),
    ]


@pytest.mark.parametrize(
    ("written", "day"), [("2007-06-30", True), ("./2007-06-30", False), ("20070630", False), ("out", False)]
)
def test_a_day_is_told_from_a_folder(written, day):
    assert is_day(written) is day
