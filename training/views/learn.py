"""A learner's pages: her home, a module, a lesson; and what she does with a lesson."""

from __future__ import annotations

import datetime as dt
import re

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from quizzes.models import Quiz
from training import curriculum, journeys, rereading
from training.models import Lesson, LessonRevision, Module
from training.permissions import standing_of

from .home import at_work


def taught(module: str, lesson: str) -> Lesson:
    """A lesson of the curriculum as it is today; 404 for a retired one."""
    found = Lesson.objects.filter(retired_at__isnull=True, module__retired_at__isnull=True)
    return get_object_or_404(found.select_related("module"), module__slug=module, slug=lesson)


@require_safe
@at_work
def learn_home(request: HttpRequest) -> HttpResponse:
    """What to do next, what is due, and where she stands."""
    clinic, at = standing_of(request).clinic, timezone.now()
    page = journeys.home(user=request.user, clinic=clinic, at=at)
    return render(request, "training/learn/home.html", {"page": page, "at": at})


@require_safe
@at_work
def module_detail(request: HttpRequest, module: str) -> HttpResponse:
    """The steps of a module, in order."""
    clinic, at = standing_of(request).clinic, timezone.now()
    try:
        page = journeys.module_page(user=request.user, clinic=clinic, slug=module, at=at)
    except Module.DoesNotExist:
        raise Http404 from None
    return render(request, "training/learn/module.html", {"page": page, "at": at})


@require_safe
@at_work
def lesson_detail(request: HttpRequest, module: str, lesson: str) -> HttpResponse:
    """The text, its checks and its evidence."""
    clinic, found = standing_of(request).clinic, taught(module, lesson)
    page = journeys.lesson_page(user=request.user, clinic=clinic, lesson=found)
    context = {"page": page, "waiting": "waiting" in request.GET}
    return render(request, "training/learn/lesson.html", context)


@require_POST
@at_work
def lesson_done(request: HttpRequest, module: str, lesson: str) -> HttpResponse:
    """She has read the revision she was shown; on to the next lesson, the module or the quiz."""
    clinic, found = standing_of(request).clinic, taught(module, lesson)
    number = request.POST.get("revision", "")
    shown = found.revisions.select_related("checks").defer("source", "segments")
    revision = get_object_or_404(shown, number=number if re.fullmatch("[0-9]{1,6}", number) else 0)
    at = timezone.now()
    again = rereading.asked(user=request.user, lesson=found, clinic=clinic)
    try:
        curriculum.finish_lesson(user=request.user, clinic=clinic, revision=revision, at=at)
    except curriculum.NotFinished as refusal:
        return _still_open(revision, refusal.reasons)
    return _back_to_quiz(request, revision, again) if again else _further(request, found, at)


@require_POST
@at_work
def lesson_place(request: HttpRequest, module: str, lesson: str) -> HttpResponse:
    """Keep the heading she is at; a heading the text does not have is not kept."""
    clinic, found = standing_of(request).clinic, taught(module, lesson)
    anchor = request.POST.get("anchor", "")
    if not curriculum.has_heading(found, anchor):
        return HttpResponse(status=400)
    curriculum.keep_place(
        user=request.user, clinic=clinic, lesson=found, anchor=anchor, at=timezone.now()
    )
    return HttpResponse(status=204)


def _back_to_quiz(request: HttpRequest, revision: LessonRevision, quiz: Quiz) -> HttpResponse:
    words = {"lesson": revision.title}
    messages.success(request, _("“%(lesson)s” counts as read again.") % words)
    return redirect("quizzes:quiz-detail", quiz.slug)


def _further(request: HttpRequest, lesson: Lesson, at: dt.datetime) -> HttpResponse:
    """On with what her certificate needs of this module; else with the next lesson."""
    clinic = standing_of(request).clinic
    step = journeys.after_part(user=request.user, clinic=clinic, lesson=lesson, at=at)
    if step is not None:
        if step.kind == "lesson" and step.is_next:
            return redirect("training:lesson-detail", lesson.module.slug, step.slug)
        url = reverse("training:module-detail", args=[lesson.module.slug])
        return redirect(f"{url}#needed")
    after = curriculum.next_lesson(lesson)
    if after is None:
        return _all_read(request, lesson.module.slug, at)
    return redirect("training:lesson-detail", lesson.module.slug, after.slug)


def _all_read(request: HttpRequest, module: str, at: dt.datetime) -> HttpResponse:
    """After the last lesson: the module, and its quiz in view when that is open now."""
    clinic = standing_of(request).clinic
    page = journeys.module_page(user=request.user, clinic=clinic, slug=module, at=at)
    url = reverse("training:module-detail", args=[module])
    if any(step.is_next and step.kind == "quiz" for step in page.steps) and page.quiz.may_start:
        messages.success(request, _("All lessons read. The quiz is open."))
        return redirect(f"{url}#quiz")
    return redirect(url)


def _still_open(revision: LessonRevision, keys: tuple[str, ...]) -> HttpResponse:
    """Back to the first check that waits; the page says so beside the button she pressed."""
    lesson = revision.lesson
    url = reverse("training:lesson-detail", args=[lesson.module.slug, lesson.slug])
    return redirect(f"{url}?waiting=1#check-{keys[0]}")
