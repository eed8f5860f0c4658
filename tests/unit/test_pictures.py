"""Pictures: drawings without anything active, honest thinning, silences told apart, and the same figures in words."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chronology.case import Case
from chronology.cli.lanes import say_lanes
from chronology.cli.picture import command
from chronology.cli.show import command as show
from chronology.compose import compose
from chronology.document import Grid, Heading, Picture, with_rows_at_hand
from chronology.knowledge import Knowledge, Month, Strip, find_knowledge
from chronology.model import Account, Chronology, Covers, Entry, Event, Finding, Provenance, Source, Subject, When
from chronology.pictures import draw_lanes, draw_months, draw_people
from chronology.pictures.marks import TICK, load_marks, marks_of
from chronology.pictures.people import NOT_NAMED, count_told
from chronology.pictures.svg import hatch, wrap
from chronology.pictures.thinning import HALF_MARK, lay_rows, thin
from chronology.pictures.timeline import MOST_LANES, Happening, lay_timeline
from chronology.report import LeftOut, Report, Selection
from chronology.rule import load_rules
from tests.running import SAMPLES

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {"svg", "title", "desc", "g", "a", "path", "rect", "text"}
FIRST = date(2007, 1, 1)
SCOPE = (FIRST, date(2007, 12, 31))
CHILD = Subject("c1", "Amy Lowe", "child")
RULE = load_rules()[0]
INJURY = next(mark for mark in load_marks() if "injury_seen" in mark.kinds)


def entry(number, first, sector, *kinds, days=0, agency="", **fields):
    when = When(first.isoformat(), first, first + timedelta(days), "range" if days else "day")
    place = Provenance(f"{sector}.csv", None, number)
    event = Event(f"e-{number}", place, when, agency or f"{sector} agency", sector, kinds, **fields)
    return Entry(number, event.id, event, ("c1",), (), (place,))


def source(sector, agency="", covers=None):
    account = Account(records=1, entries=1)
    return Source(f"S-{sector}", f"{sector}.csv", "", agency or f"{sector} agency", sector, covers, (), account)


def report(entries, sources, scope=SCOPE, expected=(), findings=()):
    case = Case(
        Path(), "t", "england", scope_from=scope[0], scope_to=scope[1], subjects=(CHILD,), expected_agencies=expected
    )
    dated = tuple(one for one in entries if one.event.when.first)
    chronology = Chronology(dated, tuple(one for one in entries if one not in dated), {}, {})
    knowledge = find_knowledge(chronology, [CHILD], sources, findings, [], scope, expected)
    return Report(
        case, tuple(sources), (CHILD,), (), chronology, (), tuple(findings), (), (RULE,), (), (), knowledge=knowledge
    )


def drawing(picture):
    return ElementTree.fromstring(picture.svg)


def words_in(picture):
    return [one.text for one in drawing(picture).iter(f"{SVG}text")]


@pytest.fixture(scope="module")
def busy():
    """Five agencies: covered in part, covered whole, not stated, silent, not supplied; a vague date and an undated record."""
    entries = [
        entry(1, date(2007, 3, 5), "gp", "injury_seen", "referral_made", summary="Health visitor and police told."),
        entry(2, date(2007, 3, 5), "gp", "injury_seen"),
        entry(3, date(2007, 3, 6), "police", "referral_received"),
        entry(4, date(2007, 6, 1), "police", days=29),
        entry(5, date(2007, 8, 1), "school", "home_visit"),
        entry(6, date(2007, 9, 1), "school", "information_shared", summary="Police rang.", present="police"),
    ]
    undated = replace(
        entries[0], number=7, id="e-7", event=replace(entries[0].event, when=When("", None, None, "unknown"))
    )
    sources = [
        source("gp", covers=Covers(FIRST, date(2007, 6, 30), "stated")),
        source("police", covers=Covers(*SCOPE, "stated")),
        source("school", covers=Covers(date(2007, 8, 1), date(2007, 9, 1), "first and last record")),
    ]
    finding = Finding(
        "f-1", RULE.id, "Injury, no referral", "", "high", "no_record", ("c1",), ("e-2",), (), date(2007, 3, 8), (), ""
    )
    return report([*entries, undated], sources, expected=("Housing",), findings=[finding])


@pytest.mark.parametrize("draw", [draw_lanes, draw_months, draw_people])
def test_a_drawing_holds_shapes_and_words_alone_and_is_the_same_every_time(busy, draw):
    picture = draw(busy)
    for element in drawing(picture).iter():
        assert element.tag.removeprefix(SVG) in DRAWN
        assert not {"id", "style", "href", "onclick"} & set(element.attrib)
    assert drawing(picture).find(f"{SVG}title").text == picture.title
    assert drawing(picture).find(f"{SVG}desc").text == picture.description
    assert draw(busy) == picture


def test_text_of_records_stays_text():
    agency = 'GP </text><script>alert(1)</script> & "x"\x00\u202e\n\ufffe'
    shown = ['GP </text><script>alert(1)</script> & "x"[U+0000][U+202E] [U+FFFE]']
    hostile = report([entry(1, FIRST, "gp", agency=agency)], [source("gp", agency, Covers(*SCOPE, "stated"))])
    picture = draw_lanes(hostile, linked=True)
    assert {one.tag.removeprefix(SVG) for one in drawing(picture).iter()} <= DRAWN
    assert shown[0] in drawing(picture).find(f"{SVG}desc").text
    assert drawing(draw_months(hostile)).find(f"{SVG}desc").text.count(shown[0]) >= 1


def test_lanes_say_what_is_drawn_and_what_is_not(busy):
    picture = draw_lanes(busy)
    said = picture.description
    assert "6 entries in 3 lanes" in said
    assert "Injury seen 2, Referral made 1, Referral received 1" in said
    assert "Findings on the day they were due or seen: 1 high" in said
    assert "Not supplied: Housing" in said
    assert "Not drawn: 1 undated entry" in said
    assert "not supplied" in words_in(picture)
    assert words_in(picture).count("period not stated") == 1


def test_lanes_count_what_was_not_asked_for(busy):
    kept, left = busy.chronology.entries[:2], busy.chronology.entries[2:]
    chosen = replace(
        busy,
        chronology=replace(busy.chronology, entries=kept),
        left_out=LeftOut(Selection(agencies=("gp",)), left, (), 0),
    )
    timeline = lay_timeline(chosen)
    assert [lane.name for lane in timeline.lanes] == ["gp agency"]  # the others were not asked for, so not silent
    assert "4 entries that were not asked for" in draw_lanes(chosen).description


def test_years_meet_and_span_the_whole():
    long = report([entry(1, FIRST, "gp"), entry(2, date(2010, 5, 1), "gp")], [source("gp")], (None, None))
    years = [one for one in drawing(draw_lanes(long)).iter(f"{SVG}g") if "data-year" in one.attrib]
    assert [one.get("data-year") for one in years] == ["2007", "2008", "2009", "2010"]
    ends = [one.get("data-x-end") for one in years]
    assert [one.get("data-x-start") for one in years][1:] == ends[:-1]


def test_marks_lead_to_entries_and_findings(busy):
    links = [one.get("href") for one in drawing(draw_lanes(busy, linked=True)).iter(f"{SVG}a")]
    assert set(links) == {"#e-1", "#e-3", "#e-4", "#e-5", "#e-6", "#f-1"}  # e-2 shares its mark with e-1
    document = compose(busy, pictured=True)
    anchors = {row.anchor for block in document.blocks if isinstance(block, Grid) for row in block.rows}
    anchors |= {block.anchor for block in document.blocks if isinstance(block, Heading)}
    assert {link[1:] for link in links} <= anchors


def test_a_vague_date_is_a_span(busy):
    vague = [spot for spot in spots_of(busy, "police agency") if spot.vague]
    assert [(spot.mark, spot.count) for spot in vague] == [(TICK, 1)]
    assert vague[0].right - vague[0].left == 30.0


def spots_of(report, name):
    timeline = lay_timeline(report)
    lane = next(lane for lane in timeline.lanes if lane.name == name)
    return thin(lane.happenings, scale)


def scale(day, gone):
    return (day - FIRST).days + gone


happenings = st.lists(
    st.builds(
        lambda mark, start, days: Happening(mark, FIRST + timedelta(start), FIRST + timedelta(start + days), "", ""),
        st.sampled_from([TICK, *load_marks()[:3]]),
        st.integers(0, 700),
        st.sampled_from([0, 0, 0, 0, 13, 30, 364]),
    ),
    max_size=80,
).map(lambda several: sorted(several, key=lambda one: (one.first, one.last)))


@given(happenings, st.sampled_from([0.0, 6.0, 60.0]))
def test_thinning_loses_nothing_and_overlaps_nothing(several, air):
    spots = thin(several, scale, air)
    assert Counter(map(id, several)) == Counter(id(one) for spot in spots for one in spot.happenings)
    assert all(one.mark == spot.mark for spot in spots for one in spot.happenings)
    assert all(
        spot.left <= scale(one.first, 0.5) <= spot.right + air + HALF_MARK for spot in spots for one in spot.happenings
    )
    rows = lay_rows(spots, 1200)
    assert Counter(map(id, spots)) == Counter(id(spot) for row in rows for spot in row)
    for row in rows:
        ordered = sorted(row, key=lambda spot: spot.left)
        assert all(a.right <= b.left + 1e-6 for a, b in pairwise(ordered))


def test_every_kind_has_a_mark_and_no_two_marks_look_alike():
    assert marks_of(("injury_seen", "referral_made", "home_visit"))[0] == INJURY
    assert marks_of(("home_visit",)) == marks_of(()) == (TICK,)
    assert len({mark.shape for mark in load_marks()}) == len({mark.sign for mark in load_marks()}) == len(load_marks())


def test_many_entries_make_a_small_picture():
    agencies = [f"agency {number}" for number in range(MOST_LANES + 5)]
    kinds = [mark.kinds[:1] for mark in load_marks()] + [()]
    entries = [
        entry(
            number,
            FIRST + timedelta(number % 3000),
            agencies[number % 35],
            *kinds[number % 10],
            days=40 * (number % 11 == 0),
        )
        for number in range(20_000)
    ]
    picture = draw_lanes(bare(entries, agencies))
    assert len(picture.svg) < 1_000_000
    assert "6 other agencies" in words_in(picture)
    assert "20,000 entries" in picture.description


def bare(entries, agencies):
    """A report without a scope of which nothing was found out."""
    sources, chronology = tuple(map(source, agencies)), Chronology(tuple(entries), (), {}, {})
    return Report(Case(Path(), "t", "england"), sources, (CHILD,), (), chronology, (), (), (), (), (), ())


def test_a_mistyped_century_does_not_empty_the_picture():
    entries = [entry(1, date(1207, 1, 1), "gp"), *(entry(n, FIRST + timedelta(n), "gp") for n in range(2, 9))]
    timeline = lay_timeline(bare(entries, ["gp"]))
    assert (timeline.first, timeline.entries, timeline.outside) == (FIRST + timedelta(2), 7, 1)
    assert "1 entry outside this time" in draw_lanes(bare(entries, ["gp"])).description


def test_no_day_no_picture():
    assert draw_lanes(bare([], ["gp"])) is None
    assert draw_months(bare([], ["gp"])) is None
    assert draw_people(bare([], ["gp"])) is None


def test_four_silences_are_told_apart_by_pattern():
    standings = {"covered, and nothing recorded": ("silent", 0), "cannot tell: a record may belong here": ("silent", 1)}
    standings |= {"not covered by the export": ("not_covered", 0), "not supplied": ("not_supplied", 0)}
    cells = []
    for words, (standing, doubtful) in standings.items():
        strip = Strip("GP", "gp", "c1", FIRST, date(2007, 1, 31), "stated", (Month("2007-01", standing, 0, doubtful),))
        picture = draw_months(replace(bare([], ["gp"]), knowledge=Knowledge(silences=(strip,))))
        assert words in words_in(picture)
        row = next(one for one in drawing(picture).iter(f"{SVG}g"))
        cells.append(ElementTree.tostring(row))
    assert len(set(cells)) == len(standings)
    colours = set(re.findall(r"#[0-9a-f]+", " ".join(map(str, cells))))
    assert all(
        len(set(re.findall(r"..", colour[1:]) if len(colour) == 7 else colour[1:])) == 1 for colour in colours
    )  # grey


def test_months_show_the_numbers_of_the_strips(busy):
    picture = draw_months(busy)
    contacts = [month.contacts for strip in busy.knowledge.silences for month in strip.months if month.contacts]
    words = words_in(picture)
    assert all(str(count) in words for count in contacts)
    assert f"{sum(contacts)} records in the 12 months from Jan 2007 to Dec 2007" in picture.description
    assert "Not supplied: Housing" in picture.description


def test_who_told_whom_counts_what_the_snapshot_says(busy):
    told = count_told(busy)
    pieces = [(held.agency, piece.standing) for held in busy.knowledge.snapshots[-1].agencies for piece in held.told]
    assert sum(told.counts.values()) == len(pieces)
    assert told.counts["gp agency", "police agency", "possible"] == 1
    assert told.counts[NOT_NAMED, "police agency", "certain"] == 1
    table = next(block for block in compose(busy).blocks if isinstance(block, Grid) and block.headings[0] == "Who told")
    assert sum(int(row.cells[2]) + int(row.cells[3]) for row in table.rows) == len(pieces)
    assert {("gp agency", "police agency"), ("not settled", "police agency")} <= {row.cells[:2] for row in table.rows}


def test_pictures_stand_in_a_document_where_asked_for_and_change_nothing_else(busy):
    pictured = with_rows_at_hand(compose(busy, pictured=True)).blocks
    assert [block.anchor for block in pictured if isinstance(block, Picture)] == ["lanes", "people-told", "months-c1"]
    assert tuple(block for block in pictured if not isinstance(block, Picture)) == (
        with_rows_at_hand(compose(busy)).blocks
    )


@pytest.mark.parametrize("width", [40, 80, 200])
def test_lanes_fit_the_terminal(busy, width):
    said = list(say_lanes(busy, width))
    assert max(map(len, said)) <= width
    lanes = {line.split("  ")[0].split(" ")[0]: line for line in said}
    assert "I" in lanes["gp"]
    assert "not supplied" in lanes["Housing"]
    assert "/" in lanes["school"]
    assert "~" in lanes["police"]


def test_hatching_stays_inside():
    points = [tuple(map(float, pair)) for pair in re.findall(r"(\d[\d.]*) (\d[\d.]*)", hatch(10, 20, 30, 7))]
    assert points
    assert all(10 <= x <= 40 and 20 <= y <= 27 for x, y in points)


def test_long_names_are_wrapped_and_cut():
    assert wrap("Metropolitan Police child abuse investigation", 130, 2) == [
        "Metropolitan Police child",
        "abuse investigation",
    ]
    assert wrap("X" * 400, 100, 2)[1].endswith("…")
    assert wrap("", 100, 2) == []


def test_the_command_writes_a_private_file_or_stdout(tmp_path):
    case, file = SAMPLES / "wales_gwern", tmp_path / "months.svg"
    done = CliRunner().invoke(command, [str(case), "--kind", "months", "-o", str(file)])
    assert done.exit_code == 0, done.output
    assert file.stat().st_mode & 0o777 == 0o600
    assert ElementTree.parse(file).getroot().tag == f"{SVG}svg"
    piped = CliRunner().invoke(command, [str(case), "--agency", "heddlu"])
    svg = ElementTree.fromstring(piped.stdout)
    assert "4 entries in 1 lane" in svg.find(f"{SVG}desc").text


def test_the_terminal_shows_lanes_above_the_table():
    done = CliRunner().invoke(show, [str(SAMPLES / "wales_gwern"), "--lanes", "--text", "police"])
    lanes, table = done.stdout.split("\n\n", 1)
    assert lanes.splitlines()[0].split() == ["2025", "2026"]
    assert table.startswith("No ")
    assert "nothing of what was asked for" in lanes


def test_the_command_refuses_what_it_would_have_to_ignore():
    done = CliRunner().invoke(command, [str(SAMPLES / "wales_gwern"), "--kind", "people", "--from", "2020-01-01"])
    assert "only lanes can be filtered" in str(done.exception)
    done = CliRunner().invoke(command, [str(SAMPLES / "wales_gwern"), "-o", "lanes.png"])
    assert "a picture is an SVG file" in str(done.exception)
