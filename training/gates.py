"""What must happen before a quiz opens: modules first, lessons read, missed lessons read again; and
the rules it is sat under here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import replace

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from quizzes.models import Preset, Quiz, Space
from quizzes.permissions import Reason
from quizzes.quizzes import Policy

from . import clinicsettings, progress, rereading
from .models import Clinic, Lesson, LessonRevision, Module, User
from .rules.modules import ModuleFacts
from .rules.settings import terms


def quiz_gate(user: User, quiz: Quiz, space: Space, at: dt.datetime) -> tuple[Reason, ...]:
    """What must happen before this person may start this quiz; nothing = she may."""
    module = Module.objects.filter(Q(quiz=quiz) | Q(red_flags=quiz)).first()
    clinic = Clinic.objects.filter(space=space).select_related("space").first()
    if module is None or clinic is None:
        return ()
    plan = progress.outline()
    facts = progress.facts_of([user], clinic, plan)[user.pk].get(module.pk)
    if facts is None:
        return ()
    again = rereading.lessons_first(user=user, quiz=quiz, clinic=clinic, at=at)
    if module.red_flags_id == quiz.pk:
        # Who needs only this part of the module is not sent through what comes before the rest.
        return (*_unread_first(facts, module, module.red_flag_lessons), *again)
    return (*_required_first(facts, plan), *_unread_first(facts, module), *again)


def _required_first(facts: ModuleFacts, plan: progress.Outline) -> Iterable[Reason]:
    for slug in facts.waits_for:
        other = plan.module(slug)
        url = reverse("training:module-detail", args=[slug])
        text = _("Pass the quiz of %(module)s first.") % {"module": other.title if other else slug}
        yield Reason("module_first", text, url)


def _unread_first(
    facts: ModuleFacts, module: Module, only: Collection[str] | None = None
) -> Iterable[Reason]:
    """The lessons not read to their end, all of them or only those named."""
    lessons = [one for one in facts.lessons if only is None or one.slug in only]
    unread = [one.lesson for one in lessons if not one.done]
    newest = LessonRevision.objects.filter(lesson=OuterRef("pk")).order_by("-number")
    rows = Lesson.objects.filter(pk__in=unread).order_by("position")
    titled = rows.annotate(title=Subquery(newest.values("title")[:1]))
    for slug, title in titled.values_list("slug", "title"):
        url = reverse("training:lesson-detail", args=[module.slug, slug])
        yield Reason("lesson_first", _("Read “%(lesson)s” to the end.") % {"lesson": title}, url)


def policy_here(policy: Policy, quiz: Quiz, space: Space) -> Policy:
    """The rules of a graded quiz or a practice as the clinic has set them, for the next attempt;
    those of a lesson's checks are the lesson's own."""
    clinic = Clinic.objects.filter(space=space).select_related("parent").first()
    if clinic is None or quiz.preset == Preset.CHECK:
        return policy
    values = clinicsettings.values(clinic)
    mark, certainty = terms(
        values,
        pass_mark=policy.pass_mark,
        certainty=policy.certainty,
        certainty_counts=policy.certainty_counts,
    )
    return replace(policy, pass_mark=mark, certainty=certainty)
