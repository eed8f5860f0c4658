"""Short records as exports hold them: what few words tell, and the words beside them that seem to tell it and do not.

Where a block of wordings that tell of a kind has a block of look-alikes, both stand together. None of them was fitted to.
"""

from __future__ import annotations

import pytest

from chronology.narrative import category_gives_way, kinds_of_category, read_kinds
from tests.wordings import read_lines

TOLD = """
    information_shared | school | School counsellor has written to the GP about sleep.
    information_shared | school | Told his social worker by phone that he had come in hungry.
    disclosure | school | Said to his form tutor that dad kicks him. Tutor put it on the system for head.
    child_not_seen | social_care | Refused to come out of bedroom. Chatted with dad in living room.
    child_not_seen | social_care | Talked to mother in lounge. Boys out at football.
    child_not_seen | social_care | Dad let me in, we talked in the kitchen. Girls still at school.
    child_seen_alone | social_care | Talked to Kayla by herself in the lounge, mum upstairs.
    child_seen_alone | social_care | Sat with Leah in her bedroom, just us, mum cooking.
    conference_held | social_care | ICPC 4/5. Mum and dad there. Plan made, physical.
    conference_held | social_care | ICPC. Chair, SW, HV, mother. Registered. / Core group 10 days
    conference_held | social_care | RCPC. Not quorate but carried on, GP and school missing. Plan stays.
    conference_held | social_care | Review conference. Not quorate, GP did not come, went ahead all the same. Plan to continue.
    core_group_held | social_care | Core group at school. HV, SW, mum. / RCPC 12/6
    meeting_not_attended | social_care | RCPC. Not quorate, put back two weeks.
    s47_started | social_care | IRD: police, SW, paediatrician. Go ahead with CP investigation.
    s47_started | social_care | Strat with police and HV. / Section 47
    s47_started | social_care | IRD. Investigation under child protection to go ahead, joint.
    s47_started | social_care | IRD by phone with DS and paed. Agreed CP investigation, SW and police jointly.
    s47_started | social_care | Strategy discussion with DC Hall and HV. / For s47
    referral_received | social_care | Anonymous call. Heard child screaming most nights and a man swearing. / To be triaged
    referral_received | social_care | Anonymous caller says toddler left in buggy outside pub most nights. / Awaiting decision
    referral_received | social_care | Report received from neighbour, children screaming.
    referral_outcome | social_care | Referral from probation, mum using. / Initial assessment
    referral_outcome | social_care | Referral from midwife. / Core assessment
    referral_made | school | Rang social care again about him being hungry.
    referral_made | school | Third call to social services, nobody has come back to us.
    referral_made | school | Phoned children's services at 3.
    concern_recorded | social_care | Home staff say Kelly is fetched by a man in his twenties in a black car.
    concern_recorded | social_care | Residential worker says she is collected by a man in a BMW about 30 years old.
    concern_recorded | health_visiting | Weight 7.2 kg, down to 0.4th centile.
    concern_recorded | health_visiting | Wt 6.9 kg, was on 50th centile, now on 2nd centile.
    concern_recorded | gp | Creon not ordered since January, cystic fibrosis.
    concern_recorded | gp | Has not had insulin dispensed since June.
    concern_recorded | hospital | Admitted in DKA, had not been given insulin for days.
    concern_recorded | hospital | Took 16 paracetamol. Would not wait for CAMHS.
    missing_ended | police | Found safe, cousin's house. / Closed
    missing_ended | police | Came home 0410. / Record closed
    missing_ended | social_care | Returned to unit 0230, would not say where.
    address_changed | social_care | Went home to her father as foster placement ended.
    address_changed | social_care | Back with dad as the placement broke down.
    explanation_given | school | Bumped by another child running. Lump on forehead. / Dad told at gate
    explanation_given | school | Struck by hockey ball on shin. Bruise. / Home told
    explanation_given | early_years | Bumped by wooden block. Graze on cheek. / Nan told at door
    injury_seen | school | Collided with friend on yard. Nosebleed. / Mam told at gate
    injury_seen | school | Bumped heads at tig. Large lump. / Note home
    injury_seen | midwifery | D5 home visit. Bruise on baby's cheek.
    injury_seen | midwifery | 15 yr old, 20/40. Bruise on her cheek.
    injury_seen | police | Red mark to his neck, boy says dad had him against the wall.
    police_domestic_incident | midwifery | 29/40. Bruising round wrist, says Lee grabbed her on Friday.
    police_domestic_incident | midwifery | Bruises on both wrists, says partner held her down. 20/40.
    police_domestic_incident | police | Female had swelling to her jaw, says he punched her. Children at nan's.
    case_closed | gp | Discharged by eye clinic following DNAs.
    case_closed | gp | Discharged from ENT for DNA.
    was_not_brought | hospital | Third DNA today. Discharged.
    plan_ended | social_care | Name removed from register. Closed.
    plan_ended | social_care | Taken off the register at conference. Close.
    plan_ended | social_care | Following good progress, plan ended.
    school_roll_removed | school | Letter from mum, will educate Ali at home from today.
    school_roll_removed | school | Parents have chosen to educate her at home. Deregistered.
    school_roll_removed | school | Now being taught at home, roll updated.
"""

