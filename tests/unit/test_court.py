"""A chronology for a court: neutral, numbered as the whole one, in the form asked for; and long ones in volumes."""

from datetime import date
from io import BytesIO

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from chronology.cli.court_options import say_too_long
from chronology.cli.inputs import open_case
from chronology.cli.running import run_opened
from chronology.compose import compose
from chronology.compose.court import Court
from chronology.compose.volumes import volumes
from chronology.document import Bullets, Document, Grid, Heading, Paragraph, Row, Text
from chronology.renderers.to_pdf import render
from tests.rendering import rendered
from tests.running import SAMPLES
from tests.unit.test_to_pdf import squeeze

COURT = Court("ZC07C00123", date(2007, 9, 3), "A. Solicitor", date(2007, 8, 20), "not agreed", "Re C and D", "B", True)


@pytest.fixture(scope="module")
def twins():
    case, exports, _ = open_case((SAMPLES / "twins",))
    return run_opened(case, exports)


@pytest.fixture(scope="module")
def document(twins):
    return compose(twins, COURT)


@pytest.fixture(scope="module")
def pages(document):
    return PdfReader(BytesIO(rendered(render, document)))


def grids_of(document):
    return [block for block in document.blocks if isinstance(block, Grid)]


def words_in(document):
    said = []
    for block in document.blocks:
        if isinstance(block, Grid):
            said += [*block.headings, *(cell for row in block.rows for cell in row.cells)]
        else:
            said += (
                block.items
                if isinstance(block, Bullets)
                else [block.text if isinstance(block, Heading) else block.content]
            )
    return "\n".join(one if isinstance(one, str) else "".join(run.text for run in one) for one in said)


def test_the_first_page_says_what_a_court_asks_for(pages):
    first = pages.pages[0].extract_text()
    for words in (
        "Re C and D",
        "ZC07C00123",
        "3 September 2007",
        "A. Solicitor",
        "20 August 2007",
        "not agreed",
        "Confidential",
    ):
        assert words in first


def test_what_is_not_known_is_not_printed(twins):
    words = words_in(compose(twins, Court()))
    assert "Case number" not in words and "Hearing" not in words and "Bundle page" not in words


def test_every_entry_is_there_with_its_number_day_and_source(twins, pages):
    words = squeeze("".join(page.extract_text() for page in pages.pages))
    ids = {source.path: source.id for source in twins.sources}
    for entry in (*twins.chronology.entries, *twins.chronology.undated):
        when = entry.event.when
        day = (
            f"{when.first:%-d %b %Y}" if when.precision == "day" and when.first == when.last else when.text or "no date"
        )
        assert squeeze(f"{entry.number}{day}") in words
        for place in entry.provenance:
            assert squeeze(f"{ids[place.source]}, {place.sheet + ', ' if place.sheet else ''}row {place.row}") in words


def test_no_finding_comes_in(twins, document):
    words = words_in(document)
    assert twins.findings
    for finding in twins.findings:
        assert finding.title not in words and finding.statement not in words
    assert "Finding" not in words and "Searched" not in words


def test_portrait_in_the_section_s_numbers_with_the_years_as_bookmarks(twins, pages):
    years = dict.fromkeys(str(entry.event.when.first.year) for entry in twins.chronology.entries)
    (_, below) = pages.outline
    assert [item.title for item in below][: len(years)] == list(years)
    for number, page in enumerate(pages.pages, 1):
        assert page.mediabox.width < page.mediabox.height
        assert f"B{number}" in page.extract_text()


def test_a_bundle_page_column_stays_empty(document):
    for grid in grids_of(document)[:-1]:
        assert grid.headings == ("No", "Date", "Event", "Source", "Bundle page")
        assert all(row.cells[-1] == "" for row in grid.rows)


def long_document(twins):
    entry = twins.chronology.entries[0]
    rows = [
        Row(
            (str(number), (Text("see", target="f-1"), Text("next", target=f"e-{number + 1}"))),
            f"e-{number}",
            replace(entry, number=number),
        )
        for number in range(1, 121)
    ]
    return Document(
        "Long",
        (
            Heading(1, "Long"),
            Paragraph("Front"),
            Heading(2, "Findings", "findings"),
            Heading(3, "One", "f-1"),
            Bullets(((Text("Rests on "), Text("No. 77", target="e-77")),)),
            Heading(2, "Chronology", "chronology"),
            Heading(3, "2006", "year-2006"),
            Grid(("No", "Event"), tuple(rows[:50])),
            Heading(3, "2007", "year-2007"),
            Grid(("No", "Event"), tuple(rows[50:])),
            Heading(2, "Sources", "sources"),
            Grid(("No", "File"), (Row(("S1", "a.csv")),)),
        ),
    )


def test_a_document_that_is_short_enough_stays_one(twins):
    document = long_document(twins)
    assert volumes(document, most_in_one=120) == (document,)


@pytest.mark.parametrize("most", [7, 49, 50, 51, 60, 119])
def test_volumes_hold_every_row_once_and_lead_nowhere_else(twins, most):
    document = long_document(twins)
    parts = volumes(document, most_in_one=119, most=most)
    rows = [row for part in parts for grid in grids_of(part) for row in grid.rows if row.entry]
    assert [row.anchor for row in rows] == [f"e-{number}" for number in range(1, 121)]
    for number, part in enumerate(parts, 1):
        index = len(parts) if number == 1 else 0
        assert sum(len(grid.rows) for grid in grids_of(part)) - index <= most
        assert part.title == part.blocks[0].text == f"Long, volume {number} of {len(parts)}"
        assert not isinstance(part.blocks[-1], Heading)
        anchors = {block.anchor for block in part.blocks if isinstance(block, Heading)}
        anchors |= {row.anchor for grid in grids_of(part) for row in grid.rows}
        targets = {
            run.target
            for grid in grids_of(part)
            for row in grid.rows
            for cell in row.cells
            if cell and not isinstance(cell, str)
            for run in cell
        }
        assert targets <= anchors | {"", "e-121"}
    where = next(
        number
        for number, part in enumerate(parts, 1)
        if any(row.anchor == "e-77" for grid in grids_of(part) for row in grid.rows)
    )
    assert f"Rests on No. 77 (volume {where})" in words_in(parts[0])
    index = next(grid for grid in grids_of(parts[0]) if grid.headings[0] == "Volume")
    assert [row.cells[0] for row in index.rows] == [str(number) for number in range(1, len(parts) + 1)]


def test_a_volume_that_begins_within_a_year_says_so(twins):
    parts = volumes(long_document(twins), most_in_one=119, most=60)
    headings = [[block.text for block in part.blocks if isinstance(block, Heading)] for part in parts]
    assert (
        headings[1:3]
        == [
            ["Long, volume 2 of 3", "Chronology", "2006", "2007"],
            ["Long, volume 3 of 3", "Chronology (continued)", "2007 (continued)", "Sources"],
        ]
        or headings
    )


def test_what_to_do_about_a_long_one_is_something_not_yet_done():
    assert "--key-events" in say_too_long(12, shortened=False)
    assert "--key-events" not in say_too_long(12, shortened=True)
    assert "--from and --until" in say_too_long(12, shortened=True)
