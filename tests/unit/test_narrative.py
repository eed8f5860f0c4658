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
    read_narrative,
    read_seen_column,
)
from chronology.narrative.categories import categories
from chronology.narrative.lexicon import lexicon, read_lexicon
from chronology.narrative.phrases import Vocabulary, read_phrase
from chronology.narrative.words import spans_of
from tests.evaluation.narratives import micro_f1, read_lines

OWN = Path(__file__).parents[1] / "evaluation" / "records" / "fitted" / "own.jsonl"


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


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Dr. Hill and Mr. Burns, ref. 8.", 1),
        ("Flat no. 8. No. 9 is empty.", 2),
        ("Flat no.", 1),
        ("J. taken home by R.S. later. J. Taken home.", 3),
        ("Seen  twice ,  s.47 closed.\nA&E - 4/12 old's.", 3),
        ("Met approx. (two) times. ?NAI, ? NAI", 2),
    ],
)
def test_a_text_is_cut_where_its_sentences_end(text: str, sentences: int) -> None:
    cutter = lexicon().cutter
    words = cutter.cut(text)
    assert len(words.clauses) == sentences
    joined = sum(width - 1 for width in words.widths.values())
    assert len(words.words) + joined == len(spans_of(text, cutter.customs))


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
        read_narrative.cache_clear()
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
        ("Hearing test", "hospital", ()),
        ("Hearing check", "social_care", ()),
        ("Audiology - hearing", "gp", ()),
        ("Hearing", "hospital", ()),
        ("Hearing", "social_care", ("court_event",)),
        ("Court hearing", "gp", ("court_event",)),
        ("Clinic discharge", "hospital", ("case_closed",)),
        ("Case conference minutes", "gp", ()),
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
    known = Vocabulary({"name": frozenset({"[name]"})})
    with pytest.raises(ValueError, match="name"):
        read_phrase("[name]", known)
    with pytest.raises(KeyError):
        read_phrase("seen [nobody]", known)


def test_every_phrase_of_the_data_files_can_be_read() -> None:
    written = read_lexicon()
    for index in (written.index, written.cues, written.far_cues, written.filing_cues):
        index.read_all()
        assert index.plain


def test_a_phrase_is_read_before_a_text_can_hold_it() -> None:
    # Phrases wait for a word that they cannot do without; whatever their own alternatives, one of those words is in each.
    written = read_lexicon()
    known = written.index.vocabulary
    for index in (written.index, written.cues, written.far_cues, written.filing_cues):
        assert index.phrases
        for phrase in index.phrases:
            for pattern, anchors in read_phrase(phrase.written, known):
                steps = (*pattern.ahead, *(step for step, _ in pattern.behind))
                waited = phrase.waits_for
                assert waited is None or any(
                    all({word, *known.parts.get(word, ())} & waited for word in step.words)
                    and {f"{stem}*" for stem in step.stems} <= waited
                    for step in steps
                ), (phrase.written, anchors)


def test_the_data_files_name_only_what_exists() -> None:
    written = read_lexicon()
    cues = (*written.cues.phrases, *written.far_cues.phrases, *written.filing_cues.phrases)
    minded = {name for phrase in written.index.phrases for name in phrase.line.minds}
    assert minded
    assert minded <= {phrase.line.name for phrase in cues}
    assert {kind for sectors in categories().kinds.values() for kinds in sectors.values() for kind in kinds} <= set(
        kind_names()
    )


