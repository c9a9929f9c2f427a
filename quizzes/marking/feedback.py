"""Graded answers explained: what was right, why, which belief stood behind it, where it is taught.

Tells the key: only for questions of which engine.review shows everything. The number of queries
does not grow with the number of questions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from quizzes import beliefs, permissions
from quizzes.engine.faces import FACES, Given
from quizzes.engine.kinds import BY_HAND
from quizzes.engine.kinds.base import Response as Body
from quizzes.engine.review import Visible
from quizzes.marking.definitions import Known, known
from quizzes.marking.explaining import ExplainedRow, criteria, explain
from quizzes.marking.judgements import NONE, Judgement, judgements
from quizzes.marking.typed import self_checks
from quizzes.models import Mark, QuestionVersion, VersionClaim


@dataclass(frozen=True, slots=True)
class Graded:
    """A marked question: what it showed, what she gave (whole, with what was typed), its worth."""

    position: int
    version_id: int
    digest: str
    delivery: Mapping[str, Any]
    order: Sequence[str]
    body: Body
    mark: Mark


@dataclass(frozen=True, slots=True)
class Feedback:
    """`right` is the right response; `rows` judge every option, statement, prompt or step.

    Of a written question `rows` are the rubric with what she said of her own text, and `model` is
    a model answer as stored HTML; nobody has judged it while `fraction` is None. `given` is her own
    response; `more` is what only this kind stores to be told; `note` is what a person who marked it
    says to her.
    """

    state: str
    fraction: Decimal | None
    rows: tuple[ExplainedRow, ...]
    right: tuple[Given, ...]
    explanation: str
    beliefs: tuple[beliefs.BeliefNote, ...]
    claims: tuple[permissions.ClaimNote, ...]
    reading: permissions.Reading | None
    model: str = ""
    given: tuple[Given, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""


def narrowed(told: Feedback, seen: Visible) -> Feedback:
    """No more than `seen` grants. Without the key nothing is left of a question that tells it: of
    the rows only the options she chose, each with the author's word on it."""
    if seen.key and seen.explanations:
        return told
    chosen = tuple(row for row in told.rows if row.given is True and row.correct in (True, False))
    rows = told.rows if seen.options else chosen if seen.specific else ()
    words = seen.specific or seen.explanations
    return replace(
        told,
        state=told.state if seen.correctness else "",
        fraction=told.fraction if seen.correctness else None,
        given=told.given if seen.responses else (),
        rows=tuple(row if words else replace(row, why="") for row in rows),
        right=told.right if seen.key else (),
        explanation=told.explanation if seen.general else "",
        beliefs=told.beliefs if seen.beliefs else (),
        claims=told.claims if seen.general else (),
        model=told.model if seen.key else "",
        more=told.more if seen.key else {},
        note=told.note if words else "",
    )


def feedback(graded: Sequence[Graded], space: int | None) -> dict[int, Feedback]:
    """Feedback by position, for readers in this space; four queries beside the host's, none when
    there is nothing."""
    if not graded:
        return {}
    definitions = known({one.version_id: one.digest for one in graded})
    texts = QuestionVersion.objects.only("rationale", "reading").in_bulk(
        {one.version_id for one in graded}
    )
    claims = _claims(texts)
    held = _beliefs(graded)
    by_hand = [one.mark.response_id for one in graded if one.delivery["kind"] in BY_HAND]
    looked = self_checks([pk for pk in by_hand if pk])
    said = judgements([g.mark.pk for g in graded if g.mark.by_id and g.delivery["kind"] in BY_HAND])
    found = permissions.ask("REFERENCES")(
        {code for codes in claims.values() for code in codes},
        {version.reading for version in texts.values() if version.reading},
        space,
    )
    return {
        one.position: _told(
            one,
            definitions[one.digest],
            texts[one.version_id],
            looked=looked,
            said=said.get(one.mark.pk, NONE),
            held=held,
            claims=claims,
            found=found,
        )
        for one in graded
    }


def _told(
    one: Graded,
    definition: Known,
    version: QuestionVersion,
    *,
    looked: Mapping[int, frozenset[str]],
    said: Judgement,
    held: Mapping[int, list[beliefs.BeliefNote]],
    claims: Mapping[int, list[str]],
    found: permissions.References,
) -> Feedback:
    return Feedback(
        state=one.mark.state,
        fraction=one.mark.fraction,
        rows=_rows(one, definition, version, looked, said),
        right=FACES[definition.name].given(
            one.delivery, definition.kind.right_response(definition.d)
        ),
        model=version.rationale.get("model", ""),
        given=FACES[definition.name].given(one.delivery, one.body),
        more=version.rationale.get("more", {}),
        note=said.note,
        explanation=version.rationale["explanation"],
        beliefs=tuple(held[one.mark.pk]),
        claims=tuple(found.claims[c] for c in claims[version.pk] if c in found.claims),
        reading=found.readings.get(version.reading),
    )


def _rows(
    one: Graded,
    definition: Known,
    version: QuestionVersion,
    looked: Mapping[int, frozenset[str]],
    said: Judgement,
) -> tuple[ExplainedRow, ...]:
    if definition.name in BY_HAND:
        return criteria(version.rationale, looked.get(one.mark.response_id), said.levels)
    return explain(
        definition,
        delivery=one.delivery,
        rationale=version.rationale,
        order=one.order,
        response=one.body,
    )


def _claims(versions: Mapping[int, object]) -> dict[int, list[str]]:
    rows = VersionClaim.objects.filter(version__in=versions).order_by("code")
    found: dict[int, list[str]] = defaultdict(list)
    for version_id, code in rows.values_list("version_id", "code"):
        found[version_id].append(code)
    return found


def _beliefs(graded: Sequence[Graded]) -> dict[int, list[beliefs.BeliefNote]]:
    found: dict[int, list[beliefs.BeliefNote]] = defaultdict(list)
    for one in beliefs.of_marks(g.mark.pk for g in graded):
        note = beliefs.note(one.belief, certainty=one.certainty, position=one.mark.item.position)
        found[one.mark_id].append(note)
    return found
