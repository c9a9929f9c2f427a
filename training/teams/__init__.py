"""What a mentor reads: who needs her today, the board of people and modules, one person's page.

Everything is derived on reading. The board's number of queries is fixed, and so is its cost: it
grows with the page shown, not with the number of people.
"""

from .attempts import Counted, attempts_of
from .board import STATES, Board, Column, Row, Today, board
from .cells import Cell, cell_of
from .exceptions import (
    Given,
    accommodations_of,
    current,
    factor_words,
    given_words,
    moment_words,
    words_of,
    zone_words,
)
from .person import PersonPage, person_page
from .roster import named

__all__ = [
    "STATES",
    "Board",
    "Cell",
    "Column",
    "Counted",
    "Given",
    "PersonPage",
    "Row",
    "Today",
    "accommodations_of",
    "attempts_of",
    "board",
    "cell_of",
    "current",
    "factor_words",
    "given_words",
    "moment_words",
    "named",
    "person_page",
    "words_of",
    "zone_words",
]
