"""What quizzes reports of attempts and contests, as messages to whoever it concerns.

No message holds a score or a word of a question. A result that its learner may not see yet is not
announced: `notices` does that when it is hers to see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from quizzes import results
from quizzes.models import Attempt, Contest, Preset, Result, Space
from training import permissions
from training.models import Clinic, User
from training.rules.notices import Kind

from .writing import Message, key_of, tell


def heard(
    *,
    action: str,
    by: User | None,
    space: Space | None,
    obj: object,
    data: Mapping[str, object],
    at: dt.datetime,
) -> None:
    """Write the messages that follow from this act, most often none, in its transaction."""
    build = ACTS.get(action)
    if build is None or space is None:
        return
    tell(build(obj, by, data, at), at=at)


def _submitted(
    attempt: Attempt, by: User | None, data: Mapping[str, object], at: dt.datetime
) -> list[Message]:
    """To her mentors if a person has to mark it; to her if its time ended without her."""
    if attempt.quiz.preset != Preset.EXAM:
        return []
    if data["score"] is None:
        told = {"kind": Kind.MARKING, "about": attempt.user_id, "data": _place(attempt)}
        return _to_mentors(attempt.user, attempt.space_id, subject=key_of(attempt), **told)
    if by is None and _visible(attempt, at):
        return [_to_her(attempt, Kind.RESULT)]
    return []


def _marked(
    attempt: Attempt, by: User | None, data: Mapping[str, object], at: dt.datetime
) -> list[Message]:
    """The first mark that completes her result announces it; a later one is a second look."""
    if data["score"] is None or not _visible(attempt, at):
        return []
    before = Result.objects.filter(attempt=attempt, number__lt=data["result"])
    if before.filter(score__isnull=False).exists():
        step = f"{data['position']}.{data['mark']}"
        return [_to_her(attempt, Kind.FEEDBACK, step=step, by=by)]
    return [_to_her(attempt, Kind.RESULT, by=by)]


def _corrected(
    attempt: Attempt, by: User | None, data: Mapping[str, object], at: dt.datetime
) -> list[Message]:
    if data["result"] is None or not _visible(attempt, at):
        return []
    return [_to_her(attempt, Kind.CORRECTED, step=str(data["result"]))]


def _raised(
    contest: Contest, by: User | None, data: Mapping[str, object], at: dt.datetime
) -> list[Message]:
    place = _place(contest.item.attempt) | {"contest": str(contest.public_id)}
    told = {"kind": Kind.CONTESTED, "about": contest.user_id, "data": place}
    return _to_mentors(contest.user, contest.space_id, subject=key_of(contest), **told)


def _answered(
    contest: Contest, by: User | None, data: Mapping[str, object], at: dt.datetime
) -> list[Message]:
    attempt = contest.item.attempt
    return [
        Message(
            person=contest.user_id,
            clinic=_clinic(contest.space_id).pk,
            kind=Kind.ANSWERED,
            subject=key_of(contest),
            step=str(data["number"]),
            by=by.pk if by else None,
            data=_place(attempt) | {"position": contest.item.position},
        )
    ]


ACTS = {
    "attempt.submitted": _submitted,
    "attempt.marked": _marked,
    "attempt.corrected": _corrected,
    "contest.raised": _raised,
    "contest.answered": _answered,
}


def _to_her(attempt: Attempt, kind: Kind, step: str = "", by: User | None = None) -> Message:
    return Message(
        person=attempt.user_id,
        clinic=_clinic(attempt.space_id).pk,
        kind=kind,
        subject=key_of(attempt),
        step=step,
        by=by.pk if by else None,
        data=_place(attempt),
    )


def ready(attempt: Attempt, clinic: int) -> Message:
    """That her result is there: for one that could not be seen when the attempt ended."""
    return Message(attempt.user_id, clinic, Kind.RESULT, key_of(attempt), data=_place(attempt))


def _to_mentors(person: User, space: int, **told: object) -> list[Message]:
    """Whoever reads her answers there."""
    clinic = _clinic(space)
    readers = permissions.readers_of(person, clinic).values_list("pk", flat=True)
    return [Message(person=pk, clinic=clinic.pk, **told) for pk in readers]


def _place(attempt: Attempt) -> dict[str, object]:
    return {"title": attempt.revision.title, "attempt": str(attempt.public_id)}


def _visible(attempt: Attempt, at: dt.datetime) -> bool:
    return results.outcomes([attempt], at=at)[attempt.pk].score


def _clinic(space: int) -> Clinic:
    return Clinic.objects.get(space=space)
