"""Writes the Excel and Word exports of the sample cases, the same bytes every time.

Enters: the records below, one a line, cells parted by `|`. Leaves: .xlsx and .docx files under sample_cases/. The exports
that are plain text (CSV, JSON) are kept by hand beside them and are not touched here. Run it from anywhere:
`python tests/data_makers/make_sample_exports.py`.
"""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

SAMPLE_CASES = Path(__file__).parents[2] / "sample_cases"
LAST_SAVED = b"2026-01-05T09:00:00Z"
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)

Cell = str | int | float | date | time

WHITTINGTON_TITLE = [
    "THE WHITTINGTON HOSPITAL NHS TRUST",
    "Patient contact extract: surname CONNELLY, children",
    "01/03/2006 to 03/08/2007",
]
WHITTINGTON = """
Hosp No|Patient|D.O.B.|NHS Number|Date|Time|Dept|Event|Clinical notes|Disposal|Seen by
W88231|CONNELLY Clara|2004-04-21|999 063 0186|2006-08-14|10:30|ENT OPD|Out-patient|Snores, mouth breather. Tonsils large, not infected. Hearing normal for age.|Review 6/12|Reg ENT
W90417|CONNELLY Peter|2006-03-01|999 041 7261|2006-12-11|15:50|Paeds|Attendance|Letter from GP. 9/12. Widespread bruising on examination, charted. Mother offers fall off settee, also dog. Impression: non-accidental injury.|Admit|Paed reg
W90417|CONNELLY Peter|2006-03-01|999 041 7261|2006-12-11|17:30|Paeds|Referral|Telephone referral to Haringey duty social worker, accepted. Form faxed.|Await call back|Paed reg
W90417|CONNELLY Peter|2006-03-01|999 041 7261|2006-12-11|18:45|Children's ward|Admission|Admitted to cubicle 3. Obs normal, taking bottles.|-|Staff nurse
W90417|CONNELLY Peter|2006-03-01|999 041 7261|2006-12-12|11:15|Children's ward|Medical examination|Examined again with consultant. Bruises as charted yesterday, considered non-accidental. Referred to police child abuse team.|Remain on ward|Consultant paediatrician
W90417|CONNELLY Peter|2006-03-01|999 041 7261|2006-12-13|09:40|Children's ward|Ward round|Slept through, ate breakfast. Playing with mobile. No temp.|Remain on ward|SHO paeds
W90417|CONNELLY Peter|2006-03-01|999 041 7261|2006-12-14|10:05|Children's ward|Ward round|Settled. Play specialist spent an hour with him.|Remain on ward|SHO paeds
W90417|CONNELLY Peter|2006-03-01|999 041 7261|2006-12-15|14:20|Children's ward|Discharge|Collected by friend of mother with social worker, to stay at friend's.|Discharged|Ward sister
W90417|CONNELLY Peter|2006-03-01|999 041 7261|2006-12-18||Paeds office|Letter in|Invitation to initial child protection conference 22/12/06, Haringey. Put in consultant's tray.|-|Secretary
W90417|CONNELLY Peter|2006-03-01|999 041 7261|2007-01-09||Paeds office|Letter in|Conference minutes received, filed in notes.|-|Secretary
W88231|CONNELLY Clara|2004-04-21|999 063 0186|2007-02-19|11:00|ENT OPD|Out-patient|Snoring better. No surgery for now.|Discharged to GP|Reg ENT
"""

HEALTH_VISITING_TITLE = ["Health Visiting Service - Haringey", "Family: CONNELLY        Printed for: records officer"]
HEALTH_VISITING = """
Date of contact|Client|Date of birth|NHS no|Type|Where|Record|Plan|Grade
2006-02-09|Tracey Connelly|1980-11-17|999 027 1941|Antenatal|Home|38 wks, 4th baby. Has cot and clothes from girls. Plans bottle.|NBV|HV
2006-03-13|Baby Connelly|2006-03-01|999 041 7261|New birth visit|Home|Day 12. Back to birth wt, cord off, bottle 3-4 hrly. Girls proud of him. Safe sleep and SIDS leaflet gone through.|6/52 contact|HV
2006-04-12|Peter Connelly|2006-03-01|999 041 7261|6 week contact|Clinic|Smiling, alert. Mum's EPDS 9. Imms dates given.|Drop-in weights|HV
2006-10-11|Clara Connelly|2004-04-21|999 063 0186|2 1/2 yr review|Home|Three-word sentences, runs and climbs, not yet dry. Hears well.|Nursery list|Nursery nurse
2006-11-01|Peter Connelly|2006-03-01|999 041 7261|8 month review|Clinic|Sits alone, rolls, babbles, passes toy hand to hand. Hearing test passed at birth.|Drop-in weights|HV
2006-12-13|Peter Connelly|2006-03-01|999 041 7261|Liaison|Telephone|Liaison HV at Whittington: P on children's ward since 11/12, social services involved.|Ring duty SW|HV
2006-12-22|Peter Connelly|2006-03-01|999 041 7261|Case conference|Civic centre|Attended initial CP conference. P and Clara registered.|Core group 4/1|HV
Feb 2007|Peter Connelly|2006-03-01|999 041 7261|Home visit|Home|Family seen. Mum keen on parenting course, place secured for March.|Tell SW|HV
2007-02-27|Peter Connelly|2006-03-01|999 041 7261|Change of address|Office|New address noted on all four children's cards.|-|Clerk
2007-06-21|Peter Connelly|2006-03-01|999 041 7261|Core group|Civic centre|Attended. To be weighed at clinic.|Clinic|HV
"""

