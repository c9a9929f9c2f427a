"""What must happen before a quiz opens: modules first, lessons read, missed lessons read again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from quizzes.models import Quiz, Space
from quizzes.permissions import Reason

from . import progress, rereading
from .models import Clinic, Lesson, LessonRevision, Module, User
from .rules.modules import ModuleFacts


def quiz_gate(user: User, quiz: Quiz, space: Space, at: dt.datetime) -> tuple[Reason, ...]:
    """What must happen before this person may start this quiz; nothing = she may."""
    module = Module.objects.filter(quiz=quiz).first()
    clinic = Clinic.objects.filter(space=space).select_related("space").first()
    if module is None or clinic is None:
        return ()
    plan = progress.outline()
    facts = progress.facts_of([user], clinic, plan)[user.pk].get(module.pk)
    if facts is None:
        return ()
    again = rereading.lessons_first(user=user, quiz=quiz, clinic=clinic, at=at)
    return (*_required_first(facts, plan), *_unread_first(facts, module), *again)


def _required_first(facts: ModuleFacts, plan: progress.Outline) -> Iterable[Reason]:
    for slug in facts.waits_for:
        other = plan.module(slug)
        url = reverse("training:module-detail", args=[slug])
        text = _("Pass the quiz of %(module)s first.") % {"module": other.title if other else slug}
        yield Reason("module_first", text, url)


def _unread_first(facts: ModuleFacts, module: Module) -> Iterable[Reason]:
    unread = [lesson.lesson for lesson in facts.lessons if not lesson.done]
    newest = LessonRevision.objects.filter(lesson=OuterRef("pk")).order_by("-number")
    rows = Lesson.objects.filter(pk__in=unread).order_by("position")
    titled = rows.annotate(title=Subquery(newest.values("title")[:1]))
    for slug, title in titled.values_list("slug", "title"):
        url = reverse("training:lesson-detail", args=[module.slug, slug])
        yield Reason("lesson_first", _("Read “%(lesson)s” to the end.") % {"lesson": title}, url)
