"""Who may be observed now, and beginning an observation."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.db import transaction

from training import audit, permissions, programmes, progress
from training.models import (
    Clinic,
    Module,
    Observation,
    ObservationSignature,
    Portfolio,
    SignoffList,
    User,
)
from training.rules.modules import ModuleFacts, knowledge_is_current

Party = ObservationSignature.Party


class Obstacle(StrEnum):
    """Why this person cannot be observed now."""

    NO_LIST = "no_list"
    LESSONS = "lessons"
    QUIZ = "quiz"
    TOO_OLD = "too_old"
    SIGNATURE = "signature"  # everything was seen; only her own signature is missing


class MayNotBegin(Exception):
    """The rule says no; `obstacle` says why, `module` in which module."""

    def __init__(self, obstacle: Obstacle, module: Module | None = None) -> None:
        super().__init__(obstacle.value)
        self.obstacle = obstacle
        self.module = module


def obstacle(
    facts: ModuleFacts, *, at: dt.datetime, valid_for: dt.timedelta | None
) -> Obstacle | None:
    """What stands in the way of an observation in a module; None = she may be observed.
    `valid_for` is how long a passed quiz counts as knowledge there."""
    if facts.signoff is None:
        return Obstacle.NO_LIST
    if facts.signoff.all_seen and not facts.signoff.done:
        return Obstacle.SIGNATURE
    return unknown(facts, at=at, valid_for=valid_for)


def unknown(
    facts: ModuleFacts, *, at: dt.datetime, valid_for: dt.timedelta | None
) -> Obstacle | None:
    """What is missing of her knowledge of a module; None = it is current."""
    if knowledge_is_current(facts, at=at, valid_for=valid_for):
        return None
    if not all(lesson.done for lesson in facts.lessons):
        return Obstacle.LESSONS
    if not facts.quiz.passed or not facts.quiz.newest_passed:
        return Obstacle.QUIZ
    return Obstacle.TOO_OLD


@transaction.atomic
def begin(
    *, person: User, module: Module, clinic: Clinic, by: User, at: dt.datetime
) -> Observation:
    """A draft of the newest list of a module; the observer's open draft if she has one. Raises
    PermissionDenied, or MayNotBegin with the obstacle."""
    _may_observe(person, clinic, by)
    facts = progress.facts_of([person], clinic)[person.pk].get(module.pk)
    known = programmes.valid_for(programmes.current()).get(module.slug, programmes.KNOWN_FOR)
    why = obstacle(facts, at=at, valid_for=known) if facts else Obstacle.NO_LIST
    if why is not None:
        raise MayNotBegin(why, module)
    return _draft(person, module, clinic, by, at)


@transaction.atomic
def begin_portfolio(
    *, person: User, portfolio: Portfolio, clinic: Clinic, by: User, at: dt.datetime
) -> Observation:
    """A draft of the newest list of a portfolio; each one signed is followed by another, as often
    as she needs. Raises as `begin` does."""
    _may_observe(person, clinic, by)
    plan = progress.outline()
    facts = progress.facts_of([person], clinic, plan)[person.pk]
    validity = programmes.valid_for(programmes.current())
    if portfolio.retired_at is not None:
        raise MayNotBegin(Obstacle.NO_LIST)
    for module in modules_of(portfolio, plan):
        known = validity.get(module.slug, programmes.KNOWN_FOR)
        why = unknown(facts[module.pk], at=at, valid_for=known)
        if why is not None:
            raise MayNotBegin(why, module)
    return _draft(person, portfolio, clinic, by, at)


def modules_of(portfolio: Portfolio, plan: progress.Outline) -> list[Module]:
    """The modules whose knowledge comes before it; one that is not taught any more asks nothing."""
    return [module for module in plan.modules if module.slug in portfolio.modules]


def _may_observe(person: User, clinic: Clinic, by: User) -> None:
    if by.pk == person.pk or not by.has_perm(
        permissions.OBSERVE, permissions.Place(person, clinic)
    ):
        raise PermissionDenied
    # Two taps on "Begin" wait for each other here, so that the second finds the first's draft.
    User.objects.select_for_update(of=("self",)).get(pk=person.pk)


def _draft(
    person: User, about: Module | Portfolio, clinic: Clinic, by: User, at: dt.datetime
) -> Observation:
    """Her open draft of this list, or a new one."""
    signoff = SignoffList.objects.get(**{about._meta.model_name: about})
    drafts = Observation.objects.filter(
        person=person, observer=by, clinic=clinic, revision__signoff=signoff
    )
    drafts = drafts.exclude(signatures__party=Party.OBSERVER).order_by("-started_at")
    return drafts.first() or _write_draft(person, about, signoff, clinic, by, at)


def _write_draft(
    person: User,
    about: Module | Portfolio,
    signoff: SignoffList,
    clinic: Clinic,
    by: User,
    at: dt.datetime,
) -> Observation:
    revision = signoff.revisions.latest("number")
    observation = Observation.objects.create(
        clinic=clinic, person=person, observer=by, revision=revision, started_at=at
    )
    audit.append(
        clinic=clinic,
        actor=by,
        action="observation.begun",
        subject=person,
        obj=observation,
        data={about._meta.model_name: about.slug, "list": revision.number},
        at=at,
    )
    return observation
