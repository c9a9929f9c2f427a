"""A person's inbox, how she wants to hear of things, her calendar; an owner's undelivered mails."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from training import calendars, notices
from training.forms.notices import WishesForm, shown
from training.permissions import MANAGE_PEOPLE, standing_of
from training.rules.notices import Kind

from .clinic import owned


@require_GET
def notice_inbox(request: HttpRequest) -> HttpResponse:
    """What she was told, newest first."""
    found = notices.inbox(standing_of(request), number=request.GET.get("page", 1))
    return render(request, "training/notices/inbox.html", {"found": found})


@require_POST
def notice_read(request: HttpRequest, notice: uuid.UUID) -> HttpResponse:
    """She has read this one; with `go`, on to what it is about."""
    url = notices.mark_read(standing_of(request), public_id=notice, at=timezone.now())
    if url is None:
        raise Http404
    return redirect(url if request.POST.get("go") else _page(request))


@require_POST
def notice_read_all(request: HttpRequest) -> HttpResponse:
    """She has read all there are."""
    count = notices.mark_all_read(standing_of(request), at=timezone.now())
    words = ngettext("%(count)s message is read now.", "%(count)s messages are read now.", count)
    messages.success(request, words % {"count": count})
    return redirect("training:notice-inbox")


@require_http_methods(["GET", "POST"])
def notice_preferences(request: HttpRequest) -> HttpResponse:
    """For each kind how she hears of it; digest and quiet hours; the link of her calendar."""
    user, kinds = request.user, _kinds(request)
    wishes = notices.wishes_of([user])[user.pk]
    form = WishesForm(request.POST or None, kinds=kinds, initial=shown(wishes, kinds))
    if form.is_valid():
        notices.save_wishes(person=user, at=timezone.now(), **form.wanted())
        messages.success(request, _("Saved. It holds from the next message on."))
        return redirect("training:notice-preferences")
    return _preferences(request, form, status=422 if request.method == "POST" else 200)


@require_POST
def calendar_link(request: HttpRequest) -> HttpResponse:
    """Make a new secret address, shown in this answer alone, or end the one there is."""
    user, at = request.user, timezone.now()
    if request.POST.get("end"):
        calendars.end_link(person=user, at=at)
        messages.success(request, _("The calendar link is ended. It opens nothing any more."))
        return redirect("training:notice-preferences")
    token = calendars.make_link(person=user, at=at)
    path = reverse("training:calendar-feed", args=[token])
    kinds = _kinds(request)
    form = WishesForm(kinds=kinds, initial=shown(notices.wishes_of([user])[user.pk], kinds))
    return _preferences(request, form, address=request.build_absolute_uri(path))


@login_not_required
@require_GET
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a secret address; 404 for every address that opens none."""
    body = calendars.feed(token, at=timezone.now())
    if body is None:
        raise Http404
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_GET
def clinic_mail(request: HttpRequest) -> HttpResponse:
    """The mails of the clinic that could not be sent, and why."""
    clinic = owned(request, MANAGE_PEOPLE).clinic
    context = {"page": notices.dead(clinic, number=request.GET.get("page", 1)), "clinic": clinic}
    context["waiting"] = notices.waiting(clinic)
    return render(request, "training/notices/dead.html", context)


@require_POST
def clinic_mail_again(request: HttpRequest) -> HttpResponse:
    """Try one of them again, or all."""
    clinic = owned(request, MANAGE_PEOPLE).clinic
    try:
        one = uuid.UUID(request.POST["notice"]) if request.POST.get("notice") else None
    except ValueError as error:
        raise Http404 from error
    given = {"public_id": one, "by": request.user, "at": timezone.now()}
    count = notices.try_again(clinic=clinic, **given)
    words = ngettext("%(count)s email is tried again.", "%(count)s emails are tried again.", count)
    messages.success(request, words % {"count": count})
    return redirect("training:clinic-mail")


def _kinds(request: HttpRequest) -> tuple[Kind, ...]:
    """What she may hear of where she works now."""
    standing = standing_of(request)
    return notices.kinds_for(mentors=standing.has("mentor"), owns=standing.has("owner"))


def _preferences(
    request: HttpRequest, form: WishesForm, *, address: str = "", status: int = 200
) -> HttpResponse:
    context = {"form": form, "address": address, "link": calendars.link_of(request.user)}
    return render(request, "training/notices/preferences.html", context, status=status)


def _page(request: HttpRequest) -> str:
    """Back to the page of the inbox she was on."""
    page = request.POST.get("page", "")
    inbox = reverse("training:notice-inbox")
    return f"{inbox}?page={page}" if page.isdecimal() and len(page) < 6 else inbox
