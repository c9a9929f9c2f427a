"""What a session knows of itself: when it began, when it was used, what its person's roles ask.

Looked up at sign-in, and again every few minutes when she opens a page, which is when a role that
was given or taken meanwhile makes itself felt.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest

from training import people
from training.models import User
from training.rules.signin import Over, SecondFactor, session_over

KEY = "signed"
EVERY = dt.timedelta(minutes=5)  # a session is written so often at most
LATEST = dt.timedelta(minutes=15)  # roles wait so long for a page; then anything will do
FORGET = "/accounts/2fa/"  # what is done there may change what is asked


@dataclass(frozen=True, slots=True)
class Stamp:
    """`checked` is when her roles were last looked up, `seen` when she was last here: both up to
    five minutes late. `by` is how long a second step may wait; `asked` whether one is asked."""

    begun: float
    seen: float
    checked: float
    roles: tuple[str, ...] = ()
    asked: bool = False
    by: float | None = None

    @property
    def second_factor(self) -> SecondFactor | None:
        if not self.asked:
            return None
        return SecondFactor(None if self.by is None else moment(self.by))

    def over(self, at: dt.datetime) -> Over | None:
        """Why the session is over, if it is."""
        limits = settings.LEAD_SESSION if self.roles else settings.LEARNER_SESSION
        begun, seen = moment(self.begun), moment(self.seen)
        return session_over(begun=begun, seen=seen, at=at, limits=limits)

    def is_old(self, at: dt.datetime) -> bool:
        return at - moment(self.seen) >= EVERY

    def is_unchecked(self, at: dt.datetime, *, is_page: bool) -> bool:
        """A page is the time to look her roles up. Whoever opens none, which is hers to say, is
        not left alone with those she had."""
        return at - moment(self.checked) >= (EVERY if is_page else LATEST)


def read(request: HttpRequest) -> Stamp | None:
    """None for a session that has none yet: somebody has just signed in."""
    kept = request.session.get(KEY)
    return Stamp(**{**kept, "roles": tuple(kept["roles"])}) if kept else None


def write(request: HttpRequest, stamp: Stamp) -> None:
    names = ("begun", "seen", "checked", "roles", "asked", "by")
    request.session[KEY] = {name: getattr(stamp, name) for name in names}


def forget_roles(request: HttpRequest) -> None:
    """Have them looked up at her next page."""
    kept = request.session.get(KEY)
    if kept:
        request.session[KEY] = kept | {"checked": 0}


def look_up(request: HttpRequest, stamp: Stamp | None, at: dt.datetime) -> Stamp:
    """Stamp the session anew. Who may do more than before gets another key to it."""
    fresh = made(request.user, begun=stamp.begun if stamp else at.timestamp(), at=at)
    if stamp is not None and set(fresh.roles) - set(stamp.roles):
        rotate(request)
    write(request, fresh)
    return fresh


def made(user: User, *, begun: float, at: dt.datetime) -> Stamp:
    """What stands in her session now."""
    now, asks = at.timestamp(), people.duties(user=user, grace=settings.SECOND_FACTOR_GRACE)
    by = asks.second_factor.by if asks.second_factor else None
    return Stamp(
        begun=begun,
        seen=now,
        checked=now,
        roles=tuple(sorted(asks.roles)),
        asked=asks.second_factor is not None,
        by=by.timestamp() if by else None,
    )


def rotate(request: HttpRequest) -> None:
    """The same session under another key, also in the list of her devices."""
    old = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)


def moment(at: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(at, tz=dt.UTC)
