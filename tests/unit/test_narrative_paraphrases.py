"""One thing said in many ways, sector by sector: for each kind, sentences that tell of it, and sentences that only seem to."""

from __future__ import annotations

import pytest

from chronology.narrative import read_kinds
from chronology.narrative.phrases import Vocabulary, read_phrase
from chronology.narrative.read import judge
from tests.wordings import read_groups

TOLD = """
[injury_seen]
school: Has a nasty mark across his cheek.
hospital: Spiral fracture of the tibia.
early_years: Grazed knee on arrival, mum says fell off scooter.
gp: Ecchymosis R upper arm.
school: Lump on back of head, came in with it.
school: Swollen lip and a cut above eye.
social_care: I could see faint yellow bruising on her shin.
gp: 2cm lac to chin, steristripped.
ambulance: Deep wound to scalp, bleeding controlled.
health_visiting: Noticed small round bruise on baby's cheek.
early_years: Came in with a scratch down her nose.
police: RED MARK VISIBLE ON CHILD'S NECK.
hospital: CT shows skull fracture.
midwifery: Small graze on scalp from forceps.
[concern_recorded]
school: We are really worried about how thin he is.
health_visiting: I have concerns re mum's mental health and its impact.
gp: Concerned about neglect.
housing: Not happy with the state of the place for a baby.
ambulance: Crew felt uneasy about father's manner.
school: This is a worry given her history.
police: OFFICERS HAVE CONCERNS FOR THE CHILD'S WELFARE.
hospital: Consultant is of the view this may be neglect.
health_visiting: Remain concerned about weight.
[explanation_given]
school: Bruise on cheek. Mum put it down to rough play with his cousin.
[disclosure]
school: She told the TA that daddy hurts mummy and locks her in.
school: "My dad hit me with a shoe," he said.
hospital: When alone child reported being punched by uncle.
social_care: Ben said he is frightened of stepdad, who shouts and breaks things.
early_years: During play said 'naughty mummy smack my face'.
gp: Patient (14) says her brother touches her at night.
voluntary: He opened up about being left alone all weekend with no food.
school: 'Dad throws things at us when he is drunk' she told me.
social_care: Asked about the bruise, Sam said his stepfather grabbed him.
hospital: He told the nurse that mum's boyfriend had done it.
police: CHILD DISCLOSED THAT FATHER STRANGLED HER.
early_years: Pointed to leg and said 'nana smack'.
school: Told staff her brother hurts her.
social_care: Mia said 'I don't want to go home, Mummy's boyfriend shouts in my face'.
police: IN ABE HE STATED HIS FATHER BEAT HIM WITH A BELT.
health_visiting: Alfie, 4, told me daddy kicked him.
[referral_made]
school: Completed MARF and submitted to MASH.
gp: I have today written to children's services with my referral.
ambulance: Safeguarding concern raised via trust line to social services.
health_visiting: Telephoned duty social worker to refer; written confirmation to follow.
voluntary: We reported it to children's social care the same afternoon.
housing: Raised a safeguarding alert with the council for the children.
hospital: Cause for concern form completed and faxed.
early_years: Nursery manager rang MASH, who took the details as a referral.
police: PROTECTIVE: CHILD CONCERN REPORT FORWARDED TO SOCIAL WORK.
midwifery: SS referral done as baby at risk.
probation: Safeguarding referral made re the step-children.
[referral_received]
social_care: School nurse contacted us this morning with worries about bruising. Screened by duty.
social_care: Referral taken over phone from ward sister re 2 yr old with burns.
social_care: MARF in overnight from ED.
police: REPORT FROM CSC OF ALLEGED ASSAULT BY STEPFATHER. CRIME CREATED.
social_care: Grandmother called duty: children being left alone. Logged as contact.
social_care: PPN received from Met: child witnessed domestic.
social_care: Online referral from childminder, Mrs Gill.
social_care: NSPCC referral, anonymous, child heard screaming.
social_care: A new referral has come in from the GP about weight loss.
social_care: Received by fax from A&E at Whipps Cross: 3 yr old, # arm.
police: NSPCC HELPLINE REFERRAL RECEIVED, SLAP BY MOTHER.
social_care: Contact received from school re bruise.
social_care: Mother's GP has referred unborn baby.
social_care: Call from member of the public, toddler wandering alone in street.
social_care: New contact: police, DV in front of kids.
police: REFERRAL INTO MASH FROM HOSPITAL.
social_care: Referral dated 3/2 received in the post from Dr Wren.
[referral_outcome]
social_care: Decision: no role for CSC, signpost to family hub.
social_care: TM: s47 threshold not met, C&F to be completed within 45 days.
school: MASH wrote back: NFA at this time, consider Early Help.
health_visiting: Heard from front door that our referral doesn't meet level 4.
gp: Letter from social services, no further action on my referral of March.
police: REFERRAL ASSESSED BY MASH DS, JOINT VISIT AGREED.
social_care: Contact closed with advice and information.
social_care: Referral allocated for initial assessment to duty worker.
hospital: Duty SW called back, they are accepting the referral and will assess.
social_care: Passed to Essex as family live over the border.
early_years: Told by children's services they won't be taking it further.
social_care: Screening decision: progress to strategy discussion.
midwifery: Pre-birth referral accepted by social care, worker to be named.
social_care: Outcome for referrer: assessment to be undertaken, letter sent.
social_care: NFA. Info only.
social_care: Agreed by TM for C&F assessment.
gp: Told by MASH it does not reach threshold.
school: CSC rang back, they will do an assessment.
voluntary: Our referral has been passed to early help.
police: NO FURTHER POLICE INVOLVEMENT, SINGLE AGENCY BY CSC.
[information_shared]
health_visiting: Liaised with nursery manager, shared my concerns re speech.
gp: Summary of records faxed to SW as asked.
school: Let the social worker know he's been absent.
hospital: Discharge summary copied to HV and GP.
housing: Spoke to the family's social worker about the arrears.
police: DETAILS PASSED TO SCHOOL VIA OPERATION ENCOMPASS.
midwifery: Handed over to HV by phone.
probation: Emailed CSC re his release date.
voluntary: Updated the allocated worker on mum's progress.
mental_health: Care plan sent to school and GP.
social_care: Rang the HV to tell her about the visit.
social_care: Health visitor phoned, weight has dropped again.
ambulance: Verbal handover to ED staff incl. home conditions; safeguarding team copied in.
early_years: Shared two-year check with health visitor.
gp: D/W HV at monthly meeting.
school: SW rang for an update, told her attendance is 80%.
social_care: Minutes circulated to all agencies.
hospital: HV informed of attendance.
hospital: SW rung and informed he is on the ward.
gp: Replied to s47 request, summary enclosed.
police: SOCIAL WORKER MADE AWARE BY PHONE.
social_care: School advised of the outcome.
social_care: Sent a copy of the plan to the health visitor and school.
midwifery: Details given to GP and HV.
health_visiting: Discussed at practice meeting with GP.
voluntary: I passed this to his social worker.
housing: Told the school that the family is moving.
mental_health: Called the school to share the safety plan.
social_care: Police asked for background; chronology provided to DC Moss.
hospital: Liaison HV notified via form.
gp: School nurse contacted with details.
social_care: Phoned the nursery to let them know of the plan.
school: Copy of body map sent to the social worker.
gp: HV told me mum has not been collecting the inhaler.
hospital: Telephoned HV to hand over.
police: RESULT SHARED WITH PARTNERS AT DAILY MASH MEETING.
mental_health: Cc'd SW into the letter.
health_visiting: Contacted by the IDVA with information on the new partner.
voluntary: Fed back to social worker.
social_care: Update received from the school: attendance improving.
probation: Shared licence conditions with CSC.
early_years: Told HV about his speech with mum's consent.
[strategy_discussion]
police: STRAT MEETING WITH CSC AND HEALTH, JOINT INVESTIGATION.
social_care: Telephone strategy discussion held with DS Ali and Dr Fox.
hospital: Dialled into a multi agency strategy meeting about Zak.
[s47_started]
social_care: Agreed s47 to begin straight away.
police: JOINT S47 COMMENCED WITH CSC.
[conference_held]
gp: ICPC took place, both children subject to plans.
social_care: Child placed on register at conference today.
[core_group_held]
school: Attended core group, plan on track.
[meeting_not_attended]
social_care: Core group held. No health rep.
school: CIN meeting. Parents didn't show.
gp: Unable to attend conference, report provided.
social_care: Strategy meeting; paediatrician sent apologies.
health_visiting: Missed TAF today due to clinic.
police: NOT REPRESENTED AT ICPC, STAFFING.
social_care: Review conference. Mother chose not to attend.
school: TAC: only me and the HV turned up; CAMHS and dad absent.
midwifery: Couldn't be released for pre-birth conference.
social_care: Core group: housing sent nobody again.
social_care: Core group: mum absent, no apologies.
hospital: Apologies sent to conference.
social_care: Police did not attend conference.
school: HV couldn't make the TAF.
social_care: ICPC. GP report but no GP.
[home_visit]
social_care: Seen at home with mum, baby asleep in his cot.
social_care: I called round at teatime. Mum answered the door.
health_visiting: Visited to weigh Noah. Flat warm.
police: OFFICERS ATTENDED THE HOME ADDRESS AND SPOKE WITH MOTHER.
housing: Attended with contractor to fix boiler, kids there.
voluntary: Went to see the family at their flat.
midwifery: D5 visit, baby weighed, cord off.
probation: HV to PP's address, partner and baby present.
ambulance: O/A 3yo on sofa at home address, wheezy.
school: EWO and I knocked on the door at 10 and saw him in the window.
mental_health: Saw Lily in her bedroom as she won't leave the house.
social_care: Unannounced. Mum in dressing gown, kitchen filthy.
early_years: Pre-start visit to the home by key person.
gp: House call, baby with croup.
police: WELFARE CHECK AT 12 HIGH ST, 2 CHILDREN SEEN IN BED.
social_care: Went out to see the family today with the support worker.
social_care: At the property: boiler broken, children in coats.
health_visiting: Mum let me in, TV on, baby in bouncer.
police: CALLED TO DISTURBANCE AT NO 6. HALLWAY SMASHED UP, CHILDREN IN FRONT ROOM.
midwifery: Seen at home day 10.
housing: Routine inspection: rubbish piled in hall, children's bedroom without beds.
voluntary: Dropped off a food parcel and stayed for a cuppa with mum.
ambulance: Crew called to address by gran. Child in bed, feverish.
social_care: Family were ready for me. Stayed an hour. House much improved.
probation: Home check for tag. Baby's cot in lounge.
social_care: Attempted to see the children at 5pm - mum spoke through the intercom.
school: Attendance officer went round, curtains closed.
health_visiting: HV. All well. Stairgate discussed.
social_care: Door answered by older sibling. I waited in the hall.
social_care: Stat visit to placement.
health_visiting: Opportunistic visit as passing. Dad in.
police: PCSO CALLED AT HOUSE, NO ONE HOME.
social_care: Saw the baby in his cot upstairs.
midwifery: Went to address twice, no answer.
ambulance: Attended private address; child on bathroom floor.
housing: Plumber reported kids alone when he called to fix leak.
police: ATTENDED AT 14 ELM RD RE NOISE, CHILDREN UP AT MIDNIGHT.
[no_access]
social_care: Nobody answered despite lights on.
health_visiting: No response at door, card left.
housing: Tenant refused to let us in.
police: NO REPLY AT ADDRESS.
midwifery: Out when I called, left a note.
[child_seen]
hospital: Examined by registrar, well perfused.
gp: Attended with mum. Chest clear.
school: Came to find me at break to say her tummy hurt.
police: SPOKE TO THE CHILD WHO SAID SHE WAS FINE.
social_care: I saw both boys, who were building a den.
ambulance: 4 YOM, febrile convulsion, now alert.
early_years: Arrived in yesterday's nappy, very hungry.
health_visiting: Baby observed on the playmat, smiling and cooing.
housing: Little girl answered the door in her pyjamas.
voluntary: Had a lovely session with Noor doing crafts.
mental_health: Reviewed in clinic with dad, brighter in mood.
midwifery: Baby pink and feeding well.
probation: Two toddlers present during the visit.
social_care: Met with Tyler at school to talk about contact.
social_care: The girls were at home and showed me their rooms.
hospital: In resus: GCS 8, intubated.
school: Kayden told Mrs Lee that he had no breakfast.
social_care: Ava was in bed with a cold when I got there; she gave me a wave.
police: Kids sighted, fast asleep, no concerns.
hospital: Alert, orientated, pupils equal. Wound explored and closed.
gp: Ears NAD, throat pink. Viral. Fluids.
school: Noticed that Ryan had a black eye when he came in from break.
ambulance: Found lying at bottom of stairs, crying, moving all limbs.
health_visiting: Weight 8.2kg, 25th. Babbling, sits unsupported.
early_years: Poppy was clingy and asked for mummy all morning.
midwifery: Baby examined, no dislocation of hips, red reflex present.
housing: Three children running about the landing, no shoes on.
probation: Partner came to the office with the baby, who slept throughout.
social_care: Supervised contact at family centre. Good play between Dad and Theo.
social_care: Collected Mia from school and took her to placement.
police: CHILD TAKEN INTO POLICE PROTECTION AND CONVEYED TO FOSTER CARERS.
school: Caught him crying in the cloakroom and he wouldn't say why.
hospital: Play specialist with him during dressing change. Tolerated well.
social_care: He was quiet today and would not make eye contact with me.
school: She has come to school in the same dirty jumper all week.
hospital: This little boy was seen on the ward round.
hospital: Seen in ED with laceration to hand, sutured under LA.
gp: 15 yo girl here with aunt, requesting contraception.
health_visiting: Ellie crawled over and handed me a brick.
early_years: Changed Joe's nappy: very sore.
ambulance: Pt sat in mum's arms on arrival, pale.
housing: Boy of about five let me in.
mental_health: Kai engaged well, scaled mood 4/10.
voluntary: Children enjoyed the trip; Ali held my hand most of the day.
social_care: Children present at the visit and appeared happy.
midwifery: Newborn check done, all normal.
[child_seen_alone]
social_care: Mum agreed to me talking to Ben on his own.
school: DSL took her to a quiet room to speak to her by herself.
gp: Asked mum to wait outside and spoke with Tia.
police: VA'D ALONE BY DC, MOTHER IN WAITING ROOM.
social_care: Spent half an hour with her in her room without carers.
mental_health: Individual session with Max.
hospital: Seen by the nurse without parents in the room.
social_care: Walked to the shop with Mia, just us, and she talked about home.
social_care: Children seen separately from parents.
social_care: Saw each child alone.
social_care: I asked to speak to Jo without her mum there and we went to the garden.
police: SPOKEN TO AWAY FROM PARENTS.
gp: Spoke with her on her own for 5 mins.
hospital: HEADSS done, dad left the room.
voluntary: Had a one to one with Leah.
social_care: Tom was spoken to by himself at school.
health_visiting: Saw Beth in school, no parent there.
[emergency_attendance]
hospital: Presented at A&E with cough.
ambulance: Transported to St Mary's.
school: Ambulance called, taken to hospital with TA.
hospital: Came via 111 to UTC.
gp: Was in A&E last night with a bead up nose.
hospital: Arrived by ambulance following fall.
social_care: Mum has taken him to hospital as the bite has become infected.
school: Paramedics came and took her to the General.
ambulance: Left in care of ED staff.
school: 999 called. Taken by ambulance to RVI.
social_care: Went to A&E with her foster carer.
hospital: Self presented to UTC with friend.
[was_not_brought]
hospital: Not brought to fracture clinic.
gp: Missed his MMR again, third time.
health_visiting: Two-year review: no attendance.
mental_health: Appointment missed with no contact from family.
hospital: WNB ENT.
health_visiting: Did not attend for weighing.
[appointment_cancelled]
hospital: Parent phoned to cancel clinic tomorrow.
gp: Baby's 6 week check moved at mum's request.
health_visiting: Mum texted asking for another day for the development check.
[admission]
hospital: Kept in for observation overnight.
gp: Admitted to ward 5 with bronchiolitis.
midwifery: Baby transferred to NNU for jaundice.
[discharge]
hospital: Fit for home, left at 3pm with gran.
health_visiting: Baby home from hospital yesterday.
[police_domestic_incident]
police: VERBAL ALTERCATION BETWEEN PARTNERS. CHILDREN UPSTAIRS.
health_visiting: DV notification: police attended on 3rd, male assaulted mum.
school: Encompass call: incident at home last night, police attended.
social_care: Police report that dad was arrested for assaulting mum on Sunday.
gp: Mum attended, hit by partner last night, police involved.
housing: Neighbours say police out again at no 6 for them fighting.
police: MALE ARRESTED AT SCENE FOR COMMON ASSAULT ON PARTNER.
midwifery: Safeguarding alert: police called to property, partner had pushed her.
voluntary: She said he strangled her on Friday and neighbours called 999.
social_care: PPN: domestic between parents on 4th, child upstairs.
probation: PP arrested on Saturday for assault on partner, child in the house.
hospital: Mother assaulted by her boyfriend last night, police aware.
police: 999 FROM FEMALE, PARTNER KICKING DOOR IN. TWO CHILDREN PRESENT.
police: THIRD PARTY REPORT OF SHOUTING AND BANGING. COUPLE ARGUING OVER MONEY.
early_years: Op Encompass email re Saturday night.
mental_health: Mum reports police had to come out to dad again on Sunday.
[missing_started]
social_care: Not back at placement, carer has reported her missing.
police: REPORTED MISSING BY CARE HOME 2200.
school: Went over the fence at 11, cannot be found, police called.
[missing_ended]
police: LOCATED AT FRIEND'S ADDRESS, CONVEYED BACK TO PLACEMENT.
police: Misper cancelled. Female traced at boyfriend's, safe.
social_care: Carer rang: Kai turned up at 3am, cold and hungry but ok.
school: Found in the toilets by Mr Hill after 20 mins, police stood down.
social_care: EDT: police have brought Ellie back to the unit.
police: RETURNED OF OWN VOLITION 0630. NO OFFENCES. PREVENTION INTERVIEW TO FOLLOW.
social_care: Ella came home by herself at midnight, carer has told police.
police: MISSING CHILD NOW AT HOME WITH MOTHER, SIGHTED BY PC 221.
voluntary: He's back. Staff say he let himself in at 2am after being missing two nights.
police: Dog unit found the boy asleep in woods after 4 hr search.
police: FOUND SAFE AND WELL AT AUNT'S.
social_care: Taylor has been located by Kent police and is being brought home.
social_care: Returned at 1am by taxi after being missing since 4pm.
police: MISSING PERSON RETURNED HOME 2310.
school: She is back on site, was in the park.
voluntary: Mum texted: he's home, thank God. Missing report closed.
hospital: Absconded from ward, brought back by security.
[school_absence]
school: Absent again. No call.
school: Not in. Message left for mum.
social_care: School say he hasn't attended since the 4th.
early_years: Didn't arrive for his session; no phone call.
school: 3rd day of unauthorised absence for Kyle.
police: CHILD WAS NOT AT SCHOOL WHEN OFFICERS CALLED THERE.
[case_closed]
health_visiting: Transferred to universal caseload, no further targeted visits.
social_care: Case ended, assessment complete, no role.
voluntary: Support finished this week, family said goodbye.
mental_health: Discharged back to GP.
police: CRIME FILED, NO FURTHER INVESTIGATION.
probation: Order terminated, file closed.
school: Early Help plan closed today.
social_care: No ongoing concerns, closing summary done, closed today.
health_visiting: No longer on our books as moved out of county.
voluntary: Last session, family don't need us any more, closing.
social_care: Closed to social care following CIN review.
voluntary: We have finished our work with the family.
health_visiting: Transferred out, records sent, closed.
school: Removed from our vulnerable list, TAF ended.
mental_health: Discharged from CAMHS.
[case_opened]
mental_health: Taken onto CAMHS waiting list, care coordinator Jo.
social_care: Allocated to Sue Ward from duty.
voluntary: We've started working with the family.
health_visiting: Now on my caseload, targeted.
probation: New order, PP allocated to me.
social_care: New case. Allocated worker Jim Bell.
police: CRIME ALLOCATED TO DC HALL CAIU.
voluntary: Referral accepted and worker assigned.
[worker_changed]
social_care: I have been allocated the case following Jo's departure.
health_visiting: Named HV is now Pat Moss.
social_care: Handover from duty worker to Dan Reed.
mental_health: Care coordinator has changed to Lou.
probation: Case transferred to OM Singh.
social_care: New social worker Amy introduced to children.
[address_changed]
social_care: Family have gone into a refuge in Leeds, address confidential.
health_visiting: Mum rang, they've got the keys to 12 Elm Close and are in as of yesterday.
school: New address on the system: 4 Park View, moved at the weekend.
gp: New patient registration. Family relocated from Cardiff last week.
police: FAMILY NO LONGER AT ADDRESS, NEW OCCUPANTS CONFIRM THEY LEFT FOR MANCHESTER.
housing: Household transferred to 9 Mill Lane today, old flat void.
social_care: Children are now with maternal grandmother at 22 Hope St.
social_care: Jay went to live with his dad in Hull on Saturday.
probation: PP confirms partner and baby have moved to her mother's.
midwifery: Change of address: now c/o sister, 8 Oak Rd.
voluntary: Mum and the girls were evicted this morning and are in a Travelodge.
social_care: Placement ended. Tia moved to the Harrises this afternoon.
social_care: Removed to foster carers Mr & Mrs Dunn at 17.40.
health_visiting: Transferred in from Kent HV team, living at 3 Quay St since 1st.
social_care: Family now in temporary accommodation at Ash House.
school: Parents have told us of new address.
health_visiting: Moved in with nan.
police: FAMILY REHOUSED BY COUNCIL.
gp: Address changed on record, registered at practice.
social_care: Emma moved placement today.
"""

