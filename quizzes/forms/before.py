"""The rules of a quiz in words, before it starts."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.engine.deadlines import PASSED
from quizzes.engine.policies import Policy
from quizzes.forms.sentences import listed
from quizzes.grants import Allowance
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


def own_time(page: RulesPage) -> str:
    """Where her time is not everybody's: "45 minutes: 30 and your 50 %"; "" where it is."""
    time = page.time
    if time.seconds is None or time.seconds == time.seconds_for_all:
        return ""
    parts = parts_of_time(page.base_minutes, page.given)
    words = _("%(minutes)s minutes: %(parts)s.")
    return words % {"minutes": time.seconds // 60, "parts": listed(parts)}


def parts_of_time(minutes: int | None, given: Allowance) -> list[str]:
    """What her time is made of: everybody's, what was given here, what is hers everywhere."""
    parts = [_("%(minutes)s for everybody") % {"minutes": minutes}]
    if given.minutes:
        parts.append(_("%(minutes)s more for you here") % {"minutes": given.minutes})
    if given.factor > 1:
        percent = f"{(given.factor - 1) * 100:.0f}"
        parts.append(_("your %(percent)s%% more everywhere") % {"percent": percent})
    return parts


def tries(policy: Policy, preset: str) -> str:
    """How often a question may be tried, and what a try costs; "" for once."""
    behaviour = policy.behaves(preset)
    if not behaviour.has_tries:
        return ""
    price = (
        _("Each try used takes %(percent)s%% of the parts that were not right yet.")
        if behaviour.counts_back
        else _("Each try used takes %(percent)s%% of the points.")
    )
    count = _("Up to %(tries)s tries at each question, with hints between where there are any.")
    percent = f"{policy.penalty * 100:.0f}"
    return f"{count % {'tries': policy.tries}} {price % {'percent': percent}}"


def certainty(policy: Policy) -> tuple[str, ...]:
    """What saying how sure she is does; nothing where she is not asked."""
    if not policy.certainty:
        return ()
    if not policy.certainty_counts:
        words = _("You say how sure you are. It does not change this score.")
        return (words, _("It tells you what to revisit."))
    return (
        _("You say how sure you are, and here it counts."),
        _("Right: 1, 2 or 3 points, the surer the more. Wrong: 0, 2 or 6 points are taken."),
        _("Nothing chosen counts as guessing. Saying what you really think gains the most."),
    )
