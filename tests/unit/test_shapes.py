import pytest

from chronology.cli.shapes import shape_of, shapes_of
from tests.running import chronology


@pytest.mark.parametrize(
    ("cell", "shape"),
    [
        ("03/02/2019 10:15", "99/99/9999 99:99"),
        ("OAKES, Tyler", "AAAA, Aaaa"),
        ("Bo", "Aa"),
        ("RM/19-00412", "AA/99-99999"),
        ("12345678901234567890", "9999999999…"),
        ("Łukasz", "Aaaa"),
        ("a, b, c, d, e, f, g, h, i, j, k", "a, a, a, a, a, a, a, a, …"[:23] + "…"),
    ],
)
def test_a_shape_keeps_no_letter_and_no_digit(cell, shape):
    assert shape_of(cell) == shape


def test_the_commonest_shapes_come_first():
    cells = ["1", "22", "33", "", "one two three four five six", "one two three four five six seven eight", "44"]
    assert shapes_of(cells) == ("99", "text of 6–8 words", "9")
    assert shapes_of(["", " "]) == ()


def test_identify_shows_shapes_and_no_cell(tmp_path):
    export = tmp_path / "contacts.csv"
    export.write_text(
        "Report: contacts\nRef,Child,Contact Date,Notes [all],Wibble\n"
        'A1,"OAKES, Tyler",01/02/2019,"Seen at home with his mother, well and playing today",3\n'
        'A2,"OAKES, Tyler",02/02/2019,"Seen at home with his mother, well and playing on the floor",4\nRows: 3\n',
        encoding="utf-8",
    )
    profile = tmp_path / "p.yaml"
    done = chronology("identify", export, "--profile", profile)
    assert done.returncode == 0
    assert "headings in row 2; 2 records" in done.stdout
    for shown in ("AAAA, Aaaa", "99/99/9999", "text of 10–12 words", "Notes [all]", "unsure"):
        assert shown in done.stdout
    for hidden in ("OAKES", "Tyler", "01/02", "mother"):
        assert hidden not in done.stdout + done.stderr + profile.read_text(encoding="utf-8")
    assert "3 stated, 2 found" in done.stderr


def test_a_profile_that_stands_is_not_written_over(tmp_path):
    export = tmp_path / "contacts.csv"
    export.write_text("Date,Type,Notes\n03/02/2019,Visit,Seen at home\n", encoding="utf-8")
    kept = tmp_path / "mine.yaml"
    assert chronology("identify", export, "--profile", kept).returncode == 0
    kept.write_text("corrected by hand\n", encoding="utf-8")
    again = chronology("identify", export, "--profile", kept)
    assert again.returncode != 0 and "Next:" in again.stderr
    assert kept.read_text(encoding="utf-8") == "corrected by hand\n"
