"""The ledger follows the files: a changed wording is a new revision, nothing is deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from training.models import Claim, ClaimRevision, Source

from .reading import newest_revisions

if TYPE_CHECKING:  # what reads files stays out of a web process
    from training.content_files import Claim as ClaimFile
    from training.content_files import Source as SourceFile


@dataclass(frozen=True, slots=True)
class Published:
    """What one load did to the ledger."""

    created: int = 0
    revised: int = 0
    retired: int = 0
    new_sources: int = 0
    changed_sources: int = 0


@transaction.atomic
def publish(
    *, claims: Sequence[ClaimFile], sources: Sequence[SourceFile], at: dt.datetime
) -> Published:
    """Bring the ledger in line with the files. A changed wording is a new revision; a claim no
    longer in the files is retired, never deleted; sources follow the files, none is deleted."""
    listed = _publish_sources(sources)
    known = {claim.code: claim for claim in Claim.objects.all()}
    fresh = [Claim(code=one.code) for one in claims if one.code not in known]
    if fresh:
        Claim.objects.bulk_create(fresh)
        known = {claim.code: claim for claim in Claim.objects.all()}
    newest = {revision.claim_id: revision for revision in newest_revisions()}
    revisions = [
        _revision(known[one.code], one, newest.get(known[one.code].pk), at)
        for one in claims
        if _is_new(one, newest.get(known[one.code].pk))
    ]
    if revisions:
        ClaimRevision.objects.bulk_create(revisions)
    retired = _retire(known.values(), {one.code for one in claims}, at)
    return Published(len(fresh), len(revisions) - len(fresh), retired, *listed)


def _publish_sources(sources: Sequence[SourceFile]) -> tuple[int, int]:
    """How many were new, how many changed."""
    known = {source.key: source for source in Source.objects.all()}
    fields = ("title", "publisher", "year", "url", "tier", "digest")
    new, changed = [], []
    for one in sources:
        before = known.get(one.key)
        if before is not None and before.digest == one.digest:
            continue
        row = before or Source(key=one.key)
        for name in fields:
            setattr(row, name, getattr(one, name))
        (changed if before else new).append(row)
    if new:
        Source.objects.bulk_create(new)
    if changed:
        Source.objects.bulk_update(changed, fields)
    return len(new), len(changed)


def _is_new(one: ClaimFile, before: ClaimRevision | None) -> bool:
    return before is None or before.digest != one.digest


def _revision(
    claim: Claim, one: ClaimFile, before: ClaimRevision | None, at: dt.datetime
) -> ClaimRevision:
    return ClaimRevision(
        claim=claim,
        number=before.number + 1 if before else 1,
        wording=one.wording,
        strength=one.strength,
        sources=list(one.sources),
        looked=one.looked,
        reviewed_on=one.reviewed_on,
        review_by=one.review_by,
        jurisdiction=one.jurisdiction,
        digest=one.digest,
        published_at=at,
    )


def _retire(claims: Iterable[Claim], kept: set[str], at: dt.datetime) -> int:
    """Retire what is gone, bring back what has returned; the number retired."""
    gone = [claim for claim in claims if claim.code not in kept and not claim.retired_at]
    back = [claim for claim in claims if claim.code in kept and claim.retired_at]
    for claim in gone:
        claim.retired_at = at
    for claim in back:
        claim.retired_at = None
    if gone or back:
        Claim.objects.bulk_update([*gone, *back], ["retired_at"])
    return len(gone)
