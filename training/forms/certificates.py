"""What an owner may do to a certificate, and why."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from training.models import CertificateChange

Kind = CertificateChange.Kind
LABELS = {
    Kind.SUSPENDED: _("Suspend it, while something is looked into"),
    Kind.REVOKED: _("Revoke it for good"),
    Kind.RESUMED: _("Put it back: the suspension ends"),
}


class ChangeForm(forms.Form):
    """One change and its reason."""

    kind = forms.ChoiceField(label=_("What happens"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Kept with the certificate. The public page shows the state, not the reason."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: object, suspended: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        kinds = [Kind.RESUMED, Kind.REVOKED] if suspended else [Kind.SUSPENDED, Kind.REVOKED]
        self.fields["kind"].choices = [(kind.value, LABELS[kind]) for kind in kinds]
