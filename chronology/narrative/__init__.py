"""What a contact record tells of. Enters: free text, the agency's own category or code, a yes/no cell. Leaves: kinds of event, and
the words that decided. Dates, people and what a kind demands do not belong here.
"""

from chronology.narrative.categories import (
    category_gives_way,
    context_of,
    is_read_along,
    kinds_of_category,
    kinds_of_codes,
    kinds_of_yes_no,
    read_seen_column,
    read_told_column,
    tells_of_call,
    weigh_cells,
)
from chronology.narrative.codes import kinds_of_coded_cell
from chronology.narrative.explain import Explained, Reason, explain_kinds, read_narrative_in_full
from chronology.narrative.read import Narrative, read_kinds, read_narrative, tell, tells_of_sighting

__all__ = [
    "Explained",
    "Narrative",
    "Reason",
    "category_gives_way",
    "context_of",
    "explain_kinds",
    "is_read_along",
    "kinds_of_category",
    "kinds_of_coded_cell",
    "kinds_of_codes",
    "kinds_of_yes_no",
    "read_kinds",
    "read_narrative",
    "read_narrative_in_full",
    "read_seen_column",
    "read_told_column",
    "tell",
    "tells_of_call",
    "tells_of_sighting",
    "weigh_cells",
]
