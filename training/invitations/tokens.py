"""The secret in a link: 256 bits, made of the site's secret and a salt, bound to a purpose."""

from __future__ import annotations

import base64
import hashlib
import secrets

from django.utils.crypto import salted_hmac

from training.models import Invitation

SALT_BYTES = 24


def fresh_salt() -> str:
    return secrets.token_urlsafe(SALT_BYTES)


def token_of(invitation: Invitation) -> str:
    """What stands in its link."""
    return _token(invitation.purpose, invitation.salt)


def digest_of(purpose: str, token: str) -> str:
    """What is kept of a link. The purpose is in it: a link for one thing opens no other."""
    return hashlib.sha256(f"invitation:{purpose}:{token}".encode()).hexdigest()


def sealed(purpose: str, salt: str) -> str:
    """The digest for a new salt."""
    return digest_of(purpose, _token(purpose, salt))


def _token(purpose: str, salt: str) -> str:
    made = salted_hmac(f"milium.invitation.{purpose}", salt, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()
