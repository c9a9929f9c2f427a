"""Asking people to join: one, many at once, once more, and taking it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from training import audit, people
from training.models import Clinic, Invitation, Membership, Team, User
from training.people import NotYours
from training.rules import names

from .tokens import fresh_salt, sealed

LIFE = dt.timedelta(days=14)


class AlreadyHere(Exception):
    """She works at this clinic."""


class AlreadyInvited(Exception):
    """An invitation to her stands: it can be sent once more."""

    def __init__(self, invitation: Invitation) -> None:
        super().__init__(invitation.pk)
        self.invitation = invitation


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom to invite, as what."""

    email: str
    name: str = ""
    roles: Sequence[str] = ("junior",)
    mentor: User | None = None
    team: Team | None = None
    job: str = ""


@transaction.atomic
def invite(*, clinic: Clinic, wish: Wish, by: User, at: dt.datetime) -> Invitation:
    """Ask one person. Raises ValidationError for what a form can put right, NotYours for a role
    that is not hers to give, AlreadyHere, AlreadyInvited."""
    email = names.address(wish.email)
    validate_email(email)
    _must_be_given(clinic, wish, by)
    if Membership.objects.current().filter(clinic=clinic, user__email=email).exists():
        raise AlreadyHere
    standing = Invitation.objects.standing().filter(clinic=clinic, email=email).first()
    if standing is not None:
        raise AlreadyInvited(standing)
    try:
        with transaction.atomic():
            made = _made(clinic, wish, by, at)
            made.save()
    except IntegrityError:  # two owners at the same moment
        there = Invitation.objects.standing().get(clinic=clinic, email=email)
        raise AlreadyInvited(there) from None
    _record([made], clinic, by, at)
    return made


@transaction.atomic
def invite_all(
    *, clinic: Clinic, wishes: Iterable[Wish], by: User, at: dt.datetime
) -> list[Invitation]:
    """Ask many: the caller has found that each of them may be asked, and nobody twice. A fixed
    number of statements for each few hundred, the record included."""
    made = Invitation.objects.bulk_create(_made(clinic, wish, by, at) for wish in wishes)
    _record(made, clinic, by, at)
    return made


@transaction.atomic
def renew(*, invitation: Invitation, by: User, at: dt.datetime) -> Invitation:
    """A new link for two weeks more; the old one is dead from now on. Whoever sends it again is the
    one who invites. Raises NotYours, ValidationError when it was used or taken back meanwhile."""
    found = _standing(invitation)
    if not may_give(clinic=found.clinic, roles=found.roles, by=by):
        raise NotYours
    found.salt = fresh_salt()
    found.token_hash = sealed(found.purpose, found.salt)
    found.expires_at, found.sent_at, found.by = at + LIFE, None, by
    found.save(update_fields=["salt", "token_hash", "expires_at", "sent_at", "by"])
    audit.append(clinic=found.clinic, actor=by, action="invitation.renewed", obj=found, at=at)
    return found


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User, at: dt.datetime) -> Invitation:
    """Its link is dead. Raises ValidationError when it was used or taken back meanwhile."""
    found = _standing(invitation)
    found.withdrawn_at = at
    found.save(update_fields=["withdrawn_at"])
    audit.append(clinic=found.clinic, actor=by, action="invitation.withdrawn", obj=found, at=at)
    return found


def may_give(*, clinic: Clinic, roles: Sequence[str], by: User) -> bool:
    """Whether she may ask somebody to be this here, from what she is at this moment."""
    where = people.standing(user=by, clinic_id=str(clinic.public_id))
    return where.clinic == clinic and set(roles) <= set(people.grantable(where))


def _standing(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.standing().select_for_update(of=("self",))
    found = rows.select_related("clinic").filter(pk=invitation.pk).first()
    if found is None:
        raise ValidationError(_("Somebody was quicker: it was used or withdrawn meanwhile."))
    return found


def _must_be_given(clinic: Clinic, wish: Wish, by: User) -> None:
    if not wish.roles:
        raise ValidationError(_("Choose at least one role."))
    if not may_give(clinic=clinic, roles=wish.roles, by=by):
        raise NotYours
    mentors = people.mentors_of(clinic)
    if wish.mentor is not None and not mentors.filter(pk=wish.mentor.pk).exists():
        raise ValidationError(_("Choose a mentor who works at %(clinic)s.") % {"clinic": clinic})
    if wish.team is not None and wish.team.clinic_id != clinic.pk:
        raise ValidationError(_("Choose a team of this clinic."))


def _made(clinic: Clinic, wish: Wish, by: User, at: dt.datetime) -> Invitation:
    salt, purpose = fresh_salt(), Invitation.Purpose.JOIN
    return Invitation(
        purpose=purpose,
        clinic=clinic,
        email=names.address(wish.email),
        name=names.tidy(wish.name)[: names.NAME_MOST],
        job=names.tidy(wish.job)[:100],
        roles=list(wish.roles),
        mentor=wish.mentor if people.Role.JUNIOR in wish.roles else None,
        team=wish.team,
        salt=salt,
        token_hash=sealed(purpose, salt),
        by=by,
        at=at,
        expires_at=at + LIFE,
    )


def _record(made: Sequence[Invitation], clinic: Clinic, by: User, at: dt.datetime) -> None:
    entries = [
        audit.Entry(
            action="invitation.made",
            obj=one,
            data={"roles": one.roles, "mentor": one.mentor_id, "team": one.team_id},
        )
        for one in made
    ]
    audit.append_all(clinic=clinic, actor=by, entries=entries, at=at)
