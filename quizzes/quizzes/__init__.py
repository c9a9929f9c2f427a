"""Quizzes: their published revisions, what is drawn from them, and when the next attempt opens.

Front door: import from here.
"""

from quizzes.quizzes.drawing import Pick, draw, exams_on
from quizzes.quizzes.opening import History, Past, histories, history, opening, plan
from quizzes.quizzes.policies import Policy, SlotSpec
from quizzes.quizzes.publishing import ShortBlueprint, newest, publish
from quizzes.quizzes.rules import PastAttempt, RulesPage, rules_page

__all__ = [
    "History",
    "Past",
    "PastAttempt",
    "Pick",
    "Policy",
    "RulesPage",
    "ShortBlueprint",
    "SlotSpec",
    "draw",
    "exams_on",
    "histories",
    "history",
    "newest",
    "opening",
    "plan",
    "publish",
    "rules_page",
]
