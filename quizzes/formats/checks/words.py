"""Why something was rejected, in words that say what to do instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from quizzes.engine.behaviours import BEHAVIOURS, PRESETS
from quizzes.engine.kinds import KINDS
from quizzes.engine.kinds.base import ResponseError
from quizzes.formats.checks.documents import Reason
from quizzes.formats.native.schema import MODELS
from quizzes.formats.native.words import in_words

# A response of each kind as JSON; where a key stands, its text does as well.
RESPONSES: dict[str, str] = {
    "single": '"a"',
    "multiple": '["a", "c"] ([] is the empty set)',
    "true_false": '{"a": true, "b": false}',
    "matching": '{"a": "x", "b": "y"} (prompt: choice)',
    "ordering": '["c", "a", "b"] (first to last)',
    "pair": '{"action": "a", "reason": "x"} or ["a", "x"]',
    "hotspot": '[[0.25, 0.5], "chin"] (points, from the left and the top, or names)',
    "cloze": '{"what": "pocket", "wide": "2 mm"} (gap: what is chosen or typed)',
    "scale": "4.5",
    "branching": '["ask", "send"] (the decisions from the start)',
    "numeric": '2.5, "2,5 mm" or {"value": "2.5", "unit": "mm"}',
    "short_text": '"keratin"',
    "written": '"What she writes."',
}


def _rules(kind: str) -> tuple[str, ...]:
    field = MODELS[kind].model_fields.get("rule")
    return () if field is None else tuple(_literals(field.annotation))


def _literals(annotation: Any) -> Iterator[str]:
    """The texts of a Literal, inside an optional one as well."""
    for one in get_args(annotation):
        if isinstance(one, str):
            yield one
        else:
            yield from _literals(one)


# The rules that a question of a kind may name, the one that holds unless it does first.
RULES: dict[str, tuple[str, ...]] = {kind: _rules(kind) for kind in KINDS if _rules(kind)}
_ALL_RULES = "; ".join(f"{kind} has {', '.join(rules)}" for kind, rules in RULES.items())
_ALL_NAMES = f"behaviour has {', '.join(BEHAVIOURS)}; preset has {', '.join(PRESETS)}"

# Codes of a check itself; {} is the detail. Those of a question are an author's.
_WORDS = {
    "ambiguous": "{} fits several: answer with the key",
    "closed": "closes before the attempt starts, at 0: give a later moment",
    "hard_close_without_close": "needs closes as well",
    "impossible": "cannot be played: {}",
    "impossible_terms": "cannot be answered like this: {}",
    "missing": "is missing: give it",
    "not_a_list": "must be a list, such as [1, 2]",
    "not_a_mapping": "must be an object, in braces",
    "not_an_object": "must be an object, in braces, and is {}",
    "not_json": "is no JSON: {}",
    "not_true_or_false": "must be true or false",
    "not_yet_open": "opens after the attempt starts, at 0: give an earlier moment",
    "off_scale": "lies outside of the scale (lowest, highest, step: {})",
    "off_step": "is no place of the scale (lowest, highest, step: {})",
    "repeated_key": "names the same thing twice: name each once",
    "thousands": "has a mark that may part thousands or begin decimals: write 1234.5",
    "too_deep": "is nested too deeply",
    "too_many_chosen": "has more than may be chosen: at most {}",
    "unit_not_asked": "has a unit and the question has none: give the number alone",
    "unknown_certainty": "must be 1, 2, 3 or null",
    "unknown_kind": "there is no kind {}: use " + ", ".join(KINDS),
    "unknown_name": "there is no {} here: " + _ALL_NAMES,
    "unknown_rule": "there is no rule {} here: " + _ALL_RULES,
    "unknown_text": "no key and no text is {}",
    "wrong_type": "is no response to this question: give one such as {}",
}

# Where the detail is not what the words of an author need.
_BARE = {
    "not_a_number": "must be a number in plain digits, such as 0.5",
    "out_of_range": "lies outside of what is allowed",
    "too_exact": "has too many places after the point",
    "too_many": "has too many entries",
    "unknown_key": "means nothing here: leave it out, or use a key that is here",
}


def explained(reasons: Iterable[Reason]) -> list[dict[str, str]]:
    """Reasons as {path, code, detail, message}."""
    return [reason.plain() | {"message": _message(reason)} for reason in reasons]


def of_response(error: ResponseError, kind: str, path: str) -> Reason:
    """What a question of this kind says to a response it cannot take: the detail is what it could
    have taken, as far as that can be told."""
    allowed = [] if error.limit is None else [str(error.limit)]
    detail = ", ".join([*allowed, *error.allowed])
    return Reason(path, error.code, RESPONSES[kind] if error.code == "wrong_type" else detail)


def _message(reason: Reason) -> str:
    bare = not reason.detail or reason.path.startswith("policy.")
    if bare and reason.code in _BARE:
        return _BARE[reason.code]
    if reason.code in _WORDS:
        return " ".join(_WORDS[reason.code].replace("{}", reason.detail).split())
    return in_words(reason.code, reason.detail)
