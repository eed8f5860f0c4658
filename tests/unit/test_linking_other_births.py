"""A registered child whom all records give another date of birth: taken for the child, and said; one agency's other day is a namesake's."""

from __future__ import annotations

from chronology.linking import link
from tests.unit.test_linking_register import event, mention, person

ANNA = (person("child", "Marie Adjo", "1991-11-02", also_known_as=("Anna Kole",)),)


def found(*rows: tuple[str, str, str | None]) -> tuple[list[dict[str, str]], list[str]]:
    """For each record (agency, name, birth) the standing to each person, and the codes of the issues."""
    events = [
        event(row, mention(name, born) if born else mention(name), agency=agency, source=f"{agency}.csv")
        for row, (agency, name, born) in enumerate(rows, 2)
    ]
    linking = link(events, ANNA, ())
    return [{one.subject: one.standing for one in links} for links in linking.links], [
        one.code for one in linking.issues
    ]


def test_two_agencies_with_one_other_day() -> None:
    links, issues = found(
        ("GP", "Anna Kole", "1990-07-25"), ("Police", "KOLE Anna", "1990-07-25"), ("GP", "Anna Kole", None)
    )
    assert links == [{"child": "probable"}] * 3
    assert issues.count("birth_not_registered") == 2


def test_one_agency_is_not_enough() -> None:
    links, _ = found(("GP", "Anna Kole", "1990-07-25"), ("GP", "Anna Kole", "1990-07-25"))
    assert "probable" not in [standing for one in links for standing in one.values()]


def test_not_where_a_record_bears_the_registered_day() -> None:
    links, issues = found(
        ("GP", "Anna Kole", "1990-07-25"), ("Police", "Anna Kole", "1990-07-25"), ("School", "Anna Kole", "1991-11-02")
    )
    assert links[2] == {"child": "probable"}
    assert "probable" not in [*links[0].values(), *links[1].values()]
    assert "birth_not_registered" not in issues


def test_not_where_the_records_disagree() -> None:
    links, _ = found(("GP", "Anna Kole", "1990-07-25"), ("Police", "Anna Kole", "1990-08-30"))
    assert "probable" not in [standing for one in links for standing in one.values()]
