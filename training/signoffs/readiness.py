"""Whose next step is an observation: of a module's skills, or one more entry of a portfolio."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from quizzes.models import Result
from training import certificates, permissions, portfolios, programmes, progress
from training.models import Clinic, Module, Portfolio, ProgrammeRevision, User
from training.people import Standing
from training.rules.attention import ready_for_observation
from training.rules.modules import status
from training.rules.requirements import Gap, Kind, Missing

from .knowing import modules_of, obstacle, unknown

LOOKED_AT = 200  # people that one list looks at


@dataclass(frozen=True, slots=True)
class Ready:
    """Somebody whose next step is an observation. `again` = the last one said "not yet"; `left` =
    how many more a portfolio needs; `renews` is the certificate that asks for it once more."""

    person: User
    about: Module | Portfolio
    again: bool = False
    left: int = 0
    renews: str = ""

    @property
    def is_portfolio(self) -> bool:
        return isinstance(self.about, Portfolio)


@dataclass(frozen=True, slots=True)
class _Look:
    """What decides for everybody on one list."""

    standings: programmes.Standings
    offered: Sequence[ProgrammeRevision]
    held: certificates.Held
    at: dt.datetime

    def valid_for(self) -> dict[str, dt.timedelta]:
        return programmes.valid_for(self.offered)

    def missing(self, person: User, revision: ProgrammeRevision) -> tuple[Missing, ...]:
        return certificates.missing(
            person=person, revision=revision, standings=self.standings, held=self.held, at=self.at
        )


def ready(*, standing: Standing, at: dt.datetime, person: UUID | None = None) -> tuple[Ready, ...]:
    """Whom she may observe now, by name; with `person`, only that one. Looks at LOOKED_AT people
    who passed a quiz that a list waits for, or at everybody where a list waits for none."""
    people = permissions.people_for(standing, permissions.OBSERVE)
    if person is not None:
        people = people.filter(public_id=person)
    found = list(_candidates(people, standing.clinic).order_by("name", "pk")[:LOOKED_AT])
    return tuple(_ready_of(found, standing.clinic, at)) if found else ()


def observable(people: Sequence[User], clinic: Clinic, *, at: dt.datetime) -> tuple[Ready, ...]:
    """Who of these people may be observed in the skills of a module: the first time, or because a
    certificate asks for it once more."""
    found = _ready_of(people, clinic, at) if people else ()
    return tuple(one for one in found if not (one.again or one.is_portfolio))


def _candidates(people: QuerySet[User], clinic: Clinic) -> QuerySet[User]:
    """Those for whom a list may be next: a portfolio waits for its own modules, or for nothing."""
    asked = portfolios.offered()
    slugs = {slug for one in asked for slug in one.modules}
    quizzes = Module.objects.filter(slug__in=slugs, quiz__isnull=False, retired_at__isnull=True)
    tested = set(quizzes.values_list("slug", flat=True)) if slugs else set()
    if any(tested.isdisjoint(one.modules) for one in asked):
        return people
    waited_for = Q(quiz__module__signoff__isnull=False) | Q(quiz__module__slug__in=tested)
    passed = Result.objects.filter(
        waited_for, user=OuterRef("pk"), space=clinic.space_id, passed=True
    )
    return people.filter(Exists(passed))


def _ready_of(people: Sequence[User], clinic: Clinic, at: dt.datetime) -> Iterator[Ready]:
    look = _Look(
        programmes.facts(people=people, clinic=clinic),
        programmes.current(),
        certificates.newest_of(people, clinic),
        at,
    )
    known = look.valid_for()
    for person in people:
        yield from _modules(person, look, known)
        yield from _portfolios(person, look, known)


def _modules(person: User, look: _Look, known: dict[str, dt.timedelta]) -> Iterator[Ready]:
    today, renewed = progress.today(person, look.at), _renewed(person, look)
    for module in look.standings.outline.modules:
        facts = look.standings.modules[person.pk][module.slug]
        counts = known.get(module.slug, programmes.KNOWN_FOR)
        state = status(facts, today=today)
        if ready_for_observation(facts, state, at=look.at, valid_for=counts):
            yield Ready(person, module, again=facts.signoff.observed_at is not None)
        elif module.slug in renewed and obstacle(facts, at=look.at, valid_for=counts) is None:
            yield Ready(person, module, renews=renewed[module.slug])


def _renewed(person: User, look: _Look) -> dict[str, str]:
    """Module slug -> the title of a certificate that asks for its observation once more."""
    found: dict[str, str] = {}
    for revision in look.offered:
        if (person.pk, revision.programme_id) in look.held:
            gaps = look.missing(person, revision)
            old = [one for one in gaps if one.gap is Gap.TOO_OLD]
            found |= {
                one.requirement.of: revision.title
                for one in old
                if one.requirement.kind == Kind.OBSERVATION
            }
    return found


def _portfolios(person: User, look: _Look, known: dict[str, dt.timedelta]) -> Iterator[Ready]:
    """What a certificate she works towards still asks for, where her knowledge is current. Only
    where she holds the certificates which that one asks for: first things first."""
    needed = _needed(person, look)
    for portfolio in look.standings.asked:
        if portfolio.slug not in needed:
            continue
        obstacles = (
            unknown(
                look.standings.modules[person.pk][module.slug],
                at=look.at,
                valid_for=known.get(module.slug, programmes.KNOWN_FOR),
            )
            for module in modules_of(portfolio, look.standings.outline)
        )
        if not any(obstacles):
            yield Ready(person, portfolio, left=needed[portfolio.slug])


def _needed(person: User, look: _Look) -> dict[str, int]:
    """Portfolio slug -> how many observations are still missing."""
    found: dict[str, int] = {}
    for revision in look.offered:
        if all(row["kind"] != Kind.PORTFOLIO for row in revision.requirements):
            continue
        gaps = look.missing(person, revision)
        if not any(one.gap in (Gap.PROGRAMME, Gap.REFRESH) for one in gaps):
            found |= {one.requirement.of: one.count for one in gaps if one.gap is Gap.PORTFOLIO}
    return found
