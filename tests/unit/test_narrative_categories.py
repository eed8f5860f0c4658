"""Contact types as systems and workers write them, sector by sector, and the kinds that each surely stands for.

`nothing` stands for types that say nothing by themselves: then the text of the record decides. A supervised contact
of the family is no visit of an agency, a letter is no attendance, and what is only planned, asked for or talked about
has not happened.
"""

import pytest

from chronology.narrative import kinds_of_category

# Sectors → kinds → the types, with | between them.
TABLE = {
    "social_care": {
        "home_visit": """
            Home visit | HV | H/V | HV (unann.) | Unannounced h/v | Unann HV | Visit (unannounced) | Announced visit
            | Visit - home | Stat visit | Stat. visit | Statutory visit | Visit - statutory | Statutory Visits
            | LAC visit | LAAC visit | CLA visit | CLA statutory visit | LAC stat visit | CP visit | CP stat visit
            | CIN visit | Child in Need visit | Visit (CIN) | Visit CP | Duty visit | Duty home visit | Joint visit
            | Joint visit w HV | Joint HV with police | Visit | Visited | Visit to Mrs L | Visit to placement
            | Placement visit | Visit - placement | Visit (placement) | Placement - stat visit | Visit to carers
            | Visit to foster carer | Foster carer visit | Kinship carer visit | Visit to hostel | Refuge visit
            | S47 visit | Evening visit | Weekend visit | Follow-up visit | HV f/u | Dom visit
            | Home visit - new family | Visit to grandmother | Home visit (arranged) | HV (arranged, 11am)
            | Planned visit | HV by appt | Home visit following referral | Visit re MARAC | IA visit
            | Core assessment visit | SSW visit | Home visit (core assessment) | Jt visit | CSO visit
            | Home visit to placement | Family home visit | Statutory visit at placement | Visit no. 3 | 2nd visit""",
        "home_visit no_access child_not_seen": """
            Failed visit | No access | No access visit | Visit - no access | Failed HV | HV - failed
            | Attempted visit | Visit attempted | Abortive visit | Unsuccessful visit | Visit - unsuccessful
            | Home visit (no reply) | Unannounced visit - no access | Attempted home visit | Visit - not in
            | Unsuccessful HV""",
        "nothing": """
            Contact - supervised | Supervised contact | Contact (supervised) | Family time | Contact session
            | Contact visit | Sibling contact | Contact - sibling | Contact with birth mother | Birth family contact
            | Birth father contact | Contact centre | Visit to contact centre | Hosp visit | Hospital visit
            | Visit - hospital | Visit (hosp) | Prison visit | Visit to HMP | Office visit | Visit - office
            | Office interview | Ward visit | Joint visit to ward | Clinic visit | Duty visit to hospital
            | Virtual visit | Stat visit (virtual) | Visit via Teams | Telephone visit | Visit - WhatsApp
            | Introductory visit | Sibling visit | Visit by mother | Custody visit | Court visit | Visit to court
            | Visit cancelled | Visit planned | Visit - rearranged | Visit letter | T/C | TC | T.C. | Tel call
            | Tel in from HV | Tel out | Tel contact | Telephone contact | Phone call from school | Call to mother
            | Email out | E-mail in | Email from school | Letter in | Letter out | Letter to parents | NFA letter
            | Closing letter | Closure letter | Letter before proceedings | Text message | Fax | SMS | Voicemail
            | Letter re ICPC | Email - core group | T/C re home visit | Tel call re placement
            | Email re strategy meeting | Case note | Case notes | Case recording | Case record | File note
            | Chron entry | Chronology entry | Running record | Diary | Significant event | Key event | Admin
            | Other | General | Update | Contact | Contact note | Duty | Duty call | Liaison | Professional contact
            | Discussion w HV | Meeting | Report | Document | Scanned doc | Placement panel | Placement request
            | Placement search | Placement plan | Placement report | Placement matching | Placement agreement
            | Placement support | Placement contact | Placement discussion | Placement at risk | Placement finding
            | Placement stability | Nursery placement | School placement | Placement review | Placement planning
            | Placement costs | Core group cancelled | Core group - not held | ICPC report | Report for ICPC
            | RCPC report | Conference report | Conf agenda | LAC review report | LAC review - consultation form
            | LAAC review papers | LAC review (cancelled) | LAC review postponed | Strategy meeting requested
            | Strat mtg - cancelled | ICPC request | Court report | Court statement | Court bundle
            | ICPC rescheduled | Discharge planning | Carer supervision | Referral to Reporter | MARAC referral
            | MARAC minutes | Meeting re exclusion | Contact at centre | Referral to CAMHS | S20 review
            | S20 discussion | S20 request | Discussion re CPO | Discussion re S47 threshold | Genogram | Chronology
            | Birth certificate | Food parcel delivery | Death of grandmother | Birth plan | Child missing education
            | Missing appointments letter | Conference call | Supervision of contact | MAPPA | MAPPA meeting | LADO
            | Allegation against foster carer | Return call | Hand over of shift | School allocation""",
        "referral_received": """
            Referral - A&E | Referral | New referral | Referral in | Referral received | Re-referral
            | Contact and referral | Initial contact | MARF | PPN | MERLIN | Ref in | Refl received | MASH referral
            | Contact - police | Police notification | UNOCINI | VPD | iVPD | Form 78 | Anon referral
            | Referral (anonymous) | Referral - school | EDT contact | Gateway referral | Notification of concern
            | Out of hours contact | Contact received | DV notification | MASH contact | Written referral""",
        "referral_made": "Referral out | Outgoing referral | Referral sent | Transfer referral",
        "referral_outcome": """
            NFA | No further action | Contact outcome | Contact - NFA | Referral outcome | Referral - outcome
            | Outcome of referral | Referral decision | MASH decision | MASH outcome | Screening decision
            | Decision - referral | Threshold not met | Referral accepted | NFA decision""",
        "strategy_discussion": """
            Strat | Strat mtg | Strategy meeting | Strategy discussion | Strat disc | S/D | Strategy mtg (telephone)
            | IRD | Initial referral discussion | Meeting - strategy | Discussion - strategy
            | Strategy Discussion (S47) | IRSD | Review strategy meeting | Inter-agency referral discussion
            | Strategy""",
        "s47_started": """
            S47 | Section 47 | S.47 | S47 enquiry | Section 47 enq | s47 enquiries | S47 invest | CP investigation
            | S47 started | Joint investigation | Joint protocol investigation""",
        "s47_outcome": "S47 outcome | Outcome - S47 | S47 completed | Outcome of section 47 enquiry | S47 enq outcome",
        "conference_held": """
            ICPC | RCPC | CPC | Initial CP conf | Review CP conf | Case conf | CP conference | CP conf - review
            | Conference - initial | Review conference | Conference (review) | Initial case conference
            | Pre-birth conference | CPPM | Review CPPM | Child Protection Planning Meeting | Transfer in conference
            | Case conference (review) | ICPC held | Conference | CP review | Child protection review""",
        "core_group_held": """
            Core group | Core grp | Core Groups | Core group mtg | Core group meeting | Coregroup | Grp - core
            | 2nd core group""",
        "meeting_attended": """
            TAF | TAC | TAF mtg | TAC mtg | CIN mtg | CIN meeting | Mtg - CIN | CIN review | Review - CIN | MARAC
            | PEP | PEP mtg | Professionals mtg | Profs mtg | Multi-agency mtg | Network mtg | Planning mtg
            | Care planning mtg | Disruption meeting | Placement planning meeting | Placement meeting
            | Placement agreement mtg | FGC | Family group conference | Care team mtg | Discharge planning mtg
            | Child's plan meeting | TATC | MACE | CSE mtg | Pathway plan review | Permanence planning meeting
            | CASP review | Family support meeting | Early help meeting | Meeting attended | Team around the child
            | Multi-disciplinary meeting | Child planning meeting""",
        "meeting_invited": """
            Conference invite letter | Invitation to conference | Conference invitation | ICPC invite
            | Core group invitation | Invite - RCPC""",
        "meeting_not_attended": "Apologies | Apologies sent | Meeting not attended | Conference not attended",
        "assessment_started": """
            C&F assessment | C & F Ax | C+F assessment | Initial assessment | Initial Ax | IA | Core assessment
            | CA started | Single assessment | Child and family assessment | Assessment - core | Assessment started
            | Parenting assessment | Pre-birth assessment | Comprehensive assessment | Pre birth ax
            | Integrated assessment | Care and support assessment | Kinship assessment | UNOCINI assessment
            | IA allocated | Viability assessment""",
        "assessment_completed": """
            Assessment completed | C&F assessment completed | IA completed | Core assessment complete
            | Assessment authorised | Single assessment completed | Completed assessment | CA complete""",
        "plan_started": """
            CP plan started | Registration - CP | CP registration | Placed on register | CPP started
            | CP plan - start""",
        "plan_ended": """
            CP plan ended | De-registration | Deregistered | Removed from register | CPP ended | Step down - CP
            | Step down from CP | Step down CP to CIN""",
        "case_opened": """
            Allocation | Alloc | Case allocation | Case opened | Case allocated | Reopened | Case re-opened
            | New case | Case start | Allocation to SW | Allocated | Re-open""",
        "case_closed": """
            Closure | Closing summary | Case closure | Case closed | Closure summary | Closing record | Closed
            | Closing note | End of involvement | Case closing | Step down to EH | Step down - early help
            | Summary - closing""",
        "worker_changed": """
            Case transfer | Transfer of case | Transfer summary | Case handover | Handover | Change of SW
            | Change of worker | Re-allocation | Case tfr | Change of social worker | New SW | New worker
            | Worker change | Transfer - case | Change of key worker""",
        "supervision": """
            S/V | Supervision | Case supervision | Mgt oversight | Mgmt oversight | Management oversight
            | Oversight - management | Manager's decision | Mgr decision | Management decision | Decision (manager)
            | TM decision | Supvn | Case sup | Team manager oversight | Supervision record | Case direction
            | CP supervision | Supervision - case | Managers oversight | Supervision (personal) | Manager comment""",
        "became_looked_after": """
            S20 | Section 20 | S.20 | S20 accommodation | Accommodated | Became looked after | Came into care
            | S20 signed | S76 | Section 76 accommodation | Received into care | S25 voluntary
            | Section 25 accommodation | Admitted to care | Article 21 | LAC start | S20 agreement
            | Start of LAC episode | Voluntary care | Admission to care""",
        "became_looked_after court_event": "LASPO remand | Remand - LASPO | Remanded to care | RLAA",
        "placement_started": """
            Placement | Placement start | Placement started | New placement | Placement made | Start of placement
            | Placement (new) | Foster placement | Emergency placement | Placement - emergency | Kinship placement
            | Residential placement | Placed""",
        "placement_ended": """
            Placement end | Placement ended | Placement breakdown | Placement disruption | End of placement
            | Breakdown - placement | Foster placement breakdown | Rehab home | Rehabilitation home
            | Returned to parental care | Placement closed | Reunification""",
        "address_changed placement_started placement_ended": """
            Placement move | Move of placement | Placement change | Change of placement | Placement - move
            | Placement changed""",
        "address_changed": """
            Change of address | Address change | Change of addr | House move | New address | Moved address
            | Family moved""",
        "looked_after_review": """
            LAC review | LAAC review | Review LAAC | LAAC review (brought fwd) | CLA review | Looked after review
            | Statutory review | Review - LAC | LAC rv | LAC Reviews | 1st LAC review | Looked after child review
            | Stat review | LAC stat review | Looked after and accommodated review | LAC review meeting | IRO review
            | Part 6 review | Statutory LAC review""",
        "court_event": """
            Court | Court hearing | Hearing | Children's Hearing | Childrens panel | Grounds hearing | CPO
            | CPO granted | CSO | EPO | EPO application | ICSO | ICO | ICO granted | S31 | S31 application
            | Care order | Care proceedings | PLO meeting | PLO mtg | LPM | Legal planning mtg | Legal gateway
            | Legal mtg | Final hearing | CMH | IRH | FHDRA | Directions hearing | Emergency protection order
            | Child protection order | Legal advice | Pre-proceedings meeting | Place of safety order
            | Supervision order | Recovery order | Review hearing | Hearing - court | Arrest | Pre-hearing panel
            | Compulsory supervision order | Interim care order""",
        "child_seen": """
            Direct work | Direct work session | School visit | Visit to school | Visit - school | Nursery visit
            | Visit to nursery | Child seen | Seen at school | College visit | Life story work | Work - direct""",
        "child_seen child_seen_alone": """
            Child seen alone | Seen alone | 1:1 with child | 1-1 with YP | 1:1 with young person""",
        "child_not_seen": "Child not seen",
        "protection_check": "CP register check | CPR check | Register check | Register enq | CP-IS check",
        "missing_started": """
            Missing | Missing from care | Missing from placement | MFC | Missing child | Misper | Missing YP
            | Absconded""",
        "missing_ended": """
            Missing - returned | Missing (found) | Return from missing | Missing episode closed
            | Missing person located""",
        "return_interview": "RHI | Return home interview | Return interview | Missing - return interview | IRHI",
        "health_assessment": """
            IHA | RHA | Review health assessment | LAAC health assess | LAC health assessment | LAC medical
            | Health assessment | Initial health ax""",
        "medical_examination": """
            CP medical | Medical - CP | Child protection medical | Paediatric medical | Medical (CP)""",
        "police_protection": "Police protection | PPO | S46 | S.46",
        "information_shared": "Info sharing | Information sharing | Information shared | Op Encompass",
        "birth": "Birth | Birth notification | Baby born",
        "death": "Death of child | Child death | Death",
        "concern_recorded": """
            Cause for concern | Concern for child | Safeguarding concern | Welfare concern | Concern - child""",
        "disclosure": "Disclosure | Allegation | Disclosure by child | Disclosure (child)",
        "injury_seen": "Injury | Bruising | Injury to child | Accident form",
        "school_absence": "School absence | Exclusion | Fixed term exclusion",
        "emergency_attendance": "A&E attendance | ED attendance | A & E",
        "admission": "Hospital admission | Hosp admission | Admission",
        "discharge": "Hospital discharge | Discharge | Discharged from hospital",
        "police_domestic_incident": "Domestic incident | DV incident | DA | Domestic | DV call out",
        "was_not_brought": "DNA | Was not brought | FTA | Failed to attend | Missed appt | Appt missed",
        "appointment_cancelled": "Appt cancelled | Cancelled appt | Appointment - cancelled by family",
    },
    "health_visiting": {
        "home_visit": """
            Home visit | HV home visit | HV | H/V | Visit | Joint visit w SW | Antenatal home visit | Home contact
            | Home visit (unann) | Opportunistic HV | Visit - home | Face to face - home | Contact - home
            | Postnatal visit""",
        "home_visit health_visitor_review": """
            NBV | New birth visit | Primary visit | Birth visit | New birth visit (10-14d) | Visit - new birth""",
        "home_visit no_access child_not_seen": """
            HV home - NR | Home visit - NA | No access visit | No access HV | Failed HV | HV no access | No reply
            | Visit - no access""",
        "health_visitor_review": """
            6-8 week review | 6-8 wk check | 6/8 wk review | 1 year review | 1 yr review | 12 month review
            | 9-12 mth review | 2 yr review | 2 year review | 2-2.5 year review | 27-30 month review
            | 13-15 month review | 8 month check | 6/52 contact | 6-8/52 | 12/12 review | 27-30/12 review
            | 2-2.5y review | 2-2½ yr review | 2yr review | 8-12m review | 4yr check | 3 yr dev check
            | Eight month check | 8/52 review | 2 year check | 3-4 month contact | ASQ review | Developmental review
            | Review - 1 year | Devel review""",
        "was_not_brought": """
            DNA | WNB | Was not brought | DNA appt | Did not attend | Missed appointment | Appt - DNA | Clinic DNA""",
        "nothing": """
            Clinic | Baby clinic | Child health clinic | Weigh-in | Drop-in | Tel call | T/C | T/C to mum
            | Tel contact with SW | Email | SMS | Admin | Conference report | CP conf report | ICPC report
            | Core group minutes | Liaison | Liaison with GP | Group | Imms | Hearing test | Hearing screen
            | Ward visit | Visit to hosp | Clinic visit | Virtual contact | Video call | A&E slip | ED letter
            | ED liaison rec'd | Visit cancelled | Letter to mother""",
        "case_closed": """
            Discharged from caseload | Transfer out closure | Closed | Off caseload | Case closure
            | Discharge from caseload""",
        "case_opened": "Allocation | Accepted onto caseload | New allocation | Caseload allocation",
        "address_changed": """
            Transfer in | Movement in | Moved out of area | Change of address | Address change | Transferred in""",
        "worker_changed": "Change of HV | Handover | Change of health visitor | New HV",
        "supervision": "Safeguarding supervision | CP supervision | S/V | Supervision",
        "conference_held": "ICPC | CP conf | Case conference | RCPC | Review case conf",
        "core_group_held": "Core group | Core grp",
        "meeting_attended": "TAC mtg | CIN meeting | Professionals meeting | TAF",
        "looked_after_review": "LAC review | LAAC review | Review - LAC",
        "health_assessment": """
            RHA | LAAC health assess | LAC health assessment | Health assessment | Review health assessment""",
        "information_shared": "PPN received | Police notification | Liaison form | Paediatric liaison | VPD received",
        "referral_made": "Referral to social care | MARF | Referral to CSC | Safeguarding referral | MARF sent",
    },
    "midwifery": {
        "home_visit": "Postnatal visit | PN visit | Home visit | Community midwife visit | Visit | PN home visit",
        "home_visit no_access child_not_seen": "No access visit | No reply | PN visit - no access",
        "birth": "Birth | Delivery | Birth record | Labour and delivery",
        "was_not_brought": "DNA | DNA appt | Did not attend",
        "nothing": """
            Booking | Antenatal | Antenatal appt | AN clinic | Scan | Tel call | Birth plan | Ward visit
            | Ward round | Antenatal clinic | Delivery plan | Screening""",
        "discharge": "Discharge | Ward discharge",
        "referral_made": "Referral to social care | MARF | Safeguarding referral",
        "meeting_attended": "Discharge planning mtg | Pre-birth planning meeting",
        "conference_held": "Pre-birth conference | Pre birth CPPM | Pre-birth ICPC",
    },
    "gp": {
        "nothing": """
            Surgery | Surgery consultation | GP consult | Consultation | Telephone consultation | Tel cons
            | Letter from hospital | Hospital letter | Discharge summary | A&E letter | Medication | Prescription
            | Result | Referral | Admin | Home visit request | Conference minutes | ICPC minutes | CP conf report
            | Referral letter | Registered | Imms | Task | Email | SMS | Letter out | Clinic letter | OOH letter""",
        "home_visit": "Home visit | Visit at home | Home visit (GP)",
        "was_not_brought": "DNA | WNB | Did not attend | Child not brought | Outpatient DNA | DNA - clinic",
        "appointment_cancelled": "Appt cancelled | Cancelled by parent | Appointment rearranged",
        "emergency_attendance": "A&E attendance | ED attendance | Walk-in centre | WIC attendance | Emergency dept",
        "health_visitor_review": "6 week check | 8 week check | 6-8 wk check",
        "referral_made": "Referral to social care | MARF | Safeguarding referral | Referral to MASH",
        "meeting_invited": "Invitation to conference | Conference invitation",
        "protection_check": "CP register check | CP-IS alert",
        "case_closed": "Discharged from outpatients | Clinic discharge",
    },
    "hospital": {
        "emergency_attendance": """
            ED attendance | A&E attendance | A&E | ED | Attendance - ED | Paed ED | Emergency department | MIU
            | Minor injuries unit | ED presentation | Attended A&E | Attendance at A&E | UTC attendance | Attendance
            | Emergency dept""",
        "admission": """
            Admission to NNU | Admission | Emergency admission | Ward admission | Admitted | Admission - emergency
            | Inpatient""",
        "discharge": "Discharge | Discharged home | Ward discharge | Inpatient discharge | Discharge (ward)",
        "was_not_brought": "DNA | WNB | Outpatient DNA | Clinic DNA | Appt DNA | Did not attend | Was not brought",
        "appointment_cancelled": "Patient cancelled | CNA | Cancelled by parent | Appt cancelled by patient",
        "nothing": """
            Outpatient | OPD | Clinic | Outpatients appt | Ward round | X-ray | Blood test | Letter | Hearing test
            | Outpatient attendance | Audiology | Nursing note | Tel call | Liaison | Results | ED psychologist
            | Family visit | Parent visit to ward | Conference report | Cardiac arrest""",
        "medical_examination": """
            CP medical | NAI medical | Child protection medical | Medical - safeguarding | JPF | Paediatric medical""",
        "case_closed": "Clinic discharge | OPD discharge | Discharged from clinic",
        "health_assessment": """
            IHA | Developmental assessment | Paediatric assessment | Community paediatric clinic | LAC medical""",
        "meeting_attended": "Discharge planning meeting | Psychosocial meeting | MDT",
        "referral_made": "Referral to social care | MARF | Safeguarding referral",
        "strategy_discussion": "Strategy meeting | Strat mtg",
        "protection_check": "CP-IS check | CPIS alert | CP check",
    },
    "mental_health": {
        "was_not_brought": "DNA | DNA appt | Did not attend",
        "case_closed": "Discharge | Discharged | Discharged from service | Discharge from caseload | Closed to service",
        "nothing": """
            Appointment | Clinic | Outpatient appt | Tel call | Progress note | Session | Ward round | Letter
            | Risk assessment | Email""",
        "home_visit": "Home visit | Joint home visit",
        "case_opened": "Accepted onto caseload | Allocation | Case opened",
        "admission": "Admission | Inpatient admission",
        "meeting_attended": "Professionals meeting | MDT meeting",
    },
    "ambulance": {
        "emergency_attendance": "Conveyed to hospital | Ambulance conveyance | Conveyance",
        "referral_made": "Safeguarding referral | Referral to social care",
        "nothing": "Call | Incident | Log | 999 call",
    },
    "police": {
        "police_domestic_incident": """
            Domestic | Domestic incident | DV | DV incident | DA incident | Domestic abuse incident
            | Non-crime domestic | DASH | Domestic - verbal | Verbal domestic | Incident - domestic
            | Domestic assault | Dom incident | Domestic dispute""",
        "missing_started": """
            Misper | Missing person | Missing child | MFH | Missing person report | Missing from home
            | Missing - child""",
        "missing_ended": """
            Misper found | Missing - found | Misper - closed | Missing returned | Misper (located) | Found
            | Misper cancelled""",
        "return_interview": "Prevention interview | Return home interview | RHI",
        "police_protection": "Police protection | PPO | S46 | Police powers of protection | Protection - police",
        "referral_made": """
            VPD | iVPD | PPN | MERLIN | MARF | Child concern report | Public Protection Notice | MERLIN PAC""",
        "court_event": """
            Arrest | Charge | Charged | Bail | Remand hearing | Charging decision | Court | Warrant | Bail hearing""",
        "strategy_discussion": "Strategy discussion | Strat disc | IRD | Strategy mtg",
        "s47_started": "Joint investigation | S47",
        "concern_recorded": "Concern for child | Concern for welfare | Child concern | Welfare concern",
        "home_visit": "RSO visit | ViSOR visit | Sex offender visit | Home visit | Safe and well visit",
        "meeting_attended": "MARAC | MARAC meeting",
        "nothing": """
            Intel | Intelligence | Crime report | Incident | STORM log | CAD | Stop and search | Interview | Theft
            | Custody visit | Prison visit | Disclosure scheme request | Clare's Law disclosure | ASB
            | Missing property | Crime | Call log | Conference minutes | MAPPA""",
        "conference_held": "ICPC | Initial CP conf | Case conference",
    },
    "probation": {
        "nothing": """
            Office | Office visit | Office interview | Hosp visit | Hospital visit | Prison visit | Supervision
            | Supervision appointment | PPO | Supervision order | Tel call | Appointment | Letter | Video visit
            | OASys | Delius contact | MAPPA meeting | Visit - office | Risk assessment | Visit - HMP | Unpaid work
            | Email""",
        "home_visit": "Home visit | HV | Visit | H/V | Home visit (unann.) | Joint home visit | Home visit - OM",
        "was_not_brought": "FTA",
        "home_visit no_access child_not_seen": "Home visit - no reply | Failed home visit",
        "court_event": "Breach hearing | Court | Court hearing | Hearing",
        "worker_changed": "Change of offender manager | Case transfer | Handover | Change of OM",
        "case_closed": "Case closed | Closure",
        "supervision": "Management oversight | Mgt oversight",
        "meeting_attended": "MARAC | Professionals mtg",
        "police_domestic_incident": "Domestic incident",
    },
    "school": {
        "school_absence": """
            Absence | Unauthorised absence | Exclusion | Fixed-term exclusion | FT exclusion | Suspension
            | Absence - unauthorised""",
        "school_roll_removed": """
            Off roll | Removed from roll | Leaver | Permanent exclusion | EHE | Elective home education""",
        "concern_recorded": """
            Cause for concern | CPOMS concern | Concern | Note of concern | Welfare concern | Low-level concern""",
        "disclosure": "Disclosure | Disclosure by child | Allegation",
        "injury_seen": "Accident form | Injury | Bruise | Accident book | Accident report",
        "referral_made": """
            Referral to social care | MARF | MASH referral made | Safeguarding referral | Referral to MASH""",
        "home_visit": "Home visit | Home visit (EWO) | Visit to home | Safe and well visit",
        "conference_held": "ICPC | RCPC | Case conf",
        "core_group_held": "Core group | Core grp mtg",
        "meeting_attended": "PEP meeting | TAF meeting | CIN mtg | PEP | TAC | EHCP review | Pastoral support meeting",
        "information_shared": "Operation Encompass | Encompass | Police notification | Information sharing",
        "looked_after_review": "LAC review | LAAC review | CLA review",
        "nothing": """
            Attendance | Behaviour | Parents evening | Tel call | Phone call home | Email | Letter home | Admission
            | Register | Class note | Meeting with parent | Visit | Register check | Hearing | Conference minutes
            | ICPC report | School nurse | Body map | Work placement | Placement | Parent meeting
            | Behaviour strategy | Exclusion meeting | Letter | Data""",
        "supervision": "Safeguarding supervision | Supervision",
    },
    "early_years": {
        "school_absence": "Nursery absence | Absence | Absent",
        "injury_seen": "Accident form | Existing injury form | Existing injury | Accident book | Injury on arrival",
        "concern_recorded": "Cause for concern | Concern | Concern form",
        "nothing": "Diary | Observation | Register check | Session | Parent contact | Admission",
        "home_visit": "Home visit",
        "referral_made": "Referral to social care | Safeguarding referral",
        "meeting_attended": "TAC | TAC mtg",
    },
    "housing": {
        "home_visit": "Home visit | Visit | Tenancy visit | H/V | HV | Visit - tenancy | Joint visit",
        "home_visit no_access child_not_seen": "No access | No access visit | Visit - no access | Failed visit",
        "nothing": """
            Rent | Repair | ASB | Tenancy | Tel call | Letter | Email | Office interview | Allocation | Transfer
            | New tenancy | Office visit | Warrant""",
        "case_closed": "Case closed | Closure",
        "police_domestic_incident": "Domestic abuse",
        "referral_made": "Referral to social care | Safeguarding referral",
    },
    "voluntary": {
        "home_visit": "Home visit | Visit | HV | Family home visit",
        "nothing": """
            Group | Session | Drop-in | Tel call | Contact visit | Health | Office visit | Supervised contact
            | Prison visit | Text""",
        "case_closed": "Closure | Closing session | Case closed | End of service | Place withdrawn | Discharged",
        "case_opened": "Allocation | Case opened",
        "meeting_attended": "TAF mtg | Team around the family",
        "disclosure": "Disclosure",
        "was_not_brought": "DNA",
        "referral_made": "Referral to social care",
    },
    "court": {
        "court_event": """
            Hearing | Children's Hearing | Hearing (review) | Grounds hearing | Final hearing | CMH | IRH | FHDRA
            | CSO | CPO | EPO | Interim care order | Pre-hearing panel | Directions hearing | Court | Care order""",
        "nothing": """
            Report | Request | Letter | Tel call | Hearing cancelled | Hearing adjourned | Court report | Papers""",
    },
}  # fmt: skip


def _types() -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (sector, category.strip(), () if kinds == "nothing" else tuple(kinds.split()))
        for sector, by_kinds in TABLE.items()
        for kinds, types in by_kinds.items()
        for category in types.split("|")
    ]


@pytest.mark.parametrize("sector", TABLE)
def test_a_contact_type_says_what_a_practitioner_would_read_in_it(sector: str) -> None:
    read = {
        category: (kinds, kinds_of_category(category, sector) or ()) for of, category, kinds in _types() if of == sector
    }
    assert {category: found for category, (kinds, found) in read.items() if set(kinds) != set(found)} == {}


def test_the_table_is_wide() -> None:
    assert len({(sector, category.casefold()) for sector, category, _ in _types()}) >= 500
