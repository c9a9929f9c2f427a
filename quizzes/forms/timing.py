"""The time of a running attempt in words: where it comes from, and what came while it ran."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.forms.before import parts_of_time
from quizzes.forms.sentences import listed
from quizzes.grants import Timing


def whole(time: Timing) -> str:
    """ "45 minutes: 30 for everybody and your 50% more everywhere."; "" where her time is
    everybody's, or where a close cuts it and the parts do not add up."""
    if time.ends_at is None or time.minutes is None or time.is_cut:
        return ""
    parts = parts_of_time(time.minutes, time.given)
    if time.seconds_since:
        given = _("%(minutes)s more given during this attempt")
        parts.append(given % {"minutes": time.seconds_since // 60})
    if len(parts) == 1:
        return ""
    seconds = int((time.ends_at - time.started_at).total_seconds())
    words = _("%(minutes)s minutes: %(parts)s.")
    return words % {"minutes": seconds // 60, "parts": listed(parts)}


def since(time: Timing) -> str:
    """What was given while it ran: "You were given 10 minutes more."; "" for nothing. Begun
    minutes are not counted, and less than one is only called more: the end is said too."""
    if time.seconds_since <= 0:
        return ""
    minutes = time.seconds_since // 60
    if not minutes:
        return _("You were given more time.")
    words = ngettext(
        "You were given %(count)s minute more.", "You were given %(count)s minutes more.", minutes
    )
    return words % {"count": minutes}
