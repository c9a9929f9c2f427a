"""Why things are kept, and how long, in words that several holdings share."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TOTALS = _("so that the results of your clinic stay as they were; your name is gone from them")
ANSWERS = _("for the months your clinic has set, after your last certificate has ended")
ACCOUNT = _("as long as you have an account")
RECORD = _("as long as the clinic keeps its record")
