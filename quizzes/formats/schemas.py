"""Typed schemas whose every complaint has a line and says what is allowed."""

from __future__ import annotations

import typing
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from quizzes.formats.problems import Problem, choices
from quizzes.formats.yaml_lines import Document, Path


class Strict(BaseModel):
    """Nothing is guessed: `no` is not text, "3" is not a number, an unknown key is an error."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


def _iso_date(value: object) -> object:
    return date.fromisoformat(value) if isinstance(value, str) else value


T = TypeVar("T")
S = TypeVar("S", bound=Strict)
# A list in the file, a tuple in memory; what is inside stays strict.
Many = Annotated[tuple[T, ...], Field(strict=False)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
IMAGE = r"^[a-z0-9]+(-[a-z0-9]+)*\.(svg|png|jpg|webp)$"
_SLUG, _CODE, _PLACE, _FORM = (
    r"^[a-z0-9]+(-[a-z0-9]+)*$",
    r"^[A-Z][0-9]{2,4}$",
    r"^[a-z0-9-]+(/[a-z0-9-]+)?(#[a-z0-9-]+)?$",
    r"^\w(.*\w)?$",
)
Slug = Annotated[str, StringConstraints(pattern=_SLUG, max_length=80)]
RowKey = Annotated[Slug, StringConstraints(max_length=40)]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
ObjectiveKey = Annotated[str, StringConstraints(min_length=1, max_length=12)]
Code = Annotated[str, StringConstraints(pattern=_CODE)]
Place = Annotated[str, StringConstraints(pattern=_PLACE)]
Form = Annotated[str, StringConstraints(pattern=_FORM, max_length=80)]
Day = Annotated[date, BeforeValidator(_iso_date)]

_PATTERNS = {
    _SLUG: "small letters, digits and single hyphens",
    _CODE: "one capital letter and two to four digits, such as F004",
    _PLACE: "lesson, lesson#heading or module/lesson#heading, in small letters and hyphens",
    IMAGE: "a file of content/media in small letters, digits and hyphens, .svg .png .jpg .webp",
    _FORM: "words that begin and end with a letter or a digit",
}
# pydantic's kinds of error in an author's words; all others keep pydantic's own message.
_WORDS = {
    "missing": "is missing",
    "string_type": "must be text: put it in quotes (yes, no, on, off and numbers are not)",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number, without quotes",
    "float_type": "must be a number, without quotes",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "model_attributes_type": "must be a mapping (key: value)",
    "literal_error": "cannot be this, allowed: {expected}",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "greater_than": "must be more than {gt}",
    "model_type": "must be a mapping (key: value)",
    "string_too_short": "must not be empty",
    "string_pattern_mismatch": "cannot be this, allowed: {pattern}",
    "string_too_long": "may have at most {max_length} characters",
    "too_short": "needs at least {min_length}, has {actual_length}",
    "too_long": "may have at most {max_length}, has {actual_length}",
}


def validated(model: type[S], document: Document, path: Path, problems: list[Problem]) -> S | None:
    """The value at `path` of the document as `model`; None when it is not, with `problems` added.

    Every error of the value is added, not only the first.
    """
    value = document.data
    for part in path:
        value = value[part]
    try:
        return model.model_validate(value)
    except ValidationError as error:
        problems.extend(
            document.problem((*path, *found["loc"]), _message(model, path, found))
            for found in _without_echoes(error)
        )
        return None


def _without_echoes(error: ValidationError) -> list[Any]:
    """The errors, less "too short" of a list that is short only because its members are wrong."""
    found = error.errors(include_url=False)
    places = [one["loc"] for one in found]
    return [
        one
        for one in found
        if one["type"] != "too_short"
        or not any(len(p) > len(one["loc"]) and p[: len(one["loc"])] == one["loc"] for p in places)
    ]


def _message(model: type[Strict], path: Path, found: Any) -> str:
    where = ".".join(str(part) for part in (*path, *found["loc"]))
    context = dict(found.get("ctx", {}))
    if found["type"] == "extra_forbidden":
        said = f"unknown key, {choices(_keys_at(model, found['loc'][:-1]))}"
    elif found["type"] in _WORDS:
        context["pattern"] = _PATTERNS.get(context.get("pattern"), context.get("pattern"))
        said = _WORDS[found["type"]].format_map(context)
    else:
        said = found["msg"].removeprefix("Value error, ")
    return f"{where}: {said}" if where else said


def _keys_at(model: type[Strict], loc: Path) -> list[str]:
    """The keys allowed in the mapping at `loc`, found by following the model's annotations."""
    for part in loc:
        if isinstance(part, str):
            inner = _models_in(model.model_fields[part].annotation)
            model = inner[0] if inner else model
    return list(model.model_fields)


def _models_in(annotation: Any) -> list[type[Strict]]:
    if isinstance(annotation, type) and issubclass(annotation, Strict):
        return [annotation]
    return [found for part in typing.get_args(annotation) for found in _models_in(part)]
