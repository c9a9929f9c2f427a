"""What is wrong, and what was decided."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.contests import MOST_CHARACTERS
from quizzes.models import Contest, ContestOutcome


class ContestForm(forms.Form):
    """What she finds wrong, and why."""

    about = forms.ChoiceField(
        label=_("What is wrong?"),
        widget=forms.RadioSelect,
        choices=[
            (Contest.About.QUESTION, _("The question or its answer is wrong")),
            (Contest.About.MARK, _("My answer was marked wrongly")),
        ],
        error_messages={"required": _("Choose what is wrong.")},
    )
    text = forms.CharField(
        label=_("Why"),
        max_length=MOST_CHARACTERS,
        help_text=_("Say what you gave, and why you think it is right. No client's name, please."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say why: a mentor answers what you write here.")},
    )


class AnswerForm(forms.Form):
    """What the mentor decides, and the words for the learner."""

    decision = forms.ChoiceField(
        label=_("What do you say?"),
        widget=forms.RadioSelect,
        choices=[
            (ContestOutcome.Decision.UPHELD, _("Right: something has to be put right")),
            (ContestOutcome.Decision.DECLINED, _("It stays as it is")),
        ],
        error_messages={"required": _("Choose one of the two.")},
    )
    text = forms.CharField(
        label=_("Your answer"),
        max_length=MOST_CHARACTERS,
        help_text=_("The learner reads this, and so does the owner."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say why. An answer without a reason teaches nothing.")},
    )
