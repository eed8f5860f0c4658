from pathlib import Path

import pytest

import chronology.profile
from chronology.errors import DefinitionError
from chronology.model import Table
from chronology.profile import load_profile, profile_text, shipped_profiles
from chronology.recognise import recognise
from tests.evaluation.exports import EXPORTS, table
from tests.normalising import events_of

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
        (("heading_row: 3", "heading_row: " + "9" * 5000), "must be a whole number"),
        (("name: Town police\n", ""), "`name` is missing"),
        (("month_first", "months_first"), "did you mean `month_first`"),
    ],
)
def test_a_faulty_profile_names_its_line(tmp_path, change, told):
    with pytest.raises(DefinitionError) as error:
        load(tmp_path, GOOD.replace(*change))
    assert told in str(error.value)
    assert "profile.yaml line" in str(error.value)


def as_table(profile):
    """The examples of a profile as the export they stand for: its headings, then one row an example."""
    headings = tuple(profile.columns)
    rows = [
        tuple({key.casefold(): cell for key, cell in one.cells.items()}.get(heading, "") for heading in headings)
        for one in profile.examples
    ]
    return Table(f"{profile.name}.csv", None, [headings, *rows])


PROFILES = pytest.mark.parametrize("profile", shipped_profiles(), ids=lambda profile: profile.name)


def test_shipped_profiles_have_names_and_dates():
    profiles = shipped_profiles()
    assert len({profile.name for profile in profiles}) == len(profiles) >= 19
    assert all("date" in profile.columns.values() for profile in profiles)


@PROFILES
def test_a_shipped_profile_says_that_it_is_a_typical_layout(profile):
    text = (Path(chronology.profile.__file__).parent / profile.where).read_text(encoding="utf-8")
    assert "not copied from a supplier's documentation" in text.split("schema: 1")[0]


@PROFILES
def test_its_examples_are_read_as_they_say(profile):
    exported = as_table(profile)
    recognition, issues = recognise(exported, None, shipped_profiles(), exported.source)
    assert recognition.profile == profile.name
    assert not [one for one in issues if one.level == "error"]
    normalised = events_of(exported, recognition, "Agency", profile.sector, "")
    assert len(normalised.events) == len(profile.examples) > 0
    for example, event in zip(profile.examples, normalised.events, strict=True):
        assert example.date
        assert event.when.first.isoformat() == event.when.last.isoformat() == example.date
        assert (event.when.time or "") == example.time
        assert (event.recorded.first.isoformat() if event.recorded else "") == example.recorded
        assert set(example.kinds) <= set(event.kinds)


@PROFILES
def test_no_profile_fits_where_another_is_meant(profile):
    """Were one profile's headings part of another's, both would fit and neither could be chosen."""
    others = [one for one in shipped_profiles() if one is not profile]
    recognition, _ = recognise(as_table(profile), None, others, "export.csv")
    assert recognition.profile is None


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.path)
def test_no_shipped_profile_misreads_an_export(export):
    recognition, issues = recognise(export.table, None, shipped_profiles(), export.path)
    assert not [one for one in issues if one.code == "readings_several"]
    if recognition.profile:
        assert [column.field for column in recognition.columns] == export.fields
        assert recognition.sector == export.sector


@pytest.mark.parametrize(
    ("example", "told"),
    [
        ("{Logged: 1/2/2007, Text: Seen, expect: {date: 1 Feb 2007}}", "`date` must be a day"),
        ("{Text: Seen, expect: {kinds: [seeing]}}", "not a kind"),
        ("{Text: Seen, expect: {day: 2007-02-01}}", "unknown key `day`"),
        ("{Words: Seen}", "`columns` does not name"),
        ("Seen", "list of `key: value` blocks"),
    ],
)
def test_a_faulty_example_names_its_line(tmp_path, example, told):
    with pytest.raises(DefinitionError) as error:
        load(tmp_path, GOOD + f"examples:\n  - {example}\n")
    assert told in str(error.value)
    assert "profile.yaml line 1" in str(error.value)


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


def test_a_profile_tells_of_the_other_shapes_of_its_file(tmp_path):
    first = table("Date|Notes\n1/2/2007|Seen at home today with her mother", "x.xlsx", "Contacts")
    other = table("Meeting date|Minutes\n1/2/2007|All were there and agreed on the plan", "x.xlsx", "Meetings")
    readings = [recognise(one, None, (), "x.xlsx")[0] for one in (first, other)]
    written = profile_text(readings[0], first, "", "", readings[1:])
    assert "# Not of this profile: Meetings, headings in row 1:" in written and "Meeting date: date" in written
    assert load(tmp_path, written).columns == {"date": "date", "notes": "summary"}
