"""Whom a mention means, where the case has a register."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from chronology.case import Decision
from chronology.linking import Linking, link
from chronology.model import Event, Link, Mention, Provenance, Subject, When
from chronology.people import read_people

NHS = "9434765919"  # passes its check; from the published example
OTHER_NHS = "4010232137"


def born(text: str) -> When:
    if len(text) == 4:
        return When(text, date(int(text), 1, 1), date(int(text), 12, 31), "year", edtf=text)
    day = date.fromisoformat(text)
    return When(text, day, day, "day", edtf=text)


def event(row: int, *mentions: Mention, source: str = "gp.csv", agency: str = "GP", on: str = "2018-05-01") -> Event:
    return Event(f"e-{source}-{row}", Provenance(source, None, row), born(on), agency, "gp", mentions=mentions)


def mention(name: str, dob: str = "", **fields: str) -> Mention:
    forename, _, surname = name.rpartition(" ")
    return Mention(name, forename=forename, surname=surname, born=born(dob) if dob else None, **fields)


def person(id: str, name: str, dob: str = "", role: str = "child", nhs: str = "", **fields: object) -> Subject:
    identifiers = {"nhs_number": nhs} if nhs else {}
    return Subject(id, name, role, born(dob) if dob else None, identifiers=identifiers, **fields)


JACK = person("jack", "Jack Whitlow", "2015-03-04", nhs=NHS, also_known_as=("Jack Marsh",), postcode="LS1 4AB")
MOTHER = person("mother", "Joanne Whitlow", "1990-07-19", role="parent")
FATHER = person("father", "Thomas Marsh", "1988-01-23", role="parent")
SISTER = person("sister", "Ruby Whitlow", "2012-11-30", role="sibling")
REGISTER = (JACK, MOTHER, FATHER, SISTER)


def only(one: Mention, register: tuple[Subject, ...] = REGISTER, **more: str) -> dict[str, str]:
    (links,) = link([event(2, one, **more)], register, ()).links
    return {found.subject: found.standing for found in links}


@pytest.mark.parametrize(
    ("one", "standing"),
    [
        (mention("Jack Whitlow", "2015-03-04", nhs_number=NHS), "confirmed"),
        (mention("JACK WHITLOW", "2015-03-04"), "probable"),
        (Mention("WHITLOW, Jack", born=born("2015-03-04")), "probable"),
        (mention("Whitlow Jack", "2015-03-04"), "probable"),
        (mention("J Whitlow", "2015-03-04"), "probable"),
        (mention("Jackie Whitlow", "2015-03-04"), "probable"),
        (mention("Jcak Whitlow", "2015-03-04"), "probable"),
        (mention("Jack Whitlwo", "2015-03-04"), "probable"),
        (mention("Jack Whitlow-Marsh", "2015-03-04"), "probable"),
        (mention("Jack Marsh", "2015-03-04"), "probable"),
        (mention("Jack Whitlow", "2015-04-03"), "probable"),
        (mention("Jack Whitlow", "2015-03-14"), "probable"),
        (mention("Jack Whitlow", "2015"), "probable"),
        (mention("Jack Whitlow"), "probable"),
        (mention("Jack Whitlow", age="3 years"), "probable"),
        (mention("Baby Whitlow", "2015-03-04", nhs_number=NHS), "confirmed"),
        (mention("Baby Whitlow", "2015-03-04"), "probable"),
        (mention("Baby boy Whitlow", "2015-03-04"), "probable"),
        (Mention("WHITLOW Baby of Joanne", "Baby of Joanne", surname="WHITLOW", born=born("2015-03-04")), "probable"),
        (mention("Infant Marsh", "2015-03-04"), "probable"),
        (Mention("", nhs_number=NHS), "probable"),
        (Mention("Jack Whitlow", nhs_number=NHS, assumed=True), "probable"),
    ],
)
def test_one_person_however_written(one: Mention, standing: str) -> None:
    assert only(one) == {"jack": standing}


@pytest.mark.parametrize(
    "one",
    [
        mention("Jack Whitlow", "2013-09-21"),  # the same name, another child
        mention("Harry Whitlow", "2015-03-04"),  # a twin nobody registered
        mention("Jake Whitlow", "2015-03-04"),
        mention("Jack Whitlow", age="11 years"),
        mention("Peter Underwood", "2015-03-04"),
    ],
)
def test_somebody_else_is_nobody(one: Mention) -> None:
    linking = link([event(2, one), event(3, one), event(9, one, source="a.csv")], REGISTER, ())
    assert linking.links == ((), (), ())
    assert [(found.code, found.source, found.row) for found in linking.issues] == [
        ("person_unregistered", "a.csv", 9),
        ("person_unregistered", "gp.csv", 2),
    ]
    assert "2 records" in linking.issues[1].message


@pytest.mark.parametrize(
    ("one", "asked"),
    [
        (mention("Twin 2 Whitlow", "2015-03-04"), {"jack"}),
        (mention("Baby B Whitlow", "2015-03-04"), {"jack"}),
        (mention("Baby Whitlow", "2015-03-14"), {"jack"}),
        (mention("J Whitlow"), {"jack", "mother"}),
        (mention("Whitlow", "2015-03-04"), {"jack"}),
        (mention("Jack Whitlow", "2015-03-04", nhs_number=OTHER_NHS), {"jack"}),
        (mention("Harry Whitlow", "2016-08-08", nhs_number=NHS), {"jack"}),
        (mention("Harry Whitlow", "2015-03-04", nhs_number=NHS), {"jack"}),
        (mention("Wack Whitlow", "2015-03-04"), {"jack"}),
    ],
)
def test_what_only_a_person_can_say(one: Mention, asked: set[str]) -> None:
    linking = link([event(2, one)], REGISTER, ())
    assert {found.subject for found in linking.links[0]} == asked
    assert {found.standing for found in linking.links[0]} == {"possible"}
    assert [found.row for found in linking.issues if found.code == "person_unclear"] == [2]


TWINS = (
    person("jayden", "Jayden Holt", "2016-06-06", postcode="LS9 9ZZ", address="4 Elm Road"),
    person("kayden", "Kayden Holt", "2016-06-06", postcode="LS9 9ZZ", address="4 Elm Road"),
)
HOME = {"postcode": "LS9 9ZZ", "address": "4 Elm Rd"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Jayden Holt", {"jayden": "probable"}),
        ("Kaden Holt", {"kayden": "probable"}),
        ("Jaydn Holt", {"jayden": "probable"}),
        ("Baby Holt", {"jayden": "possible", "kayden": "possible"}),
        ("Twin 2 Holt", {"jayden": "possible", "kayden": "possible"}),
        ("Hayden Holt", {}),
    ],
)
def test_twins_stay_two(name: str, expected: dict[str, str]) -> None:
    assert only(mention(name, "2016-06-06", **HOME), TWINS) == expected


def test_a_twins_number_on_the_others_record_is_put_to_a_person() -> None:
    twins = (person("jayden", "Jayden Holt", "2016-06-06", nhs=NHS), person("kayden", "Kayden Holt", "2016-06-06"))
    found = only(mention("Kayden Holt", "2016-06-06", nhs_number=NHS), twins)
    assert "jayden" not in {subject for subject, standing in found.items() if standing != "possible"}


def test_father_and_son_of_one_name() -> None:
    pair = (person("son", "Tariq Aziz", "2014-02-02"), person("father", "Tariq Aziz", "1984-05-09", role="parent"))
    assert only(mention("Tariq Aziz"), pair) == {"son": "possible", "father": "possible"}
    assert only(mention("Tariq Aziz", "1984-05-09"), pair) == {"father": "probable"}
    assert only(mention("Tariq Aziz", age="4"), pair) == {"son": "probable"}


def test_a_name_that_the_register_knows_only_as_a_placeholder() -> None:
    register = (person("child", "Peter Sample", "2006-03-01", also_known_as=("Baby P",)),)
    assert only(mention("Baby P"), register) == {"child": "probable"}
    assert only(mention("Unborn Sample"), register, on="2005-12-01") == {"child": "probable"}
    assert only(mention("Unborn Sample"), register, on="2005-06-01") == {
        "child": "possible"
    }  # or a child that was lost
    assert only(mention("Unborn Sample"), register, on="2007-01-20") == {
        "child": "possible"
    }  # the label outlived the birth
    assert only(mention("Unborn Sample"), register, on="2009-05-01") == {}  # the next child


def test_an_unborn_child_is_no_grandmother_of_its_surname() -> None:
    register = (
        person("child", "Amy Sample", "2006-03-01"),
        person("gran", "Elsie Sample", role="other"),
        person("mother", "Jo Sample", role="parent"),
    )
    assert only(mention("Unborn Sample"), register, on="2005-12-01") == {"child": "probable"}
    cousin = person("cousin", "Max Sample", "2006-02-20", role="other")
    assert "probable" not in only(mention("Unborn Sample"), (*register, cousin), on="2005-12-01").values()


def test_spellings_and_particles() -> None:
    register = (
        person("m", "Muhammad al-Hussain", "2014-04-04"),
        person("v", "Sophie van der Berg", "2013-03-03"),
        person("o", "Siân O'Neill", "2012-12-02"),
    )
    assert only(
        Mention("Mohammed Hussein", forename="Mohammed", surname="Al Hussein", born=born("2014-04-04")), register
    ) == {"m": "probable"}
    assert only(Mention("", forename="Sofie", surname="Van Der Berg", born=born("2013-03-03")), register) == {
        "v": "probable"
    }
    assert only(Mention("ONEILL, Sian", born=born("2012-12-02")), register) == {"o": "probable"}


def test_an_agencys_own_number_carries_over_once_it_is_known() -> None:
    known = mention("Jack Whitlow", "2015-03-04", agency_id="77")
    unnamed = mention("Baby Whitlow", agency_id="77")
    linking = link([event(2, unnamed), event(3, known)], REGISTER, ())
    assert [[(found.subject, found.standing) for found in links] for links in linking.links] == [
        [("jack", "probable")],
        [("jack", "probable")],
    ]
    elsewhere = link([event(2, unnamed, agency="School"), event(3, known)], REGISTER, ())
    assert {found.subject: found.standing for found in elsewhere.links[0]} == {"jack": "possible"}  # Ruby is five


def test_the_only_baby_of_the_family_is_the_one_that_is_meant() -> None:
    register = (person("amy", "Amy Pell", "2018-01-10"), person("ben", "Ben Pell", "2010-05-02"))
    baby = event(2, mention("Baby Pell"))
    assert [[(one.subject, one.standing) for one in links] for links in link([baby], register, ()).links] == [
        [("amy", "probable")]
    ]
    cousin = event(3, mention("Cal Pell", "2017-11-30"), source="hv.csv")
    assert {one.standing for one in link([baby, cousin], register, ()).links[0]} == {"possible"}
    others = [event(row, mention(f"{name} Holt", "2017-01-01")) for row, name in enumerate(("Una", "Kai", "Eve"), 4)]
    assert {one.standing for one in link([baby, *others], register, ()).links[0]} == {"possible"}
    assert only(mention("Baby Pell"), register, on="2023-05-01") == {}
    assert only(mention("Baby Pell", agency_id="88"), register) == {"amy": "possible"}


def test_a_household_number_is_nobodys() -> None:
    family = [
        event(2, mention("Jack Whitlow", "2015-03-04", agency_id="F1")),
        event(3, mention("Ruby Whitlow", "2012-11-30", agency_id="F1")),
        event(4, mention("Baby Whitlow", "2019-01-05", agency_id="F1")),
    ]
    linking = link(family, REGISTER, ())
    assert [{found.subject for found in links} for links in linking.links] == [{"jack"}, {"sister"}, set()]


def test_a_number_used_for_everybody_counts_for_nothing() -> None:
    strangers = ["Adam Kerr", "Bella Ward", "Carl Hope", "Dina Lamb", "Edward Fox"]
    rows = [
        event(2 + n, mention(name, f"201{n}-01-0{n + 2}", nhs_number=OTHER_NHS)) for n, name in enumerate(strangers)
    ]
    linking = link(rows, (person("adam", "Adam Kerr", "2010-01-02"),), ())
    assert [[found.standing for found in links] for links in linking.links] == [["probable"], [], [], [], []]
    assert [found.row for found in linking.issues if found.code == "identifier_placeholder"] == [2]


def test_a_training_number_counts_and_is_reported_once() -> None:
    rows = [event(row, mention("Jack Whitlow", nhs_number="9990000018")) for row in (2, 3)]
    linking = link(rows, (person("jack", "Jack Whitlow", nhs="9990000018"),), ())
    assert [links[0].standing for links in linking.links] == ["confirmed", "confirmed"]
    assert [(found.code, found.row) for found in linking.issues] == [("identifier_training", 2)]


def test_two_children_of_one_name_where_the_register_knows_no_date_of_birth() -> None:
    rows = [event(2, mention("Jack Whitlow", "2015-03-04")), event(3, mention("Jack Whitlow", "2011-10-09"))]
    linking = link(rows, (person("jack", "Jack Whitlow"),), ())
    assert [[found.standing for found in links] for links in linking.links] == [["possible"], ["possible"]]


def test_a_record_about_two() -> None:
    both = event(2, mention("Jack Whitlow", "2015-03-04"), mention("Ruby Whitlow", "2012-11-30"))
    (links,) = link([both], REGISTER, ()).links
    assert [(found.subject, found.written) for found in links] == [("jack", "Jack Whitlow"), ("sister", "Ruby Whitlow")]


def test_records_that_name_nobody_are_counted_once_a_source() -> None:
    linking = link([event(2), event(3), event(4, Mention("Unknown")), event(5, source="b.csv")], REGISTER, ())
    assert linking.links == ((), (), (), ())
    assert [(found.code, found.source, found.row) for found in linking.issues] == [
        ("person_missing", "b.csv", 5),
        ("person_missing", "gp.csv", 2),
    ]
    assert "3 records" in linking.issues[1].message


def decision(line: int = 9, **fields: object) -> Decision:
    base = {"source": None, "sheet": None, "row": None, "entry": None, "subject": None, "not_subject": None}
    said = {"decided_by": "A. Reviewer", "on": "2026-11-21", "why": "paper file", "line": line}
    return Decision(**{**base, **said, **fields})


def links_after(
    one: Mention, *decisions: Decision, register: tuple[Subject, ...] = REGISTER
) -> tuple[Linking, tuple[Link, ...]]:
    linking = link([event(14, one)], register, decisions)
    return linking, linking.links[0]


def test_a_decision_wins_over_everything() -> None:
    linking, (found,) = links_after(
        mention("Ruby Whitlow", "2012-11-30"), decision(source="gp.csv", row=14, subject="jack")
    )
    assert (found.subject, found.standing, found.score) == ("jack", "confirmed", 1.0)
    assert [(one.field, one.verdict) for one in found.evidence] == [("decision", "decided")]
    assert linking.issues == ()


def test_a_decision_against_somebody_holds() -> None:
    _, links = links_after(
        mention("Jack Whitlow", "2015-03-04", nhs_number=NHS), decision(entry="e-gp.csv-14", not_subject="jack")
    )
    assert links == ()


def test_a_decision_against_one_twin_leaves_the_other_to_be_asked_about() -> None:
    _, links = links_after(
        mention("Baby Holt", "2016-06-06"), decision(source="gp.csv", row=14, not_subject="kayden"), register=TWINS
    )
    assert [(found.subject, found.standing) for found in links] == [("jayden", "possible")]


def test_a_decision_that_fits_nothing_is_reported_by_its_line() -> None:
    linking, links = links_after(
        mention("Jack Whitlow", "2015-03-04"),
        decision(line=31, source="gp.csv", row=15, subject="jack"),
        decision(line=32, source="gp.csv", row=14, sheet="Two", subject="jack"),
        decision(line=33, entry="e-none", not_subject="jack"),
    )
    assert [found.code for found in linking.issues] == ["decision_unused"] * 3
    assert [line in found.message for line, found in zip(("31", "32", "33"), linking.issues, strict=True)] == [True] * 3
    assert [found.standing for found in links] == ["probable"]


def test_a_decision_gives_a_record_that_names_nobody_its_person() -> None:
    linking = link([event(14)], REGISTER, [decision(source="gp.csv", row=14, subject="jack")])
    assert [(found.subject, found.standing) for found in linking.links[0]] == [("jack", "confirmed")]
    assert linking.issues == ()


def test_the_arithmetic_adds_up() -> None:
    (links,) = link([event(2, mention("Jack Whitlwo", "2015-03-04", sex="M"))], (JACK,), ()).links
    evidence = {one.field: (one.written, one.known, one.verdict, one.weight) for one in links[0].evidence}
    assert evidence["surname"] == ("Whitlwo", "Whitlow", "close", 6.5)
    assert evidence["born"] == ("2015-03-04", "2015-03-04", "equal", 12.0)
    bits = sum(one.weight for one in links[0].evidence) - 6  # 64 people it could have been
    assert links[0].score == pytest.approx(2**bits / (1 + 2**bits), abs=1e-4)


def test_no_issue_names_a_person_or_a_number() -> None:
    rows = [
        event(2, mention("Harry Whitlow", "2016-08-08", nhs_number=NHS)),
        event(3, mention("Zebedee Quill", "2011-01-01", nhs_number="9990000018")),
        event(4, mention("Baby Whitlow", "2015-03-04")),
    ]
    said = " ".join(found.message for found in link(rows, REGISTER, ()).issues)
    assert said and not any(
        word in said for word in ("Harry", "Whitlow", "Zebedee", "Quill", NHS, "2015", "9990000018")
    )


@pytest.mark.parametrize("written", ["Baby Marsh", "Baby Boy Marsh", "Baby of Joanne Marsh"])
def test_a_newborn_under_the_other_parents_surname_is_put_to_a_person(written: str) -> None:
    assert only(mention(written, "2015-03-04"), (person("jack", "Jack Whitlow", "2015-03-04"), FATHER, SISTER)) == {
        "jack": "possible"
    }


BABY = mention("Baby Whitlow", "2015-03-04")


@pytest.mark.parametrize(
    ("register", "beside"),
    [
        ((*REGISTER, person("harry", "Harry Whitlow", "2015-03-04")), ()),
        ((*REGISTER, person("zoe", "Zoe Marsh", "2015-03-04", role="sibling")), ()),
        (REGISTER, (mention("Harry Whitlow", "2015-03-04"),)),
        ((replace(JACK, sex="male"),), ()),
    ],
)
def test_a_baby_who_may_be_a_twin_is_put_to_a_person(
    register: tuple[Subject, ...], beside: tuple[Mention, ...]
) -> None:
    baby = replace(BABY, sex="F") if register[0].sex else BABY
    rows = [event(number, one) for number, one in enumerate((baby, *beside), 2)]
    assert {one.standing for one in link(rows, register, ()).links[0]} == {"possible"}


@pytest.mark.parametrize(
    ("written", "standing"),
    [
        ("Baby of Joanne Whitlow", "probable"),
        ("Baby of J Whitlow", "probable"),
        ("Baby of Farah Whitlow", "possible"),
        ("Baby girl Whitlow", "possible"),
        ("Baby boy Whitlow", "probable"),
        ("Baby Whitlow (deceased)", "possible"),
    ],
)
def test_a_baby_of_another_mother_of_another_sex_or_that_died_is_put_to_a_person(written: str, standing: str) -> None:
    baby = Mention(
        written, forename=" ".join(written.split(" of ")[0].split()[:2]), surname="Whitlow", born=born("2015-03-04")
    )
    register = (replace(JACK, sex="male"), person("joanne", "Joanne Whitlow", "1990-01-01", role="parent"))
    found = only(replace(baby, forename=baby.forename.removesuffix(" Whitlow")), register)
    assert found["jack"] == standing


@pytest.mark.parametrize(
    ("written", "register", "beside", "standing"),
    [
        (mention("Jack Hutchison"), person("jack", "Jack Hutchinson", "2012-05-01"), (), "probable"),
        (
            mention("Jack Hutchison"),
            person("jack", "Jack Hutchinson", "2012-05-01"),
            (mention("Jack Hutchison", "2009-06-14"),),
            "possible",
        ),
        (mention("Alex Kowalewska"), person("alex", "Alex Kowalewski", "2012-05-01"), (), "possible"),
    ],
)
def test_a_slip_in_a_long_surname(written, register, beside, standing) -> None:
    rows = [event(number, one) for number, one in enumerate((written, *beside), 2)]
    assert {one.standing for one in link(rows, (register,), ()).links[0]} == {standing}


def test_one_of_two_children_is_put_to_a_person() -> None:
    amy, ben = person("amy", "Amy Lowe", "2012-05-01"), person("ben", "Ben Lowe", "2014-05-01")
    either = Mention("Amy or Ben Lowe", forename="Amy", also_known_as=("Ben Lowe",))
    assert set(only(either, (amy, ben)).values()) == {"possible"}


def test_two_babies_in_one_record_are_two() -> None:
    (links,) = link(
        [event(2, BABY, replace(BABY, written="Baby girl Whitlow", forename="Baby girl"))], REGISTER, ()
    ).links
    assert {one.standing for one in links} == {"possible"}


def test_a_newborn_of_a_strange_surname_or_another_day_is_nobody_of_the_register() -> None:
    assert only(mention("Baby Okafor", "2015-03-04")) == {}
    assert only(mention("Baby Marsh", "2015-05-04"), (person("jack", "Jack Whitlow", "2015-03-04"), FATHER)) == {}


def test_a_short_name_that_begins_two_twins_names_is_put_to_a_person() -> None:
    twins = (person("jack", "Jack Whitlow", "2015-03-04"), person("jacob", "Jacob Whitlow", "2015-03-04"))
    assert only(mention("Jac Whitlow", "2015-03-04"), twins) == {"jack": "possible"}
    assert only(mention("Jac Whitlow", "2015-03-04"), twins[:1]) == {"jack": "probable"}


def test_a_record_of_years_before_the_birth_is_put_to_a_person():
    before, after = (event(2, mention("Jack Whitlow"), on=day) for day in ("2009-06-01", "2016-06-01"))
    assert [[one.standing for one in link([found], (JACK,), ()).links[0]] for found in (before, after)] == [
        ["possible"],
        ["probable"],
    ]


@pytest.mark.parametrize(
    ("written", "found"), [("Mr J Whitlow", []), ("Mrs Jack Whitlow", []), ("Master J Whitlow", ["jack"])]
)
def test_a_grown_ups_title_is_no_childs(written, found):
    rows = [event(2, *read_people(written))]
    assert [one.subject for one in link(rows, (JACK,), ()).links[0] if one.standing != "possible"] == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Jack Whitlow (3M)", True),
        ("Jack Whitlow 7M", True),
        ("Jack Whitlow (12F)", False),
        ("Jack Whitlow 10F", False),
    ],
)
def test_a_class_or_an_age_that_cannot_be_his_is_asked_about(written, found):
    rows = [event(2, *read_people(written), on="2022-09-20")]  # seven years old
    (links,) = link(rows, (JACK,), ()).links
    assert [one.standing for one in links] == ["probable" if found else "possible"]


def test_weeks_of_a_pregnancy_are_nobodys_age():
    assert only(mention("Joanne Whitlow", age="11+2")) == {"mother": "probable"}


def test_both_halves_of_a_double_surname_without_its_hyphen():
    register = (JACK, person("mother", "Sarah Lloyd-Marsh", "1990-07-19", role="parent"))
    assert only(Mention("Ms S Lloyd Marsh", forename="S", middle_names="Lloyd", surname="Marsh"), register) == {
        "mother": "probable"
    }
    assert "mother" not in only(
        Mention("Ms K Lloyd Marsh", forename="K", middle_names="Lloyd", surname="Marsh"), register
    )


def test_a_slip_in_the_surname_beside_an_age_that_fits():
    assert only(mention("Ruby Whitlo", age="5y")) == {"sister": "probable"}
    assert only(mention("Ruby Whitlo")).get("sister") != "probable"
    assert only(mention("Ruby Whitlo", age="15y")).get("sister") != "probable"


def test_initials_with_the_whole_birth_of_one_of_the_register():
    initials = read_people("JW 19.07.90")[0]
    assert only(initials) == {"mother": "probable"}
    assert only(read_people("JW 19.07.91")[0]) == {}


def test_a_title_or_an_age_takes_nobody_away_whose_birth_or_number_agrees():
    for name in ("Ms Jack Whitlow", "Jack Whitlow (12F)"):
        one = replace(read_people(name)[0], born=born("2015-03-04"))
        assert only(one) == {"jack": "probable"}
        assert only(replace(read_people(name)[0], nhs_number=NHS)) == {"jack": "confirmed"}
    assert only(read_people("Ms Jack Whitlow")[0]).get("jack") == "possible"


@pytest.mark.parametrize("written", ["JW/12", "JW 07", "JW 35"])
def test_initials_with_a_number_are_initials(written):
    """An age or a year: nobody can tell which."""
    register = (
        person("jack", "Jack Whitlow", "2015-03-04"),
        person("mother", "Anna Marsh", "1990-07-19", role="parent"),
    )
    assert only(read_people(written)[0], register) == {"jack": "probable"}


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("JW 04-Mar-15", {"jack": "probable"}),
        ("JW 04/03/2015", {"jack": "probable"}),
        ("JW (DOB 04/03/2015)", {"jack": "probable"}),
        ("JW 05/06/2014", {}),
        ("JW 04-March-2015", {"jack": "probable"}),
        ("WHITLOW J 04/03/15", {"jack": "probable"}),
    ],
)
def test_initials_with_a_birth(written: str, found: dict[str, str]) -> None:
    (one,) = read_people(written)
    assert only(one, (person("jack", "Jack Whitlow", "2015-03-04"), person("ben", "Ben Marsh", "2012-03-04"))) == found


def test_two_letters_may_be_a_surname() -> None:
    (one,) = read_people("LI 04/03/2015")
    assert only(one, (person("wei", "Wei Li", "2015-03-04"),)) == {"wei": "possible"}


def test_an_initial_b_before_a_date_is_no_birth_mark() -> None:
    (one,) = read_people("FOWLER B 11/08/04")
    assert (one.forename, one.surname, one.born and one.born.edtf) == ("B", "FOWLER", "2004-08-11")
