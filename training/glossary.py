"""The words a reader may not know: from the files into the database, and read by people."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from quizzes.permissions import Reading
from training import claims
from training.models import Claim, GlossaryTerm

if TYPE_CHECKING:  # what reads files stays out of a web process
    from training.content_files import Term as TermFile

TEXTS = ("term", "meaning", "digest")


@dataclass(frozen=True, slots=True)
class Evidence:
    code: str
    strength: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One term as the page shows it; `reading` is the lesson that explains it."""

    key: str
    term: str
    forms: tuple[str, ...]
    meaning: str
    evidence: tuple[Evidence, ...]
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class Letter:
    letter: str
    entries: tuple[Entry, ...]


@transaction.atomic
def publish(*, terms: Sequence[TermFile], at: dt.datetime) -> tuple[int, int, int]:
    """Bring the glossary in line with the files: how many terms are new, changed, retired. The
    claims must be there already. Nothing is deleted; a term that returns is back."""
    known = {one.key: one for one in GlossaryTerm.objects.all()}
    fresh = [one for one in terms if one.key not in known]
    changed = [one for one in terms if one.key in known and _differs(known[one.key], one)]
    GlossaryTerm.objects.bulk_create(_filled(GlossaryTerm(key=one.key), one) for one in fresh)
    known |= {one.key: one for one in GlossaryTerm.objects.filter(key__in=[f.key for f in fresh])}
    for one in changed:
        _filled(known[one.key], one).save()
    _tie(known, [*fresh, *changed])
    kept = {one.key for one in terms}
    gone = [one.pk for one in known.values() if one.key not in kept and one.retired_at is None]
    if gone:
        GlossaryTerm.objects.filter(pk__in=gone).update(retired_at=at)
    return len(fresh), len(changed), len(gone)


def current() -> QuerySet[GlossaryTerm]:
    """The terms of today."""
    return GlossaryTerm.objects.filter(retired_at__isnull=True)


def page() -> tuple[Letter, ...]:
    """Every term by the alphabet, in four queries."""
    cited = Claim.objects.filter(retired_at__isnull=True).order_by("code")
    terms = list(current().prefetch_related(Prefetch("claims", cited)))
    terms.sort(key=lambda one: (one.term.lower(), one.key))
    codes = {claim.code for one in terms for claim in one.claims.all()}
    strengths = claims.strengths(codes)
    readings = claims.references((), filter(None, (one.reading for one in terms)), None).readings
    entries = [_entry(one, strengths, readings) for one in terms]
    return tuple(
        Letter(letter, tuple(group))
        for letter, group in itertools.groupby(entries, lambda one: one.term[0].upper())
    )


def _entry(
    one: GlossaryTerm, strengths: Mapping[str, str], readings: Mapping[str, Reading]
) -> Entry:
    return Entry(
        key=one.key,
        term=one.term,
        forms=tuple(one.forms),
        meaning=one.meaning,
        evidence=tuple(Evidence(c.code, strengths[c.code]) for c in one.claims.all()),
        reading=readings.get(one.reading),
    )


def _differs(before: GlossaryTerm, file: TermFile) -> bool:
    return before.digest != file.digest or before.retired_at is not None


def _filled(row: GlossaryTerm, file: TermFile) -> GlossaryTerm:
    for name in TEXTS:
        setattr(row, name, getattr(file, name))
    row.forms, row.reading, row.retired_at = list(file.forms), file.lesson or "", None
    return row


def _tie(known: Mapping[str, GlossaryTerm], files: Sequence[TermFile]) -> None:
    """These terms rest on the claims that their files name, and on no others."""
    if not files:
        return
    link = GlossaryTerm.claims.through
    link.objects.filter(glossaryterm__in=[known[one.key].pk for one in files]).delete()
    codes = dict(Claim.objects.values_list("code", "pk"))
    link.objects.bulk_create(
        link(glossaryterm_id=known[one.key].pk, claim_id=codes[code])
        for one in files
        for code in dict.fromkeys(one.claims)
    )
