"""What shows that two near names are two people's, and what a number on the wrong record may not do."""

from __future__ import annotations

import pytest

from chronology.linking import Linking, link
from chronology.model import Event, Mention, Subject
from tests.unit.test_linking_register import JACK, NHS, OTHER_NHS, event, mention, only, person

BORN = "2015-06-02"
MAYA, MYA = "Maya Hargreave", "Mya Hargreave"


def answers(*events: Event, register: tuple[Subject, ...] = ()) -> list[list[tuple[str, bool]]]:
    """For each event the people it is linked to, as letters by first meeting, and whether they were merged."""
    letters: dict[str, str] = {}
    return [
        sorted((letters.setdefault(one.subject, "abcdefgh"[len(letters)]), one.standing != "possible") for one in links)
        for links in link(events, register, ()).links
    ]


def merged(*events: Event) -> list[str | None]:
    return [next((letter for letter, sure in found if sure), None) for found in answers(*events)]


def school(row: int, *mentions: Mention) -> Event:
    return event(row, *mentions, agency="School", source="school.csv")


def codes(linking: Linking) -> set[str]:
    return {one.code for one in linking.issues}


def test_near_names_under_two_numbers_are_two_people() -> None:
    assert merged(
        event(2, mention(MAYA, BORN, nhs_number=NHS)),
        event(3, mention(MYA, BORN, nhs_number=OTHER_NHS)),
        school(2, mention(MAYA, BORN)),
        school(3, mention(MYA, BORN)),
    ) == ["a", "b", "a", "b"]


@pytest.mark.parametrize("records", [1, 3])
def test_a_number_keyed_on_the_twins_record_is_put_to_a_person(records: int) -> None:
    rows = [
        event(2, mention(MAYA, BORN, nhs_number=NHS)),
        event(3, mention(MAYA, BORN, nhs_number=OTHER_NHS)),
        school(2, mention(MAYA, BORN)),
        *[event(row, mention(MYA, BORN, nhs_number=OTHER_NHS)) for row in range(4, 4 + records)],
    ]
    assert answers(*rows) == [
        [("a", True)],
        [("a", False), ("b", False)],
        [("a", True)],
        *[[("b", True)]] * records,
    ]
    assert {"person_unclear", "identifier_shared"} <= codes(link(rows, (), ()))


def test_a_name_with_the_number_that_another_bears_more_often() -> None:
    rows = [
        event(2, mention(MAYA, BORN, nhs_number=NHS)),
        event(3, mention(MAYA, BORN, nhs_number=NHS)),
        event(4, mention(MYA, BORN, nhs_number=NHS)),
        school(2, mention(MAYA), mention(MYA)),
    ]
    assert answers(*rows)[:3] == [[("a", True)], [("a", True)], [("a", False), ("b", False)]]


def test_one_record_that_names_both_tells_them_apart_everywhere() -> None:
    rows = [
        school(2, mention(MAYA, BORN)),
        school(3, mention(MYA, BORN)),
        event(2, mention(MYA, BORN)),
    ]
    both = event(9, mention(MAYA), mention(MYA), agency="Early help", source="eh.csv")
    assert merged(*rows, both)[:3] == ["a", "b", "b"]
    one, other = mention("Mohammed Khan", BORN), mention("Muhammad Khan", BORN)
    elsewhere = event(9, mention("Mohammed Ward"), mention("Muhammad Ward"), agency="Early help", source="eh.csv")
    assert merged(event(2, one), school(3, other), elsewhere)[:2] == ["a", "a"]
    here = event(9, mention("Mohammed Khan"), mention("Muhammad Khan"), agency="Early help", source="eh.csv")
    assert merged(event(2, one), school(3, other), here)[:2] == ["a", "b"]


def test_a_spelling_that_is_a_name_of_its_own_is_put_to_a_person() -> None:
    found = answers(event(2, mention(MAYA, BORN)), school(3, mention(MYA, BORN)))
    assert sorted(map(len, found)) == [1, 2]
    assert {letter for letter, sure in (*found[0], *found[1]) if sure} == {"a", "b"}