# Records as agencies write them, one a line: the sector, then the words.
INJURIES = """
    early_years: More marks on him, no reason given.
    early_years: Injuries again, not explained.
    early_years: Came with injuries nobody could explain to me.
    early_years: Another mark on his leg.
    early_years: New bruises today.
    early_years: Fresh marks, dad said nothing.
    early_years: Scabs on head again.
    early_years: Came in with another lump on forehead, gran not sure how.
    early_years: Came in bruised again. Told manager.
    early_years: Small bite mark on forearm, another child did it.
    early_years: Finger end black and swollen, shut in door last night dad says.
    early_years: Mum says he bruises easily. Two bruises on his back at nappy change.
    school: Graze on her chin, says she tripped on the kerb.
    school: Fell off the wall at break. Cut knee cleaned, plaster on.
    school: He lifted his shirt and showed Mr Hall a long red mark across his back.
    school: Further bruising seen to neck, different colours.
    school: TA NOTICED BRUISING TO BOTH WRISTS DURING PE.
    school: Burn mark the shape of an iron on her arm. DSL told.
    school: No bruises on arms but a swollen lip.
    gp: 2cm lac to forehead, glued.
    gp: LAC to chin sutured in surgery.
    gp: Fell in the bath. Bruise L buttock, no other injury.
    gp: Yellow-green bruise over the left ear, mum unsure how.
    gp: Seen with mother: torn frenulum, reason for it unclear.
    hospital: X-ray: # left clavicle.
    hospital: ?# femur, for theatre.
    hospital: Wrist # in plaster.
    hospital: Fractures of three ribs, different ages.
    hospital: Retinal haemorrhages both eyes on ophthalmology review.
    hospital: Bleeding from the ear, skull fracture on CT.
    hospital: O/E bruises to both cheeks, pattern like fingertips.
    hospital: Limping since Sunday, undisplaced toddler's fracture.
    health_visiting: Graze to nose seen, fell on the step.
    health_visiting: Mother showed me a burn on his thumb.
    health_visiting: Seen at clinic. Small bruise on shin, walking well.
    health_visiting: Bruises easily, mum says. Bruise on forehead seen today.
    midwifery: Day 5. Small graze to scalp from instrumental delivery.
    ambulance: 3YOF SCALD TO CHEST AND ARM, COOLED 20 MINS.
    ambulance: Head injury, boggy swelling to the back of head.
    police: PHOTOGRAPHS TAKEN OF BRUISING TO CHILD.
    police: Officers saw a cut to his eyebrow and a swollen nose.
    police: Arrested for assault. Child seen by officers with bruising to face.
    police: CHILD HAS BLACK EYE, SAYS DAD DID IT.
    social_care: She had a fresh bruise on her upper arm when I visited.
    social_care: School rang: he has come in with a burn to the hand.
    social_care: Seen at home. Scratches to face and a sore ear with dried blood on ear.
    mental_health: Fresh cuts to forearm shown to me, cleaned and dressed.
    voluntary: Volunteer noticed bruises round both knees and one to the ear.
    probation: Child was in the hall with a black eye when I called.
    housing: Repairs officer saw the boy with a swollen cheek.
    early_years: Arrived with a nasty looking scratch down his nose, mum vague.
    early_years: Big bruise on her bottom when changing. Photo not taken.
    early_years: Marks on back of both legs again.
    early_years: Finger trapped in car door at home, nail black.
    early_years: Two small round scabs on her tummy like burns.
    early_years: Cut on lip, mum says dog jumped up.
    early_years: Bruises. Again.
    early_years: He has a sore red weal on his calf.
    early_years: Eye puffy and purple, grandad says swing hit it.
    early_years: Noticed he could not put weight on his foot.
    early_years: His ear was bruised and cut behind.
    school: Came back after weekend with a plaster cast on arm, broke wrist falling off bunk.
    school: Mark on cheek in shape of a hand.
    school: Has a scald on her foot, hot bath she says.
    school: Lip split, he would not say how.
    school: Clump of hair missing and scalp sore.
    school: Bruising around eye seen by midday supervisor.
    school: Rolled up sleeve, four little bruises in a row.
    gp: Small contusion to scalp, no LOC.
    gp: Blister on palm from touching oven door.
    gp: Nail torn off L thumb.
    gp: Seen re injury to mouth, frenulum torn.
    gp: Healing scald R foot, dressing changed.
    gp: Swollen tender R wrist after fall, XR requested.
    hospital: CT: acute subdural.
    hospital: X-ray shows healing posterior rib fractures.
    hospital: 9/12 with unexplained swelling of thigh, femur fracture.
    hospital: Multiple bruises of varying ages over trunk.
    hospital: Cigarette type burns x3 dorsum of foot.
    hospital: Dog bite to face, sutured under GA.
    health_visiting: Carpet burn on knees, crawling.
    health_visiting: Scratch marks on face from nails, mittens advised.
    health_visiting: Seen at home, forehead bruise following fall against table.
    health_visiting: Noted fading bruise on temple.
    midwifery: Forceps mark on left cheek.
    ambulance: Fall from 1st floor window, ?# femur, c-spine immobilised.
    ambulance: BURNS TO HANDS AND FACE FROM FIREWORK.
    police: Child had visible injury to left eye.
    police: Officers noted scratches on the child's neck.
    police: INFANT HAS BRUISING TO EARS AND JAW, TAKEN TO A&E.
    social_care: During the visit I saw a yellow bruise on Tom's jaw.
    social_care: Nursery called - fresh bruising to back.
    social_care: He showed me the bruise where dad had grabbed him.
    social_care: Swollen hand, says the door did it.
    mental_health: Disclosed cutting last night, wounds on thigh seen.
    voluntary: Chocolate on hands, burn on wrist from the grill.
    probation: Noticed toddler with cut above eye.
    housing: Small girl at window had a bruise to forehead.
"""

