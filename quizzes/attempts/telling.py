"""What may be told of the questions of a running attempt. Nothing for an Exam, without a query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from quizzes.attempts.names import Names
from quizzes.attempts.rows import Row
from quizzes.engine.behaviours import Standing, standing
from quizzes.engine.kinds import GROWING
from quizzes.engine.kinds.base import Graded as Judged
from quizzes.engine.policies import Policy
from quizzes.engine.review import Visible, visible
from quizzes.marking import Feedback, Graded, feedback, narrowed
from quizzes.models import Attempt, Mark, QuestionVersion


@dataclass(frozen=True, slots=True)
class Tried:
    """A question that was judged and may be tried again: how it went, and no word of the key.
    `used` tries of `of`; `hints` are stored fragments, the last one is new."""

    state: str
    used: int
    of: int
    hints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """By position: what is explained, what may be tried again, and what is over, told or not."""

    told: Mapping[int, Feedback] = field(default_factory=dict)
    tried: Mapping[int, Tried] = field(default_factory=dict)
    over: frozenset[int] = frozenset()


def tell(
    attempt: Attempt,
    rows: Sequence[Row],
    names: Mapping[int, Names],
    given: Mapping[int | None, Any],
) -> Telling:
    """What may be told of these questions; `given` are the whole newest responses by their id."""
    policy, preset = Policy.from_json(attempt.policy), attempt.quiz.preset
    if not policy.behaves(preset).grades_answers:
        return Telling()
    marks: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in Mark.objects.filter(item__in=[row.pk for row in rows]).order_by("number"):
        marks[mark.item_id].append(mark)
    stands = {row.position: _standing(policy, preset, row, marks[row.pk]) for row in rows}
    ended = [row for row in rows if marks[row.pk] and stands[row.position].has_ended]
    over = [row for row in ended if not _is_begun_anew(row, marks[row.pk][-1])]
    seen, between = _seen(policy, preset), _seen(policy, preset, tried=True)
    graded = [_graded(row, given, marks[row.pk][-1]) for row in over if seen.correctness]
    told = feedback(graded, attempt.space_id)
    again = [row for row in rows if marks[row.pk] and not stands[row.position].has_ended]
    return Telling(
        {pos: renamed(narrowed(one, seen), names[pos]) for pos, one in told.items()},
        _tried(again, stands, between),
        frozenset(row.position for row in over),
    )


def _seen(policy: Policy, preset: str, *, tried: bool = False) -> Visible:
    """Of a question that was judged for good, or may be tried again, in an attempt that runs."""
    return visible(
        preset,
        submitted=False,
        passed=None,
        attempts_left=None,
        answered=not tried,
        tried=tried,
        review=policy.matrix(preset),
    )


def _standing(policy: Policy, preset: str, row: Row, marks: Sequence[Mark]) -> Standing:
    """The states alone decide it; what the tries cost is in the marks already."""
    terms = policy.terms(preset, row.kind)
    if not terms.behaviour.has_tries:
        terms = replace(terms, tries=1)
    tries = [Judged(mark.fraction, mark.state) for mark in marks if mark.response_id]
    return standing(terms, tries, reopened=True)


def _is_begun_anew(row: Row, mark: Mark) -> bool:
    """Whether a case that was explained is on its way once more: the mark is of another path."""
    return row.kind in GROWING and mark.response_id != row.last_pk


def _graded(row: Row, given: Mapping[int | None, Any], mark: Mark) -> Graded:
    return Graded(
        position=row.position,
        version_id=row.version_id,
        digest=row.digest,
        delivery=row.delivery,
        order=row.order,
        body=given[row.last_pk],
        mark=mark,
    )


def _tried(rows: Sequence[Row], stands: Mapping[int, Standing], seen: Visible) -> dict[int, Tried]:
    """One query for the hints, none where nothing may be tried again."""
    if not rows:
        return {}
    versions = QuestionVersion.objects.filter(pk__in=[row.version_id for row in rows])
    hints = dict(versions.values_list("pk", "rationale__hints"))
    return {
        row.position: Tried(
            state=(stands[row.position].outcome or "") if seen.correctness else "",
            used=stands[row.position].tries_used,
            of=stands[row.position].tries,
            hints=tuple(hints[row.version_id] or ())[: stands[row.position].tries_used],
        )
        for row in rows
    }


def renamed(told: Feedback, names: Names) -> Feedback:
    """Feedback with its rows under this attempt's names; what never had one, as a criterion, keeps
    its key."""
    rows = names.naming.rows
    return replace(told, rows=tuple(replace(r, key=rows.get(r.key, r.key)) for r in told.rows))
