"""Skills seen in person: who is ready, what was seen, who signed.

A list is observed item by item, each tap saved at once as a row of its own. The observer's
signature closes it; the person signs after her. Nobody observes herself, and nobody is observed
whose knowledge is not current.
"""

from .beginning import VALID_FOR, MayNotBegin, Obstacle, begin, obstacle
from .observing import Closed, Tap, UnknownItem, note, save, tap
from .reading import (
    Item,
    ObservationPage,
    Ready,
    drafts,
    history,
    in_sight,
    page,
    ready,
    waiting_for,
)
from .signing import NotSignedYet, Unfinished, digest, sign_observer, sign_person

__all__ = [
    "VALID_FOR",
    "Closed",
    "Item",
    "MayNotBegin",
    "NotSignedYet",
    "ObservationPage",
    "Obstacle",
    "Ready",
    "Tap",
    "Unfinished",
    "UnknownItem",
    "begin",
    "digest",
    "drafts",
    "history",
    "in_sight",
    "note",
    "obstacle",
    "page",
    "ready",
    "save",
    "sign_observer",
    "sign_person",
    "tap",
    "waiting_for",
]
