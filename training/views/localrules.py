"""The clinic's own text beside claims that depend on local law: read by all, written by some."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from training import localrules, people, permissions
from training.forms.localrules import LocalRuleForm
from training.models import ClaimRevision, Clinic
from training.permissions import EDIT_RULES, SIGN_CONTENT, standing_of

from .home import at_work
from .scope import edited


@require_safe
@at_work
def rule_list(request: HttpRequest) -> HttpResponse:
    """Every claim that depends on local law, and what holds here."""
    standing = standing_of(request)
    today = people.day_at(standing.clinic, timezone.now())
    rows = localrules.listed(clinic=standing.clinic, today=today)
    context = {
        "rows": rows,
        "written": sum(row.here is not None for row in rows),
        "clinic": standing.clinic,
        "may_edit": permissions.may(standing, EDIT_RULES),
        "may_sign": permissions.may(standing, SIGN_CONTENT),
    }
    return render(request, "training/localrules/list.html", context)


@require_http_methods(["GET", "POST"])
@at_work
def rule_edit(request: HttpRequest, code: str) -> HttpResponse:
    """The clinic's text on one claim."""
    clinic = edited(request, EDIT_RULES)
    try:
        row = localrules.row(clinic=clinic, code=code, today=people.day_at(clinic, timezone.now()))
    except ClaimRevision.DoesNotExist:
        raise Http404 from None
    if request.method == "POST":
        return _save(request, clinic, row)
    return _form(request, row, LocalRuleForm(initial=_stored(row)))


def _stored(row: localrules.Row) -> dict[str, object]:
    names = ("text", "law", "checked_on", "checked_by")
    return {"number": row.number} | {name: getattr(row.here, name, "") for name in names}


def _save(request: HttpRequest, clinic: Clinic, row: localrules.Row) -> HttpResponse:
    form, code = LocalRuleForm(request.POST), row.revision.claim.code
    if not form.is_valid():
        return _form(request, row, form, 422)
    words = form.cleaned_data
    try:
        saved = localrules.save(
            clinic=clinic, code=code, by=request.user, at=timezone.now(), **words
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _form(request, row, form, 422)
    except localrules.Stale as newer:  # what she typed stays, beside what stands now
        typed = request.POST.dict() | {"number": newer.row.number}
        return _form(request, newer.row, LocalRuleForm(typed), 409)
    messages.success(
        request, _("Saved. Your staff read it from now on.") if saved.here else _("Taken back.")
    )
    return redirect("training:rule-list")


def _form(
    request: HttpRequest, row: localrules.Row, form: LocalRuleForm, status: int = 200
) -> HttpResponse:
    context = {"row": row, "form": form, "is_stale": status == 409}
    return render(request, "training/localrules/form.html", context, status=status)