NOT_TOLD = """
[disclosure]
school: He said he hit his brother back.
gp: Mum says dad shouts a lot.
social_care: Mum told me he pushed her last week.
[no_access]
social_care: CAIT rang, mother arrested and interviewed today. // Note.
social_care: Looked at possible allocation of the siblings. Nobody in team 2 has capacity.
gp: Swollen tender finger, nail black. Shut in car door by brother.
[child_not_seen]
social_care: Stat visit. Jade seen with carer in the kitchen. Not seen alone as she was off out.
early_years: Noah not in nursery Mon or Tues.
[child_seen_alone]
social_care: Stat visit. Jade seen with carer in the kitchen. Not seen alone as she was off out.
[child_seen]
school: Fire drill. All present.
housing: Meters read, how to report repairs gone through.
[referral_made]
school: Considered a referral but will monitor.
gp: Referral to physio sent.
health_visiting: Referral to speech and language made today.
hospital: No referral made as SW already involved.
social_care: School to make a referral.
voluntary: Mum self-referred to us after seeing the poster.
midwifery: Referred to perinatal mental health team.
school: Rang social worker about contact arrangements.
social_care: Referral to fostering panel submitted.
housing: Reported the broken lift to the council.
police: SUSPECT REFERRED TO CUSTODY NURSE.
gp: Referral to paediatrician for faltering growth sent.
early_years: Made a referral to the inclusion team.
school: Called the police about the car park theft.
mental_health: Referral received from school; letter sent.
hospital: Referred to safeguarding team for advice.
health_visiting: Rang MASH to share his new address.
[referral_outcome]
social_care: Legal planning meeting. Advice given that threshold for care proceedings not met.
[school_absence]
school: Bruises seen when jumper came off for PE.
police: Reported absent by dad at 21.15.
[missing_ended]
probation: He is back in contact with his ex. Rang police.
[address_changed]
social_care: Grandmother moved in to help in June.
[was_not_brought]
health_visiting: Mum rang the clinic about the weather.
[worker_changed]
school: Fifth worker to ring this week about the play.
[information_shared]
social_care: SW phoned by mum.
midwifery: Partner rang the ward about visiting.
[meeting_not_attended]
police: Caller apologised for wasting time.
[injury_seen]
social_care: Mum says he hurt his knee last summer but it is all healed now.
school: First aid course this week; Tia practised bandaging a pretend wound.
gp: Mum attended re her wrist, fractured at work. Baby with her, well.
hospital: Father's hand was burnt in the fire; child unhurt.
health_visiting: Discussed burns and scalds prevention, kettle lead.
social_care: Sibling has a bruise on his leg. Ella has none.
police: MALE SUSTAINED CUT TO HEAD IN FIGHT OUTSIDE PUB. HIS CHILDREN WERE AT HOME.
social_care: The previous bruising was discussed with the consultant.
school: Looked for marks, there were none.
ambulance: Patient 34F fall, hip fracture. Grandchild present, well.
mental_health: Mum talked about being hit by her ex and the bruises she had.
early_years: Ava's doll has a broken arm and she put a plaster on it.
housing: Tenant cut his hand on the broken window, kids fine.
social_care: Court ordered disclosure of the fracture report from 2012.
hospital: Safeguarding supervision. An old case (names removed) of torn frenulum was used.
hospital: His ankle has healed in good position.
"""


