"""The sample cases of Wales, Scotland and Northern Ireland have known answers; the findings must be those."""

import csv

import pytest

from tests.running import SAMPLES, build

CASES = ("northern_ireland_ash", "scotland_rowan", "wales_gwern")


def read_answers(case):
    with (SAMPLES / case / "expected" / "answers.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module", params=CASES)
def case(request, tmp_path_factory):
    """The answers and the result of one case: its findings, each with the days and the places of its entries."""
    result = build(SAMPLES / request.param, tmp_path_factory.mktemp(request.param) / "out")
    paths = {source["id"]: source["path"] for source in result["sources"]}
    entries = {entry["id"]: entry for entry in result["entries"]}
    findings = []
    for finding in result["findings"]:
        own = [entries[name] for name in finding["entries"] if name in entries]
        days = {entry["when"]["first"] for entry in own}
        places = {(paths[place["source"]], str(place["row"])) for entry in own for place in entry["provenance"]}
        findings.append((finding, days, places))
    return read_answers(request.param), findings, entries, paths


def test_every_answer_is_found(case):
    answers, findings, _, _ = case
    wanted = {(one["rule"], one["date"], one["outcome"]) for one in answers if one["what"] == "finding"}
    given = {(finding["rule"], day, finding["outcome"]) for finding, days, _ in findings for day in days}
    assert len(wanted) >= 6
    assert not wanted - given


def test_no_high_finding_stands_that_the_answers_do_not_name(case):
    answers, findings, _, _ = case
    named = {(one["rule"], one["date"], one["outcome"]) for one in answers if one["what"] == "finding"}
    high = [(finding, days) for finding, days, _ in findings if finding["level"] == "high"]
    others = [
        (finding["rule"], sorted(days))
        for finding, days in high
        if not {(finding["rule"], day, finding["outcome"]) for day in days} & named
    ]
    assert others == []


def test_no_high_finding_rests_on_a_harmless_contact(case):
    answers, findings, entries, paths = case
    harmless = [one for one in answers if one["what"] == "harmless"]
    places = {(paths[place["source"]], str(place["row"])) for one in entries.values() for place in one["provenance"]}
    assert len(harmless) >= 14
    assert {(one["source"], one["row"]) for one in harmless} <= places
    for one in harmless:
        on_it = [finding for finding, _, own in findings if (one["source"], one["row"]) in own]
        if one["rule"]:
            assert one["rule"] not in {finding["rule"] for finding in on_it}, one["why"]
        else:
            assert "high" not in {finding["level"] for finding in on_it}, one["why"]
