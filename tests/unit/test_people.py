import pytest

from chronology.dates import read_date
from chronology.people import mentions_of, names_people, read_people


@pytest.mark.parametrize(
    ("written", "forename", "surname"),
    [
        ("Amy Hollis", "Amy", "Hollis"),
        ("HOLLIS, Amy", "Amy", "HOLLIS"),
        ("HOLLIS Amy", "Amy", "HOLLIS"),
        ("Amy HOLLIS", "Amy", "HOLLIS"),
        ("hollis,amy", "amy", "hollis"),
        ("Ms Amy Hollis", "Amy", "Hollis"),
        ("Mrs Hollis", "", "Hollis"),
        ("A. Hollis", "A", "Hollis"),
        ("O'Dowd, Sean", "Sean", "O'Dowd"),
        ("Maria de la Torre", "Maria", "de la Torre"),
        ("HOLLIS BRAND, Mary-Ann", "Mary-Ann", "HOLLIS BRAND"),
        ("Baby of Amy Hollis", "Baby", "Hollis"),
        ("B/O HOLLIS", "Baby", "HOLLIS"),
        ("Baby Boy Hollis", "Baby Boy", "Hollis"),
        ("Unborn Hollis", "Unborn", "Hollis"),
        ("HOLLIS, Unborn", "Unborn", "HOLLIS"),
        ("Twin 2 Hollis", "Twin 2", "Hollis"),
        ("Amy", "Amy", ""),
        ("HOLLIS", "", "HOLLIS"),
        ("Hollis family", "", "Hollis"),
        ("Amy Hollis - sibling", "Amy", "Hollis"),
        ("Amy (surname not known)", "Amy", ""),
        ("Amy (surname unknown)", "Amy", ""),
        ("dau Amy", "Amy", ""),
        ("son Ben Hollis", "Ben", "Hollis"),
        ("Baby HOLLIS b. 17/6/05", "Baby", "HOLLIS"),
        ("HOLLIS Amy 2001", "Amy", "HOLLIS"),
        ("HOLLIS V (Mrs) 9 Aird Ct", "V", "HOLLIS"),
        ("Year 4 Amy Hill", "Amy", "Hill"),
        ("Amy Park, 12 Mill Lane, Leith", "Amy", "Park"),
        ("Amy HOLLIS  DoB 10/2/97  CHI 1002974426  9 Aird Court, Leith", "Amy", "HOLLIS"),
        ("Mr R Green, Flat 2, 12a The Green", "R", "Green"),
        ("Amy Hollis H&C 123 456 7890", "Amy", "Hollis"),
        ("Amy Hollis-Brand   UPN H334211019004   Reception 2018/19 – Year 1 2019/20", "Amy", "Hollis-Brand"),
    ],
)
def test_one_name(written, forename, surname):
    (mention,) = read_people(written)
    assert (mention.forename, mention.surname, mention.written) == (forename, surname, written)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("HOLLIS, Amy; HOLLIS, Ben", [("Amy", "HOLLIS"), ("Ben", "HOLLIS")]),
        ("Amy Hollis / Ben Crane", [("Amy", "Hollis"), ("Ben", "Crane")]),
        ("LJ, FJ, MJ", [("", "LJ"), ("", "FJ"), ("", "MJ")]),
        ("LI, AN", [("AN", "LI")]),
        ("A + B", [("A", ""), ("B", "")]),
        ("A/B/D", [("A", ""), ("B", ""), ("D", "")]),
        ("AMY HOLLIS, BEN HOLLIS", [("AMY", "HOLLIS"), ("BEN", "HOLLIS")]),
        ("HOLLIS, MARY ANN", [("MARY", "HOLLIS")]),
        ("Amy Hollis (and Ben)", [("Amy", "Hollis"), ("Ben", "Hollis")]),
        ("Amy Hollis 01/03/06 Ben Hollis 02/04/08", [("Amy", "Hollis"), ("Ben", "Hollis")]),
        ("Amy Hollis 01/03/06, Ben 02/04/08", [("Amy", "Hollis"), ("Ben", "Hollis")]),
        ("Amy / B + C Hollis", [("Amy", "Hollis"), ("B", "Hollis"), ("C", "Hollis")]),
        ("Ms C Hollis   Occupants: A. Crane (son)", [("C", "Hollis"), ("A", "Crane")]),
        ("Amy & Ben Hollis", [("Amy", "Hollis"), ("Ben", "Hollis")]),
        ("HOLLIS, Amy and Ben", [("Amy", "HOLLIS"), ("Ben", "HOLLIS")]),
        ("Amy Hollis\nBen Crane", [("Amy", "Hollis"), ("Ben", "Crane")]),
        ("Amy Hollis, Ben Hollis", [("Amy", "Hollis"), ("Ben", "Hollis")]),
        ("Amy, Ben, Cal", [("Amy", ""), ("Ben", ""), ("Cal", "")]),
        ("Andy Anderson", [("Andy", "Anderson")]),
        ("Amy Hollis-Brand, Ben Crane", [("Amy", "Hollis-Brand"), ("Ben", "Crane")]),
        ("Amy Hollis, Ben Crane, Al Smith", [("Amy", "Hollis"), ("Ben", "Crane"), ("Al", "Smith")]),
        ("HOLLIS BRAND, Amy Jo", [("Amy", "HOLLIS BRAND")]),
        ("van der Berg, John Paul", [("John", "van der Berg")]),
        ("ch Amy 3, Ben 9m", [("Amy", ""), ("Ben", "")]),
        ("Amy (3), Ben (9m)", [("Amy", ""), ("Ben", "")]),
        ("Hollis, Amy (3)", [("Amy", "Hollis")]),
        ("HOLLIS A-M / Amy", [("A-M", "HOLLIS"), ("Amy", "HOLLIS")]),
        ("A Hollis / B. O'Neil", [("A", "Hollis"), ("B", "O'Neil")]),
        ("Amy, RL, GG", [("Amy", ""), ("", "RL"), ("", "GG")]),
        ("Ms A Hollis, 14 Mill Road NG5", [("A", "Hollis")]),
        ("Hollis A, Leith", [("Hollis", "A")]),
        ('"Amy", baby abt 1', [("Amy", "")]),
        ("AH 64", [("", "AH")]),
        ("HOLLIS AMY J", [("HOLLIS", "AMY")]),
        ("VAN DER BERG J", [("J", "VAN DER BERG")]),
        ("Amy HOLLIS b.02/11/03 (S), Ben CRANE b.27/06/05 (V)", [("Amy", "HOLLIS"), ("Ben", "CRANE")]),
        ("Mrs HOLLIS, 14 Mill Rise", [("", "HOLLIS")]),
        ("Nan Hollis w/ Amy", [("Nan", "Hollis"), ("Amy", "")]),
        ("AH / 07", [("", "AH")]),
    ],
)
def test_several_names_in_one_cell(written, names):
    assert [(mention.forename, mention.surname) for mention in read_people(written)] == names


