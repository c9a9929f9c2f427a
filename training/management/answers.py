"""Right and wrong answers to a question, from its definition: for the stories of the demo."""

from __future__ import annotations

import random
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from quizzes.models import QuestionVersion

# What is typed and judged by the engine.
BY_WORD = ("numeric", "short_text")


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
    if kind in BY_WORD:
        return _by_word(body, earns_all=True)
    if kind == "scale":
        return _nearest(*(Decimal(body[name]) for name in ("low", "step", "target")))
    if kind == "branching":
        safe = [path for path in _paths(body, body["start"]) if not any(c["harm"] for c in path)]
        return [one["key"] for one in max(safe, key=_score)]
    if kind == "written":
        return body["model"]
    if kind == "hotspot":
        return [one["key"] for one in body["regions"] if one.get("target")]
    if kind == "cloze":
        return {gap["key"]: _in_gap(gap) for gap in body["gaps"]}
    return [one["key"] for one in body["steps"]]


def wrong_answer(kind: str, body: Mapping[str, Any], dice: random.Random) -> Any:
    """What does not earn everything."""
    if kind == "single":
        return dice.choice([one["key"] for one in body["options"] if not one["correct"]])
    right = right_answer(kind, body, dice)
    if kind == "pair":
        others = [one["key"] for one in body["reasons"] if not one["correct"]]
        return {**right, "reason": dice.choice(others)}
    if kind in BY_WORD:
        return _by_word(body, earns_all=False)
    if kind == "written":
        return right.partition(".")[0]
    if kind == "hotspot":
        others = [one["key"] for one in body["regions"] if not one.get("target")]
        return [*right[1:], dice.choice(others)]
    if kind == "cloze":
        return {**right, body["gaps"][0]["key"]: _in_gap(body["gaps"][0], earns_all=False)}
    if kind == "scale":  # the end that is further off
        return max(body["low"], body["high"], key=lambda end: abs(Decimal(end) - Decimal(right)))
    if kind == "branching":
        return [one["key"] for one in min(_paths(body, body["start"]), key=_score)]
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


def _by_word(body: Mapping[str, Any], *, earns_all: bool) -> Any:
    """The words or the number of an answer that earns all, or of a foreseen one that does not."""
    fitting = [one for one in body["answers"] if (Decimal(one["weight"]) == 1) is earns_all]
    answer = fitting[0] if fitting else {"text": "something else", "value": "123456789"}
    if "text" in body["answers"][0]:
        return answer["text"].replace("*", "…")
    units = [one["unit"] for one in body.get("units", ()) if one.get("factor") == "1"]
    number = {"value": answer["value"] if "value" in answer else answer["range"][0]}
    return number | {"unit": units[0]} if units else number


def _in_gap(gap: Mapping[str, Any], *, earns_all: bool = True) -> Any:
    """What is right, or not, in one gap."""
    if "choices" not in gap:
        return _by_word(gap, earns_all=earns_all)
    return next(one["key"] for one in gap["choices"] if bool(one.get("correct")) is earns_all)


def _nearest(low: Decimal, step: Decimal, target: Decimal) -> str:
    """The place of a scale that is nearest to the panel's."""
    return str(low + round((target - low) / step) * step)


def _paths(body: Mapping[str, Any], scene: str | None) -> list[list[Mapping[str, Any]]]:
    """Every way from a scene to an end, as its decisions."""
    node = next((node for node in body["nodes"] if node["key"] == scene), {})
    choices = node.get("choices") or ()
    if not choices:
        return [[]]
    return [[one, *rest] for one in choices for rest in _paths(body, one.get("next"))]


def _score(path: list[Mapping[str, Any]]) -> Decimal:
    return sum((Decimal(one["score"]) for one in path), Decimal(0))
