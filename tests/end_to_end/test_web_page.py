"""The web page in a real browser: nothing fetched, every entry there, search and filters, keyboard, phone, paper, no script."""

import json
from types import SimpleNamespace

import pytest

from chronology.document import Document, Picture
from chronology.kinds import kind_names
from chronology.renderers.to_html import render
from tests.browser import Page
from tests.rendering import rendered
from tests.running import SAMPLES, chronology
from tests.unit.test_to_html import HOSTILE, every_place, shown

pytestmark = pytest.mark.browser  # run by themselves, with -m browser: they need Chromium

SHOWN = '[...document.querySelectorAll("table.entries > tbody > tr")].filter((row) => row.checkVisibility()).map((row) => row.id)'


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The page of the sample case and the same as JSON, and one browser for all tests."""
    out = tmp_path_factory.mktemp("web")
    browser = Page(out / "profile")
    done = chronology("build", SAMPLES / "child_p", "--to", out, "--format", "html", "--format", "json")
    assert done.returncode == 0, done.stderr
    result = json.loads((out / "chronology.json").read_text(encoding="utf-8"))
    address = (out / "chronology.html").as_uri()
    browser.open(address)
    yield SimpleNamespace(
        address=address, result=result, entries=result["entries"] + result["undated"], browser=browser
    )
    browser.close()


@pytest.fixture
def page(made):
    """The page on a desk, with nothing filtered."""
    made.browser.run('document.getElementById("find-clear").click()')
    return made.browser


@pytest.fixture
def on_a_phone(page):
    page.tell("Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=1, mobile=True)
    yield page
    page.tell("Emulation.clearDeviceMetricsOverride")


@pytest.fixture
def on_paper(page):
    page.tell("Emulation.setEmulatedMedia", media="print")
    yield page
    page.tell("Emulation.setEmulatedMedia", media="")


@pytest.fixture
def without_script(page, made):
    page.tell("Emulation.setScriptExecutionDisabled", value=True)
    page.open(made.address)
    yield page
    page.tell("Emulation.setScriptExecutionDisabled", value=False)
    page.open(made.address)


@pytest.fixture
def other(made, tmp_path):
    """Opens another document in the browser, and the sample case again at the end."""

    def open_other(document):
        (tmp_path / "other.html").write_bytes(rendered(render, document))
        made.browser.open((tmp_path / "other.html").as_uri())
        return made.browser

    yield open_other
    made.browser.open(made.address)


def choose(page, name, words):
    page.run(
        f"""(() => {{
            const select = document.forms.find.elements[{json.dumps(name)}];
            select.value = [...select.options].find((one) => one.text.startsWith({json.dumps(words)})).value;
            select.dispatchEvent(new Event("input", {{bubbles: true}}));
        }})()"""
    )


def fill(page, name, value):
    page.run(
        f"""(() => {{
            const field = document.forms.find.elements[{json.dumps(name)}];
            field.value = {json.dumps(value)};
            field.dispatchEvent(new Event("input", {{bubbles: true}}));
        }})()"""
    )


def count(page):
    return page.run('document.getElementById("find-count").textContent')


def test_nothing_is_fetched_and_nothing_complains(page, made):
    page.open(made.address)
    # A browser draws its own fields with pictures of its own, which are no addresses.
    assert [one for one in page.requests if not one.startswith("data:image/svg+xml;base64,")] == [made.address]
    assert page.complaints == []


def test_every_entry_stands_with_its_number_date_and_source(page, made):
    rows = page.run(
        '[...document.querySelectorAll("table.entries > tbody > tr")].map((row) => [row.id, ...[...row.cells].map((cell) => cell.innerText)])'
    )
    paths = {source["id"]: source["path"] for source in made.result["sources"]}
    assert [row[0] for row in rows] == [entry["id"] for entry in made.entries]
    for row, entry in zip(rows, made.entries, strict=True):
        assert row[1] == str(entry["number"])
        assert row[2].split() == entry["when"]["text"].split()
        for place in entry["provenance"]:
            assert f"{paths[place['source']]}, " in row[6].replace("\n", "") and f"row {place['row']}" in row[6]


def test_every_link_leads_somewhere(page):
    assert (
        page.run(
            """[...document.querySelectorAll("a[href]")].map((link) => link.getAttribute("href"))
            .filter((href) => !href.startsWith("#") || !document.getElementById(href.slice(1)))"""
        )
        == []
    )


def test_words_are_searched_as_they_are_typed(page, made):
    page.run('document.getElementById("find-words").focus()')
    page.type("BRUISE  head")
    page.wait_for('document.getElementById("find-count").textContent.includes(" of ")')
    shown = page.run(SHOWN)
    assert 0 < len(shown) < 20
    assert count(page) == f"{len(shown)} of {len(made.entries)} entries"
    texts = page.run(f"{SHOWN}.map((id) => document.getElementById(id).textContent.toLowerCase())")
    assert all("bruise" in text and "head" in text for text in texts)
    assert page.run('document.querySelector(".left-out").textContent').startswith(f"Filtered here: {len(shown)} of ")
    page.press("Enter", text="\r")
    page.wait_for(f"location.hash === '#{shown[0]}'")
    page.run('document.getElementById("find-clear").click()')
    assert len(page.run(SHOWN)) == len(made.entries)
    assert page.run("document.activeElement.id") == "find-words"


def test_an_entry_is_found_by_its_number(page, made):
    fill(page, "words", "No. 100")
    page.wait_for('document.getElementById("find-count").textContent.includes(" of ")')
    assert page.run(SHOWN) == [entry["id"] for entry in made.entries if entry["number"] == 100]


def test_filters_agree_with_the_data(page, made):
    agency = made.entries[0]["agency"]
    choose(page, "agency", agency)
    assert page.run(SHOWN) == [entry["id"] for entry in made.entries if entry["agency"] == agency]
    choose(page, "kind", kind_names()["injury_seen"])
    wanted = [e for e in made.entries if e["agency"] == agency and "injury_seen" in e["kinds"]]
    assert page.run(SHOWN) == [entry["id"] for entry in wanted]
    page.run('document.getElementById("find-clear").click()')
    person = next(one for one in made.result["subjects"] if one["role"] == "parent")
    choose(page, "person", person["name"])
    about = [e for e in made.entries if person["id"] in (*e["subjects"], *e["possible_subjects"])]
    assert page.run(SHOWN) == [entry["id"] for entry in about]
    page.run('document.getElementById("find-clear").click()')
    choose(page, "finding", "with a finding")
    found = {
        one for finding in made.result["findings"] if finding["outcome"] != "cannot_tell" for one in finding["entries"]
    }
    assert set(page.run(SHOWN)) == found


def test_dates_keep_what_may_lie_between_them(page, made):
    fill(page, "from", "2006-12-01")
    fill(page, "to", "2006-12-31")
    inside = [
        entry["id"]
        for entry in made.result["entries"]
        if entry["when"]["first"] <= "2006-12-31" and entry["when"]["last"] >= "2006-12-01"
    ]
    assert page.run(SHOWN) == inside
    assert count(page) == f"{len(inside)} of {len(made.entries)} entries (1 undated left out)"


def test_from_finding_to_entry_and_back_and_to_the_source(page, made):
    finding = next(one for one in made.result["findings"] if one["rule"] == "E-54")
    entry = finding["entries"][0]
    fill(page, "to", "2006-01-01")  # no entry is left
    assert page.run(SHOWN) == []
    page.run(f'document.querySelector(`main :is(li, td) a[href="#{entry}"]`).click()')
    page.wait_for(f"location.hash === '#{entry}'")
    assert entry in page.run(SHOWN)
    assert count(page).startswith("Filter lifted")
    page.run(f"document.querySelector('#{entry} a[href=\"#{finding['id']}\"]').click()")
    page.wait_for(f"location.hash === '#{finding['id']}'")
    source = page.run(f"document.querySelector('#{entry} a[href^=\"#source-\"]').hash.slice(1)")
    path = next(one["path"] for one in made.result["sources"] if f"source-{one['id']}" == source)
    assert path in page.run(f"document.getElementById('{source}').textContent")


def test_the_keyboard_reaches_everything_and_each_control_has_a_name(page, made):
    page.open(made.address)
    page.press("Tab")
    assert page.run("document.activeElement.textContent") == "Skip to the text"
    assert page.run("document.activeElement.getBoundingClientRect().top") >= 0
    page.press("Tab")
    page.press("Enter", text="\r")
    assert page.run("document.activeElement.id") == "find-words"
    nodes = page.tell("Accessibility.getFullAXTree", depth=7)["nodes"]
    roles = [(one["role"]["value"], one.get("name", {}).get("value", "")) for one in nodes if not one["ignored"]]
    assert {"banner", "navigation", "search", "main", "status"} <= {role for role, _ in roles}
    controls = [name for role, name in roles if role in ("searchbox", "combobox", "Date", "button", "link", "table")]
    assert {"Words", "Agency", "Kind of event", "Person", "From", "To", "Findings"} <= set(controls)


def test_on_a_phone_rows_are_blocks_and_nothing_runs_over(on_a_phone):
    page = on_a_phone
    assert page.run("document.documentElement.scrollWidth") == 390
    assert page.run('getComputedStyle(document.querySelector("table.entries td")).display') == "flow-root"
    assert (
        page.run('getComputedStyle(document.querySelector("table.entries td"), "::before").content')
        == '"Date (as recorded)"'
    )
    assert not page.run('document.getElementById("find-agency").checkVisibility()')
    page.run('document.getElementById("find-more").click()')
    assert page.run('document.getElementById("find-agency").checkVisibility()')
    assert page.run('document.getElementById("find-more").ariaExpanded') == "true"


def test_paper_shows_the_document_and_what_was_left_out(on_paper):
    page = on_paper
    choose(page, "finding", "with a finding")
    seen = 'document.querySelector("{}").checkVisibility()'
    assert [page.run(seen.format(one)) for one in ("#find", "nav", ".skip", ".left-out", "h1", "tr")] == [
        False, False, False, True, True, True,
    ]  # fmt: skip
    assert page.run('getComputedStyle(document.querySelector("thead")).display') == "table-header-group"
    assert page.run('getComputedStyle(document.querySelector("tbody tr")).breakInside') == "avoid"
    assert "underline" in page.run('getComputedStyle(document.querySelector("main li a")).textDecoration')


def test_without_script_it_is_a_plain_document(without_script, made):
    page = without_script
    root = page.tell("DOM.getDocument")["root"]["nodeId"]
    rows = page.tell("DOM.querySelectorAll", nodeId=root, selector="table.entries > tbody > tr:not([hidden])")[
        "nodeIds"
    ]
    assert len(rows) == len(made.entries)
    hidden = page.tell("DOM.querySelectorAll", nodeId=root, selector="[hidden]")["nodeIds"]
    names = [page.tell("DOM.getAttributes", nodeId=one)["attributes"] for one in hidden]
    assert all("scripted" in " ".join(attributes) or "find-" in " ".join(attributes) for attributes in names)


def test_hostile_words_stay_words(other):
    every = [every_place(words) for words in HOSTILE]
    page = other(Document(HOSTILE[0], tuple(block for one in every for block in one.blocks), people=every[0].people))
    assert page.complaints == []
    assert not [event for event in page.events if event["method"] == "Page.javascriptDialogOpening"]
    assert page.run("document.title") == HOSTILE[0]
    headings = page.run('[...document.querySelectorAll("main h2")].map((one) => one.innerText)')
    assert headings == [shown(words) for words in HOSTILE]
    assert (
        page.run('document.querySelectorAll("script, style, img, b, [onmouseover], [onfocus], [onerror]").length') == 3
    )


def test_a_year_of_a_picture_can_be_made_as_wide_as_the_whole(other):
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 20">'
        '<g class="year" data-year="2006" data-x-start="20" data-x-end="60"/><g class="year" data-year="2007" data-x-start="60" data-x-end="100"/>'
        '<path class="stretch" d="M60 0H80"/><g transform="translate(40 5)" data-x="40"/><g transform="translate(70 5)" data-x="70"/>'
        '<text x="62" y="9" data-x="62">2007</text></svg>'
    )
    page = other(Document("T", (Picture(drawing, "Lanes", "Who met the child when"),)))
    assert page.run('[...document.querySelectorAll(".years button")].map((one) => one.textContent)') == [
        "Whole period",
        "2006",
        "2007",
    ]
    page.run('document.querySelectorAll(".years button")[2].click()')
    assert page.run('document.querySelector(".years [aria-pressed=true]").textContent') == "2007"
    assert page.run('document.querySelector(".stretch").getAttribute("transform")') == "matrix(2 0 0 1 -100 0)"
    assert page.run('[...document.querySelectorAll("g[data-x]")].map((one) => [one.getAttribute("transform"), one.getAttribute("display")])') == [
        ["translate(-20 5)", "none"], ["translate(40 5)", "inline"],
    ]  # fmt: skip
    assert page.run('document.querySelector("text").getAttribute("x")') == "24"
    page.run('document.querySelector(".years button").click()')
    assert page.run('document.querySelector("g[data-x]").getAttribute("transform")') == "translate(40 5)"
    assert page.complaints == []