WEIGHTS_TITLE = ["Clinic weights"]
WEIGHTS = """
Clinic date|Name|D.O.B|NHS No|Weight kg|Centile|Remarks
2006-03-28|P Connelly|2006-03-01|9990417261|4.1|50th|Mum and Beth
2006-04-25|P Connelly|2006-03-01|9990417261|5.3|50th|Well
2006-05-23|P Connelly|2006-03-01|9990417261|6.1|50th|Some sickness, has been to GP
2006-05-23|P Connelly|2006-03-01|9990417261|6.1|50th|Some sickness, has been to GP
2006-06-27|P Connelly|2006-03-01|9990417261|7|25th-50th|On solids soon
2006-08-22|P Connelly|2006-03-01|9990417261|8.1|25th-50th|Baby rice and fruit
2007-03-06|P Connelly|2006-03-01|9990417261|9.7|25th|New address
2007-05-09|P Connelly|2006-03-01|9990417261|10.1|9th-25th|Eats family meals
"""

CLINIC_TITLE = ["St Ann's Hospital", "Child Development Clinic: contact sheet, CONNELLY children"]
CLINIC = """
Date|Child|Born|NHS no.|Contact|Details|Outcome|Staff
7th September 2006|Clara Connelly|21st April 2004|999 063 0186|Hearing test|Co-operated with toys. Responses within normal limits both ears.|Discharged|Audiologist
23rd March 2007|Peter Connelly|1st March 2006|999 041 7261|Clinic|Attended with mother. Mother says the injuries were accidental. Development talked through.|Letter on file|Clinic doctor
12th April 2007|Peter Connelly|1st March 2006|999 041 7261|Request in|Letter from social worker asks for paediatric assessment: development, behaviour, head banging.|Waiting list|Clinic clerk
June 2007|Peter Connelly|1st March 2006|999 041 7261|Request in|Second request from social worker by phone.|Next free slot|Clinic clerk
16th July 2007|Peter Connelly|1st March 2006|999 041 7261|Letter out|Appointment for 1st August, 2.30 pm, posted to mother.|-|Clinic clerk
1st August 2007|Peter Connelly|1st March 2006|999 041 7261|Paediatric assessment|Brought by mother. Bruises to face, back and body noted. Irritable and miserable throughout, examination stopped.|For review appointment|Locum consultant paediatrician
"""

CHILDMINDER_TITLE = ["Childminder's day book, pages for Peter C."]
CHILDMINDER = """
When|Child|D.O.B.|What happened|Who was told
About 11 June 2007|Peter Connelly|1.3.06|First day. Coming to me four days a week. Cried when mum went, fine after ten minutes.|
14 June 2007|Peter Connelly|1.3.06|Played with bricks all morning. Ate all his dinner and slept an hour and a half.|Mum at pick up
21 June 2007|Peter Connelly|1.3.06|Park with the others, loved the swings. Nappy rash cream put on as mum asked.|Mum at pick up
June to July 2007|Peter Connelly|1.3.06|Came with injuries nobody could explain to me.|Told social worker (1st time)
June to July 2007|Peter Connelly|1.3.06|More marks on him, no reason given.|Told social worker (2nd time)
June to July 2007|Peter Connelly|1.3.06|Injuries again, not explained.|Told social worker (3rd time)
16 July 2007|Peter Connelly|1.3.06|Rainy day so indoors. Finger painting, kept one for mum.|Mum at pick up
23 July 2007|Peter Connelly|1.3.06|Last day with me, arrangement finished. Gave mum his cup and spare clothes.|Mum
"""