# The words of the look-alikes below, where they do tell of it or stand beside what does.
STANDS = """
    injury_seen | police | Domestic. Kai has bruise on cheek, says he fell.
    injury_seen | police | Domestic, both parties in drink. Girl has swelling to eye, says he hit her.
    injury_seen | midwifery | Twin 1 has bruise to scalp. Born 36/40.
    injury_seen | midwifery | Bruise on baby's cheek. 37/40 at birth.
    injury_seen | midwifery | Home visit day 9. Bruise to L thigh, mum unsure how.
    referral_made | school | Rang MASH, no reply, so sent MARF by email.
    referral_made | hospital | Line engaged, got through to duty and made referral.
    concern_recorded | health_visiting | Mum suicidal last night and I am very worried for baby.
    conference_held | social_care | ICPC 12/3. Significant risk of harm. Plan, neglect.
    conference_held | social_care | RCPC 4/6. Reports shared. Plan to continue.
    core_group_held | social_care | Core group 4/6. Mum, SW and HV present. RCPC 12/9.
    conference_held | social_care | RCPC today. Last one not quorate, reconvened.
    plan_ended | social_care | RCPC. Plan ended as work done.
    plan_ended | social_care | Plan ended from 3/5/2019.
    child_seen_alone | social_care | Spoke to mum in kitchen then saw Jade alone in her room.
    child_seen_alone | social_care | Saw mum then Sam alone.
    explanation_given | early_years | Bruise on back. Mum told us he fell off the sofa.
    explanation_given | school | Bruise on arm. Mum told me at the gate that he fell off his bike.
    missing_ended | police | Returned to placement 0130.
    case_closed | police | Child abuse unit closed to this family, no further role.
    referral_received | police | Report received of child alone in house.
    referral_received | social_care | Report received from consultant that baby has fractured ribs, referral taken.
    concern_recorded | gp | Very concerned, insulin not collected.
    no_access | social_care | No reply. Would not come to the door.
"""

