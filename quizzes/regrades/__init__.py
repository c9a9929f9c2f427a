"""A question turned out to be wrong: what to do about the answers to it. Front door: import here.

A dry run shows who would change; a decision has a reason, and a second person where a pass, or a
certificate, hangs on it; then a job appends marks and results. Nothing that was recorded is edited,
and no certificate changes by itself.
"""

from quizzes.regrades.asking import Again, again
from quizzes.regrades.deciding import (
    AlreadyDecided,
    Changed,
    Refused,
    approve,
    decide,
    is_concerned,
    may_rule,
    refuse,
)
from quizzes.regrades.outdated import Outdated, outdated
from quizzes.regrades.planning import Plan, plan
from quizzes.regrades.proposing import Proposal, proposal_of, propose, same_key
from quizzes.regrades.reading import Corrected, corrected, job_of, named
from quizzes.regrades.trials import NotWorkedOut, shown, under_way, work_out
from quizzes.regrades.trials import run as try_out
from quizzes.regrades.working import KIND, run

__all__ = [
    "KIND",
    "Again",
    "AlreadyDecided",
    "Changed",
    "Corrected",
    "NotWorkedOut",
    "Outdated",
    "Plan",
    "Proposal",
    "Refused",
    "again",
    "approve",
    "corrected",
    "decide",
    "is_concerned",
    "job_of",
    "may_rule",
    "named",
    "outdated",
    "plan",
    "proposal_of",
    "propose",
    "refuse",
    "run",
    "same_key",
    "shown",
    "try_out",
    "under_way",
    "work_out",
]
