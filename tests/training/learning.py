"""A loaded small curriculum, and what people do with it, for tests of the learner's pages."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

from quizzes import attempts
from quizzes.models import Attempt, Quiz, Result
from tests.training.content_tree import FOLDER, LESSON, files, second_module, write
from training import content_files, curriculum
from training.curriculum import loading
from training.models import (
    Clinic,
    Lesson,
    LessonRead,
    LessonRevision,
    Module,
    Observation,
    ObservationSignature,
    User,
)

SECOND = LESSON.replace("title: Why popping fails", "title: What to say").replace(
    "::: check mm-c01\n", ""
)
LESSONS = f"{FOLDER}/lessons"


def texts(*, lessons: int = 2, modules: int = 1) -> dict[str, str]:
    """A sound folder: the first lesson has a check, the others have none."""
    found = files()
    if modules > 1:
        found |= second_module()
    for number in range(2, lessons + 1):
        found[f"{LESSONS}/{number:02}-lesson-{number}.md"] = SECOND
    return found


def load(root: Path, found: dict[str, str], at: dt.datetime) -> loading.Loaded:
    """Write these files, and load the folder as it then stands."""
    return loading.load(content=content_files.read(write(root, found)), at=at)


def newest(slug: str, module: str = "milia-myths") -> LessonRevision:
    lesson = Lesson.objects.get(slug=slug, module__slug=module)
    return lesson.revisions.select_related("checks", "lesson__module").latest("number")


def answer_checks(user: User, clinic: Clinic, revision: LessonRevision, at: dt.datetime) -> None:
    """Answer each check of a text, rightly or not: any whole answer will do."""
    space = clinic.space
    for key, check in attempts.checks(user=user, quiz=revision.checks, space=space).items():
        attempts.answer_check(
            user=user,
            quiz=revision.checks,
            space=space,
            question_key=key,
            response=whole(check),
            at=at,
        )


def whole(check: attempts.CheckItem) -> object:
    """An answer to everything that a check asks."""
    if check.kind == "true_false":
        return dict.fromkeys(check.delivery["statements"], True)
    if check.kind == "matching":
        return dict.fromkeys(check.delivery["prompts"], check.order[0])
    return check.order[0] if check.kind == "single" else list(check.order)


def read(user: User, clinic: Clinic, revision: LessonRevision, at: dt.datetime) -> LessonRead:
    if revision.checks:
        answer_checks(user, clinic, revision, at)
    return curriculum.finish_lesson(user=user, clinic=clinic, revision=revision, at=at)


def read_all(user: User, clinic: Clinic, at: dt.datetime, module: str = "milia-myths") -> None:
    for lesson in Lesson.objects.filter(module__slug=module, retired_at=None):
        read(user, clinic, newest(lesson.slug, module), at)


def sit(
    user: User,
    clinic: Clinic,
    quiz: Quiz,
    at: dt.datetime,
    *,
    passed: bool,
    score: str = "0.9",
    missed: bool = False,
) -> Result:
    """An attempt that has ended, and what was decided; `missed` = a must-not-miss question was."""
    attempt = Attempt.objects.create(
        user=user,
        space=clinic.space,
        quiz=quiz,
        revision=quiz.revisions.latest("number"),
        number=Attempt.objects.filter(user=user, quiz=quiz).count() + 1,
        state="submitted",
        policy={},
        seed=b"0" * 16,
        started_at=at,
        submitted_at=at,
    )
    return Result.objects.create(
        attempt=attempt,
        number=1,
        user=user,
        quiz=quiz,
        space=clinic.space,
        score=Decimal(score),
        passed=passed,
        must_not_miss_right=not missed,
        at=at,
    )


def observe(
    person: User, observer: User, clinic: Clinic, at: dt.datetime, *, seen: int = 1
) -> Observation:
    """A sitting that the observer has signed."""
    module = Module.objects.get(slug="milia-myths")
    made = Observation.objects.create(
        clinic=clinic,
        person=person,
        observer=observer,
        revision=module.signoff.revisions.latest("number"),
        started_at=at,
    )
    ObservationSignature.objects.create(
        observation=made, party="observer", user=observer, seen=seen, total=1, digest="", at=at
    )
    return made
