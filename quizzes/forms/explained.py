"""A graded question in words: each row with its state, the explanation, what it rests on.

Tells the key. Made only from feedback, which quizzes.attempts and quizzes.results hand out when
the review policy allows it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from quizzes.beliefs import BeliefNote
from quizzes.forms.kinds import FORMS, ToldRow
from quizzes.marking import Feedback
from quizzes.permissions import ClaimNote, Reading


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """A clinical statement with its strength in a word."""

    code: str
    wording: str
    strength: str
    word: str
    sources: tuple[str, ...]
    reviewed_on: date | None
    url: str
    caution: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the `template` prints; with a `model` answer, what quizzes/kinds/_compared.html does.
    `looked` = she has compared her text with the rubric."""

    state: str
    rows: tuple[ToldRow, ...]
    explanation: str
    claims: tuple[ToldClaim, ...]
    reading: Reading | None
    beliefs: tuple[BeliefNote, ...]
    template: str
    model: str = ""
    looked: bool = False
    met: int = 0
    more: Any = None


def told(kind: str, feedback: Feedback) -> Told:
    """Feedback ready to be printed."""
    form = FORMS[kind]
    rows = tuple(form.told(row) for row in feedback.rows)
    claims = claims_in_words(feedback.claims)
    beliefs = tuple({note.code: note for note in feedback.beliefs}.values())
    return Told(
        feedback.state,
        rows,
        feedback.explanation,
        claims,
        feedback.reading,
        beliefs,
        form.explained,
        model=feedback.model,
        looked=bool(feedback.model) and any(row.given is not None for row in feedback.rows),
        met=sum(row.picked for row in rows) if feedback.model else 0,
        more=form.more(feedback),
    )


def claims_in_words(claims: Iterable[ClaimNote]) -> tuple[ToldClaim, ...]:
    """The claims with their strength in the words of the lessons."""
    words = {
        "strong": _("Strong"),
        "moderate": _("Moderate"),
        "expert": _("Expert opinion"),
        "experience": _("Clinic experience"),
    }
    return tuple(
        ToldClaim(
            code=claim.code,
            wording=claim.wording,
            strength=claim.strength,
            word=words.get(claim.strength, claim.strength),
            sources=tuple(claim.sources),
            reviewed_on=claim.reviewed_on,
            url=claim.url,
            caution=claim.caution,
        )
        for claim in claims
    )
