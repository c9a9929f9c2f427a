"""Skills seen in person: who is ready, what was seen, who signed.

A list belongs to a module, or to a portfolio: practical work that is seen several times.
It is observed item by item, each tap saved at once as a row of its own. The observer's
signature closes it; the person signs after her. Nobody observes herself, and nobody is observed
whose knowledge is not current, neither at the beginning nor at the observer's signature.

Each observation of a portfolio names its piece of work, and one piece of work counts once. The date
of the evidence is when it was seen; a draft is signed within 30 days of that, on the newest list.
"""

from .beginning import begin, begin_portfolio
from .knowing import MayNotBegin, MayNotSign, Obstacle, Refused, obstacle
from .observing import Closed, Tap, UnknownItem, note, save, tap
from .occasions import Work
from .outdated import outdated
from .readiness import Ready, observable, ready
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
    "MayNotSign",
    "NotSignedYet",
    "ObservationPage",
    "Obstacle",
    "Ready",
    "Refused",
    "Tap",
    "Unfinished",
    "UnknownItem",
    "Work",
    "begin",
    "begin_portfolio",
    "digest",
    "drafts",
    "history",
    "in_sight",
    "note",
    "observable",
    "obstacle",
    "outdated",
    "page",
    "ready",
    "save",
    "sign_observer",
    "sign_person",
    "tap",
    "waiting_for",
]
