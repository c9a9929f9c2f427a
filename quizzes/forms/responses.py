"""From posted fields to a response, and back.

Reading what was sent needs no look at the question, and saving an answer no query more: see
`forms.kinds`. Any bytes may arrive here: what has not the right form is a ValidationError in words,
nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.engine.certainty import LEVELS
from quizzes.engine.kinds.base import ResponseError
from quizzes.forms.kinds import FORMS
from quizzes.forms.kinds.base import number, refused


@dataclass(frozen=True, slots=True)
class Answer:
    """What she sent: a response or None for blank, how sure she is, and the revision of the answer
    she saw when she began."""

    response: object
    certainty: int | None
    revision: int


def read(posted: QueryDict) -> Answer:
    """Read one posted answer. Raises ValidationError with a field and what to do about it."""
    revision = number(posted.get("revision", ""))
    if revision is None:
        raise refused("revision", _("Something was lost on the way. Please send it once more."))
    text = posted.get("certainty", "")
    level = number(text)
    if text and level not in LEVELS:
        raise refused("certainty", _("Choose one of the three levels of certainty."))
    return Answer(response(posted), level, revision)


def response(posted: QueryDict) -> object:
    """The response alone, None for blank. Raises ValidationError as `read` does."""
    form = FORMS.get(posted.get("kind", ""))
    if form is None:
        raise refused("kind", _("Something was lost on the way. Please send it once more."))
    return form.read(posted)


def sent(kind: str, given: Any, certainty: int | None = None) -> QueryDict:
    """The fields that would post this response: what a page is filled in with."""
    data = QueryDict(mutable=True)
    if certainty is not None:
        data["certainty"] = str(certainty)
    if given is None:
        return data
    for field, value in FORMS[kind].sent(given).items():
        data.setlist(field, [value] if isinstance(value, str) else value)
    return data


def compared(posted: QueryDict) -> tuple[tuple[str, ...], int]:
    """The criteria she ticked, and the revision of the text she looked at. Raises ValidationError
    when it names none."""
    revision = number(posted.get("revision", ""))
    if revision is None:
        raise refused("revision", _("Something was lost on the way. Please send it once more."))
    return tuple(posted.getlist("met")), revision


def problems(error: ValidationError) -> tuple[tuple[str, str], ...]:
    """(field, what to do) for each thing wrong with what was sent."""
    return tuple((field, texts[0]) for field, texts in error.message_dict.items())


def unfit(error: ResponseError) -> ValidationError:
    """Why the engine cannot take a response: a text that is too long or has nothing in it, more
    options than may be chosen, a unit where none is asked for, or an answer that names something
    this question has not."""
    if error.code == "too_long":
        words = _(
            "Your text is too long: at most %(limit)s characters fit. Shorten it, send again."
        )
        return refused("text", words % {"limit": error.limit})
    if error.code == "too_many_chosen":
        words = ngettext(
            "Choose only %(limit)s here: take the others back.",
            "Choose only %(limit)s here: take the others back.",
            error.limit or 0,
        )
        return refused("choices", words % {"limit": error.limit})
    if error.code == "unit_not_asked":
        if error.gap is None:
            return refused("value", _("A number alone is asked for: leave out what stands behind."))
        words = _("Gap %(gap)s asks for a number alone: leave out what stands behind it.")
        return refused("gap", words % {"gap": error.gap})
    if error.code == "blank":
        return nothing("written")
    if error.code in ("not_a_number", "off_scale", "off_step"):
        return refused("place", _no_place(error))
    if error.code == "decided":
        words = _("What has been decided stays decided. Reload this page and go on from there.")
        return refused("choice", words)
    words = _("Choose from the answers on this page. If it looks wrong, reload it.")
    return refused("choice", words)


def _no_place(error: ResponseError) -> str:
    if not error.allowed:
        return _("Write a number in digits, such as 6.5.")
    low, high, step = error.allowed
    words = _("Choose a number from %(low)s to %(high)s, in steps of %(step)s.")
    return words % {"low": low, "high": high, "step": step}


def nothing(kind: str) -> ValidationError:
    """She asked how it stands and has given nothing yet."""
    return FORMS[kind if kind in FORMS else "single"].nothing()
