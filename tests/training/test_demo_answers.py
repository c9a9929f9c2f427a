"""What the people of the demo answer: everything right, or not."""

from __future__ import annotations

import random
from typing import Any

import pytest

from quizzes.engine.kinds import KINDS, definition
from tests.quizzes.making import BODIES
from training.management.answers import right_answer, wrong_answer


def stored(body: dict[str, Any]) -> dict[str, Any]:
    """As the files of content are read: what may be left out is there."""
    nodes = [
        {**node, "choices": [{"harm": False} | one for one in node.get("choices", ())]}
        for node in body.get("nodes", ())
    ]
    return body | ({"nodes": nodes} if nodes else {})


@pytest.mark.parametrize("kind", ["scale", "branching"])
def test_a_right_answer_earns_everything_and_a_wrong_one_does_not(kind: str) -> None:
    body, dice = stored(BODIES[kind]), random.Random(1)
    d = definition(kind, body)
    given = [answer(kind, body, dice) for answer in (right_answer, wrong_answer)]
    right, wrong = (KINDS[kind].clean(d, answer) for answer in given)
    assert KINDS[kind].is_complete(d, right) and KINDS[kind].is_complete(d, wrong)
    assert KINDS[kind].grade(d, right).state == "right"
    assert KINDS[kind].grade(d, wrong).state != "right"
