"""How many findings of a published review a case's build surfaces: `python -m tests.evaluation.rules_facts FACTS.yaml CASE`.

FACTS.yaml lists a review's `findings` (kind, dates, events, visible_in_events) and `events` (date, injuries_seen …). Of the findings
marked `visible_in_events: full`, one is surfaced where a finding of a topic that its kind allows rests on, or falls due within, a few
days of one of its dates. A contact is harmless where no injury was seen, no finding names it and its summary tells of nothing left
undone; a false alarm is a harmless contact, alone on its day, on which
a high finding rests, save one on a time between two contacts. Exits with 1 where something is missed.
"""

from __future__ import annotations

import sys
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

from chronology.cli.inputs import open_case
from chronology.definitions import Mapping, load_file, mappings, text, texts
from chronology.model import Entry, Finding
from chronology.pipeline import run
from chronology.report import Report

NEAR = timedelta(days=3)
# What a review calls it → the topics under which a rule may tell it.
TOPICS = {
    "injury_without_referral": ("injury_without_referral", "concern_not_shared", "delayed_response"),
    "concern_not_shared": ("concern_not_shared", "injury_without_referral"),
    "missed_appointment": ("missed_appointment",),
    "child_not_seen": ("child_not_seen", "contact_gap"),
    "meeting_not_attended": ("meeting_not_attended",),
    "contact_gap": ("contact_gap", "child_not_seen"),
    "delayed_response": ("delayed_response", "plan_step", "contact_gap"),
    "closed_with_open_concern": ("closed_with_open_concern",),
    "missed_check": ("missed_check",),
    "explanation_not_challenged": ("explanation", "injury_without_referral"),
    "repetition": ("repetition", "concern_not_shared"),
}


def days_of(written: str) -> tuple[date, date]:
    """The first and last day of `2006`, `2006-12` or `2006-12-11`."""
    if len(written) == 10:
        return date.fromisoformat(written), date.fromisoformat(written)
    year = int(written[:4])
    if len(written) == 4:
        return date(year, 1, 1), date(year, 12, 31)
    month = int(written[5:7])
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def span_of(finding: Finding, entries: dict[str, Entry]) -> tuple[date, date] | None:
    """The days that a finding speaks of: its entries', and up to the day that was due."""
    events = [entries[one].event.when for one in (*finding.entries, *finding.answered_by)]
    days = [day for when in events for day in (when.first, when.last) if day]
    days += [finding.due] if finding.due else []
    return (min(days), max(days)) if days else None


def is_surfaced(fact: Mapping, told: list[tuple[Finding, tuple[date, date]]]) -> bool:
    """Whether a finding of an allowed topic lies near one of the fact's dates."""
    kind = text(fact, "kind")
    topics = TOPICS.get(kind, (kind,))
    for written in texts(fact, "dates"):
        first, last = days_of(written)
        for finding, (start, end) in told:
            if finding.topic in topics and start <= last + NEAR and first - NEAR <= end:
                return True
    return False


def harmless_days(facts: Mapping) -> dict[date, bool]:
    """Day → whether every contact of that day is harmless, of the days with an exact contact."""
    named = {event for fact in mappings(facts, "findings") for event in texts(fact, "events")}
    days: dict[date, bool] = {}
    for event in mappings(facts, "events"):
        if text(event, "date_precision", "") != "day" or text(event, "agency_contact", "true") != "true":
            continue
        day = date.fromisoformat(text(event, "date"))
        harmless = (
            text(event, "injuries_seen", "") == "false"
            and text(event, "id") not in named
            and text(event, "summary_tells_failing", "false") != "true"
        )
        days[day] = days.get(day, True) and harmless
    return days


def score(facts: Mapping, report: Report) -> int:
    """Prints what was surfaced and what was missed; returns how many were missed."""
    entries = {entry.id: entry for entry in (*report.chronology.entries, *report.chronology.undated)}
    findings = [one for one in report.findings if one.outcome != "cannot_tell"]
    told = [(one, span) for one in findings if (span := span_of(one, entries))]
    visible = [fact for fact in mappings(facts, "findings") if text(fact, "visible_in_events") == "full"]
    missed = [fact for fact in visible if not is_surfaced(fact, told)]
    for fact in missed:
        print(f"missed: {text(fact, 'id')} {text(fact, 'kind')} {', '.join(texts(fact, 'dates'))}")
    print(f"surfaced {len(visible) - len(missed)} of {len(visible)} findings that the events show in full")
    harmless = [day for day, is_harmless in harmless_days(facts).items() if is_harmless]
    rests_on = {
        entries[one].event.when.first: finding.rule
        for finding in findings
        if finding.level == "high" and finding.topic != "contact_gap"
        for one in finding.entries[:1]
    }
    alarms = [day for day in harmless if day in rests_on]
    for day in sorted(alarms):
        print(f"alarm on a harmless contact: {day} by {rests_on[day]}")
    print(f"false alarms {len(alarms)} on {len(harmless)} harmless days of contact")
    return len(missed)


def main() -> int:
    """Runs the case and scores it. Raises DefinitionError for a facts file that cannot be read."""
    if len(sys.argv) != 3:
        print("usage: python -m tests.evaluation.rules_facts FACTS.yaml CASE", file=sys.stderr)
        return 2
    facts = load_file(Path(sys.argv[1]))
    case, exports, _ = open_case((Path(sys.argv[2]),))
    return 1 if score(facts, run(case, exports)) else 0


if __name__ == "__main__":
    sys.exit(main())
