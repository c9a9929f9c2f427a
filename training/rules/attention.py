"""Who needs a mentor's minute, and why: reason codes, ranked. Words are made elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple, TypeVar

from .modules import ModuleFacts, ModuleState, State, knowledge_is_current

STUCK_AFTER = 2  # attempts without a pass
SILENT_AFTER = 7  # days without a sign of her while something is due
AT_MOST = 5

Person = TypeVar("Person")


class Why(StrEnum):
    """What is the matter, the most pressing first: the order is the rank."""

    STUCK = "stuck"  # tried twice or more, not passed: she cannot go on alone
    SAFETY = "safety"  # the newest attempt missed a must-not-miss question and did not pass
    OVERDUE = "overdue"
    READY = "ready"  # the quiz is passed: the next step is the mentor's
    SILENT = "silent"
    SIGNATURE = "signature"  # observed in full; she has to sign herself
    PRACTISING = "practising"  # observed, some skills not yet: the next step is her own


RANK = {why: number for number, why in enumerate(Why)}


@dataclass(frozen=True, slots=True)
class Need:
    """One reason. `size` is attempts for STUCK, days for OVERDUE and SILENT, the skills not yet
    seen for PRACTISING; else 0. `alone` = it is about the module's red-flag set, not its quiz."""

    why: Why
    module: int
    size: int = 0
    observation: int | None = None
    alone: bool = False

    @property
    def rank(self) -> tuple[int, int]:
        return RANK[self.why], -self.size


class Glance(NamedTuple):
    """One module of one person: the facts, the state derived from them; `valid_for` is how long a
    passed quiz counts as current knowledge there."""

    module: int
    facts: ModuleFacts
    state: ModuleState
    valid_for: dt.timedelta | None = None


def need_of(
    glances: Sequence[Glance],
    *,
    quiet_since: dt.date | None,
    today: dt.date,
    at: dt.datetime,
) -> Need | None:
    """The most pressing reason, or None: she is on track.

    `quiet_since` is the day of the last sign of her, `today` the day in her own zone.
    """
    return (
        _stuck(glances)
        or _safety(glances)
        or _most(Why.OVERDUE, [(one, one.state.overdue_days) for one in glances])
        or _ready(glances, at=at)
        or _silence(glances, quiet_since, today)
        or _unsigned(glances)
        or _practising(glances)
    )


def ready_for_observation(
    facts: ModuleFacts, state: ModuleState, *, at: dt.datetime, valid_for: dt.timedelta | None
) -> bool:
    """The next step is the mentor's: knowledge current, the skills not yet all seen."""
    if state.state is not State.SIGNOFF or facts.signoff.all_seen:
        return False
    return knowledge_is_current(facts, at=at, valid_for=valid_for)


def foremost(
    people: Iterable[tuple[Person, Need | None]], limit: int = AT_MOST
) -> list[tuple[Person, Need]]:
    """The people with the most pressing needs; equals keep the order they came in."""
    needy = [(person, need) for person, need in people if need is not None]
    return sorted(needy, key=lambda pair: pair[1].rank)[:limit]


def alone_in_vain(facts: ModuleFacts) -> int:
    """How often she tried the red-flag set without a pass; else 0. A pass of the whole quiz, which
    asks fewer of these questions, settles nothing here."""
    alone = facts.red_flags
    if alone is None or not alone.attempts or alone.passed:
        return 0
    return alone.attempts


def _stuck(glances: Sequence[Glance]) -> Need | None:
    """At a quiz or at a red-flag set, whichever she tried more often; of equals the quiz."""
    quiz = _most(Why.STUCK, [(one, _tries_in_vain(one.state)) for one in glances])
    tries = [(one, alone_in_vain(one.facts)) for one in glances if one.facts.red_flags]
    alone = _most(Why.STUCK, [(one, count) for one, count in tries if count >= STUCK_AFTER])
    if alone is None or (quiz is not None and quiz.size >= alone.size):
        return quiz
    return replace(alone, alone=True)


def _tries_in_vain(state: ModuleState) -> int:
    stuck = state.state is State.NOT_YET and state.attempts >= STUCK_AFTER
    return state.attempts if stuck else 0


def _safety(glances: Iterable[Glance]) -> Need | None:
    """One attempt is enough: the next client may be the one it hurts."""
    for one in glances:
        if one.facts.quiz is not None and one.facts.quiz.safety_missed:
            return Need(Why.SAFETY, one.module)
        alone = one.facts.red_flags
        if alone is not None and alone.safety_missed:
            return Need(Why.SAFETY, one.module, alone=True)
    return None


def _most(why: Why, sizes: Iterable[tuple[Glance, int]]) -> Need | None:
    """The largest of one sort, the first of equals."""
    one, size = max(sizes, key=itemgetter(1), default=(None, 0))
    return Need(why, one.module, size) if size else None


def _ready(glances: Iterable[Glance], *, at: dt.datetime) -> Need | None:
    """Not after an observation that said "not yet": then she practises first."""
    for one in glances:
        if one.facts.signoff is not None and one.facts.signoff.observed_at is not None:
            continue
        if ready_for_observation(one.facts, one.state, at=at, valid_for=one.valid_for):
            return Need(Why.READY, one.module)
    return None


def _unsigned(glances: Iterable[Glance]) -> Need | None:
    for one in glances:
        signoff = one.facts.signoff
        if one.state.state is State.SIGNOFF and signoff.all_seen:
            return Need(Why.SIGNATURE, one.module, observation=signoff.observation)
    return None


def _practising(glances: Iterable[Glance]) -> Need | None:
    for one in glances:
        signoff = one.facts.signoff
        if one.state.state is State.SIGNOFF and signoff.observed_at and not signoff.all_seen:
            left = signoff.total - signoff.seen
            return Need(Why.PRACTISING, one.module, left, signoff.observation)
    return None


def _silence(glances: Sequence[Glance], quiet_since: dt.date | None, today: dt.date) -> Need | None:
    """Nothing heard for a while although something is due. Never heard and never expected = no."""
    if quiet_since is None or (today - quiet_since).days < SILENT_AFTER:
        return None
    due = [one for one in glances if one.state.due_on and one.state.state is not State.DONE]
    if not due:
        return None
    first = min(due, key=lambda one: one.state.due_on)
    return Need(Why.SILENT, first.module, (today - quiet_since).days)
