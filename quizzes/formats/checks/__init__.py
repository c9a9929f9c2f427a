"""The engine as other programs may check it: JSON in, JSON out. Import from here, not from inside.

Lenient in what only an author's page needs, exact in what counts: whatever is wrong with an item
rejects that item, with its reasons, and never a whole run.
"""

from quizzes.formats.checks.documents import write
from quizzes.formats.checks.played import play
from quizzes.formats.checks.scored import score_lines
from quizzes.formats.checks.statistics import NotATable, item_stats
from quizzes.formats.checks.words import RESPONSES, RULES

__all__ = ["RESPONSES", "RULES", "NotATable", "item_stats", "play", "score_lines", "write"]
