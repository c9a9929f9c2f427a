"""An owner erases somebody who worked only at clinics of hers: what goes and what stays comes
first."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from quizzes.permissions import protected
from quizzes.privacy import Fate
from training import privacy
from training.forms.erasing import EraseForm
from training.models import User

from .people import changed

REFUSED = {
    "erased": gettext_lazy("This person is erased already."),
    "last_owner": gettext_lazy("A clinic needs an owner. Make somebody else an owner first."),
    "certificates": gettext_lazy("Say what becomes of the certificates."),
    "reason": gettext_lazy("Say why: it stays on record, without the name."),
}


@protected
@require_http_methods(["GET", "HEAD", "POST"])
def staff_erase(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """The dry run and, sent with a reason and the person's address, the act."""
    standing, found = changed(request, person)
    plan = privacy.plan(found)
    is_elsewhere = not privacy.owns_all(standing, found)
    form = EraseForm(request.POST or None, plan=plan)
    if plan.is_erased:
        return redirect("training:staff-detail", person=found.public_id)
    if form.is_bound and form.is_valid() and not is_elsewhere and _erased(request, found, form):
        messages.success(request, _("The person is erased. The history stays, without the name."))
        return redirect("training:clinic-people")
    context = {"plan": plan, "form": form, "clinic": standing.clinic, "elsewhere": is_elsewhere}
    context |= {"gone": plan.of(Fate.DELETED), "emptied": plan.of(Fate.BLANKED)}
    context |= {"stays": plan.of(Fate.KEPT)}
    status = 422 if form.is_bound else 200
    return render(request, "training/people/erase.html", context, status=status)


def _erased(request: HttpRequest, person: User, form: EraseForm) -> bool:
    given = {"person": person, "by": request.user, "at": timezone.now()}
    try:
        privacy.erase(**given, **form.said())
    except privacy.Refused as refusal:
        form.add_error(None, REFUSED[refusal.code])
        return False
    return True
