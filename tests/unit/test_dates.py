from datetime import date

import pytest

from chronology.dates import day_parts_over_twelve, looks_like_date, read_date, read_serial, read_time

# (text, precision, EDTF, time): the day or days are those of the EDTF text.
READ = [
    # days in numbers, day first
    ("03/04/2007", "day", "2007-04-03", None),
    ("3.4.07", "day", "2007-04-03", None),
    ("3-4-2007", "day", "2007-04-03", None),
    ("03 04 2007", "day", "2007-04-03", None),
    ("12 / 05 / 2007", "day", "2007-05-12", None),
    ("  12/05/2007. ", "day", "2007-05-12", None),
    ("１２／０５／２００７", "day", "2007-05-12", None),
    ("12\u201105\u20112007", "day", "2007-05-12", None),
    ("\u200e12/05/2007", "day", "2007-05-12", None),
    ("20070403", "day", "2007-04-03", None),
    ("03042007", "day", "2007-04-03", None),
    ("2007/04/03", "day", "2007-04-03", None),
    ("29/02/2008", "day", "2008-02-29", None),
    # two-digit years turn at 35
    ("1/1/00", "day", "2000-01-01", None),
    ("1/1/35", "day", "2035-01-01", None),
    ("1/1/36", "day", "1936-01-01", None),
    ("1/1/99", "day", "1999-01-01", None),
    # days with a named month
    ("3rd April 2007", "day", "2007-04-03", None),
    ("Tuesday 3rd April 2007", "day", "2007-04-03", None),
    ("Tue 3 Apr 07", "day", "2007-04-03", None),
    ("Weds. 4th of April, 2007", "day", "2007-04-04", None),
    ("Tuesday the 3rd of April 2007", "day", "2007-04-03", None),
    ("April 3rd 2007", "day", "2007-04-03", None),
    ("April 3, 2007", "day", "2007-04-03", None),
    ("12Mar07", "day", "2007-03-12", None),
    ("12-Mar-2007", "day", "2007-03-12", None),
    ("12 Sept 2007", "day", "2007-09-12", None),
    ("12\u00a0May\u00a02007", "day", "2007-05-12", None),
    ("12  May   2007", "day", "2007-05-12", None),
    ("2007-Apr-03", "day", "2007-04-03", None),
    ("2007/Apr/3 14:05", "day", "2007-04-03T14:05", "14:05"),
    ("2007 April 3rd", "day", "2007-04-03", None),
    ("2007 04 03", "day", "2007-04-03", None),
    ("2007-Apr", "month", "2007-04", None),
    ("c. 2007/Apr/03", "approximate", "2007-04-03~", None),
    ("?2007/Apr/03", "approximate", "2007-04-03?", None),
    # with a time
    ("2007-04-03T14:05", "day", "2007-04-03T14:05", "14:05"),
    ("2007-04-03 14:05:00", "day", "2007-04-03T14:05", "14:05"),
    ("2007-04-03T14:05:00Z", "day", "2007-04-03T14:05", "14:05"),
    ("2007-04-03T14:05:00.000+01:00", "day", "2007-04-03T14:05", "14:05"),
    ("2007-04-03T14:05:00-05:00", "day", "2007-04-03T14:05", "14:05"),
    ("2007-04-03 14:05:00.000 +0100", "day", "2007-04-03T14:05", "14:05"),
    ("12-Mar-2007 09:30", "day", "2007-03-12T09:30", "09:30"),
    ("12/03/2007 at 14.20hrs", "day", "2007-03-12T14:20", "14:20"),
    ("12/3/07 2.20pm", "day", "2007-03-12T14:20", "14:20"),
    ("3 April 2007 at 2pm", "day", "2007-04-03T14:00", "14:00"),
    ("12/05/2007 12:30:00 PM", "day", "2007-05-12T12:30", "12:30"),
    ("12/05/2007 1420", "day", "2007-05-12T14:20", "14:20"),
    ("12/05/2007\n10:30", "day", "2007-05-12T10:30", "10:30"),
    ("14:20 on 12/03/2007", "day", "2007-03-12T14:20", "14:20"),
    # a time that is not certain is left out: midnight filled in by a system, a rough or impossible one
    ("12/05/2007 00:00", "day", "2007-05-12", None),
    ("2007-05-12T00:00:00", "day", "2007-05-12", None),
    ("12/05/2007 c. 14:20", "day", "2007-05-12", None),
    ("12/05/2007 ?14:20", "day", "2007-05-12", None),
    ("12/05/2007 25:70", "day", "2007-05-12", None),
    ("12/05/2007 am", "day", "2007-05-12", None),
    # months and years
    ("Apr 2007", "month", "2007-04", None),
    ("April '07", "month", "2007-04", None),
    ("Apr 07", "month", "2007-04", None),
    ("Apr-98", "month", "1998-04", None),
    ("04/2007", "month", "2007-04", None),
    ("2006-07", "month", "2006-07", None),
    ("in May 2007", "month", "2007-05", None),
    ("Feb 2008", "month", "2008-02", None),
    ("??/05/2016", "month", "2016-05", None),
    ("xx/05/2016", "month", "2016-05", None),
    ("?? May 2016", "month", "2016-05", None),
    ("2016-05-XX", "month", "2016-05", None),
    ("2007", "year", "2007", None),
    ("??/??/2016", "year", "2016", None),
    ("12/??/2016", "year", "2016", None),
    # dates that their own words doubt
    ("?22/05/2016", "approximate", "2016-05-22?", None),
    ("22/05/2016?", "approximate", "2016-05-22?", None),
    ("22/05/2016 ??", "approximate", "2016-05-22?", None),
    ("03 04 2007?", "approximate", "2007-04-03?", None),
    ("probably May 2007", "approximate", "2007-05?", None),
    ("c. 12 May 2016", "approximate", "2016-05-12~", None),
    ("c12/05/2016", "approximate", "2016-05-12~", None),
    ("circa 2006", "approximate", "2006~", None),
    ("approx. 12/5/16", "approximate", "2016-05-12~", None),
    ("about May 2007", "approximate", "2007-05~", None),
    ("around 12/05/2016", "approximate", "2016-05-12~", None),
    ("abt 12/05/2016", "approximate", "2016-05-12~", None),
    ("on or about 12 May 2016", "approximate", "2016-05-12~", None),
    ("~12/05/2016", "approximate", "2016-05-12~", None),
    ("2016-05-12~", "approximate", "2016-05-12~", None),
    ("?c. 12 May 2016", "approximate", "2016-05-12%", None),
    ("12/05/2007 (approx)", "approximate", "2007-05-12~", None),
    ("12/05/2007 (date uncertain)", "approximate", "2007-05-12?", None),
    ("12/05/2007 (or 13th)", "approximate", "2007-05-12?", None),
    ("12/03/2007 14:20?", "approximate", "2007-03-12?", None),
    ("?12/03/2007 14:20", "approximate", "2007-03-12?", "14:20"),
    # a weekday that contradicts the day
    ("Monday 3 April 2007", "approximate", "2007-04-03?", None),
    ("Sat 03/04/2007", "approximate", "2007-04-03?", None),
    # parts of a month or year
    ("early May 2007", "approximate", "2007-05-01~/2007-05-10~", None),
    ("mid-May 2007", "approximate", "2007-05-11~/2007-05-20~", None),
    ("late Feb 2007", "approximate", "2007-02-21~/2007-02-28~", None),
    ("beginning of May 2007", "approximate", "2007-05-01~/2007-05-10~", None),
    ("end of 2007", "approximate", "2007-09-01~/2007-12-31~", None),
    ("early to mid May 2007", "approximate", "2007-05-01~/2007-05-20~", None),
    ("late May/early June 2007", "approximate", "2007-05-21~/2007-06-10~", None),
    # weeks
    ("week commencing 12/3/07", "range", "2007-03-12/2007-03-18", None),
    ("w/c 12/3/07", "range", "2007-03-12/2007-03-18", None),
    ("W/B Monday 12th March 2007", "range", "2007-03-12/2007-03-18", None),
    ("week ending 18/3/07", "range", "2007-03-12/2007-03-18", None),
    ("w/e 18.3.07", "range", "2007-03-12/2007-03-18", None),
    ("week of 14/3/07", "range", "2007-03-12/2007-03-18", None),
    # ranges
    ("12–14 May 2007", "range", "2007-05-12/2007-05-14", None),
    ("12th - 14th May 2007", "range", "2007-05-12/2007-05-14", None),
    ("12/05/2007 - 14/05/2007", "range", "2007-05-12/2007-05-14", None),
    ("12-14/05/07", "range", "2007-05-12/2007-05-14", None),
    ("12/05 - 14/05/2007", "range", "2007-05-12/2007-05-14", None),
    ("7.5.07-9.5.07", "range", "2007-05-07/2007-05-09", None),
    ("28 April – 3 May 2007", "range", "2007-04-28/2007-05-03", None),
    ("Mon 12 - Tues 13 March 2007", "range", "2007-03-12/2007-03-13", None),
    ("between 12 and 14 May 2007", "range", "2007-05-12/2007-05-14", None),
    ("from 1/5/07 to 3/5/07", "range", "2007-05-01/2007-05-03", None),
    ("10/11 May 2007", "range", "2007-05-10/2007-05-11", None),
    ("night of 12/13 May 2007", "range", "2007-05-12/2007-05-13", None),
    ("12 or 13 May 2007", "range", "2007-05-12/2007-05-13", None),
    ("May–June 2007", "range", "2007-05-01/2007-06-30", None),
    ("2006-2008", "range", "2006-01-01/2008-12-31", None),
    ("2007-05-12/2007-05-14", "range", "2007-05-12/2007-05-14", None),
    ("12/05/2007 to 12/05/2007", "day", "2007-05-12", None),
    ("12/05/2007?-14/05/2007", "approximate", "2007-05-12?/2007-05-14?", None),
    # terms, seasons, festivals, years of other kinds
    ("Autumn term 2006", "approximate", "2006-09-01~/2006-12-31~", None),
    ("Spring term 2006/07", "approximate", "2007-01-01~/2007-04-30~", None),
    ("Summer term 2007", "approximate", "2007-04-01~/2007-07-31~", None),
    ("Autumn 2006", "approximate", "2006-09-01~/2006-11-30~", None),
    ("winter 2006/07", "approximate", "2006-12-01~/2007-02-28~", None),
    ("Christmas 2006", "approximate", "2006-12-24~/2007-01-01~", None),
    ("Boxing Day 2006", "day", "2006-12-26", None),
    ("New Year’s Eve 2006", "day", "2006-12-31", None),
    ("Easter 2006", "approximate", "2006-04-14~/2006-04-17~", None),
    ("Easter Monday 2007", "day", "2007-04-09", None),
    ("academic year 2006/07", "range", "2006-08-01/2007-07-31", None),
    ("financial year 2006-07", "range", "2006-04-01/2007-03-31", None),
    # labels and remarks around one date
    ("DOB: 1/3/06", "day", "2006-03-01", None),
    ("on 12 May 2007", "day", "2007-05-12", None),
    ("(12/05/2007)", "day", "2007-05-12", None),
    ("12/05/2007 (late entry)", "day", "2007-05-12", None),
    ("12/05/2007 - late entry", "day", "2007-05-12", None),
    ("12/05/2007\nHome visit", "day", "2007-05-12", None),
    ("14/05/2008 (clinic)", "day", "2008-05-14", None),
    ("14/05/2008 (arrest)", "day", "2008-05-14", None),
    ("14/05/2008 (Wed)", "day", "2008-05-14", None),
    ("14/05/2008 (Mon)", "approximate", "2008-05-14?", None),
    ("2008-05-14 (Mon)", "approximate", "2008-05-14?", None),
    ("weekend of 17/05/2008", "approximate", "2008-05-17~", None),
    ("2008 - May 2009", "range", "2008-01-01/2009-05-31", None),
    ("2008-May 2009", "range", "2008-01-01/2009-05-31", None),
]


