"""Whatever rows an export holds: each is accounted for once, the order is total, and the order of files does not matter."""

import csv
import io
import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chronology.case import Case
from chronology.compose import compose
from chronology.pipeline import Export, run
from chronology.renderers import to_json, to_markdown
from chronology.when import sort_key
from tests.rendering import rendered

CELL = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=60)
DAY = st.one_of(
    st.dates(date(2005, 1, 1), date(2009, 12, 31)).map(lambda day: f"{day:%d/%m/%Y}"),
    st.sampled_from(
        ["", "31/02/2007", "Apr 2007", "c. 12 May 2007", "2007", "12-14 May 2007", "not known", "?22/05/2007"]
    ),
)
NAME = st.sampled_from(["Amy Lowe", "LOWE, Amy", "A Lowe", "Ben Lowe", "", "Baby Lowe", "Carol Lowe"])
TIME = st.sampled_from(["", "09:15", "2pm", "noon-ish"])
ROW = st.tuples(DAY, TIME, NAME, CELL)
FILES = st.lists(st.lists(ROW, min_size=1, max_size=8), min_size=1, max_size=3)


def write_export(folder, number, rows):
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("Contact Date", "Time", "Child's Name", "Details of Contact"))
    writer.writerows(rows)
    path = folder / f"export_{number}.csv"
    path.write_bytes(text.getvalue().encode())
    return Export(path, path.name)


def case_of(folder):
    return Case(
        folder=folder,
        title="A case",
        nation="england",
        scope_from=date(2006, 1, 1),
        scope_to=date(2008, 12, 31),
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FILES, st.randoms(use_true_random=False))
def test_every_record_is_accounted_for_whatever_the_order(files, chance):
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        exports = [write_export(folder, number, rows) for number, rows in enumerate(files)]
        report = run(case_of(folder), exports)
        chance.shuffle(exports)
        again = run(case_of(folder), exports)
    for source, rows in zip(report.sources, files, strict=True):
        account = source.account
        filled = sum(any(cell.strip() for cell in row) for row in rows)
        parts = (account.entries, account.undated, account.out_of_scope, account.duplicates, account.set_aside)
        assert account.records == sum(parts)
        assert account.records == filled
    assert rendered(to_json.render, report) == rendered(to_json.render, again)
    assert rendered(to_markdown.render, compose(report)) == rendered(to_markdown.render, compose(again))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FILES)
def test_order_is_total_and_narratives_are_verbatim(files):
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        exports = [write_export(folder, number, rows) for number, rows in enumerate(files)]
        report = run(case_of(folder), exports)
    entries = report.chronology.entries
    keys = [(sort_key(one.event.when), one.event.agency, one.provenance[0]) for one in entries]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    assert all(one.event.when.first <= one.event.when.last for one in entries)
    for entry in (*entries, *report.chronology.undated):
        for place_of in entry.provenance:
            written = files[int(place_of.source[7:-4])][place_of.row - 2][3] if _plain(files) else None
            assert written is None or entry.event.summary == written.strip()


def _plain(files):
    """Whether row numbers follow from positions: no cell breaks a line and none is blank."""
    return all(all(cell.strip() for cell in row) for rows in files for row in rows)


@given(st.dates(date(2006, 1, 1), date(2008, 1, 1)), st.integers(0, 400))
def test_scope_is_inclusive(first, days):
    last = first + timedelta(days)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        rows = [
            (f"{day:%d/%m/%Y}", "", "Amy Lowe", f"Contact number {number}")
            for number, day in enumerate((first - timedelta(1), first, last, last + timedelta(1)))
        ]
        case = Case(folder=folder, title="A case", nation="england", scope_from=first, scope_to=last)
        report = run(case, [write_export(folder, 0, rows)])
    assert report.sources[0].account.out_of_scope == 2
    assert report.sources[0].account.entries == 2
