"""The criteria of a rubric: what is looked for in a text, and the levels each may be found at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizzes.engine.kinds.reading import Reader

MOST_POINTS = 10
CRITERIA = (2, 6)
LEVELS = (2, 6)
NOT_MET = "not_met"
MET = "met"

_FIELDS = frozenset({"good", "points", "levels", "critical"})


@dataclass(frozen=True, slots=True)
class Level:
    """How far a criterion is met. `text` is empty where it is only met or not."""

    key: str
    text: str
    points: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing to look for in a text; `good` says what it looks like when met.

    `levels` rise in points, and the last is worth the whole `points`. `critical` is the key of the
    least level without which the text is no pass, or "".
    """

    key: str
    text: str
    points: int
    good: str
    levels: tuple[Level, ...]
    critical: str = ""

    def level(self, key: str) -> Level:
        """Raises KeyError for a level that it has not."""
        for one in self.levels:
            if one.key == key:
                return one
        raise KeyError(key)

    def holds(self, key: str) -> bool:
        """Whether this level is critical enough; any is where nothing is critical."""
        return not self.critical or self.level(key).points >= self.level(self.critical).points


def criteria(reader: Reader) -> tuple[Criterion, ...]:
    """Read the rubric of a body.

    Codes beside those of Reader: not_a_number, out_of_range, points_and_levels, not_rising (a level
    is worth no more than the one before it), unknown_level, critical_lowest (any level would do).
    """
    least, most = CRITERIA
    rows = reader.rows("criteria", fields=_FIELDS, at_least=least)
    found = tuple(_criterion(reader, path, row, key, text) for path, row, key, text in rows)
    if len(found) > most:
        reader.add("criteria", "too_many", str(most))
    return found


def _criterion(reader: Reader, path: str, row: Mapping[str, Any], key: str, text: str) -> Criterion:
    good = reader.text(row, "good", path)
    if row.get("levels") is None:
        points = number(reader, row, "points", path, most=MOST_POINTS)
        levels = (Level(NOT_MET, "", 0), Level(MET, "", points))
    else:
        if row.get("points") is not None:
            reader.add(f"{path}.points", "points_and_levels")
        levels = _levels(reader, row, path)
    critical = _critical(reader, row, path, levels)
    return Criterion(key, text, levels[-1].points if levels else 0, good, levels, critical)


def _levels(reader: Reader, of: Mapping[str, Any], within: str) -> tuple[Level, ...]:
    least, most = LEVELS
    found: list[Level] = []
    rows = reader.rows("levels", fields=frozenset({"points"}), at_least=least, of=of, within=within)
    for path, row, key, text in rows:
        before = len(reader.problems)
        points = number(reader, row, "points", path, least=0, most=MOST_POINTS)
        if found and len(reader.problems) == before and points <= found[-1].points:
            reader.add(f"{path}.points", "not_rising", str(found[-1].points))
        found.append(Level(key, text, points))
    if len(found) > most:
        reader.add(f"{within}.levels", "too_many", str(most))
    return tuple(found)


def _critical(reader: Reader, row: Mapping[str, Any], path: str, levels: tuple[Level, ...]) -> str:
    key = reader.text(row, "critical", path, optional=True)
    if key and key not in {one.key for one in levels}:
        reader.add(f"{path}.critical", "unknown_level", key[:80])
    elif key and key == levels[0].key:
        reader.add(f"{path}.critical", "critical_lowest", key[:80])
    return key


def number(
    reader: Reader,
    row: Mapping[str, Any],
    name: str,
    path: str,
    *,
    least: int = 1,
    most: int,
) -> int:
    """A whole number from `least` to `most`; 0 and a problem for anything else."""
    value, where = row.get(name), f"{path}.{name}" if path else name
    if value is None:
        reader.add(where, "missing")
    elif not is_number(value):
        reader.add(where, "not_a_number")
    elif not least <= value <= most:
        reader.add(where, "out_of_range", f"{least} to {most}")
    else:
        return int(value)
    return 0


def is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
