"""Taking an invitation up: a new account, one that comes back, or one that is there already."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from training import audit, people
from training.models import Clinic, Invitation, Membership, User

from .inviting import may_give
from .tokens import digest_of

Purpose = Invitation.Purpose


class Closed(Exception):
    """The link does not work: unknown, used, too old, taken back, or sent by somebody who may not
    invite any more; no difference is told."""


@dataclass(frozen=True, slots=True)
class Place:
    """What whoever takes an invitation up says about herself."""

    name: str
    password: str
    time_zone: str
    language: str = "en"


def find(*, token: str, at: dt.datetime) -> Invitation:
    """The invitation behind a link that works now. Raises Closed."""
    digests = {digest_of(purpose, token): purpose for purpose in Purpose}
    rows = Invitation.objects.open(at).select_related("clinic__space", "mentor", "by", "team")
    found = rows.filter(token_hash__in=digests).first()
    if found is None or digests[found.token_hash] != found.purpose or not _stands(found):
        raise Closed
    return found


def account_of(invitation: Invitation) -> User | None:
    """The account that has the invited address, open or closed."""
    return User.objects.filter(email=invitation.email).first()


@transaction.atomic
def accept(*, token: str, place: Place, at: dt.datetime) -> User:
    """A new account joins; or one that was closed is opened with a new password, by whoever reads
    its mail. Raises Closed, also when the address has an open account: that one signs in."""
    invitation = _taken(token, Purpose.JOIN, at)
    user = account_of(invitation)
    if user is not None and user.is_active:
        raise Closed
    if user is None:
        user = people.enrol(email=invitation.email, name=place.name, password=place.password)
    _settle_in(user, place)
    _join(invitation, user, at)
    return user


@transaction.atomic
def take_up(*, token: str, user: User, at: dt.datetime) -> Clinic:
    """Somebody who has an account joins. Raises Closed when it is not hers."""
    invitation = _taken(token, Purpose.JOIN, at)
    if not user.is_active or user.email != invitation.email:
        raise Closed
    _join(invitation, user, at)
    return invitation.clinic


@transaction.atomic
def found(*, token: str, clinic: str, email: str, place: Place, at: dt.datetime) -> User:
    """The first owner of a site founds its first clinic. Raises Closed, ValidationError."""
    invitation = _taken(token, Purpose.FOUNDER, at)
    if Clinic.objects.exists():
        raise Closed
    if User.objects.filter(email=email.strip().lower()).exists():
        raise ValidationError({"email": _("There is an account with this address. Use another.")})
    user = people.enrol(email=email, name=place.name, password=place.password)
    _settle_in(user, place)
    made = people.found_clinic(name=clinic, time_zone=place.time_zone, by=user, at=at)
    people.join(user=user, clinic=made, role=people.Role.OWNER, by=user, at=at)
    _use(invitation, user, at)
    audit.append(
        clinic=made, actor=user, action="invitation.used", subject=user, obj=invitation, at=at
    )
    return user


def _taken(token: str, purpose: str, at: dt.datetime) -> Invitation:
    """Locked, and asked again under the lock: of two at once the second finds it used."""
    rows = Invitation.objects.open(at).select_for_update(of=("self",))
    rows = rows.select_related("clinic__space", "mentor", "by", "team")
    found = rows.filter(token_hash=digest_of(purpose, token), purpose=purpose).first()
    if found is None or not _stands(found):
        raise Closed
    return found


def _stands(invitation: Invitation) -> bool:
    """Whether whoever invites still may: else somebody whose role was taken would come back, as an
    owner even, by a link she had sent to herself."""
    asked = {"clinic": invitation.clinic, "roles": invitation.roles}
    return invitation.by is None or may_give(**asked, by=invitation.by)


def _settle_in(user: User, place: Place) -> None:
    user.name, user.time_zone, user.language = place.name, place.time_zone, place.language
    user.is_active = True
    user.set_password(place.password)
    user.full_clean()
    user.save()


def _join(invitation: Invitation, user: User, at: dt.datetime) -> None:
    """Every role she was asked for and has not yet; a mentor who left meanwhile is left out."""
    clinic, mentor = invitation.clinic, invitation.mentor
    here = Membership.objects.current().filter(clinic=clinic)
    has = set(here.filter(user=user).values_list("role", flat=True))
    mentors = here.filter(user=mentor, role=people.Role.MENTOR) if mentor else here.none()
    whose = mentor if mentor != user and mentors.exists() else None
    for role in (one for one in invitation.roles if one not in has):
        learns = {"mentor": whose} if role == people.Role.JUNIOR else {}
        given = {"job": invitation.job, "by": invitation.by, "at": at}
        people.join(user=user, clinic=clinic, role=role, **learns, **given)
    if invitation.team is not None:
        place = {"person": user, "clinic": clinic, "by": invitation.by}
        people.set_teams(**place, teams=[invitation.team], at=at)
    _use(invitation, user, at)
    audit.append(
        clinic=clinic, actor=user, action="invitation.used", subject=user, obj=invitation, at=at
    )


def _use(invitation: Invitation, user: User, at: dt.datetime) -> None:
    invitation.used_at, invitation.used_by = at, user
    invitation.save(update_fields=["used_at", "used_by"])
