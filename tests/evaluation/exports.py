"""Made-up exports in the manner of many agencies, each with what its columns mean. Nobody in them is real."""

from __future__ import annotations

from typing import NamedTuple

from chronology.model import Table


class Export(NamedTuple):
    path: str
    table: Table
    fields: list[str]  # of the columns, in order
    heading_row: int | None
    records: int
    sector: str | None
    person: str | None = None  # words that must stand in Recognition.person
    agency: str | None = None


def table(text: str, source: str = "export.csv", sheet: str | None = None) -> Table:
    """A table from lines of cells between bars; `\\n` in a cell is a line break, an empty line a blank row."""
    rows = []
    for line in text.strip("\n").split("\n"):
        cells = line.strip().split("|") if line.strip() else [""]
        rows.append(tuple(cell.strip().replace("\\n", "\n") for cell in cells))
    return Table(source, sheet, rows)


def export(path, text, fields, heading_row=1, records=0, sector=None, person=None, agency=None):
    return Export(path, table(text, path), fields.split(), heading_row, records, sector, person, agency)


EXPORTS = [
    export(
        "exports/csc_casenotes.csv",
        """
        Person ID|Person Name|Case Note Date|Case Note Type|Case Note Text|Entered By|Entered Date
        448121|HARTLEY, Joseph|04/03/2011 10:15|Home Visit|Visit to the family home. Joseph was asleep upstairs and was not seen.|Dawn Pike|05/03/2011
        448121|HARTLEY, Joseph|11/03/2011 14:00|Telephone Call|Call from nursery about a bruise to the left cheek.|Dawn Pike|11/03/2011
        448121|HARTLEY, Joseph|19/03/2011 09:30|Strategy Discussion|Held with police and health. Section 47 enquiry agreed.|M Okoro|21/03/2011
        """,
        "agency_id name date kind summary author recorded",
        records=3,
        sector="social_care",
    ),
    export(
        "police.csv",
        """
        Westmoor Constabulary - Niche RMS extract
        Nominal: HARTLEY Joseph  DOB: 09/08/2009
        Report run by PC 4411 on 12/06/2013

        Occurrence No|Occ Type|Date/Time Reported|Start Date/Time|End Date/Time|OIC|Location|Summary
        WM/11/0032211|Domestic Incident|14/02/2011 22:40|14/02/2011 22:15|14/02/2011 22:35|PC 772 Lamb|12 Alder Way|Neighbour reports shouting. Both parties spoken to, child asleep upstairs.
        WM/11/0040933|Missing Person|02/05/2011 19:05|02/05/2011 17:30|02/05/2011 21:00|PC 118 Reid|12 Alder Way|Child not home from park, located safe at an aunt's.
        WM/11/0041877|Child Protection|09/05/2011 11:10|09/05/2011 10:00|09/05/2011 10:00|DC 31 Vale|Alder School|Strategy discussion with social care. Joint visit agreed.
        Rows: 3
        """,
        "ref kind recorded date date_end author place summary",
        heading_row=5,
        records=3,
        sector="police",
        person="HARTLEY Joseph",
        agency="Westmoor Constabulary",
    ),
    export(
        "gp/journal.csv",
        """
        Practice: Lowfield Surgery
        Patient: HARTLEY, Joseph  DOB: 09/08/2009  NHS: 943 476 5919

        Date|Clinician|Role|Code|Term|Free Text
        12-Jan-2011|Dr S Amin|GP|XaIuQ|Did not attend|DNA imms appointment, letter sent
        03-Feb-2011|Nurse Bell|Practice nurse|65MN.|Immunisation given|Attended with mother, no concerns at all today
        17-Mar-2011|Dr S Amin|GP|S82..|Bruise of face|Two bruises left cheek, mother says fell from sofa
        """,
        "date author author_role code kind summary",
        heading_row=4,
        records=3,
        sector="gp",
        person="HARTLEY, Joseph",
        agency="Lowfield Surgery",
    ),
    export(
        "ED attendances.xlsx",
        """
        NHS No.|Pt Surname|Pt Forename|D.O.B|Gender|Arrival Date|Arrival Time|Depart Time|Presenting Complaint|Diagnosis Text|Discharge Outcome|Seen By
        9434765919|HARTLEY|Joseph|2009-08-09|M|2011-03-17|18:20|21:05|Unwell child, facial bruising noted at triage|Soft tissue injury of the face, two sites|Discharged home|Dr L Cray
        9434765919|HARTLEY|Joseph|2009-08-09|M|2011-04-02|03:10|05:45|Vomiting and lethargy since midnight|Viral gastroenteritis suspected, observed|Admitted to ward|Dr P Nash
        """,
        "nhs_number surname forename born sex date time time_end summary summary outcome author",
        records=2,
        sector="hospital",
    ),
    export(
        "hv_records.docx",
        """
        Date & time of contact|Contact type|Who was present|Child seen? (Y/N)|What was discussed / observed|Plan|Practitioner (name, designation)
        8.3.11 10am|Home visit|Mother, baby|Y|Weight on the 9th centile, mother tired, home cold but clean|Review in two weeks|J. Moss HV
        22.3.11|Clinic|Mother|N|Mother came without baby, said he was asleep at grandmother's house|Home visit to be arranged|J. Moss HV
        """,
        "date kind present child_seen summary action author",
        records=2,
        sector="health_visiting",
    ),
    export(
        "school_cpoms.csv",
        """
        Student|UPN|Year Group|Date of Incident|Category|Incident|Linked Students|Actions Taken|Reported By|Date Added
        Joseph Hartley|A123456789012|Reception|2014-09-16 13:05|Cause for Concern|Came in hungry again and asked other children for food at break|Ella Hartley|Spoke to mother at pick up|Miss Tate|2014-09-16 15:50
        Joseph Hartley|A123456789012|Reception|2014-10-02 09:00|Attendance|Absent for the third Thursday in a row, no call from home||Home called, no reply|Mr Dean|2014-10-02 09:45
        Joseph Hartley|A123456789012|Reception|2014-10-10 11:30|Child Protection|Said that his ear was sore because dad pulled it in the car|Ella Hartley|Passed to DSL|Miss Tate|2014-10-10 11:55
        """,
        "name upn other date kind summary other action author recorded",
        records=3,
        sector="school",
    ),
    export(
        "housing.csv",
        """
        Tenancy Ref;Tenant;Property Address;Logged;Job/Contact Category;Officer;Comments;Status
        """.replace(";", "|")
        + """
        T-90112|Ms K Hartley|12 Alder Way|16/05/2012|Repair|N. Fell|Reports damp in the children's bedroom, visit booked for Friday|Open
        T-90112|Ms K Hartley|12 Alder Way|28/05/2012|ASB|N. Fell|Neighbour reports late night noise and a child crying for an hour|Closed
        T-90112|Ms K Hartley|12 Alder Way|04/06/2012|Arrears|C. Wynn|Two months behind, letter sent, officer to call at the property|Open
        """,
        "ref name address date kind author summary outcome",
        records=3,
        sector="housing",
    ),
    export(
        "midwifery.csv",
        """
        hospital_number,mothers_name,contact_dt,contact_method,gestation,notes,recorded_by,recorded_dt
        """.replace(",", "|")
        + """
        H889121|Kelly Hartley|2009-03-02T09:30|Clinic|17|Booking appointment late at seventeen weeks, smoker, partner not named|RM Gale|2009-03-02T10:12
        H889121|Kelly Hartley|2009-04-06T09:30|Clinic|22|Did not attend scan, text sent and rebooked for the week after|RM Gale|2009-04-06T12:00
        """,
        "agency_id name date kind other summary author recorded",
        records=2,
        sector="midwifery",
    ),
    export(
        "camhs.csv",
        """
        RiO ID|Forename|Family name|Date of birth|Appointment date|Appointment status|Clinician|Progress note|Validated on
        1002931|Ella|Hartley|14/11/2003|01/07/2014|Attended|Dr A Holm|Seen with mother, low mood, sleeping poorly, agreed weekly sessions|02/07/2014
        1002931|Ella|Hartley|14/11/2003|08/07/2014|DNA|Dr A Holm|Did not attend and no message, letter sent to the family|08/07/2014
        """,
        "agency_id forename surname born date outcome author summary recorded",
        records=2,
        sector="mental_health",
    ),
    export(
        "ambulance.csv",
        """
        CAD No|Call Date|Call Time|Time at Scene|Patient Name|Age|Chief Complaint|Crew Findings|Conveyed To
        20110402-0091|02/04/2011|02:31|02:44|Joseph HARTLEY|1|Vomiting, drowsy|Pale and floppy on arrival, blood sugar normal, mother present and anxious|Westmoor General
        20110917-0410|17/09/2011|18:02|18:15|Joseph HARTLEY|2|Fall|Bump to forehead, alert and crying, father says he fell on the step|Not conveyed
        """,
        "ref date time other name age summary summary other",
        records=2,
        sector="ambulance",
    ),
    export(
        "Nursery log.csv",
        """
        Little Acorns Day Nursery
        Child: Joseph Hartley

        When|What happened|Who told us|What we did|Staff initials
        Mon 7 March 2011|Came in with a graze on his chin, not there on Friday afternoon|Mum|Logged and body map done|KB
        Tues 8 March 2011|Very tired, slept two hours in the morning and would not eat|Key person|Spoke to mum at home time|KB
        """,
        "date summary other action author",
        heading_row=4,
        records=2,
        sector="early_years",
        person="Joseph Hartley",
        agency="Little Acorns Day Nursery",
    ),
    export(
        "probation_contacts.csv",
        """
        CRN|Offender Name|Contact Date|Contact Start Time|Contact End Time|Contact Type|Complied?|Contact Notes|Officer
        X112233|HARTLEY, Dean|05/01/2011|10:00|10:40|Planned Office Visit|Y|Reported as instructed, says he sees his son at weekends with no supervision|B. Shaw
        X112233|HARTLEY, Dean|19/01/2011|10:00|10:30|Planned Office Visit|N|Failed to report, no reason given by phone, warning letter sent|B. Shaw
        """,
        "agency_id name date time time_end kind other summary author",
        records=2,
        sector="probation",
    ),
    export(
        "chronology_template.docx",
        """
        Date|Time|Agency / source|Significant event|Child's views and presentation|Response / outcome|Document ref
        03.02.2011|14:20|Health visitor|Bruise seen on the left cheek by the health visitor at the clinic today|Smiling, reaching for toys|Referral to social care the same day|HV p. 14
        04.02.2011||Police|Joint visit with social worker to the home, mother and father both present|Asleep|No further action|Pol p. 3
        """,
        "date time agency summary voice outcome source_document",
        records=2,
    ),
    export(
        "linkage_area.csv",
        """
        unique_id|agency|local_id|forename|surname|dob|sex|nhs|upn|address|postcode
        a0000000|gp|GP0000451|Mohamed|Khan|2008-04-12|M|9434765919||12 Alder Way|LS9 8AB
        a0000001|school|SC0000452|Muhammad|Khan|2008-12-04|M||A123456789012|12 Alder Way|LS9 8AB
        a0000002|police|PO0000453|Amina|Patel|2010-01-01|F|||3 Holt Street|BD4 7QQ
        """,
        "ref agency agency_id forename surname born sex nhs_number upn address postcode",
        records=3,
    ),
    export(
        "febrl_like.csv",
        """
        rec_id|given_name|surname|street_number|address_1|address_2|suburb|postcode|state|date_of_birth|soc_sec_id
        x-01|kyle|rundle|107|greenhood place|willows|brighton|5074|nsw|19460902|6532949
        x-02|silas|dent|16|wade street|tarwyn park|salisbury|2161|qld|19860810|7528902
        x-03|tara|bishop|4|hill road||norwood|2077|nsw|19510221|1190023
        """,
        "ref forename surname address address address address postcode address born agency_id",
        records=3,
    ),
    export(
        "EHM_contacts.csv",
        """
        ContactID|ChildFullName|ChildDOB|ChildGender|ContactDateTime|ContactReason|ContactSource|ContactNarrative|DecisionOutcome|DecisionDate|WorkerName|CreatedDateTime|LastModifiedDateTime
        5512|Ella Hartley|14/11/2003|Female|03/02/2011 11:02|Physical abuse|School|School report a bruise on the upper arm, child says she was grabbed|Progress to assessment|04/02/2011|Jan Ode|03/02/2011 11:40|04/02/2011 16:20
        5517|Ella Hartley|14/11/2003|Female|09/03/2011 09:45|Neglect|Health|Missed three dental appointments and untreated decay, dentist worried|No further action|11/03/2011|Jan Ode|09/03/2011 10:00|11/03/2011 12:05
        """,
        "ref name born sex date kind other summary outcome other author recorded other",
        records=2,
    ),
    export(
        "community paeds.csv",
        """
        Service,Attendance Dt,Appt Time,Attended/DNA,Consultant,Clinic Letter Summary,Follow-up arrangements
        """.replace(",", "|")
        + """
        Community Paediatrics|14-Jun-11|09:40|Attended|Dr Rao|Development appropriate for age apart from speech, referred to SLT|Six months
        Community Paediatrics|13-Dec-11|09:40|DNA|Dr Rao|Was not brought, second missed review this year, GP informed|Discharge to GP
        """,
        "agency date time outcome author summary action",
        records=2,
        sector="hospital",
    ),
    export(
        "voluntary_support.csv",
        """
        Session number|Session held on|Worker|Family member(s) attending|Session notes|Safeguarding concern raised?
        1|6 September 2012|T. Akande|Kelly and Joseph|First session at the centre, Kelly talked about being on her own|No
        2|13 September 2012|T. Akande|Kelly|Joseph left with a friend, Kelly said that he had been naughty all week|No
        """,
        "ref date author present summary other",
        records=2,
        sector="voluntary",
    ),
    export(
        "court_log.csv",
        """
        Hearing date|Judge|Type of hearing|Order made|Next hearing
        12/09/2014|HHJ Marsh|Case management|Interim care order made, section 38 assessment directed|03/11/2014
        03/11/2014|HHJ Marsh|Issues resolution|Final hearing listed, contact twice weekly supervised|12/01/2015
        """,
        "date author kind summary other",
        records=2,
        sector="court",
    ),
    export(
        "a_and_e.csv",
        """
        ATTENDANCE_ID|ATT_DTTM|SURNAME|FORENAME|DOB|NHS_NUMBER|ARRIVAL_MODE|TRIAGE_NOTE|DR_NOTE|DISPOSAL_DESC|GP_NAME
        778112|2011-03-17 18:20:00|HARTLEY|JOSEPH|2009-08-09|943 476 5919|Own transport|Two bruises to left cheek, mother states fell off the sofa|Bruising inconsistent with history, discussed with consultant on call|Home|DR S AMIN
        780043|2011-04-02 03:10:00|HARTLEY|JOSEPH|2009-08-09|943 476 5919|Ambulance|Vomiting, floppy, mother and uncle with him tonight|Admitted for observation overnight, skeletal survey asked for|Ward|DR S AMIN
        """,
        "ref date surname forename born nhs_number other summary summary outcome other",
        records=2,
        sector="hospital",
    ),
    export(
        "cpoms_short.csv",
        """
        Student|Date|Incident|Linked Agencies|Actions
        Amy Hollis, Ben Crane|01/02/2020|Bruise seen on arm|Social care; Police|Told DSL
        Amy Hollis|03/02/2020|Quiet again today||Monitor
        """,
        "name date summary other action",
        records=2,
        sector="school",
    ),
    export(
        "camhs_appointments.csv",
        """
        Client Name|D.O.B.|Appt Date|Appt Type|Attended?|Outcome|Seen?|Seen alone?|Comments
        HOLLIS, Amy|01/01/2015|01/02/2020|Review|Attended|Offered more|Y|N|Came with her mother, talked about sleep and school
        HOLLIS, Amy|01/01/2015|01/03/2020|Review|DNA|Letter sent|N|N|Nobody came to the clinic and nobody rang beforehand
        """,
        "name born date kind code outcome child_seen child_seen summary",
        records=2,
        sector="mental_health",
    ),
    export(
        "Mosaic steps.csv",
        """
        Person ID|Person|Event Date|Workflow Step|Case note|Worker|Date Input
        P5512|Amy HOLLIS|20/05/2022|Notification of Concern|Crying for hours|SW Duty|20/05/2022
        P5512|Amy HOLLIS|21/05/2022|Home visit|Seen, well|SW Duty|23/05/2022
        """,
        "agency_id name date kind summary author recorded",
        records=2,
        sector="social_care",
    ),
]