NOT_TOLD = """
    information_shared | school | Told tutor that mum's boyfriend gets in her bed. Tutor told head of year.
    information_shared | school | Said to nurse in medical room that her brother touches her. Nurse wrote it in day book.
    information_shared | school | Head aware. Counsellor aware.
    information_shared | early_years | Told deputy. Noted in diary.
    child_seen_alone | social_care | Mother attended alone. Father at work, would not come.
    child_seen_alone | social_care | Saw mum by herself at office as agreed, went through letter.
    child_seen_alone | social_care | Went to see Jay. Stayed in bed, mum talked to me in the living room.
    child_seen | social_care | Refused to come out of bedroom. Chatted with dad in living room.
    conference_held | social_care | Concluded, harm likely. / Proceed to ICPC
    conference_held | social_care | Manager agrees case goes to conference. / ICPC 12/03
    conference_held | social_care | S47 ended, agreed to go to conference. / ICPC 4/5
    conference_held | social_care | Core group, mum not keeping to plan. / RCPC 9/6
    conference_held | social_care | RCPC. Not quorate. New date 2/7.
    core_group_held | social_care | ICPC. Chair, SW, HV, mother. Registered. / Core group 10 days
    s47_started | social_care | IRD. Not for CP investigation at this time.
    s47_started | social_care | IRD with health and police. No investigation, single agency support.
    s47_started | social_care | Strategy discussion. Joint investigation to be decided after the medical.
    referral_received | social_care | Caller asked for opening hours.
    referral_received | social_care | Letter and report received from dietitian.
    referral_received | social_care | CP medical report received and put on file.
    referral_outcome | social_care | Referral from midwife. / With duty
    referral_outcome | social_care | Referral from housing. / Waiting for manager
    referral_made | school | Rang children's services, on hold 20 min, gave up.
    referral_made | school | Social services rang wanting dates of birth.
    referral_made | school | Mum rang duty: she wants a new worker.
    concern_recorded | social_care | Foster carer says he got a prize in assembly.
    concern_recorded | health_visiting | Wt 6.9 kg, on 50th centile.
    concern_recorded | hospital | Mum took an overdose, child with nan.
    concern_recorded | mental_health | Took an overdose on Friday, neighbour found her.
    concern_recorded | gp | Insulin dose up. Fewer hypos.
    concern_recorded | mental_health | Seen. Denies self harm or suicidal thoughts.
    case_closed | police | Located with cousin 0330. Episode closed.
    case_closed | police | Civil dispute. Log closed.
    missing_ended | social_care | Back with dad as the placement broke down.
    explanation_given | early_years | Red mark on back at nappy change. / Dad told at door
    explanation_given | school | Bruise under eye this morning. / Mum told at gate
    explanation_given | early_years | Accident/incident sheet: bruise to ear on arrival.
    explanation_given | school | Bruise to arm seen in PE.
    explanation_given | school | Mark on back noticed while getting changed for PE.
    injury_seen | midwifery | Bruise on hip, slipped in bath. 33/40.
    injury_seen | midwifery | 29/40. Bruising on thigh, knocked it on the bed.
    injury_seen | police | Female had swelling to her jaw, says he punched her. Children at nan's.
    police_domestic_incident | midwifery | Bruise on hip, slipped in bath. 33/40.
    was_not_brought | gp | Discharged by eye clinic following DNAs.
    plan_ended | social_care | Case closed as the plan ended in May.
    plan_ended | social_care | No further involvement since plan ended. Close.
    plan_ended | social_care | Name off register since June. NFA, close.
    plan_ended | social_care | Closed, no longer on a plan.
    plan_ended | school | Parents have chosen to educate her at home. Deregistered.
    school_roll_removed | school | Mum asked about home education.
    school_roll_removed | school | May home educate if not moved.
    school_roll_removed | school | Home school link worker called.
"""


@pytest.mark.parametrize(("kind", "sector", "text"), [*read_lines(TOLD), *read_lines(STANDS)])
def test_few_words_tell_of_it(kind: str, sector: str, text: str) -> None:
    assert kind in read_kinds(text, sector)


@pytest.mark.parametrize(("kind", "sector", "text"), read_lines(NOT_TOLD))
def test_words_that_seem_to_tell_of_it_do_not(kind: str, sector: str, text: str) -> None:
    assert kind not in read_kinds(text, sector)


@pytest.mark.parametrize("category", ["CPPM", "Review CPPM", "Initial child protection planning meeting"])
def test_a_child_protection_planning_meeting_is_a_conference(category: str) -> None:
    assert kinds_of_category(category, "social_care") == ("conference_held",)


@pytest.mark.parametrize(
    "text", ["Not quorate. Rearranged for 12/3.", "Inquorate.", "Quorum not met, new date to be set."]
)
def test_a_conference_without_its_quorum_was_not_held(text: str) -> None:
    assert "conference_held" in category_gives_way(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chair noted meeting not quorate but went on. Name removed from register.",
        "Quorum not met. Chair agreed to proceed.",
        "Not quorate, GP absent. Decision taken by those there, plan to continue.",
    ],
)
def test_a_conference_that_went_on_without_its_quorum_was_held(text: str) -> None:
    assert category_gives_way(text) == frozenset()