NO_INJURIES = """
    early_years: Mum says he bruises easily.
    early_years: Bruises easily like his dad.
    early_years: Mum mentioned easy bruising, nothing seen.
    early_years: Mum says she tends to bruise.
    early_years: Happy day. No marks, no bruises.
    early_years: Paint marks on his sleeve.
    early_years: Sticking plaster play, pretend burn.
    health_visiting: Parents asked about easy bruising in the family.
    health_visiting: LAC visit. Settled in placement.
    health_visiting: He banged his head on the floor several times while I was there. Mother says he does this.
    health_visiting: Bangs his head when cross, no marks.
    health_visiting: Discussed accident prevention, burns leaflet given.
    health_visiting: Skin clear, no marks seen.
    health_visiting: Bruise seen last visit has gone.
    midwifery: Baby bump measured, head down.
    gp: Prone to bruising, FBC normal.
    gp: Heartburn in pregnancy.
    gp: Burning on passing urine.
    gp: Dr Burns to review.
    gp: Follow-up in fracture clinic booked for Monday.
    gp: LAC medical completed, well.
    gp: ? fracture excluded on x-ray.
    hospital: Seen in burns clinic list by mistake, is a new baby check.
    hospital: No fracture seen, no bruising.
    school: Saw Mark at the gate with his mum.
    school: Spoke face to face with Mark about homework.
    school: Marks in his maths test have improved.
    school: Glued to his tablet all lunch.
    school: Nick was on his phone, spoken to.
    school: Training on bruising in babies for all staff.
    school: CHIN meeting, mum came.
    school: # Note from the office: sports day moved.
    housing: Complaint #4 about noise.
    police: FILE WITH OPINIONS OF TWO DOCTORS (SUSPECTED NON-ACCIDENTAL INJURY) PUT BEFORE CPS. INSUFFICIENT EVIDENCE TO CHARGE.
    police: INTERVIEWED UNDER CAUTION RE injuries of 9 June. NO COMMENT.
    police: TWELVE AREAS OF INJURY PER HOSPITAL. SUSPECTED ASSAULT ON INFANT.
    police: SUSPECTED ASSAULT ON INFANT. CRIME RECORDED.
    police: Mother arrested on suspicion of causing the fractures. Bailed to 4 May.
    police: Dad interviewed about the bruising to his son, denies it.
    police: Charged with causing the burn. Court on Friday.
    police: CPS advice: timing of the rib fractures cannot be proved.
    police: Female (28) with cut lip, says she fell.
    social_care: Legal planning meeting. Counsel's view is that the bruises meet the threshold.
    social_care: Solicitor's letter about the injuries of 3 May received.
    social_care: Mum has a bruise on her arm, would not say how.
    social_care: If there is another bruise, school will ring.
    ambulance: Limp and unresponsive, no injuries found.
    mental_health: Talked about feeling bruised by the divorce, no self-harm.
    voluntary: Shut her eyes and would not talk.
    probation: Previous conviction for causing burns to a child in 2009.
    housing: Room #4 has damp, burn marks on the worktop.
    early_years: Mum said to look out as he marks easily.
    early_years: Grandma says she bruises if you so much as touch her.
    early_years: Mum has broken her ankle so nan collecting.
    early_years: Tiger face paint, red marks washed off.
    early_years: Body map done at settling in, nothing on it.
    early_years: Mosquito bites on arms.
    early_years: Birthmark on thigh shown by mum and recorded.
    early_years: No new injuries this week.
    school: High marks in spelling.
    school: He hurt her feelings and said sorry.
    school: Fell over in PE, no injury.
    school: Grandad in hospital with a broken hip.
    school: Teacher broke her arm so supply in.
    school: Told us that he burned the toast.
    school: Watched film about burns in assembly.
    school: Broke pencil and threw it.
    school: Sore throat, sent home.
    school: Mrs Marks phoned home.
    school: Will speak to Hope and Mark tomorrow.
    gp: Bruises easily, clotting screen normal.
    gp: Mother's wrist fracture reviewed.
    gp: Advised to return if bruising or bleeding.
    gp: Swollen glands.
    gp: Rash not bruising, blanches.
    gp: Conjunctivitis, puffy eyes.
    gp: Old scar from appendix operation.
    gp: Letter from burns clinic, discharged, healed well.
    gp: Cradle cap, dry skin behind ears.
    gp: Insect bite, infected.
    hospital: Skeletal survey normal, no fracture.
    hospital: Bruises reported last month have all faded.
    hospital: Haemangioma on scalp measured.
    hospital: Cut down on sugary drinks.
    health_visiting: Advised about hot drinks and burns.
    health_visiting: Undressed and weighed, skin intact.
    health_visiting: Dad had a cut hand from work.
    health_visiting: Milk spots and cradle cap.
    midwifery: Mum bruised from cannula.
    midwifery: Caesarean wound clean and dry.
    midwifery: Perineal tear healing well.
    ambulance: Adult female with head injury, child not hurt.
    police: Interviewed re the bruises found on 3 Feb, denied.
    police: STATEMENT FROM CONSULTANT ON THE AGE OF FRACTURES.
    police: Suspect bailed pending expert opinion on head injury.
    police: Male arrested for GBH on child.
    police: No injuries visible on child.
    police: Both adults had minor injuries.
    social_care: Paternal uncle was convicted of injuring his own child.
    social_care: Counsel advises that the burns alone would not meet threshold.
    social_care: Dad said he never hit her.
    social_care: Discussed what to do if marks are seen.
    mental_health: Broke down in tears.
    mental_health: No self harm marks.
    voluntary: Mum's black eye has gone yellow.
    probation: Victim of index offence suffered fractured jaw.
    housing: Broken window in child's room.
"""

