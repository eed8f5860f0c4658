"""Letters of other alphabets, invisible ones, and what is typed to fill a box."""

from __future__ import annotations

import pytest

from chronology.linking import link
from chronology.linking.letters import fold, is_disguised
from chronology.linking.names import family, given
from chronology.model import Mention
from tests.unit.test_linking_register import JACK, born, event, mention, only

CYRILLIC_A, ZERO_WIDTH = "\u0430", "\u200b"


@pytest.mark.parametrize(
    ("written", "folded", "disguised"),
    [
        (f"J{CYRILLIC_A}ck", "jack", True),
        (f"Ja{ZERO_WIDTH}ck", "jack", True),
        ("Michał", "michal", False),
        ("Søren", "soren", False),
        ("Zoë", "zoe", False),
        ("Олександр", "олександр", False),
        ("\u200fمحمد\u200f", "محمد", False),
        ("\u202bJack\u202c", "jack", False),
        ("O’Neill", "oneill", False),
    ],
)
def test_letters_are_folded_for_comparing(written: str, folded: str, disguised: bool) -> None:
    assert fold(written) == folded
    assert is_disguised(written) is disguised


@pytest.mark.parametrize("letter", [CYRILLIC_A, f"a{ZERO_WIDTH}"])
def test_a_disguised_name_is_never_merged_by_a_program(letter: str) -> None:
    written = f"J{letter}ck Whitlow"
    assert only(mention(written, "2015-03-04"), (JACK,)) == {"jack": "possible"}
    rows = [event(2, mention("Jack Whitlow", "2015-03-04")), event(3, mention(written, "2015-03-04"), source="b.csv")]
    found = link(rows, (), ())
    assert len(found.subjects) == 2
    assert {one.standing for links in found.links for one in links} == {"probable", "possible"}
    assert written in {one.written for links in found.links for one in links}  # shown as written


def test_names_that_run_from_right_to_left_are_names() -> None:
    rows = [
        event(2, Mention("", forename="محمد", surname="حسين", born=born("2015-03-04"))),
        event(3, Mention("", forename="\u200fمحمد", surname="حسين\u200f", born=born("2015-03-04"))),
        event(4, Mention("", forename="زينب", surname="حسين", born=born("2015-03-04"))),
    ]
    people = [links[0].subject for links in link(rows, (), ()).links]
    assert people[0] == people[1] != people[2]


@pytest.mark.parametrize(
    "word", ["Unknown", "N/K", "n/k", "NK", "Test", "XXXX", "xx", "Zzz", "000", "Refused", "?", "-"]
)
def test_what_fills_a_box_is_no_name(word: str) -> None:
    assert given(word) == ""
    assert family(word) == ""


def test_a_placeholder_date_of_birth_is_not_compared() -> None:
    rows = [event(2, mention("Jack Whitlow", "1900-01-01")), event(3, mention("Jack Whitlow", "2015-03-04"))]
    (first, second) = link(rows, (JACK,), ()).links
    assert "born" not in {one.field for one in first[0].evidence}
    assert "born" in {one.field for one in second[0].evidence}
