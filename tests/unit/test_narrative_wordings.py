"""Wordings beyond the labelled sets: sentences that tell of a kind in words that no list of phrases would begin with, and look-alikes."""

from __future__ import annotations

import pytest

from chronology.narrative import read_kinds
from chronology.narrative.codes import kinds_of_coded_cell
from tests.wordings import read_groups

TOLD = """
[concern_recorded]
midwifery: Midwife expressed unease about father's behaviour on the ward.
hospital: Team feel this injury is suspicious.
[disclosure]
hospital: Told the nurse her stepfather had bent her fingers back.
voluntary: He revealed that nobody is at home when he gets back and there's nothing to eat.
social_care: Spoke to Tia on her own. She said she does not feel safe with Mum's boyfriend.
school: He says he sleeps on the floor and gets hit with a spoon.
early_years: "Uncle Pete hurted my bum" he told his key person.
school: He wrote a note: please help me my dad is hitting us.
gp: Teenager confided that she has been made to do things by her cousin.
school: Told dinner lady there's never any food in the cupboards.
school: Told Miss Green that she gets locked in the bathroom when she is naughty.
school: He blurted out that mum's friend had been in his bed.
school: During PSHE she became upset and said this happens at home.
early_years: 'Mummy cross. Mummy smack face.' (said x3 at nappy change)
hospital: Once alone, she told the registrar it wasn't a fall, her father threw her.
police: Girl says her aunt makes her work all night and slaps her.
social_care: She showed me how Nan grabs her by the hair.
mental_health: Told me she's been left to look after the little ones for days with no money.
health_visiting: Big sister (5) said 'mummy leaves us by ourselves'.
school: He said his mum never feeds him.
police: COMPLAINANT, 13, SAYS UNCLE HAS BEEN SEXUALLY ABUSING HER.
voluntary: A young person told staff she is being hit at home.
mental_health: She spoke about her mother's boyfriend beating her.
[referral_made]
hospital: Social services informed by form this evening.
gp: Have written to social services asking them to see the family.
ambulance: VCF faxed.
early_years: Ofsted and social care both notified of the injury.
[referral_received]
police: CALL FROM TEACHER REPORTING INJURY TO PUPIL.
social_care: NSPCC referral: child heard screaming.
police: SOCIAL SERVICES REPORTING NEW DISCLOSURE FROM CHILD.
[referral_outcome]
school: Heard back from social care, not taking it further.
social_care: Stepped to early help.
gp: SW rang to say they are going to assess.
midwifery: CSC have opened a pre-birth assessment following my referral.
[information_shared]
midwifery: Handover to health visitor completed.
gp: Replied to CSC's s47 request with immunisation and attendance history.
school: Had a long talk with the social worker about his attendance.
school: Attendance print-out provided to EWO.
gp: Report for conference completed and returned.
housing: Shared the ASB log with social services.
midwifery: Verbal handover to HV done.
mental_health: School contacted for information and given our plan.
[child_not_seen]
social_care: Child asleep upstairs, not disturbed.
social_care: Mum said he was at a friend's house.
midwifery: Baby was out with dad, therefore not weighed.
health_visiting: Baby upstairs with dad, mum did not want him disturbed.
police: CHILD NOT AT ADDRESS AT TIME OF ATTENDANCE.
housing: Was told the children were in bed.
health_visiting: Baby sleeping, not woken.
police: CHILDREN STAYING WITH RELATIVES.
housing: No sight of the kids.
[emergency_attendance]
hospital: Pt brought to the department by grandmother.
health_visiting: Mum says they spent all night at the walk-in.
ambulance: Left with majors nurse.
hospital: Red phone, ETA 5 min, infant not breathing.
ambulance: Patient and mother taken to Alder Hey.
school: Collected by ambulance.
hospital: Self-presented with laceration.
[admission]
ambulance: Direct to ward.
gp: Sent in to paeds, kept in.
[missing_ended]
social_care: Back at placement at 2am.
social_care: Turned up at nan's this morning.
voluntary: He's been found, staying at a mate's.
hospital: Brought back to ward by police.
social_care: She turned up at her nan's and carer collected her.
social_care: Home now. Return interview to be offered.
social_care: Police picked her up in Luton and brought her back.
school: He came back on site at 12.40.
school: Mum messaged: she's home safe.
hospital: Found in the hospital grounds by security.
voluntary: Rang to say she is back at the hostel.
social_care: He has come back to placement.
hospital: Returned to ward with police.
police: FOUND BY DAD AT BUS STOP.
voluntary: She came home last night.
[case_opened]
voluntary: New family, support started.
health_visiting: Transferred in, placed on universal partnership plus caseload.
mental_health: Taken on for CBT.
health_visiting: Antenatal contact, added to UPP.
probation: New community order, first appointment.
[child_seen]
social_care: Aiden was at the table doing his spellings.
health_visiting: Smiley baby, following and fixing.
housing: Three kids in the front room, all under 5, one only in a nappy.
midwifery: Good tone, tongue tie noted, suck strong.
probation: Baby on PP's knee throughout.
housing: Met mum with her three boys.
hospital: Settled on ward, eating.
voluntary: Liam came to holiday club.
[worker_changed]
mental_health: Dr Shah has moved on; Dr Obi will see him from now on.
[case_closed]
voluntary: Graduated from the programme, goodbye today.
probation: End of order today.
midwifery: Care transferred to HV, midwifery care completed.
police: INVESTIGATION CONCLUDED NFA.
social_care: This service is no longer involved.
mental_health: Discharged following DNA x3.
[discharge]
gp: Discharge summary: inpatient 2/52.
[police_domestic_incident]
police: REPORT OF MALE ASSAULTING WIFE.
police: EX PARTNER BREACHED NON MOL, BANGING ON DOOR.
[school_absence]
early_years: No show at nursery this week.
[child_seen_alone]
hospital: History taken with mother out of the room.
social_care: I took Mia upstairs to see her room and we talked there.
police: OFFICER SPOKE WITH CHILD IN SEPARATE ROOM.
health_visiting: Spoke to the 7 year old in the kitchen out of mum's hearing.
[no_access]
housing: Two failed attempts to inspect.
social_care: Dad blocked the doorway and I was not able to enter.
midwifery: Out when called.
housing: Access refused to contractor.
housing: Tenant did not give access for third time.
police: UNABLE TO RAISE OCCUPANTS.
voluntary: They weren't there when I arrived.
[injury_seen]
housing: Saw that the little girl's arm was in a sling.
school: Came in hobbling, foot very sore, nail hanging off.
school: His ear was torn where an earring had been pulled.
school: Three fingers taped together, he'd shut them in a car door.
school: Hand is wrapped in a tea towel, blood coming through.
school: A chunk of hair gone from the side of his head.
school: Skin off both knees.
early_years: Tooth knocked back into the gum.
early_years: Small circular sore on the sole of his foot.
early_years: Left eye closed up and blue.
early_years: Skinned elbow.
health_visiting: Red eye: bleed in the white of the eye.
health_visiting: Yellow-green discolouration on shin.
gp: Mallet finger.
gp: Non-blanching spots on cheeks after strangulation.
gp: Haemarthrosis knee after fall.
hospital: Splenic injury grade 2.
hospital: Pneumothorax following fall.
hospital: Toddler's #.
hospital: SDH bilateral, different ages.
hospital: Amputated fingertip in door.
hospital: Swallowed button battery, oesophageal burn.
ambulance: Patella dislocated, reduced on scene.
social_care: He had obviously been hit, his cheek was scarlet with finger outlines.
social_care: A plaster on her brow; mum says she walked into the door.
social_care: He has his arm in a cast.
housing: Boy about 5 with a black and blue face.
housing: Little lad with bandaged hand opened the door.
voluntary: He rolled up his sleeve and there were burns.
probation: Step-daughter had her wrist bandaged.
[explanation_given]
school: Black eye. Accounted for by a cricket ball.
early_years: Bruise to forehead, learning to walk.
hospital: # wrist, FOOSH.
hospital: Burn from touching the grill.
gp: Bruised toe, dropped a tin on it.
gp: Cut finger with a kitchen knife while helping to cook.
ambulance: Laceration, ran through a glass door.
midwifery: Scratches to face: long nails.
mental_health: Bruised hand after punching a wall.
early_years: Existing injury form: bump to head from door at home.
ambulance: Cut foot on glass in the garden.
health_visiting: Scratch on nose, self inflicted with nails.
police: CUT TO HAND CAUSED BY BROKEN MUG.
[core_group_held]
midwifery: Attended multi-agency core meeting re CP plan.
"""

