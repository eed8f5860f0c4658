"""Several long silences of an agency that holds a case open are one finding."""

from tests.unit.test_audit import ask, entry

CONTACTS = [
    entry(1, "2007-01-05", "social_care", "case_opened"),
    entry(2, "2007-03-12", "social_care", "home_visit"),
    entry(3, "2007-03-20", "social_care", "home_visit"),
    entry(4, "2007-06-04", "social_care", "home_visit"),
    entry(5, "2007-09-17", "social_care", "home_visit"),
]


def test_silences_of_one_opening_are_told_as_one():
    closed = entry(6, "2007-09-20", "social_care", "case_closed")
    (finding,) = ask([*CONTACTS, closed], rules=("E-75",)).findings
    assert finding.outcome == "late"
    assert finding.entries == ("e-00000001", "e-00000002", "e-00000003", "e-00000004", "e-00000005")
    assert finding.statement.endswith("The same is so from 20 March 2007 and 4 June 2007.")


def test_a_silence_to_the_end_stays_a_finding_of_its_own():
    closed = entry(6, "2007-12-20", "social_care", "case_closed")
    findings = ask([*CONTACTS, closed], rules=("E-75",)).findings
    assert sorted(finding.outcome for finding in findings) == ["late", "no_record"]


def test_one_silence_says_nothing_of_others():
    closed = entry(6, "2007-03-21", "social_care", "case_closed")
    (finding,) = ask([*CONTACTS[:3], closed], rules=("E-75",)).findings
    assert "The same is so" not in finding.statement
