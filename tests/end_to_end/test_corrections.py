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


def test_a_sign_of_worry_is_taken_away_like_a_kind(tmp_path):
    (tmp_path / "exports").mkdir(parents=True)
    (tmp_path / "exports" / "school.csv").write_text(
        "Date,Pupil,Notes\n04/03/2019,Amy Lowe,In tears. Says dad is drinking every night and she hides.\n"
        "11/11/2019,Amy Lowe,Reading well.\n",
        encoding="utf-8",
    )
    (tmp_path / "exports" / "social_care.csv").write_text(
        "Date,Child,Notes\n04/01/2019,Amy Lowe,Letter filed.\n11/11/2019,Amy Lowe,Letter filed.\n", encoding="utf-8"
    )
    case = tmp_path / "case.yaml"
    case.write_text(
        "schema: 1\ntitle: T\nnation: england\nsubjects:\n- {id: amy, name: Amy Lowe, role: child}\nsources:\n"
        "- {path: exports/school.csv, agency: School, sector: school}\n"
        "- {path: exports/social_care.csv, agency: Social care, sector: social_care}\n",
        encoding="utf-8",
    )
    before = build(tmp_path, tmp_path / "before")
    entry = before["entries"][1]["id"]
    assert {one["rule"] for one in before["findings"] if entry in one["entries"]} >= {"P-76", "P-118"}
    said = chronology("explain", entry, "--case", tmp_path).stdout
    assert "May be a sign of worry" in " ".join(said.split())
    with case.open("a", encoding="utf-8") as file:
        file.write(
            f"kinds:\n  - {{entry: {entry}, remove: [sign_of_worry, disclosure, concern_recorded], by: A, on: 2026-11-21, why: a play}}\n"
        )
    after = build(tmp_path, tmp_path / "after")
    assert "sign_of_worry" in after["corrections"][0]["removed"]
    assert "P-118" not in {one["rule"] for one in after["findings"] if entry in one["entries"]}
    assert "May be a sign of worry" not in chronology("explain", entry, "--case", tmp_path).stdout
