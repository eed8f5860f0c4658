"""A person as written → Mention: one cell's text (`parse`), and the person columns of one record together (`columns`).

Enters: text of cells. Leaves: mentions. Whether two mentions are one person is for linking.
"""

from chronology.people.columns import (
    OF_EACH_PERSON,
    PERSON_FIELDS,
    mentions_of,
    numbered,
    numbers_of_people,
    whose_column,
    with_identity_of,
    with_parties,
)
from chronology.people.order import surname_first
from chronology.people.parse import (
    may_leave_out,
    may_stand_beside_names,
    names_people,
    read_group,
    read_people,
    said_beside,
    says_adult,
    says_how_many,
    sex_of,
    tells_person,
)

__all__ = [
    "OF_EACH_PERSON",
    "PERSON_FIELDS",
    "may_leave_out",
    "may_stand_beside_names",
    "mentions_of",
    "names_people",
    "numbered",
    "numbers_of_people",
    "read_group",
    "read_people",
    "said_beside",
    "says_adult",
    "says_how_many",
    "sex_of",
    "surname_first",
    "tells_person",
    "whose_column",
    "with_identity_of",
    "with_parties",
]
