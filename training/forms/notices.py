"""How somebody wants to hear of things: for each kind, how often, and not at which hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from training.models import NoticeTimes
from training.rules.mailing import QUIET_FROM, QUIET_UNTIL, Way, Wishes
from training.rules.notices import Kind

WAYS = {
    Way.ONCE: gettext_lazy("By email at once"),
    Way.DIGEST: gettext_lazy("In the digest"),
    Way.APP: gettext_lazy("Only in the inbox"),
}
KINDS = {
    Kind.ASSIGNED: gettext_lazy("Something is assigned to you"),
    Kind.DUE: gettext_lazy("Something is due soon"),
    Kind.OVERDUE: gettext_lazy("Something is overdue"),
    Kind.RESULT: gettext_lazy("A result is ready"),
    Kind.FEEDBACK: gettext_lazy("An answer of yours was looked at again"),
    Kind.CORRECTED: gettext_lazy("A corrected question changed your result"),
    Kind.ANSWERED: gettext_lazy("What you contested is answered"),
    Kind.OBSERVED: gettext_lazy("An observation waits for your signature"),
    Kind.OFFERED: gettext_lazy("Skills can be observed now"),
    Kind.CERTIFIED: gettext_lazy("You are certified"),
    Kind.WINDOW: gettext_lazy("A certificate ends soon"),
    Kind.LAPSED: gettext_lazy("A certificate has ended"),
    Kind.CONTENT: gettext_lazy("A lesson you read has changed"),
    Kind.MARKING: gettext_lazy("A written answer waits for your mark"),
    Kind.CONTESTED: gettext_lazy("Somebody contests a question"),
    Kind.READY: gettext_lazy("Somebody can be certified"),
}
GROUPS = (
    (
        gettext_lazy("What you are asked to do"),
        (Kind.ASSIGNED, Kind.DUE, Kind.OVERDUE, Kind.CONTENT),
    ),
    (
        gettext_lazy("Your quizzes"),
        (Kind.RESULT, Kind.FEEDBACK, Kind.CORRECTED, Kind.ANSWERED),
    ),
    (
        gettext_lazy("Skills and certificates"),
        (Kind.OFFERED, Kind.OBSERVED, Kind.CERTIFIED, Kind.WINDOW, Kind.LAPSED),
    ),
    (gettext_lazy("Your people"), (Kind.MARKING, Kind.CONTESTED, Kind.READY)),
)
CLOCK = gettext_lazy("Write a time like 20:00.")


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    fields: tuple[BoundField, ...]


def clock_field(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": CLOCK},
    )


class WishesForm(forms.Form):
    """One choice for each kind she may hear of; the digest; the quiet hours."""

    digest = forms.ChoiceField(
        label=gettext_lazy("The digest comes"),
        widget=forms.RadioSelect,
        choices=[
            (
                NoticeTimes.Digest.DAILY,
                gettext_lazy("every morning at eight, if there is news"),
            ),
            (NoticeTimes.Digest.WEEKLY, gettext_lazy("on Mondays at eight")),
        ],
        error_messages={"required": gettext_lazy("Choose how often the digest comes.")},
    )
    quiet = forms.BooleanField(
        label=gettext_lazy("No email during quiet hours"),
        required=False,
        help_text=gettext_lazy("What comes meanwhile waits for their end."),
    )
    quiet_from = clock_field(gettext_lazy("Quiet from"))
    quiet_until = clock_field(gettext_lazy("Quiet until"))

    def __init__(self, *args: object, kinds: Iterable[Kind], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = tuple(kinds)
        for kind in self.kinds:
            self.fields[kind.value] = forms.ChoiceField(
                label=KINDS[kind],
                choices=list(WAYS.items()),
                error_messages={
                    "required": gettext_lazy("Choose how you want to hear of it."),
                    "invalid_choice": gettext_lazy("Choose one of the three ways."),
                },
            )

    def groups(self) -> list[Group]:
        """The kinds as the page shows them."""
        found = []
        for title, kinds in GROUPS:
            fields = tuple(self[kind.value] for kind in kinds if kind in self.kinds)
            if fields:
                found.append(Group(title, fields))
        return found

    def clean(self) -> dict[str, object]:
        """Quiet hours need both ends, and an hour that is not quiet."""
        data = super().clean()
        if not data.get("quiet"):
            return data
        for name in ("quiet_from", "quiet_until"):
            if data.get(name) is None and name not in self.errors:
                self.add_error(name, CLOCK)
        if data.get("quiet_from") is not None and data["quiet_from"] == data.get("quiet_until"):
            self.add_error("quiet_until", _("Quiet hours need an end: choose another time."))
        return data

    def wanted(self) -> dict[str, object]:
        """As the noun takes it."""
        data = self.cleaned_data
        return {
            "ways": {kind: Way(data[kind.value]) for kind in self.kinds},
            "digest": data["digest"],
            "quiet": data["quiet"],
            "quiet_from": _time(data["quiet_from"], QUIET_FROM),
            "quiet_until": _time(data["quiet_until"], QUIET_UNTIL),
        }


def shown(wishes: Wishes, kinds: Iterable[Kind]) -> dict[str, object]:
    """What the form shows before she changes anything."""
    return {
        "digest": wishes.digest,
        "quiet": wishes.quiet,
        "quiet_from": wishes.quiet_from,
        "quiet_until": wishes.quiet_until,
        **{kind.value: wishes.way(kind).value for kind in kinds},
    }


def _time(value: dt.time | None, usual: dt.time) -> dt.time:
    return usual if value is None else value
