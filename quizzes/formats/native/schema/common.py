"""What the shapes of all kinds of question have in common."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from quizzes.formats.schemas import Code, Many, ObjectiveKey, Place, RowKey, Slug, Strict, Text

Use = Literal["graded", "check", "practice"]
Reason = Annotated[Text, StringConstraints(min_length=10, max_length=300)]
ChoiceKey = RowKey


class Choice(Strict):
    """One thing to choose from; `why` says why it is right, or why it tempts and is wrong."""

    key: ChoiceKey
    text: Text
    why: Text


class Allow(Strict):
    """What a check of the texts may find here, each with the author's reason why it is right so.

    Nobody who learns sees it: it makes no new version of a question.
    """

    absolute: Reason | None = None
    experience: Reason | None = None
    grammar: Reason | None = None
    long_key: Reason | None = None
    matching: Reason | None = None
    near_stem: Reason | None = None
    negative: Reason | None = None
    not_asked: Reason | None = None
    overlap: Reason | None = None
    reading: Reason | None = None
    same_stem: Reason | None = None
    sentence: Reason | None = None
    untestable: Reason | None = None
    vague: Reason | None = None
    word_clue: Reason | None = None


class Question(Strict):
    key: Slug
    kind: str
    use: Use
    objective: ObjectiveKey
    lesson: Place
    must_not_miss: bool = False
    difficulty: Annotated[float, Field(ge=0, le=1)]
    claims: Annotated[Many[Code], Field(min_length=1)]
    stem: Text
    explanation: Text
    tags: Annotated[Many[Slug], Field(min_length=1, max_length=20)] | None = None
    # Shown one by one between tries, where a quiz gives several.
    hints: Annotated[Many[Text], Field(min_length=1, max_length=9)] | None = None
    allow: Allow | None = None
