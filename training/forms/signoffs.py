"""What an observer saves: for each item seen or not yet, and notes."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from training.models import Observation, ObservedItem
from training.signoffs import Obstacle, Tap, Work

from .reviews import DAY

# Why an observation cannot begin: sentences about `name` and a `module`.
OBSTACLES = {
    Obstacle.NO_LIST: _("“%(module)s” has no list of skills to observe."),
    Obstacle.LESSONS: _("%(name)s reads the newest lessons of “%(module)s” first."),
    Obstacle.QUIZ: _("%(name)s passes the quiz of “%(module)s” first."),
    Obstacle.TOO_OLD: _(
        "%(name)s passed the quiz of “%(module)s” longer ago than its certificate is valid. "
        "Knowledge comes first: the quiz again, then the observation."
    ),
    Obstacle.SAME_OCCASION: _(
        "This piece of work of %(name)s stands in another observation already. One piece of work "
        "counts once: observe another one."
    ),
    Obstacle.NEW_LIST: _(
        "Not signed: the list “%(list)s” has changed since you began. Begin anew, and tap what "
        "%(name)s shows on the newest list."
    ),
    Obstacle.LONG_AGO: _(
        "Not signed: part of this was seen more than 30 days ago. Observe %(name)s again and sign "
        "soon after."
    ),
    Obstacle.SIGNATURE: _("All skills were seen. %(name)s still signs the last observation."),
}
UNKNOWN = _("Choose “Seen” or “Not yet”.")


class WorkForm(forms.Form):
    """Which piece of work is observed: what is wrong with it, `signoffs` says."""

    day = forms.DateField(label=_("Day of the work"), **DAY)
    occasion = forms.CharField(
        label=_("Which piece of work"),
        max_length=120,
        help_text=_(
            "A record number or a few words that only this piece of work has. Not a client’s name."
        ),
        error_messages={"required": _("Say which piece of work it is, in at most 120 characters.")},
    )

    @property
    def work(self) -> Work:
        return Work(self.cleaned_data["day"], self.cleaned_data["occasion"])


class ObservationForm(forms.Form):
    """The fields of every item, or of one (`only`), as one tap sends it; `only` empty = the note
    for both."""

    def __init__(
        self, data: Mapping[str, str], *, observation: Observation, only: str | None = None
    ) -> None:
        super().__init__(data)
        self.keys = [item["key"] for item in observation.revision.items]
        if only is not None:
            self.keys = [key for key in self.keys if key == only]
        for key in self.keys:
            self.fields[f"outcome-{key}"] = forms.ChoiceField(
                choices=ObservedItem.Outcome.choices,
                required=False,
                error_messages={"invalid_choice": UNKNOWN},
            )
            self.fields[f"note-{key}"] = forms.CharField(required=False, max_length=1000)
        if not only:
            self.fields["note"] = forms.CharField(required=False, max_length=2000)

    def taps(self) -> list[Tap]:
        """What was sent; an item without an outcome was not tapped, a note not sent stays."""
        return [
            Tap(key, outcome, self._sent(f"note-{key}"))
            for key in self.keys
            if (outcome := self.cleaned_data[f"outcome-{key}"])
        ]

    def note(self) -> str | None:
        return self._sent("note")

    def _sent(self, name: str) -> str | None:
        return self.cleaned_data.get(name) if name in self.data else None
