"""The one next step of a person: what she should do now, and if it is not in her hands, why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from quizzes import quizzes, results
from quizzes.models import Attempt, Preset
from training import programmes, rereading, signoffs
from training.models import Module, Observation, Portfolio, ProgrammeRevision
from training.rules.modules import State
from training.rules.requirements import Kind, Requirement

from .aim import Goal, asking_again
from .path import Path
from .steps import LESSON, QUIZ, RED_FLAGS, SIGNOFF, Step

SOON = 7  # days before the due day from which a module comes before the one she is reading
BEGUN = (State.READING, State.QUIZ, State.NOT_YET, State.SIGNOFF)


@dataclass(frozen=True, slots=True)
class Onward:
    """`kind`: attempt (one is running), sign (her signature), quiz, pause (the next attempt opens
    `until`), talk (no attempt left), lesson, show (a skill not seen yet), ask (the mentor's turn),
    record (practical work, `left` times), renew (what the certificate of `goal` asks again),
    practise (all done), empty. `again` are the lessons to read again for a quiz, `must_read` says
    that it does not open before; `meanwhile` is a lesson or quiz for who has to wait."""

    kind: str
    module: Module | None = None
    step: Step | None = None
    lessons: int = 0
    percent: int = 0
    attempt: Attempt | None = None
    until: dt.datetime | None = None
    counts_for: tuple[str, ...] = ()
    again: tuple[rereading.Part, ...] = ()
    must_read: bool = False
    observation: Observation | None = None
    skills: tuple[signoffs.Item, ...] = ()
    portfolio: Portfolio | None = None
    left: int = 0
    goal: Goal | None = None
    meanwhile: Onward | None = None


def onward(path: Path) -> Onward:
    """Three queries, and a few more for a quiz not passed yet or an observation."""
    running = (
        Attempt.objects.open()
        .filter(user=path.user, space=path.clinic.space, quiz__preset=Preset.EXAM)
        .select_related("quiz")
        .order_by("deadline_at")
    )
    modules = path.outline.modules
    by_quiz = {quiz: one for one in modules for quiz in (one.quiz_id, one.red_flags_id)}
    for attempt in running:
        if attempt.deadline_at is None or attempt.deadline_at > path.at:
            module = by_quiz.get(attempt.quiz_id)
            return Onward("attempt", module, attempt=attempt, until=attempt.deadline_at)
    first = _unsigned(path) or _tried(path) or _pressing(path) or _renewing(path)
    return first or _shown(path) or _step(path)


def _unsigned(path: Path) -> Onward | None:
    """An observation of hers that waits for her signature."""
    for module in path.outline.modules:
        signoff = path.facts[module.pk].signoff
        if signoff and signoff.observed_at and signoff.person_signed_at is None:
            found = signoffs.waiting_for(path.user).get(pk=signoff.observation)
            return replace(_made(path, module, _signoff(path, module)), observation=found)
    for facts in path.standings.portfolios[path.user.pk].values():
        for one in facts.observed:
            if one.person_signed_at is None:
                found = signoffs.waiting_for(path.user).get(pk=one.observation)
                return Onward("sign", observation=found)
    return None


def _tried(path: Path) -> Onward | None:
    """The quiz she tried last without passing, wherever she stands with it."""
    waiting: dict[int, tuple[Module, Step]] = {}
    for module in path.outline.modules:
        for step in (*path.steps(module), *path.part(module)):
            if step.is_next and step.is_begun and step.kind in (QUIZ, RED_FLAGS):
                waiting[path.quiz_of(module, step).pk] = module, step
    if not waiting:
        return None
    best = results.best(users=[path.user], quizzes=list(waiting), space=path.clinic.space)
    module, step = waiting[max(waiting, key=lambda one: best[path.user.pk, one].newest.at)]
    found = _retry(path, module, step)
    if found.kind == QUIZ:
        return found
    return replace(found, meanwhile=_step(path, but=[one for one, _ in waiting.values()]))


def _pressing(path: Path) -> Onward | None:
    """What is late or nearly due."""
    for module, step in _candidates(path):
        if _urgency(path, module)[0] == 0:
            return _made(path, module, step)
    return None


def _renewing(path: Path) -> Onward | None:
    """What a certificate asks again of her: to keep one comes before the next one."""
    goal = asking_again(path.goals, of_her=True)
    if goal is None:
        return None
    return Onward("renew", goal=goal, percent=goal.percent, meanwhile=_step(path, but=[]))


def _shown(path: Path) -> Onward | None:
    """The skills her mentor has not seen yet, after an observation."""
    for module in path.outline.modules:
        signoff = path.facts[module.pk].signoff
        if path.states[module.pk].state is not State.SIGNOFF or not signoff.observed_at:
            continue
        found = Observation.objects.select_related(
            "observer", "clinic", "revision__signoff__module"
        ).get(pk=signoff.observation)
        items = signoffs.page(viewer=path.user, observation=found).items
        card = _made(path, module, _signoff(path, module), kind="show")
        skills = tuple(item for item in items if not item.is_seen)
        return replace(card, observation=found, skills=skills, meanwhile=_step(path, but=[module]))
    return None


def _step(path: Path, but: Collection[Module] | None = None) -> Onward | None:
    """Her next step; beside modules she waits for, None when there is no other."""
    for module, step in _candidates(path):
        if module not in (but or ()):
            return _made(path, module, step)
    return _nothing(path) if but is None else None


def _signoff(path: Path, module: Module) -> Step:
    return next(step for step in path.steps(module) if step.kind == SIGNOFF)


def _candidates(path: Path) -> Iterator[tuple[Module, Step]]:
    """Every module with a step in her hands, the most pressing first."""
    for module in sorted(path.outline.modules, key=lambda one: _urgency(path, one)):
        step = path.next_in(module)
        if step is not None:
            yield module, step


def _urgency(path: Path, module: Module) -> tuple[int, float, int]:
    """Late or nearly due; then what she read last of what counts towards her certificate, or of
    what she was asked to do; then what is due some day; then the rest of that certificate in
    order; then whatever else she began, and whatever else there is."""
    state = path.states[module.pk]
    days = (state.due_on - path.today).days if state.due_on else None
    begun = state.state in BEGUN
    wanted = path.aim is None or path.is_wanted(module)
    if days is not None and days <= SOON:
        return 0, days, module.number
    if begun and (wanted or module.pk in path.assignments):
        return 1, -_last_touched(path, module), module.number
    if days is not None:
        return 2, days, module.number
    if wanted:
        return 3, 0, module.number
    return (4, -_last_touched(path, module), module.number) if begun else (5, 0, module.number)


def _last_touched(path: Path, module: Module) -> float:
    lessons = [one.lesson for one in path.facts[module.pk].lessons]
    times = [path.reads[pk] for pk in lessons if pk in path.reads]
    times += [path.places[pk].at for pk in lessons if pk in path.places]
    return max((time.timestamp() for time in times), default=0)


def _made(path: Path, module: Module, step: Step, kind: str = "") -> Onward:
    counting = [one for one in path.programmes if _counts(one, module, step)]
    if path.aim is not None and path.aim.revision in counting:
        counting = [path.aim.revision]
    return Onward(
        kind=kind or {LESSON: LESSON, SIGNOFF: "sign"}.get(step.kind, QUIZ),
        module=module,
        step=step,
        lessons=path.states[module.pk].lessons,
        percent=_percent(path, module, step),
        counts_for=tuple(one.title for one in counting),
    )


def _counts(revision: ProgrammeRevision, module: Module, step: Step) -> bool:
    """Whether this programme asks for this step, by itself or with its module."""
    named = (Kind.LESSON, f"{module.slug}/{step.slug}")
    if step.kind == RED_FLAGS:
        named = (Kind.MUST_NOT_MISS, module.slug)
    asked = {(one.kind, one.of) for one in programmes.requirements(revision)}
    if step.kind == SIGNOFF:
        return (Kind.OBSERVATION, module.slug) in asked
    return (Kind.MODULE, module.slug) in asked or (step.kind != QUIZ and named in asked)


def _percent(path: Path, module: Module, step: Step) -> int:
    """How much is done of the module, or of the part of it that she needs."""
    part = path.part(module)
    if step not in part or path.is_whole(module):
        return path.states[module.pk].percent
    return 100 * sum(one.is_done for one in part) // len(part)


def _retry(path: Path, module: Module, step: Step) -> Onward:
    """The quiz again, or why not yet; with the lessons of what the last try missed."""
    quiz, space = path.quiz_of(module, step), path.clinic.space
    rules = quizzes.rules_page(user=path.user, quiz=quiz, space=space, at=path.at)
    again = rereading.missed(user=path.user, quiz=quiz, clinic=path.clinic).unread
    card = replace(_made(path, module, step), again=again, must_read=bool(rules.reasons))
    if rules.opening.allowed:
        return card
    if rules.opening.opens_at is not None:
        return replace(card, kind="pause", until=rules.opening.opens_at)
    return replace(card, kind="talk")


def _nothing(path: Path) -> Onward:
    """Nothing is in her hands: somebody else's turn, or all done."""
    if not path.outline.modules:
        return Onward("empty")
    for module in path.outline.modules:
        if path.states[module.pk].state is State.SIGNOFF:
            return _made(path, module, _signoff(path, module), kind="ask")
    if waits := asking_again(path.goals, of_her=False):
        return Onward("renew", goal=waits, percent=waits.percent)
    return _recorded(path) or Onward("practise", percent=100)


def _recorded(path: Path) -> Onward | None:
    """Practical work that her certificate still asks for, with somebody who signs it."""
    gaps = path.aim.missing if path.aim else ()
    for portfolio in path.standings.asked:
        for one in gaps:
            if one.requirement == Requirement(Kind.PORTFOLIO, portfolio.slug):
                titles = (path.aim.revision.title,)
                return Onward("record", portfolio=portfolio, left=one.count, counts_for=titles)
    return None
