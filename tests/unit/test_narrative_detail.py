"""Injuries with their place, codes, explanations and damaged texts: what the reader tells beyond kinds."""

import time

import pytest

from chronology.dates import read_date
from chronology.kinds import kind_names
from chronology.model import Event, Injury, Provenance
from chronology.narrative import (
    kinds_of_coded_cell,
    read_kinds,
    read_narrative,
    read_narrative_in_full,
)
from chronology.narrative.clauses import read_clause
from chronology.narrative.codes import systems
from chronology.narrative.injuries import body
from chronology.normalise.kinds import KindsOfRecords


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("o/e bruise R pinna, ?NAI, d/w paeds reg", [("ear", "right")]),
        ("Bruises noted to both cheeks and left ear", [("cheek", "both"), ("ear", "left")]),
        ("Left cheek was very bruised", [("cheek", "left")]),
        ("Fingertip bruises on the upper arms (L)", [("arm", "left")]),
        ("No bruising today but a burn to the L hand", [("hand", "left")]),
        ("# left femur and right tibia", [("thigh", "left"), ("leg", "right")]),
        ("He came back with a bruise", [("", "")]),
        ("split lip, graze to knee", [("mouth", ""), ("knee", "")]),
        ("Mark on cheek in shape of a hand.", [("cheek", "")]),
        ("Subconjunctival haemorrhage R eye", [("eye", "right")]),
        ("BRUISING TO BOTH ARMS", [("arm", "both")]),
        ("No bruise to the left arm.", []),
    ],
)
def test_an_injury_has_its_site_and_side(text: str, places: list[tuple[str, str]]) -> None:
    told = read_narrative(text, "gp")
    assert [(injury.site, injury.side) for injury in told.injuries] == places
    assert all(injury.words in text for injury in told.injuries)


def test_the_words_of_an_injury_are_verbatim() -> None:
    assert read_narrative("Seen: Bruise  (L) pinna.", "gp").injuries == (Injury("ear", "left", "Bruise  (L) pinna"),)


def test_no_word_is_two_sites() -> None:
    assert not body().sites.keys() & body().sides.keys()


@pytest.mark.parametrize(
    ("cell", "heading", "sector", "kinds"),
    [
        ("S00.1", "Diagnosis", "hospital", ("injury_seen",)),
        ("S001", "Diagnosis", "hospital", ("injury_seen",)),
        ("s42.0; Y07.1", "", "hospital", ("injury_seen", "concern_recorded")),
        ("T74.1 Physical abuse", "", "gp", ("concern_recorded",)),
        ("T18.1", "", "hospital", None),
        ("J21.9", "", "hospital", None),
        ("S00.1", "", "police", None),
        ("9N42.", "", "gp", ("was_not_brought",)),
        ("281399006", "", "gp", ("was_not_brought",)),
        ("3", "Attended or did not attend", "hospital", ("was_not_brought",)),
        ("5", "Attendance status", "hospital", ("appointment_kept",)),
        ("2", "Attendance status", "hospital", ("appointment_cancelled",)),
        ("4", "Attendance status", "hospital", ()),
        ("3", "Outcome", "hospital", None),
        ("O", "AM mark", "school", ("school_absence",)),
        ("H", "Mark", "school", ("school_absence",)),
        ("C2", "Mark", "school", ("school_absence",)),
        ("Y3", "Mark", "school", ("school_absence",)),
        ("/", "AM mark", "school", ()),
        ("L", "Mark", "school", ()),
        ("O", "Category", "school", None),
        ("Sudden death", "Type", "police", ("death",)),
        ("Missing person", "Type", "police", ("missing_started",)),
        ("", "", "gp", None),
    ],
)
def test_codes(cell: str, heading: str, sector: str, kinds: tuple[str, ...] | None) -> None:
    assert kinds_of_coded_cell(cell, heading, sector) == kinds


def test_every_system_of_codes_names_its_source_and_kinds_that_exist() -> None:
    for system in systems():
        assert system.source
        assert {*system.exact.values(), *system.beginnings.values()} - {""} <= set(kind_names())


def record(summary, sector, **texts):
    return Event("e-1", Provenance("a.csv", None, 2), read_date("01/05/2007"), "A", sector, summary=summary, **texts)


def test_a_code_decides_against_the_words_and_the_conflict_is_told() -> None:
    kinds = KindsOfRecords({}, {"outcome": "Attendance status"}, [])
    told = kinds.told(record("DNA audiology again.", "hospital", outcome="5"), ())
    assert "appointment_kept" in told.kinds
    assert "was_not_brought" not in told.kinds
    assert told.conflicts == ("appointment_kept",)


