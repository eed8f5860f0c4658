"""Kinds corrected in the case file are what rules and readers see, and every output says so."""

import shutil

from tests.running import SAMPLES, build, chronology


def test_a_corrected_kind_is_seen_everywhere(tmp_path):
    case = tmp_path / "case"
    shutil.copytree(SAMPLES / "twins", case)
    before = build(case, tmp_path / "before")
    entry = next(one for one in before["entries"] if "information_shared" not in one["kinds"])
    block = f"kinds:\n  - {{entry: {entry['id']}, add: [information_shared], by: A. Author, on: 2026-11-21, why: seen on the body map}}\n"
    with (case / "case.yaml").open("a", encoding="utf-8") as file:
        file.write(block)
    after = build(case, tmp_path / "after")
    corrected = next(one for one in after["entries"] if one["id"] == entry["id"])
    assert "information_shared" in corrected["kinds"]
    assert [(one["entry"], one["added"], one["by"]) for one in after["corrections"]] == [
        (entry["id"], ["information_shared"], "A. Author")
    ]
    page = (tmp_path / "after" / "chronology.md").read_text(encoding="utf-8")
    assert "## " in page and "Corrections by hand" in page and "seen on the body map" in page
    assert "A. Author" in chronology("explain", entry["id"], "--case", case).stdout
