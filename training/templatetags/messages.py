"""How a message looks in the inbox, and why a mail could not be sent."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext_lazy as _

from training.forms.notices import KINDS
from training.models import Notice
from training.rules.notices import Kind

register = template.Library()

# Kind -> tone and icon; whatever is not named is just a message.
LOOKS = {
    Kind.ASSIGNED: ("now", "clipboard"),
    Kind.DUE: ("due", "clock"),
    Kind.OVERDUE: ("late", "alert"),
    Kind.RESULT: ("now", "chart"),
    Kind.FEEDBACK: ("now", "speech"),
    Kind.CORRECTED: ("now", "pencil"),
    Kind.ANSWERED: ("now", "speech"),
    Kind.OBSERVED: ("due", "pencil"),
    Kind.OFFERED: ("now", "eye"),
    Kind.CERTIFIED: ("done", "award"),
    Kind.CHANGED: ("late", "award"),
    Kind.WINDOW: ("due", "award"),
    Kind.LAPSED: ("late", "award"),
    Kind.CONTENT: ("due", "book"),
    Kind.MARKING: ("due", "pencil"),
    Kind.CONTESTED: ("due", "flag"),
    Kind.READY: ("done", "award"),
}
FAULTS = {
    "SMTPRecipientsRefused": _("The mail server refuses this address. Check how it is written."),
    "SMTPAuthenticationError": _("The mail server refuses our password."),
    "ConnectionRefusedError": _("The mail server did not answer."),
    "TimeoutError": _("The mail server did not answer in time."),
    "gaierror": _("The mail server was not found."),
    "abandoned": _("It was tried several times and never came to an end."),
}


@register.filter
def looks(notice: Notice) -> tuple[str, str]:
    """Tone and icon."""
    return LOOKS[notice.word]


@register.filter
def about(notice: Notice) -> str:
    """What it was about, in a few words: an owner reads of what sort it was, no more."""
    return str(KINDS.get(notice.word, _("A certificate was revoked, suspended or put back")))


@register.filter
def fault(notice: Notice) -> str:
    """What went wrong, in words where we have some."""
    unknown = _("The mail server did not take it (%(code)s).") % {"code": notice.why}
    return str(FAULTS.get(notice.why, unknown))
