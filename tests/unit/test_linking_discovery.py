"""Who the records tell of, where the case has no register."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from chronology.linking import Linking, link
from chronology.linking.compare import score
from chronology.model import Event, Mention
from tests.evaluation.linkage import silently_merged
from tests.evaluation.linkage_sets import read_set
from tests.unit.test_linking_register import NHS, OTHER_NHS, REGISTER, born, decision, event, mention

HERE = Path(__file__).parent.parent / "evaluation"


def discover(*events: Event) -> Linking:
    return link(events, (), ())


def groups(*mentions: Mention) -> list[str | None]:
    """For each mention a letter of the person it was merged with, None where it was not."""
    linking = discover(*(event(row, one, agency=f"agency {row}") for row, one in enumerate(mentions, 2)))
    letters: dict[str, str] = {}
    return [
        next(
            (letters.setdefault(one.subject, "abcdefgh"[len(letters)]) for one in links if one.standing != "possible"),
            None,
        )
        for links in linking.links
    ]


def test_one_child_in_many_spellings() -> None:
    assert (
        groups(
            mention("Katherine Doyle", "2014-05-06"),
            mention("Katie Doyle", "2014-05-06"),
            mention("Katherine Doyel", "2014-05-06"),
            mention("Katherine Doyle", "2014-06-05"),
            mention("Doyle Katherine", "2014-05-06"),
            mention("Katherine Doyle"),
        )
        == ["a"] * 6
    )


def test_several_children_at_once_are_not_one_child() -> None:
    both = (mention("Maya Hart", "2015-02-01"), mention("Mya Hart", "2015-02-01"))
    for words in ("the twins", "Twins Hart", "all children", "Hart siblings"):
        linking = discover(*(event(row, one) for row, one in enumerate((*both, Mention(words, surname="Hart")), 2)))
        assert len(linking.subjects) == 2
        assert linking.links[2] == ()


def test_twins_and_siblings_stay_apart_however_much_they_share() -> None:
    home = {"address": "4 Elm Road", "postcode": "LS9 9ZZ"}
    assert groups(
        mention("Jayden Holt", "2016-06-06", **home),
        mention("Kayden Holt", "2016-06-06", **home),
        mention("Tracy Holt", "2012-01-09", **home),
        mention("Tracey Holt", "2015-04-30", **home),
        mention("Mohammed Holt", "2019-08-02", **home),
        mention("Mohammad Ali Holt", "2019-08-02", **home),
    ) == ["a", "b", "c", "d", "e", "f"]


def test_a_number_copied_to_a_twin_does_not_make_one_of_two() -> None:
    assert groups(
        mention("Amina Shah", "2016-06-06", nhs_number=NHS),
        mention("Amira Shah", "2016-06-06", nhs_number=NHS),
    ) == ["a", "b"]


def test_two_valid_numbers_are_two_children_of_one_name() -> None:
    assert groups(
        mention("Jack Smith", "2016-06-06", nhs_number=NHS),
        mention("Jack Smith", "2016-06-06", nhs_number=OTHER_NHS),
    ) == ["a", "b"]


def test_a_siblings_number_keyed_by_mistake_is_set_aside() -> None:
    linking = discover(
        event(2, mention("Ruby Shah", "2012-02-20", nhs_number=NHS)),
        event(3, mention("Ruby Shah", "2012-02-20", nhs_number=NHS)),
        event(4, mention("Adam Shah", "2016-06-06", nhs_number=OTHER_NHS)),
        event(5, mention("Adam Shah", "2016-06-06", nhs_number=NHS)),
    )
    people = [links[0].subject for links in linking.links]
    assert people[0] == people[1] != people[2] == people[3]
    assert [(one.code, one.row) for one in linking.issues] == [("identifier_shared", 5)]


def test_a_baby_without_a_name_is_put_to_a_person() -> None:
    linking = discover(
        event(2, mention("Jayden Holt", "2016-06-06")),
        event(3, mention("Kayden Holt", "2016-06-06")),
        event(4, mention("Baby Holt", "2016-06-06")),
    )
    assert [[one.standing for one in links] for links in linking.links] == [
        ["probable"],
        ["probable"],
        ["possible", "possible"],
    ]
    assert [(one.code, one.row) for one in linking.issues] == [("person_unclear", 4)]


def test_a_baby_with_a_number_is_its_bearer() -> None:
    assert groups(
        mention("Jayden Holt", "2016-06-06", nhs_number=NHS),
        mention("Baby Holt", "2016-06-06", nhs_number=NHS),
    ) == ["a", "a"]


def test_a_bare_name_in_adults_files_is_not_taken_for_a_child() -> None:
    named = mention("Hannah Cranbury")
    roles = {
        sector: discover(replace(event(2, named), sector=sector)).subjects[0].role
        for sector in ("housing", "probation", "school", "voluntary")
    }
    assert roles == {"housing": "other", "probation": "other", "school": "child", "voluntary": "child"}
    born_child = discover(replace(event(2, mention("Hannah Cranbury", "2014-05-06")), sector="housing"))
    assert born_child.subjects[0].role == "child"


def test_what_is_said_of_a_person_found() -> None:
    linking = discover(
        event(2, mention("Kate Doyle", "2014-05-06", sex="F")),
        event(3, mention("Kate Doyle", "2014-05-06", nhs_number=NHS)),
        event(4, mention("Katherine Doyle", "2014-05-06", nhs_number=NHS)),
        event(5, mention("Maureen Doyle", "1980-05-06")),
        event(6, Mention("Unknown")),
    )
    child = next(one for one in linking.subjects if one.role == "child")
    grown_up = next(one for one in linking.subjects if one.role == "other")
    assert (child.name, child.also_known_as, child.sex) == ("Kate Doyle", ("Katherine Doyle",), "female")
    assert child.identifiers == {"nhs_number": NHS}
    assert child.born == born("2014-05-06")
    assert not child.registered
    assert grown_up.name == "Maureen Doyle"
    assert [links[0].standing if links else None for links in linking.links] == [
        "probable",
        "confirmed",
        "confirmed",
        "probable",
        None,
    ]
    assert [one.code for one in linking.issues] == ["person_missing"]


def test_an_id_does_not_depend_on_what_else_is_there() -> None:
    alone = discover(event(2, mention("Kate Doyle", "2014-05-06"))).subjects[0].id
    among = discover(
        event(7, mention("Adam Shah", "2016-06-06"), source="a.csv"), event(9, mention("Kate Doyle", "2014-05-06"))
    )
    assert alone in {one.id for one in among.subjects}
    assert alone.startswith("p-") and len(alone) == 12


def test_a_decision_may_name_a_person_found() -> None:
    rows = [event(2, mention("Jayden Holt", "2016-06-06")), event(3, mention("Baby Holt", "2016-06-06"))]
    found = discover(*rows).links[0][0].subject
    assert [one.standing for one in discover(*rows).links[1]] == ["possible"]
    linking = link(rows, (), [decision(source="gp.csv", row=3, subject=found)])
    assert [(one.subject, one.standing) for one in linking.links[1]] == [(found, "confirmed")]


def test_small_households() -> None:
    labelled = read_set([HERE / "small_households.csv"], [HERE / "small_households_truth.csv"])
    _, measures = silently_merged(labelled)
    assert measures.siblings == measures.wrong == ()
    assert measures.recall > 0.9


def test_without_their_evidence_links_say_the_same() -> None:
    events = [
        event(2, mention("Katherine Doyle", "2014-05-06", nhs_number=NHS)),
        event(3, mention("Katie Doyle", "2014-05-06"), agency="School"),
        event(4, mention("Ella Doyle", "2014-05-06", nhs_number=NHS)),
        event(5, mention("Baby Doyle"), agency="Hospital"),
        event(6, mention("Katherine Doyle", "2014-06-05"), mention("Ruth Doyle"), agency="Police"),
    ]
    for register in ((), REGISTER):
        whole, plain = link(events, register, ()), link(events, register, (), explained=False)
        assert (plain.subjects, plain.issues, plain.prior_bits) == (whole.subjects, whole.issues, whole.prior_bits)
        assert [[replace(one, evidence=()) for one in those] for those in whole.links] == list(map(list, plain.links))
    assert any(one.evidence for those in discover(*events).links for one in those)


def test_the_bits_of_a_link_add_up_to_its_share() -> None:
    linking = discover(*(event(row, mention("Katherine Doyle", "2014-05-06"), agency=f"{row}") for row in (2, 3)))
    for (one,) in linking.links:
        assert one.score == score(linking.prior_bits + sum(found.weight for found in one.evidence))
