"""What a contact record tells of. Enters: free text, the agency's own category or code, a yes/no cell. Leaves: kinds of event, and
the words that decided. Dates, people and what a kind demands do not belong here.
"""

from chronology.narrative.categories import (
    category_gives_way,
    kinds_of_category,
    kinds_of_codes,
    kinds_of_yes_no,
    read_seen_column,
)
from chronology.narrative.read import Reason, explain_kinds, read_kinds

__all__ = [
    "Reason",
    "category_gives_way",
    "explain_kinds",
    "kinds_of_category",
    "kinds_of_codes",
    "kinds_of_yes_no",
    "read_kinds",
    "read_seen_column",
]
