"""What a corrected question means here: who may read whose name, which certificates it touches."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from quizzes.models import Correction, Space
from quizzes.permissions import Touched

from . import permissions
from .models import CertificateChange, CertificateEvidence, Clinic, User


def sight(viewer: User, space: Space) -> QuerySet[User]:
    """People of the clinic that is `space` whose names and results she may see."""
    clinic = Clinic.objects.filter(space=space).first()
    return permissions.people_in_sight(viewer, clinic) if clinic else User.objects.none()


def touched(attempts: Collection[int]) -> Mapping[int, tuple[Touched, ...]]:
    """By attempt, the certificates that rest on a result of it and are neither revoked nor
    replaced: one query."""
    revoked = CertificateChange.objects.filter(
        certificate=OuterRef("certificate"), kind=CertificateChange.Kind.REVOKED
    )
    rows = (
        CertificateEvidence.objects.filter(
            ~Exists(revoked),
            result__attempt__in=attempts,
            certificate__superseded_by__isnull=True,
        )
        .order_by("certificate_id")
        .values_list("result__attempt_id", "certificate__public_id", "certificate__revision__title")
        .distinct()
    )
    found: dict[int, list[Touched]] = defaultdict(list)
    for attempt, public_id, title in rows:
        url = reverse("training:certificate-detail", args=[public_id])
        found[attempt].append(Touched(title, url))
    return {attempt: tuple(notes) for attempt, notes in found.items()}


def corrected_since(evidence: Collection[CertificateEvidence]) -> dict[int, dt.datetime]:
    """By result id, when the result that a certificate relied on was last corrected: one query,
    none where it relied on none."""
    results = [row.result_id for row in evidence if row.result_id]
    if not results:
        return {}
    rows = Correction.objects.filter(after__isnull=False, attempt__results__in=results).exclude(
        after__in=results
    )
    newest = rows.order_by("at").values_list("attempt__results", "at")
    return {result: at for result, at in newest if result in set(results)}
