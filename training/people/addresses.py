"""Changing one's own e-mail address, and what one is called.

Nothing is kept of a new address until it is confirmed, and only she herself, signed in, confirms
it: whoever gets the mail by a slip of the pen can do nothing with its link.
"""

from __future__ import annotations

import datetime as dt

from allauth.account.models import EmailAddress
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from training import audit
from training.models import User

SALT = "milium.address"
LIFE = dt.timedelta(days=3)


class UsedUp(Exception):
    """The link is too old, was used, or is somebody else's."""


def address_token(*, user: User, email: str, at: dt.datetime) -> str:
    """What the link to a new address carries. It works once: it names the address she leaves."""
    told = [str(user.public_id), user.email, email.strip().lower(), at.timestamp()]
    return signing.dumps(told, salt=SALT)


def address_of(*, user: User, token: str, at: dt.datetime) -> str:
    """The address a link of hers confirms. Raises UsedUp."""
    try:
        who, old, new, begun = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise UsedUp from None
    late = at.timestamp() - begun >= LIFE.total_seconds()
    if late or who != str(user.public_id) or old != user.email:
        raise UsedUp
    return new


@transaction.atomic
def readdress(*, user: User, token: str, at: dt.datetime) -> User:
    """She is reached, and signs in, under the new address from now on. Raises UsedUp, and
    ValidationError when somebody else has come to have it."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.email = address_of(user=user, token=token, at=at)
    user.full_clean()
    user.save(update_fields=["email"])
    if EmailAddress.objects.filter(email__iexact=user.email).exclude(user=user).exists():
        raise ValidationError(_("Somebody has this address already."))
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    _record(user, "account.readdressed", at)
    return user


@transaction.atomic
def introduce(*, user: User, name: str, time_zone: str, language: str, at: dt.datetime) -> User:
    """How she is called, and in which zone and language pages speak to her. Certificates keep the
    name they were issued to. Raises ValidationError."""
    user = User.objects.select_for_update().get(pk=user.pk)
    renamed = user.name != name
    user.name, user.time_zone, user.language = name, time_zone, language
    user.full_clean()
    user.save(update_fields=["name", "time_zone", "language"])
    if renamed:
        _record(user, "account.renamed", at)
    return user


def _record(user: User, action: str, at: dt.datetime) -> None:
    """In the record of each clinic she works in."""
    held = user.memberships.filter(ended_at__isnull=True).select_related("clinic")
    for clinic in {one.clinic for one in held.order_by("clinic")} or {None}:
        audit.append(clinic=clinic, actor=user, action=action, subject=user, obj=user, at=at)
