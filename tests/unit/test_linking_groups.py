"""Several children in one word: "Price children" are those registered, where nobody else can be meant."""

from __future__ import annotations

import pytest

from chronology.linking import link
from chronology.model import Mention
from tests.unit.test_linking_register import decision, event, mention, only, person

FAMILY = (
    person("logan", "Logan Price", "2016-03-15"),
    person("ella", "Ella Price", "2013-01-20", role="sibling"),
    person("marsh", "Toby Marsh", "2010-07-07", role="sibling"),
    person("mother", "Anna Price", "1990-05-02", role="parent"),
)
BOTH = {"logan": "probable", "ella": "probable"}
MAYBE = {"logan": "possible", "ella": "possible"}


@pytest.mark.parametrize(
    ("written", "whom"),
    [
        ("Price children", BOTH),
        ("PRICE FAMILY", BOTH),
        ("the Price kids", BOTH),
        ("Price children x2", BOTH),
        ("both Price children", BOTH),
        ("Price/Marsh children", BOTH | {"marsh": "probable"}),
        ("Price and Marsh family", BOTH | {"marsh": "probable"}),
        ("Price children x3", MAYBE),
        ("Price girls x2", BOTH),
        ("Price girls x3", MAYBE),
        ("Price girls", MAYBE),
        ("Fam Price", BOTH),
        ("three Price children", MAYBE),
        ("younger Price children", MAYBE),
        ("Price siblings", MAYBE),
        ("Oakes children", {}),
        ("Price/Oakes children", MAYBE),
        ("all children", MAYBE | {"marsh": "possible"}),
        ("Anna Price children", {}),
    ],
)
def test_whom_the_words_mean(written, whom):
    found = only(Mention(written), FAMILY)
    assert {subject: standing for subject, standing in found.items() if subject != "mother"} == whom


def test_somebody_of_the_surname_who_is_not_registered_leaves_it_to_a_person():
    rows = [event(2, Mention("Price children")), event(3, mention("Tyler Price", "2015-09-09"), agency="GP")]
    assert [one.standing for one in link(rows, FAMILY, ()).links[0]] == ["possible", "possible"]


def test_a_stranger_of_the_surname_in_another_agencys_files_is_no_doubt_where_this_one_names_the_children():
    stranger = event(3, mention("Tyler Price", "2015-09-09"), agency="Housing")
    ours = event(4, mention("Ella Price", "2013-01-20"))
    rows = [event(2, Mention("Price children")), stranger]
    assert [one.standing for one in link(rows, FAMILY, ()).links[0]] == ["possible", "possible"]
    assert [one.standing for one in link([*rows, ours], FAMILY, ()).links[0]] == ["probable", "probable"]


def test_a_count_beside_a_school_merges_nobody():
    assert set(only(Mention("Price x2, Hill Primary", surname="Price"), FAMILY).values()) == {"possible"}


def test_a_surname_borrowed_from_strangers_makes_no_short_name():
    rows = [event(2, Mention("Ella", forename="Ella", surname="Oakes"))]
    assert [one.standing for one in link(rows, FAMILY, ()).links[0]] == []


@pytest.mark.parametrize(
    "word", ["family", "the family", "Children", "both", "the girls", "children x2", "younger children"]
)
def test_words_without_a_surname_are_left_to_a_person(word):
    rows = [event(2, Mention(word)), event(3, mention("Ella Price", "2013-01-20"))]
    standings = {one.standing for one in link(rows, FAMILY, ()).links[0]}
    assert standings == {"possible"}


@pytest.mark.parametrize(
    ("word", "standing"), [("family", "probable"), ("the children", "probable"), ("both", "possible")]
)
def test_in_a_file_that_names_nobody_else_the_family_is_the_registered_one(word, standing):
    ours = [event(3, mention("Ella Price", "2013-01-20")), event(4, mention("Toby Marsh", "2010-07-07"))]
    rows = [event(2, Mention(word)), *ours]
    assert {one.standing for one in link(rows, FAMILY, ()).links[0]} == {standing}
    stranger = event(5, mention("Tyler Oakes", "2015-09-09"))
    assert {one.standing for one in link([*rows, stranger], FAMILY, ()).links[0]} == {"possible"}


def test_a_surname_that_was_taken_over_from_those_beside_it_is_no_namesakes():
    register = (*FAMILY, person("cal", "Cal Henry", "2018-03-20", role="sibling"))
    rows = [
        event(2, Mention("Cal", forename="Cal", surname="Price")),
        event(3, Mention("K12 Cal", forename="Cal", agency_id="K12"), agency="GP"),
        event(4, mention("Ella Price", "2013-01-20"), agency="GP"),
    ]
    assert [one.subject for one in link(rows, register, ()).links[1] if one.standing != "possible"] == ["cal"]


def test_a_record_of_years_before_a_birth_is_not_about_that_child():
    ((logan, ella), (only_ella,)) = (
        link([event(2, Mention("Price children"), on=day)], FAMILY, ()).links[0] for day in ("2016-01-10", "2014-05-05")
    )
    assert {logan.subject, ella.subject} == {"logan", "ella"}
    assert only_ella.subject == "ella"


def test_the_familys_file_number_is_not_taken_for_one_childs():
    rows = [
        event(2, Mention("Price children", agency_id="K2-41"), agency="Social work"),
        event(3, Mention("A man", agency_id="K2-41"), agency="Social work"),
    ]
    assert "probable" not in [one.standing for one in link(rows, FAMILY, ()).links[1]]


def test_a_surname_alone_in_the_familys_file_means_the_children():
    rows = [
        event(2, Mention("Price children", agency_id="K2-41"), agency="Social work"),
        event(3, Mention("Price", forename="Price", agency_id="K2-41"), agency="Social work"),
        event(4, Mention("Price", surname="Price", agency_id="K2-52"), agency="Social work"),
        event(5, mention("Anna Price", agency_id="K2-41"), agency="Social work"),
        event(6, mention("Carl Lowe", agency_id="K2-41"), agency="Social work"),
    ]
    found = [{one.subject: one.standing for one in links} for links in link(rows, FAMILY, ()).links]
    assert found[1] == BOTH
    assert "probable" not in found[2].values()
    assert found[3] == {"mother": "probable"}


def test_a_decision_on_one_child_takes_the_record_from_no_other():
    named = event(2, Mention("Price children"))
    (links,) = link([named], FAMILY, (decision(source="gp.csv", row=2, subject="logan"),)).links
    assert {one.subject: one.standing for one in links} == {"logan": "confirmed", "ella": "probable"}
    (links,) = link([named], FAMILY, (decision(source="gp.csv", row=2, not_subject="logan"),)).links
    assert {one.subject: one.standing for one in links} == {"ella": "probable"}


def test_the_only_child_of_the_name_is_left_out_before_its_birth_as_well():
    alone = (FAMILY[0], FAMILY[3])
    before, after = link(
        [event(2, Mention("Price children"), on="2014-05-05"), event(3, Mention("Price children"))], alone, ()
    ).links
    assert before == ()
    assert [one.subject for one in after] == ["logan"]


def test_family_without_a_surname_may_mean_a_half_brother_whom_the_file_never_names():
    rows = [
        event(2, Mention("Family"), agency="Housing"),
        event(3, mention("Anna Price"), agency="Housing"),
        event(4, mention("Ella Price", "2013-01-20"), agency="Housing"),
    ]
    assert {one.standing for one in link(rows, FAMILY, ()).links[0]} == {"possible"}
    without = tuple(one for one in FAMILY if one.id != "marsh")
    assert {one.subject: one.standing for one in link(rows, without, ()).links[0]} == BOTH
