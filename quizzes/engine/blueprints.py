"""What a row of a blueprint may draw, and whether there is enough of it, with the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.engine.selection import Rule, shortages


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a question decides whether a row may draw it."""

    objective: str = ""
    kind: str = ""
    use: str = ""
    must_not_miss: bool = False
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a row asks for; an empty field asks for nothing. A question needs each of the `tags` and
    none of those `without`."""

    objective: str = ""
    kind: str = ""
    uses: frozenset[str] = frozenset()
    must_not_miss: bool | None = None
    tags: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Need:
    """How a row stands: "needs 2, has 5". `missing` is what it lacks once every other row has had
    its own; `shared_with` are the rows that draw from the same questions."""

    slot: str
    needs: int
    has: int
    missing: int
    shared_with: tuple[str, ...]


def fits(parts: Sequence[Traits], wanted: Wanted) -> bool:
    """Whether a question (one part) or a case (its parts) is what the row asks for.

    A case is drawn whole. It fits where some part meets the objective, the kind and each tag, but
    no part has a use or a tag that is not wanted; it is must-not-miss where a part is.
    """
    if not parts:
        return False
    tags = frozenset().union(*(part.tags for part in parts))
    must_not_miss = any(part.must_not_miss for part in parts)
    return (
        wanted.objective in ("", *(part.objective for part in parts))
        and wanted.kind in ("", *(part.kind for part in parts))
        and (not wanted.uses or all(part.use in wanted.uses for part in parts))
        and wanted.must_not_miss in (None, must_not_miss)
        and wanted.tags <= tags
        and not wanted.without & tags
    )


def report(rules: Sequence[Rule]) -> tuple[Need, ...]:
    """Say of every row what it needs and has, in the order given. Nothing missing anywhere = every
    draw will succeed."""
    missing = {short.slot: short.missing for short in shortages(rules)}
    pools = [frozenset(one.id for one in rule.pool) for rule in rules]
    return tuple(
        Need(
            slot=rule.slot,
            needs=rule.count,
            has=len(pool),
            missing=missing.get(rule.slot, 0),
            shared_with=tuple(
                other.slot
                for other, others in zip(rules, pools, strict=True)
                if other is not rule and pool & others
            ),
        )
        for rule, pool in zip(rules, pools, strict=True)
    )
