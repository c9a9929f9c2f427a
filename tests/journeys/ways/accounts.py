"""To everything about signing in: passwords, the second step, passkeys, sessions."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Iterator

from tests.journeys.visitor import JUNIOR, PASSWORD, Visitor

from .way import Way, opened, walked

# With an app that shows codes; with a passkey. Both get recovery codes with it.
SOFIA, PRIYA = "sofia@example.test", "priya@example.test"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
WORK = "from django.core.management import call_command\ncall_command('work', once=True)"
RESET = f"""
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from training.models import User
user = User.objects.get(email={SOFIA!r})
print(user_pk_to_url_str(user) + "-" + default_token_generator.make_token(user))
"""
WAYS: list[Way] = [
    *opened(
        "",
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/inactive/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/1-no-such-key/",
        "/accounts/password/reset/key/done/",
        "/accounts/confirm-email/",
        "/accounts/confirm-email/no-such-key/",
    ),
    *opened(
        JUNIOR,
        "/accounts/logout/",
        "/accounts/reauthenticate/",
        "/accounts/password/change/",
        "/accounts/2fa/",
        "/accounts/2fa/webauthn/",
        "/accounts/sessions/",
        "/account/",
        "/account/email/no-such-link/",
    ),
]


@walked(WAYS, "account_login", "")
def a_password_that_is_wrong(visitor: Visitor) -> Iterator[object]:
    visitor.go("/accounts/login/")
    visitor.page.get_by_label("Email").fill(JUNIOR)
    visitor.page.get_by_label("Password", exact=True).fill("not this one")
    visitor.page.get_by_role("button", name="Sign in", exact=True).click()
    yield visitor.page.locator("[role=alert]").first.wait_for()


@walked(WAYS, "account_change_password", JUNIOR)
def a_new_password_that_will_not_do(visitor: Visitor) -> Iterator[object]:
    visitor.go("/accounts/password/change/")
    visitor.page.locator("main form button").last.click()
    yield visitor.page.locator("[aria-invalid=true]").first.wait_for()


@walked(WAYS, "mfa_add_webauthn", JUNIOR)
def a_passkey_to_be_added(visitor: Visitor) -> Iterator[object]:
    yield proved(visitor, "/accounts/2fa/webauthn/add/")


@walked(WAYS, "account_reset_password_from_key", "")
def a_new_password_after_a_reset(visitor: Visitor) -> Iterator[object]:
    key = visitor.site.run(RESET).split()[-1]
    visitor.go(f"/accounts/password/reset/key/{key}/")
    yield visitor.page.locator("[name=password1]").wait_for()


@walked(WAYS, "mfa_activate_totp", SOFIA)
def a_second_step_to_be_set_up(visitor: Visitor) -> Iterator[object]:
    yield proved(visitor, "/accounts/2fa/totp/activate/")
    visitor.page.locator("main form button").last.click()
    yield visitor.page.locator("[aria-invalid=true]").first.wait_for()


@walked(WAYS, "mfa_view_recovery_codes", SOFIA)
def her_recovery_codes(visitor: Visitor) -> Iterator[object]:
    with_codes(visitor)
    yield proved(visitor, "/accounts/2fa/recovery-codes/")


@walked(WAYS, "mfa_generate_recovery_codes", SOFIA)
def new_recovery_codes(visitor: Visitor) -> Iterator[object]:
    with_codes(visitor)
    yield proved(visitor, "/accounts/2fa/recovery-codes/generate/")


@walked(WAYS, "mfa_deactivate_totp", SOFIA)
def a_second_step_to_be_taken_away(visitor: Visitor) -> Iterator[object]:
    with_codes(visitor)
    yield proved(visitor, "/accounts/2fa/totp/deactivate/")


@walked(WAYS, "mfa_index", SOFIA)
def a_second_step_that_is_set_up(visitor: Visitor) -> Iterator[object]:
    with_codes(visitor)
    yield visitor.go("/accounts/2fa/")


@walked(WAYS, "mfa_reauthenticate", SOFIA)
def a_code_to_prove_who_she_is(visitor: Visitor) -> Iterator[object]:
    with_codes(visitor)
    yield visitor.go("/accounts/2fa/reauthenticate/")


@walked(WAYS, "mfa_authenticate", "")
def a_code_after_the_password(visitor: Visitor) -> Iterator[object]:
    with_codes(visitor.beside(SOFIA))
    yield visitor.by_password(SOFIA)


@walked(WAYS, "mfa_list_webauthn", PRIYA)
def a_passkey_that_is_hers(visitor: Visitor) -> Iterator[object]:
    yield with_passkey(visitor)


@walked(WAYS, "mfa_edit_webauthn", PRIYA)
def a_passkey_to_be_renamed(visitor: Visitor) -> Iterator[object]:
    with_passkey(visitor)
    yield proved(visitor, on(visitor, "Rename"))


@walked(WAYS, "mfa_remove_webauthn", PRIYA)
def a_passkey_to_be_removed(visitor: Visitor) -> Iterator[object]:
    with_passkey(visitor)
    yield proved(visitor, on(visitor, "Remove"))


@walked(WAYS, "mfa_reauthenticate_webauthn", PRIYA)
def a_passkey_to_prove_who_she_is(visitor: Visitor) -> Iterator[object]:
    with_passkey(visitor)
    yield visitor.go("/accounts/2fa/webauthn/reauthenticate/")


def on(visitor: Visitor, button: str) -> str:
    link = visitor.page.get_by_role("link", name=re.compile(f"^{button}")).first
    return link.get_attribute("href")


def with_passkey(visitor: Visitor) -> None:
    """At her passkeys, one of them made on this machine."""
    visitor.go("/accounts/2fa/webauthn/")
    if visitor.page.get_by_role("link", name=re.compile("^Rename")).count():
        return
    with_device(visitor)
    proved(visitor, "/accounts/2fa/webauthn/add/")
    visitor.page.get_by_role("button", name="Add it").click()
    visitor.page.wait_for_url("**/recovery-codes/")
    visitor.go("/accounts/2fa/webauthn/")


def with_device(visitor: Visitor) -> None:
    """At a machine that can keep passkeys."""
    machine = visitor.context.new_cdp_session(visitor.page)
    machine.send("WebAuthn.enable")
    machine.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def with_codes(visitor: Visitor) -> None:
    """With an app that shows codes, set up now or before."""
    visitor.go("/accounts/2fa/")
    if visitor.page.locator("a[href$='/totp/deactivate/']").count():
        return
    proved(visitor, "/accounts/2fa/totp/activate/")
    secret = visitor.page.locator("#authenticator_secret").input_value()
    visitor.page.locator("[name=code]").fill(code(secret))
    visitor.page.get_by_role("button", name="Set it up").click()
    visitor.page.wait_for_url("**/recovery-codes/")


def proved(visitor: Visitor, path: str) -> None:
    """Go there; when asked to prove who she is, by her password."""
    visitor.go(path)
    if "/reauthenticate/" in visitor.path:
        form = visitor.page.locator("main form", has=visitor.page.locator("[name=password]")).first
        form.locator("[name=password]").fill(PASSWORD)
        form.locator("button").first.click()
        visitor.page.wait_for_url(f"**{path}")


def code(secret: str, ahead: int = 0) -> str:
    """What an authenticator app shows now (RFC 6238: SHA-1, 30 s, six digits), or so many steps
    ahead: each code is good for once."""
    counter = struct.pack(">Q", int(time.time()) // 30 + ahead)
    packed = hmac.digest(base64.b32decode(secret + "=" * (-len(secret) % 8)), counter, hashlib.sha1)
    place = packed[-1] & 15
    return f"{(struct.unpack('>I', packed[place : place + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


@walked(WAYS, "training:my-data", JUNIOR)
def a_copy_of_her_data_asked_for_and_made(visitor: Visitor) -> Iterator[object]:
    yield visitor.go("/account/privacy/")
    visitor.page.get_by_role("button", name="Ask for a copy").click()
    yield visitor.page.get_by_role("link", name="See how far it is").wait_for()
    visitor.site.run(WORK)
    visitor.go("/account/privacy/")
    yield visitor.page.get_by_role("link", name="To read (PDF)").wait_for()
