"""What is held of people here: the register, and what is done by it.

Every model that holds something of a person is a `Holding` with what it is, why and how long it is
kept, and what becomes of it when she is erased. The register is not a description beside the code:
her copy, her erasure and the dry run are read from it, and a test holds that no field is left out.
A host adds its own holdings, and is given the same functions.
"""

from .attempts import end_running, sittings
from .holdings import Fate, Group, Holding, empty, forget, held, scrub, without
from .register import CONTENT, HOLDINGS
from .retention import Aging, forget_in_portions, old, rows_of

__all__ = [
    "CONTENT",
    "HOLDINGS",
    "Aging",
    "Fate",
    "Group",
    "Holding",
    "empty",
    "end_running",
    "forget",
    "forget_in_portions",
    "held",
    "old",
    "rows_of",
    "scrub",
    "sittings",
    "without",
]
