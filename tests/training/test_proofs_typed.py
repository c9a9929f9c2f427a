"""Proofreading of questions that are answered by typing; and answers to them for the demo."""

from __future__ import annotations

import random

import pytest

from quizzes.engine.kinds import KINDS, definition
from tests.quizzes.making import NUMERIC, SHORT_TEXT
from tests.training.proof_tree import bank, claim, found, texts
from training.management.answers import right_answer, wrong_answer

NOT_ASKED = claim("F004", 'not_asked: ["cyst"]', 'why_not: "They differ."')
CLAIMS = {"claims.yaml": f"claims:\n{NOT_ASKED}{claim('F068', strength='moderate')}"}


def typed(key: str, kind: str, answers: list[dict]) -> dict:
    sound = dict(bank()["mm-c01"], key=key, kind=kind, use="practice", stem=f"Say {key} now.")
    del sound["options"]
    return sound | {"answers": [dict(one, key="ab"[n]) for n, one in enumerate(answers)]}


def finds(tmp_path, *questions: dict) -> list[tuple[str, str]]:
    whole = bank() | {one["key"]: one for one in questions}
    return [(one.kind, str(one)) for one in found(tmp_path, texts(whole) | CLAIMS)]


def test_a_number_is_proofread_and_says_nothing_by_itself(tmp_path) -> None:
    number = typed("mm-n1", "numeric", [{"value": 3, "weight": 1, "why": "A cyst is small."}])
    assert not [one for one in finds(tmp_path, number) if "mm-n1" in one[1]]


@pytest.mark.parametrize(("weight", "asks"), [(1, True), (0, False)])
def test_what_is_accepted_counts_as_asked_for(tmp_path, weight: int, asks: bool) -> None:
    answers = [
        {"text": "closed cyst", "weight": weight, "why": "So."},
        {"text": "pearl", "weight": 1, "why": "So."},
    ]
    said = finds(tmp_path, typed("mm-t1", "short_text", answers))
    assert any(kind == "not_asked" and "mm-t1" in line for kind, line in said) == asks


@pytest.mark.parametrize(("kind", "body"), [("numeric", NUMERIC), ("short_text", SHORT_TEXT)])
def test_the_demo_knows_a_right_and_a_wrong_answer(kind: str, body: dict) -> None:
    d, dice = definition(kind, body), random.Random(1)
    marks = [
        KINDS[kind].grade(d, KINDS[kind].clean(d, answer(kind, body, dice))).state
        for answer in (right_answer, wrong_answer)
    ]
    assert marks[0] == "right"
    assert marks[1] != "right"
