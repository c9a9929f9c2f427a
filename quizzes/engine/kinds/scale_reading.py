"""Reads the body of a scale: its places and words, what the panel said, what each side means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from quizzes.engine.kinds.places import places, plain, text_of, units
from quizzes.engine.kinds.reading import Reader

ABOVE, BELOW = "above", "below"
MOST_STEPS = 1000
MOST_LABELS = 11
PANEL = (2, 1000)
MOST = 1_000_000

_FIELDS = frozenset(
    {"low", "high", "step", "unit", "labels", "target", "tolerance", "zero", "panel", ABOVE, BELOW}
)
_SIDE = frozenset({"text", "why", "belief"})


@dataclass(frozen=True, slots=True)
class Label:
    """The word at one place of the scale."""

    at: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class Side:
    """What it means to be off on one side: a name for it ("Too strong"), why, and the code of the
    belief held by who is. All empty where no place lies on that side."""

    text: str = ""
    why: str = ""
    belief: str = ""


def read_scale(body: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a definition. Raises DefinitionError; codes beside those of Reader:
    step_not_above_zero, high_not_above_low, too_many_steps, off_step, off_scale, no_end_label,
    duplicate_place, zero_not_above_tolerance, no_right_place, all_places_right, not_whole."""
    reader = Reader(body, allowed=_FIELDS)
    numbers = {name: _number(reader, name, -MOST) for name in ("low", "high", "target")}
    numbers |= {name: _number(reader, name, 0) for name in ("step", "tolerance", "zero")}
    low, high, step = (numbers[name] for name in ("low", "high", "step"))
    grid = _grid(reader, low, high, step)
    reached = _reached(reader, grid, numbers["target"], numbers["tolerance"], numbers["zero"])
    found = {
        "stem": reader.stem,
        "explanation": reader.explanation,
        "unit": reader.text(reader.body, "unit", "", optional=True),
        "labels": _labels(reader, grid),
        "panel": _panel(reader),
        **{name: _side(reader, name, needed=name in reached) for name in (ABOVE, BELOW)},
    }
    reader.finish()
    return found | numbers


def _number(reader: Reader, name: str, least: int) -> Decimal | None:
    return reader.decimal(reader.body, name, "", least=least, most=MOST)


def _grid(
    reader: Reader, low: Decimal | None, high: Decimal | None, step: Decimal | None
) -> range | None:
    """The places, in units; None and a problem where there are none."""
    if low is None or high is None or step is None:
        return None
    if step <= 0:
        reader.add("step", "step_not_above_zero")
    elif high <= low:
        reader.add("high", "high_not_above_low", plain(low))
    elif (units(high) - units(low)) % units(step):
        reader.add("high", "off_step", plain(step))
    elif (units(high) - units(low)) // units(step) > MOST_STEPS:
        reader.add("step", "too_many_steps", str(MOST_STEPS))
    else:
        return places(low, high, step)
    return None


def _reached(
    reader: Reader,
    grid: range | None,
    target: Decimal | None,
    tolerance: Decimal | None,
    zero: Decimal | None,
) -> tuple[str, ...]:
    """The sides on which an answer can be off; notes what makes the panel's place no key."""
    if tolerance is not None and zero is not None and zero <= tolerance:
        reader.add("zero", "zero_not_above_tolerance", plain(tolerance))
    if grid is None or target is None or tolerance is None:
        return ABOVE, BELOW
    if not grid[0] <= units(target) <= grid[-1]:
        reader.add("target", "off_scale")
        return ABOVE, BELOW
    right = [place for place in grid if abs(place - units(target)) <= units(tolerance)]
    if not right:
        reader.add("tolerance", "no_right_place")
        return ABOVE, BELOW
    if len(right) == len(grid):
        reader.add("tolerance", "all_places_right")
    off = {ABOVE: right[-1] < grid[-1], BELOW: right[0] > grid[0]}
    return tuple(side for side, is_off in off.items() if is_off)


def _labels(reader: Reader, grid: range | None) -> tuple[Label, ...]:
    """The words along the scale, from its lowest place to its highest; both ends have one."""
    found = reader.body.get("labels")
    if not isinstance(found, list | tuple):
        reader.add("labels", "missing" if found is None else "not_a_list")
        return ()
    if len(found) > MOST_LABELS:
        reader.add("labels", "too_many", str(MOST_LABELS))
        return ()
    read = [_label(reader, value, f"labels[{index}]", grid) for index, value in enumerate(found)]
    labels = {label.at: label for label in read if label}
    if len(labels) < sum(label is not None for label in read):
        reader.add("labels", "duplicate_place")
    if grid is not None and not {grid[0], grid[-1]} <= {units(at) for at in labels}:
        reader.add("labels", "no_end_label")
    return tuple(labels[at] for at in sorted(labels))


def _label(reader: Reader, value: object, path: str, grid: range | None) -> Label | None:
    row = reader.mapping(value, path, frozenset({"at", "text"}))
    if not isinstance(value, Mapping):
        return None
    text = reader.text(row, "text", path)
    at = reader.decimal(row, "at", path, least=-MOST, most=MOST)
    if at is None:
        return None
    if grid is not None and not grid[0] <= units(at) <= grid[-1]:
        reader.add(f"{path}.at", "off_scale")
    elif grid is not None and units(at) not in grid:
        reader.add(f"{path}.at", "off_step", text_of(grid.step))
    return Label(at, text)


def _panel(reader: Reader) -> int:
    least, most = PANEL
    size = reader.decimal(reader.body, "panel", "", least=least, most=most)
    if size is not None and size != int(size):
        reader.add("panel", "not_whole")
    return int(size or 0)


def _side(reader: Reader, name: str, *, needed: bool) -> Side:
    value = reader.body.get(name)
    if value is None:
        if needed:
            reader.add(name, "missing")
        return Side()
    row = reader.mapping(value, name, _SIDE)
    if not isinstance(value, Mapping):
        return Side()
    return Side(
        text=reader.text(row, "text", name, optional=True),
        why=reader.text(row, "why", name),
        belief=reader.text(row, "belief", name, optional=True),
    )
