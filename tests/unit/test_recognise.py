import pytest

from chronology.model import Table
from chronology.profile import Profile
from chronology.recognise import recognise
from tests.evaluation.exports import EXPORTS, table

TEXT = "Seen at home with his mother this morning, well and playing"


def fields(recognition):
    return [column.field for column in recognition.columns]


def codes(issues):
    return {one.code for one in issues}


def profile(columns, **others):
    told = {
        "name": "p",
        "sector": "police",
        "agency": "",
        "heading_row": None,
        "month_first": False,
        "kinds": {},
        "where": "p.yaml",
    }
    return Profile(columns=columns, **(told | others))


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.path)
def test_exports_are_read(export):
    recognition, issues = recognise(export.table, None, (), export.path)
    assert fields(recognition) == export.fields
    assert recognition.heading_row == export.heading_row
    assert len(export.table.rows) - len(recognition.not_records) == export.records
    assert recognition.sector == export.sector
    assert recognition.agency == export.agency
    assert export.person is None or (recognition.person or "").startswith(export.person)
    assert "table_not_records" not in codes(issues)
    assert all(one.source == export.path for one in issues)


@pytest.mark.parametrize("export", [one for one in EXPORTS if one.heading_row == 1], ids=lambda export: export.path)
def test_order_of_columns_does_not_matter(export):
    width = len(export.fields)
    turned = Table(
        export.table.source,
        None,
        [tuple(reversed((row + ("",) * width)[:width])) if any(row[1:]) else row for row in export.table.rows],
    )
    recognition, _ = recognise(turned, None, (), export.path)
    assert fields(recognition)[::-1] == export.fields


def test_no_heading_row():
    rows = table(
        f"HOLLIS, Amy|01/03/2006|12/04/2011 10:15|{TEXT}\nHOLLIS, Amy|01/03/2006|13/04/2011 11:00|{TEXT} again"
    )
    recognition, issues = recognise(rows, None, (), "x.csv")
    assert recognition.heading_row is None
    assert recognition.not_records == {}
    assert "no_heading_row" in codes(issues)
    assert "sure" not in {column.standing for column in recognition.columns}
    assert fields(recognition)[3] == "summary"


def test_one_date_without_headings_is_the_date():
    recognition, issues = recognise(table(f"12/04/2011|{TEXT}\n13/04/2011|{TEXT} again"), None, (), "x.csv")
    assert fields(recognition) == ["date", "summary"]
    assert "column_assumed" in codes(issues)


def test_two_equal_dates_are_a_question():
    rows = table(f"Visit date|Meeting date|Notes\n01/02/2011|03/02/2011|{TEXT}\n05/02/2011|02/02/2011|{TEXT} too")
    recognition, issues = recognise(rows, None, (), "x.csv")
    assert fields(recognition) == ["other", "other", "summary"]
    assert {one.heading for one in issues if one.code == "column_unsure"} == {"Visit date", "Meeting date"}
    assert {"no_date_column"} <= codes(issues)
    assert recognition.not_records == {1: "heading"}


def test_equal_dates_with_equal_cells_are_no_question():
    rows = table(f"Visit date|Contact date|Notes\n01/02/2011|01/02/2011|{TEXT}\n05/02/2011|05/02/2011|{TEXT} too")
    assert fields(recognise(rows, None, (), "x.csv")[0]) == ["date", "other", "summary"]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("Date entered|Date of visit|DOB|Notes", "recorded date born summary"),
        ("DOB|Created|Occurred|Notes", "born recorded date summary"),
        ("Birth date|Last updated|When did this happen?|Notes", "born recorded date summary"),
        ("Date of Birth|Date Recorded|Date|Notes", "born recorded date summary"),
    ],
)
def test_kinds_of_date_are_kept_apart(headings, expected):
    rows = table(f"{headings}\n01/02/2011|01/02/2010|03/02/2009|{TEXT}\n02/02/2011|05/02/2010|04/02/2009|{TEXT} too")
    assert fields(recognise(rows, None, (), "x.csv")[0]) == expected.split()


