"""A child and a grown-up of one name: the record tells which of them it means, or a person decides."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from chronology.linking import link
from chronology.model import Mention
from tests.unit.test_linking_register import event, mention, person

TOM = person("tom", "Tom Hale", "2014-10-08")
FATHER = person("father", "Thomas Hale", "1971-09-14", role="parent", also_known_as=("Tom Hale",))
MOTHER = person("mother", "Jo Pell", "1994-04-02", role="parent")


def meant(one: Mention, sector: str, on: str = "2014-11-01") -> dict[str, str]:
    here = event(2, one, on=on, agency="Them")
    (links,) = link(
        [type(here)(here.id, here.provenance, here.when, "Them", sector, mentions=(one,))], (TOM, FATHER, MOTHER), ()
    ).links
    return {found.subject: found.standing for found in links}


BOTH = {"tom": "possible", "father": "possible"}


@pytest.mark.parametrize(
    ("sector", "on", "expected"),
    [
        ("gp", "2014-11-01", BOTH),
        ("hospital", "2014-11-01", BOTH),
        ("school", "2019-11-01", {"tom": "probable"}),
        ("school", "2015-11-01", BOTH),  # at one year old he is no pupil; his father may be a helper
        ("early_years", "2016-11-01", {"tom": "probable"}),
        ("early_years", "2021-11-01", BOTH),
        ("health_visiting", "2014-11-01", BOTH),  # a health visitor writes of the mother's mood too
        ("housing", "2014-05-01", {"father": "probable"}),
        ("probation", "2016-05-01", {"father": "probable"}),
        ("housing", "2034-05-01", BOTH),
    ],
)
def test_the_service_tells_which(sector, on, expected):
    assert meant(mention("Tom Hale"), sector, on) == expected


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (Mention("Tom Hale (baby)", forename="Tom", surname="Hale"), {"tom": "probable"}),
        (Mention("Tom Hale (father of child)", forename="Tom", surname="Hale"), {"father": "probable"}),
        (Mention("Father: Tom Hale", forename="Tom", surname="Hale"), {"father": "probable"}),
        (Mention("Tom Hale Snr", forename="Tom", surname="Hale"), {"father": "probable"}),
        (Mention("Tom Hale Jnr", forename="Tom", surname="Hale"), {"tom": "probable"}),
        (Mention("Tom Hale (Y1)", forename="Tom", surname="Hale"), {"tom": "probable"}),
        (Mention("mother of Tom Hale", forename="Tom", surname="Hale"), BOTH),
        (Mention("Tom Hale, seen with mother", forename="Tom", surname="Hale"), BOTH),
        (
            Mention("Thomas (Tom) Hale", forename="Thomas", surname="Hale", also_known_as=("Tom",)),
            {"father": "probable"},
        ),
        (mention("Tom Hale", "2014-10-08"), {"tom": "probable"}),
    ],
)
def test_what_stands_beside_the_name_tells_which(one, expected):
    assert meant(one, "gp") == expected


@pytest.mark.parametrize("sector", ["school", "housing"])
def test_a_word_beside_the_name_goes_before_the_service(sector):
    helper = Mention("Tom Hale (Dad)", forename="Tom", surname="Hale")
    pupil = Mention("Tom Hale (Y1)", forename="Tom", surname="Hale")
    assert meant(helper, sector, "2019-11-01") == {"father": "probable"}
    assert meant(pupil, sector, "2019-11-01") == {"tom": "probable"}


def test_a_mother_of_school_age_is_a_pupil_too():
    people = (
        person("baby", "Kayla Smith", "2019-10-08"),
        person("mother", "Kayla Smith", "2004-04-02", role="parent"),
    )
    here = replace(event(2, mention("Kayla Smith"), on="2019-11-05"), sector="school")
    (links,) = link([here], people, ()).links
    assert {found.subject: found.standing for found in links} == {"baby": "possible", "mother": "possible"}


def test_a_mother_written_by_name_is_not_the_child_of_her_name():
    one = Mention("Mother: Amy Lowe", forename="Amy", surname="Lowe")
    (links,) = link([event(2, one, on="2019-11-05")], (person("amy", "Amy Lowe", "2013-04-02"),), ()).links
    assert {found.subject: found.standing for found in links} == {"amy": "possible"}


def test_a_case_file_titled_with_the_name_is_the_childs():
    title = Mention("Tom Hale", forename="Tom", surname="Hale", assumed=True)
    assert meant(title, "social_care", "2014-06-01") == {"tom": "probable"}
    assert meant(mention("Tom Hale"), "social_care") == BOTH
