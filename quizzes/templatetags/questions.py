"""Filters that make an item of quizzes.attempts ready for the templates of quizzes/kinds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from quizzes.engine.kinds import GROWING
from quizzes.forms import asked, explained, leaning, responses
from quizzes.forms.kinds.hotspot import letter_of
from quizzes.permissions import ClaimNote
from quizzes.results import Leaning

register = template.Library()


@register.filter
def as_question(item: Any) -> asked.Question:
    """The question of a SheetItem or CheckItem with its stored answer in the fields."""
    response = None if _begins_anew(item) else item.response
    return asked.question(item.delivery, responses.sent(item.kind, response))


def _begins_anew(item: Any) -> bool:
    """Whether a case was taken to its end and may be tried again."""
    return item.kind in GROWING and item.complete and bool(getattr(item, "tried", None))


@register.filter
def as_asked(item: Any) -> asked.Question:
    """The same; what is a question already stays as it is: its text was refused and is kept."""
    return item if isinstance(item, asked.Question) else as_question(item)


@register.filter
def as_blank(item: Any) -> asked.Question:
    """The question with nothing in its fields, another try; what is one already stays as it is."""
    if isinstance(item, asked.Question):
        return item
    return asked.question(item.delivery, responses.sent(item.kind, None))


@register.filter
def is_decided(question: asked.Question) -> bool:
    """Whether something is left to decide in a case that is decided step by step."""
    return question.kind in GROWING and bool(question.rows)


@register.filter
def as_told(item: Any) -> explained.Told | None:
    """The explanation of a graded item; None while it may not be told."""
    return explained.told(item.kind, item.feedback) if item.feedback else None


@register.filter
def as_lean(one: Leaning) -> leaning.Lean:
    """How somebody leans on a scale, in words."""
    return leaning.lean(one)


@register.filter
def letter(number: int) -> str:
    """What a place of a picture is called."""
    return letter_of(number)


@register.filter
def at(found: Mapping[int, Any] | None, place: int) -> Any:
    """What there is for this place; nothing for most."""
    return (found or {}).get(place, ())


@register.filter
def in_words(claims: tuple[ClaimNote, ...]) -> tuple[explained.ToldClaim, ...]:
    """Claims with their strength in a word."""
    return explained.claims_in_words(claims)
