"""The shapes of programmes.yaml and portfolios.yaml: what a certificate asks for."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from quizzes.formats.schemas import Many, Slug, Strict, Text, Title
from training.content_files.shapes import Entry, Signoff
from training.rules.requirements import NAMES

LessonPlace = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$", max_length=161)]
Words = Annotated[Text, StringConstraints(max_length=200)]


class Requirement(Strict):
    """One thing a certificate asks for, named under the key that belongs to its kind.

    `module`: lessons read and graded quiz passed; `observation`: its sign-off list signed;
    `lesson`: one lesson, as module/lesson; `must_not_miss`: the module's red-flag set;
    `programme`: a valid certificate of another programme; `portfolio`: one of portfolios.yaml.
    """

    kind: Literal["module", "observation", "lesson", "must_not_miss", "programme", "portfolio"]
    module: Slug | None = None
    lesson: LessonPlace | None = None
    programme: Slug | None = None
    portfolio: Slug | None = None

    @model_validator(mode="after")
    def _names_one_thing(self) -> Self:
        wanted = NAMES[self.kind]
        given = [key for key in dict.fromkeys(NAMES.values()) if getattr(self, key) is not None]
        if given != [wanted]:
            raise ValueError(f"kind {self.kind} needs the key {wanted}, and no other")
        return self

    @property
    def of(self) -> str:
        """The slug of what is asked for; of a lesson, module/lesson."""
        return getattr(self, NAMES[self.kind])

    def row(self) -> dict[str, str]:
        """As a revision stores it."""
        return {"kind": self.kind, NAMES[self.kind]: self.of}


class Renewal(Strict):
    """What is asked again by whoever renews in time, and what a renewed certificate then proves.
    `does_not_prove` is said beside what the programme says it does not prove."""

    requirements: Annotated[Many[Requirement], Field(min_length=1)]
    proves: Annotated[Many[Text], Field(min_length=1)]
    does_not_prove: Many[Text] = ()

    def rows(self) -> dict[str, object]:
        """As a revision stores it."""
        return {
            "requirements": [one.row() for one in self.requirements],
            "proves": list(self.proves),
            "does_not_prove": list(self.does_not_prove),
        }


class Refresh(Strict):
    """Red-flag sets of these modules, answered again `every_months` while the certificate is
    valid. Each round opens `window_days` before it is due."""

    every_months: Annotated[int, Field(ge=1, le=60)]
    window_days: Annotated[int, Field(ge=1, le=180)]
    must_not_miss: Annotated[Many[Slug], Field(min_length=1)]

    @model_validator(mode="after")
    def _rounds_lie_apart(self) -> Self:
        if self.window_days > 28 * self.every_months:
            raise ValueError("a round opens after the one before it was due: fewer window_days")
        return self


class Programme(Entry):
    """Renewal opens `window_days` before the end and may be `grace_days` late; without `renewal`
    it asks for all the `requirements` again."""

    slug: Slug
    title: Title
    summary: Text
    audience: Text
    validity_months: Annotated[int, Field(ge=1, le=120)]
    window_days: Annotated[int, Field(ge=0, le=365)]
    grace_days: Annotated[int, Field(ge=0, le=365)]
    requirements: Annotated[Many[Requirement], Field(min_length=1)]
    proves: Annotated[Many[Text], Field(min_length=1)]
    does_not_prove: Annotated[Many[Text], Field(min_length=1)]
    renewal: Renewal | None = None
    refresh: Refresh | None = None

    @model_validator(mode="after")
    def _refresh_comes_before_the_end(self) -> Self:
        if self.refresh and self.refresh.every_months >= self.validity_months:
            raise ValueError("refresh: every_months must be less than validity_months")
        return self


class Portfolio(Signoff):
    """Practical work outside any one module, observed `count` times with one list.

    `observer` says who signs; `modules` are those whose knowledge must be current first; `months`
    is how long one observation counts.
    """

    slug: Slug
    observer: Words
    count: Annotated[int, Field(ge=1, le=50)] = 1
    modules: Many[Slug] = ()
    months: Annotated[int, Field(ge=1, le=120)] | None = None
