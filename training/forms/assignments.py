"""Who gets what, by when."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.models import Quiz
from training import assignments
from training.models import Module, User

SHOWN = 100  # people on the list at once; search for the others

PICK_PEOPLE = gettext_lazy("Choose people from the list.")
PICK_THINGS = gettext_lazy("Choose from the list.")


class PeopleField(forms.ModelMultipleChoiceField):
    """People by their public identity; something else is no choice."""

    def clean(self, value: list[str] | None) -> QuerySet[User]:
        if len(uuids(value or ())) != len(value or ()):
            raise forms.ValidationError(PICK_PEOPLE, code="invalid_choice")
        return super().clean(value)


class AssignForm(forms.Form):
    """`people` is everybody she may assign to; `shown` who stands on the list."""

    person = PeopleField(
        label=gettext_lazy("Who"),
        queryset=User.objects.none(),
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
        error_messages={
            "required": gettext_lazy("Choose at least one person."),
            "invalid_choice": PICK_PEOPLE,
        },
    )
    module = forms.MultipleChoiceField(
        label=gettext_lazy("Modules"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
        error_messages={"invalid_choice": PICK_THINGS},
    )
    quiz = forms.MultipleChoiceField(
        label=gettext_lazy("Or a quiz alone"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
        error_messages={"invalid_choice": PICK_THINGS},
    )
    due_on = forms.DateField(
        label=gettext_lazy("Due by"),
        required=False,
        help_text=gettext_lazy(
            "The day ends at midnight where each person lives. You may leave it open."
        ),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Write the day like this: 2026-11-27.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("They see it beside the task."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        *args: object,
        people: QuerySet[User],
        shown: Iterable[User],
        at: dt.datetime,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        self.quizzes = {quiz.slug: quiz for quiz in assignments.offered_quizzes()}
        self.fields["person"].queryset = people.order_by("name", "pk")
        self.fields["person"].choices = labels(shown)
        self.modules = {module.slug: module for module in assignments.offered_modules()}
        self.fields["module"].choices = [(slug, one.title) for slug, one in self.modules.items()]
        self.fields["quiz"].choices = [(slug, one.title) for slug, one in self.quizzes.items()]

    def clean(self) -> dict[str, object]:
        data = super().clean()
        people, due_on = list(data.get("person") or ()), data.get("due_on")
        things = [*data.get("module", ()), *data.get("quiz", ())]
        if not things and not {"module", "quiz"} & set(self.errors):
            self.add_error("module", _("Choose at least one module or quiz."))
        late = assignments.too_early(people=people, due_on=due_on, at=self.at)
        if late:
            self.add_error("due_on", late_words(late))
        if len(people) * len(things) > assignments.AT_MOST:
            self.add_error("person", many_words())
        return data

    def wanted(self) -> dict[str, list[User] | list[Module] | list[Quiz]]:
        """The people and the things, as the noun takes them."""
        return {
            "people": list(self.cleaned_data["person"]),
            "modules": [self.modules[slug] for slug in self.cleaned_data["module"]],
            "quizzes": [self.quizzes[slug] for slug in self.cleaned_data["quiz"]],
        }


def late_words(people: tuple[User, ...]) -> str:
    """The day is over where they are."""
    names = ", ".join(str(person) for person in people[:3])
    if len(people) > 3:
        names = _("%(names)s and others") % {"names": names}
    return _("That day is over for %(names)s. Choose today or a later day.") % {"names": names}


def many_words() -> str:
    limit = {"limit": assignments.AT_MOST}
    return _("Choose fewer people or fewer modules: %(limit)s at once at most.") % limit


def labels(people: Iterable[User]) -> list[tuple[UUID, str]]:
    """Names to choose from; who shares a name is told apart by her address."""
    them = list(people)
    times = Counter(str(one) for one in them)
    return [
        (one.public_id, str(one) if times[str(one)] == 1 else f"{one} · {one.email}")
        for one in them
    ]


def uuids(values: Iterable[str]) -> list[UUID]:
    """The values that are identities; others are left out."""
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found
