"""What the words say of visits, of who was seen and of word given, in the wordings of all agencies, with their look-alikes.

Where a wording tells of a kind, a look-alike of it stands under `NOT_TOLD`. None of them was fitted to.
"""

from __future__ import annotations

import pytest

from chronology.narrative import read_kinds
from chronology.recognise import recognise
from tests.evaluation.exports import table
from tests.normalising import events_of
from tests.wordings import read_lines

TOLD = """
    child_seen | social_care | With HV. Baby and brother seen, all well. Mrs T says her cousin sits for them. / Discuss ending w senior
    child_seen | social_care | With HV. Girls seen. Ms F weary, wants nursery hours. Nothing more from neighbours. / Tel contact only
    child_seen | social_care | Boys seen. Mr A has tenancy in Stockport from 2/9. / Case to stay here
    child_seen | social_care | All three seen. No concerns. Rang Leeds duty to tell them family is back.
    child_seen | social_care | Both seen, lively. Phoned nursery afterwards re sessions.
    child_seen | health_visiting | Twins seen with aunt. Tel contact w SW afterwards.
    child_seen | social_care | Standby. Police had four children on their own at flat. All checked, unharmed. To aunt.
    child_seen | social_care | Three siblings left alone since tea. All looked over, well. Placed with gran for night.
    child_seen | police | Officers in at 2310, no adult. 2 children in bed, both well.
    child_seen | police | Attended re children alone. Father present. Three children in bed, safe.
    child_seen | police | MOTHER HAD BEEN OUT 30 MINS. CHILDREN AWAKE, UNHARMED.
    child_seen | early_years | Not in Mon, mum text. In today, chatty at snack.
    no_access | social_care | Called out of hours, no reply, curtains shut.
    no_access | health_visiting | Not in. Card left.
    no_access | health_visiting | Not in, neighbour thinks at clinic. / Rebook
    no_access | housing | Gas check. Tenant did not let us in. Buggy in hall.
    no_access | social_care | Called, out. Card posted.
    home_visit | social_care | Visited with HV, house warm. / Visit again 4/6
    home_visit | health_visiting | Home visit. Weight 50th. / Core programme
    home_visit | probation | Home visit. Partner and baby there, flat clean.
    home_visit | police | Attended address, neighbour heard crying. Mother in, sober. / Concern form to SW
    referral_made | police | Baby left in car outside shop 20 mins. / Concern form to SW
    referral_made | police | Two boys, 5 and 7, on railway, taken home. / Child concern form to social work
    referral_made | police | Mother drunk with three under 6. / Form to SW and Reporter
    referral_made | hospital | Cigarette burn to hand. / Report to SSD, not to go home
    referral_made | police | House squalid, no food. / Welfare concern form faxed to SSD
    became_looked_after | social_care | CPO granted at Sheriff Court. Boys to stay with emergency carers.
    became_looked_after | court | Child protection order granted, three children. / Second day hearing fixed
    became_looked_after | social_care | Mother arrested. Girls taken to emergency foster carers.
    became_looked_after | police | Children removed to a place of safety. / SW told
    placement_started | social_care | EPO granted. Baby to stay with foster carers.
    placement_started | social_care | Sisters to emergency carers in Dunfermline, late.
    school_absence | early_years | Freya not in, mum says cold.
    school_absence | early_years | JB not in, dad says temp. / noted
    school_absence | early_years | Not in - gran rang, conjunctivitis.
    police_domestic_incident | police | Party at flat, male has punched his partner. Arrested.
    police_domestic_incident | police | Attended, couple fighting, both in drink. Male removed.
"""

NOT_TOLD = """
    child_seen | social_care | Tel to HV. Twins seen by her Monday, all well.
    child_seen | social_care | Rang gran. Children seen by GP, fine.
    child_seen | police | Mother at door says children in bed. Not disturbed.
    child_seen | social_care | Phoned Mrs D. Says boys awake and well.
    child_seen | social_care | Spoke to school. Head says children seen daily, well.
    child_seen | probation | Saw him at the office. Tag fitted, in good mood.
    child_seen | housing | Rent arrears interview at office. Says kids well.
    home_visit | social_care | Discussed in supervision. Not been seen for five weeks. / Visit w/c 12/5
    home_visit | social_care | School rang re attendance. / Letter to mother. Visit if no reply
    home_visit | health_visiting | Old notes to hand, two volumes. / To read before visit
    home_visit | health_visiting | GP summary to hand, on caseload now. / Core programme
    home_visit | health_visiting | Notes from Cardiff arrived. / Read prior to first visit
    home_visit | school | Attendance 71 pc. / EWO home visit in 3/52
    home_visit | probation | Hosp visit. Broken jaw, will not name anyone.
    home_visit | probation | Gaol visit. Out on licence in March, hopes to see kids.
    home_visit | social_care | Visit to HMP Perth, father. Wants contact with the twins.
    home_visit | social_care | YOI visit to Dean. Says he will behave.
    home_visit | probation | Interview at office. Bedsit still damp, looking for flat.
    home_visit | social_care | Father came to area office with solicitor's letter. Speaks warmly of his girl.
    home_visit | social_care | Interviewed at office, mother and aunt. Fridge said to be full.
    home_visit | police | Theft of bicycle from garden of Mrs O's house. / Filed
    home_visit | police | Housebreaking, Ms L's flat, jewellery taken. / Scenes of crime attended, no lines
    home_visit | housing | Two males asked for Mr K at front door, turned away by staff. / Logged
    home_visit | housing | Visitor for room 9 after curfew, not let in. / Logged
    no_access | housing | Two males asked for Mr K at front door, not let in. / Logged
    no_access | housing | Her ex came to hostel gate, not let in. / Police told
    no_access | voluntary | Strange man at refuge door, not let in by night staff.
    no_access | social_care | Called out by police at midnight. Two children alone. Taken to gran.
    no_access | social_care | EDT called out to flat. Baby alone with sister of 8. Mother back at 3.
    no_access | early_years | Rowan not in, mum says tummy bug.
    referral_made | police | Theft from shop. / Report to Procurator Fiscal
    referral_made | police | Concern form from school read. / Filed
    referral_made | gp | LAC medical, carer came too. Ht wt 50th, heart normal. / Copy to SSD
    referral_made | gp | Initial LAC health check. Chest clear, imms up to date. / Copied to social services
    referral_made | hospital | Routine review of squint. / cc GP, SSD
    referral_made | hospital | Adoption medical, all normal. / Copies to SW, GP
    referral_made | school | Report for LAC review. / Copy to SW
    became_looked_after | probation | CPO made, 120 hours unpaid work.
    became_looked_after | social_care | CPO application to be made Monday.
    became_looked_after | social_care | CPO refused by sheriff. Boys back with gran.
    became_looked_after | social_care | Foster carers ask re passport.
    placement_started | social_care | Letter to foster carers re review date.
    placement_started | social_care | Court 20/2. Plan is for twins to move to long term carers.
    school_absence | early_years | Mum not in when rung re late pick up.
    school_absence | early_years | Key person not in, Alfie with Jo, fine.
    school_absence | health_visiting | Not in, card left.
    school_absence | early_years | Here today, mum says chesty, inhaler in bag.
    police_domestic_incident | police | Anon call, noisy party, little ones up, mum drunk. Attended, gran sober and minding them. Kids fine.
    police_domestic_incident | police | Neighbours complain of loud music and drinking. Advised, music off.
    police_domestic_incident | police | Mother had been drinking, aunt in charge. Children up and well. House tidy.
    police_domestic_incident | police | Loud party, youths in garden drinking. Dispersed.
"""