@pytest.mark.parametrize(("text", "precision", "edtf", "time"), READ)
def test_reads(text: str, precision: str, edtf: str, time: str | None) -> None:
    when = read_date(text)
    assert (when.precision, when.edtf, when.time) == (precision, edtf, time)
    assert when.text == text
    assert when.first is not None and when.last is not None and when.first <= when.last


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "undated",
        "n/a",
        "unknown",
        "ongoing",
        "before 3/4/07",
        "after 3/4/07",
        "since 3/4/07",
        "from 3/4/07",
        "until 3/4/07",
        "12/05/2007 onwards",
        "12/05/2007 - ongoing",
        "12/05/2007 -",
        "c. 12 May",
        "12 May",
        "12/05",
        "Apr 12",
        "Apr-12",
        "Mar-24",
        "Apr-07",
        "May",
        "31/02/2007",
        "29/02/2007",
        "29 February 2007",
        "13/25/2007",
        "04/26/2007",
        "00/01/1900",
        "12/05/20??",
        "12/05/20?",
        "12.05.200?",
        "01/01/1899",
        "01/01/2101",
        "2006/07",
        "2006/2007",
        "winter 2006",
        "12/05/2007 - 2008",
        "14/05/2007 - 12/05/2007",
        "28 Dec - 3 Jan 2007",
        "12/05/2007, 13/05/2007",
        "39175",
        "1.2.3",
        "4000000999",
        "14:20",
        "Seen 12/05/2007 by health visitor",
        "12/05/2007 Mother said that the baby was fine",
        "Telephone call from school on 12 May 2007 about an absence",
        "١٢/٠٥/٢٠٠٧",
        "14/05/2008 (before)",
        "14/05/2008 (onwards)",
        "2008 (until)",
        "12/05/2007" * 20,
    ],
)
def test_does_not_read(text: str) -> None:
    when = read_date(text)
    assert (when.precision, when.first, when.last, when.edtf, when.time) == ("unknown", None, None, "", None)
    assert when.text == text


