"""The questions of an ended attempt, each with as much as may be seen of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from quizzes import permissions
from quizzes.engine.review import Visible
from quizzes.marking import Feedback, Given, Graded, feedback, given
from quizzes.models import Attempt, AttemptItem, Mark, Response


@dataclass(frozen=True, slots=True)
class Objective:
    """How many of the questions on one learning objective were right. `text` is the host's."""

    key: str
    right: int
    total: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An item with its newest response and mark. Not for templates: see ResultRow."""

    item: AttemptItem
    response: Response | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One question. `given` is her own response; `feedback` (the key, every option, the
    explanations) only where all of it may be seen; `reading` is where it is taught."""

    position: int
    kind: str
    objective: str
    must_not_miss: bool
    case: str
    stem: str
    state: str
    fraction: Decimal | None
    certainty: int | None
    given: tuple[Given, ...]
    reading: permissions.Reading | None
    feedback: Feedback | None


def lines_of(attempt: Attempt) -> list[Line]:
    """Three statements; neither definitions nor explanations are loaded."""
    items = attempt.items.select_related("version__stem_version").defer(
        "version__body", "version__rationale"
    )
    marks = {m.item_id: m for m in Mark.objects.filter(item__attempt=attempt).order_by("number")}
    responses = {
        response.item_id: response
        for response in Response.objects.filter(item__attempt=attempt).order_by("number")
    }
    return [Line(item, responses.get(item.pk), marks[item.pk]) for item in items]


def objectives(lines: Sequence[Line], texts: Mapping[str, str]) -> tuple[Objective, ...]:
    """Sorted by key; `texts` says in words what some of them are."""
    right: dict[str, list[bool]] = {}
    for line in lines:
        is_right = line.mark.state == Mark.State.RIGHT
        right.setdefault(line.item.version.objective, []).append(is_right)
    return tuple(
        Objective(key, sum(of), len(of), texts.get(key, "")) for key, of in sorted(right.items())
    )


def rows(lines: Sequence[Line], seen: Visible) -> tuple[ResultRow, ...]:
    """Nothing at all unless her own responses may be seen."""
    if not seen.responses:
        return ()
    everything = seen.key and seen.options and seen.explanations
    told = feedback([_graded(line) for line in lines]) if everything else {}
    readings = _readings(lines) if not everything else {}
    return tuple(_row(line, told.get(line.item.position), readings) for line in lines)


def _row(
    line: Line, told: Feedback | None, readings: Mapping[str, permissions.Reading]
) -> ResultRow:
    version = line.item.version
    response = line.response
    return ResultRow(
        position=line.item.position,
        kind=version.kind,
        objective=version.objective,
        must_not_miss=version.must_not_miss,
        case=version.stem_version.title if version.stem_version else "",
        stem=version.delivery["stem"],
        state=line.mark.state,
        fraction=line.mark.fraction,
        certainty=response.certainty if response else None,
        given=given(version.delivery, _body(response)),
        reading=told.reading if told else readings.get(version.reading),
        feedback=told,
    )


def _graded(line: Line) -> Graded:
    return Graded(
        position=line.item.position,
        version_id=line.item.version_id,
        digest=line.item.version.digest,
        delivery=line.item.version.delivery,
        order=line.item.order,
        body=_body(line.response),
        mark=line.mark,
    )


def _body(response: Response | None) -> Any:
    return response.body if response else None


def _readings(lines: Sequence[Line]) -> Mapping[str, permissions.Reading]:
    wanted = {line.item.version.reading for line in lines} - {""}
    return permissions.ask("REFERENCES")(set(), wanted).readings
