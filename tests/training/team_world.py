"""A small curriculum and a team, written straight as facts: what the mentor's tests read."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from quizzes.models import Attempt, Preset, Quiz, QuizRevision, Result
from tests.factories import MembershipFactory, UserFactory
from training import signoffs
from training.models import (
    Clinic,
    Lesson,
    LessonRead,
    LessonRevision,
    Membership,
    Module,
    Observation,
    SignoffList,
    SignoffRevision,
    User,
)

AT = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
KEYS = ("minute", "keratin", "myth")


def make_module(slug: str, number: int = 1, *, lessons: int = 2, signoff: bool = True) -> Module:
    """A module with lessons, a graded quiz and, if asked, a list of three skills."""
    quiz = Quiz.objects.create(slug=f"{slug}-quiz", preset=Preset.EXAM)
    QuizRevision.objects.create(
        quiz=quiz,
        number=1,
        title=f"Quiz: {slug}",
        policy={
            "pass_mark": "0.8",
            "minutes": 20,
            "attempts": 3,
            "pauses": [24, 24],
            "certainty": True,
        },
        digest=slug,
        published_at=AT,
    )
    module = Module.objects.create(
        slug=slug,
        number=number,
        title=slug.replace("-", " ").capitalize(),
        short=slug[:12],
        summary="A module.",
        minutes=30,
        quiz=quiz,
        digest=slug,
    )
    for position in range(1, lessons + 1):
        lesson = Lesson.objects.create(module=module, slug=f"lesson-{position}", position=position)
        LessonRevision.objects.create(
            lesson=lesson,
            number=1,
            title=f"Lesson {position}",
            minutes=5,
            source="",
            segments=[],
            digest=f"{slug}{position}",
            published_at=AT,
        )
    if signoff:
        SignoffRevision.objects.create(
            signoff=SignoffList.objects.create(module=module),
            number=1,
            title=f"Skills of {slug}",
            items=[{"key": key, "text": f"Shows {key}"} for key in KEYS],
            digest=slug,
            published_at=AT,
        )
    return module


def add_juniors(
    clinic: Clinic, count: int, *, mentor: User | None = None, prefix: str = "Junior"
) -> list[User]:
    people = [
        UserFactory.build(name=f"{prefix} {number:04}", email=f"{prefix}{number}@example.test")
        for number in range(count)
    ]
    made = User.objects.bulk_create(people)
    Membership.objects.bulk_create(
        MembershipFactory.build(user=user, clinic=clinic, mentor=mentor) for user in made
    )
    return made


def read(person: User, module: Module, clinic: Clinic, *, count: int = 99, at: dt.datetime = AT):
    """She read the first `count` lessons."""
    revisions = LessonRevision.objects.filter(lesson__module=module).order_by("lesson__position")
    for revision in revisions[:count]:
        LessonRead.objects.get_or_create(
            user=person, clinic=clinic, revision=revision, defaults={"at": at}
        )


def add_red_flags(module: Module) -> Quiz:
    """The module's must-not-miss questions alone."""
    quiz = Quiz.objects.create(slug=f"{module.slug}-red-flags", preset=Preset.EXAM)
    whole = module.quiz.revisions.get()
    QuizRevision.objects.create(
        quiz=quiz,
        number=1,
        title=f"Red flags: {module.slug}",
        policy=whole.policy,
        digest=quiz.slug,
        published_at=AT,
    )
    module.red_flags = quiz
    module.save()
    return quiz


def sat(
    person: User,
    module: Module,
    clinic: Clinic,
    *,
    score: str = "0.9",
    at: dt.datetime = AT,
    alone: bool = False,
    safe: bool = True,
) -> Attempt:
    """One ended attempt with its result, at the quiz or the red-flag set `alone`; 0.8 passes.
    `safe` = the must-not-miss questions were right."""
    value = Decimal(score)
    quiz = module.red_flags if alone else module.quiz
    held = Attempt.objects.filter(user=person, quiz=quiz, space=clinic.space)
    attempt = Attempt.objects.create(
        user=person,
        space=clinic.space,
        quiz=quiz,
        revision=quiz.revisions.get(),
        number=held.count() + 1,
        state="submitted",
        policy={},
        seed=b"",
        started_at=at,
        submitted_at=at,
    )
    Result.objects.create(
        attempt=attempt,
        number=1,
        user=person,
        quiz=quiz,
        space=clinic.space,
        score=value,
        must_not_miss_right=safe,
        passed=value >= Decimal("0.8"),
        at=at,
    )
    return attempt


def ready(person: User, module: Module, clinic: Clinic, *, at: dt.datetime = AT) -> None:
    """Everything read and passed: the next step is an observation."""
    read(person, module, clinic, at=at)
    sat(person, module, clinic, at=at)


def observed(
    person: User,
    module: Module,
    clinic: Clinic,
    by: User,
    *,
    seen: int = 3,
    at: dt.datetime = AT,
) -> Observation:
    """An observation the observer signed; the first `seen` skills were seen."""
    observation = signoffs.begin(person=person, module=module, clinic=clinic, by=by, at=at)
    taps = [
        signoffs.Tap(key, "seen" if number < seen else "not_yet", "" if number < seen else "Again")
        for number, key in enumerate(KEYS)
    ]
    signoffs.save(observation=observation, taps=taps, by=by, at=at)
    signoffs.sign_observer(observation=observation, by=by, at=at)
    return observation
