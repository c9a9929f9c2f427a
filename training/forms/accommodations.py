"""More time everywhere for one person, and the end of it."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from training.forms.grants import UntilField, reason_field

USUAL, OTHER, MOST = (25, 50, 75, 100), "other", 400


class AccommodationForm(forms.Form):
    """How much more time, why, and until when."""

    percent = forms.ChoiceField(
        label=gettext_lazy("How much more time"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose how much more time."),
            "invalid_choice": gettext_lazy("Choose one of these, or write another percentage."),
        },
    )
    other = forms.IntegerField(
        label=gettext_lazy("Another percentage"),
        required=False,
        min_value=1,
        max_value=MOST,
        help_text=gettext_lazy("A whole number from 1 to 400. 100 is twice the time."),
        error_messages={
            "invalid": gettext_lazy("Write a whole number from 1 to 400."),
            "min_value": gettext_lazy("Write a whole number from 1 to 400."),
            "max_value": gettext_lazy("Write a whole number from 1 to 400."),
        },
    )
    reason = reason_field()
    ends = UntilField(
        label=gettext_lazy("Holds until"),
        help_text=gettext_lazy("The last day of it. Empty: until somebody ends it."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        words = [(str(one), _("%(percent)s%% more") % {"percent": one}) for one in USUAL]
        self.fields["percent"].choices = [*words, (OTHER, _("Another percentage"))]

    def clean(self) -> dict[str, object]:
        data = super().clean()
        wants_other = data.get("percent") == OTHER
        if wants_other and data.get("other") is None and "other" not in self.errors:
            self.add_error("other", _("Write the percentage: a whole number from 1 to 400."))
        return data

    @property
    def factor(self) -> Decimal:
        """1.5 for half as much again."""
        percent = self.cleaned_data["percent"]
        more = self.cleaned_data["other"] if percent == OTHER else percent
        return 1 + Decimal(more) / 100


class EndForm(forms.Form):
    """Why it ends before its time."""

    prefix = "end"
    reason = reason_field()
