"""`chronology new` as a person with a folder of unfamiliar files meets it: new, check, build, and a chronology is there."""

import json
import os
import re
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import docx
import openpyxl
import pytest

from chronology.case import NATIONS, load_case
from tests.running import COMMAND, SAMPLES, chronology

CHILD, MOTHER, SISTER = "Zzcanary", "Zzmother", "Zzsister"
NAMES = (CHILD, MOTHER, SISTER, "Quillon")
NUMBER = "9434765919"


def write(folder, name, text, encoding="utf-8"):
    (folder / name).write_bytes(text.encode(encoding))


def write_document(path):
    document = docx.Document()
    table = document.add_table(rows=0, cols=4)
    for cells in (
        ("Day", "What was seen or said", "Done by", "Follow up"),
        ("8/9/2018", "Came in with a scratch on the cheek, said the cat did it.", "Miss Orr", "Logged"),
        ("2/10/2018", "Is scared at night.", "Miss Orr", "Told the head"),
    ):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    document.save(path)


def write_workbook(path):
    workbook = openpyxl.Workbook()
    for row in (
        ("Unit no", "NHS no", "Patient", "Birth date", "Appt", "Clinic", "Att?", "Letter text"),
        ("U1", NUMBER, f"{CHILD} Quillon", "2014-06-03", "2016-02-11", "Paeds", "DNA", ""),
        ("U1", NUMBER, f"{CHILD} Quillon", "2014-06-03", "2016-03-10", "Paeds", "Attended", "Seen with mother."),
    ):
        workbook.active.append(row)
    workbook.save(path)


@pytest.fixture(scope="module")
def unfamiliar(tmp_path_factory):
    """Ten files of ten agencies in six containers, about a child, a sister and their mother."""
    folder = tmp_path_factory.mktemp("unfamiliar") / "ten files"
    (folder / "exports").mkdir(parents=True)
    write(
        folder,
        "BRK_Contacts_Extract_v2.csv",
        "Brookshire County Council - Children's Services\nRun: 14/02/2019\n\n"
        "Contact Ref,Child,DoB,Received,From,Reason,Narrative,Decision\n"
        f'C/1,"QUILLON, {CHILD}",03/06/2014,12/01/2016,School,Welfare,Hungry most mornings.,NFA\n'
        f'C/2,"QUILLON, {CHILD}",03/06/2014,04/05/2017,Health,Physical,Bruise to the ear seen at clinic.,Assessment\n'
        f'C/3,"QUILLON, {SISTER}",11/09/2011,04/05/2017,Health,Physical,Sibling of child with bruise.,Assessment\n',
    )
    write(
        folder,
        "journal (2).txt",
        f"Willow Lane Surgery\nPatient: {CHILD} Quillon   DOB 03-Jun-2014\nDate\tStaff\tEntry\n"
        "05-Jan-2015\tDr P Lal\tImmunisations given.\n02-May-2017\tNurse Fay\tSmall bruise on left ear.\n",
    )
    write_workbook(folder / "exports" / "UHB paed outpts.xlsx")
    write(
        folder,
        "occurrences.csv",
        "OCC REF;TYPE;REPORTED;FROM;SUBJECT;SUBJECT DOB;DETAILS\n"
        f"B1;Domestic;19/11/2017 23:10;19/11/2017 22:40;QUILLON {MOTHER};21/02/1990;Argument at the home.\n",
    )
    write_document(folder / "pupil file.docx")
    record = {"clientName": f"{CHILD} QUILLON", "dob": "2014-06-03", "nhsNumber": NUMBER, "practitioner": "HV Bell"}
    write(
        folder,
        "hv_system.json",
        json.dumps(
            [
                {**record, "contactDate": "2014-06-17", "contactType": "New birth visit", "notes": "Seen at home."},
                {**record, "contactDate": "2015-07-01", "contactType": "1 year review", "notes": "No reply."},
            ]
        ),
    )
    write(
        folder,
        "crew_sheet.csv",
        f"CAD,Date,Time,Pt,Age,Problem,Findings,To\n77,03/05/2017,21:15,{CHILD} Quillon,2,Fall,Bump on forehead.,Home\n",
    )
    write(
        folder,
        "tenancy.csv",
        f"Tenancy,Tenant,Address,Logged,Note,Officer\nT1,Ms {MOTHER} Quillon,4 Elm Court,03/03/2016,Damp reported,J Poole\n",
    )
    write(
        folder,
        "maternity.csv",
        f"Woman,Woman DOB,Contact,Gestation,Text,Midwife\n{MOTHER} Quillon,21/02/1990,10/01/2014,18,Booked late.,M Shaw\n",
        "latin-1",
    )
    write(folder, "letter.rtf", "{\\rtf1 a letter}")
    return folder


