"""What makes the codes of a second step is kept so that the database alone gives none away."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp

from training.models import User

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def shown_now() -> str:
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(SECRET, counter))


def kept(user: User) -> Authenticator:
    return Authenticator.objects.get(user=user, type="totp")


def test_the_secret_of_an_app_does_not_stand_in_the_database(junior: User) -> None:
    totp.TOTP.activate(junior, SECRET)
    assert SECRET not in str(kept(junior).data)
    assert kept(junior).wrap().validate_code(shown_now())


def test_what_recovery_codes_are_made_of_does_not_either(junior: User) -> None:
    codes = RecoveryCodes.activate(junior)
    row = Authenticator.objects.get(user=junior, type="recovery_codes")
    assert row.wrap().get_unused_codes() == codes.get_unused_codes()
    assert row.data["seed"].startswith("gAAAA")  # what Fernet writes begins so


def test_a_new_secret_of_the_site_reads_what_the_one_before_wrote(junior: User, settings) -> None:
    totp.TOTP.activate(junior, SECRET)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-" * 8
    assert kept(junior).wrap().validate_code(shown_now())


def test_without_the_one_before_no_code_is_right(junior: User, settings) -> None:
    totp.TOTP.activate(junior, SECRET)
    settings.SECRET_KEY = "another-" * 8
    assert not kept(junior).wrap().validate_code(shown_now())
