"""A report of which only some entries are shown: what stays, what is counted, what a reader is told."""

from datetime import date

import pytest
from msgspec.structs import replace

from chronology.case import KeyMark
from chronology.cli.inputs import open_case
from chronology.compose import compose
from chronology.compose.court import Court
from chronology.document import Bullets, Grid, Heading, Paragraph
from chronology.key_events import find_key_events, key_kinds, unused_marks
from chronology.pipeline import run
from chronology.renderers.to_json import say_selection
from chronology.report import Selection
from chronology.select import select
from tests.running import SAMPLES


@pytest.fixture(scope="module")
def whole():
    case, exports, _ = open_case((SAMPLES / "child_p",))
    return run(case, exports)


SELECTIONS = {
    "period": Selection(first=date(2007, 6, 1), last=date(2007, 6, 30)),
    "agency": Selection(agencies=("POLICE", "early years")),
    "person": Selection(people=("sibling_a",)),
    "kind": Selection(kinds=("death",)),
    "key": Selection(key_events=True),
    "nothing": Selection(kinds=("return_interview",), first=date(2007, 8, 3)),
    "all of them": Selection(date(2006, 12, 1), date(2007, 3, 1), ("hospital",), ("child_p",), ("injury_seen",), True),
}


def words_of(blocks):
    for block in blocks:
        if isinstance(block, Heading):
            yield block.text
        elif isinstance(block, Paragraph):
            yield from runs(block.content)
        elif isinstance(block, Bullets):
            for one in block.items:
                yield from runs(one)
        elif isinstance(block, Grid):
            for row in block.rows:
                for cell in row.cells:
                    yield from runs(cell)


def runs(content):
    return [content] if isinstance(content, str) else [run.text for run in content]


def links_of(blocks):
    contents = [block.content for block in blocks if isinstance(block, Paragraph)]
    contents += [item for block in blocks if isinstance(block, Bullets) for item in block.items]
    contents += [cell for block in blocks if isinstance(block, Grid) for row in block.rows for cell in row.cells]
    return {run.target for content in contents if not isinstance(content, str) for run in content} - {""}


def anchors_of(blocks):
    headings = {block.anchor for block in blocks if isinstance(block, Heading)}
    return headings | {row.anchor for block in blocks if isinstance(block, Grid) for row in block.rows}


def test_nothing_asked_for_is_the_whole_report(whole):
    assert select(whole, Selection()) is whole


@pytest.mark.parametrize("asked", SELECTIONS.values(), ids=SELECTIONS)
def test_shown_and_left_out_are_all_with_their_numbers(whole, asked):
    some = select(whole, asked)
    assert len(some.chronology.entries) < len(whole.chronology.entries)
    assert sorted(some.every_entry, key=lambda entry: entry.number) == [
        *whole.chronology.entries,
        *whole.chronology.undated,
    ]
    assert len(some.findings) + some.left_out.findings == len(whole.findings)
    told = say_selection(some)
    assert told["left_out"]["entries"] == len(whole.chronology.entries) - len(some.chronology.entries)
    assert len(told["entries_left_out"]) == told["left_out"]["entries"] + told["left_out"]["undated"]


@pytest.mark.parametrize("asked", SELECTIONS.values(), ids=SELECTIONS)
@pytest.mark.parametrize("court", [None, Court()], ids=["review", "court"])
def test_every_link_of_a_selected_document_leads_somewhere(whole, asked, court):
    blocks = compose(select(whole, asked), court).blocks
    assert links_of(blocks) <= anchors_of(blocks)


@pytest.mark.parametrize("court", [None, Court()], ids=["review", "court"])
def test_the_first_page_says_what_was_left_out(whole, court):
    some = select(whole, SELECTIONS["agency"])
    left = len(whole.chronology.entries) - len(some.chronology.entries)
    blocks = compose(some, court).blocks
    second = next(at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 2)
    said = " ".join(words_of(blocks[:second]))
    assert f"left out: {left} entries" in said
    assert "“POLICE” or “early years”" in said
    assert (" findings resting on none of the entries shown" in said) == (court is None)


def test_a_court_is_told_of_no_finding(whole):
    some = select(whole, Selection(key_events=True))
    titles = {finding.title for finding in whole.findings}
    said = "\n".join(words_of(compose(some, Court()).blocks))
    assert not [title for title in titles if title in said]
    assert "finding" not in said.casefold()


def test_a_finding_on_a_left_out_entry_keeps_its_words(whole):
    some = select(whole, Selection(first=date(2007, 8, 1)))
    shown = {entry.id for entry in some.chronology.entries}
    finding = next(one for one in some.findings if set(one.entries) & shown and set(one.entries) - shown)
    numbers = {entry.id: entry.number for entry in whole.chronology.entries}
    gone = next(one for one in finding.entries if one not in shown)
    words = list(words_of(compose(some).blocks))
    assert finding.statement in words
    assert f"No. {numbers[gone]}" in words


def test_filters_let_through_what_may_fit(whole):
    undated = select(whole, SELECTIONS["period"]).chronology.undated
    assert undated == whole.chronology.undated, "nothing says that an undated record lies outside"
    assert {one.event.sector for one in select(whole, SELECTIONS["agency"]).chronology.entries} == {
        "police",
        "early_years",
    }
    about = select(whole, SELECTIONS["person"]).chronology.entries
    assert all("sibling_a" in (*one.subjects, *one.possible_subjects) for one in about)
    assert len(about) > 0


def test_an_entry_is_key_by_kind_finding_or_mark(whole):
    entries = whole.chronology.entries
    resting = {one for finding in whole.findings if finding.outcome != "cannot_tell" for one in finding.entries}
    plain = [one for one in entries if not key_kinds() & set(one.event.kinds) and one.id not in resting]
    place = plain[0].event.provenance
    marks = (
        KeyMark(place.source, place.sheet, place.row, None, "the first lie", 7),
        KeyMark(None, None, None, plain[1].id, "by its id", 8),
        KeyMark(place.source, "no such sheet", place.row, None, "nowhere", 9),
    )
    key = find_key_events(entries, whole.findings, marks)
    assert key[plain[0].id].marks == ("the first lie",)
    assert key[plain[1].id].marks == ("by its id",)
    assert plain[2].id not in key
    assert resting <= set(key)
    assert all(key[one.id].kinds for one in entries if key_kinds() & set(one.event.kinds))
    assert [one.message for one in unused_marks(entries, marks)] == [
        one.message for one in unused_marks(entries, marks[2:])
    ]
    assert "line 9" in unused_marks(entries, marks)[0].message

    marked = replace(whole, case=replace(whole.case, key_marks=marks))
    said = " ".join(words_of(compose(select(marked, Selection(key_events=True))).blocks[:3]))
    assert f"No. {plain[0].number}  (the first lie)" in said
