"""The second step of signing in, in our words: what its forms ask, what they say when it fails."""

from __future__ import annotations

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
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


def _ask(form: forms.Form, label: object, mode: str = "text") -> None:
    field = form.fields["code"]
    field.label = label
    field.widget.attrs = {"autocomplete": "one-time-code", "inputmode": mode}
