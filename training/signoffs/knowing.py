"""Knowledge before skill: what stands in the way of an observation, when it begins and again when
its observer signs."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from training import programmes, progress
from training.models import Clinic, Module, Portfolio, User
from training.rules.modules import ModuleFacts, knowledge_is_current


class Obstacle(StrEnum):
    """Why this person cannot be observed now, or why this observation cannot be signed."""

    NO_LIST = "no_list"
    LESSONS = "lessons"
    QUIZ = "quiz"
    TOO_OLD = "too_old"
    SIGNATURE = "signature"  # everything was seen; only her own signature is missing
    SAME_OCCASION = "same_occasion"  # this piece of work stands in another observation
    NEW_LIST = "new_list"  # the list changed since this observation was begun
    LONG_AGO = "long_ago"  # what it says was seen too long ago to sign it


class Refused(Exception):
    """The rule says no; `obstacle` says why, `module` in which module."""

    def __init__(self, obstacle: Obstacle, module: Module | None = None) -> None:
        super().__init__(obstacle.value)
        self.obstacle = obstacle
        self.module = module


class MayNotBegin(Refused):
    """Nobody may observe this now."""


class MayNotSign(Refused):
    """What was seen stays a draft: its observer begins anew."""


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


def missing(
    person: User, about: Module | Portfolio, clinic: Clinic, at: dt.datetime
) -> tuple[Obstacle, Module | None] | None:
    """What she does not know of all that this list asks for, and of which module; None = her
    knowledge is current. Something retired has no list any more."""
    if about.retired_at is not None:
        return Obstacle.NO_LIST, None
    plan = progress.outline()
    facts = progress.facts_of([person], clinic, plan)[person.pk]
    if isinstance(about, Module) and facts[about.pk].signoff is None:
        return Obstacle.NO_LIST, about
    validity = programmes.valid_for(programmes.current())
    modules = modules_of(about, plan) if isinstance(about, Portfolio) else [about]
    for module in modules:
        known = validity.get(module.slug, programmes.KNOWN_FOR)
        why = unknown(facts[module.pk], at=at, valid_for=known)
        if why is not None:
            return why, module
    return None


def modules_of(portfolio: Portfolio, plan: progress.Outline) -> list[Module]:
    """The modules whose knowledge comes before it; one that is not taught any more asks nothing."""
    return [module for module in plan.modules if module.slug in portfolio.modules]
