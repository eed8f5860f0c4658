"""The case file (case.yaml): what it can state (`stated`) and how it is read (`file`, `decisions`, `rules`).

Everything the review author states: who the case is about, which exports, what period, what a person has decided. Every
key is checked; nothing about the exports themselves is known here.
"""

from __future__ import annotations

from chronology.case.file import load_case
from chronology.case.stated import (
    IDENTIFIERS,
    NATIONS,
    ROLES,
    SECTORS,
    Case,
    Decision,
    KeyMark,
    KindCorrection,
    RuleChange,
    StatedSource,
)

__all__ = [
    "IDENTIFIERS",
    "NATIONS",
    "ROLES",
    "SECTORS",
    "Case",
    "Decision",
    "KeyMark",
    "KindCorrection",
    "RuleChange",
    "StatedSource",
    "load_case",
]
