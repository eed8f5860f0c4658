"""Shorthand of the agencies of published cases: names of assessments and forms, decisions, papers that tell again, visits without sight.

Where a block of wordings that tell of a kind has a block of look-alikes, both stand together. None of them was fitted to.
"""

from __future__ import annotations

import pytest

from chronology.narrative import category_gives_way, kinds_of_category, read_kinds
from tests.wordings import read_lines

TOLD = """
    assessment_completed | social_care | C&FA completed and authorised by TM.
    assessment_completed | social_care | IA completed, no further work.
    assessment_completed | social_care | Child & family assessment finalised. Closed.
    assessment_completed | social_care | Core assmt concluded 4/6, parents seen.
    assessment_completed | social_care | Single assessment signed off today.
    assessment_started | social_care | C&FA opened, allocated to SW 2.
    assessment_started | social_care | New C&FA following today's contact.
    assessment_started | social_care | Initial assessment to be undertaken. Allocate.
    assessment_started | social_care | IA started today.
    assessment_started | social_care | Core assessment allocated.
    referral_outcome | social_care | Ref from health visitor, weight loss. / Accepted. Initial assessment. Allocate
    referral_outcome | social_care | Neighbour's call about shouting. / Proceed to IA
    referral_outcome | social_care | Referral from school. / No role for CSC
    referral_outcome | social_care | Threshold met for C&FA.
    referral_outcome | social_care | Contact screened by manager: log only, no role.
    referral_outcome | social_care | Letter from nursery read. / Core assessment
    referral_outcome | police | MASH: threshold not met, passed to Early Help.
    referral_received | social_care | DHT rings. Two brothers cramming food, thin, kept off since she spoke to mother.
    referral_received | social_care | Deputy head, infants. Twins say they were shut in the coal hole for being noisy.
    referral_received | social_care | Anon male caller. Little girl out in the yard in the dark most nights, crying.
    referral_received | social_care | Great aunt rings. Baby left alone in pram, mother drinking.
    referral_received | social_care | School nurse on phone. Brother and sister always hungry, dirty, scared to go home.
    referral_received | social_care | WC392 in from police, mother hit, two children there.
    referral_received | social_care | PPN from Met, father drunk at address, children frightened.
    referral_made | police | Domestic, both in drink. WC392 to SSD.
    referral_made | police | Shouting at h/a, kids in bed. 124D to Social Services.
    referral_made | police | Arrested for assault on partner. Joint screening, to CSC and health.
    referral_made | police | Child seen cold and hungry. MERLIN/PAC to CSC.
    referral_made | police | VPD submitted, shared with SW.
    referral_made | school | HT phoned Social Services duty 11.40am.
    referral_made | hospital | T/C EDT and police. Informed of spiral fracture and delay.
    injury_seen | social_care | Paed reg rings. 5 yr old with many cuts and marks, minder alleges mother hits her.
    injury_seen | school | Both eyes blackened, would not say why.
    injury_seen | hospital | Marks across back and thighs, curved like a buckle. Charted.
    injury_seen | hospital | Innumerable injuries head to foot. Intubated.
    injury_seen | social_care | Visit. Boy has a raw, peeling patch on side of neck. Mum has put cream on.
    concern_recorded | school | Changed for swimming, ribs showing, eating from bins.
    concern_recorded | hospital | Odd account from father. ? NAI ? neglect.
    concern_recorded | hospital | Emaciated, cold, sores to both hips.
    concern_recorded | social_care | Carer reports Liam says he wants to kill his brother.
    concern_recorded | gp | Hears voices, says one of the girls is possessed.
    concern_recorded | hospital | Sat up when mother came, stood to attention, wet himself.
    no_access | school | Visited 3.45pm. Music inside but no answer.
    no_access | health_visiting | N/A again. Voicemail left.
    no_access | social_care | Attended flat with officer. No reply. Rang dad, says they are in Leeds.
    no_access | health_visiting | NA at gran's. Card left.
    no_access | social_care | Called at flat. Mother would not have us in.
    child_not_seen | social_care | Visit. Mum at front door with baby on hip. Harry isolating in his room so did not go in.
    child_not_seen | school | Stepfather answered, T asleep. To call again.
    child_not_seen | school | Mum at door. K in bed with cold. Explained about attendance.
    child_not_seen | social_care | Called. Spoke to father on doorstep, Ben upstairs asleep.
    child_not_seen | health_visiting | N/A again. Card left.
    death | hospital | Arrest on arrival. PLE 05.40.
    death | social_care | Police inform the baby has died.
    death | hospital | Resus stopped 17.05. RIP.
    death | police | Sudden death of infant at home address.
    death | ambulance | CPR en route. ROLE 04.10.
    case_closed | social_care | File read, family gone. NFA. Close both refs.
    case_closed | social_care | Agreed with TM. Close 12/9.
    case_closed | social_care | No role. Closed to duty.
    case_closed | social_care | C&FA done. Case closed, NFA.
    case_closed | social_care | Close referral, nothing further heard.
    school_roll_removed | school | EHE agreed by authority. Off roll today.
    school_roll_removed | school | Provision approved, can come off roll.
    school_roll_removed | school | Withdrawn from school to be home educated, taken off our roll.
"""

