"""What each programme asks for, and how far people are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery

from . import portfolios, progress
from .models import Clinic, LessonRevision, Portfolio, Programme, ProgrammeRevision, User
from .rules.modules import ModuleFacts
from .rules.refresh import Plan
from .rules.requirements import NAMES, Facts, Kind, PortfolioFacts, Requirement

# How long knowledge counts where no programme asks for the module.
KNOWN_FOR = dt.timedelta(days=730)

if TYPE_CHECKING:  # what reads files stays out of a web process
    from .content_files import Programme as ProgrammeFile


@dataclass(frozen=True, slots=True)
class Standings:
    """The facts that decide about every programme, by person and slug. Which certificates she
    holds is not in here: `certificates` knows, and says so when it decides."""

    outline: progress.Outline
    modules: Mapping[int, Mapping[str, ModuleFacts]]
    portfolios: Mapping[int, Mapping[str, PortfolioFacts]]
    asked: Sequence[Portfolio] = ()

    def of(
        self,
        person: User,
        *,
        held: frozenset[str] = frozenset(),
        behind: frozenset[str] = frozenset(),
    ) -> Facts:
        """What is known of her, with the slugs of the programmes she holds now, and of those
        among them whose refresh is overdue."""
        return Facts(self.modules[person.pk], self.portfolios[person.pk], held, behind)


def current() -> list[ProgrammeRevision]:
    """The newest revision of each programme on offer, in order; one query."""
    return list(_newest().all())


@cache
def _newest() -> QuerySet[ProgrammeRevision]:
    newest = (
        ProgrammeRevision.objects.filter(programme=OuterRef("programme"))
        .order_by("-number")
        .values("number")[:1]
    )
    revisions = ProgrammeRevision.objects.filter(
        programme__retired_at__isnull=True, number=Subquery(newest)
    )
    return revisions.select_related("programme").order_by(F("programme__position"))


def requirements(revision: ProgrammeRevision, *, renewal: bool = False) -> tuple[Requirement, ...]:
    """What a revision asks for, as the rules read it; with `renewal`, of whoever renews in time."""
    again = revision.renewal.get("requirements") if renewal else None
    rows = again or revision.requirements
    return tuple(Requirement(row["kind"], row[NAMES[row["kind"]]]) for row in rows)


def refresh_of(revision: ProgrammeRevision) -> Plan | None:
    """What it asks again while a certificate is valid, and how often."""
    row = revision.refresh
    if not row:
        return None
    return Plan(row["every_months"], row["window_days"], tuple(row["must_not_miss"]))


def nobody() -> Standings:
    """Standings without people: enough for `titles`. Three queries."""
    return Standings(progress.outline(), {}, {}, portfolios.offered())


def valid_for(revisions: Sequence[ProgrammeRevision]) -> dict[str, dt.timedelta]:
    """Module slug -> how long a passed quiz counts as knowledge: as long as a certificate that
    asks for the module is valid, the shortest of them; a month is a twelfth of 365 days. For a
    module that none asks for, KNOWN_FOR."""
    found: dict[str, dt.timedelta] = {}
    for revision in revisions:
        counts = dt.timedelta(days=revision.validity_months * 365 // 12)
        for one in requirements(revision):
            if one.kind in (Kind.MODULE, Kind.OBSERVATION):
                found[one.of] = min(counts, found.get(one.of, counts))
    return found


def titles(standings: Standings, revisions: Sequence[ProgrammeRevision]) -> dict[str, str]:
    """What requirements name -> its title, for the words of what is missing; one query where a
    lesson is asked for by itself. A programme or portfolio is found under "kind:slug"."""
    named = {module.slug: module.title for module in standings.outline.modules}
    named |= {f"{Kind.PORTFOLIO}:{one.slug}": one.title for one in standings.asked}
    named |= {f"{Kind.PROGRAMME}:{one.programme.slug}": one.title for one in revisions}
    if any(one.kind == Kind.LESSON for revision in revisions for one in _all_of(revision)):
        texts = LessonRevision.objects.order_by("number")  # the newest of a lesson comes last
        rows = texts.values_list("lesson__module__slug", "lesson__slug", "title")
        named |= {f"{module}/{lesson}": title for module, lesson, title in rows}
    return named


def _all_of(revision: ProgrammeRevision) -> tuple[Requirement, ...]:
    return (*requirements(revision), *requirements(revision, renewal=True))


def facts(*, people: Sequence[User], clinic: Clinic) -> Standings:
    """What is known of these people, by slug, in a fixed number of queries."""
    plan = progress.outline()
    known = progress.facts_of(people, clinic, plan)
    slugs = {module.pk: module.slug for module in plan.modules}
    by_slug = {
        person: {slugs[module]: one for module, one in modules.items()}
        for person, modules in known.items()
    }
    asked = portfolios.offered()
    return Standings(plan, by_slug, portfolios.facts_of(people, clinic, asked), asked)


def standings_of(
    user: User, clinic: Clinic, plan: progress.Outline, known: Mapping[int, ModuleFacts]
) -> Standings:
    """The same for one person whose modules are known already; two queries."""
    by_slug = {module.slug: known[module.pk] for module in plan.modules}
    asked = portfolios.offered()
    return Standings(plan, {user.pk: by_slug}, portfolios.facts_of([user], clinic, asked), asked)


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
        requirements=[row.row() for row in one.requirements],
        renewal=one.renewal.rows() if one.renewal else {},
        refresh=one.refresh.model_dump(mode="json") if one.refresh else {},
        validity_months=one.validity_months,
        window_days=one.window_days,
        grace_days=one.grace_days,
        proves=list(one.proves),
        does_not_prove=list(one.does_not_prove),
        digest=one.digest,
        published_at=at,
    )
