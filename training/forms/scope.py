"""A row of the scope table, as its owner fills it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from training.scope import FIELDS, Words

from .reviews import DAY


def _text(label: str, hint: str) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=1000, widget=area
    )


class ScopeForm(forms.Form):
    """Every field may stay blank. `number` is the revision the page showed; `title` is only for an
    act of the clinic's own."""

    number = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=10**6, required=False
    )
    title = forms.CharField(label=_("Act"), required=False, max_length=200)
    who = _text(_("Who may do it here"), _("Roles or names, or “nobody”."))
    law = _text(_("Law or rule"), _("What allows or forbids it here, so that others find it."))
    checked_on = forms.DateField(label=_("Law or rule checked on"), required=False, **DAY)
    training = _text(
        _("Training and sign-off needed"), _("What a person must have learnt and shown before.")
    )
    supervision = _text(_("Supervision"), _("Who must be within reach, and how near."))
    refer_to = _text(_("If not allowed: refer to"), _("Where the client goes instead."))

    def __init__(self, *args: object, is_own: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not is_own:
            del self.fields["title"]

    def words(self) -> Words:
        title = self.cleaned_data.get("title", "")
        return Words(**{name: self.cleaned_data[name] for name in FIELDS}, title=title)


class NumberForm(forms.Form):
    """The revision a page showed."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)
