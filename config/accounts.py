"""Who may have an account: nobody by herself. The clinic gives accounts."""

from __future__ import annotations

import unicodedata

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from .sessions import is_fresh

DOTLESS = str.maketrans({"ı": "i"})


class ClosedAccounts(DefaultAccountAdapter):
    """Sign-up is closed. Wrong passwords are counted by the person, however she is spelt."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Whoever has just signed in has shown that it is she, too."""
        return not is_fresh(self.request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: object) -> str:
        # allauth's own would count anew for each name this site answers to.
        given = credentials.get("email") or credentials.get("username") or ""
        return f"login:{one_spelling(str(given))}"


def one_spelling(address: str) -> str:
    """The same for all spellings of an address that some database takes for one: capitals, accents,
    wide letters. Two addresses that differ in nothing else share their wrong passwords."""
    parted = unicodedata.normalize("NFKD", address.strip()).casefold()
    bare = "".join(letter for letter in parted if not unicodedata.combining(letter))
    return unicodedata.normalize("NFKC", bare).translate(DOTLESS)