def test_only_the_date_of_recording_is_taken_and_said():
    rows = table(f"Date entered|Notes\n01/02/2011|{TEXT}\n05/02/2011|{TEXT} too")
    recognition, issues = recognise(rows, None, (), "x.csv")
    assert fields(recognition) == ["date", "summary"]
    assert recognition.columns[0].standing == "likely"
    assert ("column_assumed", "Date entered") in {(one.code, one.heading) for one in issues}


def test_birth_alone_is_never_the_date():
    recognition, issues = recognise(
        table("Name|DOB|Notes\nAmy Hollis|01/02/2011|Known to us\nBen Hollis|02/02/2012|Known too"), None, (), "x"
    )
    assert fields(recognition) == ["name", "born", "summary"]
    assert "no_date_column" in codes(issues)
    assert recognition.not_records == {1: "heading"}


def test_a_heading_that_its_cells_contradict_is_unsure():
    rows = table(f"Date|Sex|Notes\n01/02/2011|{TEXT}|{TEXT}\n02/02/2011|{TEXT}|{TEXT}")
    recognition, issues = recognise(rows, None, (), "x.csv")
    assert recognition.columns[1].field in ("other", "summary")
    assert "Sex" in {one.heading for one in issues}


def test_one_heading_twice():
    rows = table(f"Date|Notes|Date\n01/02/2011|{TEXT}|02/02/2011\n02/02/2011|{TEXT}|03/02/2011")
    recognition, issues = recognise(rows, None, (), "x.csv")
    assert fields(recognition) == ["date", "summary", "other"]
    assert "heading_duplicate" in codes(issues)


def test_rows_that_are_no_records():
    rows = table(
        f"Contact report||\nRun for|panel|\nDate|Type|Notes\n01/02/2011|Visit|{TEXT}\n\nDate|Type|Notes\nPage 2 of 3||\n"
        f"02/02/2011|Visit|{TEXT}\n|Total|2\n||Total disbelief from mother when told\nTotal|2|\nEnd of report||\nPrinted on 03/03/2011 by AB||"
    )
    recognition, _ = recognise(rows, None, (), "x.csv")
    assert recognition.not_records == {
        1: "title", 2: "title", 3: "heading", 5: "blank", 6: "repeated heading", 7: "total", 9: "total", 11: "total", 12: "total",
        13: "total",
    }  # fmt: skip


def test_a_row_that_says_how_to_fill_in_is_heading():
    rows = table(f"Date|Seen?|Notes\ndd/mm/yyyy|Y/N|\n01/02/2011|Y|{TEXT}\n02/02/2011|N|{TEXT}")
    assert recognise(rows, None, (), "x.csv")[0].not_records == {1: "heading", 2: "heading"}


@pytest.mark.parametrize(
    "text",
    [
        "About this workbook|\nPrepared for the panel|\nContact the data team with questions|",
        "Code|Description\nHV|Home visit\nTC|Telephone call\nOV|Office visit",
        "Key|Meaning\nDNA|Did not attend\nNFA|No further action",
    ],
)
def test_a_sheet_without_records(text):
    recognition, issues = recognise(table(text), None, (), "x.xlsx")
    assert len(recognition.not_records) == len(text.split("\n"))
    assert codes(issues) == {"table_not_records"}


def test_json_brings_its_headings():
    rows = Table(
        "x.json",
        None,
        [("2011-02-01", "Visit", TEXT), ("2011-02-02", "Visit", TEXT)],
        ("eventDate", "eventType", "noteText"),
    )
    recognition, issues = recognise(rows, None, (), "x.json")
    assert fields(recognition) == ["date", "kind", "summary"]
    assert (recognition.heading_row, recognition.first_row, recognition.not_records) == (None, 1, {})
    assert "no_heading_row" not in codes(issues)


