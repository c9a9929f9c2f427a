"""The right to contest: "this question is wrong", "my mark is wrong", and the answer to it.

A contest shows nobody anything: what may be seen of a question before stays as it is after. Its
outcome is recorded; to change marks is a regrade's business, which a person starts.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, Q

from quizzes import permissions, results
from quizzes.formats.digests import digest_text
from quizzes.models import (
    AttemptItem,
    Contest,
    ContestOutcome,
    ContestText,
    OutcomeText,
    Space,
)

ANSWER_WITHIN = timedelta(days=7)
MOST_CHARACTERS = 2000


class NotContestable(Exception):
    """She may not see yet how this question went, so there is nothing to contest."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A contest as its learner reads it; `outcome` None while it waits."""

    contest: Contest
    outcome: ContestOutcome | None
    words: str = ""


def contest(
    *,
    user: models.Model,
    attempt_id: uuid.UUID,
    position: int,
    about: str,
    text: str,
    at: datetime,
) -> Contest:
    """Contest one question of an ended attempt of hers, or return the contest there is.

    Raises Attempt.DoesNotExist when it is not hers, results.NotEnded, AttemptItem.DoesNotExist,
    NotContestable while she may not see how it went, ValueError without words, with more than
    MOST_CHARACTERS, or about anything else.
    """
    text = text.strip()
    if not text or len(text) > MOST_CHARACTERS or about not in Contest.About.values:
        raise ValueError("a contest says what is wrong, and why")
    page = results.page(viewer=user, attempt_id=attempt_id, at=at)
    if not page.is_own:
        raise type(page.attempt).DoesNotExist
    item = AttemptItem.objects.get(attempt=page.attempt, position=position)
    row = next((one for one in page.rows if one.position == position), None)
    if row is None or row.running or not row.state:
        raise NotContestable
    try:
        with transaction.atomic():
            return _append(page.attempt, item, about, text, at)
    except IntegrityError:  # the second click
        return Contest.objects.get(item=item, about=about)


def _append(attempt: Any, item: AttemptItem, about: str, text: str, at: datetime) -> Contest:
    made = Contest.objects.create(
        public_id=uuid.uuid4(),
        item=item,
        user=attempt.user,
        space=attempt.space,
        about=about,
        text_digest=digest_text(text),
        at=at,
        due_at=at + ANSWER_WITHIN,
    )
    ContestText.objects.create(contest=made, text=text)
    data = {"quiz": attempt.quiz.slug, "number": attempt.number, "about": about}
    data["position"] = item.position
    permissions.ask("RECORDER")(
        action="contest.raised",
        by=attempt.user,
        subject=attempt.user,
        space=attempt.space,
        obj=made,
        data=data,
        text=text,
        at=at,
    )
    return made


@transaction.atomic
def answer(
    *, contest: Contest, decision: str, text: str, by: models.Model, at: datetime
) -> ContestOutcome:
    """Answer a contest, or answer it anew. Raises PermissionDenied for one's own or without the
    right, ValueError without words or for another decision."""
    text = text.strip()
    if by.pk == contest.user_id or not by.has_perm(permissions.MARK_ATTEMPT, contest):
        raise PermissionDenied("nobody answers a contest of her own")
    if not text or len(text) > MOST_CHARACTERS or decision not in ContestOutcome.Decision.values:
        raise ValueError("an answer says what was decided, and why")
    locked = Contest.objects.select_for_update(of=("self",), no_key=True).get(pk=contest.pk)
    made = ContestOutcome.objects.create(
        contest=locked,
        number=locked.outcomes.count() + 1,
        decision=decision,
        by=by,
        text_digest=digest_text(text),
        at=at,
    )
    OutcomeText.objects.create(outcome=made, text=text)
    permissions.ask("RECORDER")(
        action="contest.answered",
        by=by,
        subject=contest.user,
        space=contest.space,
        obj=contest,
        data={"about": contest.about, "decision": decision, "number": made.number},
        text=text,
        at=at,
    )
    return made


def in_sight(viewer: models.Model, *, answered: bool = False) -> models.QuerySet[Contest]:
    """The contests of learners in her scope, open or answered, what is due first on top; what a
    row of the queue shows comes with it."""
    answers = ContestOutcome.objects.filter(contest=OuterRef("pk"))
    has_answer = Exists(answers) if answered else ~Exists(answers)
    scope = permissions.ask("SCOPE")(viewer) & ~Q(user=viewer)
    found = Contest.objects.filter(has_answer, scope)
    rows = found.select_related(
        "user", "item__attempt__revision", "item__attempt__quiz", "item__version", "reason"
    )
    return rows.order_by("-at" if answered else "due_at", "pk")


def waiting(*, space: Space) -> models.QuerySet[Contest]:
    """All that waits for an answer in a space, whoever may give it."""
    answers = ContestOutcome.objects.filter(contest=OuterRef("pk"))
    return Contest.objects.filter(~Exists(answers), space=space)


def of_attempt(attempt: models.Model) -> dict[int, list[Standing]]:
    """Her contests by the position of their question: two queries, one when there is none."""
    found = list(Contest.objects.filter(item__attempt=attempt).select_related("item"))
    newest = _newest([one.pk for one in found])
    standing: dict[int, list[Standing]] = {}
    for one in found:
        outcome = newest.get(one.pk)
        said = outcome.words.text if outcome and hasattr(outcome, "words") else ""
        standing.setdefault(one.item.position, []).append(Standing(one, outcome, said))
    return standing


def outcomes(contests: Collection[Contest]) -> Mapping[int, ContestOutcome]:
    """The standing outcome of each, by the id of the contest: one query."""
    return _newest([one.pk for one in contests])


def _newest(ids: Collection[int]) -> dict[int, ContestOutcome]:
    if not ids:
        return {}
    rows = ContestOutcome.objects.filter(contest__in=ids).select_related("words", "by")
    return {row.contest_id: row for row in rows.order_by("number")}


def erase_texts(user: models.Model) -> int:
    """Erase what this person typed in contests, her own and in answers; digests and outcomes stay.
    Return how many texts."""
    hers = ContestText.objects.filter(contest__user=user).delete()[0]
    return hers + OutcomeText.objects.filter(outcome__by=user).delete()[0]
