"""Proofreading of places on a picture and of gaps in a text; and answers to them for the demo."""

from __future__ import annotations

import random

import pytest

from quizzes.engine.kinds import KINDS, definition
from tests.quizzes.formats.test_pictures import svg
from tests.quizzes.placed_bodies import CLOZE, HOTSPOT
from tests.training.proof_tree import bank, claim, found, texts
from training.management.answers import right_answer, wrong_answer

NOT_ASKED = claim("F004", 'not_asked: ["cyst", "lower lid"]', 'why_not: "They differ."')
FILES = {
    "claims.yaml": f"claims:\n{NOT_ASKED}{claim('F068', strength='moderate')}",
    "media/face.svg": svg().decode(),
}


def made(kind: str, **body: object) -> dict:
    sound = dict(bank()["mm-c01"], key="mm-p1", kind=kind, use="practice", stem="Look and say.")
    del sound["options"]
    return sound | body


def asks_what_is_not_tested(tmp_path, question: dict) -> bool:
    said = found(tmp_path, texts(bank() | {"mm-p1": question}) | FILES)
    return any(one.kind == "not_asked" and "mm-p1" in str(one) for one in said)


@pytest.mark.parametrize("target", [True, False])
def test_a_place_that_is_right_counts_as_asked_for(tmp_path, target: bool) -> None:
    rows = [
        {"text": "Lower lid", "target": target},
        {"text": "Cheek", "target": not target},
        {"text": "Chin", "target": False},
    ]
    regions = [
        {"key": "abc"[n], "why": "So.", "circle": [0.2 + n / 4, 0.5, 0.1], **row}
        for n, row in enumerate(rows)
    ]
    more = {"image": "face.svg", "alt": "A face", "description": "Plain.", "regions": regions}
    assert asks_what_is_not_tested(tmp_path, made("hotspot", **more)) == target


@pytest.mark.parametrize(
    ("text", "right", "wrong", "asks"),
    [
        ("It is a [[a]].", "cyst", "pore", True),
        ("It is a [[a]].", "pocket", "cyst", False),
        ("A cyst is a [[a]].", "pocket", "pore", True),
    ],
)
def test_the_text_and_what_is_right_in_its_gaps_count(tmp_path, text, right, wrong, asks) -> None:
    choices = [
        {"key": "x", "text": right, "correct": True, "why": "So."},
        {"key": "y", "text": wrong, "why": "Not so."},
    ]
    question = made("cloze", text=text, gaps=[{"key": "a", "choices": choices}])
    assert asks_what_is_not_tested(tmp_path, question) == asks


@pytest.mark.parametrize(("kind", "body"), [("hotspot", HOTSPOT), ("cloze", CLOZE)])
def test_the_demo_knows_a_right_and_a_wrong_answer(kind: str, body: dict) -> None:
    d, dice = definition(kind, body), random.Random(1)
    marks = [
        KINDS[kind].grade(d, KINDS[kind].clean(d, answer(kind, body, dice))).state
        for answer in (right_answer, wrong_answer)
    ]
    assert marks[0] == "right"
    assert marks[1] != "right"
