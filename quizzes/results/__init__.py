"""What was decided, for boards and for the learner. Front door: import from here."""

from quizzes.marking import decide
from quizzes.results.best import Best, Checked, Decided, best, checked
from quizzes.results.files import open_upload
from quizzes.results.leanings import Leaning, leanings
from quizzes.results.pages import NotEnded, Objective, ResultPage, ResultRow, page
from quizzes.results.telling import kept_back, outcomes

__all__ = [
    "Best",
    "Checked",
    "Decided",
    "Leaning",
    "NotEnded",
    "Objective",
    "ResultPage",
    "ResultRow",
    "best",
    "checked",
    "decide",
    "kept_back",
    "leanings",
    "open_upload",
    "outcomes",
    "page",
]
