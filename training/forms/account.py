"""What somebody says about herself: her name, her time zone, her language, her address."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from training.models import User
from training.rules import names

from .invitations import ADDRESS, NameField, zones


class MyselfForm(forms.Form):
    """Her name and how pages speak to her; no language where there is one only."""

    name = NameField(
        label=gettext_lazy("Your name"),
        max_length=names.NAME_MOST,
        help_text=gettext_lazy("As it stands on your next certificate."),
        error_messages={"required": gettext_lazy("Write your name.")},
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        help_text=gettext_lazy("Days and times are shown as they are there."),
        error_messages={"invalid_choice": gettext_lazy("Choose a time zone from the list.")},
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)

    def __init__(self, data: object = None, *, user: User) -> None:
        stands = {"name": user.name, "time_zone": user.time_zone, "language": user.language}
        super().__init__(data, initial=stands)
        offered = dict.fromkeys([user.time_zone, *zones()])
        self.fields["time_zone"].choices = [(one, one) for one in sorted(offered)]
        if len(settings.LANGUAGES) == 1:
            del self.fields["language"]
        self.user = user

    def said(self) -> dict[str, str]:
        return {"language": self.user.language} | self.cleaned_data


class AddressForm(forms.Form):
    """Where she wants to be reached instead."""

    email = forms.EmailField(
        label=gettext_lazy("New email address"),
        error_messages=ADDRESS,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, data: object = None, *, user: User) -> None:
        super().__init__(data, prefix="address")
        self.user = user

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        if email == self.user.email:
            raise forms.ValidationError(gettext_lazy("That is your address already."))
        return email
