"""What an observer saves: for each item seen or not yet, and notes."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from training.models import Observation, ObservedItem
from training.signoffs import Obstacle, Tap

# Why an observation cannot begin: sentences about `name` and a `module`.
OBSTACLES = {
    Obstacle.NO_LIST: _("“%(module)s” has no list of skills to observe."),
    Obstacle.LESSONS: _("%(name)s reads the newest lessons of “%(module)s” first."),
    Obstacle.QUIZ: _("%(name)s passes the quiz of “%(module)s” first."),
    Obstacle.TOO_OLD: _(
        "%(name)s passed the quiz of “%(module)s” longer ago than its certificate is valid. "
        "Knowledge comes first: the quiz again, then the observation."
    ),
    Obstacle.SIGNATURE: _("All skills were seen. %(name)s still signs the last observation."),
}
UNKNOWN = _("Choose “Seen” or “Not yet”.")


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
