"""item_stats: a table of marks in, its item analysis out."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from typing import Any

from quizzes.engine.analysis import Analysis, ItemStatistics, Score, analyse

NEEDED = ("attempt", "slot", "maxmark", "mark")
COLUMNS = (*NEEDED, "question_key", "variant")
MOST = 40  # mistakes named at once


class NotATable(ValueError):
    """It cannot be read: `problems` are lines of "line N: what is wrong, what is allowed"."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def item_stats(lines: Iterable[str], *, own_in_total: bool = False) -> dict[str, Any]:
    """The statistics of a table with a line for each slot of each attempt. An empty mark counts 0.
    Raises NotATable, with everything that is wrong."""
    found = analyse(_scores(csv.reader(lines)), own_in_total=own_in_total)
    return {
        "slots": [{"slot": _slot(name), **_item(one)} for name, one in found.slots.items()],
        "questions": _questions(found),
        "variants": [
            {"slot": _slot(slot), "variant": variant, **_item(one)}
            for (slot, variant), one in found.variants.items()
        ],
        "test": asdict(found.test),
    }


def _questions(found: Analysis) -> list[dict[str, Any]]:
    return [{"question_key": name, **_item(one)} for name, one in found.questions.items()]


def _item(one: ItemStatistics) -> dict[str, Any]:
    row = asdict(one)
    row.pop("negative")
    return row


def _slot(name: str) -> int | str:
    return int(name) if name.isascii() and name.isdigit() else name


def _scores(table: Any) -> list[Score]:
    """Every line of the table; a million of them take some 150 MB, because each name and number is
    kept once."""
    names = [name.strip().lower() for name in next(table, [])]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        needed = ", ".join(NEEDED)
        raise NotATable([f"line 1: no column {', '.join(missing)}; needed are {needed}"])
    places = [names.index(name) if name in names else None for name in COLUMNS]
    problems: list[str] = []
    found: list[Score] = []
    texts, numbers = _Texts(), _Numbers()
    for row in table:
        if not row:
            continue
        cells = [row[one] if one is not None and one < len(row) else "" for one in places]
        try:
            found.append(_score([texts[cell] for cell in cells], numbers))
        except ValueError as problem:
            problems.append(f"line {table.line_num}: {problem}")
            if len(problems) == MOST:
                break
    problems = problems or _twice(found)
    if problems:
        raise NotATable(problems)
    return found


def _twice(scores: Sequence[Score]) -> list[str]:
    """What an attempt has twice. One slot after another: no set of a million pairs."""
    slots: dict[str, list[str]] = {}
    for one in scores:
        slots.setdefault(one.slot, []).append(one.attempt)
    return [
        f"attempt {attempt} has slot {slot} twice"
        for slot, attempts in slots.items()
        if len(set(attempts)) < len(attempts)
        for attempt, times in Counter(attempts).items()
        if times > 1
    ][:MOST]


class _Texts(dict[str, str]):
    """Each text once, without spaces around it."""

    def __missing__(self, text: str) -> str:
        self[text] = found = text.strip()
        return found


class _Numbers(dict[str, Decimal]):
    """Text -> number, each read once: a table has few different marks."""

    def __missing__(self, text: str) -> Decimal:
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise ValueError(f"{text!r} is no number; write it like 0.75") from None
        if not number.is_finite():
            raise ValueError(f"{text!r} is no finite number")
        if abs(number) >= 10**9 or number.as_tuple().exponent < -20:
            raise ValueError(f"{text!r}: at most 9 places before the point and 20 behind it")
        self[text] = number
        return number


def _score(cells: Sequence[str], numbers: Mapping[str, Decimal]) -> Score:
    attempt, slot, most, mark, question, variant = cells
    if not attempt or not slot or not most:
        raise ValueError("attempt, slot and maxmark must be filled in")
    if numbers[most] < 0:
        raise ValueError(f"maxmark {most} is below 0")
    return Score(attempt, slot, numbers[most], numbers[mark or "0"], question, variant)
