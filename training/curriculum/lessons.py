"""Lessons: a changed text is a new revision; the old one stays for whoever read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import OuterRef, QuerySet, Subquery

from training.models import Claim, Lesson, LessonClaim, LessonRevision, Module, ShownLesson

from . import drawing
from .counts import Count

if TYPE_CHECKING:  # what reads files stays out of a web process
    from training.content_files import Lesson as LessonFile
    from training.content_files import Module as ModuleFile

Last = Mapping[int, tuple[int, str]]  # lesson -> (number, digest) of its newest revision
HEAVY = ("source", "segments")


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that differs from the newest revision of its lesson."""

    lesson: Lesson
    module: str
    file: LessonFile
    number: int


def newest_texts(lessons: Iterable[Lesson] | None = None) -> QuerySet[LessonRevision]:
    """The newest revision of each lesson (of these, or of all), without its text."""
    last = LessonRevision.objects.filter(lesson=OuterRef("lesson")).order_by("-number")
    rows = LessonRevision.objects.filter(number=Subquery(last.values("number")[:1]))
    if lessons is not None:
        rows = rows.filter(lesson__in=lessons)
    return rows.select_related("lesson").defer(*HEAVY)


def publish(
    *, files: Sequence[ModuleFile], modules: Mapping[str, Module], at: dt.datetime
) -> Count:
    """Bring every lesson in line with the files; a lesson no longer there is retired."""
    known = {(one.module_id, one.slug): one for one in Lesson.objects.all()}
    new = [
        Lesson(module=modules[module.slug], slug=file.slug, position=file.position)
        for module in files
        for file in module.lessons
        if (modules[module.slug].pk, file.slug) not in known
    ]
    if new:
        Lesson.objects.bulk_create(new)
        known |= {(one.module_id, one.slug): one for one in new}
    retired = _move_and_retire(files, modules, known, at)
    last = {
        lesson: (number, digest)
        for lesson, number, digest in newest_texts().values_list("lesson", "number", "digest")
    }
    drafts = list(_drafts(files, modules, known, last))
    _write(drafts, at)
    return Count(len(new), len(drafts) - len(new), retired)


def _move_and_retire(
    files: Sequence[ModuleFile],
    modules: Mapping[str, Module],
    known: Mapping[tuple[int, str], Lesson],
    at: dt.datetime,
) -> int:
    kept = {
        (modules[module.slug].pk, file.slug): file.position
        for module in files
        for file in module.lessons
    }
    moved, retired = [], 0
    for place, lesson in known.items():
        position = kept.get(place)
        if position is None and lesson.retired_at is None:
            lesson.retired_at = at
            retired += 1
            moved.append(lesson)
        elif position is not None and (lesson.position != position or lesson.retired_at):
            lesson.position, lesson.retired_at = position, None
            moved.append(lesson)
    if moved:
        Lesson.objects.bulk_update(moved, ["position", "retired_at"])
    return retired


def _drafts(
    files: Sequence[ModuleFile],
    modules: Mapping[str, Module],
    known: Mapping[tuple[int, str], Lesson],
    last: Last,
) -> Iterator[Draft]:
    for module in files:
        for file in module.lessons:
            lesson = known[modules[module.slug].pk, file.slug]
            number, digest = last.get(lesson.pk, (0, ""))
            if digest != file.digest:
                yield Draft(lesson, module.slug, file, number + 1)


def _write(drafts: Sequence[Draft], at: dt.datetime) -> None:
    revisions = [_revision(draft, at) for draft in drafts]
    if not revisions:
        return
    LessonRevision.objects.bulk_create(revisions)
    claims = dict(Claim.objects.values_list("code", "pk"))
    LessonClaim.objects.bulk_create(
        LessonClaim(revision=revision, claim_id=claims[code])
        for draft, revision in zip(drafts, revisions, strict=True)
        for code in dict.fromkeys(draft.file.front.claims)
    )


def _revision(draft: Draft, at: dt.datetime) -> LessonRevision:
    file, front, rendered = draft.file, draft.file.front, draft.file.rendered
    checks = drawing.publish_checks(
        module=draft.module,
        lesson=file.slug,
        number=draft.number,
        title=front.title,
        keys=rendered.checks_used,
        at=at,
    )
    return LessonRevision(
        lesson=draft.lesson,
        number=draft.number,
        title=front.title,
        minutes=front.minutes,
        objectives=list(front.objectives),
        source=file.source,
        segments=[{"check": s.check} if s.check else {"html": s.html} for s in rendered.segments],
        toc=[list(entry) for entry in rendered.toc],
        severity=front.severity,
        change=front.change,
        checks=checks.quiz if checks else None,
        digest=file.digest,
        published_at=at,
    )


def segments_of(revision: LessonRevision) -> Sequence[Mapping[str, str]]:
    """What to show of a revision: what the last load made of it, or the text as it was stored."""
    shown = shown_of(revision)
    return shown.segments if shown else revision.segments


def shown_of(revision: LessonRevision) -> ShownLesson | None:
    """Its row, when there is one; no query where it was selected with the revision."""
    return getattr(revision, "shown", None)
