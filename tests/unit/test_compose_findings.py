"""Findings as they are presented: one situation under one heading, repetitions folded, worst first, none lost."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chronology.compose.findings import say_first_met, say_outcomes
from chronology.compose.silences import silences
from chronology.compose.situations import sort_topics
from chronology.knowledge import FirstMet, Knowledge, Month, Strip
from chronology.model import Finding

LEVELS = ("high", "medium", "low")


def finding(name, rule="E-1", level="high", outcome="no_record", entries=("e-1",), related=(), subjects=("c1",)):
    return Finding(name, rule, f"Rule {rule}", "", level, outcome, subjects, entries, (), None, (), "", related=related)


def names(topics):
    return [([one.id for one in topic.findings], topic.repeated) for topic in topics]


def test_related_findings_stand_under_the_gravest():
    found = [
        finding("f-1", related=("f-2", "f-3")),
        finding("f-2", "E-2", related=("f-1",)),
        finding("f-3", "E-3", "low", related=("f-1",)),
    ]
    assert names(sort_topics(found)) == [(["f-1", "f-2", "f-3"], False)]


def test_repeated_findings_of_one_rule_are_folded_for_the_same_people_only():
    found = [finding("f-1"), finding("f-2", related=("f-1",)), finding("f-3", subjects=("c2",))]
    assert names(sort_topics(found)) == [(["f-1", "f-2"], True), (["f-3"], False)]


def test_a_pattern_stands_alone_and_weighs_what_it_bears_on():
    found = [
        finding("f-1", entries=("e-1",), related=("f-9",)),
        finding("f-2", "E-2", entries=("e-2",)),
        finding("f-9", "P-1", outcome="pattern", entries=("e-1", "e-2", "e-3"), related=("f-1", "f-2")),
    ]
    assert names(sort_topics(found)) == [(["f-9"], False), (["f-1"], False), (["f-2"], False)]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("E-1", "E-2", "P-1")),
            st.sampled_from(LEVELS),
            st.sampled_from(("no_record", "late", "pattern")),
            st.lists(st.integers(0, 9), max_size=3),
        ),
        max_size=10,
    )
)
def test_every_finding_stands_in_exactly_one_topic_and_the_worst_come_first(drawn):
    found = [
        finding(f"f-{number}", rule, level, outcome, related=tuple(f"f-{one}" for one in related))
        for number, (rule, level, outcome, related) in enumerate(drawn)
    ]
    found.sort(key=lambda one: LEVELS.index(one.level))
    topics = sort_topics(found)
    assert sorted(one.id for topic in topics for one in topic.findings) == sorted(one.id for one in found)
    levels = [LEVELS.index(topic.lead.level) for topic in topics]
    assert levels == sorted(levels)
    assert all(one.level == topic.lead.level for topic in topics if topic.repeated for one in topic.findings)


def test_outcomes_are_counted_where_there_are_several():
    assert say_outcomes([finding("f-1")]) == "no record found"
    several = [finding("f-1"), finding("f-2", outcome="late"), finding("f-3"), finding("f-4"), finding("f-5")]
    assert say_outcomes(several) == "no record found 4 times, late once"


def test_the_first_day_is_told_with_each_agency_alone():
    met = FirstMet(date(2006, 12, 11), 3, (("Hospital", 2), ("GP", 1), ("Police", 0), ("School", 0)), ("e-1",), 1)
    assert say_first_met(met) == (
        "First to be seen on 11 December 2006: by then the records together tell of 3 occasions. Written down by that day in each "
        "agency's own records: Hospital 2 and GP 1; the other 2 agencies none. 1 of these records was written down only after that day."
    )


class _Report:
    """As much of a Report as the section on silences asks for."""

    def __init__(self, *strips, note=""):
        self.knowledge = Knowledge(silences=strips, note=note)
        self.subjects = ()


def strip(months, standing=None, basis="stated"):
    standing = standing or (lambda _: "silent")
    laid = tuple(
        Month(f"{2000 + number // 12}-{number % 12 + 1:02}", standing(number), int(standing(number) == "contact"))
        for number in range(months)
    )
    return Strip("GP", "gp", "c1", date(2000, 1, 1), date(2000, 1, 31), basis, laid)


def grid(*strips):
    return silences(_Report(*strips))[-1]


def test_a_short_period_shows_months_and_a_long_one_quarters_or_years():
    short = grid(strip(18, lambda number: "contact" if number == 13 else "silent"))
    assert short.headings == ("Agency", "2000", "2001 Jan–Jun", "Records about the child", "Note")
    assert short.rows[0].cells[1:4] == ("□" * 12, "□■□□□□", "1")
    childhood = grid(strip(18 * 12, lambda number: "contact" if number == 13 else "silent"))
    assert childhood.rows[0].cells[1:3] == ("□□□□", "■□□□")
    two = grid(strip(30 * 12, lambda number: "not_covered" if number < 13 else "silent"))
    assert two.headings[1] == "2000 to 2029"
    assert two.rows[0].cells[1] == "○◧" + "□" * 28


def test_what_nobody_supplied_is_said():
    row = grid(strip(3, lambda _: "not_supplied", basis="")).rows[0]
    assert (row.cells[1], row.cells[-1]) == ("×××", "expected by the case, not supplied")


def test_the_legend_explains_every_sign_that_is_used_and_no_other():
    months = strip(3).months
    doubtful = replace(strip(3), months=(replace(months[0], doubtful=1), replace(months[1], in_part=True), months[2]))
    legend, table = silences(_Report(doubtful))[-2:]
    assert [runs[0].text for runs in legend.items] == ["?", "□", "◧"]
    assert table.rows[0].cells[1] == "?◧□"


def test_why_nothing_is_shown_is_said():
    assert silences(_Report(note="Too many."))[-1].content == "Too many."
