"""The column in which the people of a register stand, whatever its heading."""

from __future__ import annotations

import pytest

from chronology.model import Table
from chronology.recognise import recognise
from chronology.recognise.registered_names import find_people_column, names_of

NAMES = names_of(["Tyler Rudd", "Jayden Marsh", "Al O"])
NOTES = ["Seen at home, all well.", "Telephone call to mother.", "Visit, no reply, card left.", "Seen in school."]


def table(heading, cells, second="Wing", others=("A", "B", "A", "C")):
    rows = [("Date", heading, second, "Case note")]
    rows += [
        (f"0{n}/03/2019", cell, other, note)
        for n, (cell, other, note) in enumerate(zip(cells, others, NOTES, strict=True), 1)
    ]
    return Table("notes.csv", None, tuple(rows))


def fields(one, names=NAMES):
    recognition, told = find_people_column(one, recognise(one, None, (), "notes.csv")[0], names)
    return {column.heading: column.field for column in recognition.columns}, [found.code for found in told]


@pytest.mark.parametrize("heading", ["Household", "Group", "Case", "Party line"])
def test_whatever_it_is_headed_it_is_read_as_names_and_that_is_said(heading):
    read, told = fields(table(heading, ["Rudd family", "Tyler R", "RUDD, Tyler", "Jayden Marsh"]))
    assert (read[heading], told) == ("name", ["column_assumed"])


@pytest.mark.parametrize(
    "cells",
    [
        ["Visit", "Call", "Visit", "Rudd family"],  # no names in most of it
        ["Rudd family", "", "", ""],  # few cells filled
        ["Al", "O", "Al O", "O Al"],  # letters too few to tell anybody by
    ],
)
def test_a_column_that_names_few_of_them_stays_what_it_is(cells):
    one = table("Household", cells)
    before = {column.heading: column.field for column in recognise(one, None, (), "notes.csv")[0].columns}
    assert fields(one) == (before, [])


def test_nothing_is_changed_where_names_are_read_or_two_columns_could_be_it_or_there_is_no_register():
    named = table("Child", ["Tyler Rudd", "Tyler Rudd", "Ann Lowe", "Jayden Marsh"], "Group", ["Rudd"] * 4)
    assert fields(named)[1] == []
    both = table("Household", ["Rudd"] * 4, "Wing", ["Marsh"] * 4)
    assert fields(both)[1] == []
    assert fields(table("Household", ["Rudd"] * 4), frozenset())[1] == []
