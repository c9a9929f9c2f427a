"""What the quizzes of a module ask, from its quiz.yaml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from quizzes import quizzes
from quizzes.models import Preset, Question, QuizRevision

if TYPE_CHECKING:  # what reads files stays out of a web process
    from training.content_files import Module as ModuleFile
    from training.content_files import Row

GRADED = (Question.Use.GRADED.value,)
OPEN_BOOK = (Question.Use.CHECK.value, Question.Use.PRACTICE.value)
QUIET = quizzes.Policy(pass_mark=None, minutes=None, attempts=None, pauses=(), certainty=False)


def publish_graded(module: ModuleFile, *, at: dt.datetime) -> QuizRevision:
    """The quiz that counts; its address is the module's."""
    asked = module.graded
    return quizzes.publish(
        slug=module.slug,
        preset=Preset.EXAM,
        title=asked.title,
        intro=asked.intro,
        policy=asked.policy,
        bank_slug=module.slug,
        slots=tuple(_drawn(row) for row in asked.blueprint),
        at=at,
    )


def publish_red_flags(module: ModuleFile, *, at: dt.datetime) -> QuizRevision | None:
    """The must-not-miss questions alone, each to be right; None for a module without such a set.
    Those that stand in a case are drawn with their case only, so not here."""
    asked = module.red_flags
    if asked is None:
        return None
    return quizzes.publish(
        slug=f"{module.slug}-red-flags",
        preset=Preset.EXAM,
        title=asked.title,
        intro=asked.intro,
        policy=asked.policy,
        bank_slug=module.slug,
        slots=tuple(_drawn(row.as_row()) for row in asked.blueprint),
        at=at,
    )


def publish_practice(module: ModuleFile, *, at: dt.datetime) -> QuizRevision:
    """Endless practice on what the lessons ask; never in a score."""
    return quizzes.publish(
        slug=f"practice-{module.slug}",
        preset=Preset.PRACTICE,
        title=module.practice.title,
        intro=module.practice.intro,
        policy=module.practice.policy,
        bank_slug=module.slug,
        slots=(quizzes.SlotSpec(uses=OPEN_BOOK, count=module.practice.count),),
        at=at,
    )


def publish_checks(
    *, module: str, lesson: str, number: int, title: str, keys: Sequence[str], at: dt.datetime
) -> QuizRevision | None:
    """The checks of one lesson revision, in the order of its text; None when it has none."""
    if not keys:
        return None
    return quizzes.publish(
        slug=f"check-{module}-{lesson}-{number}",
        preset=Preset.CHECK,
        title=title,
        intro="",
        policy=QUIET,
        bank_slug=module,
        slots=tuple(quizzes.SlotSpec(question_key=key) for key in keys),
        at=at,
    )


def _drawn(row: Row) -> quizzes.SlotSpec:
    return quizzes.SlotSpec(
        objective=row.objective or "",
        kind=row.kind or "",
        must_not_miss=row.must_not_miss,
        is_case=row.case,
        uses=GRADED,
        count=row.count,
        section=row.section or "",
        tags=tuple(row.tags),
        without=tuple(row.without),
    )
