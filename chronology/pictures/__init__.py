"""Report → pictures as SVG: lanes along time, contacts by month, who told whom. Enters: a Report. Leaves: Pictures.

Nothing is found out here: what is drawn stands in the report, and in words in the document's tables. Black on white, told apart by
shape and pattern, so that a copy in black and white says the same. The same report gives the same drawing.
"""

from __future__ import annotations

from chronology.pictures.lanes import draw_lanes
from chronology.pictures.months import draw_months
from chronology.pictures.people import draw_people

__all__ = ["draw_lanes", "draw_months", "draw_people"]