def test_range_with_times() -> None:
    when = read_date("12/05/2007 10:00 - 14/05/2007 11:30")
    assert (when.first, when.last, when.time, when.time_end) == (date(2007, 5, 12), date(2007, 5, 14), "10:00", "11:30")
    when = read_date("12/03/2007 14:20-15:00")
    assert (when.precision, when.time, when.time_end) == ("day", "14:20", "15:00")


def test_month_first_is_read_only_when_told() -> None:
    assert read_date("04/26/2007", month_first=True).first == date(2007, 4, 26)
    assert read_date("03/04/2007", month_first=True).first == date(2007, 3, 4)
    assert read_date("03/04/2007").first == date(2007, 4, 3)
    assert read_date("26/04/2007", month_first=True).precision == "unknown"
    assert read_date("2007-03-04", month_first=True).first == date(2007, 3, 4)
    assert read_date("4 March 2007", month_first=True).first == date(2007, 3, 4)
    assert read_date("04/26/2007 3:15 PM", month_first=True).time == "15:15"


@pytest.mark.parametrize(
    ("text", "time_cell", "time", "time_end"),
    [
        ("12/05/2007", "14.20", "14:20", None),
        ("12/05/2007", "09:05-10:00", "09:05", "10:00"),
        ("12/05/2007 00:00:00", "14:20", "14:20", None),
        ("12/05/2007", "00:00", "00:00", None),
        ("12/05/2007 14:20", "14:20:00", "14:20", None),
        ("12/05/2007 14:20", "15:00", None, None),
        ("12/05/2007", "pm", None, None),
        ("12/05/2007", "", None, None),
        ("May 2007", "14:20", None, None),
        ("undated", "14:20", None, None),
    ],
)
def test_time_cell(text: str, time_cell: str, time: str | None, time_end: str | None) -> None:
    when = read_date(text, time_cell)
    assert (when.text, when.time, when.time_end) == (text, time, time_end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14:20", ("14:20", None)),
        ("14.20", ("14:20", None)),
        ("1420", ("14:20", None)),
        ("1420hrs", ("14:20", None)),
        ("14:20 hours", ("14:20", None)),
        ("2.20pm", ("14:20", None)),
        ("2.20 p.m.", ("14:20", None)),
        ("2pm", ("14:00", None)),
        ("12am", ("00:00", None)),
        ("12:30pm", ("12:30", None)),
        ("13:00pm", ("13:00", None)),
        ("14:20:33", ("14:20", None)),
        ("12 noon", ("12:00", None)),
        ("1899-12-30T14:20:00", ("14:20", None)),
        ("09:05-10:00", ("09:05", "10:00")),
        ("09:05 – 10:00", ("09:05", "10:00")),
        ("1420-1500", ("14:20", "15:00")),
        ("10am to 11.30am", ("10:00", "11:30")),
        ("2-3pm", ("14:00", "15:00")),
        ("11-1pm", ("11:00", "13:00")),
        ("22:00-01:30", ("22:00", "01:30")),
        ("14:20-14:20", ("14:20", None)),
        ("am", (None, None)),
        ("pm", (None, None)),
        ("", (None, None)),
        ("9", (None, None)),
        ("24:00", (None, None)),
        ("12:60", (None, None)),
        ("13:00am", (None, None)),
        ("0:30pm", (None, None)),
        ("c. 14:20", (None, None)),
        ("14:20?", (None, None)),
        ("14:20-25:00", (None, None)),
        ("midnight", (None, None)),
        ("after school", (None, None)),
    ],
)
def test_read_time(text: str, expected: tuple[str | None, str | None]) -> None:
    assert read_time(text) == expected


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("39175", "2007-04-03"),
        ("39175.0", "2007-04-03"),
        ("39175.5972222222", "2007-04-03T14:20"),
        ("61", "1900-03-01"),
        ("60", ""),
        ("73415", "2100-12-31"),
        ("73416", ""),
        ("-5", ""),
        ("03/04/2007", ""),
    ],
)
def test_serial(text: str, edtf: str) -> None:
    when = read_serial(text)
    assert (when.text, when.edtf) == (text, edtf)
    assert (when.precision == "day") == bool(edtf)


