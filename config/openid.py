"""Signing in where the chain does already, by OpenID Connect. Off unless settings name a server.

Who she is says the server's `sub` alone. The first time a known person is found by her address, if
the server vouches for it in so many words; from then on her address there means nothing here.
Nobody gets an account by it, and a second step that her role needs is asked here all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin

PROVIDER = "clinic"  # its place in our addresses: /accounts/oidc/clinic/login/


class KnownPeople(DefaultSocialAccountAdapter):
    """Lets in whom the clinic knows already."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """It signs in and does nothing else: nobody ties whoever the server says to the account
        that this browser is signed in to, or a colleague at an open screen gets a key to it."""
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise PermissionDenied

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Only where the server says `true`: a word, a number or nothing at all is no promise."""
        claims = login.account.extra_data.get("id_token", {})
        return claims.get("email_verified") is True and claims.get("email") == email
