"""Person cells as agencies type them: who is named, with what beside it, and who is not."""

from time import process_time

import pytest

from chronology.people import read_people

# The cell, and the people in it: "Forename Surname", "Forename" or "/Surname".
ROLE_BEFORE_A_NAME = [
    ("Vict: Nadia Rahmani 31F", ["Nadia Rahmani"]),
    ("V1 Joel Pritchett 19 / S1 Kane Orme 22", ["Joel Pritchett", "Kane Orme"]),
    ("Off - DUCROW Martin; Witness - LEYLAND Susan", ["Martin DUCROW", "Susan LEYLAND"]),
    ("VIW: M. Osgood; P. Osgood; neighbour", ["M Osgood", "P Osgood"]),
    ("Pt Bronte Eccles 4y", ["Bronte Eccles"]),
    ("Px 70M Arthur Quill", ["Arthur Quill"]),
    ("Casualty 1: Ada Finch 12; Casualty 2: unk male", ["Ada Finch"]),
    ("Ch - Toby Larch 8, Mo - Tessa Larch, Fa - Owen Reid", ["Toby Larch", "Tessa Larch", "Owen Reid"]),
    ("Mum: Gwen Astley; FOB: n/k", ["Gwen Astley"]),
    ("M: Gwen Astley F: Paul Roper", ["Gwen Astley", "Paul Roper"]),
    ("1st Resp: Paul Roper; 2nd Resp: Gwen Astley", ["Paul Roper", "Gwen Astley"]),
    ("SU 40112 D. Farrow", ["D Farrow"]),
    ("YP Kira", ["Kira"]),
    ("PoP: Lee Marchbank 38M", ["Lee Marchbank"]),
    ("Tenant - Mr Cyril Dobbs", ["Cyril Dobbs"]),
    ("Wit. Enid Sallis", ["Enid Sallis"]),
    ("Victim/witness: Enid Sallis", ["Enid Sallis"]),
    ("Food parcel: Rosa Bianchi", ["Rosa Bianchi"]),
    ("Client (RIP): Colm Brady", ["Colm Brady"]),
    ("Amy's mum Rosa Bianchi", ["Rosa Bianchi"]),
    ("Child Elsie-Rae Dunmore 7F", ["Elsie-Rae Dunmore"]),
    ("Baby Elsie Dunmore 10/7", ["Elsie Dunmore"]),
    ("mum (Mrs Dunmore) re Elsie", ["/Dunmore", "Elsie"]),
]
ROLE_BETWEEN_PEOPLE = [
    ("Hetty Vale 31, partner Igor", ["Hetty Vale", "Igor"]),
    ("Elsie Dunmore 5, acc by gran Pearl Dunmore", ["Elsie Dunmore", "Pearl Dunmore"]),
    ("Elsie Dunmore collected by Pearl Bates", ["Elsie Dunmore", "Pearl Bates"]),
    ("Elsie Dunmore w/ Pearl Bates", ["Elsie Dunmore", "Pearl Bates"]),
    ("call from Mrs Bates re: Elsie Dunmore", ["/Bates", "Elsie Dunmore"]),
    ("Dr Anand, HV Pearl Bates, pt Elsie Dunmore 4", ["/Anand", "Pearl Bates", "Elsie Dunmore"]),
    ("Elsie Dunmore (mum Pearl Bates)", ["Elsie Dunmore", "Pearl Bates"]),
    ("Elsie Dunmore (mother)", ["Elsie Dunmore"]),
    ("Elsie Dunmore, mother", ["Elsie Dunmore"]),
    ("Pearl Bates rang", ["Pearl Bates"]),
    ("Pearl Bates NOK", ["Pearl Bates"]),
    ("Mr & Mrs Bates", ["/Bates", "/Bates"]),
    ("Elsie (surname n/k) & Pearl Bates", ["Elsie", "Pearl Bates"]),
    ("Vol: Igor Petrov; client: Mrs Pearl Bates", ["Igor Petrov", "Pearl Bates"]),
]
ONE_SURNAME_FOR_SEVERAL = [
    ("ABBASI Noor, Sami, Leila", ["Noor ABBASI", "Sami ABBASI", "Leila ABBASI"]),
    ("ABBASI Noor 45F, Sami 17m", ["Noor ABBASI", "Sami ABBASI"]),
    ("Abbasi - Noor, Sami", ["Noor Abbasi", "Sami Abbasi"]),
    ("Pts: Noor & Sami Abbasi, 6 and 4", ["Noor Abbasi", "Sami Abbasi"]),
    ("VARGA L / HOLT B", ["L VARGA", "B HOLT"]),
    ("VARGA L; ch Nina 3", ["L VARGA", "Nina VARGA"]),
]
NOBODY = [
    "Adult male, NFI",
    "unk male 30s",
    "Inf: anon",
    "anon text to duty phone",
    "neighbour at no. 14",
    "neighbour from 12 Mill Lane",
    "staff only",
    "group session",
    "Unknown - hung up",
    "Elsie's dad",
    "Victim health visitor",
]
NAMES_THAT_ARE_WORDS = [
    ("John Child", ["John Child"]),
    ("Child, John", ["John Child"]),
    ("Child John", ["Child John"]),
    ("CHILD Peter John", ["Peter CHILD"]),
    ("WARD Peter", ["Peter WARD"]),
    ("Peter Ward 4", ["Peter Ward"]),
    ("Carer, John", ["John Carer"]),
    ("FATHER Peter", ["Peter FATHER"]),
    ("Tenant, Peter", ["Peter Tenant"]),
    ("IP, Wai Man", ["Wai IP"]),
    ("Mo Farrow", ["Mo Farrow"]),
    ("Mo Farrow Ali", ["Mo Ali"]),
    ("Peter Driver", ["Peter Driver"]),
    ("DRIVER, Peter", ["Peter DRIVER"]),
    ("Paris Bell", ["Paris Bell"]),
    ("P Staff", ["P Staff"]),
    ("M. Lowe", ["M Lowe"]),
    ("Baby Lowe", ["Baby Lowe"]),
    ("Lowe, Baby", ["Baby Lowe"]),
]


