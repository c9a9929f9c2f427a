"""Exceptions for one person: another attempt, more minutes, a wider window, more time everywhere.

Front door: import from here. Each has a reason and a giver, is recorded in the same transaction,
reaches the attempts that already run, and is never given to oneself. A fresh start is no exception:
a rule of the host's gives it.
"""

from quizzes.grants.allowances import Allowance, allowance, allowances, factor_of
from quizzes.grants.giving import accommodate, deadline_of, extend, give
from quizzes.grants.renewing import renew

__all__ = [
    "Allowance",
    "accommodate",
    "allowance",
    "allowances",
    "deadline_of",
    "extend",
    "factor_of",
    "give",
    "renew",
]
