"""What somebody's roles ask of her signing in: a second step, and shorter sessions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from training.models import Membership, User
from training.rules.signin import LEADS, Held, SecondFactor, second_factor_due

STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True, slots=True)
class Duties:
    """`roles`: all she holds that lead, as "clinic role"."""

    roles: frozenset[str]
    second_factor: SecondFactor | None

    @property
    def leads(self) -> bool:
        return bool(self.roles)


def duties(*, user: User, grace: dt.timedelta | None) -> Duties:
    """One query for most people, two for who leads somewhere."""
    rows = Membership.objects.current().filter(user=user, role__in=LEADS)
    held = list(rows.values_list("clinic_id", "role", "started_at", "clinic__is_demo"))
    roles = frozenset(f"{clinic} {role}" for clinic, role, _, _ in held)
    if not held:
        return Duties(roles, None)
    asked = [Held(role, since, demo) for _, role, since, demo in held]
    enrolled = is_enrolled(user)
    return Duties(roles, second_factor_due(asked, enrolled=enrolled, grace=grace))


def is_enrolled(user: User) -> bool:
    """Whether signing in takes her a passkey or a code of an app."""
    return Authenticator.objects.filter(user=user, type__in=STEPS).exists()
