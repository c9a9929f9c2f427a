"""What may be ruled about a version of a question, and about which others with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from quizzes.engine import regrading
from quizzes.engine.behaviours import EXAM
from quizzes.engine.keys import key_of
from quizzes.formats.digests import digest
from quizzes.marking import Known, known
from quizzes.models import Attempt, AttemptItem, QuestionVersion, Regrade, Space


@dataclass(frozen=True, slots=True)
class Proposal:
    """A ruling not yet made. `versions` are the ids of those with the same key as `version`;
    `target` is the newest version, where that is to judge."""

    space: Space
    version: QuestionVersion
    versions: tuple[int, ...]
    treatment: str
    response: Any = None
    never_lower: bool = True
    target: QuestionVersion | None = None

    def asked(self) -> QuerySet[AttemptItem]:
        """Where it was asked, in exams of this space that have ended."""
        return AttemptItem.objects.filter(
            version__in=self.versions,
            attempt__space=self.space,
            attempt__state=Attempt.State.SUBMITTED,
            attempt__quiz__preset=EXAM,
        )

    def definitions(self) -> dict[str, Known]:
        """Of every version it is about, by digest: two queries at most."""
        about = QuestionVersion.objects.filter(pk__in=self.versions)
        wanted = dict(about.values_list("pk", "digest"))
        if self.target is not None:
            wanted[self.target.pk] = self.target.digest
        return known(wanted)

    def ruling(self, definitions: dict[str, Known]) -> regrading.Ruling:
        """As the engine takes it."""
        newest = definitions[self.target.digest].d if self.target else None
        return regrading.Ruling(self.treatment, self.response, newest, never_lower=self.never_lower)

    def digest(self) -> str:
        target = self.target.digest if self.target else ""
        said = [self.treatment, self.response, self.never_lower, target]
        return digest([self.space.pk, sorted(self.versions), *said])


def propose(
    *,
    space: Space,
    version: QuestionVersion,
    treatment: str,
    response: Any = None,
    never_lower: bool = True,
) -> Proposal:
    """A ruling about the answers to this version; `response` is clean, in the author's keys, for
    the treatments that name one. Raises engine Unfit where it cannot be ruled."""
    newest = version.question.versions.order_by("-number").first()
    judges = treatment == regrading.NEWEST and newest.pk != version.pk
    proposal = Proposal(
        space=space,
        version=version,
        versions=same_key(version),
        treatment=treatment,
        response=response if treatment in regrading.NAMES_A_RESPONSE else None,
        never_lower=never_lower,
        target=newest if judges else None,
    )
    definitions = proposal.definitions()
    regrading.check(proposal.ruling(definitions), definitions[version.digest].d)
    return proposal


def proposal_of(regrade: Regrade) -> Proposal:
    """What was decided, to be looked at or carried out."""
    return Proposal(
        space=regrade.space,
        version=regrade.version,
        versions=tuple(regrade.versions),
        treatment=regrade.treatment,
        response=regrade.response,
        never_lower=regrade.never_lower,
        target=regrade.target,
    )


def same_key(version: QuestionVersion) -> tuple[int, ...]:
    """The ids of the question's versions that differ from this one in words at most."""
    key = key_of(version.kind, version.body)
    rows = version.question.versions.order_by("number").values_list("pk", "kind", "body")
    return tuple(pk for pk, kind, body in rows if key_of(kind, body) == key)
