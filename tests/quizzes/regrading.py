"""A question that was wrong, and people who were asked it; shared by the tests of regrades."""

from __future__ import annotations

import datetime as dt
from typing import Any

from quizzes import regrades
from quizzes.models import Attempt, Job, QuestionVersion, Quiz, Regrade, Space
from quizzes.permissions import REGRADE
from tests.conftest import person

from .making import AT, quiz_of
from .test_results import sit
from .work import run_due

NEXT_DAY = AT + dt.timedelta(days=1)


class Case:
    """An exam of q1, q2, q3 in which `a` is right; the third question is in doubt."""

    def __init__(self, space: Space, host: Any, by: Any, count: int = 3, **item: Any) -> None:
        self.space, self.host, self.by = space, host, by
        self.quiz: Quiz = quiz_of(count, **item)
        host.RIGHTS.add((by.pk, REGRADE))

    def sat(self, name: str, given: str, at: dt.datetime = AT) -> Attempt:
        user = person(name, self.space.clinic, "junior")
        return sit(user, self.quiz, self.space, given, at)

    @property
    def version(self) -> QuestionVersion:
        """The one that was asked."""
        found = QuestionVersion.objects.select_related("question__bank")
        return found.get(question__key="q3", number=1)

    def propose(self, treatment: str, response: Any = None, **more: Any) -> regrades.Proposal:
        more = {"never_lower": False} | more
        return regrades.propose(
            space=self.space, version=self.version, treatment=treatment, response=response, **more
        )

    def plan(self, treatment: str, response: Any = None, **more: Any) -> regrades.Plan:
        return regrades.plan(self.propose(treatment, response, **more))

    def decide(self, treatment: str, response: Any = None, **more: Any) -> Regrade:
        proposal = self.propose(treatment, response, **more)
        return regrades.decide(
            proposal=proposal,
            plan_digest=regrades.plan(proposal).digest(),
            reason="Two answers hold.",
            by=self.by,
            at=NEXT_DAY,
        )

    def approve(self, regrade: Regrade, by: Any) -> None:
        self.host.RIGHTS.add((by.pk, REGRADE))
        shown = regrades.plan(regrades.proposal_of(regrade)).digest()
        regrades.approve(regrade=regrade, plan_digest=shown, by=by, at=NEXT_DAY)


def work(at: dt.datetime = NEXT_DAY) -> Job | None:
    return run_due(clock=lambda: at)


def stands(attempt: Attempt) -> tuple[str, bool | None]:
    result = attempt.results.order_by("number").last()
    return str(result.score), result.passed
