"""The questions of an ended attempt, each with as much as may be seen of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from quizzes import permissions
from quizzes.engine.faces import FACES, Given
from quizzes.engine.kinds import BY_HAND
from quizzes.engine.review import Visible, of_question
from quizzes.marking import Feedback, FileNote, Graded, feedback, files_of, narrowed, typed
from quizzes.models import Attempt, AttemptItem, Mark, Response
from quizzes.results.closed import Closed


@dataclass(frozen=True, slots=True)
class Objective:
    """How many of the questions on one learning objective were right. `text` is the host's."""

    key: str
    right: int
    total: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An item with its newest response, whole with what was typed, and its mark. Not for
    templates: see ResultRow."""

    item: AttemptItem
    response: Response | None
    mark: Mark
    body: Any = None
    files: tuple[FileNote, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One question. `given` is her own response; `feedback` (the key, every option, the
    explanations) only where all of it may be seen; `reading` is where it is taught.

    `running`: it stands in an exam that is sat now, so nothing but the question is here, and no
    `state`. `to_come` is the title of the exam that keeps the key closed."""

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
    running: bool = False
    to_come: str = ""
    files: tuple[FileNote, ...] = ()
    question_id: int = 0
    version: int = 0


def lines_of(attempt: Attempt) -> list[Line]:
    """Three statements, one more where something was typed, one where files came with it; neither
    definitions nor explanations are loaded."""
    items = attempt.items.select_related("version__stem_version").defer(
        "version__body", "version__rationale"
    )
    marks = {m.item_id: m for m in Mark.objects.filter(item__attempt=attempt).order_by("number")}
    responses = {
        response.item_id: response
        for response in Response.objects.filter(item__attempt=attempt).order_by("number")
    }
    bodies = _bodies(items, responses)
    written = [item.pk for item in items if item.version.kind in BY_HAND and item.pk in responses]
    files = files_of({pk: responses[pk].body for pk in written})
    return [
        Line(
            item,
            responses.get(item.pk),
            marks[item.pk],
            bodies.get(item.pk),
            files.get(item.pk, ()),
        )
        for item in items
    ]


def _bodies(items: Iterable[AttemptItem], responses: Mapping[int, Response]) -> dict[int, Any]:
    """By item, what was given; of what was typed the text."""
    kinds = {item.pk: item.version.kind for item in items}
    texts = typed({r.pk: kinds[pk] for pk, r in responses.items() if r.body is not None})
    return {pk: texts.get(response.pk, response.body) for pk, response in responses.items()}


def objectives(lines: Sequence[Line], texts: Mapping[str, str]) -> tuple[Objective, ...]:
    """Sorted by key, without what is void; `texts` says in words what some of them are."""
    right: dict[str, list[bool]] = {}
    for line in lines:
        if line.mark.state == Mark.State.VOID:
            continue
        is_right = line.mark.state == Mark.State.RIGHT
        right.setdefault(line.item.version.objective, []).append(is_right)
    return tuple(
        Objective(key, sum(of), len(of), texts.get(key, "")) for key, of in sorted(right.items())
    )


def rows(
    lines: Sequence[Line], seen: Visible, closed: Closed, space: int | None
) -> tuple[ResultRow, ...]:
    """For readers in this space. Nothing at all unless her own responses, or which were right, may
    be seen."""
    if not seen.responses and not seen.correctness:
        return ()
    allowed = {line.item.position: _allowed(line, seen, closed) for line in lines}
    explained = [line for line in lines if _explained(allowed[line.item.position])]
    found = feedback([_graded(line) for line in explained], space)
    told = {position: narrowed(one, allowed[position]) for position, one in found.items()}
    readings = _readings((line for line in lines if line.item.position not in told), space)
    return tuple(
        _row(line, allowed[line.item.position], told.get(line.item.position), readings, closed)
        for line in lines
    )


def _allowed(line: Line, seen: Visible, closed: Closed) -> Visible:
    question = line.item.question_id
    return of_question(seen, running=question in closed.running, to_come=question in closed.to_come)


def _explained(seen: Visible) -> bool:
    """Whether any word on the question may be seen, or its key."""
    return seen.key or seen.options or seen.specific or seen.general


def _row(
    line: Line,
    seen: Visible,
    told: Feedback | None,
    readings: Mapping[str, permissions.Reading],
    closed: Closed,
) -> ResultRow:
    version = line.item.version
    response = line.response if seen.responses else None
    return ResultRow(
        position=line.item.position,
        kind=version.kind,
        objective=version.objective,
        must_not_miss=version.must_not_miss,
        case=version.stem_version.title if version.stem_version else "",
        stem=version.delivery["stem"],
        state=line.mark.state if seen.correctness else "",
        fraction=line.mark.fraction if seen.correctness else None,
        certainty=response.certainty if response else None,
        given=FACES[version.kind].given(version.delivery, line.body if response else None),
        reading=told.reading if told else readings.get(version.reading),
        feedback=told,
        running=line.item.question_id in closed.running,
        to_come=closed.to_come.get(line.item.question_id, ""),
        files=line.files if response else (),
        question_id=line.item.question_id,
        version=version.number,
    )


def _graded(line: Line) -> Graded:
    return Graded(
        position=line.item.position,
        version_id=line.item.version_id,
        digest=line.item.version.digest,
        delivery=line.item.version.delivery,
        order=line.item.order,
        body=line.body,
        mark=line.mark,
    )


def _readings(lines: Iterable[Line], space: int | None) -> Mapping[str, permissions.Reading]:
    wanted = {line.item.version.reading for line in lines} - {""}
    if not wanted:
        return {}
    return permissions.ask("REFERENCES")(set(), wanted, space).readings
