"""A module as it stands for one person: its steps in order, and what it counts towards."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from quizzes import quizzes
from training import claims, reviews
from training.models import Assignment, Clinic, Module, ProgrammeRevision, SignoffRevision, User
from training.rules.modules import ModuleFacts, ModuleState

from .path import Step, path_of


@dataclass(frozen=True, slots=True)
class ModulePage:
    """`waits_for` are the modules whose quiz must be passed before this one opens; `reviewed_on`
    is the day the oldest of its claims was checked, `review` the medical lead's sign-off here."""

    module: Module
    steps: tuple[Step, ...]
    state: ModuleState
    facts: ModuleFacts
    minutes: int
    quiz: quizzes.RulesPage | None
    signoff: SignoffRevision | None
    waits_for: tuple[Module, ...]
    is_locked: bool
    counts_for: tuple[ProgrammeRevision, ...]
    assignment: Assignment | None
    due_in: int | None
    reviewed_on: dt.date | None
    review: reviews.Standing


def module_page(*, user: User, clinic: Clinic, slug: str, at: dt.datetime) -> ModulePage:
    """Everything the page says, in a fixed number of queries. Raises Module.DoesNotExist."""
    path = path_of(user=user, clinic=clinic, at=at)
    module = path.module(slug)
    state, facts = path.states[module.pk], path.facts[module.pk]
    texts = [path.texts[one.lesson] for one in facts.lessons]
    rules = None
    if module.quiz is not None:
        rules = quizzes.rules_page(user=user, quiz=module.quiz, space=clinic.space, at=at)
    return ModulePage(
        module=module,
        steps=path.steps(module),
        state=state,
        facts=facts,
        minutes=path.minutes_left(module),
        quiz=rules,
        signoff=path.signoffs.get(module.pk),
        waits_for=tuple(path.module(one) for one in state.waits_for),
        is_locked=path.is_locked(module),
        counts_for=tuple(
            revision
            for revision in path.programmes
            if any(row["module"] == slug for row in revision.requirements)
        ),
        assignment=path.assignments.get(module.pk),
        due_in=(state.due_on - path.today).days if state.due_on else None,
        reviewed_on=claims.oldest_review(texts),
        review=reviews.of_module(clinic=clinic, module=module),
    )
