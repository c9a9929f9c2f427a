"""Inviting people from a file: the upload, the dry run, the progress, and what came of it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from quizzes.permissions import protected, protected_when_sent
from training import imports
from training.forms.imports import ImportForm
from training.models import PeopleImport
from training.permissions import MANAGE_PEOPLE
from training.rules.people_rows import Fate

from .clinic import PAGE_ROWS, owned

TEMPLATE = (
    "Email,Name,Role,Mentor,Team,Job title\r\n"
    "freya@example.com,Freya Lind,Learner,oda@example.com,,Therapist\r\n"
    "omar@example.com,Omar Said,Learner; Mentor,,,Senior therapist\r\n"
)


@protected
@require_http_methods(["GET", "POST"])
def people_import(request: HttpRequest) -> HttpResponse:
    """Choose a file; it is read, and nothing is done yet."""
    clinic = owned(request, MANAGE_PEOPLE).clinic
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_valid():
        given = {"filename": form.cleaned_data["file"].name, "by": request.user}
        begun = {"clinic": clinic, "table": form.table, "at": timezone.now()}
        return redirect(_address(imports.begin(**begun, **given)))
    recent = PeopleImport.objects.filter(clinic=clinic).select_related("by").order_by("-at")[:5]
    context = {"form": form, "clinic": clinic, "recent": recent}
    status = 422 if request.method == "POST" else 200
    return render(request, "training/imports/upload.html", context, status=status)


@require_GET
def people_import_template(request: HttpRequest) -> HttpResponse:
    """A file to fill in. With the mark that lets a spreadsheet read its letters rightly."""
    owned(request, MANAGE_PEOPLE)
    answer = HttpResponse("\ufeff" + TEMPLATE, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="people.csv"'
    return answer


@protected_when_sent
@require_http_methods(["GET", "POST"])
def people_import_detail(request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
    """Every row with its fate; confirm; how far it has come; what came of it."""
    clinic = owned(request, MANAGE_PEOPLE).clinic
    rows = PeopleImport.objects.select_related("clinic__space", "by")
    found = get_object_or_404(rows, clinic=clinic, public_id=batch)
    if request.method == "POST":
        return _confirm(request, found)
    job = imports.job_of(found)
    if request.htmx:
        context = {"batch": found, "job": job}
        return render(request, "training/imports/_progress.html", context)
    return render(request, "training/imports/detail.html", _shown(request, found, job))


def _confirm(request: HttpRequest, batch: PeopleImport) -> HttpResponse:
    base = request.build_absolute_uri("/")
    try:
        imports.confirm(batch=batch, base=base, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(_address(batch))


def _shown(request: HttpRequest, batch: PeopleImport, job: object) -> dict[str, object]:
    show = request.GET.get("show", "")
    show = show if show in set(Fate) else ""
    grouped = batch.rows.order_by().values("fate").annotate(size=Count("pk"))
    counts = {one["fate"]: one["size"] for one in grouped}
    rows = batch.rows.filter(fate=show) if show else batch.rows.all()
    page = Paginator(rows.order_by("line"), PAGE_ROWS).get_page(request.GET.get("page", 1))
    wanted = counts.get(Fate.NEW, 0) + counts.get(Fate.JOINS, 0)
    fates = [(one.value, counts[one]) for one in Fate if counts.get(one)]
    total = {"all": sum(counts.values()), "wanted": wanted, "fates": fates}
    return {"batch": batch, "job": job, "page": page, "show": show} | total


def _address(batch: PeopleImport) -> str:
    return reverse("training:people-import-detail", args=[batch.public_id])