NOT_TOLD = """
    assessment_started | social_care | C&FA completed and authorised by TM.
    assessment_started | social_care | C&FA to be written up on what is held.
    assessment_completed | social_care | C&FA in draft, to be finished by Friday.
    assessment_completed | social_care | IA not completed, worker off sick.
    assessment_completed | social_care | IA to be completed by 14th.
    assessment_completed | social_care | Core assessment not yet finished.
    assessment_completed | social_care | Completed visit with colleague.
    referral_outcome | social_care | Accepted a cup of tea and talked about school.
    referral_outcome | social_care | Core group. Plan reviewed, nothing to add.
    referral_outcome | social_care | Awaiting manager's decision.
    referral_received | social_care | DHT rings to move the TAC to Tuesday.
    referral_received | social_care | Anon caller wanted to know our address.
    referral_received | social_care | Great aunt rings to ask about contact.
    referral_received | social_care | School nurse on phone with date of clinic.
    referral_received | social_care | PPN template changed, all to note.
    referral_made | social_care | PPN from Met, father drunk at address, children frightened.
    referral_made | social_care | Police PPN received and read.
    referral_made | health_visiting | Joint screening form rec'd. Filed.
    referral_made | health_visiting | Following WC392 visited. Mum well, both children well.
    referral_made | school | SLT referral done with mum.
    referral_made | school | Advised mum to refer herself to the GP.
    referral_made | hospital | T/C EDT, no answer.
    explanation_given | hospital | Marks across shoulder and arm, old and new. Charted.
    child_seen | social_care | TC dad. All well. Could hear Mia in background.
    child_seen | social_care | WhatsApp video with mum. Baby in cot, Sam waved at camera.
    child_seen | social_care | Mum rang. Toddler walking round furniture, she says.
    child_seen | police | Visit not made. DC spoke to SW.
    child_seen | social_care | Spoke to EHE officer. Has been in the house, work is good.
    home_visit | midwifery | Booking. Partner translating. 2 ch at home.
    home_visit | social_care | Visit with CPT put off, scabies.
    home_visit | social_care | WhatsApp video with mum. Baby in cot, Sam waved at camera.
    home_visit | social_care | TC dad. All well. Could hear Mia in background.
    home_visit | social_care | Mum rang. Toddler walking round furniture, she says.
    missing_ended | social_care | Father back in home. Drinking discussed.
    missing_ended | school | EHE form returned by mother.
    child_seen_alone | social_care | Interviewed. No family in Bristol who can help.
    no_access | social_care | Mother says nobody in London to help her.
    child_not_seen | social_care | Seen in garden with dad and gran. Toby at gran's.
    child_not_seen | housing | Tenant below says there is a wean but she hasn't seen him for months.
    child_seen | social_care | Visit. Mum at front door with baby on hip. Harry isolating in his room so did not go in.
    injury_seen | gp | D/C summary General, # radius. Scanned.
    injury_seen | gp | Paeds clinic: seen 12/3 with bruise to ear, fall. Coded and filed.
    injury_seen | health_visiting | Adm 2/5 - 9/5, scald to arm.
    injury_seen | health_visiting | A&E slip received: bump to head 4/8. Filed.
    injury_seen | school | Slip from casualty received, cut chin, to file.
    injury_seen | social_care | Copy discharge summary received, burn last spring. Filed.
    emergency_attendance | gp | A&E letter: attended with croup, home. Filed.
    emergency_attendance | health_visiting | A&E slip received: bump to head 4/8. Filed.
    emergency_attendance | gp | OOH letter: seen in A&E 4/7 with head injury.
    emergency_attendance | health_visiting | ED notification: attended 3/5 with burn.
    emergency_attendance | health_visiting | Notification from hospital: attended ED with fall from bed.
    emergency_attendance | gp | Casualty card: foreign body nose.
    admission | gp | Discharge letter: inpatient 3 nights with bronchiolitis.
    admission | health_visiting | Adm 2/5 - 9/5, scald to arm.
    admission | gp | D/C summary General, # radius. Scanned.
    injury_seen | gp | Raw patch in elbow crease, eczema.
    strategy_discussion | social_care | Strategy mtg booked for Tuesday.
    strategy_discussion | social_care | Await date of strategy meeting.
    conference_held | social_care | RCPC report to write.
    conference_held | gp | RCPC minutes received. Scanned.
    conference_held | police | ICPC report sent to conference unit.
    conference_held | social_care | Home visit, all well. / RCPC report
    concern_recorded | mental_health | UDS opiates. Script unchanged.
    concern_recorded | police | Under influence of drink. No children.
    court_event | ambulance | Child in arrest, CPR.
    court_event | hospital | Cardiac arrest on ward.
    court_event | hospital | Respiratory arrest, intubated.
    school_roll_removed | social_care | Spoke to EHE mentor, says it is suitable.
    school_roll_removed | school | EHE form returned by mother.
    school_roll_removed | social_care | To check with EHE.
    school_roll_removed | social_care | Home ed in hand.
    school_roll_removed | police | Mother says being home schooled. House tidy.
    police_domestic_incident | police | Vehicle stopped. DV marker on driver. All in order.
    police_domestic_incident | gp | Domestic problems, tearful.
    case_closed | police | No reply to letter. CRIS closed.
    case_closed | social_care | To close in September if all is well.
    case_closed | social_care | Close to her gran, sees her daily.
"""

