"""The same input gives the same bytes, whatever the hash seed, time zone, locale, folder or order of arguments."""

import shutil

import pytest

from tests.running import SAMPLES, build, chronology

ENVIRONMENTS = [
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "1", "TZ": "America/New_York", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati", "LC_ALL": "de_DE.UTF-8"},
]


@pytest.mark.parametrize("case", ["child_p", "twins"])
def test_same_bytes_in_any_environment(case, tmp_path):
    results = set()
    for number, environment in enumerate(ENVIRONMENTS):
        folder = tmp_path / f"copy {number}" / case
        shutil.copytree(SAMPLES / case, folder)
        build(folder, tmp_path / str(number), **environment)
        results.add(
            tuple((tmp_path / str(number) / name).read_bytes() for name in ("chronology.json", "chronology.md"))
        )
    assert len(results) == 1


def test_same_bytes_for_loose_files_in_any_order(tmp_path):
    files = sorted((SAMPLES / "child_p" / "exports").iterdir())
    results = set()
    for number, arguments in enumerate((files, files[::-1])):
        done = chronology("build", *arguments, "--to", tmp_path / str(number), "--format", "json")
        assert done.returncode == 0, done.stderr
        results.add((tmp_path / str(number) / "chronology.json").read_bytes())
    assert len(results) == 1
