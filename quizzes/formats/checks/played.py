"""A whole sitting, played from its JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from quizzes.engine import playing
from quizzes.engine.kinds.base import Definition
from quizzes.engine.playing import FINISH, UNCHANGED, Asked, Came, Played, Step
from quizzes.formats.checks.documents import Reason, Rejected, listed, mapping, read
from quizzes.formats.checks.policies import MOST, Policy, number, read_policy, terms_of
from quizzes.formats.checks.questions import read_question
from quizzes.formats.checks.responses import resolved
from quizzes.formats.checks.words import explained

FINAL = ("mark", "max", "score", "passed", "ended_by")


def play(text: str) -> dict[str, Any]:
    """Play {questions, policy, steps: [{t, slot, action, response, certainty}]}.

    Returns {steps: [{slot, state, fraction}], questions: [the same, as they ended], final: {mark,
    max, score, passed, ended_by}}, and `ignored`: the fields that mean nothing. A step that was
    refused changes nothing and has `refused` with its code. What cannot be played at all has
    `reasons`. Never raises for what the text says.
    """
    try:
        document = read(text)
        policy = read_policy(mapping(document.get("policy"), "policy"))
        asked, slots, ignored = _questions(listed(document.get("questions"), "questions"), policy)
        found = listed(document.get("steps"), "steps")
        steps = _steps(found, asked)
        named = [one["slot"] for one in found if isinstance(one, dict) and "slot" in one]
        slots = {str(slot): slot for slot in named} | slots
        played = _result(_played(asked, policy, steps), steps, slots)
        return played | ({"ignored": ignored} if ignored else {})
    except Rejected as error:
        nothing = {"steps": [], "questions": [], "final": dict.fromkeys(FINAL)}
        return nothing | {"reasons": explained(error.reasons)}


_Found = tuple[dict[str, Asked], dict[str, Any], list[str]]


def _questions(found: Sequence[Any], policy: Policy) -> _Found:
    """By slot as a text; each slot as it was written, its number from 1 where it was not; and the
    fields ignored."""
    asked: dict[str, Asked] = {}
    slots: dict[str, Any] = {}
    ignored: list[str] = []
    reasons: list[Reason] = []
    for index, value in enumerate(found):
        path = f"questions[{index}]"
        try:
            one = mapping(value, path)
            one = mapping(one.pop("question", None), f"{path}.question") | one
            slot = one.get("slot", index + 1)
            if str(slot) in asked:
                raise Rejected(Reason(f"{path}.slot", "duplicate_slot", str(slot)[:80]))
            body = {"rule": policy.rule} if policy.rule is not None else {}
            question = read_question(body | one, path=path)
            asked[str(slot)] = _asked(question.d, one, str(slot), policy, path)
            slots[str(slot)] = slot
            ignored += [f"{path}.{name}" for name in question.ignored if name not in body]
        except Rejected as error:
            reasons += error.reasons
    if reasons:
        raise Rejected(*reasons)
    return asked, slots, ignored


def _asked(d: Definition, one: Mapping[str, Any], slot: str, policy: Policy, path: str) -> Asked:
    try:
        weight = number(one.get("weight", 1))
    except ValueError as error:
        raise Rejected(Reason(f"{path}.weight", str(error))) from error
    terms = terms_of(policy, one, kind=d.kind, path=path)
    return Asked(slot, d, terms, weight, one.get("must_not_miss") is True)


def _steps(found: Sequence[Any], asked: Mapping[str, Asked]) -> list[Step | Came]:
    """Steps to play; for one that is none, what it came to."""
    steps: list[Step | Came] = []
    t: Any = 0
    for index, value in enumerate(found):
        try:
            step = _step(value, asked, t, f"steps[{index}]")
            t = max(t, step.t)
            steps.append(step)
        except Rejected as error:
            slot = value.get("slot") if isinstance(value, dict) else None
            code = error.reasons[0].code
            steps.append(Came("" if slot is None else str(slot), "", None, refused=code))
    return steps


def _step(value: Any, asked: Mapping[str, Asked], before: Any, path: str) -> Step:
    """A step without a time comes at the latest time so far; one without a slot is about the only
    question, if there is one alone."""
    one = mapping(value, path)
    action = one.get("action")
    only = next(iter(asked)) if len(asked) == 1 else ""
    slot = "" if action == FINISH else str(one.get("slot", only))
    try:
        t = number(one.get("t", before), least=-MOST)
    except ValueError as error:
        raise Rejected(Reason(f"{path}.t", str(error))) from error
    response = one.get("response", UNCHANGED)
    if response is not UNCHANGED and slot in asked:
        response = resolved(asked[slot].d, response, path=f"{path}.response")
    level = one.get("certainty")
    if level is not None and type(level) is not int:
        raise Rejected(Reason(f"{path}.certainty", "unknown_certainty"))
    return Step(t, str(action), slot, response, level)


def _played(asked: Mapping[str, Asked], policy: Policy, steps: Sequence[Step | Came]) -> Played:
    try:
        taken = [step for step in steps if isinstance(step, Step)]
        return playing.play(list(asked.values()), policy.rules, taken)
    except ValueError as error:
        raise Rejected(Reason("policy", "impossible", str(error))) from error


def _result(
    played: Played, steps: Sequence[Step | Came], slots: Mapping[str, Any]
) -> dict[str, Any]:
    taken = iter(played.steps)
    came = [step if isinstance(step, Came) else next(taken) for step in steps]
    values = (played.mark, played.maximum, played.score, played.passed, played.ended_by)
    return {
        "steps": [_plain(one, slots) for one in came],
        "questions": [_plain(one, slots) for one in played.ended],
        "final": dict(zip(FINAL, values, strict=True)),
    }


def _plain(came: Came, slots: Mapping[str, Any]) -> dict[str, Any]:
    found = {
        "slot": slots.get(came.slot, came.slot or None),
        "state": came.state or None,
        "fraction": came.fraction,
    }
    return found | ({"refused": came.refused} if came.refused else {})
