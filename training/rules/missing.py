"""May she be certified? What each requirement still misses: reasons, never words.

Each requirement is decided for itself, from facts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .certification import add_months
from .modules import ModuleFacts, SignoffFacts
from .requirements import Facts, Gap, Kind, Missing, PortfolioFacts, Requirement


@dataclass(frozen=True, slots=True)
class Since:
    """From when evidence counts: `cycle` for all of it; `at` is the moment of the question."""

    at: dt.datetime
    cycle: dt.datetime | None = None

    def counts(self, moment: dt.datetime, months: int | None = None) -> bool:
        """Whether evidence of that moment counts, which is good for `months`."""
        if months is not None and add_months(moment, months) < self.at:
            return False
        return self.cycle is None or moment >= self.cycle


Gaps = Iterator[tuple[Gap, int]]


def certifiable(
    requirements: Sequence[Requirement],
    facts: Facts,
    *,
    at: dt.datetime,
    counts_from: dt.datetime | None = None,
) -> tuple[Missing, ...]:
    """What stands between her and this certificate at a moment; nothing = ready. Evidence before
    `counts_from` belongs to an earlier cycle."""
    since = Since(at, counts_from)
    return tuple(
        Missing(one, gap, count)
        for one in requirements
        for gap, count in DECIDED[Kind(one.kind)](one, facts, since)
    )


def steps(requirements: Sequence[Requirement], facts: Facts) -> int:
    """How many steps these requirements have: each lesson, quiz and observation is one."""
    return sum(_steps(one, facts) for one in requirements)


def steps_left(missing: Sequence[Missing]) -> int:
    """How many of those steps the gaps stand for: each unread lesson is one."""
    return sum(one.count or 1 for one in missing)


def red_flags_right(facts: ModuleFacts) -> bool:
    """Whether the newest word on her must-not-miss questions is that they are right. Only the set
    can say so, because the whole quiz draws fewer of them; a miss in either takes it back."""
    alone, quiz = facts.red_flags, facts.quiz
    if alone is None or not alone.passed or not alone.newest_passed:
        return False
    return quiz is None or quiz.missed_at is None or quiz.missed_at < alone.passed_at


def counted(
    facts: PortfolioFacts, *, at: dt.datetime, counts_from: dt.datetime | None = None
) -> tuple[SignoffFacts, ...]:
    """The observations that count for a portfolio, oldest first: seen in full, both signed. One
    occasion counts once; those without one were signed before occasions were named."""
    since = Since(at, counts_from)
    done = [one for one in facts.observed if one.done]
    found: dict[str | int | None, SignoffFacts] = {}
    for one in done:
        if since.counts(one.observed_at, facts.months):
            found.setdefault(one.occasion or one.observation, one)
    return tuple(found.values())


def _steps(requirement: Requirement, facts: Facts) -> int:
    if requirement.kind == Kind.PORTFOLIO:
        known = facts.portfolios.get(requirement.of)
        return known.count if known else 1
    module = facts.modules.get(requirement.module)
    if requirement.kind != Kind.MODULE or module is None:
        return 1
    return len(module.lessons) + (module.quiz is not None)


def _module(requirement: Requirement, facts: Facts, since: Since) -> Gaps:
    """The lessons and the quiz, each for itself: who has not read yet should know of both."""
    module = facts.modules.get(requirement.of)
    if module is None:
        yield Gap.GONE, 0
        return
    unread = sum(not lesson.done for lesson in module.lessons)
    if unread:
        yield Gap.LESSONS, unread
    if module.quiz is None:
        return
    if not module.quiz.passed or not module.quiz.newest_passed:
        yield Gap.QUIZ, 0
    elif not since.counts(module.quiz.passed_at):
        yield Gap.TOO_OLD, 0


def _observation(requirement: Requirement, facts: Facts, since: Since) -> Gaps:
    module = facts.modules.get(requirement.of)
    signoff = module.signoff if module else None
    if signoff is None:
        yield Gap.GONE, 0
    elif not signoff.all_seen:
        yield Gap.OBSERVATION, 0
    elif not since.counts(signoff.observed_at):
        yield Gap.TOO_OLD, 0
    elif not signoff.done:
        yield Gap.SIGNATURE, 0


def _lesson(requirement: Requirement, facts: Facts, since: Since) -> Gaps:
    """Reading stays read, as for a whole module, until the text changes what one does."""
    module = facts.modules.get(requirement.module)
    slug = requirement.of.partition("/")[2]
    found = next((one for one in module.lessons if one.slug == slug), None) if module else None
    if found is None:
        yield Gap.GONE, 0
    elif not found.done:
        yield Gap.LESSONS, 1


def _must_not_miss(requirement: Requirement, facts: Facts, since: Since) -> Gaps:
    module = facts.modules.get(requirement.of)
    if module is None or module.red_flags is None:
        yield Gap.GONE, 0
    elif not red_flags_right(module):
        yield Gap.RED_FLAGS, 0
    elif not since.counts(module.red_flags.passed_at):
        yield Gap.TOO_OLD, 0


def _programme(requirement: Requirement, facts: Facts, since: Since) -> Gaps:
    if requirement.of not in facts.held:
        yield Gap.PROGRAMME, 0
    elif requirement.of in facts.behind:
        yield Gap.REFRESH, 0


def _portfolio(requirement: Requirement, facts: Facts, since: Since) -> Gaps:
    known = facts.portfolios.get(requirement.of)
    if known is None:
        yield Gap.GONE, 0
        return
    enough = counted(known, at=since.at, counts_from=since.cycle)
    if len(enough) < known.count:
        yield Gap.PORTFOLIO, known.count - len(enough)


DECIDED: Mapping[Kind, Callable[[Requirement, Facts, Since], Gaps]] = {
    Kind.MODULE: _module,
    Kind.OBSERVATION: _observation,
    Kind.LESSON: _lesson,
    Kind.MUST_NOT_MISS: _must_not_miss,
    Kind.PROGRAMME: _programme,
    Kind.PORTFOLIO: _portfolio,
}
