"""One form for each kind of setting, and what is said of each setting."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from training.models import Clinic
from training.rules.settings import ALWAYS, AS_WRITTEN, NEVER, Kind, Plain, Refused, Setting


@dataclass(frozen=True, slots=True)
class Words:
    label: Promise
    help: Promise


WORDS: Mapping[str, Words] = {
    "logo": Words(
        gettext_lazy("Logo"),
        gettext_lazy("Stands on your certificates. PNG, JPEG or WebP, at most 2 MB."),
    ),
    "colour": Words(
        gettext_lazy("Colour"),
        gettext_lazy("Links and buttons are drawn in it. It must be dark enough to read on white."),
    ),
    "signatory": Words(
        gettext_lazy("Who signs certificates"),
        gettext_lazy("The name on certificates issued from now on. Empty: whoever issues them."),
    ),
    "signatory_role": Words(
        gettext_lazy("Their role"), gettext_lazy("Stands below the name, for example Medical lead.")
    ),
    "language": Words(
        gettext_lazy("Language"), gettext_lazy("What new people start with; each may change it.")
    ),
    "pass_mark": Words(
        gettext_lazy("Lowest pass mark"),
        gettext_lazy("In percent. A quiz that asks for more keeps its own. Empty: each its own."),
    ),
    "certainty": Words(
        gettext_lazy("Asking how sure people are"),
        gettext_lazy("It shows beliefs that are held firmly. It never changes who passes."),
    ),
    "remind_before": Words(
        gettext_lazy("Reminders before a task is due"),
        gettext_lazy("Days before, with commas between. Empty: none."),
    ),
    "remind_after": Words(
        gettext_lazy("Reminders when it is overdue"),
        gettext_lazy("Days after, with commas between. Empty: none."),
    ),
    "remind_certificate": Words(
        gettext_lazy("Reminders before a certificate ends"),
        gettext_lazy("Days before, with commas between. Empty: none."),
    ),
    "keep_answers": Words(
        gettext_lazy("Keep answers"),
        gettext_lazy("Months after the certificate that rests on them has ended."),
    ),
    "keep_sign_ins": Words(gettext_lazy("Keep the record of sign-ins"), gettext_lazy("Months.")),
    "keep_invitations": Words(
        gettext_lazy("Keep invitations that were not taken up"), gettext_lazy("Days.")
    ),
}
GROUPS: Mapping[Promise, tuple[str, ...]] = {
    gettext_lazy("How it looks"): ("logo", "colour", "language"),
    gettext_lazy("Certificates"): ("signatory", "signatory_role", "remind_certificate"),
    gettext_lazy("Quizzes"): ("pass_mark", "certainty"),
    gettext_lazy("Tasks"): ("remind_before", "remind_after"),
    gettext_lazy("How long things are kept"): ("keep_answers", "keep_sign_ins", "keep_invitations"),
}
CHOICES: Mapping[str, Promise] = {
    AS_WRITTEN: gettext_lazy("As each quiz says"),
    ALWAYS: gettext_lazy("In every quiz"),
    NEVER: gettext_lazy("In no quiz"),
}
UNITS = {
    "pass_mark": gettext_lazy("%(count)s percent"),
    "keep_answers": ngettext_lazy("%(count)s month", "%(count)s months", "count"),
    "keep_sign_ins": ngettext_lazy("%(count)s month", "%(count)s months", "count"),
    "keep_invitations": ngettext_lazy("%(count)s day", "%(count)s days", "count"),
}


NONE = gettext_lazy("None")
NOTHING = {
    "colour": gettext_lazy("Milium’s green"),
    "logo": gettext_lazy("None: certificates show Milium’s pearl"),
    "signatory": gettext_lazy("Whoever issues the certificate"),
    "signatory_role": gettext_lazy("“for the clinic”"),
    "pass_mark": gettext_lazy("Each quiz its own"),
}


def said(setting: Setting, value: Plain) -> str:
    """A value in words, as the list of settings shows it."""
    if value in (None, "", []):
        return str(NOTHING.get(setting.name, NONE))
    if setting.kind is Kind.DAYS:
        return _("%(days)s days") % {"days": ", ".join(str(day) for day in value)}
    if setting.kind is Kind.CHOICE:
        return str(_label(str(value)))
    if setting.kind is Kind.WHOLE:
        return UNITS[setting.name] % {"count": value}
    return str(value)


def _label(choice: str) -> str | Promise:
    return CHOICES.get(choice) or dict(settings.LANGUAGES)[choice]


def refusal(reason: Refused) -> str:
    """Why a value was not taken, and what to do."""
    words = {
        "too_long": _("At most %(high)s characters."),
        "not_offered": _("Choose one of those offered."),
        "not_whole": _("Write whole numbers."),
        "out_of_range": _("From %(low)s to %(high)s."),
        "too_many": _("At most %(high)s of them."),
        "twice": _("Each number once."),
        "not_a_colour": _("Write it like this: #0d5c59."),
        "too_pale": _(
            "Too pale: words in it stand out from white by %(ratio)s to 1, and %(low)s is the "
            "least that everybody can read. Choose a darker one."
        ),
    }
    params = dict(reason.params)
    if "ratio" in params:
        params["ratio"] = f"{params['ratio']:.1f}"
    return words[reason.code] % params


class SettingForm(forms.Form):
    """One setting. `value` is what the rules then check."""

    def __init__(self, *args: object, setting: Setting, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.setting = setting
        self.fields["value"] = field_of(setting)

    def clean_value(self) -> object:
        value = self.cleaned_data["value"]
        if self.setting.kind is not Kind.DAYS:
            return value
        parts = [part.strip() for part in value.split(",") if part.strip()]
        if not all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts):
            raise ValidationError(_("Write whole numbers with commas between: 7, 3, 1."))
        return [int(part) for part in parts]


def field_of(setting: Setting) -> forms.Field:
    words = WORDS[setting.name]
    given = {"label": words.label, "help_text": words.help, "required": False}
    match setting.kind:
        case Kind.PICTURE:
            accept = {"accept": "image/png,image/jpeg,image/webp"}
            needed = {"required": _("Choose a picture.")}
            widget = forms.FileInput(attrs=accept)
            given |= {"required": True, "error_messages": needed}
            return forms.FileField(widget=widget, **given)
        case Kind.WHOLE:
            given["required"] = not setting.optional
            return forms.IntegerField(min_value=setting.low, max_value=setting.high, **given)
        case Kind.CHOICE:
            rows = [(one, _label(one)) for one in setting.choices]
            return forms.ChoiceField(choices=rows, widget=forms.RadioSelect, **given)
        case Kind.COLOUR:
            hint = {"placeholder": "#0d5c59", "autocomplete": "off", "spellcheck": "false"}
            return forms.CharField(max_length=20, widget=forms.TextInput(attrs=hint), **given)
        case _:
            return forms.CharField(max_length=200, **given)


def written(setting: Setting, value: Plain) -> object:
    """A value as its field shows it."""
    return ", ".join(map(str, value)) if isinstance(value, list) else value


class ClinicForm(forms.Form):
    """What is a clinic's own and is never inherited."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        help_text=gettext_lazy("Stands on every certificate, also on those issued before."),
        error_messages={"required": gettext_lazy("Write the name of the clinic.")},
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        help_text=gettext_lazy("Days and deadlines of the clinic as a whole follow it."),
    )

    def __init__(self, *args: object, clinic: Clinic, **kwargs: object) -> None:
        stands = {"name": clinic.name, "time_zone": clinic.time_zone}
        super().__init__(*args, initial=stands, **kwargs)
        zones = {*zoneinfo.available_timezones(), clinic.time_zone}
        self.fields["time_zone"].choices = [(one, one) for one in sorted(zones)]
