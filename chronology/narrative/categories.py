from __future__ import annotations
def kinds_of_category(category: str, sector: str) -> tuple[str, ...] | None:
    return None
def kinds_of_codes(code: str) -> tuple[str, ...]:
    return ()
def kinds_of_yes_no(value: str) -> bool | None:
    return None
def read_seen_column(value: str) -> tuple[str, ...]:
    return ()
