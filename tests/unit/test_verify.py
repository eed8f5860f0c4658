"""Each way in which results and exports can fall apart is told, and nothing else."""

import json
import shutil

import pytest
from click.testing import CliRunner

from chronology.cli.build import command as build
from chronology.cli.manifest import list_sums, read_sums
from chronology.cli.verify import command as verify

EXPORT = (
    "Contact Date,Time,Child's Name,Details,Outcome,Further Notes\n"
    '12/03/2007,09:15,Amy Lowe,"Bruise to cheek,\nseen at clinic",Referred,Mother present\n'
    "13/03/2007,,Amy Lowe,Not brought to the clinic,,\n"
    "April 2007,,Amy Lowe,Seen at home,,\n"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    case = tmp_path_factory.mktemp("verify") / "case"
    case.mkdir()
    (case / "clinic.csv").write_text(EXPORT, encoding="utf-8")
    (case / "case.yaml").write_text("schema: 1\ntitle: Amy\nnation: england\n", encoding="utf-8")
    done = CliRunner().invoke(build, [str(case), "--format", "json", "--format", "csv"])
    assert done.exit_code == 0, done.output
    return case


@pytest.fixture
def case(built, tmp_path):
    return shutil.copytree(built, tmp_path / "case")


def checked(case, *more):
    done = CliRunner().invoke(verify, [str(case / "chronology-out"), *map(str, more)])
    return done.exit_code, done.output + str(done.exception or "")


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def seal(folder):
    """A manifest that fits whatever stands there now."""
    files = [path for path in folder.iterdir() if path.suffix != ".txt"]
    (folder / "manifest-sha256.txt").write_bytes(list_sums(folder, [(path, path) for path in files]))


def test_what_was_just_built_fits(case):
    assert checked(case) == (0, "All fits: 1 source, 3 entries, 3 references.\n")


def test_results_may_have_been_moved(case, tmp_path):
    moved = tmp_path / "elsewhere" / "deep"
    shutil.move(case / "chronology-out", moved / "chronology-out")
    code, said = checked(moved)
    assert code == 1, "2 is not for click's own exceptions here"
    assert "--case" in said
    assert checked(moved, "--case", case)[0] == 0


@pytest.mark.parametrize("name", ["chronology.json", "chronology.csv", "manifest-sha256.txt"])
def test_one_changed_bit_is_noticed(case, name):
    path = case / "chronology-out" / name
    whole = path.read_bytes()
    for at in range(3, len(whole), len(whole) // 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert checked(case)[0] != 0, f"byte {at}"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Not brought", "Brought", "row 3: the row does not hold the entry's summary"),
        ('"outcome":"Referred"', '"outcome":"Closed"', "row 2: the row does not hold the entry's outcome"),
        ('"text":"April 2007"', '"text":"May 2007"', "row 4: the row does not hold the entry's date"),
        ('"sheet":null,"row":3}],"same', '"sheet":null,"row":400}],"same', "row 400: there is no such row"),
        ('"records":3', '"records":4', "its account does not add up"),
        ('"same_event_as":[]', '"same_event_as":["e-1"]', "names an entry that is not there"),
    ],
)
def test_words_that_no_longer_stand_on_their_row(case, old, new, said):
    out = case / "chronology-out"
    edit(out / "chronology.json", old, new)
    seal(out)
    code, told = checked(case)
    assert code == 1
    assert said in told
    assert "1 thing no longer fits" in told


def test_a_changed_export_is_told_with_the_rows_it_touches(case):
    edit(case / "clinic.csv", "Not brought to", "Brought to")
    code, told = checked(case)
    assert code == 1
    assert "S1 clinic.csv: the file is not the one that was read" in told
    assert "No. 2: clinic.csv, row 3: the row does not hold the entry's summary" in told
    assert "No. 1" not in told


def test_a_missing_export_and_a_missing_result_are_told(case):
    (case / "clinic.csv").unlink()
    (case / "chronology-out" / "chronology.csv").unlink()
    code, told = checked(case)
    assert code == 1
    assert "S1 clinic.csv: the file cannot be read" in told
    assert "chronology.csv: the manifest names it, and it cannot be read" in told


def test_no_manifest_no_vouching(case):
    (case / "chronology-out" / "manifest-sha256.txt").unlink()
    assert "nothing vouches" in checked(case)[1]


@pytest.mark.parametrize("content", [None, "", "[]", '{"schema": 1}', '{"schema": 2}', "\0"])
def test_what_is_no_result_cannot_be_checked(case, content):
    path = case / "chronology-out" / "chronology.json"
    path.unlink() if content is None else path.write_text(content, encoding="utf-8")
    code, told = checked(case)
    assert code != 0
    assert "chronology.json" in told


def test_a_selected_result_is_checked_as_well(case):
    done = CliRunner().invoke(build, [str(case), "--format", "json", "--until", "2007-03-12"])
    assert done.exit_code == 0, done.output
    assert (
        json.loads((case / "chronology-out" / "chronology.json").read_text())["selection"]["left_out"]["entries"] == 2
    )
    assert checked(case)[0] == 0


def test_names_of_any_kind_survive_the_manifest(tmp_path):
    names = ["a b.md", "back\\slash.md", "new\nline.md", "Zoë.md"]
    for name in names:
        (tmp_path / name).write_text(name, encoding="utf-8")
    lines = list_sums(tmp_path, [(tmp_path / name, tmp_path / name) for name in names])
    assert sorted(read_sums(lines.decode())) == sorted(names)
    for damaged in ("", "x", f"{'g' * 64}  a", f"{'a' * 64} a"):
        with pytest.raises(ValueError, match="checksum"):
            read_sums(damaged)


def test_an_export_that_came_later_is_told(case):
    (case / "school.csv").write_text(EXPORT, encoding="utf-8")
    assert checked(case)[0] == 1
    assert "school.csv: the case holds it, and the result was made without it\n" in checked(case)[1]


def test_a_case_file_that_broke_is_told(case):
    (case / "case.yaml").write_text("schema: [", encoding="utf-8")
    assert checked(case)[0] == 1
    assert "case.yaml: it can no longer be used" in checked(case)[1]


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (lambda result: result["entries"].pop(), "S1: its entries are not as many as its account says"),
        (lambda result: result["entries"][1].update(number=9), "No. 9: it stands where No. 2 should"),
        (lambda result: result["entries"].reverse(), "No. 2: its day lies before that of the entry above it"),
    ],
)
def test_a_result_that_was_changed_and_sealed_again_is_told(case, tamper, said):
    place = case / "chronology-out" / "chronology.json"
    result = json.loads(place.read_bytes())
    tamper(result)
    place.write_text(json.dumps(result), encoding="utf-8")
    seal(case / "chronology-out")
    code, told = checked(case)
    assert code == 1
    assert said in told
