"""The second step of signing in, in our words: what its forms ask, what they say when it fails."""

from __future__ import annotations

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django import forms
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from training.models import User


class SecondSteps(DefaultMFAAdapter):
    """allauth's, with sentences that say what to do."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "That is not the code, or it is too old. Wait for the next and try it."
        ),
        "cannot_generate_recovery_codes": _("Set up a passkey or an app first."),
    }

    def encrypt(self, text: str) -> str:
        """What makes codes is of no use to who reads the database alone."""
        return _locks().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Made with a secret of the site that is gone, it makes codes that nobody can know."""
        try:
            return _locks().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return generate_totp_secret()

    def generate_authenticator_name(self, user: User, type: str) -> str:
        """What a passkey is called until she says."""
        there = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey") if not there else f"{_('Passkey')} {there + 1}"


class PasskeyForm(AddWebAuthnForm):
    """A key that signs in by itself is what is wanted, so that is what is ticked."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["name"].help_text = _("After the device it is on, for example: my phone.")
        passwordless = self.fields["passwordless"]
        passwordless.initial, passwordless.label = True, _("Sign in with it alone")
        passwordless.help_text = _("Without it, it is only the step after your password.")


class AppForm(ActivateTOTPForm):
    """The first code, which shows that the app works."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _ask(self, _("Code"), "numeric")


class CodeForm(AuthenticateForm):
    """A code after the password."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _ask(self, _("Code from your app, or a recovery code"))


class CodeAgainForm(ReauthenticateForm):
    """A code instead of the password, when she is asked whether it is still she."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _ask(self, _("Code from your app, or a recovery code"))


def _locks() -> MultiFernet:
    """Of the secret of the site now, and of those before it that are still known."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    salt = "milium.second-steps"
    digests = [salted_hmac(salt, "", secret=one, algorithm="sha256").digest() for one in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(one)) for one in digests])


def _ask(form: forms.Form, label: object, mode: str = "text") -> None:
    field = form.fields["code"]
    field.label = label
    field.widget.attrs = {"autocomplete": "one-time-code", "inputmode": mode}
