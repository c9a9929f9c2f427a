"""Correcting a question in words: what can be ruled, what would change, what did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quizzes import regrades
from quizzes.engine.kinds import BY_HAND
from quizzes.engine.kinds.base import ResponseError
from quizzes.engine.regrading import NAMES_A_RESPONSE, Unfit
from quizzes.forms import responses
from quizzes.forms.kinds import FORMS
from quizzes.models import Mark, Regrade, Space
from quizzes.results import ResultPage

Treatment = Regrade.Treatment
TREATMENTS: dict[str, tuple[Promise, Promise]] = {
    Treatment.VOID: (
        _("Leave it out"),
        _("It counts for nobody: no point, no part of the total."),
    ),
    Treatment.CREDIT_ALL: (
        _("Give everybody the point"),
        _("Right for everybody who was asked, also without an answer."),
    ),
    Treatment.ACCEPT_ALSO: (
        _("Accept one more answer"),
        _("The answer you give below is right as well; the rest stays as it is."),
    ),
    Treatment.NEW_KEY: (
        _("Change the right answer"),
        _("Only the answer you give below is right."),
    ),
    Treatment.NEWEST: (
        _("Mark by the newest version"),
        _("As the question stands now, for answers that fit it."),
    ),
}
UNFIT: dict[str, Promise] = {
    "by_hand": _("A person marks this question. Leave it out, or give everybody the point."),
    "no_new_key": _(
        "The right answer of this kind of question is changed by editing it. Until then, accept "
        "one more answer or leave it out."
    ),
    "no_response": _("Give the answer that is right, below."),
    "incomplete": _("Answer all of the question: every part needs its right answer."),
    "right_already": _("This answer counts as right already. Choose another one."),
    "other_kind": _(
        "The newest version is another kind of question and cannot mark these answers."
    ),
    "no_newer": _("This is the newest version. Edit the question first."),
    "no_reason": _("Say why. Whoever is concerned reads it."),
    "nothing_left": _(
        "An exam would be left without a question. Give everybody the point instead."
    ),
}
STATES: dict[str, tuple[str, str, Promise]] = {
    Mark.State.RIGHT: ("done", "check", _("right")),
    Mark.State.PARTLY: ("due", "half", _("partly right")),
    Mark.State.WRONG: ("late", "x", _("not right")),
    Mark.State.BLANK: ("mute", "circle", _("not answered")),
    Mark.State.WAITING: ("mute", "clock", _("not marked yet")),
    Mark.State.VOID: ("mute", "minus", _("left out")),
}


class ProposalForm(forms.Form):
    """What to rule; the answer it names stands in the fields of the question's own kind."""

    treatment = forms.ChoiceField(
        choices=[(name, words[0]) for name, words in TREATMENTS.items()],
        error_messages={"required": _("Choose what to do."), "invalid_choice": _("Choose again.")},
    )
    never_lower = forms.BooleanField(required=False)

    def __init__(
        self, data: Any = None, *, again: regrades.Again, space: Space, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.again, self.space = again, space
        self.proposal: regrades.Proposal | None = None

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if "treatment" in found:
            self.proposal = self._propose(found)
        return found

    def _propose(self, found: Mapping[str, Any]) -> regrades.Proposal:
        named = self._response() if found["treatment"] in NAMES_A_RESPONSE else None
        try:
            return regrades.propose(
                space=self.space,
                version=self.again.version,
                treatment=found["treatment"],
                response=named,
                never_lower=found["never_lower"],
            )
        except Unfit as refusal:
            raise ValidationError(UNFIT[refusal.code]) from refusal

    def _response(self) -> Any:
        if not takes_an_answer(self.again):
            return None
        try:
            return self.again.clean(responses.response(self.data))
        except ResponseError as error:
            raise _plain(responses.unfit(error)) from error
        except ValidationError as error:
            raise _plain(error) from error


class ReasonForm(forms.Form):
    """Why, and which table was looked at."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=2000,
        help_text=_("Kept on record. People whose result changes read it with the answer."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": UNFIT["no_reason"]},
    )
    plan = forms.CharField(widget=forms.HiddenInput, max_length=64)


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the table; `name` is "" where it may not be seen."""

    name: str
    number: int
    old: tuple[str, str, Promise]
    new: tuple[str, str, Promise]
    before: Decimal | None
    after: Decimal | None
    flips: bool
    passes: bool
    touched: tuple[Any, ...]


def lines(
    changes: Any, *, names: Mapping[int, Any], touched: Mapping[int, tuple[Any, ...]]
) -> tuple[Line, ...]:
    """The rows of a dry run."""
    return tuple(
        Line(
            name=str(names.get(one.user_id, "")),
            number=one.number,
            old=STATES[one.old_state],
            new=STATES[one.state],
            before=one.before.score,
            after=one.after.score,
            flips=one.flips,
            passes=bool(one.after.passed),
            touched=touched.get(one.attempt_id, ()),
        )
        for one in changes
    )


def made(rows: Any, *, names: Mapping[int, Any]) -> tuple[Line, ...]:
    """The same table of what was done: rows of Correction."""
    return tuple(
        Line(
            name=str(names.get(one.attempt.user_id, "")),
            number=one.attempt.number,
            old=("", "", _("marked before")),
            new=STATES[one.mark.state],
            before=one.before.score,
            after=(one.after or one.before).score,
            flips=one.before.passed != (one.after or one.before).passed,
            passes=bool((one.after or one.before).passed),
            touched=(),
        )
        for one in rows
    )


def offered(again: regrades.Again) -> list[tuple[str, Promise, Promise]]:
    """(value, label, what it does) of what can be ruled about this kind at all."""
    hidden = set() if takes_an_answer(again) else set(NAMES_A_RESPONSE)
    if again.known.name in BY_HAND:
        hidden.add(Treatment.NEWEST)
    return [(name, *words) for name, words in TREATMENTS.items() if name not in hidden]


def takes_an_answer(again: regrades.Again) -> bool:
    return again.known.name in FORMS and again.known.name not in BY_HAND


@dataclass(frozen=True, slots=True)
class Told:
    """What a correction did to her result; `reason` only where the answer may be seen."""

    one: regrades.Corrected
    what: Promise
    reason: str


WHAT: dict[str, Promise] = {
    Treatment.VOID: _("It was left out."),
    Treatment.CREDIT_ALL: _("Everybody got the point."),
    Treatment.ACCEPT_ALSO: _("One more answer was accepted."),
    Treatment.NEW_KEY: _("Its right answer was changed."),
    Treatment.NEWEST: _("It was marked by its newest version."),
}


def told(page: ResultPage) -> tuple[Told, ...]:
    """The corrections of a result. A reason may tell the key: it comes with the explanation."""
    explained = {row.position for row in page.rows if row.feedback and page.visible.key}
    return tuple(
        Told(one, WHAT[one.treatment], one.reason if one.position in explained else "")
        for one in page.corrections
    )


def _plain(error: ValidationError) -> ValidationError:
    return ValidationError([text for texts in error.message_dict.values() for text in texts])