STILL_TOLD = """
    injury_seen | health_visiting | A&E slip received. Seen today in clinic, bruise to cheek still visible.
    injury_seen | school | Came in with slip from casualty and arm in plaster.
    injury_seen | hospital | Discharge summary written. Burn to hand, dressed.
    injury_seen | social_care | ED notification received, burn to palm last night, account odd.
    injury_seen | social_care | Ward rings: bruise to cheek found today, letter to follow.
    emergency_attendance | hospital | A&E. Letter to GP, slip to health visitor. Cut to lip glued.
    child_seen | social_care | Would not have us in. Children brought to the doorstep, seen, said hello.
    child_not_seen | social_care | Lily seen. Toby at gran's, not seen.
    home_visit | social_care | Visited as the last one was put off. Seen with mum.
    conference_held | social_care | RCPC held. Report shared. Plan continues.
    strategy_discussion | social_care | Strategy mtg. SW, DS, HV present. S47 cont.
    assessment_started | social_care | IA completed. Core assessment started.
    school_roll_removed | school | Home ed form in. Taken off roll.
"""


@pytest.mark.parametrize(("kind", "sector", "text"), [*read_lines(TOLD), *read_lines(STILL_TOLD)])
def test_shorthand_tells_of_it(kind: str, sector: str, text: str) -> None:
    assert kind in read_kinds(text, sector)


@pytest.mark.parametrize(("kind", "sector", "text"), read_lines(NOT_TOLD))
def test_shorthand_that_seems_to_tell_of_it_does_not(kind: str, sector: str, text: str) -> None:
    assert kind not in read_kinds(text, sector)


@pytest.mark.parametrize(
    ("category", "sector", "kinds"),
    [
        ("C&FA", "social_care", ("assessment_started",)),
        ("IA completed", "social_care", ("assessment_completed",)),
        ("Referral accepted", "social_care", ("referral_outcome",)),
        ("PPN received", "social_care", ("referral_received",)),
        ("PPN received", "health_visiting", ("information_shared",)),
        ("WC392", "police", ("referral_made",)),
        ("CP conf minutes", "gp", ()),
        ("RCPC report", "social_care", ()),
        ("Referral out", "social_care", ("referral_made",)),
        ("Ward visit", "social_care", ()),
    ],
)
def test_local_names_of_a_contact_type(category: str, sector: str, kinds: tuple[str, ...]) -> None:
    assert kinds_of_category(category, sector) == kinds


@pytest.mark.parametrize(
    ("category", "sector"),
    [
        ("A&E slip", "health_visiting"),
        ("Letter from hosp", "gp"),
        ("D/C summary", "school"),
        ("Discharge summary", "social_care"),
    ],
)
def test_a_paper_that_tells_again_is_read_along_with_the_text(category: str, sector: str) -> None:
    assert kinds_of_category(category, sector) is None
    assert "injury_seen" not in read_kinds(f"Fracture of wrist, fell from swing.\n{category}", sector)


def test_the_hospital_that_writes_the_letter_saw_the_injury() -> None:
    assert kinds_of_category("Letter", "hospital") == ()
    assert "injury_seen" in read_kinds("Letter to GP. Fracture of wrist, plaster.", "hospital")


@pytest.mark.parametrize(
    "text", ["C&FA completed. NFA.", "Completed and authorised.", "Initial assessment signed off."]
)
def test_a_note_that_tells_of_the_end_of_an_assessment_begins_none(text: str) -> None:
    assert "assessment_started" in category_gives_way(text)


@pytest.mark.parametrize("text", ["C&FA started.", "First visit of the assessment.", "To be completed by Friday."])
def test_a_note_without_the_end_of_an_assessment_leaves_it_begun(text: str) -> None:
    assert "assessment_started" not in category_gives_way(text)


@pytest.mark.parametrize("text", ["Visit to flat with police put off, infection.", "Visit not made, no car."])
def test_a_visit_that_was_put_off_is_none(text: str) -> None:
    assert "home_visit" in category_gives_way(text)


@pytest.mark.parametrize("text", ["Visit. Mum put off talking about it.", "Visited today, the last one was put off."])
def test_a_visit_that_was_made_stays_one(text: str) -> None:
    assert "home_visit" not in category_gives_way(text)