LEGAL_TITLE = ["LEGAL SERVICES - CHILDREN'S TEAM", "File note index"]
LEGAL = """
Date|Client|Date of birth|Subject|Note|Lawyer
18 Dec 2006|Connelly, Peter|1 Mar 2006|Conference|Invited to initial case conference 22 Dec. Diary note.|Paralegal
c. 29 Dec 2006|Connelly, Peter|1 Mar 2006|Advice|Advice by email to children's services: on the information given, threshold for care proceedings is met.|Solicitor
4 Jun 2007|Connelly, Peter|1 Mar 2006|Instructions|Request for legal planning meeting received, from social work team and police.|Paralegal
2 Jul 2007|Connelly, Peter|1 Mar 2006|Diary|Legal planning meeting put in diary for 25 July.|Paralegal
25 Jul 2007|Connelly, Peter|1 Mar 2006|Legal planning meeting|Meeting held. Advice given at table: threshold for care proceedings not met on present information.|Solicitor
"""

NURSERY_TITLE = ["Little Larches Day Nursery", "Day notes, children of family DENHAM / PRIOR"]
NURSERY = """
Date|Child's name|D.o.B.|Room|Note|Key person
2018-09-05|Harley Denham|2016-09-07|Ladybirds|First day. Waved mum off, straight to the sand.|Room leader
2018-09-05|Marley Denham|2016-09-07|Ladybirds|First day. Wanted his brother next to him at snack.|Room leader
2018-11-14|Harley & Marley Denham|2016-09-07|Ladybirds|Both boys off, mum rang to say tummy bug.|Office
2019-01-22|H Denham|2016-09-07|Ladybirds|Swapped red coat for his brother's blue one and would not swap back.|Key person
2019-03-12|Denham twins|2016-09-07|Ladybirds|Collected by grandad, password given.|Deputy
2019-10-14|Marley Prior|2016-09-07|Dragonflies|Counted to twelve at circle time. New surname on peg and drawer.|Key person
2019-11-05|Harley Prior|2016-09-07|Dragonflies|Told everyone "I got a baby sister". Drew her with six legs.|Key person
2020-02-04|Denham|2016-09-07|Dragonflies|Old record card found in Ladybirds, height and weight only. First name not filled in.|Office
"""

ACCIDENTS_TITLE = ["Accidents and incidents"]
ACCIDENTS = """
Date and time|Child's name|D.o.B.|What happened|First aid given|Parent told
2018-12-03 10:40|Marley Denham|2016-09-07|Bitten on forearm by another child over a tractor. Red mark, skin not broken.|Cold compress|Yes, mum signed
2019-06-18 15:10|Harley|2016-09-07|Tripped over own feet on path, graze to left knee.|Cleaned, plaster|Yes, grandad signed
2020-01-27 11:25|Marley Prior|2016-09-07|Bumped heads with a friend in the tunnel, small bump on forehead.|Cold compress, bump note|Yes, mum rung
"""

FAMILY_HEALTH_TITLE = ["Easterby Community Health - health visiting", "Records for family DENHAM"]
FAMILY_HEALTH = """
Date|Client|D.O.B.|NHS No.|Contact|Record|Plan
10.8.16|Melissa Denham|14.2.90|999 015 3728|Antenatal visit|32 weeks, two boys expected. Tia, 5, at home. Partner works nights.|New birth visit x 2
19.9.16|Harley Denham|7.9.16|999 071 4258|New birth visit|Twin 1, day 12. Mixed feeding, above birth weight.|Weigh 2/52
19.9.16|Marley Denham|7.9.16|999 071 4266|New birth visit|Twin 2, day 12. Slower feeder, nearly back to birth weight.|Weigh 1/52
23.6.17|Melissa Denham|14.2.90|999 015 3728|Listening visit|GP's message followed up. Low mood talked through, EPDS 11. Sister-in-law helps on Fridays.|Visit again 4/52
12.9.17|Harley Denham; Marley Denham|7.9.16||1 year review|Both pull to stand and cruise. Harley says "dada", Marley points. No concerns.|2 year review
17.10.18|Twin Denham|7.9.16||Home visit|Called after message from social care. One boy poorly with back teeth, other at grandad's. No concerns about care.|Reply to social care
5.2.19|Harley Denham|7.9.16|999 071 4258|2 year review|ASQ all areas on track. Runs, kicks ball, two-word phrases.|Dentist leaflet
5.2.19|Marley Denham|7.9.16|999 071 4266|2 year review|ASQ communication just under, others on track.|Repeat ASQ 3/12
24.4.19|Unborn Denham|EDD 5.11.19||Notification|Booking received from midwife. 4th baby.|Antenatal visit at 32/40
14.11.19|Baby Prior|2.11.19|999 092 6484|New birth visit|Day 12, breast fed, regained birth weight. Brothers and sister gentle with her.|6-8 week review
16.12.19|Baby Prior|2.11.19||Telephone|Mum rang about sticky eye, cleaning advice given.|GP check tomorrow
13.1.20|Poppy Prior|2.11.19|999 092 6484|Clinic|Weight following 50th centile. Smiling.|Drop-in
"""


