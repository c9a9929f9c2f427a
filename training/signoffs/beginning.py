"""Who may be observed now, and beginning an observation."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.db import transaction

from training import audit, permissions, progress
from training.models import (
    Clinic,
    Module,
    Observation,
    ObservationSignature,
    SignoffRevision,
    User,
)
from training.rules.modules import ModuleFacts, knowledge_is_current

VALID_FOR = dt.timedelta(days=730)  # 24 months: how long a passed quiz counts as knowledge
Party = ObservationSignature.Party


class Obstacle(StrEnum):
    """Why this person cannot be observed in this module now."""

    NO_LIST = "no_list"
    LESSONS = "lessons"
    QUIZ = "quiz"
    TOO_OLD = "too_old"
    SIGNATURE = "signature"  # everything was seen; only her own signature is missing


class MayNotBegin(Exception):
    """The rule says no; `obstacle` says why."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle.value)
        self.obstacle = obstacle


def obstacle(facts: ModuleFacts, *, at: dt.datetime) -> Obstacle | None:
    """What stands in the way of an observation; None = she may be observed."""
    if facts.signoff is None:
        return Obstacle.NO_LIST
    if facts.signoff.all_seen and not facts.signoff.done:
        return Obstacle.SIGNATURE
    if knowledge_is_current(facts, at=at, valid_for=VALID_FOR):
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
    """A draft of the newest list; the observer's open draft if she has one. Raises
    PermissionDenied, or MayNotBegin with the obstacle."""
    if by.pk == person.pk or not by.has_perm(
        permissions.OBSERVE, permissions.Place(person, clinic)
    ):
        raise PermissionDenied
    # Two taps on "Begin" wait for each other here, so that the second finds the first's draft.
    User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    facts = progress.facts_of([person], clinic)[person.pk].get(module.pk)
    why = obstacle(facts, at=at) if facts else Obstacle.NO_LIST
    if why is not None:
        raise MayNotBegin(why)
    open_one = _open_draft(person, module, clinic, by)
    return open_one or _write_draft(person, module, clinic, by, at)


def _open_draft(person: User, module: Module, clinic: Clinic, by: User) -> Observation | None:
    drafts = Observation.objects.filter(
        person=person, observer=by, clinic=clinic, revision__signoff__module=module
    )
    return drafts.exclude(signatures__party=Party.OBSERVER).order_by("-started_at").first()


def _write_draft(
    person: User, module: Module, clinic: Clinic, by: User, at: dt.datetime
) -> Observation:
    revision = SignoffRevision.objects.filter(signoff__module=module).latest("number")
    observation = Observation.objects.create(
        clinic=clinic, person=person, observer=by, revision=revision, started_at=at
    )
    audit.append(
        clinic=clinic,
        actor=by,
        action="observation.begun",
        subject=person,
        obj=observation,
        data={"module": module.slug, "list": revision.number},
        at=at,
    )
    return observation
