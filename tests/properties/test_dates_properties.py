from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology.calendar import FIRST_DAY, NATIONS, add_months, calendar_of
from chronology.dates import day_parts_over_twelve, looks_like_date, read_date, read_serial, read_time
from chronology.dates.wording import MONTH_NAMES, WEEKDAY_NAMES
from chronology.model import When
from chronology.when import as_edtf, certainly_within, possible_days, possibly_overlaps, sort_key

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
DAYS_OF_TWO_DIGIT_YEARS = st.dates(date(1936, 1, 1), date(2035, 12, 31))
WORDS = ["12", "5", "2007", "07", "31", "may", "april", "sept", "mon", "tuesday", "early", "w/c", "week", "ending", "c.", "?", "~",
         "to", "and", "or", "between", "from", "term", "autumn", "winter", "christmas", "easter", "2006/07", "14:20", "2.20pm",
         "00:00", "at", "(", ")", "late entry", "th", "\n", "??", "xx"]  # fmt: skip
SEPARATORS = st.sampled_from(["", " ", "/", "-", ".", " - ", ", "])
DATE_LIKE = st.lists(st.tuples(st.sampled_from(WORDS), SEPARATORS), max_size=9).map(
    lambda pairs: "".join(w + s for w, s in pairs)
)
TEXTS = st.one_of(st.text(), st.text("0123456789/.-: ?~", max_size=110), DATE_LIKE)


def assert_consistent(when: When, text: str) -> None:
    assert when.text == text
    assert (when.first is None) == (when.last is None) == (when.precision == "unknown") == (when.edtf == "")
    if when.first is None or when.last is None:
        assert when.time is None and when.time_end is None
        return
    assert date(1899, 12, 1) <= when.first <= when.last <= date(2101, 3, 1)
    if when.precision == "day":
        assert when.first == when.last
    if when.precision == "month":
        assert when.first.day == 1 and when.last == add_months(when.first, 1) - timedelta(days=1)
    if when.precision == "year":
        assert when.first == date(when.first.year, 1, 1) and when.last == date(when.first.year, 12, 31)
    if when.precision == "range":
        assert when.first < when.last
    assert when.time is not None or when.time_end is None


@given(TEXTS, TEXTS, st.booleans())
def test_any_text_is_read_without_an_error(text: str, time: str, month_first: bool) -> None:
    assert_consistent(read_date(text, time, month_first), text)
    assert_consistent(read_serial(text), text)
    read_time(text)
    day_parts_over_twelve(text)
    if looks_like_date(text):
        assert read_date(text.strip()).precision != "unknown"


@given(DATE_LIKE)
def test_date_like_text_is_consistent(text: str) -> None:
    assert_consistent(read_date(text), text)


@pytest.mark.parametrize(
    "form",
    ["{d:02}/{m:02}/{y}", "{d}/{m}/{y}", "{d}.{m}.{y}", "{d}-{m}-{y}", "{y}-{m:02}-{d:02}", "{y}{m:02}{d:02}", "{d} {month} {y}",
     "{d}th of {month}, {y}", "{mon} {d}, {y}", "{d:02}-{mon}-{y}", "{d}{mon}{y}", "{weekday} {d} {month} {y}", "{wd} {d:02}/{m:02}/{y}"],
)  # fmt: skip
@given(day=DAYS)
def test_every_day_is_read_in_every_form(form: str, day: date) -> None:
    month, weekday = MONTH_NAMES[day.month - 1].title(), WEEKDAY_NAMES[day.weekday()].title()
    text = form.format(y=day.year, m=day.month, d=day.day, month=month, mon=month[:3], weekday=weekday, wd=weekday[:3])
    when = read_date(text)
    assert (when.first, when.last, when.precision, when.edtf) == (day, day, "day", day.isoformat())


@given(DAYS_OF_TWO_DIGIT_YEARS)
def test_two_digit_years(day: date) -> None:
    assert read_date(f"{day.day}/{day.month}/{day.year % 100:02}").first == day
    assert read_date(f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year % 100:02}").first == day


@given(DAYS, st.times())
def test_times_in_the_cell_and_beside_it(day: date, time_of_day: object) -> None:
    written = f"{time_of_day:%H:%M}"
    beside = read_date(day.isoformat(), written)
    within = read_date(f"{day.isoformat()} {written}")
    assert (beside.first, beside.time, beside.edtf) == (day, written, f"{day.isoformat()}T{written}")
    assert (within.first, within.time) == (day, None if written == "00:00" else written)


@given(DAYS, DAYS, st.sampled_from([" - ", "–", " to ", " until "]))
def test_ranges(a: date, b: date, joint: str) -> None:
    when = read_date(f"{a:%d}/{a:%m}/{a.year}{joint}{b:%d}/{b:%m}/{b.year}")
    if a > b:
        assert when.precision == "unknown"
    else:
        assert (when.first, when.last, when.precision) == (a, b, "day" if a == b else "range")


@given(DAYS, st.sampled_from(["?", "c. ", "about ", "~", "probably "]))
def test_doubt_never_makes_a_day_certain(day: date, doubt: str) -> None:
    when = read_date(f"{doubt}{day.day}/{day.month}/{day.year}")
    assert (when.first, when.last, when.precision) == (day, day, "approximate")
    assert possible_days(when) == (day - timedelta(days=7), day + timedelta(days=7))


@given(DAYS)
def test_what_is_written_as_edtf_reads_as_itself(day: date) -> None:
    for text in (day.isoformat(), day.isoformat()[:7], str(day.year), f"{day.isoformat()}~", f"{day.isoformat()[:7]}?"):
        assert read_date(text).edtf == text
    week_later = min(day + timedelta(days=7), date(2100, 12, 31))
    interval = as_edtf(day, week_later, "range" if day < week_later else "day")
    assert read_date(interval).edtf == interval


@given(st.lists(DATE_LIKE, min_size=2, max_size=6), DAYS, DAYS)
def test_comparisons_agree(texts: list[str], a: date, b: date) -> None:
    whens = [read_date(text) for text in texts] + [read_date(a.isoformat()), read_date(f"c. {b.isoformat()}")]
    ordered = sorted(whens, key=sort_key)
    assert [sort_key(when) for when in ordered] == sorted(sort_key(when) for when in reversed(whens))
    for when in whens:
        if certainly_within(when, min(a, b), max(a, b)):
            assert possibly_overlaps(when, min(a, b), max(a, b))


@given(st.dates(FIRST_DAY, date(2035, 6, 30)), st.integers(0, 80), st.sampled_from(NATIONS))
def test_working_days_agree_with_counting_day_by_day(day: date, n: int, nation: str) -> None:
    calendar = calendar_of(nation)
    reached = calendar.add_working_days(day, n)
    passed = [day + timedelta(days=i) for i in range(1, (reached - day).days + 1)]
    working = [each for each in passed if each.weekday() < 5 and calendar.holiday_name(each) is None]
    assert len(working) == n
    assert not working or working[-1] == reached
