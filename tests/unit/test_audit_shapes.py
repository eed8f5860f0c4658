"""Every shape of rule, by a small rule file of its own: what is found, what is met, what cannot be told."""

from __future__ import annotations

import pytest

from chronology.audit import SHAPES as LOOKED_AT
from chronology.audit.examples import result_of, try_example
from chronology.rule import SHAPES, load_rule

GENERAL = """
id: X-01
title: A rule of this shape
nation: {nation}
topic: plan_step
level: medium
basis: pattern
why: To try the shape.
source: {{title: This test}}
false_positives: [None]
people: [child, sibling]
"""
YEAR = "2021-01-01 to 2021-12-31"
ALL = "{social_care: Y, gp: Y, hospital: Y, police: Y, school: Y, health_visiting: Y}".replace("Y", YEAR)

RULES = {
    "sequence": """
shape: sequence
trigger: {called: a referral, kinds: [referral_received], sectors: [social_care]}
repeated: {times: 3, within: 12 months}
each_followed_by: {called: its closing, kinds: [referral_outcome, case_closed]}
each_within: 1 month
expectation: {called: an assessment, kinds: [assessment_started]}
deadline: 10 working days
late_until: 3 months
needs: [social_care]
wording: Referrals on {count} days, {date}, were each closed; no assessment was found by {due} in the exports of {agencies}.
""",
    "repetition": """
shape: repetition
trigger: {called: a visit to a hospital or GP, kinds: [emergency_attendance, appointment_kept], sectors: [hospital, gp]}
repeated: {times: 3, within: 12 months, distinct: places}
needs: [hospital]
wording: The child is recorded at {count} different places within {within}, {date}, {named}.
""",
    "before": """
shape: before
trigger: {called: a conference, kinds: [conference_held]}
looking_back: 1 month
expectation: {called: a report, kinds: [information_shared], words: [report], not_sectors: [social_care]}
deadline: 2 working days
needs: [social_care]
wording: Before the conference of {date} no report was found by {due} in the exports of {agencies}.
""",
    "by_age": """
shape: by_age
from_age: 10 days
deadline: 14 days
late_until: 1 month
expectation: {called: a new birth visit, kinds: [health_visitor_review, home_visit], sectors: [health_visiting]}
needs: [health_visiting]
wording: The child was born on {date}; no new birth visit was found by {due} in the exports of {agencies}.
""",
    "every_nth": """
shape: every_nth
while_open: plan
trigger: {called: a visit, kinds: [home_visit], sectors: [social_care]}
expectation: {called: the child seen alone, kinds: [child_seen_alone]}
every: 2
needs: [social_care]
wording: At {count} visits, {date}, none of every {limit} records the child seen alone, in the exports of {agencies}.
""",
    "change": """
shape: change
trigger: {called: a conference, kinds: [conference_held]}
contacts: {called: a contact, kinds: [appointment_kept, child_seen]}
window: 14 days
times: 3
needs: [social_care]
wording: In the {limit} before {date}, {count} days with contacts are recorded, {earlier} in the time before and {later} after.
""",
    "good_period": """
shape: good_period
concerns: {called: a concern, kinds: [concern_recorded, injury_seen]}
contacts: {called: a contact}
longest: 3 months
times: 3
needs: [social_care]
wording: From {date} to {until}, {days} days with {count} contacts, no concern is recorded in the exports of {agencies}.
""",
    "accounts": """
shape: accounts
trigger: {called: an explanation, kinds: [explanation_given]}
accounts: {a fall: [fell, fall], an animal: [dog, cat]}
one_occasion_within: 7 days
needs: [hospital]
wording: The explanations recorded from {date} differ, {told}.
""",
    "dates": """
shape: dates
trigger: {called: a conference, kinds: [conference_held]}
within: 7 days
needs: [social_care]
wording: The agencies date one event differently, {told}.
""",
    "against": """
shape: against
trigger: {called: the child seen, kinds: [child_seen]}
against: {called: the child not seen, kinds: [child_not_seen]}
needs: [social_care]
wording: Of {date} the records differ on whether the child was seen, {told}.
""",
    "recording": """
shape: recording
trigger: {called: an injury, kinds: [injury_seen]}
deadline: 2 working days
needs: []
wording: Injuries of {count} days were written down later than {limit}, {date}, the longest after {days} days.
""",
    "promised_action": """
shape: promised_action
trigger: {called: a record, kinds: [home_visit, other, supervision]}
promises:
  - {promise: [visit, see the child], kinds: [home_visit, child_seen, no_access], same_agency: true}
  - {promise: [refer, referral], kinds: [referral_made, referral_received]}
late_until: 1 month
needs: [own_file]
wording: The record of {date} announces a {promised} by {due}; none was found in the exports of {agencies}.
""",
    "new_adult": """
shape: new_adult
known_after: 1 month
expectation: {called: a check, kinds: [protection_check, information_shared]}
deadline: 5 working days
needs: [social_care]
wording: An adult is first recorded on {date}; no check was found by {due} in the exports of {agencies}.
""",
    "siblings": """
shape: siblings
trigger: {called: injuries, kinds: [injury_seen]}
looking_back: 12 months
children: 2
needs: [social_care]
wording: Within {limit} injuries of {count} children are recorded, {date}.
""",
    "missing_follow_up": """
shape: missing_follow_up
trigger: {called: a domestic incident, kinds: [police_domestic_incident], sectors: [police]}
expectation: {called: word to the school, kinds: [information_shared], sectors: [school, police]}
deadline: before the next school day
late_until: 10 days
needs: [police]
wording: Police record an incident on {date}; no word to the school was found by {due} in the exports of {agencies}.
""",
}


