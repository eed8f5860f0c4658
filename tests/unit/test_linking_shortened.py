"""Names that an agency writes short: whom they mean, and when that is for a person to say."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from chronology.linking import link
from chronology.model import Mention
from chronology.people import read_people
from tests.unit.test_linking_register import REGISTER, event, mention, only, person

LOGAN = (
    person("logan", "Logan Price", "2016-03-15"),
    person("ella", "Ella Price", "2013-01-20", role="sibling"),
    person("mother", "Anna Price", "1990-05-02", role="parent"),
)


def standings(*rows: tuple[str, Mention], register=LOGAN) -> list[dict[str, str]]:
    """For each record, given as its agency and whom it names, the standing to each person of the register."""
    events = [event(row, one, agency=agency, source=f"{agency}.csv") for row, (agency, one) in enumerate(rows, 2)]
    return [{found.subject: found.standing for found in links} for links in link(events, register, ()).links]


@pytest.mark.parametrize("written", ["Logan P", "Logan P.", "LOGAN P"])
def test_a_forename_and_an_initial_that_fit_one_child(written: str) -> None:
    assert only(mention(written), LOGAN) == {"logan": "probable"}


@pytest.mark.parametrize(("short", "surname"), [("McF", "McFarlane"), ("MacD", "MacDonald"), ("O'B", "O'Brien")])
def test_an_initial_may_be_longer_than_a_letter(short: str, surname: str) -> None:
    register = (person("child", f"Kennedy {surname}", "1997-04-15"), person("sister", f"Skye {surname}", "1999-04-15"))
    assert only(mention(f"Kennedy {short}"), register) == {"child": "probable"}


def test_the_printed_arithmetic_says_that_nobody_else_is_called_so() -> None:
    ((found,),) = link([event(2, mention("Logan P"))], LOGAN, ()).links
    assert [one.field for one in found.evidence] == ["forename", "surname", "namesakes"]
    assert found.score > 0.99


def test_another_of_that_name_in_any_file_leaves_it_to_a_person() -> None:
    alone, beside = ("School", mention("Logan P")), ("GP", mention("Logan Parker", "2015-09-09"))
    assert standings(alone)[0] == {"logan": "probable"}
    assert standings(alone, beside)[0] == {"logan": "possible"}
    assert standings(alone, ("GP", mention("Logan Marsh", "2015-09-09")))[0] == {"logan": "probable"}


@pytest.mark.parametrize(
    "other",
    [
        person("cousin", "Logan Penn", "2016-08-01", role="other"),
        person("brother", "Loghan Price", "2018-01-01", role="sibling"),
    ],
)
def test_another_of_that_name_in_the_register_leaves_it_to_a_person(other) -> None:
    assert "probable" not in only(mention("Logan P"), (*LOGAN, other)).values()


def test_an_adult_is_told_by_a_short_name_where_the_agency_writes_of_this_family_only() -> None:
    short, stranger = ("Police", mention("Anna P")), mention("Tyler Oakes", "2016-02-02")
    assert standings(short) == [{"mother": "probable"}]
    assert standings(short, ("GP", stranger))[0] == {"mother": "probable"}
    assert standings(short, ("Police", stranger))[0] == {"mother": "possible"}


def test_forenames_alone_where_the_agency_writes_of_this_family_only() -> None:
    logan, ella = Mention("Logan", forename="Logan"), Mention("Ella", forename="Ella")
    assert standings(("School", logan), ("School", ella)) == [{"logan": "probable"}, {"ella": "probable"}]
    with_a_stranger = standings(("School", logan), ("School", mention("Tyler Oakes", "2016-02-02")))
    assert "probable" not in with_a_stranger[0].values()


@pytest.mark.parametrize("written", ["L\u043egan P", "Log\u0430n"])
def test_letters_of_another_alphabet_are_for_a_person_to_look_at(written: str) -> None:
    assert (
        "probable"
        not in only(mention(written) if " " in written else Mention(written, forename=written), LOGAN).values()
    )


def test_what_speaks_against_it_still_does() -> None:
    assert "probable" not in only(mention("Logan P", "2012-06-06"), LOGAN).values()
    assert "probable" not in only(mention("Logan P", age="15"), LOGAN).values()
    assert "probable" not in only(mention("Logan M"), LOGAN).values()
    assert only(mention("Jack W"), REGISTER) == {"jack": "probable"}


@pytest.mark.parametrize(
    "written", ["Price L", "L Price", "LP", "L.P.", "LOGAN", "Logan Price-Marsh", "Price-Marsh Logan", "Logan P-M"]
)
def test_other_ways_of_writing_a_name_short(written: str) -> None:
    expected = {"logan": "probable"} if written != "Logan P-M" else {}
    assert only(read_people(written)[0], LOGAN) == expected


@pytest.mark.parametrize("written", ["L", "L + A", "L/M"])
def test_a_letter_alone_is_for_a_person_to_look_at(written: str) -> None:
    assert only(read_people(written)[0], LOGAN) == {"logan": "possible"}


def test_a_letter_that_two_begin_with_is_nobodys() -> None:
    assert only(read_people("E")[0], (*LOGAN, person("brother", "Evan Price", "2018-01-01", role="sibling"))) == {}


def test_the_initials_of_a_double_surname() -> None:
    register = (
        person("dylan", "Dylan Pell-Marsh", "2015-12-09"),
        person("jay", "Jay Pell", "2014-11-03", role="sibling"),
    )
    assert only(mention("Dylan P-M"), register) == {"dylan": "probable"}
    assert only(mention("JP"), register) == {"jay": "probable"}


@pytest.mark.parametrize("written", ["Price Logan J", "PRICE Logan J", "Price Logan"])
def test_the_surname_first_without_a_comma(written: str) -> None:
    assert only(read_people(written)[0], LOGAN) == {"logan": "probable"}


def test_initials_that_fit_two_are_put_to_a_person() -> None:
    register = (person("jack", "Jack Price", "2016-03-15"), person("jo", "Jo Price", "1990-05-02", role="parent"))
    assert "probable" not in only(mention("J Price"), register).values()
    assert "probable" not in only(read_people("JP")[0], register).values()


def test_a_namesake_in_any_file_leaves_initials_to_a_person() -> None:
    beside = ("GP", mention("Liam Price", "2015-09-09"))
    assert standings(("Housing", mention("Price L")))[0] == {"logan": "probable"}
    assert "probable" not in standings(("Housing", mention("Price L")), beside)[0].values()


@pytest.mark.parametrize("written", ["Logan Price-Marsh", "Price L", "Logan"])
def test_a_namesake_born_on_another_day_leaves_it_to_a_person(written: str) -> None:
    beside = ("GP", mention("Logan Price-Marsh", "2012-09-09"))
    assert "probable" not in standings(("School", read_people(written)[0]), beside)[0].values()


def test_a_tenants_initial_is_no_childs() -> None:
    row = event(2, mention("Price L"))
    assert {one.standing for one in link([row], LOGAN, ()).links[0]} == {"probable"}
    assert "probable" not in {one.standing for one in link([replace(row, sector="housing")], LOGAN, ()).links[0]}


def test_an_agency_that_writes_of_others_now_and_then_still_means_the_family() -> None:
    logan, other = Mention("Logan", forename="Logan"), mention("Tyler Oakes", "2016-02-02")
    assert standings(*[("School", logan)] * 9, ("School", other))[0] == {"logan": "probable"}


def test_of_two_forms_of_a_name_the_one_that_is_written() -> None:
    register = (
        person("mother", "Frankie Smith", "2001-06-21", role="parent"),
        person("grandfather", "Frank Smith", role="other"),
    )
    assert only(mention("Smith Frankie"), register) == {"mother": "probable"}
    assert only(mention("Frank Smith"), register) == {"grandfather": "probable"}