def write_samples() -> None:
    """Writes the seven files anew."""
    child_p, twins = SAMPLE_CASES / "child_p" / "exports", SAMPLE_CASES / "twins" / "exports"
    write_workbook(child_p / "whittington_hospital.xlsx", {"Contacts": (WHITTINGTON_TITLE, WHITTINGTON)})
    write_workbook(
        child_p / "health_visiting.xlsx",
        {"Contacts": (HEALTH_VISITING_TITLE, HEALTH_VISITING), "Weights": (WEIGHTS_TITLE, WEIGHTS)},
    )
    write_workbook(
        twins / "day_nursery.xlsx",
        {"Day notes": (NURSERY_TITLE, NURSERY), "Accidents": (ACCIDENTS_TITLE, ACCIDENTS)},
    )
    write_document(child_p / "child_development_clinic.docx", CLINIC_TITLE, CLINIC)
    write_document(child_p / "childminder_day_book.docx", CHILDMINDER_TITLE, CHILDMINDER)
    write_document(child_p / "legal_services.docx", LEGAL_TITLE, LEGAL)
    write_document(twins / "health_visiting.docx", FAMILY_HEALTH_TITLE, FAMILY_HEALTH)


def write_workbook(path: Path, sheets: dict[str, tuple[list[str], str]]) -> None:
    """An Excel file at `path`: each sheet its title lines, a blank row, its headings and its records."""
    workbook = Workbook()
    del workbook[workbook.active.title]
    for name, (title, records) in sheets.items():
        fill_sheet(workbook.create_sheet(name), title, cells_of(records))
    saved = BytesIO()
    workbook.save(saved)
    path.write_bytes(same_every_time(saved.getvalue()))


def fill_sheet(sheet: Worksheet, title: list[str], rows: list[list[str]]) -> None:
    """Title lines merged across the sheet, then headings in bold, then records with dates as Excel dates."""
    for number, line in enumerate(title, start=1):
        sheet.cell(number, 1, line).font = Font(bold=number == 1)
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(rows[0]))
    heading_row = len(title) + 2
    for number, row in enumerate(rows, start=heading_row):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value = as_typed(text)
            if number == heading_row:
                cell.font = Font(bold=True)
            elif isinstance(cell.value, datetime):
                cell.number_format = "dd/mm/yyyy hh:mm"
            elif isinstance(cell.value, date):
                cell.number_format = "dd/mm/yyyy"
            elif isinstance(cell.value, time):
                cell.number_format = "hh:mm"


def as_typed(text: str) -> Cell | None:
    """The value a spreadsheet program would keep for what a clerk typed."""
    if not text:
        return None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    if re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", text):
        return datetime.fromisoformat(text)
    if re.fullmatch(r"\d\d:\d\d", text):
        return time.fromisoformat(text)
    if re.fullmatch(r"\d+", text):
        return int(text)
    if re.fullmatch(r"\d+\.\d+", text):
        return float(text)
    return text


def write_document(path: Path, title: list[str], records: str) -> None:
    """A Word file at `path`: the title lines as paragraphs, then one table, its first row the headings."""
    document = Document()
    document.add_heading(title[0], level=1)
    for line in title[1:]:
        document.add_paragraph(line)
    rows = cells_of(records)
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for table_row, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(table_row.cells, row, strict=True):
            cell.text = text
    saved = BytesIO()
    document.save(saved)
    path.write_bytes(same_every_time(saved.getvalue()))


def cells_of(records: str) -> list[list[str]]:
    """The lines of a block above as rows of text, each as wide as the first. Raises ValueError for one that is not."""
    rows = [line.split("|") for line in records.strip("\n").split("\n")]
    for row in rows:
        if len(row) != len(rows[0]):
            raise ValueError(f"{len(row)} cells where there are {len(rows[0])} headings: {row}")
    return rows


def same_every_time(office_file: bytes) -> bytes:
    """The file with the moments of saving, which the libraries take from the clock, set to fixed ones."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(office_file)) as before, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>" + LAST_SAVED, content)
            member = zipfile.ZipInfo(name, ZIP_EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            after.writestr(member, content)
    return packed.getvalue()


if __name__ == "__main__":
    write_samples()
