"""What many records show of the numbers in them, and of the families they are about."""

from __future__ import annotations

import random
from datetime import date, timedelta

from msgspec.structs import replace

from chronology.linking import link
from chronology.linking.collapse import collapse
from chronology.linking.compare import Scale
from chronology.linking.schemes import Schemes, learn_schemes
from chronology.linking.weights import load_weights
from chronology.model import Event, Mention, When
from tests.benchmarks.make_area import FORENAMES, SURNAME_ENDS, SURNAME_STARTS
from tests.unit.test_linking_register import born, event

PEOPLE = 700


def people(seed: int = 1) -> list[Mention]:
    """Strangers, each with a number and a home of their own."""
    chance = random.Random(seed)
    first = date(1950, 1, 1)
    return [
        Mention(
            "",
            forename=chance.choice(FORENAMES),
            surname=chance.choice(SURNAME_STARTS) + chance.choice(SURNAME_ENDS),
            born=born((first + timedelta(chance.randrange(20000))).isoformat()),
            agency_id=str(7_000_000 + 137 * number),
            address=f"{number} High Street",
        )
        for number in range(PEOPLE)
    ]


def changed(mention: Mention, **fields: object) -> Mention:
    return Mention(**{name: getattr(mention, name) for name in Mention.__struct_fields__} | fields)


def learn(events: list[Event]) -> Schemes:
    collapsed = collapse(events, load_weights().contacts)
    identities = [one.identity for one in collapsed.written]
    return learn_schemes(collapsed.written, Scale(load_weights(), identities, people=len(identities)))


def rows(mentions: list[Mention], agency: str = "Register") -> list[Event]:
    return [event(row, one, agency=agency, source=f"{agency}.csv") for row, one in enumerate(mentions, 2)]


def merged(events: list[Event], *numbers: int) -> bool:
    found = link(events, (), ()).links
    whose = {next((one.subject for one in found[n] if one.standing != "possible"), f"nobody {n}") for n in numbers}
    return len(whose) == 1


def test_strangers_with_numbers_of_their_own_are_recognised_by_them() -> None:
    known = people()
    again = [
        changed(one, forename="Zebedee" if number == 5 else one.forename, postcode="X")
        for number, one in enumerate(known)
    ]
    events = rows(known) + rows(again)
    schemes = learn(events)
    assert (schemes.personal, schemes.families, schemes.twins) == (frozenset({"Register"}), False, False)
    assert merged(events, 5, PEOPLE + 5)  # another forename, the same number, date of birth and home


def test_where_families_live_together_a_second_forename_is_a_second_child() -> None:
    known = people()
    family = [
        changed(one, forename=FORENAMES[number % 60 + 1] if one.forename == FORENAMES[number % 60] else FORENAMES[number % 60],
                born=born(f"20{number % 20:02}-11-05"), agency_id=f"s{number}")
        for number, one in enumerate(known)
    ]  # fmt: skip
    twin = changed(known[5], forename="Zebedee")
    events = rows([*known, *family, *[changed(one, postcode="X") for one in known], twin])
    schemes = learn(events)
    assert schemes.families and schemes.personal == {"Register"}
    assert not merged(events, 5, len(events) - 1)


def test_a_household_number_is_no_persons_own() -> None:
    known = people()
    partner = [changed(one, forename="Zebedee", born=born("1971-07-07")) for one in known]
    assert learn(rows(known + partner)).personal == frozenset()


def test_a_number_of_every_record_says_nothing() -> None:
    known = people()
    numbered = [changed(one, agency_id=str(number)) for number, one in enumerate([*known, *known])]
    assert learn(rows(numbered)).by_record >= {"Register"}
    assert merged(rows(numbered), 5, PEOPLE + 5)


def test_two_agencies_that_pass_on_one_number() -> None:
    known = people()
    events = rows(known, "Hospital") + rows([changed(one, surname="Quillfeather") for one in known], "Register")
    assert learn(events).same_as == {"Register": "Hospital"}
    assert merged(events, 5, PEOPLE + 5)


def test_an_address_to_write_to_counts_only_where_it_is_a_persons_own() -> None:
    known = [changed(one, agency_id="") for one in people()]

    def written(mentions: list[Mention], of_a_parent: bool) -> list[Event]:
        return [
            Event(
                "", one.provenance, one.when, one.agency, "other", mentions=one.mentions,
                other=(("Email", f"{number // 2 if of_a_parent else number}.person@example.org"),),
            )
            for number, one in enumerate(rows(mentions))
        ]  # fmt: skip

    again = [changed(one, born=born("1999-09-09"), address="") for one in known]
    own = written(known, False) + written(again, False)
    parents = written(known, True) + written(again, True)
    assert merged(own, 5, PEOPLE + 5)
    assert not merged(parents, 5, PEOPLE + 5)


def test_a_few_records_show_nothing() -> None:
    assert learn(rows(people()[:40] * 2)) == Schemes()


def reached(mentions: list[Mention], addresses: list[str], agency: str) -> list[Event]:
    """Records without a home and a number, but with an e-mail address."""
    bare = [changed(one, address="", agency_id="") for one in mentions]
    return [
        replace(one, other=(("Email", address),)) for one, address in zip(rows(bare, agency), addresses, strict=True)
    ]


def two_digits_off(one: Mention) -> When:
    assert one.born is not None
    century, tens, unit, rest = one.born.text[:2], int(one.born.text[2]), int(one.born.text[3]), one.born.text[4:]
    return born(f"{century}{(tens + 1) % 10}{(unit + 1) % 10}{rest}")


def test_strangers_without_homes_are_recognised_by_addresses_of_their_own() -> None:
    known = people()
    own = [f"{one.forename}.{one.surname}{number}@example.org".lower() for number, one in enumerate(known)]
    again = [
        changed(one, born=two_digits_off(one)) if number == 5 else changed(one, postcode="X")
        for number, one in enumerate(known)
    ]
    slipped = [address.replace("example", "exmaple") if number == 5 else address for number, address in enumerate(own)]
    events = reached(known, own, "One") + reached(again, slipped, "Two")
    assert not learn(events).families
    assert merged(events, 5, PEOPLE + 5)


def test_twins_reached_through_their_parents_stay_two() -> None:
    known = people()
    known = [
        changed(one, forename="Zebedee", surname=known[number - 1].surname, born=known[number - 1].born)
        if number % 40 == 1
        else changed(one, forename="Thomas" if one.forename == "Zebedee" else one.forename)
        for number, one in enumerate(known)
    ]
    own = [f"family{number - number % 40 if number % 40 == 1 else number}@example.org" for number in range(PEOPLE)]
    again = [changed(one, postcode="X") for one in known]
    events = reached(known, own, "One") + reached(again, own, "Two")
    assert learn(events).families
    assert not merged(events, 40, 41)
    assert merged(events, 41, PEOPLE + 41)
