"""The shapes of the YAML files in content/; a parsed entry is the typed, frozen object itself."""

from __future__ import annotations

from typing import Annotated, Literal, Self, TypeVar

from pydantic import Field, StringConstraints, model_validator

from quizzes.formats.digests import digest
from quizzes.formats.schemas import (
    Code,
    Day,
    Form,
    Many,
    ObjectiveKey,
    Place,
    Slug,
    Strict,
    Text,
    Title,
)

SourceKey = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9-]*$", max_length=40)]
Web = Annotated[str, StringConstraints(pattern=r"^(https?://\S+)?$")]
Reason = Annotated[Text, StringConstraints(min_length=10, max_length=300)]
Minutes = Annotated[int, Field(ge=1, le=600)]
Strength = Literal["strong", "moderate", "expert", "experience"]
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
    None from either.
    """

    objective: ObjectiveKey | None = None
    kind: Text | None = None
    must_not_miss: bool | None = None
    case: bool = False
    count: Annotated[int, Field(ge=1, le=50)]

    @model_validator(mode="after")
    def _is_one_draw(self) -> Self:
        if self.case == bool(self.objective):
            raise ValueError("a row draws by objective, or whole cases with case: true")
        if self.case and (self.kind or self.must_not_miss is not None):
            raise ValueError("a case is drawn whole: no kind and no must_not_miss beside it")
        if self.kind == "written":
            raise ValueError(
                "a written answer is drawn into no quiz until people mark it: "
                "show it in a lesson with ::: check"
            )
        return self


def pause_for_each(quiz: Timed) -> Timed:
    """Raises ValueError unless there is a pause before each attempt but the first."""
    if len(quiz.pauses) != quiz.attempts - 1:
        raise ValueError(f"{quiz.attempts} attempts need {quiz.attempts - 1} pauses")
    return quiz


class Graded(Entry):
    """`pass_mark` in percent, `minutes` of time, `pauses` in hours before attempt 2, 3 ..."""

    title: Title
    intro: Text
    pass_mark: Annotated[int, Field(ge=1, le=100)]
    minutes: Minutes
    attempts: Annotated[int, Field(ge=1, le=10)]
    pauses: Many[Annotated[int, Field(ge=0, le=720)]] = ()
    certainty: bool = True
    blueprint: Annotated[Many[Row], Field(min_length=1)]

    @model_validator(mode="after")
    def _has_a_pause_for_each_next_attempt(self) -> Self:
        return pause_for_each(self)


class Practice(Entry):
    title: Title
    intro: Text
    count: Annotated[int, Field(ge=1, le=50)]


class RedFlagRow(Strict):
    """One draw among the must-not-miss questions that stand alone."""

    objective: ObjectiveKey
    count: Annotated[int, Field(ge=1, le=50)]

    def as_row(self) -> Row:
        return Row(objective=self.objective, must_not_miss=True, count=self.count)


class RedFlags(Entry):
    """The must-not-miss questions alone, every one to be right; opens when `lessons` are read."""

    title: Title
    intro: Text
    minutes: Minutes
    attempts: Annotated[int, Field(ge=1, le=10)]
    pauses: Many[Annotated[int, Field(ge=0, le=720)]] = ()
    certainty: bool = True
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


class Claim(Entry):
    """`looked` is true where we searched and found nothing; then there may be no source.

    A claim that is not `testable` is taught and never asked in a graded question. Of any other,
    `not_asked` names words that no stem and no right answer of a question on it may hold; "a + b"
    means both together. `why_not` says why. The three are for authors: they make no new version.
    """

    code: Code
    wording: Text
    strength: Strength
    sources: Many[SourceKey] = ()
    looked: bool = False
    reviewed_on: Day
    review_by: Day
    jurisdiction: Annotated[str, StringConstraints(max_length=40)] = ""
    testable: bool = True
    not_asked: Many[Text] = ()
    why_not: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""

    @property
    def digest(self) -> str:
        for_authors = {"testable", "not_asked", "why_not"}
        return digest(self.model_dump(mode="json", exclude=for_authors))

    @model_validator(mode="after")
    def _stands_on_something(self) -> Self:
        if not (self.sources or self.looked):
            raise ValueError("needs a source, or looked: true")
        if self.review_by <= self.reviewed_on:
            raise ValueError("review_by must be later than reviewed_on")
        if bool(self.why_not) != (bool(self.not_asked) or not self.testable):
            raise ValueError("why_not goes with testable: false or not_asked, and they with it")
        return self


class Source(Entry):
    key: SourceKey
    title: Annotated[Text, StringConstraints(max_length=400)]
    publisher: Annotated[str, StringConstraints(max_length=300)] = ""
    year: Annotated[str, StringConstraints(max_length=40)] = ""
    url: Web = ""
    tier: Literal["A", "B", "C"]


class Belief(Entry):
    """`because`: why people hold it; `instead`: what to say; `lesson`: module/lesson#anchor."""

    code: Code
    statement: Text
    because: Text
    refutation: Text
    instead: Text
    claims: Annotated[Many[Code], Field(min_length=1)]
    lesson: Place | None = None


class Term(Entry):
    """A word of the glossary. `forms`: its plural and other names, as a text writes them;
    `meaning`: one or two plain sentences, never surer than `claims`; `lesson`: where it is taught.
    """

    key: Slug
    term: Form
    forms: Many[Form] = ()
    meaning: Annotated[Text, StringConstraints(max_length=400)]
    claims: Many[Code] = ()
    lesson: Place | None = None

    @property
    def spellings(self) -> tuple[str, ...]:
        return self.term, *self.forms
