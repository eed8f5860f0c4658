from datetime import date

import pytest

from chronology.dates import read_date
from chronology.when import (
    age_on,
    as_edtf,
    certainly_within,
    possible_days,
    possibly_overlaps,
    sort_key,
)


def test_order() -> None:
    texts = [
        "2006",
        "01/01/2006",
        "May 2007",
        "01/05/2007",
        "c. 12 May 2007",
        "12/05/2007 14:20",
        "12/05/2007 09:00",
        "12/05/2007",
        "12–14 May 2007",
        "undated",
        "11/05/2007",
    ]
    assert [when.text for when in sorted(map(read_date, texts), key=sort_key)] == [
        "01/01/2006",
        "2006",
        "01/05/2007",
        "May 2007",
        "11/05/2007",
        "12/05/2007 09:00",
        "12/05/2007 14:20",
        "12/05/2007",
        "12–14 May 2007",
        "c. 12 May 2007",
        "undated",
    ]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("12/05/2007", date(2007, 5, 12), date(2007, 5, 12)),
        ("May 2007", date(2007, 5, 1), date(2007, 5, 31)),
        ("c. 12 May 2007", date(2007, 5, 5), date(2007, 5, 19)),
        ("early May 2007", date(2007, 4, 24), date(2007, 5, 17)),
        ("c. May 2007", date(2007, 4, 16), date(2007, 6, 15)),
        ("c. 2006", date(2005, 7, 3), date(2007, 7, 1)),
    ],
)
def test_possible_days(text: str, first: date, last: date) -> None:
    assert possible_days(read_date(text)) == (first, last)


@pytest.mark.parametrize(
    ("text", "possibly", "certainly"),
    [
        ("12/05/2007", True, True),
        ("09/05/2007", False, False),
        ("10/05/2007", True, True),
        ("14/05/2007", True, True),
        ("15/05/2007", False, False),
        ("9-11 May 2007", True, False),
        ("May 2007", True, False),
        ("June 2007", False, False),
        ("c. 12 May 2007", True, False),
        ("c. 16 May 2007", True, False),
        ("c. 30 May 2007", False, False),
        ("undated", True, False),
    ],
)
def test_period_of_10_to_14_may(text: str, possibly: bool, certainly: bool) -> None:
    when = read_date(text)
    assert possibly_overlaps(when, date(2007, 5, 10), date(2007, 5, 14)) is possibly
    assert certainly_within(when, date(2007, 5, 10), date(2007, 5, 14)) is certainly


def test_edtf() -> None:
    day, month_end, year_end = date(2007, 1, 1), date(2007, 1, 31), date(2007, 12, 31)
    assert as_edtf(day, day, "day") == "2007-01-01"
    assert as_edtf(day, day, "day", "14:20") == "2007-01-01T14:20"
    assert as_edtf(day, month_end, "month") == "2007-01"
    assert as_edtf(day, year_end, "year") == "2007"
    assert as_edtf(day, year_end, "range") == "2007-01-01/2007-12-31"
    assert as_edtf(day, day, "approximate", "14:20") == "2007-01-01~"
    assert as_edtf(day, month_end, "approximate", doubt="?") == "2007-01?"
    assert as_edtf(day, year_end, "approximate", doubt="%") == "2007%"
    assert as_edtf(day, date(2007, 1, 10), "approximate") == "2007-01-01~/2007-01-10~"
    assert as_edtf(None, None, "unknown") == ""


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2006, 3, 1), date(2006, 2, 28), "before birth"),
        (date(2006, 3, 1), date(2006, 3, 1), "0 days"),
        (date(2006, 3, 1), date(2006, 3, 2), "1 day"),
        (date(2006, 3, 1), date(2006, 3, 14), "13 days"),
        (date(2006, 3, 1), date(2006, 3, 15), "2 weeks"),
        (date(2006, 3, 1), date(2006, 5, 31), "13 weeks"),
        (date(2006, 3, 1), date(2006, 6, 1), "3 months"),
        (date(2006, 3, 1), date(2008, 2, 29), "23 months"),
        (date(2006, 3, 1), date(2008, 3, 1), "2 years"),
        (date(2006, 3, 1), date(2008, 4, 1), "2 years 1 month"),
        (date(2006, 3, 1), date(2008, 7, 1), "2 years 4 months"),
        (date(2006, 3, 1), date(2011, 2, 28), "4 years 11 months"),
        (date(2006, 3, 1), date(2011, 4, 30), "5 years"),
        (date(2006, 3, 1), date(2013, 9, 1), "7 years"),
        (date(2004, 2, 29), date(2006, 2, 28), "23 months"),
        (date(2004, 2, 29), date(2006, 3, 1), "2 years"),
        (date(2004, 2, 29), date(2012, 2, 29), "8 years"),
    ],
)
def test_age(born: date, on: date, age: str) -> None:
    assert age_on(born, on) == age
