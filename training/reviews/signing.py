"""Recording a medical lead's sign-off, and taking back one recorded by mistake."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from quizzes.formats.digests import digest, digest_text
from training import audit, people
from training.models import (
    Clinic,
    Module,
    ModuleEdition,
    ModuleReview,
    ReviewWithdrawal,
    ReviewWords,
    User,
    WithdrawalReason,
)
from training.permissions import SIGN_CONTENT


class Stale(Exception):
    """The module has changed, or somebody signed it, since the page was opened."""


@transaction.atomic
def sign(
    *,
    clinic: Clinic,
    module: Module,
    edition: int,
    last: int,
    name: str,
    role: str,
    note: str = "",
    reviewed_on: dt.date,
    by: User,
    at: dt.datetime,
) -> ModuleReview:
    """Record that `name` reviewed this edition on that day. `edition` and `last` (the newest
    sign-off's number, 0 = none) are what the page showed: when either is another now, Stale.
    Raises PermissionDenied; ValidationError for a day that cannot be, or for a missing name."""
    if not by.has_perm(SIGN_CONTENT, clinic):
        raise PermissionDenied
    Clinic.objects.select_for_update(of=("self",), no_key=True).get(pk=clinic.pk)
    newest = ModuleEdition.objects.filter(module=module).order_by("-number").first()
    before = ModuleReview.objects.filter(clinic=clinic, module=module).order_by("-number").first()
    if newest is None or newest.number != edition or (before.number if before else 0) != last:
        raise Stale
    name, role = name.strip(), role.strip()
    _must_be_sound(clinic, newest, name, role, reviewed_on, at)
    return _write(clinic, newest, last + 1, (name, role, note.strip()), reviewed_on, by, at)


@transaction.atomic
def withdraw(*, review: ModuleReview, reason: str, by: User, at: dt.datetime) -> ReviewWithdrawal:
    """Take back what was recorded by mistake. A second call returns the first's row. Raises
    PermissionDenied; ValidationError without a reason."""
    if not by.has_perm(SIGN_CONTENT, review.clinic):
        raise PermissionDenied
    Clinic.objects.select_for_update(of=("self",), no_key=True).get(pk=review.clinic_id)
    before = ReviewWithdrawal.objects.filter(review=review).first()
    if before is not None:
        return before
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Say why: the reason is kept with the sign-off.")})
    sealed = digest_text(reason)
    made = ReviewWithdrawal.objects.create(review=review, reason_digest=sealed, by=by, at=at)
    WithdrawalReason.objects.create(withdrawal=made, text=reason)
    audit.append(
        clinic=review.clinic,
        actor=by,
        action="content.withdrawn",
        obj=review,
        data={"module": review.module.slug, "number": review.number},
        text=reason,
        at=at,
    )
    return made


def _must_be_sound(
    clinic: Clinic,
    edition: ModuleEdition,
    name: str,
    role: str,
    reviewed_on: dt.date,
    at: dt.datetime,
) -> None:
    wrong = {}
    if not name:
        wrong["name"] = _("Write who reviewed it.")
    if not role:
        wrong["role"] = _("Write their role, or their registration.")
    if reviewed_on > people.day_at(clinic, at):
        wrong["reviewed_on"] = _("Choose the day of the review: today or earlier.")
    elif reviewed_on < people.day_at(clinic, edition.published_at):
        wrong["reviewed_on"] = _("This edition did not exist on that day. Choose a later one.")
    if wrong:
        raise ValidationError(wrong)


def _write(
    clinic: Clinic,
    edition: ModuleEdition,
    number: int,
    words: tuple[str, str, str],
    reviewed_on: dt.date,
    by: User,
    at: dt.datetime,
) -> ModuleReview:
    review = ModuleReview.objects.create(
        clinic=clinic,
        module=edition.module,
        number=number,
        edition=edition,
        reviewed_on=reviewed_on,
        words_digest=digest(list(words)),
        by=by,
        at=at,
    )
    name, role, note = words
    ReviewWords.objects.create(review=review, name=name, role=role, note=note)
    audit.append(
        clinic=clinic,
        actor=by,
        action="content.signed",
        obj=review,
        data={
            "module": edition.module.slug,
            "edition": edition.number,
            "digest": edition.digest,
            "reviewed_on": reviewed_on.isoformat(),
            "words": review.words_digest,
        },
        at=at,
    )
    return review
