"""A lesson as one person reads it: the text, its checks as she answered them, what has changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizzes import attempts
from training import claims, curriculum, rereading, reviews
from training.models import (
    Clinic,
    Lesson,
    LessonRead,
    LessonRevision,
    Module,
    ReadingPlace,
    User,
)

CHANGING = LessonRevision.Severity.PRACTICE_CHANGING


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the page: finished HTML, or a check with its place in it."""

    html: str = ""
    key: str = ""
    check: attempts.CheckItem | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new since the revision she read. `must_read`: it changes what one does."""

    read_at: dt.datetime
    sentences: tuple[str, ...]
    must_read: bool


@dataclass(frozen=True, slots=True)
class LessonPage:
    """`read_at` is when she finished this very revision; `unanswered` are keys of checks."""

    module: Module
    lesson: Lesson
    revision: LessonRevision
    number: int
    total: int
    before: LessonRevision | None
    after: LessonRevision | None
    parts: tuple[Part, ...]
    terms: tuple[Mapping[str, str], ...]  # words of the glossary that the text marks
    notes: tuple[claims.LessonNote, ...]
    read_at: dt.datetime | None
    changes: Changes | None
    place: str
    unanswered: tuple[str, ...]
    review: reviews.Standing  # the medical lead's sign-off of the module, in her clinic
    again: bool  # her last try at the quiz missed something in it, and she has not read it since

    @property
    def checks(self) -> int:
        return sum(part.check is not None for part in self.parts)

    @property
    def open_after(self) -> LessonRevision | None:
        """The next lesson, once nothing is left to do in this one."""
        return self.after if self.read_at and not self.again else None

    @property
    def reviewed_on(self) -> dt.date | None:
        """The day the oldest of its claims was checked."""
        return min((note.reviewed_on for note in self.notes), default=None)


def lesson_page(*, user: User, clinic: Clinic, lesson: Lesson) -> LessonPage:
    """Everything the page says, in a fixed number of queries."""
    module = lesson.module
    siblings = Lesson.objects.filter(module=module, retired_at__isnull=True)
    texts = list(curriculum.newest_texts(siblings).order_by("lesson__position"))
    index = next(i for i, text in enumerate(texts) if text.lesson_id == lesson.pk)
    whole = LessonRevision.objects.select_related("checks", "shown").defer("source")
    revision = whole.get(pk=texts[index].pk)
    shown = curriculum.shown_of(revision)
    checks = _checks(user, clinic, revision)
    reads = list(_reads(user, clinic, lesson))
    place = ReadingPlace.objects.filter(user=user, clinic=clinic, lesson=lesson).first()
    return LessonPage(
        module=module,
        lesson=lesson,
        revision=revision,
        number=index + 1,
        total=len(texts),
        before=texts[index - 1] if index else None,
        after=texts[index + 1] if index + 1 < len(texts) else None,
        parts=tuple(_part(segment, checks) for segment in curriculum.segments_of(revision)),
        terms=tuple(shown.terms) if shown else (),
        notes=tuple(claims.notes_of(revision, clinic)),
        read_at=next((read.at for read in reads if read.revision_id == revision.pk), None),
        changes=_changes(lesson, revision, reads),
        place=place.anchor if place else "",
        review=reviews.of_module(clinic=clinic, module=module),
        again=bool(reads) and rereading.asked(user=user, lesson=lesson, clinic=clinic) is not None,
        unanswered=tuple(key for key, check in checks.items() if not check.complete),
    )


def _checks(
    user: User, clinic: Clinic, revision: LessonRevision
) -> Mapping[str, attempts.CheckItem]:
    if revision.checks is None:
        return {}
    return attempts.checks(user=user, quiz=revision.checks, space=clinic.space)


def _part(segment: Mapping[str, str], checks: Mapping[str, attempts.CheckItem]) -> Part:
    key = segment.get("check", "")
    return Part(key=key, check=checks.get(key)) if key else Part(html=segment["html"])


def _reads(user: User, clinic: Clinic, lesson: Lesson) -> Sequence[LessonRead]:
    rows = LessonRead.objects.filter(user=user, clinic=clinic, revision__lesson=lesson)
    return rows.select_related("revision").order_by("-revision__number")


def _changes(
    lesson: Lesson, revision: LessonRevision, reads: Sequence[LessonRead]
) -> Changes | None:
    """Between the newest revision she read and the one on this page; None when it is the same,
    or when only the form was touched."""
    if not reads or reads[0].revision_id == revision.pk:
        return None
    newer = lesson.revisions.filter(number__gt=reads[0].revision.number).order_by("number")
    rows = list(newer.values_list("severity", "change"))
    told = [change for severity, change in rows if severity != LessonRevision.Severity.EDITORIAL]
    if not told:
        return None
    must_read = any(severity == CHANGING for severity, _change in rows)
    return Changes(reads[0].at, tuple(filter(None, told)), must_read)
