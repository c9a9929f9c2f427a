"""The policy of an attempt as it comes to be checked: the names a quiz stores, times in seconds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from quizzes.engine import behaviours
from quizzes.engine.behaviours import BEHAVIOURS, PRESETS, Behaviour
from quizzes.engine.navigation import FREE, SEQUENTIAL
from quizzes.engine.playing import Rules
from quizzes.formats.checks.documents import Reason, Rejected
from quizzes.formats.checks.questions import own_fields

MOST = 10**9  # seconds, some thirty years
MOST_PLACES = 30
_NUMBERS = int | float | str | Decimal
TRIES = 3  # where neither a policy nor hints say how many


@dataclass(frozen=True, slots=True)
class Policy:
    """`tries` None = one more than a question has hints; `rule` is that of questions which name
    none."""

    behaviour: Behaviour
    tries: int | None
    penalty: Decimal
    rule: str | None
    rules: Rules


def read_policy(value: Mapping[str, Any], *, path: str = "policy") -> Policy:
    """Read a policy, every field of which may be left out.

    Codes: unknown_key, not_a_number, out_of_range, too_exact, not_true_or_false, unknown_name,
    not_a_list, hard_close_without_close, not_yet_open, closed. Raises Rejected with everything that
    is wrong.
    """
    reasons: list[Reason] = []
    found: dict[str, Any] = {}
    for name, one in value.items():
        if name not in FIELDS:
            reasons.append(Reason(f"{path}.{name}", "unknown_key"))
            continue
        try:
            found[name] = None if one is None else FIELDS[name](one)
        except _Wrong as wrong:
            reasons.append(Reason(f"{path}.{name}", str(wrong), str(one)[:80]))
    given = {name: one for name, one in found.items() if one is not None}
    if not reasons and (code := _impossible(given)):
        reasons.append(Reason(path, code))
    if reasons:
        raise Rejected(*reasons)
    return _policy(given)


def number(value: object, *, least: Decimal | int = 0, most: Decimal | int = MOST) -> Decimal:
    """A number within bounds, written as a number or a text. Raises ValueError with a code."""
    try:
        if isinstance(value, bool) or not isinstance(value, _NUMBERS):
            raise _Wrong("not_a_number")
        found = Decimal(repr(value) if isinstance(value, float) else value)
    except InvalidOperation as error:
        raise _Wrong("not_a_number") from error
    if not found.is_finite():
        raise _Wrong("not_a_number")
    if not least <= found <= most:
        raise _Wrong("out_of_range")
    if found.as_tuple().exponent < -MOST_PLACES:
        raise _Wrong("too_exact")
    return found


class _Wrong(ValueError):
    pass


def whole(value: object, *, least: int = 0, most: int = MOST) -> int:
    """A whole number within bounds. Raises ValueError with a code."""
    found = number(value, least=least, most=most)
    if found != int(found):
        raise _Wrong("not_a_number")
    return int(found)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Wrong("not_true_or_false")
    return value


def _name_of(*names: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if not isinstance(value, str) or (names and value not in names):
            raise _Wrong("unknown_name")
        return value

    return read


def _extensions(value: object) -> tuple[int, ...]:
    if not isinstance(value, list):
        raise _Wrong("not_a_list")
    return tuple(whole(one) for one in value)


def _unused(value: object) -> None:
    """Part of a quiz's policy, and no matter of a single attempt."""


FIELDS: dict[str, Callable[[Any], Any]] = {
    "preset": _name_of(*PRESETS),
    "behaviour": _name_of("", *BEHAVIOURS),
    "tries": lambda value: whole(value, least=1, most=behaviours.MOST_TRIES),
    "penalty": lambda value: number(value, most=1),
    "rule": _name_of(),
    "certainty": _flag,
    "certainty_counts": _flag,
    "certainty_passes": _flag,
    "pass_mark": lambda value: number(value, most=1),
    "minutes": lambda value: number(value, most=MOST // 60),
    "extra_minutes": lambda value: number(value, most=MOST // 60),
    "seconds": number,
    "factor": lambda value: number(value, least=1, most=100),
    "extensions": _extensions,
    "opens": lambda value: number(value, least=-MOST),
    "closes": lambda value: number(value, least=-MOST),
    "hard_close": _flag,
    "grace": number,
    "sequential": _flag,
    "attempts": _unused,
    "pauses": _unused,
    "grade": _unused,
    "review": _unused,
}


def _impossible(given: Mapping[str, Any]) -> str:
    """Why there is no such attempt, "" where there may be: it starts at 0."""
    if given.get("hard_close") and "closes" not in given:
        return "hard_close_without_close"
    if given.get("opens", 0) > 0:
        return "not_yet_open"
    return "closed" if given.get("closes", 1) <= 0 else ""


def _policy(given: Mapping[str, Any]) -> Policy:
    preset = PRESETS[given.get("preset", behaviours.EXAM)]
    return Policy(
        behaviour=BEHAVIOURS.get(given.get("behaviour", ""), preset),
        tries=given.get("tries"),
        penalty=given.get("penalty", behaviours.PENALTY),
        rule=given.get("rule"),
        rules=Rules(
            limit=_limit(given),
            factor=given.get("factor", 1),
            extensions=given.get("extensions", ()),
            closes=given.get("closes"),
            hard_close=given.get("hard_close", False),
            grace=given.get("grace", 5),
            navigation=SEQUENTIAL if given.get("sequential") else FREE,
            certainty_counts=given.get("certainty_counts", False),
            certainty_passes=given.get("certainty_passes", False),
            pass_mark=given.get("pass_mark"),
        ),
    )


def _limit(given: Mapping[str, Any]) -> Fraction | None:
    """Seconds; minutes that were granted beyond the limit grow with it by the factor."""
    if "seconds" in given:
        limit = Fraction(given["seconds"])
    elif "minutes" in given:
        limit = Fraction(given["minutes"]) * 60
    else:
        return None
    return limit + Fraction(given.get("extra_minutes", 0)) * 60


def terms_of(policy: Policy, one: Mapping[str, Any], *, kind: str, path: str) -> behaviours.Terms:
    """How a question is sat: its own `tries`, `hints` (their number or the texts) and
    `try_penalty`, or `penalty` where the kind has none of its own, before the policy's. Raises
    Rejected."""
    try:
        hints = one.get("hints")
        shown = 0 if hints is None else len(hints) if isinstance(hints, list) else whole(hints)
        own = one.get("tries")
        tries = policy.tries if own is None else whole(own)
        if tries is None and not shown:
            tries = TRIES
        cost = one.get("try_penalty")
        if cost is None and "penalty" not in own_fields(kind):
            cost = one.get("penalty")
        penalty = policy.penalty if cost is None else number(cost)
        return behaviours.terms(
            policy.behaviour, kind=kind, hints=shown, tries=tries, penalty=penalty
        )
    except ValueError as error:
        raise Rejected(Reason(path, "impossible_terms", str(error))) from error
