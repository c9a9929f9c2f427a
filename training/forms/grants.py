"""An exception for one person, with a reason."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from training.models import Module


class GrantForm(forms.Form):
    """One more attempt at one module's quiz."""

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

    def __init__(self, *args: object, modules: Iterable[Module], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.modules = {module.slug: module for module in modules}
        self.fields["module"].choices = [(one.slug, one.title) for one in self.modules.values()]

    @property
    def chosen(self) -> Module:
        return self.modules[self.cleaned_data["module"]]
