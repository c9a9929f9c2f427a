"""What a reader does with a lesson, and where its quizzes hang."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from quizzes import attempts
from quizzes.models import Quiz
from quizzes.permissions import Crumb
from training.models import (
    Clinic,
    Lesson,
    LessonRead,
    LessonRevision,
    Module,
    ReadingPlace,
    User,
)

from .lessons import newest_texts


class NotFinished(Exception):
    """The lesson still asks something; `reasons` are the keys of its unanswered checks, in the
    order of the text."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = reasons


def finish_lesson(
    *, user: User, clinic: Clinic, revision: LessonRevision, at: dt.datetime
) -> LessonRead:
    """She has read this revision to its end. A second call returns the first's row, and her place
    says that she was here again. Raises NotFinished while one of its checks has no answer."""
    before = LessonRead.objects.filter(user=user, clinic=clinic, revision=revision).first()
    if before is None:
        waiting = unanswered(user=user, clinic=clinic, revision=revision)
        if waiting:
            raise NotFinished(waiting)
    keep_place(user=user, clinic=clinic, lesson=revision.lesson, anchor="", at=at)
    if before is not None:
        return before
    try:
        with transaction.atomic():
            return LessonRead.objects.create(user=user, clinic=clinic, revision=revision, at=at)
    except IntegrityError:  # two tabs at once: the other was first
        return LessonRead.objects.get(user=user, clinic=clinic, revision=revision)


def unanswered(*, user: User, clinic: Clinic, revision: LessonRevision) -> tuple[str, ...]:
    """The checks of this revision she has not answered yet, in the order of the text."""
    if revision.checks is None:
        return ()
    checks = attempts.checks(user=user, quiz=revision.checks, space=clinic.space)
    return tuple(key for key, check in checks.items() if not check.complete)


def keep_place(
    *, user: User, clinic: Clinic, lesson: Lesson, anchor: str, at: dt.datetime
) -> ReadingPlace:
    """Remember the heading she is at; overwritten as she reads on."""
    place, _made = ReadingPlace.objects.update_or_create(
        user=user, clinic=clinic, lesson=lesson, defaults={"anchor": anchor, "at": at}
    )
    return place


def has_heading(lesson: Lesson, anchor: str) -> bool:
    """Whether the newest text of a lesson has this heading in its table of contents."""
    text = newest_texts([lesson]).get()
    return anchor in [entry[0] for entry in text.toc]


def next_lesson(lesson: Lesson) -> Lesson | None:
    """The lesson after this one in its module."""
    after = Lesson.objects.filter(
        module=lesson.module_id, position__gt=lesson.position, retired_at__isnull=True
    )
    return after.order_by("position").first()


def place_of(quiz: Quiz) -> tuple[Crumb, ...]:
    """Where a quiz hangs in the pages of the curriculum; one query."""
    start = Crumb(_("Learn"), reverse("training:learn-home"))
    module = (
        Module.objects.filter(_asked_in(quiz) | Q(lessons__revisions__checks=quiz))
        .only("slug", "title")
        .first()
    )
    if module is None:
        return (start,)
    return start, Crumb(module.title, reverse("training:module-detail", args=[module.slug]))


def objectives_of(quiz: Quiz) -> dict[str, str]:
    """What the learning objectives of a module's quiz are, by key; one query."""
    owner = Module.objects.filter(_asked_in(quiz)).only("objectives").first()
    return {row["key"]: row["text"] for row in owner.objectives} if owner else {}


def _asked_in(quiz: Quiz) -> Q:
    """The module to which this quiz belongs."""
    return Q(quiz=quiz) | Q(practice=quiz) | Q(red_flags=quiz)
