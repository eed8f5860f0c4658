"""Exports that would bring a careless matcher to its knees: it must answer, soon, and merge nobody by what everybody shares."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from chronology.linking import Linking, link
from chronology.model import Mention
from tests.unit.test_linking_register import NHS, event, mention

MANY = 4_000
SYLLABLES = "ka lo mi re tu sa ne vo di pa".split()


def name(number: int) -> str:
    return "".join(SYLLABLES[number // 10**place % 10] for place in range(4)).title()


def link_all(mentions: list[Mention]) -> Linking:
    return link([event(row, one) for row, one in enumerate(mentions, 2)], (), ())


@pytest.mark.parametrize(
    "one",
    [
        lambda n: mention(f"{name(n)} Smith", "2010-05-06"),
        lambda n: mention("Jack Smith", address=f"{n} Elm Road"),
        lambda n: mention(f"{name(n)} {name(n * 7)}", f"20{n % 20:02}-{n % 12 + 1:02}-{n % 28 + 1:02}", nhs_number=NHS),
        lambda n: mention(f"{name(n)} {name(n * 7)}", f"20{n % 20:02}-{n % 12 + 1:02}-{n % 28 + 1:02}", agency_id="7"),
        lambda n: mention("Baby Smith", "2010-05-06", agency_id=str(n)),
        lambda n: mention("Baby Smith", "2010-05-06", address=f"{n} Elm Road"),
    ],
    ids=["one surname and birth", "one name", "one NHS number", "one number", "babies", "babies without a number"],
)
def test_what_everybody_shares_makes_nobody_one_and_takes_no_longer(one: Callable[[int], Mention]) -> None:
    started = time.process_time()
    linking = link_all([one(number) for number in range(MANY)])
    assert time.process_time() - started < 8
    people = [next((found.subject for found in links if found.standing != "possible"), "") for links in linking.links]
    assert len(set(people)) > MANY * 0.9 or not any(people)


def test_a_column_that_is_empty_in_every_record() -> None:
    no_names = link_all([Mention("", nhs_number=NHS) for _ in range(3)])
    assert len(no_names.subjects) == 1
    nothing = link_all([Mention("") for _ in range(3)])
    assert (nothing.subjects, [one.code for one in nothing.issues]) == ((), ["person_missing"])


def test_names_of_one_letter() -> None:
    linking = link_all([mention("J S", "2010-05-06"), mention("K S", "2010-05-06"), mention("J S", "2012-02-03")])
    assert len({links[0].subject for links in linking.links}) == 3
