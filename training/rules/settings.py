"""What a clinic may set for itself, what each value may be, and which one holds.

A value is set at a clinic or left to the one above it; where none in the chain has set one,
Milium's own holds. Values are plain JSON: text, a whole number, or a list of whole numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from . import colours

Plain = str | int | list[int] | None


class Kind(StrEnum):
    TEXT = "text"
    CHOICE = "choice"
    WHOLE = "whole"
    DAYS = "days"
    COLOUR = "colour"
    PICTURE = "picture"


class Refused(ValueError):
    """A value that may not be set: `code` says why (too_long, not_offered, not_whole, out_of_range,
    too_many, twice, not_a_colour, too_pale), `low`, `high` or `ratio` what is allowed."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Setting:
    """`default` is Milium's own. `low` and `high` bound a number, each day of a list, or the length
    of a text; `choices` are what may be chosen. `optional` = None may be set: no rule at all."""

    name: str
    kind: Kind
    default: Plain
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """What holds. `depth` says whose it is: 0 this clinic's own, 1 of the one above, and so on;
    None = Milium's own."""

    value: Plain
    depth: int | None


MOST_DAYS = 8  # of a ladder
AS_WRITTEN, ALWAYS, NEVER = "as_written", "always", "never"
SETTINGS: Mapping[str, Setting] = {
    one.name: one
    for one in (
        Setting("logo", Kind.PICTURE, "", high=80),
        Setting("colour", Kind.COLOUR, ""),
        Setting("signatory", Kind.TEXT, "", high=120),
        Setting("signatory_role", Kind.TEXT, "", high=120),
        Setting("language", Kind.CHOICE, "en"),
        Setting("pass_mark", Kind.WHOLE, None, 50, 100, optional=True),
        Setting("certainty", Kind.CHOICE, AS_WRITTEN, choices=(AS_WRITTEN, ALWAYS, NEVER)),
        Setting("remind_before", Kind.DAYS, [7, 3, 1], 1, 60),
        Setting("remind_after", Kind.DAYS, [1, 7, 14, 21], 1, 90),
        Setting("remind_certificate", Kind.DAYS, [90, 60, 30, 7], 1, 365),
        Setting("keep_answers", Kind.WHOLE, 24, 12, 120),
        Setting("keep_sign_ins", Kind.WHOLE, 12, 3, 36),
        Setting("keep_invitations", Kind.WHOLE, 14, 7, 90),
    )
}


def held(name: str, chain: Sequence[Mapping[str, Plain]]) -> Held:
    """What holds at the first of `chain`, which is a clinic and those above it, nearest first: each
    maps the names it has set itself. Raises KeyError for a setting there is not."""
    for depth, own in enumerate(chain):
        if name in own:
            return Held(own[name], depth)
    return Held(SETTINGS[name].default, None)


def checked(setting: Setting, value: Plain) -> Plain:
    """The value as it is stored. Raises Refused."""
    if value in (None, "") and (setting.optional or setting.kind in BLANK):
        return None if setting.optional else ""
    return CHECKS[setting.kind](setting, value)


def terms(
    values: Mapping[str, Plain],
    *,
    pass_mark: Decimal | None,
    certainty: bool,
    certainty_counts: bool,
) -> tuple[Decimal | None, bool]:
    """A quiz's pass mark (a share, None = it has none) and whether it asks for certainty, as a
    clinic has set them. Its pass mark only ever raises that of a quiz; where certainty is part of
    the score it stays asked for."""
    least, use = values["pass_mark"], values["certainty"]
    if pass_mark is not None and least is not None:
        pass_mark = max(pass_mark, Decimal(least) / 100)
    if use != AS_WRITTEN and not certainty_counts:
        certainty = use == ALWAYS
    return pass_mark, certainty


def _text(setting: Setting, value: Plain) -> str:
    found = " ".join(str(value).split())
    if len(found) > setting.high:
        raise Refused("too_long", high=setting.high)
    return found


def _choice(setting: Setting, value: Plain) -> str:
    if value not in setting.choices:
        raise Refused("not_offered")
    return value


def _whole(setting: Setting, value: Plain) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refused("not_whole")
    if not setting.low <= value <= setting.high:
        raise Refused("out_of_range", low=setting.low, high=setting.high)
    return value


def _days(setting: Setting, value: Plain) -> list[int]:
    """From far to near or near to far, as the default goes; none at all = no such reminder."""
    found = [_whole(setting, one) for one in (value if isinstance(value, list) else [value])]
    if len(found) > MOST_DAYS:
        raise Refused("too_many", high=MOST_DAYS)
    if len(set(found)) < len(found):
        raise Refused("twice")
    return sorted(found, reverse=setting.default[0] > setting.default[-1])


def _colour(setting: Setting, value: Plain) -> str:
    try:
        return colours.palette(str(value)).light
    except colours.NotAColour:
        raise Refused("not_a_colour") from None
    except colours.TooPale as pale:
        raise Refused("too_pale", ratio=pale.ratio, low=colours.LEAST) from None


BLANK = frozenset({Kind.TEXT, Kind.COLOUR, Kind.PICTURE})  # may be empty: there is none
CHECKS = {
    Kind.TEXT: _text,
    Kind.PICTURE: _text,
    Kind.CHOICE: _choice,
    Kind.WHOLE: _whole,
    Kind.DAYS: _days,
    Kind.COLOUR: _colour,
}
