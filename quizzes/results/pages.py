"""An ended attempt as it may be seen now: engine.review decides, this loads no more than that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models

from quizzes import beliefs, grants, permissions, regrades
from quizzes import quizzes as quiz_rules
from quizzes.engine import behaviours, review
from quizzes.engine.deadlines import CLOSED, PASSED, Opening
from quizzes.engine.policies import Policy
from quizzes.engine.review_policy import moment_of
from quizzes.marking import settle
from quizzes.models import Attempt, Mark, Result
from quizzes.quizzes import History
from quizzes.results.closed import Closed, Sat, sat_now, to_come
from quizzes.results.rows import Line, Objective, ResultRow, lines_of, objectives, rows


class NotEnded(Exception):
    """The attempt still runs."""

    def __init__(self, attempt: Attempt) -> None:
        super().__init__(str(attempt.public_id))
        self.attempt = attempt


@dataclass(frozen=True, slots=True)
class ResultPage:
    """What `visible` grants, and nothing else: the rest is None or empty. `waits`: a person must
    still look at an answer. `is_examined`: who reads it of somebody else is to pass this exam
    herself, so that each question is closed."""

    attempt: Attempt
    policy: Policy
    is_own: bool
    visible: review.Visible
    waits: bool
    score: Decimal | None
    passed: bool | None
    must_not_miss_right: bool | None
    right: int
    count: int
    objectives: tuple[Objective, ...]
    rows: tuple[ResultRow, ...]
    beliefs: tuple[beliefs.BeliefNote, ...]
    references: permissions.References
    opening: Opening
    open_attempt: Attempt | None
    corrections: tuple[regrades.Corrected, ...]
    crumbs: tuple[permissions.Crumb, ...]
    is_examined: bool = False

    @property
    def title(self) -> str:
        return self.attempt.revision.title


def page(*, viewer: models.Model, attempt_id: UUID, at: datetime) -> ResultPage:
    """The result of an attempt of hers, or of a learner in her scope, who must have ended it.

    Fixed number of queries beside the host's. Raises Attempt.DoesNotExist out of scope,
    PermissionDenied in scope without the right, NotEnded.
    """
    attempt = in_sight(viewer, attempt_id, at)
    is_own = attempt.user_id == viewer.pk
    past = quiz_rules.history(user=attempt.user, quiz=attempt.quiz, space=attempt.space, at=at)
    opening = _opening(attempt, past, at)
    result = next(one.result for one in past.ended if one.attempt.pk == attempt.pk)
    seen = _visible(attempt, result, past, opening, at) if is_own else review.EVERYTHING
    sat = sat_now(attempt, viewer=viewer)
    seen = _while_sat(seen, sat, viewer, attempt)
    lines = lines_of(attempt)
    is_examined = not is_own and bool(quiz_rules.examines(viewer, [attempt.quiz_id]))
    told = is_own and review.tells(seen)
    closed = _closed(attempt, lines, sat, tells=told, whole=is_examined, opening=opening, at=at)
    notes = _beliefs(lines, closed) if seen.beliefs else ()
    return ResultPage(
        attempt=attempt,
        policy=Policy.from_json(attempt.policy),
        is_own=is_own,
        visible=seen,
        waits=result.score is None,
        **_figures(result, lines, seen),
        objectives=_objectives(attempt, lines) if seen.topics else (),
        rows=rows(lines, seen, closed, attempt.space_id),
        beliefs=notes,
        references=_references(notes, attempt.space_id),
        opening=opening,
        open_attempt=past.running if is_own else None,
        corrections=_corrections(attempt, lines, seen),
        crumbs=tuple(permissions.ask("PLACE")(attempt.quiz)),
        is_examined=is_examined,
    )


def _figures(result: Result, lines: Sequence[Line], seen: review.Visible) -> dict[str, object]:
    """What it came to; a question that is void is none."""
    states = [line.mark.state for line in lines if line.mark.state != Mark.State.VOID]
    return {
        "score": result.score if seen.score else None,
        "passed": result.passed if seen.score else None,
        "must_not_miss_right": result.must_not_miss_right if seen.score else None,
        "right": states.count(Mark.State.RIGHT) if seen.score else 0,
        "count": len(states),
    }


def _corrections(
    attempt: Attempt, lines: Sequence[Line], seen: review.Visible
) -> tuple[regrades.Corrected, ...]:
    """What was corrected in it: no query where no mark is a person's."""
    if not seen.score or not any(line.mark.by_id for line in lines):
        return ()
    return regrades.corrected(attempts=[attempt])