def _named(cell):
    return [f"{one.forename} {one.surname}".strip() if one.forename else f"/{one.surname}" for one in read_people(cell)]


@pytest.mark.parametrize(
    ("cell", "people"), ROLE_BEFORE_A_NAME + ROLE_BETWEEN_PEOPLE + ONE_SURNAME_FOR_SEVERAL + NAMES_THAT_ARE_WORDS
)
def test_who_is_named(cell, people):
    assert _named(cell) == people


@pytest.mark.parametrize("cell", NOBODY)
def test_a_description_names_nobody(cell):
    assert read_people(cell) == ()


@pytest.mark.parametrize(
    ("cell", "age", "sex"),
    [
        ("Nadia Rahmani 31", "31", ""),
        ("Nadia Rahmani, F 29", "29", "F"),
        ("Nadia Rahmani F/29", "29", "F"),
        ("Nadia Rahmani (52F)", "52", "F"),
        ("Nadia Rahmani 19f", "19", "f"),
        ("Nadia Rahmani, female, 15", "15", "female"),
        ("Nadia Rahmani 3y4m", "3y4m", ""),
        ("Nadia Rahmani 16/12", "16/12", ""),
        ("Nadia Rahmani 15-year-old", "15-year-old", ""),
        ("Omar Rahmani 44m", "44", "m"),
        ("Omar Rahmani 17m", "", ""),  # months, or a man of seventeen
        ("Omar Rahmani, 45ish", "", ""),
        ("Male approx 40 - Omar Rahmani", "40", "Male"),
    ],
)
def test_an_age_behind_a_name_is_no_number_of_a_file(cell, age, sex):
    (one,) = read_people(cell)
    assert (one.surname, one.age, one.sex, one.agency_id) == ("Rahmani", age, sex, "")


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("Nadia Rahmani EMIS 20981", "20981"),
        ("Nadia Rahmani, RiO 118", "118"),
        ("Nadia Rahmani CRN X118822", "X118822"),
        ("Nadia Rahmani UPRN 100011223344", ""),  # of a house: everybody in it would be one person
        ("Inc 0441 - Nadia Rahmani", ""),
        ("Nadia Rahmani, Year 9", ""),
        ("Bed 4 - Nadia Rahmani", ""),
        ("Nadia Rahmani G2P1 28/40", ""),
        ("Nadia Rahmani x2", ""),
    ],
)
def test_numbers_of_systems(cell, number):
    (one,) = read_people(cell)
    assert (one.forename, one.surname, one.agency_id) == ("Nadia", "Rahmani", number)


