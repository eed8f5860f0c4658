"""What words weigh: sums in lanes, long texts in stretches, weights that fit the records, words to show for every kind."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology.kinds import kind_names
from chronology.narrative import (
    explain_kinds,
    read_kinds,
    read_narrative,
    read_narrative_in_full,
    weigh_cells,
    weighing,
)
from chronology.narrative.lexicon import lexicon
from chronology.narrative.read import tell
from chronology.narrative.weighing import EVERY_TEXT, STRETCH, features_of, weights
from tests.evaluation.kinds_of_rows import event_of, reader_of_rows, tally
from tests.evaluation.narratives import micro_f1, read_lines, score
from tests.evaluation.records import FITTED, ROWS_FITTED, ROWS_UNSEEN, SIGNS_FITTED, SIGNS_UNSEEN, UNSEEN, digest

FEATURES = sorted(weights().lines)
KINDS = sorted(weights().shifts)
SHORT_NOTE = 30  # characters: "No reply." is anybody's


def test_every_kind_is_weighed_so_that_none_that_phrases_tell_is_lost():
    assert sorted((*KINDS, "other")) == sorted((*kind_names(), weighing.WORRY))


def test_the_weights_are_fitted_to_the_records_that_lie_here():
    table = Path(weighing.__file__).with_name("weights.tsv")
    first, *_ = table.read_text(encoding="utf-8").split("\n", 1)
    assert first.split()[-1] == digest(), "fit anew: python -m tests.evaluation.fit_weights"


def test_no_record_is_both_fitted_to_and_unseen():
    def texts(folder):
        lines = [line for path in folder.glob("*.jsonl") for line in path.read_text(encoding="utf-8").splitlines()]
        return {json.loads(line)["text"].casefold() for line in lines}

    def summaries(folder):
        return {line["summary"].casefold() for path in folder.glob("*.jsonl") for line in read_lines(path)}

    assert texts(UNSEEN) and summaries(ROWS_UNSEEN)
    assert texts(FITTED).isdisjoint(texts(UNSEEN))
    assert not {one for one in summaries(ROWS_FITTED) & summaries(ROWS_UNSEEN) if len(one) > SHORT_NOTE}


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


NAMES = "Ahmed Ayesha Callum Chidi Ciaran Ezra Fatima Gethin Jodie Lukasz Marcus Niamh Oluwaseun Patel Shannon Tyrell Zayd".split()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "text",
    [
        "{} told the teacher that he did not want to go home. Bruise to the cheek seen.",
        "Home visit. Kitchen clean, {} was colouring at the table.",
        "OFFICERS SPOKE TO {} AND THE MOTHER AT THE DOOR. NO OFFENCES.",
        "Call from Mrs {} at the nursery about attendance.",
    ],
)
def test_what_somebody_is_called_weighs_nothing(text, name):
    def kinds(called):
        return read_kinds(text.format(called.upper() if text.isupper() else called), "social_care")

    assert kinds(name) == kinds("Qwzvik")


def test_no_line_of_the_table_is_a_name():
    assert not {name.casefold() for name in NAMES} & {word for feature in FEATURES for word in feature.split()}


def test_the_quick_way_reads_what_the_full_one_does():
    for path in UNSEEN.glob("*.jsonl"):
        for line in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            quick = read_narrative(line["text"], line["sector"])
            full = read_narrative_in_full(line["text"], line["sector"])
            assert (quick.kinds, quick.injuries) == (full.kinds, full.injuries), line["id"]


def test_records_by_unseen_hands_are_read_well():
    lines = [line for path in sorted(UNSEEN.glob("*.jsonl")) for line in read_lines(path)]
    assert micro_f1(lines) >= 0.86


def test_rows_by_unseen_hands_are_read_well():
    lines = [line for path in sorted(ROWS_UNSEEN.glob("*.jsonl")) for line in read_lines(path)]
    *_, f1 = score(*(counts.total() for counts in tally(lines)))
    assert f1 >= 0.69


def test_the_contact_type_is_weighed_beside_the_text():
    text, cells = "Weight 8 kg, 50th centile.", weigh_cells("Clinic", "", "health_visiting")
    assert "appointment_kept" not in read_narrative(text, "health_visiting").kinds
    assert "appointment_kept" in read_narrative(text, "health_visiting", cells).kinds


def test_the_lists_that_weigh_alike_are_those_of_the_lexicon():
    assert lexicon().weighed_as["mum"] == "[carer]"


def test_signs_of_worry_are_told_in_cases_that_nothing_was_fitted_to():
    lines = [line for path in sorted(SIGNS_UNSEEN.glob("*.jsonl")) for line in read_lines(path)]
    reader = reader_of_rows()
    told = [(line["worry"], reader.told(event_of(line), ()).worrying) for line in lines]
    signs, harmless = ([one for worry, one in told if worry is wanted] for wanted in (True, False))
    assert sum(signs) >= 0.6 * len(signs) and sum(harmless) <= 0.06 * len(harmless)


def test_no_record_of_signs_is_both_fitted_to_and_unseen():
    fitted, unseen = (
        {
            line["summary"]
            for path in folder.glob("*.jsonl")
            for line in read_lines(path)
            if len(line["summary"]) > SHORT_NOTE
        }
        for folder in (SIGNS_FITTED, SIGNS_UNSEEN)
    )
    assert unseen and fitted.isdisjoint(unseen)


def test_a_sign_of_worry_is_no_kind():
    sign = read_narrative(
        "Swore at the baby's crying, threw the bottle. She looked frightened of him. Told nobody.", "housing"
    )
    plain = read_narrative("Boiler serviced, certificate left with tenant.", "housing")
    assert sign.worrying and not plain.worrying and weighing.WORRY not in sign.kinds
