"""A number as people type it, taken exactly or not at all."""

from __future__ import annotations

import re
from decimal import Decimal
from math import isfinite

from quizzes.engine.kinds.base import ResponseError

MOST_CHARACTERS = 40

# What a phone or a keyboard of another script types for the same signs.
_SAME = str.maketrans("０１２３４５６７８９．，＋－﹣−ｅＥ", "0123456789.,+---eE")
_QUANTITY = re.compile(r"([+-]?(?=[.,]?[0-9])[0-9.,]*(?:[eE][+-]?[0-9]+)?)(.*)", re.DOTALL)
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?0*[0-9]{1,2})?")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}(?![0-9]).*", re.DOTALL)


def quantity(text: str, *, comma: bool = False) -> tuple[str, str]:
    """A number in its normal form and what stands behind it, "" for nothing: "0,5 mL" is "0.5" and
    "mL". Both are "" when nothing is left of the text.

    `comma` says that in the language it was typed in a comma begins the decimals; else it does so
    only where it can part no thousands. Raises ResponseError as `number` does.
    """
    line = " ".join(text.translate(_SAME).split())
    if len(line) > 2 * MOST_CHARACTERS:
        raise ResponseError("too_long", limit=2 * MOST_CHARACTERS)
    if not line:
        return "", ""
    found = _QUANTITY.fullmatch(line)
    if found is None:
        raise ResponseError("not_a_number")
    rest = found[2].strip()
    if rest and rest[0] in "0123456789'’_":
        raise ResponseError("thousands")
    if rest and rest[0] in ".,+-":
        raise ResponseError("not_a_number")
    return number(found[1], comma=comma), rest


def number(text: str, *, comma: bool = False) -> str:
    """A number in its normal form: plain digits, a decimal point, a minus; decimals stay as many as
    were typed. `number` of it is stable.

    Raises ResponseError not_a_number, thousands (a separator of thousands, or what may be one), and
    too_long (MOST_CHARACTERS, written out). `comma` as for `quantity`.
    """
    typed = text.translate(_SAME).strip()
    if len(typed) > MOST_CHARACTERS:
        raise ResponseError("too_long", limit=MOST_CHARACTERS)
    plain = _with_point(typed, comma)
    if not _NUMBER.fullmatch(plain):
        raise ResponseError("not_a_number")
    value = Decimal(plain)
    written = format(abs(value) if value.is_zero() else value, "f")
    if len(written) > MOST_CHARACTERS:
        raise ResponseError("too_long", limit=MOST_CHARACTERS)
    return written


def from_json(value: object) -> str:
    """A number that a program gave as one, as text; a binary fraction stands for the shortest
    decimal that is read as it. Any other value is taken as a text. Raises ResponseError wrong_type.
    """
    if type(value) is str:
        return value
    if type(value) is int and abs(value) < 10**MOST_CHARACTERS:
        return str(value)
    if type(value) is float and isfinite(value):
        return repr(value)
    raise ResponseError("wrong_type")


def _with_point(typed: str, comma: bool) -> str:
    if "," not in typed:
        return typed
    if "." in typed or typed.count(",") > 1 or (not comma and _THOUSANDS.fullmatch(typed)):
        raise ResponseError("thousands")
    return typed.replace(",", ".")
