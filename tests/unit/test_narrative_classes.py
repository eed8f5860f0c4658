"""Classes of wording that agencies use for the same thing: whose word it is, what was found, what came of an appointment."""

from __future__ import annotations

import pytest

from chronology.narrative import category_gives_way, kinds_of_category, read_kinds

ACCUSING = """
    hospital: Swollen R eye and bruising to ear. Says Grant hit her
    hospital: Burn to forearm, says dad held it on the iron
    school: Bruise to cheek, told me mummy slapped him.
    school: Bruise on upper arm. Reports stepdad grabbed her arm.
    gp: Bruise L cheek. Tells me nan smacked her.
    hospital: Circular burn to back of hand. Says stepdad stubbed his cigarette out on it.
    ambulance: PT SAYS DAD PUNCHED HIM. SWOLLEN LIP.
    hospital: Fracture L radius, says dad twisted it.
    hospital: Laceration scalp, said that mum's partner threw a bottle at him.
    hospital: Linear burn L palm. Told triage nurse that stepdad held her hand on the hob.
    hospital: 2x fingertip bruises neck, alleges mum's partner strangled him
    school: Black eye. When asked said mum's boyfriend hit him.
"""

ACCIDENT = """
    hospital: Bruise to knee, says she fell off bike.
    hospital: Bump on head. Says she bumped it on the table.
    hospital: Bite to hand. Says the dog bit her.
    early_years: Bite mark on arm, mum says sibling bit her.
    early_years: Scratch to nose. Says baby brother scratched him.
    school: Graze to knee, says another child pushed him in the playground.
    school: Cut to head, he said a boy in year 4 hit him with a stick.
    hospital: Bruise to forehead. Says the swing hit her.
    hospital: Cut to finger. Says mum shut it in the door by accident.
    hospital: Bruise on arm. Mother states father grabbed her.
    social_care: Ann hit by stepfather, bruise to arm seen.
    police: Child hit by mother's boyfriend; bruising to arm seen by officers.
"""

INJURED = """
    hospital: Circular burn to dorsum R hand, ~8mm, looks like cigarette
    hospital: cigarette-type burn
    hospital: Healing circular lesion ?cig burn
    gp: Round lesions x2 forearm, cigarette type
    hospital: Burn of hand
    gp: Contusion of face
    gp: Fracture of radius
    gp: Bruising of ear
    gp: Head injury NOS
    gp: [D] Laceration scalp
    gp: Scald of chest
    gp: Thermal burn
    gp: Bite - human
    early_years: Body map completed - 3 marks seen on arrival.
    gp: Grandmother worried re bruising. Bruise to shin seen on exam today.
    gp: Bruise to L ear. Nil else seen.
    hospital: Spiral # femur. Skin clear.
    school: Came in with black eye. No marks seen on body.
    social_care: Neighbour says child has a bruise on his face now.
    social_care: Mum says he broke his arm at school.
"""

UNHURT = """
    health_visiting: Grandfather worried re bruising. None found today on full exam.
    gp: Aunt concerned about marks on back. Nothing seen on examination.
    gp: Nan anxious re ?bruise on leg, none seen.
    gp: Father brought child re bruising; skin clear.
    gp: Dad asked me to check for bruises. Nil found.
    health_visiting: Mother was burnt by an iron at 5 and still flinches.
    social_care: He was beaten with a belt as a boy.
    social_care: Mother broke her arm at 7 when her dad pushed her.
    social_care: Neighbour says she saw a bruise last month.
    social_care: Caller saw bruise on child's face a few weeks ago.
    early_years: Body map completed.
    early_years: Body map completed, no marks.
    social_care: Cigarette burn on sofa
"""