@pytest.fixture(scope="module")
def drafted(unfamiliar):
    """The one run of `new` on the ten files."""
    return chronology("new", unfamiliar)


@pytest.fixture(scope="module")
def draft(unfamiliar, drafted):
    """The text of the draft for the ten files."""
    assert drafted.returncode == 0, drafted.stderr
    return (unfamiliar / "case.yaml").read_text(encoding="utf-8")


def uncommented(text):
    """The draft with every suggestion taken up, as its author might take them."""
    return re.sub(r"^(\s*)# (?=(?:  )?(?:- )?[a-z_]+:(?! +#))", r"\1", text, flags=re.MULTILINE)


def test_three_commands_lead_to_a_chronology(unfamiliar, drafted):
    assert drafted.returncode == 0, drafted.stderr
    check = chronology("check", unfamiliar)
    assert check.returncode == 0, check.stderr
    assert "No nation is stated" in check.stderr
    assert chronology("build", unfamiliar).returncode == 0
    printed = (unfamiliar / "chronology-out" / "chronology.md").read_text(encoding="utf-8")
    assert f"{CHILD} Quillon" in printed
    assert "Bruise to the ear" in printed


def test_what_is_printed_names_files_and_counts_but_nobody(drafted):
    printed = drafted.stdout + drafted.stderr
    assert not [name for name in NAMES if name.casefold() in printed.casefold()]
    assert NUMBER not in printed
    assert "exports/UHB paed outpts.xlsx" in printed
    assert "Brookshire County Council" in printed
    assert re.search(r"1 child seems to be who the case is about \(met in \d+ records of \d files\)", printed)


def test_what_is_in_question_and_what_to_do_next_is_said(unfamiliar, drafted):
    for words in (
        "the nation",
        "period under review",
        "do not name their agency",
        "1 file names nobody",
        "1 file gave no",
    ):
        assert words in drafted.stderr
    for verb in ("check", "build"):
        assert f"chronology {verb} '{unfamiliar}'" in drafted.stderr


def test_the_draft_loads_and_holds_every_file_and_the_child(unfamiliar, draft):
    case = load_case(unfamiliar / "case.yaml")
    assert draft.startswith("# A draft")
    assert case.assumed_nation
    files = {
        path.relative_to(unfamiliar).as_posix() for path in unfamiliar.rglob("*.*") if "chronology-out" not in str(path)
    }
    assert {source.path for source in case.sources} == files - {"case.yaml"}
    (child,) = case.subjects
    assert child.name.casefold() == f"{CHILD} Quillon".casefold()
    assert (child.born.text, child.identifiers["nhs_number"]) == ("2014-06-03", NUMBER)


def test_every_guess_carries_its_ground(draft):
    block = draft.split("\nsources:\n")[1]
    for line in block.splitlines():
        if re.match(r"\s+(# )?(agency|sector|covers|subject): ", line):
            assert "  # " in line, line
    assert "agency: Brookshire County Council  # named above the records" in draft
    assert "# agency: Crew sheet  # not named in the file; this is only the file's name" in draft
    assert "# covers: {from: 2016-02-11, to: 2016-03-10}" in draft


def test_the_family_is_suggested_and_not_taken_for_granted(draft):
    family = draft.split("# Others in the records")[1].split("\nsources:")[0]
    assert all(line.strip().startswith("#") for line in family.splitlines()[1:] if line.strip())
    assert re.search(rf"#   name: {MOTHER} Quillon(?s:.*?)role: parent", family, re.IGNORECASE)
    assert re.search(rf"#   name: {SISTER} Quillon(?s:.*?)role: sibling", family, re.IGNORECASE)


