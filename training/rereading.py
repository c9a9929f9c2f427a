"""Before a third attempt: the lessons of what she missed, once more, to their end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from quizzes import grants, results
from quizzes import quizzes as quiz_rules
from quizzes.models import AttemptItem, Mark, Preset, Quiz
from quizzes.permissions import Reason

from .models import Clinic, Lesson, LessonRevision, User

FINE = (Mark.State.RIGHT, Mark.State.VOID)
TRIES = 2  # ended without a pass, before the lessons are asked for again


@dataclass(frozen=True, slots=True)
class Part:
    """A lesson that answers a question of the last try, and where in it. `is_read`: to its end,
    since that try."""

    lesson: int
    title: str
    url: str
    is_read: bool


@dataclass(frozen=True, slots=True)
class Missed:
    """What the last try missed. `tries` have ended, none with a pass."""

    tries: int = 0
    ended_at: dt.datetime | None = None
    parts: tuple[Part, ...] = ()

    @property
    def unread(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if not part.is_read)


def missed(*, user: User, quiz: Quiz, clinic: Clinic) -> Missed:
    """The lessons of what was not right in her last try; nothing after a pass. Three queries at
    most, six in a renewal. A lesson counts as read again when she said so at its end; scrolling
    does not count."""
    found = results.best(users=[user], quizzes=[quiz], space=clinic.space)
    best = found.get((user.pk, quiz.pk))
    if best is None or best.newest.passed:
        return Missed()
    tries = best.attempts if best.passed_result is None else _anew(user, quiz, clinic, best)
    if not tries:
        return Missed()
    places, ended_at = _places(best.newest.attempt_id)
    if not places:
        return Missed(tries, ended_at)
    parts = []
    for lesson in _lessons(places, user, clinic):
        url = reverse("training:lesson-detail", args=[lesson.module.slug, lesson.slug])
        anchor = places[lesson.module.slug, lesson.slug]
        again = max(filter(None, (lesson.read_at, lesson.place_at)), default=ended_at) > ended_at
        parts.append(Part(lesson.pk, lesson.title, f"{url}#{anchor}" if anchor else url, again))
    return Missed(tries, ended_at, tuple(parts))


def _anew(user: User, quiz: Quiz, clinic: Clinic, best: results.Best) -> int:
    """How many tries have ended since her last fresh start, if none of them passed; else 0."""
    given = grants.allowance(user=user, quiz=quiz, space=clinic.space, at=best.newest.at)
    if given.counts_from is None:
        return 0
    pasts = quiz_rules.histories(user=user, quizzes=[quiz.pk], space=clinic.space)
    ended = [one for one in pasts[quiz.pk].ended if one.attempt.started_at >= given.counts_from]
    return 0 if any(one.result.passed for one in ended) else len(ended)


def asked(*, user: User, lesson: Lesson, clinic: Clinic) -> Quiz | None:
    """The quiz of its module whose last try missed something in this lesson, unread since."""
    for quiz in (lesson.module.quiz, lesson.module.red_flags):
        if quiz is None:
            continue
        parts = missed(user=user, quiz=quiz, clinic=clinic).unread
        if any(part.lesson == lesson.pk for part in parts):
            return quiz
    return None


def lessons_first(*, user: User, quiz: Quiz, clinic: Clinic, at: dt.datetime) -> Iterator[Reason]:
    """A reason for each lesson to read again before the next attempt. None before the second try
    has ended, nor when a mentor opened an attempt since: then reading is advice."""
    found = missed(user=user, quiz=quiz, clinic=clinic)
    if found.tries < TRIES or not found.unread:
        return
    given = grants.allowance(user=user, quiz=quiz, space=clinic.space, at=at)
    if given.opened_at is not None and given.opened_at >= found.ended_at:
        return
    text = _("Read “%(lesson)s” once more and press “I have read it again” at its end.")
    for part in found.unread:
        yield Reason("lesson_again", text % {"lesson": part.title}, part.url)


def _places(attempt: int) -> tuple[dict[tuple[str, str], str], dt.datetime | None]:
    """(module, lesson) -> heading, of each question that was not right; and when it ended. Where
    she may not know which those were, of each that was asked."""
    marks = Mark.objects.filter(item=OuterRef("pk")).order_by("-number")
    rows = (
        AttemptItem.objects.filter(attempt=attempt)
        .annotate(state=Subquery(marks.values("state")[:1]))
        .values_list("state", "version__reading", "attempt__submitted_at", "attempt__policy")
    )
    places, ended_at = {}, None
    for state, reading, submitted_at, policy in rows:
        sat_under = quiz_rules.Policy.from_json(policy)
        if state in FINE and sat_under.names_the_missed(Preset.EXAM):
            continue
        ended_at = submitted_at
        path, _hash, anchor = reading.partition("#")
        module, _slash, lesson = path.partition("/")
        if lesson:
            places.setdefault((module, lesson), anchor)
    return places, ended_at


def _lessons(places: dict[tuple[str, str], str], user: User, clinic: Clinic) -> QuerySet[Lesson]:
    """These lessons in order, with their title and when she was last at their end."""
    wanted = Q(pk__in=[])
    for module, lesson in places:
        wanted |= Q(module__slug=module, slug=lesson)
    newest = LessonRevision.objects.filter(lesson=OuterRef("pk")).order_by("-number")
    hers = Q(revisions__reads__user=user, revisions__reads__clinic=clinic)
    # A place without a heading is the end of the lesson.
    placed = Q(readingplace__user=user, readingplace__clinic=clinic, readingplace__anchor="")
    return (
        Lesson.objects.filter(wanted, retired_at__isnull=True, module__retired_at__isnull=True)
        .annotate(title=Subquery(newest.values("title")[:1]))
        .annotate(read_at=Max("revisions__reads__at", filter=hers))
        .annotate(place_at=Max("readingplace__at", filter=placed))
        .select_related("module")
        .order_by("module__number", "position")
    )
