"""On a terminal, words that gave a kind are underlined and words that were set aside struck through; no word is lost."""

from chronology.cli.marked_words import explain_words, marked_words
from chronology.dates import read_date
from chronology.model import Event, Provenance


def marked(summary, action=""):
    event = Event(
        "e-1", Provenance("a.csv", None, 2), read_date("01/05/2007"), "A", "school", summary=summary, action=action
    )
    text = marked_words(event, explain_words(event))
    return text.plain, {text.plain[span.start : span.end]: str(span.style) for span in text.spans}


def test_words_that_gave_a_kind_are_underlined():
    plain, marks = marked("Bruise to left cheek seen today.", "Referral made to social care.")
    assert plain == "Bruise to left cheek seen today. Referral made to social care."
    assert any("Bruise" in words and style == "underline" for words, style in marks.items())
    assert any("Referral made" in words and style == "underline" for words, style in marks.items())


def test_words_that_were_set_aside_are_struck_through():
    plain, marks = marked("No bruises seen.")
    assert plain == "No bruises seen."
    assert [style for words, style in marks.items() if "bruises" in words] == ["strike dim"]


def test_what_steers_a_terminal_is_spelled_out():
    plain, _ = marked("Seen \x1b[31mat home\nwith mother")
    assert "\x1b" not in plain
    assert "\n" not in plain
    assert "<U+001B>" in plain


def explained(category, summary):
    event = Event(
        "e-1",
        Provenance("a.csv", None, 2),
        read_date("01/05/2007"),
        "A",
        "social_care",
        summary=summary,
        category=category,
    )
    return {(reason.kind, reason.taken, reason.circumstance) for reason in explain_words(event).reasons}


def test_what_a_phrase_tells_beside_the_contact_type_is_explained():
    assert ("plan_started", True, "stated") in explained("ICPC", "CP plan - neglect.")
    assert not any(kind == "plan_started" for kind, _, _ in explained("Home visit", "CP plan - neglect."))


def test_a_kind_that_gives_way_is_said_to():
    told = explained("Home visit", "N asleep in pram in back room, blanket up, mum asked me not to wake her.")
    assert ("child_seen", False, "gives way to child_not_seen") in told