TOLD = """
    child_seen | school: Joined in role play.
    death | ambulance: Resuscitation stopped, ROLE at 04.10.
    referral_made | hospital: Telephone referral to Camden duty social worker, accepted. Form faxed.
    referral_outcome | hospital: Telephone referral to Camden duty social worker, accepted. Form faxed.
    referral_made | hospital: Verbal referral to the children's duty team in Leeds.
    referral_made | hospital: Rang duty SW and referred.
    referral_made | gp: Phoned social services to refer.
    referral_made | gp: Referral faxed to duty.
    referral_made | gp: Letter of referral sent to social services.
    referral_made | gp: Referred to child protection team.
    meeting_invited | gp: Invitation to Dr Rao to attend initial child protection conference, 14/03/2011.
    meeting_invited | gp: Invite received for core group on 8 Feb.
    information_shared | hospital: Town social worker rung back, told of attendance.
    court_event | social_care: Advice by email: on the information given, threshold for care proceedings is met.
    court_event | social_care: Legal advice from the solicitor: threshold crossed.
    court_event | social_care: Hearing adjourned to 4 May.
    court_event | gp: Letter about the final hearing at family court, adjourned.
    became_looked_after | social_care: Accommodated under s20 today.
    became_looked_after | social_care: Taken into care this morning, EPO granted.
    conference_held | social_care: Initial child protection conference held. Minutes to follow.
    plan_started | social_care: Conference this morning. Name placed on child protection register.
    core_group_held | health_visiting: Core group met at the family centre. Plan: weekly weights; next core group 8.2.07.
    home_visit | social_care: Visited at home, all well. Plan: visit fortnightly.
    missing_ended | police: Reported missing at 22.00. Back home by midnight.
    missing_ended | social_care: Police rang, he is back at placement.
    discharge | hospital: Ward 4. Settled night.\\nDischarged
    discharge | hospital: Discharged home from ED, advice given. Clinic in 6/52.
    child_seen | gp: 1st MMR given.
    child_seen | gp: Primary imms given by nurse.
    child_seen | gp: Weight 8.2 kg at clinic.
    child_seen | health_visiting: Weighed at clinic.
    child_seen | social_care: Saw Mark at home.
    discharge | hospital: Fit for home. Discharged with mum.
    discharge | gp: Discharge summary received, 2 nights in.
    death | police: ROLE confirmed 0512 by paramedic.
    core_group_held | school: Core group 14 March attended by DSL and SW.
    core_group_held | school: Core group at 2pm, all agencies there.
    core_group_held | social_care: First core group. Plan gone through line by line.
    strategy_discussion | social_care: Strategy discussion held within 24 hours of referral.
    plan_started | health_visiting: ICPC attended. Made subject to CP plan, neglect.
    conference_held | health_visiting: ICPC attended. Made subject to CP plan, neglect.
    became_looked_after | social_care: Mum signed s20, accommodated tonight.
    became_looked_after | social_care: Child came into care today following the ICO.
    court_event | social_care: Advice from legal: threshold met.
    court_event | social_care: ICO granted at court.
    referral_made | school: Telephoned the duty worker at Leeds and referred, written copy to follow.
    referral_made | health_visiting: Written referral to Bradford children's services.
    referral_made | school: Form faxed to social services, referral confirmed by phone.
    missing_ended | police: Missing since 9pm. Returned home 01.30 safe.
    meeting_attended | gp: Attended core group.
    child_seen | gp: Pre-school booster given today, no problems.
    child_seen | gp: Baby imms: 6 in 1 and rotavirus given.
    home_visit | social_care: Visited home within 5 days of referral, all seen.
    looked_after_review | social_care: LAC review held at school.
    child_seen | police: Will was seen at home by officers.
    child_seen | social_care: I saw Hope at school, she was well.
"""