@pytest.mark.parametrize(
    ("written", "age", "sex"),
    [("Amy, 8F", "8", "F"), ("Amy HOLLIS 43F", "43", "F"), ("Ben Hollis 7/M", "7", "M"), ("Ben, 7 yr M", "7 yr", "M")],
)
def test_age_and_sex_as_crews_write_them(written, age, sex):
    (mention,) = read_people(written)
    assert (mention.forename in ("Amy", "Ben"), mention.age, mention.sex[:1].upper(), mention.agency_id) == (
        True,
        age,
        sex,
        "",
    )


@pytest.mark.parametrize(
    "written", ["HOLLIS, Amy (6L)", "Amy Hollis, 11K", "Amy Hollis (Y3 Kestrels)", "Amy Hollis - PN day 1"]
)
def test_a_class_and_a_day_are_no_number_of_a_file(written):
    (mention,) = read_people(written)
    assert (mention.agency_id, mention.age, mention.forename, mention.surname.casefold()) == ("", "", "Amy", "hollis")


@pytest.mark.parametrize("written", ["HOLLIS Amy 2001", "Amy Hollis 2018/19", "Hollis A + 1 ch"])
def test_a_year_and_a_count_are_neither_an_age_nor_a_number(written):
    people = read_people(written)
    assert [(one.age, one.agency_id, one.born) for one in people] == [("", "", None)]


def test_what_stands_beside_a_name_is_taken_along():
    (mention,) = read_people("1234567 - HOLLIS Amy (Ames) - 01/03/2006")
    assert (mention.agency_id, mention.forename, mention.also_known_as) == ("1234567", "Amy", ("Ames",))
    assert mention.born is not None and mention.born.edtf == "2006-03-01"


@pytest.mark.parametrize(
    "written", ["John Carter aged 9", "John Carter, age 9", "John Carter (aged 9)", "John Carter age: 9"]
)
def test_an_age_in_years_without_the_word(written):
    (mention,) = read_people(written)
    assert (mention.forename, mention.middle_names, mention.surname) == ("John", "", "Carter")
    assert "9" in mention.age
    assert mention.agency_id == ""


