"""Inviting somebody; what she says about herself when she takes it up."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterable

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from training.invitations import Place, Wish
from training.models import Team, User
from training.rules import names

from .people import ANY, RolesForm

ADDRESS = {
    "required": gettext_lazy("Write the email address."),
    "invalid": gettext_lazy("Write the whole address, for example freya@example.test."),
}


def zones() -> list[str]:
    """The time zones of places, by name, and UTC."""
    return ["UTC", *sorted(one for one in zoneinfo.available_timezones() if _is_place(one))]


def _is_place(zone: str) -> bool:
    area = zone.partition("/")[0]
    return "/" in zone and area not in ("Etc", "SystemV", "US", "posix", "right")


class NameField(forms.CharField):
    """A name on one line, as it is shown everywhere."""

    def to_python(self, value: object) -> str:
        return names.tidy(super().to_python(value) or "")


class InviteForm(RolesForm):
    """Whom, and as what."""

    email = forms.EmailField(label=gettext_lazy("Email address"), error_messages=ADDRESS)
    name = NameField(
        label=gettext_lazy("Name"),
        required=False,
        max_length=names.NAME_MOST,
        help_text=gettext_lazy("Optional: everybody writes their own."),
    )
    team = forms.ChoiceField(
        label=gettext_lazy("Team"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a team from the list.")},
    )
    field_order = ("email", "name", "roles", "mentor", "job", "team")

    def __init__(self, *args: object, teams: Iterable[Team], **kwargs: object) -> None:
        kwargs["initial"] = {"roles": ["junior"], "mentor": ANY} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.teams = {str(one.public_id): one for one in teams}
        choices = [(key, one.name) for key, one in self.teams.items()]
        self.fields["team"].choices = [("", _("No team")), *choices]
        if not self.teams:
            del self.fields["team"]

    def wish(self) -> Wish:
        data = self.cleaned_data
        team = self.teams.get(data.get("team", ""))
        return Wish(email=data["email"], name=data["name"], team=team, **self.wanted())


class AcceptForm(forms.Form):
    """Who she is, and the password she will sign in with."""

    name = NameField(
        label=gettext_lazy("Your name"),
        max_length=names.NAME_MOST,
        help_text=gettext_lazy("As it should stand on a certificate."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Write your name.")},
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy(
            "12 characters or more. Three or four words you can remember make a good one."
        ),
        error_messages={"required": gettext_lazy("Choose a password.")},
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        help_text=gettext_lazy("Where you work: days and due dates follow it."),
        error_messages={"invalid_choice": gettext_lazy("Choose a time zone from the list.")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=settings.LANGUAGES,
        error_messages={"invalid_choice": gettext_lazy("Choose a language from the list.")},
    )

    def __init__(self, *args: object, email: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["time_zone"].choices = [(one, one.replace("_", " ")) for one in zones()]
        if len(settings.LANGUAGES) < 2:
            del self.fields["language"]

    def clean(self) -> dict[str, object]:
        data = super().clean()
        if data.get("password"):
            user = User(email=data.get("email") or self.email, name=data.get("name", ""))
            try:
                validate_password(data["password"], user)
            except forms.ValidationError as refusal:
                self.add_error("password", refusal)
        return data

    def place(self) -> Place:
        data = self.cleaned_data
        language = data.get("language", settings.LANGUAGE_CODE)
        return Place(data["name"], data["password"], data["time_zone"], language)


class FounderForm(AcceptForm):
    """The same for the first owner, who names her clinic and her own address."""

    clinic = NameField(
        label=gettext_lazy("Name of the clinic"),
        max_length=200,
        help_text=gettext_lazy("As it should stand on a certificate."),
        error_messages={"required": gettext_lazy("Write the name of the clinic.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Your email address"),
        help_text=gettext_lazy("You sign in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages=ADDRESS,
    )
    field_order = ("clinic", "name", "email", "password", "time_zone", "language")

    def clean_email(self) -> str:
        return names.address(self.cleaned_data["email"])
