"""The owner's pages about the content: who reviewed which module, and claims to check again."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from training import claims, people, reviews
from training.forms.reviews import ReviewForm, WithdrawForm
from training.models import Clinic, Module, ModuleReview
from training.permissions import SIGN_CONTENT

from .clinic import PAGE_ROWS, owned


def taught(slug: str) -> Module:
    """A module of the curriculum as it is today; 404 for a retired one."""
    return get_object_or_404(Module.objects.filter(retired_at__isnull=True), slug=slug)


@require_GET
def content_list(request: HttpRequest) -> HttpResponse:
    """Every module with its sign-off, and what changed since."""
    clinic = owned(request, SIGN_CONTENT).clinic
    rows, today = reviews.board(clinic), people.day_at(clinic, timezone.now())
    counts = Counter(row.standing.state.value for row in rows)
    context = {"rows": rows, "clinic": clinic, "counts": counts, "may_sign": True}
    context["due"] = claims.due(today=today).count()
    return render(request, "training/content/list.html", context)


@require_http_methods(["GET", "POST"])
def content_sign(request: HttpRequest, module: str) -> HttpResponse:
    """What would be signed, the form, and every sign-off so far."""
    clinic, found = owned(request, SIGN_CONTENT).clinic, taught(module)
    if request.method == "POST":
        return _sign(request, clinic, found)
    page = reviews.page(clinic=clinic, module=found)
    form = ReviewForm(initial=_shown(page) | {"reviewed_on": people.day_at(clinic, timezone.now())})
    return _module(request, page, form)


@require_http_methods(["GET", "POST"])
def content_withdraw(request: HttpRequest, module: str, number: int) -> HttpResponse:
    """Take back a sign-off recorded by mistake, with a reason."""
    clinic = owned(request, SIGN_CONTENT).clinic
    rows = ModuleReview.objects.select_related("words", "module", "edition", "clinic")
    review = get_object_or_404(rows, clinic=clinic, module__slug=module, number=number)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            reviews.withdraw(review=review, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Withdrawn. It stays on record, and counts no longer."))
            return redirect("training:content-sign", module=module)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "review": review}
    return render(request, "training/content/withdraw.html", context, status=status)


@require_GET
def claims_due(request: HttpRequest) -> HttpResponse:
    """Statements past their review date or due soon, and where they are used."""
    clinic = owned(request, SIGN_CONTENT).clinic
    today = people.day_at(clinic, timezone.now())
    rows = claims.due(today=today).select_related("claim")
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("page", 1))
    context = {"page": page, "due": claims.with_use(page, today=today), "may_sign": True}
    context["next"] = claims.next_review(today=today)
    return render(request, "training/content/claims.html", context)


def _sign(request: HttpRequest, clinic: Clinic, module: Module) -> HttpResponse:
    form, status = ReviewForm(request.POST), 422
    if form.is_valid():
        words = form.cleaned_data
        try:
            reviews.sign(clinic=clinic, module=module, by=request.user, at=timezone.now(), **words)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except reviews.Stale:
            status = 409
        else:
            messages.success(request, _("Recorded. Your staff see it from now on."))
            return redirect("training:content-list")
    page = reviews.page(clinic=clinic, module=module)
    if status == 409:  # what she typed stays; what she would sign is what she sees now
        form = ReviewForm(request.POST.dict() | _shown(page, anew=True))
    return _module(request, page, form, status)


def _module(
    request: HttpRequest, page: reviews.Page, form: ReviewForm, status: int = 200
) -> HttpResponse:
    context = {"page": page, "form": form, "is_stale": status == 409, "may_sign": True}
    return render(request, "training/content/sign.html", context, status=status)


def _shown(page: reviews.Page, *, anew: bool = False) -> dict[str, object]:
    """The hidden fields; on a first look also who signed last, who will often sign again."""
    edition = page.row.edition
    shown: dict[str, object] = {"edition": edition.number if edition else 0, "last": page.last}
    words = getattr(page.row.standing.review, "words", None)
    if words is not None and not anew:
        shown |= {"name": words.name, "role": words.role}
    return shown
