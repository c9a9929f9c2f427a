"""What somebody is told, and how she wants to hear of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from quizzes.privacy import Fate, Group, Holding

from .terms import ACCOUNT

HOLDINGS = (
    Holding(
        "training.Notice",
        Group.ACCOUNT,
        what=_("Messages to you, and messages to your mentor and owners about you"),
        why=_("so that everybody hears once of what concerns them"),
        kept=_("one year"),
        fate=Fate.DELETED,
        about=("person", "about"),
        by=("by",),
        shows=("clinic", "kind", "at", "read_at"),
        codes=("kind", "subject", "step", "data", "way", "why"),
    ),
    Holding(
        "training.NoticeChoice",
        Group.ACCOUNT,
        what=_("How you want to hear of what"),
        why=_("to write to you no more than you want"),
        kept=ACCOUNT,
        fate=Fate.DELETED,
        about=("person",),
        shows=("kind", "way"),
    ),
    Holding(
        "training.NoticeTimes",
        Group.ACCOUNT,
        what=_("Your quiet hours, and how often you want a digest"),
        why=_("to write to you when you want it"),
        kept=ACCOUNT,
        fate=Fate.DELETED,
        about=("person",),
        shows=("digest", "quiet", "quiet_from", "quiet_until"),
    ),
    Holding(
        "training.CalendarLink",
        Group.ACCOUNT,
        what=_("That you have a secret calendar link; the link itself is not kept"),
        why=_("to show due days in your calendar"),
        kept=_("until you end it"),
        fate=Fate.DELETED,
        about=("person",),
        shows=("at",),
    ),
)
