"""Somebody leaves a clinic, comes back, or hands over the people she mentors."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from quizzes.permissions import protected
from training import people, staff
from training.forms.people import ReturnForm, SuccessorsForm
from training.models import User
from training.people import Standing

from .people import changed, refused_words


@protected
@require_http_methods(["GET", "POST"])
def staff_leave(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """What ends and what stays, who takes over; then it is done, all of it or nothing."""
    standing, found = changed(request, person)
    form, page = _successors(request, standing, found)
    if not page.held:
        return redirect("training:staff-detail", person=found.public_id)
    if form.is_bound and form.is_valid():
        place = {"person": found, "clinic": standing.clinic, "by": request.user}
        try:
            closed = people.depart(**place, successors=form.successors(), at=timezone.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except (people.LastOwner, people.Grown) as refusal:
            form.add_error(None, refused_words(refusal))
        else:
            messages.success(request, _left_words(found, closed))
            return redirect("training:staff-detail", person=found.public_id)
    return _shown(request, "leave", form, {"page": page, "clinic": standing.clinic})


@protected
@require_http_methods(["GET", "POST"])
def staff_hand_over(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Her mentees go to other mentors; she stays what she is."""
    standing, found = changed(request, person)
    form, page = _successors(request, standing, found)
    if not page.charges:
        return redirect("training:staff-detail", person=found.public_id)
    if form.is_bound and form.is_valid():
        place = {"mentor": found, "clinic": standing.clinic, "by": request.user}
        try:
            count = people.hand_over(**place, successors=form.successors(), at=timezone.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except people.Grown as refusal:
            form.add_error(None, refused_words(refusal))
        else:
            messages.success(request, _handed_words(count))
            return redirect("training:staff-detail", person=found.public_id)
    return _shown(request, "hand_over", form, {"page": page, "clinic": standing.clinic})


@protected
@require_http_methods(["GET", "POST"])
def staff_return(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Somebody who left works here again."""
    standing, found = changed(request, person)
    page = staff.page(standing=standing, person=found, at=timezone.now())
    if page.held:
        return redirect("training:staff-detail", person=found.public_id)
    mentors = people.mentors_of(standing.clinic).exclude(pk=found.pk)
    give = people.grantable(standing)
    form = ReturnForm(request.POST or None, grantable=give, mentors=mentors)
    if form.is_bound and form.is_valid():
        wanted = form.wanted()
        given = {"roles": wanted["roles"], "mentor": wanted["mentor"], "by": request.user}
        try:
            people.take_back(person=found, clinic=standing.clinic, **given, at=timezone.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("%(name)s works here again.") % {"name": found})
            return redirect("training:staff-detail", person=found.public_id)
    return _shown(request, "return", form, {"page": page, "clinic": standing.clinic})


def _successors(
    request: HttpRequest, standing: Standing, person: User
) -> tuple[SuccessorsForm, staff.Page]:
    page = staff.page(standing=standing, person=person, at=timezone.now())
    mentors = people.mentors_of(standing.clinic).exclude(pk=person.pk)
    data = request.POST if request.method == "POST" else None
    return SuccessorsForm(data, charges=page.charges, mentors=mentors), page


def _shown(
    request: HttpRequest, name: str, form: object, context: dict[str, object]
) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, f"training/people/{name}.html", context | {"form": form}, status=status)


def _left_words(person: User, closed: bool) -> str:
    words = {"name": person}
    if closed:
        return _("%(name)s has left, and the account is closed. The history stays.") % words
    return _("%(name)s has left this clinic. The history stays.") % words


def _handed_words(count: int) -> str:
    words = ngettext("%(count)s person handed over.", "%(count)s people handed over.", count)
    return words % {"count": count}
