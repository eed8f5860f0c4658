"""What words weigh: sums in lanes, long texts in stretches, weights that fit the records, words to show for every kind."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology.narrative import explain_kinds, read_kinds
from chronology.narrative.lexicon import lexicon
from chronology.narrative.read import tell
from chronology.narrative.weighing import EVERY_TEXT, STRETCH, features_of, weights
from tests.evaluation.records import FITTED, UNSEEN, digest

FEATURES = sorted(weights().lines)
KINDS = sorted(weights().shifts)


def test_the_weights_are_fitted_to_the_records_that_lie_here():
    first = next(iter(FITTED.parents[3].joinpath("chronology/narrative/weights.tsv").open(encoding="utf-8")))
    assert first.split()[-1] == digest(), "fit anew: python -m tests.evaluation.fit_weights"


def test_no_record_is_both_fitted_to_and_unseen():
    def texts(folder):
        lines = [line for path in folder.glob("*.jsonl") for line in path.read_text(encoding="utf-8").splitlines()]
        return {json.loads(line)["text"].casefold() for line in lines}

    assert texts(UNSEEN)
    assert texts(FITTED).isdisjoint(texts(UNSEEN))


@given(st.frozensets(st.sampled_from(FEATURES), max_size=300))
def test_a_sum_in_lanes_is_the_sum_of_the_weights(features):
    known = weights()
    by_hand = {
        kind
        for kind in KINDS
        if known.weight(EVERY_TEXT, kind) + sum(known.weight(feature, kind) for feature in features) > 0
    }
    assert known.outweigh(features) == by_hand


def test_what_is_not_in_the_table_weighs_nothing():
    assert not any(weights().weight("no such word is here", kind) for kind in KINDS)


@pytest.mark.parametrize(
    "text", ["Weight 8.2 kg, along her line. Feeding well. ", "Rent account up to date, repair done. "]
)
def test_many_plain_sentences_come_to_no_more_than_one(text):
    assert set(read_kinds(text * 60, "health_visiting")) == set(read_kinds(text, "health_visiting"))


def test_a_long_text_is_weighed_clause_by_clause_in_stretches():
    words, told, aside = tell("Seen at home with mum. " * 100, "health_visiting")
    assert len(words.words) > 5 * STRETCH
    stretches = features_of(words, "health_visiting", told, aside)
    assert len(stretches) >= len(words.words) / STRETCH
    assert all("tells child_seen" in features for features in stretches)


def test_every_kind_that_no_phrase_tells_has_words_to_show():
    weighed = 0
    for path in UNSEEN.glob("*.jsonl"):
        for line in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            text, sector = line["text"], line["sector"]
            _, told, _ = tell(text, sector)
            added = set(read_kinds(text, sector)) - {kind for kind, _ in told}
            taken = [reason for reason in explain_kinds(text, sector) if reason.taken]
            weighed += len(added)
            assert added <= {reason.kind for reason in taken}, line["id"]
            assert all(text[reason.start : reason.end] == reason.words for reason in taken)
    assert weighed


def test_the_lists_that_weigh_alike_are_those_of_the_lexicon():
    assert lexicon().weighed_as["mum"] == "[carer]"
