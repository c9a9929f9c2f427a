"""Right and wrong answers to a question, from its definition: for the stories of the demo."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from quizzes.models import QuestionVersion


def newest_version(key: str) -> QuestionVersion:
    """The newest version of the question with this key."""
    return QuestionVersion.objects.filter(question__key=key).latest("number")


def right_answer(kind: str, body: Mapping[str, Any], dice: random.Random) -> Any:
    """What earns everything."""
    if kind == "single":
        return next(one["key"] for one in body["options"] if one["correct"])
    if kind == "multiple":
        return sorted(one["key"] for one in body["options"] if one["correct"])
    if kind == "true_false":
        return {one["key"]: one["answer"] for one in body["statements"]}
    if kind == "matching":
        return {one["key"]: one["match"] for one in body["prompts"]}
    if kind == "pair":
        return {
            half: next(one["key"] for one in body[part] if one["correct"])
            for half, part in (("action", "actions"), ("reason", "reasons"))
        }
    if kind == "written":
        return body["model"]
    return [one["key"] for one in body["steps"]]


def wrong_answer(kind: str, body: Mapping[str, Any], dice: random.Random) -> Any:
    """What does not earn everything."""
    if kind == "single":
        return dice.choice([one["key"] for one in body["options"] if not one["correct"]])
    right = right_answer(kind, body, dice)
    if kind == "pair":
        others = [one["key"] for one in body["reasons"] if not one["correct"]]
        return {**right, "reason": dice.choice(others)}
    if kind == "written":
        return right.partition(".")[0]
    if kind == "multiple":
        others = [one["key"] for one in body["options"] if not one["correct"]]
        return sorted([*right[1:], dice.choice(others)])
    if kind == "true_false":
        flipped = dice.choice(sorted(right))
        return {**right, flipped: not right[flipped]}
    if kind == "matching":
        key = dice.choice(sorted(right))
        others = [one["key"] for one in body["choices"] if one["key"] != right[key]]
        return {**right, key: dice.choice(others)}
    return [*right[1:], right[0]]
