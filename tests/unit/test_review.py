"""Deciding who is who: questions and their order, decisions as text, sheets of answers, contradictions, the evidence laid out."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from chronology.case import Case, Decision
from chronology.dates import read_date
from chronology.definitions import load
from chronology.errors import DefinitionError, UsageError
from chronology.model import Chronology, Entry, Event, Evidence, Link, Mention, Provenance, Subject
from chronology.report import Report
from chronology.review.case_text import add_decisions
from chronology.review.contradictions import refuse_contradictions
from chronology.review.decisions import Answer, decision_lines, reason_for
from chronology.review.questions import count_outside, find_questions, settled_by, split
from chronology.review.sheet import HEADINGS, read_answers, write_questions
from chronology.review.strangers import find_strangers
from chronology.review.visible import visible
from chronology.review.waterfall import group_mentions, waterfall

DAY = date(2026, 11, 21)
AMY = Subject("amy", "Amy Lowe", "child", born=read_date("2016-09-07"))
BEA = Subject("bea", "Bea Lowe", "child", born=read_date("2016-09-07"))
EVIDENCE = (Evidence("surname", "Lowe", "Lowe", "equal", 9.0), Evidence("sex", "m", "f", "different", -5.0))


def event(row, mention=None, source="gp.csv", **more):
    more.setdefault("summary", f"Seen, note {row}")
    mentions = (mention or Mention("Lowe"),)
    return Event(
        f"e-{source}-{row}",
        Provenance(source, None, row),
        read_date("2018-01-02"),
        "Surgery",
        "gp",
        mentions=mentions,
        **more,
    )


def link(found, subject, score=0.5, written=None, standing="possible"):
    mention = found.mentions[0]
    name = written or mention.written or f"{mention.forename} {mention.surname}"
    return Link(found.provenance, name, subject.id, standing, score, EVIDENCE)


def report(events, links, subjects=(AMY, BEA)):
    entries = tuple(
        Entry(
            n,
            one.id,
            one,
            tuple(x.subject for x in links if x.provenance == one.provenance and x.standing != "possible"),
            (),
            (one.provenance,),
        )
        for n, one in enumerate(events, 1)
    )
    case = Case(Path(), "t", "england", subjects=subjects)
    told = {name: () for name in Report.__struct_fields__ if name not in Report.__struct_defaults__}
    told |= {"case": case, "subjects": subjects, "links": tuple(links), "chronology": Chronology(entries, (), {}, {})}
    return Report(**told)


def rows_of(question):
    return [record.places[0].row for record in question.records]


# Questions


def test_records_with_the_same_words_share_a_question():
    events = [event(2), event(3), event(4, Mention("Lowe", address="1 Elm Road"))]
    questions = find_questions(report(events, [link(one, AMY) for one in events]))
    assert [rows_of(one) for one in questions] == [[2, 3], [4]]


def test_one_number_under_one_name_is_one_question_across_forms_and_files():
    one = Mention("LOWE, Amy", agency_id="77", address="1 Elm Road")
    events = [event(2, one), event(3, Mention("Amy Lowe", agency_id="77")), event(4, Mention("Amy Lowe"))]
    questions = find_questions(report(events, [link(found, AMY) for found in events]))
    assert [rows_of(found) for found in questions] == [[2, 3], [4]]


def test_one_number_under_two_names_is_two_questions():
    events = [event(2, Mention("Amy Lowe", agency_id="77")), event(3, Mention("Bea Lowe", agency_id="77"))]
    assert len(find_questions(report(events, [link(one, AMY) for one in events]))) == 2


def test_a_number_of_no_person_joins_nothing():
    events = [event(2, Mention("Lowe", nhs_number="9999999999")), event(3, Mention("Lowe", nhs_number="999 999 9999"))]
    assert len(find_questions(report(events, [link(one, AMY) for one in events]))) == 2


def test_most_records_first_then_nearest_the_threshold_then_the_likeliest_person():
    many = [event(2), event(3)]
    far, near = event(4, Mention("A Lowe")), event(5, Mention("B Lowe"))
    links = [link(many[0], AMY, 0.99), link(many[1], AMY, 0.99), link(far, AMY, 0.9), link(near, AMY, 0.4)]
    links.append(link(near, BEA, 0.55))
    questions = find_questions(report([*many, far, near], links))
    assert [(rows_of(one), one.subject.id) for one in questions] == [
        ([2, 3], "amy"),
        ([5], "bea"),
        ([5], "amy"),
        ([4], "amy"),
    ]


def test_the_order_of_links_changes_nothing():
    events = [event(row, Mention(f"{letter} Lowe")) for row, letter in enumerate("ABCDE", 2)]
    links = [link(one, person) for one in events for person in (AMY, BEA)]
    assert find_questions(report(events, links)) == find_questions(report(events[::-1], links[::-1]))


def test_the_weakest_record_of_a_question_is_shown():
    events = [event(2), event(3)]
    (question,) = find_questions(report(events, [link(events[0], AMY, 0.8), link(events[1], AMY, 0.6)]))
    assert question.shown.places[0].row == 3


def test_a_yes_settles_the_other_people_of_the_same_words_but_not_of_a_group():
    one, twins = event(2), event(3, Mention("the twins"))
    found = find_questions(report([one, twins], [link(x, person) for x in (one, twins) for person in (AMY, BEA)]))
    by = {(question.shown.link.written, question.subject.id): question for question in found}
    assert settled_by(by["Lowe", "amy"], found) == {by["Lowe", "bea"].id}
    assert settled_by(by["the twins", "amy"], found) == set()


def test_a_record_that_is_about_the_person_already_is_not_asked_about_again():
    one = event(2)
    links = [link(one, AMY, 1.0, "Amy Lowe", "confirmed"), link(one, AMY), link(one, BEA)]
    assert [question.subject.id for question in find_questions(report([one], links))] == ["bea"]


def test_two_mentions_of_one_record_make_one_question_about_a_person():
    one = event(2)
    (question,) = find_questions(report([one], [link(one, AMY, 0.4, "A"), link(one, AMY, 0.6, "Lowe")]))
    assert question.shown.link.written == "Lowe"


def test_records_that_count_as_one_person_are_asked_about_together():
    events = [event(2, Mention("Amy Lowe")), event(3, Mention("LOWE, A")), event(4, Mention("Amy Low"))]
    links = [link(one, AMY, standing="probable") for one in events[:2]] + [link(one, BEA) for one in events]
    questions = find_questions(report(events, links))
    assert [(rows_of(one), one.shown.taken_for) for one in questions] == [([2, 3], "amy"), ([4], "")]


def test_records_joined_by_words_alone_that_could_be_anothers_are_marked():
    numbered = Mention("Lowe", agency_id="77")
    events = [event(2), event(3), event(4, numbered), event(5, numbered)]
    questions = find_questions(report(events, [link(one, person) for one in events for person in (AMY, BEA)]))
    assert [(rows_of(one), one.by_words_alone) for one in questions] == [
        ([2, 3], True),
        ([2, 3], True),
        ([4, 5], False),
        ([4, 5], False),
    ]


def test_records_outside_the_period_are_counted_not_asked():
    inside, outside = event(2), event(3)
    found = report([inside], [link(inside, AMY), link(outside, AMY), link(outside, BEA)])
    assert [rows_of(question) for question in find_questions(found)] == [[2]]
    assert count_outside(found) == 1


def test_a_split_question_asks_about_each_record():
    events = [event(2), event(3)]
    (question,) = find_questions(report(events, [link(one, AMY) for one in events]))
    parts = split(question)
    assert [rows_of(one) for one in parts] == [[2], [3]]
    assert len({question.id, *(one.id for one in parts)}) == 3


# Decisions


def test_a_decision_names_the_entry_and_the_place_where_the_entry_is_not_its_own():
    one, other = event(2), event(3, source="ed.csv")
    (_, question) = find_questions(report([one, other], [link(one, AMY), link(other, AMY)]))
    answer = Answer(True, "A: R", DAY, 'he said "yes"')
    assert [load("x: [" + line + "]", "t")["x"][0] for line in decision_lines(question, answer)] == [
        {"entry": one.id, "subject": "amy", "decided_by": "A: R", "on": "2026-11-21", "why": 'he said "yes"'}
    ]
    alike = [event(2, summary="Seen"), event(2, source="ed.csv", summary="Seen")]
    questions = find_questions(report(alike, [link(found, AMY) for found in alike]))
    named = [load("x: [" + line + "]", "t")["x"][0] for one in questions for line in decision_lines(one, answer)]
    assert [(one["source"], one["row"]) for one in named] == [("ed.csv", "2"), ("gp.csv", "2")]


def test_the_reason_unless_one_is_given_is_the_evidence():
    one = event(2)
    (question,) = find_questions(report([one], [link(one, AMY)]))
    assert reason_for(question, True) == "surname equal, although sex different"
    assert reason_for(question, False) == "sex different, although surname equal"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: A", "title: A\nlinks:\n  - {entry: new}\n"),
        ("title: A # end\n", "title: A # end\nlinks:\n  - {entry: new}\n"),
        ("title: A\r\n", "title: A\r\nlinks:\r\n  - {entry: new}\r\n"),
        ("\ufefftitle: A\n", "\ufefftitle: A\nlinks:\n  - {entry: new}\n"),
        ("links:\n# none yet\ntitle: A\n", "links:\n  - {entry: new}\n# none yet\ntitle: A\n"),
        ("links: []  # none\ntitle: A\n", "links:  # none\n  - {entry: new}\ntitle: A\n"),
        ("'links': \n", "'links': \n  - {entry: new}\n"),
        ("links:\n- {a: b}\n\n# sources\nx: y\n", "links:\n- {a: b}\n- {entry: new}\n\n# sources\nx: y\n"),
        ("links:\n    - a: b\n      c: d  # why\n", "links:\n    - a: b\n      c: d  # why\n    - {entry: new}\n"),
        ("links:\n  -\n    a: b\nx: y\n", "links:\n  -\n    a: b\n  - {entry: new}\nx: y\n"),
        ("links:\n - why: |\n    # text\nx: y\n", "links:\n - why: |\n    # text\n - {entry: new}\nx: y\n"),
        ("links: [{a: b}]  # ]\n", "links: [{a: b}, {entry: new}]  # ]\n"),
        ("links: [\n  {a: b},  # one\n]\n", "links: [\n  {a: b},  # one\n {entry: new}]\n"),
        ("title: A\n...\n", "title: A\nlinks:\n  - {entry: new}\n...\n"),
        ("links:\n- {a: b}\n...\n", "links:\n- {a: b}\n- {entry: new}\n...\n"),
    ],
)
def test_decisions_go_to_the_end_of_the_list_and_nothing_else_changes(before, after):
    assert add_decisions(before, ["{entry: new}"]) == after


def test_several_decisions_keep_their_order():
    text = add_decisions("links:\n - {a: b}\n", ["{entry: one}", "{entry: two}"])
    assert text == "links:\n - {a: b}\n - {entry: one}\n - {entry: two}\n"


def test_a_file_to_which_nothing_can_be_added_safely_is_refused():
    with pytest.raises(UsageError, match="nothing was changed"):
        add_decisions("{title: A}\n", ["{entry: new}"])


# Sheets


def asked():
    events = [event(2), event(3, Mention("the twins")), event(4, Mention("=2+2", address="1 Elm Road"))]
    found = report(events, [link(one, person) for one in events for person in (AMY, BEA)])
    return find_questions(found)


def filled(questions, answers, **more):
    """The exported sheet with answers by (written, subject)."""
    lines = list(csv.DictReader(io.StringIO(write_questions(questions))))
    for line in lines:
        line["answer"] = answers.get((line["written"], line["subject"]), "")
        line.update(more)
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADINGS)
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue()


def test_a_sheet_has_a_line_a_question_and_runs_no_formula():
    lines = list(csv.reader(io.StringIO(write_questions(asked()))))
    assert tuple(lines[0]) == HEADINGS
    assert len(lines) == 7
    assert {line[HEADINGS.index("written")] for line in lines[1:]} == {"Lowe", "the twins", "'=2+2"}
    assert not [cell for line in lines for cell in line if cell.startswith(("=", "+", "-", "@"))]


def test_a_filled_sheet_gives_answers():
    questions = asked()
    sheet = filled(questions, {("Lowe", "amy"): "Yes", ("Lowe", "bea"): "no"}, why="'=seen", decided_by="A. R")
    answers, earlier = read_answers(sheet, questions, (), "", DAY, "q.csv")
    assert [(question.subject.id, answer.same) for question, answer in answers] == [("amy", True), ("bea", False)]
    assert answers[0][1] == Answer(True, "A. R", DAY, "=seen")
    assert earlier == 0


def test_a_group_may_be_both_children():
    questions = asked()
    sheet = filled(questions, {("the twins", "amy"): "yes", ("the twins", "bea"): "yes"})
    assert len(read_answers(sheet, questions, (), "A. R", DAY, "q.csv")[0]) == 2


@pytest.mark.parametrize(
    ("sheet", "fault"),
    [
        (lambda q: filled(q, {("Lowe", "amy"): "perhaps"}), "line 2: `answer` is neither yes nor no"),
        (lambda q: filled(q, {("Lowe", "amy"): "yes"}), "line 2: `decided_by` is empty"),
        (lambda q: filled(q, {("Lowe", "amy"): "y", ("Lowe", "bea"): "y"}, decided_by="A"), "lines 2 and 3: a record"),
        (lambda q: filled(q, {("Lowe", "amy"): "y"}, question="q-0"), "line 2: its records have changed"),
        (lambda q: filled(q, {("Lowe", "amy"): "y"}, question="q-0", row="9"), "line 2: there is no such question"),
        (lambda _: "question,answer\n", "the column 'source' is missing"),
    ],
)
def test_a_sheet_that_cannot_be_used_is_refused_by_line(sheet, fault):
    questions = sorted(asked(), key=lambda one: (one.shown.link.written != "Lowe", one.subject.id))
    with pytest.raises(UsageError) as raised:
        read_answers(sheet(questions), questions, (), "", DAY, "q.csv")
    assert fault in str(raised.value)


def test_one_question_answered_twice_is_refused():
    questions = asked()
    head, *lines = filled(questions, {("Lowe", "amy"): "yes"}, decided_by="A").splitlines()
    (line,) = [one for one in lines if ",yes," in one]
    with pytest.raises(UsageError, match="lines 2 and 3: one question is answered both yes and no"):
        read_answers("\n".join((head, line, line.replace(",yes,", ",no,"))), questions, (), "", DAY, "q.csv")


def test_a_sheet_saved_with_semicolons_is_read():
    questions = asked()
    rows = csv.reader(io.StringIO(filled(questions, {("Lowe", "amy"): "no"})))
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    assert len(read_answers(out.getvalue(), questions, (), "A. R", DAY, "q.csv")[0]) == 1


def test_an_answer_that_stands_in_the_case_file_is_counted_and_one_against_it_refused():
    one = event(2)
    questions = find_questions(report([one], [link(one, AMY)]))
    decisions = [decision(7, entry=one.id, subject="amy")]
    sheet = filled(questions, {("Lowe", "amy"): "yes"}, decided_by="A")
    assert read_answers(sheet, [], decisions, "", DAY, "q.csv") == ([], 1)
    with pytest.raises(UsageError, match="line 7 of the case file says the contrary"):
        read_answers(sheet.replace(",yes,", ",no,"), [], decisions, "", DAY, "q.csv")


# Contradictions


def decision(line, *, row=None, entry=None, subject=None, not_subject=None, sheet=None):
    source = None if entry else "gp.csv"
    return Decision(source, sheet, row, entry, subject, not_subject, "A. R", "2026-11-21", "w", line)


@pytest.mark.parametrize(
    ("mention", "more", "decisions", "lines"),
    [
        ("Lowe", {}, [{"row": 2, "subject": "amy"}, {"entry": "e-gp.csv-2", "not_subject": "amy"}], (10, 11)),
        ("Lowe", {}, [{"row": 2, "not_subject": "amy"}, {"entry": "e-gp.csv-2", "subject": "amy"}], (10, 11)),
        ("Lowe", {}, [{"row": 2, "subject": "amy"}, {"row": 2, "subject": "bea"}], (10, 11)),
        ("Amy Lowe", {"summary": "Amy well"}, [{"row": 2, "subject": "amy"}, {"row": 2, "subject": "bea"}], (10, 11)),
    ],
)
def test_decisions_that_contradict_each_other_are_named_by_line(mention, more, decisions, lines):
    found = [decision(10 + n, **one) for n, one in enumerate(decisions)]
    with pytest.raises(DefinitionError) as raised:
        refuse_contradictions(found, [event(2, Mention(mention), **more)], [AMY, BEA])
    assert f"lines {lines[0]} and {lines[1]}" in str(raised.value)
    assert raised.value.where == "case.yaml line 11"


@pytest.mark.parametrize(
    ("mention", "more", "decisions"),
    [
        ("Lowe", {}, [{"row": 2, "subject": "amy"}, {"entry": "e-gp.csv-2", "subject": "amy"}]),
        ("Lowe", {}, [{"row": 2, "subject": "amy"}, {"row": 2, "not_subject": "bea"}]),
        ("Lowe", {}, [{"row": 2, "subject": "amy"}, {"row": 3, "not_subject": "amy"}]),
        ("the twins", {}, [{"row": 2, "subject": "amy"}, {"row": 2, "subject": "bea"}]),
        ("Amy Lowe", {"summary": "Bea seen too"}, [{"row": 2, "subject": "amy"}, {"row": 2, "subject": "bea"}]),
        ("Amy Lowe", {"summary": "Both twins seen"}, [{"row": 2, "subject": "amy"}, {"row": 2, "subject": "bea"}]),
    ],
)
def test_decisions_that_can_both_hold_pass(mention, more, decisions):
    found = [decision(10 + n, **one) for n, one in enumerate(decisions)]
    refuse_contradictions(found, [event(2, Mention(mention), **more), event(3)], [AMY, BEA])


# What a reader needs to argue


def test_the_waterfall_shows_both_sides_every_weight_and_the_sum():
    one = event(2)
    lines = waterfall(link(one, AMY))
    assert [line.split() for line in lines[:2]] == [
        ["surname", "Lowe", "|", "Lowe", "equal", "+9.0", "++++"],
        ["sex", "m", "|", "f", "different", "-5.0", "--"],
    ]
    assert lines[2].split() == ["fields", "together", "+4.0", "share", "0.50"]


def test_the_number_of_people_is_counted_off_first_where_it_is_known():
    lines = waterfall(link(event(2), AMY), -6.0)
    assert lines[0].split() == ["people", "anybody", "|", "1", "of", "64", "counted", "off", "-6.0", "---"]
    assert lines[-1].split() == ["all", "together", "-2.0", "share", "0.50"]


def test_nothing_of_a_long_comparison_is_cut():
    long = Evidence("address", "Flat 12, The Old Corn Exchange, 3 Quarry Lane", "3 Quarry Lane", "close", 4.0)
    shown = waterfall(Link(Provenance("gp.csv", None, 2), "Lowe", "amy", "probable", 0.9, (long,)))
    assert long.written in shown[1]
    assert "close" in shown[0]


def test_a_decided_link_says_who_when_and_why():
    told = Evidence("decision", "A. R, 2026-11-21", "paper file", "decided", 30.0)
    shown = waterfall(Link(Provenance("gp.csv", None, 2), "Lowe", "amy", "confirmed", 1.0, (told,)))
    assert shown == ["decided by A. R, 2026-11-21: paper file"]


def test_mentions_in_one_form_with_one_arithmetic_are_grouped():
    events = [event(2), event(3), event(4, Mention("A Lowe"))]
    groups = group_mentions([link(one, AMY) for one in events])
    assert [(one.link.written, [place.row for place in one.places]) for one in groups] == [
        ("Lowe", [2, 3]),
        ("A Lowe", [4]),
    ]


def test_strangers_are_listed_with_whose_records_they_stand_in():
    new = Mention("", forename="Gary", surname="Stokes")
    events = [
        event(2, Mention("Amy Lowe")),
        event(3, new, source="ed.csv"),
        event(4, Mention("STOKES, Gary")),
        event(5, Mention("N/K")),
        event(6, Mention("the twins")),
    ]
    found = report(
        events, [link(events[0], AMY, standing="confirmed"), link(events[2], BEA, written="Bea", standing="probable")]
    )
    (stranger,) = find_strangers(found)
    assert (stranger.written, len(stranger.places), stranger.beside) == ("Gary Stokes", 2, ("bea",))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zoë O’Brien", "Zoë O’Brien"),
        ("a\x1b[31mb", "a<U+001B>[31mb"),
        ("a\u202eb\u200bc", "a<U+202E>b<U+200B>c"),
        ("one\ntwo\u00a0three", "one two three"),
    ],
)
def test_characters_that_hide_are_spelled_out(text, shown):
    assert visible(text) == shown