def test_order_of_dates_is_questioned():
    mixed = table(f"Date|Notes\n13/02/2011|{TEXT}\n02/14/2011|{TEXT}")
    month = table(f"Date|Notes\n02/03/2011|{TEXT}\n02/14/2011|{TEXT}")
    day = table(f"Date|Notes\n02/03/2011|{TEXT}\n14/02/2011|{TEXT}")
    assert "date_order_mixed" in codes(recognise(mixed, None, (), "x")[1])
    assert "date_order_month_first" in codes(recognise(month, None, (), "x")[1])
    assert not {"date_order_mixed", "date_order_month_first"} & codes(recognise(day, None, (), "x")[1])
    told = profile({"date": "date", "notes": "summary"}, month_first=True)
    assert "date_order_month_first" not in codes(recognise(month, told, (), "x")[1])


def test_a_given_profile_wins():
    rows = table(f"Alpha|Beta|Gamma\n01/02/2011|{TEXT}|02/02/2011\n02/02/2011|{TEXT}|03/02/2011")
    told = profile(
        {"alpha": "recorded", "beta": "action", "gamma": "date"}, agency="Town Constabulary", kinds={"dv": ("other",)}
    )
    recognition, issues = recognise(rows, told, (), "x.csv")
    assert fields(recognition) == ["recorded", "action", "date"]
    assert {(column.standing, column.reason) for column in recognition.columns} == {("sure", "profile")}
    assert (recognition.profile, recognition.agency, recognition.sector, recognition.kinds) == (
        "p",
        "Town Constabulary",
        "police",
        {"dv": ("other",)},
    )
    assert issues == ()


def test_a_profile_that_does_not_fit():
    rows = table(f"Date|Notes\n01/02/2011|{TEXT}\n02/02/2011|{TEXT}")
    recognition, issues = recognise(rows, profile({"alpha": "date", "beta": "summary"}), (), "x.csv")
    assert "profile_misfit" in codes(issues)
    assert (recognition.profile, fields(recognition)) == (None, ["date", "summary"])


def test_one_shipped_profile_is_used_and_two_are_a_question():
    rows = table(f"Date|Notes\n01/02/2011|{TEXT}\n02/02/2011|{TEXT}")
    one, two = profile({"date": "date", "notes": "action"}), profile({"notes": "voice"}, name="q")
    assert fields(recognise(rows, None, (one,), "x.csv")[0]) == ["date", "action"]
    recognition, issues = recognise(rows, None, (one, two), "x.csv")
    assert "readings_several" in codes(issues)
    assert fields(recognition) == ["date", "summary"]


@pytest.mark.parametrize(
    ("title", "person"),
    [
        ("Patient: HOLLIS, Amy  DOB: 01/03/2006|", "HOLLIS, Amy"),
        ("Patient Name:|HOLLIS, Amy|DOB:|01/03/2006", "HOLLIS, Amy"),
        ("Child|Amy Hollis|", "Amy Hollis"),
        ("Records of: Amy Hollis|", "Amy Hollis"),
    ],
)
def test_the_title_names_the_person(title, person):
    rows = table(f"{title}\n\nDate|Type|Notes|By\n01/02/2011|Visit|{TEXT}|AB\n02/02/2011|Visit|{TEXT}|AB")
    recognition, _ = recognise(rows, None, (), "x.csv")
    assert (recognition.person or "").startswith(person)
    assert recognition.heading_row == 3


@pytest.mark.parametrize(
    ("path", "title", "sector"),
    [
        ("exports/hv.csv", "", "health_visiting"),
        ("x.csv", "Brook Lane Primary School", "school"),
        ("gp_records.csv", "", "gp"),
        ("x.csv", "Westmoor Police", "police"),
        ("x.csv", "", None),
    ],
)
def test_the_sector_is_told_by_words(path, title, sector):
    rows = table(f"{title}|\nDate|Notes\n01/02/2011|{TEXT}\n02/02/2011|{TEXT}")
    assert recognise(rows, None, (), path)[0].sector == sector


def test_an_empty_table():
    recognition, _ = recognise(Table("x.csv", None, []), None, (), "x.csv")
    assert (recognition.columns, recognition.not_records) == ((), {})
