"""Item analysis: how a quiz and each of its items did, by classical test theory.

The formulas are those Moodle's quiz statistics use (question/classes/statistics/questions/
calculator.php and mod/quiz/report/statistics/classes/calculator.php), computed from exact sums. A
statistic that is not defined is None, never 0. Import from here, not from the modules inside.
"""

from quizzes.engine.analysis.items import ItemStatistics, Score
from quizzes.engine.analysis.whole import Analysis, TestStatistics, analyse

__all__ = ["Analysis", "ItemStatistics", "Score", "TestStatistics", "analyse"]
