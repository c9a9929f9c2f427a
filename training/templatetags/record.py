"""What somebody did, in words: for the owner's record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from training import teams
from training.models import AuditEvent

register = template.Library()

# action -> (done to somebody else, done to or by oneself)
ACTIONS = {
    "clinic.founded": (_("founded the clinic"), _("founded the clinic")),
    "membership.started": (_("gave a role to {}"), _("got a role")),
    "membership.ended": (_("ended a role of {}"), _("gave up a role")),
    "membership.mentored": (_("changed the mentor of {}"), _("changed a mentor")),
    "invitation.made": (_("invited somebody"), _("invited somebody")),
    "invitation.renewed": (_("sent an invitation again"), _("sent an invitation again")),
    "invitation.withdrawn": (_("withdrew an invitation"), _("withdrew an invitation")),
    "invitation.used": (_("took an invitation up"), _("took an invitation up")),
    "import.confirmed": (_("imported people from a file"), _("imported people from a file")),
    "view.begun": (_("began to look at the pages of {}"), _("began to look at pages")),
    "view.ended": (_("stopped looking at the pages of {}"), _("stopped looking at pages")),
    "team.founded": (_("made a team"), _("made a team")),
    "team.renamed": (_("renamed a team"), _("renamed a team")),
    "team.closed": (_("closed a team"), _("closed a team")),
    "team.placed": (_("changed the teams of {}"), _("changed teams")),
    "account.closed": (_("closed the account of {}"), _("closed an account")),
    "account.renamed": (_("changed the name of {}"), _("changed their name")),
    "account.readdressed": (_("changed the address of {}"), _("changed their email address")),
    "person.erased": (_("erased {}"), _("was erased")),
    "data.forgotten": (_("forgot what is kept no longer"), _("forgot what is kept no longer")),
    "copy.asked": (_("asked for a copy of data"), _("asked for a copy of their own data")),
    "copy.printed": (_("made a copy of the data of {}"), _("made a copy of their own data")),
    "account.opened": (_("opened the account of {} again"), _("opened an account again")),
    "assignment.made": (_("assigned something to {}"), _("took on something")),
    "assignment.withdrawn": (_("withdrew what {} was asked to do"), _("withdrew an assignment")),
    "observation.begun": (_("began to observe {}"), _("began an observation")),
    "observation.saved": (_("saved what {} showed"), _("saved an observation")),
    "observation.signed": (_("signed the observation of {}"), _("signed their own observation")),
    "attempt.submitted": (_("ended a quiz of {}"), _("handed in a quiz")),
    "attempt.cut_off": (_("ended a quiz of {} that ran"), _("had a quiz ended")),
    "attempt.marked": (_("marked a written answer of {}"), _("marked a written answer")),
    "grant.given": (_("gave {} {}"), _("got {}")),
    "grant.renewed": (_("let the attempts of {} begin anew"), _("began a quiz anew to renew")),
    "accommodation.given": (_("gave {} {}"), _("got {}")),
    "accommodation.ended": (_("ended the extra time of {}"), _("has no extra time any more")),
    "attempt.extended": (_("gave more time in a quiz to {}"), _("got more time in a quiz")),
    "contest.raised": (_("contested a question of {}"), _("contested a question or a mark")),
    "contest.answered": (_("answered what {} contested"), _("answered a contest")),
    "attempt.corrected": (_("corrected a result of {}"), _("had a result corrected")),
    "regrade.decided": (_("ruled about a question"), _("ruled about a question")),
    "regrade.approved": (_("agreed to a ruling"), _("agreed to a ruling")),
    "regrade.refused": (_("did not agree to a ruling"), _("did not agree to a ruling")),
    "job.retried": (_("had background work tried again"), _("had background work tried again")),
    "certificate.issued": (_("certified {}"), _("was certified")),
    "certificate.revoked": (_("revoked a certificate of {}"), _("had a certificate revoked")),
    "certificate.suspended": (_("suspended a certificate of {}"), _("was suspended")),
    "certificate.resumed": (_("put back a certificate of {}"), _("was put back")),
    "content.signed": (_("recorded a review of content"), _("recorded a review of content")),
    "content.withdrawn": (_("withdrew a review of content"), _("withdrew a review of content")),
    "scope.saved": (_("saved a row of the scope table"), _("saved a row of the scope table")),
    "scope.removed": (_("took an act off the scope table"), _("took an act off the scope table")),
    "rule.saved": (_("saved a local rule"), _("saved a local rule")),
    "rule.removed": (_("took back a local rule"), _("took back a local rule")),
    "notices.again": (_("had emails tried again"), _("had emails tried again")),
    "calendar.linked": (_("made a calendar link"), _("made a calendar link")),
    "calendar.ended": (_("ended a calendar link"), _("ended a calendar link")),
    "content.loaded": (_("loaded new content"), _("loaded new content")),
}


@register.filter
def deed(event: AuditEvent) -> SafeString:
    """What was done, and to whom; the bare code where there are no words for it yet."""
    action, what = event.action, ()
    if action == "grant.given":
        what = (_exception(event.data),)
    elif action == "accommodation.given":
        factor = Decimal(event.data["factor"])
        action = action if factor > 1 else "accommodation.ended"
        what = (teams.factor_words(factor),) * (factor > 1)
    towards, alone = ACTIONS.get(action, (action, action))
    if event.subject is None or event.subject_id == event.actor_id:
        return format_html(str(alone), *what) if what else format_html("{}", alone)
    return format_html(str(towards), format_html("<b>{}</b>", event.subject.name), *what)


def _exception(data: Mapping[str, Any]) -> str:
    """What it gave."""
    moments = {
        name: data.get(name) and dt.datetime.fromisoformat(data[name])
        for name in ("opens", "closes")
    }
    return teams.given_words(attempts=data["attempts"], minutes=data["minutes"], **moments)
