"""From posted fields to a response, and back.

A browser never learns the author's keys: options, statements, prompts and steps go by names that
only this attempt knows, and `quizzes.attempts` puts them into keys again. So reading what was sent
needs no look at the question, and saving an answer no query more. One function per kind. Any bytes
may arrive here: what has not the right form is a ValidationError in words, nothing else; a name
that this attempt does not know is the engine's to refuse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from quizzes.engine.certainty import LEVELS
from quizzes.engine.kinds.base import ResponseError

from .asked import CHOICES, PREFIXES

NUMBER = re.compile(r"[0-9]{1,6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Answer:
    """What she sent: a response or None for blank, how sure she is, and the revision of the answer
    she saw when she began."""

    response: object
    certainty: int | None
    revision: int


def read(posted: QueryDict) -> Answer:
    """Read one posted answer. Raises ValidationError with a field and what to do about it."""
    revision = _number(posted.get("revision", ""))
    if revision is None:
        raise _refused("revision", _("Something was lost on the way. Please send it once more."))
    text = posted.get("certainty", "")
    level = _number(text)
    if text and level not in LEVELS:
        raise _refused("certainty", _("Choose one of the three levels of certainty."))
    return Answer(response(posted), level, revision)


def response(posted: QueryDict) -> object:
    """The response alone, None for blank. Raises ValidationError as `read` does."""
    reader = READERS.get(posted.get("kind", ""))
    if reader is None:
        raise _refused("kind", _("Something was lost on the way. Please send it once more."))
    return reader(posted)


def sent(kind: str, given: Any, certainty: int | None = None) -> QueryDict:
    """The fields that would post this response: what a page is filled in with."""
    data = QueryDict(mutable=True)
    if certainty is not None:
        data["certainty"] = str(certainty)
    if given is None:
        return data
    if kind == "written":
        data["text"] = given
    elif kind in CHOICES:
        data.setlist(CHOICES[kind], [given] if kind == "single" else given)
    elif kind == "ordering":
        for number, name in enumerate(given, start=1):
            data[PREFIXES[kind] + name] = str(number)
    else:
        for name, value in given.items():
            data[PREFIXES[kind] + name] = str(int(value)) if kind == "true_false" else value
    return data


def single(posted: QueryDict) -> str | None:
    """One option, or none."""
    return posted.get("choice") or None


def multiple(posted: QueryDict) -> list[str] | None:
    """Any number of options; one sent twice counts once."""
    return list(dict.fromkeys(filter(None, posted.getlist("choices")))) or None


def true_false(posted: QueryDict) -> dict[str, bool] | None:
    """For each statement "1" or "0"; one left open is not sent."""
    judged = {}
    for field, name, text in _rows(posted, "true_false"):
        if text not in ("1", "0"):
            raise _refused(field, _("Choose true or false for each statement."))
        judged[name] = text == "1"
    return judged or None


def matching(posted: QueryDict) -> dict[str, str] | None:
    """For each prompt a choice; one left open is sent empty."""
    return {name: text for _, name, text in _rows(posted, "matching")} or None


def ordering(posted: QueryDict) -> list[str] | None:
    """For each step its number, from 1; the response is the steps by their numbers."""
    numbered: dict[int, str] = {}
    for field, name, text in _rows(posted, "ordering"):
        number = _number(text)
        if not number:
            raise _refused(field, _("Give each step a number from the list."))
        if number in numbered:
            words = _("Two steps have the number %(number)s. Give each step its own.")
            raise _refused(field, words % {"number": number})
        numbered[number] = name
    return [numbered[number] for number in sorted(numbered)] or None


def written(posted: QueryDict) -> str | None:
    """Whatever was typed; white space alone is nothing."""
    text = posted.get("text", "")
    return text if text.strip() else None


READERS: dict[str, Callable[[QueryDict], object]] = {
    "single": single,
    "multiple": multiple,
    "true_false": true_false,
    "matching": matching,
    "ordering": ordering,
    "written": written,
}


def compared(posted: QueryDict) -> tuple[tuple[str, ...], int]:
    """The criteria she ticked, and the revision of the text she looked at. Raises ValidationError
    when it names none."""
    revision = _number(posted.get("revision", ""))
    if revision is None:
        raise _refused("revision", _("Something was lost on the way. Please send it once more."))
    return tuple(posted.getlist("met")), revision


def problems(error: ValidationError) -> tuple[tuple[str, str], ...]:
    """(field, what to do) for each thing wrong with what was sent."""
    return tuple((field, texts[0]) for field, texts in error.message_dict.items())


def unfit(error: ResponseError) -> ValidationError:
    """Why the engine cannot take a response: a text that is too long or has nothing in it, or an
    answer that names something this question has not."""
    if error.code == "too_long":
        words = _(
            "Your text is too long: at most %(limit)s characters fit. Shorten it, send again."
        )
        return _refused("text", words % {"limit": error.limit})
    if error.code == "blank":
        return nothing("written")
    words = _("Choose from the answers on this page. If it looks wrong, reload it.")
    return _refused("choice", words)


def nothing(kind: str) -> ValidationError:
    """She asked how it stands and has given nothing yet."""
    if kind == "written":
        return _refused("text", _("Write your answer first."))
    return _refused("choice", _("Choose an answer first."))


def _rows(posted: QueryDict, kind: str) -> Iterator[tuple[str, str, str]]:
    """(field, name, value) of each row that something was sent for."""
    prefix = PREFIXES[kind]
    for field in posted:
        text = posted.get(field)
        if field.startswith(prefix) and text:
            yield field, field.removeprefix(prefix), text


def _number(text: str) -> int | None:
    """A short run of plain digits as a number; None for anything else."""
    return int(text) if NUMBER.fullmatch(text) else None


def _refused(field: str, text: str) -> ValidationError:
    return ValidationError({field: text})
