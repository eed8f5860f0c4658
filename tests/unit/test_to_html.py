"""The web page as written: its words, its own policy, and no markup of a record's making. What it does stands in test_web_page."""

import json
import re
from base64 import b64encode
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from chronology.document import Bullets, Document, Grid, Heading, Layout, Paragraph, Picture, Row, Text
from chronology.model import Entry, Event, Provenance, When
from chronology.renderers.to_html import render
from tests.rendering import rendered

VOID = {"meta", "input", "br", "wbr", "col"}
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'


class Read(HTMLParser):
    """A page taken apart: tags in order, attributes, text by the tag it stands in, and whether every tag is closed in order."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.texts, self.open = [], [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append((self.open[-1] if self.open else "", data))

    def text_of(self, *tags):
        return "".join(text for tag, text in self.texts if tag in tags)

    def values(self, name):
        return [value for _, key, value in self.attributes if key == name]


def page_of(document):
    page = rendered(render, document).decode()
    read = Read(page)
    assert read.open == []
    return read


def entry(number, agency="GP", kinds=("injury_seen",), subjects=("child",), possible=(), first=None, last=None):
    when = When("3/8/07", first, last or first, "day" if first else "unknown")
    event = Event(f"e-{number}", Provenance("gp.csv", None, number + 1), when, agency, "gp", kinds)
    return Entry(number, f"e-{number}", event, subjects, possible, (event.provenance,))


def row(one, *runs):
    return Row((str(one.number), one.event.agency, (Text("seen"), *runs)), one.id, one)


def chronology(*rows):
    return Document(
        "Case",
        (Heading(1, "Case"), Heading(2, "Chronology", "chronology"), Heading(3, "2007", "year-2007"), Grid(("No", "Agency", "Event"), rows)),
        people={"child": "Amy Lowe", "other": "Bo Lowe"},
        sources={"gp.csv": "source-S1"},
    )  # fmt: skip


HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><b>x</b>",
    "</title><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "' autofocus onfocus='alert(1)",
    "<!-- comment --> ]]> <?php ?>",
    "&lt;b&gt; &amp; &#60; &nosuch;",
    "url(https://example.org/x) javascript:alert(1)",
    "\u202eevil\x00\x1b[31m\ufeff",
    "</svg></desc></figure>",
    '"} body{display:none} @import "//x"; \\',
    "first\r\nsecond\u2028third",
]


def every_place(words):
    """A document with the same words in every place that text can stand in."""
    one = entry(1, agency=words, subjects=(words,), first=date(2007, 8, 3))
    runs = (
        Text(words, strong=True),
        Text(words, target="f-1"),
        Text(words, source="gp.csv"),
        Text(words, day=date(2007, 8, 3)),
    )
    return Document(
        words,
        (
            Heading(1, words),
            Heading(2, words, "two"),
            Paragraph(words),
            Paragraph(runs),
            Bullets((words, runs)),
            Picture(DRAWING.format("<g/>"), words, words, "picture"),
            Grid((words, "Agency", "Event"), (row(one, *runs),), (1, 2, 3), (0,)),
        ),
        Layout(marking=words),
        people={words: words, "child": words},
        sources={"gp.csv": "source-S1"},
    )  # fmt: skip


def rules_of(read):
    """The style sheet without its strings, which words of the document may stand in."""
    return re.sub(r'"[^"]*"', "", read.text_of("style"))


def shown(words):
    """The words as a reader sees them: what is unseen is marked, every break is a line feed."""
    for unseen in "\u202e\x00\x1b\ufeff":
        words = words.replace(unseen, f"[U+{ord(unseen):04X}]")
    return words.replace("\r\n", "\n").replace("\u2028", "\n")


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_change_nothing_but_the_words(words):
    control, read = page_of(every_place("plain")), page_of(every_place(words))
    breaks = {"br", "wbr", "span"}  # where words may be broken and where not
    assert [tag for tag in read.tags if tag not in breaks] == [tag for tag in control.tags if tag not in breaks]
    assert [(tag, name) for tag, name, _ in read.attributes] == [(tag, name) for tag, name, _ in control.attributes]
    for tag in ("h1", "h2", "p", "li", "th", "td", "strong", "figcaption"):
        assert read.text_of(tag) == control.text_of(tag).replace("plain", shown(words)), tag
    assert read.text_of("time", "span") == control.text_of("time", "span").replace("plain", shown(words))
    for tag in ("title", "option"):
        assert read.text_of(tag) == control.text_of(tag).replace("plain", shown(words).replace("\n", " "))
    assert rules_of(read) == rules_of(control)
    assert read.text_of("script") == control.text_of("script")


def test_the_policy_allows_the_one_style_and_the_one_script_and_nothing_else():
    read = page_of(every_place("plain"))
    policy = next(value for value in read.values("content") if "default-src" in value)
    texts = {tag: text for tag, text in read.texts if tag in ("style", "script")}
    for tag, text in texts.items():
        allowed = b64encode(sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{allowed}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    names = {name for _, name, _ in read.attributes}
    assert not {name for name in names if name.startswith("on") or name in ("style", "src", "srcset", "action")}
    assert all(value.startswith("#") for value in read.values("href"))
    assert "//" not in texts["style"].replace("https://", "//") and "url(" not in texts["style"]


def test_headings_make_sections_and_the_contents():
    document = Document(
        "T",
        (
            Heading(1, "T"), Heading(2, "One", "one"), Heading(3, "Deeper"), Paragraph("x"), Heading(2, "Chronology", "all"),
            Heading(3, "2006", "year-2006"), Heading(3, "2007", "year-2007"),
        ),
    )  # fmt: skip
    page = rendered(render, document).decode()
    body = page[page.index("<main") : page.index("</main>")]
    assert re.findall(r"</?section>|<h\d", body) == (
        "<section> <h2 <section> <h3 </section> </section> <section> <h2 <section> <h3 </section> <section> <h3 </section> </section>"
    ).split()  # fmt: skip
    links = re.findall(r'href="#([^"]+)">', page[page.index("<nav") : page.index("</nav>")])
    assert links == ["one", "all", "year-2006", "year-2007"]


def test_runs_lead_to_their_anchors_and_exports():
    runs = (
        Text("No. 1", target="e-1"),
        Text("gp.csv, row 7", source="gp.csv"),
        Text("x.csv, row 1", source="x.csv"),
        Text("now", strong=True),
    )
    page = rendered(render, Document("T", (Paragraph(runs),), sources={"gp.csv": "source-S1"})).decode()
    assert '<a href="#e-1">No. 1</a><a href="#source-S1">gp.csv, row 7</a>x.csv, row 1<strong>now</strong>' in page


def test_choices_and_numbers_are_those_of_the_entries():
    rows = (
        row(entry(1, first=date(2007, 8, 3)), Text("Gap", target="f-1")),
        row(entry(2, "Police", ("child_seen", "injury_seen"), (), ("other",), first=date(2007, 1, 1), last=date(2007, 12, 31)), Text("No. 1", target="e-1"), Text("row 2", target="source-S1")),
        row(entry(3, kinds=(), subjects=())),
    )  # fmt: skip
    read = page_of(chronology(*rows))
    options = [text for tag, text in read.texts if tag == "option"]
    assert options[1:3] == ["GP (2)", "Police (1)"]
    assert {"Amy Lowe (1)", "Bo Lowe (1)", "(not settled who) (1)", "with a finding", "Gap (1)"} <= set(options)
    numbers = json.loads(next(text for tag, text in read.texts if tag == "script"))
    assert numbers["agency"] == [[0], [1], [0]]
    assert [len(kinds) for kinds in numbers["kind"]] == [1, 2, 0]
    assert numbers["finding"] == [[0], [], []]  # an entry that is named is no finding, nor is a source
    assert (numbers["first"], numbers["last"]) == ([20070803, 20070101, 0], [20070803, 20071231, 0])
    choices = [int(value) for value in read.values("value") if value not in ("", "any")]
    assert all(choice >= 0 for choice in choices)


def test_a_page_without_findings_does_not_ask_for_them():
    one = entry(1, first=date(2007, 8, 3))
    plain = page_of(chronology(row(one)))
    assert "find-finding" not in plain.values("id") and "find-kind" in plain.values("id")


def test_people_of_one_name_are_told_apart_by_their_ids():
    document = Document(
        "T",
        (Grid(("No", "Agency", "Event"), (row(entry(1, subjects=("a", "b"))),)),),
        people={"a": "Amy Lowe", "b": "Amy Lowe"},
    )
    assert {"Amy Lowe [a] (1)", "Amy Lowe [b] (1)"} <= {
        text for tag, text in page_of(document).texts if tag == "option"
    }


def test_a_table_of_one_column_stays_one():
    read = page_of(Document("T", (Grid(("A",), (Row(("x",)),)),)))
    assert [tag for tag in read.tags if tag in ("th", "td")] == ["th", "th"]


def test_a_page_without_entries_has_no_form():
    read = page_of(Document("T", (Paragraph("nothing"),)))
    assert "form" not in read.tags and len([tag for tag in read.tags if tag == "script"]) == 1


def test_a_large_page_is_cut_into_tables_and_keeps_every_row():
    rows = tuple(row(entry(number, first=date(2007, 8, 3))) for number in range(1, 2_302))
    read = page_of(chronology(*rows))
    assert "large" in read.values("class")
    assert read.tags.count("table") == 12
    assert [value for value in read.values("id") if value.startswith("e-")] == [
        f"e-{number}" for number in range(1, 2_302)
    ]


def test_long_words_may_be_broken_and_stay_the_same():
    word = "a" * 64 + "/exports/health_visiting_contacts_2006.xlsx"
    read = page_of(Document("T", (Paragraph(f"see {word} there"),)))
    assert read.text_of("p") == f"see {word} there"
    assert read.tags.count("wbr") > 4


def test_names_written_from_right_to_left_are_set_apart():
    name = "\u05d0\u05d1\u05d2 \u05d3\u05d4\u05d5"
    page = rendered(render, Document("T", (Paragraph(f"Seen: {name}, 13 October 2006 <b> {name}."),))).decode()
    assert f"Seen: <bdi>{name}</bdi>, 13 October 2006 &lt;b&gt; <bdi>{name}</bdi>." in page


def test_a_drawing_keeps_its_shapes_and_loses_all_else():
    drawing = DRAWING.format(
        '<title>old</title><style>*{fill:red}</style><script>alert(1)</script><foreignObject><p>x</p></foreignObject>'
        '<image href="https://example.org/x.png"/><g id="year-2007" data-x-start="1" onclick="alert(1)" style="fill:red">'
        '<rect width="3" height="3" fill="url(#hatch)"/><rect width="4" height="3" fill="url(https://example.org/#x)"/>'
        '<a href="#e-1"><text x="1">seen &lt;b&gt;</text></a><a href="javascript:alert(1)"><circle r="1"/></a></g>'
    )  # fmt: skip
    document = Document(
        "T", (Heading(3, "2007", "year-2007"), Picture(drawing, "Lanes", "Who met the child when", "lanes"))
    )
    read = page_of(document)
    drawn = read.tags[read.tags.index("svg") : read.tags.index("details")]
    assert drawn == ["svg", "title", "desc", "g", "rect", "rect", "a", "text", "a", "circle"]
    assert read.text_of("desc") == "Who met the child when" and read.text_of("text") == "seen <b>"
    assert [value for value in read.values("fill") if value] == ["url(#picture-1-hatch)"]
    assert sorted(value for value in read.values("id") if "year" in value) == ["picture-1-year-2007", "year-2007"]
    assert "#e-1" in read.values("href") and not any("javascript" in value for value in read.values("href"))
    assert not read.values("onclick") and not read.values("style")


def test_the_same_document_gives_the_same_bytes():
    assert rendered(render, every_place("plain")) == rendered(render, every_place("plain"))