NOT_TOLD = """
    death | school: Joined in role play.
    death | school: Enjoys her role in the play. A good role model.
    court_event | hospital: Hearing today normal both ears.
    court_event | health_visiting: Hearing test attended.
    became_looked_after | police: Officers would like J. taken into care.
    became_looked_after | police: Police want him taken into care.
    became_looked_after | gp: Put to social services that child should be taken into care. Not agreed.
    became_looked_after | social_care: Grandmother asked that he be accommodated.
    became_looked_after | social_care: Mother fears they will be taken into care.
    placement_started | school: Head feels she should be placed with foster carers.
    conference_held | gp: Invitation to Dr Rao to attend initial child protection conference, 14/03/2011.
    conference_held | gp: Invitation received to initial child protection conference, 14/03/2011\\n\\nProblem: Case conference
    conference_held | gp: Minutes of 14/03/2011 received. Name placed on child protection register.
    plan_started | gp: Minutes of 14/03/2011 received. Name placed on child protection register.
    conference_held | gp: Conference minutes received, filed.
    conference_held | gp: Report requested for initial child protection conference on 14/03/2011.
    meeting_not_attended | gp: Minutes of case conference received.
    core_group_held | social_care: Plan: SW to visit every 14 days; core group within 10 working days; GP to be told.
    home_visit | social_care: Plan: SW to visit every 14 days; core group within 10 working days; GP to be told.
    core_group_held | social_care: Core group in Jan.
    core_group_held | social_care: Next core group 8.2.07.
    core_group_held | social_care: Core group to meet within two weeks.
    core_group_held | social_care: Actions: core group, hospital letter, nursery place.
    conference_held | social_care: Plan: s47 to conclude. ICPC within 15 days.
    conference_held | social_care: Review conference in six months.
    strategy_discussion | social_care: Next strategy meeting 4 May.
    home_visit | health_visiting: Plan: weekly weights; home visit in 2/52.
    looked_after_review | social_care: LAC review due in March.
    meeting_attended | hospital: Town social worker rung back, told of attendance.
    referral_made | hospital: To Queens paediatrics today, letter given.
    missing_ended | health_visiting: Mother rang to say they are all back home.
    missing_ended | school: Back home from his aunt's in Leeds.
    discharge | hospital: Audiology: hearing normal.\\nDischarged
    discharge | hospital: Out-patient clinic. Growing well. Discharged.
    discharge | hospital: Discharged from clinic.
    emergency_attendance | ambulance: Standby at fete. Child sat with us, obs normal, back to dad.
    child_seen | gp: MMR not given.
    police_domestic_incident | social_care: Da at home with the children.
    home_visit | social_care: Plan: visit twice weekly.
    discharge | hospital: Seen in ENT clinic, discharged.
    discharge | gp: Discharged from physio.
    death | school: Took on the role of narrator.
    death | mental_health: Discussed her role as a young carer.
    core_group_held | social_care: Plan agreed: core group 10 Jan at 2pm.
    core_group_held | school: Core group date set, 14 March.
    core_group_held | school: Core group due next week.
    strategy_discussion | police: Strategy discussion to be held within 24 hours.
    strategy_discussion | social_care: Action: 1. strategy discussion. 2. Medical.
    conference_held | school: Asked for a report for ICPC, due Friday.
    conference_held | health_visiting: Invite to ICPC 3/4 in post.
    conference_held | gp: Case conference minutes scanned to notes.
    plan_started | gp: Mins of conference rec'd. Made subject to CP plan.
    became_looked_after | social_care: Dad proposed that she be accommodated with the aunt.
    became_looked_after | school: Nan thinks he ought to be taken into care.
    became_looked_after | social_care: S20 discussed with mum, not agreed.
    became_looked_after | housing: Tenant afraid her kids may be taken into care.
    court_event | gp: Hearing aid review.
    court_event | school: Newborn hearing screen passed.
    referral_made | gp: Referred to paediatrics at the Royal.
    referral_made | gp: To A&E with letter.
    referral_made | hospital: Referral to social services discussed, not thought needed.
    missing_ended | school: Back in school after holiday.
    missing_ended | social_care: Mum and children have returned home from refuge.
    meeting_attended | gp: Informed of attendance at A&E.
    meeting_attended | hospital: Attendance: mum and child.
    child_seen | gp: MMR due, reminder sent.
    child_seen | gp: Mum declined MMR.
    home_visit | social_care: Next visit 4 May.
    home_visit | social_care: Visit to be made within 5 working days.
    looked_after_review | social_care: Next LAC review 6 June.
    injury_seen | school: Head of Year, Mark Scott, phoned.
"""


