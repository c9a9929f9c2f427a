"""The shapes of a module's files in content/; a parsed entry is the typed, frozen object itself."""

from __future__ import annotations

from typing import Annotated, Literal, Self, TypeVar

from pydantic import Field, StringConstraints, model_validator

from quizzes.formats import sitting
from quizzes.formats.digests import digest
from quizzes.formats.schemas import (
    Code,
    Many,
    ObjectiveKey,
    Slug,
    Strict,
    Text,
    Title,
)

Reason = Annotated[Text, StringConstraints(min_length=10, max_length=300)]
Minutes = Annotated[int, Field(ge=1, le=600)]
Severity = Literal["practice-changing", "clarification", "editorial"]
Timed = TypeVar("Timed", "Graded", "RedFlags")


class Entry(Strict):
    """Something a loader stores; loading it again with the same digest changes nothing."""

    @property
    def digest(self) -> str:
        return digest(self.model_dump(mode="json"))


class Objective(Strict):
    """`text` completes "After this module you can ..."."""

    key: ObjectiveKey
    text: Text


class MustNotMiss(Strict):
    """A rule whose miss can hurt somebody, and the claims whose questions guard it."""

    text: Text
    claims: Annotated[Many[Code], Field(min_length=1)]


class ModuleFile(Entry):
    title: Title
    short: Annotated[Text, StringConstraints(max_length=12)]
    summary: Text
    audience: Text
    minutes: Minutes
    requires: Many[Slug] = ()
    objectives: Annotated[Many[Objective], Field(min_length=1)]
    must_not_miss: Many[MustNotMiss] = ()


class AllowInLesson(Strict):
    """What a check of the texts may find in a lesson, each with the author's reason."""

    checks: Reason | None = None
    length: Reason | None = None
    reading: Reason | None = None
    sentence: Reason | None = None


class LessonFront(Strict):
    """`severity` is what a reader of the revision before must do; `change` says what changed.

    `allow` is for authors alone and makes no new revision.
    """

    title: Title
    minutes: Minutes
    objectives: Annotated[Many[ObjectiveKey], Field(min_length=1)]
    severity: Severity = "editorial"
    change: Annotated[str, StringConstraints(max_length=300)] = ""
    claims: Many[Code]
    allow: AllowInLesson = AllowInLesson()

    @property
    def allowed(self) -> dict[str, str]:
        """Kind of finding -> the reason why it is right here."""
        return self.allow.model_dump(exclude_none=True)


class Row(Strict):
    """One draw: `count` questions that fit, or `count` whole cases.

    `must_not_miss` true draws only from the must-not-miss questions, false only from the others,
    None from either. A question needs each of the `tags` and none of those `without`; rows of one
    `section` stand together.
    """

    objective: ObjectiveKey | None = None
    kind: Text | None = None
    must_not_miss: bool | None = None
    case: bool = False
    tags: Many[Slug] = ()
    without: Many[Slug] = ()
    section: Text | None = None
    count: Annotated[int, Field(ge=1, le=50)]

    @model_validator(mode="after")
    def _is_one_draw(self) -> Self:
        if self.case == bool(self.objective):
            raise ValueError("a row draws by objective, or whole cases with case: true")
        one_by_one = self.kind or self.must_not_miss is not None or self.tags or self.without
        if self.case and one_by_one:
            raise ValueError("a case is drawn whole: no kind, must_not_miss or tags beside it")
        if self.kind == "written" and self.must_not_miss:
            raise ValueError("a written answer is never must-not-miss: leave must_not_miss out")
        return self


def pause_for_each(quiz: Timed) -> Timed:
    """Raises ValueError unless there is a pause before each attempt but the first."""
    if quiz.attempts is not None and len(quiz.pauses) != quiz.attempts - 1:
        raise ValueError(f"{quiz.attempts} attempts need {quiz.attempts - 1} pauses")
    return quiz


class Graded(Entry, sitting.SatForAPass):
    """The quiz that counts. `shuffle` names sections of the blueprint whose questions change places
    in each attempt; `grade` is how several attempts make one."""

    title: Title
    intro: Text
    blueprint: Annotated[Many[Row], Field(min_length=1)]

    @model_validator(mode="after")
    def _has_a_pause_for_each_next_attempt(self) -> Self:
        return pause_for_each(self)

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        if self.certainty_counts and not self.certainty:
            raise ValueError("certainty can only count where it is asked: certainty: true")
        if unknown := sorted(set(self.shuffle) - {row.section for row in self.blueprint}):
            raise ValueError(f"shuffle: no row of the blueprint has section {unknown[0]!r}")
        return self


class Practice(Entry, sitting.SatForPractice):
    """Explained at once, unless it says otherwise; never in a score."""

    title: Title
    intro: Text
    count: Annotated[int, Field(ge=1, le=50)]


class RedFlagRow(Strict):
    """One draw among the must-not-miss questions that stand alone."""

    objective: ObjectiveKey
    count: Annotated[int, Field(ge=1, le=50)]

    def as_row(self) -> Row:
        return Row(objective=self.objective, must_not_miss=True, count=self.count)


class RedFlags(Entry, sitting.SatInFull):
    """The must-not-miss questions alone, every one to be right; opens when `lessons` are read."""

    title: Title
    intro: Text
    lessons: Annotated[Many[Slug], Field(min_length=1)]
    blueprint: Annotated[Many[RedFlagRow], Field(min_length=1)]

    @model_validator(mode="after")
    def _has_a_pause_for_each_next_attempt(self) -> Self:
        return pause_for_each(self)


class QuizFile(Strict):
    graded: Graded
    practice: Practice
    red_flags: RedFlags | None = None


class SignoffItem(Strict):
    key: Slug
    text: Text


class Signoff(Entry):
    """What a mentor watches and signs."""

    title: Title
    minutes: Minutes
    intro: Text
    items: Annotated[Many[SignoffItem], Field(min_length=1)]

    @model_validator(mode="after")
    def _keys_differ(self) -> Self:
        keys = [item.key for item in self.items]
        if len(set(keys)) < len(keys):
            raise ValueError("each item needs a key of its own")
        return self
