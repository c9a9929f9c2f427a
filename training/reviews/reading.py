"""How modules stand in a clinic: for readers a line, for the owner a list and a page."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from training import curriculum
from training.models import Clinic, LessonRevision, Module, ModuleEdition, ModuleReview
from training.rules.reviews import UNCHANGED, Changes, Parts, State, changes, state


@dataclass(frozen=True, slots=True)
class Standing:
    """How a module stands in a clinic: the sign-off that counts, and what changed since."""

    state: State
    review: ModuleReview | None = None
    changes: Changes = UNCHANGED


AWAITING = Standing(State.AWAITING)


@dataclass(frozen=True, slots=True)
class Row:
    """A module on the owner's list. `changed` are the newest texts of the lessons that are new or
    revised since, in order; `edition` None = nothing was loaded yet that could be signed."""

    module: Module
    edition: ModuleEdition | None
    standing: Standing
    changed: tuple[LessonRevision, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One module to be signed: `lessons` are its texts now; `history` newest first."""

    row: Row
    lessons: tuple[LessonRevision, ...]
    history: tuple[ModuleReview, ...]

    @property
    def last(self) -> int:
        """The number of the newest sign-off, withdrawn ones too; 0 = none."""
        return self.history[0].number if self.history else 0


def of_module(*, clinic: Clinic, module: Module) -> Standing:
    """What readers are told; one query."""
    newest = ModuleEdition.objects.filter(module=module).order_by("-number")
    rows = _valid(clinic).filter(module=module).annotate(now=Subquery(newest.values("parts")[:1]))
    review = rows.order_by("-number").first()
    return AWAITING if review is None else _standing(review, review.now)


def board(clinic: Clinic) -> list[Row]:
    """Every module of the curriculum, in order; four queries."""
    editions = {one.module_id: one for one in curriculum.newest_editions()}
    last = ModuleReview.objects.filter(
        clinic=clinic, module=OuterRef("module"), withdrawal__isnull=True
    )
    newest = Subquery(last.order_by("-number").values("number")[:1])
    reviews = {one.module_id: one for one in _valid(clinic).filter(number=newest)}
    texts = _texts()
    return [
        _row(module, editions.get(module.pk), reviews.get(module.pk), texts.get(module.pk, []))
        for module in Module.objects.filter(retired_at__isnull=True)
    ]


def page(*, clinic: Clinic, module: Module) -> Page:
    """One module with all its sign-offs here; three queries."""
    history = list(
        ModuleReview.objects.filter(clinic=clinic, module=module)
        .select_related("words", "edition", "by", "withdrawal__reason", "withdrawal__by")
        .order_by("-number")
    )
    edition = curriculum.newest_editions().filter(module=module).first()
    texts = _texts(module).get(module.pk, [])
    valid = next((one for one in history if not hasattr(one, "withdrawal")), None)
    return Page(_row(module, edition, valid, texts), tuple(texts), tuple(history))


def _valid(clinic: Clinic) -> QuerySet[ModuleReview]:
    rows = ModuleReview.objects.filter(clinic=clinic, withdrawal__isnull=True)
    return rows.select_related("words", "edition")


def _standing(review: ModuleReview, now: Parts) -> Standing:
    signed = review.edition.parts
    return Standing(state(signed, now), review, changes(signed, now))


def _row(
    module: Module,
    edition: ModuleEdition | None,
    review: ModuleReview | None,
    texts: list[LessonRevision],
) -> Row:
    if review is None or edition is None:
        return Row(module, edition, AWAITING, ())
    found = _standing(review, edition.parts)
    changed = tuple(text for text in texts if text.lesson.slug in found.changes.lessons)
    return Row(module, edition, found, changed)


def _texts(module: Module | None = None) -> dict[int, list[LessonRevision]]:
    """Module -> the newest text of each of its lessons, in order; one query."""
    rows = curriculum.newest_texts().filter(lesson__retired_at__isnull=True)
    if module is not None:
        rows = rows.filter(lesson__module=module)
    found: dict[int, list[LessonRevision]] = {}
    for text in rows.order_by("lesson__position"):
        found.setdefault(text.lesson.module_id, []).append(text)
    return found
