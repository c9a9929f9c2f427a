"""Modules: texts follow the files, identities are the slugs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from quizzes.models import Quiz
from training.content_files import Module as ModuleFile
from training.models import Module

from .counts import Count

TEXTS = ("title", "short", "summary", "audience", "minutes")


class Quizzes(NamedTuple):
    """The quizzes of one module."""

    graded: Quiz
    practice: Quiz
    red_flags: Quiz | None


def publish(
    *,
    files: Sequence[ModuleFile],
    quizzes: Mapping[str, Quizzes],
    at: dt.datetime,
) -> tuple[dict[str, Module], Count]:
    """Bring the modules in line with the files. A module no longer in the files is retired with
    its quizzes, a red-flag set no longer there by itself."""
    known = {module.slug: module for module in Module.objects.all()}
    new, changed = [], []
    for file in files:
        asked = quizzes[file.slug]
        before = known.get(file.slug)
        if before is None:
            known[file.slug] = _filled(Module(slug=file.slug), file, asked)
            new.append(known[file.slug])
        elif _differs(before, file, asked):
            if before.red_flags_id and asked.red_flags is None:
                Quiz.objects.filter(pk=before.red_flags_id).update(retired_at=at)
            changed.append(_filled(before, file, asked))
    if new:
        Module.objects.bulk_create(new)
    for module in changed:
        module.save()
    retired = _retire(known.values(), {file.slug for file in files}, at)
    return known, Count(len(new), len(changed), retired)


def _differs(before: Module, file: ModuleFile, asked: Quizzes) -> bool:
    hers = (before.quiz_id, before.practice_id, before.red_flags_id)
    return (
        before.digest != file.digest
        or before.retired_at is not None
        or hers != tuple(quiz and quiz.pk for quiz in asked)
    )


def _filled(module: Module, file: ModuleFile, asked: Quizzes) -> Module:
    for name in TEXTS:
        setattr(module, name, getattr(file.about, name))
    module.number = file.position
    module.objectives = [one.model_dump(mode="json") for one in file.about.objectives]
    module.must_not_miss = [one.text for one in file.about.must_not_miss]
    module.requires = list(file.about.requires)
    module.quiz, module.practice, module.red_flags = asked
    module.red_flag_lessons = list(file.red_flags.lessons) if file.red_flags else []
    module.digest, module.retired_at = file.digest, None
    return module


def _retire(modules: Iterable[Module], kept: set[str], at: dt.datetime) -> int:
    gone = [one for one in modules if one.slug not in kept and one.retired_at is None]
    if gone:
        pks = [(one.quiz_id, one.practice_id, one.red_flags_id) for one in gone]
        quizzes = [pk for three in pks for pk in three if pk]
        Quiz.objects.filter(pk__in=quizzes, retired_at__isnull=True).update(retired_at=at)
        Module.objects.filter(pk__in=[one.pk for one in gone]).update(retired_at=at)
    return len(gone)
