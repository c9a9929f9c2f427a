"""A module as it stands for one person: its steps in order, and what it counts towards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quizzes import quizzes
from training import claims, programmes, reviews
from training.matrix import Cell
from training.models import (
    Assignment,
    Clinic,
    Lesson,
    Module,
    ProgrammeRevision,
    SignoffRevision,
    User,
)
from training.rules.modules import ModuleFacts, ModuleState
from training.rules.requirements import Kind, Missing

from .path import Path, path_of
from .steps import RED_FLAGS, Step


@dataclass(frozen=True, slots=True)
class Counts:
    """A programme this module counts towards; `in_part` = it asks for some of it only."""

    revision: ProgrammeRevision
    in_part: bool


@dataclass(frozen=True, slots=True)
class ModulePage:
    """`aim` is the certificate she works towards, `needed` what it still asks for here, `part` the
    steps it asks for by themselves, `is_whole` = it asks for the whole module; `again` are her
    certificates that ask for something of it once more. `waits_for` are the
    modules whose quiz must be passed before this one opens; `reviewed_on` is the day the oldest of
    its claims was checked, `review` the medical lead's sign-off here."""

    module: Module
    steps: tuple[Step, ...]
    state: ModuleState
    facts: ModuleFacts
    minutes: int
    quiz: quizzes.RulesPage | None
    signoff: SignoffRevision | None
    waits_for: tuple[Module, ...]
    is_locked: bool
    counts_for: tuple[Counts, ...]
    aim: ProgrammeRevision | None
    needed: tuple[Missing, ...]
    part: tuple[Step, ...]
    again: tuple[Cell, ...]
    is_whole: bool
    red_flags: quizzes.RulesPage | None
    titles: Mapping[str, str]
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
    part = path.part(module)
    alone = module.red_flags if any(step.kind == RED_FLAGS for step in part) else None
    sitting = {"user": user, "space": clinic.space, "at": at}
    return ModulePage(
        module=module,
        steps=path.steps(module),
        state=state,
        facts=facts,
        minutes=path.minutes_left(module),
        quiz=module.quiz and quizzes.rules_page(quiz=module.quiz, **sitting),
        signoff=path.signoffs.get(module.pk),
        waits_for=tuple(path.module(one) for one in state.waits_for),
        is_locked=path.is_locked(module),
        counts_for=tuple(_counts_for(path, slug)),
        aim=path.aim.revision if path.aim else None,
        needed=path.aim.lacks_in(slug) if path.aim else (),
        part=part,
        again=tuple(_again(path, slug)),
        is_whole=path.is_whole(module),
        red_flags=alone and quizzes.rules_page(quiz=alone, **sitting),
        titles=path.titles,
        assignment=path.assignments.get(module.pk),
        due_in=(state.due_on - path.today).days if state.due_on else None,
        reviewed_on=claims.oldest_review(texts),
        review=reviews.of_module(clinic=clinic, module=module),
    )


def after_part(*, user: User, clinic: Clinic, lesson: Lesson, at: dt.datetime) -> Step | None:
    """The next step of the part of a module she needs, when this lesson belongs to such a part and
    there is one; else None. Costs one query where no certificate asks for the lesson by itself."""
    of = f"{lesson.module.slug}/{lesson.slug}"
    asked = [one for revision in programmes.current() for one in programmes.requirements(revision)]
    if all((one.kind, one.of) != (Kind.LESSON, of) for one in asked):
        return None
    path = path_of(user=user, clinic=clinic, at=at)
    module = path.module(lesson.module.slug)
    part = path.part(module)
    if module.pk in path.assignments or all(step.slug != lesson.slug for step in part):
        return None
    return next((step for step in part if step.is_next), part[-1])


def _again(path: Path, slug: str) -> Iterator[Cell]:
    for cell in (goal.cell for goal in path.goals if goal.cell.asks_again):
        asked = {one.requirement.module for one in cell.missing if one.requirement}
        if slug in asked or (cell.refresh_waits and slug in cell.refresh.left):
            yield cell


def _counts_for(path: Path, slug: str) -> Iterator[Counts]:
    for revision in path.programmes:
        kinds = {one.kind for one in programmes.requirements(revision) if one.module == slug}
        if kinds:
            yield Counts(revision, in_part=Kind.MODULE not in kinds)
