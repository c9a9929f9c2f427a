"""What is held of a person: the register, her copy, her erasure, and what is forgotten in time.

    privacy.plan(person)                   what an erasure would do, row by row
    privacy.erase(person=person, …)        one transaction; afterwards she is a number
    privacy.ask(person=person, at=at)      a copy of everything, made by the worker
    privacy.forget_old(at=at)              what its clinic keeps no longer; the daily job is `prune`

`register` names every model that holds something of a person; the rest reads it from there.
"""

from .copies import KIND, LIFE, as_json, ask, open_copy, remove, run, standing
from .documents import document
from .erasing import Choice, erase, reapply
from .paper import printed
from .planning import Line, Plan, Refused, clinics_of, owns_all, plan
from .register import CONTENT, HOLDINGS
from .retention import due, everywhere, forget_old, prune
from .words import FATES, GROUPS

__all__ = [
    "CONTENT",
    "FATES",
    "GROUPS",
    "HOLDINGS",
    "KIND",
    "LIFE",
    "Choice",
    "Line",
    "Plan",
    "Refused",
    "as_json",
    "ask",
    "clinics_of",
    "document",
    "due",
    "erase",
    "everywhere",
    "forget_old",
    "open_copy",
    "owns_all",
    "plan",
    "printed",
    "prune",
    "reapply",
    "remove",
    "run",
    "standing",
]
