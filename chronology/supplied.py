"""Which sources are evidence of what an agency holds, and of its silence. Enters: a source. Leaves: whether it counts as supplied."""

from __future__ import annotations

from chronology.model import Source


def is_supplied(source: Source) -> bool:
    """Whether the source is evidence: some record of it can be used, or it is a nil return.

    A nil return was read, has its headings, holds no record below them, and the case states for which time it speaks.
    """
    account = source.account
    if account.records:
        return account.records > account.set_aside
    return (
        bool(source.sha256)
        and source.covers is not None
        and source.covers.basis == "stated"
        and any(
            one.heading_row is not None and any(column.field == "date" for column in one.columns)
            for one in source.recognitions
        )
    )
