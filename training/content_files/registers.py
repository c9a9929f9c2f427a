"""The shapes of the registers in content/: claims, their sources, beliefs, the glossary."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from quizzes.formats.digests import digest
from quizzes.formats.schemas import Code, Day, Form, Many, Place, Slug, Text
from training.content_files.shapes import Entry

SourceKey = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9-]*$", max_length=40)]
Web = Annotated[str, StringConstraints(pattern=r"^(https?://\S+)?$")]
Strength = Literal["strong", "moderate", "expert", "experience"]


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