def test_two_of_an_agencys_own_numbers_tell_them_apart() -> None:
    one, other = mention("Mohammed Khan", BORN, agency_id="11"), mention("Muhammad Khan", BORN, agency_id="12")
    assert merged(event(2, one), event(3, other)) == ["a", "b"]
    assert merged(event(2, one), school(3, other)) == ["a", "a"]


def test_one_number_makes_one_of_two_spellings() -> None:
    spellings = mention("Mohammed Khan", BORN, nhs_number=NHS), mention("Muhammad Khan", BORN, nhs_number=NHS)
    assert merged(*(event(row, one) for row, one in enumerate(spellings, 2))) == ["a", "a"]
    own = mention("Mohammed Khan", BORN, agency_id="5"), mention("Muhammad Khan", BORN, agency_id="5")
    assert merged(*(event(row, one) for row, one in enumerate(own, 2))) == ["a", "a"]


def test_one_agency_with_both_spellings_and_no_number_leaves_it_open() -> None:
    rows = [school(2, mention(MAYA, BORN)), school(3, mention(MYA, BORN))]
    assert answers(*rows) in (
        [[("a", True)], [("a", False), ("b", True)]],
        [[("a", True), ("b", False)], [("b", True)]],
    )
    assert codes(link(rows, (), ())) == {"person_unclear"}
    pet_name = [school(2, mention("Katherine Doyle", BORN)), school(3, mention("Katie Doyle", BORN))]
    assert merged(*pet_name) == ["a", "a"]


def test_no_chain_welds_two_who_bear_one_number() -> None:
    amina, amira = mention("Amina Shah", BORN, nhs_number=NHS), mention("Amira Shah", BORN, nhs_number=NHS)
    baby = mention("Baby Shah", BORN, nhs_number=NHS)
    found = answers(event(2, amina), event(3, amira), school(2, baby))
    assert [[letter for letter, sure in one if sure] for one in found] == [["a"], ["b"], []]
    assert found[2] == [("a", False), ("b", False)]


def test_who_could_as_well_be_another_of_the_same_name_is_put_to_a_person() -> None:
    rows = [
        event(2, mention("Jack Smith", BORN, nhs_number=NHS)),
        event(3, mention("Jack Smith", BORN, nhs_number=OTHER_NHS)),
        school(2, mention("Jack Smith", BORN)),
    ]
    assert [[letter for letter, sure in one if sure] for one in answers(*rows)] == [["a"], ["b"], []]
    assert {letter for letter, _ in answers(*rows)[2]} == {"a", "b"}


@pytest.mark.parametrize(
    ("one", "other", "people"),
    [
        (mention("Jayden Holt", BORN), mention("Jaydn Holt", BORN), 2),
        (mention("Thomas Holt", BORN), mention("Tom Holt", BORN), 2),
        (mention("Jayden Holt", BORN, nhs_number=NHS), mention("Baby Holt", BORN, nhs_number=NHS), 2),
        (mention("Jayden Holt", BORN), mention("J Holt", BORN), 2),
        (mention("Jayden Holt", BORN), Mention("HOLT, Jayden", born=mention("x", BORN).born), 1),
        (mention("Jayden Holt", BORN), mention("Jay Holt", BORN, also_known_as=("Jayden Holt",)), 1),
    ],
)
def test_two_in_one_record_are_one_only_by_one_name(one: Mention, other: Mention, people: int) -> None:
    (links,) = link([event(2, one, other)], (), ()).links
    assert len({found.subject for found in links if found.standing != "possible"}) == people


def test_one_person_in_the_words_of_two_agencies() -> None:
    same = mention(MAYA, BORN, agency_id="1")
    assert merged(event(2, same), school(2, same), school(3, mention(MAYA, BORN))) == ["a", "a", "a"]


