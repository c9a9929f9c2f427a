"""Who may rule, the decision with its reason, and the second person's word.

Nobody rules about a question she was examined on herself here, is examined on now, or will be.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models import Q

from quizzes import jobs, permissions
from quizzes import quizzes as quiz_rules
from quizzes.engine.behaviours import EXAM
from quizzes.formats.digests import digest_text
from quizzes.models import (
    Attempt,
    AttemptItem,
    Question,
    Regrade,
    RegradeReason,
    RegradeVerdict,
    Space,
)
from quizzes.regrades.planning import Plan
from quizzes.regrades.proposing import Proposal, proposal_of
from quizzes.regrades.trials import NotWorkedOut, shown
from quizzes.regrades.working import KIND, key_of


class Changed(Exception):
    """What was shown is not what would happen now: here is what would."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan.digest())
        self.plan = plan


class Refused(Exception):
    """It cannot be decided. Codes: no_reason; nothing_left, an attempt would have no question."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class AlreadyDecided(Exception):
    """A second person has said a word about it, or none was needed."""


def may_rule(user: models.Model, *, question: Question, space: Space) -> bool:
    """Whether rulings about this question are hers to make here, be she concerned or not."""
    if question.bank.space_id not in (None, space.pk):
        return False
    if user.has_perm(permissions.REGRADE, space):
        return True
    is_own = question.bank.space_id == space.pk
    return is_own and user.has_perm(permissions.REGRADE_OWN, space)


def is_concerned(user: models.Model, *, question: Question, space: Space) -> bool:
    """Whether an exam of hers asked this question, here, or in whatever space while it runs; or may
    still ask it, because she has not passed it yet. Then she neither rules about it nor sees its
    key."""
    hers = AttemptItem.objects.filter(
        question=question, attempt__user=user, attempt__quiz__preset=EXAM
    )
    if hers.filter(Q(attempt__space=space) | Q(attempt__state=Attempt.State.OPEN)).exists():
        return True
    exams = quiz_rules.exams_on([question.pk], space=space)
    asking = [revision.quiz_id for revision, asked in exams if question.pk in asked]
    return bool(quiz_rules.examines(user, asking))


@transaction.atomic
def decide(
    *, proposal: Proposal, plan_digest: str, reason: str, by: models.Model, at: datetime
) -> Regrade:
    """Rule as proposed; the job is asked for at once unless a second person has to agree first.

    `plan_digest` is of the dry run that was shown. Raises PermissionDenied to whoever may not or is
    concerned herself, Changed when the dry run would read differently now, NotWorkedOut, Refused.
    """
    _check_person(by, proposal)
    if not reason.strip():
        raise Refused("no_reason")
    found = _as_shown(proposal, plan_digest)
    if found.empties:
        raise Refused("nothing_left")
    regrade = Regrade.objects.create(
        space=proposal.space,
        question=proposal.version.question,
        version=proposal.version,
        versions=list(proposal.versions),
        target=proposal.target,
        treatment=proposal.treatment,
        response=proposal.response,
        never_lower=proposal.never_lower,
        needs_second=found.needs_second,
        plan_digest=plan_digest,
        figures=found.figures,
        reason_digest=digest_text(reason),
        by=by,
        at=at,
    )
    RegradeReason.objects.create(regrade=regrade, text=reason)
    _record("regrade.decided", regrade, by=by, at=at, text=reason)
    if not regrade.needs_second:
        _enqueue(regrade, by=by, at=at)
    return regrade


@transaction.atomic
def approve(*, regrade: Regrade, plan_digest: str, by: models.Model, at: datetime) -> None:
    """The second person agrees: from now on it holds, and the job is asked for.

    Raises PermissionDenied also to whoever decided it, AlreadyDecided, Changed, NotWorkedOut,
    Refused.
    """
    proposal = _to_be_judged(regrade, by=by)
    if _as_shown(proposal, plan_digest).empties:
        raise Refused("nothing_left")
    _say(regrade, approved=True, by=by, at=at)
    _enqueue(regrade, by=regrade.by, at=at)


@transaction.atomic
def refuse(*, regrade: Regrade, by: models.Model, at: datetime) -> None:
    """The second person does not agree: it never holds. Whoever decided it may take it back so.

    Raises PermissionDenied, AlreadyDecided.
    """
    _to_be_judged(regrade, by=by, may_be_hers=True)
    _say(regrade, approved=False, by=by, at=at)


def _to_be_judged(regrade: Regrade, *, by: models.Model, may_be_hers: bool = False) -> Proposal:
    proposal = proposal_of(regrade)
    _check_person(by, proposal)
    if by.pk == regrade.by_id and not may_be_hers:
        raise PermissionDenied("a second person has to agree")
    if not Regrade.objects.waiting().filter(pk=regrade.pk).exists():
        raise AlreadyDecided
    return proposal


def _say(regrade: Regrade, *, approved: bool, by: models.Model, at: datetime) -> None:
    try:
        with transaction.atomic():
            RegradeVerdict.objects.create(regrade=regrade, approved=approved, by=by, at=at)
    except IntegrityError as error:  # somebody was quicker
        raise AlreadyDecided from error
    _record("regrade.approved" if approved else "regrade.refused", regrade, by=by, at=at)


def _check_person(by: models.Model, proposal: Proposal) -> None:
    question = proposal.version.question
    if not may_rule(by, question=question, space=proposal.space):
        raise PermissionDenied
    if is_concerned(by, question=question, space=proposal.space):
        raise PermissionDenied("nobody rules about her own answers")


def _as_shown(proposal: Proposal, plan_digest: str) -> Plan:
    found = shown(proposal)
    if found is None:
        raise NotWorkedOut
    if found.digest() != plan_digest:
        raise Changed(found)
    return found


def _enqueue(regrade: Regrade, *, by: models.Model, at: datetime) -> None:
    args, space = {"regrade": regrade.pk, "page": str(regrade.public_id)}, regrade.space
    jobs.enqueue(kind=KIND, key=key_of(regrade.pk), args=args, space=space, by=by, at=at)


def _record(
    action: str, regrade: Regrade, *, by: models.Model, at: datetime, text: str = ""
) -> None:
    data = {
        "question": regrade.question.key,
        "treatment": regrade.treatment,
        "never_lower": regrade.never_lower,
        "plan": regrade.plan_digest,
        **regrade.figures,
    }
    permissions.ask("RECORDER")(
        action=action,
        by=by,
        subject=None,
        space=regrade.space,
        obj=regrade,
        data=data,
        text=text,
        at=at,
    )
