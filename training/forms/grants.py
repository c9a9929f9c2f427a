"""An exception for one person at one quiz, with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from training.assignments import Sitting
from training.teams import Counted, moment_words

MOST_ATTEMPTS, MOST_MINUTES = 3, 240
MOMENT = "%Y-%m-%dT%H:%M"
WHOLE = gettext_lazy("Write a whole number, 0 for none.")
PAST = gettext_lazy("That moment has passed. Choose one that is still to come, or leave it empty.")


class PickForm(forms.Form):
    """Which quiz it is about."""

    module = forms.ChoiceField(
        label=gettext_lazy("Which quiz"),
        error_messages={
            "required": gettext_lazy("Choose a quiz from the list."),
            "invalid_choice": gettext_lazy("Choose a quiz from the list."),
        },
    )

    def __init__(self, *args: object, sittings: Iterable[Sitting], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["module"].choices = [(one.slug, one.title) for one in sittings]


def reason_field() -> forms.CharField:
    """Why; for every exception the same."""
    return forms.CharField(
        label=gettext_lazy("Why"),
        max_length=1000,
        help_text=gettext_lazy("Kept on record. The person's mentor and the owner can read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why. An exception needs a reason.")},
    )


class UntilField(forms.DateField):
    """The last day something holds; cleaned to the midnight after it, where the giver is."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": gettext_lazy("Write the day like this: 2026-11-27.")},
            **kwargs,
        )

    def clean(self, value: object) -> dt.datetime | None:
        day = super().clean(value)
        if day is None:
            return None
        if day < timezone.localdate():
            raise forms.ValidationError(
                _("That day has passed. Choose today or a later day, or leave it empty.")
            )
        try:
            midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time())
            return timezone.make_aware(midnight).astimezone(dt.UTC)
        except OverflowError:
            raise forms.ValidationError(_("Choose an earlier day, or leave it empty.")) from None


def _number(label: str, most: int, initial: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        initial=initial,
        error_messages={
            "invalid": WHOLE,
            "min_value": WHOLE,
            "max_value": gettext_lazy("Give %(limit_value)s at most."),
        },
    )


def _moment(label: str) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        error_messages={
            "invalid": gettext_lazy("Write the day and the time like this: 2026-11-27T14:30.")
        },
    )


class GrantForm(forms.Form):
    """More attempts, more minutes, a wider window. What the quiz does not limit is not asked.

    `zone` names where the giver's times are; every message says what to do.
    """

    attempts = _number(gettext_lazy("More attempts"), MOST_ATTEMPTS, 1)
    minutes = _number(gettext_lazy("More minutes"), MOST_MINUTES, 0)
    opens = _moment(gettext_lazy("Opens earlier"))
    closes = _moment(gettext_lazy("Closes later"))
    ends = UntilField(
        label=gettext_lazy("Holds until"),
        help_text=gettext_lazy("The last day of this exception. Empty: it does not end."),
    )
    reason = reason_field()

    def __init__(
        self, *args: object, counted: Counted, zone: str, at: dt.datetime, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.counted, self.at = counted, at
        policy, window = counted.policy, counted.window
        limits = {"attempts": policy.attempts, "minutes": policy.minutes}
        limits |= {"opens": window.opens, "closes": window.closes}
        for name in [name for name, limit in limits.items() if limit is None]:
            del self.fields[name]
        now = {"opens": _("Now: opens %(moment)s."), "closes": _("Now: closes %(moment)s.")}
        for name in now.keys() & self.fields.keys():
            said = now[name] % {"moment": moment_words(limits[name])}
            self.fields[name].help_text = _("%(now)s Your time: %(zone)s.") % {
                "now": said,
                "zone": zone,
            }

    def clean_opens(self) -> dt.datetime | None:
        """From a day that is over nothing opens any more; today it opens at once."""
        opens = self.cleaned_data["opens"]
        if opens is None:
            return None
        if timezone.localdate(opens) < timezone.localdate(self.at):
            raise forms.ValidationError(
                _("That day has passed. To open it at once choose today, or leave it empty.")
            )
        if opens >= self.counted.window.opens:
            raise forms.ValidationError(
                _("It opens by then anyway. Choose an earlier moment, or leave it empty.")
            )
        return opens

    def clean_closes(self) -> dt.datetime | None:
        closes = self.cleaned_data["closes"]
        if closes is None:
            return None
        if closes <= self.at:
            raise forms.ValidationError(PAST)
        if closes <= self.counted.window.closes:
            raise forms.ValidationError(
                _("It is open until then anyway. Choose a later moment, or leave it empty.")
            )
        return closes

    def clean(self) -> dict[str, object]:
        data = super().clean()
        wide = {"opens", "closes"}
        asked = ({"attempts", "minutes"} | wide) & self.fields.keys()
        if not any(data.get(name) for name in asked) and not asked & self.errors.keys():
            first = next((name for name in self.fields if name in asked), None)
            self.add_error(first, _("Give at least one thing: nothing would change."))
        ends, until = data.get("ends"), [data[name] for name in wide if data.get(name)]
        if ends and any(moment >= ends for moment in until):
            self.add_error(
                "ends", _("It would end before the window you give. Choose a later day.")
            )
        return data

    def given(self) -> dict[str, object]:
        """What is given, as the noun takes it."""
        data = self.cleaned_data
        return {
            "attempts": data.get("attempts") or 0,
            "minutes": data.get("minutes") or 0,
            "opens": data.get("opens"),
            "closes": data.get("closes"),
        }
