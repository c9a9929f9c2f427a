"""A graded question in words: each row with its state, the explanation, what it rests on.

Tells the key. Made only from feedback, which quizzes.attempts and quizzes.results hand out when
the review policy allows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from quizzes.beliefs import BeliefNote
from quizzes.marking import ExplainedRow, Feedback
from quizzes.permissions import ClaimNote, Reading


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One option, statement, prompt or step. `match` is what belongs to a prompt, `given` what she
    gave instead, both as stored fragments."""

    html: str
    why: str
    icon: str = "circle"
    tone: str = ""
    word: str = ""
    picked: bool = False
    match: str = ""
    given: str = ""
    key: str = ""


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


@dataclass(frozen=True, slots=True)
class Told:
    """What quizzes/kinds/_explained.html prints; with a `model` answer, what
    quizzes/kinds/_compared.html does. `looked` = she has compared her text with the rubric."""

    state: str
    rows: tuple[ToldRow, ...]
    explanation: str
    claims: tuple[ToldClaim, ...]
    reading: Reading | None
    beliefs: tuple[BeliefNote, ...]
    model: str = ""
    looked: bool = False
    met: int = 0


def told(kind: str, feedback: Feedback) -> Told:
    """Feedback ready to be printed."""
    rows = tuple(ROWS[kind](row) for row in feedback.rows)
    claims = claims_in_words(feedback.claims)
    beliefs = tuple({note.code: note for note in feedback.beliefs}.values())
    return Told(
        feedback.state,
        rows,
        feedback.explanation,
        claims,
        feedback.reading,
        beliefs,
        model=feedback.model,
        looked=bool(feedback.model) and any(row.given is not None for row in feedback.rows),
        met=sum(row.picked for row in rows) if feedback.model else 0,
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
        )
        for claim in claims
    )


def option(row: ExplainedRow) -> ToldRow:
    """Chosen or left, rightly or not."""
    if row.given and row.correct:
        return ToldRow(row.html, row.why, "check", "done", _("Your answer, right"), picked=True)
    if row.given:
        return ToldRow(row.html, row.why, "x", "late", _("Your answer"), picked=True)
    if row.correct:
        return ToldRow(row.html, row.why, "check", "done", _("Right"))
    return ToldRow(row.html, row.why)


def statement(row: ExplainedRow) -> ToldRow:
    """Judged true or false; what it is stands in the word."""
    if row.given is None:
        word = _("True, not answered") if row.correct else _("False, not answered")
        return ToldRow(row.html, row.why, "minus", "due", word)
    if row.right:
        word = _("True, as you said") if row.correct else _("False, as you said")
        return ToldRow(row.html, row.why, "check", "done", word)
    word = _("You said false. It is true.") if row.correct else _("You said true. It is false.")
    return ToldRow(row.html, row.why, "x", "late", word, picked=True)


def prompt(row: ExplainedRow) -> ToldRow:
    """Matched with the right choice or with another."""
    match = str(row.correct)
    if row.right:
        return ToldRow(row.html, row.why, "check", "done", _("Right"), match=match)
    if row.given is None:
        return ToldRow(row.html, row.why, "minus", "due", _("Not answered"), match=match)
    given = str(row.given)
    return ToldRow(row.html, row.why, "x", "late", _("Not right"), True, match, given)


def step(row: ExplainedRow) -> ToldRow:
    """In its place or in another."""
    place = f"{row.correct}. {row.html}"
    if row.right:
        return ToldRow(place, row.why, "check", "done", _("In place"))
    if row.given is None:
        return ToldRow(place, row.why, "minus", "due", _("Not answered"))
    word = _("You put it in place %(place)s") % {"place": row.given}
    return ToldRow(place, row.why, "x", "late", word, picked=True)


def criterion(row: ExplainedRow) -> ToldRow:
    """Found met by herself, or not; nobody says it is right or wrong."""
    return ToldRow(row.html, row.why, picked=bool(row.given), key=row.key)


ROWS: dict[str, Callable[[ExplainedRow], ToldRow]] = {
    "single": option,
    "multiple": option,
    "true_false": statement,
    "matching": prompt,
    "ordering": step,
    "written": criterion,
}
