"""A message as a mail: our own text and page, one link, why it came, where to choose otherwise."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Sequence
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from training.models import Notice

from .wording import words

LONGEST_SUBJECT = 120


def letter(
    rows: Sequence[Notice], *, in_digest: bool, connection: Any = None, at: dt.datetime
) -> EmailMultiAlternatives:
    """The mail that says these messages to one person, in her language and her time zone."""
    person = rows[0].person
    with translation.override(person.language), timezone.override(person.time_zone):
        said = [words(row) for row in rows]
        if in_digest:
            url, label = reverse("training:notice-inbox"), _("Open your inbox")
            count = len(rows)
            title = ngettext("%(count)s thing for you", "%(count)s things for you", count)
            title %= {"count": count}
        else:
            url, label, title = said[0].url, said[0].label, said[0].title
        context = {
            "title": title,
            "said": said,
            "in_digest": in_digest,
            "url": absolute(url),
            "label": label,
            "clinics": sorted({row.clinic.name for row in rows}),
            "preferences": absolute(reverse("training:notice-preferences")),
        }
        text = render_to_string("training/notices/mail.txt", context)
        page = render_to_string("training/notices/mail.html", context)
    made = EmailMultiAlternatives(
        one_line(title),
        text,
        to=[person.email],
        headers={"Message-ID": message_id(rows[0]), "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    made.attach_alternative(page, "text/html")
    return made


def absolute(path: str) -> str:
    """The whole address of a page: a mail has no page it stands on."""
    return settings.SITE_URL + path


def one_line(text: str) -> str:
    """Safe as a header whatever a name holds: no control or formatting characters, one line."""
    kept = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text)
    line = " ".join(kept.split())
    return line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1] + "…"


def message_id(row: Notice) -> str:
    """The same however often it is sent, so that whoever gets it twice keeps one."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<notice-{row.public_id}@{domain}>"
