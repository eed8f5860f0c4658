"""What agrees and is put to a person all the same: namesakes, brothers and sisters of near names, surnames alone, children not yet born."""

from __future__ import annotations

import pytest

from chronology.linking import link
from chronology.linking.judge import judge
from chronology.linking.names import given
from chronology.linking.weights import load_weights
from chronology.model import Event, Mention
from chronology.people.vocabulary import words_around_names
from tests.unit.test_linking_discovery import discover, groups
from tests.unit.test_linking_register import NHS, OTHER_NHS, born, event, mention, only, person

AMELIA = (person("amelia", "Amelia Khan", "2012-03-04"),)
TWINS = (person("aiden", "Aiden Smith", "2014-03-02"), person("jaiden", "Jaiden Smith", "2014-03-02"))


def standings(*mentions: Mention) -> list[str]:
    """For each mention in the records of one agency its standing to Amelia, "" where it has none."""
    rows = [event(row, one, agency="Social care") for row, one in enumerate(mentions, 2)]
    return [links[0].standing if links else "" for links in link(rows, AMELIA, ()).links]


@pytest.mark.parametrize("one", [Mention("Khan", forename="Khan"), Mention("Khan", surname="Khan"), Mention("KHAN")])
def test_a_surname_alone_is_a_whole_familys_in_whatever_column(one: Mention) -> None:
    assert only(one, AMELIA) == {"amelia": "possible"}


def test_a_forename_in_the_column_of_the_surname_is_still_a_forename() -> None:
    assert only(Mention("Amelia", surname="Amelia", born=born("2012-03-04")), AMELIA) == {"amelia": "probable"}


def test_a_bare_name_where_the_agency_knows_another_of_that_name() -> None:
    bare, own = mention("Amelia Khan"), mention("Amelia Khan", "2012-03-04")
    stranger = mention("Amelia Khan", "2009-11-01")
    assert standings(bare, own) == ["probable", "probable"]
    assert standings(bare, own, stranger) == ["possible", "probable", ""]
    elsewhere = [event(2, bare), event(3, own, agency="Social care"), event(4, stranger, agency="Social care")]
    assert [len(links) and links[0].standing for links in link(elsewhere, AMELIA, ()).links] == [
        "probable",
        "probable",
        0,
    ]


def test_the_agencys_own_number_tells_the_bare_name_of_one_from_that_of_the_other() -> None:
    own, stranger = mention("Amelia Khan", "2012-03-04", agency_id="100"), mention("Amelia Khan", agency_id="200")
    numbered, bare = mention("Amelia Khan", agency_id="100"), mention("Amelia Khan")
    assert standings(own, stranger, numbered, bare) == ["probable", "possible", "probable", "possible"]


def test_a_slipped_date_of_birth_under_a_second_number() -> None:
    own, swapped = mention("Amelia Khan", "2012-03-04", agency_id="100"), mention("Amelia Khan", "2012-04-03")
    other = mention("Amelia Khan", "2012-04-03", agency_id="400")
    assert standings(own, swapped) == ["probable", "probable"]
    assert standings(own, other) == ["probable", "possible"]
    assert standings(other, other) == ["probable", "probable"]


def test_an_agency_that_numbers_records_says_nothing_by_a_second_number() -> None:
    rows = [mention("Amelia Khan", "2012-03-04", agency_id=f"R{number}") for number in range(3)]
    assert standings(*rows, mention("Amelia Khan", agency_id="R9"))[-1] == "probable"


def test_a_name_one_slip_away_from_both_twins() -> None:
    assert only(mention("Ajden Smith", "2014-03-02"), TWINS) == {"aiden": "possible", "jaiden": "possible"}
    assert only(mention("Aidan Smith", "2014-03-02"), TWINS) == {"aiden": "probable"}


def test_a_date_of_birth_between_those_of_two_of_one_name() -> None:
    register = (person("old", "Ryan Price", "2005-01-02"), person("young", "Ryan Price", "2015-06-07"))
    assert set(only(mention("Ryan Price", "2015-01-02"), register).values()) == {"possible"}
    assert only(mention("Ryan Price", "2005-01-03"), register) == {"old": "probable"}


def test_sisters_of_near_names_stay_two_under_one_sisters_number() -> None:
    tracy, tracey = "Tracy Lane", "Tracey Lane"
    found = groups(
        mention(tracy, "2010-02-01", nhs_number=NHS),
        mention(tracey, "2012-05-01", nhs_number=NHS),
        mention(tracy, "2010-02-01"),
        mention(tracey, "2012-05-01"),
    )
    assert found == ["a", "b", "a", "b"]
    brothers = groups(mention("Muhammad Dawson", "2014-03-28"), mention("Mohammed Dawson", "2018-03-28"))
    assert brothers[0] != brothers[1]


