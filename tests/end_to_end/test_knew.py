"""`chronology knew`, and what the results say of silences and of who knew what."""

import json

import pytest

from tests.running import SAMPLES, build, chronology

CHILD_P = SAMPLES / "child_p"


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    return build(CHILD_P, tmp_path_factory.mktemp("out"))


def knew(*arguments):
    done = chronology("knew", CHILD_P, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_day_shows_what_was_held_and_told_and_nothing_later():
    told = knew("--on", "2006-12-22")
    assert "By the end of 22 December 2006" in told
    assert "no agency's own records held them all" in told
    assert "recorded on 3.1.07" in told  # a conference of the day, written down in January
    assert "2007-04-09" not in told
    assert "fail" not in told.casefold()


def test_one_agency_shows_its_own_records():
    told = knew("--on", "2006-12-22", "--agency", "gp")
    assert "13/10/2006" in told
    assert "Whittington Hospital:" not in told


def test_the_json_holds_the_same_day():
    snapshot = json.loads(knew("--on", "2006-12-22", "--person", "child_p", "--format", "json"))
    assert (snapshot["schema"], snapshot["on"], snapshot["subjects"]) == (1, "2006-12-22", ["child_p"])
    gp = next(held for held in snapshot["agencies"] if held["sector"] == "gp")
    assert gp["own"]
    assert {piece["standing"] for piece in gp["own"]} <= {"certain", "possible"}


@pytest.mark.parametrize(
    "arguments",
    [("--on", "June"), ("--on", "2006-12-22", "--agency", "xyz"), ("--on", "2006-12-22", "--person", "xyz"), ()],
)
def test_what_cannot_be_asked_is_refused(arguments):
    assert chronology("knew", CHILD_P, *arguments).returncode == 2


def test_the_results_hold_every_agencys_months(result):
    assert {strip["agency"] for strip in result["silences"]} == {source["agency"] for source in result["sources"]}
    childminder = next(strip for strip in result["silences"] if strip["agency"] == "Childminder")
    assert (childminder["from"], childminder["to"], len(childminder["months"])) == ("2006-03-01", "2007-08-03", 18)
    assert childminder["months"][0] == {
        "month": "2006-03", "standing": "not_covered", "contacts": 0, "doubtful": 0, "in_part": False
    }  # fmt: skip


def test_an_expected_agency_that_nobody_supplied_is_shown(tmp_path):
    (tmp_path / "gp.csv").write_text("Date,Name,Details\n05/01/2007,Amy Lowe,Seen with mother.\n", encoding="utf-8")
    (tmp_path / "case.yaml").write_text(
        "schema: 1\nnation: england\nscope: {from: 2007-01-01, to: 2007-03-31}\n"
        "subjects: [{id: amy, name: Amy Lowe, born: 2005-01-01}]\n"
        "sources: [{path: gp.csv, agency: Hill Surgery, sector: gp}]\nexpected_agencies: [Northshire Police]\n",
        encoding="utf-8",
    )
    result = build(tmp_path, tmp_path / "out")
    police = next(strip for strip in result["silences"] if strip["agency"] == "Northshire Police")
    assert {month["standing"] for month in police["months"]} == {"not_supplied"}
    assert "expected by the case, not supplied" in (tmp_path / "out" / "chronology.md").read_text(encoding="utf-8")


def test_an_accumulation_says_when_its_pieces_first_came_together(result):
    met = [finding["first_met"] for finding in result["findings"] if finding["rule"] == "P-01"]
    assert met
    assert all(one["count"] > max(share["count"] for share in one["by_agency"]) for one in met)
    assert {one["day"] for one in met} <= {snapshot["on"] for snapshot in result["knew"]}