@pytest.mark.parametrize(
    "text",
    ["03/04/2007", "2007-04-03T14:05:00", "20070403", "3rd April 2007", "?22/05/2016", "??/05/2016", "Apr-98",
     "w/c 12/3/07", "12–14 May 2007", "Christmas 2006", "03 04 2007", "１２／０５／２００７", "12/05/2007 (late entry)"],
)  # fmt: skip
def test_looks_like_date(text: str) -> None:
    assert looks_like_date(text)


@pytest.mark.parametrize(
    "text",
    ["", "2007", "39175", "4000000999", "99999999", "14:20", "1420", "May", "Marchmont", "12/05", "1/2 bottle", "Smith",
     "Seen 12/05/2007 by HV", "Home visit on 12 May 2007, baby seen and well, mother tired but coping"],
)  # fmt: skip
def test_does_not_look_like_date(text: str) -> None:
    assert not looks_like_date(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("26/04/2007", (True, False)),
        ("04/26/2007", (False, True)),
        ("4-26-07 3:15 PM", (False, True)),
        ("03/04/2007", (False, False)),
        ("2007-04-26", (False, False)),
        ("26 April 2007", (False, False)),
        ("undated", (False, False)),
    ],
)
def test_day_parts_over_twelve(text: str, expected: tuple[bool, bool]) -> None:
    assert day_parts_over_twelve(text) == expected
