"""Every row of every export is in the account, by a count that shares no code with the readers; also when rows are moved about."""

import copy
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chronology.case import Case
from chronology.pipeline import Export, run
from tests.evaluation.unseen_exports.containers import write_export
from tests.evaluation.unseen_exports.pages import describe
from tests.independent_count import count_rows

EXPORTS = {export.name: export for which in ("dev", "held_out") for export in describe(which, 1)}
NOT_COUNTED = ("xls", "pdf")  # there is no second way of reading them without a library
COUNTED = sorted(name for name, one in EXPORTS.items() if one.write.split(" ")[0] not in NOT_COUNTED and not one.form)
FORMS = sorted(name for name, export in EXPORTS.items() if export.form)
MOVABLE = sorted(name for name in COUNTED if EXPORTS[name].write.split(" ")[0] in ("csv", "xlsx", "ods"))
CHANGES = ("blank", "drop", "twice", "junk", "swap")


def account_of(path):
    """The records, and the rows that hold something and are not records, as the program accounts for them."""
    report = run(Case(folder=path.parent, title="", nation="england"), [Export(path, path.name)])
    (source,) = report.sources
    account = source.account
    parts = account.entries + account.undated + account.out_of_scope + account.duplicates + account.set_aside
    assert account.records == parts
    others = [why for one in source.recognitions for why in one.not_records.values()]
    return account.records + sum(why != "blank" for why in others)


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (b'a,b\r\n"x\r\n\r\ny",1\r\n,\r\n"he said ""no""",2', 3),
        (b"a;b\n1;x, y, z\n2;p, q, r\n", 3),
        ("a\tb\n1\té\n".encode("utf-16"), 2),
        (b"sep=|\na|b\n1|2\n", 2),
        (b'{"records": [{"a": 1}, {"a": null}, {"a": {"b": "x"}}]}', 2),
        (b'{"a": 1}\n{"a": 2}\n', 2),
        (
            b"<html><table><tr><th>a</th></tr><tr><td> </td></tr><tr><td><table><tr><td>x</td></tr></table></td></tr></table>",
            2,
        ),
        (b"%PDF-1.4", None),
    ],
)
def test_the_second_count_counts(data, rows):
    assert count_rows(data) == rows


def test_the_exports_are_the_same_in_every_run():
    for which in ("dev", "held_out"):
        for export in describe(which, 1):
            assert export == EXPORTS[export.name]


@pytest.mark.parametrize("name", COUNTED)
def test_records_and_other_rows_are_all_rows(name, tmp_path):
    path = write_export(EXPORTS[name], tmp_path)
    assert account_of(path) == count_rows(path.read_bytes())


@pytest.mark.parametrize("name", FORMS)
def test_every_block_of_a_form_is_one_record(name, tmp_path):
    path = write_export(EXPORTS[name], tmp_path)
    (page,) = EXPORTS[name].pages
    assert count_rows(path.read_bytes()) == len(page.records) * len(page.columns)
    assert account_of(path) == len(page.records)


def change_rows(grid, changes, chance):
    """The grid with blank rows put in, rows left out, doubled or swapped, and rows of junk."""
    for change in changes:
        place = chance.randrange(len(grid))
        if change == "blank":
            grid.insert(place, ["", "  "])
        elif change == "drop" and len(grid) > 3:
            del grid[place]
        elif change == "twice":
            grid.insert(place, list(grid[place]))
        elif change == "junk":
            grid.insert(
                place, [chance.choice(["x", "Page 2", "-", "2007", '"quoted", twice', "a\nb"])] * chance.randint(1, 9)
            )
        elif change == "swap":
            other = chance.randrange(len(grid))
            grid[place], grid[other] = grid[other], grid[place]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(MOVABLE), st.lists(st.sampled_from(CHANGES), min_size=1, max_size=8), st.integers(0, 10**6))
def test_no_row_falls_off_however_rows_stand(name, changes, seed):
    export = copy.deepcopy(EXPORTS[name])
    chance = random.Random(seed)
    for page in export.pages:
        page.merges.clear()
        change_rows(page.grid, changes, chance)
    with tempfile.TemporaryDirectory() as place:
        path = write_export(export, Path(place))
        assert account_of(path) == count_rows(path.read_bytes())