TOLD = """
    information_shared | hospital: Paed liaison form sent to school nurse
    information_shared | hospital: Liaison form to HV
    information_shared | hospital: HV informed via liaison
    information_shared | school: SW emailed by DSL
    information_shared | school: emailed SW
    information_shared | health_visiting: rang MASH to share
    information_shared | social_care: spoke with class teacher
    information_shared | hospital: copied to GP
    medical_examination | hospital: CP medical. Body map completed by Dr Shah.
    missing_ended | police: Misper found safe at friend's
    missing_started | police: Reported missing 22:00, found at 02:00.
    missing_ended | police: Reported missing 22:00, found at 02:00.
    missing_started | police: Misper - not yet located
    emergency_attendance | hospital: ED: fell off sofa.
    emergency_attendance | hospital: Brought to ED by ambulance.
    emergency_attendance | hospital: Ed attendance with mum.
    child_seen | social_care: Ed seen at home
    was_not_brought | hospital: Not brought
    was_not_brought | hospital: was not brought in
    was_not_brought | hospital: FTA
    was_not_brought | hospital: did not attend (DNA)
    was_not_brought | hospital: Failed to bring child to OPA.
    appointment_cancelled | hospital: Appointment declined by parent
    appointment_cancelled | hospital: Parent refused appointment
    appointment_kept | hospital: Attended
    appointment_kept | hospital: Appointment kept.
    appointment_kept | hospital: Arrived for appointment.
"""

NOT_TOLD = """
    referral_made | hospital: Paed liaison form sent to school nurse
    referral_made | health_visiting: rang MASH to share
    information_shared | social_care: SW phoned by mum.
    medical_examination | school: Body map completed. Bruise L cheek.
    missing_started | police: Misper found safe at friend's
    missing_started | social_care: Missing child located by police, returned to placement.
    missing_ended | police: Misper - not yet located
    emergency_attendance | social_care: Ed seen at home
    emergency_attendance | social_care: Spoke to Ed about school.
    emergency_attendance | social_care: Visited Ed at home, Ed seen alone.
    emergency_attendance | social_care: Mum brought Ed to the group.
    appointment_kept | hospital: Not attended
    was_not_brought | hospital: Attended
    conference_held | gp: Minutes of conference held 3/5 received.
"""


AN_ADULTS_OR_OLD = """
    social_care: Bruise to mother's arm
    police: Bruise on mum's arm after DV
    midwifery: bruise to Mum's face
    school: Bruise to his mum's face
    social_care: Bruise of February discussed; none today
    social_care: The bruise from last month was discussed
    social_care: Call from nursery re bruise in March
"""

STILL_THE_CHILDS = """
    school: Bruise to Ann's arm. Mum's partner seen shouting
    hospital: Bruise to her cheek, mother says partner did it
    health_visiting: small bruise to her arm, mother says partner
    police: Bruise to mother's arm. Bruise to Ann's face seen.
    police: Bruises to mum's face and child's arm
    social_care: Bruise of March still visible on cheek
    gp: Bruise from last week seen
    school: Ann has scratches after mum's partner grabbed her
"""

UNEXPLAINED = """
    hospital: burn mark on her hand, would not say how
    hospital: Bruise to cheek, could not explain
    hospital: Bruise to ear. No explanation
    hospital: Burn to hand, refused to say
    police: Burn to Rosie's hand. Dwayne to be interviewed
"""

INFLICTED = """
    school: Ann has scratches after mum's partner grabbed her
    social_care: Ann hit by stepfather, bruise to arm seen
    school: Bruise on back where her father punched her
    police: Father hit child, bruise to face
    police: Child hit by mother's boyfriend; bruising to arm seen by officers.
"""

NOBODYS_HARM = """
    school: Bruise to knee, after dad hit him accidentally with ball
    school: Bruise where another child hit him
    police: Mum punched by stepdad, bruise to arm
"""

