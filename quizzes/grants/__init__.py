"""Exceptions for one person: another attempt, more minutes, a wider window, more time everywhere.

Front door: import from here. Each has a reason and a giver, is recorded in the same transaction,
reaches the attempts that already run, and is never given to oneself. A fresh start is no exception:
a rule of the host's gives it.
"""

from quizzes.engine.windows import Window
from quizzes.grants.allowances import Allowance, allowance, allowances, factor_of, holds
from quizzes.grants.foreseeing import foresee, foresee_factor
from quizzes.grants.giving import accommodate, extend, give
from quizzes.grants.limits import Move, Timing, deadline_of, timing
from quizzes.grants.renewing import renew

__all__ = [
    "Allowance",
    "Move",
    "Timing",
    "Window",
    "accommodate",
    "allowance",
    "allowances",
    "deadline_of",
    "extend",
    "factor_of",
    "foresee",
    "foresee_factor",
    "give",
    "holds",
    "renew",
    "timing",
]
