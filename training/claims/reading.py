"""What a claim says now and where it comes from, in a few words."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from quizzes.permissions import ClaimNote, Reading, References
from training import localrules
from training.models import ClaimRevision, Clinic, LessonRevision, Source


@dataclass(frozen=True, slots=True)
class LessonNote(ClaimNote):
    """A note beside a lesson: with where the statement holds when that depends on local law, and
    the clinic's own text on it."""

    jurisdiction: str = ""
    here: localrules.Here | None = None


def newest_revisions(codes: Iterable[str] | None = None) -> QuerySet[ClaimRevision]:
    """What each claim says now (of these codes, or of all); one query."""
    last = (
        ClaimRevision.objects.filter(claim=OuterRef("claim")).order_by("-number").values("number")
    )
    rows = ClaimRevision.objects.filter(number=Subquery(last[:1])).select_related("claim")
    return rows if codes is None else rows.filter(claim__code__in=set(codes))


def strengths(codes: Iterable[str]) -> dict[str, str]:
    """How sure we are of each of these claims; one query, none for no codes."""
    wanted = set(codes)
    rows = newest_revisions(wanted) if wanted else ClaimRevision.objects.none()
    return dict(rows.values_list("claim__code", "strength"))


def notes_of(text: LessonRevision, clinic: Clinic) -> list[LessonNote]:
    """What stands behind a lesson's text, by code, for readers in this clinic; two queries."""
    rows = newest_revisions().filter(claim__lessons__revision=text).order_by("claim__code")
    return list(_notes_here(rows, clinic.space_id))


def notes_here(codes: Iterable[str], clinic: Clinic) -> dict[str, LessonNote]:
    """What stands behind these codes, for readers in this clinic; unknown codes are left out. At
    most two queries."""
    wanted = set(codes)
    rows = newest_revisions(wanted) if wanted else ClaimRevision.objects.none()
    return {note.code: note for note in _notes_here(rows, clinic.space_id)}


def oldest_review(texts: Iterable[LessonRevision]) -> dt.date | None:
    """The day the longest unchecked claim behind these texts was checked; one query."""
    rows = newest_revisions().filter(claim__lessons__revision__in=list(texts))
    return rows.aggregate(oldest=Min("reviewed_on"))["oldest"]


def references(claims: Iterable[str], readings: Iterable[str], space: int | None) -> References:
    """What stands behind an explanation, for readers in this space: claims by code, paragraphs by
    module/lesson#anchor. What is retired or unknown is left out. At most three queries."""
    wanted = set(claims)
    rows = newest_revisions(wanted) if wanted else ClaimRevision.objects.none()
    found = (replace(note, caution=_caution(note)) for note in _notes_here(rows, space))
    return References(claims={note.code: note for note in found}, readings=_readings(readings))


def in_words(source: Source) -> str:
    """A source as one line: title, publisher, year."""
    said = ", ".join(part for part in (source.publisher, source.year) if part)
    return f"{source.title} ({said})" if said else source.title


def _caution(note: LessonNote) -> str:
    """What to mind about local law: the clinic's own text, or that it has none yet."""
    if note.here is None:
        words = _("Depends on local law. Said for: %(place)s. Ask what holds where you work.")
        return words % {"place": note.jurisdiction} if note.jurisdiction else ""
    said = _("Here: %(text)s (%(law)s)") % {"text": note.here.text, "law": note.here.law}
    late = _("Claim reworded since: ask before you rely on this text.")
    return f"{said}\n{late}" if note.here.is_reworded else said


def _notes_here(rows: QuerySet[ClaimRevision], space: int | None) -> Iterator[LessonNote]:
    revisions = list(rows.annotate(here=localrules.beside(space)))
    found = {one.claim.code: one for one in revisions}
    for note in _notes(revisions):
        yield LessonNote(
            **{name: getattr(note, name) for name in ClaimNote.__slots__},
            jurisdiction=found[note.code].jurisdiction,
            here=localrules.read(found[note.code].here, found[note.code]),
        )


def _notes(found: Iterable[ClaimRevision]) -> Iterator[ClaimNote]:
    revisions = list(found)
    keys = {key for revision in revisions for key in revision.sources}
    titles = {key: in_words(source) for key, source in sources_by_key(keys).items()}
    for revision in revisions:
        code = revision.claim.code
        yield ClaimNote(
            code=code,
            wording=revision.wording,
            strength=revision.strength,
            sources=tuple(titles[key] for key in revision.sources if key in titles),
            reviewed_on=revision.reviewed_on,
            url=reverse("training:claim-detail", args=[code]),
        )


def sources_by_key(keys: Iterable[str]) -> dict[str, Source]:
    """The sources of these keys; one query, none for no keys."""
    wanted = set(keys)
    return Source.objects.in_bulk(wanted, field_name="key") if wanted else {}


def _readings(refs: Iterable[str]) -> dict[str, Reading]:
    """module/lesson#anchor -> the lesson's title and heading, and where to find it; one query."""
    places: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for ref in refs:
        path, _, anchor = ref.partition("#")
        module, _, lesson = path.partition("/")
        if module and lesson:
            places[module, lesson].append((ref, anchor))
    found: dict[str, Reading] = {}
    for revision in _newest_texts(places):
        lesson = revision.lesson
        url = reverse("training:lesson-detail", args=[lesson.module.slug, lesson.slug])
        headings = dict(revision.toc)
        for ref, anchor in places[lesson.module.slug, lesson.slug]:
            heading = headings.get(anchor)
            title = f"{revision.title}: {heading}" if heading else revision.title
            found[ref] = Reading(title, f"{url}#{anchor}" if anchor else url)
    return found


def _newest_texts(places: Mapping[tuple[str, str], object]) -> Iterable[LessonRevision]:
    if not places:
        return ()
    wanted = Q()
    for module, lesson in places:
        wanted |= Q(lesson__module__slug=module, lesson__slug=lesson)
    last = LessonRevision.objects.filter(lesson=OuterRef("lesson")).order_by("-number")
    return (
        LessonRevision.objects.filter(wanted, lesson__retired_at__isnull=True)
        .filter(lesson__module__retired_at__isnull=True)
        .filter(number=Subquery(last.values("number")[:1]))
        .select_related("lesson__module")
        .only("title", "toc", "lesson__slug", "lesson__module__slug")
    )
