"""Modules and their sign-off lists: texts follow the files, identities are the slugs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import OuterRef, Subquery

from quizzes.models import Quiz
from training.content_files import Module as ModuleFile
from training.models import Module, SignoffList, SignoffRevision

from .counts import Count

TEXTS = ("title", "short", "summary", "audience", "minutes")


def publish(
    *,
    files: Sequence[ModuleFile],
    quizzes: Mapping[str, tuple[Quiz, Quiz]],
    at: dt.datetime,
) -> tuple[dict[str, Module], Count]:
    """Bring the modules in line with the files. `quizzes`: slug -> (graded, practice). A module no
    longer in the files is retired with its quizzes."""
    known = {module.slug: module for module in Module.objects.all()}
    new, changed = [], []
    for file in files:
        graded, practice = quizzes[file.slug]
        before = known.get(file.slug)
        if before is None:
            known[file.slug] = _filled(Module(slug=file.slug), file, graded, practice)
            new.append(known[file.slug])
        elif _differs(before, file, graded, practice):
            changed.append(_filled(before, file, graded, practice))
    if new:
        Module.objects.bulk_create(new)
    for module in changed:
        module.save()
    retired = _retire(known.values(), {file.slug for file in files}, at)
    return known, Count(len(new), len(changed), retired)


def publish_signoffs(
    *, files: Sequence[ModuleFile], modules: Mapping[str, Module], at: dt.datetime
) -> Count:
    """One list of skills per module; a changed one is a new revision."""
    lists = {one.module_id: one for one in SignoffList.objects.all()}
    new = [SignoffList(module=modules[f.slug]) for f in files if modules[f.slug].pk not in lists]
    if new:
        SignoffList.objects.bulk_create(new)
        lists |= {one.module_id: one for one in new}
    last = _newest_lists()
    revisions = []
    for file in files:
        signoff = lists[modules[file.slug].pk]
        number, digest = last.get(signoff.pk, (0, ""))
        if digest != file.signoff.digest:
            revisions.append(_signoff_revision(signoff, file, number + 1, at))
    if revisions:
        SignoffRevision.objects.bulk_create(revisions)
    return Count(len(new), len(revisions) - len(new))


def _newest_lists() -> dict[int, tuple[int, str]]:
    last = SignoffRevision.objects.filter(signoff=OuterRef("signoff")).order_by("-number")
    rows = SignoffRevision.objects.filter(number=Subquery(last.values("number")[:1]))
    return {
        signoff: (number, digest)
        for signoff, number, digest in rows.values_list("signoff", "number", "digest")
    }


def _signoff_revision(
    signoff: SignoffList, file: ModuleFile, number: int, at: dt.datetime
) -> SignoffRevision:
    return SignoffRevision(
        signoff=signoff,
        number=number,
        title=file.signoff.title,
        intro=file.signoff.intro,
        minutes=file.signoff.minutes,
        items=[item.model_dump(mode="json") for item in file.signoff.items],
        digest=file.signoff.digest,
        published_at=at,
    )


def _differs(before: Module, file: ModuleFile, graded: Quiz, practice: Quiz) -> bool:
    return (
        before.digest != file.digest
        or before.retired_at is not None
        or (before.quiz_id, before.practice_id) != (graded.pk, practice.pk)
    )


def _filled(module: Module, file: ModuleFile, graded: Quiz, practice: Quiz) -> Module:
    for name in TEXTS:
        setattr(module, name, getattr(file.about, name))
    module.number = file.position
    module.objectives = [one.model_dump(mode="json") for one in file.about.objectives]
    module.must_not_miss = [one.text for one in file.about.must_not_miss]
    module.requires = list(file.about.requires)
    module.quiz, module.practice = graded, practice
    module.digest, module.retired_at = file.digest, None
    return module


def _retire(modules: Iterable[Module], kept: set[str], at: dt.datetime) -> int:
    gone = [one for one in modules if one.slug not in kept and one.retired_at is None]
    if gone:
        quizzes = [pk for one in gone for pk in (one.quiz_id, one.practice_id) if pk]
        Quiz.objects.filter(pk__in=quizzes, retired_at__isnull=True).update(retired_at=at)
        Module.objects.filter(pk__in=[one.pk for one in gone]).update(retired_at=at)
    return len(gone)
