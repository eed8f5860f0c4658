"""NHS numbers and unique pupil numbers: what passes its own check. Enters: text as an agency wrote it. Leaves: the number, or None.

Whose number it is belongs to linking; whether an invalid one is worth an issue belongs to normalise.
"""

from __future__ import annotations

from functools import lru_cache
from operator import mul

# Separators met inside numbers: spaces of several widths, hyphens, dashes, full stops. A spreadsheet adds ".0".
_SEPARATORS = dict.fromkeys(map(ord, " \t\u00a0\u2009\u202f-\u2010\u2011\u2012\u2013."))
_NHS_WEIGHTS = range(10, 1, -1)  # of the first nine digits; the tenth is the check
_UPN_WEIGHTS = range(2, 14)
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # A to Z without I, O and S: the remainder of mod 23 picks one


@lru_cache(maxsize=1 << 17)
def nhs_number(text: str) -> str | None:
    """The ten digits of an NHS number that passes its check digit (weights 10 to 2, mod 11), else None.

    A single digit repeated passes the sum for some digits and is refused: it is what people type to fill the box.
    """
    stripped = text.strip()
    digits = stripped.removesuffix(".0").translate(_SEPARATORS)
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()) or len(set(digits)) == 1:
        return None
    total = sum(map(mul, map(int, digits), _NHS_WEIGHTS))
    check = (11 - total % 11) % 11
    return digits if check == int(digits[9]) else None


def is_training_nhs_number(number: str) -> bool:
    """Whether the number stands in the range beginning 999, which is kept for tests and training and never issued."""
    return number.startswith("999")


@lru_cache(maxsize=1 << 17)
def upn(text: str) -> str | None:
    """The 13 characters of a permanent pupil number whose letter is right (weights 2 to 13, mod 23), else None.

    A temporary number (a letter at the end) is None: it is given again at each school and proves nothing.
    """
    number = text.strip().translate(_SEPARATORS).upper()
    digits = number[1:]
    if len(number) != 13 or not (digits.isascii() and digits.isdigit()) or len(set(digits)) == 1:
        return None
    total = sum(map(mul, map(int, digits), _UPN_WEIGHTS))
    return number if number[0] == _UPN_LETTERS[total % 23] else None
