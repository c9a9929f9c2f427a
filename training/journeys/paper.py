"""A whole module on paper: every lesson in order, and what its statements rest on as notes.

A sheet goes where the platform is not at hand, so it says for itself who stands behind the module
here, and where a statement holds that depends on local law.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizzes.formats import finished
from training import claims, curriculum, reviews
from training.models import Clinic, Lesson, LessonRevision, Module


@dataclass(frozen=True, slots=True)
class Printed:
    """A piece of a lesson: finished HTML, or the place of a check, which is not printed."""

    html: str = ""
    is_check: bool = False


@dataclass(frozen=True, slots=True)
class PaperLesson:
    number: int
    text: LessonRevision
    parts: tuple[Printed, ...]


@dataclass(frozen=True, slots=True)
class PaperPage:
    """`notes` are numbered from 1, in the order in which the text first rests on them."""

    module: Module
    lessons: tuple[PaperLesson, ...]
    notes: tuple[claims.LessonNote, ...]
    review: reviews.Standing  # the medical lead's sign-off, in the reader's clinic
    at: dt.datetime

    @property
    def minutes(self) -> int:
        return sum(one.text.minutes for one in self.lessons)


def paper_page(*, slug: str, clinic: Clinic, at: dt.datetime) -> PaperPage:
    """The module as it stands for readers in this clinic, in five queries. Raises
    Module.DoesNotExist."""
    module = Module.objects.get(slug=slug, retired_at__isnull=True)
    taught = Lesson.objects.filter(module=module, retired_at__isnull=True)
    texts = curriculum.newest_texts(taught).order_by("lesson__position")
    texts = list(texts.defer(None).defer("source").select_related("lesson", "shown"))
    pieces = [segment.get("html", "") for text in texts for segment in curriculum.segments_of(text)]
    shown = finished.claims_shown(pieces)
    known = claims.notes_here(shown, clinic)
    notes = [known[code] for code in shown if code in known]
    numbers = {note.code: number for number, note in enumerate(notes, start=1)}
    return PaperPage(
        module=module,
        lessons=tuple(
            PaperLesson(number, text, tuple(_parts(text, numbers, f"l{number}")))
            for number, text in enumerate(texts, start=1)
        ),
        notes=tuple(notes),
        review=reviews.of_module(clinic=clinic, module=module),
        at=at,
    )


def _parts(text: LessonRevision, numbers: Mapping[str, int], space: str) -> Iterator[Printed]:
    segments: Sequence[Mapping[str, str]] = curriculum.segments_of(text)
    for segment in segments:
        if "check" in segment:
            yield Printed(is_check=True)
        else:
            yield Printed(html=finished.on_paper(segment["html"], numbers, namespace=space))
