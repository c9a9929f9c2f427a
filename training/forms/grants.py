"""An exception for one person, with a reason."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from training.assignments import Sitting


class GrantForm(forms.Form):
    """One more attempt at one module's quiz, or at its red-flag set."""

    module = forms.ChoiceField(
        label=_("Which quiz"),
        error_messages={"invalid_choice": _("Choose a quiz from the list.")},
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=1000,
        help_text=_("Kept on record. The person and the owner can read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why. An exception needs a reason.")},
    )

    def __init__(self, *args: object, sittings: Iterable[Sitting], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.sittings = {one.slug: one for one in sittings}
        self.fields["module"].choices = [(one.slug, one.title) for one in self.sittings.values()]

    @property
    def chosen(self) -> Sitting:
        return self.sittings[self.cleaned_data["module"]]
