"""The medical lead's sign-off: which edition of each module she has read, for her clinic.

A sign-off is for one fixed edition. A newer one supersedes it; a mistake is withdrawn with a
reason, and the sign-off before it holds again. How a module stands is derived on reading.
"""

from .reading import Page, Row, Standing, board, of_module, page
from .signing import Stale, sign, withdraw

__all__ = [
    "Page",
    "Row",
    "Stale",
    "Standing",
    "board",
    "of_module",
    "page",
    "sign",
    "withdraw",
]