@pytest.mark.parametrize(
    ("cell", "forename", "born"),
    [
        ("RAHMANI, male, b 17.6.05", "", "2005-06-17"),
        ("Omar Rahmani b. 1977", "Omar", "1977"),
        ("RAHMANI Omar (b.1968)", "Omar", "1968"),
        ("Omar Rahmani (dec'd 12/1/24)", "Omar", None),
        ("Omar Rahmani d. 12/1/2024", "Omar", None),
        ("Unborn Rahmani EDD 12/3/24", "Unborn", None),
    ],
)
def test_a_birth_and_what_is_none(cell, forename, born):
    (one,) = read_people(cell)
    assert (one.forename, one.surname.casefold(), one.born.edtf if one.born else None) == (forename, "rahmani", born)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("Susp: DUCROW Martin 44m", ["Susp: DUCROW Martin 44m"]),
        ("V1 Joel Pritchett 19 / S1 Kane Orme", ["V1 Joel Pritchett 19", "S1 Kane Orme"]),
        ("ABBASI Noor, Sami and Leila", ["ABBASI Noor", "Sami", "Leila"]),
        ("Abbasi - Noor, Sami", ["Abbasi - Noor", "Sami"]),
        ("Occupants Noor + Sami Abbasi", ["Occupants Noor", "Sami Abbasi"]),
    ],
)
def test_a_person_is_kept_as_written(cell, written):
    assert [one.written for one in read_people(cell)] == written


@pytest.mark.parametrize(
    "cell", ["Omar Rahmani (susp)", "Omar Rahmani (IP)", "Omar Rahmani (Year 9)", "Omar Rahmani (surname n/k)"]
)
def test_what_somebody_is_in_brackets_is_no_other_name(cell):
    (one,) = read_people(cell)
    assert (one.forename, one.also_known_as, one.agency_id) == ("Omar", (), "")


def test_the_only_name_may_stand_in_quotation_marks():
    assert _named('Rough sleeper known as "Spud"') == ["Spud"]


@pytest.mark.parametrize("cell", ["mum " * 240, "f/" * 490, "mum, " * 5000, "Male 40, Hollis - baby", "(mum) - "])
def test_a_cell_of_hardly_anything_but_roles_is_read_to_its_end(cell):
    assert all(one.written for one in read_people(cell))


@pytest.mark.parametrize("cell", ["partner of Jo Lowe", "ex-partner of Jo Lowe", "Mother of Amy Lowe"])
def test_who_is_told_by_somebody_elses_name_alone_is_not_that_person(cell: str) -> None:
    assert not read_people(cell)


@pytest.mark.parametrize("unit", ["A\u00e9", "Amy Lowe; ", "Vict: ", "1/2 ", "SMITH "])
def test_a_cell_of_thousands_of_letters_is_soon_read(unit: str) -> None:
    before = process_time()
    read_people((unit * 3_000)[:3_000])
    assert process_time() - before < 5