def _records(block: str) -> list[tuple[str, str]]:
    pairs = [line.strip().replace("\\n", "\n").split(": ", 1) for line in block.strip().splitlines()]
    return [(sector, text) for sector, text in pairs]


def _told(block: str) -> list[tuple[str, str, str]]:
    return [(*kind.split(" | "), text) for kind, text in _records(block)]


@pytest.mark.parametrize(("sector", "text"), _records(INJURIES))
def test_an_injury_is_seen_in_every_sector(sector: str, text: str) -> None:
    assert "injury_seen" in read_kinds(text, sector)


@pytest.mark.parametrize(("sector", "text"), _records(NO_INJURIES))
def test_what_only_sounds_like_an_injury_to_the_child_is_none(sector: str, text: str) -> None:
    assert "injury_seen" not in read_kinds(text, sector)


@pytest.mark.parametrize(("kind", "sector", "text"), _told(TOLD))
def test_what_happened_is_told(kind: str, sector: str, text: str) -> None:
    assert kind in read_kinds(text, sector)


@pytest.mark.parametrize(("kind", "sector", "text"), _told(NOT_TOLD))
def test_what_is_planned_wished_or_passed_on_is_not_told(kind: str, sector: str, text: str) -> None:
    assert kind not in read_kinds(text, sector)
