"""The exact facts a certificate relied on, frozen when it is issued."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max

from quizzes import results
from quizzes.models import Result

from . import corrections, programmes
from .models import (
    Certificate,
    CertificateEvidence,
    LessonRead,
    LessonRevision,
    Module,
    Observation,
    Portfolio,
)
from .rules.missing import counted
from .rules.requirements import NAMES, Facts, Kind, Requirement


@dataclass(frozen=True, slots=True)
class Basis:
    """All that one issue relies on. `held` are her valid certificates by programme slug; evidence
    before `counts_from` belonged to the cycle before."""

    certificate: Certificate
    facts: Facts
    standings: programmes.Standings
    held: Mapping[str, Certificate]
    counts_from: dt.datetime | None

    def module(self, requirement: Requirement) -> Module:
        return self.standings.outline.module(requirement.module)


Rows = Iterator[CertificateEvidence]


def freeze(
    *,
    certificate: Certificate,
    standings: programmes.Standings,
    held: Mapping[str, Certificate],
    counts_from: dt.datetime | None = None,
) -> dict[str, list[int]]:
    """Evidence rows for each requirement of its revision: the result that passed with the lesson
    revisions read, each observation both signed, the certificate it rests on. Returns the ids, for
    the audit."""
    rows = drawn(certificate=certificate, standings=standings, held=held, counts_from=counts_from)
    CertificateEvidence.objects.bulk_create(rows)
    return {
        "results": [row.result_id for row in rows if row.result_id],
        "observations": [row.observation_id for row in rows if row.observation_id],
        "certificates": [row.rests_on_id for row in rows if row.rests_on_id],
    }


def drawn(
    *,
    certificate: Certificate,
    standings: programmes.Standings,
    held: Mapping[str, Certificate],
    counts_from: dt.datetime | None = None,
) -> list[CertificateEvidence]:
    """The same rows, not saved: also for a certificate that is only considered."""
    facts = standings.of(certificate.person, held=frozenset(held))
    basis = Basis(certificate, facts, standings, held, counts_from)
    rows = []
    asked = programmes.requirements(certificate.revision, renewal=certificate.by_renewal)
    for one in asked:
        for row in FROZEN[Kind(one.kind)](one, basis):
            row.certificate = certificate
            row.requirement = {"kind": str(one.kind), NAMES[one.kind]: one.of}
            rows.append(row)
    return rows


def _module(requirement: Requirement, basis: Basis) -> Rows:
    module = basis.module(requirement)
    row = CertificateEvidence(
        lessons=_revisions_read(basis.certificate, module), at=basis.certificate.issued_at
    )
    if basis.facts.modules[module.slug].quiz is not None:
        row.result = _passing_result(basis.certificate, module.quiz_id)
        row.at = row.result.at
    yield row


def _observation(requirement: Requirement, basis: Basis) -> Rows:
    signoff = basis.facts.modules[requirement.of].signoff
    yield CertificateEvidence(
        observation=Observation.objects.get(pk=signoff.observation), at=signoff.person_signed_at
    )


def _lesson(requirement: Requirement, basis: Basis) -> Rows:
    slug = requirement.of.partition("/")[2]
    read = _revisions_read(basis.certificate, basis.module(requirement), slug)
    reads = LessonRead.objects.filter(
        user=basis.certificate.person, clinic=basis.certificate.clinic, revision__in=read
    )
    yield CertificateEvidence(lessons=read, at=reads.latest("at").at)


def _must_not_miss(requirement: Requirement, basis: Basis) -> Rows:
    result = _passing_result(basis.certificate, basis.module(requirement).red_flags_id)
    yield CertificateEvidence(result=result, at=result.at)


def _programme(requirement: Requirement, basis: Basis) -> Rows:
    held = basis.held[requirement.of]
    yield CertificateEvidence(rests_on=held, at=held.issued_at)


def _portfolio(requirement: Requirement, basis: Basis) -> Rows:
    """Every observation that counted, not only as many as were asked for."""
    known = basis.facts.portfolios[requirement.of]
    at = basis.certificate.issued_at
    for one in counted(known, at=at, counts_from=basis.counts_from):
        yield CertificateEvidence(observation_id=one.observation, at=one.person_signed_at)


FROZEN: Mapping[Kind, Callable[[Requirement, Basis], Rows]] = {
    Kind.MODULE: _module,
    Kind.OBSERVATION: _observation,
    Kind.LESSON: _lesson,
    Kind.MUST_NOT_MISS: _must_not_miss,
    Kind.PROGRAMME: _programme,
    Kind.PORTFOLIO: _portfolio,
}


def _revisions_read(certificate: Certificate, module: Module, lesson: str = "") -> list[int]:
    """The newest revision she read of each lesson, or of that one."""
    reads = LessonRead.objects.filter(
        user=certificate.person, clinic=certificate.clinic, revision__lesson__module=module
    )
    if lesson:
        reads = reads.filter(revision__lesson__slug=lesson)
    newest = reads.values("revision__lesson").annotate(newest=Max("revision_id"))
    return sorted(newest.values_list("newest", flat=True))


def _passing_result(certificate: Certificate, quiz: int) -> Result:
    passed = Result.objects.standing().filter(
        user=certificate.person, quiz=quiz, space=certificate.clinic.space, passed=True
    )
    return passed.latest("at", "pk")


def summary(
    certificate: Certificate, *, told_at: dt.datetime | None = None
) -> list[Mapping[str, object]]:
    """What the certificate page shows of its evidence: six queries at most. With `told_at` it is
    for its holder then: a score that she may not see yet is not told her here either."""
    result = ("result__attempt__revision", "result__attempt__quiz")
    related = (*result, "observation__revision", "observation__observer", "rests_on__revision")
    rows = list(certificate.evidence.select_related(*related).order_by("pk"))
    return described(rows, untold=_untold(rows, told_at) if told_at else ())


def _untold(rows: Sequence[CertificateEvidence], at: dt.datetime) -> frozenset[int]:
    """The results whose score their learner may not see."""
    found = {row.result.attempt_id: row.result for row in rows if row.result}
    told = results.outcomes([one.attempt for one in found.values()], at=at)
    return frozenset(one.pk for pk, one in found.items() if not told[pk].score)


def described(
    rows: Sequence[CertificateEvidence], *, untold: Container[int] = ()
) -> list[Mapping[str, object]]:
    """Each row with the title of what was asked for, ready to be put into words; `untold` are
    results without their score."""
    titles, corrected = _titles(rows), corrections.corrected_since(rows)
    return [
        {
            "kind": row.requirement["kind"],
            "title": titles.get(_named(row), _named(row)),
            "result": row.result,
            "score": row.result and row.result_id not in untold,
            "observation": row.observation,
            "rests_on": row.rests_on,
            "at": row.at,
            "corrected_at": corrected.get(row.result_id),
        }
        for row in rows
    ]


def _named(row: CertificateEvidence) -> str:
    kind = row.requirement["kind"]
    of = row.requirement[NAMES[kind]]
    return f"{kind}:{of}" if kind in (Kind.PROGRAMME, Kind.PORTFOLIO) else of


def _titles(rows: Sequence[CertificateEvidence]) -> dict[str, str]:
    """Titles of what was asked for; a lesson's is that of the revision she read."""
    titles = dict(Module.objects.values_list("slug", "title"))
    kinds = {row.requirement["kind"] for row in rows}
    if Kind.LESSON in kinds:
        read = {row.lessons[0]: _named(row) for row in rows if row.requirement["kind"] == "lesson"}
        texts = LessonRevision.objects.filter(pk__in=read).values_list("pk", "title")
        titles |= {read[pk]: title for pk, title in texts}
    if Kind.PORTFOLIO in kinds:
        named = Portfolio.objects.values_list("slug", "title")
        titles |= {f"{Kind.PORTFOLIO}:{slug}": title for slug, title in named}
    for row in rows:
        if row.rests_on is not None:
            titles[_named(row)] = row.rests_on.revision.title
    return titles
