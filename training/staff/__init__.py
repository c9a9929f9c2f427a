"""An owner's view of the people of a clinic: the list, one person, and who can see what of her."""

from .listing import STATES, Listing, Row, clean_query, listing
from .onlookers import Onlookers, Watcher, onlookers
from .person import Page, known, may_view_as, page

__all__ = [
    "STATES",
    "Listing",
    "Onlookers",
    "Page",
    "Row",
    "Watcher",
    "clean_query",
    "known",
    "listing",
    "may_view_as",
    "onlookers",
    "page",
]