def test_the_draft_is_a_case_file_with_every_suggestion_taken_up(draft, tmp_path):
    text = draft.split("# Your decisions")[0]
    (tmp_path / "case.yaml").write_text(uncommented(text), encoding="utf-8")
    case = load_case(tmp_path / "case.yaml")
    assert {subject.role for subject in case.subjects} == {"child", "sibling", "parent"}
    assert case.scope_from
    assert not case.assumed_nation
    assert sum(source.covers is not None for source in case.sources) >= 8


@pytest.mark.usefixtures("drafted")
def test_the_draft_is_its_owners_alone(unfamiliar):
    assert stat.S_IMODE((unfamiliar / "case.yaml").stat().st_mode) == 0o600


@pytest.fixture
def one_export(tmp_path):
    write(tmp_path, "a.csv", "Date,Name,DOB,Notes\n01/02/2007,Amy Lowe,01/02/2003,Seen at the clinic with her mother\n")
    return tmp_path


@pytest.mark.parametrize("there", ["file", "link", "folder", "case.yml"])
def test_a_case_file_is_never_overwritten(there, one_export):
    target = one_export / "case.yaml"
    if there == "file":
        target.write_text("title: mine\n", encoding="utf-8")
    elif there == "link":
        target.symlink_to("elsewhere.yaml")
    elif there == "folder":
        target.mkdir()
    else:
        (one_export / "case.yml").write_text("title: mine\n", encoding="utf-8")
    before = sorted(one_export.iterdir())
    done = chronology("new", one_export)
    assert done.returncode == 2
    assert "Next:" in done.stderr
    assert sorted(one_export.iterdir()) == before
    if there == "file":
        assert "nothing was written" in done.stderr
        assert target.read_text(encoding="utf-8") == "title: mine\n"


@pytest.mark.parametrize("nation", NATIONS)
def test_the_nation_is_filled_in_where_it_is_given(nation, one_export):
    done = chronology("new", one_export, "--nation", nation)
    assert done.returncode == 0
    case = load_case(one_export / "case.yaml")
    assert (case.nation, case.assumed_nation) == (nation, False)
    assert "the nation" not in done.stderr


def test_a_folder_without_exports_or_none_at_all_is_said(tmp_path):
    for folder, told in ((tmp_path, "no export was found"), (tmp_path / "none", "there is no such folder")):
        done = chronology("new", folder)
        assert done.returncode == 2
        assert told in done.stderr
        assert not list(tmp_path.iterdir())


def test_names_that_yaml_would_take_for_something_else_are_kept(tmp_path):
    write(
        tmp_path,
        "no: #1 - 'x'.csv",
        'Date,Name,DOB,Notes\n01/02/2007,"O\'Neil: #1, Null",01/02/2003,Seen at the clinic\n',
    )
    write(tmp_path, "é & *b.csv", 'Date,Name,DOB,Notes\n01/03/2007,"O\'Neil: #1, Null",01/02/2003,Seen at home today\n')
    assert chronology("new", tmp_path).returncode == 0
    case = load_case(tmp_path / "case.yaml")
    assert {source.path for source in case.sources} == {"no: #1 - 'x'.csv", "é & *b.csv"}
    assert chronology("check", tmp_path).returncode == 0


def test_a_file_name_that_cannot_be_written_is_asked_to_be_changed(one_export):
    (one_export / "a.csv").rename(one_export / os.fsdecode(b"a\xff.csv"))
    done = chronology("new", one_export)
    assert done.returncode == 2
    assert "rename the file" in done.stderr
    assert "Traceback" not in done.stderr


def test_children_who_are_met_alike_are_all_left_to_the_author(tmp_path):
    rows = "".join(
        f"{day:02}/02/2007,{name} {surname},{day:02}/05/2001,Seen at the clinic\n"
        for day, (name, surname) in enumerate(
            [("Amy", "Lowe"), ("Ben", "Crane"), ("Cara", "Dent"), ("Dan", "Firth"), ("Eve", "Gale"), ("Finn", "Hope"),
             ("Gus", "Ives"), ("Hal", "Jonas")], 1)
    )  # fmt: skip
    write(tmp_path, "a.csv", "Date,Name,DOB,Notes\n" + rows)
    done = chronology("new", tmp_path)
    assert done.returncode == 0
    assert "Nobody stands out" in done.stdout
    assert load_case(tmp_path / "case.yaml").subjects == ()