def referrals(*closed):
    days = ("2021-02-01", "2021-04-06", "2021-06-01")
    lines = [f"{{on: {day}, kinds: [referral_received], sector: social_care}}" for day in days]
    return [*lines, *(f"{{on: {day}, kinds: [referral_outcome], sector: social_care}}" for day in closed)]


CLOSED = ("2021-02-03", "2021-04-08", "2021-06-03")
SEEN = [
    f"{{on: 2021-03-{day:02}, kinds: [appointment_kept], sector: gp}}" for day in (15, 18, 22)
]  # in the 14 days before the conference of 26 March
HELD = "{on: 2021-03-26, kinds: [conference_held], sector: social_care}"
PLAN = "{on: 2021-01-11, kinds: [plan_started], sector: social_care}"
ANY_CONTACT = [f"{{on: 2021-{month:02}-10, kinds: [other], sector: gp}}" for month in range(1, 8)]
FELL = "{on: 2021-03-01, kinds: [injury_seen, explanation_given], sector: gp, summary: Mother says he fell off the bed}"
VISIT_BY = "{on: 2021-03-01, kinds: [other], sector: social_care, action: To visit by 10/03/2021.}"
INCIDENT = "{on: 2021-03-05, kinds: [police_domestic_incident], sector: police, time: '21:00'}"  # a Friday

