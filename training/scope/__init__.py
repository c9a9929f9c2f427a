"""The clinic's scope table: who may do what here, by which law, and where to refer otherwise.

Every table begins with the same ten acts, blank; a clinic adds acts of its own. Each save of a row
is a revision. A row with a blank tells staff to ask first. Import from here.
"""

from .rows import ACTS, FIELDS, OWN, Row, UnknownAct, Words, row, table
from .saving import Stale, add, remove, save

__all__ = [
    "ACTS",
    "FIELDS",
    "OWN",
    "Row",
    "Stale",
    "UnknownAct",
    "Words",
    "add",
    "remove",
    "row",
    "save",
    "table",
]
