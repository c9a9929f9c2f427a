"""The exact facts a certificate relied on, frozen when it is issued."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Max

from quizzes.models import Result

from . import programmes
from .models import Certificate, CertificateEvidence, LessonRead, Module, Observation
from .rules.certification import Requirement
from .rules.modules import ModuleFacts


def freeze(
    *,
    certificate: Certificate,
    requirements: Sequence[Requirement],
    standings: programmes.Standings,
) -> dict[str, list[int]]:
    """One evidence row per requirement: the result that passed with the lesson revisions read, or
    the observation both signed. Returns the ids, for the audit."""
    rows = [
        _evidence(certificate, one, standings.of(certificate.person)[one.module], standings)
        for one in requirements
    ]
    CertificateEvidence.objects.bulk_create(rows)
    return {
        "results": [row.result_id for row in rows if row.result_id],
        "observations": [row.observation_id for row in rows if row.observation_id],
    }


def _evidence(
    certificate: Certificate,
    requirement: Requirement,
    facts: ModuleFacts,
    standings: programmes.Standings,
) -> CertificateEvidence:
    row = CertificateEvidence(
        certificate=certificate,
        requirement={"kind": requirement.kind, "module": requirement.module},
        at=certificate.issued_at,
    )
    if requirement.kind == "observation":
        row.observation = Observation.objects.get(pk=facts.signoff.observation)
        row.at = facts.signoff.person_signed_at
        return row
    module = standings.outline.module(requirement.module)
    row.lessons = _revisions_read(certificate, module)
    if facts.quiz is not None:
        row.result = _passing_result(certificate, module)
        row.at = row.result.at
    return row


def _revisions_read(certificate: Certificate, module: Module) -> list[int]:
    reads = LessonRead.objects.filter(
        user=certificate.person, clinic=certificate.clinic, revision__lesson__module=module
    )
    newest = reads.values("revision__lesson").annotate(newest=Max("revision_id"))
    return sorted(newest.values_list("newest", flat=True))


def _passing_result(certificate: Certificate, module: Module) -> Result:
    passed = Result.objects.filter(
        user=certificate.person, quiz=module.quiz_id, space=certificate.clinic.space, passed=True
    )
    return passed.latest("at", "pk")


def summary(certificate: Certificate) -> list[Mapping[str, object]]:
    """What the certificate page shows of its evidence: three queries at most."""
    rows = certificate.evidence.select_related(
        "result__attempt", "observation__revision", "observation__observer"
    ).order_by("pk")
    titles = dict(Module.objects.values_list("slug", "title"))
    return [
        {
            "kind": row.requirement["kind"],
            "title": titles.get(row.requirement["module"], row.requirement["module"]),
            "result": row.result,
            "observation": row.observation,
            "at": row.at,
        }
        for row in rows
    ]