NOT_TOLD = """
[referral_made]
hospital: School have already referred to social care.
ambulance: Safeguarding referral declined by mum, adults form.
health_visiting: MASH asked whether we had made a referral; we had not.
[injury_seen]
health_visiting: Advice on preventing burns and scalds.
police: SUSPECT HAS SCRATCHES TO FACE FROM VICTIM.
ambulance: Mother assaulted by partner, laceration to scalp, children present and unharmed.
social_care: Reviewed the 2019 section 47: bruising to thigh, unsubstantiated.
social_care: Chronology notes a burn at 14 months.
health_visiting: Mum worried about a mark on his tummy, viral rash only.
gp: Bruising query, platelets normal, skin clear today.
police: OFFICER SUSTAINED BITE TO FOREARM DURING ARREST.
hospital: Antenatal: mum slipped on ice, bruised hip, fetal heart heard.
early_years: Mum asked us to look out for any bruising after his blood test.
probation: PP punched a wall and fractured his knuckle.
ambulance: Tooth abscess, facial swelling.
hospital: Swollen knee, JIA known.
school: Scab on knee from eczema.
gp: Ganglion lump on wrist.
hospital: Cannula site red and swollen.
midwifery: Swollen ankles in pregnancy.
[disclosure]
social_care: Mum told me that Dad had hit her in front of the children.
[child_seen]
health_visiting: Mum reports baby feeding well, call only.
housing: Tenant said her kids were at school.
social_care: Spoke to school, Ryan is doing well.
[home_visit]
social_care: Visited him at school.
[emergency_attendance]
social_care: Mum was in A&E with chest pain, children with gran.
[missing_started]
school: Missing homework again.
[information_shared]
voluntary: Mum says she has told her social worker.
[no_access]
gp: No answer when called for telephone consult.
"""


