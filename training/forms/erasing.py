"""What an owner says when she erases somebody."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from training.privacy import Choice, Plan

LABELS = {
    Choice.REVOKED: gettext_lazy("Revoke them, and take the name off"),
    Choice.KEPT: gettext_lazy("Keep them with the name: we are bound by law to prove it"),
}


class EraseForm(forms.Form):
    """What becomes of certificates, why, and once more who it is."""

    certificates = forms.ChoiceField(
        label=gettext_lazy("Certificates"),
        widget=forms.RadioSelect,
        choices=[(choice.value, words) for choice, words in LABELS.items()],
        error_messages={"required": gettext_lazy("Say what becomes of the certificates.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy(
            "Stays on record, without the name. If certificates are kept, name the law."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why: it stays on record.")},
    )
    address = forms.CharField(
        label=gettext_lazy("Type the person’s email address"),
        help_text=gettext_lazy("So that nobody is erased by mistake: it cannot be undone."),
        max_length=254,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": gettext_lazy("Type the email address of this person.")},
    )

    def __init__(self, *args: object, plan: Plan, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        if not plan.certificates:
            del self.fields["certificates"]

    def clean_address(self) -> str:
        typed = self.cleaned_data["address"].strip().lower()
        if typed != self.plan.person.email:
            raise forms.ValidationError(_("That is not the email address of this person."))
        return typed

    def said(self) -> dict[str, str]:
        """As the noun takes it."""
        data = self.cleaned_data
        choice = data.get("certificates", Choice.NONE.value)
        return {"certificates_": choice, "reason": data["reason"]}
