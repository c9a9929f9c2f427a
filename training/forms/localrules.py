"""What holds in the clinic's own country, as its owner writes it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from .reviews import DAY


class LocalRuleForm(forms.Form):
    """All fields or none: empty, the text is taken back. `number` is what the page showed."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)
    text = forms.CharField(
        label=_("What holds here"),
        required=False,
        max_length=2000,
        help_text=_("One or two plain sentences. Your staff read them beside the statement."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    law = forms.CharField(
        label=_("Law or rule"),
        required=False,
        max_length=300,
        help_text=_("So that the next person finds it again."),
    )
    checked_on = forms.DateField(label=_("Checked on"), required=False, **DAY)
    checked_by = forms.CharField(label=_("Checked by"), required=False, max_length=150)