@pytest.mark.parametrize(("kind", "sector", "text"), read_groups(TOLD))
def test_rare_wordings_tell_of_it(kind: str, sector: str, text: str) -> None:
    assert kind in read_kinds(text, sector)


@pytest.mark.parametrize(("kind", "sector", "text"), read_groups(NOT_TOLD))
def test_near_wordings_do_not(kind: str, sector: str, text: str) -> None:
    assert kind not in read_kinds(text, sector)


@pytest.mark.parametrize(
    "text",
    [
        "health_visiting: Worried about a bruise on baby's ear. Rest of skin clear.",
        "hospital: Asked to review for burn to hand. No other injuries on full examination.",
        "police: DENIES CAUSING THE BRUISE TO HIS DAUGHTER'S EAR, WHICH IS STILL VISIBLE.",
        "social_care: If no explanation is found for the fracture we will go to conference.",
        "social_care: Mum said she had not noticed the bruise on Kai's back until I pointed to it.",
        "school: Mum has been told about the graze on his knee.",
        "early_years: Mum will take him to the doctor about the swollen ankle.",
        "social_care: The bruise will be photographed tomorrow at the medical.",
    ],
)
def test_what_is_taken_for_granted_is_told(text: str) -> None:
    sector, _, words = text.partition(": ")
    assert "injury_seen" in read_kinds(words, sector)


def test_a_full_date_is_no_history_but_a_year_alone_is() -> None:
    assert "case_closed" in read_kinds(
        "No further role for this service, involvement ends on 12 June 2009.", "social_care"
    )
    assert "injury_seen" not in read_kinds("He broke his arm in 2004.", "gp")


def test_a_year_speaks_for_its_own_part_of_the_sentence() -> None:
    text = "PPN received re verbal altercation between parents at home, one previous call in 2022."
    assert "referral_received" in read_kinds(text, "social_care")


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("13If.", ("concern_recorded",)),
        ("13Iv.", ("plan_started",)),
        ("13Iw.", ("plan_ended",)),
        ("9Ni..", ("was_not_brought",)),
        ("342191000000101", ("plan_started",)),
        ("z62.3", ("concern_recorded",)),
    ],
)
def test_codes_of_safeguarding(code: str, kinds: tuple[str, ...]) -> None:
    assert kinds_of_coded_cell(code, "Code", "gp") == kinds


def test_capitals_tell_read_codes_apart() -> None:
    assert kinds_of_coded_cell("13IF.", "Code", "gp") is None


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Chart of the birthmark added to health plan.", False),
        ("Added to individual education plan.", False),
        ("Name added to the pupil register.", False),
        ("Names added to the child protection register.", True),
        ("Made subject to a care and support protection plan.", True),
        ("CASPP made, neglect.", True),
    ],
)
def test_a_protection_plan_is_no_other_plan(text: str, begins: bool) -> None:
    assert ("plan_started" in read_kinds(text, "social_care")) is begins
