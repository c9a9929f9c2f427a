"""A module as one thing: the revisions of all that staff read in it, numbered when any changes.

The parts are the page of the module (title, summary, objectives, what must not be missed, the
order of its lessons), every lesson, every question in use with its case, the statements and beliefs
behind lessons and questions, the rules of the quiz, and the list of skills. Sources are left out:
they say where a statement comes from, not what staff are told.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from quizzes.formats.digests import digest
from quizzes.models import QuestionVersion, QuizRevision, VersionBelief, VersionClaim
from training import claims
from training.models import LessonClaim, Module, ModuleEdition, SignoffRevision
from training.rules.reviews import BELIEFS, CLAIMS, LESSONS, PAGE, QUESTIONS, QUIZ, SKILLS, Parts

from .counts import Count
from .lessons import newest_texts

SHORT = 12  # hex digits of a digest, for what has no numbered revisions


def newest_editions() -> QuerySet[ModuleEdition]:
    """The newest edition of each module."""
    last = ModuleEdition.objects.filter(module=OuterRef("module")).order_by("-number")
    return ModuleEdition.objects.filter(number=Subquery(last.values("number")[:1]))


def publish_editions(*, at: dt.datetime) -> Count:
    """A new edition of every module of which any part changed; in a fixed number of queries."""
    last = {one.module_id: one for one in newest_editions()}
    made = []
    for module, parts in _parts():
        before, found = last.get(module.pk), digest(parts)
        if before is None or before.digest != found:
            number = before.number + 1 if before else 1
            made.append(
                ModuleEdition(
                    module=module, number=number, parts=parts, digest=found, published_at=at
                )
            )
    if made:
        ModuleEdition.objects.bulk_create(made)
    new = sum(one.number == 1 for one in made)
    return Count(new, len(made) - new)


def _parts() -> Iterable[tuple[Module, Parts]]:
    modules = list(Module.objects.filter(retired_at__isnull=True))
    pages: dict[int, Parts] = {
        module.pk: {PAGE: {module.slug: module.digest[:SHORT]}} for module in modules
    }
    for kind, rows in (
        (LESSONS, _lessons()),
        (QUESTIONS, _questions()),
        (CLAIMS, _claims()),
        (BELIEFS, _beliefs()),
        (QUIZ, _quizzes()),
        (SKILLS, _skills()),
    ):
        for module, key, revision in rows:
            if module in pages:
                pages[module].setdefault(kind, {})[key] = revision
    return [(module, pages[module.pk]) for module in modules]


Rows = Iterable[tuple[int, str, int | str]]  # module, key, revision


def _lessons() -> Rows:
    texts = newest_texts().filter(lesson__retired_at__isnull=True)
    return texts.values_list("lesson__module", "lesson__slug", "number")


def _versions() -> QuerySet[QuestionVersion]:
    """The wordings in use of the shared questions."""
    last = QuestionVersion.objects.filter(question=OuterRef("question")).order_by("-number")
    return QuestionVersion.objects.filter(
        number=Subquery(last.values("number")[:1]),
        question__retired_at__isnull=True,
        question__bank__space__isnull=True,
    )


def _banks() -> dict[str, int]:
    """A module's questions are in the shared bank of its name."""
    return dict(Module.objects.values_list("slug", "pk"))


def _questions() -> Rows:
    modules = _banks()
    rows = _versions().values_list("question__bank__slug", "question__key", "number")
    return [(modules[bank], key, number) for bank, key, number in rows if bank in modules]


def _claims() -> Rows:
    """Behind the lessons and behind the questions; a new day of review alone is no change."""
    said = ("wording", "strength", "looked", "jurisdiction")
    found = {
        code: digest(list(words))[:SHORT]
        for code, *words in claims.newest_revisions().values_list("claim__code", *said)
    }
    texts = newest_texts().filter(lesson__retired_at__isnull=True).values("pk")
    used: dict[int, set[str]] = defaultdict(set)
    behind = LessonClaim.objects.filter(revision__in=texts)
    for module, code in behind.values_list("revision__lesson__module", "claim__code"):
        used[module].add(code)
    modules = _banks()
    asked = VersionClaim.objects.filter(version__in=_versions().values("pk"))
    for bank, code in asked.values_list("version__question__bank__slug", "code"):
        used[modules.get(bank, 0)].add(code)
    return [
        (module, code, found[code])
        for module, codes in used.items()
        for code in codes
        if code in found
    ]


def _beliefs() -> Rows:
    modules = _banks()
    shown = VersionBelief.objects.filter(version__in=_versions().values("pk"))
    fields = ("version__question__bank__slug", "belief__code", "belief__digest")
    return [
        (modules[bank], code, found[:SHORT])
        for bank, code, found in shown.values_list(*fields).distinct()
        if bank in modules
    ]


def _quizzes() -> Rows:
    last = QuizRevision.objects.filter(quiz=OuterRef("quiz")).order_by("-number")
    rows = QuizRevision.objects.filter(number=Subquery(last.values("number")[:1]))
    module = Coalesce("quiz__module", "quiz__red_flags_of")
    return (
        rows.annotate(module=module)
        .filter(module__isnull=False)
        .values_list("module", "quiz__slug", "number")
    )


def _skills() -> Rows:
    last = SignoffRevision.objects.filter(signoff=OuterRef("signoff")).order_by("-number")
    rows = SignoffRevision.objects.filter(number=Subquery(last.values("number")[:1]))
    return rows.values_list("signoff__module", "signoff__module__slug", "number")
