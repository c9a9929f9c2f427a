"""The clinic's scope table: read by all staff, filled by whoever may."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from training import people, permissions, scope
from training.forms.scope import NumberForm, ScopeForm
from training.models import Clinic
from training.permissions import EDIT_SCOPE, SIGN_CONTENT, standing_of

from .home import at_work


def edited(request: HttpRequest, act: str = EDIT_SCOPE) -> Clinic:
    """The clinic whose staff read what she may change here; 403 for whoever may only read."""
    clinic = standing_of(request).clinic
    if not request.user.has_perm(act, clinic):
        raise PermissionDenied
    return clinic


@require_safe
@at_work
def scope_table(request: HttpRequest) -> HttpResponse:
    """Who may do what here."""
    standing = standing_of(request)
    today = people.day_at(standing.clinic, timezone.now())
    context = {
        "rows": scope.table(clinic=standing.clinic, today=today),
        "clinic": standing.clinic,
        "may_edit": permissions.may(standing, EDIT_SCOPE),
        "may_sign": permissions.may(standing, SIGN_CONTENT),
    }
    return render(request, "training/scope/table.html", context)


@require_http_methods(["GET", "POST"])
@at_work
def scope_edit(request: HttpRequest, act: str) -> HttpResponse:
    """One row: what stands, and the form."""
    clinic, saves = edited(request), request.method == "POST"
    row = _row(clinic, act, removed=saves)  # whoever typed while it was taken off may put it back
    if saves:
        return _save(request, clinic, row)
    return _form(request, row, _filled(row))


@require_http_methods(["GET", "POST"])
@at_work
def scope_add(request: HttpRequest) -> HttpResponse:
    """A row for an act of the clinic's own."""
    clinic, at = edited(request), timezone.now()
    form = ScopeForm(request.POST or None, is_own=True)
    if form.is_valid():
        words, day = form.words(), form.cleaned_data["checked_on"]
        try:
            scope.add(clinic=clinic, words=words, checked_on=day, by=request.user, at=at)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Added. Your staff see the row from now on."))
            return redirect("training:scope-table")
    status = 422 if request.method == "POST" else 200
    return render(request, "training/scope/form.html", {"form": form}, status=status)


@require_POST
@at_work
def scope_remove(request: HttpRequest, act: str) -> HttpResponse:
    """Take an act of the clinic's own off the table."""
    clinic, form = edited(request), NumberForm(request.POST)
    row = _row(clinic, act)
    if not row.is_own or not form.is_valid():
        raise Http404
    try:
        scope.remove(
            clinic=clinic, act=act, by=request.user, at=timezone.now(), **form.cleaned_data
        )
    except scope.Stale:
        messages.error(request, _("Not removed: somebody saved this row just now. Look again."))
        return redirect("training:scope-edit", act=act)
    messages.success(request, _("Taken off the table. What it said stays on record."))
    return redirect("training:scope-table")


def _row(clinic: Clinic, act: str, *, removed: bool = False) -> scope.Row:
    today = people.day_at(clinic, timezone.now())
    try:
        return scope.row(clinic=clinic, act=act, today=today, removed=removed)
    except scope.UnknownAct:
        raise Http404 from None


def _filled(row: scope.Row) -> ScopeForm:
    words = {name: getattr(row.words, name) for name in (*scope.FIELDS, "title")}
    given = {"number": row.number, "checked_on": row.checked_on}
    return ScopeForm(initial=words | given, is_own=row.is_own)


def _save(request: HttpRequest, clinic: Clinic, row: scope.Row) -> HttpResponse:
    form = ScopeForm(request.POST, is_own=row.is_own)
    if not form.is_valid():
        return _form(request, row, form, 422)
    number, day = form.cleaned_data["number"] or 0, form.cleaned_data["checked_on"]
    given = {"words": form.words(), "checked_on": day, "number": number}
    try:
        scope.save(clinic=clinic, act=row.act, by=request.user, at=timezone.now(), **given)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _form(request, row, form, 422)
    except scope.Stale as newer:  # what she typed stays in the form, beside what stands now
        typed = request.POST.dict() | {"number": newer.row.number}
        return _form(request, newer.row, ScopeForm(typed, is_own=row.is_own), 409)
    messages.success(request, _("Saved. Your staff see the row from now on."))
    return redirect("training:scope-table")


def _form(request: HttpRequest, row: scope.Row, form: ScopeForm, status: int = 200) -> HttpResponse:
    context = {"row": row, "form": form, "is_stale": status == 409}
    return render(request, "training/scope/form.html", context, status=status)