@pytest.mark.parametrize(("kind", "sector", "text"), read_groups(TOLD))
def test_it_is_told_however_it_is_said(kind: str, sector: str, text: str) -> None:
    assert kind in read_kinds(text, sector)


@pytest.mark.parametrize(("kind", "sector", "text"), read_groups(NOT_TOLD))
def test_it_only_sounds_so(kind: str, sector: str, text: str) -> None:
    assert kind not in read_kinds(text, sector)


def test_the_quick_reading_is_the_full_one() -> None:
    for _, sector, text in (*read_groups(TOLD), *read_groups(NOT_TOLD)):
        assert frozenset(read_kinds(text, sector)) == judge(text, sector).kinds, text


def test_a_telephone_call_that_comes_later_does_not_unsay_what_was_seen() -> None:
    assert "child_seen" in read_kinds("Bruise to left cheek. Rang mum, no answer.", "school")
    assert "child_seen" not in read_kinds("Mum rang: he has a bruise to his left cheek.", "school")


def test_may_after_a_number_is_the_month() -> None:
    assert "referral_outcome" in read_kinds("Your referral of 3 May was accepted.", "social_care")
    assert "referral_outcome" not in read_kinds("Your referral may be accepted.", "social_care")


def test_an_end_among_alternatives_is_an_end() -> None:
    (pattern, _), *others = read_phrase("rang (back|$)", Vocabulary({}))
    assert {pattern.to_end, *(other.to_end for other, _ in others)} == {True, False}


def test_words_of_a_record_may_be_asked_for_in_some_sectors_alone() -> None:
    text = "Call from neighbour re shouting, worried. Logged for duty."
    assert "referral_received" in read_kinds(text, "social_care")
    assert "referral_received" not in read_kinds(text, "gp")