def test_a_title_line_with_labels():
    (mention,) = read_people(
        "HOLLIS, Amy Jo  DOB: 01/03/2006  NHS No: 943 476 5919  Sex: F  Address: 4 Mill Row, LS1 4AB"
    )
    assert (mention.forename, mention.middle_names, mention.surname) == ("Amy", "Jo", "HOLLIS")
    assert (mention.nhs_number, mention.sex, mention.address) == ("943 476 5919", "F", "4 Mill Row, LS1 4AB")
    assert mention.born is not None and mention.born.edtf == "2006-03-01"


@pytest.mark.parametrize(
    ("written", "people"),
    [
        (
            "Surname: HOLLIS, Forename: Amy Jo, DOB: 01/03/2006, Role: Subject; Surname: CRANE, Forename: Ben, Role: Child",
            [("Amy", "Jo", "HOLLIS", "2006-03-01"), ("Ben", "", "CRANE", None)],
        ),
        ("Role: Victim, Name: Amy Hollis; Role: Witness, Name: unknown", [("Amy", "", "Hollis", None)]),
        ("firstName: Amy, lastName: Hollis, dateOfBirth: 2006-03-01", [("Amy", "", "Hollis", "2006-03-01")]),
        ("person.surname: HOLLIS, person.dob: 2006-03-01", [("", "", "HOLLIS", "2006-03-01")]),
        (
            "Surname: HOLLIS, Role: x; Forename: Ben, Surname: CRANE",
            [("", "", "HOLLIS", None), ("Ben", "", "CRANE", None)],
        ),
        ("Name: HOLLIS, Amy; DOB: 01/03/2006; NHS No: 943 476 5919", [("Amy", "", "HOLLIS", "2006-03-01")]),
    ],
)
def test_labelled_people(written, people):
    assert [
        (one.forename, one.middle_names, one.surname, one.born.edtf if one.born else None)
        for one in read_people(written)
    ] == people


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Surname: HOLLIS, Forename: Amy; Surname: CRANE, Forename: Ben", True),
        ("Amy Hollis; Ben Crane", False),
        ("Child: seen at home today and well. Plan: visit again", False),
        ("", False),
    ],
)
def test_whether_a_cell_is_labelled_people(text, told):
    assert names_people(text) is told


@pytest.mark.parametrize("written", ["", "  ", "Unknown", "N/A", "n/k", "Mum"])
def test_nobody_is_named(written):
    assert read_people(written) == ()


@pytest.mark.parametrize(
    ("written", "aliases"),
    [
        ("Amy Hollis aka Amy Crane", ("Amy Crane",)),
        ("Amy Hollis (née Crane)", ("Crane",)),
        ('Amy "Ames" Hollis', ("Ames",)),
        ("Amy Hollis (F, 3 yrs)", ()),
        ("Amy Hollis (mother Jo Hollis)", ()),
    ],
)
def test_other_names(written, aliases):
    assert read_people(written)[0].also_known_as == aliases


def test_columns_make_one_person():
    cells = {"forename": "Amy Jo", "surname": "Hollis", "born": "1/3/06", "nhs_number": "943 476 5919", "sex": "F"}
    mentions, codes = mentions_of(cells, read_date)
    assert [(one.written, one.forename, one.middle_names, one.surname) for one in mentions] == [
        ("Amy Jo Hollis", "Amy", "Jo", "Hollis")
    ]
    assert mentions[0].born is not None and mentions[0].born.edtf == "2006-03-01"
    assert codes == ()


def test_one_number_beside_two_names_is_nobodys():
    mentions, _ = mentions_of(
        {"name": "Amy & Ben Hollis", "nhs_number": "9434765919", "born": "1/3/06; 2/4/07"}, read_date
    )
    assert [one.nhs_number for one in mentions] == ["", ""]
    assert [one.born.edtf for one in mentions if one.born] == ["2006-03-01", "2007-04-02"]


def test_cells_that_cannot_be_used_are_told():
    cells = {"name": "Amy Hollis", "nhs_number": "9434765918", "upn": "A1234", "born": "31/02/2006"}
    mentions, codes = mentions_of(cells, read_date)
    assert mentions[0].born is None
    assert set(codes) == {
        ("identifier_invalid", "nhs_number"),
        ("identifier_invalid", "upn"),
        ("born_unreadable", "born"),
    }