def test_triplets_without_names_are_three() -> None:
    words = ("Triplet 1", "Triplet 2", "Triplet 3", "Baby")
    found = groups(*(Mention(word, forename=word, surname="Shaw", born=born("2020-01-01")) for word in words))
    assert len(set(found) - {None}) == len(words)


def unborn(row: int, on: str) -> Event:
    return event(row, Mention("Unborn Blake", forename="Unborn", surname="Blake"), on=on)


def test_the_next_unborn_child_of_a_family_is_another() -> None:
    linking = discover(unborn(2, "2021-06-13"), unborn(3, "2019-02-01"), unborn(4, "2019-04-20"))
    second, first, again = ([one.subject for one in links if one.standing != "possible"] for links in linking.links)
    assert first == again
    assert first != second


def test_a_word_for_a_child_without_a_name_is_no_name() -> None:
    named = [word for word in words_around_names().placeholders if given(word)]
    assert named == []


def test_two_files_at_one_agency_and_two_homes() -> None:
    here = {"address": "1 Mill Road", "postcode": "LS1 1AA"}
    there = {"address": "9 Park Lane", "postcode": "BD9 9ZZ"}
    first = mention("Rosie Fairworth", "2018-12-10", agency_id="Y1", **here)
    second = mention("Rosie Fairworth", "2018-12-10", agency_id="Y2", **there)
    same_home = mention("Rosie Fairworth", "2018-12-10", agency_id="Y2", **here)

    def people(*mentions: Mention) -> int:
        rows = [event(row, one, agency="Youth service") for row, one in enumerate(mentions, 2)]
        return len({one.subject for links in link(rows, (), ()).links for one in links if one.standing != "possible"})

    assert people(first, second) == 2
    assert people(first, same_home) == 1
    assert people(mention("Rosie Fairworth", "2018-12-10", nhs_number=OTHER_NHS, agency_id="Y1", **here), second) == 2


def test_a_surname_in_the_column_of_the_forename_is_shown_as_what_it_was_compared_as() -> None:
    ((link_of,),) = link([event(2, Mention("Khan", forename="Khan"))], AMELIA, ()).links
    told = [(one.field, one.written, one.known, one.verdict) for one in link_of.evidence]
    assert told == [("surname", "Khan", "Khan", "equal")]


def test_a_number_of_the_register_is_its_persons_however_many_bear_it() -> None:
    register = (person("eva", "Eva Long", "2012-02-02", nhs=NHS),)
    others = [
        mention(f"{name} Lopez", "1985-01-01", nhs_number=NHS) for name in ("Maria", "Ian", "Tom", "Zoe", "Abdul")
    ]
    rows = [event(row, one) for row, one in enumerate([mention("Eva Long", nhs_number=NHS), *others], 2)]
    first, *rest = link(rows, register, ()).links
    assert [one.standing for one in first] == ["confirmed"]
    assert {one.standing for links in rest for one in links} == {"possible"}


@pytest.mark.parametrize("written", ["943 476 5919", "12/4", "0 0"])
def test_figures_are_no_name(written: str) -> None:
    assert given(written) == ""


@pytest.mark.parametrize(
    ("one", "standing"),
    [
        (Mention("Whitlow J", forename="Whitlow", surname="J", born=born("2015-03-04")), "probable"),
        (mention("Jack W", "2015-03-04"), "probable"),
        (mention("Jack W"), "probable"),
        (Mention("Jack Hill (Whitlow)", forename="Jack", surname="Hill", also_known_as=("Whitlow",)), "probable"),
    ],
)
def test_initials_of_surnames_and_names_before_marriage(one: Mention, standing: str) -> None:
    assert only(one).get("jack") == standing


def test_a_second_name_joined_by_a_hyphen_or_not() -> None:
    register = (person("lily", "Lily Moss", "2015-06-01"), person("mae", "Lilly-Mae Moss", "2015-06-01"))
    assert only(mention("Lily-Mae Moss", "2015-06-01"), register) == {"mae": "probable"}
    assert set(only(mention("Lily Mae Moss", "2015-06-01"), register)) == {"lily", "mae"}
    assert set(only(mention("Lilly Moss", "2015-06-01"), register)) == {"lily", "mae"}


def test_lesser_odds_are_enough_where_nobody_has_a_brother_or_sister() -> None:
    weights = load_weights()
    near_both = ("close", "equal", "close", "", "", "", "", "", "")
    assert judge(near_both, 4.0, weights) == "review"
    assert judge(near_both, 4.0, weights, families=False, twins=False) == "same"
    assert judge(near_both, 2.5, weights, families=False, twins=False) == "review"
    two_numbers = ("equal", "equal", "equal", "different", "", "", "", "", "")
    assert judge(two_numbers, 9.0, weights, families=False, twins=False) == "review"
