"""Which triggers a sort of record may set off: what is decided by kinds and sectors alone, and what is left to ask."""

from __future__ import annotations

from msgspec.structs import replace

from chronology.audit.triggers import Chance, index_triggers
from chronology.model import Entry, Event, Provenance
from chronology.rule import Selection, Trigger, load_rules
from chronology.rule.settings import FollowUp
from chronology.when import When

RULE = next(rule for rule in load_rules("england") if isinstance(rule.settings, FollowUp))


def _rule(name, *selections, called="a record"):
    trigger = Trigger(any_of=selections, called=called)
    return replace(RULE, id=name, settings=replace(RULE.settings, trigger=trigger))


def _entry(summary=""):
    place = Provenance("visits.csv", None, 2)
    event = Event("e-1", place, When("5 Jan", None, None, "unknown"), "Ash Surgery", "gp", summary=summary)
    return Entry(1, event.id, event, ("ann",), (), (place,))


def _sort(*kinds, sectors=("gp",), whom="child"):
    return kinds, frozenset(sectors), whom


def test_triggers_that_take_the_same_records_have_one_number_whatever_they_are_called():
    rules = [
        _rule("one", Selection(kinds=("injury_seen",)), called="an injury"),
        _rule("two", Selection(kinds=("injury_seen",)), called="a bruise"),
        _rule("three", Selection(kinds=("disclosure",))),
    ]
    index = index_triggers(rules)
    assert index.openers == {"one": 0, "two": 0, "three": 1}


def test_kinds_and_sectors_alone_decide_where_nothing_more_is_asked():
    index = index_triggers(
        [_rule("one", Selection(kinds=("injury_seen",), also=("concern_recorded",), not_sectors=("school",)))]
    )
    assert index.chances_of(_sort("injury_seen", "concern_recorded"), _entry()) == (Chance(0, ()),)
    assert index.chances_of(_sort("injury_seen"), _entry()) == ()
    assert index.chances_of(_sort("injury_seen", "concern_recorded", sectors=("school",)), _entry()) == ()
    # Two agencies recorded it, and one of them is not shut out.
    assert index.chances_of(_sort("injury_seen", "concern_recorded", sectors=("school", "gp")), _entry()) == (
        Chance(0, ()),
    )


def test_what_kinds_and_sectors_do_not_decide_is_left_to_ask():
    young = Selection(kinds=("injury_seen",), younger_than_months=12)
    told = Selection(kinds=("injury_seen",), sectors=("police",))
    index = index_triggers([_rule("one", young, told)])
    assert index.chances_of(_sort("injury_seen"), _entry()) == (Chance(0, (young,)),)
    assert index.chances_of(_sort("injury_seen", sectors=("police",)), _entry()) == (Chance(0, ()),)


def test_a_selection_without_kinds_means_every_record():
    index = index_triggers([_rule("one", Selection(sectors=("gp",)))])
    assert index.chances_of(_sort(), _entry()) == (Chance(0, ()),)
    assert index.chances_of(_sort("other", sectors=("police",)), _entry()) == ()


def test_a_record_about_adults_alone_sets_off_what_asks_of_adults():
    of_adults = _rule("two", Selection(kinds=("concern_recorded",)))
    trigger = replace(of_adults.settings.trigger, about=("child", "adult"))
    of_adults = replace(of_adults, settings=replace(of_adults.settings, trigger=trigger))
    index = index_triggers([_rule("one", Selection(kinds=("concern_recorded",))), of_adults])
    assert index.openers == {"one": 0, "two": 1}
    assert index.chances_of(_sort("concern_recorded"), _entry()) == (Chance(0, ()), Chance(1, ()))
    assert index.chances_of(_sort("concern_recorded", whom="adult"), _entry()) == (Chance(1, ()),)
    assert index.chances_of(_sort("concern_recorded", whom=""), _entry()) == ()


def test_words_are_settled_before_anything_else_is_asked():
    partner = Selection(kinds=("home_visit",), words=("new partner", "moved in"), without_words=("moved in with nan",))
    told = Selection(kinds=("home_visit",), in_one_sentence=(("boyfriend",), ("staying",)))
    one, two, three = _rule("one", partner), _rule("two", partner, told), _rule("three", partner, Selection())
    index = index_triggers([one, two, three])

    def chances(summary):
        return index.chances_of(_sort("home_visit"), _entry(summary))

    assert chances("All well.") == (Chance(2, ()),)
    assert chances("Mum: new partner.") == (Chance(0, ()), Chance(1, ()), Chance(2, ()))
    assert chances("New partner moved in with nan") == (Chance(2, ()),)
    # Both words are there; whether they stand in one sentence is still to be asked.
    assert chances("Boyfriend seen. Is staying.") == (Chance(1, (told,)), Chance(2, ()))
