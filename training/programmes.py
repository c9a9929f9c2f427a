"""What each programme asks for, and how far people are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, OuterRef, Subquery

from . import progress
from .models import Clinic, Programme, ProgrammeRevision, User
from .rules.certification import Requirement
from .rules.modules import ModuleFacts

if TYPE_CHECKING:  # what reads files stays out of a web process
    from .content_files import Programme as ProgrammeFile


@dataclass(frozen=True, slots=True)
class Standings:
    """The facts that decide about every programme: person -> module slug -> facts."""

    outline: progress.Outline
    facts: Mapping[int, Mapping[str, ModuleFacts]]

    def of(self, person: User) -> Mapping[str, ModuleFacts]:
        return self.facts[person.pk]


def current() -> list[ProgrammeRevision]:
    """The newest revision of each programme on offer, in order; one query."""
    newest = (
        ProgrammeRevision.objects.filter(programme=OuterRef("programme"))
        .order_by("-number")
        .values("number")[:1]
    )
    revisions = ProgrammeRevision.objects.filter(
        programme__retired_at__isnull=True, number=Subquery(newest)
    )
    return list(revisions.select_related("programme").order_by(F("programme__position")))


def requirements(revision: ProgrammeRevision) -> tuple[Requirement, ...]:
    return tuple(Requirement(row["kind"], row["module"]) for row in revision.requirements)


def facts(*, people: Sequence[User], clinic: Clinic) -> Standings:
    """What is known of these people, by module slug, in a fixed number of queries."""
    plan = progress.outline()
    known = progress.facts_of(people, clinic, plan)
    slugs = {module.pk: module.slug for module in plan.modules}
    by_slug = {
        person: {slugs[module]: one for module, one in modules.items()}
        for person, modules in known.items()
    }
    return Standings(plan, by_slug)


@transaction.atomic
def publish(*, programmes: Sequence[ProgrammeFile], at: dt.datetime) -> int:
    """Bring the programmes in line with the files; a changed one gets a new revision. Returns how
    many revisions were made. A programme no longer in the files is retired, never deleted."""
    made = 0
    newest = {revision.programme.slug: revision for revision in current()}
    for position, one in enumerate(programmes, start=1):
        programme, _ = Programme.objects.update_or_create(
            slug=one.slug, defaults={"position": position, "retired_at": None}
        )
        before = newest.get(one.slug)
        if before is None or before.digest != one.digest:
            made += 1
            _new_revision(programme, one, at)
    kept = [one.slug for one in programmes]
    Programme.objects.filter(retired_at__isnull=True).exclude(slug__in=kept).update(retired_at=at)
    return made


def _new_revision(programme: Programme, one: ProgrammeFile, at: dt.datetime) -> None:
    last = programme.revisions.order_by("-number").first()
    ProgrammeRevision.objects.create(
        programme=programme,
        number=last.number + 1 if last else 1,
        title=one.title,
        summary=one.summary,
        audience=one.audience,
        requirements=[{"kind": row.kind, "module": row.module} for row in one.requirements],
        validity_months=one.validity_months,
        window_days=one.window_days,
        grace_days=one.grace_days,
        proves=list(one.proves),
        does_not_prove=list(one.does_not_prove),
        digest=one.digest,
        published_at=at,
    )
