"""Single responses, each scored by itself."""

from __future__ import annotations

from typing import Any

from quizzes.engine import certainty, scoring
from quizzes.engine.kinds import KINDS
from quizzes.engine.kinds.base import Graded, Part, ResponseError
from quizzes.formats.checks.documents import Reason, Rejected, mapping, read
from quizzes.formats.checks.policies import Policy, read_policy
from quizzes.formats.checks.questions import read_question
from quizzes.formats.checks.responses import resolved
from quizzes.formats.checks.words import explained, of_response

REJECTED = "rejected"


def score_lines(text: str) -> list[dict[str, Any]]:
    """Score JSON lines {question, response, policy, certainty}; a result for each, empty lines left
    out.

    {line, fraction, parts, state, matched_answer}, with `ignored` where the question had fields
    that mean nothing to its kind, and `reasons` where the state is "rejected".
    """
    lines = ((number, line) for number, line in enumerate(text.split("\n"), start=1))
    return [{"line": number} | score(line) for number, line in lines if line.strip()]


def score(line: str) -> dict[str, Any]:
    """Score one response; never raises for what the line says."""
    try:
        return _scored(read(line))
    except Rejected as error:
        empty = {"fraction": None, "parts": [], "state": REJECTED, "matched_answer": None}
        return empty | {"reasons": explained(error.reasons)}


def _scored(document: dict[str, Any]) -> dict[str, Any]:
    policy = read_policy(mapping(document.get("policy"), "policy"))
    body = mapping(document.get("question"), "question")
    own = {} if policy.rule is None else {"rule": policy.rule}
    question = read_question(own | body, path="question")
    kind, d = KINDS[question.d.kind], question.d
    try:
        response = kind.clean(d, resolved(d, document.get("response"), path="response"))
    except ResponseError as error:
        raise Rejected(of_response(error, d.kind, "response")) from error
    if document.get("response") == [] and question.d.kind == "multiple":
        response = []  # the empty set, as a table of a rule has it; null is blank
    graded = kind.grade(d, response)
    found = {
        "fraction": _worth(graded, policy, document.get("certainty")),
        "parts": [_part(part) for part in graded.parts],
        "state": graded.state,
        "matched_answer": graded.matched or None,
    }
    ignored = [name for name in question.ignored if name not in own]
    return found | ({"ignored": ignored} if ignored else {})


def _part(part: Part) -> dict[str, Any]:
    fraction = int(part.right) if part.fraction is None else part.fraction
    return {"key": part.key, "right": part.right, "fraction": fraction}


def _worth(graded: Graded, policy: Policy, level: Any) -> Any:
    """The fraction, or by the table -6 to 3 where the policy says that certainty counts."""
    if level is not None and (type(level) is not int or level not in certainty.LEVELS):
        raise Rejected(Reason("certainty", "unknown_certainty", str(level)[:80]))
    if graded.fraction is None or not policy.rules.certainty_counts:
        return graded.fraction
    answered = graded.state != scoring.BLANK
    return certainty.mark(fraction=graded.fraction, certainty=level, answered=answered)
