"""The mail that carries a link: asked for with the invitation, written and sent by the worker."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core import mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from quizzes import jobs
from quizzes.models import Job
from training.models import Clinic, Invitation, User

from .tokens import token_of

KIND = "invitations"
AT_ONCE = 100  # mails over one connection


def post(clinic: Clinic, *, base: str, by: User, at: dt.datetime) -> Job:
    """Have the waiting mails of this clinic sent; `base` is where the site is reached."""
    return jobs.enqueue(
        kind=KIND,
        key=f"{KIND}:{clinic.pk}:{at.isoformat()}",
        args={"clinic": clinic.pk, "base": base},
        space=clinic.space,
        by=by,
        at=at,
    )


def link_of(invitation: Invitation, base: str) -> str:
    """The whole address of its link."""
    return base.rstrip("/") + reverse("training:invitation", args=[token_of(invitation)])


def deliver(running: jobs.Running) -> dict[str, int]:
    """Send every mail that waits at a clinic, each claimed before it is sent, so that two workers
    send none twice; one that could not be sent waits again, and the job is tried again."""
    clinic, base, sent = running.args["clinic"], running.args["base"], 0
    at = running.clock()
    waiting = Invitation.objects.open(at).filter(clinic=clinic, sent_at__isnull=True)
    ids = list(waiting.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        with mail.get_connection() as connection:
            for pk in ids[start : start + AT_ONCE]:
                sent += _send(pk, base, connection, at=running.clock())
        running.progress(min(start + AT_ONCE, len(ids)), len(ids))
    return {"sent": sent}


def _send(pk: int, base: str, connection: Any, *, at: dt.datetime) -> bool:
    claimed = Invitation.objects.open(at).filter(pk=pk, sent_at__isnull=True)
    if not claimed.update(sent_at=at):
        return False
    invitation = Invitation.objects.select_related("clinic", "by").get(pk=pk)
    try:
        letter(invitation, base, connection).send()
    except Exception:
        Invitation.objects.filter(pk=pk, sent_at=at).update(sent_at=None)
        raise
    return True


def letter(invitation: Invitation, base: str, connection: Any = None) -> mail.EmailMessage:
    """What she is sent, in the language of whoever invites her."""
    by = invitation.by
    with translation.override(by.language if by else settings.LANGUAGE_CODE):
        context = {
            "invitation": invitation,
            "clinic": invitation.clinic,
            "by": by,
            "link": link_of(invitation, base),
        }
        subject = render_to_string("training/invitations/mail_subject.txt", context)
        text = render_to_string("training/invitations/mail.txt", context)
        page = render_to_string("training/invitations/mail.html", context)
    written = mail.EmailMultiAlternatives(
        " ".join(subject.split()), text, to=[invitation.email], connection=connection
    )
    written.attach_alternative(page, "text/html")
    return written
