"""Children named in the text of records about others: seen, and never more than possible."""

from __future__ import annotations

from datetime import date

import pytest

from chronology.case import Decision
from chronology.linking import link
from chronology.model import Event, Link, Mention, Provenance, Subject, When


def born(text: str) -> When:
    day = date.fromisoformat(text)
    return When(text, day, day, "day", edtf=text)


def child(id: str, name: str, on: str, role: str = "child", **fields: object) -> Subject:
    return Subject(id, name, role, born(on), **fields)


OSKAR = child("oskar", "Oskar Tilney", "2014-02-09", also_known_as=("Ozzie",))
HOPE = child("hope", "Hope Tilney", "2011-06-30", role="sibling")
MAY = child("may", "May Tilney", "2016-10-12", role="sibling")
MOTHER = child("mother", "Dorota Tilney", "1989-03-17", role="parent")
COUSIN = child("cousin", "Edwin Ravenscroft", "2013-12-01", address="4 Mill Lane")
REGISTER = (OSKAR, HOPE, MAY, MOTHER, COUSIN)
ABOUT_MOTHER = Mention("Dorota Tilney", "Dorota", surname="Tilney", born=born("1989-03-17"))
ABOUT_OSKAR = Mention("Oskar Tilney", "Oskar", surname="Tilney", born=born("2014-02-09"))
STRANGER = Mention("Kieran Blount", "Kieran", surname="Blount")


def event(text: str, *mentions: Mention, row: int = 2) -> Event:
    place = Provenance("police.csv", None, row)
    return Event(f"e-{row}", place, born("2019-05-01"), "Police", "police", mentions=mentions, summary=text)


def read(text: str, *mentions: Mention, register: tuple[Subject, ...] = REGISTER) -> list[Link]:
    (links,) = link([event(text, *mentions)], register, ()).links
    return [one for one in links if one.evidence[0].field == "narrative"]


@pytest.mark.parametrize(
    ("text", "mention", "subjects"),
    [
        ("Oskar Tilney was in the house.", STRANGER, ["oskar"]),
        ("OSKAR TILNEY was in the house.", STRANGER, ["oskar"]),
        ("Child present: Tilney, Oskar", STRANGER, ["oskar"]),
        ("Oskar was in the house.", ABOUT_MOTHER, ["oskar"]),
        ("Told that Ozzie had a fall.", ABOUT_MOTHER, ["oskar"]),
        ("Oskar's shoes were wet.", ABOUT_MOTHER, ["oskar"]),
        ("Edwin Ravenscroft and Oskar Tilney seen.", STRANGER, ["cousin", "oskar"]),
        ("She said that Hope was asleep.", ABOUT_MOTHER, ["hope"]),
        ("Came with May and left.", ABOUT_OSKAR, ["may"]),
        ("Seen at home. Hope's arm was bruised.", ABOUT_MOTHER, ["hope"]),
        ("See the minutes of May's review.", ABOUT_OSKAR, ["may"]),
        ("Discussed in May’s review.", ABOUT_OSKAR, []),
        ("Oskar was in the house.", STRANGER, []),  # nothing ties the stranger to the family
        ("Edwin was in the house.", ABOUT_MOTHER, []),  # nor the cousin to the mother
        ("Oskar Blount was in the house.", ABOUT_MOTHER, []),  # another Oskar
        ("Told oskar to come.", ABOUT_MOTHER, []),
        ("Oskarsson called.", ABOUT_MOTHER, []),
        ("We hope for the best. Hope to see her soon.", ABOUT_MOTHER, []),
        ("To be reviewed in May at the clinic.", ABOUT_MOTHER, []),
        ("Seen 4 May 2019 at home.", ABOUT_MOTHER, []),
        ("NO HOPE OF CHANGE", ABOUT_MOTHER, []),
        ("Oskar seen with Oskar Tilney's mother.", ABOUT_OSKAR, []),  # the record is about him already
    ],
)
def test_who_is_named_in_a_text(text: str, mention: Mention, subjects: list[str]) -> None:
    assert [one.subject for one in read(text, mention)] == subjects


def test_a_name_in_a_text_is_never_more_than_possible_and_shows_its_words() -> None:
    linking = link([event("Adults argued; Oskar  Tilney hid upstairs.", ABOUT_MOTHER)], REGISTER, ())
    own, named = linking.links[0]
    assert (own.subject, own.standing) == ("mother", "probable")
    assert (named.written, named.subject, named.standing, named.score) == ("Oskar  Tilney", "oskar", "possible", 0.5)
    assert linking.prior_bits + sum(one.weight for one in named.evidence) == 0.0


def test_a_forename_that_two_of_the_register_bear_needs_its_surname() -> None:
    uncle = child("uncle", "Oskar Brandt", "1980-01-20", role="other")
    register = (*REGISTER, uncle)
    assert read("Oskar was in the house.", ABOUT_MOTHER, register=register) == []
    assert [one.subject for one in read("Oskar Tilney was there.", ABOUT_MOTHER, register=register)] == ["oskar"]


def test_a_namesake_in_the_records_own_fields_is_whom_its_text_is_about() -> None:
    namesake = Mention("Oskar Tilney", "Oskar", surname="Tilney", born=born("1975-08-08"))
    assert read("Oskar Tilney was arrested.", namesake) == []


def test_whom_a_person_has_ruled_out_is_not_asked_about_again() -> None:
    named = event("Oskar Tilney was in the house.", ABOUT_MOTHER)
    ruling = Decision(
        source="police.csv", row=2, sheet=None, entry=None, subject=None, not_subject="oskar", decided_by="A. Reviewer",
        on="2026-01-02", why="another family's child", line=9,
    )  # fmt: skip
    (links,) = link([named], REGISTER, [ruling]).links
    assert [one.subject for one in links] == ["mother"]


def test_without_a_register_no_text_is_searched() -> None:
    (links,) = link([event("Oskar Tilney was in the house.", ABOUT_MOTHER)], (), ()).links
    assert len(links) == 1