def test_twins_are_told_from_one_child(tmp_path):
    for path in (SAMPLES / "twins" / "exports").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert chronology("new", tmp_path).returncode == 0
    text = (tmp_path / "case.yaml").read_text(encoding="utf-8")
    assert "the same date of birth: a twin, or the same child under another name" in text


def test_two_runs_draft_the_same(one_export):
    assert chronology("new", one_export, PYTHONHASHSEED="1").returncode == 0
    first = (one_export / "case.yaml").read_bytes()
    (one_export / "case.yaml").unlink()
    assert chronology("new", one_export, PYTHONHASHSEED="2").returncode == 0
    assert (one_export / "case.yaml").read_bytes() == first


def test_a_folder_that_cannot_be_written_to_is_said_before_any_file_is_read():
    """The file cannot be read either: were it opened first, that would be said."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, "a.csv", "Date,Notes\n01/02/2007,Seen\n")
        (folder / "a.csv").chmod(0o000)
        folder.chmod(0o555)
        program = (
            "import os, sys, chronology.cli, chronology.cli.new\n"
            "os.geteuid() or os.setuid(65534)\n"  # nothing is read-only to the administrator
            "sys.argv = ['chronology', 'new', sys.argv[1]]\n"
            "chronology.cli.main()"
        )
        done = subprocess.run(
            [sys.executable, "-c", program, name],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(SAMPLES.parent)},
            check=False,
        )
        folder.chmod(0o700)
        assert done.returncode == 2, done.stderr
        assert "the folder cannot be written to" in done.stderr
        assert [path.name for path in folder.iterdir()] == ["a.csv"]


def test_a_draft_that_cannot_be_written_whole_is_not_left_behind(one_export):
    command = f'ulimit -f 0; exec "{COMMAND}" new "{one_export}"'
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "cannot be written" in done.stderr
    assert [path.name for path in one_export.iterdir()] == ["a.csv"]


def test_a_child_met_most_by_number_is_drafted_by_name(tmp_path):
    weighed = "".join(
        f"{day:02}/05/2020,9434765919,Weighed in clinic and mother well on day {day}\n" for day in range(1, 9)
    )
    write(tmp_path, "clinic.csv", f"Contact date,NHS number,Notes\n{weighed}")
    write(
        tmp_path,
        "opd.csv",
        'Appointment date,Patient,DOB,NHS number,Clinical notes\n22/06/2020,"QUILL, Axel",09/12/2019,9434765919,Seen and well in clinic\n',
    )
    assert chronology("new", tmp_path).returncode == 0
    (child,) = load_case(tmp_path / "case.yaml").subjects
    assert child.name == "Axel QUILL"


def test_check_says_the_same_once(tmp_path):
    for name in ("a.csv", "b.csv"):
        write(
            tmp_path,
            name,
            "Contact date,Child,Notes\n01/02/2020,Amy Quill,Seen at home\n,Amy Quill,No date\n,Amy Quill,None\n",
        )
    printed = chronology("check", tmp_path).stdout
    assert printed.count("date_missing") == 2, "once for each file"
    assert "rows 3, 4" in printed
    assert printed.count("agency_assumed") == 1, "once for both"


def test_identify_shows_tables_that_are_read_alike_once(tmp_path):
    document = docx.Document()
    for day in ("01/02/2020", "03/02/2020", "04/02/2020"):
        table = document.add_table(rows=0, cols=2)
        for label, value in (
            ("Child", "Amy Quill"),
            ("Date of contact", day),
            ("Details of contact", "Seen at home, well"),
        ):
            cells = table.add_row().cells
            cells[0].text, cells[1].text = label, value
        document.add_paragraph()
    document.save(str(tmp_path / "forms.docx"))
    done = chronology("identify", tmp_path / "forms.docx")
    assert "Table 1 to Table 3" in done.stdout and "3 records" in done.stdout
    assert done.stdout.count("Date of contact") == 1
    assert done.stderr.count("forms of labels and values") == 1
