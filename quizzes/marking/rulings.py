"""What has been ruled about the questions of an attempt, when it ends.

An attempt that had ended already is corrected by a job (quizzes.regrades); one that still ran is
marked by the ruling from the start. Rulings about one version are taken in turn, each as its job
would have taken it: what an earlier one gave stays, unless a later one takes its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from quizzes.engine import regrading, scoring
from quizzes.engine.behaviours import EXAM
from quizzes.engine.policies import Policy
from quizzes.marking.deciding import item_mark, total
from quizzes.marking.definitions import Known
from quizzes.marking.grading import Answered, Ruled
from quizzes.models import Attempt, Regrade

ByVersion = Mapping[int, Sequence[Regrade]]  # oldest first
Counting = tuple[Decimal, bool]  # the weight of a question, and whether it must not be missed


def of_attempt(attempt: Attempt) -> ByVersion:
    """The rulings that hold about versions it may ask: one query, none for what never counts."""
    if attempt.quiz.preset != EXAM:
        return {}
    rows = Regrade.objects.in_force().filter(
        space=attempt.space_id, question__items__attempt=attempt
    )
    found: dict[int, list[Regrade]] = {}
    for one in rows.select_related("target").order_by("pk"):
        for version in one.versions:
            found.setdefault(version, []).append(one)
    return found


def targets(ruled: ByVersion) -> dict[int, str]:
    """{version id: digest} of what they judge by, for marking.known."""
    rulings = chain.from_iterable(ruled.values())
    return {one.target_id: one.target.digest for one in rulings if one.target_id}


def ruling_of(regrade: Regrade, definitions: Mapping[str, Known]) -> regrading.Ruling:
    """The ruling as the engine takes it."""
    newest = definitions[regrade.target.digest].d if regrade.target_id else None
    return regrading.Ruling(
        regrade.treatment, regrade.response, newest, never_lower=regrade.never_lower
    )


def applied(
    attempt: Attempt,
    answers: Sequence[Answered],
    counting: Sequence[Counting],
    ruled: ByVersion,
    definitions: Mapping[str, Known],
) -> list[Answered]:
    """The answers of a whole attempt, each with what its ruling makes of it, if it has one."""
    found = list(answers)
    if not ruled:
        return found
    policy = Policy.from_json(attempt.policy)
    marks = [_counted(one, of) for one, of in zip(found, counting, strict=True)]
    for place, (answer, of) in enumerate(zip(answers, counting, strict=True)):
        for regrade in ruled.get(answer.version_id, ()):
            ruling = ruling_of(regrade, definitions)
            changed = _ruled(answer, regrade, ruling)
            if changed is None:
                continue
            after = [*marks[:place], _counted(changed, of), *marks[place + 1 :]]
            if regrading.takes_its_place(ruling, total(policy, marks), total(policy, after)):
                found[place], marks = changed, after
    return found


def _ruled(answer: Answered, regrade: Regrade, ruling: regrading.Ruling) -> Answered | None:
    """None where the newest version has not what she chose: it stays as it was."""
    try:
        graded = regrading.regrade(ruling, answer.known.d, answer.body)
    except regrading.Unfit:
        return None
    version = regrade.target_id or answer.version_id
    return replace(answer, ruled=Ruled(graded, version, regrade.by_id, regrade.reason_digest))


def _counted(answer: Answered, counting: Counting) -> scoring.ItemMark:
    weight, must_not_miss = counting
    return item_mark(
        answer.graded(),
        weight=weight,
        must_not_miss=must_not_miss,
        certainty=answer.certainty,
    )
