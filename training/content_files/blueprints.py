"""Can a quiz be drawn from its questions, and with how much choice?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizzes.formats.native import Case, Item
from training.content_files.shapes import Row

# Below this many times the need, a second attempt meets mostly the same questions.
ENOUGH = 2


def pool(row: Row, items: Sequence[Item], cases: Sequence[Case]) -> list[str]:
    """The keys a row may draw from. A part of a case is drawn with its case only."""
    if row.case:
        graded = {item.key for item in items if item.use == "graded"}
        return [case.key for case in cases if graded.issuperset(case.parts)]
    return [
        item.key
        for item in items
        if item.case is None
        and item.use == "graded"
        and item.objective == row.objective
        and set(row.tags) <= set(item.tags)
        and not set(row.without) & set(item.tags)
        and row.kind in (None, item.kind)
        and row.must_not_miss in (None, item.must_not_miss)
    ]


def shortages(
    rows: Sequence[Row], items: Sequence[Item], cases: Sequence[Case]
) -> Iterator[tuple[int, str, bool]]:
    """(row, what is short, whether it makes the quiz impossible) for each row that is short."""
    pools = [pool(row, items, cases) for row in rows]
    short = thin = False
    for index, (row, keys) in enumerate(zip(rows, pools, strict=True)):
        if len(keys) < row.count:
            short = True
            yield index, f"{_what(row)}: needs {row.count}, has {len(keys)}", True
        elif len(keys) < ENOUGH * row.count:
            thin = True
            said = f"needs {row.count}, has {len(keys)}; {ENOUGH * row.count} give a fresh retry"
            yield index, f"{_what(row)}: {said}", False
    if short:
        return
    said = "shares its questions with other rows: together they need more than there are"
    unmet = _first_unmet(rows, pools, times=1)
    if unmet is not None:
        yield unmet, f"{_what(rows[unmet])}: {said}", True
        return
    unmet = None if thin else _first_unmet(rows, pools, times=ENOUGH)
    if unmet is not None:
        yield unmet, f"{_what(rows[unmet])}: {said} for a fresh retry", False


def _what(row: Row) -> str:
    if row.case:
        return "cases"
    safety = {None: "", True: " must-not-miss", False: " not must-not-miss"}[row.must_not_miss]
    return f"objective {row.objective}{f' {row.kind}' if row.kind else ''}{safety}"


def _first_unmet(rows: Sequence[Row], pools: Sequence[Sequence[str]], *, times: int) -> int | None:
    """The first row that gets less than `times` its need however the rest is drawn (bipartite
    matching)."""
    holder: dict[str, int] = {}

    def take(index: int, tried: set[str]) -> bool:
        for key in pools[index]:
            if key not in tried:
                tried.add(key)
                if key not in holder or take(holder[key], tried):
                    holder[key] = index
                    return True
        return False

    for index, row in enumerate(rows):
        if not all(take(index, set()) for _ in range(times * row.count)):
            return index
    return None
