"""The very first link of a site: it makes the first owner and her clinic."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from training.models import Clinic, Invitation, User

from .inviting import LIFE
from .tokens import fresh_salt, sealed, token_of


@transaction.atomic
def first_link(*, at: dt.datetime) -> str | None:
    """The secret of a new founder's link, None once there is a clinic or anybody at all. A link
    that was given before is dead: only what the newest start has printed works."""
    if Clinic.objects.exists() or User.objects.exists():
        return None
    founders = Invitation.objects.standing().filter(purpose=Invitation.Purpose.FOUNDER)
    founders.update(withdrawn_at=at)
    salt, purpose = fresh_salt(), Invitation.Purpose.FOUNDER
    made = Invitation.objects.create(
        purpose=purpose,
        salt=salt,
        token_hash=sealed(purpose, salt),
        roles=["owner"],
        at=at,
        expires_at=at + LIFE,
    )
    return token_of(made)
