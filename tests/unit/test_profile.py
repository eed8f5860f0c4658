import pytest

from chronology.errors import DefinitionError
from chronology.profile import load_profile, profile_text, shipped_profiles
from chronology.recognise import recognise
from tests.evaluation.exports import EXPORTS, table

GOOD = """\
name: Town police
sector: police
agency: Town Constabulary
month_first: true
heading_row: 3
columns:
  Logged: recorded
  Happened: date
  Text: summary
kinds:
  DV: police_domestic_incident
  CP: [concern_recorded, information_shared]
"""


def load(tmp_path, text):
    path = tmp_path / "profile.yaml"
    path.write_text(text, encoding="utf-8")
    return load_profile(path, "profile.yaml")


def test_a_profile_is_read(tmp_path):
    profile = load(tmp_path, GOOD)
    assert profile.columns == {"logged": "recorded", "happened": "date", "text": "summary"}
    assert profile.kinds["cp"] == ("concern_recorded", "information_shared")
    assert (profile.heading_row, profile.month_first, profile.agency) == (3, True, "Town Constabulary")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("Text: summary", "Text: sumary"), "did you mean `summary`"),
        (("Text: summary", "Text: date"), "two columns are `date`"),
        (("sector: police", "sector: cops"), "sector"),
        (("DV: police_domestic_incident", "DV: row"), "not a kind"),
        (("heading_row: 3", "heading_row: 0"), "counts from 1"),
        (("name: Town police\n", ""), "`name` is missing"),
        (("month_first", "months_first"), "did you mean `month_first`"),
    ],
)
def test_a_faulty_profile_names_its_line(tmp_path, change, told):
    with pytest.raises(DefinitionError) as error:
        load(tmp_path, GOOD.replace(*change))
    assert told in str(error.value)
    assert "profile.yaml line" in str(error.value)


def test_shipped_profiles_have_names_and_dates():
    profiles = shipped_profiles()
    assert len({profile.name for profile in profiles}) == len(profiles) >= 3
    assert all("date" in profile.columns.values() for profile in profiles)


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.path)
def test_a_written_profile_reads_the_table_as_recognised(tmp_path, export):
    recognition, _ = recognise(export.table, None, (), export.path)
    written = profile_text(recognition, export.table, "Some agency: north", recognition.sector or "")
    profile = load(tmp_path, written)
    again, issues = recognise(export.table, profile, (), export.path)
    assert [column.field for column in again.columns] == [column.field for column in recognition.columns]
    assert (again.agency, again.heading_row) == ("Some agency: north", recognition.heading_row)
    assert not [one for one in issues if one.code == "profile_misfit"]


def test_doubtful_columns_are_marked_in_the_written_profile():
    exported = table(
        "Date|Wibble|Notes\n1/2/2007|7|Seen at home with his mother today\n2/2/2007|9|Seen at home again by us all"
    )
    recognition, _ = recognise(exported, None, (), "x.csv")
    assert "Wibble: other  # unsure: please check" in profile_text(recognition, exported, "", "")


def test_what_every_row_is_can_be_written_in_a_profile(tmp_path):
    exported = table("Date|Name|Notes\n1/2/2007|Amy Hollis|Seen\n2/2/2007|Amy Hollis|Seen again", "core_groups.csv")
    recognition, _ = recognise(exported, None, (), "core_groups.csv")
    profile = load(tmp_path, profile_text(recognition, exported, "", ""))
    assert profile.kinds == {"": ("core_group_held",)} == recognition.kinds
