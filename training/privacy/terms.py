"""Why things are kept, and how long, in words that several holdings share."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from quizzes.privacy.terms import ACCOUNT, ANSWERS, RECORD, TOTALS

__all__ = ["ACCOUNT", "ANSWERS", "CLINICS", "ENDS", "PROVEN", "RECORD", "SIGN_IN", "TOTALS"]

SIGN_IN = _("to sign you in")
ENDS = _("the job title goes and the role ends; that you had it stays")
CLINICS = _("it is the clinic’s own text; your name is taken out of it")
PROVEN = _("certificates rest on it; your name is gone from it")
