"""Writes chronology/holidays.yaml from the `holidays` package: `python tests/data_makers/make_holidays.py`.

The table is checked in, so that the program needs neither the package nor the network. After running this, read the difference:
a bank holiday that was proclaimed since is expected, a change in the past is not.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import holidays

FIRST_YEAR, LAST_YEAR = 1990, 2035
SUBDIVISIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern_ireland": "NIR"}
# The package has the day a year too early: the St Andrew's Day Bank Holiday (Scotland) Act 2007 had Royal Assent on 15 January 2007.
NOT_YET = {("scotland", date(2006, 11, 30))}
TABLE = Path(__file__).parents[2] / "chronology" / "holidays.yaml"


def british(name: str) -> str:
    return name.replace(",", "").replace("(observed)", "(substitute day)")


def header_text() -> str:
    return (
        f"# Bank holidays of the four nations, {FIRST_YEAR} to {LAST_YEAR}, one-off days and substitute days included.\n"
        f"# Made by tests/data_makers/make_holidays.py from the Python package `holidays` {holidays.__version__} (MIT licence);\n"
        "# compare with https://www.gov.uk/bank-holidays. Days after 2027 follow the standing rules and may yet be changed.\n"
        "# Corrected by hand in that script: no Saint Andrew's Day in 2006 (its Act is of 2007).\n"
        "# One line a year: month-day and name, parted by commas. A newly proclaimed day may be added by hand.\n"
    )


def table_text() -> str:
    lines = []
    for nation, subdivision in SUBDIVISIONS.items():
        lines.append(f"{nation}:")
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            days = holidays.country_holidays("GB", subdiv=subdivision, years=year, language="en_GB")
            kept = [day for day in sorted(days) if day.year == year and (nation, day) not in NOT_YET]
            named = [f"{day:%m-%d} {british(days[day])}" for day in kept]
            lines.append(f"  {year}: {', '.join(named)}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TABLE.write_text(header_text() + table_text(), encoding="utf-8")