@pytest.mark.parametrize("number", ["9999999999", "not known", "0000000000"])
def test_a_placeholder_is_not_called_invalid(number):
    assert mentions_of({"name": "Amy Hollis", "nhs_number": number}, read_date)[1] == ()


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("surname: LINDQUIST, forename: Hannah, dob: 14/02/1960", ["LINDQUIST, Hannah"]),
        (
            "Name: Hannah Lindquist, DOB: 14/02/1960; Name: Grant Pell, DOB: 01/02/1984",
            ["Hannah Lindquist", "Grant Pell"],
        ),
        ("Surname: PELL, DOB: 30/06/1984", ["PELL"]),
    ],
)
def test_labelled_people_are_shown_by_name(cell, written):
    assert [mention.written for mention in read_people(cell)] == written


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("OAKES, Tyler Jr", [("Tyler", "OAKES")]),
        ("Lee Oakes III", [("Lee", "Oakes")]),
        ("Tyler, Ella and Max Oakes", [("Tyler", "Oakes"), ("Ella", "Oakes"), ("Max", "Oakes")]),
        ("Oakes, Tyler and Max Oakes", [("Tyler", "Oakes"), ("Max", "Oakes")]),
        ("1. Tyler Oakes 2. Ella Oakes", [("Tyler", "Oakes"), ("Ella", "Oakes")]),
        ("Twin 1 Oakes", [("Twin 1", "Oakes")]),
    ],
)
def test_suffixes_and_lists(cell, people):
    assert [(one.forename, one.surname) for one in read_people(cell)] == people


@pytest.mark.parametrize(
    ("cell", "forenames", "surname"),
    [
        ("LOWE fam (Amy 02/06/2008; Ben 19/04/2010; unborn/Cal)", "Amy Ben unborn Cal", "LOWE"),
        ("Lowe children: Amy 3, Ben 5y and Cal", "Amy Ben Cal", "Lowe"),
        ("The Lowe family - Amy, Ben", "Amy Ben", "Lowe"),
        ("The children: Amy, Ben", "Amy Ben", ""),
        ("Both kids - Amy & Ben", "Amy Ben", ""),
        ("Mum's children: Amy, Ben", "Amy Ben", ""),
        ("Lowe family (Mum, Dad)", "", "Lowe"),
        ("Lowe family (Leith)", "", "Lowe"),
    ],
)
def test_a_family_with_its_members(cell, forenames, surname):
    people = read_people(cell)
    assert " ".join(one.forename for one in people) == forenames
    assert {one.surname for one in people} == {surname}


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("McGRANE S", [("S", "McGRANE", "")]),
        ("McDONALD Amy", [("Amy", "McDONALD", "")]),
        ("TONER E-M, McGRANE H", [("E-M", "TONER", ""), ("H", "McGRANE", "")]),
        ("LOWE/Amy 01032006", [("Amy", "LOWE", "2006-03-01")]),
        ("LOWE/AMY/01032006", [("AMY", "LOWE", "2006-03-01")]),
        ("LOWE/Amy & PELL/Grant", [("Amy", "LOWE", ""), ("Grant", "PELL", "")]),
        ("LOWE/PELL", [("", "LOWE", ""), ("", "PELL", "")]),
        ("MUM/Amy", [("Amy", "", "")]),
        ("Amy Lowe 99032006", [("Amy", "Lowe", "")]),
    ],
)
def test_surnames_in_capitals_and_before_a_slash(cell, people):
    assert [(one.forename, one.surname, one.born.edtf if one.born else "") for one in read_people(cell)] == people


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("D, A, Adam", [("D", ""), ("A", ""), ("Adam", "")]),
        ("D, A", [("D", ""), ("A", "")]),
        ("Lowe, A", [("A", "Lowe")]),
        ("J, K and L Lowe", [("J", "Lowe"), ("K", "Lowe"), ("L", "Lowe")]),
    ],
)
def test_a_letter_alone_is_nobodys_surname(cell, people):
    assert [(one.forename, one.surname) for one in read_people(cell)] == people


@pytest.mark.parametrize(
    ("written", "born"),
    [
        ("Amy Hollis 2011/07/04", "2011-07-04"),
        ("Amy Hollis 2011-Jul-04", "2011-07-04"),
        ("Amy Hollis 20110704", "2011-07-04"),
        ("Amy Hollis 04072011", "2011-07-04"),
        ("Amy Hollis (DOB 2011 07 04)", "2011-07-04"),
        ("Amy Hollis (born July 2011)", "2011-07"),
        ("Hollis, Amy b1/3/06", "2006-03-01"),
    ],
)
def test_a_birth_beside_a_name(written, born):
    (one,) = read_people(written)
    assert (one.forename, one.surname, one.born and one.born.edtf) == ("Amy", "Hollis", born)
