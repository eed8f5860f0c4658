"""Whose injury a record of domestic abuse tells of, as the rules about a child's injury read it."""

from __future__ import annotations

from datetime import date

import pytest

from chronology.audit.whose_injury import leave_adults_injuries
from chronology.model import Chronology, Entry, Event, Provenance, Subject, When

DAY = date(2018, 11, 10)
PEOPLE = (
    Subject("ann", "Ann Hill", "child"),
    Subject("mother", "Beth Hill", "parent"),
    Subject("dan", "Dan Roe", "other"),
)
KINDS = ("injury_seen", "explanation_given", "police_domestic_incident")


def read_by_rules(summary, about=("ann", "mother"), kinds=KINDS):
    place = Provenance("police.csv", None, 1)
    event = Event("e-1", place, When("", DAY, DAY, "day"), "police", "police", kinds, summary=summary)
    chronology = Chronology((Entry(1, "e-1", event, about, (), (place,)),), (), {}, {})
    return leave_adults_injuries(chronology, PEOPLE).entries[0].event.kinds


@pytest.mark.parametrize(
    "summary",
    [
        "Female called 999. Red mark to her neck, says he had her against the wall. Baby in cot in same room.",
        "Mother had a split lip. Children asleep upstairs.",
        "Bruising to Beth's arm, child present.",
        "Victim has black eye, kids in bed.",
        "Beth had cut hand, said she dropped a tumbler. Child asleep in bed.",
        "Mum has bruise on her cheek and baby was crying.",
        "Dan punched Beth causing swelling to face. Ann in buggy.",
        "Scratches on wife’s neck. Nothing on children.",
    ],
)
def test_an_adults_injury_is_not_the_childs(summary):
    assert read_by_rules(summary) == ("police_domestic_incident",)


@pytest.mark.parametrize(
    "summary",
    [
        "Red mark on baby's face. Mother upset.",
        "Mother said baby had mark on her leg.",
        "Mum noticed bruise on arm.",
        "Mum holding baby, baby has bruise to cheek.",
        "Fight between parents, Ann has a cut lip.",
        "Mark to neck seen.",
        "Mother has bruised arm. Child has scratch on face.",
        "Bruise on the child's back, mother says fell.",
        "Checked on everybody in the house.",
    ],
)
def test_the_childs_injury_and_one_of_nobody_named_stay_the_childs(summary):
    assert read_by_rules(summary) == KINDS


def test_words_for_a_party_are_an_adult_only_where_the_record_is_about_one():
    assert read_by_rules("Victim has black eye.", about=("ann",)) == KINDS
    assert read_by_rules("Mother has black eye, child present.", about=("ann",)) == ("police_domestic_incident",)


def test_other_records_are_read_as_they_are():
    assert read_by_rules("Mother has black eye.", kinds=("injury_seen",)) == ("injury_seen",)


def test_a_household_called_by_an_article_is_no_name():
    people = (Subject("ann", "the child", "child"), Subject("mother", "the mother", "parent"))
    place = Provenance("police.csv", None, 1)
    event = Event(
        "e-1", place, When("", DAY, DAY, "day"), "police", "police", KINDS, summary="The bruise is the mother's."
    )
    chronology = Chronology((Entry(1, "e-1", event, ("ann", "mother"), (), (place,)),), (), {}, {})
    assert leave_adults_injuries(chronology, people).entries[0].event.kinds == ("police_domestic_incident",)
