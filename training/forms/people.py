"""What an owner changes of one person: her roles, her teams, who takes over when she goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from training.models import Team, User
from training.people import Charge, Successors

ANY = "any"  # every mentor of the clinic
BY_NAME = 100  # mentees that are chosen for one by one; more go to somebody together
# Role -> what it is called here, and what it lets somebody do. In the order of a form.
ROLE_WORDS = {
    "junior": (
        gettext_lazy("Learner"),
        gettext_lazy("reads, answers, sees only their own results"),
    ),
    "mentor": (
        gettext_lazy("Mentor"),
        gettext_lazy("assigns, marks and signs off for their people"),
    ),
    "author": (gettext_lazy("Author"), gettext_lazy("writes the clinic’s own questions")),
    "owner": (gettext_lazy("Owner"), gettext_lazy("invites, certifies, sees everyone’s results")),
}


def role_name(role: str) -> str:
    return str(ROLE_WORDS[role][0])


def role_choices(roles: Iterable[str]) -> list[tuple[str, str]]:
    """Roles with what each may do."""
    words = [(role, ROLE_WORDS[role]) for role in roles]
    return [
        (role, _("%(role)s: %(what)s") % {"role": name, "what": what})
        for role, (name, what) in words
    ]


def mentor_choices(mentors: Iterable[User]) -> list[tuple[str, str]]:
    """Mentors by their public identity; who shares a name is told apart by her address."""
    them = list(mentors)
    names = [str(one) for one in them]
    return [
        (str(one.public_id), str(one) if names.count(str(one)) == 1 else f"{one} · {one.email}")
        for one in them
    ]


class RolesForm(forms.Form):
    """What she is here: one role or several; who mentors her; what she is called."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("What this person is here"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Choose at least one role."),
            "invalid_choice": gettext_lazy("Choose from the roles on the list."),
        },
    )
    mentor = forms.ChoiceField(
        label=gettext_lazy("Mentor"),
        required=False,
        help_text=gettext_lazy("For a learner. Only this mentor reads the answers."),
        error_messages={"invalid_choice": gettext_lazy("Choose a mentor from the list.")},
    )
    job = forms.CharField(
        label=gettext_lazy("Job title"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("As colleagues call it: therapist, front desk."),
    )

    def __init__(
        self, *args: object, grantable: Sequence[str], mentors: Iterable[User], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.mentors = {str(one.public_id): one for one in mentors}
        self.fields["roles"].choices = role_choices(grantable)
        anyone = (ANY, _("Any mentor here"))
        self.fields["mentor"].choices = [anyone, *mentor_choices(self.mentors.values())]

    def wanted(self) -> dict[str, object]:
        """As the noun takes it."""
        data = self.cleaned_data
        mentor = self.mentors.get(data["mentor"])
        return {"roles": data["roles"], "mentor": mentor, "job": data.get("job", "")}


class ReturnForm(RolesForm):
    """What she is from now on, when she comes back."""

    job = None


class PlacesForm(forms.Form):
    """Which teams of the clinic she is in; none is fine."""

    team = forms.MultipleChoiceField(
        label=gettext_lazy("Teams"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
        error_messages={"invalid_choice": gettext_lazy("Choose from the teams on the list.")},
    )

    def __init__(self, *args: object, teams: Iterable[Team], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {str(one.public_id): one for one in teams}
        self.fields["team"].choices = [(key, one.name) for key, one in self.teams.items()]

    def wanted(self) -> list[Team]:
        return [self.teams[key] for key in self.cleaned_data["team"]]


class TeamForm(forms.Form):
    """The name of a team."""

    name = forms.CharField(
        label=gettext_lazy("Name of the team"),
        max_length=80,
        error_messages={"required": gettext_lazy("Give the team a name.")},
    )


class SuccessorsForm(forms.Form):
    """Who takes over: one mentor for all, or one for each. What is chosen for a person goes before
    what is chosen for all."""

    everyone = forms.ChoiceField(
        label=gettext_lazy("Who takes all of them over"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a mentor from the list.")},
    )

    def __init__(
        self, *args: object, charges: Sequence[Charge], mentors: Iterable[User], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.charges = charges
        self.mentors = {str(one.public_id): one for one in mentors}
        heirs = [(ANY, _("Any mentor here")), *mentor_choices(self.mentors.values())]
        if not charges:
            del self.fields["everyone"]
            return
        self.fields["everyone"].choices = [("", _("Choose for each below")), *heirs]
        if len(charges) > BY_NAME:
            self.fields["everyone"].required = True
            self.fields["everyone"].error_messages["required"] = _("Choose who takes them over.")
            self.fields["everyone"].choices[0] = ("", _("Choose a mentor"))
            return
        same = ("", _("As chosen for all"))
        for one in charges:
            self.fields[self._name(one)] = forms.ChoiceField(
                label=str(one.person), required=False, choices=[same, *heirs]
            )

    def clean(self) -> dict[str, object]:
        data = super().clean()
        if not self.charges or self.errors or data.get("everyone"):
            return data
        for one in self.charges:
            if not data.get(self._name(one)):
                words = _("Choose who takes over %(name)s.") % {"name": one.person}
                self.add_error(self._name(one), words)
        return data

    def successors(self) -> Successors:
        """By membership; None for any mentor."""
        data = self.cleaned_data
        chosen = {one: data.get(self._name(one)) or data["everyone"] for one in self.charges}
        return {one.membership.pk: self.mentors.get(key) for one, key in chosen.items()}

    @staticmethod
    def _name(charge: Charge) -> str:
        return f"m{charge.membership.pk}"