PLANNED = """
    home_visit | social_care | Police form in, children said to be alone on Friday night. / Reopen. Joint visit w HV 24/5
    home_visit | social_care | Supervision. Not seen since March, London team to be told. / Visit w/c 8/9
    home_visit | social_care | GP rang, prescription not collected. / Home visit 3/6
    home_visit | health_visiting | Clinic, weight 9.1 kg, 50th centile. / Visit 14/2
    home_visit | school | Attendance 74 per cent since half term. / EWO, home visit
"""

MADE = """
    home_visit | social_care | Police form in, children said to be alone on Friday night. / Visited with HV, mother in
    home_visit | social_care | Anonymous call, toddler on his own most evenings. / Home visit made 14.20
    home_visit | health_visiting | Message from nursery about weight. / Visited, no reply, card left
    home_visit | social_care | Home visit with HV, mother in. / Visit again 3/6
    home_visit | police | Neighbour reports crying from flat. / Attended at address, sister in charge
"""


@pytest.mark.parametrize(("kind", "sector", "text"), read_lines(TOLD))
def test_the_words_tell_of_it(kind: str, sector: str, text: str) -> None:
    assert kind in read_kinds(text, sector)


@pytest.mark.parametrize(("kind", "sector", "text"), read_lines(NOT_TOLD))
def test_words_that_look_alike_do_not(kind: str, sector: str, text: str) -> None:
    assert kind not in read_kinds(text, sector)


SIGHTED = """
    child_seen | social_care | With FSW. Girls seen. Mrs D weary, asks re playgroup. No further rows reported. / Keep open, tel contact
    child_seen | social_care | Boy up and about, seen on own in garden, chatty. Mum sober, house tidy. / Next visit 2 wks
"""

NOT_SIGHTED = """
    child_seen | social_care | Mother says children fine, at gran's till Sunday. / Tel contact
    child_seen | social_care | Mrs D in. Girls at school, nothing new. / Next visit 3 wks
"""


def kinds_of_row(text: str, sector: str, heading: str = "Action", filed_as: str = "Entry") -> tuple[str, ...]:
    """The kinds of a record whose summary and action stand in two columns."""
    summary, action = text.split("\n")
    rows = table(f"Date|Type|Notes|{heading}\n04/03/2011|{filed_as}|{summary}|{action}")
    recognition, _ = recognise(rows, None, (), "export.csv")
    (event,) = events_of(rows, recognition, "Agency", sector, "", False).events
    assert (event.summary, event.action) == (summary, action)
    return event.kinds


@pytest.mark.parametrize(("kind", "sector", "text"), read_lines(PLANNED))
def test_a_visit_that_only_the_action_names_is_a_plan(kind: str, sector: str, text: str) -> None:
    assert kind not in kinds_of_row(text, sector)


@pytest.mark.parametrize(("kind", "sector", "text"), read_lines(MADE))
def test_a_visit_that_the_action_tells_of_as_made_stands(kind: str, sector: str, text: str) -> None:
    assert kind in kinds_of_row(text, sector)


def test_what_stands_under_action_taken_was_done() -> None:
    assert "home_visit" in kinds_of_row(
        "GP rang, prescription not collected.\nHome visit 3/6", "social_care", "Action taken"
    )


@pytest.mark.parametrize(("kind", "sector", "text"), read_lines(SIGHTED))
def test_who_is_told_as_seen_in_a_record_filed_as_a_visit_was_seen(kind: str, sector: str, text: str) -> None:
    assert kind in kinds_of_row(text, sector, filed_as="Home visit")


@pytest.mark.parametrize(("kind", "sector", "text"), read_lines(NOT_SIGHTED))
def test_a_visit_alone_is_no_sighting(kind: str, sector: str, text: str) -> None:
    assert kind not in kinds_of_row(text, sector, filed_as="Home visit")
