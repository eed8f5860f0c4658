"""What passes for an NHS number and a pupil number."""

from __future__ import annotations

import pytest

from chronology.identifiers import is_training_nhs_number, nhs_number, upn


@pytest.mark.parametrize(
    "written", ["9434765919", "943 476 5919", "943-476-5919", " 9434765919 ", "9434765919.0", "943\u00a0476\u00a05919"]
)
def test_a_valid_nhs_number_is_its_ten_digits(written: str) -> None:
    assert nhs_number(written) == "9434765919"


@pytest.mark.parametrize(
    "written",
    ["", "9434765918", "943476591", "94347659190", "9999999999", "0000000000", "ABCDEFGHIJ", "١٢٣٤٥٦٧٨٩٠", "unknown"],
)
def test_anything_else_is_no_nhs_number(written: str) -> None:
    assert nhs_number(written) is None


def test_a_remainder_that_would_need_the_digit_ten_is_refused() -> None:
    stems = [f"{stem:09d}" for stem in range(400000000, 400000100)]
    without = [stem for stem in stems if not any(nhs_number(f"{stem}{last}") for last in range(10))]
    assert without
    for stem in without:
        total = sum(int(digit) * weight for digit, weight in zip(stem, range(10, 1, -1), strict=True))
        assert 11 - total % 11 == 10


def test_the_training_range() -> None:
    assert is_training_nhs_number("9990000018")
    assert not is_training_nhs_number("9434765919")


def test_a_pupil_number_needs_its_letter() -> None:
    assert upn("P207000016049") == "P207000016049"
    assert upn("p2070 0001 6049") == "P207000016049"
    assert upn("Q207000016049") is None
    assert upn("P20700001604A") is None
    assert upn("P000000000000") is None
    assert upn("") is None
