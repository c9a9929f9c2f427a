"""Sitting a quiz: start, answer, flag, look, submit. Front door: import from here.

Whoever looks at an attempt ends it first if its time is over. Everything a learner's page gets
carries names of its own for options (`names`), other ones in every attempt, and nothing of the key.
"""

from quizzes.attempts.answering import Locked, Saved, Stale, TooLate, answer
from quizzes.attempts.checks import CheckItem, answer_check, checks, save_check
from quizzes.attempts.ending import cut_off, find, finish_expired, submit
from quizzes.attempts.moving import NotHere, flag
from quizzes.attempts.overviews import Given, Overview, in_words, overview
from quizzes.attempts.pages import Page, StripItem, page
from quizzes.attempts.self_checks import self_check
from quizzes.attempts.sheets import CaseStem, Sheet, SheetItem, sheet
from quizzes.attempts.starting import NotOpen, start
from quizzes.attempts.telling import Tried
from quizzes.attempts.times import time_of
from quizzes.attempts.uploads import attach, detach
from quizzes.marking import AttemptClosed, ExplainedRow, Feedback, settle
from quizzes.marking import erase as erase_texts

__all__ = [
    "AttemptClosed",
    "CaseStem",
    "CheckItem",
    "ExplainedRow",
    "Feedback",
    "Given",
    "Locked",
    "NotHere",
    "NotOpen",
    "Overview",
    "Page",
    "Saved",
    "Sheet",
    "SheetItem",
    "Stale",
    "StripItem",
    "TooLate",
    "Tried",
    "answer",
    "answer_check",
    "attach",
    "checks",
    "cut_off",
    "detach",
    "erase_texts",
    "find",
    "finish_expired",
    "flag",
    "in_words",
    "overview",
    "page",
    "save_check",
    "self_check",
    "settle",
    "sheet",
    "start",
    "submit",
    "time_of",
]
