"""Lessons as they are shown today: the text of the newest revision, rendered by today's renderer,
with the words of today's glossary marked.

A revision is a fact and is not written again. What is made of it for the eye is kept beside it, and
a load makes it anew when it comes out differently; nobody is asked to read anything again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from quizzes.formats import finished
from quizzes.formats.digests import digest
from training.content_files import Lesson as LessonFile
from training.content_files import Module as ModuleFile
from training.content_files import Term, words
from training.models import Module, ShownLesson

from .counts import Count
from .lessons import newest_texts

MADE = ("segments", "terms", "places", "digest")


@dataclass(frozen=True, slots=True)
class Glossary:
    """The words to mark, where the page is, and what a panel says of each."""

    words: Sequence[finished.Term]
    page: str
    panels: Mapping[str, Mapping[str, str]]


def publish(
    *, files: Sequence[ModuleFile], modules: Mapping[str, Module], terms: Sequence[Term]
) -> Count:
    """Make every lesson anew and keep what came out differently. The revisions must be there."""
    newest = {
        (module, slug): revision
        for module, slug, revision in newest_texts().values_list(
            "lesson__module", "lesson__slug", "pk"
        )
    }
    known = {one.revision_id: one for one in ShownLesson.objects.defer("segments")}
    new, changed = [], []
    for revision, made in _made(files, modules, newest, terms):
        before = known.pop(revision, None)
        if before is None:
            new.append(ShownLesson(revision_id=revision, **made))
        elif before.digest != made["digest"]:
            changed.append(ShownLesson(pk=before.pk, revision_id=revision, **made))
    _write(new, changed, _stale(known, newest.values()))
    return Count(len(new), len(changed))


def _stale(known: Mapping[int, ShownLesson], newest: object) -> list[int]:
    """Rows of revisions that are no longer the newest; a retired lesson keeps its row."""
    kept = set(newest)
    return [one.pk for revision, one in known.items() if revision not in kept]


def _write(new: list[ShownLesson], changed: list[ShownLesson], stale: list[int]) -> None:
    if stale:
        ShownLesson.objects.filter(pk__in=stale).delete()
    if new:
        ShownLesson.objects.bulk_create(new)
    if changed:
        ShownLesson.objects.bulk_update(changed, MADE)


def _made(
    files: Sequence[ModuleFile],
    modules: Mapping[str, Module],
    newest: Mapping[tuple[int, str], int],
    terms: Sequence[Term],
) -> Iterator[tuple[int, dict[str, object]]]:
    panels = {one.key: {"key": one.key, "term": one.term, "meaning": one.meaning} for one in terms}
    glossary = Glossary(words(terms), reverse("training:glossary-list"), panels)
    for module in files:
        for lesson in module.lessons:
            revision = newest[modules[module.slug].pk, lesson.slug]
            yield revision, _shown(lesson, glossary)


def _shown(lesson: LessonFile, glossary: Glossary) -> dict[str, object]:
    segments = lesson.rendered.segments
    marked = finished.mark_terms([one.html for one in segments], glossary.words, page=glossary.page)
    made: dict[str, object] = {
        "segments": [
            {"check": one.check} if one.check else {"html": finished.hold_marks(piece)}
            for one, piece in zip(segments, marked.pieces, strict=True)
        ],
        "terms": [glossary.panels[key] for key in marked.keys],
        "places": finished.headings_of_claims(marked.pieces),
    }
    return made | {"digest": digest(made)}