TOLD_OF_CONTACTS = """
    explanation_given | hospital: Burn on her arm from kettle
    child_seen | police: Children seen asleep upstairs
    child_seen | police: Neighbour reports child crying. Attended, child seen and well.
    child_seen | police: Neighbour says child crying, officers saw child asleep
    child_seen | health_visiting: Home visit. Baby asleep in cot.
    child_seen | social_care: Caller worried. Visited: children in bed, seen.
    referral_made | health_visiting: Home visit. PPN sent to MASH.
    referral_made | health_visiting: Following MARF sent to CSC, rang duty
    referral_made | school: MARF
    referral_made | social_care: PPN submitted to MASH
    referral_received | social_care: PPN: verbal altercation
    referral_received | social_care: MARF received
    referral_received | police: PPN received
    referral_received | social_care: Contact from school
    referral_received | social_care: Neighbour reports children left alone
    referral_received | social_care: School raised concern re bruise to cheek
    was_not_brought | gp: DNA clinic. Rang mum, rebooked
    was_not_brought | gp: Did not attend clinic. Letter sent re missed appt
    was_not_brought | hospital: Letter received: DNA clinic
    birth | midwifery: Baby Nils born yesterday at 39/40
    birth | midwifery: Mum tired, baby born yesterday SVD
    birth | midwifery: Mum well, baby born at 39/40 SVD
    birth | hospital: born at 39/40
    birth | gp: Live birth
"""

NOT_TOLD_OF_CONTACTS = """
    child_seen | social_care: Neighbour reports child crying late at night
    child_seen | police: child heard crying
    child_seen | social_care: caller says child is always crying
    child_seen | police: Children asleep upstairs
    child_seen | social_care: Spoke to mum at door. Children in bed
    child_seen | social_care: T/C to mum. Children said to be fine
    referral_made | health_visiting: Home visit after PPN.
    referral_made | social_care: visit following MARF
    referral_made | social_care: PPN: verbal altercation
    referral_made | social_care: PPN received
    referral_made | social_care: MARF received
    referral_received | social_care: PPN submitted to MASH
    referral_received | social_care: School reports good attendance
    was_not_brought | health_visiting: T/C to mum about missed imms. Rebooked for 17/05
    appointment_cancelled | health_visiting: T/C to mum about missed imms. Rebooked for 17/05
    was_not_brought | hospital: Rang mum re DNA. New appointment made
    meeting_not_attended | hospital: Rang mum re DNA. New appointment made
    was_not_brought | gp: Letter sent re missed appt
    birth | school: Mum tired, baby Nils born yesterday
    birth | health_visiting: Mum tired, baby Nils born yesterday
"""


def _records(block: str) -> list[tuple[str, str]]:
    pairs = [line.strip().split(": ", 1) for line in block.strip().splitlines()]
    return [(sector, text) for sector, text in pairs]


def _told(block: str) -> list[tuple[str, str, str]]:
    return [(*head.split(" | "), text) for head, text in _records(block)]


@pytest.mark.parametrize(("sector", "text"), _records(ACCUSING))
def test_who_hurt_the_child_in_the_childs_own_words_is_a_disclosure(sector: str, text: str) -> None:
    assert {"injury_seen", "explanation_given", "disclosure"} <= set(read_kinds(text, sector))


@pytest.mark.parametrize(("sector", "text"), _records(AN_ADULTS_OR_OLD))
def test_an_adults_injury_or_one_of_the_past_is_not_the_childs_today(sector: str, text: str) -> None:
    assert "injury_seen" not in read_kinds(text, sector)


@pytest.mark.parametrize(("sector", "text"), _records(STILL_THE_CHILDS))
def test_the_childs_own_injury_stands_beside_an_adults_name(sector: str, text: str) -> None:
    assert "injury_seen" in read_kinds(text, sector)


@pytest.mark.parametrize(("sector", "text"), _records(UNEXPLAINED))
def test_an_injury_that_nobody_accounts_for_has_no_explanation(sector: str, text: str) -> None:
    kinds = read_kinds(text, sector)
    assert "injury_seen" in kinds
    assert "explanation_given" not in kinds


@pytest.mark.parametrize(("sector", "text"), _records(INFLICTED))
def test_an_injury_that_an_adult_inflicted_is_a_concern(sector: str, text: str) -> None:
    assert {"injury_seen", "explanation_given", "concern_recorded"} <= set(read_kinds(text, sector))


@pytest.mark.parametrize(("sector", "text"), _records(NOBODYS_HARM))
def test_an_accident_or_an_adults_own_assault_is_no_concern_of_itself(sector: str, text: str) -> None:
    assert "concern_recorded" not in read_kinds(text, sector)


