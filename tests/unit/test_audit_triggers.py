"""Which triggers a sort of record may set off: what is decided by kinds and sectors alone, and what is left to ask."""

from __future__ import annotations

from msgspec.structs import replace

from chronology.audit.triggers import Chance, index_triggers
from chronology.rule import Selection, Trigger, load_rules
from chronology.rule.settings import FollowUp

RULE = next(rule for rule in load_rules("england") if isinstance(rule.settings, FollowUp))


NO_WORDS: frozenset[str] = frozenset()


def _rule(name, *selections, called="a record"):
    trigger = Trigger(any_of=selections, called=called)
    return replace(RULE, id=name, settings=replace(RULE.settings, trigger=trigger))


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
    assert index.chances_of(_sort("injury_seen", "concern_recorded")) == (Chance(0, (), NO_WORDS),)
    assert index.chances_of(_sort("injury_seen")) == ()
    assert index.chances_of(_sort("injury_seen", "concern_recorded", sectors=("school",))) == ()
    # Two agencies recorded it, and one of them is not shut out.
    assert index.chances_of(_sort("injury_seen", "concern_recorded", sectors=("school", "gp"))) == (
        Chance(0, (), NO_WORDS),
    )


def test_what_kinds_and_sectors_do_not_decide_is_left_to_ask():
    young = Selection(kinds=("injury_seen",), younger_than_months=12)
    told = Selection(kinds=("injury_seen",), sectors=("police",))
    index = index_triggers([_rule("one", young, told)])
    assert index.chances_of(_sort("injury_seen")) == (Chance(0, (young,), NO_WORDS),)
    assert index.chances_of(_sort("injury_seen", sectors=("police",))) == (Chance(0, (), NO_WORDS),)


def test_a_selection_without_kinds_means_every_record():
    index = index_triggers([_rule("one", Selection(sectors=("gp",)))])
    assert index.chances_of(_sort()) == (Chance(0, (), NO_WORDS),)
    assert index.chances_of(_sort("other", sectors=("police",))) == ()


def test_a_record_about_adults_alone_sets_off_what_asks_of_adults():
    of_adults = _rule("two", Selection(kinds=("concern_recorded",)))
    trigger = replace(of_adults.settings.trigger, about=("child", "adult"))
    of_adults = replace(of_adults, settings=replace(of_adults.settings, trigger=trigger))
    index = index_triggers([_rule("one", Selection(kinds=("concern_recorded",))), of_adults])
    assert index.openers == {"one": 0, "two": 1}
    assert index.chances_of(_sort("concern_recorded")) == (Chance(0, (), NO_WORDS), Chance(1, (), NO_WORDS))
    assert index.chances_of(_sort("concern_recorded", whom="adult")) == (Chance(1, (), NO_WORDS),)
    assert index.chances_of(_sort("concern_recorded", whom="")) == ()


def test_of_words_asked_for_a_record_must_hold_the_longest_of_one_phrase():
    partner = Selection(kinds=("home_visit",), words=("new partner", "moved in"))
    told = Selection(kinds=("home_visit",), in_one_sentence=(("boyfriend",), ("staying",)))
    index = index_triggers([_rule("one", partner), _rule("two", partner, told), _rule("three", partner, Selection())])
    words = [chance.words for chance in index.chances_of(_sort("home_visit"))]
    assert words == [{"partner", "moved"}, {"partner", "moved", "boyfriend"}, NO_WORDS]
    index = index_triggers([_rule("one", Selection(kinds=("home_visit",), words=("new partner", "??")))])
    assert index.chances_of(_sort("home_visit"))[0].words == NO_WORDS
