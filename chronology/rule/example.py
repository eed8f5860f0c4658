"""Reads the examples of a rule file. Enters: mappings that know their lines. Leaves: Examples, or a DefinitionError with line and key."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from chronology.case import SECTORS
from chronology.definitions import Mapping, choice, day, flag, mapping_at, mappings, refuse_unknown, text
from chronology.errors import DefinitionError
from chronology.rule.parts import body_sites, read_kinds, read_words
from chronology.rule.shape import Example, ExampleEvent

_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
RESULTS = ("no_record", "late", "cannot_tell", "pattern", "met", "nothing")
PEOPLE = ("child", "brother", "mother", "adult")  # whom an example's records may be about


def read_example(mapping: Mapping) -> Example:
    """One example: records for which the answer is known."""
    refuse_unknown(mapping, ("says", "result", "exports", "events", "born", "died"))
    exports = mapping_at(mapping, "exports")
    refuse_unknown(exports, SECTORS)
    return Example(
        says=text(mapping, "says"),
        result=choice(mapping, "result", RESULTS),
        exports={sector: _period(exports, sector) for sector in exports},
        events=tuple(_example_event(one) for one in mappings(mapping, "events")),
        born=day(mapping, "born"),
        died=day(mapping, "died"),
    )


def _period(mapping: Mapping, key: str) -> tuple[date, date]:
    first, _, last = text(mapping, key).partition(" to ")
    try:
        return date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        raise DefinitionError(
            f"`{key}` must be a period", mapping.place(key), "write `2006-01-01 to 2007-12-31`"
        ) from None


_TEXTS_OF_EVENT = ("category", "present", "summary", "recorded", "action", "outcome", "voice", "place")


def _example_event(mapping: Mapping) -> ExampleEvent:
    refuse_unknown(
        mapping,
        ("on", "kinds", "sector", "agency", "time", "possibly", "about", "injuries", "worrying", *_TEXTS_OF_EVENT),
    )
    sector = choice(mapping, "sector", SECTORS)
    written: dict[str, Any] = {key: text(mapping, key, "") for key in _TEXTS_OF_EVENT}
    if written["recorded"]:
        _example_day(mapping, "recorded", written["recorded"])
    return ExampleEvent(
        on=_example_day(mapping, "on", text(mapping, "on")),
        kinds=read_kinds(mapping, "kinds"),
        sector=sector,
        agency=text(mapping, "agency", f"the {sector.replace('_', ' ')} service"),
        time=_example_time(mapping),
        possibly=flag(mapping, "possibly", False),
        about=read_words(mapping, "about", PEOPLE),
        worrying=flag(mapping, "worrying", False),
        injuries=read_words(mapping, "injuries", body_sites()) if "injuries" in mapping else (),
        **written,
    )


def _example_day(mapping: Mapping, key: str, written: str) -> str:
    """The day, month or year at `key`, as written."""
    days = {10: written, 7: f"{written}-01", 4: f"{written}-01-01"}
    try:
        if written != "undated":
            date.fromisoformat(days.get(len(written), ""))
    except ValueError:
        hint = "write `2007-01-05`, `2007-01`, `2007` or `undated`"
        raise DefinitionError(f"`{key}` is not a day, a month or a year", mapping.place(key), hint) from None
    return written


def _example_time(mapping: Mapping) -> str | None:
    written = text(mapping, "time", "")
    if written and not _TIME.fullmatch(written):
        raise DefinitionError("`time` is not a time of day", mapping.place("time"), 'write `time: "14:20"`')
    return written or None
