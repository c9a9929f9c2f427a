"""What an owner records of a medical lead's review, and of taking one back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

DAY = {
    "widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    "error_messages": {
        "invalid": _("Write the day like this: 2026-11-27."),
        "required": _("Choose the day."),
    },
}


class ReviewForm(forms.Form):
    """`edition` and `last` are what the page showed: what she signs is no other text."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**6)
    last = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)
    name = forms.CharField(
        label=_("Who reviewed it"),
        max_length=150,
        error_messages={"required": _("Write who reviewed it.")},
    )
    role = forms.CharField(
        label=_("Role or registration"),
        max_length=150,
        help_text=_("As they sign: for example “Dermatologist, registration 12345”."),
        error_messages={"required": _("Write their role, or their registration.")},
    )
    reviewed_on = forms.DateField(label=_("Reviewed on"), **DAY)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=1000,
        help_text=_("You may leave it open. Kept with the sign-off; owners can read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithdrawForm(forms.Form):
    """Why a sign-off counts no longer."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=1000,
        help_text=_("Kept with the sign-off. Staff see the sign-off before it, or none."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why: the reason is kept with the sign-off.")},
    )
