"""Cases that unfold while they are answered: what followed a decision has been seen."""

from __future__ import annotations

from quizzes.attempts.lines import Line
from quizzes.engine.kinds import GROWING
from quizzes.engine.kinds.base import Response as Body
from quizzes.engine.kinds.base import ResponseError
from quizzes.marking import Known, is_complete


def must_extend(line: Line, known: Known, body: Body) -> None:
    """What has been decided stays decided; only a case that was judged at its end may begin anew.
    Raises ResponseError decided."""
    if known.name not in GROWING or known.kind.extends(known.d, line.last_body, body):
        return
    if not (line.behaviour.grades_answers and is_complete(known, line.last_body)):
        raise ResponseError("decided")
