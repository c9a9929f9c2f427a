"""JSON as it comes and goes: numbers keep the digits they have."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was rejected: where ("question.options[1].correct"), a code, and the value."""

    path: str
    code: str
    detail: str = ""

    def plain(self) -> dict[str, str]:
        return {"path": self.path, "code": self.code, "detail": self.detail}


MOST_LEVELS = 50  # far above any question; what walks through a document may then call itself


class Rejected(Exception):
    """An item that cannot be checked; carries every reason found."""

    def __init__(self, *reasons: Reason) -> None:
        super().__init__("; ".join(f"{r.path}: {r.code} {r.detail}".strip() for r in reasons))
        self.reasons = reasons


def read(text: str) -> dict[str, Any]:
    """One JSON object. Raises Rejected for anything else, NaN and endless numbers included."""
    try:
        found = json.loads(text, parse_constant=_refuse, parse_float=_exact)
    except (ValueError, RecursionError) as error:
        raise Rejected(Reason("", "not_json", str(error)[:80])) from error
    if _is_deep(found):
        raise Rejected(Reason("", "too_deep", str(MOST_LEVELS)))
    return mapping(found, "")


def mapping(value: object, path: str) -> dict[str, Any]:
    """The value as an object, an absent one as an empty one. Raises Rejected."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Rejected(Reason(path, "not_an_object", type(value).__name__))
    return value


def listed(value: object, path: str) -> list[Any]:
    """The value as a list, an absent one as an empty one. Raises Rejected."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise Rejected(Reason(path, "not_a_list", type(value).__name__))
    return value


def plain_number(value: int | float | Decimal) -> str:
    """The shortest plain decimal that is read as the number: no exponent, no zeros at the end."""
    text = format(Decimal(repr(value)) if isinstance(value, float) else Decimal(value), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def write(value: Any, *, line_each: bool = False) -> str:
    """JSON text of mappings, lists, texts, numbers, true, false and null; a `Decimal` is written
    as the number it is. With `line_each` each member of a list has a line of its own."""
    if isinstance(value, Mapping):
        pairs = (f"{write(str(key))}: {write(member)}" for key, member in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list | tuple):
        members = [write(member) for member in value]
        if line_each and members:
            return "[\n" + ",\n".join(members) + "\n]"
        return "[" + ", ".join(members) + "]"
    if isinstance(value, Decimal):
        return plain_number(value)
    return json.dumps(value, ensure_ascii=False)


def _is_deep(value: Any) -> bool:
    level = [value]
    for _ in range(MOST_LEVELS):
        level = [inner for one in level for inner in _members(one)]
        if not level:
            return False
    return True


def _members(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _exact(text: str) -> float | str:
    """A number, as its text where a binary fraction would not keep all of its digits."""
    number = float(text)
    try:
        return number if Decimal(repr(number)) == Decimal(text) else text
    except InvalidOperation:  # an exponent beyond all reason
        return text


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
