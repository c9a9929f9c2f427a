"""Quizzes: their published revisions, what is drawn from them, and when the next attempt opens.

Front door: import from here.
"""

from quizzes.engine.policies import Policy
from quizzes.quizzes.drawing import Pick, draw, exams_on
from quizzes.quizzes.examining import examines
from quizzes.quizzes.opening import History, Past, histories, history, opening, plan
from quizzes.quizzes.publishing import ShortBlueprint, newest, publish
from quizzes.quizzes.rules import PastAttempt, RulesPage, policy_here, rules_page
from quizzes.quizzes.slots import SlotSpec

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
    "examines",
    "exams_on",
    "histories",
    "history",
    "newest",
    "opening",
    "plan",
    "policy_here",
    "publish",
    "rules_page",
]
