"""Skills seen in person: who is ready, what was seen, who signed.

A list belongs to a module, or to a portfolio: practical work that is seen several times.
It is observed item by item, each tap saved at once as a row of its own. The observer's
signature closes it; the person signs after her. Nobody observes herself, and nobody is observed
whose knowledge is not current.
"""

from .beginning import MayNotBegin, Obstacle, begin, begin_portfolio, obstacle
from .observing import Closed, Tap, UnknownItem, note, save, tap
from .readiness import Ready, ready
from .reading import (
    Item,
    ObservationPage,
    drafts,
    history,
    in_sight,
    page,
    waiting_for,
)
from .signing import NotSignedYet, Unfinished, digest, sign_observer, sign_person

__all__ = [
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
    "begin_portfolio",
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