def in_sight(viewer: models.Model, attempt_id: UUID, at: datetime) -> Attempt:
    """An ended attempt of hers, or of a learner in her scope. Raises what `page` raises."""
    found = Attempt.objects.filter(public_id=attempt_id).exclude(quiz__preset=behaviours.CHECK)
    whole = found.select_related("quiz", "revision", "user", "space")
    attempt = whole.get()
    if attempt.user_id != viewer.pk:
        if not found.filter(permissions.ask("SCOPE")(viewer)).exists():
            raise Attempt.DoesNotExist
        if not viewer.has_perm(permissions.VIEW_ATTEMPT, attempt):
            raise PermissionDenied
    if settle(attempt, at=at) is not attempt:
        attempt = whole.get()
    if attempt.is_open:
        raise NotEnded(attempt)
    return attempt


def _opening(attempt: Attempt, past: History, at: datetime) -> Opening:
    """Limits are the quiz's as it is now, not the attempt's."""
    policy = Policy.from_json(quiz_rules.newest(attempt.quiz).policy)
    given = grants.allowance(user=attempt.user, quiz=attempt.quiz, space=attempt.space, at=at)
    return quiz_rules.opening(past, policy=policy, allowance=given, at=at)


def _while_sat(
    seen: review.Visible, sat: Sequence[Sat], viewer: models.Model, attempt: Attempt
) -> review.Visible:
    """Nobody sees a key of an exam she sits herself now, in whatever space: neither of her own
    attempt nor of a mentee's."""
    sits = (viewer.pk, attempt.quiz_id) in {(one.user_id, one.quiz_id) for one in sat}
    return review.untold(seen) if sits else seen


def _visible(
    attempt: Attempt, result: Result, past: History, opening: Opening, at: datetime
) -> review.Visible:
    """What she may see of her own, by the policy she sat under. While another attempt at the quiz
    may be started, now or after a pause, the key of this one, or a word on it, could serve it."""
    preset, policy = attempt.quiz.preset, Policy.from_json(attempt.policy)
    passed = None if result.score is None else any(p.result.passed for p in past.ended)
    seen = review.visible(
        preset,
        submitted=True,
        passed=passed,
        attempts_left=opening.attempts_left,
        review=policy.matrix(preset),
        moment=moment_of(at=at, submitted_at=attempt.submitted_at, closes=policy.closes),
    )
    is_ahead = preset == behaviours.EXAM and _may_repeat(past, opening)
    return review.untold(seen) if is_ahead else seen


def _may_repeat(past: History, opening: Opening) -> bool:
    """Endless attempts end with a pass."""
    if opening.attempts_left is None:
        return opening.reason != CLOSED and not any(one.result.passed for one in past.ended)
    return not opening.is_over


def _closed(
    attempt: Attempt,
    lines: Sequence[Line],
    sat: Sequence[Sat],
    *,
    tells: bool,
    whole: bool,
    opening: Opening,
    at: datetime,
) -> Closed:
    """What may come is asked of her own attempts only, where they tell one: a mentor reads what
    she has to explain, and sits nothing while she reads. `whole`: every question is closed."""
    asked = frozenset(line.item.question_id for line in lines)
    ahead: dict[int, str] = {}
    if tells:
        ahead = to_come(attempt, asked, passed=opening.reason == PASSED, at=at)
    running = frozenset(one.question_id for one in sat)
    return Closed(running | asked if whole else running, ahead)


def _objectives(attempt: Attempt, lines: Sequence[Line]) -> tuple[Objective, ...]:
    return objectives(lines, permissions.ask("OBJECTIVES")(attempt.quiz))


def _beliefs(lines: Sequence[Line], closed: Closed) -> tuple[beliefs.BeliefNote, ...]:
    """A belief says which response was wrong: none of a question in a running exam."""
    return tuple(
        beliefs.note(one.belief, certainty=one.certainty, position=one.mark.item.position)
        for one in beliefs.of_marks(
            line.mark.pk for line in lines if line.item.question_id not in closed.running
        )
    )


def _references(notes: Sequence[beliefs.BeliefNote], space: int | None) -> permissions.References:
    """What the refutations rest on, and the lessons that teach it."""
    codes = {code for note in notes for code in note.claims}
    taught = {note.reading for note in notes if note.reading}
    return permissions.ask("REFERENCES")(codes, taught, space)
