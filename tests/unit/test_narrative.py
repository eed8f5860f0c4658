"""Free text, categories, codes and yes/no cells → kinds of event."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from chronology.kinds import kind_names
from chronology.narrative import (
    explain_kinds,
    kinds_of_category,
    kinds_of_codes,
    kinds_of_yes_no,
    read_kinds,
    read_seen_column,
)
from chronology.narrative.categories import categories
from chronology.narrative.lexicon import lexicon
from chronology.narrative.phrases import read_phrase
from tests.evaluation.narratives import micro_f1, read_lines

OWN = Path(__file__).parents[1] / "evaluation" / "own_narratives.jsonl"


@pytest.mark.parametrize(
    "text",
    [
        "Bruising to both shins noted at nappy change.",
        "Brusing to L thigh x3.",
        "Small scald to chest, film applied.",
        "# R radius on x-ray.",
        "Two cigarette burns on the back of her hand.",
        "Red mark across the cheek.",
        "Black eye, says a football hit him.",
        "Sore behind ear with blood on pillow and ear.",
        "Torn frenulum seen by the dentist today.",
        "Lump on his head after a fall.",
        "No bruising today but a burn to L hand.",
        "Scabs on scalp and a bald patch where hair has been pulled out.",
        "Refusing to weight bear since yesterday.",
    ],
)
def test_an_injury_is_seen(text: str) -> None:
    assert "injury_seen" in read_kinds(text, "health_visiting")


@pytest.mark.parametrize(
    "text",
    [
        "No bruises, burns or marks.",
        "Injuries: nil.",
        "Skin clear, nil bruising.",
        "Mongolian blue spot over sacrum.",
        "Birthmark on left arm, nappy rash treated.",
        "Fractured his arm in 2019, well since.",
        "Mother's own bruise is fading.",
        "If any further bruising is seen, ring the duty team.",
        "He hit his targets, spelling a bruised ego and a burning issue for the class.",
        "Cousin has a black eye.",
        "Mum had a burn on her wrist.",
        "Dad broke up with his partner.",
    ],
)
def test_no_injury_is_seen(text: str) -> None:
    assert "injury_seen" not in read_kinds(text, "school")


@pytest.mark.parametrize(
    ("text", "sector", "kind"),
    [
        ("MARF sent to MASH at 14.20.", "gp", "referral_made"),
        ("Referral made to children's social care by phone.", "school", "referral_made"),
        ("Referral received from the school.", "social_care", "referral_received"),
        ("S/D held by Teams with police and paeds.", "social_care", "strategy_discussion"),
        ("Section 47 enquiries started today.", "social_care", "s47_started"),
        ("RCPC held at town hall.", "health_visiting", "conference_held"),
        ("Core group took place at school.", "school", "core_group_held"),
        ("Apologies sent for the conference.", "gp", "meeting_not_attended"),
        ("Child placed on the child protection register.", "social_care", "plan_started"),
        ("Name placed on register, category neglect.", "social_care", "plan_started"),
        ("Name removed from the register.", "social_care", "plan_ended"),
        ("Requested paediatric assessment.", "hospital", "assessment_started"),
        ("CP medical completed by the paediatrician.", "hospital", "medical_examination"),
        ("DNA audiology for the second time.", "health_visiting", "was_not_brought"),
        ("Mum rang to rebook his hearing test appointment.", "hospital", "appointment_cancelled"),
        ("BIBA after a fall.", "hospital", "emergency_attendance"),
        ("Taken into police protection at 21.00.", "police", "police_protection"),
        ("Reported missing by carer.", "police", "missing_started"),
        ("Located safe and well at a friend's.", "police", "missing_ended"),
        ("Case closed to the team.", "social_care", "case_closed"),
        ("Seen alone in his bedroom.", "social_care", "child_seen_alone"),
        ("No reply at door, card left.", "health_visiting", "no_access"),
        ("Legal planning meeting held.", "social_care", "court_event"),
        ("LAC review held today.", "social_care", "looked_after_review"),
    ],
)
def test_the_kinds_a_text_tells_of(text: str, sector: str, kind: str) -> None:
    assert kind in read_kinds(text, sector)


@pytest.mark.parametrize(
    ("text", "sector", "kind"),
    [
        ("Will refer to social care if no better.", "gp", "referral_made"),
        ("No referral needed.", "gp", "referral_made"),
        ("Referral to speech and language sent.", "health_visiting", "referral_made"),
        ("Referral to the dietitian made.", "gp", "referral_made"),
        ("Strategy meeting to be arranged for Monday.", "social_care", "strategy_discussion"),
        ("ICPC booked for the 22nd.", "social_care", "conference_held"),
        ("Core group cancelled.", "social_care", "core_group_held"),
        ("No concerns.", "health_visiting", "concern_recorded"),
        ("Threshold not met for s47.", "social_care", "s47_started"),
        ("Mum rang: baby is well.", "health_visiting", "home_visit"),
        ("Disclosed that her father hit her as a child.", "midwifery", "disclosure"),
    ],
)
def test_what_did_not_happen_gives_no_kind(text: str, sector: str, kind: str) -> None:
    assert kind not in read_kinds(text, sector)


def test_kinds_come_in_the_order_of_the_vocabulary_and_follow_from_each_other() -> None:
    kinds = read_kinds("Home visit, no reply. Bruise seen on sibling's arm last year.", "social_care")
    assert kinds == ("home_visit", "no_access", "child_not_seen")
    order = list(kind_names())
    assert list(kinds) == sorted(kinds, key=order.index)


def test_nothing_is_read_out_of_empty_or_foreign_text() -> None:
    assert read_kinds("", "gp") == ()
    assert read_kinds("…  \n\t ???", "gp") == ()
    assert read_kinds("Zażółć gęślą jaźń", "gp") == ()


def test_reasons_quote_the_text_and_say_why_it_was_set_aside() -> None:
    text = "Strat mtg held – no bruising seen, but a burn to the hand."
    reasons = explain_kinds(text, "social_care")
    assert all(text[reason.start : reason.end] == reason.words for reason in reasons)
    assert {("strategy_discussion", True), ("injury_seen", True)} <= {(r.kind, r.taken) for r in reasons}
    assert any(r.words == "bruising" and not r.taken and r.circumstance == "denied" for r in reasons)
    taken = {reason.kind for reason in reasons if reason.taken}
    assert taken == set(read_kinds(text, "social_care"))


def test_the_own_labelled_set_is_read_well() -> None:
    assert micro_f1(read_lines(OWN)) >= 0.88


def test_reading_time_grows_with_the_length() -> None:
    sentence = "No bruises, burns or marks, seen with mum and told staff that he fell off the swing and was not hurt, "

    def seconds(text: str) -> float:
        return min(_timed(text) for _ in range(3))

    def _timed(text: str) -> float:
        read_kinds.cache_clear()
        start = time.process_time()
        read_kinds(text, "school")
        return time.process_time() - start

    for text in (sentence, sentence.replace(",", "."), sentence.replace(",", "")):
        assert seconds(text * 120) < 3.2 * seconds(text * 60) + 0.01


@pytest.mark.parametrize(
    ("category", "sector", "kinds"),
    [
        ("Home Visit", "social_care", ("home_visit",)),
        ("HOME VISIT (announced)", "health_visiting", ("home_visit",)),
        ("Home visit - no access", "health_visiting", ("home_visit", "no_access", "child_not_seen")),
        ("DNA", "hospital", ("was_not_brought",)),
        ("DNA", "police", ()),
        ("ED attendance", "hospital", ("emergency_attendance",)),
        ("A&E", "gp", ("emergency_attendance",)),
        ("Strategy Discussion", "police", ("strategy_discussion",)),
        ("Initial CP conference", "school", ("conference_held",)),
        ("CP conference - review", "gp", ("conference_held",)),
        ("ICPC", "gp", ("conference_held",)),
        ("Core Groups", "school", ("core_group_held",)),
        ("Core group (cancelled)", "social_care", ()),
        ("S47", "social_care", ("s47_started",)),
        ("MERLIN", "police", ("referral_made",)),
        ("New birth visit", "health_visiting", ("home_visit", "health_visitor_review")),
        ("Referral", "social_care", ("referral_received",)),
        ("Referral", "gp", ()),
        ("Allocation", "social_care", ("case_opened",)),
        ("Telephone call", "gp", ()),
        ("T/c police re home visit", "social_care", ()),
        ("Case note", "social_care", ()),
        ("Admission", "hospital", ("admission",)),
        ("Zzz", "gp", None),
        ("", "gp", None),
    ],
)
def test_categories(category: str, sector: str, kinds: tuple[str, ...] | None) -> None:
    assert kinds_of_category(category, sector) == kinds


def test_codes_and_yes_no_cells() -> None:
    assert kinds_of_codes("dna") == ("was_not_brought",)
    assert kinds_of_codes("WNB") == ("was_not_brought",)
    assert kinds_of_codes("CNA") == ("appointment_cancelled",)
    assert kinds_of_codes("ATT") == ("appointment_kept",)
    assert kinds_of_codes("XaBVJ") == ()
    assert [kinds_of_yes_no(cell) for cell in ("Y", "yes", "No", "✓", "", "n/a")] == [
        True,
        True,
        False,
        True,
        None,
        None,
    ]
    assert read_seen_column("Yes - alone") == ("child_seen", "child_seen_alone")
    assert read_seen_column("Not alone") == ("child_seen",)
    assert read_seen_column("N") == ("child_not_seen",)
    assert read_seen_column("see notes") == ()


def test_a_phrase_needs_a_plain_word_and_known_lists() -> None:
    lists = {"name": frozenset({"[name]"})}
    with pytest.raises(ValueError, match="name"):
        read_phrase("[name]", lists, {}, {}, {})
    with pytest.raises(KeyError):
        read_phrase("seen [nobody]", lists, {}, {}, {})


def test_the_data_files_name_only_what_exists() -> None:
    circumstances = {line[3].name for lines in lexicon().cues.plain.values() for line in lines}
    minded = {name for lines in lexicon().index.plain.values() for line in lines for name in line[3].minds}
    assert minded <= circumstances
    assert {kind for sectors in categories().kinds.values() for kinds in sectors.values() for kind in kinds} <= set(
        kind_names()
    )
