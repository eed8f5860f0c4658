import runpy
from datetime import date
from pathlib import Path

import pytest

from chronology.calendar import FIRST_DAY, LAST_DAY, NATIONS, add_months, calendar_of
from chronology.errors import DefinitionError

ROOT = Path(__file__).parents[2]


def test_checked_in_table_is_what_the_script_makes() -> None:
    made = runpy.run_path(str(ROOT / "tests/data_makers/make_holidays.py"))["table_text"]()
    lines = (ROOT / "chronology/holidays.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    assert lines[0].startswith("#")
    assert "".join(line for line in lines if not line.startswith("#")) == made


EVERYWHERE = [
    "1995-05-08", "1999-12-31", "2002-06-03", "2002-06-04", "2011-04-29", "2012-06-04", "2012-06-05", "2020-05-08",
    "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08", "2026-01-01", "2026-04-03", "2026-12-28", "2027-12-27", "2027-12-28",
]  # fmt: skip
NOWHERE = ["1995-05-01", "2002-05-27", "2012-05-28", "2020-05-04", "2022-05-30", "2006-12-27", "2007-06-15"]
IN_SOME = {
    "2026-04-06": {"england", "wales", "northern_ireland"},  # Easter Monday
    "2026-01-02": {"scotland"},
    "2027-01-04": {"scotland"},  # for Saturday 2 January
    "2026-08-03": {"scotland"},
    "2026-08-31": {"england", "wales", "northern_ireland"},
    "2026-11-30": {"scotland"},
    "2006-11-30": set(),  # Saint Andrew's Day became a bank holiday in 2007
    "2026-06-15": {"scotland"},
    "2026-03-17": {"northern_ireland"},
    "2026-07-13": {"northern_ireland"},  # for Sunday the 12th
}


@pytest.mark.parametrize("nation", NATIONS)
def test_known_holidays(nation: str) -> None:
    calendar = calendar_of(nation)
    holidays = EVERYWHERE + [day for day, nations in IN_SOME.items() if nation in nations]
    others = NOWHERE + [day for day, nations in IN_SOME.items() if nation not in nations]
    for day in map(date.fromisoformat, holidays):
        assert calendar.holiday_name(day), day
        assert not calendar.is_working_day(day), day
    for day in map(date.fromisoformat, others):
        assert calendar.holiday_name(day) is None, day
        assert calendar.is_working_day(day), day


def test_holiday_names() -> None:
    calendar = calendar_of("england")
    assert calendar.holiday_name(date(2006, 12, 25)) == "Christmas Day"
    assert calendar.holiday_name(date(2026, 12, 26)) == "Boxing Day"
    assert calendar.holiday_name(date(2026, 12, 28)) == "Boxing Day (substitute day)"
    assert not calendar.is_working_day(date(2026, 12, 26))


def test_adding_working_days() -> None:
    calendar = calendar_of("england")
    friday = date(2006, 12, 22)
    assert calendar.add_working_days(friday, 0) == friday
    assert calendar.add_working_days(friday, 1) == date(2006, 12, 27)
    assert calendar.add_working_days(friday, 3) == date(2006, 12, 29)
    assert calendar.add_working_days(friday, 4) == date(2007, 1, 2)
    assert calendar_of("scotland").add_working_days(friday, 4) == date(2007, 1, 3)
    assert calendar.add_working_days(date(2006, 12, 23), 1) == date(2006, 12, 27)
    with pytest.raises(ValueError, match="zero or more"):
        calendar.add_working_days(friday, -1)


def test_reach_of_the_table() -> None:
    calendar = calendar_of("wales")
    assert calendar.covers(FIRST_DAY) and calendar.covers(LAST_DAY)
    assert not calendar.covers(date(1989, 12, 31)) and not calendar.covers(date(2036, 1, 1))
    assert calendar.is_working_day(date(2036, 12, 25))  # outside the table only weekends are known
    assert not calendar.is_working_day(date(2036, 12, 27))


def test_unknown_nation() -> None:
    with pytest.raises(DefinitionError, match="england, wales, scotland, northern_ireland"):
        calendar_of("britain")


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2006, 12, 11), 3, date(2007, 3, 11)),
        (date(2007, 1, 31), 1, date(2007, 2, 28)),
        (date(2008, 1, 31), 1, date(2008, 2, 29)),
        (date(2008, 2, 29), 12, date(2009, 2, 28)),
        (date(2007, 3, 31), -1, date(2007, 2, 28)),
        (date(2007, 1, 15), -13, date(2005, 12, 15)),
        (date(2007, 1, 15), 0, date(2007, 1, 15)),
    ],
)
def test_adding_months(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_school_days_are_told_only_where_nearly_every_school_is_open_or_closed():
    england = calendar_of("england")
    assert england.is_school_day(date(2021, 3, 8)) is True
    assert england.is_school_day(date(2021, 3, 7)) is False  # a Sunday
    assert england.is_school_day(date(2021, 8, 11)) is False
    assert england.is_school_day(date(2021, 12, 29)) is False
    assert england.is_school_day(date(2021, 7, 20)) is None  # some have closed by then
    assert calendar_of("scotland").is_school_day(date(2021, 8, 25)) is True


def test_a_count_of_school_days_has_an_earliest_and_a_latest_end():
    england = calendar_of("england")
    assert england.add_school_days(date(2021, 3, 5), 1) == (date(2021, 3, 8), date(2021, 3, 8))
    assert england.add_school_days(date(2021, 7, 14), 1) == (date(2021, 7, 15), date(2021, 9, 9))
    assert england.add_school_days(date(2021, 3, 5), 0) == (date(2021, 3, 5), date(2021, 3, 5))


@pytest.mark.parametrize("nation", NATIONS)
def test_every_nation_has_school_days_in_term_and_none_in_summer(nation):
    calendar = calendar_of(nation)
    assert calendar.is_school_day(date(2021, 11, 17)) is True
    assert calendar.is_school_day(date(2021, 7, 30)) is False
