"""Certificates: issued once, by rule; what happens to them later is appended.

Import from here. `standing` says how they stand and what is missing for the next one, `issuing`
and `changing` write, `verifying` answers anybody who has the number.
"""

from .changing import change, resting_on, revoke_all
from .issuing import NotReady, issue
from .standing import (
    Candidate,
    Held,
    counts_from_of,
    issue_of,
    missing,
    newest_of,
    ready,
    renews,
    state_of,
    valid_ones,
    with_history,
)
from .verifying import CODE_LENGTH, CROCKFORD, Verdict, readable, verify

__all__ = [
    "CODE_LENGTH",
    "CROCKFORD",
    "Candidate",
    "Held",
    "NotReady",
    "Verdict",
    "change",
    "counts_from_of",
    "issue",
    "issue_of",
    "missing",
    "newest_of",
    "readable",
    "ready",
    "renews",
    "resting_on",
    "revoke_all",
    "state_of",
    "valid_ones",
    "verify",
    "with_history",
]
