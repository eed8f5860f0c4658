"""What two names are to each other."""

from __future__ import annotations

import pytest

from chronology.linking.names import compare_family, compare_given, family, fold, given, load_names, parse, sound


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("jack", "jack", "equal"),
        ("mary jane", "mary-jane", "equal"),
        ("lilly mae", "lilly-mae", "equal"),
        ("alexander", "alex", "variant"),
        ("katherine", "katie", "variant"),
        ("mohammed", "muhammad", "variant"),
        ("oleksandr", "alexander", "variant"),
        ("aisha", "ayesha", "variant"),
        ("peter", "p", "initial"),
        ("peter", "t", "different"),
        ("peter", "petre", "close"),
        ("charlotte", "charlotteee", "close"),
        ("luke", "uke", "close"),
        ("jayden", "kayden", "different"),
        ("amina", "amira", "different"),
        ("jack", "jake", "different"),
        ("harry", "harvey", "different"),
        ("ella", "ellie", "different"),
        ("mia", "maya", "different"),
        ("zara", "sara", "different"),
        ("francis", "frances", "different"),
        ("lilly-mae", "lily", "part"),
        ("lilly mae", "lilly rose", "part"),
        ("mohammed", "mohammad ali", "part"),
        ("john", "john paul", "equal"),
        ("paul", "john paul", "part"),
        ("will", "bill", "different"),
        ("", "jack", ""),
    ],
)
def test_given_names(left: str, right: str, level: str) -> None:
    assert compare_given(left, right, frozenset()) == level
    assert compare_given(right, left, frozenset()) == level


def test_names_that_the_records_attest_are_two_names() -> None:
    assert compare_given("kaidence", "kadence", frozenset()) == "close"
    assert compare_given("kaidence", "kadence", frozenset({"kaidence", "kadence"})) == "different"


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("o'neill", "ONEILL", "equal"),
        ("Smith-Jones", "smith jones", "equal"),
        ("connelly", "connolly", "variant"),
        ("smith", "smith-jones", "part"),
        ("van der berg", "van der merwe", "different"),
        ("robertson", "robetrson", "close"),
        ("ward", "wood", "different"),
        ("", "ward", ""),
    ],
)
def test_surnames(left: str, right: str, level: str) -> None:
    assert compare_family(family(left), family(right)) == level
    assert compare_family(family(right), family(left)) == level


@pytest.mark.parametrize(
    "word",
    ["Baby", "INFANT", "Unborn", "Baby Boy", "Twin 2", "Twin B", "Male child", "Not known", "N/A", "Baby of Mary"],
)
def test_placeholders_are_no_name(word: str) -> None:
    assert given(word) == ""


def test_what_stands_behind_a_placeholder_is_a_name() -> None:
    assert given("Baby Jack") == "jack"
    assert given("Miss A") == "a"


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("SMITH, John (Jack)", ("John", "SMITH", ("Jack",))),
        ("Mr Alan de la Mare", ("Alan", "de la Mare", ())),
        ("Mary Ann Jones", ("Mary Ann", "Jones", ())),
        ("Peter", ("Peter", "", ())),
        ("", ("", "", ())),
    ],
)
def test_whole_names(written: str, parts: tuple[str, str, tuple[str, ...]]) -> None:
    assert parse(written) == parts


def test_folding_and_sound() -> None:
    assert fold("  Zoë–Marie O’Dowd ") == "zoe marie odowd"
    assert sound("mohammed") == sound("muhammad")
    assert sound("robert") != sound("richard")
    assert sound("") == ""


def test_the_tables_are_broad() -> None:
    table = load_names()
    pairs = {frozenset((one, group)) for one, groups in table.groups.items() for group in groups}
    assert len(pairs) > 300
    assert all(name == fold(name) for name in table.groups)
    assert not table.placeholders & table.real
