"""The rules of a quiz in words, before it starts."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.engine.deadlines import PASSED
from quizzes.quizzes import RulesPage


def attempts(page: RulesPage) -> str:
    """How many attempts there are, hers included, and how many are left; "" when endless."""
    allowed, extra = page.policy.attempts, page.extra_attempts
    if allowed is None:
        return ""
    count = ngettext("%(count)s attempt", "%(count)s attempts", allowed) % {"count": allowed}
    if extra:
        words = ngettext(
            "%(attempts)s and %(extra)s more from your mentor",
            "%(attempts)s and %(extra)s more from your mentor",
            extra,
        )
        count = words % {"attempts": count, "extra": extra}
    left = still_left(page)
    if left is None:
        return _("%(attempts)s.") % {"attempts": count}
    words = ngettext("%(attempts)s; %(left)s left.", "%(attempts)s; %(left)s left.", left)
    return words % {"attempts": count, "left": left}


def still_left(page: RulesPage) -> int | None:
    """Attempts she can still start; None where the number says nothing new, or nothing any more."""
    left = page.opening.attempts_left
    fresh = not page.past and not page.open_attempt and not page.extra_attempts
    if left is None or fresh or page.opening.reason == PASSED:
        return None
    return left - (page.open_attempt is not None)
