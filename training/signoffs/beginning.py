"""Who may be observed now, and beginning an observation."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction

from training import audit, permissions, progress
from training.models import (
    Clinic,
    Module,
    Observation,
    ObservationSignature,
    Portfolio,
    SignoffList,
    User,
)

from . import knowing, occasions
from .knowing import MayNotBegin, Obstacle
from .occasions import Work
from .outdated import outdated

Party = ObservationSignature.Party


@transaction.atomic
def begin(
    *, person: User, module: Module, clinic: Clinic, by: User, at: dt.datetime
) -> Observation:
    """A draft of the newest list of a module; the observer's open draft if she has one that can
    still be signed. Raises PermissionDenied, or MayNotBegin with the obstacle."""
    _may_observe(person, clinic, by)
    facts = progress.facts_of([person], clinic)[person.pk].get(module.pk)
    if facts is None or facts.signoff is None:
        raise MayNotBegin(Obstacle.NO_LIST, module)
    if facts.signoff.all_seen and not facts.signoff.done:
        raise MayNotBegin(Obstacle.SIGNATURE, module)
    _must_know(person, module, clinic, at)
    signoff = SignoffList.objects.get(module=module)
    drafts = Observation.objects.filter(
        person=person, observer=by, clinic=clinic, revision__signoff=signoff
    )
    drafts = drafts.exclude(signatures__party=Party.OBSERVER).order_by("-started_at", "-pk")
    open_ones = (one for one in drafts if outdated(one, at=at) is None)
    return next(open_ones, None) or _write_draft(person, signoff, clinic, by, at)


@transaction.atomic
def begin_portfolio(
    *, person: User, portfolio: Portfolio, work: Work, clinic: Clinic, by: User, at: dt.datetime
) -> Observation:
    """A draft of the newest list of a portfolio about one piece of work; each one signed is
    followed by another, as often as she needs. Raises as `begin` does, ValidationError for a work
    that is not named, and MayNotBegin for one that stands in another observation already."""
    _may_observe(person, clinic, by)
    _must_know(person, portfolio, clinic, at)
    occasions.must_be_whole(work, clinic, at)
    before = occasions.same(work, person=person, portfolio=portfolio, clinic=clinic)
    for one in before:
        if one.signatures.filter(party=Party.OBSERVER).exists():
            raise MayNotBegin(Obstacle.SAME_OCCASION)
        if outdated(one, at=at) is not None:
            continue
        if one.observer_id != by.pk:
            raise MayNotBegin(Obstacle.SAME_OCCASION)
        return one
    signoff = SignoffList.objects.get(portfolio=portfolio)
    return _write_draft(person, signoff, clinic, by, at, work)


def _may_observe(person: User, clinic: Clinic, by: User) -> None:
    if by.pk == person.pk or not by.has_perm(
        permissions.OBSERVE, permissions.Place(person, clinic)
    ):
        raise PermissionDenied
    # Two taps on "Begin" wait for each other here, so that the second finds the first's draft.
    User.objects.select_for_update(of=("self",)).get(pk=person.pk)


def _must_know(person: User, about: Module | Portfolio, clinic: Clinic, at: dt.datetime) -> None:
    missing = knowing.missing(person, about, clinic, at)
    if missing is not None:
        raise MayNotBegin(*missing)


def _write_draft(
    person: User,
    signoff: SignoffList,
    clinic: Clinic,
    by: User,
    at: dt.datetime,
    work: Work | None = None,
) -> Observation:
    revision = signoff.revisions.latest("number")
    observation = Observation.objects.create(
        clinic=clinic, person=person, observer=by, revision=revision, started_at=at
    )
    about = signoff.about
    data = {about._meta.model_name: about.slug, "list": revision.number}
    if work is not None:
        kept = occasions.write(observation, work)
        data |= {"day": kept.day.isoformat(), "occasion": kept.words_digest}
    audit.append(
        clinic=clinic,
        actor=by,
        action="observation.begun",
        subject=person,
        obj=observation,
        data=data,
        at=at,
    )
    return observation
