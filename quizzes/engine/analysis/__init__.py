"""Item analysis: how a quiz and each of its items did, by classical test theory.

The formulas are those Moodle's quiz statistics use (question/classes/statistics/questions/
calculator.php and mod/quiz/report/statistics/classes/calculator.php), computed from exact sums. A
statistic that is not defined is None, never 0. Import from here, not from the modules inside.
"""

from quizzes.engine.analysis.alarms import Alarm, Choice, Found, Verdict, against, examine
from quizzes.engine.analysis.items import ItemStatistics, Score
from quizzes.engine.analysis.small import (
    Interval,
    Level,
    Prior,
    Shown,
    prior,
    shown,
    shrunk,
    wilson,
)
from quizzes.engine.analysis.whole import Analysis, TestStatistics, analyse

__all__ = [
    "Alarm",
    "Analysis",
    "Choice",
    "Found",
    "Interval",
    "ItemStatistics",
    "Level",
    "Prior",
    "Score",
    "Shown",
    "TestStatistics",
    "Verdict",
    "against",
    "analyse",
    "examine",
    "prior",
    "shown",
    "shrunk",
    "wilson",
]
