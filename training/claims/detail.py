"""One claim in full: what it says, where it comes from, and what relies on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery

from quizzes.models import Belief, QuestionVersion, VersionClaim
from training.models import (
    Claim,
    ClaimRevision,
    GlossaryTerm,
    LessonClaim,
    LessonRevision,
    Module,
    Source,
)

from .reading import sources_by_key


@dataclass(frozen=True, slots=True)
class Use:
    """A lesson that relies on the claim, and the heading it stands under ("" for the top)."""

    text: LessonRevision
    anchor: str
    heading: str


@dataclass(frozen=True, slots=True)
class Asked:
    """How many questions of a module rest on it, for one objective. Never which."""

    module: Module
    objective: str
    questions: int


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """One claim in full. `earlier` are its former wordings, newest first."""

    claim: Claim
    revision: ClaimRevision
    sources: tuple[Source, ...]
    lessons: tuple[Use, ...]
    asked: tuple[Asked, ...]
    beliefs: tuple[Belief, ...]
    terms: tuple[GlossaryTerm, ...]
    earlier: tuple[ClaimRevision, ...]
    at: dt.datetime

    @property
    def questions(self) -> int:
        return sum(one.questions for one in self.asked)

    @property
    def is_due_for_review(self) -> bool:
        return self.revision.review_by < self.at.date()


def page(*, code: str, at: dt.datetime) -> ClaimPage:
    """One claim with all that relies on it, in eight queries. Raises Claim.DoesNotExist."""
    claim = Claim.objects.get(code=code)
    revisions = list(claim.revisions.order_by("-number"))
    by_key = sources_by_key(revisions[0].sources)
    return ClaimPage(
        claim=claim,
        revision=revisions[0],
        sources=tuple(by_key[key] for key in revisions[0].sources if key in by_key),
        lessons=tuple(_use(code, text) for text in _lessons_with(claim)),
        asked=tuple(_asked(code)),
        beliefs=tuple(_beliefs_on(code)),
        terms=tuple(claim.terms.filter(retired_at__isnull=True).order_by("term")),
        earlier=tuple(revisions[1:]),
        at=at,
    )


def _use(code: str, text: LessonRevision) -> Use:
    shown = getattr(text, "shown", None)
    anchor = shown.places.get(code, "") if shown else ""
    return Use(text, anchor, dict(text.toc).get(anchor, ""))


def _lessons_with(claim: Claim) -> QuerySet[LessonRevision]:
    """The current texts that rely on it, in the order of the curriculum."""
    last = LessonRevision.objects.filter(lesson=OuterRef("revision__lesson")).order_by("-number")
    rows = LessonClaim.objects.filter(
        claim=claim, revision__number=Subquery(last.values("number")[:1])
    ).values("revision")
    return (
        LessonRevision.objects.filter(
            pk__in=rows,
            lesson__retired_at__isnull=True,
            lesson__module__retired_at__isnull=True,
        )
        .select_related("lesson__module", "shown")
        .defer("source", "segments", "shown__segments", "shown__terms")
        .order_by("lesson__module__number", "lesson__position")
    )


def _asked(code: str) -> Iterable[Asked]:
    """Counted by module and objective, shared questions only: a clinic's own are its own."""
    last = QuestionVersion.objects.filter(question=OuterRef("version__question"))
    counted = (
        VersionClaim.objects.filter(code=code, version__question__retired_at__isnull=True)
        .filter(version__question__bank__space__isnull=True)
        .filter(version__number=Subquery(last.order_by("-number").values("number")[:1]))
        .values_list("version__question__bank__slug", "version__objective")
        .annotate(questions=Count("pk"))
    )
    modules = {one.slug: one for one in Module.objects.filter(retired_at__isnull=True)}
    found = [
        Asked(modules[bank], _objective(modules[bank], key), questions)
        for bank, key, questions in counted
        if bank in modules
    ]
    return sorted(found, key=lambda one: (one.module.number, one.objective))


def _objective(module: Module, key: str) -> str:
    return next((row["text"] for row in module.objectives if row["key"] == key), "")


def _beliefs_on(code: str) -> Iterable[Belief]:
    """The beliefs that this claim helps to refute. Their claims are a list in the row, which not
    every database can search; there are some dozens of beliefs, so that they are sought here."""
    return [one for one in Belief.objects.order_by("code") if code in one.claims]