CASES = [
    ("sequence", referrals(*CLOSED), "no_record", {}),
    ("sequence", referrals(*CLOSED[:2]), "nothing", {}),
    (
        "sequence",
        [*referrals(*CLOSED), "{on: 2021-06-09, kinds: [assessment_started], sector: social_care}"],
        "met",
        {},
    ),
    ("sequence", referrals(*CLOSED), "cannot_tell", {"exports": "{gp: Y}"}),
    (
        "repetition",
        [
            f"{{on: 2021-0{n}-10, kinds: [emergency_attendance], sector: hospital, agency: Hospital {n}, place: {place}}}"
            for n, place in enumerate(("North", "South", "East"), 1)
        ],
        "pattern",
        {},
    ),
    (
        "repetition",
        [
            f"{{on: 2021-0{n}-10, kinds: [emergency_attendance], sector: hospital, place: {place}}}"
            for n, place in enumerate(("North", "north", "East"), 1)
        ],
        "met",
        {},
    ),
    ("before", [HELD], "no_record", {}),
    (
        "before",
        [HELD, "{on: 2021-03-24, kinds: [information_shared], sector: gp, summary: Report sent for conference}"],
        "met",
        {},
    ),
    (
        "before",
        [HELD, "{on: 2021-03-25, kinds: [information_shared], sector: gp, summary: Report sent for conference}"],
        "late",
        {},
    ),
    ("before", [HELD, "{on: 2021-03-20, kinds: [information_shared], sector: gp, summary: A call}"], "no_record", {}),
    ("before", [HELD.replace("2021-03-26", "2021-03")], "cannot_tell", {}),
    ("by_age", ["{on: 2021-03-20, kinds: [other], sector: gp}"], "no_record", {"born": "2021-03-01"}),
    (
        "by_age",
        ["{on: 2021-03-13, kinds: [home_visit], sector: health_visiting}"],
        "met",
        {"born": "2021-03-01"},
    ),
    (
        "by_age",
        ["{on: 2021-03-18, kinds: [home_visit], sector: health_visiting}"],
        "late",
        {"born": "2021-03-01"},
    ),
    (
        "by_age",
        ["{on: 2021-03-18, kinds: [other], sector: gp}"],
        "cannot_tell",
        {"born": "2021-03-01", "exports": "{gp: Y}"},
    ),
    ("by_age", ["{on: 2021-03-18, kinds: [other], sector: gp}"], "nothing", {"born": "2012-03-01"}),
    (
        "every_nth",
        [PLAN, *(f"{{on: 2021-02-{day:02}, kinds: [home_visit], sector: social_care}}" for day in (1, 8, 15, 22))],
        "no_record",
        {},
    ),
    (
        "every_nth",
        [
            PLAN,
            "{on: 2021-02-01, kinds: [home_visit], sector: social_care}",
            "{on: 2021-02-08, kinds: [home_visit, child_seen_alone], sector: social_care}",
            "{on: 2021-02-15, kinds: [home_visit], sector: social_care}",
        ],
        "met",
        {},
    ),
    ("change", [HELD, *SEEN], "pattern", {}),
    (
        "change",
        [HELD, *SEEN, *(f"{{on: 2021-04-0{day}, kinds: [child_seen], sector: gp}}" for day in (1, 6))],
        "met",
        {},
    ),
    ("change", [HELD, *SEEN], "cannot_tell", {"exports": "{social_care: 2021-03-01 to 2021-12-31, gp: Y}"}),
    ("good_period", ANY_CONTACT, "pattern", {}),
    (
        "good_period",
        [*ANY_CONTACT, "{on: 2021-04-10, kinds: [concern_recorded], sector: gp}"],
        "met",
        {},
    ),
    ("good_period", [*ANY_CONTACT, "{on: undated, kinds: [concern_recorded], sector: gp}"], "cannot_tell", {}),
    (
        "accounts",
        [
            FELL,
            "{on: 2021-03-02, kinds: [explanation_given], sector: hospital, summary: Says the dog knocked him over}",
        ],
        "pattern",
        {},
    ),
    (
        "accounts",
        [FELL, "{on: 2021-03-02, kinds: [explanation_given], sector: hospital, summary: A fall from a bed}"],
        "met",
        {},
    ),
    ("accounts", [FELL], "nothing", {}),
    ("accounts", [FELL], "cannot_tell", {"exports": "{gp: Y}"}),
    ("dates", [HELD, "{on: 2021-03-29, kinds: [conference_held], sector: gp}"], "pattern", {}),
    ("dates", [HELD, "{on: 2021-03-26, kinds: [conference_held], sector: gp}"], "met", {}),
    (
        "against",
        [
            "{on: 2021-03-01, kinds: [child_seen], sector: health_visiting}",
            "{on: 2021-03-01, kinds: [child_not_seen], sector: social_care}",
        ],
        "pattern",
        {},
    ),
    (
        "against",
        [
            "{on: 2021-03-01, kinds: [child_seen], sector: health_visiting, time: '09:00'}",
            "{on: 2021-03-01, kinds: [child_not_seen], sector: social_care, time: '16:00'}",
        ],
        "met",
        {},
    ),
    ("recording", ["{on: 2021-03-01, kinds: [injury_seen], sector: gp, recorded: 2021-03-04}"], "late", {}),
    ("recording", ["{on: 2021-03-01, kinds: [injury_seen], sector: gp, recorded: 2021-03-03}"], "met", {}),
    ("recording", ["{on: 2021-03-01, kinds: [injury_seen], sector: gp, recorded: 2021-03}"], "cannot_tell", {}),
    ("recording", ["{on: 2021-03-01, kinds: [injury_seen], sector: gp}"], "nothing", {}),
    ("promised_action", [VISIT_BY], "no_record", {}),
    ("promised_action", [VISIT_BY, "{on: 2021-03-10, kinds: [home_visit], sector: social_care}"], "met", {}),
    ("promised_action", [VISIT_BY, "{on: 2021-03-12, kinds: [home_visit], sector: social_care}"], "late", {}),
    ("promised_action", [VISIT_BY], "cannot_tell", {"exports": "{social_care: 2021-01-01 to 2021-03-05}"}),
    ("promised_action", [VISIT_BY.replace("by 10/03/2021", "soon")], "nothing", {}),
    (
        "new_adult",
        [
            "{on: 2021-01-04, kinds: [other], sector: gp}",
            "{on: 2021-05-04, kinds: [other], sector: gp, about: [child, adult]}",
        ],
        "no_record",
        {},
    ),
    (
        "new_adult",
        [
            "{on: 2021-01-04, kinds: [other], sector: gp}",
            "{on: 2021-05-04, kinds: [other], sector: gp, about: [child, adult]}",
            "{on: 2021-05-05, kinds: [protection_check], sector: social_care, about: [child, adult]}",
        ],
        "met",
        {},
    ),
    (
        "new_adult",
        [
            "{on: 2021-01-04, kinds: [other], sector: gp}",
            "{on: 2021-05-04, kinds: [other], sector: gp, about: [child, adult]}",
            "{on: 2021-05-05, kinds: [protection_check], sector: social_care}",
        ],
        "cannot_tell",
        {},
    ),
    (
        "siblings",
        [
            "{on: 2021-03-01, kinds: [injury_seen], sector: gp}",
            "{on: 2021-05-04, kinds: [injury_seen], sector: gp, about: [brother]}",
        ],
        "pattern",
        {},
    ),
    (
        "siblings",
        [
            "{on: 2021-03-01, kinds: [injury_seen], sector: gp}",
            "{on: 2021-05-04, kinds: [other], sector: gp, about: [brother]}",
        ],
        "met",
        {},
    ),
    ("missing_follow_up", [INCIDENT], "no_record", {}),
    (
        "missing_follow_up",
        [INCIDENT, "{on: 2021-03-08, kinds: [information_shared], sector: police, time: '08:30'}"],
        "met",
        {},
    ),
    (
        "missing_follow_up",
        [INCIDENT, "{on: 2021-03-08, kinds: [information_shared], sector: police}"],
        "cannot_tell",
        {},
    ),
    (
        "missing_follow_up",
        [INCIDENT, "{on: 2021-03-08, kinds: [information_shared], sector: police, time: '11:00'}"],
        "late",
        {},
    ),
    (
        "missing_follow_up",
        [
            INCIDENT.replace("2021-03-05", "2021-07-14"),
            "{on: 2021-07-19, kinds: [information_shared], sector: police}",
        ],
        "cannot_tell",
        {},
    ),
]


def try_shape(tmp_path, shape, events, exports=ALL, born=None):
    lines = [GENERAL.format(nation="england"), RULES[shape], "examples:", "  - says: tried", "    result: met"]
    lines.append(f"    exports: {exports.replace('Y', YEAR)}")
    if born:
        lines.append(f"    born: {born}")
    lines += ["    events:", *(f"      - {event}" for event in events)]
    path = tmp_path / "X-01.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    rule = load_rule(path)
    return rule, try_example(rule, rule.examples[0])


@pytest.mark.parametrize(("shape", "events", "expected", "settings"), CASES)
def test_shape_says(tmp_path, shape, events, expected, settings):
    rule, outcome = try_shape(tmp_path, shape, events, **settings)
    assert rule.shape == shape
    assert result_of(rule, outcome) == expected
    for finding in outcome.findings:
        assert finding.statement[0].isupper()
        assert "{" not in finding.statement + finding.reckoning
        assert "None" not in finding.statement + finding.reckoning


def test_every_shape_is_read_and_looked_at():
    assert set(SHAPES) == set(LOOKED_AT)
    assert set(RULES) <= set(SHAPES)
