"""The number on a certificate, and how the certificate with that number stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from training.models import Certificate
from training.rules.certification import State

from .standing import state_of, with_history

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 26  # 130 bits


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the public page says about one certificate at one moment."""

    certificate: Certificate
    state: State
    changed_at: dt.datetime | None
    at: dt.datetime


def readable(code: str) -> str:
    """The code as people type it: capitals, no separators, O for 0 and I or L for 1 forgiven."""
    cleaned = "".join(sign for sign in code if sign.isalnum()).upper()
    return cleaned.translate(str.maketrans("OIL", "011"))


def verify(*, code: str, at: dt.datetime) -> Verdict | None:
    """The state of the certificate with this code at a moment, or None when there is none."""
    cleaned = readable(code)
    if len(cleaned) != CODE_LENGTH:
        return None
    found = with_history().filter(code=cleaned).first()
    if found is None:
        return None
    now = state_of(found, at=at)
    changes = [one.at for one in found.changes.all() if one.at <= at]
    return Verdict(found, now, max(changes, default=None), at)