def test_a_second_number_in_one_system_is_no_more_than_a_question_without_a_register() -> None:
    known = event(2, mention("Zachary Quillfeather", BORN))
    rows = [school(row, mention("Zachary Quillfeather", agency_id=number)) for row, number in enumerate("1112", 2)]
    assert merged(known, *rows)[:4] == ["a"] * 4
    assert answers(known, *rows)[4] != [("a", True)]


LEWIS = (person("lewis", "Lewis Macrae", "2022-01-12", nhs=NHS), person("isla", "Isla Macrae", "2019-03-03"))


def standings(*mentions: Mention) -> list[list[str]]:
    rows = [event(row, one, agency="Social work", on="2022-05-20") for row, one in enumerate(mentions, 2)]
    return [[found.standing for found in links] for links in link(rows, LEWIS, ()).links]


@pytest.mark.parametrize(
    "sure",
    [
        mention("Lewis Macrae", "2022-01-12", agency_id="P5512"),
        mention("Lewis Macrae", agency_id="P5512", nhs_number=NHS),
        mention("Lewis Macrae", age="4 months", agency_id="P5512"),
    ],
)
def test_another_number_with_no_more_than_a_name_is_put_to_a_person(sure: Mention) -> None:
    if sure.age:
        other = [mention("Lewis Macrae", agency_id="P9999")]
        rows = [event(2, sure, agency="Social work", on="2022-05-20")]
        rows += [event(row, other[0], agency="Social work", on="2022-05-20") for row in (3, 4)]
        found = [[one.standing for one in links] for links in link(rows, LEWIS, ()).links]
    else:
        found = standings(sure, *[mention("Lewis Macrae", agency_id="P9999")] * 2)
    assert found[0] in (["probable"], ["confirmed"])
    assert found[1:] == [["possible"], ["possible"]]


def test_where_no_number_is_surer_the_one_of_most_records_is_the_persons() -> None:
    own, other = mention("Lewis Macrae", agency_id="P5512"), mention("Lewis Macrae", agency_id="P9999")
    assert standings(own, own, own, other) == [["probable"]] * 3 + [["possible"]]
    assert standings(own, other) == [["possible"]] * 2
    assert standings(own, own, own) == [["probable"]] * 3


def test_a_second_number_with_a_date_of_birth_is_a_second_file() -> None:
    own = mention("Lewis Macrae", "2022-01-12", agency_id="P5512")
    again = mention("Lewis Macrae", "2022-01-12", agency_id="P9999")
    assert standings(own, again) == [["probable"]] * 2


def test_a_doubtful_number_teaches_nothing() -> None:
    own, other = mention("Lewis Macrae", agency_id="P5512"), mention("Lewis Macrae", agency_id="P9999")
    baby = mention("Baby Macrae", agency_id="P9999")
    assert "probable" not in standings(own, own, other, baby)[3]
    assert standings(own, own, other, mention("Baby Macrae", agency_id="P5512"))[3] == ["probable"]


def test_a_number_on_the_record_of_another_known_person_is_put_to_a_person() -> None:
    twins = (person("maya", MAYA, BORN, nhs=NHS), person("mya", MYA, BORN, nhs=OTHER_NHS))
    assert only(mention(MAYA, BORN, nhs_number=OTHER_NHS), twins) == {"maya": "possible", "mya": "possible"}
    assert only(mention(MAYA, BORN, nhs_number=NHS), twins) == {"maya": "confirmed"}
    assert only(mention(MYA, BORN, nhs_number=OTHER_NHS), twins) == {"mya": "confirmed"}


def test_two_in_one_record_are_not_one_registered_person() -> None:
    both = event(2, mention("Jack Whitlow", "2015-03-04"), mention("Jackie Whitlow", "2015-03-04"))
    (links,) = link([both], (JACK,), ()).links
    assert [(found.written, found.standing) for found in links] == [
        ("Jack Whitlow", "probable"),
        ("Jackie Whitlow", "possible"),
    ]
    by_both_names = event(2, mention("Jack Whitlow", "2015-03-04"), mention("Jack Marsh", "2015-03-04"))
    (links,) = link([by_both_names], (JACK,), ()).links
    assert [found.standing for found in links] == ["probable", "probable"]
