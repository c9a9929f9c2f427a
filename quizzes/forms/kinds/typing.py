"""What was typed, beside the answers that are accepted."""

from __future__ import annotations

from django.utils.translation import gettext as _

from quizzes.forms.kinds.base import ToldRow
from quizzes.marking import ExplainedRow


def told_answer(row: ExplainedRow) -> ToldRow:
    """Hers, rightly, partly or not; or another that is right. `correct` is what is accepted."""
    accepted = "" if row.correct is None else str(row.correct)
    if row.given is None:
        return ToldRow(accepted, row.why, "check", "done", _("Right"))
    given = str(row.given)
    match = accepted if accepted != given else ""
    if row.right:
        word = _("Your answer, right")
        return ToldRow(given, row.why, "check", "done", word, picked=True, match=match)
    if accepted:
        word = _("Your answer, partly right")
        return ToldRow(given, row.why, "half", "due", word, picked=True, match=match)
    return ToldRow(given, row.why, "x", "late", _("Your answer"), picked=True)
