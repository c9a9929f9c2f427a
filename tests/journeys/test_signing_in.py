"""Signing in without a password, with a second step, and with a code kept for a bad day."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from .test_accessibility import faults
from .visitor import PASSWORD, PHONE, Visitor
from .ways.accounts import code, proved, with_device

pytestmark = pytest.mark.browser
HEDDA, GERDA, FREYA = "hedda@example.test", "gerda@example.test", "freya.l@example.test"
COMING = """
from training import people
people.enrol(email={email!r}, name={email!r}[:5].title(), password={password!r})
"""
LONG_AGO = """
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from training.models import User
who = str(User.objects.get(email={email!r}).pk)
for key in Session.objects.values_list("session_key", flat=True):
    kept = SessionStore(key)
    if kept.get("_auth_user_id") == who:
        kept["account_authentication_methods"] = []
        kept.save()
"""


def arrive(visitor: Visitor, email: str) -> Visitor:
    """Somebody new, signed in by her password."""
    visitor.site.run(COMING.format(email=email, password=PASSWORD))
    return visitor.by_password(email)


def leave(visitor: Visitor) -> None:
    visitor.go("/accounts/logout/")
    visitor.page.locator("main").get_by_role("button", name="Sign out").click()
    visitor.page.wait_for_url("**/accounts/login/")


def by_code(visitor: Visitor, digits: str) -> None:
    """The password, then a code."""
    visitor.by_password(GERDA)
    assert visitor.sees("One more step")
    visitor.page.locator("[name=code]").fill(digits)
    visitor.page.locator("main").get_by_role("button", name="Sign in", exact=True).click()


def inside(visitor: Visitor) -> bool:
    return "/accounts/" not in visitor.path


def test_with_a_passkey_no_password_is_typed(visit: Callable[..., Visitor]) -> None:
    hedda = arrive(visit(size=PHONE), HEDDA)
    with_device(hedda)
    hedda.go("/account/")
    hedda.page.get_by_role("link", name="Add a passkey").click()
    hedda.page.get_by_label("Name").fill("My phone")
    hedda.page.get_by_role("button", name="Add it").click()
    hedda.page.wait_for_url("**/recovery-codes/")
    assert len(hedda.page.get_by_label(re.compile("are left")).input_value().split()) == 10
    leave(hedda)
    hedda.page.get_by_role("button", name="Sign in with a passkey").click()
    hedda.page.wait_for_url(lambda url: "/accounts/" not in url)
    hedda.go("/accounts/2fa/webauthn/")
    assert hedda.sees("My phone") and hedda.sees("Last used on")


def test_what_was_typed_waits_for_the_passkey_and_is_sent_by_it(
    visit: Callable[..., Visitor],
) -> None:
    freya = arrive(visit(size=PHONE), FREYA)
    with_device(freya)
    freya.go("/accounts/2fa/webauthn/add/")
    freya.page.get_by_role("button", name="Add it").click()
    freya.page.wait_for_url("**/recovery-codes/")
    freya.site.run(LONG_AGO.format(email=FREYA))
    freya.go("/account/")
    freya.page.get_by_text("Change it").click()
    freya.page.get_by_label("New email address").fill("freya.new@example.test")
    freya.page.get_by_role("button", name="Send the link").click()
    freya.page.get_by_role("heading", name="Is it still you?").wait_for()
    assert faults(freya) == []
    freya.page.get_by_role("button", name="Confirm with a passkey").click()
    freya.page.get_by_text("We sent a link to freya.new@example.test").wait_for()
    assert freya.path == "/account/"


def test_an_app_that_shows_codes_and_the_code_for_a_bad_day(visit: Callable[..., Visitor]) -> None:
    gerda = arrive(visit(size=PHONE), GERDA)
    proved(gerda, "/accounts/2fa/totp/activate/")
    secret = gerda.page.locator("#authenticator_secret").input_value()
    gerda.page.locator("[name=code]").fill(code(secret))
    gerda.page.get_by_role("button", name="Set it up").click()
    gerda.page.wait_for_url("**/recovery-codes/")
    kept = gerda.page.get_by_label(re.compile("are left")).input_value().split()
    leave(gerda)
    by_code(gerda, "000000")
    assert gerda.sees("That is not the code") and not inside(gerda)
    gerda.page.locator("[name=code]").fill(code(secret, ahead=1))
    gerda.page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    gerda.page.wait_for_url(lambda url: "/accounts/" not in url)
    leave(gerda)
    by_code(gerda, kept[0])
    gerda.page.wait_for_url(lambda url: "/accounts/" not in url)
    leave(gerda)
    by_code(gerda, kept[0])
    assert gerda.sees("That is not the code") and not inside(gerda)