def test_a_seen_column_beats_the_words_and_the_conflict_is_told() -> None:
    kinds = KindsOfRecords({}, {}, [False])
    told = kinds.told(record("Home visit. Saw Amy playing in the garden.", "social_care"), ("N",))
    assert "child_not_seen" in told.kinds
    assert "child_seen" not in told.kinds
    assert told.conflicts == ("child_not_seen",)
    assert kinds.told(record("Home visit. Saw Amy.", "social_care"), ("Y",)).conflicts == ()


def test_an_explanation_shows_what_was_set_aside_and_by_which_words() -> None:
    text = "No bruises, burns or marks. Mum has a black eye. Bruise L arm."
    told = read_narrative_in_full(text, "school")
    aside = [(reason.words, reason.circumstance, reason.cue) for reason in told.reasons if not reason.taken]
    assert ("bruises", "denied", "No") in aside
    assert any(circumstance == "other person" for _, circumstance, _ in aside)
    for reason in told.reasons:
        assert text[reason.start : reason.end] == reason.words
        assert text[reason.cue_start : reason.cue_end] == reason.cue
    assert told.injuries == (Injury("arm", "left", "Bruise L arm"),)
    assert told.kinds == read_kinds(text, "school")


@pytest.mark.parametrize(
    "text",
    [
        "missed appt. T/C mum re DNA, no answer.",
        "Bruise? No. Nappy rash.\nPlan: review",
        "MISPER. FOUND SAFE.",
        "Not due to be seen today; Mrs Burns rang.",
        "Ms Marks saw Mark. Grace has a bruise.",
    ],
)
@pytest.mark.parametrize("sector", ["gp", "police", "social_care"])
def test_the_quick_way_and_the_full_one_agree(text: str, sector: str) -> None:
    assert read_kinds(text, sector) == read_narrative_in_full(text, sector).kinds


@pytest.mark.parametrize(
    ("sector", "text", "told", "not_told"),
    [
        ("gp", "missed appt. T/C mum re DNA, no answer, message left.", "was_not_brought", "no_access"),
        ("police", "PPN read, no further police involvement.", "", "referral_made"),
        ("police", "Merlin checks on family, nothing recorded.", "", "referral_made"),
        ("police", "Merlin completed and shared with CSC.", "referral_made", ""),
        ("police", "Misper. Found safe.", "missing_ended", "missing_started"),
        ("health_visiting", "Bruising - none seen", "", "injury_seen"),
        ("hospital", "Injuries: nil. Bruising - none seen.", "", "injury_seen"),
        ("school", "Doll had a broken arm in role play.", "", "injury_seen"),
        ("early_years", "Blue paint on arms looked like bruises but washed off.", "", "injury_seen"),
        ("school", "Classmate has a bite mark on her arm.", "", "injury_seen"),
        ("social_care", "LA has not yet told school about the move.", "", "information_shared"),
        ("social_care", "Mum admitted she was drinking.", "", "admission"),
        ("school", 'Told me "my daddy hits me with the belt".', "disclosure", ""),
        ("gp", "8yo with mum. Said daddy tied him to radiator.", "disclosure", ""),
        ("health_visiting", "AV at home, 6-8/52.", "home_visit", ""),
    ],
)
def test_classes_of_faults_that_were_met(sector: str, text: str, told: str, not_told: str) -> None:
    kinds = read_kinds(text, sector)
    assert not told or told in kinds
    assert not not_told or not_told not in kinds


DAMAGED = {
    "one word": "bruise" * 5_000,
    "no letters": ".?!(-/'" * 5_000,
    "another alphabet": "बच्चा " * 5_000,
    "control characters": "\x00\x01bruise\x07 " * 3_000,
    "mark-up": "<p>bruise</p><br/>" * 2_000,
    "names": "Amy Lee, " * 4_000,
    "cues": "No bruise, plan: visit. Not seen; if she will " * 800,
    "lines": "Plan:\n" * 6_000,
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED.keys())
def test_reading_a_damaged_text_takes_time_in_line_with_its_length(text: str) -> None:
    def seconds(text: str) -> float:
        read_narrative.cache_clear()
        read_clause.cache_clear()
        start = time.process_time()
        read_kinds(text, "gp")
        return time.process_time() - start

    seconds(text)  # words met for the first time cost more
    once = min(seconds(text) for _ in range(3))
    assert min(seconds(text * 4) for _ in range(2)) < 10 * once + 0.05  # sixteen times where the time were quadratic
