"""A learner's home: one thing to do next, then what is due, what is new, and where she stands."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass

from training.models import Assignment, Clinic, Module, User
from training.rules.modules import ModuleState, State

from .aim import Goal
from .news import News, last_time, news
from .onward import Onward, onward
from .path import Path, path_of
from .steps import LESSON, QUIZ, SIGNOFF

SOON = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Due:
    """A module with a day: what is left of it. `days` until then, negative = late."""

    module: Module
    state: ModuleState
    assignment: Assignment | None
    days: int
    lessons: int
    has_quiz: bool
    has_signoff: bool
    minutes: int


@dataclass(frozen=True, slots=True)
class Tile:
    """`part`: how much is done, of how much, of a module of which she needs some things only."""

    module: Module
    state: ModuleState
    waits_for: tuple[str, ...]  # titles of what its quiz waits for
    due_in: int | None  # days
    is_assigned: bool = False
    part: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on the page."""

    part_of_day: str  # morning, afternoon or evening, where she lives
    onward: Onward
    due: tuple[Due, ...]
    since: dt.datetime | None
    news: tuple[News, ...]
    tiles: tuple[Tile, ...]
    goals: tuple[Goal, ...]
    titles: dict[str, str]
    has_practice: bool
    at: dt.datetime

    @property
    def was_here_this_week(self) -> bool:
        """Near enough to call the day by its name."""
        return self.since is not None and self.at - self.since < dt.timedelta(days=6)

    @property
    def overdue(self) -> int:
        return sum(one.days < 0 for one in self.due)

    @property
    def due_soon(self) -> int:
        return sum(0 <= one.days <= SOON.days for one in self.due)


def home(*, user: User, clinic: Clinic, at: dt.datetime) -> Home:
    """Her home page here, in a fixed number of queries."""
    path = path_of(user=user, clinic=clinic, at=at)
    since = last_time(user, clinic, at)
    return Home(
        part_of_day=part_of_day(user, at),
        onward=onward(path),
        due=tuple(sorted(_due(path), key=lambda one: (one.days, one.module.number))),
        since=since,
        news=news(user=user, clinic=clinic, since=since, at=at),
        tiles=tuple(_tile(path, module) for module in path.outline.modules),
        goals=path.goals,
        titles=path.titles,
        has_practice=any(module.practice_id for module in path.outline.modules),
        at=at,
    )


def part_of_day(user: User, at: dt.datetime) -> str:
    """How one greets her at this moment in her own time zone."""
    hour = at.astimezone(zoneinfo.ZoneInfo(user.time_zone)).hour
    if 5 <= hour < 12:
        return "morning"
    return "afternoon" if 12 <= hour < 18 else "evening"


def _due(path: Path) -> Iterable[Due]:
    for module in path.outline.modules:
        state = path.states[module.pk]
        if state.due_on is None or state.state is State.DONE:
            continue
        open_steps = [step for step in path.steps(module) if not step.is_done]
        kinds = [step.kind for step in open_steps]
        yield Due(
            module=module,
            state=state,
            assignment=path.assignments.get(module.pk),
            days=(state.due_on - path.today).days,
            lessons=kinds.count(LESSON),
            has_quiz=QUIZ in kinds,
            has_signoff=SIGNOFF in kinds,
            minutes=sum(step.minutes for step in open_steps),
        )


def _tile(path: Path, module: Module) -> Tile:
    state = path.states[module.pk]
    return Tile(
        module=module,
        state=state,
        waits_for=tuple(path.titles.get(slug, slug) for slug in state.waits_for),
        due_in=(state.due_on - path.today).days if state.due_on else None,
        is_assigned=module.pk in path.assignments,
        part=_part(path, module, state),
    )


def _part(path: Path, module: Module, state: ModuleState) -> tuple[int, int] | None:
    steps = path.part(module)
    asked_whole = path.is_whole(module) or module.pk in path.assignments
    if not steps or asked_whole or state.state is State.DONE:
        return None
    return sum(step.is_done for step in steps), len(steps)
