"""How counts, days, places and people are said, the same in every section."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec.structs import astuple

from chronology.model import Account, Provenance

MOST_PLACES = 12  # places listed for one question; the rest are counted, and all stand in the JSON

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def count_of(number: int, one: str, many: str = "") -> str:
    """`1 record`, `2,000 records`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def say_account(account: Account) -> str:
    """`171 records read = 164 entries + 1 undated + …`: where every record went."""
    return (
        f"{count_of(account.records, 'record')} read = {count_of(account.entries, 'entry', 'entries')} + "
        f"{account.undated:,} undated + {account.out_of_scope:,} out of scope + "
        f"{count_of(account.duplicates, 'duplicate')} + {account.set_aside:,} set aside"
    )


def sum_accounts(accounts: Iterable[Account]) -> Account:
    """All sources' accounts as one."""
    return Account(*map(sum, zip(*map(astuple, (Account(), *accounts)), strict=True)))


def say_day(day: date) -> str:
    """`3 August 2007`, whatever the locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def say_place(place: Provenance, ids: dict[str, str] | None = None) -> str:
    """File, sheet and row; with `ids` the file's number in place of its path."""
    path = ids[place.source] if ids else place.source
    sheet = f", {place.sheet}" if place.sheet else ""
    return f"{path}{sheet}, row {place.row}"


def say_people(subjects: tuple[str, ...], names: dict[str, str]) -> str:
    """The names of subjects, in the given order."""
    return ", ".join(names.get(subject, subject) for subject in subjects)


def say_list(parts: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *most, last = tuple(parts) or ("",)
    return f"{', '.join(most)} and {last}" if most else last
