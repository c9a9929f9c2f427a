"""The floor views: the least that Django can do for the same result, on the product's tables."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import F, Max
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import Engine
from django.urls import path
from django.utils import timezone

from quizzes.models import AttemptItem, Response, Result
from training.models import Assignment, LessonRead, Membership, Module

# An engine of its own: the product's template tags are not the floor's to load.
ENGINE = Engine(dirs=[Path(__file__).parent / "templates"])
STATUS = "<p class='saved'>Saved</p>" + "<!--" + "x" * 760 + "-->"


def hello(request: HttpRequest) -> HttpResponse:
    """Signed in: the session and the user, five bytes."""
    return HttpResponse("hello" if request.user.is_authenticated else "nobody")


def autosave(request: HttpRequest, attempt: uuid.UUID, position: int) -> HttpResponse:
    """The same SQL as a save: select the item with its attempt, count up, insert the answer."""
    user = request.user
    with transaction.atomic():
        item = AttemptItem.objects.select_related("attempt", "version").get(
            attempt__public_id=attempt, position=position, attempt__user=user
        )
        item.revision += 1
        item.save(update_fields=["revision"])
        body = request.POST["choice"]
        Response.objects.create(item=item, number=item.revision, body=body, at=timezone.now())
    return HttpResponse(STATUS)


def quiz(request: HttpRequest, attempt: uuid.UUID) -> HttpResponse:
    """Twenty questions with four choices from plain templates, the answers restored."""
    items = AttemptItem.objects.filter(attempt__public_id=attempt, attempt__user=request.user)
    items = list(items.select_related("version", "attempt").order_by("position"))
    newest = Response.objects.filter(item__in=items, number=F("item__revision"))
    answers = dict(newest.values_list("item_id", "body"))
    rows = [
        {
            "position": item.position,
            "stem": item.version.body["stem"],
            "choices": [
                {"key": option["key"], "text": option["text"]}
                for option in item.version.body["options"]
            ],
            "answer": answers.get(item.pk),
        }
        for item in items
    ]
    context = {"rows": rows, "csrf_token": get_token(request)}
    return HttpResponse(ENGINE.render_to_string("quiz.html", context))


def cohort(request: HttpRequest) -> HttpResponse:
    """Fifty learners a page x modules, cells from template tags."""
    people = Membership.objects.filter(role="junior").select_related("user").order_by("user__name")
    page = Paginator(people, 50).get_page(request.GET.get("page", 1))
    users = [membership.user_id for membership in page]
    modules = list(Module.objects.all())
    reads = LessonRead.objects.filter(user__in=users).values_list(
        "user_id", "revision__lesson__module_id"
    )
    counts: dict[tuple[int, int], int] = {}
    for key in reads:
        counts[key] = counts.get(key, 0) + 1
    best = Result.objects.filter(user__in=users).values_list("user_id", "quiz_id")
    scores = {(user, quiz): score for user, quiz, score in best.annotate(top=Max("score"))}
    due = dict(Assignment.objects.filter(person__in=users).values_list("person_id", "due_on"))
    rows = [
        {
            "user": membership.user,
            "due": due.get(membership.user_id),
            "cells": [
                {
                    "module": module,
                    "read": counts.get((membership.user_id, module.pk), 0),
                    "score": scores.get((membership.user_id, module.quiz_id)),
                }
                for module in modules
            ],
        }
        for membership in page
    ]
    context = {"rows": rows, "modules": modules, "page": page}
    return HttpResponse(ENGINE.render_to_string("cohort.html", context))


def person(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Somewhere for a cell to lead to."""
    return HttpResponse(str(person))


urlpatterns = [
    path("team/<uuid:person>/", person, name="person"),
    path("hello", hello),
    path("autosave/<uuid:attempt>/<int:position>", autosave),
    path("quiz/<uuid:attempt>", quiz),
    path("cohort", cohort),
]
