"""Records that only tell again of an injury, and one matter told of several children."""

from __future__ import annotations

from datetime import date

import pytest

from chronology.audit import audit
from chronology.model import (
    Account,
    Chronology,
    Covers,
    Entry,
    Event,
    Finding,
    Injury,
    Provenance,
    Source,
    Subject,
    When,
)
from chronology.rule import Rule, load_rules

CHILD = Subject("child", "the child", "child", When("", date(2011, 3, 1), date(2011, 3, 1), "day"))
BROTHER = Subject("brother", "the brother", "sibling", When("", date(2013, 3, 1), date(2013, 3, 1), "day"))
UNBORN = Subject("unborn", "the unborn", "sibling", When("", date(2017, 11, 1), date(2017, 11, 1), "day"))
MOTHER = Subject("mother", "the mother", "parent")


@pytest.fixture(scope="module")
def rules() -> dict[str, Rule]:
    return {rule.id: rule for rule in load_rules()}


def _entry(
    number: int,
    on: str,
    sector: str,
    kinds: tuple[str, ...],
    summary: str = "",
    sites: tuple[str, ...] = (),
    about: tuple[str, ...] = ("child",),
) -> Entry:
    day = date.fromisoformat(on)
    place = Provenance(f"{sector}.csv", None, number)
    injuries = tuple(Injury(site, "", site) for site in sites)
    event = Event(
        f"e-{number}", place, When(on, day, day, "day"), sector, sector, kinds, summary=summary, injuries=injuries
    )
    return Entry(number, event.id, event, about, (), (place,))


def _findings(rule: Rule, entries: list[Entry], *people: Subject) -> list[Finding]:
    covers = Covers(date(2017, 1, 1), date(2017, 12, 31), "stated")
    sectors = sorted({entry.event.sector for entry in entries} | {"social_care"})
    sources = [
        Source(f"S{number}", f"{sector}.csv", "", sector, sector, covers, (), Account(1, 1))
        for number, sector in enumerate(sectors)
    ]
    chronology = Chronology(tuple(entries), (), {}, {source.path: covers for source in sources})
    return list(audit(chronology, people, sources, [rule], "england", {}, (None, None)).findings)


@pytest.mark.parametrize(
    ("letter", "sites", "is_asked"),
    [
        ("Hospital: seen 10/2 with bruise on cheek.", ("cheek",), False),
        ("Hospital: seen 10 February with bruise on cheek.", ("cheek",), False),
        ("Hospital: seen 10.02.2017 with bruise on cheek.", ("cheek",), False),
        ("Hospital: seen 10.02.2016 with bruise on cheek.", ("cheek",), True),
        ("Hospital: seen 11/2 with bruise on cheek.", ("cheek",), True),
        ("Bruise on cheek in February.", ("cheek",), False),
        ("Bruise on cheek in March.", ("cheek",), True),
        ("Bruise on ear. Seen 10/2 at hospital.", ("ear",), True),
        ("Bruise on cheek.", ("cheek",), True),
        ("Came 24/7, bruise on cheek.", ("cheek",), True),
    ],
)
def test_a_record_that_names_the_day_of_an_earlier_one_is_of_that(
    rules: dict[str, Rule], letter: str, sites: tuple[str, ...], is_asked: bool
) -> None:
    entries = [
        _entry(1, "2017-02-10", "hospital", ("injury_seen", "referral_made"), "Bruise on cheek.", ("cheek",)),
        _entry(2, "2017-05-02", "gp", ("injury_seen",), letter, sites),
    ]
    asked = {entry for finding in _findings(rules["E-54"], entries, CHILD) for entry in finding.entries}
    assert asked == ({"e-2"} if is_asked else set())


def test_of_several_letters_without_the_injury_itself_the_first_is_asked_about(rules: dict[str, Rule]) -> None:
    entries = [
        _entry(1, "2017-02-10", "gp", ("injury_seen",), "Discharge summary, bruise on cheek.", ("cheek",)),
        _entry(2, "2017-02-16", "health_visiting", ("injury_seen",), "Liaison slip, bruise on cheek.", ("cheek",)),
    ]
    assert [finding.entries for finding in _findings(rules["E-54"], entries, CHILD)] == [("e-1",)]


def test_one_visit_to_two_children_is_told_once_though_a_later_record_names_one(rules: dict[str, Rule]) -> None:
    no_access = ("home_visit", "no_access")
    entries = [
        _entry(1, "2017-02-06", "school", no_access, about=("child", "brother")),
        _entry(2, "2017-02-10", "school", no_access, about=("child",)),
    ]
    findings = _findings(rules["E-23"], entries, CHILD, BROTHER)
    assert [(finding.subjects, finding.entries) for finding in findings] == [(("child", "brother"), ("e-1", "e-2"))]


@pytest.mark.parametrize(
    ("on", "named"), [("2017-02-06", ("child", "mother")), ("2017-11-06", ("child", "unborn", "mother"))]
)
def test_a_child_not_yet_born_is_not_named_beside_one_that_lives(
    rules: dict[str, Rule], on: str, named: tuple[str, ...]
) -> None:
    entries = [_entry(1, on, "police", ("police_domestic_incident",), about=("mother",))]
    (finding,) = _findings(rules["P-19"], entries, CHILD, UNBORN, MOTHER)
    assert sorted(finding.subjects) == sorted(named)


@pytest.mark.parametrize(("on", "found"), [("2017-01-10", 0), ("2017-06-10", 1)])
def test_a_child_that_is_expected_is_asked_about_and_one_that_is_not_is_not(
    rules: dict[str, Rule], on: str, found: int
) -> None:
    entries = [_entry(1, on, "police", ("police_domestic_incident",), about=("mother",))]
    assert len(_findings(rules["P-19"], entries, UNBORN, MOTHER)) == found