@pytest.mark.parametrize(("kind", "sector", "text"), _told(TOLD_OF_CONTACTS))
def test_what_a_record_tells_of_its_own_contact_is_kept(kind: str, sector: str, text: str) -> None:
    assert kind in read_kinds(text, sector)


@pytest.mark.parametrize(("kind", "sector", "text"), _told(NOT_TOLD_OF_CONTACTS))
def test_what_is_second_hand_or_of_an_earlier_contact_is_left_out(kind: str, sector: str, text: str) -> None:
    assert kind not in read_kinds(text, sector)


@pytest.mark.parametrize(("sector", "text"), _records(ACCIDENT))
def test_an_accident_or_another_persons_word_explains_without_a_disclosure(sector: str, text: str) -> None:
    kinds = read_kinds(text, sector)
    assert {"injury_seen", "explanation_given"} <= set(kinds)
    assert "disclosure" not in kinds


@pytest.mark.parametrize(("sector", "text"), _records(INJURED))
def test_an_injury_is_read_from_coded_terms_and_shorthand(sector: str, text: str) -> None:
    assert "injury_seen" in read_kinds(text, sector)


@pytest.mark.parametrize(("sector", "text"), _records(UNHURT))
def test_what_was_feared_long_past_or_on_the_sofa_is_no_injury(sector: str, text: str) -> None:
    assert "injury_seen" not in read_kinds(text, sector)


@pytest.mark.parametrize(("kind", "sector", "text"), _told(TOLD))
def test_what_happened_is_told(kind: str, sector: str, text: str) -> None:
    assert kind in read_kinds(text, sector)


@pytest.mark.parametrize(("kind", "sector", "text"), _told(NOT_TOLD))
def test_what_did_not_happen_is_not_told(kind: str, sector: str, text: str) -> None:
    assert kind not in read_kinds(text, sector)


@pytest.mark.parametrize(
    ("category", "kinds"),
    [
        ("Misper", ("missing_started",)),
        ("Missing person report", ("missing_started",)),
        ("Misper found", ("missing_ended",)),
        ("Missing - found", ("missing_ended",)),
        ("Found", ("missing_ended",)),
        ("Misper - closed", ("missing_ended",)),
        ("Missing person - case closed", ("missing_ended",)),
        ("Misper - cancelled", ("missing_ended",)),
        ("Missing from home - located", ("missing_ended",)),
        ("Return home", ("missing_ended",)),
        ("Return home interview", ("return_interview",)),
        ("Missing - return interview", ("return_interview",)),
        ("Body map", ()),
    ],
)
def test_a_category_names_the_end_of_an_episode_or_its_beginning(category: str, kinds: tuple[str, ...]) -> None:
    assert kinds_of_category(category, "police") == kinds


@pytest.mark.parametrize(
    "text",
    [
        "Minutes received",
        "Case conference minutes received and scanned to notes.",
        "Minutes of conference held 3/5 received.",
        "Invitation to ICPC on 4 May in post.",
        "Report for conference sent to chair.",
        "Conference report received.",
        "ICPC postponed.",
        "Review conference booked for 4 June.",
    ],
)
def test_a_category_of_a_meeting_gives_way_to_a_text_about_papers_or_dates(text: str) -> None:
    assert {"conference_held", "core_group_held", "strategy_discussion"} <= category_gives_way(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ICPC held today. Minutes to follow.",
        "ICPC. Plan: core group within 10 days.",
        "Core group attended. Next core group booked for 3/6.",
        "Registered under neglect. Minutes sent to GP.",
        "Meeting lasted 40 minutes.",
        "Strategy meeting adjourned, reconvened today.",
        "Home visit. Seen with mum. Next visit booked for Friday.",
    ],
)
def test_a_category_stands_where_the_text_tells_of_the_contact_itself(text: str) -> None:
    assert category_gives_way(text) == frozenset()


def test_a_category_of_a_visit_gives_way_only_to_a_visit_called_off() -> None:
    assert category_gives_way("Visit cancelled by mum.") == {"home_visit"}
