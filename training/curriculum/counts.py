"""What a load did, in figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Count:
    """Rows of one sort that a load made, gave a new revision, or retired."""

    new: int = 0
    changed: int = 0
    retired: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            self.new + other.new, self.changed + other.changed, self.retired + other.retired
        )

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.retired)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one load did to each sort of content."""

    sources: Count
    claims: Count
    beliefs: Count
    questions: Count
    quizzes: Count
    modules: Count
    lessons: Count
    signoffs: Count
    portfolios: Count
    programmes: Count
    glossary: Count
    shown: Count  # lessons made anew for the eye; no revision
    editions: Count

    def __iter__(self) -> Iterator[tuple[str, Count]]:
        for field in fields(self):
            yield field.name, getattr(self, field.name)

    def __bool__(self) -> bool:
        return any(count for _, count in self)

    def data(self) -> dict[str, list[int]]:
        """For the audit: only what changed."""
        return {name: [count.new, count.changed, count.retired] for name, count in self if count}
