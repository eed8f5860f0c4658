"""The options of the profile for a court. Enters: options. Leaves: a Court, or None for the review profile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from chronology.cli.filters import read_day
from chronology.compose.court import MOST_SIDES, Court
from chronology.errors import UsageError

_Command = TypeVar("_Command", bound=Callable[..., Any])

_DETAILS = {  # option → the member of Court that it fills
    "case_number": "case_number",
    "hearing": "hearing",
    "prepared_by": "prepared_by",
    "made_on": "made_on",
    "agreed": "agreed",
    "court_title": "title",
    "section": "section",
    "bundle_pages": "bundle_pages",
}
_DAYS = ("hearing", "made_on")
_OPTIONS = (
    click.option(
        "--profile",
        type=click.Choice(("review", "court")),
        default="review",
        show_default=True,
        help="The form of documents: everything for a review, or the entries alone as a family court takes them.",
    ),
    click.option("--case-number", metavar="NUMBER", help="Court: the case number."),
    click.option("--hearing", metavar="DAY", help="Court: the day of the hearing (2007-06-01)."),
    click.option("--prepared-by", metavar="NAME", help="Court: who prepared it."),
    click.option("--made-on", metavar="DAY", help="Court: the day it was made."),
    click.option("--agreed", metavar="WORDS", help="Court: such as “agreed” or “not agreed”."),
    click.option(
        "--court-title", metavar="WORDS", help="Court: the title of the proceedings; the case's unless given."
    ),
    click.option(
        "--section", metavar="LETTER", help="Court: the bundle's letter for the page numbers; A unless given."
    ),
    click.option("--bundle-pages", is_flag=True, help="Court: an empty column for the pages of the bundle."),
)


def court_options(command: _Command) -> _Command:
    """Adds the options."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def read_court(chosen: dict[str, Any]) -> Court | None:
    """Takes the court's options out of `chosen`. Raises UsageError for a detail of a court in another profile, or what is no day."""
    profile = chosen.pop("profile")
    details = {member: chosen.pop(option) for option, member in _DETAILS.items()}
    stated = {member: value for member, value in details.items() if value}
    if profile != "court":
        if stated:
            option = next(option for option, member in _DETAILS.items() if member in stated)
            raise UsageError(
                "this goes with --profile court", f"--{option.replace('_', '-')}", "add --profile court, or take it out"
            )
        return None
    members: dict[str, Any] = {
        name: read_day(f"--{name.replace('_', '-')}", value) if name in _DAYS else value
        for name, value in stated.items()
    }
    return Court(**members)


def say_too_long(pages: int, shortened: bool) -> str:
    """What to tell of a chronology with more pages than a court takes; `shortened`: of key events already."""
    ways = "--from and --until" if shortened else "--key-events, or --from and --until"
    return (
        f"has {pages} pages. A chronology for a family court may have {MOST_SIDES} without its leave (Practice Direction 27A as it "
        f"stood in 2018; check the text in force). Next: {ways}."
    )
