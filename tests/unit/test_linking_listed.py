"""Forenames of the family in a list that reads like one person."""

from __future__ import annotations

from chronology.linking import link
from chronology.people import read_people
from tests.unit.test_linking_register import event, person

FAMILY = (
    person("riley", "Riley Marsh", "2016-05-09"),
    person("lexi", "Lexi Marsh", "2020-06-02", role="sibling"),
    person("mother", "Joanne Marsh", "1990-05-02", role="parent"),
)


def whom(*written: str, register=FAMILY) -> list[set[str]]:
    """Of each cell of one agency, whom it is about for certain."""
    events = [event(row, *read_people(one), on="2022-05-20") for row, one in enumerate(written, 2)]
    return [{one.subject for one in links if one.standing == "probable"} for links in link(events, register, ()).links]


def test_two_children_in_a_file_that_calls_them_by_forenames():
    assert whom("Riley", "Riley, Lexi") == [{"riley"}, {"riley", "lexi"}]


def test_a_forename_beside_initials():
    assert whom("Riley", "Riley, JM") == [{"riley"}, {"riley", "mother"}]


def test_a_surname_first_where_the_file_calls_nobody_by_a_forename():
    assert whom("Riley, Lexi") == [set()]


def test_somebody_else_in_the_list_leaves_it_as_it_is():
    assert whom("Riley", "Riley, Connor")[1] == set()


def test_a_registered_surname_stays_one():
    cousin = person("cousin", "Lexi Riley", "2019-01-01", role="other")
    assert whom("Lexi", "Riley, Lexi", register=(FAMILY[0], cousin))[1] == {"cousin"}


def test_a_birth_beside_the_names_makes_it_one_person():
    assert whom("Riley", "Riley, Lexi 01/03/2011")[1] == set()


def test_a_forename_that_is_cut_off():
    assert whom("Ri. Marsh Yr1", "R. Marsh") == [{"riley"}, {"riley"}]


def test_cut_off_forenames_that_fit_two_leave_it_to_a_person():
    twin = person("rico", "Rico Marsh", "2016-05-09", role="sibling")
    assert whom("Ri. Marsh", register=(*FAMILY, twin)) == [set()]


def test_a_tenant_beside_the_address():
    assert whom("Ms J Marsh, Beckhampton Road NG5") == [{"mother"}]


def test_initials_and_the_year_of_birth():
    assert whom("JM 90", "JM / 90") == [{"mother"}, {"mother"}]


def test_a_ward_behind_a_whole_name():
    assert whom("Lexi Marsh, Rainbow", "MARSH Lexi, bay 4") == [{"lexi"}, {"lexi"}]
